import { describe, expect, it } from 'vitest';

import { matchesAllowList, matchesGlob, matchesHost } from '../../src/core/allow-list.ts';

describe('matchesGlob', () => {
  it.each([
    ['a/b/c', 'a/b/c', true],
    ['a/b/c', 'a/*/c', true],
    ['a/b/x/c', 'a/*/c', false],
    ['a/b/x/c', 'a/**/c', true],
    ['a/c', 'a/**/c', true],
    ['release/1.2', 'release/**', true],
    ['releases', 'release/**', false],
    ['abc', 'a?c', true],
    ['a/c', 'a?c', false],
    ['node scripts/build.js', 'node scripts/*.js', true],
    ['node scripts/../x/evil.js', 'node scripts/*.js', false],
    ['x.y', 'x*y', true],
    ['a+b', 'a+b', true],
    ['aab', 'a+b', false],
    ['', '*', true],
    ['', '?', false],
  ])('%j against %j is %s', (value, glob, expected) => {
    expect(matchesGlob(value, glob)).toBe(expected);
  });

  it('stays linear on a pattern made to backtrack', () => {
    expect(matchesGlob('a'.repeat(5000), `${'*a'.repeat(40)}b`)).toBe(false);
  });
});

describe('matchesHost', () => {
  it.each([
    ['api.example.com', ['api.example.com'], true],
    ['API.Example.COM', ['api.example.com'], true],
    ['api.example.com', ['*.example.com'], true],
    ['example.com', ['*.example.com'], false],
    ['evilexample.com', ['*.example.com'], false],
    ['api.example.com:8443', ['api.example.com'], true],
    ['api.example.com:8443', ['api.example.com:8443'], true],
    ['api.example.com:9000', ['api.example.com:8443'], false],
    ['example.com.attacker.example', ['example.com'], false],
    ['api.example.com.', ['api.example.com'], true],
    ['api.example.com.:8443', ['*.example.com'], true],
    ['api.example.com..', ['api.example.com'], false],
  ])('%s against %j is %s', (host, entries, expected) => {
    expect(matchesHost(host, entries)).toBe(expected);
  });
});

it('matchesAllowList takes any entry', () => {
  expect(matchesAllowList('b', ['a', 'b'])).toBe(true);
  expect(matchesAllowList('c', ['a', 'b'])).toBe(false);
});
