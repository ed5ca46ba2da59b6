import { isOpenPermission } from '../../../knowledge/agent-approvals.ts';
import type { Command, Word } from '../model.ts';
import { eachCommand, laterStages } from './types.ts';
import type { FindingLevel, ShellFinding } from './types.ts';

export type AgentBypassKind = 'permissions' | 'sandbox' | 'approval' | 'tools' | 'configuration' | 'environment' | 'written';
export type AgentBypass = ShellFinding<AgentBypassKind>;

interface FlagRow {
  /** The option, or an option with its value separated by a space. */
  readonly flag: string;
  readonly kind: AgentBypassKind;
  readonly level: FindingLevel;
}

const row = (kind: AgentBypassKind, level: FindingLevel, ...flags: string[]): FlagRow[] => flags.map((flag) => ({ flag, kind, level }));

/** Options that no other program has: they count whatever the command is called. Sources: the agents' command references. */
const UNMISTAKABLE: readonly FlagRow[] = [
  ...row('permissions', 'high', '--dangerously-skip-permissions', '--allow-dangerously-skip-permissions', '--dangerously-bypass-approvals-and-sandbox', '--dangerously-auto-approve', '--trust-all-tools', '--dangerously-allow-all'),
  ...row('permissions', 'medium', '--dangerously-bypass-hook-trust', '--dangerously-load-development-channels'),
];

const CLAUDE = [...row('permissions', 'high', '--permission-mode bypassPermissions'), ...row('tools', 'medium', '--allowedTools Bash', '--allowed-tools Bash', '--allowedTools *', '--allowed-tools *', '--allowedTools Bash(*)', '--allowed-tools Bash(*)')];
const GEMINI = [...row('approval', 'high', '--yolo', '-y', '--approval-mode yolo'), ...row('approval', 'medium', '--skip-trust')];
const CODEX = [
  ...row('sandbox', 'high', '--yolo', '--sandbox danger-full-access', '-s danger-full-access'),
  ...row('approval', 'medium', '--full-auto', '-a never', '--ask-for-approval never'),
];
const COPILOT = [...row('tools', 'high', '--allow-all-tools', '--allow-all', '--yolo', '--allow-all-paths', '--allow-all-urls'), ...row('tools', 'medium', '--allow-tool shell', '--allow-tool shell(*)')];

/** Options by program. Names of packages that package runners start stand next to the program's own. */
const AGENTS: ReadonlyMap<string, readonly FlagRow[]> = new Map(
  (
    [
      ['claude claude-code', CLAUDE],
      ['gemini gemini-cli qwen qwen-code iflow', GEMINI],
      ['codex', CODEX],
      ['q kiro kiro-cli', row('tools', 'high', '-a', '--trust-all-tools')],
      ['copilot github-copilot-cli', COPILOT],
      ['cursor-agent cursor', [...row('approval', 'high', '--yolo'), ...row('approval', 'medium', '-f', '--force', '--approve-mcps')]],
      ['aider aider-chat', row('approval', 'high', '--yes-always', '--yes')],
      ['cline', row('approval', 'high', '-y', '--yolo')],
      ['openhands', row('approval', 'high', '--always-approve', '--yolo')],
      ['crush amp droid goose opencode', [...row('approval', 'high', '--yolo', '--dangerously-allow-all'), ...row('permissions', 'high', '--skip-permissions-unsafe')]],
    ] as const
  ).flatMap(([names, rows]) => names.split(' ').map((name): [string, readonly FlagRow[]] => [name, rows])),
);

/** Coding agents started with their approvals or their sandbox switched off: `low` inside a container or sandbox. */
export const findAgentBypass = eachCommand<AgentBypass>(null, (command) => {
  const found: AgentBypass[] = [];
  const name = command.name?.toLowerCase() ?? '';
  // `gh copilot` starts the agent of that name.
  const isGhCopilot = name === 'gh' && command.args[0]?.value === 'copilot';
  const rows = isGhCopilot ? COPILOT : AGENTS.get(name);
  const isText = !isGhCopilot && /^(?:echo|printf|grep|rg|cat|sed|awk|git|gh|commander)$/.test(name);
  const contained = isContained(command);
  const isAgent = !contained && !/^(?:echo|printf|alias|env|export)$/.test(name);
  const add = (word: Word, { kind, level }: Pick<FlagRow, 'kind' | 'level'>, label: string): void => {
    found.push({ at: word.range, kind, label, detail: isAgent ? name : '', level: contained ? 'low' : level, command });
  };
  if (!isText) {
    command.args.forEach((word, index) => {
      if (!word.value.startsWith('-') || isQuotedText(command, index)) return;
      const hit = matchFlag(UNMISTAKABLE, word, command.args[index + 1]) ?? (rows && !isSubcommandFlag(name, command.args) ? matchFlag(rows, word, command.args[index + 1]) : null);
      if (hit) add(word, hit, hit.flag);
      else if (word.value.startsWith('--settings')) givenSettings(command, index, (at, key) => add(at, { kind: 'configuration', level: 'high' }, key));
      else if (name === 'codex') codexSetting(command.args, index, (label, level) => add(word, { kind: 'configuration', level }, label));
    });
  }
  for (const word of aliases(command)) {
    const hit = aliasFlag(word);
    if (hit) add(word, hit, hit.flag);
  }
  for (const { word, key, value } of writtenSettings(command)) found.push({ at: word.range[1] > word.range[0] ? word.range : command.range, kind: 'written', label: key, detail: value, level: 'high', command });
  for (const { name: variable, value } of command.assignments) environment(variable, value, (label) => add(value, { kind: 'environment', level: 'high' }, label));
  if (/^(?:export|declare|set|setx)$/.test(name)) {
    for (const word of command.args) {
      const equals = word.value.indexOf('=');
      if (equals > 0) environment(word.value.slice(0, equals), { ...word, value: word.value.slice(equals + 1) }, (label) => add(word, { kind: 'environment', level: 'high' }, label));
    }
  }
  return found;
});

