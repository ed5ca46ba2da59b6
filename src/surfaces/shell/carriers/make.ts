import { joinTexts } from '../../mapped-text.ts';
import type { MappedText, SourceRange } from '../../mapped-text.ts';
import { stringItems } from '../../settings/index.ts';
import type { SettingNode } from '../../settings/index.ts';
import type { CommandText, ShellCarrier } from '../command-text.ts';
import { argvCommand, parseCommands } from '../index.ts';
import type { GivenVariables, ParseOptions, ScriptResolver } from '../index.ts';
import type { CommandScript, Dialect } from '../model.ts';
import { isOrdinary } from '../ordinary.ts';
import type { OrdinaryScript } from '../ordinary.ts';

/** Where a command text stands and under which circumstances it runs. */
export interface Circumstances {
  readonly carrier: ShellCarrier;
  readonly label?: string | undefined;
  readonly unattended?: boolean;
  readonly lifecycle?: boolean;
  readonly sequence?: string;
  /** `auto` (default) lets the parser tell cmd and PowerShell from their shapes. */
  readonly dialect?: Dialect | 'auto' | undefined;
  /** The text of a script that `npm run x` names, in the same manifest. */
  readonly resolveScript?: ScriptResolver;
  /** Tells scripts of the same manifest that need no reading; goes with `resolveScript`. */
  readonly isOrdinaryScript?: OrdinaryScript;
}

/** For texts outside of a manifest: the scripts that they start are unknown and not followed. */
const NO_SCRIPTS: OrdinaryScript = () => true;

class LazyCommandText implements CommandText {
  readonly carrier: ShellCarrier;
  readonly label: string;
  readonly unattended: boolean;
  readonly lifecycle: boolean;
  readonly sequence: string;
  readonly source: MappedText;
  readonly #isOrdinaryScript: OrdinaryScript | null;
  readonly #parse: (given: GivenVariables | null) => CommandScript;
  #isOrdinary: boolean | undefined;
  #script: CommandScript | undefined;
  given: GivenVariables | null = null;

  constructor(source: MappedText, { carrier, label, unattended, lifecycle, sequence, dialect, isOrdinaryScript }: Circumstances, parse: (given: GivenVariables | null) => CommandScript) {
    this.carrier = carrier;
    this.label = label ?? '';
    this.unattended = unattended === true;
    this.lifecycle = lifecycle === true;
    this.sequence = sequence ?? '';
    this.source = source;
    this.#isOrdinaryScript = dialect === 'cmd' || dialect === 'powershell' ? null : (isOrdinaryScript ?? NO_SCRIPTS);
    this.#parse = parse;
  }

