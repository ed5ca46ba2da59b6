import { child, children, isCall, isMember, isWrapper, lastName } from '../../javascript/ast.ts';
import type { JsNode } from '../../javascript/ast.ts';
import type { ValueModel } from '../../javascript/index.ts';
import { TextGroup } from '../../text-index.ts';
import type { FoundSecret } from './found.ts';
import type { NameHint } from './hints.ts';
import { scanText } from './index.ts';
import type { ScanOptions, SecretHit } from './model.ts';
import { isQuote, MIN_RUN } from './runs.ts';

/** How the credentials begin that attackers and agents cut most. What honest code is full of stands with its quote. */
const STARTS: readonly string[] = [
  'ghp_', 'gho_', 'ghs_', 'ghu_', 'github_pat_', 'glpat-', 'xoxb-', 'xoxp-', 'xapp-', 'AKIA', 'AIza', 'sk_live_', 'rk_live_', 'whsec_', 'sk-ant-', 'sk-proj-', 'shpat_', 'dop_v1_', 'pypi-', "'npm_", '"npm_', '`npm_', "'hf_", '"hf_', '`hf_', "'SG.", '"SG.', '`SG.',
  "'sk-", '"sk-', '`sk-', '-----BEGIN ',
];
const START_TEXTS = new TextGroup(STARTS);

const MAX_PARTS = 60;
const MAX_CLIMB = 40;
const MAX_READS = 16;
const MAX_WHOLES = 100;
const MAX_TOLD = 64;
/** `a` of `b = a + '…'` of `c = b + '…'`. */
const MAX_HOLDERS = 3;
const MAX_VALUE = 8192;
/** A value that was told in one piece is not told again as a part of another. */
const MIN_TOLD = 6;

/** A secret that no single literal holds: it is put together, decoded or spelt with escapes. */
export interface Assembled {
  readonly node: JsNode;
  readonly hit: SecretHit;
  readonly value: string;
}

/**
 * Secrets whose parts stand apart. Begins at literals that begin like a credential and at long tokens that are none by
 * themselves (`pieces`, ascending), goes to the whole expression around them, to where a variable or a member that holds
 * them is read, and asks the value model for the text of each such expression once.
 */
export function findAssembled(model: ValueModel, pieces: readonly number[], found: Iterable<FoundSecret>, options: ScanOptions): readonly Assembled[] {
  const starts = [...prefixed(model), ...addresses(model)].sort((a, b) => a - b);
  if (starts.length === 0 && pieces.length === 0) return [];
  const wholes = new Wholes(model);
  const told = [...found].slice(0, MAX_TOLD).filter(({ value }) => value.length >= MIN_TOLD).map(({ value }) => value);
  const out: Assembled[] = [];
  // What begins like a credential comes first: other tokens may be many.
  for (const indexes of [starts, pieces]) for (const { node } of model.stringsAt(indexes.slice(0, MAX_PARTS))) wholes.enter(node);
  for (const node of wholes.found) {
    const value = model.view(node).text().constant;
    if (value === null || value.length < MIN_RUN || value.length > MAX_VALUE || told.some((part) => value.includes(part))) continue;
    // What stands in one piece was judged in one piece.
    const hit = scanText(value, { ...options, textIndex: undefined, pieces: undefined }).find(({ start, end }) => !model.text.includes(value.slice(start, end)));
    if (!hit) continue;
    told.push(value.slice(hit.start, hit.end));
    out.push({ node, hit, value: value.slice(hit.start, hit.end) });
  }
  return out;
}

/** True when a credential's beginning stands in a file. */
export function mayBeAssembled(model: ValueModel): boolean {
  return model.textIndex.hasAny(START_TEXTS) || addresses(model).length > 0;
}