/** Settings that switch every question off, as JSON, TOML or the expression of jq. Sources: the agents' settings. */
const SETTINGS: readonly (readonly [pattern: RegExp, key: string, value: string])[] = [
  [/\b(?:defaultMode|permissionMode)\\?["']?\s{0,5}[:=]\s{0,5}\\?["']bypassPermissions\b/, 'defaultMode', 'bypassPermissions'],
  [/\bskipDangerousModePermissionPrompt\\?["']?\s{0,5}[:=]\s{0,5}true\b/, 'skipDangerousModePermissionPrompt', 'true'],
  [/\benableAllProjectMcpServers\\?["']?\s{0,5}[:=]\s{0,5}true\b/, 'enableAllProjectMcpServers', 'true'],
  [/\bchat\.tools\.(?:global\.)?autoApprove\\?["']?\s{0,5}\]?\s{0,5}[:=]\s{0,5}true\b/, 'chat.tools.autoApprove', 'true'],
  [/\bapproval_policy\s{0,5}=\s{0,5}\\?["']never\b/, 'approval_policy', 'never'],
  [/\bsandbox_mode\s{0,5}=\s{0,5}\\?["']danger-full-access\b/, 'sandbox_mode', 'danger-full-access'],
  [/\b(?:defaultApprovalMode|approvalMode)\\?["']?\s{0,5}[:=]\s{0,5}\\?["'](?:yolo|unrestricted)\b/, 'approvalMode', 'yolo'],
  [/\bpermission\\?["']?\s{0,5}[:=]\s{0,5}\\?["']allow\b/, 'permission', 'allow'],
];
/** `claude --settings '{"permissions":{"defaultMode":"bypassPermissions"}}'`: the option takes the settings themselves. */
function givenSettings({ name, args }: Command, index: number, add: (at: Word, key: string) => void): void {
  const word = args[index]?.value === '--settings' ? args[index + 1] : args[index];
  const text = /^(?:claude|claude-code)$/.test(name ?? '') && word?.value.includes('{') ? word.value.slice(0, 8192) : '';
  const hit = text === '' ? undefined : SETTINGS.find(([pattern]) => pattern.test(text));
  if (word && hit) add(word, hit[1]);
}

/** Files that agents and editors read their settings from. */
const SETTINGS_FILE = /(?:^|[/\\])(?:\.(?:claude|codex|gemini|qwen|cursor|vscode|opencode|config|kiro|amazonq)[/\\](?:[\w.-]{1,60}[/\\]){0,4}[\w.-]{1,60}\.(?:json|jsonc|toml)|opencode\.jsonc?|[\w-]{0,60}\.code-workspace|User[/\\]settings\.json)$/;

/** Text that a command writes into such a file: of a here-document, of echo, as the expression of jq. */
function writtenSettings(command: Command): readonly { readonly word: Word; readonly key: string; readonly value: string }[] {
  const name = command.name ?? '';
  if (!/^(?:echo|printf|cat|tee|jq|yq|sed|dasel|npx|json)$/.test(name)) return [];
  const files = [command, ...laterStages(command)].flatMap((next) => [...next.redirects.filter(({ operator }) => operator.startsWith('>')).map(({ target }) => target), ...(/^(?:tee|jq|yq|sed|sponge|json)$/.test(next.name ?? '') ? next.args : [])]);
  if (!files.some(({ text }) => SETTINGS_FILE.test(text.slice(-300)))) return [];
  return [...command.args, ...(command.input ? [command.input] : [])].flatMap((word) => {
    const hit = SETTINGS.find(([pattern]) => pattern.test(word.value.slice(0, 8192)));
    return hit ? [{ word, key: hit[1], value: hit[2] }] : [];
  });
}

/** Words that define an alias: those of `alias`, and lines that are written into a file for later shells. */
function aliases({ name, args, redirects }: Command): readonly Word[] {
  if (name === 'alias') return args;
  const writes = /^(?:echo|printf)$/.test(name ?? '') && redirects.some(({ operator }) => operator.startsWith('>'));
  return writes ? args.filter(({ value }) => /^\s{0,20}alias\s/.test(value)) : [];
}

/** `claude='claude --dangerously-skip-permissions'`: the flag that every later start gets. */
function aliasFlag(word: Word): FlagRow | null {
  const text = word.value.slice(0, 2000);
  const words = text.slice(text.indexOf('=') + 1).split(/[\s"']+/, 100).filter((part) => part !== '').map((value): Word => ({ ...word, value }));
  const name = words[0]?.value.toLowerCase() ?? '';
  const rows = isSubcommandFlag(name, words.slice(1)) ? [] : (AGENTS.get(name) ?? []);
  for (const [index, part] of words.entries()) {
    const hit = matchFlag(UNMISTAKABLE, part, words[index + 1]) ?? matchFlag(rows, part, words[index + 1]);
    if (hit) return hit;
  }
  return null;
}

/** The prompt after `-p` may name a flag without setting it; only whole words are compared, so nothing is to skip but a value. */
function isQuotedText({ args, name }: Command, index: number): boolean {
  return /^(?:-p|--print|--prompt|-m|--message)$/.test(args[index - 1]?.value ?? '') && name !== null && /\s/.test(args[index]?.value ?? '');
}

/** Amazon Q's `-a` and Cursor's `-f` belong to the chat; other subcommands use the letters for other things. */
function isSubcommandFlag(name: string, args: readonly Word[]): boolean {
  const first = args.find(({ value }) => !value.startsWith('-'))?.value ?? '';
  if (name === 'q' || name.startsWith('kiro')) return first !== 'chat' && !args.some(({ value }) => value === '--trust-all-tools');
  if (name === 'cursor') return first !== 'agent';
  return /^(?:mcp|config|update|install|login|logout|auth|doctor|completion|extensions|plugin|plugins)$/.test(first);
}

function matchFlag(rows: readonly FlagRow[], word: Word, next: Word | undefined): FlagRow | null {
  const { value } = word;
  for (const entry of rows) {
    const [flag = '', expected] = splitFlag(entry.flag);
    if (expected === undefined ? value === flag || isInCluster(value, flag) || value === `${flag}=true` : value.startsWith(`${flag}=`) ? listHas(value.slice(flag.length + 1), expected) : value === flag && listHas(next?.value ?? '', expected)) return entry;
  }
  return null;
}

/** `-yp` for `-y -p`: letters together. A letter in front of others takes no value. */
function isInCluster(value: string, flag: string): boolean {
  return flag.length === 2 && value.length > 2 && value.length <= 5 && /^-[a-zA-Z]+$/.test(value) && value.includes(flag.slice(1));
}

function splitFlag(flag: string): [string, string?] {
  const space = flag.indexOf(' ');
  return space < 0 ? [flag] : [flag.slice(0, space), flag.slice(space + 1)];
}

function listHas(value: string, expected: string): boolean {
  return value === expected || value.split(/[,\s]+/).includes(expected);
}

function codexSetting(args: readonly Word[], index: number, add: (label: string, level: FindingLevel) => void): void {
  const { value } = args[index] ?? { value: '' };
  const setting = /^(?:-c|--config)$/.test(value) ? (args[index + 1]?.value ?? '') : /^--config=/.test(value) ? value.slice(9) : '';
  const plain = setting.replace(/["'\s]/g, '');
  if (plain === 'sandbox_mode=danger-full-access') add('sandbox_mode', 'high');
  else if (plain === 'approval_policy=never') add('approval_policy', 'medium');
}

function environment(name: string, value: Word, add: (label: string) => void): void {
  const text = value.value.replace(/["'\s]/g, '').toLowerCase();
  if ((name === 'OPENCODE_PERMISSION' && isOpenPermission(text)) || (name === 'GOOSE_MODE' && text === 'auto') || (name === 'COPILOT_ALLOW_ALL' && /^(?:true|1)$/.test(text)) || (/^AIDER_YES(?:_ALWAYS)?$/.test(name) && /^(?:true|1)$/.test(text))) add(name);
}

const CONTAINERS = /^(?:docker|podman|nerdctl|docker-compose|podman-compose)$/;
const SANDBOXES = /^(?:sandbox-exec|bwrap|srt|firejail|nsjail|gvisor|runsc)$/;

/** True inside `docker run`, `bwrap` and the like, of which the command is an argument. */
function isContained(command: Command): boolean {
  if (command.wrappers.some((wrapper) => CONTAINERS.test(wrapper)) || SANDBOXES.test(command.name ?? '')) return true;
  return CONTAINERS.test(command.name ?? '') || command.wrappers.some((wrapper) => SANDBOXES.test(wrapper));
}
