import { readToolCall } from '../operations.ts';
import type { Answer, GuardEvent, Phase, Verdict } from '../types.ts';
import { fieldsOf, listOf, textOf, valueOf } from '../values.ts';
import type { Fields } from '../values.ts';

/** How one agent asks and wants to be answered. */
export interface Adapter {
  /** Never throws, whatever the fields hold. */
  readonly parse: (input: Fields, fallbackCwd: string) => GuardEvent;
  readonly answer: (verdict: Verdict, event: GuardEvent) => Answer;
  /** The answer when not even the event could be read. */
  readonly unread: (verdict: Verdict) => Answer;
}

export const silent: Answer = { stdout: '', stderr: '', exitCode: 0 };

/** One JSON object in plain ASCII: some agents read the answer in another encoding. */
export function json(value: object): Answer {
  const text = JSON.stringify(value).replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return { stdout: `${text}\n`, stderr: '', exitCode: 0 };
}

interface Envelope {
  readonly phase: Phase;
  readonly event: string;
  readonly tool: string;
  readonly toolInput: unknown;
}

/** The event of an agent whose envelope was read; tools are the same for all agents. */
export function toEvent(fields: Fields, { phase, event, tool, toolInput }: Envelope, fallbackCwd: string): GuardEvent {
  const call = phase === 'before' || phase === 'after' ? readToolCall(tool, toolInput) : null;
  const roots = listOf(valueOf(fields, 'workspace_roots') ?? valueOf(fields, 'workspaceRoots')).filter((root) => typeof root === 'string');
  const cwd = textOf(fields, 'cwd');
  const response = fieldsOf(valueOf(fields, 'tool_response'));
  return {
    phase: call === null && (phase === 'before' || phase === 'after') ? 'other' : phase,
    event,
    tool,
    session: textOf(fields, 'session_id', 'sessionId', 'conversation_id', 'conversationId') ?? '',
    cwd: cwd === null || cwd === '' ? (roots[0] ?? fallbackCwd) : cwd,
    roots,
    operations: call?.operations ?? [],
    original: textOf(response, 'originalFile', 'original_file'),
    problem: call?.problem ?? null,
  };
}

/** The name of a tool that a payload must hold; an event of a tool without one is a failure. */
export function withProblem(event: GuardEvent, problem: string | null): GuardEvent {
  return problem === null ? event : { ...event, phase: 'before', problem };
}
