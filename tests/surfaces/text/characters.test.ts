import { describe, expect, it } from 'vitest';

import { CHARACTER_CLASSES } from '../../../src/knowledge/code-points.ts';
import { findInvisibleElements } from '../../../src/surfaces/text/characters/invisible-html.ts';
import { findHiddenCharacters, findMixedWords, findPadding } from '../../../src/surfaces/text/characters/index.ts';

const prose = { isCode: false };
const code = { isCode: true };

describe.each(CHARACTER_CLASSES)('$class', ({ class: name, bad, good, ranges }) => {
  it('is found', () => expect(findHiddenCharacters(bad, code).map((hidden) => hidden.class)).toContain(name));
  it('has an honest use or is absent', () => expect(findHiddenCharacters(good, prose).filter(({ sure }) => sure)).toEqual([]));
  it('is found at both ends of each range', () => {
    const missed = ranges.flat().filter((point) => findHiddenCharacters(`a ${String.fromCodePoint(point)} b`, prose).every((hidden) => hidden.class !== name));
    expect(missed).toEqual([]);
  });
});

describe('honest characters', () => {
  it.each([
    ['a family', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}'],
    ['skin tones and gender', '\u{1f3c3}\u{1f3fd}\u200d\u2640\ufe0f'],
    ['keycaps', '1\ufe0f\u20e3 #\ufe0f\u20e3'],
    ['three regional flags', '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} \u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}'],
    ['Persian', '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645'],
    ['Malayalam', '\u0d28\u0d4d\u200d'],
    ['Thai', '\u0e01\u200b\u0e02'],
    ['an ideograph variant', '\u845b\u{e0101}'],
    ['Mongolian', '\u182d\u180b'],
    ['Hebrew with marks', '\u05d0 (a)\u200f \u05d1'],
    ['isolates in Arabic', '\u0627 \u2068abc\u2069'],
    ['Hangul jamo', '\u115f\u1161'],
    ['Braille art', '\u2801\u2800\u2800\u28ff'],
    ['a byte order mark', '\ufeffabc'],
  ])('%s', (_name, text) => expect(findHiddenCharacters(text, prose)).toEqual([]));
});

describe('what is sure', () => {
  const sure = (text: string, where = prose): boolean => findHiddenCharacters(text, where).some((hidden) => hidden.sure);
  it.each([
    ['a flag that spells something else', '\u{1f3f4}\u{e0065}\u{e0076}\u{e0069}\u{e006c}\u{e007f}', true],
    ['one zero-width space between words', 'a \u200b b', false],
    ['one inside a word', 'ig\u200bnore', true],
    ['eight within a line', 'a \u200b b '.repeat(8), true],
    ['eight far apart', `a \u200b b ${'x'.repeat(100)}`.repeat(8), false],
    ['twenty in a file', `a \u200b b ${'x'.repeat(100)}`.repeat(20), true],
    ['an isolate that does not close', 'a \u2066 b', true],
    ['isolates that close', 'a \u2066b\u2069 c', false],
    ['two variation selectors', 'a\ufe00\ufe01', false],
    ['three', 'a\ufe00\ufe01\ufe02', true],
  ])('%s', (_name, text, expected) => expect(sure(text)).toBe(expected));
  it('in code, characters in quotation marks or character classes are what the code handles', () => {
    expect(sure("const a = '\u202e';", code)).toBe(false);
    expect(sure('const a = /[\u202a-\u202e]/;', code)).toBe(false);
    expect(sure("const a = 'admin\u202e';", code)).toBe(true);
    expect(sure('a(\u3164)', code)).toBe(true);
    expect(sure(`const table = '${'\u00ac\u00ad\u00ae'.repeat(30)}';`, code)).toBe(false);
    expect(sure('const a = /[\u1773\u17b4-\u17d3]/;', code)).toBe(false);
  });
});

