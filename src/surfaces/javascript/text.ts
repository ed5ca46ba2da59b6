import type { MappedText, Mark, SourceRange } from '../mapped-text.ts';
import { markedText } from '../mapped-text.ts';
import { HOLE } from '../shell/index.ts';
import { children, isCall, isMember, nameOf, spans, unwrap } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { Evaluator } from './evaluate.ts';
import { isPiece, toText } from './values.ts';
import type { Part, TextValue } from './values.ts';
import type { Hole, TextPattern } from './types.ts';

/** What texts need from the model. */
export interface TextShop {
  readonly text: string;
  readonly evaluator: Evaluator;
  origins(node: JsNode): readonly string[];
}

class Pattern implements TextPattern {
  readonly parts: readonly (string | Hole)[];
  readonly holes: readonly Hole[];
  readonly alternatives: readonly string[];
  readonly isPossible: boolean;
  readonly range: SourceRange;
  readonly isCut: boolean;
  readonly #value: TextValue;
  readonly #node: JsNode;
  readonly #shop: TextShop;
  #mapped: MappedText | null = null;

  constructor(value: TextValue, node: JsNode, shop: TextShop, isCut: boolean) {
    this.#value = value;
    this.#node = node;
    this.#shop = shop;
    this.range = node.range;
    this.isCut = isCut;
    this.alternatives = value.alternatives;
    this.isPossible = value.possible;
    this.parts = merged(value.parts, shop);
    this.holes = this.parts.filter((part): part is Hole => typeof part !== 'string');
  }

  get prefix(): string {
    const [first] = this.parts;
    return typeof first === 'string' ? first : '';
  }

  get suffix(): string {
    const last = this.parts.at(-1);
    return typeof last === 'string' ? last : '';
  }

  get constant(): string | null {
    if (this.holes.length > 0) return null;
    return this.prefix;
  }

  get display(): string {
    return this.parts.map((part) => (typeof part === 'string' ? part : '${}')).join('');
  }

