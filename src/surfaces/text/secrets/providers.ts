import { SECRET_TYPES } from '../../../knowledge/secrets/index.ts';
import type { SecretType } from '../../../knowledge/secrets/index.ts';
import { TextGroup } from '../../text-index.ts';
import type { TextIndex } from '../../text-index.ts';
import { checkValue } from './checks.ts';
import { isDummyBody, isPublicValue } from './dummies.ts';
import type { ScanWork, SecretHit } from './model.ts';
import { DIGIT, findRuns, JOINT, kindAt, mayBePiece, TOKEN, WORD } from './runs.ts';

interface Entry {
  readonly keyword: string;
  readonly type: SecretType;
}

const SMALL = 4096;
const maybe = new Uint8Array(SMALL);
const byStart = new Map<string, Entry[]>();
const inner: Entry[] = [];
const marks: Entry[] = [];
const shapes: SecretType[] = [];
for (const type of SECRET_TYPES) {
  if (type.place === 'shape') shapes.push(type);
  else if (type.place !== 'url') for (const keyword of type.keywords ?? []) enter({ keyword, type });
}

function enter(entry: Entry): void {
  if (entry.type.place !== undefined) {
    (entry.type.place === 'mark' ? marks : inner).push(entry);
    return;
  }
  maybe[slot(entry.keyword, 0)] = 1;
  const start = entry.keyword.slice(0, 3);
  byStart.set(start, [...(byStart.get(start) ?? []), entry]);
}

/** A slot for the three characters at `index`; different starts may share one. */
function slot(text: string, index: number): number {
  return (text.charCodeAt(index) * 961 + text.charCodeAt(index + 1) * 31 + text.charCodeAt(index + 2)) & (SMALL - 1);
}

const MARK_TEXTS = new TextGroup(marks.map(({ keyword }) => keyword));

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
const INNER = new RegExp([...new Set(inner.map((entry) => entry.keyword))].map(escaped).join('|'), 'g');

/** How far before a long token a dotted credential may begin, and how much of the token is searched for an inner keyword. */
const BEFORE = 48;
const AFTER = 64;
const WINDOW = 1200;

/** One pass over a text: collects the hits of the catalogue's own shapes, and into `pieces` where tokens begin that are none. */
export function scanProviders(text: string, textIndex: TextIndex, work: ScanWork, pieces?: number[]): SecretHit[] {
  const hits: SecretHit[] = [];
  findRuns(text, (start, end) => {
    work.runs += 1;
    const hit = scanRun(text, start, end, hits.at(-1)?.end ?? 0, work);
    if (!hit) {
      if (pieces && mayBePiece(text, start, end)) pieces.push(start);
      return end;
    }
    hits.push(hit);
    return Math.max(end, hit.end);
  });
  for (const { which, indexes } of textIndex.findGroup(MARK_TEXTS)) {
    const mark = marks[which];
    for (const index of mark ? indexes : []) {
      const hit = mark && matchAt(mark.type, text, index, mark.keyword.length, work);
      if (hit) hits.push(hit);
    }
  }
  return hits;
}

function scanRun(text: string, start: number, end: number, floor: number, work: ScanWork): SecretHit | null {
  let from = start;
  if (start > floor && (kindAt(text, start - 1) & JOINT) !== 0) {
    const lowest = Math.max(floor, start - BEFORE);
    while (from > lowest && (kindAt(text, from - 1) & (TOKEN | JOINT)) !== 0) from -= 1;
  }
  let hasDigit = false;
  let before = 0;
  for (let index = from; index < end; index += 1) {
    const kind = kindAt(text, index);
    hasDigit ||= (kind & DIGIT) !== 0;
    if ((kind & WORD) !== 0 && ((before & WORD) === 0 || (index - start < 3 && isAfterEscape(text, index)))) {
      work.places += 1;
      const hit = maybe[slot(text, index)] === 0 ? null : startingAt(text, index, work);
      if (hit) return hit;
    }
    before = kind;
  }
  return hasDigit ? (shapedAt(text, start, work) ?? markedIn(text, start, end, floor, work)) : null;
}

