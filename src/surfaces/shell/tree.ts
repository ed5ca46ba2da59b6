import type { Mark, SourceRange } from '../mapped-text.ts';

/** A piece of a word. Ranges and marks are indices into the text that was parsed. */
export type WordPiece =
  | { readonly kind: 'text'; readonly value: string; readonly quoted: boolean; readonly marks: readonly Mark[]; readonly range: SourceRange }
  | VariablePiece
  | SubstitutionPiece
  | { readonly kind: 'brace'; readonly alternatives: readonly string[]; readonly text: string; readonly range: SourceRange }
  | { readonly kind: 'unknown'; readonly text: string; readonly range: SourceRange };

export interface VariablePiece {
  readonly kind: 'variable';
  readonly name: string;
  readonly text: string;
  readonly quoted: boolean;
  readonly operation: VariableOperation | null;
  readonly range: SourceRange;
}

export type VariableOperation =
  | { readonly kind: 'default' | 'alternative' | 'required'; readonly operand: ShellWord }
  | { readonly kind: 'slice'; readonly offset: string; readonly length: string | null }
  | { readonly kind: 'replace'; readonly all: boolean; readonly pattern: ShellWord; readonly replacement: ShellWord }
  | { readonly kind: 'all' }
  | { readonly kind: 'other' };

export interface SubstitutionPiece {
  readonly kind: 'substitution';
  /** `command` for `$(…)`, `input` for `<(…)`, `output` for `>(…)`, `block` for a PowerShell script block. */
  readonly form: 'command' | 'input' | 'output' | 'block';
  readonly body: readonly ShellNode[];
  readonly text: string;
  readonly quoted: boolean;
  readonly range: SourceRange;
}

export interface ShellWord {
  readonly pieces: readonly WordPiece[];
  readonly range: SourceRange;
}

export interface ShellAssignment {
  readonly name: string;
  readonly append: boolean;
  readonly value: ShellWord;
  /** Elements of `a=(x y)`; `null` for a plain value. */
  readonly elements: readonly ShellWord[] | null;
}

export interface ShellRedirect {
  readonly operator: string;
  readonly descriptor: number | null;
  /** Target of a redirect, or the text of a here-document or here-string. */
  readonly target: ShellWord | null;
}

export interface ShellCommandNode {
  readonly kind: 'command';
  readonly words: readonly ShellWord[];
  readonly assignments: readonly ShellAssignment[];
  readonly redirects: readonly ShellRedirect[];
  readonly range: SourceRange;
}

export type ShellNode =
  | ShellCommandNode
  | { readonly kind: 'pipeline'; readonly stages: readonly ShellNode[]; readonly range: SourceRange }
  /**
   * Commands in order: a compound command, an and-or list, a subshell. `words` are read for their substitutions only.
   * `condition` is the text of what must hold for them to run (`[ $INSECURE = 1 ]`), empty where it reads no variable.
   */
  | {
      readonly kind: 'list';
      readonly condition?: string;
      readonly items: readonly ShellNode[];
      readonly words: readonly ShellWord[];
      readonly redirects: readonly ShellRedirect[];
      readonly range: SourceRange;
    }
  | { readonly kind: 'loop'; readonly variable: string; readonly words: readonly ShellWord[]; readonly items: readonly ShellNode[]; readonly range: SourceRange }
  | { readonly kind: 'function'; readonly name: string; readonly body: ShellNode; readonly range: SourceRange };

export interface ShellTree {
  readonly nodes: readonly ShellNode[];
  /** True when a bound hid part of the text. */
  readonly incomplete: boolean;
  /** Ranges that a syntax error hid. */
  readonly hidden?: readonly SourceRange[];
}
