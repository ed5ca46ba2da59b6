import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { BIGRAM_CLASSES, BIGRAMS } from '../../../src/knowledge/secrets/bigrams.ts';
import { isTestFile } from '../../../src/knowledge/test-files.ts';
import { entropy, looksRandom, surprise } from '../../../src/surfaces/text/secrets/randomness.ts';
import { draw, seeded } from './generate.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const random = seeded(3);

describe('the table of pairs', () => {
  it('is what its script makes of the installed packages', () => {
    expect(() => execFileSync(process.execPath, [path.join(root, 'scripts/bigrams.mjs'), '--check'], { stdio: 'pipe' })).not.toThrow();
  });
  it('has a row and a column per class, of plausible bits', () => {
    expect(BIGRAMS).toHaveLength(BIGRAM_CLASSES ** 2);
    expect(BIGRAMS.every((bits) => bits > 0 && bits < 200)).toBe(true);
  });
});

describe('randomness', () => {
  it('tells drawn values from words of code', () => {
    for (const characters of ['A-Za-z0-9', 'a-z0-9', 'A-Za-z0-9+/', 'A-Z0-9', '0-9a-f']) {
      const values = Array.from({ length: 100 }, () => draw(characters, 32, random));
      expect(values.filter((value) => looksRandom(value)).length, characters).toBeGreaterThanOrEqual(98);
    }
    for (const words of ['getElementById2', 'application/x-www-form-urlencoded', 'Content-Security-Policy-Report-Only', 'utf8ToBase64', 'node_modules/.cache2', 'es2022.intl', 'oauth2ClientCredentials', '0123456', 'aaaaaaaaaaaa1111']) expect(looksRandom(words), words).toBe(false);
  });
  it('is high for drawn pairs, low for words and empty texts', () => {
    expect(surprise(draw('a-z', 60, random))).toBeGreaterThan(surprise('internationalization') + 1);
    expect(surprise('')).toBe(0);
    expect(entropy('aaaa')).toBe(0);
    expect(entropy('abcd')).toBe(2);
  });
});

describe('files of tests', () => {
  it.each(['test/a.js', 'src/__tests__/a.ts', 'a.test.mts', 'a.spec.tsx', 'b.cy.js', 'e2e-tests/a.js', 'packages/x/integration-tests/a.js', 'fixtures/key.json', 'src/a_test.js', 'cypress/a.js'])('%s is one', (file) => expect(isTestFile(file)).toBe(true));
  it.each(['src/a.js', 'src/latest/a.js', 'src/contest.js', 'src/attestation/index.ts', 'src/testimonials.js', 'inspect/a.js', 'src/test.helper/../a.js', 'examples/a.js'])('%s is none', (file) => expect(isTestFile(file)).toBe(false));
  it('does not count folders above the root', () => {
    expect(isTestFile('/home/me/test/app/src/a.js', '/home/me/test/app')).toBe(false);
    expect(isTestFile('/home/me/test/app/test/a.js', '/home/me/test/app/')).toBe(true);
  });
});
