import type { TextIndex } from '../../text-index.ts';
import { distinct } from './randomness.ts';
import type { SecretHit } from './model.ts';

const MARK = 'PRIVATE KEY';
const JWK_MARK = 'kty';
/** A text without any of these holds no key. */
export const KEY_MARKS: readonly string[] = [MARK, JWK_MARK];
const HEADER = /-----BEGIN (RSA |EC |DSA |OPENSSH |ENCRYPTED |PGP |ANY |X25519 |ED25519 )?$/;
/** What may stand between the header and its first line: line ends, also written as escapes, quotes of joined strings, PEM's own fields. */
const BODY = /(?: BLOCK)?-----(?:\\[nrt\n]|[\s>"'`+,#*|]|(?:Proc-Type|DEK-Info|Version|Comment): [^\n\\"'`]{1,80}){0,60}([A-Za-z0-9+/=]{16,4000})(?:\\[nrt\n]|[\s>"'`+,#*|]){0,40}([A-Za-z0-9+/=]{0,4000})/y;
const SHORTEST = 40;
/** Kinds of which even the smallest key fills several lines: one line is the sample of a manual. */
const LONG_KINDS: ReadonlySet<string> = new Set(['RSA', 'DSA', 'OPENSSH']);
const ONE_LINE = 100;

/** Private keys with their content. A header alone is a constant of a parser, a few characters behind it a sample. */
export function scanPrivateKeys(text: string, textIndex: TextIndex): SecretHit[] {
  const hits: SecretHit[] = [];
  for (const mark of textIndex.findLiteral(MARK)) {
    const header = HEADER.exec(text.slice(Math.max(0, mark - 30), mark));
    if (!header) continue;
    BODY.lastIndex = mark + MARK.length;
    const body = BODY.exec(text);
    const content = `${body?.[1] ?? ''}${body?.[2] ?? ''}`;
    if (!body || content.length < SHORTEST || distinct(content) < 16) continue;
    const kind = (header[1] ?? '').trim();
    if (LONG_KINDS.has(kind) && content.length < ONE_LINE && text.startsWith('-----END', BODY.lastIndex)) continue;
    hits.push({
      start: mark - header[0].length,
      end: BODY.lastIndex,
      kind: 'private-key',
      id: kind === 'PGP' ? 'pgp-private' : 'pem-private',
      title: kind === '' ? 'private key' : kind === 'ENCRYPTED' ? 'encrypted private key' : `${kind} private key`,
      confidence: 'high',
      strict: false,
      variable: null,
    });
  }
  return hits;
}

const JWK_NEAR = 600;
/** Where nothing private is near one mark, the next one that counts is at least so far behind it. */
const JWK_STEP = 200;
const JWK_PRIVATE = /["']?\bd["']?\s{0,4}:\s{0,4}["']([\w-]{32,800})["']/g;

/** The private member of a JSON Web Key: `d` near `kty`. */
export function scanJsonWebKeys(text: string, textIndex: TextIndex): SecretHit[] {
  const hits: SecretHit[] = [];
  let floor = 0;
  for (const mark of textIndex.findLiteral(JWK_MARK)) {
    if (mark < floor) continue;
    const from = Math.max(floor, mark - JWK_NEAR);
    JWK_PRIVATE.lastIndex = 0;
    const match = JWK_PRIVATE.exec(text.slice(from, mark + JWK_NEAR));
    floor = mark + JWK_STEP;
    if (!match?.[1] || distinct(match[1]) < 16) continue;
    const start = from + match.index + match[0].length - match[1].length - 1;
    floor = start + match[1].length;
    hits.push({ start, end: floor, kind: 'private-key', id: 'jwk-private', title: 'private JSON Web Key', confidence: 'low', strict: true, variable: null });
  }
  return hits;
}
