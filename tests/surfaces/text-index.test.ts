import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { TextIndex } from '../../src/surfaces/text-index.ts';

const TEXT = 'alphaOmega.betaGamma(alphaOmega, xalphaOmega, alphaOmegas, "alphaOmega", $alphaOmega) // betaGamma';

describe('text index', () => {
  it('finds whole words, ascending', () => {
    expect(new TextIndex(TEXT).find('alphaOmega', 100)).toEqual([0, 21, 60]);
  });

  it('gives the same places for a word that an earlier file made known', () => {
    const first = new TextIndex(TEXT).find('betaGamma', 100);
    const later = new TextIndex(TEXT);
    expect(later.find('alphaOmega', 100)).toEqual([0, 21, 60]);
    expect(later.find('betaGamma', 100)).toEqual(first);
    expect(first).toEqual([11, TEXT.length - 9]);
  });

  it('finds a word that is asked for only after the text was read', () => {
    const index = new TextIndex(`${TEXT} deltaEta`);
    expect(index.find('alphaOmega', 100)).toHaveLength(3);
    expect(index.find('deltaEta', 100)).toEqual([TEXT.length + 1]);
    expect(new TextIndex('x deltaEta').find('deltaEta', 100)).toEqual([2]);
  });

  it('stops at the bound', () => {
    expect(new TextIndex('alphaOmega '.repeat(50)).find('alphaOmega', 7)).toHaveLength(7);
  });

  it('searches for what is no word as it stands', () => {
    expect(new TextIndex('a strict-ssl b').find('strict-ssl', 10)).toEqual([2]);
    expect(new TextIndex('abc').find('', 10)).toEqual([]);
  });

  it('knows no words of objects', () => {
    expect(new TextIndex('__proto__ constructor').find('__proto__', 10)).toEqual([0]);
    expect(new TextIndex('toString').find('constructor', 10)).toEqual([]);
  });
});

describe('literals of a text', () => {
  const search = (text: string, literal: string): number[] => [...text.matchAll(new RegExp(literal.replace(/[^\w]/g, '\\$&'), 'g'))].map(({ index }) => index);

  it('are found inside of words too, ascending, none over another', () => {
    expect(new TextIndex('monKey keyKEY xkeykey').findLiteral('key')).toEqual([7, 15, 18]);
    expect(new TextIndex('zazazazaza').findLiteral('zaza')).toEqual([0, 4]);
  });

  it('are told apart from others with the same low bits', () => {
    // Five bits of each character are looked at first: these differ only above them.
    const text = 'abc ABC !"# \u0121\u0122\u0123';
    for (const literal of ['abc', 'ABC', '!"#']) new TextIndex('x').findLiteral(literal);
    expect(['abc', 'ABC', '!"#'].map((literal) => new TextIndex(text).findLiteral(literal))).toEqual([[0], [4], [8]]);
  });

  it('may be too short, too long or empty to be remembered', () => {
    const long = 'q'.repeat(150);
    expect(new TextIndex('a=b; c=d').findLiteral('=')).toEqual([1, 6]);
    expect(new TextIndex(`x${long}`).findLiteral(long)).toEqual([1]);
    expect(new TextIndex('abc').findLiteral('')).toEqual([]);
  });

  it('are the same whether a literal was known before the text was read or not', () => {
    const text = "const api_key = 'x'; // PRIVATE KEY, apiKEY\r\n`${key}` \u{1F600} café://host";
    for (const literal of ['api_', 'KEY', 'PRIVATE KEY', '://', 'key}', '\u{1F600} c', "= '", '\r\n`']) {
      const first = new TextIndex(text);
      const fresh = first.findLiteral(literal);
      expect(fresh).toEqual(search(text, literal));
      expect(new TextIndex(text).findLiteral(literal)).toEqual(fresh);
    }
  });

  it('agree with a plain search on any text', () => {
    const pieces = ['key', 'KEY', 'Key', 'ke', 'y', ' ', '\n', '.', '(', 'ken', 'token', '\u{1F511}', 'é'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), fc.constantFrom('key', 'KEY', 'ken', 'token', 'y key', '.key(', '\n\nke', 'kéy'), (parts, literal) => {
        const text = parts.join('');
        expect(new TextIndex(text).findLiteral(literal)).toEqual(search(text, literal));
        expect(new TextIndex(text).find('token', 100)).toEqual([...text.matchAll(/(?<![\w$])token(?![\w$])/g)].map(({ index }) => index));
      }),
    );
  });
});
