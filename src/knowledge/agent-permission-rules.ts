import { hostileUrl } from './values.ts';
import { openFolder } from './agent-row.ts';
import { persistencePath } from './paths.ts';

/** What one entry of an allow list lets an agent do without asking. */
export interface PermissionThreat {
  readonly kind: 'everything' | 'program' | 'consequence' | 'path' | 'web' | 'server' | 'ineffective' | 'wider';
  readonly preset: 'recommended' | 'strict';
  /** Words for the message: the scope, or what is reached. */
  readonly what: string;
  readonly verb?: string;
}

/** How a list reads a bare command: `prefix` (Cursor's `Shell(git)`, Gemini) takes any arguments, `exact` does not. */
export type CommandReading = 'exact' | 'prefix';

const SHELL_TOOLS: ReadonlySet<string> = new Set(['Bash', 'PowerShell', 'Shell', 'run_shell_command', 'ShellTool', 'execute_bash', 'shell', 'bash']);
const MAX_RULE = 500;

/** Judges one entry such as `Bash(npm run test *)`, `Read(~/.ssh/**)`, `WebFetch(domain:x)` or `mcp__server__tool`; `null` when it is narrow. */
export function permissionThreat(rule: string, reading: CommandReading = 'exact'): PermissionThreat | null {
  const text = rule.trim().slice(0, MAX_RULE);
  const call = /^([\w*.-]{1,100})(?:\((.{0,400})\))?$/s.exec(text);
  if (!call) return text === '*' ? everyTool() : null;
  const [, tool = '', inner] = call;
  if (SHELL_TOOLS.has(tool)) return commandThreat(inner ?? '', reading);
  if (tool === 'Read') return pathThreat(inner, 'read');
  if (tool === 'Edit' || tool === 'Write' || tool === 'MultiEdit' || tool === 'NotebookEdit') return pathThreat(inner, 'change');
  if (tool === 'WebFetch') return webThreat(inner);
  if (tool === 'Mcp') return inner === undefined || /^\*(?::\*)?$/.test(inner) ? { kind: 'everything', preset: 'recommended', what: 'every tool of every MCP server' } : null;
  if (tool.startsWith('mcp__')) return serverThreat(tool);
  return tool.includes('*') ? everyTool() : null;
}

function everyTool(): PermissionThreat {
  return { kind: 'ineffective', preset: 'recommended', what: 'every tool' };
}

const EVERY_COMMAND = /^\s*(?::?\*{1,2}\s*)?$/;

/** Programs that run what their arguments say, or talk to any host. */
const OPEN: ReadonlySet<string> = new Set(
  'sh bash zsh dash ksh fish pwsh powershell cmd eval exec source sudo su doas curl wget ssh nc ncat socat python python2 python3 py node deno bun tsx ts-node perl ruby php osascript iex invoke-expression invoke-webrequest iwr irm'.split(' '),
);
/** Beginnings that are programs of their own, with arguments: `ts*` may be meant for `tsc`. */
const BEGINS_NAMES: ReadonlySet<string> = new Set(['ts', 'ps', 'p4']);
/** Programs that reach the same by a flag or a subcommand. */
const OPEN_WHOLE: ReadonlySet<string> = new Set('npx bunx uvx pipx docker podman make awk gawk sed git xargs env'.split(' '));
const OPEN_STRICT: ReadonlySet<string> = new Set(['find', 'nohup', 'timeout', 'nice', 'time', 'command', 'stdbuf', 'setsid', 'open', 'git config', 'uv', 'poetry', 'npm', 'pnpm', 'yarn']);
/** The beginning of the name of an open program, and no name itself: `n*` is `node`, `np*` is `npx`. */
const MAX_BEGINNING = 6;
const RUNNERS: ReadonlySet<string> = new Set(['docker exec', 'docker run', 'podman exec', 'podman run', 'devbox run', 'mise exec', 'direnv exec', 'npm exec', 'pnpm exec', 'pnpm dlx', 'yarn dlx', 'bun x', 'deno run', 'uv run', 'poetry run', 'xargs -n', 'kubectl exec', 'git -c']);
const CONSEQUENCES: ReadonlySet<string> = new Set([
  'rm', 'rmdir', 'git push', 'npm publish', 'pnpm publish', 'yarn publish', 'gh', 'gh api', 'aws', 'gcloud', 'az', 'kubectl', 'kubectl delete', 'kubectl apply', 'terraform', 'terraform apply', 'terraform destroy', 'psql', 'chmod', 'chown', 'security', 'dd',
]);
/** Print secrets even without arguments. */
const PRINTERS = /^(?:env|printenv(?:\s.{0,100})?)$/;
const HARMLESS = /^(?:--version|-v|-V|--help|-h|--dry-run|--check|--test|version|help|test|fmt|lint|check|task|install|add)$/;
const DOWNLOADERS: ReadonlySet<string> = new Set(['curl', 'wget', 'iwr', 'irm', 'invoke-webrequest']);

