import { describe, expect, it } from 'vitest';

import { joinTexts, markedText, plainText, sliceText } from '../../src/surfaces/mapped-text.ts';

describe('MappedText', () => {
  it('maps plain text by its start', () => {
    const text = plainText('hello', 10);
    expect(text.toSource(0, 5)).toEqual([10, 15]);
    expect(text.toSource(1, 3)).toEqual([11, 13]);
    expect(text.toSource(-4, 99)).toEqual([10, 15]);
    expect(text.toSource(3, 1)).toEqual([13, 13]);
  });

  it('maps decoded escapes to the whole escape', () => {
    // Source at 5: a \u0062 c — text "abc".
    const text = markedText('abc', [[0, 5], [1, 6], [2, 12]], 13);
    expect(text.toSource(0, 1)).toEqual([5, 6]);
    expect(text.toSource(1, 2)).toEqual([6, 12]);
    expect(text.toSource(2, 3)).toEqual([12, 13]);
    expect(text.toSource(0, 3)).toEqual([5, 13]);
  });

  it('slices with holes', () => {
    const text = markedText('ab\uE000cd', [[0, 0], [2, 2], [3, 9]], 11, [[2, 3]]);
    const slice = sliceText(text, 1, 4);
    expect(slice.text).toBe('b\uE000c');
    expect(slice.holes).toEqual([[1, 2]]);
    expect(slice.toSource(1, 2)).toEqual([2, 9]);
    expect(slice.toSource(2, 3)).toEqual([9, 10]);
  });

  it('joins texts and finds the way back into each', () => {
    const joined = joinTexts([plainText('curl', 100), plainText('https://x', 200)]);
    expect(joined.text).toBe('curl https://x');
    expect(joined.toSource(0, 4)).toEqual([100, 104]);
    expect(joined.toSource(5, 14)).toEqual([200, 209]);
    expect(joined.toSource(0, 14)).toEqual([100, 209]);
  });
});
