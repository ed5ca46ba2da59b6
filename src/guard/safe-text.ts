import { quote } from '../core/quote.ts';
import { ENV_THREATS } from '../knowledge/env-variables.ts';
import { STORE_LABELS } from '../knowledge/paths.ts';

const MAX_PATH = 100;
const PLAIN_VALUE = /^[\w.@:/()*=~+-]{1,40}$/;

/**
 * A path that may stand in a reason: reasons enter an agent's context, where a file name can be a sentence. Unusual
 * names are shortened to their folder.
 */
export function safePath(path: string): string {
  const shown = quote(path.replaceAll('\\', '/'), MAX_PATH);
  if (shown.length <= MAX_PATH && /^[\w.@:/()[\]+~-]{1,100}$/.test(shown)) return shown;
  const extension = /\.[a-z0-9]{1,8}$/i.exec(path)?.[0] ?? '';
  return `a file with an unusual name${extension === '' ? '' : ` (${extension})`}`;
}

/**
 * A rule's message without sentences of the linted text: each value that was put into the template stays only when it
 * is one short word. `template` holds `{{name}}` where values went.
 */
export function withoutQuotes(message: string, template: string | undefined): string {
  if (template === undefined) return 'This text could not be read.';
  const pieces = template.split(/\{\{\s*\w+\s*\}\}/);
  if (pieces.length === 1) return template;
  let out = pieces[0] ?? '';
  let at = out.length;
  if (!message.startsWith(out)) return pieces.join('…');
  for (const [index, piece] of pieces.slice(1).entries()) {
    const end = index === pieces.length - 2 ? message.length - piece.length : message.indexOf(piece, at);
    if (end < at) return pieces.join('…');
    out += plainWord(message.slice(at, end)) + piece;
    at = end + piece.length;
  }
  return out;
}

/** Values of several words that come from tables of this project. */
const OWN_WORDS: ReadonlySet<string> = new Set([...STORE_LABELS, ...Object.values(ENV_THREATS)]);

/** A value that is one word of code (a host, a name, a command) or our own; `…` for what could be a sentence. */
export function plainWord(value: string): string {
  const words = value.split(/[-_/+=:.]/).filter((word) => /^[a-z]{3,}$/i.test(word));
  return OWN_WORDS.has(value) || (PLAIN_VALUE.test(value) && words.length <= 5) ? value : '…';
}
