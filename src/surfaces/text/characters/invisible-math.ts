import type { SourceRange } from '../../mapped-text.ts';

const MAX_FOUND = 50;
/** Colours of paper: what is set in them is not seen. */
const INVISIBLE = /\\(?:text)?color\s{0,4}(?:\[[A-Za-z]{1,10}\]\s{0,4})?\{\s{0,4}(white|transparent|#f{3,8}|#ffffff00|1(?:\.0)?,\s?1(?:\.0)?,\s?1(?:\.0)?|255,\s?255,\s?255|rgba?\(255,\s?255,\s?255[^)}]{0,20}\))\s{0,4}\}/gi;

/** Formulas set in the colour of the page: where, and in which colour. At most 50. */
export function findInvisibleMath(text: string): readonly { readonly range: SourceRange; readonly color: string }[] {
  if (!text.includes('color')) return [];
  const found: { readonly range: SourceRange; readonly color: string }[] = [];
  INVISIBLE.lastIndex = 0;
  for (let match = INVISIBLE.exec(text); match && found.length < MAX_FOUND; match = INVISIBLE.exec(text)) {
    if (isCodeSpan(text, match.index)) continue;
    found.push({ range: [match.index, match.index + match[0].length], color: match[1] ?? '' });
  }
  return found;
}

/** In back-ticks of the same line, other than the form of GitHub for formulas: $`…`$. */
function isCodeSpan(text: string, at: number): boolean {
  const line = text.slice(Math.max(text.lastIndexOf('\n', at) + 1, at - 400), at);
  const marks = line.split('`').length - 1;
  return marks % 2 === 1 && line.charAt(line.lastIndexOf('`') - 1) !== '$';
}
