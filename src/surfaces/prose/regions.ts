import { plainText } from '../mapped-text.ts';
import type { SourceRange } from '../mapped-text.ts';
import type { ProseCarrier, ProseRegion } from './model.ts';

/** A region over a piece of the source as it stands. */
export function regionAt(source: string, [start, end]: SourceRange, carrier: ProseCarrier, heading = '', hiddenBy?: string): ProseRegion {
  return toRegion(source.slice(start, end), start, carrier, heading, hiddenBy);
}

export function toRegion(text: string, start: number, carrier: ProseCarrier, heading = '', hiddenBy?: string): ProseRegion {
  return { carrier, text: plainText(text, start), heading, ...(hiddenBy === undefined ? {} : { hiddenBy }) };
}

/** The text with some ranges made blank; every other character keeps its place. Ranges are ascending, relative to it. */
export function blankOut(text: string, ranges: readonly SourceRange[]): string {
  if (ranges.length === 0) return text;
  const parts: string[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    if (start < at) continue;
    parts.push(text.slice(at, start), ' '.repeat(Math.max(0, end - start)));
    at = Math.max(at, end);
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** Ranges of `<!-- … -->` in a text; one that is not closed goes to the end. */
export function htmlCommentRanges(text: string): readonly SourceRange[] {
  const ranges: SourceRange[] = [];
  for (let start = text.indexOf('<!--'); start >= 0; ) {
    const close = text.indexOf('-->', start + 4);
    const end = close < 0 ? text.length : close + 3;
    ranges.push([start, end]);
    start = text.indexOf('<!--', end);
  }
  return ranges;
}

const LINE_MARKS = /^[ \t]*(?:\/{2,}|\*(?!\/)|#+)/gm;

/** Comment source with the marks of its lines (`//`, `*`, `#`) made blank. */
export function withoutLineMarks(text: string): string {
  return text.replace(LINE_MARKS, (mark) => ' '.repeat(mark.length));
}
