import { scanText } from '../surfaces/text/secrets/index.ts';
import { looksRandom } from '../surfaces/text/secrets/randomness.ts';

const MAX_QUOTE = 60;
/** How much of a text is searched for credentials before a piece of it is shown. */
const MAX_MASKED = 2000;
/** What a text must hold to be searched: no credential that tells itself is shorter or simpler. */
const MAY_HOLD_SECRET = /[\w-]{16}|:\/\/|-----|\b(?:basic|bearer)\b/i;
const MASK = '***';
/** What the tables write for a part that is left out. */
const ELLIPSIS = 0x2026;
/** What texts and paths hold where nobody knows what stands there. */
const GAP = /(?:unknown-)?\uE000/g;
/** A long token, which may be a credential that lost its shape: in lower case, cut, or of no known provider. */
const LONG_TOKEN = /[\w-]{30,400}/g;
/** Digests, commits and UUIDs are long and no secrets. */
const IDENTIFIER = /^[\da-fA-F-]+$/;

/**
 * A short, escaped piece of linted text that is safe in a message: messages go to terminals, CI logs and into
 * agents' contexts. At most {@link MAX_QUOTE} characters; control, invisible and non-ASCII characters become `\u{…}`,
 * credentials become `***`, whichever rule quotes them. An ellipsis stays as it is, and stands for what is not known.
 */
export function quote(linted: string, max: number = MAX_QUOTE): string {
  const text = masked(linted);
  let out = '';
  for (const character of text.slice(0, max * 2).replace(GAP, '…')) {
    const code = character.codePointAt(0) ?? 0;
    const piece = (code >= 0x20 && code < 0x7f) || code === ELLIPSIS ? character : `\\u{${code.toString(16)}}`;
    if (out.length + piece.length > max) return `${out}…`;
    out += piece;
  }
  return text.length > max * 2 ? `${out}…` : out;
}

function masked(linted: string): string {
  const text = linted.slice(0, MAX_MASKED);
  if (!MAY_HOLD_SECRET.test(text)) return text;
  let out = '';
  let copied = 0;
  for (const { start, end } of scanText(text)) {
    out += text.slice(copied, start) + MASK;
    copied = end;
  }
  out += text.slice(copied);
  return out.replace(LONG_TOKEN, (token) => (!IDENTIFIER.test(token) && /\d/.test(token) && looksRandom(token) ? MASK : token));
}
