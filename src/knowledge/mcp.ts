/** A text of a server's entry and where it stands. `name` is the variable, header or setting that holds it. */
export interface McpPart {
  readonly name: string;
  readonly text: string;
  readonly range: readonly [start: number, end: number];
}

/** How a server's program comes to this machine. */
export interface McpLaunch {
  readonly ecosystem: 'npm' | 'python' | 'container' | 'deno' | 'other';
  /** The package, image or URL; `null` when the program is none of them. */
  readonly target: McpPart | null;
  /** Package or image name without its version. */
  readonly name: string;
  /** As written behind the name; empty without one. */
  readonly version: string;
  readonly source: 'registry' | 'git' | 'url' | 'local';
  /** Flags between the runner and its target. */
  readonly flags: readonly McpPart[];
  /** Arguments behind the target. */
  readonly args: readonly McpPart[];
}

/** One MCP server as the danger table sees it. */
export interface McpView {
  readonly name: string;
  readonly keyRange: readonly [start: number, end: number];
  /** Program and arguments as they are started: a command line split at blanks, `cmd /c` taken off. */
  readonly words: readonly McpPart[];
  /** The text after `sh -c`; `null` when no shell is between. */
  readonly shell: McpPart | null;
  readonly launch: McpLaunch;
  readonly env: readonly McpPart[];
  readonly url: McpPart | null;
  readonly approvals: readonly { readonly key: string; readonly range: readonly [start: number, end: number]; readonly values: readonly (McpPart & { readonly value: unknown })[] }[];
  readonly cwd: McpPart | null;
  readonly envFile: McpPart | null;
  readonly headersHelper: McpPart | null;
}

/** A published hole: versions from `since` (default: the first) up to, but without, `fixed`. */
export interface VulnerablePackage {
  readonly name: string;
  readonly ecosystem: 'npm' | 'python';
  readonly since?: string;
  readonly fixed: string;
  readonly cve: string;
  /** `strict`: the range is known from one report only. */
  readonly preset: 'recommended' | 'strict';
}

/** Sources: the GitHub advisories of the CVEs. Versions that are dates (2025.7.1) and others are kept apart by `since`. */
export const VULNERABLE_PACKAGES: readonly VulnerablePackage[] = [
  { name: 'mcp-remote', ecosystem: 'npm', since: '0.0.5', fixed: '0.1.16', cve: 'CVE-2025-6514', preset: 'recommended' },
  { name: '@modelcontextprotocol/inspector', ecosystem: 'npm', fixed: '0.14.1', cve: 'CVE-2025-49596', preset: 'recommended' },
  { name: '@playwright/mcp', ecosystem: 'npm', fixed: '0.0.40', cve: 'CVE-2025-9611', preset: 'recommended' },
  { name: 'mcp', ecosystem: 'python', fixed: '1.23.0', cve: 'CVE-2025-66416', preset: 'recommended' },
  { name: '@modelcontextprotocol/server-filesystem', ecosystem: 'npm', fixed: '0.6.3', cve: 'CVE-2025-53109', preset: 'strict' },
  { name: '@modelcontextprotocol/server-filesystem', ecosystem: 'npm', since: '2024.0.0', fixed: '2025.7.1', cve: 'CVE-2025-53109', preset: 'strict' },
  { name: 'figma-developer-mcp', ecosystem: 'npm', fixed: '0.6.3', cve: 'CVE-2025-53967', preset: 'strict' },
  { name: 'mcp-server-kubernetes', ecosystem: 'npm', fixed: '2.5.0', cve: 'CVE-2025-53355', preset: 'strict' },
  { name: 'mcp-server-git', ecosystem: 'python', fixed: '2025.12.18', cve: 'CVE-2025-68143', preset: 'strict' },
  { name: '@akoskm/create-mcp-server-stdio', ecosystem: 'npm', fixed: '0.0.13', cve: 'CVE-2025-54994', preset: 'strict' },
];

/** Packages that were published to steal. Source: Koi Security, 2025-09 (postmark-mcp copied every mail to its author). */
export const MALICIOUS_SERVERS: ReadonlySet<string> = new Set(['postmark-mcp']);

/** Reference servers that moved to an archive and get no fixes. Source: modelcontextprotocol/servers-archived. */
export const ARCHIVED_SERVERS: ReadonlySet<string> = new Set(
  ['github', 'gitlab', 'puppeteer', 'postgres', 'slack', 'sqlite', 'brave-search', 'google-maps', 'redis', 'sentry', 'everart', 'aws-kb-retrieval', 'gdrive'].map((name) => `@modelcontextprotocol/server-${name}`),
);

