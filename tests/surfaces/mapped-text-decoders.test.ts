import { describe, expect, it } from 'vitest';

import { escapedText, indentedText, jsonStringText, jsStringText, jsTemplateText } from '../../src/surfaces/decoded-text.ts';

function sourceOf(source: string, text: ReturnType<typeof jsStringText>, part: string): string {
  const index = text.text.indexOf(part);
  return source.slice(...text.toSource(index, index + part.length));
}

describe('jsonStringText', () => {
  it('decodes escapes and maps every part back', () => {
    const source = 'xx"cu\\u0072l \\"a\\" \\\\ \\/ \\n\\ud83d\\ude00"';
    const text = jsonStringText(source.slice(2), 2);
    expect(text.text).toBe('curl "a" \\ / \n😀');
    expect(sourceOf(source, text, 'curl')).toBe('cu\\u0072l');
    expect(sourceOf(source, text, 'l "a"')).toBe('l \\"a\\"');
    expect(sourceOf(source, text, '😀')).toBe('\\ud83d\\ude00');
    expect(text.toSource(0, text.text.length)).toEqual([3, source.length - 1]);
  });

  it('maps an empty string to the place between its quotes', () => {
    expect(jsonStringText('""', 5).toSource(0, 0)).toEqual([6, 6]);
  });

  it('reads what is no escape as it stands', () => {
    expect(jsonStringText('"\\uZZZZ\\q\\"', 0).text).toBe('uZZZZq\\');
  });
});

describe('jsStringText', () => {
  it('knows hexadecimal, code point and line continuation forms', () => {
    const source = "'\\x63\\u{75}r\\\nl'";
    const text = jsStringText(source, 0);
    expect(text.text).toBe('curl');
    expect(sourceOf(source, text, 'l')).toBe('l');
    expect(sourceOf(source, text, 'u')).toBe('\\u{75}');
    expect(sourceOf(source, text, 'r')).toBe('r');
  });

  it('does not read a code point out of range', () => {
    expect(jsStringText("'\\u{ffffffff}'", 0).text).toBe('u{ffffffff}');
  });
});

describe('jsTemplateText', () => {
  it('keeps holes in place', () => {
    const source = '  `a\\n${x}b`';
    const text = jsTemplateText(source.slice(2), 2, [[6, 10]]);
    expect(text.text).toBe('a\n${x}b');
    expect(text.holes).toEqual([[2, 6]]);
    expect(sourceOf(source, text, 'b')).toBe('b');
    expect(source.slice(...text.toSource(2, 6))).toBe('${x}');
  });
});

describe('escapedText', () => {
  it('stays linear on many escapes', () => {
    expect(escapedText('\\n'.repeat(100_000), 0, 200_000).text.length).toBe(100_000);
  });
});

describe('indentedText', () => {
  it('takes the indentation of each line off', () => {
    const source = '- x\n  a\n    b\n c\n';
    const text = indentedText(source, 4, source.length, 2);
    expect(text.text).toBe('a\n  b\nc\n');
    expect(sourceOf(source, text, 'b')).toBe('b');
    expect(sourceOf(source, text, 'c')).toBe('c');
  });
});