/**
 * What allowing commands of this pattern (the text between the brackets) allows. `Shell(git)` is what Cursor's own page
 * gives as an example, where the first word is all that can be named: for strict.
 */
export function commandThreat(pattern: string, reading: CommandReading): PermissionThreat | null {
  if (EVERY_COMMAND.test(pattern)) return { kind: 'everything', preset: 'recommended', what: 'any command' };
  const text = pattern.trim();
  if (text.startsWith('*')) return /^\*\s{1,5}(?:--version|--help|-h|-V)(?:\s|$)/.test(text) ? null : { kind: 'everything', preset: 'recommended', what: 'any program with this ending' };
  const ending = /(?::\*|\s\*{1,2}|\*{1,2})$/.exec(text)?.[0] ?? '';
  const star = text.indexOf('*');
  const prefix = star < 0 ? text : text.slice(0, star).replace(/:$/, '');
  const words = prefix.trim().split(/\s+/);
  const isOpen = star >= 0 || (reading === 'prefix' && words.length === 1);
  if (!isOpen) return PRINTERS.test(text) ? { kind: 'consequence', preset: 'recommended', what: text } : null;
  const threat = wordsThreat(words);
  if (threat) return star < 0 && text === 'git' ? { ...threat, preset: 'strict' } : threat;
  const begun = /^\*{1,2}$/.test(ending) && words.length === 1 && prefix.length <= MAX_BEGINNING && prefix === prefix.trim() && !BEGINS_NAMES.has(prefix) ? [...OPEN, 'npx', 'bunx', 'uvx', 'docker'].find((name) => name.startsWith(prefix) && name !== prefix) : undefined;
  if (begun !== undefined) return { kind: 'program', preset: 'recommended', what: begun };
  return words.length === 1 && /^\*{1,2}$/.test(ending) && /^[\w.-]{1,100}$/.test(prefix) ? { kind: 'wider', preset: 'strict', what: prefix } : null;
}

function wordsThreat(words: readonly string[]): PermissionThreat | null {
  const first = (words[0] ?? '').replaceAll('\\', '/').split('/').at(-1)?.toLowerCase() ?? '';
  const second = words[1];
  const program = (preset: PermissionThreat['preset'] = 'recommended'): PermissionThreat => ({ kind: 'program', preset, what: words.join(' ') });
  if (RUNNERS.has(`${first} ${second}`) && words.length <= 2) return program();
  if (OPEN.has(first)) return openThreat(first, words, program);
  if (OPEN_WHOLE.has(first) && second === undefined) return program();
  if (OPEN_STRICT.has(words.length === 1 ? first : `${first} ${second}`) && words.length <= 2) return program('strict');
  if (first === 'git' && second === 'push') return words.includes('--dry-run') ? null : { kind: 'consequence', preset: 'recommended', what: 'git push' };
  const isConsequence = CONSEQUENCES.has(words.length === 1 ? first : words.slice(0, 2).join(' ')) || first === 'rm' || (first === 'security' && second === undefined) || PRINTERS.test(first);
  return isConsequence && !words.some((word) => HARMLESS.test(word)) ? { kind: 'consequence', preset: 'recommended', what: words.join(' ') } : null;
}

