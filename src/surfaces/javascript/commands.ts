import { SHELL_PROGRAM } from '../../knowledge/commands.ts';
import { joinTexts, markedText } from '../mapped-text.ts';
import type { MappedText } from '../mapped-text.ts';
import { CORE } from './tables/index.ts';
import type { CommandRow } from './tables/row.ts';
import type { ArgView, CallFact, Hole, JsCommandText, ObjectView, TextPattern } from './types.ts';

const MAX_ARGS = 256;

/** The commands a call may run: one, or one for each alternative of a text that is not certain. */
export function commandsOf(call: CallFact): readonly JsCommandText[] {
  const command = commandOf(call);
  if (!command) return [];
  return [...alternativesOf(call, command), ...fedShell(command)];
}

/** A command with an argument that is one of several texts, as in a loop over a list. */
interface OpenCommand extends JsCommandText {
  readonly open?: { readonly index: number; readonly text: TextPattern };
}

function alternativesOf(call: CallFact, { open, ...command }: OpenCommand): readonly JsCommandText[] {
  const first = call.args[0]?.text();
  const isOpen = first !== undefined && first.constant === null && first.alternatives.length > 1;
  if (!isOpen) return open ? [command, ...variantsOf(command, open)] : [command];
  const texts = first.alternatives.map((text) => markedText(text, [[0, first.range[0]]], first.range[1]));
  if (command.file === null) return [command, ...texts.map((source) => ({ ...command, source, holes: [] }))];
  const words = (command.args ?? []).map((arg) => (command.kind === 'argv' ? quoted(arg) : arg));
  return [command, ...texts.map((file) => ({ ...command, file, source: joinTexts([file, ...words]) }))];
}

/** `for (const file of ['.env', '.npmrc']) execFile('curl', ['-F', `f=@${file}`])`: the command with each text. Of several such arguments, the first. */
function variantsOf(command: JsCommandText, { index, text }: NonNullable<OpenCommand['open']>): readonly JsCommandText[] {
  const { file, args } = command;
  if (file === null || !args) return [];
  const own = new Set<Hole>(text.holes);
  return text.alternatives.map((given) => {
    const words = args.map((arg, at) => (at === index ? markedText(given, [[0, text.range[0]]], text.range[1]) : arg));
    const all = [file, ...words];
    return { ...command, args: words, source: joinTexts(command.kind === 'argv' ? all.map(quoted) : all), holes: command.holes.filter((hole) => !own.has(hole)) };
  });
}

function commandOf(call: CallFact): OpenCommand | null {
  const row = CORE.match(call)?.data.command;
  if (!row) return null;
  const options = optionsOf(call, row);
  // execa takes its commands both ways.
  if (row.kind === 'template' || (call.via === 'tagged' && row.kind === 'argv')) return templateCommand(call, options);
  const [first, second] = call.args;
  if (!first) return null;
  if (row.kind === 'input') return isShellInput(call) ? shellCommand(call, first, null) : null;
  if (row.kind === 'shell' || isCommandLine(row, call)) return shellCommand(call, first, options, row.alone !== 'words');
  if (row.kind === 'spread') return listCommand(call, first.array()?.items ?? first.object()?.get('cmd')?.array()?.items ?? call.args, options);
  const list = second?.array();
  const isOptions = second !== undefined && second.object() !== null && !list;
  const args = list ? list.items : row.kind === 'argv' && call.origins[0]?.startsWith('global:Deno') === true ? (second?.object()?.get('args')?.array()?.items ?? []) : second && !isOptions && second.fn() === null ? [second] : [];
  const usesShell = options?.get('shell') ?? null;
  const isShell = usesShell !== null && (usesShell.boolean() ?? (usesShell.text().constant ?? '') !== '');
  if (row.kind === 'argv' && isShell) return argvCommand(call, first, args, options, 'shell');
  return argvCommand(call, first, args, options, 'argv');
}

/** `exec.exec('npm run build')`, `new ShellExecution('npm run build')`: one text where others take a list. */
function isCommandLine({ alone }: CommandRow, { args }: CallFact): boolean {
  return alone !== undefined && (args[1] === undefined || (args[1].array() === null && args[1].object() !== null)) && args[0]?.text().parts.some((part) => typeof part === 'string' && part.includes(' ')) === true;
}

function optionsOf(call: CallFact, row: CommandRow): ObjectView | null {
  const at = row.options === undefined ? null : (call.args[row.options]?.object() ?? null);
  return at ?? call.args.slice(1).find((arg) => arg.object() !== null)?.object() ?? null;
}

