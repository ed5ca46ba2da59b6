import type { TaintKind } from '../types.ts';
import type { OriginRow } from './row.ts';

type Rows = Record<string, OriginRow>;
const source = (kind: TaintKind, name?: string): OriginRow => ({ source: { kind, ...(name === undefined ? {} : { name }) } });

/** Methods of commander that give back a command. */
export const COMMANDER = ['argument', 'arguments', 'option', 'requiredOption', 'description', 'command', 'name', 'version', 'alias', 'usage', 'allowUnknownOption', 'addOption', 'addArgument', 'summary', 'showHelpAfterError', 'parse'] as const;

/** Methods of yargs that give back the parser. */
export const YARGS = ['option', 'options', 'command', 'usage', 'help', 'demandOption', 'demandCommand', 'alias', 'positional', 'strict', 'version', 'env', 'scriptName', 'example', 'epilogue', 'default', 'boolean', 'string', 'number', 'array', 'choices', 'check', 'coerce', 'describe', 'wrap', 'completion', 'parserConfiguration', 'config', 'group', 'implies', 'conflicts', 'showHelpOnFail', 'recommendCommands', 'fail', 'middleware'] as const;

/** Functions that sign tokens, and those whose answer is random. Sources: the libraries' documentation. */
export const SIGNERS: ReadonlySet<string> = new Set(['jsonwebtoken.sign', 'hono/jwt.sign', '@nestjs/jwt.JwtService().sign', '@nestjs/jwt.JwtService().signAsync', 'jwt-simple.encode', '@tsndr/cloudflare-worker-jwt.sign']);
export const RANDOM: ReadonlySet<string> = new Set(['crypto.randomBytes', 'crypto.randomUUID', 'global:crypto.randomUUID', 'nanoid.nanoid', 'uuid.v4', 'crypto-random-string']);

const HOST_FACTS = ['os.hostname()', 'os.userInfo()', 'os.networkInterfaces()', 'os.homedir()', 'os.version()', 'global:Deno.hostname()', 'node-machine-id.machineIdSync()', 'node-machine-id.machineId()', 'systeminformation.system()', 'public-ip.publicIp()', 'public-ip.publicIpv4()'] as const;

