import { sensitivePath } from './paths.ts';
import type { SettingValue } from './setting-row.ts';

/** What part of the host a mounted folder or file opens. */
export interface HostSource {
  readonly kind: 'everything' | 'home' | 'credentials' | 'agent' | 'socket' | 'system' | 'history';
  /** Name for a message. */
  readonly label: string;
}

const SOCKET = /(?:docker|podman|containerd|crio|buildkitd?)\.sock(?:$|[:/])|\/\/\.\/pipe\/(?:docker_engine|podman)|\\\\\.\\pipe\\(?:docker_engine|podman)/i;
const HOME = /^(?:\$\{(?:localEnv|env):HOME\}\$\{(?:localEnv|env):USERPROFILE\}|\$\{(?:localEnv|env):(?:HOME|USERPROFILE)(?::[^}\n]{0,100})?\}|\$\{HOME(?::?-[^}\n]{0,100})?\}|\$HOME|~|%USERPROFILE%|\/home\/[^/\s]{1,64}|\/Users\/[^/\s]{1,64}|\/root|[A-Za-z]:\/Users\/[^/\s]{1,64})(?=\/|$)/i;
const AGENT = /^\/\.(?:claude|codex|gemini|cursor|copilot|continue|config\/(?:claude|opencode|github-copilot)|local\/share\/opencode)(?:\.json)?(?:\/|$)/i;
const HARMLESS = /^\/(?:\.gitconfig|\.config\/git|\.gitignore|\.npm|\.cache|\.local\/share\/pnpm|\.pnpm-store|\.m2\/repository|\.gradle\/caches|\.cargo\/registry|\.ssh\/(?:known_hosts|config|[\w.-]{1,64}\.pub))(?:\/|$)/;
/** Folders that an orchestrator or a build mounts on purpose, below which nothing of a person lies. */
const SYSTEM = /^\/(?:etc|proc|sys|dev|boot|usr|var|lib|bin|sbin)(?:\/|$)/;
const TIME_FILES = /^\/etc\/(?:localtime|timezone|hosts|resolv\.conf|ssl|ca-certificates|pki|passwd|group)(?:\/|$)|^\/(?:dev\/(?:shm|net\/tun|dri|kvm|snd|video\d{1,2}|tty\w{0,20}|bus\/usb)|var\/(?:lib|log|cache|www|tmp|opt|spool))(?:\/|$)|^\/tmp(?:\/|$)/;

/** What mounting a path of the host into a container opens; `null` for project folders, caches and named volumes. */
export function hostSource(source: string): HostSource | null {
  const path = source.slice(0, 2000).trim().replaceAll('\\', '/');
  if (SOCKET.test(source)) return { kind: 'socket', label: 'the container engine of the host' };
  if (path === '/' || /^[a-z]:\/?$/i.test(path) || path === '/home' || path === '/Users') return { kind: 'everything', label: 'the whole file system of the host' };
  const home = HOME.exec(path);
  if (home) return inHome(path.slice(home[0].length));
  const secret = sensitivePath(path);
  if (secret) return { kind: 'credentials', label: secret };
  return SYSTEM.test(path) && !TIME_FILES.test(path) ? { kind: 'system', label: `${path.slice(0, 30)} of the host` } : null;
}

function inHome(rest: string): HostSource | null {
  if (rest === '' || rest === '/') return { kind: 'home', label: 'the home directory' };
  if (HARMLESS.test(rest)) return null;
  if (AGENT.test(rest)) return { kind: 'agent', label: 'credentials and history of a coding agent' };
  const secret = sensitivePath(`~${rest}`);
  if (secret === 'shell history') return { kind: 'history', label: secret };
  return secret ? { kind: 'credentials', label: secret } : null;
}

/** A bind mount in any spelling; `null` for volumes, temporary file systems and what is no mount. */
export interface Mount {
  readonly source: string;
  readonly isReadOnly: boolean;
}

/** `source=…,target=…,type=bind[,readonly]`, as in `mounts`, `workspaceMount` and `--mount`. */
export function parseMountOptions(text: string): Mount | null {
  const options = new Map(
    text
      .slice(0, 4000)
      .split(',')
      .map((part): [string, string] => {
        const equals = part.indexOf('=');
        return equals < 0 ? [part.trim(), 'true'] : [part.slice(0, equals).trim(), part.slice(equals + 1).trim()];
      }),
  );
  const type = options.get('type');
  const source = options.get('source') ?? options.get('src');
  if (source === undefined || (type !== undefined && type !== 'bind')) return null;
  return { source, isReadOnly: /^(?:true|1)$/.test(options.get('readonly') ?? options.get('ro') ?? '') };
}

/** `source:target[:options]`, as in `-v` and the short form of Compose. A source without a slash is a named volume. */
export function parseVolume(text: string): Mount | null {
  const value = text.slice(0, 4000);
  const variable = /^(?:\$\{[^}\n]{1,200}\}){1,3}/.exec(value)?.[0] ?? '';
  const drive = /^[a-z]:(?=[\\/])/i.exec(value)?.[0] ?? '';
  const skip = Math.max(variable.length, drive.length);
  const colon = value.indexOf(':', skip);
  if (colon < 0) return null;
  const source = value.slice(0, colon);
  if (!/[\\/~$%]/.test(source)) return null;
  return { source, isReadOnly: /:(?:[a-zA-Z,]{0,40},)?ro(?:,|$)/.test(value.slice(colon)) };
}

/** The mount that a string or object describes. */
export function mountOf(value: SettingValue): Mount | null {
  if (typeof value.value === 'string') return /(?:^|,)(?:source|src)=/.test(value.value) ? parseMountOptions(value.value) : parseVolume(value.value);
  if (value.kind !== 'object') return null;
  const source = value.get('source')?.value ?? value.get('src')?.value;
  const type = value.get('type')?.value;
  if (typeof source !== 'string' || (type !== undefined && type !== 'bind')) return null;
  if (type === undefined && !/[\\/~$%]/.test(source)) return null;
  return { source, isReadOnly: value.get('read_only')?.value === true || value.get('readonly')?.value === true };
}

/** A flag of a container engine at an item of an argument list: `--x=y`, or `--x` with the next item as value. */
export function engineFlag(item: SettingValue): { readonly name: string; readonly value: string } | null {
  const text = typeof item.value === 'string' ? item.value.slice(0, 4000).trim() : '';
  if (!text.startsWith('-')) return null;
  const equals = text.indexOf('=');
  const spaced = /^(--?[\w-]{1,40})\s+(\S.{0,3000})$/s.exec(text);
  if (spaced) return { name: spaced[1] ?? '', value: spaced[2] ?? '' };
  if (equals > 0) return { name: text.slice(0, equals), value: text.slice(equals + 1) };
  const next = item.parent?.members[Number(item.key) + 1];
  return { name: text, value: typeof next?.value === 'string' && !next.value.startsWith('-') ? next.value : '' };
}
