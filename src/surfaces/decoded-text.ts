import { markedText } from './mapped-text.ts';
import type { MappedText, Mark, SourceRange } from './mapped-text.ts';

/** Collects decoded text and the marks that lead back to the source. */
export class TextBuilder {
  #text = '';
  readonly #marks: Mark[] = [];
  /** Source index after what was added last. */
  #end = -1;
  /** True while text and source advance together. */
  #linear = false;

  /** Adds `text` that stands in the source from `at` on, character by character. */
  copy(text: string, at: number): void {
    if (text.length === 0) return;
    this.#mark(at);
    this.#text += text;
    this.#end = at + text.length;
    this.#linear = true;
  }

  /** Adds `text` that the source spells in another way in `[at, end)`. */
  put(text: string, at: number, end: number): void {
    if (text.length === 0) return;
    this.#mark(at);
    this.#text += text;
    this.#end = end;
    this.#linear = end - at === text.length;
  }

  /** What the source holds between two additions belongs to neither: a first mark ends the one, a second begins the other. */
  #mark(at: number): void {
    if (this.#linear && this.#end === at) return;
    const { length } = this.#text;
    if (length > 0 && this.#end < at) this.#marks.push([length, this.#end]);
    this.#marks.push([length, at]);
  }

  get text(): string {
    return this.#text;
  }

  /** Source index after the last character. */
  get end(): number {
    return Math.max(this.#end, 0);
  }

  /** The text collected so far, cut to `length`; `end` is the source index after its last character. */
  build(end: number, holes: readonly SourceRange[] = [], length = this.#text.length): MappedText {
    return markedText(this.#text.slice(0, length), this.#marks.length > 0 ? this.#marks : [[0, end]], end, holes);
  }
}

/** Escapes of one letter that JSON, JavaScript, YAML and TOML share. */
export const SIMPLE_ESCAPES = new Map<string, string>([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['0', '\0'],
]);

/** Length of the fixed-size hexadecimal escapes. */
const HEX_LENGTH = new Map<string, number>([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

export interface Escape {
  readonly text: string;
  readonly end: number;
}

/** `indexOf` that looks no further than `end`: a scan to the end of the file for every string would be quadratic. */
export function indexWithin(source: string, needle: string, from: number, end: number): number {
  const index = source.slice(from, Math.max(end, from)).indexOf(needle);
  return index < 0 ? -1 : from + index;
}

/** The escape that begins with the backslash at `at`, in the union of JSON's, JavaScript's, YAML's and TOML's forms. */
export function readEscape(source: string, at: number, limit: number, simple: ReadonlyMap<string, string>): Escape {
  const letter = source[at + 1];
  if (letter === undefined || at + 1 >= limit) return { text: '\\', end: Math.min(at + 1, limit) };
  if (letter === '\r' || letter === '\n') return { text: '', end: letter === '\r' && source[at + 2] === '\n' ? at + 3 : at + 2 };
  if (letter === 'u' && source[at + 2] === '{') {
    const close = source.slice(at + 3, Math.min(at + 12, limit)).indexOf('}');
    const code = close > 0 ? parseHex(source.slice(at + 3, at + 3 + close)) : null;
    if (code !== null) return { text: String.fromCodePoint(code), end: at + 4 + close };
  }
  const length = HEX_LENGTH.get(letter);
  if (length !== undefined && at + 2 + length <= limit) {
    const code = parseHex(source.slice(at + 2, at + 2 + length));
    if (code !== null) return { text: length === 4 ? String.fromCharCode(code) : String.fromCodePoint(code), end: at + 2 + length };
  }
  return { text: simple.get(letter) ?? letter, end: at + 2 };
}

function parseHex(digits: string): number | null {
  if (!/^[\da-f]{1,8}$/i.test(digits)) return null;
  const code = Number.parseInt(digits, 16);
  return code <= 0x10ffff ? code : null;
}

/**
 * The string whose content stands in `source.slice(start, end)` (without its quotes), with the escapes of JSON, JSON5
 * and JavaScript decoded. Never fails: an escape that is none reads as its letter.
 */
export function escapedText(source: string, start: number, end: number, holes: readonly SourceRange[] = []): MappedText {
  const builder = new TextBuilder();
  const textHoles: SourceRange[] = [];
  let at = start;
  let next = 0;
  while (at < end) {
    const hole = holes[next];
    const slash = indexWithin(source, '\\', at, end);
    const stop = Math.min(slash < 0 ? end : slash, hole ? hole[0] : end, end);
    builder.copy(source.slice(at, stop), at);
    at = stop;
    if (hole && at === hole[0]) {
      const from = builder.text.length;
      builder.copy(source.slice(hole[0], hole[1]), at);
      textHoles.push([from, builder.text.length]);
      at = hole[1];
      next += 1;
    } else if (at < end) {
      const escape = readEscape(source, at, end, SIMPLE_ESCAPES);
      builder.put(escape.text, at, escape.end);
      at = escape.end;
    }
  }
  return builder.build(end, textHoles);
}

/** A JSON string: `raw` with its quotes, standing at `start` in the file. */
export function jsonStringText(raw: string, start: number): MappedText {
  return rawText(raw, start, []);
}

/** A JavaScript string: `raw` with its quotes, standing at `start` in the file. */
export function jsStringText(raw: string, start: number): MappedText {
  return rawText(raw, start, []);
}

/**
 * A template literal: `raw` with its back-ticks, standing at `start`. `holes` are the source ranges of its `${…}`
 * parts, ascending; they stay in the text as written and become holes of it.
 */
export function jsTemplateText(raw: string, start: number, holes: readonly SourceRange[]): MappedText {
  return rawText(raw, start, holes.map(([from, to]): SourceRange => [from - start, to - start]));
}

function rawText(raw: string, start: number, holes: readonly SourceRange[]): MappedText {
  return shifted(escapedText(raw, 1, Math.max(raw.length - 1, 1), holes), start);
}

function shifted(text: MappedText, by: number): MappedText {
  return {
    text: text.text,
    holes: text.holes,
    toSource(start, end) {
      const [from, to] = text.toSource(start, end);
      return [from + by, to + by];
    },
  };
}

/**
 * Lines of an indented block (a Markdown fence inside a list, a here-document with `<<-`): each line without its
 * first `indent` white-space characters, joined by line feeds.
 */
export function indentedText(source: string, start: number, end: number, indent: number): MappedText {
  const builder = new TextBuilder();
  let at = start;
  while (at < end) {
    const newline = indexWithin(source, '\n', at, end);
    const stop = newline < 0 || newline >= end ? end : newline + 1;
    let from = at;
    while (from < stop && from - at < indent && (source[from] === ' ' || source[from] === '\t')) from += 1;
    builder.copy(source.slice(from, stop), from);
    at = stop;
  }
  return builder.build(end);
}
