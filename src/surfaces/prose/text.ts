import type { FileContext } from '../file-context.ts';
import type { SourceRange } from '../mapped-text.ts';
import { addHtml } from './markdown.ts';
import type { ProseCarrier, ProseRegion } from './model.ts';
import { htmlCommentRanges, regionAt } from './regions.ts';

/** `# eslint-disable …` is a comment for ESLint, not a heading. */
const DIRECTIVE = /^eslint-/;

/** Instruction files that are plain text: blocks between blank lines, with Markdown's headings, fences and quotes. */
export function plainRegions(file: FileContext): readonly ProseRegion[] {
  const { text } = file.sourceCode;
  const out: ProseRegion[] = [];
  let heading = '';
  for (const [start, end] of blocksOf(text)) {
    const first = text.slice(start, Math.min(end, start + 200));
    const title = /^#{1,6} ([^\n]{0,150})/.exec(first);
    if (title && !DIRECTIVE.test(title[1] ?? '')) heading = (title[1] ?? '').trim();
    const carrier: ProseCarrier = /^(?:```|~~~)/.test(first) ? 'code' : first.startsWith('>') ? 'blockquote' : /^(?:[-*+]|\d{1,3}[.)]) /.test(first) ? 'list' : 'text';
    if (carrier !== 'code' && htmlCommentRanges(text.slice(start, end)).length > 0) addHtml(out, text, [start, end], heading);
    else out.push(regionAt(text, [start, end], carrier, heading));
  }
  return out;
}

/** Ranges of lines without a blank line between them; a fence is one block with its blank lines. */
function blocksOf(text: string): SourceRange[] {
  const blocks: SourceRange[] = [];
  let start = -1;
  let end = 0;
  let fence = '';
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const stop = newline < 0 ? text.length : newline;
    const mark = text.slice(at, Math.min(stop, at + 3));
    const isFence = mark === '```' || mark === '~~~';
    const isBlank = stop - at < 1000 && text.slice(at, stop).trim() === '';
    if (fence === '' && (isBlank || isFence) && start >= 0) {
      blocks.push([start, end]);
      start = -1;
    }
    if (!isBlank || fence !== '') {
      if (start < 0) start = at;
      end = stop;
    }
    if (isFence) {
      if (fence === '') fence = mark;
      else if (fence === mark) {
        fence = '';
        blocks.push([start, end]);
        start = -1;
      }
    }
    at = stop + 1;
  }
  if (start >= 0) blocks.push([start, end]);
  return blocks;
}
