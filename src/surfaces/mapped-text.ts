/** Half-open `[start, end)` in UTF-16 code units of `sourceCode.text` (after a stripped BOM). */
export type SourceRange = readonly [start: number, end: number];

/**
 * Decoded text that remembers where each of its characters stands in the linted file.
 *
 * Escapes (`\u0063`), YAML folding or a template's holes make text and source differ; a finding inside the
 * decoded text must still point at the exact source. The map is piecewise linear: between two marks
 * text and source advance together.
 */
export interface MappedText {
  /** The decoded text. */
  readonly text: string;
  /** Ranges of `text` whose real content is unknown (a template hole, a `${{ }}` expression). Ascending. */
  readonly holes: readonly SourceRange[];
  /** Source range of `text.slice(start, end)`; arguments are clamped to the text, the result is never empty-inverted. */
  toSource(start: number, end: number): SourceRange;
}

/** `[textIndex, sourceIndex]`, ascending in both: from here on text and source advance together. */
export type Mark = readonly [text: number, source: number];

class MarkedText implements MappedText {
  readonly text: string;
  readonly holes: readonly SourceRange[];
  readonly #marks: readonly Mark[];
  readonly #sourceEnd: number;

  constructor(text: string, marks: readonly Mark[], sourceEnd: number, holes: readonly SourceRange[]) {
    this.text = text;
    this.holes = holes;
    this.#marks = marks;
    this.#sourceEnd = sourceEnd;
  }

  toSource(start: number, end: number): SourceRange {
    const from = clamp(start, 0, this.text.length);
    const to = clamp(end, from, this.text.length);
    const sourceStart = this.#sourceIndex(from);
    const sourceEnd = to === this.text.length ? this.#sourceEnd : to === from ? sourceStart : this.#sourceIndex(to - 1, true);
    return [sourceStart, Math.max(sourceStart, sourceEnd)];
  }

  /** Source index of the character at `index`; with `after`, of the end of that character. */
  #sourceIndex(index: number, after = false): number {
    const marks = this.#marks;
    let low = 0;
    let high = marks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((marks[middle]?.[0] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    const [text, source] = marks[low] ?? [0, 0];
    const next = marks[low + 1];
    const limit = next ? next[1] : this.#sourceEnd;
    if (after && next && next[0] === index + 1) return limit;
    return Math.min(source + (index - text) + (after ? 1 : 0), limit);
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** Text that stands in the source as it is, from `start` on. */
export function plainText(text: string, start: number): MappedText {
  return new MarkedText(text, [[0, start]], start + text.length, []);
}

/**
 * Text built from pieces. Each mark says where the text from `mark[0]` on stands; `sourceEnd` is the source
 * index after the last character.
 */
export function markedText(text: string, marks: readonly Mark[], sourceEnd: number, holes: readonly SourceRange[] = []): MappedText {
  return new MarkedText(text, marks.length > 0 ? marks : [[0, sourceEnd]], sourceEnd, holes);
}

/** Part of a mapped text, with the same way back to the source. */
export function sliceText(text: MappedText, start: number, end: number): MappedText {
  const from = clamp(start, 0, text.text.length);
  const to = clamp(end, from, text.text.length);
  return {
    text: text.text.slice(from, to),
    holes: text.holes
      .filter(([a, b]) => b > from && a < to)
      .map(([a, b]): SourceRange => [Math.max(a, from) - from, Math.min(b, to) - from]),
    toSource: (a, b) => text.toSource(from + clamp(a, 0, to - from), from + clamp(b, 0, to - from)),
  };
}

/**
 * Several mapped texts as one, separated by `separator` (default: a space), as `command` + `args` of a process.
 * `places` says where each is used: what spans several texts ends there when a text itself stands elsewhere.
 */
export function joinTexts(texts: readonly MappedText[], separator = ' ', places: readonly SourceRange[] = []): MappedText {
  return new JoinedText(texts, separator, places);
}

const NO_HOLES: readonly SourceRange[] = Object.freeze([]);

class JoinedText implements MappedText {
  readonly text: string;
  readonly holes: readonly SourceRange[];
  readonly #parts: readonly MappedText[];
  readonly #starts: readonly number[];
  readonly #places: readonly SourceRange[];

  constructor(parts: readonly MappedText[], separator: string, places: readonly SourceRange[]) {
    const starts: number[] = [];
    let holes: SourceRange[] | undefined;
    let length = 0;
    for (const part of parts) {
      starts.push(length);
      for (const [a, b] of part.holes) (holes ??= []).push([a + length, b + length]);
      length += part.text.length + separator.length;
    }
    this.text = parts.map((part) => part.text).join(separator);
    this.holes = holes ?? NO_HOLES;
    this.#parts = parts;
    this.#starts = starts;
    this.#places = places;
  }

  toSource(start: number, end: number): SourceRange {
    const first = this.#partAt(start);
    const last = this.#partAt(Math.max(start, end - 1));
    const head = this.#parts[first];
    const tail = this.#parts[last];
    if (!head || !tail) return [0, 0];
    const headOffset = this.#starts[first] ?? 0;
    const tailOffset = this.#starts[last] ?? 0;
    if (first === last) return head.toSource(start - headOffset, end - headOffset);
    const [from] = within(head.toSource(start - headOffset, head.text.length), this.#places[first]);
    const [, to] = within(tail.toSource(0, end - tailOffset), this.#places[last]);
    return from <= to ? [from, to] : [to, from];
  }

  #partAt(index: number): number {
    let low = 0;
    let high = this.#parts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** The range, or the place where its text is used when it does not stand there. */
function within(range: SourceRange, place: SourceRange | undefined): SourceRange {
  return place && (range[0] < place[0] || range[1] > place[1]) ? place : range;
}
