import { skipBlanks } from './nesting.ts';

/**
 * A guard against mappings whose only purpose is to exhaust the YAML parser: for each key it looks at all keys before it
 * in the same mapping. 100 000 keys, one megabyte of `a1: x`, would take minutes.
 */

/** Keys looked at: some two seconds, or 20 000 keys of one mapping. A lock file of the longest size that is read has fewer. */
const MAX_WORK = 200_000_000;

interface OpenMapping {
  /** Where its keys stand; in a flow 0 for a list, 1 for a mapping. */
  readonly column: number;
  keys: number;
}

/** The line (from 1) whose key would take the YAML parser too long; `null` for none. Linear in the text's length. */
export function findTooWideLine(text: string, max = MAX_WORK): number | null {
  const block: OpenMapping[] = [];
  const flow: OpenMapping[] = [];
  let work = 0;
  let line = 1;
  for (let start = 0; start < text.length; line += 1) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    work += countBlockKey(text, start, end, block) + countFlowKeys(text, start, end, flow);
    if (work > max) return line;
    start = end + 1;
  }
  return null;
}

/** Adds a line's key to the mapping of its column; gives the keys that stand there by now. A shallower line closes what is deeper. */
function countBlockKey(text: string, start: number, end: number, open: OpenMapping[]): number {
  let index = skipBlanks(text, start, end);
  if (index === end || text[index] === '#' || text[index] === '\r') return 0;
  closeDeeper(open, index - start);
  // `- a: 1` begins a mapping at the column of `a`.
  while (text[index] === '-' && isBlank(text[index + 1])) {
    index = skipBlanks(text, index + 1, end);
  }
  const isKey = (text[index] === '?' && isBlank(text[index + 1])) || text.slice(index, end).includes(':');
  return isKey ? addKey(open, index - start) : 0;
}

function closeDeeper(open: OpenMapping[], column: number): void {
  while ((open.at(-1)?.column ?? -1) > column) open.pop();
}

function addKey(open: OpenMapping[], column: number): number {
  const last = open.at(-1);
  if (last?.column !== column) {
    open.push({ column, keys: 1 });
    return 1;
  }
  last.keys += 1;
  return last.keys;
}

/** Adds the keys of `{a: 1, b: 2}`: commas that stand in braces, not in the brackets of a list. */
function countFlowKeys(text: string, start: number, end: number, open: OpenMapping[]): number {
  let work = 0;
  for (let index = start; index < end; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x7b || code === 0x5b) open.push({ column: code === 0x7b ? 1 : 0, keys: 0 });
    else if (code === 0x7d || code === 0x5d) open.pop();
    else if (code === 0x2c) {
      const last = open.at(-1);
      if (last?.column !== 1) continue;
      last.keys += 1;
      work += last.keys;
    }
  }
  return work;
}

function isBlank(character: string | undefined): boolean {
  return character === undefined || /\s/.test(character);
}
