import { Linter } from 'eslint';
import type { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

import { defineRule } from '../../src/core/define-rule.ts';

const rule = defineRule<'found' | 'fix', { word: string }>({
  name: 'no-sample',
  docs: { description: 'disallow a sample', risk: 'medium', confidence: 'high', presets: { recommended: 'warn', strict: 'error' }, cwe: [1] },
  messages: { found: 'Found {{word}}.', fix: 'Remove it.' },
  options: { schema: { word: { type: 'string' } }, defaults: { word: 'danger' } },
  strict: true,
  suggestions: true,
  text: ({ file, options, strict, report }) => {
    const start = file.text.indexOf(options.word);
    if (start < 0) return;
    const range = [start, start + options.word.length] as const;
    for (let times = 0; times < 2; times += 1) {
      report({ at: range, message: 'found', data: { word: `${options.word}\u202E` }, suggest: [{ message: 'fix', edits: [{ range, text: '' }] }] });
    }
    if (strict) report({ at: [-5, 1e9], message: 'found', data: { word: 'all' } });
  },
});

function lint(code: string, options: object[] = [], settings: object = {}): ReturnType<Linter['verify']> {
  const plugin = { rules: { 'no-sample': rule } } as unknown as ESLint.Plugin;
  return new Linter().verify(code, [{ plugins: { x: plugin }, rules: { 'x/no-sample': ['error', ...options] }, settings } as never], { filename: 'file.js' });
}

describe('defineRule', () => {
  it('reports a range once, at its exact place, with escaped data and a suggestion', () => {
    const messages = lint('let x;\n  danger;');
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ line: 2, column: 3, endLine: 2, endColumn: 9, messageId: 'found', message: 'Found danger\\u{202e}.' });
    expect(messages[0]?.suggestions?.[0]).toMatchObject({ desc: 'Remove it.', fix: { range: [9, 15], text: '' } });
  });

  it('takes options over defaults', () => {
    expect(lint('danger')).toHaveLength(1);
    expect(lint('danger', [{ word: 'other' }])).toHaveLength(0);
  });

  it('keeps impossible ranges inside the file', () => {
    const messages = lint('let y;', [{ strict: true, word: 'y' }]);
    expect(messages.map((message) => [message.line, message.column, message.endColumn])).toEqual([
      [1, 1, 7],
      [1, 5, 6],
    ]);
  });

  it('rejects unknown options and wrong settings with a clear message', () => {
    expect(() => lint('x', [{ words: 'a' }])).toThrow(/words/);
    expect(() => lint('x', [], { 'agent-security': { allowedHosts: 'x' } })).toThrow(/settings\["agent-security"\] needs an array of strings in "allowedHosts"/);
  });

  it('derives its metadata', () => {
    expect(rule.meta).toMatchObject({
      type: 'problem',
      hasSuggestions: true,
      docs: { recommended: true, surfaces: ['text'], strictOption: true },
      defaultOptions: [{ word: 'danger', strict: false }],
    });
    expect(rule.meta.docs.url).toMatch(/docs\/rules\/no-sample\.md$/);
  });
});
