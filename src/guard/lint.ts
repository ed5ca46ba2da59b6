import { createRequire } from 'node:module';
import * as nodeModule from 'node:module';

import type { Linter } from 'eslint';

import type { AgentRule, Level } from '../core/define-rule.ts';
import type { PolicySettings } from '../core/policy.ts';
import { fileRow } from '../knowledge/files.ts';
import { withoutQuotes } from './safe-text.ts';

/** One text to judge: what it is called, and what it was and would be. */
export interface LintItem {
  /** Absolute path with forward slashes; says which rules can apply. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** What the old text was called, when it was called otherwise. */
  readonly beforePath?: string;
  /** What stands in front of line and column in messages; safe to print. */
  readonly shown: string;
}

export interface LintRequest {
  readonly items: readonly LintItem[];
  readonly preset: 'recommended' | 'strict';
  readonly settings: PolicySettings;
}

export interface LintFinding {
  readonly rule: string;
  readonly risk: Level;
  readonly message: string;
  readonly place: string;
  readonly url: string;
}

export interface LintOutcome {
  readonly findings: readonly LintFinding[];
  /** Why code could not be read at all; `null` when everything was. */
  readonly failure: string | null;
}

/** The part of the plugin and of ESLint that the guard needs; the caller loads them. */
export interface LintParts {
  readonly Linter: typeof Linter;
  readonly plugin: { readonly rules: object; readonly configs: Record<'recommended' | 'strict', Linter.Config[]> };
}

const NAMESPACE = 'agent-security';
const PREFIX = `${NAMESPACE}/`;
const TYPESCRIPT = /\.(?:ts|mts|cts|tsx)$/i;
const SCRIPT = /\.(?:js|mjs|cjs|jsx)$/i;
const COMPONENT = /\.(?:vue|svelte|astro|html?)$/i;
const MAX_SHOWN = 50;
/** ESLint takes functions as patterns; its types for users do not say so. */
const EVERY_FILE = [() => true] as unknown as string[];

/** Findings that the change adds: those of the new text without those that the old text had as well. Never throws. */
export function lintAdded({ items, preset, settings }: LintRequest, parts: LintParts): LintOutcome {
  const findings: LintFinding[] = [];
  let failure: string | null = null;
  for (const item of items) {
    try {
      const added = addedOf(item, { preset, settings, parts });
      failure ??= added.failure;
      findings.push(...added.findings);
    } catch (error) {
      failure ??= error instanceof Error && /agent-security/.test(error.message) ? 'the rules refused the policy' : 'the rules failed on this text';
    }
  }
  return { findings: findings.slice(0, MAX_SHOWN), failure };
}

interface Options {
  readonly preset: 'recommended' | 'strict';
  readonly settings: PolicySettings;
  readonly parts: LintParts;
}

interface Keyed {
  readonly key: string;
  readonly finding: LintFinding;
}

function addedOf(item: LintItem, options: Options): LintOutcome {
  const after = findingsOf(item.after, item, options);
  if (after.keyed.length === 0) return { findings: [], failure: after.failure };
  const old = new Map<string, number>();
  for (const { key } of item.before === '' ? [] : findingsOf(item.before, item.beforePath === undefined ? item : { ...item, path: item.beforePath }, options).keyed) old.set(key, (old.get(key) ?? 0) + 1);
  const findings: LintFinding[] = [];
  for (const { key, finding } of after.keyed) {
    const left = old.get(key) ?? 0;
    if (left > 0) old.set(key, left - 1);
    else findings.push(finding);
  }
  return { findings, failure: after.failure };
}

/** How a text is read: under which name, as which language. */
interface Reading {
  readonly name: string;
  readonly text: string;
  readonly config: Linter.Config;
}