/** A shell that reads its commands from its standard input: no file, no `-c`. */
const READS_INPUT = /^(?:-|-{1,2}(?:s|i|l|il|li|x|e|ex|login|interactive|noprofile|norc|nop|noninteractive)|\/[qd])$/i;

/** `spawn('sh').stdin.write(text)`: what is written runs. Of a terminal of one's own, unless its program is known to be no shell. */
export function isShellInput({ origins, receiver }: CallFact): boolean {
  if (!receiver) return false;
  const opened = commandOf(receiver);
  if (origins.some((origin) => origin.startsWith('node-pty'))) return opened === null || opened.file === null || opened.file.holes.length > 0 || SHELL_PROGRAM.test(opened.file.text);
  return opened !== null && isBareShell(opened);
}

function isBareShell({ kind, source, file, args }: JsCommandText): boolean {
  if (file === null) return kind === 'shell' && SHELL_PROGRAM.test(source.text.trim());
  return SHELL_PROGRAM.test(file.text.trim()) && (args ?? []).every(({ text }) => READS_INPUT.test(text));
}

/** `spawnSync('sh', { input: text })`: a shell runs what it is fed. */
function fedShell(command: JsCommandText): readonly JsCommandText[] {
  const input = isBareShell(command) ? command.options?.get('input')?.text() : undefined;
  return input ? [{ ...command, kind: 'shell', source: input.mapped(), file: null, args: null, holes: input.holes }] : [];
}

function shellCommand(call: CallFact, first: ArgView, options: ObjectView | null, isShell = true): JsCommandText {
  const text = first.text();
  return { kind: isShell ? 'shell' : 'argv', source: text.mapped(), file: null, args: null, call, holes: text.holes, options };
}

function templateCommand(call: CallFact, options: ObjectView | null): JsCommandText | null {
  const text = call.template ?? call.args[0]?.text() ?? null;
  if (!text || call.via !== 'tagged') return null;
  return { kind: 'shell', source: text.mapped(), file: null, args: null, call, holes: text.holes, options };
}

function listCommand(call: CallFact, items: readonly ArgView[], options: ObjectView | null): OpenCommand | null {
  const [first, ...rest] = items;
  return first ? argvCommand(call, first, rest, options, 'argv') : null;
}

function argvCommand(call: CallFact, first: ArgView, args: readonly ArgView[], options: ObjectView | null, kind: 'shell' | 'argv'): OpenCommand {
  const texts: TextPattern[] = [first, ...args.slice(0, MAX_ARGS)].map((arg) => arg.text());
  const mapped = texts.map((text) => text.mapped());
  const program = PROGRAMS.get(first.origins()[0] ?? '');
  if (program !== undefined) mapped[0] = markedText(program, [[0, first.range[0]]], first.range[1]);
  const [file, ...rest] = mapped as [MappedText, ...MappedText[]];
  const holes: Hole[] = texts.flatMap((text) => text.holes);
  const words = kind === 'argv' ? mapped.map(quoted) : mapped;
  const index = texts.slice(1).findIndex((text) => text.constant === null && text.alternatives.length > 1);
  const open = texts[index + 1];
  return { kind, source: joinTexts(words, ' ', [first, ...args.slice(0, MAX_ARGS)].map(({ range }) => range)), file, args: rest, call, holes, options, ...(index >= 0 && open ? { open: { index, text: open } } : {}) };
}

/** Values that name a program nobody can tell exactly, by one of its kind. */
const PROGRAMS: ReadonlyMap<string, string> = new Map([['global:process.execPath', 'node'], ['global:process.argv0', 'node'], ['global:process.env.SHELL', 'sh'], ['global:process.env.ComSpec', 'cmd.exe'], ['global:process.env.COMSPEC', 'cmd.exe']]);

const PLAIN = /^[\w@%+=:,./~\uE000-]{1,4096}$/;

/** One argument as one shell word: quoted unless it is plain. */
export function quoted(text: MappedText): MappedText {
  if (PLAIN.test(text.text)) return text;
  const escaped = text.text.replaceAll("'", String.raw`'\''`);
  if (escaped.length !== text.text.length || text.text.length > 65_536) return text;
  return {
    text: `'${escaped}'`,
    holes: text.holes.map(([start, end]) => [start + 1, end + 1]),
    toSource: (start, end) => text.toSource(Math.max(0, start - 1), Math.max(0, end - 1)),
  };
}
