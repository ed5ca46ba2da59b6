import { child, children, isCall, isMember, nameOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import { REST } from './bindings.ts';
import type { Definition, Variable } from './bindings.ts';
import { LIMITS } from './budget.ts';
import type { Evaluator } from './evaluate.ts';
import { force, memberOf } from './evaluate-containers.ts';
import { constantOf, joinTexts, toText, unknown } from './values.ts';
import type { Value } from './values.ts';

const MAX_ITEMS = 16;
const ITERATING: ReadonlySet<string> = new Set(['forEach', 'map', 'filter', 'some', 'every', 'flatMap', 'find']);

/** What a loop variable, or a member of it, may be: the items' common beginning and the constants as alternatives. */
export function anyItem(evaluator: Evaluator, list: Value, node: JsNode, path: readonly string[] = []): Value {
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
  const index = children(fn, 'params').findIndex((parameter) => parameter === definition.name || (parameter?.type === 'AssignmentPattern' && parameter['left'] === definition.name));
  if (index < 0 || evaluator.bindings.isReassigned(variable)) return null;
  const call = fn.parent;
  const callee = isCall(call) && call['callee'] !== fn ? child(call, 'callee') : null;
  if (isMember(callee) && index === 0 && ITERATING.has(nameOf(child(callee, 'property')) ?? '')) {
    const list = child(callee, 'object');
    const value = list ? anyItem(evaluator, evaluator.evaluate(list), node) : null;
    return value && value.k !== 'unknown' ? value : null;
  }
  return fromCalls(evaluator, fn, index, node);
}

function fromCalls(evaluator: Evaluator, fn: JsNode, index: number, node: JsNode): Value | null {
  const sites = evaluator.sources.callSites(fn);
  if (sites.length === 0 || sites.length > LIMITS.writes) return null;
  const values: Value[] = [];
  for (const site of sites) {
    const given = children(site, 'arguments');
    if (given.slice(0, index + 1).some((argument) => argument?.type === 'SpreadElement')) return null;
    const argument = given[index];
    if (argument) values.push(evaluator.evaluate(argument));
  }
  const [first] = values;
  if (!first || values.every((value) => value.k === 'unknown')) return null;
  if (values.length === 1) return first.k === 'text' ? { ...first, possible: true } : first;
  const known = values.filter((value) => value.k === 'text' && constantOf(value) !== null);
  return known.length > 0 ? { ...joinTexts(values.map((value) => toText(value, node)), node, MAX_ITEMS), possible: true } : null;
}
