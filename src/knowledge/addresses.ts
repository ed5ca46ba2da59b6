/** A host taken apart: name or address, lower case, without port, brackets, user info and trailing dot. */
export function bareHost(host: string): string {
  let text = host.slice(0, 300).trim().toLowerCase();
  const at = text.lastIndexOf('@');
  if (at >= 0) text = text.slice(at + 1);
  if (text.startsWith('[')) {
    const close = text.indexOf(']');
    return close > 0 ? text.slice(1, close) : text.slice(1);
  }
  const colon = text.indexOf(':');
  if (colon >= 0 && text.indexOf(':', colon + 1) < 0) text = text.slice(0, colon);
  return text.endsWith('.') ? text.slice(0, -1) : text;
}

/**
 * The four bytes of an IPv4 address in any spelling that `inet_aton` and browsers accept: dotted, fewer parts
 * (`127.1`), decimal (`3232235777`), hex (`0x7f000001`), octal (`0177.0.0.1`). `null` for names. A single number below
 * 2^24 is taken for a port or count, not for an address.
 */
export function parseIpv4(host: string): readonly [number, number, number, number] | null {
  const first = host.charCodeAt(0);
  if (first < 0x30 || first > 0x39) return null; // every spelling begins with a digit
  const parts = host.split('.');
  if (parts.length > 4 || host.length > 50) return null;
  const numbers: number[] = [];
  for (const part of parts) {
    const value = parseNumber(part);
    if (value === null) return null;
    numbers.push(value);
  }
  const last = numbers.pop() ?? 0;
  if (numbers.some((value) => value > 255) || last >= 256 ** (4 - numbers.length)) return null;
  if (numbers.length === 0 && last < 2 ** 24) return null;
  let value = last;
  numbers.forEach((part, index) => (value += part * 256 ** (3 - index)));
  return [Math.floor(value / 2 ** 24) % 256, Math.floor(value / 2 ** 16) % 256, Math.floor(value / 256) % 256, value % 256];
}

function parseNumber(text: string): number | null {
  if (/^0x[0-9a-f]{1,8}$/i.test(text)) return Number.parseInt(text.slice(2), 16);
  if (/^0[0-7]{1,11}$/.test(text)) return Number.parseInt(text, 8);
  return /^\d{1,10}$/.test(text) ? Number(text) : null;
}

/** The eight groups of an IPv6 address, `null` when the text is none. Reads `::` and an embedded IPv4 tail. */
export function parseIpv6(host: string): readonly number[] | null {
  if (!host.includes(':') || host.length > 50) return null;
  const bare = host.split('%')[0] ?? host;
  const halves = bare.split('::');
  if (halves.length > 2) return null;
  const head = parseGroups(halves[0] ?? '');
  const tail = halves.length === 2 ? parseGroups(halves[1] ?? '') : [];
  if (!head || !tail) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  return [...head, ...Array.from({ length: Math.max(missing, 0) }, () => 0), ...tail];
}

function parseGroups(text: string): number[] | null {
  if (text === '') return [];
  const groups: number[] = [];
  for (const part of text.split(':')) {
    if (part.includes('.')) {
      const bytes = parseIpv4(part);
      if (!bytes) return null;
      groups.push(bytes[0] * 256 + bytes[1], bytes[2] * 256 + bytes[3]);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) {
      groups.push(Number.parseInt(part, 16));
    } else {
      return null;
    }
  }
  return groups;
}

export type AddressScope = 'loopback' | 'private' | 'public';

/** What kind of address a host is; `null` when it is a name. Every spelling of IPv4, IPv6 and IPv4 inside IPv6. */
export function addressScope(host: string): AddressScope | null {
  const bare = bareHost(host);
  const v6 = parseIpv6(bare);
  if (v6) return scopeOfIpv6(v6);
  const v4 = parseIpv4(bare);
  return v4 ? scopeOfIpv4(v4) : null;
}

function scopeOfIpv4([a, b]: readonly number[]): AddressScope {
  if (a === undefined || b === undefined) return 'private';
  if (a === 127 || a === 0) return 'loopback';
  if (a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168)) return 'private';
  if ((a === 169 && b === 254) || (a === 100 && b >= 64 && b <= 127) || a >= 224) return 'private';
  return 'public';
}

function scopeOfIpv6(groups: readonly number[]): AddressScope {
  const [first = 0] = groups;
  const leading = groups.slice(0, 5).every((group) => group === 0);
  if (leading && (groups[5] === 0 || groups[5] === 0xffff)) {
    const [high = 0, low = 0] = groups.slice(6);
    if (high === 0 && low <= 1) return 'loopback';
    return scopeOfIpv4([high >> 8, high & 255, low >> 8, low & 255]);
  }
  return (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80 || (first & 0xff00) === 0xff00 ? 'private' : 'public';
}
