import { matchesHost } from '../core/allow-list.ts';
import { defineRule } from '../core/define-rule.ts';
import { hostList } from '../core/option-lists.ts';
import { quote } from '../core/quote.ts';
import { shellFindings } from '../core/shell-findings.ts';
import { steppedPrograms } from '../core/stepped-programs.ts';
import { isLoopbackHost, parseUrl } from '../knowledge/hosts.ts';
import { isKnownInstaller } from '../knowledge/installers.ts';
import { BUILD_CACHES, REMOTE_SOURCES } from '../knowledge/remote-sources.ts';
import { hostileUrl, plainHttpReach } from '../knowledge/values.ts';
import { originSet } from '../surfaces/javascript/index.ts';
import type { Flow, TextPattern, ValueModel } from '../surfaces/javascript/index.ts';
import { findSettings } from '../surfaces/settings/index.ts';
import type { SettingNode } from '../surfaces/settings/index.ts';
import { addedFiles } from '../surfaces/shell/carriers/containers.ts';
import { findRemoteCode, laterRuns } from '../surfaces/shell/detect/index.ts';
import type { RemoteCode } from '../surfaces/shell/detect/index.ts';
import type { ShellCarrier } from '../surfaces/shell/index.ts';

interface Options {
  readonly allowedInstallers: readonly string[];
}

/** What the message on a download says. */
const AS_CODE = { how: 'as code', instead: 'Ship the code instead.' };
const IN_COMMAND = { how: 'as a part of a command', instead: 'Choose from a list of your own, and use execFile() without a shell.' };

/** Where piping a download into a shell is how software is usually installed, or only told: in strict, unless the address is hostile. */
const USUAL: ReadonlySet<ShellCarrier> = new Set(['dockerfile', 'workflow']);

