import { hostSource, parseMountOptions, parseVolume } from '../../../knowledge/containers-host.ts';
import type { HostSource } from '../../../knowledge/containers-host.ts';
import type { Command, CommandScript } from '../model.ts';
import { judgeInContainer } from './in-container.ts';
import { eachCommand, memoize } from './types.ts';
import type { FindingLevel, ShellFinding } from './types.ts';

export type PrivilegeKind = 'root' | 'setuid' | 'world-writable' | 'owner' | 'security-service' | 'sudoers' | 'group' | 'windows' | 'container';
export type Privilege = ShellFinding<PrivilegeKind>;

const ELEVATORS: ReadonlySet<string> = new Set(['sudo', 'doas', 'pkexec', 'su', 'runas', 'gsudo', 'sudo -u', 'doas -u']);

/** Commands that raise rights or lower the protection of the machine. A firewall that is emptied to be filled again is none. */
export const findPrivilege = memoize((script: CommandScript): readonly Privilege[] => {
  const found = findAll(script);
  return found.some(isEmptied) && script.commands.some(fillsFirewall) ? found.filter((finding) => !isEmptied(finding)) : found;
});

const findAll = eachCommand<Privilege>(null, (command) => {
  const found: Privilege[] = [];
  const add = (kind: PrivilegeKind, label: string, detail: string, level: FindingLevel): void => void found.push({ at: command.range, kind, label, detail, level, command });
  const name = command.name?.toLowerCase() ?? '';
  const elevator = ownElevator(command);
  if (elevator !== null) add('root', elevator.replace(/ -u$/, ''), name, elevator.endsWith(' -u') ? 'low' : 'medium');
  else if (name === 'start-process' && hasVerb(command)) add('windows', name, '-Verb RunAs', 'high');
  switch (name) {
    case 'chmod':
      checkMode(command, add);
      break;
    case 'install':
      checkInstalled(command, add);
      break;
    case 'chown':
      if (command.args.some(({ value }) => /^root(?::|$)/.test(value))) add('owner', 'chown', 'root', 'low');
      break;
    case 'visudo':
      // `visudo -c` checks the file and changes nothing.
      if (!command.args.some(({ value }) => /^(?:-[a-zA-Z]{0,4}c[a-zA-Z]{0,4}|--check)$/.test(value))) add('sudoers', 'visudo', '', 'high');
      break;
    case 'setcap':
      if (command.args.some(({ value }) => /cap_(?:setuid|setgid|sys_admin|sys_ptrace|sys_module|dac_override|dac_read_search)|^(?:all)?[+=]e?i?p/i.test(value))) add('setuid', 'setcap', '', 'high');
      break;
    case 'usermod':
    case 'useradd':
    case 'gpasswd':
    case 'adduser':
    case 'addgroup': {
      const group = command.args.find(({ value }) => /^(?:[\w-]{1,32},)?(?:sudo|wheel|admin|root|docker|lxd|shadow|disk)(?:,[\w-]{1,32})?$/.test(value));
      if (/^user/.test(name) && command.args.some(({ value }, index) => /^(?:-[a-z]{0,3}u|--uid)$/.test(value) && command.args[index + 1]?.value === '0')) add('group', name, 'of root (user id 0)', 'high');
      if (group && command.args.length > 1) add('group', name, group.value, /docker/.test(group.value) ? 'low' : 'high');
      break;
    }
    case 'systemctl':
    case 'service':
      checkService(command, add);
      break;
    case 'osascript':
      if (command.args.some(({ value }) => /\bwith administrator privileges\b/i.test(value))) add('root', name, 'with administrator privileges', 'medium');
      break;
    case 'icacls':
      if (command.args.some(({ value }) => /^(?:Everyone|\*S-1-1-0):(?:\([A-Z]{2}\)){0,2}\(?(?:F|M|W)\)?$/i.test(value))) add('world-writable', name, 'Everyone', 'medium');
      break;
    case 'setenforce':
      if (command.args.some(({ value }) => /^(?:0|permissive)$/i.test(value))) add('security-service', name, '0', 'high');
      break;
    case 'iptables':
    case 'ip6tables':
    case 'nft':
      if (emptiesFirewall(command)) add('security-service', name, 'flush', 'high');
      break;
    case 'ufw':
      if (command.args.some(({ value }) => value === 'disable')) add('security-service', name, 'disable', 'high');
      break;
    case 'spctl':
    case 'csrutil':
      if (command.args.some(({ value }) => /^(?:--master-disable|--global-disable|disable)$/.test(value))) add('security-service', name, 'disable', 'high');
      break;
    case 'set-executionpolicy':
      checkExecutionPolicy(command, add);
      break;
    case 'set-mppreference':
    case 'add-mppreference':
      if (command.args.some(({ value }) => /^-(?:Disable|Exclusion)/i.test(value))) add('security-service', name, 'Defender', 'high');
      break;
    case 'docker':
    case 'podman':
    case 'nerdctl':
      checkContainer(command, add);
      break;
    case 'netsh':
      if (command.args.some(({ value }) => /firewall/i.test(value)) && command.args.some(({ value }) => /^(?:off|disable)$/i.test(value))) add('security-service', name, 'firewall off', 'high');
      break;
    case 'net':
      if (/^localgroup$/i.test(command.args[0]?.value ?? '') && command.args.some(({ value }) => /^\/add$/i.test(value))) add('group', 'net localgroup', command.args[1]?.value ?? '', 'high');
      break;
  }
  for (const word of [...command.redirects.filter(({ operator }) => operator.includes('>')).map(({ target }) => target), ...(name === 'tee' ? command.args : [])]) {
    if (/^\/etc\/sudoers(?:\.d\/|$)/.test(word.value)) add('sudoers', name, word.value, 'high');
  }
  return judgeInContainer(command, found);
});

