import { lineLanguage, lineRoot } from './line-language.ts';
import type { CommentRange } from './line-language.ts';

/** Plain text (root `TextDocument`): ini-like settings, Dockerfiles, instruction files without an extension. */
export const textLanguage = lineLanguage((text) => lineRoot('TextDocument', text, findTextComments(text), {}));

const MARKER = /^[\t ]*(#|;|\/\/)/;
const TRAILING_DIRECTIVE = /[\t ](#|;|\/\/)[\t ]*eslint-disable-line(?![\w-])/;

/**
 * Whole lines that begin with `#`, `;` or `//`, and `eslint-disable-line` at the end of any line. What a marker means
 * in the middle of a line differs from format to format, so nothing else is taken for a comment.
 */
export function findTextComments(text: string): CommentRange[] {
  const comments: CommentRange[] = [];
  // Not a boolean: V8 would move the search into the loop, where it is needed, and do it again for every line.
  const trailing = text.includes('eslint-disable-line') ? TRAILING_DIRECTIVE : null;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const next = newline < 0 ? text.length : newline + 1;
    let end = newline < 0 ? text.length : newline;
    if (text[end - 1] === '\r' && end > start) end -= 1;
    const comment = findInLine(text.slice(start, end), trailing);
    if (comment) comments.push({ range: [start + comment.at, end], marker: comment.marker });
    start = next;
  }
  return comments;
}

function findInLine(line: string, trailing: RegExp | null): { at: number; marker: number } | null {
  const whole = MARKER.exec(line);
  if (whole) return { at: whole[0].length - (whole[1]?.length ?? 0), marker: whole[1]?.length ?? 1 };
  const directive = trailing?.exec(line);
  return directive ? { at: directive.index + 1, marker: directive[1]?.length ?? 1 } : null;
}