function findingsOf(text: string, item: LintItem, options: Options): { readonly keyed: readonly Keyed[]; readonly failure: string | null } {
  const keyed: Keyed[] = [];
  let failure: string | null = null;
  for (const readings of readingsOf(text, item.path)) {
    if (readings.length === 0) failure ??= 'TypeScript needs @typescript-eslint/parser beside the guard, or a newer Node';
    let messages: readonly Linter.LintMessage[] = [];
    let source = text;
    for (const reading of readings.length > 0 ? readings : [plainReading(text, item.path)]) {
      messages = verify(reading, options);
      source = reading.text;
      if (!messages.some(({ fatal }) => fatal)) break;
    }
    // Code that no parser takes is still text: secrets and hidden characters show.
    if (messages.some(({ fatal }) => fatal)) messages = verify(plainReading(text, item.path), options);
    keyed.push(...messages.flatMap((message) => toFinding(message, source, item, options.parts)));
  }
  return { keyed, failure };
}

function verify({ name, text, config }: Reading, { preset, settings, parts }: Options): readonly Linter.LintMessage[] {
  const linter = new parts.Linter({ configType: 'flat', cwd: /^[a-z]:/i.test(name) ? name.slice(0, 3) : '/' });
  const configs: Linter.Config[] = [
    { ignores: ['!**/node_modules/', '!**/.git/', '!.git/'] },
    { plugins: pluginsOf(presetOf(parts, preset)) },
    config,
    ...presetOf(parts, preset),
    // Comments of the judged text silence nothing: its author is whom the rules look for.
    { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' }, settings: { 'agent-security': settings } },
    // An agent that a rule stops may switch the rule off; a person should see that, whatever reason it gives.
    { rules: { [`${PREFIX}no-unexplained-disable`]: ['error', { strict: true }] } },
  ];
  return linter.verify(text, configs, { filename: name });
}

const presets = new WeakMap<object, Linter.Config[]>();

/** The preset without the rules' option schemas: compiling them costs more than the rules, and the options are ours. */
function presetOf({ plugin }: LintParts, preset: 'recommended' | 'strict'): Linter.Config[] {
  const configs = plugin.configs[preset];
  const known = presets.get(configs);
  if (known) return known;
  const rules = Object.fromEntries(Object.entries(plugin.rules as Readonly<Record<string, AgentRule>>).map(([name, { meta, create }]) => [name, { meta: { ...meta, schema: false }, create }]));
  // One object for all entries: two plugins under one key are a configuration error.
  const bare = { ...plugin, rules } as never;
  const own = configs.map((entry): Linter.Config => (entry.plugins ? { ...entry, plugins: { ...entry.plugins, [NAMESPACE]: bare } } : entry));
  presets.set(configs, own);
  return own;
}

/** The languages of the preset, for files that none of its entries names. */
function pluginsOf(configs: readonly Linter.Config[]): NonNullable<Linter.Config['plugins']> {
  return Object.assign({}, ...configs.map(({ plugins }) => plugins)) as NonNullable<Linter.Config['plugins']>;
}

function toFinding(message: Linter.LintMessage, source: string, { shown }: LintItem, { plugin }: LintParts): Keyed[] {
  if (!message.ruleId?.startsWith(PREFIX)) return [];
  const rule = message.ruleId.slice(PREFIX.length);
  const { meta } = (plugin.rules as Readonly<Record<string, AgentRule>>)[rule] ?? {};
  if (!meta) return [];
  const risk: Level = meta.docs.risk === 'high' && message.severity === 1 ? 'medium' : meta.docs.risk;
  const line = source.split('\n', message.line)[message.line - 1] ?? '';
  const finding: LintFinding = {
    rule, risk, url: meta.docs.url, message: withoutQuotes(message.message, meta.messages[message.messageId ?? '']), place: `${shown}:${message.line}:${message.column}`,
  };
  return [{ key: `${rule}|${message.messageId ?? ''}|${message.message}|${line.trim().slice(0, 300)}`, finding }];
}

/** The ways to read a text, best first; each element of the outer list is a part of the file. An empty inner list: no parser. */
function readingsOf(text: string, file: string): readonly (readonly Reading[])[] {
  const base = file.slice(file.lastIndexOf('/') + 1);
  if (COMPONENT.test(base)) return [[plainReading(text, file)], ...componentScripts(text, file)];
  if (TYPESCRIPT.test(base)) return [typescriptReadings(text, file)];
  if (SCRIPT.test(base)) return [scriptReadings(text, file)];
  if (fileRow(file)) return [[{ name: file, text, config: {} }]];
  const folded = file.toLowerCase();
  if (fileRow(folded)) return [[{ name: folded, text, config: {} }]];
  const program = /^#!\s{0,10}\S{0,200}?(?:\/env\s{1,10}(?:-S\s{1,10})?)?([\w.-]{1,40})(?:\s|$)/.exec(text)?.[1] ?? '';
  if (/^(?:ba|z|da|k|fi)?sh$/.test(program)) return [[{ name: `${file}.sh`, text, config: {} }]];
  if (/^(?:node|nodejs|bun|deno)$/.test(program)) return [scriptReadings(text, `${file}.js`)];
  if (/\.(?:json|json5|yaml|yml)$/i.test(base)) return [[{ name: `${file}`, text, config: { files: EVERY_FILE, language: /\.json5?$/i.test(base) ? 'agent-security-json/jsonc' : 'agent-security-yaml/yaml' } }]];
  return [[plainReading(text, file)]];
}

function plainReading(text: string, file: string): Reading {
  return { name: `${file}.text`, text, config: { files: EVERY_FILE, language: 'agent-security-text/text' } };
}

function scriptReadings(text: string, file: string): readonly Reading[] {
  const kinds = /\.cjs$/i.test(file) ? (['commonjs', 'module'] as const) : /\.mjs$/i.test(file) ? (['module'] as const) : (['module', 'commonjs', 'script'] as const);
  const name = SCRIPT.test(file) ? file : `${file}.js`;
  return kinds.map((sourceType) => ({ name, text, config: { files: EVERY_FILE, languageOptions: { sourceType, ecmaVersion: 'latest', parserOptions: { ecmaFeatures: { jsx: true } } } } satisfies Linter.Config }));
}

const load = createRequire(import.meta.url);
let parser: Linter.Parser | null | undefined;

/** TypeScript's parser, when it is installed where the guard is; nothing of the linted project is loaded. */
function typescriptParser(): Linter.Parser | null {
  if (parser !== undefined) return parser;
  try {
    parser = load('@typescript-eslint/parser') as Linter.Parser;
  } catch {
    parser = null;
  }
  return parser;
}

function typescriptReadings(text: string, file: string): readonly Reading[] {
  const own = typescriptParser();
  if (own) return [{ name: file, text, config: { files: EVERY_FILE, languageOptions: { parser: own, sourceType: 'module', parserOptions: { ecmaFeatures: { jsx: /x$/i.test(file) } } } } }];
  const strip = (nodeModule as { stripTypeScriptTypes?: (code: string, options: object) => string }).stripTypeScriptTypes;
  if (!strip || /x$/i.test(file)) return [];
  try {
    return scriptReadings(strip(text, { mode: 'strip' }), `${file}.js`);
  } catch {
    return [plainReading(text, file)];
  }
}

const OPEN_SCRIPT = /<script\b([^>]{0,500})>/gi;
const MAX_SCRIPTS = 50;

/** The scripts of a component file, each with everything before it blanked, so that lines and columns stay. */
function componentScripts(text: string, file: string): readonly (readonly Reading[])[] {
  const parts: (readonly Reading[])[] = [];
  const front = /\.astro$/i.test(file) ? /^---\r?\n([\s\S]*?)\r?\n---/.exec(text) : null;
  if (front) parts.push(typescriptReadings(blankedTo(text, 3, front[0].length - 3), `${file}.ts`));
  for (const match of text.matchAll(OPEN_SCRIPT)) {
    const start = match.index + match[0].length;
    const end = text.toLowerCase().indexOf('</script', start);
    if (parts.length >= MAX_SCRIPTS || /\btype=["'](?:application\/(?:ld\+)?json|text\/template|importmap)/i.test(match[1] ?? '')) continue;
    const code = blankedTo(text, start, end < 0 ? text.length : end);
    parts.push(/lang=["']tsx?["']/i.test(match[1] ?? '') ? typescriptReadings(code, `${file}.ts`) : scriptReadings(code, `${file}.js`));
  }
  return parts;
}

function blankedTo(text: string, start: number, end: number): string {
  return text.slice(0, start).replace(/[^\r\n]/g, ' ') + text.slice(start, end);
}
