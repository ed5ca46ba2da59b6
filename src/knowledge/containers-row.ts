import type { RowContext, RowMatch, RowPreset, SettingRow, SettingValue } from './setting-row.ts';
import { hostSource, mountOf } from './containers-host.ts';
import type { Mount } from './containers-host.ts';

/** What the rule on containers says. */
export const CONTAINER_MESSAGES = {
  privileged: '"{{value}}" makes the container no sandbox: what runs in it owns the host. Remove it.',
  capability: 'The capability {{value}} lets the container break out to the host. Remove it.',
  profile: '"{{value}}" switches a protection of the host off. Remove it.',
  namespace: '"{{value}}" shares a namespace with the host, so the container sees and reaches its {{what}}. Remove it.',
  mount: 'This mount gives the container {{what}}. Mount the folders it needs, or a named volume.',
  socket: 'The engine socket in a container is root on the host. Remove it or put a filtering proxy in between.',
  device: 'The device "{{value}}" opens memory or disks of the host. Remove it.',
  rootUser: 'Everything in the container runs as root. Name a user without privileges.',
  hostCommand: 'initializeCommand runs on the host, before any container, and {{what}}. Use a command that runs in the container.',
  variable: 'The variable "{{key}}" {{effect}}. Remove it.',
  forwardedSecret: '"{{key}}" hands the secret "{{value}}" of the host to everything in the container. Use a scoped token.',
  feature: 'The feature "{{key}}" runs as root at build and {{what}}. Pin a version from a registry you trust.',
  image: 'The image "{{value}}" {{what}}. Name a version or digest from a registry over TLS.',
  exposed: '"{{value}}" opens the port to the whole network. Bind it to 127.0.0.1.',
  permissions: '"{{key}}": {{value}} gives a codespace write access to other repositories. List the permissions it needs.',
  remoteFile: 'This takes a Compose file from "{{value}}", which decides what runs. Keep it in the repository.',
  secretFile: 'A secret ({{what}}) becomes part of {{where}}. Pass secrets at run time or as build secrets.',
  download: 'ADD fetches "{{value}}" {{what}}. Add --checksum, or fetch and verify in a RUN.',
  insecureBuild: '"--security=insecure" runs this step with all privileges of the build host. Remove it.',
  syntax: 'The build runs with the frontend image "{{value}}", which may do anything. Use docker/dockerfile.',
} as const;

export type ContainerMessage = keyof typeof CONTAINER_MESSAGES;
export type ContainerRow = SettingRow<ContainerMessage>;

export const DEV_CONTAINER = 'https://containers.dev/implementors/json_reference/';
export const COMPOSE = 'https://docs.docker.com/reference/compose-file/services/';
export const DOCKER_RUN = 'https://docs.docker.com/engine/containers/run/';
export const DOCKERFILE = 'https://docs.docker.com/reference/dockerfile/';

/** Images that need the host: monitoring, proxies, builders, VPNs. */
const INFRASTRUCTURE = /(?:^|\/)(?:cadvisor|node-exporter|watchtower|traefik|portainer(?:-ce|-ee|_agent)?|(?:portainer|datadog|datadoghq|grafana|netdata|komodo)\/agent|pihole|wireguard|wg-easy|netdata|datadog-agent|docker-dind|dind|buildkit|docker|promtail|alloy|fluent-bit|fluentd|vector|filebeat|telegraf|glances|dozzle|diun|nginx-proxy|docker-gen|acme-companion|docker-socket-proxy|socket-proxy|autoheal|ofelia|home-assistant|homeassistant|tailscale|openvpn|cloudflared|falco|sysdig|crowdsec|beszel-agent|uptime-kuma|dockge|yacht|lazydocker|kind|k3s|rancher|gitlab-runner|act_runner|runner|drone-runner-docker|woodpecker-agent|localstack|testcontainers|ryuk)(?:[:@]|$)/i;

/** The service that a value of a Compose file belongs to. */
export function serviceOf(value: SettingValue): SettingValue | null {
  let node: SettingValue | null = value;
  for (let depth = 0; node && depth < 12; depth += 1, node = node.parent) if (node.parent?.key === 'services' && node.parent.parent?.parent === null) return node;
  return null;
}

function isInfrastructure(value: SettingValue): boolean {
  const image = serviceOf(value)?.get('image')?.value;
  return typeof image === 'string' && INFRASTRUCTURE.test(image.slice(0, 300));
}

