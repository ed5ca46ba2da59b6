import { createRequire } from 'node:module';

import * as jsoncParser from 'jsonc-eslint-parser';
import { parseTOML } from 'toml-eslint-parser';
import * as yamlParser from 'yaml-eslint-parser';

import type { FileKind } from '../../../src/knowledge/file-kind.ts';
import { settingsTree } from '../../../src/surfaces/settings/index.ts';
import type { SettingNode } from '../../../src/surfaces/settings/index.ts';
import type { AnySourceCode } from '../../../src/surfaces/source-code.ts';

interface JsonLanguage {
  parse(file: object, context: object): { ok: boolean; ast: { type: string } };
}
const jsonPlugin = createRequire(import.meta.url)('@eslint/json') as { default: { languages: { json5: JsonLanguage; jsonc: JsonLanguage } } };

function sourceOf(ast: { type: string }, text: string): AnySourceCode {
  return { ast, text, lines: text.split('\n'), getLocFromIndex: (index) => ({ line: 1, column: index }) };
}

function tree(ast: { type: string }, text: string, language: 'json' | 'yaml' | 'toml' | 'markdown' | 'text', kind: FileKind, path: string): SettingNode {
  const root = settingsTree(sourceOf(ast, text), { kind, path, language });
  if (!root) throw new Error('no settings tree');
  return root;
}

export function fromMomoa(text: string): SettingNode {
  const file = { body: text, path: 'a.json', physicalPath: 'a.json', bom: false };
  return tree(jsonPlugin.default.languages.jsonc.parse(file, { languageOptions: { allowTrailingCommas: true } }).ast, text, 'json', 'other', 'a.json');
}

export function fromJsonc(text: string): SettingNode {
  return tree(jsoncParser.parseForESLint(text).ast, text, 'json', 'other', 'a.json');
}

export function fromYaml(text: string): SettingNode {
  return tree(yamlParser.parseForESLint(text).ast, text, 'yaml', 'other', 'a.yaml');
}

export function fromToml(text: string): SettingNode {
  return tree({ ...parseTOML(text), type: 'TomlDocument' }, text, 'toml', 'other', 'a.toml');
}

export function fromMarkdown(text: string): SettingNode | null {
  return settingsTree(sourceOf({ type: 'root' }, text), { kind: 'markdown', path: 'a.md', language: 'markdown' });
}

export function fromText(text: string, kind: FileKind, path = 'file'): SettingNode {
  return tree({ type: 'TextDocument' }, text, 'text', kind, path);
}

/** The plain value behind a node; duplicates keep the last. */
export function plain(node: SettingNode | undefined): unknown {
  if (!node) return undefined;
  if (node.kind === 'array') return node.members.map(plain);
  if (node.kind !== 'object') return node.kind === 'other' ? 'OTHER' : node.value;
  const object = Object.create(null) as Record<string, unknown>;
  for (const member of node.members) object[String(member.key)] = plain(member);
  return object;
}

/** What the source says where `part` of a node's text stands. */
export function sourceAt(source: string, node: SettingNode | undefined, part: string): string {
  if (!node) return '';
  const text = node.text();
  const index = text.text.indexOf(part);
  return source.slice(...text.toSource(index, index + part.length));
}
