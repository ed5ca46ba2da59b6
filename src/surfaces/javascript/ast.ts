import type { SourceRange } from '../mapped-text.ts';

/**
 * A syntax node, whatever parser made it (espree, @typescript-eslint/parser, @babel/eslint-parser). Its shape is
 * checked where it is read; nothing is assumed beyond `type` and `range`.
 */
export interface JsNode {
  readonly type: string;
  readonly range: SourceRange;
  readonly parent?: JsNode | null;
  readonly [key: string]: unknown;
}

/** Narrower types, so that a failed check keeps the wider one. */
export interface FunctionNode extends JsNode {
  readonly params: unknown;
}
export interface CallNode extends JsNode {
  readonly arguments: unknown;
}
export interface MemberNode extends JsNode {
  readonly property: unknown;
}

export function isNode(value: unknown): value is JsNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string' && Array.isArray((value as { range?: unknown }).range);
}

/** A child node; `null` when the slot is empty or holds something else. */
export function child(node: JsNode, key: string): JsNode | null {
  const value = node[key];
  return isNode(value) ? value : null;
}

const NONE: readonly (JsNode | null)[] = [];

/** A list of child nodes; array holes stay as `null`. */
export function children(node: JsNode, key: string): readonly (JsNode | null)[] {
  const value = node[key];
  return Array.isArray(value) ? (value as readonly (JsNode | null)[]) : NONE;
}

export function nameOf(node: JsNode | null): string | null {
  if (!node) return null;
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return typeof node['name'] === 'string' ? node['name'] : null;
  if (node.type === 'PrivateIdentifier' || node.type === 'PrivateName') return `#${typeof node['name'] === 'string' ? node['name'] : ''}`;
  return null;
}

/** `name` of `object.name`, `object?.name`, `object['name']` and of a key that is written so; `null` where the name is computed, and of all else. */
export function memberName(node: JsNode | null | undefined): string | null {
  if (!isMember(node)) return null;
  const property = child(node, 'property');
  return node['computed'] === true ? writtenText(property) : nameOf(property);
}

