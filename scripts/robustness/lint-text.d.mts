import type { Linter } from 'eslint';

export interface LintedText {
  /** Per preset, in order. */
  readonly messages: readonly (readonly Linter.LintMessage[])[];
  /** Crashes and findings outside of the file. */
  readonly problems: readonly string[];
  /** Milliseconds. */
  readonly parse: number;
  readonly rules: number;
  /** The parser's words when the text could not be read. */
  readonly fatal: string | null;
}

export declare function textLinter(presets: readonly (readonly Linter.Config[])[]): (filename: string, text: string) => LintedText | null;
