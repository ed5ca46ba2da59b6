/** Kinds of ASCII characters, one byte each: 1 letter, 2 digit, 4 `_` or `-`, 8 joins the parts of a dotted or base64 credential. */
export const LETTER = 1;
export const DIGIT = 2;
export const DASH = 4;
export const JOINT = 8;
export const WORD = LETTER | DIGIT;
export const TOKEN = WORD | DASH;

const KINDS = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) {
  const character = String.fromCharCode(code);
  if (/[A-Za-z]/.test(character)) KINDS[code] = LETTER;
  else if (/\d/.test(character)) KINDS[code] = DIGIT;
  else if (character === '_' || character === '-') KINDS[code] = DASH;
  else if ('.:/$!+=%~'.includes(character)) KINDS[code] = JOINT;
}

/** The kind of the character at `index`; 0 for others and outside the text. */
export function kindAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code < 128 ? (KINDS[code] ?? 0) : 0;
}

/** No credential of the catalogue has a shorter longest run of `[A-Za-z0-9_-]`. */
export const MIN_RUN = 20;

export const isQuote = (character: string | undefined): boolean => character === "'" || character === '"' || character === '`';

/** True for a long token with a digit that stands at an edge of a text, or at an escape or a hole in it. */
export function mayBePiece(text: string, start: number, end: number): boolean {
  const before = text[start - 1];
  let next = end;
  while (next < end + 2 && text[next] === '=') next += 1;
  const after = text[next];
  const isEdge = isQuote(before) || before === '\\' || before === '}' || isQuote(after) || after === '\\' || (after === '$' && text[next + 1] === '{');
  return isEdge && /\d/.test(text.slice(start, Math.min(end, start + READ)));
}

/** How much of a token is looked at for a digit. */
const READ = 80;

/**
 * Calls `visit(start, end)` for every run of at least {@link MIN_RUN} token characters. Reads backwards from the place
 * where a run that begins here would be long enough, and goes on behind the first character that is none of it, so that
 * most of a text is skipped. Each character is read at most three times. `visit` returns where to go on, at least `end`.
 */
export function findRuns(text: string, visit: (start: number, end: number) => number): void {
  const length = text.length;
  let floor = 0;
  while (floor + MIN_RUN <= length) {
    let index = floor + MIN_RUN - 1;
    while (index >= floor && isToken(text.charCodeAt(index))) index -= 1;
    if (index >= floor) {
      floor = index + 1;
      continue;
    }
    let end = floor + MIN_RUN;
    while (end < length && isToken(text.charCodeAt(end))) end += 1;
    floor = Math.max(end, visit(floor, end));
  }
}

function isToken(code: number): boolean {
  return code < 128 && ((KINDS[code] ?? 0) & TOKEN) !== 0;
}
