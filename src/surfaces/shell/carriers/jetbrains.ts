import type { FileContext } from '../../file-context.ts';
import { joinTexts, markedText } from '../../mapped-text.ts';
import type { MappedText, Mark } from '../../mapped-text.ts';
import type { CommandText } from '../command-text.ts';
import { dialectOf, shellText } from './make.ts';
import type { Circumstances } from './make.ts';

const MAX_TAGS = 20_000;
const MAX_COMMANDS = 2000;
const MAX_VALUE = 65_536;
const TAG = /<(!--|\/?[A-Za-z][\w.-]{0,60})/g;
const ATTRIBUTE = /([\w:.-]{1,80})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)')/y;

/** What one run configuration, external tool or file watcher says, by the names of its options. */
interface Entry {
  readonly label: string;
  readonly unattended: boolean;
  readonly options: Map<string, MappedText>;
  readonly variables: JetbrainsVariable[];
}

/** A variable in the environment of a run configuration: `<env name="…" value="…" />`. */
export interface JetbrainsVariable {
  readonly name: MappedText;
  readonly value: string;
}

/** Elements that hold one entry each; file watchers run when a file is saved. */
const ENTRIES: ReadonlyMap<string, boolean> = new Map([['configuration', false], ['tool', false], ['TaskOptions', true]]);
/** Elements whose `value` is an option by their own name. */
const VALUES: ReadonlySet<string> = new Set(['node-options', 'node-interpreter', 'package-manager']);

/**
 * Commands of JetBrains IDEs: shell scripts and interpreters of run configurations, external tools, file watchers.
 * Values are read as XML writes them; nothing else of the file is.
 */
export function jetbrainsCommands({ sourceCode: { text } }: FileContext): readonly CommandText[] {
  return readEntries(text).flatMap(entryCommands).slice(0, MAX_COMMANDS);
}

/** Variables that run configurations, external tools and file watchers set. */
export function jetbrainsVariables(text: string): readonly JetbrainsVariable[] {
  return readEntries(text).flatMap(({ variables }) => variables).slice(0, MAX_COMMANDS);
}

function readEntries(text: string): readonly Entry[] {
  const found: Entry[] = [];
  let entry: Entry | null = null;
  TAG.lastIndex = 0;
  for (let count = 0, match = TAG.exec(text); match && count < MAX_TAGS; count += 1, match = TAG.exec(text)) {
    const name = match[1] ?? '';
    if (name === '!--') {
      const end = text.indexOf('-->', TAG.lastIndex);
      if (end < 0) break;
      TAG.lastIndex = end;
      continue;
    }
    const { attributes, end } = readAttributes(text, TAG.lastIndex);
    TAG.lastIndex = end;
    const unattended = ENTRIES.get(name);
    if (unattended !== undefined) {
      entry = { label: attributes.get('name')?.text ?? '', unattended: unattended && attributes.get('isEnabled')?.text !== 'false', options: attributes, variables: [] };
      found.push(entry);
    } else if (entry) addOption(entry, name, attributes);
  }
  return found;
}

function addOption({ options, variables }: Entry, name: string, attributes: ReadonlyMap<string, MappedText>): void {
  const value = attributes.get('value');
  const variable = name === 'env' ? attributes.get('name') : undefined;
  if (variable && value) variables.push({ name: variable, value: value.text });
  const option = name === 'option' ? attributes.get('name')?.text : VALUES.has(name) ? name : undefined;
  if (value && option !== undefined && !options.has(option)) options.set(option, value);
}

function readAttributes(text: string, from: number): { readonly attributes: Map<string, MappedText>; readonly end: number } {
  const attributes = new Map<string, MappedText>();
  let at = from;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1;
    ATTRIBUTE.lastIndex = at;
    const match = ATTRIBUTE.exec(text);
    if (!match) return { attributes, end: at };
    at = ATTRIBUTE.lastIndex;
    const value = (match[2] ?? match[3] ?? '').slice(0, MAX_VALUE);
    attributes.set(match[1] ?? '', decoded(value, at - 1 - (match[2] ?? match[3] ?? '').length));
  }
}

const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(quot|apos|amp|lt|gt));/gi;
const NAMED: ReadonlyMap<string, string> = new Map([['quot', '"'], ['apos', "'"], ['amp', '&'], ['lt', '<'], ['gt', '>']]);

/** The value of an attribute that begins at an index of the file. */
function decoded(raw: string, start: number): MappedText {
  const marks: Mark[] = [[0, start]];
  let out = '';
  let from = 0;
  for (const match of raw.matchAll(ENTITY)) {
    const code = match[1] ? Number(match[1]) : match[2] ? Number.parseInt(match[2], 16) : -1;
    out += raw.slice(from, match.index) + (code < 0 ? (NAMED.get((match[3] ?? '').toLowerCase()) ?? '') : code <= 0x10ffff ? String.fromCodePoint(code) : ' ');
    from = match.index + match[0].length;
    marks.push([out.length, start + from]);
  }
  return markedText(out + raw.slice(from), marks, start + raw.length);
}

/** Program and arguments in options of their own: [program, arguments]. */
const PAIRS = [['COMMAND', 'PARAMETERS'], ['program', 'arguments']] as const;
/** Options for an interpreter that the configuration's kind names. */
const INTERPRETERS = [['node-parameters', 'node'], ['node-options', 'node'], ['INTERPRETER_OPTIONS', 'python']] as const;

function entryCommands({ label, unattended, options }: Entry): readonly CommandText[] {
  const where: Circumstances = { carrier: 'task', label, unattended };
  const filled = (name: string): MappedText | undefined => (options.get(name)?.text.trim() ? options.get(name) : undefined);
  const script = filled('SCRIPT_TEXT');
  const isShell = options.get('type')?.text === 'ShConfigurationType';
  const interpreter = options.get('INTERPRETER_PATH')?.text ?? '';
  return [
    ...(script ? [shellText(script, { ...where, dialect: dialectOf(interpreter) })] : []),
    ...PAIRS.flatMap(([program, args]) => {
      const words = [filled(program), filled(args)].filter((word) => word !== undefined);
      return filled(program) ? [shellText(joinTexts(words), where)] : [];
    }),
    ...INTERPRETERS.flatMap(([name, program]) => {
      const given = filled(name);
      return given && !isShell ? [shellText(joinTexts([at(program, given), given]), where)] : [];
    }),
  ];
}

/** A word that the file does not spell, at the place of one that it does. */
function at(word: string, place: MappedText): MappedText {
  return { text: word, holes: [], toSource: () => place.toSource(0, 0) };
}
