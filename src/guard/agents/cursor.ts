import type { Answer, GuardEvent, Phase, Verdict } from '../types.ts';
import { textOf, valueOf } from '../values.ts';
import type { Fields } from '../values.ts';
import { json, silent, toEvent, withProblem } from './adapter.ts';
import type { Adapter } from './adapter.ts';

const PHASES: ReadonlyMap<string, Phase> = new Map<string, Phase>([
  ['preToolUse', 'before'], ['beforeShellExecution', 'before'], ['beforeMCPExecution', 'before'], ['beforeReadFile', 'before'], ['postToolUse', 'after'], ['afterFileEdit', 'after'],
]);
/** Only here a person is asked; `preToolUse` takes the word and lets the call pass. */
const ASKS = new Set(['beforeShellExecution', 'beforeMCPExecution']);
const PERMISSION = /^(?:preToolUse|beforeShellExecution|beforeMCPExecution|beforeReadFile|subagentStart|beforeTabFileRead)$/;

function parse(fields: Fields, fallbackCwd: string): GuardEvent {
  const name = textOf(fields, 'hook_event_name') ?? '';
  const phase = PHASES.get(name) ?? 'other';
  const { tool, toolInput } = callOf(name, fields);
  const event = toEvent(fields, { phase, event: name, tool, toolInput }, fallbackCwd);
  return withProblem(event, name === '' ? 'the event has no name' : phase === 'before' && tool === '' ? 'the event names no tool' : null);
}

function callOf(name: string, fields: Fields): { readonly tool: string; readonly toolInput: unknown } {
  switch (name) {
    case 'beforeShellExecution':
      return { tool: 'Shell', toolInput: fields };
    case 'beforeReadFile':
      return { tool: 'Read', toolInput: fields };
    case 'afterFileEdit':
      return { tool: 'Edit', toolInput: fields };
    case 'beforeMCPExecution':
      return { tool: `MCP:${textOf(fields, 'tool_name') ?? ''}`, toolInput: valueOf(fields, 'tool_input') };
    default:
      return { tool: textOf(fields, 'tool_name') ?? '', toolInput: valueOf(fields, 'tool_input') };
  }
}

/** Permission events always get an object of documented keys: silence and other keys count as failures there. */
function answer(verdict: Verdict, { event, phase }: Pick<GuardEvent, 'event' | 'phase'>): Answer {
  const decision = verdict.decision === 'ask' && !ASKS.has(event) ? 'deny' : verdict.decision;
  if (PERMISSION.test(event)) return decision === 'allow' ? json({ permission: 'allow' }) : json({ permission: decision, user_message: verdict.reason, ...(event === 'beforeReadFile' ? {} : { agent_message: verdict.reason }) });
  if (event === 'beforeSubmitPrompt') return json({ continue: true });
  return decision !== 'allow' && phase === 'after' && event === 'postToolUse' ? json({ additional_context: verdict.reason }) : silent;
}

export const cursor: Adapter = { parse, answer, unread: (verdict) => answer(verdict, { event: 'preToolUse', phase: 'before' }) };
