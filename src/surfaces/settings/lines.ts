import { indexWithin, TextBuilder } from '../decoded-text.ts';
import type { MappedText, SourceRange } from '../mapped-text.ts';
import type { Draft, DraftMember } from './tree.ts';

/** What distinguishes the `key = value` formats from each other. */
export interface LineFormat {
  /** `[section]` lines open an object; `[a "b"]` opens `b` inside `a`. */
  readonly sections: boolean;
  /** `=`: the first equals sign parts key and value. ` `: the first blank does. */
  readonly separator: '=' | ' ';
  /** A `#` or `;` after a value begins a comment; with `blank`, only after white space. */
  readonly inlineComments: 'always' | 'blank' | 'never';
  /** A line that begins with white space goes on with the value before it. */
  readonly continuation: boolean;
  /** `true` and `false` read as booleans, a key alone as true. */
  readonly booleans: boolean;
}

export const NPMRC: LineFormat = { sections: true, separator: '=', inlineComments: 'always', continuation: false, booleans: true };
export const YARNRC: LineFormat = { sections: false, separator: ' ', inlineComments: 'blank', continuation: false, booleans: true };
export const GIT_CONFIG: LineFormat = { sections: true, separator: '=', inlineComments: 'always', continuation: false, booleans: true };
export const PIP_CONFIG: LineFormat = { sections: true, separator: '=', inlineComments: 'blank', continuation: true, booleans: true };
export const DOTENV: LineFormat = { sections: false, separator: '=', inlineComments: 'blank', continuation: false, booleans: false };

interface Section {
  readonly range: SourceRange;
  readonly members: DraftMember[];
  readonly sections: Map<string, Section>;
  readonly lists: Map<string, DraftMember[]>;
}

const MAX_VALUE = 100_000;

/** Reads `key = value` lines. Never fails: a line that is none of the format's forms is left out. */
export function linesDraft(text: string, format: LineFormat): Draft {
  const root = newSection([0, text.length]);
  let section = root;
  let at = 0;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    let next = newline < 0 ? text.length : newline + 1;
    const [from, to] = trimmed(text, at, newline < 0 ? text.length : newline);
    const first = text[from];
    if (from === to || first === '#' || first === ';') {
      at = next;
      continue;
    }
    if (format.sections && first === '[' && text[to - 1] === ']') {
      section = openSection(root, text, from, to);
    } else {
      if (format.continuation) next = continued(text, next);
      addLine(section, text, from, trimmed(text, from, next)[1], format);
    }
    at = next;
  }
  return sectionDraft(root);
}

function newSection(range: SourceRange): Section {
  return { range, members: [], sections: new Map(), lists: new Map() };
}

function sectionDraft(section: Section): Draft {
  return { kind: 'object', range: section.range, members: () => section.members };
}

function trimmed(text: string, start: number, end: number): SourceRange {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text[from] ?? '')) from += 1;
  while (to > from && /\s/.test(text[to - 1] ?? '')) to -= 1;
  return [from, to];
}

/** Where the lines that go on with a value end: those that begin with white space and hold something. */
function continued(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') {
    const newline = text.indexOf('\n', at);
    const stop = newline < 0 ? text.length : newline + 1;
    if (text.slice(at, stop).trim() === '') break;
    at = stop;
  }
  return at;
}

function openSection(root: Section, text: string, from: number, to: number): Section {
  const quote = indexWithin(text, '"', from, to);
  const quoted = quote > 0 && text[to - 2] === '"' && quote < to - 2;
  const outer = childSection(root, text, trimmed(text, from + 1, quoted ? quote : to - 1));
  return quoted ? childSection(outer, text, [quote + 1, to - 2]) : outer;
}

function childSection(parent: Section, text: string, keyRange: SourceRange): Section {
  const key = text.slice(...keyRange);
  const known = parent.sections.get(key);
  if (known) return known;
  const section = newSection(keyRange);
  parent.sections.set(key, section);
  parent.members.push({ key, keyRange, draft: sectionDraft(section) });
  return section;
}

