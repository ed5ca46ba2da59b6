import type { Answer, GuardEvent, Phase, Verdict } from '../types.ts';
import { textOf, valueOf } from '../values.ts';
import type { Fields } from '../values.ts';
import { json, silent, toEvent, withProblem } from './adapter.ts';
import type { Adapter } from './adapter.ts';

const PHASES: ReadonlyMap<string, Phase> = new Map<string, Phase>([['PreToolUse', 'before'], ['PostToolUse', 'after'], ['ConfigChange', 'config']]);

/** Claude's envelope, which Codex and VS Code share. */
export function parseClaude(fields: Fields, fallbackCwd: string): GuardEvent {
  const name = textOf(fields, 'hook_event_name', 'hookEventName') ?? '';
  const phase = PHASES.get(name) ?? 'other';
  const tool = textOf(fields, 'tool_name') ?? '';
  const event = toEvent(fields, { phase, event: name, tool, toolInput: valueOf(fields, 'tool_input') }, fallbackCwd);
  if (phase === 'config') {
    const path = textOf(fields, 'file_path');
    const changed = path === null || textOf(fields, 'source') === 'policy_settings' ? [] : [{ kind: 'write', path, change: { to: 'append', content: '' } } as const];
    return { ...event, operations: changed };
  }
  return withProblem(event, name === '' ? 'the event has no name' : phase === 'before' && tool === '' ? 'the event names no tool' : null);
}

/** No objection is silence: an explicit `allow` would skip the user's own prompt. */
export function answerClaude({ decision, reason }: Verdict, { phase }: Pick<GuardEvent, 'phase'>): Answer {
  if (decision === 'allow') return reason === '' ? silent : { ...silent, stderr: `${reason}\n` };
  if (phase !== 'before') return json({ decision: 'block', reason });
  return json({ hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision: decision, permissionDecisionReason: reason } });
}

export const claude: Adapter = { parse: parseClaude, answer: answerClaude, unread: (verdict) => answerClaude(verdict, { phase: 'before' }) };

/** Codex takes neither `ask` nor an explicit `allow`: a call it can't ask about is denied. */
function answerCodex(verdict: Verdict, event: Pick<GuardEvent, 'phase'>): Answer {
  return answerClaude(verdict.decision === 'ask' ? { ...verdict, decision: 'deny' } : verdict, event);
}

export const codex: Adapter = { parse: parseClaude, answer: answerCodex, unread: (verdict) => answerCodex(verdict, { phase: 'before' }) };
