import { LIMITS } from './budget.ts';

const BASE64 = new Map([...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].map((character, index) => [character, index] as const));
BASE64.set('-', 62).set('_', 63);

/** Bytes of base64 text (either alphabet, blanks and padding skipped); `null` when it is none or too long. */
export function fromBase64(text: string): number[] | null {
  if (text.length > LIMITS.text) return null;
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const character of text) {
    if (character === '=' || character === '\n' || character === '\r' || character === ' ') continue;
    const digit = BASE64.get(character);
    if (digit === undefined) return null;
    buffer = ((buffer << 6) | digit) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >> bits) & 0xff);
    }
  }
  return bytes;
}

export function toBase64(bytes: readonly number[]): string {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  let out = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const word = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    const left = bytes.length - index;
    out += (digits[word >> 18] ?? '') + (digits[(word >> 12) & 63] ?? '') + (left > 1 ? digits[(word >> 6) & 63] : '=') + (left > 2 ? digits[word & 63] : '=');
  }
  return out;
}

export function fromHex(text: string): number[] | null {
  if (text.length > LIMITS.text || text.length % 2 !== 0) return null;
  const bytes: number[] = [];
  for (let index = 0; index < text.length; index += 2) {
    const byte = Number.parseInt(text.slice(index, index + 2), 16);
    if (Number.isNaN(byte)) return null;
    bytes.push(byte);
  }
  return bytes;
}

/** Never throws: broken sequences become U+FFFD. */
export function fromUtf8(bytes: readonly number[]): string {
  return new TextDecoder().decode(Uint8Array.from(bytes.slice(0, LIMITS.text)));
}

export function toUtf8(text: string): number[] {
  return [...new TextEncoder().encode(text.slice(0, LIMITS.text))];
}

function toUtf16(text: string): number[] {
  const bytes: number[] = [];
  for (let index = 0; index < text.length; index += 1) bytes.push(text.charCodeAt(index) & 0xff, text.charCodeAt(index) >> 8);
  return bytes;
}

export function fromLatin1(bytes: readonly number[]): string {
  let out = '';
  for (const byte of bytes.slice(0, LIMITS.text)) out += String.fromCharCode(byte & 0xff);
  return out;
}

/** Bytes of a text in a named encoding, as `Buffer.from(text, encoding)`; `null` when it cannot be read. */
export function encodeText(text: string, encoding: string): number[] | null {
  switch (encoding.toLowerCase()) {
    case 'base64':
    case 'base64url':
      return fromBase64(text);
    case 'hex':
      return fromHex(text);
    case 'latin1':
    case 'binary':
    case 'ascii':
      return [...text.slice(0, LIMITS.text)].map((character) => character.charCodeAt(0) & 0xff);
    case 'utf16le':
    case 'utf-16le':
    case 'ucs2':
    case 'ucs-2':
      return text.length > LIMITS.text / 2 ? null : toUtf16(text);
    default:
      return text.length > LIMITS.text ? null : toUtf8(text);
  }
}

/** Text of bytes in a named encoding, as `buffer.toString(encoding)`. */
export function decodeBytes(bytes: readonly number[], encoding: string): string {
  switch (encoding.toLowerCase()) {
    case 'base64':
    case 'base64url':
      return toBase64(bytes);
    case 'hex':
      return bytes.map((byte) => (byte & 0xff).toString(16).padStart(2, '0')).join('');
    case 'latin1':
    case 'binary':
    case 'ascii':
      return fromLatin1(bytes);
    default:
      return fromUtf8(bytes);
  }
}

/** `%65%76` decoded; `null` when malformed. */
export function fromPercent(text: string): string | null {
  if (text.length > LIMITS.text) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
