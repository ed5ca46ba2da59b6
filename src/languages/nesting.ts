/**
 * Guards against texts whose only purpose is to exhaust a parser: deep nesting makes the Markdown parser take minutes,
 * and takes the whole process down in the YAML parser. A text beyond the bound gets a parse error, which is visible.
 */
export type NestingStyle = 'brackets' | 'indentation' | 'markdown';

const MAX_BRACKETS = 400;
const MAX_LEVELS = 100;
const MAX_OPEN_LINKS = 1000;

/** The first line (from 1) that nests deeper than the bound, or `null`. Linear in the text's length. */
export function findTooDeepLine(text: string, style: NestingStyle): number | null {
  const line = style === 'markdown' ? findDeepBrackets(text, MAX_OPEN_LINKS, true) : findDeepBrackets(text, MAX_BRACKETS, false);
  if (line !== null || style === 'brackets') return line;
  return findDeepIndentation(text, style === 'markdown' ? '>-+*' : '-?');
}

/**
 * Brackets are counted wherever they stand: no honest text leaves hundreds of them open, not even inside strings. In
 * Markdown an open bracket may begin a link up to the next blank line, and costs time for each character until then.
 */
function findDeepBrackets(text: string, max: number, endsAtBlankLine: boolean): number | null {
  let depth = 0;
  let line = 1;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x0a) {
      line += 1;
      if (endsAtBlankLine && /[\n\r]/.test(text[index + 1] ?? '')) depth = 0;
    } else if (code === 0x5b || code === 0x7b) depth += 1;
    else if ((code === 0x5d || code === 0x7d) && depth > 0) depth -= 1;
    if (depth > max) return line;
  }
  return null;
}

/** Levels are opened by deeper indentation and by list or quote markers; a shallower line closes what is deeper. */
function findDeepIndentation(text: string, markers: string): number | null {
  const open: number[] = [];
  let line = 1;
  for (let start = 0; start <= text.length; line += 1) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    if (!pushLevels(text, start, end, markers, open)) return line;
    start = end + 1;
  }
  return null;
}

function pushLevels(text: string, start: number, end: number, markers: string, open: number[]): boolean {
  let index = skipBlanks(text, start, end);
  if (index === end || text[index] === '\r') return true;
  while ((open.at(-1) ?? -1) >= index - start) open.pop();
  open.push(index - start);
  while (index < end && isMarker(text, index, markers)) {
    index = skipBlanks(text, markerEnd(text, index), end);
    open.push(index - start);
    if (open.length > MAX_LEVELS) return false;
  }
  return open.length <= MAX_LEVELS;
}

/** The index of the first character that is no space or tab, at most `end`. */
export function skipBlanks(text: string, from: number, end: number): number {
  let index = from;
  while (index < end && (text[index] === ' ' || text[index] === '\t')) index += 1;
  return index;
}

function isMarker(text: string, index: number, markers: string): boolean {
  const character = text[index] ?? '';
  if (character === '>') return markers.includes('>');
  const after = text[markerEnd(text, index)];
  const isBlank = after === ' ' || after === '\t' || after === '\n' || after === '\r' || after === undefined;
  return isBlank && (markers.includes(character) || (markers.includes('>') && isDigit(character)));
}

/** Index after a marker: `>`, `-`, or a number of at most nine digits with its dot or parenthesis. */
function markerEnd(text: string, index: number): number {
  let end = index;
  while (end < index + 9 && isDigit(text[end] ?? '')) end += 1;
  return end + 1;
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}

/** Work of the Markdown parser on one paragraph: addresses in it times its length. Some two seconds. */
const MAX_ADDRESS_WORK = 3_000_000_000;
/** What the parser looks at as the address of a page or of a mail. */
const ADDRESS = /:\/\/|www\.|@/g;
const PARAGRAPH_END = /\n[ \t]{0,100}\r?\n/g;

/** The line (from 1) on which a paragraph begins whose addresses would take the Markdown parser too long; `null` for none. Linear. */
export function findCrowdedLine(text: string): number | null {
  if (text.length < MAX_ADDRESS_WORK / text.length) return null;
  PARAGRAPH_END.lastIndex = 0;
  for (let start = 0; start < text.length; ) {
    const end = PARAGRAPH_END.exec(text)?.index ?? text.length;
    const size = end - start;
    if (size > MAX_ADDRESS_WORK / size && countOf(text, start, end) > MAX_ADDRESS_WORK / size) return text.slice(0, start).split('\n').length;
    start = end + 1;
  }
  return null;
}

function countOf(text: string, start: number, end: number): number {
  let count = 0;
  ADDRESS.lastIndex = start;
  for (let match = ADDRESS.exec(text); match && match.index < end; match = ADDRESS.exec(text)) count += 1;
  return count;
}

/** Headings that are underlined: the time of the Markdown parser grows with their square, a second at this number. */
const MAX_UNDERLINED = 2500;
const UNDERLINE = /^ {0,3}(?:-{1,1000}|={1,1000})[ \t]{0,100}\r?$/;

/** The line (from 1) of the underlined heading that is one too many, or `null`. Linear. */
export function findUnderlinedLine(text: string): number | null {
  if (text.length < MAX_UNDERLINED * 4) return null;
  let count = 0;
  let line = 1;
  let isText = false;
  for (let start = 0; start < text.length; line += 1) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const isUnderline: boolean = isText && end - start <= 1100 && UNDERLINE.test(text.slice(start, end));
    if (isUnderline) count += 1;
    if (count > MAX_UNDERLINED) return line;
    isText = !isUnderline && skipBlanks(text, start, end) < end && text[start] !== '\r';
    start = end + 1;
  }
  return null;
}
