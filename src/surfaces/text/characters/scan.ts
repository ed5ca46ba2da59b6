import type { CharacterClass } from '../../../knowledge/code-points.ts';
import type { SourceRange } from '../../mapped-text.ts';
import { after, before, classOf, isFlag, isHonest, isInAsciiWord } from './classify.ts';
import type { Character } from './classify.ts';
import { decodeHidden } from './decode.ts';

/** Characters at one place that hide something. */
export interface HiddenCharacters {
  readonly class: CharacterClass;
  readonly range: SourceRange;
  readonly codes: readonly number[];
  /** What they spell, long words masked; `null` when nothing readable. */
  readonly decoded: string | null;
  /** True when no honest text has them there; the others are for strict and for files that agents or tools obey. */
  readonly sure: boolean;
}

/** Where a text comes from, as far as characters matter. */
export interface ScannedText {
  /** Source code: a filler or a direction control there changes what a reviewer believes to read. */
  readonly isCode: boolean;
}

/** All but tabs, line ends and printable ASCII. */
const BEYOND_ASCII = /[^\t\n\f\r\x20-\x7e]/;
/** Only such places are looked at. */
const STRETCHES = /[^\t\n\f\r\x20-\x7e]+/g;
const SUSPICIOUS =
  /(?:[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc\u{13430}-\u{1343f}\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e01ef}\u{f0000}-\u{10fffd}])+/gu;
const MAX_RUNS = 20_000;
const MAX_CODES_PER_RUN = 20_000;
/** Invisible characters that, one by one, may be honest leftovers of copying, but not twenty of them. */
const COUNTED: ReadonlySet<CharacterClass> = new Set(['zero-width', 'joiner', 'bidi-mark', 'invisible-operator', 'filler', 'variation-selector', 'annotation']);
const MANY = 20;
const CROWD = 8;
const CROWD_WINDOW = 64;

/** Hidden characters of a text, ascending. Linear; a text of plain ASCII costs one regular expression. */
export function findHiddenCharacters(text: string, { isCode }: ScannedText): readonly HiddenCharacters[] {
  const found: HiddenCharacters[] = [];
  const counted: HiddenCharacters[] = [];
  for (const [start, run] of suspiciousRuns(text)) {
    for (const hidden of judgeRun(text, start, run, isCode)) {
      found.push(hidden);
      if (COUNTED.has(hidden.class) && !(isCode && (isLoneInQuotes(text, hidden.range) || isInTable(text, hidden.range)))) counted.push(hidden);
    }
  }
  return found.length === 0 ? found : withCrowds(found, counted);
}

/** Runs of characters that may hide something, ascending, at most {@link MAX_RUNS}. */
function suspiciousRuns(text: string): readonly (readonly [start: number, run: string])[] {
  const runs: (readonly [number, string])[] = [];
  STRETCHES.lastIndex = 0;
  for (let stretch = STRETCHES.exec(text); stretch; stretch = STRETCHES.exec(text)) {
    SUSPICIOUS.lastIndex = 0;
    for (let match = SUSPICIOUS.exec(stretch[0]); match; match = SUSPICIOUS.exec(stretch[0])) {
      if (runs.push([stretch.index + match.index, match[0]]) >= MAX_RUNS) return runs;
    }
  }
  return runs;
}

/** Many single characters together are no accident: they become sure. */
function withCrowds(found: readonly HiddenCharacters[], counted: readonly HiddenCharacters[]): readonly HiddenCharacters[] {
  const crowded = new Set<HiddenCharacters>();
  const total = counted.reduce((sum, { codes }) => sum + codes.length, 0);
  if (total >= MANY && counted[0]) crowded.add(counted[0]);
  for (let first = 0, last = 0; last < counted.length; last += 1) {
    while ((counted[last]?.range[0] ?? 0) - (counted[first]?.range[0] ?? 0) > CROWD_WINDOW) first += 1;
    if (last - first + 1 >= CROWD) for (let index = first; index <= last; index += 1) crowded.add(counted[index] as HiddenCharacters);
  }
  return crowded.size === 0 ? found : found.map((hidden) => (crowded.has(hidden) ? { ...hidden, sure: true } : hidden));
}

