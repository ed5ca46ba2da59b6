import { CC_PERMISSIONS, CC_SETTINGS } from './agent-row.ts';
import type { FileClient, FileKind } from './file-kind.ts';
import type { RowMatch, SettingRow, SettingValue } from './setting-row.ts';
import { saysOn } from './values.ts';
import { textOf } from './vscode-row.ts';

/** What the rule on switched-off approvals says. */
export const APPROVAL_MESSAGES = {
  setting: '"{{key}}": {{value}} lets the agent {{what}} without asking. Remove it and allow single commands instead.',
  command: '{{flag}} starts {{agent}} with its {{what}} switched off. Leave it out and allow single commands instead.',
  variable: '{{flag}} switches the {{what}} of an agent off for every start. Remove it.',
  option: '{{name}} lets the agent {{what}} without asking. Remove it and decide by tool and input.',
  handler: '{{name}} approves every call, so nobody is asked. Decide by tool and input.',
  tool: '{{name}} {{what}} without asking. {{fix}}.',
  sandbox: '{{name}} {{what}}. Remove it.',
  reach: '{{name}} gives the agent {{what}}. Give it a folder of the project.',
  annotation: 'The mark "{{value}}" runs the steps of this workflow without asking. Remove it.',
} as const;

export type ApprovalMessage = keyof typeof APPROVAL_MESSAGES;
export type ApprovalRow = SettingRow<ApprovalMessage>;

const OC = 'https://opencode.ai/docs/permissions/';
const everything = { what: 'do anything' };
const edits = { what: 'edit files' };

/** Claude Code: modes and the questions in front of them (C1-1 … C1-4, C1-17, C1-18). */
export const CLAUDE_APPROVALS: readonly ApprovalRow[] = [
  { id: 'C1-1', key: 'permissions.defaultMode', is: 'bypassPermissions', report: 'setting', preset: 'recommended', cwe: [862], source: 'https://code.claude.com/docs/en/permission-modes', data: everything, bad: ['bypassPermissions'], good: ['dontAsk', 'plan', 'default', 'manual'] },
  { id: 'C1-2', key: 'permissions.defaultMode', is: 'auto', report: 'setting', preset: 'strict', cwe: [862], source: 'https://code.claude.com/docs/en/permission-modes', data: { what: 'do what a classifier lets pass' }, bad: ['auto'], good: ['plan'] },
  { id: 'C1-3', key: 'permissions.defaultMode', is: 'acceptEdits', report: 'setting', preset: 'strict', cwe: [862], source: CC_PERMISSIONS, data: edits, bad: ['acceptEdits'], good: ['plan'] },
  { id: 'C1-17', key: 'skipDangerousModePermissionPrompt', is: true, report: 'setting', preset: 'recommended', cwe: [693], source: 'https://code.claude.com/docs/en/mcp', data: { what: 'enter its unattended mode' }, bad: [true], good: [false] },
  { id: 'C1-18', key: 'skipAutoPermissionPrompt', is: true, report: 'setting', preset: 'strict', cwe: [693], source: CC_SETTINGS, data: { what: 'enter the automatic mode' }, bad: [true], good: [false] },
];

const FRONT_MATTER: readonly ApprovalRow[] = [
  { id: 'C4-3', key: 'permissionMode', is: 'bypassPermissions', report: 'setting', preset: 'recommended', cwe: [862], source: 'https://code.claude.com/docs/en/sub-agents', data: everything, bad: ['bypassPermissions'], good: ['plan', 'default'] },
  { id: 'C4-3', key: 'permissionMode', is: 'acceptEdits', report: 'setting', preset: 'strict', cwe: [862], source: 'https://code.claude.com/docs/en/sub-agents', data: edits, bad: ['acceptEdits'], good: ['plan'] },
];
export { FRONT_MATTER as FRONT_MATTER_APPROVALS };

export const CURSOR_APPROVALS: readonly ApprovalRow[] = [
  { id: 'C5-3', key: 'approvalMode', is: 'unrestricted', report: 'setting', preset: 'recommended', cwe: [862], source: 'https://cursor.com/docs/cli/reference/configuration', data: everything, bad: ['unrestricted'], good: ['allowlist'] },
];

const GEM = 'https://github.com/google-gemini/gemini-cli/blob/main/schemas/settings.schema.json';

/** Gemini CLI and Qwen Code. */
export const GEMINI_APPROVALS: readonly ApprovalRow[] = [
  { id: 'C5-6', key: ['general.defaultApprovalMode', 'tools.approvalMode', 'approvalMode'], is: 'yolo', report: 'setting', preset: 'recommended', cwe: [862], source: GEM, data: everything, bad: ['yolo'], good: ['default', 'plan'] },
  { id: 'C5-6', key: ['general.defaultApprovalMode', 'tools.approvalMode'], isOneOf: ['auto_edit', 'auto-edit'], report: 'setting', preset: 'strict', cwe: [862], source: GEM, data: edits, bad: ['auto_edit'], good: ['default'] },
  { id: 'C5-6', key: ['tools.autoAccept', 'autoAccept'], is: true, report: 'setting', preset: 'recommended', cwe: [862], source: GEM, data: { what: 'run tools that it takes for safe' }, bad: [true], good: [false] },
];