/** Values that are sensitive or come from outside, by canonical origin. */
export const SOURCE_ROWS: Readonly<Rows> = {
  'global:process.env': source('environment', '*'),
  'global:import.meta.env': source('environment', '*'),
  'global:Bun.env': source('environment', '*'),
  'bun.env': source('environment', '*'),
  'global:Deno.env.toObject()': source('environment', '*'),
  'global:@bindings': source('environment', '*'),
  'global:process.report.getReport()': source('environment', '*'),
  'global:process.report.getReport().environmentVariables': source('environment', '*'),
  'global:@context.env': source('environment', '*'),
  '$env/dynamic/private.env': source('environment', '*'),
  '$env/static/private': source('environment', '*'),
  'hono/adapter.env()': source('environment', '*'),
  // The bindings of a worker, without the handler that is given them. Source: documentation of Cloudflare Workers.
  'cloudflare-workers.env': source('environment', '*'),
  'dotenv.config().parsed': source('environment', '*'),
  // What Nuxt knows on its server, with what it keeps from browsers. Source: its documentation.
  ...Object.fromEntries(['global:useRuntimeConfig()', '#imports.useRuntimeConfig()'].map((name) => [name, source('environment', '*')] as const)),
  'global:Deno.env.get': { readsEnvironment: true },
  '@actions/core.getInput': { readsEnvironment: true },
  'global:process.argv': source('argv', 'process.argv'),
  'global:Bun.argv': source('argv', 'Bun.argv'),
  'global:Deno.args': source('argv', 'Deno.args'),
  ...Object.fromEntries(['yargs.argv', 'yargs().argv', 'yargs().parse()', 'yargs().parseSync()', 'yargs.parse()', 'yargs/yargs().argv', 'yargs/yargs().parse()', 'yargs/yargs().parseSync()', 'yargs-parser()', 'mri()', 'arg()', 'meow().input', 'meow().flags', 'commander.program.args', 'commander.program.opts()', 'commander.Command().args', 'commander.Command().opts()'].map((name) => [name, source('argv', 'an argument')] as const)),
  'global:@argument': source('argv', 'an argument'),
  // Elsewhere a token may be a word of a language.
  ...Object.fromEntries(['global:@argument', 'commander.program.opts()', 'commander.Command().opts()', 'yargs.argv', 'yargs().argv', 'yargs().parseSync()', 'yargs/yargs().argv', 'yargs/yargs().parseSync()', 'minimist()', 'util.parseArgs().values'].map((name) => [`${name}.token`, source('credential', 'token')] as const)),
  // What whoever starts the program pipes into it: of a hook, what an agent is about to do.
  'global:process.stdin.{on,once}': { handler: ['global:@input'] },
  'global:@input': source('argv', 'standard input'),
  // What the workflow that uses an action puts in, often from an event.
  '@actions/core.getInput()': source('argv', 'an input'),
  '@actions/core.getMultilineInput()': source('argv', 'an input'),
  'commander.program.action': { handler: ['global:@argument', 'global:@argument', 'global:@argument'] },
  'commander.Command().action': { handler: ['global:@argument', 'global:@argument', 'global:@argument'] },
  ...Object.fromEntries(['yargs', 'yargs()', 'yargs/yargs()'].flatMap((root) => YARGS.map((name) => [`${root}.${name}`, {}] as const))),
  ...Object.fromEntries(['yargs', 'yargs()', 'yargs/yargs()', 'cac().command()', 'cac.cac().command()'].map((root) => [`${root}.${root.startsWith('cac') ? 'action' : 'command'}`, { handler: ['global:@argument', 'global:@argument', 'global:@argument'] }] as const)),
  ...Object.fromEntries(['commander.program', 'commander.Command()'].flatMap((root) => COMMANDER.map((name) => [`${root}.${name}`, {}] as const))),
  'minimist()': source('argv', 'argv'),
  'util.parseArgs()': source('argv', 'argv'),
  ...Object.fromEntries(HOST_FACTS.map((name) => [name, source('host', name.replace('global:', '').replace('()', ''))] as const)),
  // What a store of secrets answers with. Sources: documentation of the clients of AWS, Azure, Google and Vault.
  ...Object.fromEntries([
    '@aws-sdk/client-secrets-manager.SecretsManagerClient().send().SecretString', '@aws-sdk/client-secrets-manager.SecretsManager().getSecretValue().SecretString', 'aws-sdk.SecretsManager().getSecretValue().promise().SecretString',
    'vscode.ExtensionContext().secrets.get()', '@azure/keyvault-secrets.SecretClient().getSecret().value', '@google-cloud/secret-manager.SecretManagerServiceClient().accessSecretVersion().0.payload.data', 'node-vault().read().data', 'keytar.getPassword()',
  ].map((name) => [name, source('credential', 'SecretString')] as const)),
  'keytar.findCredentials()': source('command', 'the keychain of the system'),
  'global:document.cookie': source('cookie', 'document.cookie'),
  'global:cookieStore.get()': source('cookie', 'cookieStore'),
  'global:cookieStore.getAll()': source('cookie', 'cookieStore'),
  // All cookies of the browser, not those of the page.
  ...Object.fromEntries(['global:chrome.cookies.getAll', 'global:browser.cookies.getAll', 'webextension-polyfill.cookies.getAll'].flatMap((name) => [[name, { handler: ['global:@cookies'] }], [`${name}()`, source('cookie', 'cookies.getAll')]] as const)),
  'global:@cookies': source('cookie', 'cookies.getAll'),
  'electron.session.defaultSession.cookies.get()': source('cookie', 'session.cookies'),
  ...Object.fromEntries(['playwright', 'playwright-core', '@playwright/test'].flatMap((root) => ['chromium', 'firefox', 'webkit'].map((kind) => [`${root}.${kind}.launchPersistentContext().cookies()`, source('cookie', 'the cookies of a browser')] as const))),
  'js-cookie.get()': source('cookie', 'cookies'),
  'global:localStorage': source('storage', 'localStorage'),
  'global:sessionStorage': source('storage', 'sessionStorage'),
  ...Object.fromEntries(['@react-native-async-storage/async-storage.multiGet()', '@react-native-async-storage/async-storage.getItem()', 'expo-secure-store.getItemAsync()'].map((name) => [name, source('storage', 'AsyncStorage')] as const)),
  'global:navigator.clipboard.readText()': source('storage', 'clipboard'),
  'global:atob()': source('decoded', 'atob'),
  'global:String.fromCharCode()': source('decoded', 'String.fromCharCode'),
  'global:String.fromCodePoint()': source('decoded', 'String.fromCodePoint'),
  'global:unescape()': source('decoded', 'unescape'),
  'js-base64.decode()': source('decoded', 'base64'),
  'js-base64.Base64.decode()': source('decoded', 'base64'),
  'crypto.createDecipheriv().update()': source('decoded', 'decipher'),
  'crypto.createDecipheriv().final()': source('decoded', 'decipher'),
  'crypto.createDecipher().update()': source('decoded', 'decipher'),
  'crypto-js.AES.decrypt()': source('decoded', 'decrypt'),
  'zlib.inflateSync()': source('decoded', 'inflate'),
  'zlib.gunzipSync()': source('decoded', 'gunzip'),
  'zlib.brotliDecompressSync()': source('decoded', 'brotli'),
  'global:Buffer.from': {},
  ...Object.fromEntries([...SIGNERS, ...RANDOM].map((name) => [name, {}] as const)),
};

