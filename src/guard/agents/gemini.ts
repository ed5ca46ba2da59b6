import type { Answer, GuardEvent, Phase, Verdict } from '../types.ts';
import { textOf, valueOf } from '../values.ts';
import type { Fields } from '../values.ts';
import { json, toEvent, withProblem } from './adapter.ts';
import type { Adapter } from './adapter.ts';

const PHASES: ReadonlyMap<string, Phase> = new Map<string, Phase>([['BeforeTool', 'before'], ['AfterTool', 'after']]);

function parse(fields: Fields, fallbackCwd: string): GuardEvent {
  const name = textOf(fields, 'hook_event_name') ?? '';
  const phase = PHASES.get(name) ?? 'other';
  const tool = textOf(fields, 'tool_name') ?? '';
  // MCP tools have one underscore here: `mcp_server_tool`.
  const event = toEvent(fields, { phase, event: name, tool, toolInput: valueOf(fields, 'tool_input') }, fallbackCwd);
  return withProblem(event, name === '' ? 'the event has no name' : phase === 'before' && tool === '' ? 'the event names no tool' : null);
}

/** Always one object and exit code 0: an object on standard output wins over any exit code. */
function answer({ decision, reason }: Verdict): Answer {
  if (decision === 'allow') return json({});
  return json(decision === 'ask' ? { decision: 'ask', reason, systemMessage: reason } : { decision: 'deny', reason });
}

export const gemini: Adapter = { parse, answer: (verdict, event) => answer(event.phase === 'after' && verdict.decision === 'ask' ? { ...verdict, decision: 'deny' } : verdict), unread: answer };
