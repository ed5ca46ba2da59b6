import type { Confidence } from '../../../knowledge/secrets/index.ts';
import type { TextIndex } from '../../text-index.ts';

/**
 * `provider`: a known shape · `private-key`: PEM, PGP, age · `url`: user and password in a URL or connection string ·
 * `header`: an Authorization value · `generic`: a credential's name and a random value · `weak`: such a name and a
 * password that can be guessed.
 */
export type SecretKind = 'provider' | 'private-key' | 'url' | 'header' | 'generic' | 'weak';

/** A secret found in a text. It never holds the value. */
export interface SecretHit {
  /** Where it stands in the scanned text. */
  readonly start: number;
  readonly end: number;
  readonly kind: SecretKind;
  /** The catalogue's id, or the kind. */
  readonly id: string;
  /** For messages: `GitHub personal access token`. */
  readonly title: string;
  readonly confidence: Confidence;
  /** True when only strict reports it. */
  readonly strict: boolean;
  /** The variable that the provider's own tools read; `null` when there is none. */
  readonly variable: string | null;
}

/** Counts of what the scan did, for tests of its growth. */
export interface ScanWork {
  /** Long tokens looked at. */
  runs: number;
  /** Places where a keyword was looked up. */
  places: number;
  /** Patterns tried. */
  patterns: number;
}

/** A shape of the user's own, as data: no regular expression is taken from a configuration. */
export interface AdditionalPattern {
  readonly name: string;
  /** How every value begins; at least 3 characters. */
  readonly prefix: string;
  /** Characters after the prefix. */
  readonly characters: 'hex' | 'digits' | 'lower' | 'upper' | 'alphanumeric' | 'base64' | 'base64url';
  readonly minLength: number;
  readonly maxLength?: number;
  readonly variable?: string;
}

export interface ScanOptions {
  readonly additionalPatterns?: readonly AdditionalPattern[];
  /** Counted up by the scan. */
  readonly work?: ScanWork;
  /** The index of the text, when there is one already. */
  readonly textIndex?: TextIndex | undefined;
  /** Filled by the scan: where long tokens begin that may be a part of a credential. */
  readonly pieces?: number[] | undefined;
}
