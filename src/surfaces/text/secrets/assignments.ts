import { TextIndex } from '../../text-index.ts';
import { findNameHints } from './hints.ts';
import type { NameHint } from './hints.ts';
import type { SecretHit } from './model.ts';
import type { SourceRange } from '../../mapped-text.ts';
import { assessNamed } from './named.ts';

/** A hit and the name its value is given. */
export interface NamedHit extends SecretHit {
  readonly name: string;
}

const OPERATOR = /["'`]?\]?[ \t]{0,8}(?:=>|:=|\?=|=|:)[ \t]{0,8}(["'`]?)/y;
const FLAG_SPACE = /[ \t]{1,8}(["'`]?)(?![-=])/y;
const QUOTED: Readonly<Record<string, RegExp>> = { '"': /[^"\n\r]{3,2000}(?=")/y, "'": /[^'\n\r]{3,2000}(?=')/y, '`': /[^`\n\r]{3,2000}(?=`)/y };
const BARE = /[^\s"'`,;&|<>()]{3,2000}/y;
/** How far before a name the provider's word may stand, on the same line. */
const NEAR = 200;
/** `password=password=…`: a value that is longer than people's is judged for so many names that stand in it. */
const LONG = 200;
const MAX_NAMES_IN_LONG = 10;
const DOCKER = /(?:^|\n)[ \t]{0,20}(?:ENV|ARG)[ \t]{1,8}$/;

interface Reading {
  /** The names to look at; all of the text's without. */
  readonly hints?: readonly NameHint[];
  /** People write the text: "the password is …" gives a value, too. */
  readonly isProse?: boolean;
}

/** Values that comments give to credentials' names. `ranges` are the comments, ascending; nothing that leaves them counts. */
export function scanComments(text: string, ranges: readonly SourceRange[], textIndex: TextIndex, hints: readonly NameHint[] = findNameHints(text, textIndex)): readonly NamedHit[] {
  let at = 0;
  const around = new Map<number, SourceRange>();
  for (const { start } of hints) {
    while (at < ranges.length && (ranges[at]?.[1] ?? 0) <= start) at += 1;
    const range = ranges[at];
    if (range && start >= range[0]) around.set(start, range);
  }
  if (around.size === 0) return [];
  const inside = hints.filter(({ start }) => around.has(start));
  let next = 0;
  return scanAssignments(text, textIndex, { hints: inside, isProse: true }).flatMap((hit): NamedHit[] => {
    // Hits ascend as the names do: the last name before a hit is its own.
    while (next + 1 < inside.length && (inside[next + 1]?.start ?? Infinity) < hit.start) next += 1;
    const range = around.get(inside[next]?.start ?? -1);
    if (!range || range[1] < hit.end || hit.id === 'weak') return [];
    // Documentation shows calls with values that somebody typed.
    return [text.startsWith('/**', range[0]) && hit.id === 'generic' ? { ...hit, strict: true, confidence: 'low' } : hit];
  });
}

/**
 * Values that a text gives to credentials' names: shell assignments, flags, headers, settings written as lines, query
 * parameters. Reads every name once; places are those in the text.
 */
export function scanAssignments(text: string, textIndex: TextIndex = new TextIndex(text), { hints = findNameHints(text, textIndex), isProse = false }: Reading = {}): readonly NamedHit[] {
  const hits: NamedHit[] = [];
  let floor = 0;
  let longEnd = 0;
  let inLong = 0;
  for (const { name, start, end } of hints) {
    if (start < floor) continue;
    floor = end;
    const assigned = valueAfter(text, start, end);
    const value = assigned ?? (isProse ? valueTold(text, end) : null);
    if (value && value.text.length > LONG) {
      inLong = value.start < longEnd ? inLong + 1 : 0;
      if (inLong > MAX_NAMES_IN_LONG) continue;
      if (inLong === 0) longEnd = value.start + value.text.length;
    }
    if (!value || isShown(text, start, value.start) || isResource(text, start)) continue;
    const hit = assessNamed(name.replace(/^-+/, ''), value.text, { near: text.slice(Math.max(0, start - NEAR), start).split('\n').at(-1) ?? '' });
    // A sentence must end in what no word looks like.
    if (!hit || (assigned === null && (hit.strict || hit.id === 'weak'))) continue;
    floor = value.start + value.text.length;
    hits.push({ ...hit, start: value.start + hit.start, end: value.start + hit.end, name: name.replace(/^-+/, '') });
  }
  return hits;
}

/** `?api_key=…` and `&token=…`: values in the query of an address. A bare `token` or `key` mostly opens what it names, and is for strict. */
export function scanQueries(text: string, hints: readonly NameHint[]): readonly NamedHit[] {
  return hints.flatMap(({ name, start, end }) => {
    const before = text.charAt(start - 1);
    const value = (before === '?' || before === '&') && text.charAt(end) === '=' ? valueAfter(text, start, end) : null;
    const hit = value && !isShown(text, start, value.start) ? assessNamed(name, value.text) : null;
    return value && hit ? [{ ...hit, strict: hit.strict || /^(?:token|key)$/i.test(name), start: value.start + hit.start, end: value.start + hit.end, name }] : [];
  });
}

/** Addresses of pictures that anybody may see: the badge of a service, a file that Firebase Storage shares by its link. */
const PICTURE = /\.svg\?[^\s"'<>()]{0,200}$|[?&]alt=media&$/;

function isShown(text: string, start: number, value: number): boolean {
  return text.charAt(value - 1) === '=' && PICTURE.test(text.slice(Math.max(0, start - 240), start));
}

/** `arn:aws:secretsmanager:…:secret:Name-1a2b3c`: the place of a secret, not the secret. */
const RESOURCE = /(?:^|[^\w-])(?:arn|urn|crn):[\w.:/*-]{1,200}:$/i;

function isResource(text: string, start: number): boolean {
  return text.charAt(start - 1) === ':' && RESOURCE.test(text.slice(Math.max(0, start - 220), start));
}

/** Schemes of `Authorization` values besides those that are found by themselves. */
const SCHEME = /(?:token|bot|ssws|key|api-?key|splunk)[ \t]{1,4}(?=[\w.~+/-]{12})/iy;
const TOLD = /["'`*_]{0,3}(?:[ \t]{1,3}[\w-]{1,20}){0,3}?[ \t]{1,3}(?:is|to|as|=|->)[ \t]{1,3}(["'`]?)/y;

/** The value that a sentence gives: "the admin password is …", "set API_KEY to …". */
function valueTold(text: string, end: number): { readonly text: string; readonly start: number } | null {
  TOLD.lastIndex = end;
  const match = TOLD.exec(text);
  // `pass through flags such as --port=1234`: what follows is an example of another thing.
  if (!match || /\bsuch[ \t]{1,3}as\b/.test(match[0])) return null;
  const from = end + match[0].length;
  const pattern = QUOTED[match[1] ?? ''] ?? BARE;
  pattern.lastIndex = from;
  const value = pattern.exec(text)?.[0].replace(/[.!?:]{1,3}$/, '');
  return value === undefined ? null : { text: value, start: from };
}

function valueAfter(text: string, start: number, end: number): { readonly text: string; readonly start: number } | null {
  OPERATOR.lastIndex = end;
  let match = OPERATOR.exec(text);
  if (!match) {
    const isFlag = text.startsWith('--', start) || text.slice(start - 2, start) === '--';
    if (!isFlag && !DOCKER.test(text.slice(Math.max(0, start - 30), start))) return null;
    FLAG_SPACE.lastIndex = end;
    match = FLAG_SPACE.exec(text);
  }
  if (!match) return null;
  SCHEME.lastIndex = end + match[0].length;
  const scheme = /authorization$/i.test(text.slice(Math.max(start, end - 20), end)) ? (SCHEME.exec(text)?.[0].length ?? 0) : 0;
  const from = end + match[0].length + scheme;
  const pattern = QUOTED[match[1] ?? ''] ?? BARE;
  pattern.lastIndex = from;
  const value = pattern.exec(text)?.[0];
  // `token = keys.decode(text)`: code that makes the value.
  const isCall = value !== undefined && text.charAt(from + value.length) === '(' && /^[A-Za-z_$][\w$.]*$/.test(value);
  return value === undefined || isCall ? null : { text: value, start: from };
}
