const BASE64 = /^[A-Za-z0-9+/_-]{1,16000}={0,2}$/;

/** Base64 or base64url as Latin-1 text; `null` when it is neither. Reads 16,000 characters at most. */
export function decodeBase64(text: string): string | null {
  if (!BASE64.test(text)) return null;
  return Buffer.from(text, 'base64').toString('latin1');
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CRC_TABLE = new Uint32Array(256);
for (let index = 0; index < 256; index += 1) {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  CRC_TABLE[index] = value >>> 0;
}

/** CRC-32 (IEEE) of an ASCII text. */
export function crc32(text: string): number {
  let value = 0xffffffff;
  for (let index = 0; index < text.length; index += 1) value = (CRC_TABLE[(value ^ text.charCodeAt(index)) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

/** GitHub's and npm's checksum: six base62 digits of the CRC-32 of the 30 characters before them. */
export function hasBase62Checksum(body: string): boolean {
  let rest = crc32(body.slice(0, 30));
  let digits = '';
  for (let index = 0; index < 6; index += 1) {
    digits = (BASE62[rest % 62] ?? '') + digits;
    rest = Math.floor(rest / 62);
  }
  return digits === body.slice(30);
}
