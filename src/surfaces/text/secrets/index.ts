import { TextGroup, TextIndex } from '../../text-index.ts';
import { scanAdditional } from './additional.ts';
import { KEY_MARKS, scanJsonWebKeys, scanPrivateKeys } from './keys.ts';
import { PASSWORD_FIELDS, scanConnectionStrings, scanNetrc, scanPasswordFiles, scanUserOptions } from './lines.ts';
import type { ScanOptions, ScanWork, SecretHit } from './model.ts';
import { scanPrograms } from './programs.ts';
import { scanProviders } from './providers.ts';
import { ADDRESS_MARKS, scanHeaders, scanUrls } from './urls.ts';

export type { AdditionalPattern, ScanOptions, ScanWork, SecretHit, SecretKind } from './model.ts';
export { assessNamed } from './named.ts';
export type { NamedContext } from './named.ts';
export { credentialName, variableName } from './names.ts';

/**
 * Every secret that tells itself in a text, by provider's shape, structure, header or URL; in order, none overlapping
 * another, the more certain one kept. Time grows with the length of the text only.
 */
export function scanText(text: string, options: ScanOptions = {}): SecretHit[] {
  const work: ScanWork = options.work ?? { runs: 0, places: 0, patterns: 0 };
  const textIndex = options.textIndex ?? new TextIndex(text);
  const additional = options.additionalPatterns ? scanAdditional(text, textIndex, options.additionalPatterns) : [];
  const shaped = scanProviders(text, textIndex, work, options.pieces);
  if (additional.length === 0 && !textIndex.hasAny(MARKS)) return shaped.length < 2 ? shaped : strongestFirst(shaped);
  const hits = [...shaped, ...SCANS.flatMap((scan) => scan(text, textIndex)), ...additional];
  return hits.length < 2 ? hits : strongestFirst(hits);
}

/** One of these stands in every text in which a scan finds something. */
const MARKS = new TextGroup([...KEY_MARKS, ...ADDRESS_MARKS, ...PASSWORD_FIELDS]);
const SCANS: readonly ((text: string, textIndex: TextIndex) => SecretHit[])[] = [scanPrivateKeys, scanUrls, scanHeaders, scanConnectionStrings, scanJsonWebKeys];

/** Secrets in the lines of shell scripts and plain files: `curl -u`, `mysql -p`, .netrc, password files. */
export function scanLines(text: string, textIndex: TextIndex = new TextIndex(text)): SecretHit[] {
  return strongestFirst([...scanNetrc(text, textIndex), ...scanUserOptions(text, textIndex), ...scanPasswordFiles(text, textIndex), ...scanPrograms(text)]);
}

const RANK = new Map(['private-key', 'provider', 'url', 'header', 'generic', 'weak'].map((kind, index) => [kind, index]));

/** One hit per place: the one that is reported by default, then the one of the more certain kind. */
export function strongestFirst(hits: readonly SecretHit[]): SecretHit[] {
  if (hits.length < 2) return [...hits];
  const weight = (hit: SecretHit): number => (hit.strict ? 10 : 0) + (RANK.get(hit.kind) ?? 9);
  const sorted = [...hits].sort((a, b) => a.start - b.start || weight(a) - weight(b));
  const kept: SecretHit[] = [];
  for (const hit of sorted) {
    const last = kept.at(-1);
    if (!last || hit.start >= last.end) kept.push(hit);
    else if (weight(hit) < weight(last)) kept[kept.length - 1] = hit;
  }
  return kept;
}
