import { findSettings, scalarText, stringItems } from '../../settings/index.ts';
import type { SettingNode } from '../../settings/index.ts';
import type { CommandText } from '../command-text.ts';
import { fromCommand, fromLines, fromSetting } from './make.ts';
import type { Circumstances } from './make.ts';

/** Commands that lefthook and pre-commit run on Git's events. Sources: lefthook.dev configuration, pre-commit.com hooks. */
const HOOKS = ['*.commands.*.run', '*.jobs[].run', '*.jobs[].group.jobs[].run', '*.scripts.*.runner'] as const;
/** Hooks of pre-commit: a program, or the start of its command line, and the arguments that follow. */
const ENTRIES = ['repos[].hooks[]', '[]'] as const;
/** Command lines of Taskfile.yml and mise.toml. Sources: taskfile.dev schema, mise.jdx.dev tasks. */
const TASKS = [
  'tasks.*.cmds', 'tasks.*.cmds[].cmd', 'tasks.*.cmds[].defer', 'tasks.*.cmd', 'tasks.*.status', 'tasks.*.preconditions', 'tasks.*.preconditions[].sh', 'tasks.*.run', 'tasks.*.vars.*.sh', 'tasks.*.env.*.sh',
  'vars.*.sh', 'env.*.sh', 'hooks.*', 'hooks.*.script',
  // deno.json, moon.yml
  'tasks.*.command', 'tasks.*.script',
  // project.json and nx.json of Nx, angular.json
  ...['targetDefaults.*', 'projects.*.architect.*', 'projects.*.targets.*'].flatMap((target) => ['command', 'options.command', 'options.commands', 'options.commands[].command'].map((key) => `${target}.${key}`)),
  'targets.*.command', 'targets.*.options.command', 'targets.*.options.commands', 'targets.*.options.commands[].command',
  // .gitpod.yml
  'tasks[].init', 'tasks[].before', 'tasks[].command', 'tasks[].prebuild',
  // vercel.json, netlify.toml
  'buildCommand', 'installCommand', 'devCommand', 'ignoreCommand', 'build.command', 'build.ignore', 'context.*.command', 'dev.command',
] as const;
/** Files that belong to one tool, by their name. Sources: the tools' configuration references. */
const OWN_FILES: readonly (readonly [name: RegExp, keys: readonly string[]])[] = [
  [/(?:^|\/)\.lintstagedrc(?:\.\w{1,9})?$/, ['*']],
  [/(?:^|\/)\.?simple-git-hooks\.json$/, ['*']],
  [/(?:^|\/)\.huskyrc(?:\.\w{1,9})?$/, ['hooks.*']],
  [/(?:^|\/)nodemon\.json$/, ['exec', 'execMap.*', 'events.*']],
];

/** What Git hook managers run: nobody starts it. */
export function hookManagerCommands(root: SettingNode, path: string): readonly CommandText[] {
  const keys = OWN_FILES.find(([name]) => name.test(path.slice(-200)))?.[1];
  if (keys) return keys.flatMap((key) => findSettings(root, key).flatMap((node) => fromLines(node, { carrier: 'manifest-hook', label: String(node.key), unattended: !path.endsWith('nodemon.json') })));
  const entries = ENTRIES.flatMap((key) => findSettings(root, key).flatMap((hook) => fromCommand(hook.get('entry'), stringItems(hook.get('args')), { carrier: 'manifest-hook', label: scalarText(hook.get('id')), unattended: true })));
  return [...entries, ...HOOKS.flatMap((key) => findSettings(root, key).flatMap((node) => fromSetting(node, { ...named(node, 0), carrier: 'manifest-hook', unattended: true })))];
}

/** What task runners run when somebody names a task; a bare string or list under `tasks` is one too. */
export function taskRunnerCommands(root: SettingNode): readonly CommandText[] {
  const bare = findSettings(root, 'tasks.*').filter(({ kind }) => kind !== 'object');
  return [...bare, ...TASKS.flatMap((key) => findSettings(root, key))].flatMap((node) => fromLines(node, named(node, 1)));
}

/** Named for the hook (`pre-commit`) or the task, the name that stands `depth` below the top. */
function named(node: SettingNode, depth: number): Circumstances {
  const names: string[] = [];
  for (let owner: SettingNode | null = node; owner?.parent; owner = owner.parent) if (typeof owner.key === 'string') names.unshift(owner.key);
  return { carrier: 'task', label: names[depth] ?? names[0] ?? '', dialect: 'sh' };
}
