import { readFileSync, statSync } from 'node:fs';

import type { Change, Replacement } from './types.ts';
import { decode, isBinary } from './values.ts';

/** A file before and after a change. `after` is `null` when it can't be known; `tooLarge` when a bound stopped the reading. */
export interface WouldBe {
  readonly before: string;
  readonly after: string | null;
  readonly tooLarge: boolean;
}

const UNKNOWN: WouldBe = { before: '', after: null, tooLarge: false };

/** Text of a file, `null` when there is none or it is no text; `tooLarge` above `maxBytes`. */
export function readText(path: string, maxBytes: number): { readonly text: string | null; readonly tooLarge: boolean } {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) return { text: null, tooLarge: false };
    if (stat.size > maxBytes) return { text: null, tooLarge: true };
    const bytes = readFileSync(path);
    return { text: isBinary(bytes) ? null : decode(bytes), tooLarge: false };
  } catch {
    return { text: null, tooLarge: false };
  }
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/**
 * The text of a file as it would be after a change. An edit whose text does not occur fails in the agent's own tool;
 * then only the new text counts.
 */
export function wouldBe(path: string, change: Change, maxBytes: number): WouldBe {
  if (change.to === 'unknown') return UNKNOWN;
  const { text, tooLarge } = readText(path, maxBytes);
  if (change.to === 'delete') return { before: text ?? '', after: null, tooLarge: false };
  if (change.to === 'copy') {
    const source = readText(change.from, maxBytes);
    const { replacements = [] } = change;
    const taken = source.text === null || replacements.length === 0 ? source.text : afterText(source.text, true, { to: 'replace', replacements });
    return { before: text ?? '', after: taken, tooLarge: source.tooLarge };
  }
  if (tooLarge && change.to === 'append') return { before: '', after: change.content, tooLarge: change.content.length > maxBytes };
  if (tooLarge && change.to === 'replace') return { before: '', after: null, tooLarge: true };
  const before = text ?? '';
  const after = afterText(before, text !== null, change);
  return { before: change.to === 'cell' ? '' : before, after, tooLarge: after.length > maxBytes };
}

function afterText(before: string, exists: boolean, change: Exclude<Change, { to: 'delete' | 'unknown' | 'copy' }>): string {
  if (change.to === 'content') return change.content;
  if (change.to === 'cell') return change.content;
  if (change.to === 'append') return `${before}${change.content}`;
  const added = change.replacements.map(({ after }) => after).join('\n');
  if (!exists) return added;
  let text = before;
  for (const replacement of change.replacements) {
    const next = replaced(text, replacement);
    if (next === null) return `${before}\n${added}`;
    text = next;
  }
  return text;
}

/** `null` when the text to replace does not occur. Line ends of the file win, as agents' tools do it. */
function replaced(text: string, { before, after, all }: Replacement): string | null {
  if (before === '') return text === '' ? after : `${text}\n${after}`;
  for (const [from, to] of [[before, after], [toCrlf(before), toCrlf(after)]] as const) {
    if (!text.includes(from)) continue;
    if (all) return text.split(from).join(to);
    const at = text.indexOf(from);
    return text.slice(0, at) + to + text.slice(at + from.length);
  }
  return null;
}

function toCrlf(text: string): string {
  return text.replace(/\r?\n/g, '\r\n');
}
