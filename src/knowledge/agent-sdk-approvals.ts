import type { ApprovalMessage } from './agent-approvals.ts';
import { AI_GENERATE, alwaysApproves, CLAUDE_QUERY, CLAUDE_SESSION, is, isFalse, isOpenFolder, isTrue, neverAsks, ofOpenAi } from './agent-sdk.ts';
import type { MissingRow, OptionRow, OptionValue } from './agent-sdk.ts';

type Row = OptionRow<ApprovalMessage>;

const anything = (name: string): Readonly<Record<string, string>> => ({ name, what: 'do anything' });

/** Options of the Claude Agent SDK, below the options object (H1-1 … H1-14). Source: types of the package, 0.3.330. */
const CLAUDE_OPTIONS: readonly (Omit<Row, 'calls' | 'arg'>)[] = [
  { id: 'H1-1', path: 'permissionMode', when: is('bypassPermissions'), report: 'option', preset: 'recommended', data: anything('permissionMode') },
  { id: 'H1-1', path: 'permissionMode', when: is('acceptEdits', 'auto'), report: 'option', preset: 'strict', data: { name: 'permissionMode', what: 'edit files' } },
  { id: 'H1-2', path: 'allowDangerouslySkipPermissions', when: isTrue, report: 'option', preset: 'recommended', data: anything('allowDangerouslySkipPermissions') },
  { id: 'H1-4', path: 'canUseTool', when: alwaysApproves, report: 'handler', preset: 'recommended', data: { name: 'canUseTool' } },
  { id: 'H1-5', path: 'hooks.PreToolUse.[].hooks.[]', when: alwaysApproves, report: 'handler', preset: 'recommended', data: { name: 'This PreToolUse hook' } },
  { id: 'H1-5', path: 'hooks.PermissionRequest.[].hooks.[]', when: alwaysApproves, report: 'handler', preset: 'recommended', data: { name: 'This PermissionRequest hook' } },
  { id: 'H1-7', path: 'additionalDirectories.[]', when: isOpenFolder, report: 'reach', preset: 'recommended', data: { name: 'additionalDirectories', what: 'a whole home folder or disk' } },
  { id: 'H1-7', path: 'cwd', when: isOpenFolder, report: 'reach', preset: 'recommended', data: { name: 'cwd', what: 'a whole home folder or disk' } },
  { id: 'H1-8', path: 'sandbox.enabled', when: isFalse, report: 'sandbox', preset: 'recommended', data: { name: 'sandbox.enabled', what: 'switches the sandbox off' } },
  { id: 'H1-8', path: 'sandbox.network.allowAllUnixSockets', when: isTrue, report: 'sandbox', preset: 'recommended', data: { name: 'allowAllUnixSockets', what: 'opens every socket of this machine, the container engine included' } },
  { id: 'H1-9', path: 'extraArgs.dangerously-skip-permissions', when: (value) => !isFalse(value), report: 'option', preset: 'recommended', data: anything('dangerously-skip-permissions') },
  { id: 'H1-9', path: 'extraArgs.allow-dangerously-skip-permissions', when: (value) => !isFalse(value), report: 'option', preset: 'recommended', data: anything('allow-dangerously-skip-permissions') },
  { id: 'H1-9', path: 'extraArgs.permission-mode', when: is('bypassPermissions'), report: 'option', preset: 'recommended', data: anything('permission-mode') },
  { id: 'H1-10', path: 'pathToClaudeCodeExecutable', when: (value) => value.text().constant === null, report: 'sandbox', preset: 'strict', data: { name: 'pathToClaudeCodeExecutable', what: 'starts a program that is chosen at run time' } },
  { id: 'H1-14', path: 'agents.*.permissionMode', when: is('bypassPermissions'), report: 'option', preset: 'recommended', data: anything('permissionMode') },
  { id: 'H1-14', path: 'settings.permissions.defaultMode', when: is('bypassPermissions'), report: 'option', preset: 'recommended', data: anything('defaultMode') },
  { id: 'H1-14', path: 'settings', when: (value) => /"defaultMode"\s{0,5}:\s{0,5}"bypassPermissions"/.test(value.text().constant?.slice(0, 8192) ?? ''), report: 'option', preset: 'recommended', data: anything('settings') },
];

