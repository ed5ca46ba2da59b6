import { isLoopbackHost, parseUrl } from '../../../knowledge/hosts.ts';
import type { Command, CommandScript, Word } from '../model.ts';
import { downloadGiven, downloadOf, remoteSource } from './downloaded.ts';
import { executedFile, inlineCode, interpretation, nestedIn, outputsIn, pipedInto, writtenFiles } from './flow.ts';
import { destination, destinationOf } from './network.ts';
import type { Destination } from './network.ts';
import { fromPackage } from './remote-packages.ts';
import { firstTime, memoize } from './types.ts';
import type { ShellFinding } from './types.ts';

export type RemoteCodeKind = 'pipe' | 'process-substitution' | 'substitution' | 'download-then-run' | 'windows' | 'package-url' | 'remote-script';
export interface RemoteCode extends ShellFinding<RemoteCodeKind> {
  /** Where the code comes from, for `policy.allowedInstallers`; empty when unknown. */
  readonly host: string;
  /** Path of the address, for the table of known installers. */
  readonly path: string;
  readonly hostile: Destination['hostile'];
  /** True for a package at a full commit, which stays what it is. */
  readonly isPinned?: boolean;
}

/** Code from the network that runs: piped, substituted, downloaded and started, or started straight from an address. */
export const findRemoteCode = memoize((script: CommandScript): readonly RemoteCode[] => {
  const found: RemoteCode[] = [];
  const seen = new Set<string>();
  for (const command of script.commands) {
    const finding = fromPipe(command, script) ?? fromWord(command, script) ?? fromFile(command, script) ?? fromSocket(command, script) ?? fromDescriptor(command, script) ?? fromWindows(command) ?? fromPackage(command) ?? fromAddress(command) ?? fromCode(command);
    if (finding && firstTime(seen, finding)) found.push(finding);
  }
  return found;
});

function remote(command: Command, kind: RemoteCodeKind, from: Command, label = command.name ?? 'a shell'): RemoteCode {
  const where = destination(from);
  const start = Math.min(from.range[0], command.range[0]);
  const isPiped = kind === 'pipe' && from.parent === command.parent;
  const at = isPiped ? ([start, Math.max(command.range[1], from.range[1])] as const) : runner(command).range;
  return { at, kind, label, detail: from.name ?? '', level: 'high', command, host: where?.host ?? '', path: where?.path ?? '', hostile: where?.hostile ?? null };
}

/** The command to point at: `eval "$(…)"` rather than its argument. */
function runner(command: Command): Command {
  return command.name === null && command.context === 'script' && command.parent ? command.parent : command;
}

