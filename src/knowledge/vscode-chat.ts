import type { SettingValue } from './setting-row.ts';
import { live, scoped, textOf, textsOf, VSC } from './vscode-row.ts';
import type { VscodeRow } from './vscode-row.ts';

const DEFAULT_HOOKS: ReadonlySet<string> = new Set(['.github/hooks', '.claude/settings.json', '.claude/settings.local.json', '~/.copilot/hooks', '~/.claude/settings.json']);

function outsidePath(path: string): boolean {
  return /^(?:\.\.[\\/]|~[\\/]|\/|[a-z]:[\\/])/i.test(path) && !path.startsWith('~/.copilot/');
}

function memberName(value: SettingValue, prefix: string): string {
  const key = String(value.key);
  return key.startsWith(`${prefix}.`) ? key.slice(prefix.length + 1) : key;
}

/** Other settings of chat and agents: modes, limits, sources of servers, plugins, hooks and instructions (A3-10 … A3-20). */
export const VSCODE_CHAT: readonly VscodeRow[] = [
  {
    id: 'A3-10',
    key: 'chat.permissions.default',
    isOneOf: ['autoApprove', 'autopilot'],
    report: 'everythingApproved',
    preset: 'recommended',
    cwe: [862],
    source: VSC,
    data: live({ scope: 'every tool of new sessions' }),
    bad: ['autoApprove', 'autopilot'],
    good: ['default'],
  },
  {
    id: 'A3-10',
    key: 'chat.defaultConfiguration.mode',
    is: 'autopilot',
    report: 'everythingApproved',
    preset: 'recommended',
    cwe: [862],
    source: VSC,
    data: live({ scope: 'every tool of new sessions' }),
    bad: ['autopilot'],
    good: ['ask', 'agent'],
  },
  {
    id: 'A3-10',
    key: 'chat.autoReply',
    is: true,
    report: 'protectionOff',
    preset: 'recommended',
    cwe: [862],
    source: VSC,
    data: scoped('machine', { effect: 'answers the questions of an agent without a person' }),
    bad: [true],
    good: [false],
  },
  {
    id: 'A3-11',
    key: 'chat.agent.maxRequests',
    when: (value) => typeof value.value === 'number' && value.value > 200,
    report: 'agentLimit',
    preset: 'strict',
    cwe: [770],
    source: VSC,
    data: { effect: 'lets an agent run on unattended' },
    bad: [1000],
    good: [50, 200],
  },
  {
    id: 'A3-12',
    key: 'chat.agent.sandbox.{allowNetwork,allowUnsandboxedCommands}',
    when: (value) => value.value === true && /^(?:on|true|enabled)$/.test(String(sandbox(value) ?? '')),
    report: 'protectionOff',
    preset: 'strict',
    cwe: [693],
    source: VSC,
    data: live({ effect: 'opens the sandbox that is switched on' }),
    bad: [{ document: { 'chat.agent': { sandbox: { enabled: true, allowNetwork: true } } } }],
    good: [true, { document: { 'chat.agent': { sandbox: { enabled: false, allowNetwork: true } } } }],
  },
  {
    id: 'A3-14',
    key: ['chat.mcp.discovery.enabled', 'chat.mcp.discovery.enabled.*'],
    is: true,
    report: 'agentSource',
    preset: 'strict',
    cwe: [829],
    source: VSC,
    data: live({ what: 'the MCP servers of other programs' }),
    bad: [true],
    good: [false],
  },
  {
    id: 'A3-15',
    key: 'chat.mcp.serverSampling.*.{allowedDuringChat,allowedOutsideChat}',
    is: true,
    report: 'protectionOff',
    preset: 'strict',
    cwe: [862],
    source: VSC,
    data: live({ effect: 'lets an MCP server send model requests of its own' }),
    bad: [true],
    good: [false],
  },
  {
    id: 'A3-16',
    key: ['chat.mcp.gallery.serviceUrl', 'chat.plugins.{marketplaces,extraMarketplaces}'],
    when: (value) => textsOf(value).some((text) => text !== '' && !/^github\/[\w.-]{1,100}$/.test(text)),
    report: 'agentSource',
    preset: 'recommended',
    cwe: [829],
    source: VSC,
    allow: 'allowedHosts',
    data: scoped('application', { what: 'servers or plugins' }),
    bad: ['https://plugins.attacker.example', ['attacker/plugins']],
    good: ['', [], ['github/copilot-plugins']],
  },
  {
    id: 'A3-17',
    key: ['chat.pluginLocations', 'chat.plugins.paths'],
    when: (value) => textsOf(value).length > 0 || value.members.some((member) => member.value === true),
    report: 'agentSource',
    preset: 'recommended',
    cwe: [829],
    source: VSC,
    data: scoped('machine', { what: 'a plugin' }),
    bad: [{ './plugins/x': true }],
    good: [{}, { './plugins/x': false }],
  },
  {
    id: 'A3-18',
    key: 'chat.hookFilesLocations.*',
    when: (value) => value.value === true && !DEFAULT_HOOKS.has(memberName(value, 'chat.hookFilesLocations')),
    report: 'agentSource',
    preset: 'recommended',
    cwe: [829],
    source: VSC,
    data: live({ what: 'hooks, which run commands,' }),
    bad: [{ document: { 'chat.hookFilesLocations': { 'build/hooks': true } } }],
    good: [{ document: { 'chat.hookFilesLocations': { '.github/hooks': true, 'build/hooks': false, '.claude/settings.json': true } } }],
  },
  {
    id: 'A3-19',
    key: 'chat.useClaudeHooks',
    is: true,
    report: 'agentSource',
    preset: 'strict',
    cwe: [829],
    source: VSC,
    data: live({ what: 'the hooks of .claude/settings.json' }),
    bad: [true],
    good: [false],
  },
  {
    id: 'A3-20',
    key: 'chat.{promptFilesLocations,instructionsFilesLocations,agentFilesLocations,agentSkillsLocations}.*',
    when: (value) => value.value === true && outsidePath(String(value.key)),
    report: 'agentSource',
    preset: 'strict',
    cwe: [829],
    source: VSC,
    data: live({ what: 'instructions' }),
    bad: [{ document: { 'chat.promptFilesLocations': { '../prompts': true } } }, { document: { 'chat.agentSkillsLocations': { '~/x': true } } }],
    good: [{ document: { 'chat.promptFilesLocations': { '.github/prompts': true, '~/.copilot/prompts': true, '../x': false } } }],
  },
];

function sandbox(value: SettingValue): string | number | boolean | null | undefined {
  const sibling = value.parent?.get('enabled') ?? value.parent?.get('sandbox.enabled') ?? value.parent?.get('chat.agent.sandbox.enabled');
  return sibling?.kind === 'string' ? textOf(sibling) : sibling?.value;
}