const THREADS = ['startThread', 'resumeThread'].map((name) => `@openai/codex-sdk.Codex().${name}`);

/** The options of `startThread(options)` and `resumeThread(id, options)` (H5-1 … H5-3). */
const CODEX_OPTIONS: readonly (Omit<Row, 'calls' | 'arg'>)[] = [
  { id: 'H5-1', path: 'sandboxMode', when: is('danger-full-access'), report: 'sandbox', preset: 'recommended', data: { name: 'sandboxMode', what: 'switches the sandbox off' } },
  { id: 'H5-2', path: 'approvalPolicy', when: is('never'), report: 'option', preset: 'recommended', data: anything('approvalPolicy') },
  { id: 'H5-3', path: 'networkAccessEnabled', when: isTrue, report: 'sandbox', preset: 'strict', data: { name: 'networkAccessEnabled', what: 'lets sandboxed commands use the network' } },
  { id: 'H5-3', path: 'skipGitRepoCheck', when: isTrue, report: 'sandbox', preset: 'strict', data: { name: 'skipGitRepoCheck', what: 'works in folders whose changes cannot be taken back' } },
  { id: 'H5-3', path: 'additionalDirectories.[]', when: isOpenFolder, report: 'reach', preset: 'recommended', data: { name: 'additionalDirectories', what: 'a whole home folder or disk' } },
];

const SHELL_CONFIG = (value: OptionValue): boolean => /^\s{0,5}(?:sandbox_mode\s{0,5}=\s{0,5}"?danger-full-access|approval_policy\s{0,5}=\s{0,5}"?never)/.test(value.text().constant ?? '');
const needsApproval = 'Set needsApproval';