/** `python -c 'exec(sys.stdin.read())'`, `node -e 'eval(fs.readFileSync(0))'`: code that runs what comes in. */
const RUNS_INPUT = /\b(?:exec|eval)\b[^\n;]{0,60}(?:\bstdin\b|\bSTDIN\b|<>|readFileSync\(\s{0,3}(?:0|["']\/dev\/stdin)|\bopen\(\s{0,3}0|php:\/\/stdin|\bARGF\b)/;

function fromPipe(command: Command, script: CommandScript): RemoteCode | null {
  const name = command.name?.toLowerCase() ?? '';
  if (command.upstream.length === 0) return null;
  const reads = interpretation(command)?.readsInput === true || ((name === 'iex' || name === 'invoke-expression') && command.args.length === 0) || RUNS_INPUT.test(inlineCode(command));
  if (!reads) return null;
  const sources = pipedInto(command);
  const source = remoteSource(sources);
  if (source) return remote(command, 'pipe', source);
  const earlier = downloadGiven(sources, command, script);
  return earlier ? remote(command, 'download-then-run', earlier) : null;
}

/** The file descriptors that a text opens on a socket: `exec 3<>/dev/tcp/host/80`. */
const sockets = memoize((script: CommandScript): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  if (!script.source.text.includes('/dev/tcp/')) return found;
  for (const { redirects } of script.commands) {
    for (const { descriptor, target } of redirects) {
      const host = /^\/dev\/tcp\/([^/]{1,300})\//.exec(target.value)?.[1];
      if (descriptor !== null && host !== undefined && !isLoopbackHost(host) && found.size < 100) found.set(String(descriptor), host);
    }
  }
  return found;
});

/** What a socket of bash answers, piped into an interpreter: `sed '1,/^$/d' <&3 | sh`. */
function fromSocket(command: Command, script: CommandScript): RemoteCode | null {
  const open = sockets(script);
  if (open.size === 0 || interpretation(command)?.readsInput !== true) return null;
  for (const source of pipedInto(command)) {
    const host = source.redirects.map(({ operator, target }) => (operator === '<&' ? open.get(target.value) : undefined)).find((found) => found !== undefined);
    if (host !== undefined) return { ...remote(command, 'pipe', source), detail: '/dev/tcp', host };
  }
  return null;
}

/** What `exec 3< <(curl …)` opened, by the number. */
const openedBy = memoize((script: CommandScript): ReadonlyMap<string, readonly Command[]> => {
  const found = new Map<string, readonly Command[]>();
  for (const { redirects } of script.commands) {
    for (const { operator, descriptor, target } of redirects) {
      if (operator === '<' && descriptor !== null && descriptor > 2 && target.nested.length > 0 && found.size < 100) found.set(String(descriptor), target.nested);
    }
  }
  return found;
});

/** `exec 3< <(curl …); bash <&3`, `bash /dev/fd/3 3< <(curl …)`. */
function fromDescriptor(command: Command, script: CommandScript): RemoteCode | null {
  const opened = openedBy(script);
  if (opened.size === 0) return null;
  const how = interpretation(command);
  const file = /^\/(?:dev|proc\/self)\/fd\/(\d{1,3})$/.exec(how?.file?.value ?? '')?.[1];
  const input = how?.readsInput === true ? command.redirects.find(({ operator }) => operator === '<&')?.target.value : undefined;
  const nested = opened.get(file ?? input ?? '') ?? [];
  const source = remoteSource(nested.flatMap((each) => [each, ...pipedInto(each)]));
  return source ? remote(command, 'process-substitution', source) : null;
}

/** `$(curl …)` as a command (also in `eval` and `sh -c`), `bash <(curl …)`, `python -c "$(curl …)"`, `iex (iwr …)`. */
function fromWord(command: Command, script: CommandScript): RemoteCode | null {
  const found = (nested: readonly Command[], kind: RemoteCodeKind, label?: string): RemoteCode | null => {
    const source = remoteSource(nested);
    if (source) return remote(command, kind, source, label);
    const earlier = downloadGiven(nested, command, script);
    return earlier ? remote(command, 'download-then-run', earlier, label) : null;
  };
  if (command.name === null && /^(?:\uE000|\s)+$/.test(command.word.value)) {
    const finding = found(outputsIn(command.word), 'substitution', runner(command).name ?? 'a shell');
    if (finding) return finding;
  }
  const how = interpretation(command);
  if (how?.code && how.code.value.trim() === '\uE000') {
    const isShell = command.args.some((word) => word === how.code) && /sh$/.test(command.name ?? '');
    const finding = isShell ? null : found(nestedIn(how.code), 'substitution');
    if (finding) return finding;
  }
  if (how?.file) {
    const finding = found(how.file.nested.filter(({ context }) => context === 'process-substitution').flatMap((nested) => [nested, ...nested.args.flatMap(nestedIn), ...pipedInto(nested)]), 'process-substitution');
    if (finding) return finding;
  }
  return fromScriptBlock(command);
}

/** `iex (New-Object Net.WebClient).DownloadString(…)`, `&([scriptblock]::Create((irm …)))`. */
function fromScriptBlock(command: Command): RemoteCode | null {
  const name = command.name?.toLowerCase() ?? '';
  const isRun = name === 'iex' || name === 'invoke-expression' || /scriptblock\]::create/i.test(command.word.text);
  if (!isRun) return null;
  const words = [command.word, ...command.args];
  const text = words.map((word) => word.text).join(' ');
  const source = remoteSource(words.flatMap((word) => [...nestedIn(word)])) ?? (/\.download(?:string|data)\b/i.test(text) ? command : undefined);
  if (!source) return null;
  const found = remote(command, 'substitution', source, command.name ?? 'a script block');
  const url = found.host === '' ? urlInText(text) : '';
  const where = url === '' ? null : destinationOf({ ...command.word, value: url });
  return where ? { ...found, host: where.host, path: where.path, hostile: where.hostile } : found;
}

/** The first URL in a text; empty when there are several hosts. */
function urlInText(text: string): string {
  const urls = text.slice(0, 4096).match(/https?:\/\/[^\s"'`)]{1,300}/gi) ?? [];
  const hosts = new Set(urls.map((url) => parseUrl(url)?.host ?? ''));
  return hosts.size === 1 ? (urls[0] ?? '') : '';
}

/** A path that a download wrote and that runs later. */
function fromFile(command: Command, script: CommandScript): RemoteCode | null {
  const file = writtenFiles(script).size > 0 ? (executedFile(command) ?? inputFile(command)) : null;
  const source = file ? downloadOf(file, command, script) : undefined;
  return source ? remote(command, 'download-then-run', source) : null;
}

/** `sh < file`. */
function inputFile(command: Command): Word | null {
  const input = command.redirects.find(({ operator }) => operator === '<');
  return input && interpretation(command)?.readsInput === true ? input.target : null;
}

const URL_WORD = /^["']?(?:https?|ftp):\/\//i;

/** Windows programs that fetch and run, or fetch for later. */
function fromWindows(command: Command): RemoteCode | null {
  const name = command.name?.toLowerCase() ?? '';
  const word = windowsSource(name, command.args);
  if (!word) return null;
  const where = destinationOf({ ...word, value: word.value.replace(/^.{0,20}?(?=https?:)/i, '') });
  if (where?.isLoopback) return null;
  return { at: command.range, kind: 'windows', label: name, detail: where?.host ?? '', level: 'high', command, host: where?.host ?? '', path: where?.path ?? '', hostile: where?.hostile ?? null };
}

function windowsSource(name: string, args: readonly Word[]): Word | undefined {
  const has = (pattern: RegExp): boolean => args.some(({ value }) => pattern.test(value));
  switch (name) {
    case 'certutil':
      return has(/^[-/](?:urlcache|verifyctl|url)$/i) ? args.find(({ value }) => URL_WORD.test(value)) : undefined;
    case 'bitsadmin':
      return has(/^\/(?:transfer|addfile|create)$/i) ? args.find(({ value }) => URL_WORD.test(value)) : undefined;
    case 'mshta':
      return args.find(({ value }) => URL_WORD.test(value) || /^["']?(?:javascript|vbscript):/i.test(value));
    case 'regsvr32':
      return args.find(({ value }) => /^\/i:["']?https?:/i.test(value));
    case 'rundll32':
      return args.find(({ value }) => /^(?:javascript:|\\\\|https?:)/i.test(value));
    case 'msiexec':
      return args.find(({ value }) => URL_WORD.test(value));
    case 'wmic':
      return args.find(({ value }) => /^\/format:["']?https?:/i.test(value));
    default:
      return undefined;
  }
}

const SCRIPT_HOSTS = /(?:^|\.)(?:deno\.land|jsr\.io|esm\.sh|denopkg\.com)$/;

/** `deno run https://…`, `bun https://…`: a script started straight from an address. */
function fromAddress(command: Command): RemoteCode | null {
  const file = interpretation(command)?.file;
  if (!file || !URL_WORD.test(file.value)) return null;
  const where = destinationOf(file);
  if (!where || where.isLoopback || SCRIPT_HOSTS.test(where.host)) return null;
  return { at: command.range, kind: 'remote-script', label: command.name ?? '', detail: where.host, level: 'high', command, host: where.host, path: where.path, hostile: where.hostile };
}

const FETCHES = /\b(?:urlopen|urlretrieve|requests\.get|httpx\.get|URI\.open|open-uri|Net::HTTP|LWP::Simple|LWP::UserAgent|HTTP::Tiny|curl_exec)\b|\bget\s{0,3}\(?\s{0,3}["']https?:|\b(?:file_get_contents|open)\s{0,3}\(\s{0,3}["']https?:/;
const RUNS = /\b(?:exec|eval|instance_eval|execfile|runpy|os\.system|subprocess\.\w{1,20}|shell_exec|passthru)\b/;

/** A program of several lines may well fetch something and start something else. */
const RUNS_TEXT = /(?<![\w.])(?:exec|eval)\s{0,3}\(|\b(?:instance_eval|execfile|runpy)\b/;

/** Inline Python, Perl, Ruby or PHP that fetches and runs; a test of its words, not an understanding. */
function fromCode(command: Command): RemoteCode | null {
  const name = command.name?.toLowerCase() ?? '';
  const code = /^(?:python|perl|ruby|php)[\d.]{0,6}$/.test(name) ? inlineCode(command) : '';
  if (!FETCHES.test(code) || !(command.input || code.includes('\n') ? RUNS_TEXT : RUNS).test(code)) return null;
  const where = parseUrl(/https?:\/\/[^\s"'`)]{1,300}/i.exec(code)?.[0] ?? '');
  const word = where ? destinationOf({ ...command.word, value: `${where.scheme}://${where.host}${where.path}` }) : null;
  if (word?.isLoopback) return null;
  return { at: command.range, kind: 'remote-script', label: name, detail: word?.host ?? '', level: 'high', command, host: word?.host ?? '', path: word?.path ?? '', hostile: word?.hostile ?? null };
}
