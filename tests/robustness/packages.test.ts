import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { findFiles, lintedName, sampleFiles } from '../../scripts/robustness/files.mjs';
import { textLinter } from '../../scripts/robustness/lint-text.mjs';
import plugin from '../../src/index.ts';
import { ROOT } from '../docs/page.ts';

/** Larger files belong to `npm run robustness`, which lints all of node_modules. */
const MAX_SIZE = 40_000;
const COUNT = 200;

describe('a sample of the files of installed packages', () => {
  const root = path.join(ROOT, 'node_modules');
  const files = sampleFiles(findFiles(root).filter((file) => /\.(?:[cm]?[jt]sx?|json|md|markdown|ya?ml|toml|sh|gypi?|lock)$/.test(file) && statSync(file).size <= MAX_SIZE), COUNT);
  const lint = textLinter([plugin.configs.recommended, plugin.configs.strict]);

  it('is linted by every rule without a crash, and every finding stands in its file', () => {
    const problems: string[] = [];
    const linted = new Map<string, number>();
    for (const file of files) {
      const name = lintedName(root, file);
      const result = lint(name, readFileSync(file, 'utf8'));
      if (!result) continue;
      const kind = path.extname(name);
      linted.set(kind, (linted.get(kind) ?? 0) + (result.fatal === null ? 1 : 0));
      problems.push(...result.problems.map((problem) => `${name}: ${problem}`));
    }
    expect(problems).toEqual([]);
    for (const kind of ['.js', '.mjs', '.cjs', '.ts', '.mts', '.json', '.md']) expect(linted.get(kind), kind).toBeGreaterThan(0);
  }, 120_000);
});