/** Approvals that calls of agent SDKs switch off. */
export const APPROVAL_OPTIONS: readonly Row[] = [
  ...CLAUDE_OPTIONS.map((row): Row => ({ ...row, path: `options.${row.path}`, calls: CLAUDE_QUERY, arg: 0 })),
  ...CLAUDE_OPTIONS.map((row): Row => ({ ...row, calls: CLAUDE_SESSION.filter((name) => !/[._]prompt$/.test(name)), arg: 0 })),
  ...CLAUDE_OPTIONS.map((row): Row => ({ ...row, calls: CLAUDE_SESSION.filter((name) => /[._]prompt$/.test(name)), arg: 1 })),
  ...CODEX_OPTIONS.map((row): Row => ({ ...row, calls: THREADS.slice(0, 1), arg: 0 })),
  ...CODEX_OPTIONS.map((row): Row => ({ ...row, calls: THREADS.slice(1), arg: 1 })),
  { id: 'H1-1', calls: CLAUDE_QUERY.map((name) => `${name}().setPermissionMode`), arg: 0, path: '', when: is('bypassPermissions'), report: 'option', preset: 'recommended', data: anything('setPermissionMode()') },
  { id: 'H5-3', calls: ['@openai/codex-sdk.Codex'], arg: 0, path: 'config.sandbox_mode', when: is('danger-full-access'), report: 'sandbox', preset: 'recommended', data: { name: 'sandbox_mode', what: 'switches the sandbox off' } },
  { id: 'H5-3', calls: ['@openai/codex-sdk.Codex'], arg: 0, path: 'config.approval_policy', when: is('never'), report: 'option', preset: 'recommended', data: anything('approval_policy') },
  { id: 'H5-3', calls: ['@openai/codex-sdk.Codex'], arg: 0, path: 'configOverrides.[]', when: SHELL_CONFIG, report: 'option', preset: 'recommended', data: anything('configOverrides') },
  // Vercel AI SDK: `toolApproval` may be a function, or a map from tools to answers.
  { id: 'H2-2', calls: AI_GENERATE, arg: 0, path: 'toolApproval', when: alwaysApproves, report: 'handler', preset: 'recommended', data: { name: 'toolApproval' } },
  { id: 'H2-2', calls: AI_GENERATE, arg: 0, path: 'toolApproval.*', when: (value) => is('approved')(value) || alwaysApproves(value), report: 'handler', preset: 'strict', data: { name: 'This entry of toolApproval' } },
  { id: 'H2-4', calls: AI_GENERATE, arg: 0, path: 'allowSystemInMessages', when: isTrue, report: 'sandbox', preset: 'strict', data: { name: 'allowSystemInMessages', what: 'lets whoever writes the messages write the system prompt' } },
  // OpenAI Agents SDK.
  { id: 'H3-1', calls: ofOpenAi('shellTool'), arg: 0, path: 'needsApproval', when: neverAsks, report: 'tool', preset: 'recommended', data: { name: 'shellTool()', what: 'runs commands', fix: needsApproval } },
  { id: 'H3-2', calls: ofOpenAi('applyPatchTool', 'computerTool'), arg: 0, path: 'needsApproval', when: neverAsks, report: 'tool', preset: 'recommended', data: { name: 'This tool', what: 'changes files or uses the screen', fix: needsApproval } },
  { id: 'H3-4', calls: ofOpenAi('hostedMcpTool'), arg: 0, path: 'requireApproval', when: is('never'), report: 'option', preset: 'recommended', data: { name: 'requireApproval', what: 'use every tool of this server' } },
  { id: 'H3-5', calls: ofOpenAi('hostedMcpTool'), arg: 0, path: 'onApproval', when: alwaysApproves, report: 'handler', preset: 'recommended', data: { name: 'onApproval' } },
  // LangChain and deepagents.
  { id: 'H4-2', calls: ['langchain.humanInTheLoopMiddleware', 'deepagents.createDeepAgent'], arg: 0, path: 'interruptOn.{execute,bash,shell,run_command,run_shell,terminal,write_file,edit_file,delete_file,sql,send_email}', when: isFalse, report: 'option', preset: 'recommended', data: { name: 'interruptOn', what: 'use this tool' } },
  { id: 'H4-4', calls: ['deepagents.LocalShellBackend'], arg: 0, path: 'inheritEnv', when: isTrue, report: 'sandbox', preset: 'recommended', data: { name: 'inheritEnv', what: 'hands every secret of the environment to its commands' } },
  { id: 'H4-5', calls: ['deepagents.FilesystemBackend', 'deepagents.LocalShellBackend'], arg: 0, path: 'rootDir', when: isOpenFolder, report: 'reach', preset: 'recommended', data: { name: 'rootDir', what: 'a whole home folder or disk' } },
  // Copilot SDK: every sample approves everything; an own handler decides.
  { id: 'H5-4', calls: ['createSession', 'resumeSession'].map((name) => `@github/copilot-sdk.CopilotClient().${name}`), arg: 0, path: 'onPermissionRequest', when: (value) => value.origins().includes('@github/copilot-sdk.approveAll') || alwaysApproves(value), report: 'handler', preset: 'recommended', data: { name: 'onPermissionRequest' } },
  // opencode SDK.
  ...['@opencode-ai/sdk', '@opencode-ai/sdk/v2', '@opencode-ai/sdk/server'].flatMap((module): Row[] => {
    const calls = [`${module}.createOpencode`, `${module}.createOpencodeServer`];
    return [
      { id: 'H5-5', calls, arg: 0, path: 'config.permission', when: is('allow'), report: 'option', preset: 'recommended', data: anything('permission') },
      { id: 'H5-5', calls, arg: 0, path: 'config.permission.{bash,*}', when: is('allow'), report: 'option', preset: 'recommended', data: { name: 'permission', what: 'run commands' } },
      { id: 'H5-5', calls, arg: 0, path: 'hostname', when: is('0.0.0.0', '::'), report: 'sandbox', preset: 'recommended', data: { name: 'hostname', what: 'opens the agent to the whole network' } },
    ];
  }),
];

