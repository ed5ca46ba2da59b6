import { AWS_COPY_VALUES, CURL_VALUES, DNS_COMMANDS, DOWNLOADERS, NETCAT_VALUES, NETWORK_COMMANDS, SSH_FILE_VALUES, WEB_REQUEST_VALUES, WGET_VALUES } from '../../../knowledge/commands.ts';
import { collectionKind, isLoopbackHost, isRawPublicAddress, isShortener, parseUrl } from '../../../knowledge/hosts.ts';
import type { Command, Word } from '../model.ts';
import { cutWord, readOptions } from '../options.ts';
import type { Options } from '../options.ts';
import { configuredArguments, published, publishes, uploaded } from './request-forms.ts';

/** How a word is sent: as body, header, login, part of the address, or as the content of the file it names. */
export type SentRole = 'body' | 'header' | 'login' | 'url' | 'file';
export interface Sent {
  readonly word: Word;
  readonly role: SentRole;
}

/** A network command taken apart. */
export interface Request {
  readonly command: Command;
  /** Lower-case name of the program. */
  readonly name: string;
  /** Addresses as written: a URL, `host:port`, `user@host:path`, a domain. */
  readonly urls: readonly Word[];
  readonly sent: readonly Sent[];
  /** True when the content of standard input is sent. */
  readonly sendsInput: boolean;
  /** Files that it writes. */
  readonly outputs: readonly Word[];
  readonly options: Options;
  readonly isDns: boolean;
}

const requests = new WeakMap<Command, Request>();

/** The request of a network command, `null` for other commands. */
export function requestOf(command: Command): Request | null {
  const name = command.name?.toLowerCase();
  if (name === undefined || !talks(name, command)) return null;
  const known = requests.get(command);
  if (known) return known;
  const request = readRequest(command, name);
  requests.set(command, request);
  return request;
}

function talks(name: string, { args }: Command): boolean {
  if (NETWORK_COMMANDS.has(name) || DNS_COMMANDS.has(name)) return true;
  const [first, second, third] = args.slice(0, 3).map(({ value }) => value);
  switch (name) {
    case 'openssl':
      return first === 's_client';
    case 'aws':
      return first === 's3';
    case 'gcloud':
      return first === 'storage' && /^(?:cp|mv|rsync)$/.test(second ?? '');
    case 'az':
      return first === 'storage' && second === 'blob' && /^upload(?:-batch)?$/.test(third ?? '');
    case 'gh':
      return publishes(first, second);
    default:
      return false;
  }
}

export function isDownloader(command: Command): boolean {
  const name = command.name?.toLowerCase();
  if (name === undefined) return /\.download(?:string|data|file)\b|\bnet\.webclient\b/i.test(command.word.text);
  if (DOWNLOADERS.has(name)) return true;
  const first = command.args[0]?.value ?? '';
  if (name === 'aws') return first === 's3' || first === 's3api';
  if (name === 'scp' || name === 'rsync') return (requestOf(command)?.outputs.length ?? 0) > 0;
  if (name === 'ssh') return command.args.slice(1, 20).some(({ value }) => /^(?:cat|curl|wget|head|tail)(?:\s|$)/.test(value));
  if (name === 'openssl') return first === 's_client';
  if (name === 'dig' || name === 'host' || name === 'drill' || name === 'nslookup') return command.args.some((arg) => /^(?:-(?:query)?type=)?txt$/i.test(arg.value));
  if (name === 'git') return first === 'archive' && command.args.some((arg) => arg.value.startsWith('--remote'));
  return (name === 'gsutil' && /^(?:cp|cat)$/.test(first)) || (name === 'gh' && (first === 'api' || (first === 'gist' && command.args[1]?.value === 'view')));
}

function readRequest(command: Command, name: string): Request {
  if (DNS_COMMANDS.has(name)) return dns(command, name);
  switch (name) {
    case 'curl':
    case 'curlie':
      return curl(command, name);
    case 'wget':
    case 'wget2':
      return wget(command, name);
    case 'scp':
    case 'rsync':
    case 'sftp':
    case 'rclone':
    case 'gsutil':
    case 'aws':
    case 's3cmd':
      return copy(command, name);
    case 'gcloud':
      return copy({ ...command, args: command.args.slice(1) }, name);
    case 'az':
      return uploaded(command, name);
    case 'gh':
      return command.args[0]?.value === 'gist' ? gist(command, name) : published(command, name);
    case 'nc':
    case 'ncat':
    case 'netcat':
    case 'telnet':
    case 'openssl':
    case 'socat':
    case 'websocat':
      return socket(command, name);
    case 'iwr':
    case 'irm':
    case 'invoke-webrequest':
    case 'invoke-restmethod':
    case 'start-bitstransfer':
      return webRequest(command, name);
    default:
      return other(command, name);
  }
}

