import * as typescriptParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import type { Linter as LinterTypes } from 'eslint';

import { fileRow } from '../../src/knowledge/files.ts';
import { languagePlugins } from '../../src/languages/index.ts';

const families = languagePlugins('eslint-plugin-agent-security', '0.0.0');
const LANGUAGES = new Map<string, string>([
  ['json', 'agent-security-json/json'],
  ['jsonc', 'agent-security-json/jsonc'],
  ['json5', 'agent-security-json/json5'],
  ['yaml', 'agent-security-yaml/yaml'],
  ['yml', 'agent-security-yaml/yaml'],
  ['toml', 'agent-security-text/toml'],
  ['markdown', 'agent-security-markdown/gfm'],
  ['md', 'agent-security-markdown/gfm'],
  ['mdc', 'agent-security-markdown/gfm'],
  ['shell', 'agent-security-text/shell'],
  ['sh', 'agent-security-text/shell'],
  ['text', 'agent-security-text/text'],
]);

/** Lints one text with one rule, in the language that its file name stands for. */
export function lintText(rule: object, file: string, text: string, options: object = {}): readonly LinterTypes.LintMessage[] {
  const extension = file.slice(file.lastIndexOf('.') + 1);
  const isCode = /^[cm]?[jt]sx?$/.test(extension);
  const language = isCode ? undefined : LANGUAGES.get(fileRow(file)?.language ?? extension) ?? 'agent-security-text/text';
  const config = {
    files: [`**/${file.slice(file.lastIndexOf('/') + 1)}`],
    plugins: { ...families, a: { rules: { tested: rule } } },
    linterOptions: { noInlineConfig: true },
    ...(language ? { language } : { languageOptions: { parser: typescriptParser } }),
    rules: { 'a/tested': ['error', options] },
  };
  return new Linter({ configType: 'flat' }).verify(text, [config] as unknown as LinterTypes.Config[], { filename: file });
}
