/** Stores that code empties or drops as a whole, and parts of a cloud that it deletes; told in strict, since seeds and resets do so too. */
export interface StoreCall {
  readonly what: string;
  /** Nothing is lost without this: an option of the first argument that is `true`, or a filter that lets all through. */
  readonly only?: string | 'no-filter';
}

const all = (names: readonly string[], call: StoreCall): Record<string, StoreCall> => Object.fromEntries(names.map((name) => [name, call]));

const MONGO = ['mongodb.MongoClient().db()', 'mongodb.MongoClient.connect().db()'];
const SEQUELIZE = ['sequelize.Sequelize()', 'sequelize-typescript.Sequelize()', '@sequelize/core.Sequelize()'];
const REDIS = ['ioredis()', 'ioredis.Redis()', 'redis.createClient()', '@upstash/redis.Redis()', '@upstash/redis.Redis.fromEnv()'];

/** Commands of AWS clients after which something with its data is gone. Source: AWS SDK for JavaScript. */
const AWS: Readonly<Record<string, readonly string[]>> = {
  rds: ['DeleteDBInstanceCommand', 'DeleteDBClusterCommand'],
  dynamodb: ['DeleteTableCommand', 'DeleteBackupCommand'],
  s3: ['DeleteBucketCommand'],
  ec2: ['TerminateInstancesCommand', 'DeleteVolumeCommand', 'DeleteSnapshotCommand', 'DeleteVpcCommand'],
  cloudformation: ['DeleteStackCommand'],
  kms: ['ScheduleKeyDeletionCommand'],
  efs: ['DeleteFileSystemCommand'],
  eks: ['DeleteClusterCommand'],
  redshift: ['DeleteClusterCommand'],
  'cognito-identity-provider': ['DeleteUserPoolCommand'],
  'secrets-manager': ['DeleteSecretCommand'],
};

/** Functions by canonical origin. Sources: documentation of the drivers, mappers and cloud clients. */
export const STORE_CALLS: Readonly<Record<string, StoreCall>> = {
  ...all(['mongoose.connection.dropDatabase', 'mongoose.connection.db.dropDatabase', 'mongoose.default.connection.dropDatabase', 'mongoose.createConnection().dropDatabase', ...MONGO.map((db) => `${db}.dropDatabase`)], { what: 'a whole database' }),
  ...all(MONGO.flatMap((db) => [`${db}.dropCollection`, `${db}.collection().drop`]), { what: 'a whole collection' }),
  ...all(MONGO.map((db) => `${db}.collection().deleteMany`), { what: 'a whole collection', only: 'no-filter' }),
  ...all(SEQUELIZE.map((root) => `${root}.sync`), { what: 'every table', only: 'force' }),
  ...all(SEQUELIZE.flatMap((root) => ['drop', 'dropSchema', 'dropAllSchemas', 'truncate'].map((name) => `${root}.${name}`)), { what: 'every table' }),
  ...all(['typeorm.DataSource().dropDatabase'], { what: 'a whole database' }),
  ...all(['typeorm.DataSource', 'typeorm.createConnection'], { what: 'every table', only: 'dropSchema' }),
  ...all(REDIS.flatMap((root) => ['flushall', 'flushdb', 'flushAll', 'flushDb', 'FLUSHALL', 'FLUSHDB'].map((name) => `${root}.${name}`)), { what: 'every key' }),
  ...all(Object.entries(AWS).flatMap(([client, names]) => names.map((name) => `@aws-sdk/client-${client}.${name}`)), { what: 'a part of the cloud with its data' }),
  ...all(['CoreV1Api'].flatMap((api) => [`@kubernetes/client-node.KubeConfig().makeApiClient().deleteNamespace`, `@kubernetes/client-node.${api}().deleteNamespace`]), { what: 'a namespace with all that runs in it' }),
};

/** Statements at the beginning of a text that drop or empty something as a whole. */
export const DROPS = /^\s{0,40}(?:DROP\s{1,9}(?:DATABASE|SCHEMA)|TRUNCATE(?:\s{1,9}TABLE)?)\s{1,9}\S/i;
/** What stands in every file with one. */
export const DROP_WORDS: readonly string[] = ['drop database', 'drop schema', 'truncate table'];
