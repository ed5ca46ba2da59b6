import type { OriginRow } from './row.ts';

const log: OriginRow = { sink: 'log' };
const LEVELS = 'log,info,warn,error,debug,trace,verbose,silly,http,notice,fatal,crit,alert,emerg,success,box,start,ready,note,pending,complete,star,fav,critical,warning';
const CONSOLE = ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'dirxml', 'table', 'group', 'groupCollapsed', 'assert'] as const;

/** Loggers: the object with level methods. `global:@logger` is a logger imported from the project by that name. */
const LOGGERS = [
  'winston', 'winston.createLogger()', 'winston.default', 'pino()', 'pino.pino()', 'pino().child()', 'bunyan.createLogger()', 'log4js.getLogger()', 'loglevel', 'loglevel.getLogger()', 'consola',
  'consola.consola', 'consola.createConsola()', 'signale', 'signale.Signale()', 'npmlog', 'electron-log', 'tslog.Logger()', '@nestjs/common.Logger', '@nestjs/common.Logger()', 'global:@logger', 'global:@request.log',
  'global:@logger.child()', 'firebase-functions.logger', '@sentry/node.logger', 'roarr.Roarr', 'ololog', 'fancy-log', 'console.Console()', 'global:console.Console()', 'vscode.window.createOutputChannel()',
] as const;

/** Log and terminal output by canonical origin. */
export const LOG_ROWS: Readonly<Record<string, OriginRow>> = {
  ...Object.fromEntries(CONSOLE.map((name) => [`global:console.${name}`, log] as const)),
  ...Object.fromEntries(LOGGERS.map((logger) => [`${logger}.{${LEVELS}}`, log] as const)),
  'global:process.stdout.write': log,
  'global:process.stderr.write': log,
  'global:Deno.stdout.write': log,
  'debug()': log,
  'fancy-log': log,
  'vscode.window.createOutputChannel().appendLine': log,
  'vscode.window.createOutputChannel().append': log,
  'util.log': log,
  'util.debuglog()': log,
  '@actions/core.info': log,
  '@actions/core.debug': log,
  '@actions/core.warning': log,
  '@actions/core.notice': log,
  ...Object.fromEntries(['node', 'browser', 'nextjs', 'react', 'bun', 'sveltekit', 'nestjs'].map((name) => [`@sentry/${name}.{captureMessage,captureException,captureEvent,setContext,setExtra,setExtras,setTags,addBreadcrumb}`, log] as const)),
  // Whoever gets a mail or reads a channel or a bucket keeps it; single values in them are often meant (a reset link, a host's name).
  'nodemailer.createTransport().sendMail': { sink: 'file' },
  '@slack/web-api.WebClient().chat.postMessage': { sink: 'file' },
  '@aws-sdk/client-s3.PutObjectCommand': { sink: 'file' },
};

/** Names of imports that are a project's own logger. */
export const LOGGER_NAMES: ReadonlySet<string> = new Set(['logger', 'log', 'LOGGER', 'appLogger', 'rootLogger']);
