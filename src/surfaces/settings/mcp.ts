import type { FileKind } from '../../knowledge/file-kind.ts';
import type { SettingNode } from './model.ts';
import { findSettings, stringItems, walkSettings } from './query.ts';

/** One MCP server as a client would start or call it, whatever the client's file format. */
export interface McpServer {
  readonly name: string;
  readonly node: SettingNode;
  /** The program; `null` for a remote server. It may hold arguments too (`"npx -y x"`), as some clients accept. */
  readonly command: SettingNode | null;
  /** The arguments, the rest of a `command` array included. Only strings. */
  readonly args: readonly SettingNode[];
  /** Members of `env` or `environment`: key = variable. */
  readonly env: readonly SettingNode[];
  readonly envFile: SettingNode | null;
  readonly cwd: SettingNode | null;
  readonly url: SettingNode | null;
  readonly headers: readonly SettingNode[];
  /** A command that makes headers (`headersHelper`). */
  readonly headersHelper: SettingNode | null;
  /** Settings that take away confirmations: `alwaysAllow`, `autoApprove`, `trust`, `…approval_mode`. */
  readonly approvals: readonly SettingNode[];
  /** Texts that a model reads: `description`, `instructions`. */
  readonly texts: readonly SettingNode[];
  /** True when the entry says that it is switched off. */
  readonly disabled: boolean;
}

/** Root keys that hold servers by name, in every client that is known, and where else they stand. */
const NAMED_ROOTS = ['mcpServers', 'mcp_servers', 'mcp-servers', 'context_servers', 'managedMcpServers'] as const;
/** Settings of Amp and Augment, which are extensions of editors and programs of their own. */
const VENDOR_ROOTS = ['amp.mcpServers', 'augment.advanced.mcpServers'] as const;
const EDITOR_ROOTS = ['customizations.vscode.mcp.servers', ...['', 'settings.', 'customizations.vscode.settings.'].flatMap((prefix) => ['mcp.servers', ...VENDOR_ROOTS].map((name) => prefix + name))];
const EDITOR_KINDS: ReadonlySet<FileKind> = new Set(['vscode-settings', 'code-workspace', 'devcontainer', 'vscode-other']);
const AGENT_KINDS: ReadonlySet<FileKind> = new Set(['mcp-config', 'agent-settings', 'agent-hooks', 'agent-command', 'agent-instructions', 'skill']);
/** Files that never hold servers, however large they are. */
const NO_SERVERS: ReadonlySet<FileKind> = new Set(['lockfile', 'npmrc', 'yarnrc', 'compose', 'workflow', 'pip-config', 'git-config', 'dockerfile']);

const MAX_SERVERS = 2000;
const MAX_NESTED = 20_000;
const known = new WeakMap<SettingNode, readonly McpServer[]>();
const unread = new WeakMap<readonly McpServer[], SettingNode>();

/** The first server that is not among those returned, because they are too many; `null` when all were read. */
export function unreadServer(servers: readonly McpServer[]): SettingNode | null {
  return unread.get(servers) ?? null;
}

/** The MCP servers that a settings tree declares, in source order. */
export function mcpServers(root: SettingNode, kind: FileKind = 'other'): readonly McpServer[] {
  const cached = known.get(root);
  if (cached) return cached;
  const servers = NO_SERVERS.has(kind) || root.kind !== 'object' ? [] : readServers(root, kind);
  known.set(root, servers);
  return servers;
}

/** The MCP servers in any object of that name below a node, as for a value of code. */
export function nestedMcpServers(node: SettingNode): readonly McpServer[] {
  const names: ReadonlySet<string> = new Set(NAMED_ROOTS);
  const found: McpServer[] = [];
  let visited = 0;
  for (const inner of walkSettings(node)) {
    if ((visited += 1) > MAX_NESTED) {
      unread.set(found, inner);
      break;
    }
    const entries = names.has(String(inner.key)) ? entriesOf(inner) : [];
    const room = MAX_SERVERS - found.length;
    found.push(...entries.slice(0, room).map(toServer));
    const next = entries[room];
    if (!next) continue;
    unread.set(found, next.node);
    break;
  }
  return found;
}

/** The servers in a value that is itself called `mcpServers`, as a constant of code. */
export function serversOf(container: SettingNode): readonly McpServer[] {
  const entries = entriesOf(container);
  const servers = entries.slice(0, MAX_SERVERS).map(toServer);
  const next = entries[MAX_SERVERS];
  if (next) unread.set(servers, next.node);
  return servers;
}

/** A server that an object describes by itself: the options of a client's transport. */
export function serverOf(name: string, node: SettingNode): McpServer {
  return toServer({ name, node });
}

