import type { Command } from '../model.ts';

/** What a command destroys for good besides files, in words for a message. */
interface DataLoss {
  readonly what: string;
  /** True where projects do it all the time to what they can make again: containers, rows of a development database. */
  readonly isUsual: boolean;
}

const SQL = /\b(?:drop\s{1,9}(?:database|schema|table|keyspace|owned)|truncate\s{1,9}(?:table\s|\w{1,60}\s{0,3}(?:,|;|cascade|$))|delete\s{1,9}from\s{1,9}[\w."`]{1,80}\s{0,9}(?:;|$))/i;
const MONGO = /\.(?:dropDatabase|drop)\s{0,3}\(|\.deleteMany\s{0,3}\(\s{0,3}\{\s{0,3}\}/;
const SQL_CLIENTS: ReadonlySet<string> = new Set(['psql', 'mysql', 'mariadb', 'sqlite3', 'cockroach', 'clickhouse-client', 'sqlcmd', 'cqlsh', 'duckdb', 'turso', 'usql']);
/** Databases that are made to be thrown away. */
const OWN = /(?:^|[\s_./'"`-])(?:test|tests|testing|dev|development|local|localhost|127\.0\.0\.1|tmp|temp|shadow|ci|e2e)(?:$|[\s_./:;'"`-])/i;

const lost = (what: string, isUsual = false): DataLoss => ({ what, isUsual });

type Look = (values: readonly string[], has: (pattern: RegExp) => boolean, text: string) => DataLoss | null;

const PROGRAMS: ReadonlyMap<string, Look> = new Map<string, Look>([
  ['mongosh', (_values, _has, text) => (MONGO.test(text) ? lost('a database') : null)],
  ['mongo', (_values, _has, text) => (MONGO.test(text) ? lost('a database') : null)],
  ['redis-cli', (_values, has) => (has(/^flush(?:all|db)$/i) ? lost('everything in Redis') : null)],
  ['dropdb', () => lost('a database')],
  ['prisma', (values, has) => ((values[0] === 'migrate' && values[1] === 'reset' && has(/^(?:--force|-f)$/)) || (values[0] === 'db' && has(/^--(?:accept-data-loss|force-reset)$/)) ? lost('the data of the database') : null)],
  ['rails', (values) => (values.some((value) => /^db:(?:drop|reset|purge)/.test(value)) ? lost('a database') : null)],
  ['rake', (values) => (values.some((value) => /^db:(?:drop|reset|purge)/.test(value)) ? lost('a database') : null)],
  ['sequelize', (values) => (values[0] === 'db:drop' ? lost('a database') : null)],
  ['sequelize-cli', (values) => (values[0] === 'db:drop' ? lost('a database') : null)],
  ['typeorm', (values) => (values[0] === 'schema:drop' ? lost('a database') : null)],
  ['mikro-orm', (values) => (/^(?:schema:drop|migration:fresh|schema:fresh)$/.test(values[0] ?? '') ? lost('a database') : null)],
  ['php', (values) => (values[0] === 'artisan' && /^(?:migrate:fresh|migrate:reset|db:wipe)$/.test(values[1] ?? '') ? lost('a database') : null)],
  ['supabase', (values) => (values[0] === 'db' && values[1] === 'reset' ? lost('a database', values[2] === undefined) : null)],
  ['python', (values) => (/(?:^|\/)manage\.py$/.test(values[0] ?? '') && /^(?:flush|reset_db|sqlflush)$/.test(values[1] ?? '') ? lost('a database') : null)],
  ['terraform', destroyed], ['tofu', destroyed], ['terragrunt', destroyed],
  ['pulumi', (values, has) => (values[0] === 'destroy' && has(/^(?:--yes|-y|-f|--skip-preview)$/) ? lost('what the project has deployed') : null)],
  ['kubectl', deletedObjects], ['oc', deletedObjects],
  ['helm', (values) => (/^(?:uninstall|delete)$/.test(values[0] ?? '') ? lost('a release', true) : null)],
  ['docker', (values, has) => (values[0] === 'volume' && /^(?:rm|prune)$/.test(values[1] ?? '') ? lost('volumes', true) : values[0] === 'system' && values[1] === 'prune' && has(/^--volumes$/) ? lost('images and volumes of every project') : values[0] === 'compose' && values.includes('down') && has(/^(?:-v|--volumes)$/) ? lost('volumes', true) : null)],
  ['aws', (values, has) => {
    if (values[0] === 's3' && ((values[1] === 'rb' && has(/^--force$/)) || (values[1] === 'rm' && has(/^--recursive$/)))) return lost('a bucket');
    return /^(?:delete-(?:db-instance|db-cluster|table|bucket|stack|secret|snapshot|cluster)|terminate-instances|schedule-key-deletion)$/.test(values[1] ?? '') ? lost('cloud resources') : null;
  }],
  ['gsutil', (values, has) => (values.includes('rm') && has(/^-[a-zA-Z]{0,3}r/) ? lost('a bucket') : null)],
  ['gcloud', (values, has) => (values.includes('delete') && has(/^(?:--quiet|-q)$/) ? lost('cloud resources') : null)],
  ['az', (values, has) => (values.includes('delete') && has(/^(?:--yes|-y)$/) ? lost('cloud resources') : null)],
  ['heroku', (values) => (/^(?:pg:reset|apps:destroy|addons:destroy)$/.test(values[0] ?? '') && values.some((value) => value.startsWith('--confirm')) ? lost('an application or its database') : null)],
  ['gh', (values, has) => (values[0] === 'repo' && values[1] === 'delete' ? lost('a repository') : values[0] === 'api' && has(/^repos\/[^/\s]{1,100}\/[^/\s]{1,100}\/?$/) && /(?:-X|--method)[ =]?DELETE/i.test(values.join(' ').slice(0, 2000)) ? lost('a repository') : null)],
  ['crontab', (_values, has) => (has(/^-[a-z]{0,2}r$/) ? lost('every scheduled job of the user') : null)],
]);

function destroyed(values: readonly string[], has: (pattern: RegExp) => boolean): DataLoss | null {
  const runs = values.find((value) => !value.startsWith('-'));
  return (runs === 'destroy' && has(/^-{1,2}(?:auto-approve|force)/)) || (runs === 'apply' && has(/^-{1,2}destroy$/) && has(/^-{1,2}auto-approve/)) ? lost('what the project has deployed') : null;
}

const OBJECTS = /^(?:ns|namespaces?|pvc|pv|persistentvolume(?:claim)?s?|crds?|all)$/;

function deletedObjects(values: readonly string[], has: (pattern: RegExp) => boolean): DataLoss | null {
  if (!values.includes('delete') || has(/^--dry-run/)) return null;
  const kind = values.slice(values.indexOf('delete') + 1).find((value) => !value.startsWith('-'))?.split(/[/,]/, 1)[0] ?? '';
  return has(/^(?:--all|--all-namespaces|-A)$/) || OBJECTS.test(kind) ? lost('objects of the cluster with their data') : null;
}

/**
 * What a command destroys in a database, a cluster, a cloud account; `null` for none. `isUsual` for what is made to be made
 * anew, and where a name says that it is a test's.
 */
export function dataLoss(command: Command): DataLoss | null {
  const name = command.name?.toLowerCase() ?? '';
  const isSql = SQL_CLIENTS.has(name);
  const look = isSql ? undefined : PROGRAMS.get(name);
  if (!isSql && !look) return null;
  const values = command.args.slice(0, 60).map(({ value }) => value.slice(0, 2000));
  const text = `${values.join(' ')} ${command.input?.value.slice(0, 4000) ?? ''}`;
  const found = look ? look(values, (pattern) => values.some((value) => pattern.test(value)), text) : SQL.test(text) ? lost('a database or its tables') : null;
  return found && !found.isUsual && OWN.test(text) ? lost(found.what, true) : found;
}