const CODEX = 'openai/codex: codex-rs/core/config.schema.json';

export const CODEX_APPROVALS: readonly ApprovalRow[] = [
  { id: 'C5-8', key: ['approval_policy', 'profiles.*.approval_policy'], is: 'never', report: 'setting', preset: 'recommended', cwe: [862], source: CODEX, data: everything, bad: ['never'], good: ['on-request', 'untrusted', 'on-failure'] },
  { id: 'C5-8', key: 'approval_policy.granular.*', is: true, report: 'setting', preset: 'strict', cwe: [862], source: CODEX, data: { what: 'do this' }, bad: [true], good: [false] },
  { id: 'C5-8', key: 'approvals_reviewer', isOneOf: ['auto_review', 'guardian_subagent'], report: 'setting', preset: 'strict', cwe: [862], source: CODEX, data: { what: 'do what another model lets pass' }, bad: ['auto_review'], good: ['user'] },
  { id: 'C5-8', key: 'auto_review.policy', when: (value) => /\b(?:approve|allow)\s{1,5}(?:all|any|every)/i.test(textOf(value)), report: 'setting', preset: 'recommended', cwe: [862], source: CODEX, data: { what: 'do anything', value: '…' }, bad: ['Approve all requests.'], good: ['Refuse network access.'] },
];

/** True when a pattern behind this one takes something back: the last match wins. */
function isNarrowed(value: SettingValue): boolean {
  const siblings = value.parent?.members.slice(0, 500) ?? [];
  return siblings.slice(siblings.indexOf(value) + 1).some((sibling) => sibling.value === 'deny' || sibling.value === 'ask');
}

const allowsAll = (value: SettingValue): boolean | RowMatch => value.value === 'allow' && (isNarrowed(value) ? { preset: 'strict' } : true);

export const OPENCODE_APPROVALS: readonly ApprovalRow[] = [
  { id: 'C5-11', key: ['permission', 'agent.*.permission', 'mode.*.permission'], is: 'allow', report: 'setting', preset: 'recommended', cwe: [862], source: OC, data: everything, bad: ['allow'], good: ['ask', { document: { tools: { bash: true, '*': true } } }] },
  { id: 'C5-11', key: ['permission.{bash,external_directory}', 'agent.*.permission.{bash,external_directory}', 'mode.*.permission.{bash,external_directory}'], is: 'allow', report: 'setting', preset: 'recommended', cwe: [862], source: OC, data: { what: 'run any command or leave the project' }, bad: ['allow'], good: ['ask', 'deny'] },
  { id: 'C5-11', key: ['permission.*', 'permission.bash.*', 'agent.*.permission.*', 'agent.*.permission.bash.*'], when: (value) => String(value.key) === '*' && allowsAll(value), report: 'setting', preset: 'recommended', cwe: [862], source: OC, data: { what: 'run any command' }, bad: [{ document: { permission: { bash: { '*': 'allow' } } } }, { document: { permission: { '*': 'allow' } } }, { document: { agent: { x: { permission: { bash: { 'rm *': 'deny', '*': 'allow' } } } } } }], good: [{ document: { permission: { bash: { '*': 'ask', 'git *': 'allow' }, edit: 'allow' } } }] },
];

export const AIDER_APPROVALS: readonly ApprovalRow[] = [
  { id: 'C5-12', key: '{yes-always,yes}', is: true, report: 'setting', preset: 'recommended', cwe: [862], source: 'https://aider.chat/docs/config/aider_conf.html', data: { what: 'take every question as answered with yes' }, bad: [true], good: [false] },
];

export const ZED_APPROVALS: readonly ApprovalRow[] = [
  { id: 'C5-13', key: ['agent.always_allow_tool_actions', 'assistant.always_allow_tool_actions'], is: true, report: 'setting', preset: 'recommended', cwe: [862], source: 'https://zed.dev/docs/ai/agent-settings', data: { what: 'run every tool' }, bad: [true], good: [false] },
  { id: 'C5-13', key: ['agent.tool_permissions.default', 'agent.tool_permissions.tools.terminal.default'], is: 'allow', report: 'setting', preset: 'recommended', cwe: [862], source: 'https://zed.dev/docs/ai/tool-permissions', data: { what: 'run every tool' }, bad: ['allow'], good: ['confirm', 'deny'] },
];

const anyTool = { what: 'use every tool', key: 'allowedTools' };

