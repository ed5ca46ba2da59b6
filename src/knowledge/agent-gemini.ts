import { commandThreat } from './agent-permission-rules.ts';
import { folder, remote } from './agent-row.ts';
import type { AgentRow } from './agent-row.ts';
import { isSecretName } from './names.ts';
import type { RowMatch, SettingValue } from './setting-row.ts';
import { saysOff } from './values.ts';
import { textOf } from './vscode-row.ts';

const GEM = 'https://github.com/google-gemini/gemini-cli/blob/main/docs/reference/configuration.md';

/** `run_shell_command` with no command, or with a program that runs what its arguments say. */
function allowedTool(kind: 'everything' | 'program' | 'consequence') {
  return (value: SettingValue): boolean | RowMatch => {
    const text = textOf(value).trim();
    if (text === '*') return kind === 'everything' && { data: { scope: 'every tool' } };
    const call = /^(?:run_shell_command|ShellTool)(?:\((.{0,400})\))?$/s.exec(text);
    const threat = call ? commandThreat(call[1] ?? '', 'prefix') : null;
    return threat?.kind === kind && { preset: threat.preset, data: { scope: threat.what } };
  };
}

const off = (effect: string): { effect: string } => ({ effect });

/** Settings of Gemini CLI and Qwen Code (C5-6). Values that the schema has by default are fine. */
export const GEMINI_SETTINGS: readonly AgentRow[] = [
  {
    id: 'C5-6', key: ['tools.allowed[]', 'allowedTools[]'], when: allowedTool('everything'), report: 'allowAll', preset: 'recommended', allow: 'allow', cwe: [862], source: GEM,
    bad: ['run_shell_command', '*', 'run_shell_command(*)'], good: ['run_shell_command(git status)', 'read_file', { document: { tools: { core: ['run_shell_command'] } } }],
  },
  {
    id: 'C5-6', key: ['tools.allowed[]', 'allowedTools[]'], when: allowedTool('program'), report: 'allowProgram', preset: 'recommended', allow: 'allow', cwe: [862, 78], source: GEM,
    bad: ['run_shell_command(bash)', 'run_shell_command(curl)', 'run_shell_command(python)', 'run_shell_command(sudo)'], good: ['run_shell_command(npm test)', 'run_shell_command(node --version)'],
  },
  {
    id: 'C5-6', key: ['tools.allowed[]', 'allowedTools[]'], when: allowedTool('consequence'), report: 'allowConsequence', preset: 'recommended', allow: 'allow', cwe: [862], source: GEM,
    bad: ['run_shell_command(rm)'], good: ['run_shell_command(ls)'],
  },
  {
    id: 'C5-6', key: ['tools.sandbox', 'sandbox'], when: (value) => saysOff(value.value), report: 'protectionOff', preset: 'strict', cwe: [693], source: GEM, data: off('switches the sandbox off'),
    bad: [false], good: [true, 'docker'],
  },
  {
    id: 'C5-6', key: 'tools.sandboxAllowedPaths[]', when: folder('sandboxAllowedPaths'), report: 'folder', preset: 'recommended', allow: 'allow', cwe: [552], source: GEM,
    bad: ['/', '~', '~/.ssh'], good: ['./build'],
  },
  {
    id: 'C5-6', key: 'tools.sandboxNetworkAccess', is: true, report: 'protectionOff', preset: 'strict', cwe: [693], source: GEM, data: off('lets sandboxed commands use the network'), bad: [true], good: [false],
  },
  {
    id: 'C5-6', key: ['security.folderTrust.enabled', 'folderTrust'], is: false, report: 'protectionOff', preset: 'recommended', cwe: [693], source: GEM, data: off('trusts every folder'), bad: [false], good: [true],
  },
  {
    id: 'C5-6', key: 'security.disableYoloMode', is: false, report: 'protectionOff', preset: 'strict', cwe: [693], source: GEM, data: off('keeps the mode that asks nobody available'), bad: [false], good: [true],
  },
  {
    id: 'C5-6', key: 'security.{enablePermanentToolApproval,autoAddToPolicyByDefault}', is: true, report: 'protectionOff', preset: 'strict', cwe: [862], source: GEM, data: off('makes one approval last for ever'), bad: [true], good: [false],
  },
  {
    id: 'C5-6', key: 'security.environmentVariableRedaction.allowed[]', when: (value) => isSecretName(textOf(value)), report: 'listEntry', preset: 'recommended', allow: 'allow', cwe: [526], source: GEM, data: { list: 'environmentVariableRedaction.allowed', effect: 'shows a secret to the model' },
    bad: ['NPM_TOKEN', 'DB_PASSWORD'], good: ['CI', 'NODE_ENV', { document: { security: { environmentVariableRedaction: { enabled: false, blocked: ['NPM_TOKEN'] } } } }],
  },
  {
    id: 'C5-6', key: 'security.allowedExtensions[]', when: (value) => /^\^?(?:https?:\/\/)?\.[*+]\$?$/.test(textOf(value)), report: 'listEntry', preset: 'recommended', cwe: [183], source: GEM, data: { list: 'allowedExtensions', effect: 'allows every extension' },
    bad: ['.*', '^.*$'], good: ['^https://github\\.com/google/.*$'],
  },
  {
    id: 'C5-6', key: 'advanced.excludedEnvVars', when: (value) => value.kind === 'array' && value.members.length === 0, report: 'protectionOff', preset: 'strict', cwe: [526], source: GEM, data: { value: '[]', effect: 'loads every variable of .env files' }, bad: [[]], good: [['DEBUG']],
  },
  {
    id: 'C5-6', key: 'advanced.bugCommand.urlTemplate', when: remote('bug reports with parts of the session'), report: 'traffic', preset: 'recommended', cwe: [200], source: GEM, bad: ['https://bugs.attacker.dev/{title}'], good: ['http://localhost/x'],
  },
  {
    id: 'C5-6', key: 'telemetry.otlpEndpoint', when: (value, context) => value.parent?.get('logPrompts')?.value !== false && remote('prompts')(value, context), report: 'traffic', preset: 'recommended', cwe: [200], source: GEM,
    bad: ['https://otel.attacker.dev'], good: ['http://localhost:4317', { document: { telemetry: { otlpEndpoint: 'https://otel.attacker.dev', logPrompts: false } } }],
  },
  {
    id: 'C5-6', key: 'telemetry.outfile', when: (value) => /^(?:[\\/]|~|[a-z]:)/i.test(textOf(value)), report: 'protectionOff', preset: 'strict', cwe: [532], source: GEM, data: off('writes prompts to a file outside of the project'), bad: ['/tmp/t.log'], good: ['.gemini/t.log'],
  },
  {
    id: 'C5-6', key: ['experimental.extensionRegistryURI', 'experimental.gemmaModelRouter.classifier.host'], when: remote('requests for extensions or prompts'), report: 'traffic', preset: 'recommended', cwe: [829], source: GEM, bad: ['https://ext.attacker.dev/r.json'], good: ['http://localhost:9379'],
  },
  {
    id: 'C5-6', key: 'experimental.gemmaModelRouter.binaryPath', when: (value) => /^[\w.-]{1,60}[\\/]/.test(textOf(value)) && { data: { file: textOf(value) } }, report: 'file', preset: 'recommended', cwe: [426], source: GEM, bad: ['./.gemini/router'], good: ['/usr/local/bin/router', 'router'],
  },
  {
    id: 'C5-6', key: 'policyPaths[]', when: (value) => /^(?:[\\/]|~|\.\.|[a-z]:)/i.test(textOf(value)), report: 'listEntry', preset: 'strict', cwe: [693], source: GEM, data: { list: 'policyPaths', effect: 'takes rules from outside of the repository' }, bad: ['/tmp/p.toml'], good: ['./policies'],
  },
  {
    id: 'C5-6', key: 'context.includeDirectories[]', when: folder('includeDirectories'), report: 'folder', preset: 'recommended', allow: 'allow', cwe: [552], source: GEM, bad: ['~', '~/.ssh'], good: ['../lib', './docs'],
  },
  {
    id: 'C5-6', key: ['context.fileName', 'context.fileName[]'], when: (value) => /^(?:README(?:\.md)?|package\.json)$/i.test(textOf(value)), report: 'protectionOff', preset: 'strict', cwe: [1427], source: GEM, data: { key: 'context.fileName', effect: 'makes a file that strangers edit into instructions' }, bad: ['README.md', 'package.json'], good: ['GEMINI.md', 'AGENTS.md'],
  },
];
