import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';

import { AGENTS, isAgent } from './agents/index.ts';
import { projectRoot } from './paths.ts';
import type { AgentName, Answer } from './types.ts';
import { isFields, listOf, valueOf } from './values.ts';
import type { Fields } from './values.ts';

const PROGRAM = 'node_modules/eslint-plugin-agent-security/dist/guard.js';
const TOOLS = '^(Write|Edit|MultiEdit|NotebookEdit|Bash|PowerShell|Monitor|WebFetch)$|^mcp__';
const SECONDS = 30;

type Hooks = Readonly<Record<string, readonly object[]>>;

/** The hooks of Claude Code's settings; `program` is the path of the guard. */
export function claudeHooks(program = `\${CLAUDE_PROJECT_DIR}/${PROGRAM}`): Hooks {
  const hooks = [{ type: 'command', command: 'node', args: [program, '--agent=claude-code'], timeout: SECONDS }];
  return { PreToolUse: [{ matcher: TOOLS, hooks }], PostToolUse: [{ matcher: '^(Write|Edit|MultiEdit|NotebookEdit|Bash|PowerShell)$', hooks }], ConfigChange: [{ hooks }] };
}

const command = (agent: AgentName): string => `node ${PROGRAM} --agent=${agent}`;

/** What each agent's own file holds. */
export function hookFile(agent: AgentName): { readonly file: string; readonly content: object } {
  switch (agent) {
    case 'cursor': {
      const entry = { command: command(agent), timeout: SECONDS, failClosed: true };
      return { file: '.cursor/hooks.json', content: { version: 1, hooks: { preToolUse: [{ ...entry, matcher: 'Write|Edit|StrReplace|Delete' }], beforeShellExecution: [entry], beforeMCPExecution: [entry] } } };
    }
    case 'gemini':
      return {
        file: '.gemini/settings.json',
        content: { hooks: { BeforeTool: [{ matcher: 'write_file|replace|run_shell_command|web_fetch|mcp_.*', hooks: [{ type: 'command', name: 'agent-security', command: command(agent), timeout: SECONDS * 1000 }] }] } },
      };
    case 'codex':
      return { file: '.codex/hooks.json', content: { hooks: { PreToolUse: [{ matcher: '^(Bash|apply_patch)$|^mcp__', hooks: [{ type: 'command', command: command(agent), timeout: SECONDS }] }] } } };
    case 'copilot':
      return { file: '.github/hooks/agent-security.json', content: { version: 1, hooks: { preToolUse: [{ type: 'command', bash: command(agent), powershell: command(agent), timeoutSec: SECONDS }] } } };
    case 'vscode':
      return { file: '.github/hooks/agent-security.json', content: { hooks: { PreToolUse: [{ type: 'command', command: command(agent), timeout: SECONDS }] } } };
    default:
      return { file: '.claude/settings.json', content: { hooks: claudeHooks() } };
  }
}

/** The settings with the guard's hooks, or `null` when they have them. Other hooks and settings stay. */
export function withHooks(settings: Fields): Fields | null {
  const own = claudeHooks();
  const present = valueOf(settings, 'hooks');
  const hooks: Record<string, unknown> = isFields(present) ? { ...present } : {};
  let changed = false;
  for (const [event, entries] of Object.entries(own)) {
    const existing = listOf(valueOf(hooks, event));
    if (JSON.stringify(existing).includes('eslint-plugin-agent-security/dist/guard.js')) continue;
    hooks[event] = [...existing, ...entries];
    changed = true;
  }
  return changed ? { ...settings, hooks } : null;
}

const say = (stdout: string, exitCode = 0): Answer => ({ stdout, stderr: '', exitCode });
const complain = (problem: string): Answer => ({ stdout: '', stderr: `agent-security: ${problem}\n`, exitCode: 2 });

/** `agent-security-guard init`: asks before it changes a file; prints for agents whose files it does not write. */
export async function init(args: readonly string[]): Promise<Answer> {
  let values;
  try {
    ({ values } = parseArgs({ args: [...args], options: { agent: { type: 'string', default: 'claude-code' }, yes: { type: 'boolean', default: false }, print: { type: 'boolean', default: false } } }));
  } catch {
    return complain('unknown option of init; see agent-security-guard --help.');
  }
  if (!isAgent(values.agent)) return complain(`--agent takes one of ${AGENTS.join(', ')}.`);
  const { file, content } = hookFile(values.agent);
  if (values.print || values.agent !== 'claude-code') return say(`Put this into ${file}:\n\n${JSON.stringify(content, null, 2)}\n`);
  return writeSettings(path.join(projectRoot(process.cwd(), []), file), file, values.yes);
}

async function writeSettings(target: string, shown: string, yes: boolean): Promise<Answer> {
  let settings: unknown = {};
  try {
    if (existsSync(target)) settings = JSON.parse(readFileSync(target, 'utf8'));
  } catch {
    return complain(`${shown} is no plain JSON and was not changed. Add the hooks by hand: agent-security-guard init --print`);
  }
  const next = isFields(settings) ? withHooks(settings) : null;
  if (next === null) return isFields(settings) ? say(`${shown} has the hooks already.\n`) : complain(`${shown} holds no settings object and was not changed.`);
  if (!yes && !(await confirm(`Add the hooks of agent-security-guard to ${shown}?`))) return { stdout: `${shown} was not changed. Use --yes to write it, or --print to see the hooks.\n`, stderr: '', exitCode: 1 };
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, `${JSON.stringify(next, null, 2)}\n`);
  return say(`Wrote the hooks to ${shown}. Restart the agent to use them.\n`);
}

async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await reader.question(`${question} [y/N] `)).trim());
  } finally {
    reader.close();
  }
}
