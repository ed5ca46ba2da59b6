import { isForeignService, leadsToChat } from '../../../knowledge/own-services.ts';
import { secretFile, sensitivePath, storeFolder } from '../../../knowledge/paths.ts';
import { placedPath } from '../folders.ts';
import type { Command, CommandScript, Word } from '../model.ts';
import { isPrinted, PRINTERS } from './credential-logging.ts';
import { feeders, inlineCode, lastWriters, nestedIn, pathKey, writtenFiles } from './flow.ts';
import { destination, isLocalRequest, requestOf } from './network.ts';
import type { Destination, Request, SentRole } from './network.ts';
import { goesToOwnService, printsForOwnService } from './own-services.ts';
import { dumpsEnvironment, gitLogins, printsEnvironment, secretOf, secretVariables } from './secrets.ts';
import { laterStages, memoize } from './types.ts';
import type { ShellFinding } from './types.ts';

/** `printed`: encoded first, so that no log masks what stands in it. */
export type EnvDumpKind = 'network' | 'dns' | 'printed';
export interface EnvDump extends ShellFinding<EnvDumpKind> {
  readonly host: string;
  readonly hostile: Destination['hostile'];
}

/** The whole environment that reaches a network command. Points at the command that prints it. */
export const findEnvDump = memoize((script: CommandScript): readonly EnvDump[] => {
  const found: EnvDump[] = [];
  for (const command of script.commands) {
    const request = requestOf(command);
    if (!request || isLocalRequest(command)) continue;
    const sources = sentFeeders(request, script);
    const dump = sources.find(dumpsEnvironment) ?? (sendsEnvironFile(request) ? command : undefined);
    if (!dump || found.some((finding) => finding.command === dump)) continue;
    const where = destination(command);
    found.push({ at: dump.range, kind: request.isDns ? 'dns' : 'network', label: dump.name ?? 'the environment', detail: request.name, level: 'high', command: dump, host: where?.host ?? '', hostile: where?.hostile ?? null });
  }
  for (const dump of script.commands) {
    const socket = SOCKETS.test(script.source.text) && dumpsEnvironment(dump) ? [dump, ...laterStages(dump)].flatMap(({ redirects }) => redirects).find(({ operator, target }) => operator.startsWith('>') && SOCKET.test(target.value)) : undefined;
    if (socket) found.push({ at: dump.range, kind: 'network', label: dump.name ?? 'the environment', detail: 'a socket', level: 'high', command: dump, host: socket.target.value.split('/')[3] ?? '', hostile: null });
    if (printsEnvironment(sentCode(dump))) found.push({ at: dump.range, kind: 'network', label: dump.name ?? 'the environment', detail: 'its own code', level: 'high', command: dump, host: '', hostile: null });
    else if (!dumpsEnvironment(dump) || found.some((finding) => finding.command === dump)) continue;
    const encoded = isEncodedAndShown(dump);
    if (isPublished(dump)) found.push({ at: dump.range, kind: 'printed', label: dump.name ?? 'the environment', detail: 'a file that is published', level: 'high', command: dump, host: '', hostile: null });
    else     if (encoded || isShown(dump)) found.push({ at: dump.range, kind: 'printed', label: dump.name ?? 'the environment', detail: encoded ? 'the log, encoded' : 'the log', level: encoded ? 'high' : 'low', command: dump, host: '', hostile: null });
  }
  return found;
});

const SOCKETS = /\/dev\/(?:tcp|udp)\//;
const SOCKET = /^\/dev\/(?:tcp|udp)\/(?!(?:localhost|127\.)[^/]{0,20}\/)/;

