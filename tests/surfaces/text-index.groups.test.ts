import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { TextGroup, TextIndex } from '../../src/surfaces/text-index.ts';

const WORDS = new TextGroup(['groupAlpha', 'groupBeta'], 'word');
const ANY_CASE = new TextGroup(['qAnyCase', ' tab\tend', '||x'], 'any-case');

describe('groups of texts', () => {
  it('tell which members occur and where', () => {
    const index = new TextIndex('groupBeta xgroupAlpha groupBeta');
    expect(index.findGroup(WORDS)).toEqual([{ which: 1, indexes: [0, 22] }]);
    expect([index.hasAny(WORDS), new TextIndex('groupBetas').hasAny(WORDS)]).toEqual([true, false]);
  });

  it('find small and capital letters alike where the case does not count', () => {
    const index = new TextIndex('QANYCASE qanycase qAnYcAsE  TAB\tEND ||X');
    expect(index.findGroup(ANY_CASE).map(({ indexes }) => indexes)).toEqual([[0, 9, 18], [27], [36]]);
  });

  it.each(['zq', 'zq\u00e9', 'z'.repeat(101), ''])('take no text that cannot be known: %s', (text) => {
    expect(() => new TextGroup(['fine', text])).toThrow(/cannot be known/);
  });

  it('may be made after a text was read', () => {
    const index = new TextIndex('lateGroupText and more');
    expect(index.isPlain).toBe(true);
    const late = new TextGroup(['lateGroupText', 'andNothing']);
    expect([index.hasAny(late), index.findGroup(late)]).toEqual([true, [{ which: 0, indexes: [0] }]]);
    expect(new TextIndex('lateGroupTex').hasAny(late)).toBe(false);
  });

  it('agree with a plain search wherever the texts stand', () => {
    const texts = ['ken', 'KEN', 'token', '\r\nai', "'git", '@Re', 'exportsx', 'ionion', 'aaa'];
    const literal = new TextGroup(texts);
    const folded = new TextGroup(texts, 'any-case');
    const pieces = [...texts, 'To', 'k', 'en', 'EN', 'a', 'A', '@', "'", 'G', 'it', '\r', '\n', '\u0141', '\u212a', '_', ' '];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        const index = new TextIndex(text);
        expect(index.findGroup(literal).map(({ which }) => which)).toEqual(texts.flatMap((wanted, which) => (text.includes(wanted) ? [which] : [])));
        // Letters of other alphabets are not folded into ASCII.
        const small = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
        expect(index.findGroup(folded).map(({ which }) => which)).toEqual(texts.flatMap((wanted, which) => (small.includes(wanted.toLowerCase()) ? [which] : [])));
        expect([index.hasAny(literal), index.hasAny(folded)]).toEqual([texts.some((wanted) => text.includes(wanted)), texts.some((wanted) => small.includes(wanted.toLowerCase()))]);
      }),
    );
  });
});

describe('a plain text', () => {
  it('is printable ASCII with tabs and line ends', () => {
    const isPlain = (text: string): boolean => new TextIndex(text).isPlain;
    expect(['', 'a\tb\r\n\f~', '\u007f', '\u000b', 'a\u00a0', 'a\u200bb', '\u{1f600}', '\u0000'].map(isPlain)).toEqual([true, true, false, false, false, false, false, false]);
  });
});
