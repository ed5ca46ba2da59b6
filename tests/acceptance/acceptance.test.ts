import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import type { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

import plugin from '../../src/index.ts';
import { rules } from '../../src/rules/index.ts';

type Preset = 'recommended' | 'strict';

interface Entry {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  /** The quietest preset that reports the line. */
  readonly preset: Preset;
  /** Why a finding that nobody planted is right; only in `further`. */
  readonly why?: string;
}

const examples = path.resolve(import.meta.dirname, '../../examples');
const read = (name: string): unknown => JSON.parse(readFileSync(path.join(import.meta.dirname, name), 'utf8'));
const expected = (read('expected.json') as { poisoned: Entry[] }).poisoned;
const further = (read('further.json') as { poisoned: Entry[] }).poisoned;
const known = new Set<string>(Object.keys(rules));

const key = (entry: Pick<Entry, 'file' | 'line' | 'rule'>): string => `${entry.file}:${entry.line} ${entry.rule}`;

/** Every finding of a preset on one of the example repositories; a syntax error has the rule `parse error`. */
async function findings(folder: string, preset: Preset): Promise<ReadonlySet<string>> {
  const cwd = path.join(examples, folder);
  const parser: Linter.Config = { files: ['**/*.{ts,tsx}'], languageOptions: { parser: tseslint.parser as Linter.Parser } };
  const eslint = new ESLint({ cwd, overrideConfigFile: true, overrideConfig: [{ ignores: ['eslint.config.mjs'] }, parser, ...(plugin.configs[preset] as Linter.Config[])] });
  const found = new Set<string>();
  for (const result of await eslint.lintFiles(['.'])) {
    const file = path.relative(cwd, result.filePath).replaceAll('\\', '/');
    for (const message of result.messages) {
      const rule = message.ruleId?.replace(/^agent-security\//, '') ?? `parse error: ${message.message}`;
      found.add(key({ file, line: message.line, rule }));
    }
  }
  return found;
}

const recommended = await findings('poisoned', 'recommended');
const strict = await findings('poisoned', 'strict');
const found: Readonly<Record<Preset, ReadonlySet<string>>> = { recommended, strict };

describe('the poisoned repository', () => {
  for (const entry of expected) {
    const title = `${entry.preset} reports ${key(entry)}`;
    if (!known.has(entry.rule)) {
      it.todo(title);
      continue;
    }
    it(title, () => {
      expect(found[entry.preset]).toContain(key(entry));
      expect(strict, 'strict reports everything that recommended does').toContain(key(entry));
      if (entry.preset === 'strict') expect(recommended, 'recommended is quieter than strict here').not.toContain(key(entry));
    });
  }

  it('shows nothing else but what further.json justifies', () => {
    const justified = new Set([...expected, ...further].map((entry) => `${entry.file}:${entry.line}`));
    const unlisted = [...strict, ...recommended].filter((finding) => !justified.has(finding.slice(0, finding.indexOf(' '))));
    expect(unlisted).toEqual([]);
  });

  it('still shows what further.json justifies', () => {
    for (const entry of further) {
      expect(entry.why, key(entry)).toMatch(/^\w.{10,300}\.$/);
      if (!known.has(entry.rule)) continue;
      expect(found[entry.preset]).toContain(key(entry));
      if (entry.preset === 'strict') expect(recommended).not.toContain(key(entry));
    }
  });
});

describe('the clean repository', () => {
  it('yields no finding under recommended', async () => {
    expect([...(await findings('clean', 'recommended'))]).toEqual([]);
  });
});
