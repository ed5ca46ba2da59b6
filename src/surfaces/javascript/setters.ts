import { calleeOf, child, children, isCall, isMember, memberName, nameOf, objectOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import { LIMITS } from './budget.ts';
import { madeClass, namedClass, setterOfClass } from './class-members.ts';
import { ownerOfThis, thisHeldBy } from './this-owner.ts';
import { hasText } from './words.ts';
import type { Workshop } from './workshop.ts';

/** References of a variable that are looked at for `Object.defineProperty`. */
const MAX_REFERENCES = 64;

/** The parameter that gets what is assigned to a member: `set name(value)` of a class or of a literal, also by `Object.defineProperty`. */
export function setterOf(shop: Workshop, member: JsNode): JsNode | null {
  const object = hasText(shop, 'set') ? objectOf(member) : null;
  const name = object ? shop.evaluator.propertyName(member) : null;
  if (!object || name === null) return null;
  const owner = ownerOf(object, shop);
  if (owner) return setterOfClass(owner, name, shop.bindings) ?? (owner.type === 'ObjectExpression' ? literalSetter(shop, owner, name) : null);
  const value = shop.evaluator.evaluate(object);
  const own = value.k === 'object' ? literalSetter(shop, value.node, name) : null;
  return own ?? (object.type === 'Identifier' && givenSetters(shop).has(nameOf(object) ?? '') ? definedSetter(shop, object, name) : null);
}

/** What `object.name` is a member of: the owner of `this`, the class that an object is made of, the class itself. */
function ownerOf(object: JsNode, { bindings }: Workshop): JsNode | null {
  const held = object.type === 'ThisExpression' ? object : object.type === 'Identifier' ? thisHeldBy(object, bindings) : null;
  return held ? ownerOfThis(held, bindings) : (madeClass(object, bindings) ?? namedClass(object, bindings));
}

function literalSetter(shop: Workshop, literal: JsNode, name: string): JsNode | null {
  const setter = children(literal, 'properties').slice(0, LIMITS.items).find((property) => property?.['kind'] === 'set' && shop.evaluator.keyOf(property) === name);
  const fn = setter ? child(setter, 'value') : null;
  return fn ? (children(fn, 'params')[0] ?? null) : null;
}

const GIVEN = /defineProperty\(\s{0,9}([\w$]{1,60})\s{0,9},[^{}]{1,100}\{[^}]{0,200}?\bset\b/g;
const given = new WeakMap<Workshop, ReadonlySet<string>>();

/** Names of the variables whose objects get a setter by `Object.defineProperty`. */
function givenSetters(shop: Workshop): ReadonlySet<string> {
  let names = given.get(shop);
  if (!names) given.set(shop, (names = hasText(shop, 'defineProperty') ? new Set(Array.from(shop.text.matchAll(GIVEN), ([, name = '']) => name)) : NO_NAMES));
  return names;
}
const NO_NAMES: ReadonlySet<string> = new Set();

/** `Object.defineProperty(object, name, { set(value) { … } })`. */
function definedSetter(shop: Workshop, object: JsNode, name: string): JsNode | null {
  for (const read of shop.uses.readsOf(object).slice(0, MAX_REFERENCES)) {
    const call = read.parent;
    const callee = isCall(call) ? calleeOf(call) : null;
    if (!call || !isMember(callee) || memberName(callee) !== 'defineProperty') continue;
    const [target, key, descriptor] = children(call, 'arguments');
    if (target !== read || !key || descriptor?.type !== 'ObjectExpression' || shop.evaluator.constant(key) !== name) continue;
    const setter = children(descriptor, 'properties').slice(0, LIMITS.writes).find((property) => property !== null && shop.evaluator.keyOf(property) === 'set');
    const fn = setter ? child(setter, 'value') : null;
    if (fn) return children(fn, 'params')[0] ?? null;
  }
  return null;
}
