import { calleeOf, child, children, isMember, nameOf, objectOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import { LIMITS } from './budget.ts';
import type { Sub } from './spots.ts';
import { hasText } from './words.ts';
import type { Workshop } from './workshop.ts';

/** Where what a call is given comes out: an expression, the names of a pattern, the members of an object from now on. */
export interface Way {
  readonly kind: 'value' | 'pattern' | 'object' | 'listener';
  readonly node: JsNode;
  readonly sub: Sub;
}

const NONE: readonly Way[] = [];
const MAKER = 'global:Promise.withResolvers';
const SETTLING: ReadonlySet<string> = new Set(['resolve', 'reject', '_resolve', '_reject', '#resolve', '#reject', 'res', 'done']);

/** The promises that a call settles: `resolve(x)` of an executor, also where it is kept for later, and of `Promise.withResolvers()`. */
export function promisesOf(shop: Workshop, callee: JsNode, sub: Sub): readonly Way[] {
  if (!hasText(shop, 'Promise')) return NONE;
  if (isMember(callee)) return settledBy(shop, callee, sub);
  const variable = callee.type === 'Identifier' ? shop.bindings.variable(callee) : null;
  const definition = variable?.defs[0];
  if (!variable || !definition) return NONE;
  const made = executed(definition.type === 'Parameter' ? definition.node : null);
  if (made) return [{ kind: 'value', node: made, sub }];
  if (definition.type !== 'Variable') return NONE;
  const pattern = child(definition.node, 'id');
  if (pattern?.type === 'ObjectPattern') {
    const init = hasText(shop, 'withResolvers') ? child(definition.node, 'init') : null;
    return init && shop.origins.origins(init)[0] === `${MAKER}()` ? [{ kind: 'pattern', node: pattern, sub: ['promise', ...sub] }] : NONE;
  }
  return shop.bindings.writes(variable).slice(0, LIMITS.writes).flatMap(({ value }) => kept(shop, value, sub));
}

/** `deferred.resolve(x)`, `this.resolve(x)`. */
function settledBy(shop: Workshop, callee: JsNode, sub: Sub): readonly Way[] {
  const method = shop.evaluator.propertyName(callee);
  const object = method !== null && SETTLING.has(method) ? objectOf(callee) : null;
  if (!object || method === null) return NONE;
  if (object.type === 'ThisExpression') return shop.origins.thisWrites(callee, method).flatMap((value) => kept(shop, value, sub));
  return hasText(shop, 'withResolvers') && shop.origins.origins(object)[0] === `${MAKER}()` ? [{ kind: 'object', node: object, sub: ['promise', ...sub] }] : NONE;
}

/** `new Promise((r) => { resolve = r; })`: a variable that is given the function of an executor. */
function kept(shop: Workshop, value: JsNode, sub: Sub): readonly Way[] {
  const definition = value.type === 'Identifier' ? shop.bindings.variable(value)?.defs[0] : undefined;
  const made = executed(definition?.type === 'Parameter' ? definition.node : null);
  return made ? [{ kind: 'value', node: made, sub }] : NONE;
}

/** The promise that a function is the executor of. */
function executed(fn: JsNode | null): JsNode | null {
  const made = fn?.parent;
  return made?.type === 'NewExpression' && nameOf(calleeOf(made)) === 'Promise' && children(made, 'arguments')[0] === fn ? made : null;
}
