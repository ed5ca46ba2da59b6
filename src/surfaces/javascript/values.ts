import type { JsNode } from './ast.ts';
import type { Variable } from './bindings.ts';
import { LIMITS } from './budget.ts';

/** A constant piece of text and the node it stands in; `derived` when it does not stand there literally. */
export interface Piece {
  readonly text: string;
  readonly node: JsNode;
  readonly derived: boolean;
}
/** An unknown piece. */
export interface Gap {
  readonly gap: JsNode;
}
export type Part = Piece | Gap;

export function isPiece(part: Part): part is Piece {
  return 'text' in part;
}

export interface TextValue {
  readonly k: 'text';
  readonly parts: readonly Part[];
  readonly alternatives: readonly string[];
  readonly possible: boolean;
  /** The texts it may be where some of them have gaps, so that no alternatives can stand for them. */
  readonly variants?: readonly Parts[];
}
type Parts = readonly Part[];

/** What an expression may be. Containers keep their nodes and are read on demand. */
export type Value =
  | TextValue
  | { readonly k: 'num'; readonly n: number }
  | { readonly k: 'bool'; readonly b: boolean }
  | { readonly k: 'nil'; readonly word: 'null' | 'undefined' }
  | { readonly k: 'bytes'; readonly data: readonly number[] }
  | { readonly k: 'array'; readonly items: readonly Item[]; readonly complete: boolean; readonly node: JsNode }
  | { readonly k: 'object'; readonly node: JsNode; readonly env: Env | null }
  | { readonly k: 'url'; readonly href: TextValue }
  | { readonly k: 'regex'; readonly atom: string; readonly plus: boolean; readonly global: boolean }
  | { readonly k: 'fn'; readonly node: JsNode; readonly env: Env | null }
  | { readonly k: 'decoder'; readonly node: JsNode }
  | { readonly k: 'map'; readonly entries: readonly Item[] }
  /** An object that was made of pairs: `Object.fromEntries(…)`; open when it has further members that are not known. */
  | { readonly k: 'pairs'; readonly entries: readonly Item[]; readonly node: JsNode; readonly open: boolean }
  | { readonly k: 'unknown'; readonly node: JsNode };

/** An array item: a value, or a node that is evaluated when somebody asks. */
export type Item = { readonly value: Value } | { readonly node: JsNode; readonly env: Env | null };

/** Values of parameters while a local function is read with constant arguments. */
export interface Env {
  readonly values: ReadonlyMap<Variable, Value>;
  readonly outer: Env | null;
  readonly depth: number;
  /** What is being evaluated with these values: a variable that is made of itself ends there. */
  readonly active?: Set<JsNode>;
}

export const unknown = (node: JsNode): Value => ({ k: 'unknown', node });
export const bool = (b: boolean): Value => ({ k: 'bool', b });
export const num = (n: number): Value => ({ k: 'num', n });

export function textOf(text: string, node: JsNode, derived = true): TextValue {
  return { k: 'text', parts: text === '' ? [] : [{ text, node, derived }], alternatives: [], possible: false };
}

export function gapText(node: JsNode): TextValue {
  return { k: 'text', parts: [{ gap: node }], alternatives: [], possible: false };
}

/** The whole text when no part is unknown. */
export function constantOf(value: Value): string | null {
  if (value.k !== 'text') return null;
  let out = '';
  for (const part of value.parts) {
    if (!isPiece(part)) return null;
    out += part.text;
  }
  return out;
}

/** The value as JavaScript would turn it into a string. `node` stands for it where it is unknown. */
export function toText(value: Value, node: JsNode): TextValue {
  switch (value.k) {
    case 'text':
      return value;
    case 'num':
      return textOf(String(value.n), node);
    case 'bool':
      return textOf(String(value.b), node);
    case 'nil':
      return textOf(value.word, node);
    case 'url':
      return value.href;
    case 'unknown':
      return gapText(value.node);
    default:
      return gapText(node);
  }
}

const MAX_PARTS = 4096;

/** Texts put together; `null` when the result would be longer than the bound. */
export function concatTexts(texts: readonly TextValue[], node: JsNode): { readonly text: TextValue; readonly cut: boolean } {
  const parts: Part[] = [];
  let length = 0;
  let possible = false;
  let cut = false;
  for (const text of texts) {
    possible ||= text.possible;
    for (const part of text.parts) {
      length += isPiece(part) ? part.text.length : 0;
      cut ||= (length > LIMITS.text && texts.length > 1) || parts.length >= MAX_PARTS;
      if (cut) break;
      parts.push(part);
    }
    if (cut) break;
  }
  if (cut) parts.push({ gap: node });
  const alternatives = cut ? [] : combineAlternatives(texts);
  const variants = cut || alternatives.length > 0 ? null : combineVariants(texts);
  return { text: { k: 'text', parts, alternatives, possible, ...(variants ? { variants } : {}) }, cut };
}

