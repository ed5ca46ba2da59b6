import type { Mark, MappedText, SourceRange } from '../mapped-text.ts';
import type { Command, CommandContext, Dialect, Redirect, Word } from './model.ts';
import type { ShellNode } from './tree.ts';

/** Stands for unknown content inside `Word.value`. A private-use character that no real command holds. */
export const HOLE = '\uE000';

export const BOUNDS = {
  /** Commands of one text, nested ones included. */
  commands: 8_000,
  /** Words of one command. */
  words: 4_000,
  /** Characters of one expanded word. */
  word: 128 * 1024,
  /** Scripts inside scripts (`sh -c "sh -c …"`). */
  depth: 8,
  /** Substitutions inside substitutions. */
  substitutions: 30,
  /** Times that bodies of loops are read for a word of their list, together. */
  loops: 24,
  /** Times that bodies of functions are read for the arguments of a call, together. */
  calls: 24,
  /** `npm run` followed to other scripts. */
  references: 4,
  /** Expanded characters of one text: variables that hold variables grow exponentially. */
  fuel: 4 * 1024 * 1024,
} as const;

export interface BuiltWord extends Word {
  /** Where the characters of `text` stand in the text of the script. */
  readonly marks: readonly Mark[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export interface BuiltCommand extends Mutable<Omit<Command, 'word' | 'args' | 'redirects'>> {
  word: BuiltWord;
  args: readonly BuiltWord[];
  redirects: Redirect[];
}

/** What a variable holds. */
export interface Value {
  readonly value: string;
  readonly isStatic: boolean;
  /** A path below the home directory as written (`$HOME/.ssh`); it stays readable where the variable is used. */
  readonly home?: string | undefined;
  readonly variables: readonly string[];
  readonly nested: readonly Command[];
  /** Elements of an array; `null` for a plain value. */
  readonly elements: readonly BuiltWord[] | null;
  /** The condition under which it holds this, and the words that it holds otherwise. */
  readonly choice?: { readonly by: string; readonly otherwise: ReadonlySet<string> };
}

/** Where a piece of the text stands: who reads it, and what flows into it. */
export interface Frame {
  /** Index of the text being read → range in the text of the script. */
  readonly toRoot: (start: number, end: number) => SourceRange;
  readonly dialect: Dialect;
  readonly depth: number;
  readonly substitutions: number;
  readonly context: CommandContext;
  readonly chosenBy?: string;
  readonly inFunction: string | null;
  readonly parent: BuiltCommand | null;
  readonly wrappers: readonly string[];
  readonly upstream: readonly Command[];
}

export type ScriptResolver = (name: string) => MappedText | null;

/** State of reading one command text. */
export interface State {
  readonly commands: BuiltCommand[];
  /** What the text sets and defines; `null` until it does, as in most texts. */
  variables: Map<string, Value> | null;
  functions: Map<string, readonly BuiltCommand[]> | null;
  /** Bodies of functions that use their arguments, by name: they are read again for what a call gives them. */
  bodies: Map<string, { readonly node: ShellNode; readonly frame: Frame }> | null;
  /** True once a positional parameter was met. */
  positional: boolean;
  /** Calls for which a body was read again. */
  calls: number;
  /** Text of `alias name=…`, by name. */
  aliases: Map<string, string> | null;
  /** The folder that was entered last, as written; empty where none is known. */
  folder: string;
  /** Texts that the script has written into files, by path; `null` until it does. */
  written: Map<string, readonly BuiltWord[]> | null;
  /** Substitutions already read, by place: a word that is a script is read twice. */
  substitutions: Map<string, readonly BuiltCommand[]> | null;
  readonly codeTexts: MappedText[];
  readonly resolve: ScriptResolver | null;
  /** Names of referenced scripts being read. */
  readonly references: string[];
  /** Names of all scripts that were asked for, and whether any of them was there. */
  readonly asked: string[];
  resolved: boolean;
  loops: number;
  /** True when a bound was reached. */
  incomplete: boolean;
  /** Ranges in the text of the script that a syntax error hid. */
  readonly hidden: SourceRange[];
  /** Redirects without a command. */
  readonly looseRedirects: Redirect[];
  fuel: number;
}
