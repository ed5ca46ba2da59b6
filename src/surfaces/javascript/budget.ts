import type { SourceRange } from '../mapped-text.ts';
import type { IncompleteReason } from './types.ts';

/** Bounds of the evaluator; reaching one is recorded, never silent. */
export const LIMITS = {
  depth: 200,
  text: 65_536,
  items: 4096,
  alternatives: 4,
  writes: 16,
  path: 8,
  inlining: 4,
  fileSize: 2_000_000,
} as const;

const MAX_REASONS = 16;

/** Work allowance of one file and the record of bounds that were reached. */
export class Budget {
  readonly limit: number;
  readonly reasons: IncompleteReason[] = [];
  used = 0;
  incomplete = false;
  /** Counts cuts, so that a caller can tell whether its result was cut. */
  cuts = 0;

  constructor(textLength: number) {
    this.limit = 20_000 + Math.min(textLength, LIMITS.fileSize) * 2;
  }

  /** Takes `amount` work units; false when the allowance is used up. */
  spend(amount: number, range: SourceRange): boolean {
    this.used += amount;
    if (this.used <= this.limit) return true;
    this.cut('fuel', range);
    return false;
  }

  cut(bound: IncompleteReason['bound'], range: SourceRange): void {
    this.incomplete = true;
    this.cuts += 1;
    if (this.reasons.length >= MAX_REASONS) return;
    if (bound === 'fuel' && this.reasons.some((reason) => reason.bound === 'fuel')) return;
    if (this.reasons.some((reason) => reason.bound === bound && reason.range[0] === range[0])) return;
    this.reasons.push({ bound, range });
  }
}
