import { parseChunk } from './parse.ts';
import { parsePlain } from './plain.ts';
import type { ShellTree } from './tree.ts';

/** The parser gets at most this much text at once: its cost on hostile text grows faster than the text. */
const WINDOW = 16 * 1024;
/** A statement that fills a window is tried once in a larger one. */
const LARGE_WINDOW = 48 * 1024;
const MAX_TEXT = 1024 * 1024;
const MAX_RESUMES = 64;
/** Characters given to the parser in total, as a multiple of the text, besides a fixed allowance. */
const WORK_FACTOR = 3;
const WORK_ALLOWANCE = 512 * 1024;

/**
 * Parses shell text of any length, window by window at statement boundaries; each piece is read before the next is
 * parsed. After a syntax error reading goes on at the next line. A bound sets `incomplete`, an error adds to `hidden`.
 */
export function* parseShell(text: string): Generator<ShellTree, void> {
  const plain = parsePlain(text);
  if (plain) {
    yield { nodes: plain, incomplete: false };
    return;
  }
  const end = Math.min(text.length, MAX_TEXT);
  let incomplete = end < text.length;
  let position = 0;
  let resumes = 0;
  let hidden = 0;
  let work = end * WORK_FACTOR + WORK_ALLOWANCE;
  let size = WINDOW;
  while (position < end) {
    const stop = windowEnd(text, position, end, size);
    work -= stop - position;
    if (work < 0) {
      yield CUT;
      return;
    }
    const chunk = parseChunk(text.slice(position, stop), position);
    incomplete ||= chunk.incomplete;
    const last = chunk.nodes.at(-1);
    if (stop < end && chunk.open && last && last.range[0] > position) {
      yield { nodes: chunk.nodes.slice(0, -1), incomplete };
      position = last.range[0];
      size = WINDOW;
      continue;
    }
    if (stop < end && chunk.open && size === WINDOW && !isDense(text, position, stop)) {
      size = LARGE_WINDOW;
      continue;
    }
    size = WINDOW;
    const ranges = chunk.hidden.slice(0, Math.max(MAX_RESUMES - hidden, 0));
    if (chunk.error === null) {
      yield { nodes: chunk.nodes, incomplete, hidden: ranges };
      hidden += ranges.length;
      position = stop;
      continue;
    }
    resumes += 1;
    if (resumes > MAX_RESUMES) {
      yield { nodes: [], incomplete: true, hidden: ranges };
      return;
    }
    const line = text.indexOf('\n', chunk.error);
    const next = line < 0 || line + 1 >= stop ? stop : Math.max(line + 1, position + 1);
    yield { nodes: chunk.nodes.filter((node) => node.range[0] < next), incomplete, hidden: [...ranges, [Math.min(chunk.error, next), next]] };
    hidden += ranges.length + 1;
    position = next;
  }
}

const CUT: ShellTree = { nodes: [], incomplete: true };

/** True for text with far more openers than people write: the parser's cost grows faster than the text there. */
function isDense(text: string, start: number, stop: number): boolean {
  let openers = 0;
  for (let at = start; at < stop; at += 1) {
    const character = text.charCodeAt(at);
    if (character === 0x28 || character === 0x60 || (character === 0x7b && text.charCodeAt(at - 1) === 0x24) || (character === 0x3c && text.charCodeAt(at - 1) === 0x3c)) openers += 1;
  }
  return openers * 12 > stop - start;
}

/** Where a window ends: behind its last line feed, else behind its last separator. */
function windowEnd(text: string, start: number, end: number, size: number): number {
  if (end - start <= size) return end;
  const line = text.lastIndexOf('\n', start + size);
  if (line > start) return line + 1;
  for (let at = start + size; at > start + size / 2; at -= 1) {
    const character = text[at];
    if (character === ';' || character === '&' || character === '|') return at + 1;
  }
  return start + size;
}
