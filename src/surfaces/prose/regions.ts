import { markedText, plainText } from '../mapped-text.ts';
import type { MappedText, Mark, SourceRange } from '../mapped-text.ts';
import type { ProseCarrier, ProseRegion } from './model.ts';

/** A region over a piece of the source as it stands. */
export function regionAt(source: string, [start, end]: SourceRange, carrier: ProseCarrier, heading = '', hiddenBy?: string): ProseRegion {
  return toRegion(source.slice(start, end), start, carrier, heading, hiddenBy);
}

export function toRegion(text: string, start: number, carrier: ProseCarrier, heading = '', hiddenBy?: string): ProseRegion {
  return { carrier, text: text.includes('&#') ? decoded(text, start) : plainText(text, start), heading, ...(hiddenBy === undefined ? {} : { hiddenBy }) };
}

const ENTITY = /&#(?:(\d{2,3})|x([0-9a-f]{2}));/gi;

/** `&#73;gnore`: numeric references to printable ASCII as the characters that readers and agents see. */
function decoded(source: string, start: number): MappedText {
  const marks: Mark[] = [[0, start]];
  let text = '';
  let at = 0;
  for (const match of source.matchAll(ENTITY)) {
    const code = match[1] === undefined ? Number.parseInt(match[2] ?? '', 16) : Number(match[1]);
    if (code < 0x20 || code > 0x7e || code === 0x3c || code === 0x3e) continue;
    text += source.slice(at, match.index);
    marks.push([text.length, start + match.index]);
    text += String.fromCharCode(code);
    at = match.index + match[0].length;
    marks.push([text.length, start + at]);
  }
  return markedText(text + source.slice(at), marks, start + source.length);
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
