import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import type { ESLint, Linter } from 'eslint';

import packageJson from '../../package.json' with { type: 'json' };
import type { Level } from '../core/define-rule.ts';
import { docsOf } from './findings.ts';
import type { FormatterContext, RulesMeta } from './findings.ts';

interface SarifRule {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly helpUri?: string;
  readonly help: { readonly text: string; readonly markdown?: string };
  readonly defaultConfiguration: { readonly level: 'error' | 'warning' };
  readonly properties: Readonly<Record<string, string | readonly string[]>>;
}

/** Score of GitHub's scale by risk and confidence: 9.0 and more is critical, 7.0 high, 4.0 medium. */
const SCORES: Readonly<Record<Level, Readonly<Record<Level, string>>>> = {
  high: { high: '8.8', medium: '7.8', low: '7.0' },
  medium: { high: '6.5', medium: '5.5', low: '4.5' },
  low: { high: '3.5', medium: '2.5', low: '1.5' },
};
const PRECISION: Readonly<Record<Level, string>> = { high: 'high', medium: 'medium', low: 'low' };
const MAX_TEXT = 1000;
const MAX_RESULTS = 25_000;
const MAX_TAGS = 10;

type Suppressed = Linter.SuppressedLintMessage;
type SarifResult = Readonly<Record<string, unknown>>;

/** The results as one SARIF 2.1.0 run, fit for code scanning. Files are read once for the fingerprints' lines. */
export function toSarif(results: readonly ESLint.LintResult[], { cwd = process.cwd(), rulesMeta = {} }: FormatterContext): object {
  const rules = new Map<string, SarifRule>();
  const found: SarifResult[] = [];
  const notifications: object[] = [];
  for (const result of results) {
    const lines = linesOf(result);
    const seen = new Map<string, number>();
    const uri = toUri(result.filePath, cwd);
    for (const message of [...result.messages, ...(result.suppressedMessages ?? [])]) {
      if (message.ruleId === null) {
        notifications.push({ level: message.fatal ? 'error' : 'warning', message: { text: textOf(message.message) }, locations: [locationOf(message, uri)] });
        continue;
      }
      if (!rules.has(message.ruleId)) rules.set(message.ruleId, toRule(message.ruleId, rulesMeta));
      if (found.length < MAX_RESULTS) found.push(toResult(message, { uri, fingerprint: fingerprintOf(message, lines, seen), index: [...rules.keys()].indexOf(message.ruleId) }));
    }
  }
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'eslint-plugin-agent-security', semanticVersion: packageJson.version, informationUri: 'https://github.com/eslint-plugin-agent-security/eslint-plugin-agent-security', rules: [...rules.values()] } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { uri: `${pathToFileURL(path.resolve(cwd)).href}/` } },
        invocations: [{ executionSuccessful: !notifications.some((notification) => (notification as { level: string }).level === 'error'), ...(notifications.length > 0 ? { toolExecutionNotifications: notifications } : {}) }],
        results: found,
      },
    ],
  };
}

/** Empty texts are not accepted, long ones are cut. */
function textOf(text: string): string {
  return (text === '' ? 'No text.' : text).slice(0, MAX_TEXT);
}

function toRule(id: string, rulesMeta: RulesMeta): SarifRule {
  const meta = Object.hasOwn(rulesMeta, id) ? rulesMeta[id] : undefined;
  const docs = docsOf(id, rulesMeta);
  const described = docs?.description ?? meta?.docs?.description ?? id;
  const sentence = textOf(`${described.slice(0, 1).toUpperCase()}${described.slice(1)}${/[.!?]$/.test(described) ? '' : '.'}`);
  const url = docs?.url ?? meta?.docs?.url;
  const tags = docs ? ['security', ...docs.cwe.map((cwe) => `external/cwe/cwe-${String(cwe).padStart(3, '0')}`)].slice(0, MAX_TAGS) : ['lint'];
  return {
    id,
    name: id.slice(id.lastIndexOf('/') + 1).slice(0, 255),
    shortDescription: { text: sentence },
    fullDescription: { text: sentence },
    ...(url ? { helpUri: url } : {}),
    help: { text: url ? `${sentence} See ${url}` : sentence, ...(url ? { markdown: `${sentence}\n\n[${id.slice(id.lastIndexOf('/') + 1)}](${url}): the threat, examples, options and limits.` } : {}) },
    defaultConfiguration: { level: docs?.presets.recommended === 'warn' ? 'warning' : 'error' },
    properties: { tags, ...(docs ? { 'security-severity': SCORES[docs.risk][docs.confidence], precision: PRECISION[docs.confidence] } : { 'problem.severity': 'warning' }) },
  };
}

function toResult(message: Linter.LintMessage | Suppressed, { uri, fingerprint, index }: { readonly uri: string; readonly fingerprint: string; readonly index: number }): SarifResult {
  const suppressions = 'suppressions' in message ? message.suppressions : [];
  return {
    ruleId: message.ruleId,
    ruleIndex: index,
    level: message.severity === 2 ? 'error' : 'warning',
    message: { text: textOf(message.message) },
    locations: [locationOf(message, uri)],
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    ...(suppressions.length > 0 ? { suppressions: suppressions.map(({ kind, justification }) => ({ kind: kind === 'directive' ? 'inSource' : 'external', status: 'accepted', ...(justification ? { justification: textOf(justification) } : {}) })) } : {}),
  };
}

function locationOf({ line, column, endLine, endColumn }: Linter.LintMessage, uri: string): object {
  const startLine = Math.max(line ?? 1, 1);
  const startColumn = Math.max(column ?? 1, 1);
  const ends = endLine !== undefined && endColumn !== undefined && (endLine > startLine || (endLine === startLine && endColumn > startColumn));
  return { physicalLocation: { artifactLocation: { uri, uriBaseId: 'SRCROOT' }, region: { startLine, startColumn, ...(ends ? { endLine, endColumn } : {}) } } };
}

/** Relative to the root, percent-encoded; a file elsewhere keeps its absolute URI. */
function toUri(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  if (relative === '' || relative.startsWith('..') || path.isAbsolute(relative)) return path.isAbsolute(file) ? pathToFileURL(file).href : encodeURIComponent(file);
  return relative.split(path.sep).map(encodeURIComponent).join('/');
}

function linesOf({ source, filePath, messages, suppressedMessages }: ESLint.LintResult): readonly string[] {
  if (messages.length + (suppressedMessages?.length ?? 0) === 0) return [];
  if (typeof source === 'string') return source.split(/\r?\n/);
  try {
    return readFileSync(filePath, 'utf8').split(/\r?\n/);
  } catch {
    return [];
  }
}

/** Stays the same when lines are added above: rule and text of the line, and a number where a file repeats both. */
function fingerprintOf({ ruleId, line, messageId }: Linter.LintMessage, lines: readonly string[], seen: Map<string, number>): string {
  const text = (lines[(line ?? 1) - 1] ?? '').replace(/\s{1,1000}/g, ' ').trim();
  const hash = createHash('sha256').update(`${ruleId}\0${messageId ?? ''}\0${text}`).digest('hex').slice(0, 16);
  const count = (seen.get(hash) ?? 0) + 1;
  seen.set(hash, count);
  return `${hash}:${count}`;
}

/** ESLint formatter: one SARIF 2.1.0 log. */
export default function sarif(results: readonly ESLint.LintResult[], context: FormatterContext = {}): string {
  return JSON.stringify(toSarif(results, context), null, 2);
}
