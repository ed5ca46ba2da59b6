import type { FileKind } from './file-kind.ts';

/** The part of a settings node that a row's condition may look at (a `SettingNode` is one). */
export interface SettingValue {
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null' | 'other';
  /** The decoded scalar; `undefined` for objects, arrays and what could not be read. */
  readonly value: string | number | boolean | null | undefined;
  /** The member's name or the item's index; `null` for the root. */
  readonly key: string | number | null;
  readonly range: readonly [start: number, end: number];
  readonly keyRange: readonly [start: number, end: number];
  readonly parent: SettingValue | null;
  /** Members in source order, duplicates included, or items; empty for scalars. */
  readonly members: readonly SettingValue[];
  /** The last member with that name. */
  get(name: string): SettingValue | undefined;
}

/** What the shell surface found in the command texts that stand inside a value. */
export interface CommandTraits {
  /** True when a command text was found there. */
  readonly present: boolean;
  /** Runs downloaded or decoded code, opens a shell to the outside, sends secrets out, contacts a collection point. */
  readonly hostile: boolean;
  /** Hostile for another reason than running a download: decoded code, reverse shell, exfiltration, collection point. */
  readonly hostileBeyondDownload: boolean;
  /** Holds a command that talks to the network. */
  readonly network: boolean;
  /** Starts a coding agent with its approvals switched off. */
  readonly agentBypass: boolean;
}

/** One command of a command text, with what is known of its words (U+E000 stands for unknown parts). */
export interface ProgramCall {
  /** Base name without folder and `.exe`; `null` when unknown. */
  readonly name: string | null;
  /** The program as written. */
  readonly word: string;
  readonly args: readonly string[];
}

export type RowPreset = 'recommended' | 'strict';

/** Everything besides the value itself that a condition may depend on. */
export interface RowContext {
  readonly path: string;
  readonly kind: FileKind;
  readonly root: SettingValue;
  readonly strict: boolean;
  /** True when the policy or the rule's option of that name lists the value (exact text or glob; hosts by host). */
  isAllowed(list: string, value: string): boolean;
  /** The whole file. */
  readonly text: string;
  /** Glob match: `**` any characters, `*` and `?` within a path segment. Bounded, for patterns from the file too. */
  matchesGlob(path: string, glob: string): boolean;
  /**
   * What runs inside the value (or, for a part of a command such as one argument, in the command around it). A value that
   * no carrier knows as a command is read as one: a text, a list of words, an object of `path` or `command` and `args`.
   */
  commands(value: SettingValue): CommandTraits;
  /** The commands themselves. */
  programs(value: SettingValue): readonly ProgramCall[];
}

/** A condition's answer with details. */
export interface RowMatch {
  readonly data?: Readonly<Record<string, string | number>>;
  /** Where to report instead of the row's usual place. */
  readonly at?: readonly [start: number, end: number];
  /** Overrides the row's preset for this value (a step-down, or `off`). */
  readonly preset?: RowPreset | 'off';
}

/** An example value: the value at the row's key, a whole document as `{ document: … }`, or a file's text as `{ text: … }`. */
export type RowExample = unknown;

interface RowBase<Message extends string> {
  /** Catalogue id, for example `A1-1`; several rows may share one. */
  readonly id: string;
  /**
   * Where the row applies: a dotted path. `*` is any member, `[]` any item, `**` any depth (also none),
   * `{a,b}` alternatives. Dots match nested, flat and mixed spelling alike (`{"a.b":{"c":1}}` is `a.b.c`).
   */
  readonly key: string | readonly string[];
  readonly report: Message;
  /** `recommended`: always reported; `strict`: only with the rule's `strict` option. A condition may step down. */
  readonly preset: RowPreset;
  readonly cwe: readonly number[];
  /** URL or short tag of the primary source. */
  readonly source: string;
  /** Example values that the row must report (in strict). */
  readonly bad: readonly RowExample[];
  /** Example values on which the row must stay silent, near misses first. */
  readonly good: readonly RowExample[];
  /** Name of the policy list or option whose entries silence the row for that value. */
  readonly allow?: string;
  /** `key` (default): report at the member's name; `value`: at the value. */
  readonly at?: 'key' | 'value';
  /** Values for the message besides `key` and `value`, which every row has. */
  readonly data?: Readonly<Record<string, string>> | ((value: SettingValue, context: RowContext) => Readonly<Record<string, string>>);
}

/** One line of a danger table for settings files. */
export type SettingRow<Message extends string = string> = RowBase<Message> &
  (
    | { readonly is: string | number | boolean | null; readonly isOneOf?: never; readonly when?: never }
    | { readonly isOneOf: readonly (string | number | boolean | null)[]; readonly is?: never; readonly when?: never }
    | { readonly when: (value: SettingValue, context: RowContext) => boolean | RowMatch; readonly is?: never; readonly isOneOf?: never }
  );
