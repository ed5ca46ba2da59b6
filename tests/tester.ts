import * as typescriptParser from '@typescript-eslint/parser';
import { Linter, RuleTester } from 'eslint';
import type { Linter as LinterTypes } from 'eslint';
import { describe, it } from 'vitest';

import type { AgentRule } from '../src/core/define-rule.ts';
import type { PolicySettings } from '../src/core/policy.ts';
import { fileRow } from '../src/knowledge/files.ts';
import type { FileLanguage } from '../src/knowledge/files.ts';
import { languagePlugins } from '../src/languages/index.ts';

export interface Case {
  readonly code: string;
  /** Chooses language and parser by the file table; `file.js` by default. */
  readonly filename?: string;
  readonly options?: object;
  /** The shared policy. */
  readonly settings?: PolicySettings;
  readonly name?: string;
  readonly only?: boolean;
}

export interface ExpectedError {
  readonly messageId: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly data?: Readonly<Record<string, string | number>>;
  readonly suggestions?: readonly { readonly messageId: string; readonly data?: Readonly<Record<string, string | number>>; readonly output: string }[] | number;
}

export interface InvalidCase extends Case {
  readonly errors: readonly ExpectedError[];
}

export interface TesterOptions {
  /** For a rule that reports disable comments, or cannot be silenced by one: makes no disabled twins. */
  readonly undisablable?: boolean;
}

RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

const families = languagePlugins('eslint-plugin-agent-security', '0.0.0');
type CodeLanguage = 'javascript' | 'commonjs' | 'jsx' | 'typescript' | 'tsx';

/** Configuration and commenting of each language, and a file that holds nothing. */
interface TestLanguage {
  readonly config: LinterTypes.Config;
  readonly empty: string;
  readonly filename: string;
  /** A whole-line comment; without it, the language has no comments. */
  readonly comment?: (text: string) => string;
}

const slashes = (text: string): string => `// ${text}`;
const hash = (text: string): string => `# ${text}`;
const typescript = (jsx: boolean): LinterTypes.Config => ({ languageOptions: { parser: typescriptParser as LinterTypes.Parser, parserOptions: { ecmaFeatures: { jsx } } } });

const LANGUAGES: Readonly<Record<CodeLanguage | FileLanguage, TestLanguage>> = {
  javascript: { config: {}, empty: '', filename: 'file.js', comment: block },
  commonjs: { config: { languageOptions: { sourceType: 'commonjs' } }, empty: '', filename: 'file.cjs', comment: block },
  jsx: { config: { languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } }, empty: '', filename: 'file.jsx', comment: block },
  typescript: { config: typescript(false), empty: '', filename: 'file.ts', comment: block },
  tsx: { config: typescript(true), empty: '', filename: 'file.tsx', comment: block },
  json: { config: { language: 'agent-security-json/json' }, empty: '{}', filename: 'package.json' },
  jsonc: { config: { language: 'agent-security-json/jsonc' }, empty: '{}', filename: '.vscode/settings.json', comment: slashes },
  json5: { config: { language: 'agent-security-json/json5' }, empty: '{}', filename: 'binding.gyp', comment: slashes },
  yaml: { config: { language: 'agent-security-yaml/yaml' }, empty: '', filename: '.github/workflows/ci.yml', comment: hash },
  toml: { config: { language: 'agent-security-text/toml' }, empty: '', filename: '.codex/config.toml', comment: hash },
  markdown: { config: { language: 'agent-security-markdown/gfm' }, empty: '', filename: 'CLAUDE.md', comment: (text) => `<!-- ${text} -->\n` },
  shell: { config: { language: 'agent-security-text/shell' }, empty: '', filename: 'run.sh', comment: hash },
  text: { config: { language: 'agent-security-text/text' }, empty: '', filename: '.npmrc', comment: hash },
};

function block(text: string): string {
  return `/* ${text} */`;
}

const CODE: ReadonlyMap<string, CodeLanguage> = new Map<string, CodeLanguage>([
  ['js', 'javascript'], ['mjs', 'javascript'], ['cjs', 'commonjs'], ['jsx', 'jsx'], ['ts', 'typescript'], ['mts', 'typescript'], ['cts', 'typescript'], ['tsx', 'tsx'],
]);
const BY_EXTENSION: ReadonlyMap<string, FileLanguage> = new Map<string, FileLanguage>([
  ['json', 'json'], ['jsonc', 'jsonc'], ['json5', 'json5'], ['yml', 'yaml'], ['yaml', 'yaml'], ['toml', 'toml'], ['md', 'markdown'], ['sh', 'shell'], ['txt', 'text'],
]);

/** Language of a file name: code by its extension, then the file table, then the extension again. */
function languageOfName(filename: string): CodeLanguage | FileLanguage {
  const extension = filename.slice(filename.lastIndexOf('.') + 1);
  const language = CODE.get(extension) ?? fileRow(filename)?.language ?? BY_EXTENSION.get(extension);
  if (!language) throw new Error(`tester: no language for the file name ${filename}`);
  return language;
}

/**
 * Tests a rule with ESLint's own RuleTester and adds, on its own: an empty file in each language, a CRLF twin of every
 * case, and of every invalid case a twin in which a comment silences the rule.
 *
 * Takes the rule, or its name (then the result must be awaited).
 */
