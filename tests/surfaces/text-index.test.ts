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
