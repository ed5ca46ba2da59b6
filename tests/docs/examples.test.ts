import path from 'node:path';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

import plugin from '../../src/index.ts';
import { rules } from '../../src/rules/index.ts';
import { examples, readPage, ROOT } from './page.ts';
import type { Example } from './page.ts';

const linter = new Linter({ cwd: ROOT });

/** The strict preset without its rules: what is left says which file is read as which language. */
const languages = (plugin.configs.strict as Linter.Config[]).map((entry) => ({ ...entry, rules: {}, linterOptions: {} }));
const parser: Linter.Config = { files: ['**/*.{ts,mts,cts,tsx}'], languageOptions: { parser: tseslint.parser as Linter.Parser } };
const scripts: Linter.Config = { files: ['**/*.{jsx,tsx}'], languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } };

/** The findings of one rule on an example, as `line: message`; anything else ESLint says comes first. */
function lint(name: string, example: Example): string[] {
  const rule: Linter.Config = { rules: { [`agent-security/${name}`]: ['error', ...example.options] }, settings: { 'agent-security': example.policy } };
  const messages = linter.verify(example.code, [{ files: ['**/*.{js,jsx,mjs,cjs}'] }, parser, scripts, ...languages, rule], path.join(ROOT, 'docs-example', example.file));
  for (const message of messages) expect(message.ruleId, `${message.message} (line ${message.line} of the example)`).toBe(`agent-security/${name}`);
  return messages.map((message) => `${message.line}: ${message.message}`);
}

describe.each(Object.keys(rules))('docs/rules/%s.md', (name) => {
  const all = examples(readPage(name));

  it('shows both kinds of examples', () => {
    expect(all.filter((example) => !example.correct).length).toBeGreaterThan(0);
    expect(all.filter((example) => example.correct).length).toBeGreaterThan(0);
  });

  it.each(all.map((example) => [example.correct ? 'correct' : 'incorrect', example.file, example.line, example] as const))('%s %s on line %i', (_kind, _file, _line, example) => {
    const found = lint(name, example);
    if (example.correct) expect(found).toEqual([]);
    else expect(found.length).toBeGreaterThan(0);
  });
});