/** The text of a literal, and of a template without holes; a number as text. */
export function writtenText(node: JsNode | null): string | null {
  if (node?.type === 'TemplateLiteral') {
    const [only, ...others] = children(node, 'quasis');
    const value = others.length === 0 ? (only?.['value'] as { readonly cooked?: unknown } | undefined)?.cooked : null;
    return typeof value === 'string' ? value : null;
  }
  const value = node && LITERALS.has(node.type) ? node['value'] : null;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

const LITERALS: ReadonlySet<string> = new Set(['Literal', 'StringLiteral', 'NumericLiteral']);

/** `name` of `name`, of `object.name` and of `(0, object.name)`; `null` for all else. */
export function lastName(node: JsNode | null): string | null {
  const inner = node && unwrap(node);
  return isMember(inner) ? memberName(inner) : nameOf(inner);
}

/** The name behind a dot, or in front of a colon: it says nothing of the variable with that name. */
export function isLabel(node: JsNode): boolean {
  const { parent } = node;
  if (isMember(parent)) return parent['property'] === node && parent['computed'] !== true;
  return parent?.type === 'Property' && parent['key'] === node && parent['shorthand'] !== true && parent['computed'] !== true;
}

const FUNCTIONS: ReadonlySet<string> = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression', 'ObjectMethod', 'ClassMethod']);

export function isFunction(node: JsNode | null | undefined): node is FunctionNode {
  return node !== null && node !== undefined && FUNCTIONS.has(node.type);
}

const CALLS: ReadonlySet<string> = new Set(['CallExpression', 'NewExpression', 'OptionalCallExpression']);

export function isCall(node: JsNode | null | undefined): node is CallNode {
  return node !== null && node !== undefined && CALLS.has(node.type);
}

const MEMBERS: ReadonlySet<string> = new Set(['MemberExpression', 'OptionalMemberExpression']);

export function isMember(node: JsNode | null | undefined): node is MemberNode {
  return node !== null && node !== undefined && MEMBERS.has(node.type);
}

const WRAPPERS: ReadonlySet<string> = new Set([
  'ChainExpression',
  'AwaitExpression',
  'ParenthesizedExpression',
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TypeCastExpression',
]);

/** Expressions whose value is the value of their `expression` (or `argument` for `await`). */
export function isWrapper(node: JsNode | null | undefined): boolean {
  return node !== null && node !== undefined && WRAPPERS.has(node.type);
}

/** Takes wrappers off: `(x as any)!` is `x`; `await x` and `(0, x)` too. At most 200 layers. */
export function unwrap(node: JsNode): JsNode {
  let current = node;
  for (let depth = 0; depth < 200; depth += 1) {
    const inner = innerOf(current);
    if (!inner) return current;
    current = inner;
  }
  return current;
}

/** What a call calls: `f` of `f(x)`, of `(0, f)(x)` and of `f!(x)`. */
export function calleeOf(call: JsNode): JsNode | null {
  const callee = child(call, 'callee');
  return callee && unwrap(callee);
}

/** The object of a member: `o` of `o.name`, of `(o as any).name` and of `o!.name`. */
export function objectOf(member: JsNode): JsNode | null {
  const object = child(member, 'object');
  return object && unwrap(object);
}

/** What a wrapper holds, and the last of several expressions with commas; `null` of all else. */
function innerOf(node: JsNode): JsNode | null {
  if (node.type === 'SequenceExpression') return children(node, 'expressions').at(-1) ?? null;
  return isWrapper(node) ? (child(node, 'expression') ?? child(node, 'argument')) : null;
}

/** Outermost expression around a node that has its value. */
export function wrapped(node: JsNode): JsNode {
  let current = node;
  for (let depth = 0; depth < 200 && current.parent && innerOf(current.parent) === current; depth += 1) current = current.parent;
  return current;
}

/** What a name stands for: the member expression whose property it is (`a.name`, `a['name']`), or the identifier itself. */
export function namedExpression(name: JsNode): JsNode {
  return isMember(name.parent) && name.parent['property'] === name ? name.parent : name;
}

const MAX_METHODS = 6;

/** The whole of `value.toString().slice(1)`: a value with the calls of its methods behind it, as long as their names fit; at most six. */
export function withMethods(value: JsNode, names: RegExp): JsNode {
  let at = wrapped(value);
  for (let depth = 0; depth < MAX_METHODS; depth += 1) {
    const member = at.parent;
    if (!isMember(member) || member['object'] !== at || !names.test(memberName(member) ?? '') || !isCall(member.parent)) break;
    at = wrapped(member.parent);
  }
  return at;
}

/** The call whose callee an expression is, also behind assertions and optional chains. */
export function calledBy(callee: JsNode): JsNode | null {
  const outer = wrapped(callee);
  const { parent } = outer;
  return isCall(parent) && parent['callee'] === outer ? parent : null;
}

/** Nearest enclosing function, or `null` at module level. At most 10 000 levels. */
export function enclosingFunction(node: JsNode): JsNode | null {
  let current = node.parent ?? null;
  for (let depth = 0; current && depth < 10_000; depth += 1) {
    if (isFunction(current)) return current;
    current = current.parent ?? null;
  }
  return null;
}

export function isClass(node: JsNode): boolean {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

/** Nearest enclosing class; stops at functions that have a `this` of their own unless they are its members. */
export function enclosingClass(node: JsNode): JsNode | null {
  let current: JsNode | null = node.parent ?? null;
  for (let depth = 0; current && depth < 10_000; depth += 1) {
    if (isClass(current)) return current;
    const isOwnThis = current.type === 'FunctionDeclaration' || current.type === 'FunctionExpression';
    if (isOwnThis && !['MethodDefinition', 'Property', 'PropertyDefinition'].includes(current.parent?.type ?? '')) return null;
    current = current.parent ?? null;
  }
  return null;
}

/** True when `outer` spans `inner`. */
export function spans(outer: SourceRange, inner: SourceRange): boolean {
  return outer[0] <= inner[0] && inner[1] <= outer[1];
}

const SKIPPED: ReadonlySet<string> = new Set(['parent', 'type', 'range', 'loc', 'start', 'end', 'tokens', 'comments', 'raw', 'regex']);

/** Keys under which a node has children: the parser's visitor keys, else every own key. */
export function keysOf(node: JsNode, visitorKeys: Readonly<Record<string, readonly string[]>> | undefined): readonly string[] {
  const known = visitorKeys && Object.hasOwn(visitorKeys, node.type) ? visitorKeys[node.type] : undefined;
  return known ?? Object.keys(node).filter((key) => !SKIPPED.has(key));
}

/** Adds the child nodes of a node to a list, one by one: a call takes no list of any length. */
export function pushChildren(node: JsNode, list: JsNode[]): void {
  for (const key of keysOf(node, undefined)) {
    const single = child(node, key);
    if (single) list.push(single);
    else for (const item of children(node, key)) if (isNode(item)) list.push(item);
  }
}

/**
 * The innermost node whose range holds the character at `index`; `null` outside of the program. Iterative, with
 * binary search in lists, so a hit costs the depth of the tree and not its size.
 */
export function findNodeAt(root: JsNode, index: number, visitorKeys: Readonly<Record<string, readonly string[]>> | undefined): JsNode | null {
  let current: JsNode = root;
  for (let depth = 0; depth < 20_000; depth += 1) {
    const next = childAt(current, index, visitorKeys);
    if (!next) return current;
    current = next;
  }
  return current;
}

function childAt(node: JsNode, index: number, visitorKeys: Readonly<Record<string, readonly string[]>> | undefined): JsNode | null {
  for (const key of keysOf(node, visitorKeys)) {
    const value = node[key];
    const hit = Array.isArray(value) ? itemAt(value as readonly unknown[], index) : isNode(value) && holds(value, index) ? value : null;
    if (hit) return hit;
  }
  return null;
}

function holds(node: JsNode, index: number): boolean {
  return node.range[0] <= index && index < node.range[1];
}

/** Binary search over a list in source order; lists with empty slots are searched one by one. */
function itemAt(items: readonly unknown[], index: number): JsNode | null {
  let low = 0;
  let high = items.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (!isNode(item)) return (items.find((other) => isNode(other) && holds(other, index)) as JsNode | undefined) ?? null;
    if (item.range[1] <= index) low = middle + 1;
    else if (item.range[0] > index) high = middle - 1;
    else return item;
  }
  return null;
}

const CHAIN_STEP = 40;

/**
 * For a long chain of members and calls: some of its inner links, the innermost first, so that an evaluator can take
 * them one after the other and never nests deeply. Empty for short chains.
 */
export function chainLinks(node: JsNode): readonly JsNode[] {
  let current: JsNode | null = innerLink(node);
  for (let depth = 0; current && depth < CHAIN_STEP; depth += 1) current = innerLink(current);
  if (!current) return [];
  const links: JsNode[] = [];
  for (let depth = 0; current && depth < 20_000; depth += 1) {
    if (depth % CHAIN_STEP === 0) links.push(current);
    current = innerLink(current);
  }
  return links.reverse();
}

function innerLink(node: JsNode): JsNode | null {
  if (isMember(node)) return child(node, 'object');
  return isCall(node) ? child(node, 'callee') : innerOf(node);
}
