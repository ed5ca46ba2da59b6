import { BIGRAMS, BIGRAM_CLASSES } from '../../../knowledge/secrets/bigrams.ts';

const CLASS_OF = new Uint8Array(128).fill(BIGRAM_CLASSES - 1);
for (let code = 0; code < 128; code += 1) {
  const character = String.fromCharCode(code).toLowerCase();
  if (character >= 'a' && character <= 'z') CLASS_OF[code] = character.charCodeAt(0) - 97;
  else if (character >= '0' && character <= '9') CLASS_OF[code] = 26;
}

function classAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code < 128 ? (CLASS_OF[code] ?? 0) : BIGRAM_CLASSES - 1;
}

const READ = 400;

/**
 * How unlike a word of code a value is: the mean of −log₂ p over its pairs of neighbours, in bits. Words of code give
 * 2.5 to 4.5, drawn characters 5 to 7. Reads {@link READ} characters.
 */
export function surprise(value: string): number {
  const length = Math.min(value.length, READ);
  if (length < 2) return 0;
  let sum = 0;
  for (let index = 1; index < length; index += 1) sum += BIGRAMS[classAt(value, index - 1) * BIGRAM_CLASSES + classAt(value, index)] ?? 0;
  return sum / (length - 1) / 10;
}

/** Shannon's entropy of the characters, in bits: at most log₂ of the length and log₂ of the alphabet. Reads {@link READ}. */
export function entropy(value: string): number {
  const counts = new Map<string, number>();
  const text = value.slice(0, READ);
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** Number of different characters among the first {@link READ}. */
export function distinct(value: string): number {
  return new Set(value.slice(0, READ)).size;
}

/** How often upper case, lower case, digits and others follow one another, per pair. */
export function transitions(value: string): number {
  const text = value.slice(0, READ);
  let count = 0;
  for (let index = 1; index < text.length; index += 1) if (kind(text.charCodeAt(index)) !== kind(text.charCodeAt(index - 1))) count += 1;
  return text.length < 2 ? 0 : count / (text.length - 1);
}

function kind(code: number): number {
  if (code >= 97 && code <= 122) return 0;
  if (code >= 65 && code <= 90) return 1;
  return code >= 48 && code <= 57 ? 2 : 3;
}

const HEX = /^(?:[0-9a-f]{16,256}|[0-9A-F]{16,256})$/;

/**
 * True when a value looks drawn by a machine. Hexadecimal digits: at least 16, of more than 2.8 bits, letters and digits
 * among them. Otherwise letters and digits, at least 12 characters, and more surprise than words give; a longer value
 * needs less of it.
 */
export function looksRandom(value: string): boolean {
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value)) return value.length >= 24 && /[a-z]/.test(value) && /[A-Z]/.test(value) && transitions(value) > 0.3 && surprise(value) > 5.4;
  if (HEX.test(value)) return entropy(value) > 2.8;
  if (value.length < 12 || distinct(value) < Math.min(9, value.length * 0.6)) return false;
  const enough = value.length >= 32 ? 4.7 : value.length >= 20 ? 4.9 : 5.1;
  return surprise(value) > enough && entropy(value) > Math.min(3, Math.log2(value.length) - 0.6);
}
