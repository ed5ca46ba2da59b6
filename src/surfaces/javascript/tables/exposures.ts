import type { OriginRow } from './row.ts';

type Rows = Record<string, OriginRow>;
const rows = (names: readonly string[], exposes: true | readonly string[]): Rows => Object.fromEntries(names.map((name) => [name, { exposes }] as const));

/** Bundlers: what is defined is written into code that everybody gets. Sources: the documentation of Vite, esbuild, webpack, Rspack, Rollup, tsup, Bun. */
const DEFINE_OPTIONS = ['vite.defineConfig', 'vite.build', 'vitest/config.defineConfig', 'electron-vite.defineConfig', 'astro/config.defineConfig', 'tsup.defineConfig', 'tsdown.defineConfig', '@rsbuild/core.defineConfig', 'esbuild.build', 'esbuild.buildSync', 'esbuild.context', 'esbuild.transform', 'global:Bun.build', 'bun.build'];
/** What is defined, and what stands before and behind the code. */
const WRITTEN = ['define', 'banner', 'footer'];
const DEFINERS = ['webpack.DefinePlugin', 'webpack.EnvironmentPlugin', '@rspack/core.DefinePlugin', '@rspack/core.EnvironmentPlugin', '@rspack/core.rspack.DefinePlugin', '@rollup/plugin-replace', 'rollup-plugin-replace'];

/** What a page of an application gets from the process that opened it, what later steps of a job get, and what a store keeps. Sources: the libraries' documentation. */
const BRIDGES = ['electron.contextBridge.exposeInMainWorld', 'electron.ipcMain.handle', 'electron.BrowserWindow().webContents.send', '@actions/core.setOutput', '@actions/core.saveState'];
const STORES = ['ioredis', 'ioredis.Redis', 'redis.createClient', '@upstash/redis.Redis', '@vercel/kv.kv'].flatMap((root) => ['set', 'setex', 'hset', 'hSet', 'lpush', 'lPush', 'publish'].map((method) => `${root}${root.endsWith('.kv') ? '' : '()'}.${method}`));

/** What a database keeps, told by the driver, or by the name that a project gives to its own. Sources: the drivers' documentation. */
const MONGO = ['mongodb.MongoClient()', 'mongodb.MongoClient.connect()'].map((client) => `${client}.db().collection().{insertOne,insertMany,updateOne,replaceOne,findOneAndUpdate,bulkWrite}`);
const SQL = ['pg.Pool()', 'pg.Client()', 'pg.default.Pool()', 'pg.default.Client()', 'mysql2.createPool()', 'mysql2.createConnection()', 'mysql2/promise.createPool()', 'mysql2/promise.createConnection()', 'mysql.createPool()', 'mysql.createConnection()', '@vercel/postgres.sql', 'global:@database'].map((client) => `${client}.{query,execute}`);
const ROWS = ['@prisma/client.PrismaClient()', 'global:@database'].map((client) => `${client}.*.{create,createMany,upsert,update,insertOne,insertMany}`);
const DOCUMENTS = ['@google-cloud/firestore.Firestore()', 'firebase-admin/firestore.getFirestore()', 'firebase-admin.firestore()'].flatMap((client) => [`${client}.collection().add`, `${client}.collection().doc().{set,update,create}`]);
const DATABASES = [...MONGO, ...SQL, ...ROWS, ...DOCUMENTS, 'global:@database.insert().values', 'mongoose.model().{create,insertMany}', 'postgres()', 'knex()().insert', 'better-sqlite3().prepare().{run,all,get}', 'node:sqlite.DatabaseSync().prepare().run', '@elastic/elasticsearch.Client().{index,create,bulk}'];

/** Functions that lay open what they are given. */
export const EXPOSURE_ROWS: Readonly<Rows> = { ...rows(DEFINE_OPTIONS, WRITTEN), ...rows(DEFINERS, true), ...rows(BRIDGES, true), ...rows(STORES, true), ...rows(DATABASES, true), 'vite.loadEnv': { readsEnvironment: true } };

/** Names of imports that are a project's own database. */
export const DATABASE_NAMES: ReadonlySet<string> = new Set(['prisma', 'db', 'pool', 'database', 'knex', 'mongo']);
