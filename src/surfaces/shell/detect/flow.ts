import { INTERPRETERS, SHELL_NAMES } from '../../../knowledge/commands.ts';
import type { Command, CommandScript, Word } from '../model.ts';
import { readOptions } from '../options.ts';
import { requestOf } from './network.ts';
import { memoize } from './types.ts';

/** Bounds that scripts of people do not reach; a text that does has a cut flow. */
const MAX_FEEDERS = 1000;
const MAX_WRITERS = 32;
const MAX_STEPS = 50_000;

/** Which commands wrote which path, in order. */
export const writtenFiles = memoize((script: CommandScript): ReadonlyMap<string, readonly Command[]> => {
  const files = new Map<string, Command[]>();
  for (const command of script.commands) {
    for (const word of writtenPaths(command)) {
      const key = pathKey(word);
      if (key === null) continue;
      const writers = files.get(key);
      if (writers) writers.push(command);
      else files.set(key, [command]);
    }
  }
  return files;
});

/** A path as far as it can be compared: unknown variables stand as written. `null` for devices and unknown words. */
export function pathKey(word: Word): string | null {
  const text = (word.text === '' ? word.value : word.text).replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  if (text === '' || text === '-' || text.includes('\uE000') || text.startsWith('/dev/') || text.startsWith('&') || text.length > 1000) return null;
  return text;
}

/** `(New-Object Net.WebClient).DownloadFile('https://…', 'file')`. */
const SAVES = /\.downloadfile(?:async|taskasync)?\(\s{0,5}[^,()]{1,500},\s{0,5}["']?([^"'()]{1,300})["']?\s{0,5}\)/i;

/** Words that name a file which a command writes. */
export function writtenPaths(command: Command): readonly Word[] {
  const words = command.redirects.filter(({ operator }) => operator.includes('>') && !operator.endsWith('&')).map(({ target }) => target);
  const request = requestOf(command);
  if (request) words.push(...request.outputs, ...remoteNames(request));
  const saved = command.name === null && command.dialect === 'powershell' ? SAVES.exec(command.word.text.slice(0, 2000))?.[1] : undefined;
  if (saved !== undefined) words.push({ ...command.word, value: saved, text: saved, isStatic: !saved.includes('$') });
  switch (command.name?.toLowerCase()) {
    case 'tee':
    case 'tee-object':
      words.push(...command.args.filter((word) => !word.value.startsWith('-')));
      break;
    case 'cp':
    case 'mv':
    case 'ln':
    case 'install':
    case 'copy':
    case 'move':
    case 'copy-item':
    case 'move-item':
      words.push(...copied(command).slice(-1));
      break;
    case 'tar':
    case 'bsdtar':
    case 'gtar':
    case 'zip':
    case '7z':
    case '7za':
      words.push(...packedInto(command));
      break;
    case 'truncate':
      words.push(...readOptions(command.args, TRUNCATE_VALUES).operands);
      break;
    case 'dd':
      words.push(...command.args.filter((word) => word.value.startsWith('of=')).map((word) => ({ ...word, value: word.value.slice(3), text: word.text.slice(3) })));
      break;
    case 'certutil':
    case 'bitsadmin':
    case 'base64':
      if (command.name !== 'base64' || command.args.some((word) => /^(?:-o|--output)$/.test(word.value))) words.push(...command.args.slice(-1));
      break;
    case 'new-item':
    case 'ni':
      // An empty file holds nothing.
      if (command.args.some(({ value }) => /^-(?:value|target)$/i.test(value))) words.push(...pathArgument(command));
      break;
    case 'set-content':
    case 'add-content':
    case 'out-file':
    case 'sc':
    case 'ac':
      words.push(...pathArgument(command));
      break;
  }
  return words;
}

