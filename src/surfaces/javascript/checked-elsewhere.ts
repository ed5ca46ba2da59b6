// Checks that stand in another function than the command: where it is called, or where the text comes from.
import { calleeOf, child, children, enclosingFunction, isCall, isFunction, nameOf, unwrap } from './ast.ts';
import type { JsNode } from './ast.ts';
import { isReassigned, occurrencesOf } from './rewritten.ts';
import type { ValueModel } from './types.ts';

const MAX_PARTS = 20;
const MAX_DEPTH = 4;
const MAX_SITES = 20;
const MAX_RETURNS = 100;

/**
 * The expressions that arguments put into a text, without those that are known: `version` of `` `npm version ${version}` ``.
 * Options and functions are none. `null` when there are more than twenty.
 */
export function partsOf(model: ValueModel, args: readonly (JsNode | null)[]): readonly JsNode[] | null {
  const parts: JsNode[] = [];
  const work = args.flatMap((node) => (node ? [{ node, depth: 0 }] : []));
  for (let next = work.pop(), count = 0; next; next = work.pop(), count += 1) {
    if (count > MAX_PARTS || parts.length > MAX_PARTS) return null;
    const node = unwrap(next.node);
    const depth = next.depth + 1;
    const inner = node.type === 'TemplateLiteral' ? children(node, 'expressions') : node.type === 'ArrayExpression' ? children(node, 'elements') : node.type === 'BinaryExpression' && node['operator'] === '+' ? [child(node, 'left'), child(node, 'right')] : null;
    if (inner) work.push(...inner.flatMap((each) => (each ? [{ node: each, depth }] : [])));
    else if (node.type !== 'Literal' && node.type !== 'ObjectExpression' && !isFunction(node)) {
      const made = depth < MAX_DEPTH ? textOf(model, node) : null;
      if (made) work.push({ node: made, depth });
      else if (model.view(node).text().constant === null) parts.push(node);
    }
  }
  return parts;
}

/** `const command = `npm version ${version}``: the text that a constant holds. */
function textOf(model: ValueModel, node: JsNode): JsNode | null {
  const name = nameOf(node);
  const init = name !== null && !isReassigned(model, name) ? model.initOf(node) : null;
  return init?.type === 'TemplateLiteral' || init?.type === 'BinaryExpression' ? init : null;
}

/** Says whether a check of a value holds at a place; of `null`, of the value that is asked for. */
type Judge = (value: JsNode | null, place: JsNode) => boolean;

/**
 * True when the function with the command has a name, is only called by it, and each time behind a check of the value:
 * of one that comes from elsewhere, or of what the call gives the parameter.
 */
export function isCalledGuarded(model: ValueModel, value: JsNode, command: JsNode, isGuarded: Judge): boolean {
  const fn = enclosingFunction(command);
  if (!fn) return false;
  const isInside = value.range[0] >= fn.range[0] && value.range[1] <= fn.range[1];
  const index = isInside ? children(fn, 'params').findIndex((parameter) => nameOf(parameter) !== null && nameOf(parameter) === nameOf(value)) : -1;
  const declared = fn.parent?.type === 'VariableDeclarator' ? child(fn.parent, 'id') : child(fn, 'id');
  const name = isInside && index < 0 ? null : nameOf(declared);
  const uses = name === null ? [] : occurrencesOf(model, name, MAX_SITES + 1).filter((at) => at !== declared);
  return uses.length > 0 && uses.length < MAX_SITES && uses.every((at) => {
    const call = isCall(at.parent) && at.parent['callee'] === at ? at.parent : null;
    const given = call && isInside ? (children(call, 'arguments')[index] ?? null) : null;
    return call !== null && (isInside ? given !== null && (given.type === 'Literal' || isGuarded(given, call)) : isGuarded(null, call));
  });
}

/** `parse()` of a function in which each `return` gives a text of the file, or a value behind a check of it. */
export function isReturnedGuarded(model: ValueModel, call: JsNode, isGuarded: Judge): boolean {
  const callee = isCall(call) ? calleeOf(call) : null;
  const fn = callee ? (model.view(callee).fn()?.node ?? null) : null;
  if (!fn) return false;
  const all = model.findWord('return').filter((index) => index > fn.range[0] && index < fn.range[1]);
  const given = all.slice(0, MAX_RETURNS).flatMap((index) => {
    const node = model.nodeAt(index);
    const value = node?.type === 'ReturnStatement' && enclosingFunction(node) === fn ? child(node, 'argument') : null;
    return node && value && value.type !== 'Literal' ? [{ node, value }] : [];
  });
  return all.length <= MAX_RETURNS && given.length > 0 && given.every(({ node, value }) => isGuarded(value, node));
}
