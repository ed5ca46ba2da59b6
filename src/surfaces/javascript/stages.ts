import { calleeOf, child, children, isCall, isFunction, isMember, memberName, objectOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import { LIMITS } from './budget.ts';
import type { Context } from './context.ts';
import type { Workshop } from './workshop.ts';

const MAX_STAGES = 16;
const NONE: readonly JsNode[] = [];
/** Methods of a list that give an item to the callback, and the index of its parameter. */
const ITEM_AT: ReadonlyMap<string, number> = new Map([...['forEach', 'map', 'flatMap', 'some', 'every', 'filter', 'find'].map((name) => [name, 0] as const), ['reduce', 1], ['reduceRight', 1]]);

/**
 * What a callee may be that is an item of a list of functions: `for (const f of hooks) f(x)`, `fns.reduce((a, f) => f(a), x)`,
 * also where the list is what a call is given: `pipe(x, f, g)` of `function pipe(x, ...fns)`. At most 16 functions.
 */
export function calledItems(shop: Workshop, callee: JsNode, context: Context | null): readonly JsNode[] {
  const list = callee.type === 'Identifier' ? listBehind(shop, callee) : null;
  if (!list) return NONE;
  const value = shop.evaluator.evaluate(list);
  if (value.k === 'array') return value.items.length > MAX_STAGES ? NONE : value.items.flatMap((item) => ('node' in item ? [item.node] : []));
  return context ? givenList(shop, list, context) : NONE;
}

/** The list of which a parameter of a callback, or the variable of a loop, is an item. */
function listBehind(shop: Workshop, name: JsNode): JsNode | null {
  const variable = shop.bindings.variable(name);
  const definition = variable?.defs[0];
  if (!variable || !definition) return null;
  if (definition.type === 'Variable') {
    const [write, ...others] = shop.bindings.writes(variable);
    return write?.kind === 'element' && write.path.length === 0 && others.length === 0 ? write.value : null;
  }
  const fn = definition.type === 'Parameter' ? definition.node : null;
  const call = isFunction(fn) ? fn.parent : null;
  const method = isCall(call) && call['callee'] !== fn ? calleeOf(call) : null;
  if (!fn || !isMember(method)) return null;
  const at = ITEM_AT.get(memberName(method) ?? '');
  return at !== undefined && children(fn, 'params')[at] === definition.name ? objectOf(method) : null;
}

/** What a call, on the way through which the value came, gives for `...fns`. */
function givenList(shop: Workshop, list: JsNode, context: Context): readonly JsNode[] {
  const definition = list.type === 'Identifier' ? shop.bindings.variable(list)?.defs[0] : undefined;
  const fn = definition?.type === 'Parameter' ? definition.node : null;
  const last = fn ? children(fn, 'params').at(-1) : null;
  if (!fn || !last) return NONE;
  const isRest = last.type === 'RestElement' && child(last, 'argument') === definition?.name;
  const index = isRest ? children(fn, 'params').length - 1 : children(fn, 'params').findIndex((parameter) => parameter === definition?.name);
  for (let at: Context | null = context, depth = 0; at && depth < LIMITS.inlining; at = at.outer, depth += 1) {
    const site = at.fn === fn ? at.call : madeBy(shop, at.call, fn);
    const given = site && index >= 0 ? children(site, 'arguments').slice(index, index + MAX_STAGES).filter((node) => node !== null) : NONE;
    if (site && isRest) return given;
    const [array] = given;
    if (site && array) return array.type === 'ArrayExpression' ? children(array, 'elements').slice(0, MAX_STAGES).filter((node) => node !== null) : NONE;
  }
  return NONE;
}

/** `compose(f, g)(x)`, `const run = compose(f, g); run(x)`: the call of the function that made the callee. */
function madeBy(shop: Workshop, call: JsNode, fn: JsNode): JsNode | null {
  const callee = calleeOf(call);
  const made = callee?.type === 'Identifier' ? shop.bindings.initOf(callee) : callee;
  const maker = isCall(made) ? calleeOf(made) : null;
  return maker && shop.origins.localFunction(maker) === fn ? made : null;
}

/** How a function of a library hands a value through others: the value in front of them, or given to what it answers with. */
interface Piping {
  readonly kind: 'first' | 'made';
  readonly isReversed?: boolean;
}

/** Sources: documentation of lodash, Ramda, fp-ts, Effect, Remeda, Redux. */
const PIPES: ReadonlyMap<string, Piping> = new Map<string, Piping>([
  ...['fp-ts/function.pipe', 'fp-ts/lib/function.pipe', 'effect.pipe', 'effect/Function.pipe', 'remeda.pipe', '@effect/data/Function.pipe'].map((name) => [name, { kind: 'first' }] as const),
  ...['lodash.flow', 'lodash/flow', 'lodash/fp.flow', 'lodash/fp.pipe', 'lodash-es.flow', 'ramda.pipe', 'ramda.pipeWith', 'fp-ts/function.flow', 'fp-ts/lib/function.flow', 'effect.flow', 'rambda.pipe', 'p-pipe'].map((name) => [`${name}()`, { kind: 'made' }] as const),
  ...['lodash.flowRight', 'lodash/flowRight', 'lodash/fp.compose', 'lodash/fp.flowRight', 'lodash-es.flowRight', 'ramda.compose', 'redux.compose', 'recompose.compose', 'rambda.compose'].map((name) => [`${name}()`, { kind: 'made', isReversed: true }] as const),
]);

/** The functions through which a library hands the first argument of a call, in order; `null` when it is no such call. */
export function pipedThrough(shop: Workshop, call: JsNode, origin: string | undefined): readonly JsNode[] | null {
  const piping = origin === undefined ? undefined : PIPES.get(origin);
  if (!piping) return null;
  const callee = calleeOf(call);
  const maker = piping.kind === 'first' ? call : callee?.type === 'Identifier' ? shop.bindings.initOf(callee) : callee;
  const given = isCall(maker) ? children(maker, 'arguments').slice(piping.kind === 'first' ? 1 : 0).flatMap((node) => (node?.type === 'ArrayExpression' ? children(node, 'elements') : [node])).filter((node) => node !== null) : [];
  if (given.length === 0 || given.length > MAX_STAGES) return null;
  return piping.isReversed === true ? given.toReversed() : given;
}