/** `sudo` and the like in front of this very command, not of one around it. */
function ownElevator(command: Command): string | null {
  const found = command.ownWrappers.find((wrapper) => ELEVATORS.has(wrapper));
  if (found !== undefined) return found;
  const name = command.name?.toLowerCase() ?? '';
  return ELEVATORS.has(name) && !command.args.some(({ value }) => /^(?:-v|-k|-K|-V|-l|-n|--version|--help|--validate|--non-interactive)$/.test(value)) ? name : null;
}

function hasVerb({ args }: Command): boolean {
  return args.some(({ value }, index) => /^-verb/i.test(value) && /runas/i.test(value + (args[index + 1]?.value ?? '')));
}

type Add = (kind: PrivilegeKind, label: string, detail: string, level: FindingLevel) => void;

function checkMode({ args }: Command, add: Add): void {
  const mode = args.find(({ value }) => /^(?:[0-7]{3,5}|[ugoa]{0,4}[+=][rwxXst]{1,6}(?:,[ugoa]{0,4}[+=-][rwxXst]{0,6}){0,4})$/.test(value))?.value ?? '';
  const digits = /^[0-7]+$/.test(mode) ? mode.padStart(4, '0') : '';
  const special = digits === '' ? /^(?:[uga]{0,3})\+?=?[rwxX]{0,3}s/.test(mode) : (Number(digits.at(-4)) & 4) !== 0;
  const world = digits === '' ? /(?:^|,)(?:[ug]{0,2}[oa][uga]{0,2})?[+=][rxX]{0,3}w/.test(mode) && /[oa]/.test(mode) : (Number(digits.at(-1)) & 2) !== 0;
  // Set-gid alone keeps the group of a shared folder. The helper of Chromium's sandbox works in no other way.
  if (special && !/^g\+s$/.test(mode)) add('setuid', 'chmod', mode, isSandbox(args, mode) ? 'low' : 'high');
  else if ((Number(digits.at(-4)) & 2) !== 0) add('setuid', 'chmod', mode, 'low');
  else if (world && digits.at(-4) !== '1') add('world-writable', 'chmod', mode, 'medium');
}

/** `install -m 4755 tool /usr/local/bin`: the mode of what is copied. */
function checkInstalled({ args }: Command, add: Add): void {
  const mode = args.slice(0, MAX_FLAGS).map(({ value }, index) => /^(?:-[bCDpsTv]{0,6}m|--mode)$/.exec(args[index - 1]?.value ?? '') ? value : (/^(?:-m|--mode=)(?=[\dugoa+=])(.{1,20})$/.exec(value)?.[1] ?? '')).find((value) => value !== '') ?? '';
  if (/^[4567][0-7]{3}$|^0[4567][0-7]{3}$|u\+?=?[rwx]{0,3}s/.test(mode)) add('setuid', 'install', mode, 'high');
}

/** Scripts of everybody may run from then on (machines are set up so by people), for all accounts unless a scope is named. Source: Microsoft, about_Execution_Policies. */
function checkExecutionPolicy({ args, name }: Command, add: Add): void {
  if (!args.some(({ value }) => /^(?:unrestricted|bypass)$/i.test(value))) return;
  const scope = args[args.findIndex(({ value }) => /^-s(?:c|co|cop|cope)?$/i.test(value)) + 1]?.value ?? '';
  const isNarrow = args.some(({ value }) => /^-s(?:c|co|cop|cope)?$/i.test(value)) && !/^localmachine$/i.test(scope);
  add('security-service', name ?? '', 'for scripts of everybody', isNarrow ? 'low' : 'medium');
}

