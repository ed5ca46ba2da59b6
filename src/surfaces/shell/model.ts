import type { MappedText, SourceRange } from '../mapped-text.ts';

/** `limit` wins over `syntax`. */
export type Cut = 'limit' | 'syntax' | null;
export type Dialect = 'sh' | 'cmd' | 'powershell';

/**
 * One word of a command after expansion of what is known.
 * `value` holds `HOLE` where the content is unknown (a JavaScript hole, `$1`, `$(…)` whose output is not known).
 */
export interface Word {
  /** The value with quotes removed, escapes decoded and known variables put in. */
  readonly value: string;
  /** Like `value`, but unknown variables and substitutions stand as written (`$HOME/.npmrc`, `%TEMP%`, `$(date)`). */
  readonly text: string;
  /** True when no part of the value is unknown. */
  readonly isStatic: boolean;
  /** Names of variables that stand in the word (`$NPM_TOKEN`, `%TOKEN%`, `$env:TOKEN`), resolved or not. */
  readonly variables: readonly string[];
  /** Commands whose output becomes part of this word: `$(…)`, back-ticks, `<(…)`. */
  readonly nested: readonly Command[];
  /** Text of the condition under which alone a variable put the word here: `if [ "$INSECURE" = 1 ]; then OPTIONS=-k; fi`. */
  readonly chosenBy?: string;
  /** Range in the text of the script (not the source; use `script.source.toSource`). */
  readonly range: SourceRange;
}

export interface Redirect {
  /** `>`, `>>`, `<`, `<<<`, `>&`, … */
  readonly operator: string;
  readonly descriptor: number | null;
  readonly target: Word;
}

export type CommandContext = 'top' | 'command-substitution' | 'process-substitution' | 'script' | 'function';

/** One simple command with its wrappers (`sudo env X=1 …`) taken off. */
export interface Command {
  /** Base name, lower-cased for cmd and PowerShell, without directory and `.exe`; `null` when unknown. */
  readonly name: string | null;
  /** The command word as written (may hold a path). */
  readonly word: Word;
  /** Arguments after the command word. */
  readonly args: readonly Word[];
  readonly assignments: readonly { readonly name: string; readonly value: Word }[];
  readonly redirects: readonly Redirect[];
  /** Text given on standard input by a here-document or `<<<`. */
  readonly input: Word | null;
  /** Programs that were seen through, outermost first: `sudo`, `npx`, `xargs`, `bash` (for `bash -c`). */
  readonly wrappers: readonly string[];
  /** Those of `wrappers` that stand in this very command (`sudo` in `sudo rm`), not around it (`docker` in `docker … sh -c`). */
  readonly ownWrappers: readonly string[];
  /** The pipeline this command is part of, in order; a single command is a pipeline of one. */
  readonly pipeline: readonly Command[];
  /** Its index in `pipeline`. */
  readonly stage: number;
  /** Commands whose output is this command's standard input; through compound commands and `sh -c` as well. */
  readonly upstream: readonly Command[];
  readonly context: CommandContext;
  /** Text of the conditions under which alone the command runs, as far as they read variables. */
  readonly chosenBy?: string;
  /** Name of the function whose body the command stands in. */
  readonly inFunction: string | null;
  /** Language of the text that the command stands in. */
  readonly dialect: Dialect;
  /** The folder that the script has entered before (`cd ~/.ssh`), as written; absent where none is known. */
  readonly folder?: string;
  /** The command whose word or script this command stands in. */
  readonly parent: Command | null;
  readonly range: SourceRange;
}

/** All commands of one command text. Never throws, whatever the text. */
export interface CommandScript {
  readonly source: MappedText;
  readonly dialect: Dialect;
  /** Every command, nested ones included, in source order of their start. */
  readonly commands: readonly Command[];
  /** True when a bound (length, nesting, number of commands) or a parse error hid part of the text. */
  readonly incomplete: boolean;
  /** Why: a bound that people do not reach, or a syntax error alone, after which reading went on at the next line. */
  readonly cut: Cut;
  /** Ranges of the text that a syntax error hid. */
  readonly hidden: readonly SourceRange[];
  /** Redirects that belong to no command: `> file` alone empties the file. */
  readonly looseRedirects: readonly Redirect[];
  /** JavaScript given inline (`node -e`, `bun -e`, `deno eval`); ranges lead back to the linted file. */
  readonly codeTexts: readonly MappedText[];
  /** What detectors have found out about the script, by their slot (see detect/types.ts). */
  readonly facts: unknown[];
}
