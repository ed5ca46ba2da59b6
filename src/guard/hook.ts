import { fstatSync, readSync } from 'node:fs';

import { adapterOf, agentBehind } from './agents/index.ts';
import { appendEntry, toEntry } from './audit.ts';
import { decide } from './decide.ts';
import type { Decided } from './decide.ts';
import type { Lint } from './lint-client.ts';
import { projectRoot, resolvePath } from './paths.ts';
import { readGuardPolicy } from './policy-file.ts';
import type { GuardPolicy } from './policy-file.ts';
import { chooseStage } from './stages.ts';
import type { AgentName, Answer, Decision, GuardEvent } from './types.ts';
import { decode, isFields } from './values.ts';
import type { Fields } from './values.ts';

export interface HookOptions {
  readonly agent: AgentName;
  readonly stage: string | null;
  /** `deny` turns every question into a denial, for runs where nobody can answer. */
  readonly ask: 'ask' | 'deny';
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly lint: Lint;
  readonly home: string;
  readonly now: () => Date;
}

/** Longest event that is read, in bytes. */
const MAX_EVENT = 64_000_000;

/** Standard input to its end; `null` above the bound. */
export function readInput(descriptor = 0): Buffer | null {
  const chunks: Buffer[] = [];
  let size = 0;
  fstatSync(descriptor);
  for (;;) {
    const chunk = Buffer.allocUnsafe(1 << 16);
    let count: number;
    try {
      count = readSync(descriptor, chunk, 0, chunk.length, null);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') continue;
      if ((error as NodeJS.ErrnoException).code === 'EOF') break;
      throw error;
    }
    if (count === 0) break;
    size += count;
    if (size > MAX_EVENT) return null;
    chunks.push(chunk.subarray(0, count));
  }
  return Buffer.concat(chunks);
}

/** Answers one event. Never throws: a failure becomes what the policy says about failures. */
export async function answerEvent(bytes: Uint8Array | null, options: HookOptions): Promise<Answer> {
  const started = performance.now();
  const input = parseInput(bytes);
  const fields: Fields = typeof input === 'string' ? {} : input;
  const agent = agentBehind(options.agent, fields);
  const adapter = adapterOf(agent);
  const root = (event: GuardEvent | null): string => projectRoot(event?.cwd ?? options.cwd, [options.env['CLAUDE_PROJECT_DIR'], options.env['CURSOR_PROJECT_DIR'], options.env['GEMINI_PROJECT_DIR'], ...(event?.roots ?? [])]);
  const event = typeof input === 'string' ? null : adapter.parse(fields, options.cwd);
  const policy = readGuardPolicy(root(event), options.env);
  const stage = chooseStage({ option: options.stage, variable: options.env['AGENT_SECURITY_STAGE'], stage: policy.stage, stageByBranch: policy.stageByBranch }, root(event));
  const finish = (decided: Decided): Decided => {
    const asked: Decided = decided.decision === 'ask' && options.ask === 'deny' ? { ...decided, decision: 'deny' } : decided;
    const { audit } = policy;
    if (audit.enabled) appendEntry(toEntry(event, asked, { agent, stage, ms: performance.now() - started, time: options.now() }), audit);
    return asked;
  };
  if (event === null) return adapter.unread(finish(failed(typeof input === 'string' ? input : 'no event', policy.fail)));
  if (event.phase === 'other') return adapter.answer({ decision: 'allow', findings: [], reason: '', failure: null }, event);
  const decided = await decide({ ...event, cwd: resolvePath(options.cwd, event.cwd) }, { policy, root: root(event), stage, lint: options.lint, home: options.home });
  return adapter.answer(finish(event.phase === 'before' ? decided : onlyHigh(decided, policy)), event);
}

/** After the fact only what would have been denied counts: a person may have said yes to the rest. */
function onlyHigh(decided: Decided, { decisions }: GuardPolicy): Decided {
  const isDenied = decided.findings.some(({ risk, rule }) => decisions[risk] === 'deny' && rule !== 'own-files' && rule !== 'stage');
  return isDenied ? decided : { ...decided, decision: 'allow', reason: '' };
}

/** The event's fields, or why there are none. */
function parseInput(bytes: Uint8Array | null): Fields | string {
  if (bytes === null) return 'the event is longer than is read';
  try {
    const value: unknown = JSON.parse(decode(bytes));
    return isFields(value) ? value : 'the event is no JSON object';
  } catch {
    return bytes.length === 0 ? 'there is no event on standard input' : 'the event is no valid JSON';
  }
}

export function failed(failure: string, decision: Decision): Decided {
  const word = decision === 'deny' ? 'denied' : decision === 'ask' ? 'needs a person' : 'noted';
  return { decision, findings: [], failure, reason: `agent-security: ${word}. The check is incomplete: ${failure}.`, names: [], paths: [] };
}
