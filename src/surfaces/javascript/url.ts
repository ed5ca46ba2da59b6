import type { TextPattern, UrlPattern } from './types.ts';

const SCHEME = /^[a-z][a-z0-9+.-]{0,30}:/i;

/** What a text says of a URL, from its constant beginning; `null` when it says nothing. */
export function urlPattern(text: TextPattern): UrlPattern | null {
  const known = text.prefix.replace(/^[\u0000-\u0020]{1,100}/, '').replaceAll(/[\t\n\r]/g, '');
  const isOpen = text.holes.length > 0;
  if (known === '') return isOpen ? null : relative('', text);
  const scheme = SCHEME.exec(known)?.[0].slice(0, -1).toLowerCase() ?? null;
  const rest = scheme === null ? known : known.slice(scheme.length + 1);
  const isSpecial = scheme === null || ['http', 'https', 'ws', 'wss', 'ftp'].includes(scheme);
  // Behind a scheme of the web any number of slashes is as good as two.
  const slashes = (scheme !== null && isSpecial ? /^[/\\]{1,8}/ : /^[/\\]{2,8}/).exec(rest)?.[0] ?? '';
  if (scheme === null && (slashes === '' || rest.startsWith('///'))) return relative(known, text);
  if (slashes === '' && !isSpecial) return { ...relative(rest, text), scheme, isRelative: false };
  return absolute(scheme, rest.slice(slashes.length), isOpen, text);
}

function relative(known: string, text: TextPattern): UrlPattern {
  const [path = '', query] = splitOnce(known.split('#', 1)[0] ?? '', '?');
  return { scheme: null, host: null, port: null, path, query, userinfo: null, isRelative: true, isLoopback: false, text, range: text.range };
}

function absolute(scheme: string | null, rest: string, isOpen: boolean, text: TextPattern): UrlPattern {
  const end = rest.search(/[/\\?#]/);
  const authority = end < 0 ? rest : rest.slice(0, end);
  const tail = end < 0 ? '' : rest.slice(end);
  const at = authority.lastIndexOf('@');
  const address = authority.slice(at + 1);
  const isComplete = end >= 0 || !isOpen;
  const bracket = address.startsWith('[') ? address.indexOf(']') : -1;
  const colon = address.indexOf(':', Math.max(bracket, 0));
  const name = colon < 0 ? address : address.slice(0, colon);
  // After a hole in front of `@` the real host is unknown; `host:${port}` has a complete name.
  const complete = isComplete || (colon >= 0 && isOpen && tail === '' && name !== '');
  const host = name === '' ? null : { value: canonicalHost(name, complete), complete };
  const [path = '', query] = splitOnce((tail.split('#', 1)[0] ?? '').replaceAll('\\', '/'), '?');
  return {
    scheme,
    host,
    port: colon < 0 ? null : address.slice(colon + 1) || null,
    path,
    query,
    userinfo: at < 0 ? null : authority.slice(0, at),
    isRelative: false,
    isLoopback: host !== null && isLoopbackHost(host.value, complete),
    text,
    range: text.range,
  };
}

function splitOnce(text: string, separator: string): [string, string | null] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, null] : [text.slice(0, index), text.slice(index + 1)];
}

/** Lower case; numeric and percent-encoded spellings of a complete host are brought to their usual form. */
function canonicalHost(name: string, isComplete: boolean): string {
  const lower = name.toLowerCase();
  if (!isComplete || lower.length > 300) return lower;
  const url = `http://${lower}/`;
  return URL.canParse(url) ? new URL(url).hostname : lower;
}

function isLoopbackHost(host: string, isComplete: boolean): boolean {
  if (!isComplete) return false;
  const bare = host.replace(/^\[|\]$/g, '');
  return bare === 'localhost' || bare.endsWith('.localhost') || bare === '::1' || bare === '0.0.0.0' || bare === '::' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(bare);
}

