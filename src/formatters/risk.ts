import type { ESLint } from 'eslint';

import type { Level } from '../core/define-rule.ts';
import { INCIDENTS, incidentOf } from '../knowledge/incidents.ts';
import type { Incident, IncidentKind } from '../knowledge/incidents.ts';
import { RECOMMENDATIONS, reviewOf } from '../knowledge/risk.ts';
import type { ReviewKind } from '../knowledge/risk.ts';
import { ownRule, relativePath, riskOf } from './findings.ts';
import type { FormatterContext } from './findings.ts';

type Risk = 'LOW' | 'MEDIUM' | 'HIGH';
const ORDER: readonly Risk[] = ['LOW', 'MEDIUM', 'HIGH'];
const NAMES: Readonly<Record<Level, Risk>> = { low: 'LOW', medium: 'MEDIUM', high: 'HIGH' };

interface Threat {
  readonly rule: string;
  readonly risk: Risk;
  readonly count: number;
  readonly review: ReviewKind;
  readonly places: readonly { readonly line: number; readonly column: number; readonly message: string }[];
}

interface FileRisk {
  readonly file: string;
  readonly risk: Risk;
  readonly threats: readonly Threat[];
}

/** What `AGENT_SECURITY_RISK_FORMAT=json` prints. */
export interface RiskReport {
  readonly risk: Risk | 'NONE';
  readonly counts: Readonly<Record<Risk, number>>;
  /** Findings of other plugins and files that could not be read. */
  readonly others: number;
  readonly unreadable: number;
  readonly files: readonly FileRisk[];
  readonly recommendations: readonly { readonly priority: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW'; readonly action: ReviewKind; readonly text: string }[];
  readonly incidents: readonly Incident[];
  /** The allowed risk, when one is set, and whether it is exceeded. */
  readonly maxRisk: Risk | 'NONE' | null;
  readonly exceeded: boolean;
}

/** Sums up the findings of our rules; `maxRisk` is the highest risk that passes. */
export function toRiskReport(results: readonly ESLint.LintResult[], { cwd = process.cwd(), rulesMeta = {} }: FormatterContext, maxRisk: string | undefined): RiskReport {
  const files: FileRisk[] = [];
  let others = 0;
  let unreadable = 0;
  for (const { filePath, messages } of results) {
    const threats = new Map<string, { risk: Risk; places: { line: number; column: number; message: string }[] }>();
    for (const message of messages) {
      const rule = ownRule(message.ruleId, rulesMeta);
      if (message.fatal) unreadable += 1;
      else if (rule === null) others += 1;
      if (rule === null) continue;
      const threat = threats.get(rule) ?? { risk: 'LOW', places: [] };
      threat.risk = worst([threat.risk, NAMES[riskOf(message, rulesMeta)]]);
      threat.places.push({ line: message.line, column: message.column, message: message.message });
      threats.set(rule, threat);
    }
    if (threats.size === 0) continue;
    const list = [...threats].map(([rule, { risk, places }]): Threat => ({ rule, risk, count: places.length, review: reviewOf(rule), places })).sort((a, b) => ORDER.indexOf(b.risk) - ORDER.indexOf(a.risk) || (a.rule < b.rule ? -1 : 1));
    files.push({ file: relativePath(filePath, cwd), risk: worst(list.map(({ risk }) => risk)), threats: list });
  }
  files.sort((a, b) => ORDER.indexOf(b.risk) - ORDER.indexOf(a.risk) || (a.file < b.file ? -1 : 1));
  return summarise(files, { others, unreadable, maxRisk });
}

function worst(risks: readonly Risk[]): Risk {
  return ORDER[Math.max(0, ...risks.map((risk) => ORDER.indexOf(risk)))] ?? 'LOW';
}

function summarise(files: readonly FileRisk[], { others, unreadable, maxRisk }: { readonly others: number; readonly unreadable: number; readonly maxRisk: string | undefined }): RiskReport {
  const threats = files.flatMap((file) => file.threats);
  const sum = (risk: Risk): number => threats.filter((threat) => threat.risk === risk).reduce((total, { count }) => total + count, 0);
  const risk = threats.length === 0 ? 'NONE' : worst(threats.map((threat) => threat.risk));
  const limit = toLimit(maxRisk);
  const kinds = new Set(threats.map(({ rule }) => incidentOf(rule)).filter((kind): kind is IncidentKind => kind !== null));
  return {
    risk, counts: { HIGH: sum('HIGH'), MEDIUM: sum('MEDIUM'), LOW: sum('LOW') }, others, unreadable, files, recommendations: recommend(threats), maxRisk: limit,
    incidents: Object.values(INCIDENTS).filter(({ kind }) => kinds.has(kind)),
    exceeded: limit !== null && risk !== 'NONE' && (limit === 'NONE' || ORDER.indexOf(risk) > ORDER.indexOf(limit)),
  };
}

function toLimit(text: string | undefined): RiskReport['maxRisk'] {
  const name = text?.trim().toUpperCase();
  if (name === undefined || name === '') return null;
  // A misspelt limit lets nothing pass.
  return name === 'LOW' || name === 'MEDIUM' || name === 'HIGH' ? name : 'NONE';
}

/** Anything of high risk needs a person; each area of threats adds its own review. */
function recommend(threats: readonly Threat[]): RiskReport['recommendations'] {
  const found = new Map<ReviewKind, Risk>();
  for (const { review, risk } of threats) found.set(review, worst([found.get(review) ?? 'LOW', risk]));
  if (threats.some(({ risk }) => risk === 'HIGH')) found.set('MANUAL_REVIEW', 'HIGH');
  return [...found]
    .map(([action, risk]) => ({ priority: action === 'MANUAL_REVIEW' && risk === 'HIGH' ? ('CRITICAL' as const) : risk, action, text: RECOMMENDATIONS[action].text }))
    .sort((a, b) => ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'].indexOf(a.priority) - ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'].indexOf(b.priority));
}

