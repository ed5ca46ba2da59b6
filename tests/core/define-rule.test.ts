import { Linter } from 'eslint';
import type { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

import { defineRule } from '../../src/core/define-rule.ts';
import { MAX_LISTED } from '../../src/core/report.ts';

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

  it('cuts what is quoted from a file, not the phrases of a table', () => {
    const sample = defineRule<'found'>({
      name: 'no-phrase',
      docs: { description: 'disallow a phrase', risk: 'low', confidence: 'high', presets: { recommended: 'warn', strict: 'error' }, cwe: [1] },
      messages: { found: '{{value}} {{effect}}.' },
      text: ({ report }) => report({ at: [0, 1], message: 'found', data: { value: 'x'.repeat(80), effect: `lets ${'every '.repeat(13)}one in` } }),
    });
    const [message] = new Linter().verify('let x;', [{ plugins: { x: { rules: { phrase: sample } } as never }, rules: { 'x/phrase': 'error' } }]);
    expect(message?.message).toBe(`${'x'.repeat(60)}… lets ${'every '.repeat(13)}one in.`);
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

describe('a file with thousands of findings', () => {
  const crowd = defineRule<'found'>({
    name: 'no-crowd',
    docs: { description: 'disallow a crowd', risk: 'medium', confidence: 'high', presets: { recommended: 'warn', strict: 'error' }, cwe: [1] },
    messages: { found: 'Found {{word}}.' },
    text: ({ file, report }) => {
      for (const { index, 0: word } of file.text.matchAll(/bad\d+/g)) for (let times = 0; times < 2; times += 1) report({ at: [index, index + word.length], message: 'found', data: { word } });
    },
  });
  const other = { ...crowd, meta: { ...crowd.meta } };
  const plugins = { x: { rules: { crowd, other } } as unknown as ESLint.Plugin };
  const verify = (code: string, rules: object = { 'x/crowd': 'error' }): ReturnType<Linter['verify']> => new Linter().verify(code, [{ plugins, rules } as never], { filename: 'file.js' });
  const lines = (count: number, from = 0): string => Array.from({ length: count }, (_, index) => `bad${from + index};\n`).join('');
  const more = (messages: ReturnType<Linter['verify']>): ReturnType<Linter['verify']> => messages.filter(({ messageId }) => messageId === 'more');

  it('lists as many as the limit and says nothing more', () => {
    const messages = verify(lines(MAX_LISTED));
    expect(messages).toHaveLength(MAX_LISTED);
    expect(more(messages)).toEqual([]);
  });

  it('tells how many are left out, at the place of the first of them, under the same rule', () => {
    const messages = verify(lines(MAX_LISTED + 250));
    expect(messages).toHaveLength(MAX_LISTED + 1);
    expect(messages.at(-1)).toMatchObject({ ruleId: 'x/crowd', severity: 2, messageId: 'more', line: MAX_LISTED + 1, column: 1, endColumn: 8, message: '… and 250 more of this rule in this file, not listed one by one. Fix those that are listed and lint again.' });
  });

  it('counts each rule and each file by itself', () => {
    const messages = verify(lines(MAX_LISTED + 7), { 'x/crowd': 'warn', 'x/other': 'error' });
    expect(more(messages).map(({ ruleId, severity }) => [ruleId, severity])).toEqual([['x/crowd', 1], ['x/other', 2]]);
    expect(verify(lines(3))).toHaveLength(3);
  });

  it.each([
    ['the first ones', `/* eslint-disable x/crowd */\n${lines(MAX_LISTED + 5)}/* eslint-enable x/crowd */\n${lines(3, 90_000)}`, ['bad90000', 'bad90001', 'bad90002']],
    ['the one where the others would be told', `${lines(MAX_LISTED)}bad55555; // eslint-disable-line x/crowd\n${lines(2, 90_000)}`, ['bad90000', 'bad90001']],
    ['all', `/* eslint-disable x/crowd */\n${lines(MAX_LISTED + 5)}`, []],
  ])('hides nothing behind a comment that disables %s', (_, code, expected) => {
    const messages = verify(code);
    expect(more(messages)).toEqual([]);
    expect(messages.map(({ message }) => message.slice(6, -1)).slice(code.startsWith('/*') ? 0 : MAX_LISTED)).toEqual(expected);
  });
});