describe('decoding', () => {
  const decoded = (text: string): (string | null)[] => findHiddenCharacters(text, prose).map((hidden) => hidden.decoded);
  const bits = (text: string, zero: string, one: string): string =>
    Array.from(text, (letter) => letter.charCodeAt(0).toString(2).padStart(8, '0')).join('').replaceAll('0', zero).replaceAll('1', one);
  it('reads tags, selectors and bits', () => {
    expect(decoded('a\u{e0068}\u{e0069} b')).toEqual(['hi']);
    expect(decoded(`a${Array.from('hey', (letter) => String.fromCodePoint(0xe0100 + letter.charCodeAt(0) - 16)).join('')}`)).toEqual(['hey']);
    expect(decoded(`a${bits('hey', '\u200b', '\u2060')}`)).toEqual(['hey']);
    expect(decoded(`a${bits('hey', '\u2064', '\u2062')}`)).toEqual(['hey']);
  });
  it('does not print credentials', () => {
    const key = 'sk' + '-a1b2c3d4e5f6g7h8i9';
    expect(decoded(`a${Array.from(`use ${key}`, (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('')}`)).toEqual([`use ${key.slice(0, 4)}***`]);
  });
  it('says nothing of noise', () => expect(decoded('a\ufe00\ufe01\ufe02\ufe03')).toEqual([null]));
});

describe('mixed words', () => {
  const words = (text: string): string[] => findMixedWords(text).map(({ range }) => text.slice(...range));
  it('finds look-alikes only', () => {
    expect(words('us\u0435r and \u0430dmin')).toEqual(['us\u0435r', '\u0430dmin']);
    expect(words('\u0394t \u03bcs \u043f\u0440\u0438\u0432\u0435\u0442 HTML\u044b na\u00efve')).toEqual([]);
  });
  it('tells names from prose', () => {
    expect(findMixedWords('https://ex\u0430mple.com')[0]?.isName).toBe(true);
    expect(findMixedWords('an ex\u0430mple word')[0]?.isName).toBe(false);
  });
});

describe('padding', () => {
  it('is measured in columns and lines', () => {
    expect(findPadding(`a${' '.repeat(250)}b`)).toEqual([{ range: [251, 252], count: 250, unit: 'columns' }]);
    expect(findPadding(`a${'\t'.repeat(80)}b`)).toMatchObject([{ count: 80, unit: 'columns' }]);
    expect(findPadding(`a\n${'\r\n'.repeat(120)}b`)).toMatchObject([{ count: 120, unit: 'lines' }]);
  });

  it('is found wherever it begins, from its least length on', () => {
    for (let start = 0; start < 130; start += 1) {
      const before = 'x'.repeat(start);
      for (const blank of [' '.repeat(200), '\t'.repeat(60), '\n'.repeat(100), '\r\n'.repeat(100)]) expect(findPadding(`${before}${blank}y`)).toHaveLength(1);
      for (const blank of [' '.repeat(199), '\t'.repeat(59), '\n'.repeat(99), '\r\n'.repeat(99)]) expect(findPadding(`${before}${blank}y`)).toEqual([]);
    }
  });
  it.each([
    ['199 blanks', `a${' '.repeat(199)}b`],
    ['blanks at the end', `a${' '.repeat(300)}\nb`],
    ['a table', `| a${' '.repeat(300)}| b |`],
    ['a minified line', `${'x'.repeat(1200)}${' '.repeat(300)}b`],
    ['99 blank lines', `a${'\n'.repeat(99)}b`],
    ['blank lines at the end', `a${'\n'.repeat(200)}`],
  ])('is not %s', (_name, text) => expect(findPadding(text)).toEqual([]));
});

describe('elements that are not shown', () => {
  const found = (text: string): string[] => findInvisibleElements(text).map(({ how, content }) => `${how} ${text.slice(...content)}`);
  it.each([
    ['<p style="display:none">words</p>', 'display:none words'],
    ["<p class='a' style='color: #FFFFFF'>words</p>", 'color:#ffffff words'],
    ['<p style="font-size:0px">words</p>', 'font-size:0px words'],
    ['<p style="position:absolute;left:-9999px">words</p>', 'left:-9999px words'],
    ['<p hidden>words</p>', 'hidden words'],
    ['<div aria-hidden="true">words</div>', 'hidden words'],
  ])('%s', (text, expected) => expect(found(text)).toEqual([expected]));
  it.each(['<p style="color:#333">words</p>', '<a id="x" hidden></a>', '<img hidden alt="words">', '<p style="font-size:12px">words</p>', '<p>hidden words</p>', 'a < b style="display:none" words', '<p style="opacity:0.5">words</p>'])('%s is none', (text) => expect(found(text)).toEqual([]));
});