/** The archive that a packer makes: the value of tar's `f`, the first operand of the others. */
function packedInto({ name, args }: Command): readonly Word[] {
  const operands = args.filter(({ value }) => !value.startsWith('-'));
  if (name === 'zip') return operands.slice(0, 1);
  if (name === '7z' || name === '7za') return operands[0]?.value === 'a' ? operands.slice(1, 2) : [];
  if (!packs(args)) return [];
  const at = args.findIndex(({ value }, index) => (index === 0 ? /^-?[a-zA-Z]{1,12}$/ : /^-[a-zA-Z]{1,12}$/).test(value) && value.endsWith('f'));
  const word = at < 0 ? args.find(({ value }) => value.startsWith('--file=')) : args[at + 1];
  return word ? [at < 0 ? { ...word, value: word.value.slice(7), text: word.text.slice(7) } : word] : [];
}

/** True for the options of tar that make an archive or add to one. */
export function packs(args: readonly Word[]): boolean {
  return args.some(({ value }, index) => (index === 0 ? /^-?[a-zA-Z]{0,12}[cru][a-zA-Z]{0,12}$/ : /^(?:-[a-zA-Z]{0,12}c[a-zA-Z]{0,12}|--create|--append)$/).test(value));
}

function pathArgument(command: Command): readonly Word[] {
  const index = command.args.findIndex((word) => /^-(?:file)?path$|^-literalpath$/i.test(word.value));
  const word = index >= 0 ? command.args[index + 1] : command.args.find((arg) => !arg.value.startsWith('-'));
  return word ? [word] : [];
}

const TRUNCATE_VALUES: ReadonlySet<string> = new Set(['-s', '--size', '-r', '--reference']);

function copied(command: Command): readonly Word[] {
  const { operands } = readOptions(command.args, new Set(['-t', '-m', '-o', '-g', '-S', '--mode', '--owner', '--group', '--suffix']));
  return operands.length > 1 ? operands.filter((word) => !/^\/[a-z]$/i.test(word.value)) : [];
}

