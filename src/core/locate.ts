import type { AnySourceCode } from '../surfaces/source-code.ts';

export interface Position {
  readonly line: number;
  readonly column: number;
}

const starts = new WeakMap<object, readonly number[]>();

/**
 * Line and column of an index, in the bases of the language. The SourceCode of languages other than JavaScript reads
 * the last line anew for every question, so that many findings in one long line would take minutes; here it is a
 * binary search. An index outside of the text is clamped.
 */
export function locate(sourceCode: AnySourceCode, index: number): Position {
  const { text, ast } = sourceCode;
  if ((ast.type === 'Program' && sourceCode.parserServices?.['isYAML'] !== true) || index <= 0 || index >= text.length) return sourceCode.getLocFromIndex(Math.min(Math.max(index, 0), text.length));
  const lines = startsOf(sourceCode);
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: index - (lines[low] ?? 0) + (ast.type === 'Document' || ast.type === 'root' ? 1 : 0) };
}

/** Where each line starts, by the language's own idea of a line. */
function startsOf(sourceCode: AnySourceCode): readonly number[] {
  const known = starts.get(sourceCode);
  if (known) return known;
  const { text, lines } = sourceCode;
  const found = [0];
  let at = 0;
  for (let index = 0; index + 1 < lines.length; index += 1) {
    at += lines[index]?.length ?? 0;
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
    found.push(at);
  }
  starts.set(sourceCode, found);
  return found;
}