/** `python *`, `bash -c *`, `curl -s *` are open; `python scripts/x.py *`, `python -m pytest *`, `node --version` are not. */
function openThreat(first: string, words: readonly string[], program: (preset?: PermissionThreat['preset']) => PermissionThreat): PermissionThreat | null {
  const rest = words.slice(1);
  if (rest.some((word) => HARMLESS.test(word))) return null;
  if (DOWNLOADERS.has(first)) return rest.some((word) => !word.startsWith('-')) ? program('strict') : program();
  if (first === 'sudo' || first === 'doas') return rest.length === 0 ? program() : (wordsThreat(rest) ?? program());
  const last = rest.at(-1);
  if (last === undefined || /^(?:-{1,2}[\w-]{1,40}|\/[ck]|run|eval)$/i.test(last)) return program(first === 'bun' && last === 'run' ? 'strict' : 'recommended');
  if (rest.some((word) => /^(?:-[a-z]{0,3}c|-e|--eval)$/.test(word))) return program();
  return null;
}

const GUARD_RAILS = /(?:^|\/)(?:\.claude|\.git|\.vscode|\.github|\.cursor|\.husky|\.devcontainer|\.mcp\.json)(?:\/|$)|(?:^|\/)\.env(?:\.|\*|$)/;

const ENVIRONMENT_FILE = /(?:^|\/)\.env(?:\.(?!example|sample|template|dist)[\w*-]{1,40})?$/;

function pathThreat(path: string | undefined, verb: 'read' | 'change'): PermissionThreat | null {
  if (path === undefined || /^\*{1,2}$/.test(path.trim())) return { kind: 'path', preset: verb === 'read' ? 'recommended' : 'strict', what: 'any file', verb };
  const what = openFolder(path);
  if (what !== null) return { kind: 'path', preset: 'recommended', what, verb };
  if (verb === 'change' && /^(?:~|\/)/.test(path) && persistencePath(path.replace(/^\/\//, '/')) !== null) return { kind: 'path', preset: 'recommended', what: 'files that run later', verb };
  if (verb === 'read' && ENVIRONMENT_FILE.test(path)) return { kind: 'path', preset: 'strict', what: 'the secrets of the project', verb };
  if (verb === 'read') return /^~\/\.[\w-]{1,40}$/.test(path) ? { kind: 'path', preset: 'strict', what: 'a settings file of the home folder', verb } : null;
  return GUARD_RAILS.test(path.replaceAll('\\', '/')) ? { kind: 'path', preset: 'recommended', what: 'files that decide what it may do', verb } : null;
}

function webThreat(target: string | undefined): PermissionThreat | null {
  const domain = target?.replace(/^domain:/, '').trim();
  if (domain === undefined || /^\*{0,2}$/.test(domain)) return { kind: 'web', preset: 'recommended', what: 'any page' };
  const host = domain.replace(/^\*\./, '').replace(/^https?:\/\//, '').split('/', 1)[0] ?? '';
  return hostileUrl(`https://${host}/`) === null ? null : { kind: 'web', preset: 'recommended', what: 'pages of a collection point' };
}

const RUNNING_SERVER = /(?:^|[-_])(?:shell|exec|terminal|bash|ssh|commander|commands?|code-runner)(?:[-_]|$)/i;

function serverThreat(tool: string): PermissionThreat | null {
  const [, server = '', name] = /^mcp__([\w*.-]{0,80}?)(?:__([\w*.-]{0,80}))?$/.exec(tool) ?? [];
  if (server === '' || server.includes('*')) return everyTool();
  if (name !== undefined && name !== '*') return null;
  return { kind: 'server', preset: RUNNING_SERVER.test(server) ? 'recommended' : 'strict', what: server };
}

/** The entries of an `allowed-tools` text: split at commas and blanks outside of brackets. At most 200. */
export function splitTools(text: string): readonly { readonly text: string; readonly at: number }[] {
  const found: { text: string; at: number }[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index <= text.length && found.length < 200; index += 1) {
    const character = text[index] ?? ',';
    if (character === '(') depth += 1;
    else if (character === ')') depth = Math.max(0, depth - 1);
    else if ((depth === 0 || index === text.length) && /[\s,]/.test(character)) {
      if (index > start) found.push({ text: text.slice(start, index), at: start });
      start = index + 1;
    }
  }
  return found;
}
