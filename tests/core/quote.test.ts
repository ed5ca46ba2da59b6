import { expect, it } from 'vitest';

import { quote } from '../../src/core/quote.ts';

it('keeps short plain text', () => {
  expect(quote('rm -rf /')).toBe('rm -rf /');
});

it('escapes control, invisible and non-ASCII characters', () => {
  expect(quote('a\nb\u202Ec\u{E0041}é\u001B[31m')).toBe('a\\u{a}b\\u{202e}c\\u{e0041}\\u{e9}\\u{1b}[31m');
});

it('keeps the ellipsis of a shortened value', () => {
  expect(quote('{…}')).toBe('{…}');
});

it('shows an ellipsis where nobody knows what stands', () => {
  expect(quote('npm install \uE000@latest')).toBe('npm install …@latest');
  expect(quote('/usr/local/bin/unknown-\uE000')).toBe('/usr/local/bin/…');
});

it('never exceeds the bound by more than its ellipsis', () => {
  for (const text of ['x'.repeat(1000), '\u{E0041}'.repeat(100), `${'x'.repeat(59)}\u202E`, 'x'.repeat(61)]) {
    expect(quote(text).length).toBeLessThanOrEqual(61);
    expect(quote(text).endsWith('…')).toBe(true);
  }
  expect(quote('x'.repeat(60))).toBe('x'.repeat(60));
});

it('masks credentials, also where a rule quotes what is around them', () => {
  const token = `${['gh', 'p_'].join('')}yadtu7ghXYNoBY7deEAKAuUO93d1EPsywFNb`;
  expect(quote(token)).toBe('***');
  expect(quote(`curl -H x:${token} https://a.example`)).toBe('curl -H x:*** https://a.example');
  expect(quote(`${'a '.repeat(20)}${token}`)).toBe(`${'a '.repeat(20)}***`);
  expect(quote(`https://user:${['hX7', 'qP2vL9zk'].join('')}@db.example/x`)).not.toContain('hX7');
  expect(quote(`sk-${'ant'}-x87-n6rfsuq3lz5kiym_lh4yatk3tyiye-3slfsj5vji2f2xk0mwkf`)).toBe('***');
  for (const honest of ['https://api.example.com/v1/users?id=0123456789abcdef', '3f2504e0-4f89-41d3-9a0c-0305e82c3301', '9fceb02d0ae598e95dc970b74767f19372d61af8', 'terminal-integrated-default-profile-osx-2', 'eslint-plugin-agent-security-with-4-words']) {
    expect(quote(honest)).toBe(honest);
  }
});
