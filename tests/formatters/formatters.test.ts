import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import Ajv from 'ajv';
import type { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

import { toRiskReport, toText } from '../../src/formatters/risk.ts';
import { toSarif } from '../../src/formatters/sarif.ts';
import plugin from '../../src/index.ts';
import { INCIDENTS, incidentOf } from '../../src/knowledge/incidents.ts';
import { reviewOf } from '../../src/knowledge/risk.ts';

const rulesMeta = Object.fromEntries(Object.entries(plugin.rules).map(([name, { meta }]) => [`agent-security/${name}`, meta])) as never;
const cwd = path.resolve('/project');
const message = (rule: string | null, line: number, more: object = {}) => ({ ruleId: rule, severity: 2, message: `About ${rule}.`, messageId: 'x', line, column: 3, endLine: line, endColumn: 9, ...more });
const result = (file: string, messages: object[], more: object = {}): ESLint.LintResult => ({ filePath: path.join(cwd, file), messages, suppressedMessages: [], errorCount: messages.length, warningCount: 0, fatalErrorCount: 0, fixableErrorCount: 0, fixableWarningCount: 0, usedDeprecatedRules: [], ...more }) as never;

const RESULTS = [
  result('src/a b.js', [message('agent-security/no-env-dump', 2), message('agent-security/no-env-dump', 3), message('agent-security/no-hardcoded-secret', 3)], { source: 'a\nfetch(process.env)\nfetch(process.env)\n' }),
  result('src/ü.js', [message('agent-security/no-sensitive-env-access', 1, { severity: 1 }), message('no-unused-vars', 1, { severity: 1 })], { source: 'x' }),
  result('package.json', [], { suppressedMessages: [message('agent-security/no-postinstall-script', 1, { suppressions: [{ kind: 'directive', justification: 'Builds the native part.' }] })], source: '{}' }),
  result('broken.js', [message(null, 4, { fatal: true, messageId: undefined, endLine: undefined, endColumn: undefined })], { source: 'x' }),
];

describe('what is known about each rule', () => {
  it.each(Object.keys(plugin.rules))('%s has a kind of incident and a review', (rule) => {
    expect(INCIDENTS).toHaveProperty(incidentOf(rule) ?? 'none');
    expect(reviewOf(rule)).toMatch(/_REVIEW$/);
  });

  it('says nothing about rules of others', () => {
    for (const rule of ['no-eval', '__proto__', 'constructor', '']) expect(incidentOf(rule)).toBeNull();
  });
});

describe('the risk report', () => {
  it('sums up per file and threat', () => {
    const report = toRiskReport(RESULTS, { cwd, rulesMeta }, undefined);
    expect(report).toMatchObject({ risk: 'HIGH', counts: { HIGH: 3, MEDIUM: 1, LOW: 0 }, others: 1, unreadable: 1, maxRisk: null, exceeded: false });
    expect(report.files.map(({ file, risk }) => [file, risk])).toEqual([['src/a b.js', 'HIGH'], ['src/ü.js', 'MEDIUM']]);
    expect(report.files[0]?.threats.map(({ rule, count, review }) => [rule, count, review])).toEqual([['no-env-dump', 2, 'SECRETS_REVIEW'], ['no-hardcoded-secret', 1, 'SECRETS_REVIEW']]);
    expect(report.recommendations.map(({ priority, action }) => [priority, action])).toEqual([['CRITICAL', 'MANUAL_REVIEW'], ['HIGH', 'SECRETS_REVIEW']]);
    expect(report.incidents.map(({ kind }) => kind)).toEqual(['SECRET_EXPOSURE']);
  });

  it.each([['none', true], ['low', true], ['medium', true], ['HIGH', false], [' high ', false], ['', false], ['nonsense', true]])('compares with the allowed risk %s', (limit, exceeded) => {
    expect(toRiskReport(RESULTS, { cwd, rulesMeta }, limit).exceeded).toBe(exceeded);
  });

  it('passes without findings', () => {
    expect(toRiskReport([result('a.js', [])], { cwd, rulesMeta }, 'none')).toMatchObject({ risk: 'NONE', exceeded: false, files: [], recommendations: [], incidents: [] });
  });

  it('is plain text without colours and control characters', () => {
    const text = toText(toRiskReport([result('e\u{1b}[31mvil\u{202e}.js', [message('agent-security/no-env-dump', 1)])], { cwd, rulesMeta }, 'low'));
    expect(text).toMatch(/^HIGH\s+e\?\[31mvil\?\.js$/m);
    expect(text).toContain('Incident SECRET_EXPOSURE (CRITICAL, tell others immediately)');
    expect(text).toContain('The risk is above AGENT_SECURITY_MAX_RISK=LOW.');
    expect(text).not.toMatch(/[\u{1b}\u{202e}]/u);
  });
});

interface Log {
  runs: { tool: { driver: { rules: { id: string; properties: Record<string, unknown>; help: { text: string } }[] } }; results: { ruleId: string; locations: object[]; suppressions?: object[]; partialFingerprints: Record<string, string> }[]; invocations: { executionSuccessful: boolean }[] }[];
}
const logOf = (results: readonly ESLint.LintResult[]): Log => JSON.parse(JSON.stringify(toSarif(results, { cwd, rulesMeta }))) as Log;

describe('the SARIF log', () => {
  const schema = createRequire(import.meta.url).resolve('@microsoft/jest-sarif').replace(/index\.js$/, 'schemas/sarif-2.1.0-rtm.5.json');
  const validate = new Ajv({ schemaId: 'auto', logger: false, unknownFormats: 'ignore' }).addMetaSchema(createRequire(import.meta.url)('ajv/lib/refs/json-schema-draft-04.json') as object).compile(JSON.parse(readFileSync(schema, 'utf8')) as object);

  it.each([['findings', RESULTS], ['nothing', [result('a.js', [])]], ['no result', []], ['odd messages', [result('a.js', [message('x/y', 0, { column: 0, message: '', endLine: 0, endColumn: 0 }), message('agent-security/no-env-dump', 9, { message: 'x'.repeat(5000), endLine: 1 })])]]] as const)('follows the schema with %s', (_, results) => {
    validate(logOf(results));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('rejects what is no SARIF', () => {
    expect(validate({ version: '2.0.0', runs: [] })).toBe(false);
  });

  it('describes rules for code scanning', () => {
    const rule = logOf(RESULTS).runs[0]?.tool.driver.rules.find(({ id }) => id === 'agent-security/no-env-dump');
    expect(rule?.properties).toMatchObject({ 'security-severity': '8.8', precision: 'high', tags: ['security', 'external/cwe/cwe-526', 'external/cwe/cwe-532'] });
    expect(rule?.help.text).toMatch(/no-env-dump\.md$/);
    const foreign = logOf(RESULTS).runs[0]?.tool.driver.rules.find(({ id }) => id === 'no-unused-vars');
    expect(foreign?.properties).not.toHaveProperty('security-severity');
  });

  it('places results by relative, encoded paths', () => {
    expect(logOf(RESULTS).runs[0]?.results.map(({ locations }) => (locations[0] as { physicalLocation: { artifactLocation: { uri: string } } }).physicalLocation.artifactLocation.uri)).toEqual(['src/a%20b.js', 'src/a%20b.js', 'src/a%20b.js', 'src/%C3%BC.js', 'src/%C3%BC.js', 'package.json']);
  });

  it('marks what is suppressed, with its reason', () => {
    const { results = [] } = logOf(RESULTS).runs[0] ?? {};
    expect(results.filter(({ suppressions }) => suppressions).map(({ ruleId, suppressions }) => [ruleId, suppressions])).toEqual([['agent-security/no-postinstall-script', [{ kind: 'inSource', status: 'accepted', justification: 'Builds the native part.' }]]]);
  });

  it('reports files that could not be read', () => {
    expect(logOf(RESULTS).runs[0]?.invocations[0]).toMatchObject({ executionSuccessful: false, toolExecutionNotifications: [expect.objectContaining({ level: 'error' })] });
  });

  it('has fingerprints that survive new lines above and tell twins apart', () => {
    const prints = (results: readonly ESLint.LintResult[]): string[] => (logOf(results).runs[0]?.results ?? []).map(({ partialFingerprints }) => partialFingerprints['primaryLocationLineHash'] ?? '');
    const moved = result('src/a b.js', [message('agent-security/no-env-dump', 4), message('agent-security/no-env-dump', 5), message('agent-security/no-hardcoded-secret', 5)], { source: '\n\na\n  fetch(process.env)\nfetch(process.env)\n' });
    expect(prints([moved])).toEqual(prints(RESULTS.slice(0, 1)));
    expect(new Set(prints(RESULTS)).size).toBe(6);
  });
});