  get isOrdinary(): boolean {
    return (this.#isOrdinary ??= this.#isOrdinaryScript !== null && isOrdinary(this.source, this.#isOrdinaryScript));
  }

  get script(): CommandScript {
    return (this.#script ??= this.#parse(this.given));
  }
}

/** Tells the text what variables its environment holds; without effect once it was parsed. */
export function giveVariables(text: CommandText, given: GivenVariables): void {
  if (text instanceof LazyCommandText) text.given = given;
}

/** A text that a shell reads. */
export function shellText(source: MappedText, where: Circumstances): CommandText {
  return new LazyCommandText(source, where, (given) => parseCommands(source, parseOptions(where, given)));
}

/** A program and its arguments, started without a shell of their own; `place` is where, for words that stand elsewhere. */
export function argvText(words: readonly MappedText[], where: Circumstances, place?: SourceRange): readonly CommandText[] {
  if (words.length === 0) return [];
  const source = joinTexts(words, ' ', place ? words.map(() => place) : []);
  return [new LazyCommandText(source, where, (given) => argvCommand(words, source, parseOptions(where, given)))];
}

function parseOptions({ dialect, resolveScript }: Circumstances, given: GivenVariables | null): ParseOptions {
  return { dialect: dialect ?? 'auto', ...(resolveScript ? { resolveScript } : {}), ...(given ? { given } : {}) };
}

const MAX_NAMED = 500;

/**
 * A setting that holds commands: a string is a command line, an array of strings a program with its arguments, an
 * object several named commands of either form.
 */
export function fromSetting(node: SettingNode | undefined, where: Circumstances): readonly CommandText[] {
  if (!node) return [];
  if (node.kind === 'string') return fromLine(node, where);
  if (node.kind === 'array') return argvText(stringItems(node).map((item) => item.text()), where);
  if (node.kind !== 'object') return [];
  return node.members.slice(0, MAX_NAMED).flatMap((member) => (member.kind === 'object' ? [] : fromSetting(member, where)));
}

/** A command line, or each of several: for settings whose arrays hold one command line per item. */
export function fromLines(node: SettingNode | undefined, where: Circumstances): readonly CommandText[] {
  return stringItems(node).flatMap((item) => fromLine(item, where));
}

function fromLine(node: SettingNode, where: Circumstances): readonly CommandText[] {
  const text = node.text();
  return text.text.trim() === '' ? [] : [shellText(text, where)];
}

/**
 * A `command` with separate `args`. Clients start these without a shell or quote each argument, so a single word is
 * a program with its arguments; a `command` that is itself a line, or an argument that is an operator, makes one line.
 */
export function fromCommand(command: SettingNode | undefined | null, args: readonly SettingNode[], where: Circumstances): readonly CommandText[] {
  const [first, ...rest] = stringItems(command ?? undefined);
  if (!first) return [];
  const words = [first, ...rest, ...args].map((node) => node.text());
  if (words.length === 1) return fromLine(first, where);
  return isLine(words) ? [shellText(joinTexts(words), where)] : argvText(words, where);
}

const OPERATORS: ReadonlySet<string> = new Set(['|', '||', '&&', ';', '&', '>', '>>', '<', '2>&1']);

function isLine([command, ...args]: readonly MappedText[]): boolean {
  const program = command?.text.trim() ?? '';
  return (/\s/.test(program) && !isProgramPath(program)) || args.some(({ text }) => OPERATORS.has(text));
}

/** A path with blanks in it, as on Windows: `C:\Program Files\nodejs\node.exe`. */
function isProgramPath(text: string): boolean {
  return /^(?:[a-z]:)?[\\/][^|;&<>"'$`]{1,300}$/i.test(text) && !/\s-/.test(text);
}

/** The string members of an object (`args`, `arguments`), as nodes. */
export function argumentsOf(node: SettingNode, ...names: readonly string[]): readonly SettingNode[] {
  for (const name of names) {
    const member = node.get(name);
    if (member) return member.kind === 'array' ? member.members.flatMap(quotedItem) : stringItems(member);
  }
  return [];
}

/** VS Code spells an argument `"x"` or `{"value": "x", "quoting": "strong"}`. */
function quotedItem(item: SettingNode): readonly SettingNode[] {
  return stringItems(item.kind === 'object' ? item.get('value') : item);
}

/** The dialect that a shell's name or path implies; `auto` when it implies none. */
export function dialectOf(shell: string): Dialect | 'auto' {
  const name = (shell.trim().split(/\s/, 1)[0] ?? '').replaceAll('\\', '/').split('/').at(-1)?.toLowerCase().replace(/\.exe$/, '') ?? '';
  if (name === 'pwsh' || name === 'powershell') return 'powershell';
  if (name === 'cmd') return 'cmd';
  return POSIX_SHELLS.has(name) ? 'sh' : 'auto';
}

const POSIX_SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'zsh', 'dash', 'ksh', 'ash']);

/** True for the name of a program that reads shell text; a `run:` step with `shell: python` holds none. */
export function isShellName(shell: string): boolean {
  return dialectOf(shell) !== 'auto';
}

const INLINE_OPTIONS: ReadonlyMap<string, string> = new Map([['python', '-c'], ['python3', '-c'], ['perl', '-e'], ['ruby', '-e'], ['node', '-e'], ['php', '-r']]);

/** The option that gives an interpreter code in its command line; `null` for programs that are none or are not read. */
export function inlineOption(program: string): string | null {
  return INLINE_OPTIONS.get(program) ?? null;
}

/** Where the line that `from` stands in ends: at its line feed, or at the end of the text. */
export function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}
