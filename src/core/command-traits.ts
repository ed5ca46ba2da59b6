import type { CommandTraits, ProgramCall, SettingValue } from '../knowledge/setting-row.ts';
import { joinTexts, sliceText } from '../surfaces/mapped-text.ts';
import type { MappedText } from '../surfaces/mapped-text.ts';
import type { SettingNode } from '../surfaces/settings/index.ts';
import { argvCommand, parseCommands } from '../surfaces/shell/index.ts';
import { findAgentBypass, findRemoteCode, maliciousPart } from '../surfaces/shell/detect/index.ts';
import { isLocalRequest } from '../surfaces/shell/detect/network.ts';
import type { CommandScript, CommandText } from '../surfaces/shell/index.ts';
import type { LintedFile } from './file.ts';

interface Placed {
  readonly start: number;
  readonly end: number;
  readonly text: CommandText;
}

const placed = new WeakMap<LintedFile, readonly Placed[]>();
const traits = new WeakMap<CommandScript, CommandTraits>();
const scripts = new WeakMap<SettingValue, readonly CommandScript[]>();

const NONE: CommandTraits = { present: false, hostile: false, hostileBeyondDownload: false, network: false, agentBypass: false };
const MAX_WORDS = 200;
const MAX_LENGTH = 8192;

/** A file's command texts by their place in the source. */
function placedCommands(file: LintedFile): readonly Placed[] {
  const known = placed.get(file);
  if (known) return known;
  const all = file
    .commands()
    .map((text): Placed => {
      const [start, end] = text.source.toSource(0, text.source.text.length);
      return { start, end, text };
    })
    .sort((a, b) => a.start - b.start);
  placed.set(file, all);
  return all;
}

/**
 * The command texts that stand inside a value; when there are none, those that the value is a part of (one argument of
 * a command that is spread over several values).
 */
export function commandsIn(file: LintedFile, value: SettingValue): readonly CommandText[] {
  const all = placedCommands(file);
  const from = Math.min(value.range[0], value.keyRange[0]);
  const to = value.range[1];
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.start ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  const inside: CommandText[] = [];
  for (let index = low; index < all.length; index += 1) {
    const entry = all[index];
    if (!entry || entry.start >= to) break;
    if (entry.end <= to) inside.push(entry.text);
  }
  if (inside.length > 0 || value.kind === 'object') return inside;
  // A command around the value starts at most a few entries before it; nested ones do not occur.
  return all.slice(Math.max(0, low - 4), low + 1).flatMap((entry) => (entry.start <= value.range[0] && entry.end >= to ? [entry.text] : []));
}

/** The scripts that run inside a value, from carriers or, when no carrier knows the value, from its own text. */
function scriptsOf(file: LintedFile, value: SettingValue): readonly CommandScript[] {
  const known = scripts.get(value);
  if (known) return known;
  const carried = commandsIn(file, value).map((text) => text.script);
  const isWhole = carried.length > 0 && value.get('args')?.kind !== 'string';
  const all = isWhole ? carried : [...carried, ...ownScripts(value as SettingNode)];
  scripts.set(value, all);
  return all;
}

/** A text as a command line; a list of words, or an object's program and arguments, as one command, and each word with spaces by itself. */
function ownScripts(value: SettingNode): readonly CommandScript[] {
  const parts = value.kind === 'object' ? ['path', 'executable', 'command', 'cmd', 'args'].flatMap((name) => wordsOf(value.get(name))) : wordsOf(value);
  const words = parts.slice(0, MAX_WORDS);
  const [first, ...rest] = words;
  if (!first || words.reduce((sum, word) => sum + word.text.length, 0) > MAX_LENGTH) return [];
  if (rest.length === 0) return [parseCommands(sliceText(first, 0, first.text.trimEnd().length))];
  if (value.get('args')?.kind === 'string') return [parseCommands(joinTexts(words))];
  return [argvCommand(words, joinTexts(words)), ...words.filter((word) => word.text.includes(' ')).map((word) => parseCommands(word))];
}

function wordsOf(value: SettingNode | undefined): readonly MappedText[] {
  if (!value) return [];
  const nodes = value.kind === 'array' ? value.members : [value];
  return nodes.flatMap((node) => (node.kind === 'string' ? [node.text()] : []));
}

/** What the shell surface says about the commands inside a value. */
export function commandTraits(file: LintedFile, value: SettingValue): CommandTraits {
  return scriptsOf(file, value).map(traitsOf).reduce(
    (sum, own) => ({
      present: true,
      hostile: sum.hostile || own.hostile,
      hostileBeyondDownload: sum.hostileBeyondDownload || own.hostileBeyondDownload,
      network: sum.network || own.network,
      agentBypass: sum.agentBypass || own.agentBypass,
    }),
    NONE,
  );
}

/** The commands inside a value. */
export function programCalls(file: LintedFile, value: SettingValue): readonly ProgramCall[] {
  return scriptsOf(file, value).flatMap((script) => script.commands.map((command) => ({ name: command.name, word: command.word.value, args: command.args.map((word) => word.value) })));
}

const TRANSFER: ReadonlySet<string> = new Set([
  'curl', 'wget', 'iwr', 'irm', 'invoke-webrequest', 'invoke-restmethod', 'nc', 'ncat', 'netcat', 'socat', 'scp', 'ftp', 'tftp', 'aria2c',
]);

function traitsOf(script: CommandScript): CommandTraits {
  const known = traits.get(script);
  if (known) return known;
  const malicious = maliciousPart(script);
  const own: CommandTraits = {
    present: script.commands.length > 0,
    hostile: malicious !== null,
    hostileBeyondDownload: malicious !== null && (malicious.kind !== 'remote-code' || findRemoteCode(script).some(({ hostile }) => hostile !== null)),
    network: script.commands.some((command) => TRANSFER.has(command.name?.toLowerCase() ?? '') && !isLocalRequest(command)),
    agentBypass: findAgentBypass(script).some(({ level }) => level === 'high'),
  };
  traits.set(script, own);
  return own;
}