const SENDS = /\b(?:urlopen|requests\.(?:post|put|get|request)|httpx\.(?:post|put|get)|HTTPS?Connection|Net::HTTP|LWP::UserAgent|HTTP::Tiny|curl_exec|fsockopen|TCPSocket)\b|\bsocket\.socket\b|\bfile_get_contents\s{0,3}\(\s{0,3}["']https?:/;
const LOOPBACK = /https?:\/\/(?:localhost|127\.|\[::1\])/i;

const VALUE_OF = /^\s{0,40}\$?([A-Za-z_]\w{0,40})\s{0,9}=(?!=)/;
const MAX_LINES = 500;

/**
 * The part of inline Python, Perl, Ruby or PHP whose values are sent out, as far as its words tell: a one-liner as a
 * whole, of a longer program the lines that send and those that make what stands there. JavaScript has a model of its own.
 */
function sentCode(command: Command): string {
  if (!/^(?:python|perl|ruby|php)[\d.]{0,6}$/.test(command.name?.toLowerCase() ?? '')) return '';
  const code = inlineCode(command);
  if (!SENDS.test(code) || LOOPBACK.test(code)) return '';
  const lines = code.split('\n', MAX_LINES);
  const sending = lines.filter((line) => SENDS.test(line));
  if (lines.length === 1) return code;
  const words = new Set(sending.flatMap((line) => line.match(/[A-Za-z_]\w{0,40}/g) ?? []));
  return lines.filter((line) => sending.includes(line) || words.has(VALUE_OF.exec(line)?.[1] ?? '')).join('\n');
}

/** Programs after which no log knows a secret any more, and those that may stand around them. */
const DISGUISES = /^(?:base64|base32|basenc|xxd|od|hexdump|rev|uuencode)$/;
const AROUND = /^(?:gzip|bzip2|xz|zstd|cat|tee|sort|tr|sed|fold|head|tail|cut)$/;

/** `printenv | gzip | base64`, also as `echo $(printenv | base64)`: nobody reads that, but whoever gets the log. */
function isEncodedAndShown(dump: Command): boolean {
  const later = dump.pipeline.slice(dump.stage + 1, dump.stage + 20).map(({ name }) => name?.toLowerCase() ?? '');
  if (!later.some((name) => DISGUISES.test(name)) || !later.every((name) => DISGUISES.test(name) || AROUND.test(name))) return false;
  const shown = dump.context === 'command-substitution' ? dump.parent : (dump.pipeline.at(-1) ?? dump);
  if (shown === null || (dump.context === 'command-substitution' && !PRINTERS.test(shown.name ?? ''))) return false;
  for (const { name, args } of laterStages(dump)) if (name === 'tee' && args.length > 0) return false;
  return isPrinted(shown);
}

/** `env > public/env.txt`, `printenv | tee docs/build.md`: folders that are served or read by everybody. */
const PUBLISHED = /^["']?(?:\.\/)?(?:[\w.-]{1,60}\/){0,3}(?:public|static|www|wwwroot|htdocs|public_html|docs|gh-pages)\/|(?:^|\/)(?:README|CHANGELOG)\.md["']?$/i;

function isPublished(dump: Command): boolean {
  if (dump.context === 'command-substitution') return false;
  const later = [dump, ...laterStages(dump)];
  return later.some(({ name, args, redirects }) => redirects.some(({ operator, target }) => operator.startsWith('>') && PUBLISHED.test(target.text.slice(0, 300))) || (name === 'tee' && args.some(({ text }) => PUBLISHED.test(text.slice(0, 300)))))
    && later.every(({ name }) => name === dump.name || name === 'tee' || AROUND.test(name?.toLowerCase() ?? ''));
}

/** `env`, `printenv | sort`: logs mask what they know to be a secret, and nothing else. */
function isShown(dump: Command): boolean {
  if (!/^(?:env|printenv)$/.test(dump.name ?? '') || dump.context === 'command-substitution') return false;
  const later = dump.pipeline.slice(dump.stage + 1, dump.stage + 20);
  return later.every(({ name, args }) => name === 'sort' || (name === 'cat' && args.length === 0)) && isPrinted(dump.pipeline.at(-1) ?? dump);
}

function sendsEnvironFile({ sent }: Request): boolean {
  return sent.some(({ word, role }) => role === 'file' && /^\/proc\/(?:self|\$\$|\d{1,7})\/environ$/.test(word.text));
}

/** `xargs -I% curl "https://…?d=%"`: each line of the input becomes part of what is sent. */
function putsInputIn({ command, sent }: Request): boolean {
  const owner = command.parent?.wrappers.includes('xargs') || command.parent?.name === 'xargs' ? command.parent : command.ownWrappers.includes('xargs') ? command : null;
  if (!owner) return false;
  const at = owner.args.findIndex(({ value }) => /^-I/.test(value));
  const mark = owner.args[at]?.value === '-I' ? (owner.args[at + 1]?.value ?? '') : (owner.args[at]?.value.slice(2) ?? '');
  return mark !== '' && sent.some(({ word, role }) => role !== 'file' && word.value.includes(mark));
}

/** Commands whose output a request sends: through its words, files and, where it reads it, standard input. */
function sentFeeders(request: Request, script: CommandScript): readonly Command[] {
  const all = feeders(request.command, script);
  if (request.sendsInput || request.command.upstream.length === 0 || putsInputIn(request)) return all;
  const others = new Set<Command>([...request.command.args.flatMap((word) => [...nestedIn(word)])]);
  for (const { word } of request.sent) for (const nested of word.nested) others.add(nested);
  for (const { word, role } of request.sent) {
    const key = role === 'file' ? pathKey(word) : null;
    for (const writer of key === null ? [] : lastWriters(writtenFiles(script).get(key) ?? [], request.command, script)) {
      others.add(writer);
      for (const source of feeders(writer, script)) others.add(source);
    }
  }
  return [...others];
}

export type ExfiltrationKind = 'file' | 'variable' | 'credential' | 'host' | 'archive';
export interface Exfiltration extends ShellFinding<ExfiltrationKind> {
  readonly host: string;
  readonly hostile: Destination['hostile'];
  /** How it is sent; `login` and `header` are what honest clients do with a credential. */
  readonly role: SentRole | 'input' | 'dns';
  /** True when the data is encoded on the way (`base64`, `xxd`). */
  readonly encoded: boolean;
}

/** Secrets, credential files and facts about the host that reach a network command or a DNS query. */
export const findExfiltration = memoize((script: CommandScript): readonly Exfiltration[] => {
  const found: Exfiltration[] = [];
  for (const command of script.commands) {
    const request = requestOf(command);
    if (!request || isLocalRequest(command)) continue;
    for (const finding of exfiltrationOf(request, script)) found.push(finding);
  }
  for (const command of script.commands) {
    const socket = command.redirects.find(({ operator, target }) => operator.includes('>') && /^\/dev\/(?:tcp|udp)\/(?!(?:localhost|127\.))/.test(target.value));
    const secret = socket ? [command, ...feeders(command, script)].map(secretOf).find((source) => source !== null) : undefined;
    const label = secret && secret.kind !== 'host' ? secret.label : foundSecret(command);
    if (label === null) continue;
    found.push({ at: command.range, kind: secret?.kind ?? 'file', label, detail: command.name ?? '', level: 'high', command, host: socket?.target.value.split('/')[3] ?? destination(command)?.host ?? '', hostile: null, role: 'file', encoded: false });
  }
  for (const command of script.commands) {
    const label = sensitivePath(sentCode(command));
    if (label !== null) found.push({ at: command.range, kind: 'file', label, detail: command.name ?? '', level: 'high', command, host: '', hostile: null, role: 'file', encoded: false });
  }
  return found;
});

/** `find ~ -name id_rsa -exec curl -T {} …`, the same through `xargs`: the kind of files that are found and sent. */
function foundSecret(command: Command): string | null {
  const find = command.parent?.name === 'find' ? command.parent : command.wrappers.includes('xargs') ? (command.parent?.upstream ?? []).find(({ name }) => name === 'find') : undefined;
  const request = find ? requestOf(command) : null;
  if (!find || !request || isLocalRequest(command) || !request.sent.some(({ role }) => role === 'file')) return null;
  for (const [index, { value, text }] of find.args.entries()) {
    const isName = /^-i?(?:name|path)$/.test(find.args[index - 1]?.value ?? '');
    const label = isName ? (secretFile(value.replaceAll('*', '')) ?? sensitivePath(value.replaceAll('*', ''))) : sensitivePath(text);
    if (label !== null) return label;
  }
  return null;
}

/** One word of what a request sends: its own, or one that another command prints into it. */
export interface SentWord {
  readonly word: Word;
  readonly role: Exfiltration['role'];
  readonly request: Request;
  readonly host: string;
  readonly hostile: Destination['hostile'];
  readonly encoded: boolean;
}

const PRINTS = /^(?:echo|printf|print|write-output|write-host|cat|tee|jq)$/;

/** The words that leave through network commands and DNS queries, for those who know more of them than their names. */
export const findSentWords = memoize((script: CommandScript): readonly SentWord[] => {
  const found: SentWord[] = [];
  for (const command of script.commands) {
    const request = requestOf(command);
    if (!request || isLocalRequest(command)) continue;
    const where = destination(command);
    const sources = sentFeeders(request, script);
    const encoded = sources.some(encodes);
    const base = { request, host: where?.host ?? '', hostile: where?.hostile ?? null, encoded };
    for (const { word, role } of request.sent) if (role !== 'file') found.push({ ...base, word, role: request.isDns ? 'dns' : role });
    if (request.sendsInput && command.input) found.push({ ...base, word: command.input, role: 'input' });
    for (const source of sources) {
      if (source.name === null || !PRINTS.test(source.name.toLowerCase())) continue;
      for (const word of [...source.args, ...(source.input ? [source.input] : [])]) found.push({ ...base, word, role: roleOf(request, source) });
    }
  }
  return found;
});

const encodes = (command: Command): boolean => command.name !== null && (ENCODERS.test(command.name) || (command.name === 'tr' && exchangesLetters(command)));
const ENCODERS = /^(?:base64|base32|xxd|od|hexdump|gzip|openssl|gpg|rev)$/;

/** `tr A-Za-z N-ZA-Mn-za-m`; not `tr -d ' '`, `tr '\n' ','`, `tr a-z A-Z`, after which everybody still reads the text. */
function exchangesLetters({ args }: Command): boolean {
  const [from, to] = args.map(({ value }) => value.toLowerCase()).filter((value) => !/^-[cstu]{1,4}$/.test(value));
  if (from === undefined || to === undefined || from.startsWith('-')) return false;
  return /[a-z\d]/.test(from.replaceAll(/\\\w/g, '')) && from !== to && !/^\[:(?:upper|lower):\]$/.test(to);
}

function exfiltrationOf(request: Request, script: CommandScript): Exfiltration[] {
  const { command } = request;
  const where = destination(command);
  const sources = sentFeeders(request, script);
  const encoded = sources.some(encodes);
  const ofWords = new Set(command.args.flatMap((word) => nestedIn(word)));
  const encodesInput = sources.some((source) => encodes(source) && !ofWords.has(source));
  const found: Exfiltration[] = [];
  const add = (kind: ExfiltrationKind, label: string, word: Word, role: Exfiltration['role'], hidden = encoded): void => {
    if (found.some((finding) => finding.kind === kind && finding.label === label)) return;
    const base = { label, detail: request.name, command, host: where?.host ?? '', hostile: where?.hostile ?? null, role, encoded: hidden, isAsked: where === null && isAskedAddress(request), isOwnChat: kind === 'variable' && role === 'url' && isOwnChat(word, label, where?.host ?? '') } as const;
    const at = word.range[1] > word.range[0] ? word.range : command.range;
    found.push({ ...base, at, kind, level: levelOf(kind, base, label) });
  };
  for (const { word, role } of request.sent) {
    const label = role === 'file' ? sentFile(request, word) : null;
    if (label !== null) add('file', label, word, role);
    for (const variable of secretVariables(word)) {
      // What encodes another word of the request does not hide this one.
      const hidden = nestedIn(word).some(encodes) || encodesInput;
      const isLogin = isUserInfo(word, variable) || (!hidden && role === 'body' && where === null && isLoginForm(word, variable)) || (!hidden && (role === 'body' || role === 'url') && goesToOwnService(request, word, variable));
      add('variable', variable, word, request.isDns ? 'dns' : isLogin ? 'login' : role, hidden);
    }
  }
  if (request.sendsInput) {
    for (const { operator, target } of command.redirects) {
      const label = operator === '<' ? (sensitivePath(placedPath(target, request.command)) ?? secretFile(target.text)) : null;
      if (label !== null) add('file', label, target, 'input');
      if (operator === '<<<') for (const variable of secretVariables(target)) add('variable', variable, target, 'input');
    }
  }
  if (request.sendsInput && command.input) for (const variable of secretVariables(command.input)) add('variable', variable, command.input, goesToOwnService(request, command.input, variable) ? 'login' : 'input');
  for (const source of sources) {
    const secret = secretOf(source);
    // People copy the settings of their agents between machines of their own, and back their home directory up.
    if (!secret || (request.name === 'ssh' && secret.kind !== 'file') || (OWN_MACHINES.has(request.name) && storeFolder(secret.word.text) !== null)) continue;
    const role = roleOf(request, source);
    if (role === 'url' && !encoded && isPlatform(source)) continue;
    // A file of secrets that is encoded into a header of another name than a login's.
    const isHidden = role === 'header' && encoded && secret.kind === 'file' && !isLoginHeader(request, source);
    const isLogin = secret.kind === 'variable' && !encoded && (role === 'body' || role === 'input') && printsForOwnService(request, source);
    add(secret.kind, secret.label, { ...secret.word, range: source.range }, isLogin ? 'login' : isHidden ? 'body' : role);
  }
  return found;
}

const OWN_MACHINES: ReadonlySet<string> = new Set(['ssh', 'aws', 'gsutil', 'gcloud', 'rclone', 'rsync', 'scp', 'sftp']);

/** `Authorization: Basic $(base64 < token)`: the word with the output of a command in it names a login. */
function isLoginHeader({ sent }: Request, source: Command): boolean {
  const holder = sent.find(({ word }) => nestedIn(word).includes(source));
  return /^["']?[\w-]{0,60}(?:auth|token|key|cookie|session|credential|signature)[\w-]{0,60}\s{0,3}[:=]/i.test(holder?.word.text ?? '');
}

/** `curl -O …/tool-$(uname -s)-$(uname -m)`: which build to fetch is no secret of the machine. */
function isPlatform({ name, args }: Command): boolean {
  return name === 'uname' ? args.length < 3 && args.every(({ value }) => /^-(?:[smpio]{1,3}|-machine|-kernel-name|-operating-system|-processor|-hardware-platform)$/.test(value)) : name === 'arch' && args.length === 0;
}

/** A file that is uploaded; copying a project's `.env` to one's own server by scp or rsync is ordinary. */
function sentFile(request: Request, word: Word): string | null {
  const label = sensitivePath(placedPath(word, request.command));
  if (label !== null) return label;
  const file = secretFile(word.text) ?? gitLogins(word.text);
  const isOwnServer = /^(?:scp|rsync|sftp|rclone|aws|gsutil)$/.test(request.name) && !request.command.args.some(({ value }) => /^public-read/i.test(value));
  return file === 'environment file' && isOwnServer ? null : file;
}

/** `https://user:$TOKEN@host/`: a login, not content. */
function isUserInfo(word: Word, variable: string): boolean {
  const at = word.text.indexOf('@');
  const use = word.text.indexOf(variable);
  return /^[a-z+]{2,10}:\/\//i.test(word.text) && use >= 0 && use < at && !word.text.slice(8, at).includes('/');
}

/** `username=$USER&password=$PASSWORD`, also as JSON: the two fields of a login. */
function isLoginForm({ text }: Word, variable: string): boolean {
  return /pass(?:word|wd|phrase)?$|_pwd$/i.test(variable) && LOGIN_FIELDS.test(text.slice(0, MAX_FORM));
}

const MAX_FORM = 2000;
const LOGIN_FIELDS = /(?:^|[^\w$])(?:user(?:_?name)?|e-?mail|login)\\?["']?\s{0,3}[:=][^\n]{0,200}[^\w$](?:password|passwd|pass|pwd)\\?["']?\s{0,3}[:=]/i;

function roleOf(request: Request, source: Command): Exfiltration['role'] {
  if (request.isDns) return 'dns';
  const holder = request.sent.find(({ word }) => nestedIn(word).includes(source));
  return holder?.role ?? 'input';
}

/** Programs that tell where one's own service is. Others may print any address, from anywhere. */
const LOCATORS = /^(?:terraform|tofu|pulumi|minikube|kubectl|oc|aws|gcloud|az|docker|podman|heroku|fly|flyctl|railway|vercel|sst|cdk|serverless|supabase|doctl|multipass|vagrant|gp|kind|k3d|jq|yq|head|tail|sed|awk|tr|cut|grep)$/;

/** `curl -d "password=$P" "$(minikube service api --url)/login"`: every address comes from a program that knows the services of a project. */
function isAskedAddress({ urls }: Request): boolean {
  return urls.length > 0 && urls.every((url) => {
    const asked = nestedIn(url);
    return asked.length > 0 && /^(?:https?:\/\/)?\uE000(?:$|[:/?])/.test(url.value) && asked.every(({ name }) => name !== null && LOCATORS.test(name.toLowerCase()));
  });
}

/** Chats have the secret of their own address in its path. What stands in the query is content. */
export function isOwnChat({ value, text }: Word, variable: string, host: string): boolean {
  const address = value.slice(0, MAX_ADDRESS);
  const query = address.indexOf('?');
  if (!leadsToChat(address) || isForeignService({ host, path: address.slice(address.indexOf(host) + host.length), name: variable })) return false;
  return query < 0 || !address.includes('\uE000', query) || (text.includes('?') && text.indexOf(variable) < text.indexOf('?') && !text.includes(variable, text.indexOf('?')));
}

const MAX_ADDRESS = 2000;

const NO_PART_OF_A_NAME: ReadonlySet<string> = new Set(['whoami', 'id', 'the list of users']);

function levelOf(kind: ExfiltrationKind, { hostile, role, encoded, isAsked, isOwnChat: isOwn }: Pick<Exfiltration, 'hostile' | 'role' | 'encoded'> & { readonly isAsked: boolean; readonly isOwnChat: boolean }, label: string): ShellFinding['level'] {
  if (isOwn) return 'low';
  if (hostile === 'collection' || hostile === 'address') return 'high';
  // The name of a machine is part of names that are looked up (`dig $(hostname).example.com`); that of its user is not.
  if (kind === 'host') return role === 'dns' && (encoded || NO_PART_OF_A_NAME.has(label)) ? 'high' : 'low';
  if (role === 'dns') return 'high';
  if (role === 'header' || role === 'login') return 'low';
  if (kind === 'file') return 'high';
  if (isAsked && kind === 'variable' && !encoded) return 'low';
  return encoded ? 'high' : 'medium';
}