const MAX_VARIANTS = 16;
const MAX_VARIANT_PARTS = 64;

/** Variants of one varying text among others, which may have gaps; `null` for none or more than one varying text. */
function combineVariants(texts: readonly TextValue[]): readonly Parts[] | null {
  const varying = texts.filter((text) => text.alternatives.length > 0 || text.variants !== undefined);
  const [only] = varying;
  if (!only || varying.length > 1 || texts.reduce((sum, text) => sum + text.parts.length, 0) > MAX_VARIANT_PARTS) return null;
  return variantsOf(only).map((variant) => texts.flatMap((text) => (text === only ? variant : text.parts)));
}

/** All that a text may be, each as its parts. */
function variantsOf(text: TextValue): readonly Parts[] {
  if (text.variants) return text.variants;
  const [place] = text.parts;
  if (text.alternatives.length === 0 || !place) return [text.parts];
  const node = isPiece(place) ? place.node : place.gap;
  return text.alternatives.slice(0, MAX_VARIANTS).map((alternative): Parts => [{ text: alternative, node, derived: true }]);
}

/** Alternatives of one varying text among constants; more than one varying text gives none. */
function combineAlternatives(texts: readonly TextValue[]): string[] {
  const varying = texts.filter((text) => text.alternatives.length > 0);
  const [only] = varying;
  if (!only || varying.length > 1) return [];
  const others = texts.map((text) => (text === only ? null : constantOf(text)));
  if (texts.some((text, index) => text !== only && others[index] === null)) return [];
  return only.alternatives.map((alternative) => others.map((other) => other ?? alternative).join('')).filter((text) => text.length <= LIMITS.text);
}

/** One text for several possible ones: their common beginning, a gap, and the constants as alternatives. */
export function joinTexts(texts: readonly TextValue[], node: JsNode, most: number = LIMITS.alternatives): TextValue {
  const [first, ...rest] = texts;
  if (!first) return gapText(node);
  const constants = texts.map(constantOf);
  if (constants.every((text) => text !== null && text === constants[0])) return first;
  const alternatives = [...new Set(texts.flatMap((text, index) => (text.alternatives.length > 0 ? text.alternatives : (constants[index] ?? []))))].slice(0, most);
  let common = leadingText(first);
  for (const text of rest) common = commonPrefix(common, leadingText(text));
  const source = first.parts[0];
  const head: Part[] = common !== '' && source && isPiece(source) ? [{ text: common, node: source.node, derived: source.derived || source.text.length < common.length }] : [];
  // Not all are known: the constants are possibilities among others.
  const isOpen = texts.some((text, index) => constants[index] === null && text.alternatives.length === 0);
  const variants = isOpen && texts.some((text) => text.parts.some(isPiece)) ? texts.flatMap(variantsOf).filter((parts) => parts.some(isPiece) && parts.length <= MAX_VARIANT_PARTS).slice(0, MAX_VARIANTS) : [];
  return { k: 'text', parts: [...head, { gap: node }], alternatives, possible: isOpen || texts.some((text) => text.possible), ...(variants.length > 0 ? { variants } : {}) };
}

function leadingText(text: TextValue): string {
  let out = '';
  for (const part of text.parts) {
    if (!isPiece(part)) break;
    out += part.text;
  }
  return out;
}

function commonPrefix(a: string, b: string): string {
  let end = 0;
  while (end < a.length && end < b.length && a.charCodeAt(end) === b.charCodeAt(end)) end += 1;
  return a.slice(0, end);
}

/** Truth of a value when it is certain. */
export function truth(value: Value): boolean | null {
  switch (value.k) {
    case 'bool':
      return value.b;
    case 'num':
      return value.n !== 0 && !Number.isNaN(value.n);
    case 'nil':
      return false;
    case 'text': {
      if (value.possible) return null;
      const constant = constantOf(value);
      if (constant !== null) return constant !== '';
      return value.parts.some((part) => isPiece(part)) ? true : null;
    }
    case 'unknown':
      return null;
    default:
      return true;
  }
}
