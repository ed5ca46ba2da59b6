import type { CommandTraits, ProgramCall, SettingValue } from '../knowledge/setting-row.ts';
import { joinTexts, sliceText } from '../surfaces/mapped-text.ts';
import type { MappedText } from '../surfaces/mapped-text.ts';
import type { SettingNode } from '../surfaces/settings/index.ts';
import { argvText, shellText } from '../surfaces/shell/carriers/make.ts';
import type { Circumstances } from '../surfaces/shell/carriers/make.ts';
import { findAgentBypass, findRemoteCode, maliciousPart } from '../surfaces/shell/detect/index.ts';
import { isLocalRequest } from '../surfaces/shell/detect/network.ts';
import { memoize } from '../surfaces/shell/detect/types.ts';
import type { CommandText } from '../surfaces/shell/index.ts';
import type { LintedFile } from './file.ts';

interface Placed {
  readonly start: number;
  readonly end: number;
  readonly text: CommandText;
}

const placed = new WeakMap<LintedFile, readonly Placed[]>();
/** Plain maps inside of the weak one: the collector has much more work with some ten thousand weak keys. */
const texts = new WeakMap<LintedFile, Map<SettingValue | string, readonly CommandText[]>>();

const NONE: CommandTraits = { present: false, hostile: false, hostileBeyondDownload: false, network: false, agentBypass: false };
const HARMLESS: CommandTraits = { ...NONE, present: true };
const SETTING: Circumstances = { carrier: 'setting' };
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

/** What runs inside a value, from carriers or, when no carrier knows the value, from its own text. */
function textsIn(file: LintedFile, value: SettingValue): readonly CommandText[] {
  let held = texts.get(file);
  if (!held) texts.set(file, (held = new Map()));
  const known = held.get(value);
  if (known) return known;
  const carried = commandsIn(file, value);
  const isWhole = carried.length > 0 && value.get('args')?.kind !== 'string';
  // What stands in many values is parsed once: nobody asks these texts where they stand.
  const shared = carried.length === 0 && typeof value.value === 'string' ? value.value : null;
  const all = isWhole ? carried : ((shared === null ? undefined : held.get(shared)) ?? [...carried, ...ownTexts(value as SettingNode)]);
  held.set(value, all);
  if (shared !== null) held.set(shared, all);
  return all;
}

/** A text as a command line; a list of words, or an object's program and arguments, as one command, and each word with spaces by itself. */
function ownTexts(value: SettingNode): readonly CommandText[] {
  const parts = value.kind === 'object' ? ['path', 'executable', 'command', 'cmd', 'args'].flatMap((name) => wordsOf(value.get(name))) : wordsOf(value);
  const words = parts.slice(0, MAX_WORDS);
  const [first, ...rest] = words;
  if (!first || words.reduce((sum, word) => sum + word.text.length, 0) > MAX_LENGTH) return [];
  if (rest.length === 0) return [shellText(sliceText(first, 0, first.text.trimEnd().length), SETTING)];
  if (value.get('args')?.kind === 'string') return [shellText(joinTexts(words), SETTING)];
  return [...argvText(words, SETTING), ...words.filter((word) => word.text.includes(' ')).map((word) => shellText(word, SETTING))];
}

function wordsOf(value: SettingNode | undefined): readonly MappedText[] {
  if (!value) return [];
  const nodes = value.kind === 'array' ? value.members : [value];
  return nodes.flatMap((node) => (node.kind === 'string' ? [node.text()] : []));
}

/** What the shell surface says about the commands inside a value. A text of ordinary programs need not be parsed for it. */
export function commandTraits(file: LintedFile, value: SettingValue): CommandTraits {
  let sum = NONE;
  for (const text of textsIn(file, value)) {
    const own = text.isOrdinary ? HARMLESS : traitsOf(text.script);
    sum = sum === NONE || sum === HARMLESS ? own : {
      present: true,
      hostile: sum.hostile || own.hostile,
      hostileBeyondDownload: sum.hostileBeyondDownload || own.hostileBeyondDownload,
      network: sum.network || own.network,
      agentBypass: sum.agentBypass || own.agentBypass,
    };
  }
  return sum;
}

/** The commands inside a value. */
export function programCalls(file: LintedFile, value: SettingValue): readonly ProgramCall[] {
  const found = textsIn(file, value);
  const [only] = found;
  return only && found.length === 1 ? callsOf(only.script) : found.flatMap(({ script }) => callsOf(script));
}

const callsOf = memoize((script): readonly ProgramCall[] => script.commands.map((command) => ({ name: command.name, word: command.word.value, args: command.args.map((word) => word.value) })));

const TRANSFER: ReadonlySet<string> = new Set([
  'curl', 'wget', 'iwr', 'irm', 'invoke-webrequest', 'invoke-restmethod', 'nc', 'ncat', 'netcat', 'socat', 'scp', 'ftp', 'tftp', 'aria2c',
]);

const traitsOf = memoize((script): CommandTraits => {
  const malicious = maliciousPart(script);
  return {
    present: true,
    hostile: malicious !== null,
    hostileBeyondDownload: malicious !== null && (malicious.kind !== 'remote-code' || findRemoteCode(script).some(({ hostile }) => hostile !== null)),
    network: script.commands.some((command) => TRANSFER.has(command.name?.toLowerCase() ?? '') && !isLocalRequest(command)),
    agentBypass: findAgentBypass(script).some(({ level }) => level === 'high'),
  };
});