export async function ruleTester(rule: object | `no-${string}`, cases: { readonly valid: readonly Case[]; readonly invalid: readonly InvalidCase[] }, options: TesterOptions = {}): Promise<void> {
  const tested = (typeof rule === 'string' ? ((await import(`../src/rules/${rule}.ts`)) as { default: AgentRule }).default : rule) as AgentRule;
  const name = /no-[a-z-]+(?=\.md$)/.exec(tested.meta.docs.url)?.[0] ?? 'no-name';
  const empties = Object.values(LANGUAGES).map((language): Case => ({ code: language.empty, filename: language.filename, name: `empty file: ${language.filename}` }));
  const valid = unique([...cases.valid, ...cases.valid.flatMap(crlfTwin), ...empties, ...(options.undisablable ? [] : cases.invalid.flatMap((item) => disabledTwin(item, name)))]);
  const invalid = unique([...cases.invalid, ...cases.invalid.flatMap(crlfTwin)]);
  const tester = new RuleTester({ plugins: { ...families }, linterOptions: { reportUnusedDisableDirectives: 'error' } } as never);
  tester.run(name, tested as never, { valid: valid.map(toEslint), invalid: invalid.map((item) => ({ ...toEslint(item), errors: item.errors })) } as never);
}

function unique<Item extends Case>(items: readonly Item[]): Item[] {
  const seen = new Map<string, Item>();
  for (const item of items) {
    const key = JSON.stringify([item.code, item.filename ?? 'file.js', item.options, item.settings]);
    if (!seen.has(key)) seen.set(key, item);
  }
  return [...seen.values()];
}

function toEslint({ code, filename = 'file.js', options, settings, name, only }: Case): object {
  return {
    name: name ?? `${filename}: ${JSON.stringify(code.length > 120 ? `${code.slice(0, 120)}…` : code)}${options ? ` ${JSON.stringify(options)}` : ''}`,
    code,
    filename,
    ...(options ? { options: [options] } : {}),
    ...(settings ? { settings: { 'agent-security': settings } } : {}),
    ...(only ? { only } : {}),
    ...LANGUAGES[languageOfName(filename)].config,
  };
}

const toCrlf = (text: string): string => text.replace(/\r?\n/g, '\r\n');

/** The same case with Windows line ends: same messages on the same lines. */
function crlfTwin<Item extends Case & { readonly errors?: readonly ExpectedError[] }>(item: Item): Item[] {
  const code = toCrlf(item.code);
  if (code === item.code) return [];
  const errors = item.errors?.map(({ messageId, line, suggestions }): ExpectedError => ({
    messageId,
    ...(line === undefined ? {} : { line }),
    ...(suggestions === undefined ? {} : { suggestions: typeof suggestions === 'number' ? suggestions : suggestions.length }),
  }));
  return [{ ...item, code, name: `CRLF twin of ${item.name ?? `${item.filename ?? 'file.js'}: ${JSON.stringify(item.code.slice(0, 100))}`}`, ...(errors ? { errors } : {}) }];
}

/** The same case below a comment that disables the rule, where the language has comments. */
function disabledTwin(item: InvalidCase, rule: string): Case[] {
  const { errors: _errors, ...rest } = item;
  const filename = item.filename ?? 'file.js';
  const { comment } = LANGUAGES[languageOfName(filename)];
  // Front matter must come first, and no comment in it is ESLint's.
  if (!comment || (languageOfName(filename) === 'markdown' && item.code.startsWith('---'))) return [];
  const shebang = /^#!.*(?:\r?\n|$)/.exec(item.code)?.[0] ?? '';
  const code = `${shebang}${comment(`eslint-disable rule-to-test/${rule} -- the twin is silenced`)}\n${item.code.slice(shebang.length)}`;
  return [{ ...rest, code, name: `disabled twin of ${item.name ?? `${filename}: ${JSON.stringify(item.code.slice(0, 100))}`}` }];
}

type LintTarget = { readonly preset: 'recommended' | 'strict' } | { readonly rules: Readonly<Record<string, LinterTypes.RuleEntry>> };

/**
 * Lints a text as a user of a preset does, or with the given rules only (names without prefix are ours). TypeScript
 * and JSX get the parser that their users have.
 */
export async function lint(code: string, filename: string, target: LintTarget, settings?: PolicySettings): Promise<LinterTypes.LintMessage[]> {
  const { default: plugin } = await import('../src/index.ts');
  const config = 'preset' in target ? plugin.configs[target.preset] : plugin.configs.recommended.map((entry): LinterTypes.Config => ({ ...entry, rules: withPrefix(target.rules) }));
  const parsers: LinterTypes.Config[] = Object.values(LANGUAGES)
    .slice(0, 5)
    .map(({ config: own, filename: example }) => ({ ...own, files: [`**/*${example.slice(example.lastIndexOf('.'))}`] }));
  parsers.push({ files: ['**/*.mjs'] }, { ...typescript(false), files: ['**/*.mts', '**/*.cts'] });
  const policy: LinterTypes.Config[] = settings ? [{ settings: { 'agent-security': settings } }] : [];
  return new Linter({ configType: 'flat' }).verify(code, [...parsers, ...config, ...policy], { filename });
}

function withPrefix(rules: Readonly<Record<string, LinterTypes.RuleEntry>>): LinterTypes.RulesRecord {
  return Object.fromEntries(Object.entries(rules).map(([name, entry]) => [name.includes('/') ? name : `agent-security/${name}`, entry]));
}
