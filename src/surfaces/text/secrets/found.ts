import type { SourceRange } from '../../mapped-text.ts';
import type { SecretHit } from './model.ts';

/** How a secret is replaced by a reference to a variable: the text around `variable` at `range`. */
export interface Replacement {
  readonly kind: 'environment' | 'reference';
  readonly range: SourceRange;
  readonly before: string;
  readonly after: string;
}

/** A secret in a linted file. `value` is for allow lists and for comparing; it is never printed. */
export interface FoundSecret {
  readonly hit: SecretHit;
  readonly range: SourceRange;
  /** What a reader calls the place: a binding, a key, `a comment`. */
  readonly place: string;
  /** Every name that the value has, nearest first. */
  readonly names: readonly string[];
  readonly value: string;
  /** True when only strict looks at this place: a comparison. */
  readonly strict: boolean;
  /** True when code puts the value together: tests do that on purpose. */
  readonly isAssembled?: boolean;
  readonly replacement: Replacement | null;
}
