import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

import { isFields, listOf, textOf, valueOf } from './values.ts';

interface Affected {
  readonly id: string;
  readonly malicious: boolean;
  readonly versions: ReadonlySet<string>;
  readonly ranges: readonly Range[];
}

/** From `introduced` to before `fixed`, or to `last` and with it; no end when both are `null`. */
interface Range {
  readonly introduced: string;
  readonly fixed: string | null;
  readonly last: string | null;
}

/** Advisories by `ecosystem:name`. */
export type Advisories = ReadonlyMap<string, readonly Affected[]>;

const MAX_FILES = 5000;
const MAX_BYTES = 50_000_000;

/**
 * Reads advisories in OSV form (one per file, or arrays of them) from files and folders. Nothing is fetched.
 *
 * @throws Error naming no more than the kind of problem when a file cannot be read.
 */
export function readAdvisories(places: readonly string[]): Advisories {
  const found = new Map<string, Affected[]>();
  let bytes = 0;
  try {
    for (const file of places.flatMap(filesOf).slice(0, MAX_FILES)) {
      bytes += statSync(file).size;
      if (bytes > MAX_BYTES) throw new Error('They are larger than is read');
      const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
      for (const entry of Array.isArray(value) ? value : [value]) add(entry, found);
    }
  } catch (error) {
    throw new Error('The advisories cannot be read', { cause: error });
  }
  return found;
}

function filesOf(place: string): string[] {
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place).filter((name) => name.endsWith('.json')).sort().map((name) => path.join(place, name));
}

function add(entry: unknown, found: Map<string, Affected[]>): void {
  if (!isFields(entry) || typeof valueOf(entry, 'withdrawn') === 'string') return;
  const id = /^[\w.-]{1,60}$/.exec(textOf(entry, 'id') ?? '')?.[0] ?? 'without an id';
  for (const item of listOf(valueOf(entry, 'affected'))) {
    const owner = isFields(item) ? valueOf(item, 'package') : null;
    if (!isFields(item) || !isFields(owner)) continue;
    const key = keyOf(textOf(owner, 'ecosystem') ?? '', textOf(owner, 'name') ?? '');
    const affected: Affected = { id, malicious: id.startsWith('MAL-'), versions: new Set(listOf(valueOf(item, 'versions')).filter((version) => typeof version === 'string')), ranges: listOf(valueOf(item, 'ranges')).flatMap(rangesOf) };
    found.set(key, [...(found.get(key) ?? []), affected]);
  }
}

function keyOf(ecosystem: string, name: string): string {
  return `${ecosystem.toLowerCase()}:${name.toLowerCase()}`;
}

function rangesOf(range: unknown): Range[] {
  if (!isFields(range) || textOf(range, 'type') === 'GIT') return [];
  const ranges: { introduced: string; fixed: string | null; last: string | null }[] = [];
  for (const event of listOf(valueOf(range, 'events'))) {
    if (!isFields(event)) continue;
    const introduced = textOf(event, 'introduced');
    const open = ranges.at(-1);
    if (introduced !== null) ranges.push({ introduced, fixed: null, last: null });
    else if (open) {
      open.fixed = textOf(event, 'fixed') ?? open.fixed;
      open.last = textOf(event, 'last_affected') ?? open.last;
    }
  }
  return ranges;
}

/** The advisory that names a package in a version. Without a version, only one without a fix counts. */
export function findAdvisory(advisories: Advisories, ecosystem: string, name: string, version: string): { readonly id: string; readonly malicious: boolean } | null {
  for (const affected of advisories.get(keyOf(ecosystem, name)) ?? []) {
    const plain = version.replace(/^v/, '');
    const open = affected.ranges.some(({ fixed, last }) => fixed === null && last === null);
    const hit = plain === '' ? open || (affected.malicious && affected.ranges.length === 0) : affected.versions.has(plain) || affected.ranges.some((range) => isWithin(plain, range));
    if (hit) return affected;
  }
  return null;
}

function isWithin(version: string, { introduced, fixed, last }: Range): boolean {
  return (introduced === '0' || compareVersions(version, introduced) >= 0) && (fixed === null || compareVersions(version, fixed) < 0) && (last === null || compareVersions(version, last) <= 0);
}

/** Order of two versions by their numbers; a pre-release comes before its release. */
export function compareVersions(a: string, b: string): number {
  const [[coreA, preA], [coreB, preB]] = [parts(a), parts(b)];
  for (let index = 0; index < Math.max(coreA.length, coreB.length); index += 1) {
    const difference = (coreA[index] ?? 0) - (coreB[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (preA === preB) return 0;
  return preA === '' ? 1 : preB === '' ? -1 : preA < preB ? -1 : 1;
}

function parts(version: string): readonly [readonly number[], string] {
  const [core = '', ...pre] = (version.split('+')[0] ?? '').split('-');
  return [core.split('.').slice(0, 10).map((part) => Number.parseInt(part, 10) || 0), pre.join('-')];
}