function addLine(section: Section, text: string, from: number, to: number, format: LineFormat): void {
  const start = text.startsWith('export ', from) && format === DOTENV ? from + 7 : from;
  const separator = separatorOf(text, start, to, format);
  const keyRange = unquoted(text, trimmed(text, start, separator < 0 ? to : separator));
  const name = text.slice(...keyRange);
  const draft = separator < 0 ? aloneDraft(keyRange, format) : valueDraft(text, trimmed(text, separator + 1, to), format);
  if (!name.endsWith('[]') || format !== NPMRC) {
    section.members.push({ key: name, keyRange, draft });
    return;
  }
  addItem(section, name.slice(0, -2), [keyRange[0], keyRange[1] - 2], draft);
}

function addItem(section: Section, key: string, keyRange: SourceRange, draft: Draft): void {
  const known = section.lists.get(key);
  const items = known ?? [];
  items.push({ key: items.length, draft });
  if (known) return;
  section.lists.set(key, items);
  section.members.push({ key, keyRange, draft: { kind: 'array', range: draft.range, members: () => items } });
}

function separatorOf(text: string, from: number, to: number, format: LineFormat): number {
  if (format.separator === '=') {
    return indexWithin(text, '=', from, to);
  }
  for (let at = text[from] === '"' ? Math.max(indexWithin(text, '"', from + 1, to), from) : from; at < to; at += 1) {
    if (text[at] === ' ' || text[at] === '\t') return at;
  }
  return -1;
}

function aloneDraft(range: SourceRange, format: LineFormat): Draft {
  return format.booleans ? { kind: 'boolean', value: true, range } : { kind: 'null', value: null, range };
}

function unquoted(text: string, [from, to]: SourceRange): SourceRange {
  const quote = text[from];
  return to - from >= 2 && (quote === '"' || quote === "'") && text[to - 1] === quote ? [from + 1, to - 1] : [from, to];
}

function valueDraft(text: string, range: SourceRange, format: LineFormat): Draft {
  const decoded = decodeValue(text, range, format);
  const value = decoded.text;
  const at = decoded.toSource(0, value.length);
  if (format.booleans && (value === 'true' || value === 'false')) return { kind: 'boolean', value: value === 'true', range: at };
  return { kind: 'string', value, range: value === '' ? range : at, text: () => decoded };
}

/** Takes quotes, escapes and a comment at the end off; `${NAME}` stays in the text and is a hole of it. */
function decodeValue(text: string, [from, to]: SourceRange, format: LineFormat): MappedText {
  const builder = new TextBuilder();
  const holes: SourceRange[] = [];
  const whole = unquoted(text, [from, to]);
  let quoted = whole[0] !== from;
  let at = whole[0];
  let end = Math.min(whole[1], at + MAX_VALUE);
  if (quoted && format.inlineComments !== 'never' && text.slice(at, end).includes('"')) [quoted, at, end] = [false, from, to];
  while (at < end) {
    const character = text[at] ?? '';
    if (!quoted && startsComment(text, at, from, format)) break;
    const variable = character === '$' ? variableEnd(text, at, end) : 0;
    if (variable > 0) {
      holes.push([builder.text.length, builder.text.length + variable - at]);
      builder.copy(text.slice(at, variable), at);
      at = variable;
    } else if (character === '\\' && at + 1 < end && '\\;#"'.includes(text[at + 1] ?? ' ')) {
      builder.put(text[at + 1] ?? '', at, at + 2);
      at += 2;
    } else if (character === '"' && !quoted && format === GIT_CONFIG) {
      at += 1;
    } else {
      builder.copy(character, at);
      at += 1;
    }
  }
  while (!quoted && at > from && /\s/.test(text[at - 1] ?? '')) at -= 1;
  const built = builder.text.trimEnd();
  return builder.build(at, holes, quoted ? undefined : built.length);
}

function startsComment(text: string, at: number, from: number, { inlineComments }: LineFormat): boolean {
  const character = text[at];
  if (inlineComments === 'never' || (character !== '#' && character !== ';')) return false;
  return inlineComments === 'always' || at === from || /\s/.test(text[at - 1] ?? '');
}

const MAX_VARIABLE = 200;

function variableEnd(text: string, at: number, end: number): number {
  if (text[at + 1] !== '{') return 0;
  const close = text.slice(at, Math.min(at + MAX_VARIABLE, end)).indexOf('}');
  return close < 0 ? 0 : at + close + 1;
}