/** Names that imitations take aim at. */
export const KNOWN_SERVERS: readonly string[] = [
  ...['filesystem', 'memory', 'everything', 'sequential-thinking', 'github', 'gitlab', 'puppeteer', 'postgres', 'slack', 'brave-search'].map((name) => `@modelcontextprotocol/server-${name}`),
  '@modelcontextprotocol/inspector', '@modelcontextprotocol/sdk', '@playwright/mcp', '@upstash/context7-mcp', 'mcp-remote', '@anthropic-ai/claude-code', 'chrome-devtools-mcp', 'figma-developer-mcp',
  '@sentry/mcp-server', 'firecrawl-mcp', 'tavily-mcp', '@notionhq/notion-mcp-server', '@supabase/mcp-server-supabase', '@stripe/mcp', '@azure/mcp', 'supergateway', 'mcp-proxy',
];

/** Servers that hand out a folder they are given as an argument. */
export const FILE_SERVERS = /(?:^|[/@-])(?:server-filesystem|mcp-filesystem|filesystem-mcp|mcp-server-filesystem|mcp-filesystem-server|filesystem|rust-mcp-filesystem|desktop-commander|desktop-commander-mcp)(?:-server)?$/;

/** Names of tools that clients bring along; a server of that name takes their place in prompts. */
export const BUILT_IN_NAMES: ReadonlySet<string> = new Set(['filesystem', 'github', 'memory', 'ide', 'computer-use', 'claude-in-chrome']);

/** Tools whose name says that they change, run or send something. */
export const CHANGING_TOOL =
  /(?:^|[_\-.:])(?:exec|execute|run|shell|bash|command|terminal|eval|write|edit|delete|remove|drop|create|update|push|merge|deploy|send|publish|install|query|sql|navigate|evaluate|script)(?:$|[_\-.])/i;

/** Numbers of a version in order; `null` for what is no exact version. */
function versionParts(version: string): readonly number[] | null {
  const match = /^v?(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?(?:[-+.a-z].{0,100})?$/i.exec(version);
  return match ? [match[1], match[2], match[3], match[4]].map((part) => Number(part ?? 0)) : null;
}

/** Less than 0, 0 or more than 0, as `a` is older than, equal to or newer than `b`; `null` when one is no exact version. */
export function compareVersions(a: string, b: string): number | null {
  const [left, right] = [versionParts(a), versionParts(b)];
  if (!left || !right) return null;
  const index = left.findIndex((part, at) => part !== right[at]);
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}

/** The hole that a package in that version has, or `null`. */
export function findVulnerability(ecosystem: string, name: string, version: string): VulnerablePackage | null {
  const isDate = /^20\d\d\./.test(version);
  return (
    VULNERABLE_PACKAGES.find((entry) => {
      if (entry.name !== name || entry.ecosystem !== ecosystem || isDate !== /^20\d\d\./.test(entry.fixed)) return false;
      const toFixed = compareVersions(version, entry.fixed);
      const toSince = entry.since === undefined ? 0 : compareVersions(version, entry.since);
      return toFixed !== null && toFixed < 0 && toSince !== null && toSince >= 0;
    }) ?? null
  );
}

/** Letters that look alike in the fonts of editors. */
function skeleton(name: string): string {
  return name.replace(/[Il1|]/g, 'l').replace(/[O0]/g, 'o').replace(/rn/g, 'm').replace(/vv/g, 'w').toLowerCase();
}

const SKELETONS = KNOWN_SERVERS.map((known) => [known, skeleton(known)] as const);

function bare(name: string): string {
  return name.replace(/[-_./@]/g, '');
}

const MAX_NAME = 214;

/** The well-known server that a package name imitates: `sure` when letters are swapped for their look-alikes. */
export function imitatedServer(name: string): { readonly known: string; readonly sure: boolean } | null {
  if (name.length > MAX_NAME || name.length < 6 || KNOWN_SERVERS.includes(name)) return null;
  const own = skeleton(name);
  const alike = SKELETONS.find(([, outline]) => outline === own)?.[0];
  if (alike !== undefined) return { known: alike, sure: true };
  const bareName = bare(name);
  const near = KNOWN_SERVERS.find((known) => {
    return (name.startsWith('@') === known.startsWith('@') && bare(known) === bareName) || (Math.abs(known.length - name.length) <= 1 && known.length >= 10 && isOneEditApart(known, name));
  });
  return near === undefined ? null : { known: near, sure: false };
}

/** True when one letter inserted, left out, replaced or swapped with the next turns one into the other. */
function isOneEditApart(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  return (
    restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1) || (restA.length === restB.length && restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}
