import { describe, expect, it } from 'vitest';

import { SECRET_TYPES } from '../../../src/knowledge/secrets/index.ts';
import { scanAssignments } from '../../../src/surfaces/text/secrets/assignments.ts';
import { scanLines, scanText } from '../../../src/surfaces/text/secrets/index.ts';
import { findNameHints, findValueIndexes } from '../../../src/surfaces/text/secrets/hints.ts';
import { makeSecret, seeded } from './generate.ts';

function workOf(text: string): number {
  const work = { runs: 0, places: 0, patterns: 0 };
  scanText(text, { work });
  return work.runs + work.places + work.patterns;
}

const keywords = [...new Set(SECRET_TYPES.flatMap((type) => type.keywords ?? []))];
const random = seeded(4);

describe('work grows with the text only', () => {
  it.each(keywords.map((keyword) => [keyword.replace(/[A-Za-z]/g, (letter) => `${letter}\u200b`), keyword]))('prefix %s repeated', (_, keyword) => {
    const once = workOf(keyword.repeat(400));
    expect(workOf(keyword.repeat(800))).toBeLessThanOrEqual(once * 2.4 + 100);
    expect(once).toBeLessThanOrEqual(keyword.length * 400 * 8 + 100);
  });

  it.each(SECRET_TYPES.map((type) => [type.id]))('examples of %s joined without a break', (id) => {
    const value = makeSecret(id, random) ?? id;
    const once = workOf(value.repeat(100));
    expect(workOf(value.repeat(200))).toBeLessThanOrEqual(once * 2.4 + 200);
  });
});

describe('texts without a secret cost next to nothing', () => {
  it('skips short words', () => {
    expect(workOf('const a = b + c; '.repeat(2000))).toBe(0);
    expect(findNameHints('const a = b + c; '.repeat(2000))).toEqual([]);
  });
  it('looks up few places in long identifiers', () => {
    expect(workOf('someVeryLongIdentifierName(); '.repeat(1000))).toBeLessThanOrEqual(2000);
  });
});

it('asks for literals behind names only', () => {
  const text = `const title = "hello"; const apiKey = "abc"; headers['x-api-key'] = "def"; set('token', 'ghi'); const p = env.PASSWORD ?? 'jkl'; const t = token ? 'a' : 'b';`;
  const literals = findValueIndexes(text).map((index) => /^["'](\w+)/.exec(text.slice(index))?.[1]);
  expect(literals).toEqual(['abc', 'def', 'ghi', 'jkl', 'a', 'b']);
});

describe('hostile texts end', () => {
  const many = 40_000;
  it.each([
    ['names in one word', 'token'.repeat(many)],
    ['names on one line', 'token=a1b2c3d4e5f6g7h8i9j0k1l2 '.repeat(many / 4)],
    ['key types', '"kty":'.repeat(many)],
    ['key headers', ['-----BEGIN ', 'PRIVATE ', 'KEY-----'].join('').repeat(many / 4)],
    ['addresses', 'a://b:'.repeat(many)],
    ['request users on one line', 'curl -u a:b '.repeat(many)],
    ['programs on one line', 'mysql -u a mongo x redis-cli docker login echo a sudo -S chpasswd '.repeat(many)],
    ['programs and blanks', `mysql ${' '.repeat(many * 4)} -p`],
    ['connection strings', 'Server=a;Password=;'.repeat(many / 4)],
    ['tokens of three parts', 'eyJhbGciOiJIUzI1NiJ9-'.repeat(many / 4)],
    ['quotes', `token"'\``.repeat(many)],
    ['machines', 'machine a login b password '.repeat(many / 4)],
  ])('%s', (_, text) => {
    expect(scanText(text).length + scanLines(text).length + scanAssignments(text).length + findValueIndexes(text).length).toBeGreaterThanOrEqual(0);
  }, 10_000);
});
