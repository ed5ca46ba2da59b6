import { createRequire } from 'node:module';

import { HONEST_NEIGHBOURS } from './typosquat-exceptions.ts';

/** How a name imitates another; `near` ones leave little doubt, `far` ones need a look. */
export interface Imitation {
  readonly target: string;
  readonly how: 'separators' | 'swapped letters' | 'doubled letter' | 'look-alike letter' | 'scope' | 'missing letter' | 'extra letter' | 'changed letter' | 'added word';
  readonly distance: 'near' | 'far';
}

interface NameIndex {
  readonly targets: ReadonlySet<string>;
  readonly known: ReadonlySet<string>;
  /** Target by its spelling without separators. */
  readonly bySkeleton: ReadonlyMap<string, string>;
  /** Scopes that hold several popular packages, without `@`. */
  readonly scopes: ReadonlySet<string>;
  /** The same and long names of other scopes with a well-known package, by their length. */
  readonly scopesByLength: ReadonlyMap<number, readonly string[]>;
  /** Well-known names that are long enough for a slip of the fingers to be told from another word. */
  readonly long: ReadonlySet<string>;
  /** What the letters of a target or of a long name add up to, in whatever order they stand. */
  readonly sums: ReadonlySet<number>;
  /** Made when the first name is compared letter by letter. */
  byEnds?: ReadonlyMap<string, readonly string[]>;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789-';
/** Longer names are no typing mistakes of a popular one; the bound keeps the work per name constant. */
const MAX_LENGTH = 40;
/** Below this length almost every name is one letter away from another. */
const MIN_LENGTH = 5;
const MIN_LENGTH_FAR = 6;
/** From this length on, a name that is only well known is worth imitating, too. */
const MIN_LENGTH_LONG = 10;
const MIN_SCOPE = 4;
const MIN_SCOPE_LONG = 7;
const END = 3;
const LOOK_ALIKES: readonly (readonly [fake: string, real: string])[] = [['0', 'o'], ['1', 'l'], ['1', 'i'], ['rn', 'm'], ['vv', 'w'], ['5', 's'], ['3', 'e']];
/** Words that pretend to be the real thing. */
const BAIT_WORDS = ['official', 'original', 'latest', 'secure', 'safe', 'fixed', 'patched', 'npm', 'real'];

/** Package names of scripts/popular-packages.mjs. */
export interface PackageNames {
  /** Names worth imitating, the most downloaded first. */
  readonly popular: readonly string[];
  /** Further well-known names, which imitate nothing. */
  readonly known: readonly string[];
}

/** The names stand in a file of their own, which is read when the first dependency is looked at. */
export function packageNames(): PackageNames {
  return createRequire(import.meta.url)('./popular-packages.json') as PackageNames;
}

let cached: NameIndex | undefined;

function nameIndex(): NameIndex {
  if (cached) return cached;
  const names = packageNames();
  const targets = new Set(names.popular);
  const known = new Set([...names.known, ...HONEST_NEIGHBOURS]);
  const bySkeleton = new Map<string, string>();
  const scopeCount = new Map<string, number>();
  for (const name of targets) {
    if (name.startsWith('@')) {
      const scope = name.slice(1, name.indexOf('/'));
      scopeCount.set(scope, (scopeCount.get(scope) ?? 0) + 1);
    } else {
      const key = skeleton(name);
      if (!bySkeleton.has(key)) bySkeleton.set(key, name);
    }
  }
  const scopes = new Set([...scopeCount].filter(([, count]) => count >= 3).map(([scope]) => scope));
  const long = new Set([...known].filter((name) => name.length >= MIN_LENGTH_LONG && !name.startsWith('@')));
  cached = { targets, known, bySkeleton, scopes, scopesByLength: byLength(scopes, [...targets, ...known]), long, sums: new Set(Array.from([...targets, ...long], letterSum)) };
  return cached;
}

/** Scopes by their length: those given, and long ones among the names. */
function byLength(scopes: ReadonlySet<string>, names: readonly string[]): ReadonlyMap<number, readonly string[]> {
  const all = new Set(scopes);
  for (const name of names) {
    const slash = name.startsWith('@') ? name.indexOf('/') : -1;
    if (slash > MIN_SCOPE_LONG) all.add(name.slice(1, slash));
  }
  const found = new Map<number, string[]>();
  for (const scope of all) {
    const list = found.get(scope.length);
    if (list) list.push(scope);
    else found.set(scope.length, [scope]);
  }
  return found;
}

function letterSum(name: string): number {
  let sum = 0;
  for (let at = 0; at < name.length; at += 1) sum = (sum + weightAt(name, at)) & SUM_BITS;
  return sum;
}

/** Sums are taken modulo 2^30: small integers, which sets find fastest. */
const SUM_BITS = 0x3fff_ffff;

/** Cubes: names of other letters hardly ever add up to the same. */
function weightAt(name: string, at: number): number {
  const code = name.charCodeAt(at);
  return Math.imul(code, Math.imul(code, code));
}

function skeleton(name: string): string {
  return name.replace(/[-_.]/g, '');
}

/** True for a name that attackers imitate. */
export function isPopularPackage(name: string): boolean {
  return nameIndex().targets.has(name);
}

/**
 * The popular package that `name` imitates, or null. Well-known names imitate nothing.
 * Work is bounded by the name's length (at most {@link MAX_LENGTH} characters are compared).
 */
export function findImitation(name: string): Imitation | null {
  const index = nameIndex();
  if (name.length > MAX_LENGTH || index.targets.has(name) || index.known.has(name)) return null;
  if (name.startsWith('@')) return scopeImitation(name, index);
  if (name.length < MIN_LENGTH) return null;
  return nearImitation(name, index) ?? farImitation(name, index);
}

function nearImitation(name: string, index: NameIndex): Imitation | null {
  const outline = skeleton(name);
  const same = index.bySkeleton.get(outline);
  if (same !== undefined && outline.length >= MIN_LENGTH_FAR) return { target: same, how: 'separators', distance: 'near' };
  // Sums come first: making each changed name to look it up is what takes the time of a list of thousands.
  const { sums } = index;
  const isTarget = (made: string): boolean => index.targets.has(made) || index.long.has(made);
  const sum = letterSum(name);
  const maySwap = sums.has(sum);
  for (let at = 0; at < name.length - 1; at += 1) {
    const a = name.charAt(at);
    const b = name.charAt(at + 1);
    if (a === b) {
      if (!sums.has((sum - weightAt(name, at)) & SUM_BITS)) continue;
      const single = name.slice(0, at) + name.slice(at + 1);
      if (isTarget(single)) return { target: single, how: 'doubled letter', distance: 'near' };
    } else if (maySwap) {
      const swapped = name.slice(0, at) + b + a + name.slice(at + 2);
      if (isTarget(swapped)) return { target: swapped, how: 'swapped letters', distance: 'near' };
    }
  }
  for (let at = 0; at < name.length; at += 1) {
    if (name.length < MIN_LENGTH_FAR || !sums.has((sum + weightAt(name, at)) & SUM_BITS)) continue;
    const doubled = name.slice(0, at + 1) + name.slice(at);
    if (isTarget(doubled)) return { target: doubled, how: 'doubled letter', distance: 'near' };
  }
  const alike = lookAlike(name, index);
  return alike === undefined ? null : { target: alike, how: 'look-alike letter', distance: 'near' };
}

function lookAlike(name: string, index: NameIndex): string | undefined {
  for (const [fake, real] of LOOK_ALIKES) {
    for (let at = name.indexOf(fake); at >= 0; at = name.indexOf(fake, at + 1)) {
      const candidate = name.slice(0, at) + real + name.slice(at + fake.length);
      if (candidate.length >= MIN_LENGTH && index.targets.has(candidate)) return candidate;
    }
  }
  return undefined;
}

function farImitation(name: string, index: NameIndex): Imitation | null {
  const bare = name.replace(/^node-|[.-]js$|-node$/, '');
  if (bare !== name && bare.length >= MIN_LENGTH && index.targets.has(bare)) return { target: bare, how: 'added word', distance: 'far' };
  for (const word of BAIT_WORDS) {
    const rest = name.endsWith(`-${word}`) ? name.slice(0, -word.length - 1) : name.startsWith(`${word}-`) ? name.slice(word.length + 1) : '';
    if (rest !== '' && index.targets.has(rest)) return { target: rest, how: 'added word', distance: 'far' };
  }
  if (name.length < MIN_LENGTH_FAR) return null;
  return oneLetterAway(name, index);
}

/** How a name came from one that is longer by a letter, shorter, or of the same length. */
const EDITS: ReadonlyMap<number, Imitation['how']> = new Map([[-1, 'extra letter'], [1, 'missing letter'], [0, 'changed letter']]);

/** The target with the earliest difference of one letter. That letter leaves the first or the last three as they are. */
function oneLetterAway(name: string, index: NameIndex): Imitation | null {
  const ends = (index.byEnds ??= endsOf(index.targets));
  let best: Imitation | null = null;
  let earliest = Number.POSITIVE_INFINITY;
  for (const targets of [ends.get(`${name.slice(0, END)}*`), ends.get(`*${name.slice(-END)}`)]) {
    for (const target of targets ?? []) {
      const how = EDITS.get(target.length - name.length);
      if (!how || target.length < MIN_LENGTH_FAR || (how === 'changed letter' && name.length <= MIN_LENGTH_FAR)) continue;
      const at = differenceAt(name, target);
      if (at === null || at >= earliest || (how !== 'extra letter' && !LETTERS.includes(target.charAt(at)))) continue;
      earliest = at;
      best = { target, how, distance: 'far' };
    }
  }
  return best;
}

/** Targets by their first three characters (`abc*`) and by their last three (`*xyz`). */
function endsOf(targets: ReadonlySet<string>): Map<string, string[]> {
  const ends = new Map<string, string[]>();
  for (const target of targets) {
    if (target.startsWith('@')) continue;
    for (const key of [`${target.slice(0, END)}*`, `*${target.slice(-END)}`]) {
      const list = ends.get(key);
      if (list) list.push(target);
      else ends.set(key, [target]);
    }
  }
  return ends;
}

/** Where two texts differ when inserting, leaving out or changing one character makes them equal; else `null`. */
function differenceAt(a: string, b: string): number | null {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const restA = a.length >= b.length ? at + 1 : at;
  const restB = b.length >= a.length ? at + 1 : at;
  return at < Math.max(a.length, b.length) && a.slice(restA) === b.slice(restB) ? at : null;
}

function scopeImitation(name: string, index: NameIndex): Imitation | null {
  const slash = name.indexOf('/');
  const scope = name.slice(1, slash);
  const base = name.slice(slash + 1);
  if (slash < 0 || index.scopes.has(scope) || scope.length < MIN_SCOPE) return null;
  for (const length of [scope.length, scope.length - 1, scope.length + 1]) {
    for (const target of index.scopesByLength.get(length) ?? []) {
      if (target.length < MIN_SCOPE || !isOneEditAway(scope, target)) continue;
      const full = `@${target}/${base}`;
      if (index.targets.has(full) || index.known.has(full)) return { target: full, how: 'scope', distance: 'near' };
    }
  }
  return null;
}

/** One insertion, deletion or swap of neighbours apart. A changed letter is too common among honest scopes, except long ones. */
function isOneEditAway(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const restA = a.slice(start, endA);
  const restB = b.slice(start, endB);
  if (restA.length + restB.length === 1) return true;
  if (restA.length === 1 && restB.length === 1) return a.length >= MIN_LENGTH_LONG;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}
