import type { Word } from './model.ts';

/** Arguments of a command in the order given, told apart: options with their values, and operands. */
export interface Options<W extends Word = Word> {
  /** Option name → its values, in order; `''` stands for an option without a value. Short clusters are split. */
  readonly values: ReadonlyMap<string, readonly W[]>;
  readonly flags: ReadonlySet<string>;
  readonly operands: readonly W[];
}

/**
 * Reads arguments by the usual conventions. `valued` names the options that take a value (`-o`, `--output`); a value may
 * stand in the same word (`-oX`, `--output=X`) or the next. `--` ends the options; with `stopAtOperand` the first operand does.
 */
export function readOptions<W extends Word>(args: readonly W[], valued: ReadonlySet<string>, stopAtOperand: boolean = false): Options<W> {
  const values = new Map<string, W[]>();
  const flags = new Set<string>();
  const operands: W[] = [];
  const add = (name: string, word: W): void => {
    const list = values.get(name);
    if (list) list.push(word);
    else values.set(name, [word]);
  };
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index];
    if (!word) break;
    const { value } = word;
    if (value === '--' || (stopAtOperand && !value.startsWith('-'))) {
      operands.push(...args.slice(value === '--' ? index + 1 : index));
      break;
    }
    if (!value.startsWith('-') || value === '-') {
      operands.push(word);
      continue;
    }
    const equals = value.indexOf('=');
    if (value.startsWith('--') || valued.has(value)) {
      const name = equals > 0 ? value.slice(0, equals) : value;
      flags.add(name);
      if (equals > 0) add(name, cutWord(word, equals + 1));
      else if (valued.has(name) && args[index + 1]) add(name, args[(index += 1)] ?? word);
      continue;
    }
    index += readCluster(word, args[index + 1], valued, flags, add);
  }
  return { values, flags, operands };
}

/** `-sSLo file`, `-ofile`: gives 1 when the next word was taken as a value. */
function readCluster<W extends Word>(word: W, next: W | undefined, valued: ReadonlySet<string>, flags: Set<string>, add: (name: string, word: W) => void): number {
  const { value } = word;
  flags.add(value);
  for (let at = 1; at < value.length && at < 40; at += 1) {
    const name = `-${value[at] ?? ''}`;
    flags.add(name);
    if (!valued.has(name)) continue;
    if (at + 1 < value.length) add(name, cutWord(word, value[at + 1] === '=' ? at + 2 : at + 1));
    else if (next) {
      add(name, next);
      return 1;
    }
    return 0;
  }
  return 0;
}

/** The rest of a word behind `length` plain characters. */
export function cutWord<W extends Word>(word: W, length: number): W {
  const at = word.text.startsWith(word.value.slice(0, length)) ? length : 0;
  return { ...word, value: word.value.slice(length), text: word.text.slice(at) };
}
