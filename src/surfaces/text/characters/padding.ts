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
 * Table borders, trailing blanks and minified lines do not count. Linear; an ordinary text is not even read whole.
 */
export function findPadding(text: string): readonly Padding[] {
  if (!mayHoldPadding(text)) return [];
  const found: Padding[] = [];
  for (const needle of [SPACES, TABS]) {
    for (let at = text.indexOf(needle); at >= 0 && found.length < MAX_FOUND; ) {
      let end = at + needle.length;
      while (text.charCodeAt(end) === 0x20 || text.charCodeAt(end) === 0x09) end += 1;
      const code = text.charCodeAt(end);
      const isMinified = at > MAX_LEAD && !text.slice(at - MAX_LEAD, at).includes('\n');
      if (!Number.isNaN(code) && code !== 0x0a && code !== 0x0d && code !== 0x7c && code !== 0x2b && !isMinified && !isInTable(text, end)) found.push({ range: [end, contentEnd(text, end)], count: end - at, unit: 'columns' });
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

const MAX_CELL = 8;

/** A few characters between two runs of blanks: the states of a lexer, written as a text. */
function isInTable(text: string, index: number): boolean {
  let end = index;
  while (end < text.length && end - index <= MAX_CELL && !isBlank(text.charCodeAt(end))) end += 1;
  return end - index <= MAX_CELL && (text.startsWith(SPACES, end) || text.startsWith(TABS, end) || isControl(text.charCodeAt(index)));
}

/** A run of blanks or line ends that is long enough covers one of these places. */
const STEP = Math.min(TABS.length, MIN_LINES);

/** False for ordinary text: a look at every 60th character and at those around a blank one. */
export function mayHoldPadding(text: string): boolean {
  for (let index = STEP - 1; index < text.length; index += STEP) {
    if (!isBlank(text.charCodeAt(index))) continue;
    let start = index;
    while (start > 0 && isBlank(text.charCodeAt(start - 1)) && index - start < STEP) start -= 1;
    let end = index + 1;
    while (end < text.length && isBlank(text.charCodeAt(end)) && end - index < STEP) end += 1;
    if (end - start >= STEP) return true;
  }
  return false;
}

/** Characters that nobody sees or runs. */
function isControl(code: number): boolean {
  return code < 0x20 || code === 0x7f;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

function contentEnd(text: string, start: number): number {
  const newline = text.indexOf('\n', start);
  return Math.min(newline < 0 ? text.length : newline, start + 200);
}
