import { rmSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import type { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { afterAll, describe, expect, it } from 'vitest';

import plugin from '../../src/index.ts';
import { rules } from '../../src/rules/index.ts';
import { plant } from './planted.ts';
import type { Planted, Preset } from './planted.ts';

const { folder, expected } = plant('second.txt');
const key = ({ file, line, rule }: Pick<Planted, 'file' | 'line' | 'rule'>): string => `${file}:${line} ${rule}`;

async function findings(preset: Preset): Promise<ReadonlySet<string>> {
  const parser: Linter.Config = { files: ['**/*.{ts,tsx}'], languageOptions: { parser: tseslint.parser as Linter.Parser } };
  const eslint = new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig: [parser, ...(plugin.configs[preset] as Linter.Config[])] });
  const found = new Set<string>();
  for (const result of await eslint.lintFiles(['.'])) {
    const file = path.relative(folder, result.filePath).replaceAll('\\', '/');
    for (const message of result.messages) found.add(key({ file, line: message.line, rule: message.ruleId?.replace(/^agent-security\//, '') ?? `parse error: ${message.message}` }));
  }
  return found;
}

const recommended = await findings('recommended');
const strict = await findings('strict');
afterAll(() => rmSync(folder, { recursive: true }));

describe('the second poisoned repository', () => {
  it.each(expected.map((entry) => [`${entry.preset} reports ${key(entry)}`, entry] as const))('%s', (_, entry) => {
    expect(entry.preset === 'strict' ? strict : recommended).toContain(key(entry));
    expect(strict).toContain(key(entry));
    if (entry.preset === 'strict') expect(recommended).not.toContain(key(entry));
  });

  it('plants every rule', () => {
    const planted = new Set(expected.map(({ rule }) => rule));
    expect(Object.keys(rules).filter((name) => !planted.has(name))).toEqual([]);
  });

  it('shows nothing on other lines', () => {
    const lines = new Set(expected.map(({ file, line }) => `${file}:${line}`));
    expect([...new Set([...strict, ...recommended])].filter((finding) => !lines.has(finding.slice(0, finding.indexOf(' '))))).toEqual([]);
  });
});
