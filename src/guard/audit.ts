import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

import type { Level } from '../core/define-rule.ts';
import { safePath } from './safe-text.ts';
import type { AgentName, Decision, GuardEvent } from './types.ts';
import type { Decided } from './decide.ts';

/** One line of the audit log. It holds no content, no command and no secret. */
export interface AuditEntry {
  readonly time: string;
  readonly agent: AgentName;
  readonly session: string;
  readonly event: string;
  readonly tool: string;
  readonly operations: readonly string[];
  readonly paths: readonly string[];
  /** First 16 hexadecimal digits of the SHA-256 of a command. */
  readonly command: string | null;
  readonly stage: string | null;
  readonly findings: readonly { readonly rule: string; readonly risk: Level; readonly place: string }[];
  readonly decision: Decision;
  readonly failure: string | null;
  readonly ms: number;
}

const MAX_LISTED = 20;
const word = (text: string, max: number): string => text.replace(/[^\w.:@-]/g, '_').slice(0, max);

export function toEntry(event: GuardEvent | null, decided: Decided, facts: { readonly agent: AgentName; readonly stage: string | null; readonly ms: number; readonly time: Date }): AuditEntry {
  const command = event?.operations.find((operation) => operation.kind === 'command');
  return {
    time: facts.time.toISOString(),
    agent: facts.agent,
    session: word(event?.session ?? '', 80),
    event: word(event?.event ?? '', 40),
    tool: word(event?.tool ?? '', 80),
    operations: decided.names.slice(0, MAX_LISTED),
    paths: decided.paths.slice(0, MAX_LISTED).map(safePath),
    command: command?.kind === 'command' ? createHash('sha256').update(command.command).digest('hex').slice(0, 16) : null,
    stage: facts.stage === null ? null : word(facts.stage, 40),
    findings: decided.findings.slice(0, MAX_LISTED).map(({ rule, risk, place }) => ({ rule, risk, place })),
    decision: decided.decision,
    failure: decided.failure,
    ms: Math.round(facts.ms),
  };
}

/** Appends one line and rotates: `audit.jsonl`, `audit.jsonl.1` … A log that can't be written never changes a decision. */
export function appendEntry(entry: AuditEntry, { file, maxBytes, keep }: { readonly file: string; readonly maxBytes: number; readonly keep: number }): boolean {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    if (existsSync(file) && statSync(file).size >= maxBytes) rotate(file, keep);
    appendFileSync(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    return true;
  } catch {
    return false;
  }
}

function rotate(file: string, keep: number): void {
  rmSync(`${file}.${keep}`, { force: true });
  for (let index = keep - 1; index >= 1; index -= 1) if (existsSync(`${file}.${index}`)) renameSync(`${file}.${index}`, `${file}.${index + 1}`);
  if (keep > 0) renameSync(file, `${file}.1`);
  else rmSync(file, { force: true });
}
