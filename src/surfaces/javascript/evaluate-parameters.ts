import { calleeOf, child, children, isCall, isMember, memberName, objectOf, wrapped } from './ast.ts';
import type { JsNode } from './ast.ts';
import { keyName, REST } from './bindings.ts';
import type { Definition, Variable } from './bindings.ts';
import { LIMITS } from './budget.ts';
import type { Evaluator } from './evaluate.ts';
import { force, memberOf } from './evaluate-containers.ts';
import { FOLDING } from './tables/callbacks.ts';
import { constantOf, joinTexts, toText, unknown } from './values.ts';
import type { Value } from './values.ts';

const MAX_ITEMS = 16;
const ITERATING: ReadonlySet<string> = new Set(['forEach', 'map', 'filter', 'some', 'every', 'flatMap', 'find']);

/** What a loop variable, or a member of it, may be: the items' common beginning and the constants as alternatives. */
export function anyItem(evaluator: Evaluator, given: Value, node: JsNode, path: readonly string[] = []): Value {
  const list: Value = given.k === 'map' ? { k: 'array', items: given.entries, complete: true, node } : given;
  if (list.k !== 'array' || list.items.length === 0 || list.items.length > MAX_ITEMS || path.includes(REST)) return unknown(node);
  const values = list.items.map((item) => path.reduce((value, step) => memberOf(evaluator, value, step, node), force(evaluator, item)));
  const [first] = values;
  if (first && values.length === 1 && list.complete) return first;
  if (values.some((value) => value.k !== 'text')) return unknown(node);
  return { ...joinTexts(values.map((value) => toText(value, node)), node, MAX_ITEMS), possible: true };
}

/**
 * What a parameter may be, from the calls of its function in this file: the one constant, or alternatives. `null`
 * when nothing is known. A function that others call, too, makes it possible and no more.
 */
export function parameterValue(evaluator: Evaluator, variable: Variable, definition: Definition, node: JsNode): Value | null {
  const fn = definition.node;
  const within = patternPath(fn, definition.name);
  if (within) return evaluator.bindings.isReassigned(variable) ? null : fromPattern(evaluator, fn, within, node);
  const index = children(fn, 'params').findIndex((parameter) => parameter === definition.name || (parameter?.type === 'AssignmentPattern' && parameter['left'] === definition.name) || (parameter?.type === 'RestElement' && parameter['argument'] === definition.name) || (parameter?.type === 'TSParameterProperty' && parameter['parameter'] === definition.name));
  if (index < 0 || evaluator.bindings.isReassigned(variable)) return null;
  if (children(fn, 'params')[index]?.type === 'RestElement') return restValue(evaluator, fn, index);
  const list = iteratedBy(evaluator, fn, index);
  if (list) {
    const value = anyItem(evaluator, evaluator.evaluate(list), node);
    return value.k !== 'unknown' ? value : null;
  }
  const promised = index === 0 ? awaitedBy(evaluator, fn) : null;
  if (promised) return known(evaluator.evaluate(promised));
  return fromCalls(evaluator, fn, index, node);
}

/** Where a function stands as an argument: it itself, or the one read of the name that it has. */
function placeOf(evaluator: Evaluator, fn: JsNode): JsNode {
  const id = fn.type === 'FunctionDeclaration' ? child(fn, 'id') : fn.parent?.type === 'VariableDeclarator' && fn.parent['init'] === fn ? child(fn.parent, 'id') : null;
  const variable = id?.type === 'Identifier' ? evaluator.bindings.variable(id) : null;
  const [read, ...others] = variable ? evaluator.bindings.reads(variable) : [];
  return read && others.length === 0 ? wrapped(read) : fn;
}

/** The list whose items a callback gets as a parameter: `list.map(fn)`, `list.reduce((all, item) => …)`. */
function iteratedBy(evaluator: Evaluator, fn: JsNode, index: number): JsNode | null {
  const methods = index === 0 ? ITERATING : index === 1 ? FOLDING : null;
  const place = methods ? placeOf(evaluator, fn) : fn;
  const call = methods ? place.parent : null;
  const callee = isCall(call) && call['callee'] !== place ? calleeOf(call) : null;
  return methods?.has(memberName(callee) ?? '') === true && callee ? objectOf(callee) : null;
}

interface Within {
  readonly index: number;
  readonly path: readonly string[];
}