const pick = (options: Options, names: readonly string[]): readonly Word[] => names.flatMap((name) => options.values.get(name) ?? []);
const sent = (words: readonly Word[], role: SentRole): Sent[] => words.map((word) => ({ word, role }));

function curl(command: Command, name: string): Request {
  const options = readOptions(configuredArguments(command), CURL_VALUES);
  const urls = [...options.operands, ...pick(options, ['--url'])];
  const parts: Sent[] = [...sent(urls, 'url'), ...sent(pick(options, ['-H', '--header', '-A', '--user-agent', '-b', '--cookie', '-e', '--referer']), 'header'), ...sent(pick(options, ['-u', '--user', '--oauth2-bearer']), 'login')];
  let sendsInput = false;
  for (const word of pick(options, ['-H', '--header'])) {
    if (word.value === '@-') sendsInput = true;
    else if (word.value.startsWith('@')) parts.push({ word: cutWord(word, 1), role: 'file' });
  }
  // What has no `=` in it is the name of a file with cookies.
  for (const word of pick(options, ['-b', '--cookie'])) if (!word.value.includes('=')) parts.push({ word, role: 'file' });
  for (const word of pick(options, ['-d', '--data', '--data-binary', '--data-ascii', '--json', '--data-urlencode', '--url-query'])) {
    const at = /^(?:[^=@]{0,100})@/.exec(word.value);
    if (!at) parts.push({ word, role: 'body' });
    else if (word.value.slice(at[0].length) === '-') sendsInput = true;
    else parts.push({ word: cutWord(word, at[0].length), role: 'file' });
  }
  for (const word of pick(options, ['-F', '--form'])) {
    const at = /^[^=]{1,100}=[@<]"?/.exec(word.value);
    if (at) parts.push({ word: cutWord(word, at[0].length), role: 'file' });
    else parts.push({ word, role: 'body' });
    if (/=[@<]-/.test(word.value)) sendsInput = true;
  }
  parts.push(...sent(pick(options, ['--data-raw', '--form-string']), 'body'));
  for (const word of pick(options, ['-T', '--upload-file'])) {
    if (word.value === '-' || word.value === '.') sendsInput = true;
    else parts.push({ word, role: 'file' });
  }
  if (parts.some(({ role, word }) => role === 'file' && /^\/dev\/(?:stdin|fd\/0)$/.test(word.value))) sendsInput = true;
  return { command, name, urls, sent: parts, sendsInput, outputs: pick(options, ['-o', '--output']), options, isDns: false };
}

function wget(command: Command, name: string): Request {
  const options = readOptions(command.args, WGET_VALUES);
  const parts = [
    ...sent(options.operands, 'url'),
    ...sent(pick(options, ['--header', '-U', '--user-agent']), 'header'),
    ...sent(pick(options, ['--user', '--password', '--http-user', '--http-password']), 'login'),
    ...sent(pick(options, ['--post-data', '--body-data']), 'body'),
    ...sent(pick(options, ['--post-file', '--body-file']), 'file'),
  ];
  const sendsInput = pick(options, ['--post-file', '--body-file']).some((word) => word.value === '-' || word.value === '/dev/stdin');
  return { command, name, urls: options.operands, sent: parts, sendsInput, outputs: pick(options, ['-O', '--output-document']), options, isDns: false };
}

/** `scp a b host:`: what is local is sent, what is remote is the address. */
function copy(command: Command, name: string): Request {
  const options = readOptions(command.args, name === 'aws' || name === 's3cmd' ? AWS_COPY_VALUES : SSH_FILE_VALUES);
  const operands = options.operands.filter((word) => !/^(?:s3|s3api|cp|mv|sync|copy|copyto|put|rsync|cat|ls)$/.test(word.value));
  const isRemote = (word: Word): boolean => /^[^/\s]{1,200}::?/.test(word.value) && !/^[A-Za-z]:\\/.test(word.value);
  const target = operands.at(-1);
  const urls = operands.filter(isRemote);
  const local = target && isRemote(target) ? operands.slice(0, -1).filter((word) => !isRemote(word)) : [];
  return { command, name, urls, sent: sent(local, 'file'), sendsInput: target !== undefined && isRemote(target) && operands.some((word) => word.value === '-'), outputs: name === 'scp' || name === 'rsync' ? taken(urls, target) : [], options, isDns: false };
}

