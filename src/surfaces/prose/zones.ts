import type { SourceRange } from '../mapped-text.ts';

const PAIRS = new Map<string, string>([
  ['"', '"'],
  ['`', '`'],
  ['\u201c', '\u201d'],
  ['\u201e', '\u201c'],
  ['\u00ab', '\u00bb'],
  ['\u2018', '\u2019'],
  ['\u300c', '\u300d'],
  ['\u300e', '\u300f'],
]);
const MAX_LENGTH = 600;
const OPENER = /["`\u201c\u201e\u00ab\u2018\u300c\u300e]|(?<=[\s(])'(?=[A-Za-z])/g;

/** Ranges of a text that stand between quotation marks or back-ticks, ascending. Linear; quotes are at most 600 long. */
export function quotedRanges(text: string): readonly SourceRange[] {
  const ranges: SourceRange[] = [];
  const nextClose = new Map<string, number>();
  OPENER.lastIndex = 0;
  for (let match = OPENER.exec(text); match; match = OPENER.exec(text)) {
    const start = match.index;
    // The marks of a docstring quote nobody.
    if (text.startsWith('"""', start)) {
      OPENER.lastIndex = start + 3;
      continue;
    }
    const closer = PAIRS.get(match[0]) ?? "'";
    let close = nextClose.get(closer) ?? -1;
    if (close !== Infinity && close <= start) {
      const found = text.indexOf(closer, start + 1);
      close = found < 0 ? Infinity : found;
      nextClose.set(closer, close);
    }
    if (close === Infinity || close - start > MAX_LENGTH) continue;
    ranges.push([start, close + 1]);
    OPENER.lastIndex = close + 1;
  }
  return ranges;
}

/** The one of the ascending ranges that `index` lies in. */
export function rangeAt(ranges: readonly SourceRange[], index: number): SourceRange | null {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle];
    if (!range || index < range[0]) high = middle - 1;
    else if (index >= range[1]) low = middle + 1;
    else return range;
  }
  return null;
}

/** True when `index` lies in one of the ascending ranges. */
export function isInside(ranges: readonly SourceRange[], index: number): boolean {
  return rangeAt(ranges, index) !== null;
}

const FENCE = /^[ \t]{0,8}\*?[ \t]{0,8}(?:```|~~~)/gm;

/** Ranges of code between fences in the text of a comment, ascending; one that is not closed hides nothing. */
export function fencedRanges(text: string): readonly SourceRange[] {
  const ranges: SourceRange[] = [];
  let start = -1;
  for (const match of text.matchAll(FENCE)) {
    if (start < 0) start = match.index;
    else {
      ranges.push([start, match.index + match[0].length]);
      start = -1;
    }
  }
  return ranges;
}
