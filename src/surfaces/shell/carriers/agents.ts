import type { FileKind } from '../../../knowledge/file-kind.ts';
import { sliceText } from '../../mapped-text.ts';
import { mcpServers } from '../../settings/mcp.ts';
import { findSettings, pathOf, stringItems, walkSettings } from '../../settings/index.ts';
import type { SettingNode } from '../../settings/index.ts';
import type { CommandText } from '../command-text.ts';
import type { Dialect } from '../model.ts';
import { argumentsOf, dialectOf, fromCommand, fromLines, fromSetting, shellText } from './make.ts';
import type { Circumstances } from './make.ts';

/** Every command in the settings of a coding agent, whatever the client: hooks, helpers, servers, tool commands. */
export function agentCommands(root: SettingNode, kind: FileKind): readonly CommandText[] {
  return [...hookCommands(root, kind), ...helperCommands(root), ...toolCommands(root), ...serverCommands(root, kind)];
}

const MCP: Circumstances = { carrier: 'mcp-server', unattended: true };

/** MCP servers: the program with its arguments, and the command that makes a server's headers. */
export function serverCommands(root: SettingNode, kind: FileKind): readonly CommandText[] {
  return mcpServers(root, kind).flatMap(({ name, command, args, headersHelper }) => [
    ...fromCommand(command, args, { ...MCP, label: name }),
    ...fromLines(headersHelper ?? undefined, { ...MCP, label: name }),
  ]);
}

/** Members of a hook handler that hold a command, and the dialect that the member's name implies. */
const HANDLER_KEYS: ReadonlyMap<string, Dialect | 'auto'> = new Map([
  ['command', 'auto'],
  ['bash', 'sh'],
  ['powershell', 'powershell'],
  ['windows', 'auto'],
  ['linux', 'sh'],
  ['osx', 'sh'],
  ['cmd', 'auto'],
  ['run', 'auto'],
]);

/** Hooks of every client: under `hooks`, each object with a command in it is a handler; its event names it. */
function hookCommands(root: SettingNode, kind: FileKind): readonly CommandText[] {
  const roots = [...findSettings(root, 'hooks'), ...findSettings(root, 'experimental.hook'), ...(kind === 'agent-hooks' && !root.get('hooks') ? [root] : [])];
  const found: CommandText[] = [];
  for (const hooks of roots) {
    for (const node of walkSettings(hooks)) if (node.kind === 'object') found.push(...handlerTexts(node, hooks));
  }
  return [...found, ...findSettings(root, 'notify').flatMap((node) => fromSetting(node, { carrier: 'agent-hook', label: 'notify', unattended: true }))];
}

function handlerTexts(handler: SettingNode, hooks: SettingNode): readonly CommandText[] {
  const shell = handler.get('shell');
  const found: CommandText[] = [];
  for (const [key, dialect] of HANDLER_KEYS) {
    const command = handler.get(key);
    if (!command || (command.kind !== 'string' && command.kind !== 'array')) continue;
    const where: Circumstances = {
      carrier: 'agent-hook',
      label: eventOf(handler, hooks),
      unattended: true,
      dialect: shell?.kind === 'string' ? dialectOf(String(shell.value)) : dialect,
    };
    found.push(...fromCommand(command, key === 'command' ? argumentsOf(handler, 'args') : [], where));
  }
  return found;
}

/** The name of the member of `hooks` that a handler stands under. */
function eventOf(handler: SettingNode, hooks: SettingNode): string {
  const event = pathOf(handler)[pathOf(hooks).length];
  return typeof event === 'string' ? event : '';
}

/** Commands that Claude Code runs for credentials, headers, status lines and suggestions. */
const HELPERS = [
  'apiKeyHelper', 'proxyAuthHelper', 'awsAuthRefresh', 'awsCredentialExport', 'gcpAuthRefresh', 'otelHeadersHelper', 'statusLine.command', 'subagentStatusLine.command',
  'fileSuggestion.command', 'processWrapper', 'policyHelper', 'policyHelper.command', 'env.CLAUDE_CODE_SHELL_PREFIX', '*.*.source.headersHelper', '*.*.source.plugins[].headersHelper',
  '*.*.source.plugins[].source.command', 'plugins[].headersHelper', 'plugins[].source.command',
] as const;

