import { indexWithin } from '../decoded-text.ts';
import type { SourceRange } from '../mapped-text.ts';
import type { Draft, DraftMember } from './tree.ts';

/**
 * Reads `yarn.lock`, of Yarn 1 (`name value`) and later (`name: value`). A block's key is its whole header, several
 * specifiers separated by `, `. Linear; the blocks are read when they are looked at.
 */
export function yarnLockDraft(text: string): Draft {
  return { kind: 'object', range: [0, text.length], members: () => blocks(text, 0, text.length, 0, 0) };
}

interface Line {
  readonly indent: number;
  /** Without indentation and line end. */
  readonly range: SourceRange;
  readonly next: number;
}

function lineAt(text: string, at: number, end: number): Line {
  const newline = text.indexOf('\n', at);
  const stop = newline < 0 ? end : Math.min(newline, end);
  let from = at;
  while (from < stop && text[from] === ' ') from += 1;
  const to = text[stop - 1] === '\r' && stop > from ? stop - 1 : stop;
  return { indent: from - at, range: [from, to], next: stop + 1 };
}

/** Real lockfiles nest three deep. */
const MAX_NESTING = 6;

function blocks(text: string, start: number, end: number, indent: number, depth: number): DraftMember[] {
  const members: DraftMember[] = [];
  let at = start;
  while (at < end) {
    const line = lineAt(text, at, end);
    at = line.next;
    const [from, to] = line.range;
    if (from >= to || text[from] === '#' || line.indent !== indent) continue;
    if (text[to - 1] === ':') {
      const bodyEnd = endOfBlock(text, at, end, indent);
      members.push(blockMember(text, line.range, at, bodyEnd, depth + 1));
      at = bodyEnd;
    } else {
      members.push(...entryMember(text, line.range));
    }
  }
  return members;
}

function endOfBlock(text: string, start: number, end: number, indent: number): number {
  let at = start;
  while (at < end) {
    const line = lineAt(text, at, end);
    if (line.range[0] < line.range[1] && line.indent <= indent) return at;
    at = line.next;
  }
  return end;
}

function blockMember(text: string, [from, to]: SourceRange, bodyStart: number, bodyEnd: number, depth: number): DraftMember {
  const key = text.slice(from, to - 1).replaceAll('"', '');
  const inner = (): readonly DraftMember[] => {
    let at = depth < MAX_NESTING ? bodyStart : bodyEnd;
    while (at < bodyEnd) {
      const line = lineAt(text, at, bodyEnd);
      if (line.range[0] < line.range[1]) return blocks(text, at, bodyEnd, line.indent, depth);
      at = line.next;
    }
    return [];
  };
  return { key, keyRange: [from, to - 1], draft: { kind: 'object', range: [from, bodyEnd], members: inner } };
}

/** `name value`, `name: value`, each part plain or in double quotes. */
function entryMember(text: string, [from, to]: SourceRange): DraftMember[] {
  const keyEnd = text[from] === '"' ? indexWithin(text, '"', from + 1, to) + 1 : plainEnd(text, from, to);
  if (keyEnd <= from || keyEnd >= to) return [];
  let at = text[keyEnd] === ':' ? keyEnd + 1 : keyEnd;
  while (at < to && text[at] === ' ') at += 1;
  const value = unquote(text, [at, to]);
  const keyRange = unquote(text, [from, keyEnd]);
  return [{ key: text.slice(...keyRange), keyRange, draft: { kind: 'string', value: text.slice(...value), range: value } }];
}

function plainEnd(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && text[at] !== ' ' && !(text[at] === ':' && text[at + 1] === ' ')) at += 1;
  return at;
}

function unquote(text: string, [from, to]: SourceRange): SourceRange {
  return to - from >= 2 && text[from] === '"' && text[to - 1] === '"' ? [from + 1, to - 1] : [from, to];
}