function readServers(root: SettingNode, kind: FileKind): readonly McpServer[] {
  // Lists of any length are joined, never spread into a call: that fails with some hundred thousand of them.
  const containers = [
    ...NAMED_ROOTS.flatMap((name) => findSettings(root, name)),
    ...(kind === 'mcp-config' ? [...findSettings(root, 'servers'), ...(isServer(root) ? [] : bareServers(root))] : []),
    ...(EDITOR_KINDS.has(kind) || kind === 'other' ? EDITOR_ROOTS.flatMap((name) => findSettings(root, name)) : []),
    ...(AGENT_KINDS.has(kind) ? [...findSettings(root, 'mcp'), ...findSettings(root, 'extensions'), ...findSettings(root, 'projects.*.mcpServers'), ...VENDOR_ROOTS.flatMap((name) => findSettings(root, name))] : []),
  ];
  const seen = new Set<SettingNode>();
  const servers: McpServer[] = [];
  for (const entry of containers.flatMap(entriesOf)) {
    if (seen.has(entry.node)) continue;
    if (servers.length >= MAX_SERVERS) {
      unread.set(servers, entry.node);
      break;
    }
    seen.add(entry.node);
    servers.push(toServer(entry));
  }
  return servers;
}

/** A file that holds servers at its top: `{"name": {"command": …}}`. */
function bareServers(root: SettingNode): readonly SettingNode[] {
  return root.members.length > 0 && root.members.every((member) => isServer(member)) ? [root] : [];
}

interface Entry {
  readonly name: string;
  readonly node: SettingNode;
}

/** Servers by name, in a list with names in it, or (agent files) in a list of one-member objects. */
function entriesOf(container: SettingNode): readonly Entry[] {
  if (container.kind === 'object') return container.members.filter(isServer).map((node) => ({ name: String(node.key), node }));
  if (container.kind !== 'array') return [];
  return container.members.flatMap((item): readonly Entry[] => (isServer(item) ? [{ name: nameOf(item), node: item }] : item.kind === 'object' ? entriesOf(item) : []));
}

function nameOf(item: SettingNode): string {
  const name = item.get('name')?.value;
  return typeof name === 'string' ? name : String(item.key);
}

const COMMAND_KEYS = ['command', 'cmd', 'fullCommand'] as const;
const URL_KEYS = ['url', 'serverUrl', 'httpUrl', 'endpoint', 'uri', 'tcp'] as const;
const APPROVAL_KEYS: ReadonlySet<string> = new Set(['alwaysAllow', 'always_allow', 'autoApprove', 'autoapprove', 'auto_approve', 'trust', 'default_tools_approval_mode']);
const APPROVAL_LISTS: ReadonlySet<string> = new Set(['allowedTools', 'enabled_tools']);

function isServer(node: SettingNode): boolean {
  if (node.kind !== 'object') return false;
  return [...COMMAND_KEYS, ...URL_KEYS, 'transport'].some((key) => {
    const kind = node.get(key)?.kind;
    return kind === 'string' || kind === 'array' || (kind === 'object' && (key === 'command' || key === 'transport'));
  });
}

function first(node: SettingNode, keys: readonly string[]): SettingNode | undefined {
  for (const key of keys) {
    const member = node.get(key);
    if (member && member.kind !== 'null') return member;
  }
  return undefined;
}

function toServer({ name, node }: Entry): McpServer {
  const transport = node.get('transport');
  const base = transport?.kind === 'object' ? transport : node;
  const raw = first(base, COMMAND_KEYS);
  const program = raw?.kind === 'object' ? raw : base;
  const command = raw?.kind === 'object' ? first(raw, ['path', 'command']) : raw;
  const parts = stringItems(command);
  const url = first(base, URL_KEYS);
  return {
    name,
    node,
    command: parts[0] ?? null,
    args: [...parts.slice(1), ...stringItems(first(program, ['args', 'arguments']))],
    env: (first(program, ['env', 'environment', 'envs']) ?? first(node, ['env', 'environment']))?.members ?? [],
    envFile: stringAt(node, 'envFile'),
    cwd: stringAt(node, 'cwd'),
    url: url?.kind === 'string' ? url : null,
    headers: [base.get('headers'), node.get('http_headers'), node.get('requestOptions')?.get('headers')].flatMap((headers) => headers?.members ?? []),
    headersHelper: stringAt(node, 'headersHelper'),
    approvals: approvalsOf(node),
    texts: ['description', 'instructions'].flatMap((key) => stringAt(node, key) ?? []),
    disabled: node.get('disabled')?.value === true || node.get('enabled')?.value === false,
  };
}

function stringAt(node: SettingNode, key: string): SettingNode | null {
  const member = node.get(key);
  return member?.kind === 'string' ? member : null;
}

function approvalsOf(node: SettingNode): readonly SettingNode[] {
  return [...node.members.filter(({ key }) => APPROVAL_KEYS.has(String(key)) || APPROVAL_LISTS.has(String(key))), ...findSettings(node, 'tools.*.approval_mode')];
}