/** Command settings of other agents that are run without a question: one command line or a program with arguments. */
const AGENT_SETTINGS = [
  // Gemini CLI and Qwen Code
  'tools.discoveryCommand', 'tools.callCommand', 'toolDiscoveryCommand', 'toolCallCommand', 'mcp.serverCommand', 'mcpServerCommand',
  // Cursor: background agents
  'install', 'start', 'update', 'terminals[].command',
  // opencode
  'formatter.*.command', 'lsp.*.command', 'shell',
  // Aider
  'lint-cmd', 'test-cmd', 'notifications-command', 'editor',
  // Codex
  'model_providers.*.auth.command',
] as const;
/** Program and arguments in members of their own: [object, program, arguments]. */
const PROGRAMS = [
  ['agent_servers.*', 'command', 'args'],
  ['lsp.*.binary', 'path', 'arguments'],
  ['lsp.*', 'command', 'args'],
  ['languages.*.formatter.external', 'command', 'arguments'],
  ['formatter.external', 'command', 'arguments'],
  ['terminal.shell.with_arguments', 'program', 'args'],
  ['configurations[]', 'runtimeExecutable', 'runtimeArgs'],
  ['[]', 'command', 'args'],
  ['[].build', 'command', 'args'],
] as const;
const WORKTREE_SETUPS = ['setup-worktree', 'setup-worktree-unix', 'setup-worktree-windows'] as const;

function helperCommands(root: SettingNode): readonly CommandText[] {
  return HELPERS.flatMap((key) => findSettings(root, key).flatMap((node) => fromSetting(node, setting(node))));
}

function toolCommands(root: SettingNode): readonly CommandText[] {
  return [
    ...AGENT_SETTINGS.flatMap((key) => findSettings(root, key).flatMap((node) => (node.kind === 'object' ? [] : key === 'lint-cmd' ? stringItems(node).flatMap(lintCommand) : fromSetting(node, setting(node))))),
    ...PROGRAMS.flatMap(([key, program, args]) => findSettings(root, key).flatMap((node) => programTexts(node, program, args))),
    ...WORKTREE_SETUPS.flatMap((key) => fromLines(root.get(key), { carrier: 'setting', label: key, unattended: true })),
    ...findSettings(root, 'command.*.template').flatMap((node) => inlineCommands(node)),
  ];
}

/** Aider takes a linter for every language, or one for a single language: `python: flake8`. */
function lintCommand(node: SettingNode): readonly CommandText[] {
  const text = node.text();
  const language = /^\s{0,9}[a-z][\w+#-]{0,30}:\s{1,9}/i.exec(text.text)?.[0].length ?? 0;
  return text.text.trim() === '' ? [] : [shellText(sliceText(text, language, text.text.length), setting(node))];
}

function setting(node: SettingNode): Circumstances {
  return { carrier: 'setting', label: String(pathOf(node).find((part) => typeof part === 'string') ?? ''), unattended: true };
}

/** An array there is a command of its own form (`command: ["x"]`), which the list above has already read. */
function programTexts(node: SettingNode, program: string, args: string): readonly CommandText[] {
  const command = node.get(program);
  return command?.kind === 'string' ? fromCommand(command, argumentsOf(node, args), setting(node)) : [];
}

/** `` !`command` `` in the prompt of a custom command: run before the model sees the text. */
function inlineCommands(node: SettingNode): readonly CommandText[] {
  const text = node.text();
  const found: CommandText[] = [];
  for (let at = text.text.indexOf('!`'); at >= 0 && found.length < MAX_INLINE; at = text.text.indexOf('!`', at + 2)) {
    const end = text.text.indexOf('`', at + 2);
    if (end < 0) break;
    found.push(shellText(sliceText(text, at + 2, end), { carrier: 'skill-command', label: String(node.parent?.key ?? '') }));
    at = end;
  }
  return found;
}

const MAX_INLINE = 200;

/** `!{command}` in the prompt of a Gemini CLI command; braces inside are balanced, `{{args}}` is filled in later. */
export function promptCommands(root: SettingNode): readonly CommandText[] {
  return stringItems(root.get('prompt')).flatMap((prompt) => {
    const text = prompt.text();
    const found: CommandText[] = [];
    for (let at = text.text.indexOf('!{'); at >= 0 && found.length < MAX_INLINE; at = text.text.indexOf('!{', at + 2)) {
      const end = closingBrace(text.text, at + 1);
      if (end < 0) break;
      found.push(shellText(sliceText(text, at + 2, end), { carrier: 'skill-command', label: 'prompt' }));
      at = end;
    }
    return found;
  });
}

function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}' && (depth -= 1) === 0) return at;
  }
  return -1;
}
