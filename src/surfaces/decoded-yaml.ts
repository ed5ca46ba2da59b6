import { indexWithin, readEscape, SIMPLE_ESCAPES, TextBuilder } from './decoded-text.ts';
import type { Escape } from './decoded-text.ts';
import { plainText } from './mapped-text.ts';
import type { MappedText, SourceRange } from './mapped-text.ts';

/** What a backslash and a letter mean in double-quoted YAML and in TOML. */
const ESCAPES = new Map<string, string>([
  ...SIMPLE_ESCAPES,
  ['a', '\x07'],
  ['e', '\x1b'],
  ['N', '\x85'],
  ['_', '\xa0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);

/**
 * A YAML scalar in any of its styles (`plain`, `single-quoted`, `double-quoted`, `literal`, `folded`), standing in
 * `range`. `value` is what the parser made of it: should the decoded text differ, the value is kept and maps to the
 * whole scalar.
 */
export function yamlScalarText(source: string, range: SourceRange, style: string, value: string): MappedText {
  const text = style === 'literal' || style === 'folded' ? blockScalar(source, range, value) : flowScalar(source, range, style, value);
  return text.text === value ? text : spread(value, range);
}

/** A TOML string: `multiline` and `literal` say which of its four forms stands in `range`. */
export function tomlStringText(source: string, range: SourceRange, value: string, form: { readonly multiline: boolean; readonly literal: boolean }): MappedText {
  const quotes = form.multiline ? 3 : 1;
  let start = range[0] + quotes;
  const end = Math.max(range[1] - quotes, start);
  if (form.multiline) start += source.startsWith('\r\n', start) ? 2 : source[start] === '\n' ? 1 : 0;
  if (form.literal) return source.slice(start, end) === value ? plainText(value, start) : spread(value, range);
  const builder = new TextBuilder();
  let at = start;
  while (at < end) {
    const slash = indexWithin(source, '\\', at, end);
    const stop = slash < 0 ? end : Math.min(slash, end);
    builder.copy(source.slice(at, stop), at);
    at = stop;
    if (at >= end) break;
    const blank = form.multiline ? skipBlank(source, at + 1, end) : at + 1;
    const folds = source.slice(at + 1, blank).includes('\n');
    const escape: Escape = folds ? { text: '', end: blank } : readEscape(source, at, end, ESCAPES);
    builder.put(escape.text, at, escape.end);
    at = escape.end;
  }
  const text = builder.build(end);
  return text.text === value ? text : spread(value, range);
}

function skipBlank(source: string, from: number, end: number): number {
  let at = from;
  while (at < end && ' \t\r\n'.includes(source[at] ?? '')) at += 1;
  return at;
}

/** A text whose way back is not known in detail: every part of it maps into `range`. */
function spread(value: string, [start, end]: SourceRange): MappedText {
  return { text: value, holes: [], toSource: () => [start, end] };
}

function flowScalar(source: string, range: SourceRange, style: string, value: string): MappedText {
  const quoted = style !== 'plain';
  const start = range[0] + (quoted ? 1 : 0);
  const end = range[1] - (quoted ? 1 : 0);
  if (source.slice(start, end) === value) return plainText(value, start);
  const builder = new TextBuilder();
  let at = start;
  while (at < end) {
    const character = source[at] ?? '';
    if (character === "'" && style === 'single-quoted') {
      builder.put("'", at, at + 2);
      at += 2;
    } else if (character === '\\' && style === 'double-quoted') {
      at = yamlEscape(source, at, end, builder);
    } else if (' \t\r\n'.includes(character)) {
      at = foldBlank(source, at, end, builder);
    } else {
      const stop = nextSpecial(source, at + 1, end);
      builder.copy(source.slice(at, stop), at);
      at = stop;
    }
  }
  return builder.build(end);
}

function nextSpecial(source: string, from: number, end: number): number {
  let at = from;
  while (at < end && !" \t\r\n'\\".includes(source[at] ?? '')) at += 1;
  return at;
}

function yamlEscape(source: string, at: number, end: number, builder: TextBuilder): number {
  const escape = readEscape(source, at, end, ESCAPES);
  const stop = escape.text === '' ? skipSpaces(source, escape.end, end) : escape.end;
  builder.put(escape.text, at, stop);
  return stop;
}

function skipSpaces(source: string, from: number, end: number): number {
  let at = from;
  while (at < end && (source[at] === ' ' || source[at] === '\t')) at += 1;
  return at;
}

/** White space in a flow scalar: kept within a line; around line breaks it folds to a space or to the blank lines. */
function foldBlank(source: string, at: number, end: number, builder: TextBuilder): number {
  const stop = skipBlank(source, at, end);
  const blank = source.slice(at, stop);
  const breaks = blank.split('\n').length - 1;
  if (breaks === 0) builder.copy(blank, at);
  else builder.put(breaks === 1 ? ' ' : '\n'.repeat(breaks - 1), at, stop);
  return stop;
}

/**
 * A block scalar: the parser's value is laid over the source line by line, so that indentation, folding and chomping
 * need no second implementation. Each line's content must come next in the value, else the text counts as unmapped.
 */
function blockScalar(source: string, [start, end]: SourceRange, value: string): MappedText {
  const header = indexWithin(source, '\n', start, end);
  if (header < 0 || header >= end) return spread(value, [start, end]);
  const builder = new TextBuilder();
  const indent = indentOf(source, header + 1, end, value);
  let at = header + 1;
  let done = 0;
  while (at < end && done < value.length) {
    const newline = indexWithin(source, '\n', at, end);
    const stop = newline < 0 ? end : Math.min(newline, end);
    const content = lineContent(source, at, stop, indent);
    if (content.text.length > 0) {
      const from = done;
      while (done < value.length && (value[done] === ' ' || value[done] === '\n') && !value.startsWith(content.text, done)) done += 1;
      builder.put(value.slice(from, done), Math.max(at - 1, start), content.at);
      builder.copy(content.text, content.at);
      done += content.text.length;
    }
    at = stop + 1;
  }
  if (done < value.length) builder.put(value.slice(done), Math.min(at, end), end);
  return builder.build(end);
}

function lineContent(source: string, at: number, stop: number, indent: number): { text: string; at: number } {
  const from = Math.min(at + indent, stop);
  const to = source[stop - 1] === '\r' && stop - 1 >= from ? stop - 1 : stop;
  return { text: source.slice(from, to), at: from };
}

/** Indentation of a block scalar: what the first line with content has beyond the spaces that the value keeps. */
function indentOf(source: string, from: number, end: number, value: string): number {
  const first = value.split('\n', 1000).find((line) => line.trim().length > 0) ?? '';
  let at = from;
  while (at < end) {
    const newline = indexWithin(source, '\n', at, end);
    const stop = newline < 0 ? end : Math.min(newline, end);
    const content = skipSpaces(source, at, stop);
    if (content < stop && source[content] !== '\r') return Math.max(content - at - (first.length - first.trimStart().length), 0);
    at = stop + 1;
  }
  return 0;
}
