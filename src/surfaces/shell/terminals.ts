import { readOptions } from './options.ts';
import type { BuiltWord } from './state.ts';

/** What a terminal is given to run: words that no shell reads, or texts that one does. */
export interface Started {
  readonly argv?: readonly BuiltWord[];
  readonly texts?: readonly BuiltWord[];
}

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));
const GLOBAL = set('-c -f -L -S -T');
/** The commands of tmux that start something, with their options that take a value. Source: its manual page. */
const TMUX: ReadonlyMap<string, ReadonlySet<string>> = new Map(([
  ['new-session new', '-c -e -f -F -n -s -t -x -y'],
  ['new-window neww', '-c -e -F -n -t'],
  ['split-window splitw', '-c -e -F -l -p -t'],
  ['respawn-pane respawnp respawn-window respawnw', '-c -e -t'],
  ['display-popup popup', '-b -c -d -e -h -s -S -t -T -w -x -y'],
  ['run-shell run if-shell if pipe-pane pipep', '-c -d -t'],
  ['send-keys send', '-c -N -t'],
] as const).flatMap(([names, options]) => names.split(' ').map((name) => [name, set(options)] as const)));
const KEY = /^(?:(?:KP)?Enter|Space|Tab|Escape|BSpace|Up|Down|Left|Right|Home|End|[CMS]-.{1,6})$/;
const MAX_COMMANDS = 20;

/** What the commands of `tmux …` start; several are parted by `\\;`. */
export function tmuxCommands(args: readonly BuiltWord[]): readonly Started[] {
  const found: Started[] = [];
  let rest = readOptions(args, GLOBAL, true).operands;
  for (let count = 0; rest.length > 0 && count < MAX_COMMANDS; count += 1) {
    const end = rest.findIndex(({ value }) => value === ';' || value === '\\;');
    const own = end < 0 ? rest : rest.slice(0, end);
    rest = end < 0 ? [] : rest.slice(end + 1);
    const started = tmuxCommand(own[0]?.value ?? '', own.slice(1));
    if (started) found.push(started);
  }
  return found;
}

function tmuxCommand(name: string, args: readonly BuiltWord[]): Started | null {
  const values = TMUX.get(name);
  if (!values) return null;
  const { operands } = readOptions(args, values, true);
  if (name.startsWith('send')) return { texts: operands.filter(({ value }) => !KEY.test(value)) };
  return ofOperands(operands);
}

/** One word is a text for a shell, more are a program with its arguments. */
function ofOperands(operands: readonly BuiltWord[]): Started | null {
  if (operands.length === 0) return null;
  return operands.length === 1 ? { texts: operands } : { argv: operands };
}

const SCREEN_VALUE = /^-[a-zA-Z]{0,8}[ceEhpsStT]$/;

/** `screen -dmS name command`, `screen -S name -X stuff 'command\\n'`. Source: its manual page. */
export function screenCommand(args: readonly BuiltWord[]): Started | null {
  let index = 0;
  for (; index < args.length && args[index]?.value.startsWith('-') === true; index += 1) {
    const { value = '' } = args[index] ?? {};
    if (value === '-X') return args[index + 1]?.value === 'stuff' ? { texts: args.slice(index + 2, index + 3).map(withoutReturn) } : { argv: args.slice(index + 2) };
    if (SCREEN_VALUE.test(value)) index += 1;
  }
  const operands = args.slice(index);
  return operands.length === 0 ? null : { argv: operands };
}

/** The return key behind a text. */
function withoutReturn(word: BuiltWord): BuiltWord {
  const cut = (text: string): string => text.replace(/(?:\\[nr]|\\01[25]|\^M|[\r\n]){1,4}$/, '');
  return { ...word, value: cut(word.value), text: cut(word.text) };
}

const DASHES = /^(?:--|-e|-x|--command|--execute)$/;

/** `xterm -e command`, `gnome-terminal -- command`, `zellij run -- command`: all that stands behind the option. */
export function windowCommand(args: readonly BuiltWord[]): Started | null {
  const index = args.findIndex(({ value }) => DASHES.test(value));
  return index < 0 ? null : ofOperands(args.slice(index + 1));
}