/** `curl -O url` and plain `wget url` write the last part of the address. */
function remoteNames({ name, options, urls, outputs, command }: NonNullable<ReturnType<typeof requestOf>>): readonly Word[] {
  const remote = name === 'curl' ? options.flags.has('-O') || options.flags.has('--remote-name') || options.flags.has('--remote-name-all') : name === 'wget' && outputs.length === 0;
  if (!remote || command === null) return [];
  return urls.flatMap((url) => {
    const base = url.value.split(/[?#]/)[0]?.split('/').pop() ?? '';
    const folder = ['--output-dir', '-P', '--directory-prefix'].flatMap((option) => options.values.get(option) ?? [])[0]?.text ?? '';
    const path = folder === '' ? base : `${folder.replace(/\/$/, '')}/${base}`;
    return base === '' || base.includes('\uE000') ? [] : [{ ...url, value: path, text: path }];
  });
}

/** What a command writes into files with a certain name, as far as it is known: the words of `echo`, a here-document. */
export function writtenText(command: Command, name: RegExp): string | null {
  if (!writtenPaths(command).some(({ text }) => name.test(text.replaceAll('\\', '/').replace(/["']/g, '')))) return null;
  const own = textOf(command);
  return own ?? (command.upstream.slice(0, 20).map((feeder) => textOf(feeder) ?? '').join('\n') || null);
}

function textOf({ name, args, input }: Command): string | null {
  if (input) return input.text.slice(0, 16_384);
  return name === 'echo' || name === 'printf' ? args.map(({ text }) => text).join(' ').slice(0, 16_384).replaceAll('\\n', '\n') : null;
}

/** Files whose content a command reads: operands, `< file`, `@file` of an upload. */
export function readPaths(command: Command): readonly Word[] {
  const input = command.redirects.filter(({ operator }) => operator === '<').map(({ target }) => target);
  const request = requestOf(command);
  if (request) return [...input, ...request.sent.filter(({ role }) => role === 'file').map(({ word }) => word)];
  return [...input, ...command.args.filter((word) => !word.value.startsWith('-'))];
}

/** Commands whose output a command gets directly, by command. */
const directSources = memoize((_script: CommandScript): Map<Command, readonly Command[]> => new Map());

function sourcesOf(command: Command, script: CommandScript): readonly Command[] {
  const known = directSources(script).get(command);
  if (known) return known;
  const files = writtenFiles(script);
  const sources = new Set<Command>(command.upstream);
  for (const word of [command.word, ...command.args, ...command.redirects.map(({ target }) => target)]) for (const nested of word.nested.slice(0, 50)) sources.add(nested);
  for (const word of readPaths(command).slice(0, 100)) {
    const key = pathKey(word);
    const writers = key === null ? undefined : files.get(key);
    if (writers) for (const writer of lastWriters(writers, command, script)) sources.add(writer);
  }
  const result = [...sources];
  directSources(script).set(command, result);
  return result;
}

/** The last 32 commands that wrote a file before it is read: `writers` stand in source order. */
export function lastWriters(writers: readonly Command[], reader: Command, script: CommandScript): readonly Command[] {
  if (writers.length > MAX_WRITERS) cutFlows.add(script);
  let low = 0;
  let high = writers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((writers[middle]?.range[0] ?? 0) <= reader.range[0]) low = middle + 1;
    else high = middle;
  }
  return writers.slice(Math.max(low - MAX_WRITERS, 0), low).filter((writer) => writer !== reader);
}

const cutFlows = new WeakSet<CommandScript>();
const steps = memoize((_script: CommandScript): { left: number } => ({ left: MAX_STEPS }));

function spend(script: CommandScript, count: number): boolean {
  const state = steps(script);
  state.left -= count;
  return state.left > 0;
}

/** True when a flow of the text was too long or too entangled to follow to its end, as far as flows were asked for. */
export function isFlowCut(script: CommandScript): boolean {
  return cutFlows.has(script);
}

/**
 * Everything whose output reaches a command: through pipes, substitutions in its words, and files written earlier in the
 * text. The command itself is not part of it. A bound that is reached is noted: see `isFlowCut`.
 */
export function feeders(command: Command, script: CommandScript): readonly Command[] {
  const seen = new Set<Command>([command]);
  for (const next of seen) {
    if (seen.size >= MAX_FEEDERS || !spend(script, 1)) {
      cutFlows.add(script);
      break;
    }
    const sources = sourcesOf(next, script);
    spend(script, sources.length);
    for (const source of sources) seen.add(source);
  }
  seen.delete(command);
  return [...seen];
}

/** Commands whose output reaches a command's standard input, however many filters are between. */
export function pipedInto(command: Command): readonly Command[] {
  return closure(command.upstream);
}

const READERS = /^(?:cat|head|tail|tee|sed|awk|cut|less|more|source|\.)$/;
const TO_FILE = /^(?:&?>{1,2}|>\|)$/;

/** The commands in the substitutions of a word that may give it a text: not `curl … > /dev/null`, unless another one reads files. */
export function outputsIn(word: Word): readonly Command[] {
  const inner = nestedIn(word);
  if (inner.some(({ name }) => READERS.test(name ?? ''))) return inner;
  return inner.filter(({ pipeline }) => pipeline.at(-1)?.redirects.some(({ operator, descriptor, target }) => TO_FILE.test(operator) && descriptor !== 2 && !/^\/dev\/(?:stdout|fd\/1)$/.test(target.value)) !== true);
}

/** Commands whose output becomes part of a word, with what is piped into them. */
export function nestedIn(word: Word): readonly Command[] {
  return closure(word.nested);
}

function closure(start: readonly Command[]): readonly Command[] {
  const seen = new Set<Command>(start.slice(0, MAX_FEEDERS));
  for (const command of seen) {
    if (seen.size >= MAX_FEEDERS) break;
    for (const source of command.upstream) seen.add(source);
    for (const word of [command.word, ...command.args]) for (const nested of word.nested) seen.add(nested);
    for (const nested of command.input?.nested ?? []) seen.add(nested);
  }
  return [...seen];
}

/** How an interpreter gets its program. */
export interface Interpretation {
  /** A file given as operand. */
  readonly file: Word | null;
  /** Code given as an option's value (`-c`, `-e`). */
  readonly code: Word | null;
  readonly readsInput: boolean;
}

const STDIN = /^(?:-|\/dev\/stdin|\/dev\/fd\/0|\/proc\/self\/fd\/0)$/;

/** How a shell or script interpreter gets its program; `null` for other commands. */
export function interpretation(command: Command): Interpretation | null {
  const name = command.name?.toLowerCase().replace(/^(python|pypy|perl|ruby|php|lua|node)[0-9.]{1,8}$/, '$1') ?? '';
  if (name === 'source' || name === '.') {
    const file = command.args[0] ?? null;
    return { file, code: null, readsInput: file !== null && STDIN.test(file.value) };
  }
  if (name === 'powershell' || name === 'pwsh') return powershell(command);
  if (/^(?:g|m|n)?awk$/.test(name)) return awk(command);
  const spec = INTERPRETERS.get(name);
  if (!spec) return null;
  const isShell = SHELL_NAMES.has(name);
  for (let index = 0; index < command.args.length; index += 1) {
    const word = command.args[index];
    if (!word) break;
    const { value } = word;
    if (isShell ? /^-[a-zA-Z]*c$/.test(value) : spec.code.has(value) || spec.code.has(value.split('=')[0] ?? value)) {
      const code = command.args[index + 1] ?? null;
      // `xargs sh -c`, `xargs -I{} sh -c {}`: the input is the code.
      return { file: null, code, readsInput: (code === null || /^[{}%]{1,2}$/.test(code.value)) && command.wrappers.includes('xargs') };
    }
    // `sh -n` only checks the syntax.
    if (value === '-n' && isShell) return { file: null, code: null, readsInput: false };
    if (value === '-s' && isShell) return { file: null, code: null, readsInput: true };
    if (spec.values.has(value)) index += 1;
    else if (STDIN.test(value)) return { file: null, code: null, readsInput: true };
    else if (value === 'run' && (name === 'deno' || name === 'bun')) continue;
    else if (!value.startsWith('-') && !value.startsWith('+')) return { file: word, code: null, readsInput: false };
    else if (!isShell && /^-{1,2}(?:version|help|v|h)$/i.test(value)) return { file: null, code: null, readsInput: false };
  }
  return { file: null, code: null, readsInput: true };
}

/** Code that an interpreter is given in the text itself: after `-c` or `-e`, or as a here-document. At most 16 384 characters. */
export function inlineCode(command: Command): string {
  const found = interpretation(command);
  if (!found) return '';
  return (found.code?.text ?? (found.readsInput ? command.input?.text : undefined) ?? '').slice(0, 16_384);
}

/** A program of awk that hands each line of its input to a shell: `{ print | "sh" }`, `{ system($0) }`. */
const RUNS_LINES = /\|\s{0,3}"(?:\/bin\/)?(?:ba|da|z|k)?sh"|\bsystem\s{0,3}\(\s{0,3}\$0\s{0,3}\)/;

function awk({ args }: Command): Interpretation | null {
  const at = args.findIndex(({ value }) => RUNS_LINES.test(value.slice(0, 8192)));
  return at < 0 ? null : { file: args[at + 1] ?? null, code: null, readsInput: args[at + 1] === undefined };
}

function powershell(command: Command): Interpretation {
  const file = command.args.findIndex((word) => /^[-/]f(?:i|il|ile)?$/i.test(word.value));
  if (file >= 0) return { file: command.args[file + 1] ?? null, code: null, readsInput: false };
  const last = command.args.at(-1);
  const only = command.args.find((word) => /\.ps1$/i.test(word.value));
  return { file: only ?? null, code: null, readsInput: last === undefined || last.value === '-' };
}

/** The file that a command runs: a script given to an interpreter, or a program called by its path. */
export function executedFile(command: Command): Word | null {
  const found = interpretation(command);
  if (found) return found.file;
  if (/^(?:start-process|saps|invoke-item|ii)$/.test(command.name ?? '')) return pathArgument(command)[0] ?? null;
  const { word } = command;
  const isPath = /[\\/]/.test(word.text) || /\.(?:sh|exe|bat|cmd|ps1|py|run|bin)$/i.test(word.text) || /^"?\$\{?\w{1,60}\}?"?$/.test(word.text);
  return isPath ? word : null;
}
