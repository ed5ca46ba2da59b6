import path from 'node:path';
import { Linter } from 'eslint';
import { expect, it } from 'vitest';

import { layers } from '../../scripts/lint/layers.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const linter = new Linter({ cwd: root });

function objections(file: string, code: string): string[] {
  const messages = linter.verify(code, { files: ['**/*.ts'], plugins: { project: { rules: { layers } } }, rules: { 'project/layers': 'error' } }, path.join(root, 'src', file));
  return messages.map((message) => message.message);
}

it.each([
  ['configs/index.ts', "import { rules } from '../rules/index.ts'"],
  ['rules/index.ts', "import a from './no-a.ts'"],
  ['rules/no-a.ts', "import { defineRule } from '../core/define-rule.ts'"],
  ['rules/no-a.ts', "import { HOSTS } from '../knowledge/hosts.ts'"],
  ['core/file.ts', "import { parse } from '../surfaces/shell/index.ts'"],
  ['surfaces/shell/parse.ts', "const unbash = createRequire(import.meta.url)('unbash')"],
  ['languages/json.ts', "import { x } from '@eslint/plugin-kit'"],
  ['index.ts', "import { configs } from './configs/index.ts'"],
])('%s may hold %s', (file, code) => {
  expect(objections(file, code)).toEqual([]);
});

it.each([
  ['rules/no-a.ts', "import b from './no-b.ts'", 'by src/rules/index.ts only'],
  ['rules/no-a.ts', "import { parse } from 'yaml-eslint-parser'", 'imports no package'],
  ['rules/no-a.ts', "import { rules } from '../configs/index.ts'", 'must not import configs'],
  ['core/file.ts', "export * from '../rules/index.ts'", 'must not import rules'],
  ['surfaces/shell/parse.ts', "import { defineRule } from '../../core/define-rule.ts'", 'must not import core'],
  ['languages/json.ts', "const x = await import('../surfaces/source-code.ts')", 'must not import surfaces'],
  ['knowledge/hosts.ts', "import { x } from '../core/quote.ts'", 'is a leaf'],
  ['knowledge/hosts.ts', "import { x } from 'momoa'", 'imports no package'],
  ['surfaces/settings/tree.ts', "import x from 'unbash'", 'only src/surfaces/shell/parse.ts'],
  ['surfaces/shell/model.ts', "import { parse } from 'unbash'", 'only src/surfaces/shell/parse.ts'],
  ['core/file.ts', "const unbash = createRequire(import.meta.url)('unbash')", 'only src/surfaces/shell/parse.ts'],
  ['elsewhere/x.ts', "import { x } from '../core/quote.ts'", 'no place in the order'],
])('%s must not hold %s', (file, code, why) => {
  expect(objections(file, code)).toEqual([expect.stringContaining(why)]);
});
