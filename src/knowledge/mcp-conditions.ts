import { isHiddenScript, isNoScript } from './install-scripts.ts';
import { sensitivePath } from './paths.ts';
import { isConventionalToolPath, isRepoRelative, programName, repoPath } from './values.ts';
import { BUILT_IN_NAMES, FILE_SERVERS } from './mcp.ts';
import type { McpPart, McpView } from './mcp.ts';

export type McpPreset = 'recommended' | 'strict';

export interface McpHit {
  readonly at: readonly [start: number, end: number];
  readonly data?: Readonly<Record<string, string>>;
  /** Steps this value down or up. */
  readonly preset?: McpPreset;
}

/** A finding at a text of the server. */
export const hit = (part: McpPart, data: Readonly<Record<string, string>> = {}, preset?: McpPreset): McpHit => ({ at: part.range, data, ...(preset ? { preset } : {}) });

/** The server's address and the addresses among the arguments of a bridge (`mcp-remote https://…`). */
export function addresses({ url, words }: McpView): readonly McpPart[] {
  return [...(url ? [url] : []), ...words.filter(({ text }) => /^(?:https?|wss?):\/\//i.test(text))];
}

/** A script that does more than start one program hides what runs. */
export const HIDING = /\|(?!\|)|\$\(|`|\beval\b|\bbase64\b|>\s{0,5}\/dev\/null|&\s{0,20}$|\bnohup\b/;
export const UNPINNED_NPM = /^(?:|latest|next|beta|alpha|canary|rc|dev|nightly|stable|[~^>=<*x].{0,100}|\d{1,6}(?:\.\d{1,6})?(?:\.x)?)$/i;
export const COMMIT = /[#@][\da-f]{40}(?:$|[#&])/i;

export const ALL_PERMISSIONS = /^(?:--allow-all|-A)$/;
const ESCAPES = new Set(['ALL', 'SYS_ADMIN']);
const WEAKENING = new Set(['SYS_MODULE', 'NET_ADMIN', 'DAC_READ_SEARCH', 'SYS_RAWIO', 'BPF', 'SYS_BOOT']);

/** What a flag takes away from a container's walls. */
export function containerPreset(name: string, value: string): McpPreset | null {
  const capability = value.replace(/^CAP_/i, '').toUpperCase();
  switch (name) {
    case '--privileged':
      return value === 'false' ? null : 'recommended';
    case '--cap-add':
      return ESCAPES.has(capability) || WEAKENING.has(capability) ? 'recommended' : capability === 'SYS_PTRACE' ? 'strict' : null;
    case '--security-opt':
      return /^(?:seccomp|apparmor)[=:]unconfined$|^systempaths=unconfined$/i.test(value) ? 'recommended' : /^label[=:]disable$/i.test(value) ? 'strict' : null;
    case '--pid':
    case '--ipc':
    case '--userns':
      return value === 'host' ? 'recommended' : null;
    case '--network':
      return value === 'host' ? 'strict' : null;
    case '--device':
      return /^\/dev\/(?:k?mem|sd[a-z]|nvme)/.test(value) ? 'recommended' : null;
    default:
      return null;
  }
}

const HOME = /^(?:~|\$HOME|\$\{HOME\}|\$\{userHome\}|\$\{(?:env|localEnv):(?:HOME|USERPROFILE)\}|%USERPROFILE%|\/home(?:\/[^/]{1,64})?|\/Users(?:\/[^/]{1,64})?|\/root|[a-z]:[\\/]Users(?:[\\/][^\\/]{1,64})?)[\\/]?$/i;
const PERSONAL = /^(?:~|\$HOME|\$\{HOME\}|\$\{userHome\}|\/home\/[^/]{1,64}|\/Users\/[^/]{1,64}|%USERPROFILE%|[a-z]:[\\/]Users[\\/][^\\/]{1,64})[\\/](?:Desktop|Documents|Downloads)[\\/]?$/i;

/** What a folder holds when it is far more than a project; `null` for folders that are not. */
export function broadFolder(text: string): { readonly what: string; readonly preset: McpPreset } | null {
  if (/^(?:\/|[a-z]:[\\/]?|\\)$/i.test(text)) return { what: 'the whole disk', preset: 'recommended' };
  if (HOME.test(text)) return { what: 'home folders', preset: 'recommended' };
  if (/^\/(?:etc|var|usr|private)\/?$/.test(text)) return { what: 'system folders', preset: 'recommended' };
  const store = sensitivePath(text);
  if (store) return { what: store, preset: 'recommended' };
  return PERSONAL.test(text) ? { what: 'personal files', preset: 'strict' } : null;
}

export const ENGINE_SOCKET = /(?:docker|podman|containerd)\.sock$|docker_engine$/;
export const GUARDS = /^(?:--allow-unrestricted-file-access|--dangerously-[\w-]{1,60}|--allow-dangerous|--yolo|--unsafe|--read-only=false|--access-mode=unrestricted|--no-auth|--disable-auth)$/;
export const GUARD_VARIABLES = /^(?:DANGEROUSLY_OMIT_AUTH|ALLOW_UNRESTRICTED_FILE_ACCESS|DISABLE_SECURITY|ALLOW_(?:INSERT|UPDATE|DELETE|DDL)_OPERATION)$/;
const HOST_FLAGS = /^--?(?:host|bind|listen|address|bind-address|hostname)$/;
const HOST_VARIABLES = /^(?:[A-Z][A-Z_]{0,30}_)?(?:HOST|BIND|LISTEN|BIND_ADDRESS|HOSTNAME)$/;
const EVERYWHERE = /^(?:0\.0\.0\.0|\[?::\]?|\*)(?::\d{1,5})?$/;

export function listensEverywhere({ words, env, launch }: McpView): readonly McpHit[] {
  const found = env.filter(({ name, text }) => HOST_VARIABLES.test(name) && EVERYWHERE.test(text));
  for (const [index, word] of words.entries()) {
    const equals = word.text.indexOf('=');
    const isFlag = HOST_FLAGS.test(equals < 0 ? word.text : word.text.slice(0, equals));
    const value = equals < 0 ? words[index + 1] : word;
    if (isFlag && value && EVERYWHERE.test(equals < 0 ? value.text : word.text.slice(equals + 1))) found.push(value);
  }
  // Inside a container the address says nothing: what counts is the published port.
  return found.map((part) => hit(part, {}, launch.ecosystem === 'container' ? 'strict' : 'recommended'));
}

export function approvesAll(key: string, value: unknown): boolean {
  if (key === 'trust') return value === true;
  if (key === 'enabled_tools') return false;
  if (/approval_mode$/.test(key)) return value === 'approve';
  return value === true || value === '*' || value === '*:*' || value === 'all';
}

/** Arguments that name a folder of a server that hands out folders. */
export function folderArguments({ launch, words, name }: McpView): readonly McpPart[] {
  if (FILE_SERVERS.test(launch.name) || (launch.ecosystem === 'other' && /filesystem/i.test(name) && words.some(({ text }) => /filesystem/i.test(text)))) return launch.args.filter(({ text }) => !text.startsWith('-'));
  if (!/(?:^|[/-])(?:mcp-server-git|mcp-server-sqlite|server-sqlite)$/.test(launch.name)) return [];
  return launch.args.filter((_, index) => /^(?:--repository|-r|--db-path)$/.test(launch.args[index - 1]?.text ?? ''));
}

const INTERPRETERS = /^(?:node|bun|deno|tsx|ts-node|python[\d.]{0,5}|ruby|perl|php|(?:ba|z|da)?sh|pwsh|powershell)$/;

/** Folders that every program of the machine may write to. */
const WRITABLE_BY_ALL = /^(?:\/private)?\/tmp\/|^\/(?:var\/tmp|dev\/shm)\/|^%te?mp%[\\/]|^[a-z]:\\windows\\temp\\/i;

/**
 * A program or script of the repository that is hidden: none by its name or inside of Git's folder, in strict in any
 * hidden folder. One in a folder for temporary files belongs to whoever writes it there; one far outside is for strict.
 */
export function hiddenProgram({ name, words }: McpView): readonly McpHit[] {
  const [program, ...rest] = words;
  const file = program && INTERPRETERS.test(programName(program.text)) ? rest.find(({ text }) => !text.startsWith('-')) : program;
  if (file && WRITABLE_BY_ALL.test(file.text)) return [{ at: file.range, data: { path: file.text.slice(0, 60) }, preset: 'recommended' }];
  if (file && /^(?:\.\.[\\/]){3}/.test(file.text)) return [{ at: file.range, data: { path: file.text.slice(0, 60) }, preset: 'strict' }];
  if (!file || !isRepoRelative(file.text) || isConventionalToolPath(file.text) || !isHiddenScript(repoPath(file.text))) return [];
  const isSure = isNoScript(file.text) || repoPath(file.text).startsWith('.git/');
  // One that takes the name of a built-in server is told by that.
  return isSure || !BUILT_IN_NAMES.has(name) ? [{ at: file.range, data: { path: file.text.slice(0, 60) }, preset: isSure ? 'recommended' : 'strict' }] : [];
}
