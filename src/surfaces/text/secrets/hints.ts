import { TextGroup, TextIndex } from '../../text-index.ts';
import { credentialName } from './names.ts';
import { DASH, kindAt, WORD } from './runs.ts';

/** Parts of the words that credentials' names hold, with the characters that may stand before them. */
const PARTS: readonly (readonly [part: string, before: string])[] = [
  ['ken', 'o'], ['KEN', 'O'], ['word', 's'], ['WORD', 'S'], ['swd', ''], ['pwd', ''], ['Pwd', ''], ['SWD', ''], ['PWD', ''], ['cret', 'e'], ['CRET', 'E'], ['key', '_-abcdeghimnoprstxy'], ['Key', '_-abcdeghimnoprstxy3256'], ['KEY', '_-ABCDEGHIMNOPRSTXY'],
  ['Pass', ''], ['PASS', ''], ['pass', ''], ['uth', 'aA'], ['AUTH', ''], ['CRED', ''], ['jwt', ''], ['Jwt', ''], ['JWT', ''], ['_PAT', ''], ['Bearer', ''], ['Phrase', ''], ['PHRASE', ''], ['mnemonic', ''], ['MNEMONIC', ''],
  ['dential', 'e'], ['creds', ''], ['bearer', ''], ['phrase', '_-'],
];
const PART_TEXTS = new TextGroup(PARTS.map(([part]) => part));
const MAX_NAME = 64;

export interface NameHint {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const NO_HINTS: readonly NameHint[] = [];

/** Every name of a credential in a text, ascending, each once. */
export function findNameHints(text: string, textIndex: TextIndex = new TextIndex(text)): readonly NameHint[] {
  const hits = textIndex.findGroup(PART_TEXTS);
  if (hits.length === 0) return NO_HINTS;
  const found = new Map<number, NameHint>();
  for (const { which, indexes } of hits) {
    const before = PARTS[which]?.[1] ?? '';
    let covered = 0;
    for (const index of indexes) {
      if (index < covered || (before !== '' && !before.includes(text[index - 1] ?? ' '))) continue;
      const hint = nameAround(text, index);
      covered = hint.end;
      if (credentialName(hint.name) !== null) found.set(hint.start, hint);
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

/** The whole name around an index, the objects before its dots included. At most {@link MAX_NAME} characters to each side. */
function nameAround(text: string, index: number): NameHint {
  let start = index;
  while (start > 0 && index - start < MAX_NAME && isNameCharacter(text, start - 1, true)) start -= 1;
  let end = index;
  while (end - index < MAX_NAME && isNameCharacter(text, end, false)) end += 1;
  return { name: text.slice(start, end), start, end };
}

function isNameCharacter(text: string, index: number, withDot: boolean): boolean {
  if ((kindAt(text, index) & (WORD | DASH)) !== 0) return true;
  const character = text[index];
  return character === '$' || (withDot && character === '.');
}

/** From a name to the text literal that may be its value: within one expression, over at most one line end or so. */
const TO_VALUE = /["'`]?\]?(?:=\{\s{0,20})?[^'"`;{}]{0,100}["'`]/y;
const TO_NEXT = /["'`]\s{0,20}(?::|\|\||\?\?)\s{0,20}["'`]/y;
/** Calls that take a key, by the end of their name. */
const CALLS: readonly string[] = ['createHmac(', 'cookieParser(', 'jwt.sign(', 'jwt.verify(', 'webtoken.sign(', 'webtoken.verify(', 'createCipheriv(', 'createDecipheriv(', 'AES.encrypt(', 'AES.decrypt(', 'jwtVerify(', 'TextEncoder().encode(', 'cookieSession(', 'Keygrip(', '.keys = [', 'twilio(', 'Twilio(', 'Wallet(', 'privateKeyToAccount('];
const CALL_TEXTS = new TextGroup(CALLS);
const CALL_WINDOW = 300;
const QUOTE = /["'`]/g;
const MAX_LITERAL = 400;
const JWT_MODULE = 'jsonwebtoken';
const BARE_CALL = /(?<![\w$.])(?:sign|verify)\(/g;

const TO_ELEMENT = /["'`]\s{0,20},\s{0,80}["'`]/y;
const MAX_ELEMENTS = 20;

/** The other texts of a list whose first one begins at `open`. */
function addElements(text: string, open: number, indexes: Set<number>): void {
  let at = open;
  for (let count = 0; count < MAX_ELEMENTS; count += 1) {
    const close = text.indexOf(text[at] ?? '"', at + 1);
    TO_ELEMENT.lastIndex = close;
    if (close < 0 || close - at > MAX_LITERAL || !TO_ELEMENT.test(text)) return;
    at = TO_ELEMENT.lastIndex - 1;
    indexes.add(at);
  }
}

function addQuotes(text: string, from: number, indexes: Set<number>): void {
  const window = text.slice(from, from + CALL_WINDOW);
  for (const quote of window.matchAll(QUOTE)) indexes.add(from + quote.index);
}

/** Indexes inside the literals of a program that may be a credential's value: those behind a name, and arguments of calls that take keys. */
export function findValueIndexes(text: string, textIndex: TextIndex = new TextIndex(text), hints: readonly NameHint[] = findNameHints(text, textIndex)): readonly number[] {
  const calls = textIndex.findGroup(CALL_TEXTS);
  const imports = textIndex.findLiteral(JWT_MODULE);
  if (hints.length === 0 && calls.length === 0 && imports.length === 0) return [];
  const indexes = new Set<number>();
  for (const hint of hints) {
    TO_VALUE.lastIndex = hint.end;
    if (!TO_VALUE.test(text)) continue;
    const open = TO_VALUE.lastIndex - 1;
    indexes.add(open);
    if (text.slice(hint.end, open).trimEnd().endsWith('[')) addElements(text, open, indexes);
    const close = text.indexOf(text[open] ?? '"', open + 1);
    TO_NEXT.lastIndex = close;
    if (close > 0 && close - open < MAX_LITERAL && TO_NEXT.test(text)) indexes.add(TO_NEXT.lastIndex - 1);
  }
  for (const { which, indexes: places } of calls) {
    for (const at of places) {
      addQuotes(text, at + (CALLS[which]?.length ?? 0), indexes);
    }
  }
  // Functions that were taken out of their module: `const { sign } = require('jsonwebtoken')`.
  if (imports.length > 0) for (const match of text.matchAll(BARE_CALL)) addQuotes(text, match.index + match[0].length, indexes);
  return [...indexes].sort((a, b) => a - b);
}
