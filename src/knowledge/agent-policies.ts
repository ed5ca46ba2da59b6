import { commandThreat } from './agent-permission-rules.ts';
import type { AgentRow } from './agent-row.ts';
import type { RowMatch, SettingValue } from './setting-row.ts';
import { isQuietFolder } from './values.ts';
import { textOf, textsOf } from './vscode-row.ts';

const POLICY = 'https://geminicli.com/docs/reference/policy-engine/';
const AUGGIE = 'https://docs.augmentcode.com/cli/permissions';
const AMP = 'https://ampcode.com/manual';
const SHELL_TOOL = /^(?:run_shell_command|ShellTool)$/;

/** Patterns that everything matches, and prefixes that everything begins with. */
const ANYTHING = /^\^?(?:\.[*+]?|\(\.[*+]\)|\[\\s\\S\][*+])?\$?$/;

/** True for a condition that some commands do not meet: not for `""`, `".*"` and `{}`. */
function isLimit(condition: SettingValue | undefined): boolean {
  if (!condition) return false;
  const texts = textsOf(condition);
  return texts.length > 0 ? !texts.some((text) => ANYTHING.test(text.trim())) : condition.kind === 'object' && condition.members.length > 0;
}

const allowsWhen = (value: SettingValue, ...conditions: readonly string[]): boolean => textOf(value.get('decision')) === 'allow' && !conditions.some((name) => isLimit(value.get(name)));

/** A rule that lets a shell, or every tool, run whatever it is given. In the mode that asks nobody such a rule changes nothing. */
function everyCommand(value: SettingValue): false | RowMatch {
  const tools = value.get('toolName');
  const names = tools ? textsOf(tools) : ['*'];
  const name = names.find((text) => text === '*' || SHELL_TOOL.test(text));
  const modes = value.get('modes');
  const given = modes ? textsOf(modes) : [];
  // A rule without a mode holds in all of them.
  const isYolo = given.length > 0 && given.every((mode) => mode === 'yolo');
  if (name === undefined || isYolo || !allowsWhen(value, 'commandPrefix', 'commandRegex', 'argsPattern', 'mcpName', 'toolAnnotations')) return false;
  return { at: (tools ?? value).range, data: { value: name, scope: name === '*' ? 'every tool' : 'any command' } };
}

/** A rule that allows a program which runs what its arguments say, or one that deletes and publishes. */
function allowedPrefix(kind: 'program' | 'consequence') {
  return (value: SettingValue): false | RowMatch => {
    const prefixes = value.get('commandPrefix');
    if (!prefixes || !allowsWhen(value, 'argsPattern')) return false;
    for (const text of textsOf(prefixes)) {
      const threat = commandThreat(text.trim(), 'prefix');
      if (threat?.kind === kind) return { at: prefixes.range, preset: threat.preset, data: { value: text, scope: threat.what } };
    }
    return false;
  };
}

const policy = (rule: Readonly<Record<string, unknown>>): { document: object } => ({ document: { rule: [rule] } });

