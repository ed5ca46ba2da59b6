import { LOOK_ALIKES } from '../../../knowledge/code-points.ts';
import type { SourceRange } from '../../mapped-text.ts';

/** A word of Latin letters in which others are letters of another alphabet that look the same. */
export interface MixedWord {
  readonly range: SourceRange;
  /** Code points of the look-alikes. */
  readonly codes: readonly number[];
  /** True when the word is part of an address, a path or a package name, or a key. */
  readonly isName: boolean;
}

const FOREIGN = /[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u13a0-\u13ff]+/g;
const WORD_CHARACTER = /[\p{L}\p{M}\p{N}_$]/u;
const FOREIGN_WORD = /[\u0370-\u03ff\u0400-\u052f\u0530-\u058f]{3}/;
const NEAR = 60;
const MAX_WORD = 100;
const MAX_FOUND = 200;

/** Words that mix Latin with look-alike letters only; a word with an honest foreign letter (`HTMLы`, `Δt`) is left alone. */
export function findMixedWords(text: string): readonly MixedWord[] {
  const found: MixedWord[] = [];
  FOREIGN.lastIndex = 0;
  for (let match = FOREIGN.exec(text); match && found.length < MAX_FOUND; match = FOREIGN.exec(text)) {
    const [start, end] = wordAround(text, match.index, FOREIGN.lastIndex);
    FOREIGN.lastIndex = end;
    const word = text.slice(start, end);
    const foreign = word.match(FOREIGN_LETTER) ?? [];
    if (!/[A-Za-z]/.test(word) || !foreign.every((letter) => LOOK_ALIKES.has(letter))) continue;
    found.push({ range: [start, end], codes: [...new Set(foreign.map((letter) => letter.codePointAt(0) ?? 0))], isName: isName(text, start, end) && !isForeignProse(text, start, end) });
  }
  return found;
}

const FOREIGN_LETTER = /[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u13a0-\u13ff]/g;

function wordAround(text: string, first: number, last: number): SourceRange {
  let start = first;
  while (start > 0 && first - start < MAX_WORD && WORD_CHARACTER.test(text.charAt(start - 1))) start -= 1;
  let end = last;
  while (end < text.length && end - last < MAX_WORD && WORD_CHARACTER.test(text.charAt(end))) end += 1;
  return [start, end];
}

/** True when words of another alphabet stand near: a blank forgotten between two words, not an imitation. */
function isForeignProse(text: string, start: number, end: number): boolean {
  return FOREIGN_WORD.test(text.slice(Math.max(0, start - NEAR), start)) || FOREIGN_WORD.test(text.slice(end, end + NEAR));
}

/** Joined to other names by `.`, `/`, `@`, `:`, `-` or `=`, or followed by `":` as a key. */
function isName(text: string, start: number, end: number): boolean {
  const joins = (mark: string, beyond: string): boolean => /[./@:=-]/.test(mark) && /[A-Za-z0-9/]/.test(beyond);
  return joins(text.charAt(start - 1), text.charAt(start - 2)) || joins(text.charAt(end), text.charAt(end + 1)) || /^["']?\s{0,3}:/.test(text.slice(end, end + 5)) || text.charAt(start - 1) === '@';
}
