import type { SourceRange } from '../../mapped-text.ts';

/** Content pushed out of sight by blanks. */
export interface Padding {
  /** The first characters of the content behind the blanks. */
  readonly range: SourceRange;
  /** Number of blanks, or of blank lines. */
  readonly count: number;
  readonly unit: 'columns' | 'lines';
}

const MIN_COLUMNS = 200;
const MIN_LINES = 100;
/** The content before the blanks of a minified line. */
const MAX_LEAD = 1000;
const SPACES = ' '.repeat(MIN_COLUMNS);
const TABS = '\t'.repeat(60);
const LINES = '\n'.repeat(MIN_LINES);
const CRLF_LINES = '\r\n'.repeat(MIN_LINES);
const MAX_FOUND = 100;

/**
 * Places where something visible follows at least 200 columns of blanks on its line, or at least 100 blank lines.
 * Table borders, trailing blanks and minified lines do not count. Linear, and one substring search on ordinary text.
 */
export function findPadding(text: string): readonly Padding[] {
  const found: Padding[] = [];
  for (const needle of [SPACES, TABS]) {
    for (let at = text.indexOf(needle); at >= 0 && found.length < MAX_FOUND; ) {
      let end = at + needle.length;
      while (text.charCodeAt(end) === 0x20 || text.charCodeAt(end) === 0x09) end += 1;
      const code = text.charCodeAt(end);
      const isMinified = at > MAX_LEAD && !text.slice(at - MAX_LEAD, at).includes('\n');
      if (!Number.isNaN(code) && code !== 0x0a && code !== 0x0d && code !== 0x7c && code !== 0x2b && !isMinified) found.push({ range: [end, contentEnd(text, end)], count: end - at, unit: 'columns' });
      at = text.indexOf(needle, end);
    }
  }
  for (const needle of [LINES, CRLF_LINES]) {
    for (let at = text.indexOf(needle); at >= 0 && found.length < MAX_FOUND; ) {
      let end = at + needle.length;
      while (text.charCodeAt(end) === 0x0a || text.charCodeAt(end) === 0x0d) end += 1;
      if (end < text.length) found.push({ range: [end, contentEnd(text, end)], count: Math.round((end - at) / (needle.length / MIN_LINES)), unit: 'lines' });
      at = text.indexOf(needle, end);
    }
  }
  return found.sort((a, b) => a.range[0] - b.range[0]);
}

function contentEnd(text: string, start: number): number {
  const newline = text.indexOf('\n', start);
  return Math.min(newline < 0 ? text.length : newline, start + 200);
}
