import type { AgentName } from '../types.ts';
import { textOf } from '../values.ts';
import type { Fields } from '../values.ts';
import type { Adapter } from './adapter.ts';
import { claude, codex } from './claude.ts';
import { copilot } from './copilot.ts';
import { cursor } from './cursor.ts';
import { gemini } from './gemini.ts';

export type { Adapter } from './adapter.ts';

const ADAPTERS: Readonly<Record<AgentName, Adapter>> = { 'claude-code': claude, vscode: claude, codex, cursor, gemini, copilot };
export const AGENTS = Object.keys(ADAPTERS) as readonly AgentName[];

export function isAgent(name: string): name is AgentName {
  return Object.hasOwn(ADAPTERS, name);
}

export function adapterOf(agent: AgentName): Adapter {
  return ADAPTERS[agent];
}

/**
 * The agent that really asks. The option decides, with one exception: hooks of `.claude/settings.json` are started by
 * Cursor and Copilot as well, with payloads of their own, which their own fields give away.
 */
export function agentBehind(agent: AgentName, fields: Fields): AgentName {
  if (agent !== 'claude-code') return agent;
  if (textOf(fields, 'cursor_version') !== null) return 'cursor';
  if (textOf(fields, 'toolName') !== null && textOf(fields, 'hook_event_name') === null) return 'copilot';
  return textOf(fields, 'turn_id') !== null ? 'codex' : agent;
}