const SANDBOX = /(?:^|\/)chrom(?:e|ium)[-_](?:devel[-_])?sandbox["']?$/;

/** `chmod 4755 …/chrome-sandbox`. Source: the documentation of Chromium's set-uid sandbox. */
function isSandbox(args: Command['args'], mode: string): boolean {
  const paths = args.filter(({ value }) => !value.startsWith('-') && value !== mode);
  return paths.length > 0 && paths.every(({ value }) => SANDBOX.test(value));
}

const SECURITY_SERVICES = /^(?:ufw|firewalld|iptables|nftables|apparmor|selinux|auditd|fail2ban|clamav(?:-daemon)?|falcon-sensor|crowdstrike|osqueryd?|wazuh-agent|windefend|mdatp|sysmon)(?:\.service)?$/i;

function checkService({ name, args }: Command, add: Add): void {
  const verb = args.find(({ value }) => /^(?:stop|disable|mask|kill)$/.test(value));
  const service = args.find(({ value }) => SECURITY_SERVICES.test(value));
  if (verb && service) add('security-service', name ?? '', `${verb.value} ${service.value}`, 'high');
}

/** `iptables -F`, `nft flush ruleset`: every rule at once. A single chain (`-F DOCKER`) and other tables (`-t nat`) are ordinary. */
function emptiesFirewall({ name, args }: Command): boolean {
  const words = args.slice(0, MAX_FLAGS).map(({ value }) => value);
  if (name === 'nft') return words[0] === 'flush' && words[1] === 'ruleset';
  const after = words.findIndex((word) => /^(?:-F|--flush)$/.test(word)) + 1;
  return after > 0 && (words[after] ?? '-').startsWith('-') && !words.some((word) => /^(?:-t|--table)/.test(word));
}

function isEmptied({ kind, label }: Privilege): boolean {
  return kind === 'security-service' && FIREWALLS.test(label);
}

const FIREWALLS = /^(?:ip6?tables|nft)$/;

/** The script has rules of its own, or takes them from a file. */
function fillsFirewall({ name, args }: Command): boolean {
  const words = args.slice(0, MAX_FLAGS).map(({ value }) => value);
  if (/^(?:ip6?tables-restore|ufw|firewall-cmd|netfilter-persistent)$/.test(name ?? '')) return true;
  return FIREWALLS.test(name ?? '') && words.some((word) => /^(?:-A|-I|--append|--insert|-f|--file|add|DROP|REJECT)$/.test(word));
}

const MAX_FLAGS = 200;

/** `docker run -v /:/host`, `--privileged --pid=host`: a container that is the host. */
function checkContainer({ name, args }: Command, add: Add): void {
  const words = args.slice(0, MAX_FLAGS).map(({ value }) => value);
  if (!words.slice(0, 3).some((word) => word === 'run' || word === 'create')) return;
  const sources = words.flatMap((word, index) => mountSource(word, words[index + 1] ?? '') ?? []);
  const label = `${name ?? 'docker'} run`;
  const isPrivileged = words.some((word) => word === '--privileged' || word === '--privileged=true' || /^--cap-add[= ]?(?:ALL|SYS_ADMIN)$/i.test(word));
  const sharesProcesses = words.some((word, index) => word === '--pid=host' || (word === '--pid' && words[index + 1] === 'host'));
  for (const source of sources) {
    if (source.kind === 'everything') add('container', label, source.label, source.isReadOnly ? 'low' : 'high');
    else if (source.kind === 'socket') add('container', label, source.label, 'low');
  }
  if (isPrivileged && sharesProcesses) add('container', label, 'every process of the host', 'high');
  else if (isPrivileged && !sources.some(({ kind }) => kind === 'everything')) add('container', label, '--privileged', 'low');
}

/** What the host gives by `-v`, `--volume` or `--mount`, and whether only to read: monitors mount all of it so. */
function mountSource(word: string, next: string): (HostSource & { readonly isReadOnly: boolean }) | null {
  const volume = word === '-v' || word === '--volume' ? next : word.startsWith('--volume=') ? word.slice('--volume='.length) : /^-v[/~$.]/.test(word) ? word.slice(2) : '';
  const options = word === '--mount' ? next : word.startsWith('--mount=') ? word.slice('--mount='.length) : '';
  const mount = volume === '' ? (options === '' ? null : parseMountOptions(options)) : parseVolume(volume);
  const source = mount && hostSource(mount.source);
  return mount && source ? { ...source, isReadOnly: mount.isReadOnly } : null;
}
