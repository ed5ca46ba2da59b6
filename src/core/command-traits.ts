import type { CommandTraits, SettingValue } from '../knowledge/setting-row.ts';
import type { CommandText } from '../surfaces/shell/index.ts';
import type { LintedFile } from './file.ts';

interface Placed {
  readonly start: number;
  readonly end: number;
  readonly text: CommandText;
}

const placed = new WeakMap<LintedFile, readonly Placed[]>();
const traits = new WeakMap<CommandText, CommandTraits>();

const NONE: CommandTraits = { present: false, hostile: false, hostileBeyondDownload: false, network: false, agentBypass: false };

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
  const [from, to] = value.range;
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
  return all.slice(Math.max(0, low - 4), low + 1).flatMap((entry) => (entry.start <= from && entry.end >= to ? [entry.text] : []));
}

/** What the shell surface says about the commands inside a value. */
export function commandTraits(file: LintedFile, value: SettingValue): CommandTraits {
  let sum = NONE;
  for (const text of commandsIn(file, value)) {
    const own = traitsOf(text);
    sum = {
      present: true,
      hostile: sum.hostile || own.hostile,
      hostileBeyondDownload: sum.hostileBeyondDownload || own.hostileBeyondDownload,
      network: sum.network || own.network,
      agentBypass: sum.agentBypass || own.agentBypass,
    };
  }
  return sum;
}

function traitsOf(text: CommandText): CommandTraits {
  const known = traits.get(text);
  if (known) return known;
  const own: CommandTraits = { ...NONE, present: true };
  traits.set(text, own);
  return own;
}
