import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import auth from '../../src/rules/no-auth-bypass.ts';

const COUNT = 8000;
const numbers = Array.from({ length: COUNT }, (_, index) => index);
/** Far above what such a file takes, and far below what it took when the time grew with the square of its length. */
const MAX_TIME = 8000;

const CASES = [
  ['tests of a function with many constants', auth, `function isAuthenticated() { const ${numbers.map((index) => `a${index} = 1`).join(', ')};\n${numbers.map(() => 'if (a1 && a2 && a3) { return false; }').join('\n')} return true; }`],
] as const;

describe('code that is made to take long', () => {
  it.each(CASES)('%s', (_, rule, code) => {
    const config = { plugins: { own: { rules: { rule } } }, rules: { 'own/rule': ['error', { strict: true }] } };
    const start = performance.now();
    const messages = new Linter().verify(code, [config] as unknown as Linter.Config[], { filename: 'src/auth.js' });
    expect(performance.now() - start).toBeLessThan(MAX_TIME);
    expect(messages.some(({ fatal }) => fatal)).toBe(false);
  }, 60_000);
});
