import type { Level } from '../core/define-rule.ts';

export type Decision = 'allow' | 'ask' | 'deny';
export type AgentName = 'claude-code' | 'cursor' | 'gemini' | 'codex' | 'copilot' | 'vscode';

/** One text replacement of an edit; `all` replaces every occurrence. */
export interface Replacement {
  readonly before: string;
  readonly after: string;
  readonly all: boolean;
}

/** What becomes of a file: new text, replacements in it, text at its end, another file's text, or unknown bytes. */
export type Change =
  | { readonly to: 'content'; readonly content: string }
  | { readonly to: 'replace'; readonly replacements: readonly Replacement[] }
  | { readonly to: 'append'; readonly content: string }
  | { readonly to: 'cell'; readonly content: string }
  | { readonly to: 'copy'; readonly from: string; readonly replacements?: readonly Replacement[] }
  | { readonly to: 'unknown' }
  | { readonly to: 'delete' };

export interface WriteOperation {
  readonly kind: 'write';
  readonly path: string;
  readonly change: Change;
}

/** One thing that a tool call does. Texts are the agent's: nothing in them is trusted. */
export type Operation =
  | WriteOperation
  | { readonly kind: 'command'; readonly command: string; readonly dialect: 'sh' | 'powershell'; readonly unsandboxed: boolean; readonly cwd: string | null }
  | { readonly kind: 'read'; readonly path: string }
  | { readonly kind: 'fetch'; readonly url: string }
  | { readonly kind: 'call'; readonly tool: string; readonly text: string };

/** `before`: the answer decides; `after`: it already ran; `config`: settings changed on disk; `other`: nothing to say. */
export type Phase = 'before' | 'after' | 'config' | 'other';

export interface GuardEvent {
  readonly phase: Phase;
  /** The agent's own name for the event. */
  readonly event: string;
  readonly tool: string;
  readonly session: string;
  readonly cwd: string;
  /** Roots of the workspace, when the agent names them. */
  readonly roots: readonly string[];
  readonly operations: readonly Operation[];
  /** Text of the file before a tool ran, when an `after` event holds it. */
  readonly original: string | null;
  /** Why the input of a known tool could not be understood; such a call is a failure, not an unknown tool. */
  readonly problem: string | null;
}

export interface GuardFinding {
  /** A rule of the plugin, or `stage`, `own-files`, `advisory`, `symlink` … of the guard. */
  readonly rule: string;
  readonly risk: Level;
  /** One sentence that quotes nothing but short words. */
  readonly message: string;
  /** `src/a.ts:3:7`, `command`; already safe to print. */
  readonly place: string;
  readonly url: string | null;
}

export interface Verdict {
  readonly decision: Decision;
  readonly findings: readonly GuardFinding[];
  /** One line for people and agents; empty when there is nothing to say. */
  readonly reason: string;
  /** What went wrong in the guard itself. */
  readonly failure: string | null;
}

/** What the process prints and how it ends. */
export interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}
