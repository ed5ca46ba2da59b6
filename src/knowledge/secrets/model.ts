/** How many public rule sets accept a generated example: three or more, two, one, none. */
export type Confidence = 'high' | 'good' | 'medium' | 'low';

/** A look inside the value, done by the engine after the pattern matched. */
export type Check = 'crc32' | 'github-jwt' | 'jwt' | 'openai' | 'firebase' | 'azurite' | 'mixed' | 'mixed-upper' | 'digit' | 'letters';

interface Credential {
  readonly id: string;
  readonly provider: string;
  readonly title: string;
  /**
   * The shape from the keyword on: sticky, every quantifier bounded. What stands before an inner keyword is captured
   * by the one group of a lookbehind.
   */
  readonly pattern: RegExp;
  readonly confidence: Confidence;
  /** The variable that the provider's own tools read. */
  readonly env?: string;
  readonly source: string;
}

/** A credential that tells itself. */
export interface SecretType extends Credential {
  /** Case-sensitive texts one of which every value holds, at its start or (`place: 'inner'`) inside; at least 3 characters for a start. */
  readonly keywords?: readonly string[];
  /**
   * Where the pattern is tried: at a keyword at the start of a token (default), at a keyword inside or before it,
   * at a rare keyword anywhere (`mark`), at the start of a long token, or after `://`.
   */
  readonly place?: 'inner' | 'mark' | 'shape' | 'url';
  readonly check?: Check;
}

/** A credential that needs a name and the provider's word near it. */
export interface ContextType extends Credential {
  /** Lower-case words, one of which must stand in the value's name or just before it. */
  readonly words: readonly string[];
}
