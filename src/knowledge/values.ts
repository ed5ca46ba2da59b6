import { isCollectionPoint, isLoopbackHost, isMetadataHost, isPrivateHost, isRawPublicAddress, parseUrl } from './hosts.ts';
import type { UrlParts } from './hosts.ts';

/** Values are looked at up to this length; settings that are longer are data, not settings. */
const MAX_VALUE = 8192;

/** Text placeholders and interpolations: what stands there is no real value. Source: conventions of the clients' docs. */
const INTERPOLATION = /\$\{[^}\n]{1,300}\}|\$\(|\{\{[^}\n]{1,300}\}\}|%[A-Z_]{1,100}%/i;
const STAND_IN = /^\s*$|^\$[A-Za-z_]\w{0,100}$|^<[^<>\n]{1,300}>$|^(?:Bearer|Basic|token)\s{1,10}(?:\$|<|\{\{|YOUR|xxx)|x{4,}|\*{3,}|^\.{3}$|YOUR[_-]|\b(?:your|my|x{3,}|changeme|change-me|placeholder|example|dummy|todo|replace|insert|redacted|test|fake|sample)\b/i;

/** True when a text is a placeholder or takes its value from elsewhere (`${TOKEN}`, `<token>`, `YOUR_KEY`), so that it is no secret. */
export function isPlaceholder(text: string): boolean {
  const value = text.slice(0, MAX_VALUE);
  return INTERPOLATION.test(value) || STAND_IN.test(value);
}

/** Names of this repository's folder in editors, agents, dev containers and scripts. */
const WORKSPACE = /^(?:\$\{(?:workspaceFolder|workspaceRoot|localWorkspaceFolder|containerWorkspaceFolder|fileWorkspaceFolder|fileDirname|relativeFileDirname)(?::[^}\n]{1,100})?\}|\$(?:workspaceFolder|CLAUDE_PROJECT_DIR|GITHUB_WORKSPACE|PWD)|\$\{(?:CLAUDE_PROJECT_DIR|GITHUB_WORKSPACE|PWD)\}|\.{1,2})(?=[\\/]|$)/;

/**
 * True for a path into the repository: `./x`, `${workspaceFolder}/x`, `../x`, `tools/x`. False for absolute paths, home
 * directories, URLs, bare program names and texts with spaces before the first separator (commands).
 */
export function isRepoRelative(text: string): boolean {
  const value = text.slice(0, MAX_VALUE).trim();
  if (WORKSPACE.test(value)) return true;
  if (!/^[\w.@-]{1,200}[\\/]/.test(value)) return false;
  return !/^[a-z]:[\\/]/i.test(value) && !/^[a-z][\w+.-]{1,30}:\/\//i.test(value);
}

/** The path without the name of the repository's folder; `\` becomes `/`. */
export function repoPath(text: string): string {
  return text.slice(0, MAX_VALUE).trim().replace(WORKSPACE, '').replaceAll('\\', '/').replace(/^\/+/, '').replace(/^(?:\.\/)+/, '');
}

const TOOL_FOLDER = /(?:^|\/)(?:node_modules|\.?venv|virtualenv|\.virtualenv|\.yarn\/(?:sdks|releases|unplugged)|\.pnp[\w.]{0,20}|\.vscode\/pnpify|vendor\/bin|\.direnv|\.devenv|\.conda|\.pixi|\.tox|\.nix-profile|bazel-bin|\.gradle|\.mvn|\.cargo\/bin|\.dotnet)(?:\/|$)|^(?:\.\/)?(?:env|bin|tools|target|result)\//;

/** True for a path into a conventional tool folder of a repository (`node_modules`, `.venv`, `.yarn/sdks`, `vendor/bin`, `tools` …). */
export function isConventionalToolPath(text: string): boolean {
  return TOOL_FOLDER.test(repoPath(text));
}

/** Folders whose files nobody expects to be run: settings of editors, agents and CI, assets. */
const QUIET_FOLDER = /(?:^|\/)(?:\.vscode|\.github|\.git|\.cursor|\.claude|\.gemini|\.codex|\.windsurf|\.idea|public|fonts?|assets|images?|static)\//;

/** True when a path leads into a folder of settings or assets, the usual hiding place of a planted payload. */
export function isQuietFolder(text: string): boolean {
  return QUIET_FOLDER.test(repoPath(text));
}

const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'zsh', 'dash', 'ksh', 'ash', 'fish', 'cmd', 'powershell', 'pwsh']);