/**
 * How an opening of the host is judged in this file. A dev container is a sandbox for what an agent runs, so both levels
 * belong to recommended. A plain Compose file runs infrastructure too: one level lower, and none for known images.
 */
export function levelFor(level: 'error' | 'warn', value: SettingValue, context: RowContext): RowPreset | 'off' {
  if (context.kind !== 'compose' || /(?:^|\/)\.devcontainer\//.test(context.path)) return 'recommended';
  if (isInfrastructure(value)) return 'strict';
  return level === 'error' ? 'recommended' : 'strict';
}

/** A match of that level, or a miss. */
export function opening(found: boolean, level: 'error' | 'warn', value: SettingValue, context: RowContext, data: Readonly<Record<string, string>> = {}): RowMatch | false {
  return found && { preset: levelFor(level, value, context), data };
}

/** Capabilities that lead out of a container, with their level. Tracing and network administration are common tools. */
const CAPABILITIES = new Map<string, 'error' | 'warn'>([
  ['ALL', 'error'],
  ['SYS_ADMIN', 'error'],
  ['SYS_MODULE', 'error'],
  ['SYS_RAWIO', 'error'],
  ['DAC_READ_SEARCH', 'error'],
  ['SYS_BOOT', 'warn'],
  ['BPF', 'warn'],
]);

export function capabilityMatch(name: string, value: SettingValue, context: RowContext): RowMatch | false {
  const bare = name.trim().toUpperCase().replace(/^CAP_/, '');
  const level = CAPABILITIES.get(bare);
  return level !== undefined && opening(true, level, value, context, { value: bare });
}

/** `seccomp=unconfined` next to SYS_PTRACE is what debugger templates ship. */
export function profileMatch(option: string, value: SettingValue, context: RowContext, traces: boolean): RowMatch | false {
  const text = option.trim().toLowerCase().replace(/^([\w-]{1,30}):/, '$1=');
  if (text === 'seccomp=unconfined') return traces ? { preset: 'strict', data: { value: text } } : opening(true, 'warn', value, context, { value: text });
  if (text === 'apparmor=unconfined' || text === 'systempaths=unconfined') return opening(true, 'error', value, context, { value: text });
  if (text === 'no-new-privileges=false') return opening(true, 'warn', value, context, { value: text });
  return text === 'label=disable' && { preset: 'strict', data: { value: text } };
}

const NAMESPACES = new Map<string, readonly [level: 'error' | 'warn' | 'strict', what: string]>([
  ['pid', ['error', 'processes']],
  ['ipc', ['error', 'shared memory']],
  ['userns', ['error', 'users']],
  ['net', ['warn', 'network services']],
  ['uts', ['strict', 'host name']],
  ['cgroupns', ['strict', 'control groups']],
]);

export function namespaceMatch(name: string, mode: string, value: SettingValue, context: RowContext): RowMatch | false {
  const found = mode.trim().toLowerCase() === 'host' ? NAMESPACES.get(name) : undefined;
  if (!found) return false;
  const [level, what] = found;
  const data = { what, value: `${name}: host` };
  return level === 'strict' ? { preset: 'strict', data } : opening(true, level, value, context, data);
}

/** What a mount opens: the message and how serious it is. `socket` is asked apart, because it has its own message. */
export function mountMatch(mount: Mount | null, wants: 'socket' | 'files', value: SettingValue, context: RowContext): RowMatch | false {
  const host = mount && !context.isAllowed('allowedMounts', mount.source) ? hostSource(mount.source) : null;
  if (!mount || !host || (host.kind === 'socket') !== (wants === 'socket')) return false;
  const data = { what: host.label, value: mount.source };
  const isDev = context.kind !== 'compose' || /(?:^|\/)\.devcontainer\//.test(context.path);
  if (host.kind === 'system' || host.kind === 'history') return { preset: 'strict', data };
  if (host.kind === 'everything' && mount.isReadOnly && isInfrastructure(value)) return { preset: 'strict', data };
  if (host.kind === 'socket' && mount.isReadOnly && !isDev) return { preset: 'strict', data };
  return opening(true, host.kind === 'socket' || host.kind === 'agent' ? 'warn' : 'error', value, context, data);
}

/** Condition for a value that is a mount. */
export function mounts(wants: 'socket' | 'files') {
  return (value: SettingValue, context: RowContext): RowMatch | false => mountMatch(mountOf(value), wants, value, context);
}
