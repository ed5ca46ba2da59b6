import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

import json from '@eslint/json';
import js from '@eslint/js';
import markdown from '@eslint/markdown';
import { ESLint } from 'eslint';
import type { Linter } from 'eslint';
import jsonc from 'eslint-plugin-jsonc';
import unicorn from 'eslint-plugin-unicorn';
import yml from 'eslint-plugin-yml';
import tseslint from 'typescript-eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import plugin from '../../src/index.ts';

const require = createRequire(import.meta.url);
const eslint9 = require('eslint-9') as { ESLint: typeof ESLint };
const js9 = createRequire(require.resolve('eslint-9'))('@eslint/js') as typeof js;

type Configs = Linter.Config[];
const asConfigs = (value: unknown): Configs => (Array.isArray(value) ? value : [value]) as Configs;
const jsonFiles: Configs = (['json', 'jsonc', 'json5'] as const).map((mode) => ({ ...(json.configs.recommended as Linter.Config), files: [mode === 'jsonc' ? '**/.vscode/*.json' : `**/*.${mode}`], language: `json/${mode}` }));

/** What users put next to us, none of it limited to some files. */
const neighbours = (core: typeof js): Record<string, Configs> => ({
  'js recommended': asConfigs(core.configs.recommended),
  'js all': asConfigs(core.configs.all),
  'typescript-eslint strict, typed': [...asConfigs(tseslint.configs.strictTypeChecked), { languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['*.js', 'src/*.js'] } } } }],
  unicorn: asConfigs(unicorn.configs.recommended),
  '@eslint/json': jsonFiles,
  '@eslint/markdown': asConfigs(markdown.configs.recommended),
  jsonc: asConfigs(jsonc.configs['recommended-with-jsonc']),
  yml: asConfigs(yml.configs.recommended),
});

const FILES: Record<string, string> = {
  'src/a.js': 'var a = new Function(process.argv[2]);\nexport default a\n',
  'package.json': '{ "name": "x", "name": "x",\n  "scripts": { "a": "echo" } }\n',
  '.vscode/settings.json': '{\n  // c\n  "a": 1\n}\n',
  'README.md': '# T\n\n# T\n\n[x]()\n',
  'CLAUDE.md': '# T\n\n\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200btext\n',
  '.github/workflows/ci.yml': 'on: push\njobs: \n   a:\n     steps: ["a",   b]\n',
  'run.sh': '#!/bin/sh\necho a\n',
  '.codex/config.toml': 'a = 1\n',
  '.npmrc': 'a=b\n',
  '.husky/pre-commit': 'npm test\n',
  'binding.gyp': "{ # c\n  'a': 'b',\n}\n",
};

/** A rule that finds the first character of every file that we lint; the presets' rules find little in honest files. */
const first = {
  create: (context: { readonly sourceCode: { readonly ast: unknown }; report(problem: object): void }) => ({
    '*': (node: unknown) => {
      if (node === context.sourceCode.ast) context.report({ loc: { line: 1, column: 1 }, message: 'Seen.' });
    },
  }),
};
const probe: Configs = [{ plugins: { probe: { rules: { first } } as never }, rules: { 'probe/first': 'warn' } }];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'coexistence-'));
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  writeFileSync(path.join(folder, 'tsconfig.json'), '{ "compilerOptions": { "allowJs": true, "strict": true }, "include": ["src"] }');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Findings = Map<string, string[]>;

async function lintAll(Engine: typeof ESLint, configs: Configs): Promise<Findings> {
  const engine = new Engine({ cwd: folder, overrideConfigFile: true, overrideConfig: configs });
  const results = await engine.lintFiles(['.']);
  return new Map(
    results.map((result): [string, string[]] => [
      path.relative(folder, result.filePath).replaceAll('\\', '/'),
      result.messages.map(({ ruleId, line, column, message, fatal }) => `${fatal ? 'FATAL ' : ''}${ruleId ?? ''} ${line}:${column} ${message.slice(0, 80)}`).sort(),
    ]),
  );
}

const isOurs = (message: string): boolean => /^(?:agent-security|probe)\//.test(message);

describe.each([
  ['ESLint 10', ESLint, js],
  ['ESLint 9', eslint9.ESLint, js9],
] as const)('%s', (_version, Engine, core) => {
  describe.each(Object.entries(neighbours(core)))('beside %s', (_name, theirs) => {
    it.each([
      ['ours first', (ours: Configs) => [...ours, ...theirs]],
      ['ours last', (ours: Configs) => [...theirs, ...ours]],
    ])('%s: nothing crashes, their findings stay, ours are there', async (_order, combine) => {
      const alone = await lintAll(Engine, [{ files: ['**/*.js'] }, ...theirs]);
      const together = await lintAll(Engine, combine([...plugin.configs.strict, ...probe]));
      for (const name of Object.keys(FILES)) {
        const messages = together.get(name);
        expect(messages, name).toBeDefined();
        expect(messages?.filter((message) => message.startsWith('FATAL')), name).toEqual([]);
        expect(messages?.some((message) => message.startsWith('probe/first')), name).toBe(true);
      }
      for (const [name, messages] of alone) {
        // A file that the neighbour alone cannot read (JSON as JavaScript) has nothing to keep.
        if (messages.some((message) => message.startsWith('FATAL'))) continue;
        expect(together.get(name)?.filter((message) => !isOurs(message)), name).toEqual(messages);
      }
      for (const [name, messages] of together) {
        // It has nothing to say about files that only we bring, unless its rules are for that very language.
        if (!alone.has(name) && !/\.(?:ya?ml|gyp)$/.test(name)) expect(messages.filter((message) => !isOurs(message)), name).toEqual([]);
      }
    }, 120_000);
  });

  it('our own rules report in code and in every other language', async () => {
    const findings = await lintAll(Engine, plugin.configs.strict);
    expect(findings.get('src/a.js')?.some((message) => message.startsWith('agent-security/no-dynamic-code'))).toBe(true);
    expect(findings.get('CLAUDE.md')?.some((message) => message.startsWith('agent-security/no-hidden-text'))).toBe(true);
  });
});
