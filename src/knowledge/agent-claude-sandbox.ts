import { CC_SETTINGS, folder, openFolder } from './agent-row.ts';
import type { AgentRow } from './agent-row.ts';
import { persistencePath, sensitivePath } from './paths.ts';
import type { RowMatch, SettingValue } from './setting-row.ts';
import { hostileUrl, programName } from './values.ts';
import { textOf } from './vscode-row.ts';

const SANDBOX = 'https://code.claude.com/docs/en/sandboxing';

/** A domain list that lets everything out: every host, every host of a top-level domain, a collection point. */
export function openDomain(list: string) {
  return (value: SettingValue): boolean | RowMatch => {
    const domain = textOf(value).trim().replace(/^https?:\/\//, '').replace(/\/.{0,200}$/, '');
    if (/^\*+$/.test(domain) || /^\*\.[a-z]{2,8}$/i.test(domain)) return { data: { list, effect: 'lets data out to any host' } };
    const host = domain.replace(/^\*\./, '');
    return host !== '' && hostileUrl(`https://${host}/`) !== null && { data: { list, effect: 'lets data out to a collection point' } };
  };
}

function unsandboxed(value: SettingValue): boolean {
  const text = textOf(value).trim();
  return /^(?:\*|(?:bash|sh|zsh|curl|wget|python3?|node|docker|npx)(?:[\s:]{0,3}\*)?)$/.test(text.includes('/') ? programName(text) : text);
}

function writable(value: SettingValue): boolean | RowMatch {
  const text = textOf(value).replace(/^\/\/(?=[^/])/, '/');
  const what = openFolder(text) ?? persistencePath(text);
  return what !== null && { data: { list: 'allowWrite', what } };
}

function socket(value: SettingValue): boolean {
  return /docker\.sock|containerd\.sock|podman\.sock|ssh-agent|SSH_AUTH_SOCK|\.ssh\//i.test(textOf(value));
}

/** Holes in the sandbox of Claude Code (C1-27). An enabled sandbox with narrow lists is fine. */
export const CLAUDE_SANDBOX: readonly AgentRow[] = [
  {
    id: 'C1-27', key: 'sandbox.enabled', when: (value) => value.value === false && (value.parent?.members.length ?? 0) > 1, report: 'protectionOff', preset: 'recommended', cwe: [693], source: SANDBOX, data: { effect: 'switches the configured sandbox off' },
    bad: [{ document: { sandbox: { enabled: false, network: { allowedDomains: ['github.com'] } } } }], good: [{ document: { sandbox: { enabled: false } } }, { document: { sandbox: { enabled: true, allowUnsandboxedCommands: true } } }],
  },
  {
    id: 'C1-27', key: 'sandbox.{enableWeakerNetworkIsolation,allowNestedUserNamespaces,allowAppleEvents,filesystem.disabled}', is: true, report: 'protectionOff', preset: 'recommended', cwe: [693], source: CC_SETTINGS, data: { effect: 'opens the sandbox' },
    bad: [true], good: [false],
  },
  {
    id: 'C1-27', key: 'sandbox.network.allowAllUnixSockets', is: true, report: 'protectionOff', preset: 'recommended', cwe: [693, 250], source: SANDBOX, data: { effect: 'opens every socket of this machine, the container engine included' },
    bad: [true], good: [false],
  },
  {
    id: 'C1-27', key: 'sandbox.{enableWeakerNestedSandbox,network.allowLocalBinding,autoAllowBashIfSandboxed}', is: true, report: 'protectionOff', preset: 'strict', cwe: [693], source: SANDBOX, data: { effect: 'widens what sandboxed commands may do' },
    bad: [true], good: [false],
  },
  {
    id: 'C1-27', key: 'sandbox.network.{httpProxyPort,socksProxyPort}', when: (value) => typeof value.value === 'number', report: 'protectionOff', preset: 'strict', cwe: [693], source: SANDBOX, data: { effect: 'sends the traffic of sandboxed commands through a proxy of this machine' },
    bad: [8080], good: [null],
  },
  {
    id: 'C1-27', key: 'sandbox.ignoreViolations.*', when: (value) => value.key === '*', report: 'protectionOff', preset: 'strict', cwe: [693], source: SANDBOX, data: { value: '[…]', effect: 'hides every violation of the sandbox' },
    bad: [{ document: { sandbox: { ignoreViolations: { '*': ['/usr/bin'] } } } }], good: [{ document: { sandbox: { ignoreViolations: { 'git push': ['/dev'] } } } }],
  },
  {
    id: 'C1-27', key: 'sandbox.network.allowUnixSockets[]', when: socket, report: 'listEntry', preset: 'recommended', allow: 'allow', cwe: [250], source: SANDBOX, data: { list: 'allowUnixSockets', effect: 'hands this machine or its keys to sandboxed commands' },
    bad: ['/var/run/docker.sock', '~/.ssh/agent.sock'], good: ['/tmp/build.sock'],
  },
  {
    id: 'C1-27', key: 'sandbox.network.allowedDomains[]', when: openDomain('allowedDomains'), report: 'listEntry', preset: 'recommended', allow: 'allowedHosts', cwe: [183], source: SANDBOX,
    bad: ['*', '*.com', 'webhook.site', '*.ngrok.io'], good: ['github.com', '*.npmjs.com'],
  },
  {
    id: 'C1-27', key: 'sandbox.filesystem.allowWrite[]', when: writable, report: 'folder', preset: 'recommended', allow: 'allow', cwe: [732], source: SANDBOX,
    bad: ['/', '~', '~/.ssh', '~/.bashrc', '/etc', '/usr'], good: ['./dist', '/tmp/build', '~/.cache/app'],
  },
  {
    id: 'C1-27', key: 'sandbox.filesystem.allowRead[]', when: (value) => { const what = sensitivePath(textOf(value)); return what !== null && { data: { list: 'allowRead', what } }; }, report: 'folder', preset: 'recommended', allow: 'allow', cwe: [552], source: SANDBOX,
    bad: ['~/.aws', '/etc/shadow'], good: ['~/projects', { document: { sandbox: { filesystem: { denyRead: ['~/.ssh', '~/.aws'] } } } }],
  },
  {
    id: 'C1-27', key: 'sandbox.excludedCommands[]', when: unsandboxed, report: 'listEntry', preset: 'recommended', allow: 'allow', cwe: [693, 265], source: SANDBOX, data: { list: 'excludedCommands', effect: 'runs any code outside of the sandbox' },
    bad: ['*', 'bash', 'sh', 'curl', 'python', 'node', 'docker', 'docker *'], good: ['git', 'docker-compose-lint', 'gh *'],
  },
  {
    id: 'C1-27', key: 'sandbox.filesystem.allowWrite[]', when: folder('allowWrite', 'strict'), report: 'folder', preset: 'strict', allow: 'allow', cwe: [732], source: SANDBOX,
    bad: ['..'], good: ['dist'],
  },
];
