import { Linter } from 'eslint';
import { expect, it } from 'vitest';

import { expandBraces, segmentsOf } from '../../src/core/key-patterns.ts';
import type { SettingRow } from '../../src/core/setting-rows.ts';
import { fileRow } from '../../src/knowledge/files.ts';
import { languagePlugins } from '../../src/languages/index.ts';

export type RowFormat = 'json' | 'json-flat' | 'yaml' | 'toml';

export interface RowCase {
  readonly name: string;
  readonly row: SettingRow;
  readonly format: RowFormat;
  readonly code: string;
  /** The message that must be reported; `null` when the row's message must not be. */
  readonly messageId: string | null;
}

interface RowCaseOptions {
  /** Formats that the file kind has; default: JSON, nested. */
  readonly formats?: readonly RowFormat[];
  /** What stands for `*` in a key. */
  readonly member?: string;
  /** Wraps each document, for example into `customizations.vscode.settings`. */
  readonly wrap?: (document: unknown) => unknown;
}

/** Turns the examples of a table into test cases: every `bad` value must be reported with the row's message, no `good` value may. */
export function rowCases(rows: readonly SettingRow[], { formats = ['json'], member = 'example', wrap = (document) => document }: RowCaseOptions = {}): RowCase[] {
  return rows.flatMap((row) => {
    const patterns = (typeof row.key === 'string' ? [row.key] : row.key).flatMap(expandBraces);
    const first = patterns[0] ?? '';
    const documents = [
      ...row.bad.flatMap((example) => (isDocument(example) || isText(example) ? [first] : patterns).map((pattern) => ({ example, pattern, messageId: row.report }))),
      ...row.good.map((example) => ({ example, pattern: first, messageId: null })),
    ];
    return documents.flatMap(({ example, pattern, messageId }, index) =>
      formats.flatMap((format) => {
        const code = isText(example) ? example.text : write(wrap(documentOf(example, pattern, member, format)), format);
        const verb = messageId ? 'reports' : 'accepts';
        return code === null ? [] : [{ name: `${row.id} ${verb} ${pattern} #${index} (${format}) ${JSON.stringify(example)?.slice(0, 60) ?? ''}`, row, format, code, messageId }];
      }),
    );
  });
}

/** An example for a format that is neither JSON nor YAML nor TOML: the whole file. */
function isText(example: unknown): example is { readonly text: string } {
  return typeof example === 'object' && example !== null && Object.keys(example).join() === 'text';
}

function isDocument(example: unknown): example is { readonly document: unknown } {
  return typeof example === 'object' && example !== null && Object.keys(example).join() === 'document';
}

function documentOf(example: unknown, pattern: string, member: string, format: RowFormat): unknown {
  if (isDocument(example)) return example.document;
  const segments = segmentsOf(pattern)
    .filter((segment) => segment !== '**')
    .map((segment) => (segment === '*' ? member : segment));
  if (format === 'json-flat') {
    const end = segments.findIndex((segment) => segment === '[]' || segment === member);
    const head = end === -1 ? segments : segments.slice(0, end);
    return head.length > 0 ? { [head.join('.')]: nest(example, end === -1 ? [] : segments.slice(end)) } : nest(example, segments);
  }
  return nest(example, segments);
}

function nest(value: unknown, segments: readonly string[]): unknown {
  return segments.reduceRight<unknown>((inner, segment) => (segment === '[]' ? [inner] : { [segment]: inner }), value);
}

/** The document as text of that format; `null` when the format cannot hold it. */
function write(document: unknown, format: RowFormat): string | null {
  if (format === 'toml') return isObject(document) ? writeToml(document) : null;
  return format === 'yaml' ? `${writeYaml(document, '')}\n` : `${JSON.stringify(document, null, 2)}\n`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function writeYaml(value: unknown, indent: string): string {
  if (Array.isArray(value) && value.length > 0) return value.map((item) => `\n${indent}- ${writeYaml(item, `${indent}  `).trimStart()}`).join('');
  if (isObject(value) && Object.keys(value).length > 0) {
    return Object.entries(value)
      .map(([key, inner]) => `\n${indent}${JSON.stringify(key)}: ${writeYaml(inner, `${indent}  `)}`)
      .join('');
  }
  return JSON.stringify(value) ?? 'null';
}

/** Every member as one line with an inline value. TOML has no null. */
function writeToml(document: Readonly<Record<string, unknown>>): string | null {
  const lines = Object.entries(document).map(([key, value]) => {
    const inline = tomlValue(value);
    return inline === null ? null : `${JSON.stringify(key)} = ${inline}`;
  });
  return lines.includes(null) ? null : `${lines.join('\n')}\n`;
}

function tomlValue(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) {
    const items = value.map(tomlValue);
    return items.includes(null) ? null : `[${items.join(', ')}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, inner]) => [JSON.stringify(key), tomlValue(inner)] as const);
  return members.some(([, inner]) => inner === null) ? null : `{ ${members.map(([key, inner]) => `${key} = ${inner}`).join(', ')} }`;
}

const LANGUAGES: Readonly<Record<string, string>> = {
  json: 'agent-security-json/json',
  jsonc: 'agent-security-json/jsonc',
  json5: 'agent-security-json/json5',
  yaml: 'agent-security-yaml/yaml',
  toml: 'agent-security-text/toml',
  text: 'agent-security-text/text',
};

const families = languagePlugins('eslint-plugin-agent-security', '0.0.0');

/** Messages of one rule on one file that the file table names; the file's language comes from there. */
export function lintRule(rule: object, code: string, filename: string, options: object = {}): Linter.LintMessage[] {
  const language = LANGUAGES[fileRow(filename)?.language ?? 'json'] ?? '';
  const config = { files: [`**/${filename.slice(filename.lastIndexOf('/') + 1)}`], plugins: { ...families, own: { rules: { rule } } }, language, rules: { 'own/rule': ['error', options] } };
  return new Linter({ configType: 'flat' }).verify(code, [config] as unknown as Linter.Config[], { filename });
}

interface RowTestOptions extends RowCaseOptions {
  readonly filename: string;
  /** File names for the other formats of the same kind of file. */
  readonly filenames?: Partial<Readonly<Record<RowFormat, string>>>;
}

/** Makes a test of every example: `bad` is reported with the row's message and under its preset, `good` is not. */
export function testRows(rule: object, rows: readonly SettingRow[], { filename, filenames, ...options }: RowTestOptions): void {
  for (const { name, row, code, messageId, format } of rowCases(rows, options)) {
    it(name, () => {
      const file = filenames?.[format] ?? filename;
      const found = (strict: boolean): Linter.LintMessage[] => {
        const messages = lintRule(rule, code, file, { strict });
        expect(messages.filter((message) => message.fatal)).toEqual([]);
        expect(messages.filter(({ message }) => /\{\{|undefined|\[object/.test(message))).toEqual([]);
        return messages;
      };
      const ids = (strict: boolean): (string | undefined)[] => found(strict).map((message) => message.messageId);
      if (messageId === null) expect(ids(true)).not.toContain(row.report);
      else {
        expect(ids(true)).toContain(messageId);
        if (row.preset === 'recommended' && !row.when) expect(ids(false)).toContain(messageId);
        if (row.preset === 'strict' && !row.when) expect(ids(false)).not.toContain(messageId);
      }
    });
  }
}
