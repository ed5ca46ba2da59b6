import { CLAUDE_PERMISSIONS } from './agent-claude-permissions.ts';
import { CLAUDE_SANDBOX } from './agent-claude-sandbox.ts';
import { CLAUDE_SETTINGS } from './agent-claude-settings.ts';
import { CODEX_SETTINGS } from './agent-codex.ts';
import { CURSOR_SETTINGS } from './agent-cursor.ts';
import { AGENT_ENV } from './agent-env.ts';
import { FRONT_MATTER_ROWS } from './agent-front-matter.ts';
import { GEMINI_SETTINGS } from './agent-gemini.ts';
import { AGENT_HOOKS } from './agent-hooks.ts';
import { OPENCODE_AGENT, OPENCODE_SETTINGS } from './agent-opencode.ts';
import { AIDER_SETTINGS, AMAZON_SETTINGS, AMP_SETTINGS, CONTINUE_SETTINGS, COPILOT_SETTINGS, CRUSH_SETTINGS, DROID_SETTINGS, TRUSTED_FOLDERS, WORKFLOW_ROWS, ZED_SETTINGS } from './agent-others.ts';
import { AMP_DELEGATES, AUGMENT_SETTINGS, CONTINUE_PERMISSIONS, GEMINI_POLICIES } from './agent-policies.ts';
import type { AgentRow } from './agent-row.ts';
import type { FileClient, FileKind } from './file-kind.ts';

/** Hooks and environment mean the same in the files of every client. */
const COMMON: readonly AgentRow[] = [...AGENT_ENV, ...AGENT_HOOKS];

const CLAUDE: readonly AgentRow[] = [...CLAUDE_PERMISSIONS, ...CLAUDE_SETTINGS, ...CLAUDE_SANDBOX, ...COMMON];
const AMAZON: readonly AgentRow[] = [...AMAZON_SETTINGS, ...COMMON];
const GEMINI: readonly AgentRow[] = [...GEMINI_SETTINGS, ...GEMINI_POLICIES, ...COMMON];

const BY_CLIENT: ReadonlyMap<FileClient, readonly AgentRow[]> = new Map<FileClient, readonly AgentRow[]>([
  ['claude', CLAUDE],
  ['cursor', [...CURSOR_SETTINGS, ...COMMON]],
  ['gemini', GEMINI],
  ['qwen', GEMINI],
  ['codex', [...CODEX_SETTINGS, ...COMMON]],
  ['opencode', [...OPENCODE_SETTINGS, ...COMMON]],
  ['aider', AIDER_SETTINGS],
  ['zed', [...ZED_SETTINGS, ...COMMON]],
  ['amazon-q', AMAZON],
  ['kiro', AMAZON],
  // Copilot reads the settings of Claude Code too.
  ['copilot', [...COPILOT_SETTINGS, ...COMMON]],
  ['continue', [...CONTINUE_SETTINGS, ...CONTINUE_PERMISSIONS, ...COMMON]],
  ['crush', [...CRUSH_SETTINGS, ...COMMON]],
  ['amp', [...AMP_SETTINGS, ...AMP_DELEGATES, ...COMMON]],
  ['augment', [...AUGMENT_SETTINGS, ...COMMON]],
  ['droid', [...DROID_SETTINGS, ...COMMON]],
]);

const FRONT_MATTER: readonly AgentRow[] = [...FRONT_MATTER_ROWS, ...OPENCODE_AGENT, ...AGENT_HOOKS];
const NONE: readonly AgentRow[] = [];

/** Kinds of files that the tables are about. */
export const AGENT_KINDS = ['agent-settings', 'agent-hooks', 'skill', 'agent-command', 'agent-instructions', 'workflow'] as const satisfies readonly FileKind[];

/** The rows for a file. The same array for the same kind of file, so that a table is compiled once. */
export function agentRows(kind: FileKind, client: FileClient | undefined, path: string): readonly AgentRow[] {
  if (kind === 'workflow') return WORKFLOW_ROWS;
  if (kind === 'agent-hooks') return AGENT_HOOKS;
  if (kind === 'skill' || kind === 'agent-command') return FRONT_MATTER;
  if (kind !== 'agent-settings') return NONE;
  if (path.endsWith('/trustedFolders.json')) return TRUSTED_FOLDERS;
  return (client && BY_CLIENT.get(client)) ?? COMMON;
}
