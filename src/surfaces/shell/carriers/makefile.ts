import { isSecretName } from '../../../knowledge/names.ts';
import { isSystemPath } from '../../../knowledge/paths.ts';
import type { FileContext } from '../../file-context.ts';
import { joinTexts, markedText } from '../../mapped-text.ts';
import type { Mark, MappedText, SourceRange } from '../../mapped-text.ts';
import type { CommandText } from '../command-text.ts';
import { lineEnd, shellText } from './make.ts';

const MAX_RECIPES = 10_000;
const MAX_RECIPE = 65_536;
const TARGET = /^([^\s:=#][^:=#\n]{0,300}):(?![:=])/;

/**
 * The recipes of a Makefile, their lines continued by a backslash, and what make itself runs: `$(shell …)`. The lines of
 * a recipe run in shells of their own but in one folder, so they are one text: a file of one line may be run by the next.
 */
export function makefileCommands({ sourceCode: { text } }: FileContext): readonly CommandText[] {
  const { values, commands, exports } = assignments(text);
  const inherited = inheritedNames(text, values);
  const found: CommandText[] = [...shellCalls(text, inherited), ...exports.map((given) => shellText(given, { carrier: 'task', label: 'export', dialect: 'sh' })), ...commands.map(([start, end]) => shellText(recipeText(text, start, end, inherited), { carrier: 'task', label: 'shell', dialect: 'sh' }))];
  let lines: MappedText[] = [];
  let target = '';
  const close = (): void => {
    if (lines.length > 0) found.push(shellText(joinTexts(lines, '\n'), { carrier: 'task', label: target, dialect: 'sh' }));
    lines = [];
  };
  for (let start = 0; start < text.length && found.length < MAX_RECIPES; ) {
    let end = lineEnd(text, start);
    if (text[start] === '\t') {
      while (text[end - 1] === '\\' && end < text.length && end - start < MAX_RECIPE) end = lineEnd(text, end + 1);
      const recipe = recipeText(text, start, end, inherited);
      if (recipe.text.trim() !== '') lines.push(recipe);
    } else {
      const name = TARGET.exec(text.slice(start, start + 400))?.[1]?.trim();
      if (name !== undefined) {
        close();
        target = name;
      }
    }
    start = end + 1;
  }
  close();
  return found;
}

const CALL = /\$[({]shell[ \t]/g;
const MAX_CALLS = 1000;

/** `X := $(shell …)`, wherever it stands outside of a comment. */
function shellCalls(text: string, inherited: Inherited): CommandText[] {
  const found: CommandText[] = [];
  CALL.lastIndex = 0;
  for (let match = CALL.exec(text); match && found.length < MAX_CALLS; match = CALL.exec(text)) {
    const line = text.lastIndexOf('\n', match.index) + 1;
    if (text.startsWith('#', line)) continue;
    const end = match.index + variableLength(text, match.index, text.length) - 1;
    const command = recipeText(text, match.index + match[0].length, end, inherited);
    if (command.text.trim() !== '') found.push(shellText(command, { carrier: 'task', label: 'shell', dialect: 'sh' }));
    CALL.lastIndex = Math.max(end, CALL.lastIndex);
  }
  return found;
}

const MAX_NAMES = 50;
/** What the shell gets for `$(NAME)`; `emptied` where a path of the root is left when nothing sets the variable. */
type Inherited = (reference: string, emptied: boolean) => string | null;

/** What make itself defines, unless the file does. */
const BUILT_IN: ReadonlyMap<string, string> = new Map([['SHELL', 'sh'], ['RM', 'rm -f']]);

/**
 * Make hands on the environment: `$(HOME)` and `$(NPM_TOKEN)` are the shell's own, unless the file sets them. Variables
 * that the file sets once, to a plain text, are that text.
 */
function inheritedNames(source: string, values: ReadonlyMap<string, string | null>): Inherited {
  const own = new Map<string, boolean>();
  return (reference, emptied) => {
    const name = /^\$[({](\w{1,100})[)}]$/.exec(reference)?.[1];
    const value = name === undefined ? undefined : values.has(name) ? values.get(name) : BUILT_IN.get(name);
    if (value !== undefined && value !== null) return value;
    // Nobody gives `DESTDIR` but who packs the program: it is empty otherwise.
    if (name === undefined || (name !== 'HOME' && !isSecretName(name) && !(emptied && name === 'DESTDIR'))) return null;
    if (!own.has(name) && own.size < MAX_NAMES) own.set(name, isAssigned(source, name));
    return own.get(name) === false ? `\${${name}}` : null;
  };
}

const ASSIGNMENT = /^(?:(?:export|override)[ \t]{1,9}){0,2}([A-Za-z_]\w{0,99})[ \t]{0,40}([?+!]|:{1,3})?=[ \t]{0,40}/;
const MAX_VALUE = 500;
const MAX_VALUES = 2000;

interface Assignments {
  /** The text of a variable; `null` when it depends on others, is set again or added to. */
  readonly values: ReadonlyMap<string, string | null>;
  /** Places of `X != command`, which make runs. */
  readonly commands: readonly SourceRange[];
  /** `export X := text`, which every recipe gets, as a shell would write it: only plain texts. */
  readonly exports: readonly MappedText[];
}

function assignments(text: string): Assignments {
  const values = new Map<string, string | null>();
  const commands: SourceRange[] = [];
  const exports: MappedText[] = [];
  for (let start = 0; start < text.length && values.size < MAX_VALUES; ) {
    const end = lineEnd(text, start);
    const match = text[start] === '\t' ? null : ASSIGNMENT.exec(text.slice(start, Math.min(end, start + 300)));
    if (match) {
      const [lead, name = '', operator = ''] = match;
      const value = text.slice(start + lead.length, Math.min(end, start + lead.length + MAX_VALUE + 1)).trimEnd();
      // A default is what a secret of the environment is there to replace; `PREFIX = /usr` is where `make install` puts things.
      const isPlain = !(operator === '?' && isSecretName(name)) && operator !== '+' && operator !== '!' && value.length <= MAX_VALUE && value !== '' && !/[$#\\]/.test(value) && !isSystemPath(value);
      values.set(name, isPlain && !values.has(name) ? value : null);
      if (operator === '!') commands.push([start + lead.length, end]);
      else if (lead.startsWith('export') && /^[\w.:/@=+-]{1,500}$/.test(value)) exports.push(exported(start, lead, name, value));
    }
    start = end + 1;
  }
  return { values, commands, exports };
}

/** `export X := text` as `export X=text`, each part of it where it stands. */
function exported(start: number, lead: string, name: string, value: string): MappedText {
  const text = `export ${name}=${value}`;
  const valueAt = start + lead.length;
  return markedText(text, [[0, start], [7, start + lead.indexOf(name, 7)], [7 + name.length, start + lead.indexOf('=')], [text.length - value.length, valueAt]], valueAt + value.length, []);
}

/** True when a line of the file sets the variable. Linear in the file: asked once for each of 50 names. */
function isAssigned(source: string, name: string): boolean {
  for (let at = source.indexOf(name); at >= 0; at = source.indexOf(name, at + name.length)) {
    const isStart = /(?:^|\n)(?:(?:export|override)[ \t]{1,9})?$/.test(source.slice(Math.max(0, at - 24), at));
    if (isStart && /^[ \t]{0,40}[:?+!]{0,3}=/.test(source.slice(at + name.length, at + name.length + 48))) return true;
  }
  return false;
}

/** `rm -rf $(X)/*`: what stands behind the variable leaves the root when it is empty. */
const OF_ROOT = /^\/(?:\*|["']|\s|$|(?:usr|etc|bin|lib|var|home)\b)/;

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
    const known = length === 0 ? null : inherited(source.slice(stop, stop + length), source[stop + length] === '/' && OF_ROOT.test(source.slice(stop + length, stop + length + 8)));
    if (length === 0) text += '$';
    else if (known !== null) text += known;
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