/** Rules of Gemini CLI's policy files. */
export const GEMINI_POLICIES: readonly AgentRow[] = [
  {
    id: 'C5-6', key: 'rule[]', when: everyCommand, report: 'allowAll', preset: 'recommended', allow: 'allow', cwe: [862], source: POLICY,
    bad: [policy({ toolName: 'run_shell_command', decision: 'allow', priority: 100 }), policy({ toolName: '*', decision: 'allow' }), policy({ toolName: ['read_file', 'run_shell_command'], decision: 'allow' }), policy({ decision: 'allow', priority: 999 }), policy({ toolName: 'run_shell_command', decision: 'allow', modes: [] }), policy({ toolName: 'run_shell_command', commandRegex: '.*', decision: 'allow' }), policy({ toolName: 'run_shell_command', commandPrefix: '', argsPattern: '^.*$', decision: 'allow' })],
    good: [policy({ toolName: 'run_shell_command', commandPrefix: 'git status', decision: 'allow' }), policy({ toolName: 'read_file', decision: 'allow' }), policy({ toolName: 'run_shell_command', decision: 'ask_user' }), policy({ mcpName: 'docs', decision: 'allow' }), policy({ toolName: 'run_shell_command', decision: 'allow', modes: ['yolo'] })],
  },
  {
    id: 'C5-6', key: 'rule[]', when: allowedPrefix('program'), report: 'allowProgram', preset: 'recommended', allow: 'allow', cwe: [862, 78], source: POLICY,
    bad: [policy({ toolName: 'run_shell_command', commandPrefix: 'bash', decision: 'allow' }), policy({ toolName: 'run_shell_command', commandPrefix: ['git status', 'curl'], decision: 'allow' })],
    good: [policy({ toolName: 'run_shell_command', commandPrefix: ['npm test', 'git status'], decision: 'allow' }), policy({ toolName: 'run_shell_command', commandPrefix: 'bash', decision: 'deny' })],
  },
  {
    id: 'C5-6', key: 'rule[]', when: allowedPrefix('consequence'), report: 'allowConsequence', preset: 'recommended', allow: 'allow', cwe: [862], source: POLICY,
    bad: [policy({ toolName: 'run_shell_command', commandPrefix: 'rm', decision: 'allow' })],
    good: [policy({ toolName: 'run_shell_command', commandPrefix: 'rm', decision: 'deny' })],
  },
];

const tool = (rule: Readonly<Record<string, unknown>>): { document: object } => ({ document: { toolPermissions: [rule] } });

/** Rules of Auggie: the first that matches a call decides. */
export const AUGMENT_SETTINGS: readonly AgentRow[] = [
  {
    id: 'C5-20',
    key: 'toolPermissions[]',
    when: (value) => {
      const name = textOf(value.get('toolName'));
      const isOpen = /^(?:launch-process|\*)$/.test(name) && textOf(value.get('permission')?.get('type')) === 'allow' && !isLimit(value.get('shellInputRegex'));
      return isOpen && { at: value.range, data: { value: name, scope: name === '*' ? 'every tool' : 'any command' } };
    },
    report: 'allowAll', preset: 'recommended', allow: 'allow', cwe: [862], source: AUGGIE,
    bad: [tool({ toolName: 'launch-process', permission: { type: 'allow' } }), tool({ toolName: 'launch-process', shellInputRegex: '.*', permission: { type: 'allow' } })],
    good: [tool({ toolName: 'launch-process', shellInputRegex: '^npm test$', permission: { type: 'allow' } }), tool({ toolName: 'view', permission: { type: 'allow' } }), tool({ toolName: 'launch-process', permission: { type: 'ask-user' } })],
  },
];

/** Amp may hand the decision to a program. */
export const AMP_DELEGATES: readonly AgentRow[] = [
  {
    id: 'C5-19', key: 'amp.permissions[]', when: (value) => textOf(value.get('action')) === 'delegate' && isQuietFolder(textOf(value.get('to'))) && { at: value.range, data: { file: textOf(value.get('to')) } }, report: 'file', preset: 'recommended', allow: 'allow', cwe: [426], source: AMP,
    bad: [{ document: { 'amp.permissions': [{ tool: 'Bash', action: 'delegate', to: '.vscode/allow.sh' }] } }], good: [{ document: { 'amp.permissions': [{ tool: 'Bash', action: 'delegate', to: 'amp-permission-helper' }] } }],
  },
];

/** Continue's list of tools that are not asked about. */
export const CONTINUE_PERMISSIONS: readonly AgentRow[] = [
  {
    id: 'C5-17', key: 'allow[]', when: (value) => /^(?:\*|(?:Bash|Terminal|runTerminalCommand)(?:\(\*{0,2}\))?)$/.test(textOf(value)) && { data: { scope: textOf(value) === '*' ? 'every tool' : 'any command' } }, report: 'allowAll', preset: 'recommended', allow: 'allow', cwe: [862], source: 'https://docs.continue.dev/cli/tool-permissions',
    bad: ['*', 'Bash', 'Bash(*)'], good: ['Read', 'Bash(git status)', 'Write(src/**)'],
  },
];
