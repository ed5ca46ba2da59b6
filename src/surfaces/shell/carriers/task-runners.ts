import { isSecretName } from '../../../knowledge/names.ts';
import type { FileContext } from '../../file-context.ts';
import { markedText } from '../../mapped-text.ts';
import type { Mark, SourceRange } from '../../mapped-text.ts';
import { findSettings } from '../../settings/index.ts';
import type { SettingNode } from '../../settings/index.ts';
import type { CommandText } from '../command-text.ts';
import { fromLines, fromSetting, shellText } from './make.ts';
import type { Circumstances } from './make.ts';

/** Commands that lefthook and pre-commit run on Git's events. Sources: lefthook.dev configuration, pre-commit.com hooks. */
const HOOKS = ['*.commands.*.run', '*.jobs[].run', '*.jobs[].group.jobs[].run', '*.scripts.*.runner', 'repos[].hooks[].entry', '[].entry'] as const;
/** Command lines of Taskfile.yml and mise.toml. Sources: taskfile.dev schema, mise.jdx.dev tasks. */
const TASKS = [
  'tasks.*.cmds', 'tasks.*.cmds[].cmd', 'tasks.*.cmds[].defer', 'tasks.*.cmd', 'tasks.*.status', 'tasks.*.preconditions', 'tasks.*.preconditions[].sh', 'tasks.*.run', 'tasks.*.vars.*.sh', 'tasks.*.env.*.sh',
  'vars.*.sh', 'env.*.sh', 'hooks.*', 'hooks.*.script',
  // deno.json, moon.yml
  'tasks.*.command', 'tasks.*.script',
  // project.json of Nx
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
  return HOOKS.flatMap((key) => findSettings(root, key).flatMap((node) => fromSetting(node, { ...named(node, 0), carrier: 'manifest-hook', unattended: true })));
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

const MAX_RECIPES = 10_000;
const MAX_RECIPE = 65_536;
const TARGET = /^([^\s:=#][^:=#\n]{0,300}):(?![:=])/;

/** The recipe lines of a Makefile: each is a shell command of its own, continued by a backslash. */
export function makefileCommands({ sourceCode: { text } }: FileContext): readonly CommandText[] {
  const found: CommandText[] = [];
  const inherited = inheritedNames(text);
  let target = '';
  for (let start = 0; start < text.length && found.length < MAX_RECIPES; ) {
    let end = lineEnd(text, start);
    if (text[start] === '\t') {
      while (text[end - 1] === '\\' && end < text.length && end - start < MAX_RECIPE) end = lineEnd(text, end + 1);
      const recipe = recipeText(text, start, end, inherited);
      if (recipe.text.trim() !== '') found.push(shellText(recipe, { carrier: 'task', label: target, dialect: 'sh' }));
    } else target = TARGET.exec(text.slice(start, start + 400))?.[1]?.trim() ?? target;
    start = end + 1;
  }
  return found;
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}

const MAX_NAMES = 50;
type Inherited = (reference: string) => string | null;

/** Make hands on the environment: `$(HOME)` and `$(NPM_TOKEN)` are the shell's own, unless the file sets them. */
function inheritedNames(source: string): Inherited {
  const own = new Map<string, boolean>();
  return (reference) => {
    const name = /^\$[({](\w{1,100})[)}]$/.exec(reference)?.[1];
    if (name === undefined || (name !== 'HOME' && !isSecretName(name))) return null;
    if (!own.has(name) && own.size < MAX_NAMES) own.set(name, isAssigned(source, name));
    return own.get(name) === false ? name : null;
  };
}

/** True when a line of the file sets the variable. Linear in the file: asked once for each of 50 names. */
function isAssigned(source: string, name: string): boolean {
  for (let at = source.indexOf(name); at >= 0; at = source.indexOf(name, at + name.length)) {
    const isStart = /(?:^|\n)(?:(?:export|override)[ \t]{1,9})?$/.test(source.slice(Math.max(0, at - 24), at));
    if (isStart && /^[ \t]{0,40}[:?+!]{0,3}=/.test(source.slice(at + name.length, at + name.length + 48))) return true;
  }
  return false;
}

/** What the shell gets: without `@`, `-` and `+` in front, `$$` as `$`, and make's own variables as holes. */
function recipeText(source: string, start: number, end: number, inherited: Inherited): ReturnType<typeof markedText> {
  const from = start + (/^[\t @+-]{0,40}/.exec(source.slice(start, start + 40))?.[0].length ?? 0);
  const marks: Mark[] = [[0, from]];
  const holes: SourceRange[] = [];
  let text = '';
  for (let at = from; at < end; ) {
    const dollar = source.indexOf('$', at);
    const stop = dollar < 0 || dollar >= end ? end : dollar;
    text += source.slice(at, stop);
    if (stop === end) break;
    const length = variableLength(source, stop, end);
    const name = length === 0 ? null : inherited(source.slice(stop, stop + length));
    if (length === 0) text += '$';
    else if (name !== null) text += `\${${name}}`;
    else {
      holes.push([text.length, text.length + length]);
      text += source.slice(stop, stop + length);
    }
    at = stop + (length || 2);
    marks.push([text.length, at]);
  }
  return markedText(text, marks, end, holes);
}

/** Length of `$(NAME)`, `${NAME}` or `$@`; 0 for `$$`. A function call of make is a hole up to its closing bracket. */
function variableLength(source: string, at: number, end: number): number {
  const open = source[at + 1];
  if (open === '$') return 0;
  if (open !== '(' && open !== '{') return Math.min(2, end - at);
  let depth = 0;
  for (let index = at + 1; index < Math.min(end, at + 4000); index += 1) {
    if (source[index] === '(' || source[index] === '{') depth += 1;
    else if (source[index] === ')' || source[index] === '}') depth -= 1;
    if (depth === 0) return index + 1 - at;
  }
  return end - at;
}
