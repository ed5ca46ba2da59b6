import type { Command, Word } from '../model.ts';
import { cutWord } from '../options.ts';
import { writtenText } from './flow.ts';

/** A variable that a command sets. */
export interface SetVariable {
  readonly name: string;
  readonly value: Word;
  /** The word to point at. */
  readonly word: Word;
  /** True when all that is started later gets it, and not this one command alone. */
  readonly isLasting: boolean;
}

const DECLARES = /^(?:export|set|setx|declare|typeset|readonly)$/;
/** Files whose lines become variables of later steps, of later logins. */
const VARIABLE_FILES = /^["']?(?:\$\{?(?:env:)?GITHUB_ENV\}?|\$\{?BASH_ENV\}?|\/etc\/environment)["']?$/i;
const LINE = /^[\s"']{0,10}(?:export\s{1,4})?([A-Za-z_]\w{0,200})=["']?(.{0,2000}?)["']?\s{0,9}$/;
const MAX_LINES = 200;

/** `A=1 command`, `export A=1`, `setx A 1`, `go env -w A=1`, `echo A=1 >> "$GITHUB_ENV"`. */
export function setVariables(command: Command): readonly SetVariable[] {
  const { args } = command;
  const name = command.name?.toLowerCase() ?? '';
  const declares = DECLARES.test(name);
  const found: SetVariable[] = command.assignments.map((given) => ({ name: given.name, value: given.value, word: given.value, isLasting: declares }));
  const isLine = name === 'set' && command.dialect === 'cmd' && args.length > 1;
  if (isLine) found.push(...fromLine(args));
  else if (declares) for (const word of args) found.push(...fromWord(word));
  if (name === 'setx' && args[0] && args[1]) found.push({ name: args[0].value, value: args[1], word: args[1], isLasting: true });
  if (name === 'go' && args[0]?.value === 'env') for (const word of args.slice(1)) found.push(...fromWord(word));
  const text = writtenText(command, VARIABLE_FILES);
  for (const line of text === null ? [] : text.split('\n', MAX_LINES)) {
    const [, key, value] = LINE.exec(line.slice(0, 2400)) ?? [];
    const word = { ...command.word, range: command.range };
    if (key !== undefined && value !== undefined) found.push({ name: key, value: { ...word, value, text: value }, word, isLasting: true });
  }
  return found;
}

/** `set A=b c` of cmd: the value goes to the end of the line. */
function fromLine(args: readonly Word[]): readonly SetVariable[] {
  const [first] = args;
  const join = (part: (word: Word) => string): string => args.slice(0, 100).map(part).join(' ').slice(0, 8192);
  return first ? fromWord({ ...first, value: join(({ value }) => value), text: join(({ text }) => text), range: [first.range[0], args.at(-1)?.range[1] ?? first.range[1]] }) : [];
}

function fromWord(word: Word): readonly SetVariable[] {
  const equals = word.value.indexOf('=');
  return equals > 0 ? [{ name: word.value.slice(0, equals), value: cutWord(word, equals + 1), word, isLasting: true }] : [];
}