/** What `scp host:/srv/x.sh /tmp` writes. */
function taken(urls: readonly Word[], target: Word | undefined): readonly Word[] {
  if (!target || urls.length === 0 || urls.includes(target)) return [];
  const folder = target.text.replace(/\/$/, '');
  return [target, ...urls.slice(0, 20).map((url) => url.value.split(/[:/]/).at(-1) ?? '').filter((base) => base !== '' && !base.includes('\uE000')).map((base): Word => ({ ...target, value: `${folder}/${base}`, text: folder === '.' ? base : `${folder}/${base}` }))];
}

/** `gh gist create [-] file…`: what is named is published. */
function gist(command: Command, name: string): Request {
  const options = readOptions(command.args.slice(2), new Set(['-d', '--desc', '-f', '--filename']));
  const files = options.operands.filter(({ value }) => value !== '-');
  return { command, name, urls: [], sent: sent(files, 'file'), sendsInput: files.length === 0, outputs: [], options, isDns: false };
}

function socket(command: Command, name: string): Request {
  const options = readOptions(command.args, NETCAT_VALUES);
  const listens = options.flags.has('-l') || options.flags.has('--listen');
  const isFile = ({ value }: Word): boolean => SOCAT_FILE.test(value);
  const address = name === 'socat' || name === 'openssl' ? command.args.filter((word) => /:/.test(word.value) && !isFile(word)) : options.operands.slice(0, 1);
  const files = name === 'socat' ? command.args.filter(isFile).map((word): Sent => ({ word: cutWord(word, SOCAT_FILE.exec(word.value)?.[0].length ?? 0), role: 'file' })) : [];
  const isProbe = options.flags.has('-z');
  return { command, name, urls: listens ? [] : address, sent: listens ? [] : files, sendsInput: !listens && !isProbe, outputs: [], options, isDns: false };
}

const SOCAT_FILE = /^(?:FILE|OPEN|GOPEN|CREATE):/i;

function webRequest(command: Command, name: string): Request {
  const args = command.args.map((word) => (/^-[A-Za-z]/.test(word.value) ? { ...word, value: word.value.toLowerCase().replace(/^-/, '--').replace(/:$/, '') } : word));
  const options = readOptions(args, new Set([...WEB_REQUEST_VALUES].map((value) => `-${value}`)));
  const urls = [...pick(options, ['--uri', '--source']), ...options.operands];
  const body = pick(options, ['--body', '--form']);
  // The body of a request may come in through the pipe, as `$_` or without being named.
  const sendsInput = body.length > 0 ? body.some(({ text }) => /\$(?:_|PSItem|input)\b/i.test(text)) : pick(options, ['--method']).some(({ value }) => /^(?:post|put|patch)$/i.test(value));
  return {
    command, name, urls, sendsInput, outputs: pick(options, ['--outfile', '--destination']), options, isDns: false,
    sent: [...sent(urls, 'url'), ...sent(pick(options, ['--headers', '--token']), 'header'), ...sent(body, 'body'), ...sent(pick(options, ['--infile']), 'file')],
  };
}

function dns(command: Command, name: string): Request {
  const options = readOptions(command.args, new Set(['-c', '-W', '-i', '-t', '-s', '-I', '-p', '-w', '-b', '-f', '-k', '-q']));
  const names = options.operands.filter((word) => !word.value.startsWith('+') && !word.value.startsWith('@'));
  return { command, name, urls: names, sent: sent(names, 'url'), sendsInput: false, outputs: [], options, isDns: true };
}

/** httpie, mail, ssh, ftp and the rest: the first operand is the address. */
function other(command: Command, name: string): Request {
  const isMail = /^(?:mail|mailx|sendmail|mutt)$/.test(name);
  const options = readOptions(command.args, name === 'ssh' ? sshValues(command) : new Set(['-s', '-a', '-A', '-o', '-p', '--auth', '--output', '--out', '-d', '--dir', '-x']));
  const operands = options.operands.filter((word) => !/^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/.test(word.value));
  const urls = operands.slice(0, 1);
  const items = name === 'ssh' || name === 'ftp' || name === 'lftp' ? [] : operands.slice(1);
  const attached = isMail ? pick(options, ['-a', '-A']) : [];
  return { command, name, urls, sent: [...sent(urls, 'url'), ...items.map(toItem), ...sent(attached, 'file')], sendsInput: name !== 'aria2c', outputs: pick(options, ['-o', '--output', '--out']).map((word) => inFolder(word, name === 'aria2c' ? pick(options, ['-d', '--dir'])[0] : undefined)), options, isDns: false };
}