/** The `n` of `\n` or the `3D` of `%3D` stands before a token, not in it. */
function isAfterEscape(text: string, index: number): boolean {
  const before = text[index - 2];
  return before === '\\' || (text[index - 3] === '%' && (kindAt(text, index - 2) & DIGIT) !== 0);
}

function startingAt(text: string, index: number, work: ScanWork): SecretHit | null {
  const entries = byStart.get(text.slice(index, index + 3));
  if (!entries) return null;
  let best: SecretHit | null = null;
  for (const { keyword, type } of entries) {
    if (!text.startsWith(keyword, index)) continue;
    const hit = matchAt(type, text, index, keyword.length, work);
    if (hit && (!best || hit.end > best.end)) best = hit;
  }
  return best;
}

function shapedAt(text: string, index: number, work: ScanWork): SecretHit | null {
  for (const type of shapes) {
    const hit = matchAt(type, text, index, 0, work);
    if (hit) return hit;
  }
  return null;
}

function markedIn(text: string, start: number, end: number, floor: number, work: ScanWork): SecretHit | null {
  const from = Math.max(floor, start - BEFORE);
  const window = text.slice(from, Math.min(end + AFTER, start + WINDOW));
  INNER.lastIndex = 0;
  for (let match = INNER.exec(window); match; match = INNER.exec(window)) {
    for (const { keyword, type } of inner) {
      if (keyword !== match[0]) continue;
      const hit = matchAt(type, text, from + match.index, keyword.length, work);
      if (hit && hit.start >= floor) return hit;
    }
    INNER.lastIndex = match.index + 1;
  }
  return null;
}

/** Tries one type at one place: shape, ends of the token, made-up bodies, then a look inside. */
function matchAt(type: SecretType, text: string, index: number, keyword: number, work: ScanWork): SecretHit | null {
  work.patterns += 1;
  type.pattern.lastIndex = index;
  const match = type.pattern.exec(text);
  if (!match) return null;
  const before = match[1]?.length ?? 0;
  const start = index - before;
  const end = index + match[0].length;
  if ((kindAt(text, end) & WORD) !== 0) return null;
  if (before === 0 && (kindAt(text, start - 1) & WORD) !== 0 && !isAfterEscape(text, start)) return null;
  const value = text.slice(start, end);
  if (isInBlob(text, start, end, keyword, value) || isPublicValue(value)) return null;
  if (isDummyBody(value.slice(before > 0 ? 0 : keyword).replace(/^[_-]?(?:live|test|sandbox|production|dev|prod)[_-]/i, ''))) return null;
  const result = checkValue(type, value, text, start);
  if (!result) return null;
  const isExample = EXAMPLE_BEFORE.test(text.slice(Math.max(0, start - 16), start));
  return {
    start,
    end,
    kind: type.id === 'age-secret' ? 'private-key' : 'provider',
    id: type.id,
    title: result.title ?? (type.provider === 'JWT' ? type.title : `${type.provider} ${type.title}`),
    confidence: type.confidence,
    strict: type.confidence === 'low' || result.doubtful === true || isExample,
    variable: result.variable ?? type.env ?? null,
  };
}

/** `placeholder: 'e.g. hvs.…'`: a form shows what a key looks like. The key `example:` of a YAML file holds what somebody put there. */
const EXAMPLE_BEFORE = /(?:\b(?:e\.g\.|eg\.|i\.e\.)|(?:['"`(>]|\bfor )example):? ?$/i;
const PLAIN_START = /^[A-Za-z0-9]+$/;

/** A short keyword of letters only is met by chance inside long base64: such a neighbourhood says so. */
function isInBlob(text: string, start: number, end: number, keyword: number, value: string): boolean {
  if (keyword > 4 || !PLAIN_START.test(value.slice(0, keyword))) return false;
  const isJoined = (index: number): boolean => text[index] === '+' || text[index] === '/';
  const isLong = (isJoined(start - 1) && (kindAt(text, start - 2) & WORD) !== 0 && (kindAt(text, start - 12) & WORD) !== 0) || (isJoined(end) && (kindAt(text, end + 1) & WORD) !== 0);
  // In an address, slashes stand between its parts.
  return isLong && !text.slice(Math.max(0, start - 60), start).includes('://');
}