/** Agents with one switch each. */
export const OTHER_APPROVALS: readonly ApprovalRow[] = [
  { id: 'C5-14', key: 'allowedTools[]', is: '*', report: 'setting', preset: 'recommended', cwe: [862], source: 'https://github.com/aws/amazon-q-developer-cli/blob/main/docs/agent-format.md', data: anyTool, bad: ['*'], good: ['fs_read', { document: { tools: ['*'] } }] },
  { id: 'C5-19', key: 'amp.dangerouslyAllowAll', is: true, report: 'setting', preset: 'recommended', cwe: [862], source: 'https://ampcode.com/manual', data: { what: 'run every command' }, bad: [true], good: [false] },
  { id: 'C5-19', key: ['GOOSE_MODE', 'goose_mode'], is: 'auto', report: 'setting', preset: 'recommended', cwe: [862], source: 'https://block.github.io/goose/docs/guides/goose-permissions', data: everything, bad: ['auto'], good: ['approve', 'smart_approve', 'chat'] },
  { id: 'C5-19', key: ['autonomyLevel', 'autonomyMode'], isOneOf: ['high', 'auto-high', 'skip-permissions-unsafe'], report: 'setting', preset: 'recommended', cwe: [862], source: 'https://docs.factory.ai/cli/configuration/settings', data: everything, bad: ['high', 'auto-high'], good: ['low', 'auto-low', 'normal'] },
  { id: 'C5-19', key: ['permissions.skip_requests', 'options.yolo', 'yolo'], is: true, report: 'setting', preset: 'recommended', cwe: [862], source: 'https://github.com/charmbracelet/crush', data: everything, bad: [true], good: [false] },
];

/** True for what `OPENCODE_PERMISSION` holds when any command may run; `text` is in lower case, without blanks and quotes. */
export function isOpenPermission(text: string): boolean {
  return text === 'allow' || (/[{,](?:\*|bash|external_directory):(?:allow\b|\{\*:allow\b)/.test(text) && !/:(?:ask|deny)\b/.test(text));
}

/** Variables that switch approvals off, wherever a file gives variables to programs. */
export const APPROVAL_VARIABLES: readonly ApprovalRow[] = [
  {
    id: 'C6', key: ['env', '*.env', '*.*.env', '*.*.*.env', '*.*[].env', '*.*.*[].env', '*[].env', '*.*.environment', 'options.env', '*[].options.env', 'containerEnv', 'remoteEnv', ''].map((owner) => `${owner}.{GOOSE_MODE,OPENCODE_PERMISSION,COPILOT_ALLOW_ALL,AIDER_YES_ALWAYS,AIDER_YES}`),
    when: (value) => {
      const text = textOf(value).replace(/[\s"']/g, '').toLowerCase();
      const isOff = value.key === 'GOOSE_MODE' ? text === 'auto' : value.key === 'OPENCODE_PERMISSION' ? isOpenPermission(text) : saysOn(value.value);
      return isOff && { data: { flag: String(value.key) } };
    },
    report: 'variable', preset: 'recommended', cwe: [862], source: 'https://opencode.ai/docs/permissions/', data: { what: 'approvals' },
    bad: [{ document: { env: { GOOSE_MODE: 'auto' } } }, { document: { jobs: { a: { env: { COPILOT_ALLOW_ALL: 'true' } } } } }, { document: { jobs: { a: { steps: [{ env: { OPENCODE_PERMISSION: '"allow"' } }] } } } }],
    good: [{ document: { env: { GOOSE_MODE: 'approve', COPILOT_ALLOW_ALL: 'false', OPENCODE_PERMISSION: '{"bash":"ask"}' } } }],
  },
];

const BY_CLIENT: ReadonlyMap<FileClient, readonly ApprovalRow[]> = new Map<FileClient, readonly ApprovalRow[]>(
  (
    [
      ['claude', CLAUDE_APPROVALS], ['cursor', CURSOR_APPROVALS], ['gemini', GEMINI_APPROVALS], ['qwen', GEMINI_APPROVALS], ['codex', CODEX_APPROVALS], ['opencode', OPENCODE_APPROVALS],
      ['aider', AIDER_APPROVALS], ['zed', ZED_APPROVALS], ['amazon-q', OTHER_APPROVALS], ['kiro', OTHER_APPROVALS], ['amp', OTHER_APPROVALS], ['goose', OTHER_APPROVALS], ['droid', OTHER_APPROVALS], ['crush', OTHER_APPROVALS],
    ] as const
  ).map(([client, rows]): [FileClient, readonly ApprovalRow[]] => [client, client === 'goose' ? rows : [...rows, ...APPROVAL_VARIABLES]]),
);
/** Agents of opencode are Markdown files, too, with the permissions in the front matter. Source: opencode.ai/docs/agents. */
const COMMAND_FILE: readonly ApprovalRow[] = [...FRONT_MATTER, ...OPENCODE_APPROVALS, ...APPROVAL_VARIABLES];

/** Kinds of files whose settings can switch an approval off. */
export const APPROVAL_KINDS = ['agent-settings', 'agent-hooks', 'skill', 'agent-command', 'agent-instructions', 'mcp-config', 'workflow', 'action', 'gitlab-ci', 'devcontainer', 'compose', 'vscode-tasks', 'vscode-launch'] as const satisfies readonly FileKind[];

/** The rows for a file; the same array for the same kind of file. */
export function approvalRows(kind: FileKind, client: FileClient | undefined): readonly ApprovalRow[] {
  if (kind === 'skill' || kind === 'agent-command' || kind === 'agent-instructions') return COMMAND_FILE;
  return (kind === 'agent-settings' && client && BY_CLIENT.get(client)) || APPROVAL_VARIABLES;
}
