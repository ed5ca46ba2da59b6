import type { MappedText, SourceRange } from '../mapped-text.ts';

export type SettingKind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null' | 'other';

/** A value in a settings file, the same for JSON (two ASTs), YAML, TOML and `key=value` lines. */
export interface SettingNode {
  readonly kind: SettingKind;
  /** The scalar, decoded; `undefined` for objects, arrays and `other`. */
  readonly value: string | number | boolean | null | undefined;
  /** The member's name or the item's index; `null` for the root. */
  readonly key: string | number | null;
  /** Where the value stands. */
  readonly range: SourceRange;
  /** Where the member's name stands; the value's range for array items and the root. */
  readonly keyRange: SourceRange;
  readonly parent: SettingNode | null;
  /** Members of an object in source order (duplicates included) or items of an array; empty for scalars. */
  readonly members: readonly SettingNode[];
  /** On a root: the first value of which a bound (depth, number of members or nodes) left out a part, by what was read so far. */
  readonly cutAt?: SourceRange | null;
  /** The member with that name; the last one of duplicates, as parsers do. Never looks at a prototype. */
  get(name: string): SettingNode | undefined;
  /** A string's decoded text with its way back to the source; an empty text for other kinds. */
  text(): MappedText;
}
