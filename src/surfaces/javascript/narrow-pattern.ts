const MAX_PATTERN = 300;
/** Signs that no shell reads as more than text, with a backslash in front or without. */
const PLAIN = /[\w./:@+=,-]/;
const ESCAPED = /[dw./:@+=,_-]/;
/** Beginnings of groups behind their parenthesis: `(?:`, `(?=`, `(?!`, `(?<name>`. */
const GROUP = /\?(?:[:=!]|<[A-Za-z]\w{0,40}>)/y;
const RANGES = [/^[0-9]{2}$/, /^[a-z]{2}$/, /^[A-Z]{2}$/, /^[\u00c0-\ud7ff]{2}$/];
/** What only says how often, where or in which group something stands. */
const STRUCTURE = /[*+?{}0-9,^$)]/;

/** True for a regular expression that matches a text as a whole (no flag `m`) and lets no sign through that a shell reads as more than text. */
export function isNarrowPattern(pattern: string): boolean {
  if (pattern.length > MAX_PATTERN || !/^\^.*\$$/.test(pattern) || /(?<!\\)(?:\\\\)*\\\$$/.test(pattern)) return false;
  let depth = 0;
  for (let index = 1; index < pattern.length - 1; index += 1) {
    const sign = pattern[index] ?? '';
    if (sign === '[') {
      index = endOfClass(pattern, index);
      if (index < 0) return false;
    } else if (sign === '\\') {
      index += 1;
      if (!ESCAPED.test(pattern[index] ?? '')) return false;
    } else if (sign === '(') {
      depth += 1;
      GROUP.lastIndex = index + 1;
      if (GROUP.test(pattern)) index = GROUP.lastIndex - 1;
    } else if (sign === '|') {
      // An alternative beside the anchors matches anywhere.
      if (depth === 0) return false;
    } else if (sign === '.' || !(PLAIN.test(sign) || STRUCTURE.test(sign) || sign >= '\u00c0')) return false;
    if (sign === ')') depth -= 1;
  }
  return depth === 0;
}

/** Index of the bracket that ends a class of plain signs; -1 for any other class. */
function endOfClass(pattern: string, start: number): number {
  let first: string | null = null;
  for (let index = start + 1; index < pattern.length; index += 1) {
    let sign = pattern[index] ?? '';
    if (sign === ']') return index;
    const isEscape = sign === '\\';
    if (isEscape) sign = pattern[(index += 1)] ?? '';
    if (isEscape ? !ESCAPED.test(sign) : !PLAIN.test(sign) && sign < '\u00c0') return -1;
    const isRange = first !== null && pattern[index] === '-' && !isEscape && pattern[index + 1] !== ']';
    if (isRange) {
      const last = pattern[index + 1] ?? '';
      if (!RANGES.some((range) => range.test(`${first ?? ''}${last}`))) return -1;
      index += 1;
      first = null;
    } else first = isEscape && /[dw]/.test(sign) ? null : sign;
  }
  return -1;
}