/** Where in the pattern of a parameter a name stands: `({ a: [b] }) =>` has `b` at `a`, `0`. `null` outside of patterns. */
function patternPath(fn: JsNode, name: JsNode): Within | null {
  const path: string[] = [];
  let node = name;
  for (let depth = 0; depth < MAX_ITEMS && node.parent; depth += 1, node = node.parent) {
    const { parent } = node;
    if (parent === fn) return path.length > 0 ? { index: children(fn, 'params').indexOf(node), path: path.reverse() } : null;
    if (parent.type === 'Property') {
      const key = parent['value'] === node ? keyName(parent) : null;
      if (key === null) return null;
      path.push(key);
    } else if (parent.type === 'ArrayPattern') path.push(String(children(parent, 'elements').indexOf(node)));
    else if (parent.type !== 'ObjectPattern' && parent.type !== 'AssignmentPattern') return null;
  }
  return null;
}

/** `Object.entries(table).map(([name, path]) => …)`: what the items hold at that place. */
function fromPattern(evaluator: Evaluator, fn: JsNode, { index, path }: Within, node: JsNode): Value | null {
  const list = iteratedBy(evaluator, fn, index);
  if (list) return known(anyItem(evaluator, evaluator.evaluate(list), node, path));
  const promised = index === 0 ? awaitedBy(evaluator, fn) : null;
  return promised ? known(memberAt(evaluator, evaluator.evaluate(promised), path, node)) : fromCalls(evaluator, fn, index, node, path);
}

const known = (value: Value): Value | null => (value.k === 'unknown' || value.k === 'nil' ? null : value);

function memberAt(evaluator: Evaluator, value: Value, path: readonly string[], node: JsNode): Value {
  return path.reduce((held, step) => (held.k === 'unknown' ? held : memberOf(evaluator, held, step, node)), value);
}

/** The promise whose value a callback gets: `promise.then(fn)`. */
function awaitedBy(evaluator: Evaluator, fn: JsNode): JsNode | null {
  const place = placeOf(evaluator, fn);
  const call = place.parent;
  const callee = isCall(call) && children(call, 'arguments')[0] === place ? calleeOf(call) : null;
  return isMember(callee) && memberName(callee) === 'then' ? objectOf(callee) : null;
}

/** What `(...rest) =>` gets from its one call in this file; `null` when there are more, or others may call it. */
function restValue(evaluator: Evaluator, fn: JsNode, index: number): Value | null {
  const [site, ...others] = evaluator.sources.callSites(fn);
  const given = site ? children(site, 'arguments') : [];
  if (!site || others.length > 0 || isExported(fn) || given.length > LIMITS.items || given.some((argument) => argument?.type === 'SpreadElement')) return null;
  return { k: 'array', items: given.slice(index).flatMap((node) => (node ? [{ node, env: null }] : [])), complete: true, node: site };
}

function isExported(fn: JsNode): boolean {
  let node = fn.parent;
  for (let depth = 0; node && depth < 3; depth += 1, node = node.parent) if (node.type.startsWith('Export')) return true;
  return false;
}

/** `names.map(read)`: what the items of the one list may be. */
function fromLists(evaluator: Evaluator, fn: JsNode, node: JsNode, path: readonly string[]): Value | null {
  const [list, ...others] = evaluator.sources.listsOf(fn);
  return list && others.length === 0 ? known(anyItem(evaluator, evaluator.evaluate(list), node, path)) : null;
}

function fromCalls(evaluator: Evaluator, fn: JsNode, index: number, node: JsNode, path: readonly string[] = []): Value | null {
  const sites = evaluator.sources.callSites(fn);
  if (sites.length === 0 && index === 0) return fromLists(evaluator, fn, node, path);
  if (sites.length === 0 || sites.length > LIMITS.writes) return null;
  const values: Value[] = [];
  for (const site of sites) {
    // A setter gets what is assigned.
    const given = site.type === 'AssignmentExpression' ? [child(site, 'right')] : children(site, 'arguments');
    if (given.slice(0, index + 1).some((argument) => argument?.type === 'SpreadElement')) return null;
    const argument = given[index];
    if (argument) values.push(memberAt(evaluator, evaluator.evaluate(argument), path, node));
  }
  const [first] = values;
  if (!first || values.every((value) => value.k === 'unknown')) return null;
  if (values.length === 1) return first.k === 'text' ? { ...first, possible: true } : first;
  const constants = values.filter((value) => value.k === 'text' && constantOf(value) !== null);
  return constants.length > 0 ? { ...joinTexts(values.map((value) => toText(value, node)), node, MAX_ITEMS), possible: true } : null;
}
