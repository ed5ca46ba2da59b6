import fc from 'fast-check';

import { SEEDS } from './seeds.ts';
import type { Seed } from './seeds.ts';

/** Characters that have undone parsers, offsets or patterns before. */
const ODD = [
  '\0', '\uFEFF', '\r', '\n', '\r\n', '\u2028', '\u2029', '\u0085', '\u200B', '\u202E', '\u{E0041}', '\u{1F468}\u200D\u{1F469}', '\uD800', '\uDC00', '\u0301', '\t', '\\', '"', "'", '`', '$', '${', '}', '{', '[', ']',
  '(', ')', '<', '>', '<!--', '-->', '/*', '*/', '//', '#', '---\n', '...\n', '```', '~~~', '&', '&a ', '*a', '!!js/function ', '<<: ', '|', '||', ';', '<<EOF\n', '\\u{', '\\x', '\\u0000', '%', '%00', '${{', '}}', '=', '__proto__',
  'constructor', 'toString', 'hasOwnProperty', 'valueOf', '.__proto__.', '0', '-1', '1e999', 'null', 'eslint-disable', '<!-- eslint-disable -->', '# eslint-disable\n', 'https://', 'ey' + 'J', 'sk' + '-', '-----BEGIN ', 'data:', '=?', '\\', '  ',
] as const;

type Change = (text: string) => string;

const place = fc.double({ min: 0, max: 1, noNaN: true });
const at = (text: string, where: number): number => Math.floor(where * text.length);
const anySeed: fc.Arbitrary<Seed> = fc.constantFrom(...SEEDS).chain((list) => fc.constantFrom(...list));

const odd: fc.Arbitrary<string> = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ODD) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) });

/** A word, string or value of the text becomes something else: the text often stays readable. */
const WORD = /[\w$@./:-]{2,40}/g;
const replaceWord = (where: number, by: string): Change => (text) => {
  const words = [...text.matchAll(WORD)];
  const word = words[Math.min(Math.floor(where * words.length), words.length - 1)];
  return word ? text.slice(0, word.index) + by + text.slice(word.index + word[0].length) : by;
};

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 2, arbitrary: place.map((where): Change => (text) => text.slice(0, at(text, where))) },
  { weight: 1, arbitrary: place.map((where): Change => (text) => text.slice(at(text, where))) },
  { weight: 3, arbitrary: fc.tuple(place, odd).map(([where, piece]): Change => (text) => text.slice(0, at(text, where)) + piece + text.slice(at(text, where))) },
  { weight: 2, arbitrary: fc.tuple(place, fc.integer({ min: 1, max: 40 })).map(([where, length]): Change => (text) => text.slice(0, at(text, where)) + text.slice(at(text, where) + length)) },
  { weight: 2, arbitrary: fc.tuple(place, place, fc.integer({ min: 1, max: 6 })).map(([from, to, times]): Change => (text) => {
    const [start, end] = [Math.min(at(text, from), at(text, to)), Math.max(at(text, from), at(text, to))];
    return text.slice(0, end) + text.slice(start, Math.min(end, start + 400)).repeat(times) + text.slice(end);
  }) },
  { weight: 2, arbitrary: fc.tuple(place, anySeed, place).map(([where, other, from]): Change => (text) => text.slice(0, at(text, where)) + other.text.slice(at(other.text, from), at(other.text, from) + 300) + text.slice(at(text, where))) },
  { weight: 6, arbitrary: fc.tuple(place, place, anySeed).map(([where, which, other]): Change => (text) => {
    const words = other.text.match(WORD) ?? ['x'];
    return replaceWord(where, words[Math.min(Math.floor(which * words.length), words.length - 1)] ?? 'x')(text);
  }) },
  { weight: 2, arbitrary: fc.tuple(place, fc.constantFrom('__proto__', 'constructor', 'toString', 'process.env', 'eval', 'require', '$0', '-', 'a'.repeat(3000), '$(env)', '~/.ssh/id_rsa')).map(([where, word]) => replaceWord(where, word)) },
  { weight: 1, arbitrary: fc.constant<Change>((text) => text.replace(/\r?\n/g, '\r\n')) },
  { weight: 1, arbitrary: fc.constant<Change>((text) => text.replaceAll('\n', '\r')) },
  { weight: 1, arbitrary: fc.constant<Change>((text) => text.replaceAll('\n', ' ')) },
  { weight: 1, arbitrary: fc.constant<Change>((text) => `\uFEFF${text}`) },
  { weight: 1, arbitrary: fc.constant<Change>((text) => Buffer.from(text, 'utf16le').toString('latin1')) },
);

/** A file of any kind: a seed after a few changes, sometimes under the name of another seed, sometimes noise. */
export const anyFile: fc.Arbitrary<Seed> = fc.oneof(
  { weight: 12, arbitrary: fc.tuple(anySeed, fc.array(change, { maxLength: 5 })).map(([seed, changes]) => ({ file: seed.file, text: changes.reduce((text, apply) => apply(text), seed.text).slice(0, 20_000) })) },
  { weight: 1, arbitrary: fc.tuple(anySeed, anySeed).map(([name, seed]) => ({ file: name.file, text: seed.text })) },
  { weight: 1, arbitrary: fc.tuple(anySeed, fc.array(odd, { maxLength: 60 })).map(([seed, pieces]) => ({ file: seed.file, text: pieces.join('') })) },
  { weight: 1, arbitrary: fc.tuple(anySeed, fc.string({ unit: 'binary', maxLength: 400 })).map(([seed, text]) => ({ file: seed.file, text })) },
);

/** A seed in which one word became `secret`; the second says whether it stands in quotes of its own. */
export function withSecret(seed: Seed, where: number, secret: string): Seed {
  return { file: seed.file, text: replaceWord(where, secret)(seed.text) };
}

export { anySeed, place };
