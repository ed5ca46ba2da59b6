import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { incidentOf } from '../knowledge/incidents.ts';
import type { AuditEntry } from './audit.ts';
import { projectRoot } from './paths.ts';
import { readGuardPolicy } from './policy-file.ts';
import type { Thresholds } from './policy-file.ts';
import type { Answer } from './types.ts';
import { isFields, listOf, textOf, valueOf } from './values.ts';

interface Alert {
  readonly threshold: keyof Thresholds;
  readonly limit: number;
  readonly count: number;
  /** The hour, session or day it happened in. */
  readonly where: string;
}

export interface Report {
  readonly entries: number;
  readonly unreadable: number;
  readonly decisions: Readonly<Record<string, number>>;
  readonly rules: Readonly<Record<string, number>>;
  readonly days: Readonly<Record<string, number>>;
  readonly alerts: readonly Alert[];
}

type Line = Pick<AuditEntry, 'time' | 'session' | 'decision' | 'operations' | 'findings'>;

const MAX_LOG_BYTES = 200_000_000;

/** Counts of a log and the thresholds it reaches. Lines that are none of ours are counted as unreadable. */
export function toReport(text: string, since: number, thresholds: Thresholds): Report {
  const lines: Line[] = [];
  let unreadable = 0;
  for (const raw of text.split('\n')) {
    if (raw.trim() === '') continue;
    const line = parseLine(raw);
    if (!line) unreadable += 1;
    else if (Date.parse(line.time) >= since) lines.push(line);
  }
  const questioned = lines.filter(({ findings }) => findings.length > 0);
  const rules = questioned.flatMap(({ findings }) => findings.map(({ rule }) => rule));
  return {
    entries: lines.length,
    unreadable,
    decisions: countBy(lines, ({ decision }) => decision),
    rules: countBy(rules, (rule) => rule),
    days: countBy(questioned, ({ time }) => time.slice(0, 10)),
    alerts: findAlerts(questioned, thresholds),
  };
}

function parseLine(raw: string): Line | null {
  try {
    const value: unknown = JSON.parse(raw);
    if (!isFields(value)) return null;
    const time = textOf(value, 'time') ?? '';
    if (Number.isNaN(Date.parse(time))) return null;
    const findings = listOf(valueOf(value, 'findings')).filter(isFields).map((finding) => ({ rule: (textOf(finding, 'rule') ?? 'unknown').replace(/[^\w-]/g, '_').slice(0, 60), risk: 'high', place: '' }) as const);
    const decision = textOf(value, 'decision');
    const operations = listOf(valueOf(value, 'operations')).filter((name) => typeof name === 'string');
    return { time, session: textOf(value, 'session') ?? '', decision: decision === 'deny' || decision === 'ask' ? decision : 'allow', operations, findings };
  } catch {
    return null;
  }
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)));
}

const has = ({ findings }: Line, test: (rule: string) => boolean): boolean => findings.some(({ rule }) => test(rule));

function findAlerts(lines: readonly Line[], limits: Thresholds): Alert[] {
  const pick = (test: (line: Line) => boolean, where: (line: Line) => string): Record<string, number> => countBy(lines.filter(test), where);
  const rows: readonly (readonly [keyof Thresholds, Record<string, number>])[] = [
    ['secretExposure', pick((line) => has(line, (rule) => incidentOf(rule) === 'SECRET_EXPOSURE'), () => 'this report')],
    ['suspiciousCodePerHour', pick((line) => has(line, (rule) => incidentOf(rule) === 'MALICIOUS_CODE_GENERATION'), ({ time }) => `${time.slice(0, 13)}:00`)],
    ['restrictedPathsPerSession', pick((line) => has(line, (rule) => /^(?:no-restricted-path|own-files|symlink)$/.test(rule)), ({ session }) => (session === '' ? 'no session' : `session ${session.replace(/[^\w-]/g, '_').slice(0, 40)}`))],
    ['gitPerDay', pick(({ operations, decision }) => decision !== 'allow' && operations.some((name) => name.startsWith('git-')), ({ time }) => time.slice(0, 10))],
  ];
  return rows.flatMap(([threshold, counts]) => Object.entries(counts).filter(([, count]) => count >= limits[threshold]).map(([where, count]): Alert => ({ threshold, limit: limits[threshold], count, where })));
}

