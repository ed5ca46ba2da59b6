import { expect, it } from 'vitest';

import { quote } from '../../src/core/quote.ts';

it('keeps short plain text', () => {
  expect(quote('rm -rf /')).toBe('rm -rf /');
});

it('escapes control, invisible and non-ASCII characters', () => {
  expect(quote('a\nb\u202Ec\u{E0041}é\u001B[31m')).toBe('a\\u{a}b\\u{202e}c\\u{e0041}\\u{e9}\\u{1b}[31m');
});

it('never exceeds the bound by more than its ellipsis', () => {
  for (const text of ['x'.repeat(1000), '\u{E0041}'.repeat(100), `${'x'.repeat(59)}\u202E`, 'x'.repeat(61)]) {
    expect(quote(text).length).toBeLessThanOrEqual(61);
    expect(quote(text).endsWith('…')).toBe(true);
  }
  expect(quote('x'.repeat(60))).toBe('x'.repeat(60));
});