/** Last part of a program's path in lower case, without `.exe`. */
export function programName(text: string): string {
  const name = text.slice(0, MAX_VALUE).trim().replaceAll('\\', '/').split('/').pop() ?? '';
  return name.toLowerCase().replace(/\.exe$/, '');
}

/** True for a shell as a program: `bash`, `/bin/zsh`, `C:\…\powershell.exe`. */
export function isShellProgram(text: string): boolean {
  return SHELLS.has(programName(text));
}

/** Programs that run what their arguments say, fetch from the network or change the user: allowing them allows everything. */
const OPEN_ENDED: ReadonlySet<string> = new Set(
  `bash sh zsh dash ksh fish pwsh powershell cmd eval exec source . sudo su doas env xargs curl wget nc ncat socat ssh scp rsync python python3 py node deno bun perl ruby php npx bunx uvx pipx dlx docker podman kubectl chmod chown dd mkfs iex invoke-expression invoke-webrequest invoke-restmethod iwr irm osascript`.split(' '),
);

/** True for a program that turns an approval of itself into an approval of anything. */
export function isOpenEndedProgram(word: string): boolean {
  return OPEN_ENDED.has(programName(word));
}

/** Commands that destroy, publish or install: one or two words. */
const CONSEQUENTIAL: ReadonlySet<string> = new Set([
  'rm', 'rmdir', 'del', 'remove-item', 'git push', 'git reset', 'git clean', 'npm publish', 'npm install', 'npm i', 'yarn add', 'pnpm add', 'pip install', 'gh', 'az', 'aws', 'gcloud', 'terraform', 'psql',
]);

/** True for commands that destroy, publish, install or reach into accounts (`rm`, `git push`, `npm publish`, `aws`). */
export function isConsequentialCommand(words: readonly string[]): boolean {
  return CONSEQUENTIAL.has(words[0]?.toLowerCase() ?? '') || CONSEQUENTIAL.has(words.slice(0, 2).join(' ').toLowerCase());
}

/** What makes a URL suspicious wherever it stands; `null` when nothing does. */
export function hostileUrl(text: string): 'collection point' | 'bare address' | 'metadata service' | null {
  const url = parseUrl(text);
  if (!url) return null;
  if (isMetadataHost(url.host)) return 'metadata service';
  if (isCollectionPoint(url.host, url.path)) return 'collection point';
  return isRawPublicAddress(url.host) ? 'bare address' : null;
}

/** Where a URL leads: this machine, a private network, outside; `null` when the text is no URL or its host is unknown. */
export function urlReach(text: string): 'loopback' | 'private' | 'outside' | null {
  const url = parseUrl(text);
  if (!url || url.host === '' || /[${}<>\uE000]/.test(url.host)) return null;
  if (isLoopbackHost(url.host)) return 'loopback';
  return isPrivateHost(url.host) ? 'private' : 'outside';
}

/** `outside` or `private` for an unencrypted URL (`http:`, `ws:`) that leaves this machine; `null` for everything else. */
export function plainHttpReach(text: string): 'private' | 'outside' | null {
  const url: UrlParts | null = parseUrl(text);
  if (!url || (url.scheme !== 'http' && url.scheme !== 'ws')) return null;
  const reach = urlReach(text);
  return reach === 'loopback' ? null : reach;
}

/** True for a URL on the web (`http`, `https`, `ws`, `wss`). */
export function isWebUrl(text: string): boolean {
  const scheme = parseUrl(text)?.scheme;
  return scheme === 'http' || scheme === 'https' || scheme === 'ws' || scheme === 'wss';
}

/** A setting or variable that says no: `false`, `0`, `"0"`, `"false"`, `"off"`, `"no"`. */
export function saysOff(value: unknown): boolean {
  return value === false || value === 0 || (typeof value === 'string' && /^(?:0|false|off|no)$/i.test(value.trim()));
}

/** A setting or variable that says yes: `true`, a number other than 0, `"1"`, `"true"`, `"on"`, `"yes"`. */
export function saysOn(value: unknown): boolean {
  return value === true || (typeof value === 'number' && value !== 0) || (typeof value === 'string' && /^(?:1|true|on|yes)$/i.test(value.trim()));
}
