import type { FileContext } from '../../file-context.ts';
import { TextIndex } from '../../text-index.ts';
import { commentRange, commentsOf } from '../../prose/comments.ts';
import type { SourceRange } from '../../mapped-text.ts';
import { scanAssignments, scanComments } from './assignments.ts';
import type { FoundSecret } from './found.ts';
import { findNameHints } from './hints.ts';
import { scanLines, scanText, strongestFirst } from './index.ts';
import { findInJavaScript } from './javascript.ts';
import type { ScanOptions, SecretHit } from './model.ts';
import { scanPgpass } from './programs.ts';
import { findInSettings } from './settings.ts';

export type { FoundSecret, Replacement } from './found.ts';

/** Every secret of a file, in source order, one per literal. What only strict reports is marked, not left out. */
export function findSecrets(file: FileContext, options: ScanOptions = {}): readonly FoundSecret[] {
  const model = file.javascript();
  const found = model ? findInJavaScript(model, options, () => commentRanges(file)) : findInText(file, options);
  return found.sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
}

const ESCAPED = /\\(?:u00|x)[2-7][0-9a-f]/i;

function commentRanges(file: FileContext): readonly SourceRange[] {
  return commentsOf(file).map(commentRange).filter((range) => range !== null);
}

function findInText(file: FileContext, options: ScanOptions): FoundSecret[] {
  const { text } = file.sourceCode;
  const textIndex = new TextIndex(text);
  const shaped = scanText(text, { ...options, textIndex });
  if (file.kind === 'lockfile') return shaped.map((hit) => fromHit(text, hit));
  const hasTree = file.language === 'json' || file.language === 'yaml' || file.language === 'toml';
  const hints = hasTree ? findNameHints(text, textIndex) : [];
  const hits = strongestFirst([...shaped, ...scanLines(text, textIndex), ...scanPgpass(text, file.path), ...(hasTree ? (hints.length > 0 ? scanComments(text, commentRanges(file), textIndex, hints) : []) : scanAssignments(text, textIndex, { isProse: file.language === 'markdown' || file.language === 'text' }))]);
  const found = hits.map((hit) => fromHit(text, hit));
  // A key may be spelt with escapes.
  const tree = hints.length > 0 || (hasTree && ESCAPED.test(text)) ? file.settings() : null;
  return tree ? merge(found, findInSettings(tree, file)) : found;
}

/** One secret per place. Keys know more than shapes: their names, ranges and replacements are taken over. */
function merge(shaped: readonly FoundSecret[], keyed: readonly FoundSecret[]): FoundSecret[] {
  const own = new Set(keyed);
  const sorted = [...shaped, ...keyed].sort((a, b) => a.range[0] - b.range[0]);
  const merged: FoundSecret[] = [];
  for (const secret of sorted) {
    const last = merged.at(-1);
    if (!last || secret.range[0] >= last.range[1]) merged.push(secret);
    else merged[merged.length - 1] = own.has(secret) ? combine(last, secret) : combine(secret, last);
  }
  return merged;
}

function combine(shaped: FoundSecret, keyed: FoundSecret): FoundSecret {
  const hit = shaped.hit.strict && !keyed.hit.strict ? keyed.hit : shaped.hit;
  return { ...keyed, hit: { ...hit, variable: hit.variable ?? keyed.hit.variable } };
}

const NAME_END = /([\w.-]{1,64})["'`]?\]?[ \t]{0,8}$/;
const FAR = 200;

/** The name in front of the nearest `=` or `:` on the line. */
function nameBefore(text: string, index: number): string | undefined {
  const line = text.slice(Math.max(0, index - FAR), index).split('\n').at(-1) ?? '';
  const at = Math.max(line.lastIndexOf('='), line.lastIndexOf(':'));
  return at < 0 ? undefined : NAME_END.exec(line.slice(Math.max(0, at - 80), at))?.[1];
}

function fromHit(text: string, hit: SecretHit & { readonly name?: string }): FoundSecret {
  const name = hit.name ?? nameBefore(text, hit.start);
  return { hit, range: [hit.start, hit.end], place: name ?? 'this text', names: name ? [name] : [], value: text.slice(hit.start, hit.end), strict: false, replacement: null };
}