/** Control and formatting characters of file names stay out of terminals and logs. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '?');
}

/** Plain text, readable without colour. */
export function toText(report: RiskReport): string {
  const lines: string[] = [];
  for (const { file, risk, threats } of report.files) {
    lines.push(`${risk.padEnd(6)} ${printable(file)}`);
    for (const threat of threats) {
      lines.push(`  ${threat.risk.padEnd(6)} ${threat.rule} (${threat.count})`);
      for (const { line, column, message } of threat.places.slice(0, 5)) lines.push(`         ${line}:${column}  ${printable(message)}`);
      if (threat.count > 5) lines.push(`         and ${threat.count - 5} more`);
    }
    lines.push('');
  }
  lines.push(`Risk: ${report.risk} (${report.counts.HIGH} high, ${report.counts.MEDIUM} medium, ${report.counts.LOW} low)`);
  if (report.others > 0) lines.push(`${report.others} findings of other rules are not shown.`);
  if (report.unreadable > 0) lines.push(`${report.unreadable} files could not be parsed; they were not checked.`);
  if (report.recommendations.length > 0) lines.push('', 'Recommendations', ...report.recommendations.map(({ priority, action, text }) => `  ${priority.padEnd(8)} ${action}: ${text}`));
  for (const { kind, severity, title, response, escalation } of report.incidents) lines.push('', `Incident ${kind} (${severity}, tell others ${escalation}): ${title}`, ...response.map((step, index) => `  ${index + 1}. ${step}`));
  if (report.exceeded) lines.push('', `The risk is above AGENT_SECURITY_MAX_RISK=${report.maxRisk}.`);
  return lines.join('\n');
}

/**
 * ESLint formatter. `AGENT_SECURITY_MAX_RISK` (none, low, medium, high) sets the exit code to 1 when the risk is above it, any other value as none;
 * `AGENT_SECURITY_RISK_FORMAT=json` prints the report as JSON.
 */
export default function risk(results: readonly ESLint.LintResult[], context: FormatterContext = {}): string {
  const report = toRiskReport(results, context, process.env['AGENT_SECURITY_MAX_RISK']);
  // ESLint sets the exit code itself afterwards, so this one is set when the process ends.
  if (report.exceeded) process.once('exit', (code) => void (process.exitCode = code === 0 ? 1 : code));
  return process.env['AGENT_SECURITY_RISK_FORMAT'] === 'json' ? JSON.stringify(report, null, 2) : toText(report);
}