/** Commands whose output holds secrets; tested against the known beginning of each simple command. */
export const SECRET_COMMANDS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/(?:^|[;&|]\s{0,9})(?:\/usr\/bin\/)?(?:env|printenv|export(?:\s+-p)?|set|declare\s+-x)\s{0,9}(?:$|[;&|>])/, 'env'],
  [/(?:^|[;&|]\s{0,9})printenv\b/, 'printenv'],
  [/\bgh\s+auth\s+token\b/, 'gh auth token'],
  [/\bgcloud\s+auth\s+(?:application-default\s+)?print-(?:access|identity)-token\b/, 'gcloud auth'],
  [/\baws\s+configure\s+(?:get|export-credentials)\b/, 'aws configure'],
  [/\baz\s+account\s+get-access-token\b/, 'az account'],
  [/\bsecurity\s+(?:find-(?:generic|internet)-password|dump-keychain)\b/, 'security'],
  [/\bsecret-tool\s+lookup\b/, 'secret-tool'],
  [/\bnpm\s+(?:token\s+list|config\s+get\s+\S{0,80}_authToken)\b/, 'npm token'],
  [/\bop\s+(?:read|item\s+get)\b/, 'op read'],
  [/\bgit\s+credential\s+fill\b/, 'git credential'],
  [/\b(?:Get-ChildItem|gci|dir|ls)\s+env:/i, 'env:'],
];

/** Commands that print what they download: not those that write it to a file. */
export const DOWNLOAD_COMMANDS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/(?:^|[;&|]\s{0,9})curl(?=\s)(?![^|;&]{0,2000}\s(?:-[a-zA-Z]{0,9}[oOI]|--(?:output|remote-name|head))(?:\s|=|$))/, 'response'],
  [/(?:^|[;&|]\s{0,9})wget\s(?=[^|;&]{0,2000}(?:-[a-zA-Z]{0,9}O\s{0,3}|--output-document=)-(?:\s|$))/, 'response'],
];

/** Commands that print machine identity. */
export const HOST_COMMANDS: readonly (readonly [pattern: RegExp, name: string])[] = [[/(?:^|[;&|]\s{0,9})(?:whoami|hostname|uname\s+-a|id|ifconfig|ipconfig|systeminfo|ip\s+a(?:ddr)?)\s{0,9}(?:$|[;&|/-])/, 'host facts']];