/** The file that aria2c writes: `-d /tmp -o file`. */
function inFolder(file: Word, folder: Word | undefined): Word {
  const within = (path: string, name: string): string => `${path.replace(/\/$/, '')}/${name}`;
  return folder ? { ...file, value: within(folder.value, file.value), text: within(folder.text, file.text) } : file;
}

/** Options of one letter together, the last of which takes a value: `-fNR 2222:localhost:22`. */
const SSH_CLUSTER = /^-[46AaCfGgKkMNnqsTtVvXxYy]{1,12}[BbcDEeFIiJLlmOopQRSWw]$/;

function sshValues({ args }: Command): ReadonlySet<string> {
  const clusters = args.slice(0, 20).flatMap(({ value }) => (SSH_CLUSTER.test(value) ? [value] : []));
  return clusters.length > 0 ? new Set([...SSH_FILE_VALUES, ...clusters]) : SSH_FILE_VALUES;
}

/** An item of httpie: `field@file`, `field=@file`, `field:=@file`, or `@file` as the whole body; else a value. */
function toItem(word: Word): Sent {
  const at = /^[\w.-]{0,60}(?::?=)?@(?=\S)/.exec(word.value)?.[0].length;
  return at === undefined ? { word, role: 'body' } : { word: cutWord(word, at), role: 'file' };
}

/** What is known about where a request goes. */
export interface Destination {
  readonly host: string;
  /** From the first `/` on, without query; empty when there is none. */
  readonly path: string;
  readonly isLoopback: boolean;
  /** `null` when nothing speaks against the host. */
  readonly hostile: 'collection' | 'address' | 'shortener' | 'plain' | null;
}

/** The destination of an address as a shell command writes it; `null` when it has no host that is known. */
export function destinationOf(word: Word): Destination | null {
  const remote = /^(?:[^@/\s]{1,100}@)?([\w.-]{1,200}):(?!\/\/|\d{1,5}(?:\/|$))/.exec(word.value);
  const parts = remote ? null : parseUrl(word.value.replace(/^(?:tcp|udp|tcp4|openssl|ssl)[\w-]{0,10}:/i, ''), true);
  // `http://169.254.170.2$PATH_OF_CREDENTIALS`: what follows a whole address is its path.
  const host = (remote?.[1] ?? parts?.host ?? '').replace(/^(\d{1,3}(?:\.\d{1,3}){3})\uE000$/, '$1');
  if (host === '' || host.startsWith('\uE000')) return host === '' ? null : collectingSuffix(host);
  const isLoopback = isLoopbackHost(host);
  const plain = parts?.scheme === 'http' || parts?.scheme === 'ws' || parts?.scheme === 'ftp';
  const hostile = collectionKind(host, parts?.path ?? '') !== null ? 'collection' : isRawPublicAddress(host) ? 'address' : isShortener(host) ? 'shortener' : plain && !isLoopback ? 'plain' : null;
  return { host, path: parts?.path ?? '', isLoopback, hostile };
}

/** `$(whoami).x.oast.fun`: data in front of the domain of a collection point. */
function collectingSuffix(host: string): Destination | null {
  const suffix = host.slice(host.lastIndexOf('\uE000') + 1);
  return suffix.startsWith('.') && collectionKind(suffix.slice(1)) !== null ? { host: suffix.slice(1), path: '', isLoopback: false, hostile: 'collection' } : null;
}

/** The first known destination of a network command. */
export function destination(command: Command): Destination | null {
  const request = requestOf(command);
  for (const url of request?.urls ?? command.args) {
    const found = destinationOf(url);
    if (found) return found;
  }
  return null;
}

/** True when every known address of a network command is this machine. */
export function isLocalRequest(command: Command): boolean {
  const known = (requestOf(command)?.urls ?? []).map(destinationOf).filter((found) => found !== null);
  return known.length > 0 && known.every((found) => found.isLoopback);
}