function prefixed({ text, textIndex }: ValueModel): readonly number[] {
  return textIndex.findGroup(START_TEXTS).flatMap(({ which, indexes }) => {
    const begins = /^['"`]/.test(STARTS[which] ?? '');
    return begins ? indexes : indexes.filter((index) => isQuote(text[index - 1]));
  });
}

/** From a credential's name to its value, and a value that is a sum, a list that is joined, or a template with holes. */
const TO_VALUE = /["'`]?\]?(?::\s{0,4}string)?\s{0,4}[:=]\s{0,20}/y;
const MADE = /[A-Za-z_$#][\w$.#[\]]{0,60}\s{0,20}(?:\+(?!\+)|\.(?:join|concat)\()|`(?=[^`]{0,100}\$\{)/y;
const MAX_NAMED = 100;

/** Expressions that put a credential's value together behind its name: no literal of them need look like one. */
export function namedWholes(model: ValueModel, hints: readonly NameHint[]): readonly { readonly node: JsNode; readonly value: string }[] {
  const out = new Map<JsNode, string>();
  for (const { end } of hints) {
    TO_VALUE.lastIndex = end;
    if (!TO_VALUE.test(model.text)) continue;
    MADE.lastIndex = TO_VALUE.lastIndex;
    const whole = MADE.test(model.text) ? wholeFrom(model.nodeAt(TO_VALUE.lastIndex)) : null;
    if (!whole || out.has(whole) || out.size >= MAX_NAMED) continue;
    const value = model.view(whole).text().constant;
    if (value !== null && value.length <= MAX_VALUE && !model.text.includes(value)) out.set(whole, value);
  }
  return [...out].map(([node, value]) => ({ node, value }));
}

function wholeFrom(start: JsNode | null): JsNode | null {
  let node = start;
  let whole: JsNode | null = node?.type === 'TemplateLiteral' ? node : null;
  for (let step = 0; node && step < MAX_CLIMB; step += 1) {
    const next = outer(node);
    if (next && next.type !== 'MemberExpression') whole = next;
    node = next;
  }
  return whole;
}

/** From the user of an address to a hole or the end of a literal, where the password begins. */
const USER = /[^\s/:@"'<>`\\]{0,64}:(?:\$\{[^}]{0,80}\}@|["'`]\s{0,4}\+)/y;

/** Beginnings of addresses whose password is put in. */
function addresses({ text, textIndex }: ValueModel): readonly number[] {
  return textIndex.findLiteral('://').filter((index) => {
    USER.lastIndex = index + 3;
    return USER.test(text);
  });
}

/** Expressions around parts, each once, in the order in which they are met. */
class Wholes {
  readonly found = new Set<JsNode>();
  readonly #model: ValueModel;
  readonly #holders = new Set<JsNode>();

  constructor(model: ValueModel) {
    this.#model = model;
  }

  enter(literal: JsNode): void {
    if (isEscaped(literal, this.#model.text)) this.#add(literal);
    this.#climb(literal, 0);
  }

  #add(node: JsNode): void {
    if (this.found.size < MAX_WHOLES) this.found.add(node);
  }

  /** From a part outwards: what is made of it, then where that is kept. */
  #climb(part: JsNode, depth: number): void {
    let node = part;
    const made: JsNode[] = part.type === 'TemplateLiteral' && children(part, 'expressions').length > 0 ? [part] : [];
    for (let step = 0; step < MAX_CLIMB; step += 1) {
      const next = outer(node);
      if (!next) break;
      if (next.type === 'BinaryExpression' || next.type === 'TemplateLiteral' || next.type === 'TaggedTemplateExpression' || isCall(next)) made.push(next);
      node = next;
    }
    // The outermost first; a part of it is asked only where that is unknown.
    const whole = made.reverse().slice(0, MAX_HOLDERS).find((candidate) => this.found.has(candidate) || this.#model.view(candidate).text().constant !== null);
    if (whole) this.#add(whole);
    if (depth < MAX_HOLDERS) for (const read of this.#readsOf(node)) this.#climb(read, depth + 1);
  }

  /** Where the variable or the member is read that holds an expression; objects, lists and `Object.freeze` are passed. */
  #readsOf(value: JsNode): readonly JsNode[] {
    let node = value;
    for (let step = 0; step < MAX_CLIMB; step += 1) {
      const { parent } = node;
      if (!parent) return [];
      const passes = parent.type === 'Property' || parent.type === 'ObjectExpression' || parent.type === 'ArrayExpression' || isWrapper(parent) || (isCall(parent) && FREEZE.test(lastName(child(parent, 'callee')) ?? ''));
      if (!passes) return this.#holder(node, parent);
      node = parent;
    }
    return [];
  }

  #holder(value: JsNode, parent: JsNode): readonly JsNode[] {
    if (this.#holders.has(parent)) return [];
    this.#holders.add(parent);
    if (parent.type === 'VariableDeclarator' && parent['init'] === value) return this.#uses(child(parent, 'id'));
    if (parent.type === 'AssignmentExpression' && parent['right'] === value) return this.#uses(child(parent, 'left'));
    return parent.type === 'PropertyDefinition' ? this.#model.readsOf(parent).slice(0, MAX_READS) : [];
  }

  #uses(id: JsNode | null): readonly JsNode[] {
    const reads = id?.type === 'Identifier' ? this.#model.readsOf(id) : [];
    // `let x = 'a'; x += 'b'; use(x)`
    const grown = reads.length <= MAX_READS && reads.some(({ parent }) => parent?.type === 'AssignmentExpression' && parent['operator'] === '+=') ? reads.at(-1) : undefined;
    if (grown) this.#add(grown);
    return reads.slice(0, MAX_READS);
  }
}

const FREEZE = /^(?:freeze|seal)$/;

/** True for a literal that is written otherwise than it reads: `\x67hp_…`. */
function isEscaped(literal: JsNode, text: string): boolean {
  return text.slice(literal.range[0], Math.min(literal.range[1], literal.range[0] + MAX_VALUE)).includes('\\');
}

/** Functions that give a text in another form, and methods that put texts together. */
const DECODING = /^(?:from|atob|decodeURIComponent|unescape|String|concat|decode|replace|replaceAll|toString|freeze|join|push)$/;

/** The expression that takes a part up in its own text; `null` where the text ends. */
function outer(node: JsNode): JsNode | null {
  const parent = node.parent ?? null;
  if (!parent) return null;
  if (isWrapper(parent) || parent.type === 'TemplateLiteral' || parent.type === 'ArrayExpression' || parent.type === 'SpreadElement') return parent;
  if (parent.type === 'BinaryExpression') return parent['operator'] === '+' ? parent : null;
  if (parent.type === 'TaggedTemplateExpression') return parent['quasi'] === node ? parent : null;
  if (isMember(parent)) return parent['object'] === node ? parent : null;
  if (!isCall(parent)) return null;
  if (parent['callee'] === node) return parent;
  const callee = child(parent, 'callee');
  const isArgument = children(parent, 'arguments').includes(node);
  // `join('a', 'b')` of this file: the value model knows whether it can look into it.
  return isArgument && (callee?.type === 'Identifier' || DECODING.test(lastName(callee) ?? '')) ? parent : null;
}