/** Approvals that are missing. */
export const MISSING_APPROVALS: readonly MissingRow<ApprovalMessage>[] = [
  { id: 'H3-1', calls: ofOpenAi('shellTool'), arg: 0, path: '', anyOf: ['needsApproval', 'environment'], only: 'shell', report: 'tool', preset: 'recommended', data: { name: 'shellTool()', what: 'runs commands', fix: needsApproval } },
  { id: 'H3-2', calls: ofOpenAi('applyPatchTool'), arg: 0, path: '', anyOf: ['needsApproval'], only: 'editor', report: 'tool', preset: 'recommended', data: { name: 'applyPatchTool()', what: 'changes files', fix: needsApproval } },
  { id: 'H3-2', calls: ofOpenAi('computerTool'), arg: 0, path: '', anyOf: ['needsApproval'], only: 'computer', report: 'tool', preset: 'recommended', data: { name: 'computerTool()', what: 'uses the screen', fix: needsApproval } },
  { id: 'H3-4', calls: ofOpenAi('hostedMcpTool'), arg: 0, path: '', anyOf: ['requireApproval'], report: 'tool', preset: 'strict', data: { name: 'hostedMcpTool()', what: 'runs every tool of the server', fix: 'Set requireApproval' } },
  { id: 'H1-3', calls: CLAUDE_QUERY, arg: 0, path: 'options', anyOf: ['permissionMode', 'settingSources'], report: 'tool', preset: 'strict', data: { name: 'query()', what: 'obeys the settings of the folder', fix: 'Set permissionMode or settingSources' } },
];

/** Options whose name and value say enough wherever they stand in a file that loads the SDK. */
export interface NamedRow<Message extends string> {
  readonly id: string;
  /** Beginnings of the module names, one of which the file loads. */
  readonly modules: readonly string[];
  readonly member: string;
  readonly when: (value: OptionValue) => boolean;
  readonly report: Message;
  readonly preset: 'recommended' | 'strict';
  readonly data?: Readonly<Record<string, string>>;
}

const CLAUDE_MODULES = ['@anthropic-ai/claude-agent-sdk', '@anthropic-ai/claude-code'];

export const NAMED_APPROVALS: readonly NamedRow<ApprovalMessage>[] = [
  { id: 'H1-1', modules: CLAUDE_MODULES, member: 'permissionMode', when: is('bypassPermissions'), report: 'option', preset: 'recommended', data: anything('permissionMode') },
  { id: 'H1-2', modules: CLAUDE_MODULES, member: 'allowDangerouslySkipPermissions', when: isTrue, report: 'option', preset: 'recommended', data: anything('allowDangerouslySkipPermissions') },
  { id: 'H1-4', modules: CLAUDE_MODULES, member: 'canUseTool', when: alwaysApproves, report: 'handler', preset: 'recommended', data: { name: 'canUseTool' } },
  { id: 'H1-9', modules: CLAUDE_MODULES, member: 'dangerously-skip-permissions', when: (value) => !isFalse(value), report: 'option', preset: 'recommended', data: anything('dangerously-skip-permissions') },
  { id: 'H1-14', modules: CLAUDE_MODULES, member: 'defaultMode', when: is('bypassPermissions'), report: 'option', preset: 'recommended', data: anything('defaultMode') },
  { id: 'H5-1', modules: ['@openai/codex-sdk'], member: 'sandboxMode', when: is('danger-full-access'), report: 'sandbox', preset: 'recommended', data: { name: 'sandboxMode', what: 'switches the sandbox off' } },
  { id: 'H5-2', modules: ['@openai/codex-sdk'], member: 'approvalPolicy', when: is('never'), report: 'option', preset: 'recommended', data: anything('approvalPolicy') },
  { id: 'H5-4', modules: ['@github/copilot-sdk'], member: 'onPermissionRequest', when: (value) => value.origins().includes('@github/copilot-sdk.approveAll') || alwaysApproves(value), report: 'handler', preset: 'recommended', data: { name: 'onPermissionRequest' } },
  { id: 'H5-6', modules: ['@cline/', '@clinebot/', 'cline'], member: 'autoApprove', when: isTrue, report: 'option', preset: 'recommended', data: { name: 'autoApprove', what: 'use this tool' } },
];

