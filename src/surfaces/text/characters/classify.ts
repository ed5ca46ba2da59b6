import { CHARACTER_CLASSES, FLAG_TAGS, JOINING, PICTOGRAPH, RIGHT_TO_LEFT, SELECTABLE, UNSPACED } from '../../../knowledge/code-points.ts';
import type { CharacterClass } from '../../../knowledge/code-points.ts';

/** One suspicious character with what stands around it. */
export interface Character {
  readonly code: number;
  readonly class: CharacterClass;
  readonly start: number;
  readonly end: number;
}

/** The class of a code point; `null` for every visible one. */
export function classOf(code: number): CharacterClass | null {
  for (const row of CHARACTER_CLASSES) for (const [first, last] of row.ranges) if (code >= first && code <= last) return row.class;
  return null;
}

/** The code point that ends before `index`, as a string; empty at the start of the text. */
export function before(text: string, index: number): string {
  const code = text.charCodeAt(index - 1);
  return index <= 0 ? '' : code >= 0xdc00 && code <= 0xdfff ? text.slice(Math.max(0, index - 2), index) : text.charAt(index - 1);
}

export function after(text: string, index: number): string {
  const code = text.codePointAt(index);
  return code === undefined ? '' : String.fromCodePoint(code);
}

const ASCII_LETTER = /^[A-Za-z]$/;

export function isInAsciiWord(text: string, start: number, end: number): boolean {
  return ASCII_LETTER.test(before(text, start)) && ASCII_LETTER.test(after(text, end));
}

const BLOCK = 400;
let cachedText = '';
let cachedBlock = -1;
let cachedRightToLeft = false;
let cachedBraille = false;

/** What stands around a place: looked up once per block of 400 characters, at least 400 on each side. */
function lookAround(text: string, index: number): void {
  const block = Math.floor(index / BLOCK);
  if (cachedBlock === block && cachedText === text) return;
  const part = text.slice(Math.max(0, (block - 1) * BLOCK), (block + 2) * BLOCK);
  cachedText = text;
  cachedBlock = block;
  cachedRightToLeft = RIGHT_TO_LEFT.test(part);
  cachedBraille = /[\u2801-\u28ff]/.test(part);
}

function hasRightToLeft(text: string, index: number): boolean {
  lookAround(text, index);
  return cachedRightToLeft;
}

function hasBraille(text: string, index: number): boolean {
  lookAround(text, index);
  return cachedBraille;
}

/** True when the character has an honest reason to stand where it does: emoji, flags, spelling, right-to-left text. */
export function isHonest(text: string, character: Character): boolean {
  const previous = before(text, character.start);
  const next = after(text, character.end);
  switch (character.class) {
    case 'variation-selector':
      return isVariant(character.code, previous);
    case 'joiner':
      return isJoined(text, character, previous, next);
    case 'zero-width':
      return isHonestZeroWidth(character, previous, next);
    case 'bidi-mark':
    case 'bidi-isolate':
    case 'bidi-embedding':
      return hasRightToLeft(text, character.start);
    case 'filler':
      return isHonestFiller(text, character, previous, next);
    case 'control':
      return character.code === 0x1b && (isColour(text.slice(character.end, character.end + 20)) || isOfColourTable(text, character.end));
    default:
      return false;
  }
}

/** Colours and weights that leave text readable in a terminal: neither concealed, nor black, nor on a background of its own. */
const COLOUR = /^\[(?:(?:0?[0-79]|2[1-79]|3[1-79]|9[0-7])?(?:;(?:0?[0-79]|2[1-79]|3[1-79]|9[0-7])){0,3})m/;

function isColour(behind: string): boolean {
  return COLOUR.test(behind);
}

const TABLE_REACH = 600;
const TABLE_COLOURS = 5;

/** `30` (black) or a background of another colour among at least five colours of a table: a test of what a terminal shows. */
function isOfColourTable(text: string, index: number): boolean {
  const codes = /^\[(\d{1,3}(?:;\d{1,3}){0,3})m/.exec(text.slice(index, index + 20))?.[1]?.split(';').map(Number) ?? [];
  const front = codes.find((code) => (code >= 30 && code <= 37) || (code >= 90 && code <= 97));
  const back = codes.find((code) => (code >= 40 && code <= 47) || (code >= 100 && code <= 107));
  if (front === undefined || codes.includes(8) || (back !== undefined && front % 10 === back % 10)) return false;
  const colours = new Set<string>();
  for (const [, colour = ''] of text.slice(Math.max(0, index - TABLE_REACH), index + TABLE_REACH).matchAll(/\u001b\[(?:\d{1,2};){0,3}?(3[1-7])(?:;\d{1,3}){0,3}m/g)) colours.add(colour);
  return colours.size >= TABLE_COLOURS;
}

/** Tags after the black flag that spell a region and end with the cancel tag; `run` holds the tag characters. */
export function isFlag(previous: string, run: string): boolean {
  if (previous !== '\u{1f3f4}') return false;
  const codes = Array.from(run, (tag) => (tag.codePointAt(0) ?? 0) - 0xe0000);
  return codes.pop() === 0x7f && FLAG_TAGS.has(String.fromCharCode(...codes.slice(0, 10)));
}

function isVariant(code: number, previous: string): boolean {
  if (previous === '' || /^\s$/.test(previous)) return false;
  if (code >= 0xe0100) return /^\p{Unified_Ideograph}$/u.test(previous) || /^[\uf900-\ufaff]$/.test(previous);
  return SELECTABLE.test(previous) || (code === 0xfe0f && previous === '\ufe0f');
}

function isJoined(text: string, { start, code }: Character, previous: string, next: string): boolean {
  if (JOINING.test(previous) || JOINING.test(next)) return true;
  if (code !== 0x200d) return false;
  const base = previous === '\ufe0f' || previous === '\ufe0e' ? before(text, start - 1) : previous;
  return PICTOGRAPH.test(base) && PICTOGRAPH.test(next);
}

function isHonestZeroWidth({ code, start }: Character, previous: string, next: string): boolean {
  if (code === 0xfeff) return start === 0;
  if (code === 0x200b) return UNSPACED.test(previous) || UNSPACED.test(next);
  return code === 0x180e ? JOINING.test(previous) : false;
}

function isHonestFiller(text: string, { code, start }: Character, previous: string, next: string): boolean {
  if (code === 0x2800) return hasBraille(text, start);
  if (code === 0x17b4 || code === 0x17b5) return /[\u1780-\u17b3\u17b6-\u17ff]/.test(text.slice(Math.max(0, start - 3), start + 4));
  return /\p{Script=Hangul}/u.test(previous.replace(/[\u115f\u1160\u3164\uffa0]/, '')) || /\p{Script=Hangul}/u.test(next.replace(/[\u115f\u1160\u3164\uffa0]/, ''));
}
