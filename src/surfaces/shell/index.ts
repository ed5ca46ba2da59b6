import { plainText } from '../mapped-text.ts';
import type { MappedText, SourceRange } from '../mapped-text.ts';
import { readText, readWords } from './build.ts';
import { detectDialect } from './dialect.ts';
import type { CommandScript, Dialect } from './model.ts';
import { BOUNDS, HOLE } from './state.ts';
import type { BuiltCommand, BuiltWord, Frame, ScriptResolver, State, Value } from './state.ts';

export type { Command, CommandContext, CommandScript, Cut, Dialect, Redirect, Word } from './model.ts';
export type { CommandText, ShellCarrier } from './command-text.ts';
export type { ScriptResolver } from './state.ts';
export { detectDialect } from './dialect.ts';
export { HOLE } from './state.ts';

export interface ParseOptions {
  /** `auto` (the default) tells cmd and PowerShell text by its words. */
  readonly dialect?: Dialect | 'auto';
  /** Text of another script of the same manifest, for `npm run x`. */
  readonly resolveScript?: ScriptResolver;
  /** What a variable holds that the text does not set itself: the `env` of a task, a job, a server. */
  readonly given?: GivenVariables;
}

export type GivenVariables = (name: string) => string | undefined;

const VARIABLE = /[$%]\{?(?:env:)?([A-Za-z_]\w{0,100})/gi;
const MAX_GIVEN = 200;

/** The given variables that stand in a text; `null` where there are none, as in most. */
function givenIn(text: string, given: GivenVariables | undefined): Map<string, Value> | null {
  if (!given) return null;
  let found: Map<string, Value> | null = null;
  let count = 0;
  for (const [, name = ''] of text.slice(0, MAX_SEARCHED).matchAll(VARIABLE)) {
    if ((count += 1) > MAX_GIVEN) break;
    const value = found?.has(name) === true ? undefined : given(name);
    if (value !== undefined) (found ??= new Map()).set(name, { value, isStatic: true, variables: NONE, nested: NONE, elements: null });
  }
  return found;
}
const MAX_SEARCHED = 65_536;

/**
 * All commands of a command text, wrappers and inner shells seen through. Holes of the text are opaque words. Never
 * throws; text that a bound or a syntax error hid sets `incomplete`.
 */
export function parseCommands(source: MappedText, options: ParseOptions = {}): CommandScript {
  const wanted = options.dialect ?? 'auto';
  const variables = givenIn(source.text, options.given);
  if (variables || source.holes.length > 0 || source.text.length > MAX_RECALLED) return readScript(source, wanted, options, variables).script;
  const key = `${wanted} ${source.text}`;
  return recall(key, source, options) ?? remember(key, readScript(plainText(key.slice(wanted.length + 1), 0), wanted, options), source);
}

function readScript(source: MappedText, wanted: Dialect | 'auto', options: ParseOptions, variables: Map<string, Value> | null = null): Reading {
  const text = hideHoles(source.text, source.holes);
  const dialect = wanted === 'auto' ? detectDialect(text) : wanted;
  const state = newState(options.resolveScript ?? null, variables);
  try {
    readText(text, topFrame(dialect, text.length), state);
  } catch {
    state.incomplete = true;
  }
  return { script: toScript(source, dialect, state), state };
}

/**
 * The command of a program started with an argument list (`spawn`, `execFile`, an MCP server's `command` and `args`): no
 * shell reads the words, unless the program is a shell with `-c`. `source` is the words as one text, a space between them.
 */
export function argvCommand(parts: readonly MappedText[], source: MappedText, options: ParseOptions = {}): CommandScript {
  const variables = givenIn(source.text, options.given);
  if (variables || source.text.length > MAX_RECALLED || parts.some(({ holes }) => holes.length > 0)) return readArguments(parts, source, options, variables).script;
  const key = `argv${parts.map(({ text }) => `\0${text}`).join('')}`;
  const known = recall(key, source, options);
  if (known) return known;
  const own = key.split('\0').slice(1).map((text) => plainText(text, 0));
  return own.length === parts.length ? remember(key, readArguments(own, plainText(own.map(({ text }) => text).join(' '), 0), options), source) : readArguments(parts, source, options).script;
}

function readArguments(parts: readonly MappedText[], source: MappedText, options: ParseOptions, variables: Map<string, Value> | null = null): Reading {
  const { length } = source.text;
  const state = newState(options.resolveScript ?? null, variables);
  let start = 0;
  const words = parts.slice(0, BOUNDS.words).map((part): BuiltWord => {
    const text = hideHoles(part.text.slice(0, BOUNDS.word), part.holes);
    const end = start + part.text.length;
    const isStatic = !text.includes(HOLE);
    const word = { value: isStatic ? text : text.replace(/\uE000{2,}/g, HOLE), text, isStatic, variables: NONE, nested: NONE, range: [start, end], marks: [[0, start]] } as const;
    start = end + 1;
    return word;
  });
  try {
    readWords(words, [0, length], topFrame('sh', length), state);
  } catch {
    state.incomplete = true;
  }
  return { script: toScript(source, 'sh', state), state };
}

interface Reading {
  readonly script: CommandScript;
  readonly state: State;
}

/** What a text was read as. It stands in no file: nothing of one is kept. */
interface Remembered {
  readonly script: CommandScript;
  readonly codeTexts: readonly MappedText[];
  /** Names of scripts that the text starts; there were none of these names. */
  readonly asked: readonly string[];
}

/** Texts that were read before: the same lines stand in every package of a monorepo, and in file after file. */
const readings = new Map<string, Remembered>();
const MAX_READINGS = 1000;
const MAX_RECALLED = 300;
const MAX_COMMANDS = 20;

/** What an equal text was read as, with the way back to this one; `null` when it must be read, or starts scripts of this manifest. */
function recall(key: string, source: MappedText, { resolveScript }: ParseOptions): CommandScript | null {
  const known = readings.get(key);
  if (!known || (resolveScript && known.asked.some((name) => resolveScript(name) !== null))) return null;
  return placed(known, source);
}

/** Keeps a short reading that no other script went into. Beyond the bound all are forgotten. */
function remember(key: string, { script, state }: Reading, source: MappedText): CommandScript {
  const reading: Remembered = { script, codeTexts: state.codeTexts, asked: state.asked };
  if (script.commands.length <= MAX_COMMANDS && !state.resolved && !script.incomplete) {
    if (readings.size >= MAX_READINGS) readings.clear();
    readings.set(key, reading);
  }
  return placed(reading, source);
}

function placed({ script, codeTexts }: Remembered, source: MappedText): CommandScript {
  return { ...script, source, codeTexts: codeTextsOf(codeTexts, source) };
}

const NONE: readonly never[] = Object.freeze([]);

function topFrame(dialect: Dialect, length: number): Frame {
  const clamp = (index: number): number => Math.min(Math.max(index, 0), length);
  return { toRoot: (start, end) => [clamp(start), clamp(Math.max(start, end))], dialect, depth: 0, substitutions: 0, context: 'top', inFunction: null, parent: null, wrappers: [], upstream: [] };
}

function newState(resolve: ScriptResolver | null, variables: Map<string, Value> | null): State {
  return { commands: [], variables, functions: null, bodies: null, positional: false, calls: 0, aliases: null, folder: '', written: null, substitutions: null, codeTexts: [], resolve, references: [], asked: [], resolved: false, loops: 0, incomplete: false, hidden: [], looseRedirects: [], fuel: BOUNDS.fuel };
}

/** Unknown parts become opaque characters of the same length, so that no index moves. */
function hideHoles(text: string, holes: readonly SourceRange[]): string {
  if (holes.length === 0) return withoutCarriageReturns(text);
  let out = '';
  let at = 0;
  for (const [start, end] of holes) {
    if (start < at || end > text.length) continue;
    out += text.slice(at, start) + HOLE.repeat(end - start);
    at = end;
  }
  return withoutCarriageReturns(out + text.slice(at));
}

/** Windows line ends: the carriage return would become part of the last word, and of the word that ends a here-document, where a blank will not do either. */
function withoutCarriageReturns(text: string): string {
  return text.includes('\r') ? text.replace(/\r(?=\n|$)/g, text.includes('<<') ? '\n' : ' ') : text;
}

function toScript(source: MappedText, dialect: Dialect, state: State): CommandScript {
  const commands: readonly BuiltCommand[] = state.commands;
  const codeTexts = codeTextsOf(state.codeTexts, source);
  const { incomplete, hidden, looseRedirects } = state;
  return { source, dialect, commands, incomplete: incomplete || hidden.length > 0, cut: incomplete ? 'limit' : hidden.length > 0 ? 'syntax' : null, hidden, looseRedirects, codeTexts, facts: [] };
}

/** Code in the words of a text, with the way back to the linted file. */
function codeTextsOf(codeTexts: readonly MappedText[], source: MappedText): readonly MappedText[] {
  return codeTexts.map((code): MappedText => ({ ...code, text: code.text, holes: code.holes, toSource: (start, end) => source.toSource(...code.toSource(start, end)) }));
}
