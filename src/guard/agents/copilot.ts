import type { Answer, GuardEvent, Phase, Verdict } from '../types.ts';
import { textOf, valueOf } from '../values.ts';
import type { Fields } from '../values.ts';
import { json, silent, toEvent, withProblem } from './adapter.ts';
import type { Adapter } from './adapter.ts';
import { parseClaude } from './claude.ts';

const PHASES: ReadonlyMap<string, Phase> = new Map<string, Phase>([['preToolUse', 'before'], ['postToolUse', 'after']]);

/** Events in camel case name no event; what they hold tells them: a result is there only afterwards. */
function parse(fields: Fields, fallbackCwd: string): GuardEvent {
  if (textOf(fields, 'hook_event_name') !== null) return parseClaude(fields, fallbackCwd);
  const tool = textOf(fields, 'toolName') ?? '';
  const name = textOf(fields, 'hookEventName') ?? (valueOf(fields, 'toolResult') === undefined ? 'preToolUse' : 'postToolUse');
  const event = toEvent(fields, { phase: PHASES.get(name) ?? 'other', event: name, tool, toolInput: valueOf(fields, 'toolArgs') }, fallbackCwd);
  return withProblem(event, tool === '' ? 'the event names no tool' : null);
}

function answer({ decision, reason }: Verdict): Answer {
  return decision === 'allow' ? (reason === '' ? silent : { ...silent, stderr: `${reason}\n` }) : json({ permissionDecision: decision, permissionDecisionReason: reason });
}

export const copilot: Adapter = {
  parse,
  answer: (verdict, { phase }) => (phase === 'before' ? answer(verdict) : verdict.decision === 'allow' ? silent : { ...silent, stderr: `${verdict.reason}\n` }),
  unread: answer,
};