/** `document.write('<script src="https://host/a.js">')`. */
const PAGES = originSet({ 'global:document.write': true, 'global:document.writeln': true });
const WRITTEN_SCRIPT = /<script\s[^>]{0,200}?\bsrc\s{0,3}=\s{0,3}["']?(?:https?:)?\/\/([^"'\s>]{1,300})/i;

/** Hosts of the platforms that run such code themselves, and offer nothing but their own types there. */
const PLATFORMS: ReadonlySet<string> = new Set(['edge.netlify.com']);

export default defineRule<'pipe' | 'module' | 'download' | 'stepped' | 'source' | 'moving' | 'cache', Options>({
  name: 'no-remote-code',
  docs: {
    description: 'disallow running code that comes from the network',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [829, 494, 506],
  },
  messages: {
    pipe: '{{command}} runs what {{from}} downloads, unread and different every day. Download it, check it against a hash, then run it.',
    module: 'This module is loaded from {{host}} each time, so its owner decides what runs. Install it as a dependency.',
    download: 'Text from the network is run {{how}}: whoever answers the request controls the program. {{instead}}',
    stepped: '{{path}} was downloaded before and runs here unchecked. Compare its hash first, or ship the program with the project.',
    source: '{{key}} takes what it runs from {{host}}, and nobody can tell who answers there. Take it from a named host by https, at a fixed revision.',
    cache: '{{key}} puts what {{host}} has built in place of a build of your own. Sign it, or accept the host by allowedInstallers.',
    moving: '{{key}} runs whatever {{from}} holds that day. Name a tag or a commit.',
  },
  options: {
    schema: { allowedInstallers: hostList('Hosts whose install scripts or modules the team accepts.') },
    defaults: { allowedInstallers: [] },
  },
  strict: true,
  kinds: ['hook-manager', 'task-runner'],
  inCalmCode: false,
  javascript: ({ model, file, options, policy, strict, report }) => {
    const allowed = [...policy.allowedInstallers, ...options.allowedInstallers];
    for (const load of model.moduleLoads()) {
      const { range, isRuntime } = load;
      const prefix = load.literal ?? load.name.prefix;
      const parts = isRuntime && /^(?:https?:)?\/\//i.test(prefix) ? parseUrl(prefix.startsWith('//') ? `https:${prefix}` : prefix) : null;
      if (parts && !strict && load.literal !== null && isDenoModule(parts, model.text, file.path)) continue;
      if (parts && !isLoopbackHost(parts.host) && !PLATFORMS.has(parts.host.toLowerCase()) && !matchesHost(parts.host, [...allowed, ...policy.allowedHosts])) report({ at: range, message: 'module', data: { host: parts.host || 'a computed host' } });
    }
    for (const { args } of strict ? model.calls(PAGES) : []) {
      const [html] = args;
      const host = parseUrl(`https://${WRITTEN_SCRIPT.exec(html?.text().prefix.slice(0, 2000) ?? '')?.[1] ?? ''}`)?.host ?? '';
      if (html && host !== '' && !isLoopbackHost(host) && !matchesHost(host, [...allowed, ...policy.allowedHosts])) report({ at: html, message: 'module', data: { host } });
    }
    for (const { source, sink } of model.flows({ from: ['download'], to: ['eval', 'module', 'command'] })) if (!isOnlyData(sink, model) && (strict || isFromStranger(source, sink, model))) report({ at: sink, message: 'download', data: sink.kind === 'command' ? IN_COMMAND : AS_CODE });
    for (const { path, range, isPlain } of steppedPrograms(model)) if (strict || isPlain) report({ at: range, message: 'stepped', data: { path } });
  },
  shell: ({ commands, file, options, policy, strict, report }) => {
    const allowed = [...policy.allowedInstallers, ...options.allowedInstallers];
    for (const { finding, text, at } of shellFindings(commands, findRemoteCode)) {
      if (finding.hostile === null && finding.host !== '' && matchesHost(finding.host, allowed)) continue;
      if (text.carrier === 'mcp-server' && isServerPackage(finding)) continue;
      const usual = finding.level === 'low' || finding.isPinned === true || USUAL.has(text.carrier) || (text.carrier === 'markdown-fence' && file.kind === 'markdown') || isKnownInstaller(finding.host, finding.path);
      if (usual && finding.hostile === null && !strict) continue;
      report({ at, message: 'pipe', data: { command: finding.label, from: finding.detail || 'the command' } });
    }
    for (const { text, command, file: path, where } of laterRuns(commands, file.kind === 'dockerfile' ? addedFiles(file.sourceCode.text) : [])) {
      const { host = '', hostile = null } = where ?? {};
      if (where?.isLoopback === true || (hostile === null && ((host !== '' && matchesHost(host, allowed)) || (!strict && (USUAL.has(text.carrier) || isKnownInstaller(host, where?.path ?? '')))))) continue;
      report({ at: text.source.toSource(command.range[0], command.range[1]), message: 'stepped', data: { path: quote(path.text) } });
    }
  },
  settings: ({ file, root, options, policy, strict, report }) => {
    const allowed = [...policy.allowedInstallers, ...options.allowedInstallers];
    for (const node of (REMOTE_SOURCES.get(file.kind) ?? []).flatMap((key) => findSettings(root, key))) {
      const url = typeof node.value === 'string' ? node.value.slice(0, 1000) : '';
      const isUnsafe = plainHttpReach(url) === 'outside' || /^git:\/\//i.test(url) || hostileUrl(url) !== null;
      const host = isUnsafe ? (parseUrl(url)?.host ?? '') : '';
      if (host !== '' && !isLoopbackHost(host) && !matchesHost(host, allowed)) report({ at: node.range, message: 'source', data: { key: String(node.key), host } });
      else if (strict && !isUnsafe && isForeignCache(node, allowed)) report({ at: node.range, message: 'cache', data: { key: String(node.key), host: parseUrl(url)?.host ?? '' } });
      else if (strict && !isUnsafe && isMoving(node) && !matchesHost(parseUrl(url)?.host ?? '', allowed)) report({ at: node.range, message: 'moving', data: { key: String(node.key), from: quote(url) } });
    }
  },
});

/** A build cache of another host than the makers' own, whose content is not signed. */
function isForeignCache({ key, value, parent }: SettingNode, allowed: readonly string[]): boolean {
  if (!BUILD_CACHES.has(String(key)) || parent?.get('signature')?.value === true) return false;
  const host = parseUrl(String(value).slice(0, 1000))?.host ?? '';
  return host !== '' && !isLoopbackHost(host) && !/(?:^|\.)(?:vercel\.com|nx\.app)$/.test(host) && !matchesHost(host, allowed);
}

/** Where modules for Deno are published or converted from npm, each at a version that stays as it is. Sources: the documentation of Deno, esm.sh and Supabase. */
const DENO_MODULES: ReadonlyMap<string, RegExp> = new Map([
  ['deno.land', /^\/(?:std|x\/[\w-]{1,60})@v?\d/], ['jsr.io', /^\/@[\w-]{1,60}\/[\w-]{1,60}\/\d/], ['esm.sh', /^\/(?:v\d{1,4}\/|jsr\/|stable\/)?(?:@[\w.-]{1,60}\/)?[\w.-]{1,80}@v?\d/],
  ...['cdn.jsdelivr.net', 'esm.run', 'unpkg.com', 'cdn.skypack.dev'].map((host): [string, RegExp] => [host, /^\/(?:npm\/)?(?:@[\w.-]{1,60}\/)?[\w.-]{1,80}@v?\d/]),
]);
const DENO_FOLDER = /(?:^|[\\/])(?:supabase[\\/]functions|netlify[\\/]edge-functions)[\\/]/;

/** `import { serve } from 'https://deno.land/std@0.190.0/http/server.ts'` in a program for Deno, which has no other way to name a dependency in its code. */
function isDenoModule({ scheme, host, path }: { readonly scheme: string | null; readonly host: string; readonly path: string }, text: string, file: string): boolean {
  if (scheme !== 'https' || DENO_MODULES.get(host.toLowerCase())?.test(path) !== true) return false;
  return host.toLowerCase() === 'deno.land' || DENO_FOLDER.test(file) || text.includes('Deno.') || text.includes('https://deno.land/');
}

/** A repository of hooks (pre-commit's `repo`, lefthook's `git_url`) without a revision, or at the head of a branch. */
function isMoving({ key, value, parent }: SettingNode): boolean {
  if ((key !== 'repo' && key !== 'git_url') || !/[:/]/.test(String(value))) return false;
  const revision = parent?.get(key === 'repo' ? 'rev' : 'ref');
  return revision === undefined || (typeof revision.value === 'string' && /^(?:|HEAD|main|master|develop|dev|trunk|latest|stable)$/.test(revision.value));
}

/** Programs that the rule on servers sees through. */
const SERVER_RUNNERS: ReadonlySet<string> = new Set(['cmd', 'npx', 'bunx', 'pnpx', 'pnpm', 'yarn', 'bun', 'npm', 'uvx', 'uv', 'pipx']);

/** What an MCP server is started from, which the rule on servers tells more about. */
function isServerPackage({ kind, hostile, command }: RemoteCode): boolean {
  if (hostile !== null || command.wrappers.some((wrapper) => !SERVER_RUNNERS.has(wrapper))) return false;
  return kind === 'package-url' || (kind === 'remote-script' && command.name === 'deno');
}

/** Programs that run nothing of what they are given behind their first word, with the first words of which that is not so. */
const DATA_PROGRAMS: ReadonlyMap<string, RegExp> = new Map([
  ['gh', /^(?:extension|alias|codespace|cs|ext)$/], ['security', /^-i$/],
  ['git', /^(?:config|submodule|bisect|rebase|filter-branch|upload-pack|receive-pack|daemon|hook|send-email|difftool|mergetool|instaweb|remote-ext)$/],
]);
/** Programs that show, name, fetch, keep or convert what their words name. Sources: macOS, xdg-utils, WSL, Cygwin, the manuals of the others. */
const TAKING_PROGRAMS: ReadonlySet<string> = new Set([
  'open', 'xdg-open', 'sensible-browser', 'x-www-browser', 'explorer.exe', 'wslview', 'wslpath', 'cygpath', 'curl', 'wget', 'aria2c', 'yt-dlp', 'cp', 'mv', 'mkdir', 'unzip', 'gunzip', 'ffmpeg', 'ffprobe', 'magick', 'convert', 'identify', 'pandoc',
]);
/** Options whose value is a command, or that give a program another one to start. */
const RUNS_VALUE = /^(?:-[cueK]|--(?:exec-before-download|netrc-cmd|config-locations|config|config-env|exec|upload-pack|receive-pack|exec-path))(?:=|$)/;
/** Programs that run nothing of what they read from their input. */
const FED_PROGRAMS: ReadonlySet<string> = new Set(['git', 'patch', 'jq', 'gzip', 'gunzip', 'tar', 'base64', 'sort', 'uniq', 'wc', 'grep', 'rg', 'cat', 'tee', 'pbcopy', 'xclip', 'xsel', 'wl-copy', 'clip', 'pandoc', 'ffmpeg', 'magick', 'convert', 'prettier', 'dot', 'openssl', 'gpg', 'sha256sum', 'less', 'column']);

/**
 * `execFile('gh', ['repo', 'clone', answer])`, `execFile('git', ['apply'], { input: answer })`: a known program gets the
 * text as data, without a shell.
 */
function isOnlyData(sink: Flow['sink'], model: ValueModel): boolean {
  if (sink.kind === 'eval') return isLiteralIn(sink.call);
  if (sink.kind !== 'command') return false;
  const script = sink.call.args[1]?.array()?.items[0]?.text();
  const commands = model.commandTexts().filter(({ call }) => call.node === sink.call.node);
  if (script && isOwnScript(script) && commands.every(({ kind }) => kind === 'argv')) return true;
  return commands.length > 0 && commands.every(({ kind, file, args }) => {
    const program = (file?.text ?? '').split('/').at(-1) ?? '';
    if (kind === 'argv' && sink.path[0] === 'input' && file?.holes.length === 0) return FED_PROGRAMS.has(program) && (args ?? []).every(({ holes }) => holes.length === 0);
    if (kind !== 'argv' || file?.holes.length !== 0 || (args ?? []).some(({ text }) => RUNS_VALUE.test(text))) return false;
    if (TAKING_PROGRAMS.has(program)) return true;
    const runs = DATA_PROGRAMS.get(program);
    const verb = (args ?? [])[(args ?? [])[0]?.text === '-C' ? 2 : 0];
    return runs !== undefined && verb?.holes.length === 0 && /^[a-z][\w-]{0,40}$/.test(verb.text) && !runs.test(verb.text);
  });
}

const OWN_FOLDER = /^(?:(?:global:)?(?:__dirname|import\.meta\.(?:dirname|url|dir|filename)|process\.cwd\(\))|(?:path|url)\.(?:dirname|fileURLToPath)\(\))$/;

/** `spawn(process.execPath, [join(__dirname, 'proxy.js'), address])`: what follows a script of the project is data for it. */
function isOwnScript({ prefix, suffix, holes }: TextPattern): boolean {
  return /\.(?:[cm]?[jt]s|py|rb|sh)$/.test(suffix) && !prefix.startsWith('-') && holes.every(({ origin }) => origin !== null && OWN_FOLDER.test(origin));
}

/** What makes code of a text again, or loads by it. */
const RUNS_AGAIN = /\b(?:eval|Function|constructor|import\w{0,20}|require|setTimeout|setInterval|setImmediate|innerHTML|outerHTML|insertAdjacentHTML|write|writeln|src|srcdoc|href|location|Worker)\b/;

/** `executeJavaScript(`show(${JSON.stringify(answer)})`)`: a literal in code that is known. */
function isLiteralIn({ args }: Flow['sink']['call']): boolean {
  const texts = args.slice(0, 4).map((arg) => arg.text());
  return texts.some(({ holes }) => holes.length > 0) && texts.every(({ parts }) => parts.every((part) => (typeof part === 'string' ? !RUNS_AGAIN.test(part) : part.origin === 'global:JSON.stringify()')));
}

const WORKERS: ReadonlySet<string> = new Set(['global:Worker', 'global:SharedWorker']);

/**
 * Not `fetch('/theme.js')` in a page: its own server answers, which sent the page as well. Workers are often fetched,
 * as no page may start one of another host: only a host that is told is a stranger.
 */
function isFromStranger({ node }: Flow['source'], sink: Flow['sink'], model: ValueModel): boolean {
  const destination = model.requests().find(({ call }) => call.node === node);
  const host = destination?.destination?.host;
  if (sink.call.origins.some((origin) => WORKERS.has(origin))) return host?.complete === true && !isLoopbackHost(host.value);
  return !(destination?.destination?.isRelative === true && destination.url.prefix.startsWith('/') && !destination.url.prefix.startsWith('//'));
}
