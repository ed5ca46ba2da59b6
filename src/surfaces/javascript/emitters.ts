import { calleeOf, child, children, isCall, isMember, objectOf, wrapped } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { Way } from './deferred.ts';
import type { Sub } from './spots.ts';
import { ANY } from './spots.ts';
import { ownerOfThis } from './this-owner.ts';
import type { Workshop } from './workshop.ts';

const MAX_LISTENERS = 64;
const LISTENING: ReadonlySet<string> = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener']);
const NONE: readonly Way[] = [];

/** `bus.emit('name', x)` reaches the listeners that `bus.on('name', …)`, `once(bus, 'name')` and `on(bus, 'name')` added in this file. */
export function emittedTo(shop: Workshop, call: JsNode, callee: JsNode, index: number, sub: Sub): readonly Way[] {
  const object = index > 0 && shop.evaluator.propertyName(callee) === 'emit' ? objectOf(callee) : null;
  const [first] = children(call, 'arguments');
  const event = object && first ? shop.evaluator.constant(first) : null;
  if (!object || event === null) return NONE;
  return emittersLike(shop, object).slice(0, MAX_LISTENERS).flatMap((emitter) => heardBy(shop, emitter, event, index - 1, sub));
}

/** Expressions that stand for the same emitter: reads of the variable, of `this.bus`, `this` itself. */
function emittersLike(shop: Workshop, object: JsNode): readonly JsNode[] {
  if (object.type === 'Identifier') return shop.uses.readsOf(object);
  const owner = object.type === 'ThisExpression' || (isMember(object) && objectOf(object)?.type === 'ThisExpression') ? ownerOfThis(object, shop.bindings) : null;
  if (!owner) return [];
  if (isMember(object)) return shop.uses.thisMembers(owner, shop.evaluator.propertyName(object) ?? '');
  const own = [...LISTENING].slice(0, 3).flatMap((name) => shop.uses.thisMembers(owner, name)).flatMap((member) => objectOf(member) ?? []);
  const made = shop.uses.instancesOf(owner).flatMap((node) => (node.parent?.type === 'VariableDeclarator' ? shop.uses.readsOf(child(node.parent, 'id') ?? node) : []));
  return [...own, ...made];
}

function heardBy(shop: Workshop, read: JsNode, event: string, index: number, sub: Sub): readonly Way[] {
  // `(bus as any).on(…)`
  const emitter = wrapped(read);
  const { parent } = emitter;
  if (isMember(parent) && parent['object'] === emitter) {
    const call = parent.parent;
    const method = isCall(call) && call['callee'] === parent ? shop.evaluator.propertyName(parent) : null;
    const [name, listener] = call && method !== null && LISTENING.has(method) ? children(call, 'arguments') : [];
    return name && listener && shop.evaluator.constant(name) === event ? [{ kind: 'listener', node: listener, sub: [String(index), ...sub] }] : NONE;
  }
  const [first, name] = isCall(parent) ? children(parent, 'arguments') : [];
  const callee = isCall(parent) && first === emitter && name ? calleeOf(parent) : null;
  const origin = callee ? shop.origins.origins(callee)[0] : undefined;
  if (!isCall(parent) || !name || (origin !== 'events.once' && origin !== 'events.on') || shop.evaluator.constant(name) !== event) return NONE;
  return [{ kind: 'value', node: parent, sub: origin === 'events.on' ? [ANY, String(index), ...sub] : [String(index), ...sub] }];
}
