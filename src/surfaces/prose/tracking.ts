import { collectionKind, parseUrl } from '../../knowledge/hosts.ts';
import { BADGE_HOSTS, LEAKED_NAMES, TRACKED_NAMES } from '../../knowledge/prompt-injection.ts';
import type { OrderWeight } from '../../knowledge/prompt-injection.ts';
import type { SourceRange } from '../mapped-text.ts';

/** An address that carries data out as soon as it is shown (`image`), or when somebody follows it (`link`). */
export interface TrackingAddress {
  readonly range: SourceRange;
  readonly weight: OrderWeight;
  /** `leak`: an image whose address has no honest reading in any file. */
  readonly phrase: 'leak' | 'image' | 'link';
}

const MAX_FOUND = 50;
const MAX_URL = 600;
/** How far in front of an address the syntax around it is looked for. */
const MAX_LEAD = 200;
/** A value that is still to be filled in: `{x}`, `${x}`, `{{x}}`, `<x>`, `[x]`, `%7Bx%7D`, `$NAME`. */
const PLACE = /[=/](?:\$?\{{1,2}|<|\[|(?:%7b){1,2}|\$(?=[A-Za-z]))([^&/{}<>[\]]{0,80})/gi;
/** `SECRET`, `BASE64_OF_DATA`: a name where a value is expected. */
const CAPITALS = /=([A-Z][A-Z0-9_]{3,60})(?=$|[&#])/;
const IMAGE_WORD = /\b(?:images?|img|pictures?|pixels?|badges?)\b/i;
/** The sites of the services themselves. */
const VENDOR_SITES = /^(?:(?:www|cdn|docs)\.)?(?:hookdeck|beeceptor|pipedream)\.(?:com|net)$/;

/** Images, links and sentences about images whose address has a place to fill in, or goes to a collection point. At most 50. */
export function findTracking(text: string): readonly TrackingAddress[] {
  const found: TrackingAddress[] = [];
  for (let at = text.indexOf('http'); at >= 0 && found.length < MAX_FOUND; ) {
    const isAddress = text.startsWith('://', at + 4) || text.startsWith('s://', at + 4);
    const end = isAddress ? addressEnd(text, at) : at + 4;
    if (isAddress) {
      const address = text.slice(at, end);
      const lead = text.slice(Math.max(0, at - MAX_LEAD), at);
      const hit = judge(address, lead);
      if (hit) found.push({ ...hit, range: [hit.phrase === 'link' ? at : startOf(lead, at), end] });
    }
    at = text.indexOf('http', Math.max(end, at + 4));
  }
  return found;
}

/** Up to the end of the line, the closing bracket of a Markdown link, or the quotation mark of an attribute; a blank ends all but a place in brackets. */
function addressEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + MAX_URL);
  let open = 0;
  for (let index = start; index < limit; index += 1) {
    const character = text.charAt(index);
    if (character === '\n' || character === '"' || character === ')' || character === '`') return index;
    // The address of the next image, behind a place that is never closed.
    if (character === '(' && text.charAt(index - 1) === ']') return index;
    if (character === '<' || character === '{' || character === '[') open += 1;
    else if (character === '>' || character === '}' || character === ']') open -= 1;
    else if (open <= 0 && /\s/.test(character)) return index;
    if (open < 0) return index;
  }
  return limit;
}

type Hit = Pick<TrackingAddress, 'weight' | 'phrase'>;

function judge(address: string, lead: string): Hit | null {
  const isImage = /!\[[^\]\n]{0,180}\]\(<?$/.test(lead) || /<img\s[^<>]{0,180}\bsrc\s{0,5}=\s{0,5}["']?$/i.test(lead);
  const isDefinition = /(?:^|\n) {0,3}\[[^\]\n]{1,100}\]:\s{0,5}<?$/.test(lead);
  const url = parseUrl(address);
  if (!url) return null;
  const host = url.host.toLowerCase();
  if (BADGE_HOSTS.some((badge) => host === badge || host.endsWith(`.${badge}`))) return null;
  if (isImage) {
    const kind = VENDOR_SITES.test(host) ? null : collectionKind(host, url.path);
    if (kind === 'request-catcher' || kind === 'dns-callback') return { weight: 'decisive', phrase: 'leak' };
  }
  const names = placesOf(address.slice(address.indexOf(host.charAt(0), 8)));
  if (names.length === 0) return capitals(address, isImage);
  const isLeaked = names.some(({ name }) => LEAKED_NAMES.some((word) => name.includes(word)));
  if (isImage && isLeaked) return { weight: 'decisive', phrase: 'leak' };
  const inQuery = names.filter(({ isQuery }) => isQuery);
  if (isImage || isDefinition) {
    if (inQuery.length === 0) return null;
    return { weight: isLeaked || inQuery.some(({ name }) => TRACKED_NAMES.some((word) => name.includes(word))) ? 'decisive' : 'hint', phrase: 'image' };
  }
  if (!isLeaked) return null;
  if (/\]\(<?$/.test(lead)) return { weight: 'decisive', phrase: 'link' };
  const sentence = lead.slice(Math.max(lead.lastIndexOf('\n'), lead.lastIndexOf('. ')) + 1);
  return IMAGE_WORD.test(sentence) ? { weight: 'decisive', phrase: 'link' } : null;
}

/** Names of the places to fill in, lower case with blanks and hyphens as `_`; a place in the path counts only by its name. */
function placesOf(rest: string): readonly { readonly name: string; readonly isQuery: boolean }[] {
  const query = rest.indexOf('?');
  const names: { name: string; isQuery: boolean }[] = [];
  PLACE.lastIndex = 0;
  for (let match = PLACE.exec(rest); match && names.length < 20; match = PLACE.exec(rest)) {
    names.push({ name: (match[1] ?? '').toLowerCase().replace(/[\s-]/g, '_'), isQuery: query >= 0 && match.index > query });
  }
  return names;
}

function capitals(address: string, isImage: boolean): Hit | null {
  const query = address.indexOf('?');
  const name = isImage && query >= 0 ? (CAPITALS.exec(address.slice(query))?.[1] ?? '').toLowerCase() : '';
  return name !== '' && LEAKED_NAMES.some((word) => name.includes(word)) ? { weight: 'order', phrase: 'image' } : null;
}

/** Where the image begins that an address belongs to; the address itself when none is seen. */
function startOf(lead: string, at: number): number {
  const start = Math.max(lead.lastIndexOf('!['), lead.lastIndexOf('<img'), lead.lastIndexOf('<IMG'));
  return start < 0 ? at : at - lead.length + start;
}
