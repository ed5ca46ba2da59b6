import { calleeOf, child, children, enclosingClass, isCall, isFunction, isMember, memberName, objectOf, pushChildren } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { Workshop } from './workshop.ts';

const MAX_NODES = 2000;
const MAX_YIELDS = 16;
const ITERATORS: ReadonlySet<string> = new Set(['iterator', 'asyncIterator']);

/** `generator.next(x)`: the `yield` that answers with x, where a function of this file made the generator; at most 16. */
export function yieldsOf(shop: Workshop, callee: JsNode): readonly JsNode[] {
  const object = isMember(callee) && memberName(callee) === 'next' ? objectOf(callee) : null;
  const made = object?.type === 'Identifier' ? shop.bindings.initOf(object) : null;
  const maker = isCall(made) ? calleeOf(made) : null;
  const fn = maker ? shop.origins.localFunction(maker) : null;
  const body = fn?.['generator'] === true ? child(fn, 'body') : null;
  const found: JsNode[] = [];
  const stack = body ? [body] : [];
  for (let count = 0; stack.length > 0 && count < MAX_NODES && found.length < MAX_YIELDS; count += 1) {
    const node = stack.pop() as JsNode;
    if (node.type === 'YieldExpression') found.push(node);
    if (!isFunction(node)) pushChildren(node, stack);
  }
  return found;
}

/** The objects whose items a method gives: `*[Symbol.iterator]() { … }` of a literal, or of a class. */
export function iteratedObjects({ uses }: Workshop, fn: JsNode): readonly JsNode[] {
  const home = fn.parent;
  const key = home?.['computed'] === true && home['value'] === fn ? child(home, 'key') : null;
  if (!home || !isMember(key) || !ITERATORS.has(memberName(key) ?? '')) return [];
  if (home.type === 'Property') return home.parent ? [home.parent] : [];
  const owner = enclosingClass(home);
  return owner ? uses.instancesOf(owner) : [];
}

/** Functions that hear of an event and get the object that tells them: `socket.addEventListener('open', f)`, `socket.onopen = f`. */
export function selfListeners(member: JsNode, name: string): readonly JsNode[] {
  const { parent } = member;
  const isAdding = (name === 'addEventListener' || name === 'on' || name === 'once') && isCall(parent) && parent['callee'] === member;
  const listener = isAdding ? (children(parent, 'arguments')[1] ?? null) : /^on[a-z]{4,9}$/.test(name) && parent?.type === 'AssignmentExpression' && parent['left'] === member ? child(parent, 'right') : null;
  return listener && isFunction(listener) ? [listener] : [];
}