/** Splits a run into classes and drops what is honest there. */
function judgeRun(text: string, start: number, run: string, isCode: boolean): HiddenCharacters[] {
  const characters: Character[] = [];
  let at = start;
  for (const piece of run) {
    const code = piece.codePointAt(0) ?? 0;
    const name = classOf(code);
    if (name) characters.push({ code, class: name, start: at, end: at + piece.length });
    if (characters.length >= MAX_CODES_PER_RUN) break;
    at += piece.length;
  }
  const tags = characters.filter(({ class: name }) => name === 'tag');
  const isRegion = tags.length > 0 && isFlag(before(text, tags[0]?.start ?? 0), String.fromCodePoint(...tags.slice(0, 20).map(({ code }) => code)));
  const odd = characters.filter((character) => (character.class === 'tag' ? !isRegion : !isHonest(text, character)));
  const groups: Character[][] = [];
  for (const character of odd) {
    const last = groups[groups.length - 1];
    if (last?.[0] && last[0].class === character.class && last[last.length - 1]?.end === character.start) last.push(character);
    else groups.push([character]);
  }
  let whole: string | null | undefined;
  const decodeRun = (): string | null => (whole === undefined ? (whole = decodeHidden(characters.map(({ code }) => code))) : whole);
  return groups.map((group) => toHidden(text, group, isCode, group.length < characters.length ? decodeRun : () => null));
}

/** `decodeRun` tells what the whole run spells that the group is part of. */
function toHidden(text: string, group: readonly Character[], isCode: boolean, decodeRun: () => string | null): HiddenCharacters {
  const first = group[0] as Character;
  const last = group[group.length - 1] as Character;
  const range: SourceRange = [first.start, last.end];
  const codes = group.map(({ code }) => code);
  const decoded = decodeHidden(codes) ?? decodeRun();
  return { class: first.class, range, codes, decoded, sure: decoded !== null || isSure(text, first, range, codes.length, isCode) };
}

function isSure(text: string, { class: name, code }: Character, [start, end]: SourceRange, length: number, isCode: boolean): boolean {
  switch (name) {
    case 'tag':
    case 'bidi-override':
    case 'deprecated-format':
      return !isCode || !isLoneInQuotes(text, [start, end]);
    case 'bidi-embedding':
      return isCode ? !isLoneInQuotes(text, [start, end]) : true;
    case 'bidi-isolate':
      return isCode ? !isLoneInQuotes(text, [start, end]) : isUnbalanced(text, start);
    case 'variation-selector':
      return length >= 3;
    case 'zero-width':
      return code !== 0xad && isInAsciiWord(text, start, end);
    case 'joiner':
      return length >= 4 || isInAsciiWord(text, start, end);
    case 'invisible-operator':
      return length >= 4;
    case 'filler':
      return code !== 0x2800 && (length >= 4 || (isCode && !isLoneInQuotes(text, [start, end])));
    case 'private-use':
      return length >= 16;
    default:
      return false;
  }
}

const LIST_NEIGHBOUR = /["'`[\]|\\/^-]/;

/** True when the characters stand between quotation marks or in a character class by themselves: code that handles them. */
function isLoneInQuotes(text: string, [start, end]: SourceRange): boolean {
  const previous = before(text, start);
  const next = after(text, end);
  const isListed = (side: string): boolean => LIST_NEIGHBOUR.test(side) || classOf(side.codePointAt(0) ?? 0x41) !== null;
  return isListed(previous) && isListed(next);
}

const ISOLATE_WINDOW = 2000;
let balancedText = '';
let balancedFrom = -1;
let balancedResult = false;

/** True between two visible characters beyond ASCII: a table of characters. */
function isInTable(text: string, [start, end]: SourceRange): boolean {
  return BEYOND_ASCII.test(before(text, start)) && BEYOND_ASCII.test(after(text, end));
}

/** True when the isolates of the line (of its 4000 characters around the place) do not close. */
function isUnbalanced(text: string, index: number): boolean {
  const block = Math.floor(index / ISOLATE_WINDOW) * ISOLATE_WINDOW;
  const window = text.slice(Math.max(0, block - ISOLATE_WINDOW), index);
  const from = index - window.length + window.lastIndexOf('\n') + 1;
  if (balancedFrom === from && balancedText === text) return balancedResult;
  const line = text.slice(from, block + ISOLATE_WINDOW * 2).split('\n', 1)[0] ?? '';
  let open = 0;
  let lowest = 0;
  for (const character of line) {
    if (character >= '\u2066' && character <= '\u2068') open += 1;
    else if (character === '\u2069') open -= 1;
    lowest = Math.min(lowest, open);
  }
  balancedText = text;
  balancedFrom = from;
  balancedResult = open !== 0 || lowest < 0;
  return balancedResult;
}