  get variants(): readonly (readonly (string | Hole)[])[] {
    return (this.#value.variants ?? []).map((parts) => merged(parts, this.#shop));
  }

  mapped(): MappedText {
    return (this.#mapped ??= mapParts(this.#value.parts, this.#node, this.#shop));
  }
}

/** The text of an evaluated expression. */
export function textPattern(value: TextValue, node: JsNode, shop: TextShop, isCut: boolean = false): TextPattern {
  return new Pattern(value, node, shop, isCut);
}

/** The text of an expression. A result that a bound has cut is never remembered, so asking again shows the cut again. */
export function patternOf(node: JsNode, shop: TextShop): TextPattern {
  const { budget } = shop.evaluator;
  const { cuts } = budget;
  const value = toText(shop.evaluator.evaluate(node), node);
  return new Pattern(value, node, shop, budget.cuts > cuts);
}

function merged(parts: readonly Part[], shop: TextShop): (string | Hole)[] {
  const out: (string | Hole)[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (!isPiece(part)) out.push(holeOf(part.gap, shop));
    else if (typeof last === 'string') out[out.length - 1] = last + part.text;
    else out.push(part.text);
  }
  return out;
}

class HoleView implements Hole {
  readonly node: JsNode;
  readonly range: SourceRange;
  readonly #shop: TextShop;

  constructor(node: JsNode, shop: TextShop) {
    this.node = node;
    this.range = node.range;
    this.#shop = shop;
  }

  get origin(): string | null {
    return this.#shop.origins(unwrap(this.node))[0] ?? null;
  }

  get name(): string | null {
    const node = unwrap(this.node);
    if (isMember(node)) return this.#shop.evaluator.propertyName(node);
    // `Deno.env.get('HOME')`.
    const [argument] = isCall(node) && this.origin === 'global:Deno.env.get()' ? children(node, 'arguments') : [];
    return argument ? this.#shop.evaluator.constant(argument) : nameOf(node);
  }
}

function holeOf(node: JsNode, shop: TextShop): Hole {
  return new HoleView(node, shop);
}

/**
 * Text with its way back. What stands literally inside of the expression (or of the one constant it names) maps
 * exactly; everything else maps to the whole place it came from inside of the expression.
 */
function mapParts(parts: readonly Part[], node: JsNode, shop: TextShop): MappedText {
  const home = homeOf(parts, node);
  const marks: Mark[] = [];
  const holes: SourceRange[] = [];
  let text = '';
  let source = home.range[0];
  let isExact = false;
  for (const part of parts) {
    isExact = false;
    const at = isPiece(part) ? part.node : part.gap;
    const isInside = spans(home.range, at.range) && at.range[0] >= source;
    if (!isPiece(part)) {
      source = isInside ? at.range[0] : source;
      marks.push([text.length, source]);
      holes.push([text.length, text.length + 1]);
      text += HOLE;
      source = isInside ? at.range[1] : source;
    } else if (isInside && !part.derived) {
      const decoded = decodePiece(at, part.text, shop.text);
      for (const [offset, index] of decoded.marks) marks.push([text.length + offset, index]);
      text += part.text;
      source = decoded.end;
      isExact = true;
    } else {
      if (isInside) source = at.range[0];
      marks.push([text.length, source]);
      text += part.text;
    }
  }
  return markedText(text, marks, isExact ? source : Math.max(source, home.range[1]), holes);
}

/** The expression, or the constant's definition when all of the text stands there. */
function homeOf(parts: readonly Part[], node: JsNode): JsNode {
  const [first] = parts;
  if (!first) return node;
  const nodes = parts.map((part) => (isPiece(part) ? part.node : part.gap));
  if (nodes.some((at) => spans(node.range, at.range))) return node;
  const at = nodes[0] as JsNode;
  if (nodes.length === 1) return at;
  let outer = at;
  for (let depth = 0; depth < 50 && outer.parent; depth += 1) {
    if (!/^(?:Template|Binary|Array|Call)/.test(outer.parent.type)) break;
    outer = outer.parent;
  }
  return outer;
}

/** Where the content of a literal or template element begins in the source. */
export function contentRange(node: JsNode, text: string): SourceRange {
  const [start, end] = node.range;
  if (node.type !== 'TemplateElement') return [start + 1, end - 1];
  const parent = node.parent;
  const first = parent ? children(parent, 'quasis')[0] : null;
  const isInclusive = parent?.range[0] === first?.range[0];
  if (!isInclusive) return [start, end];
  return [start + 1, end - (text[end - 1] === '`' ? 1 : 2)];
}

/** Marks for a literal whose escapes were decoded; two marks per escape. */
export function decodePiece(node: JsNode, value: string, text: string): { readonly marks: readonly Mark[]; readonly end: number } {
  const [start, end] = contentRange(node, text);
  const marks: Mark[] = [[0, start]];
  if (end - start === value.length) return { marks, end };
  const isTemplate = node.type === 'TemplateElement';
  let index = start;
  for (let at = 0; at < value.length && index < end; ) {
    const length = unitLength(text, index, isTemplate);
    const isPlain = length === 1;
    const width = isPlain ? 1 : decodedWidth(text, index, length);
    index += length;
    at += width;
    if (!isPlain && marks.length < 20_000) marks.push([at, index]);
  }
  return { marks, end };
}

/** Source characters of one decoded unit: an escape, a CRLF in a template, or one character. */
function unitLength(text: string, index: number, isTemplate: boolean): number {
  if (isTemplate && text[index] === '\r' && text[index + 1] === '\n') return 2;
  if (text[index] !== '\\') return 1;
  const next = text[index + 1] ?? '';
  if (next === 'x') return 4;
  if (next === 'u') {
    if (text[index + 2] !== '{') return 6;
    const close = text.indexOf('}', index);
    return close < 0 || close - index > 12 ? 3 : close - index + 1;
  }
  if (next === '\r' && text[index + 2] === '\n') return 3;
  if (!/[0-7]/.test(next)) return 2;
  let length = 2;
  const limit = next <= '3' ? 4 : 3;
  while (length < limit && /[0-7]/.test(text[index + length] ?? '')) length += 1;
  return length;
}

function decodedWidth(text: string, index: number, length: number): number {
  if (text[index] !== '\\') return 1;
  const next = text[index + 1] ?? '';
  if (next === '\n' || next === '\r' || next === '\u2028' || next === '\u2029') return 0;
  return next === 'u' && text[index + 2] === '{' && length > 8 && Number.parseInt(text.slice(index + 3, index + length - 1), 16) > 0xffff ? 2 : 1;
}

/** A literal or template as it stands, without looking anything up. */
export function ownText(node: JsNode, shop: TextShop): MappedText {
  if (node.type === 'TemplateLiteral') {
    const parts: Part[] = [];
    const expressions = children(node, 'expressions');
    for (const [index, quasi] of children(node, 'quasis').entries()) {
      const cooked = quasi ? ((quasi['value'] as { cooked?: unknown }).cooked ?? '') : '';
      if (quasi && cooked !== '') parts.push({ text: String(cooked), node: quasi, derived: false });
      const expression = expressions[index];
      if (expression) parts.push({ gap: expression });
    }
    return mapParts(parts, node, shop);
  }
  const value = typeof node['value'] === 'string' ? node['value'] : '';
  const at = node.type === 'JSXText' ? node.range[0] : node.range[0] + 1;
  if (node.type === 'JSXText') return markedText(value, [[0, at]], node.range[1]);
  const { marks, end } = decodePiece(node, value, shop.text);
  return markedText(value, marks, end);
}

