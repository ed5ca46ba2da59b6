import { knownOutput } from './known-output.ts';
import { readOptions } from './options.ts';
import { POSIX_SHELLS } from './runners.ts';
import type { BuiltCommand, BuiltWord, State } from './state.ts';

const MAX_FILES = 100;
const MAX_WORDS = 200;
const SHELL_VALUES: ReadonlySet<string> = new Set(['-c', '-o', '-O', '--rcfile', '--init-file', '+o', '+O']);

/** Notes the text that a command writes into a file: of a here-document, of `echo` and `printf`. */
export function rememberWritten(command: BuiltCommand, state: State, append: boolean = false): void {
  if (command.redirects.length === 0 || command.dialect !== 'sh') return;
  const target = command.redirects.find(({ operator, descriptor }) => /^>>?\|?$/.test(operator) && (descriptor === null || descriptor === 1));
  const paths = command.name === 'tee' ? command.args.filter(({ value }) => !value.startsWith('-')) : target ? [target.target] : [];
  if (paths.length === 0) return;
  const words = writtenWords(command);
  const isMore = append || target?.operator === '>>' || (command.name === 'tee' && command.args.some(({ value }) => value === '-a'));
  for (const path of paths.slice(0, 5)) {
    const key = fileKey(path.text);
    if (key === null || (words === null && !state.written?.has(key))) continue;
    const files = (state.written ??= new Map<string, readonly BuiltWord[]>());
    const before = isMore ? (files.get(key) ?? []) : [];
    if (words === null || before.length > MAX_WORDS) files.delete(key);
    else if (files.size < MAX_FILES || files.has(key)) files.set(key, [...before, ...words]);
  }
}

/** `null` where the text is not known. */
function writtenWords(command: BuiltCommand): readonly BuiltWord[] | null {
  const { name, args, input } = command;
  if ((name === 'cat' && args.length === 0) || name === 'tee') return input ? [input as BuiltWord] : null;
  if (name !== 'echo' && name !== 'printf') return null;
  const [first] = args.filter(({ value }) => !/^-[neE]{1,3}$/.test(value));
  const text = first ? knownOutput([{ ...command, redirects: [], wrappers: [], upstream: [] }]) : null;
  return first && text !== null ? [{ ...first, value: text, text, marks: first.marks.slice(0, 1) }] : null;
}

/** The words of the script that a command runs, when the text has written it before; each is given once. */
export function writtenScript(command: BuiltCommand, state: State): readonly BuiltWord[] {
  if (!state.written || state.written.size === 0 || command.dialect !== 'sh') return [];
  const key = fileKey(executed(command));
  const words = key === null ? undefined : state.written.get(key);
  if (key === null || !words) return [];
  state.written.delete(key);
  const first = words[0]?.text.slice(0, 200) ?? '';
  return /^#!/.test(first) && !/^#!\s{0,3}\S{1,60}?(?:sh|env\s{1,3}(?:-S\s{1,3})?\w{0,4}sh)(?:\s|$)/.test(first) ? [] : words;
}

/** The path of the file that a command starts: of a shell, of `source`, or the command itself. */
function executed({ name, args, word, redirects }: BuiltCommand): string {
  if (name === 'source' || name === '.') return args[0]?.text ?? '';
  if (name === null || !POSIX_SHELLS.has(name)) return /[/$]/.test(word.text) ? word.text : '';
  const options = readOptions(args, SHELL_VALUES, true);
  if (options.values.has('-c') || options.flags.has('-s') || options.flags.has('-n')) return '';
  return (options.operands[0] ?? redirects.find(({ operator }) => operator === '<')?.target)?.text ?? '';
}

function fileKey(text: string): string | null {
  const path = text.slice(0, 1000).replace(/^(?:\.\/)+/, '');
  return path === '' || path.includes('\uE000') || path.startsWith('/dev/') || path.startsWith('&') ? null : path;
}