/** `7d`, `12h`, `30m` before now, or a date; `null` when it is neither. */
function toTime(since: string, now: number): number | null {
  const span = /^(\d{1,5})([dhm])$/.exec(since);
  if (span) return now - Number(span[1]) * { d: 86_400_000, h: 3_600_000, m: 60_000 }[span[2] as 'd' | 'h' | 'm'];
  const date = Date.parse(since);
  return Number.isNaN(date) ? null : date;
}

/** `agent-security-guard report`: exit code 1 when a threshold is reached, 2 when there is no log or a wrong option. */
export function report(args: readonly string[]): Answer {
  let values;
  try {
    ({ values } = parseArgs({ args: [...args], options: { since: { type: 'string', default: '7d' }, json: { type: 'boolean', default: false }, file: { type: 'string' }, 'webhook-command': { type: 'string' } } }));
  } catch {
    return { stdout: '', stderr: 'agent-security: unknown option of report; see agent-security-guard --help.\n', exitCode: 2 };
  }
  const policy = readGuardPolicy(projectRoot(process.cwd(), []), process.env);
  const since = toTime(values.since, Date.now());
  if (since === null) return { stdout: '', stderr: 'agent-security: --since takes 7d, 12h, 30m or a date.\n', exitCode: 2 };
  const file = values.file ?? policy.audit.file;
  const files = [...Array.from({ length: policy.audit.keep }, (_, index) => `${file}.${policy.audit.keep - index}`), file].filter((name) => existsSync(name) && statSync(name).size < MAX_LOG_BYTES);
  if (files.length === 0) return { stdout: '', stderr: 'agent-security: there is no audit log yet.\n', exitCode: values.file === undefined ? 0 : 2 };
  const result = toReport(files.map((name) => readFileSync(name, 'utf8')).join('\n'), since, policy.thresholds);
  const failure = values['webhook-command'] !== undefined && result.alerts.length > 0 ? notify(values['webhook-command'], result) : '';
  return { stdout: values.json ? `${JSON.stringify(result, null, 2)}\n` : toText(result), stderr: failure, exitCode: result.alerts.length > 0 ? 1 : 0 };
}

/** Runs the user's own command with the report on its standard input; the guard itself never uses the network. */
function notify(command: string, result: Report): string {
  // eslint-disable-next-line agent-security/no-command-injection -- the command is the option of the person who runs the report
  const { status } = spawnSync(command, { shell: true, input: JSON.stringify(result), timeout: 30_000, stdio: ['pipe', 'ignore', 'ignore'], windowsHide: true });
  return status === 0 ? '' : 'agent-security: the webhook command failed.\n';
}

function toText({ entries, unreadable, decisions, rules, days, alerts }: Report): string {
  const table = (counts: Readonly<Record<string, number>>): string[] => Object.entries(counts).map(([name, count]) => `  ${String(count).padStart(6)}  ${name}`);
  const lines = [`${entries} decisions`, ...table(decisions)];
  if (Object.keys(rules).length > 0) lines.push('', 'Findings per rule', ...table(rules), '', 'Questioned operations per day', ...table(days));
  if (unreadable > 0) lines.push('', `${unreadable} lines of the log could not be read.`);
  lines.push('', alerts.length === 0 ? 'No threshold is reached.' : 'Thresholds reached', ...alerts.map(({ threshold, limit, count, where }) => `  ${threshold}: ${count} in ${where} (limit ${limit})`));
  return `${lines.join('\n')}\n`;
}
