// What happens to a variable between two places of a file, by its name and the tree: no scopes are asked.
import { child, children, isFunction, nameOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { ValueModel } from './types.ts';

const MAX_PATTERN = 10;
const MAX_BETWEEN = 256;
const MAX_BLOCK = 40;
const PATTERNS: ReadonlySet<string> = new Set(['ObjectPattern', 'ArrayPattern', 'RestElement']);

/** Identifiers of a name, in source order; at most `limit`. */
export function occurrencesOf(model: ValueModel, name: string, limit: number): readonly JsNode[] {
  return model.findWord(name).slice(0, limit).flatMap((index) => {
    const node = model.nodeAt(index);
    return node !== null && nameOf(node) === name ? [node] : [];
  });
}

/** The pattern as a whole that a name stands in: `{ a: [name] }`; the name itself outside of one. */
function patternOf(name: JsNode): JsNode {
  let at = name;
  for (let depth = 0; depth < MAX_PATTERN; depth += 1) {
    const { parent } = at;
    const isPart = (parent?.type === 'Property' && (parent['value'] === at || parent['shorthand'] === true) && parent.parent?.type === 'ObjectPattern') || (parent?.type === 'AssignmentPattern' && parent['left'] === at) || (parent !== undefined && parent !== null && PATTERNS.has(parent.type));
    if (!isPart || !parent) break;
    at = parent;
  }
  return at;
}

/** True for what an assignment, a loop or a counter writes to. */
export function isWriteTo(target: JsNode): boolean {
  const { parent } = target;
  return parent?.type === 'UpdateExpression' || ((parent?.type === 'AssignmentExpression' || parent?.type === 'ForOfStatement' || parent?.type === 'ForInStatement') && parent['left'] === target);
}

/** What a name is declared with or assigned, also by a pattern and by a loop; `null` where it is only used. */
export function sourceOf(name: JsNode): JsNode | null {
  const at = patternOf(name);
  const { parent } = at;
  if (parent?.type === 'VariableDeclarator' && parent['id'] === at) {
    const loop = parent.parent?.parent;
    return child(parent, 'init') ?? (loop?.type === 'ForOfStatement' ? child(loop, 'right') : null);
  }
  return isWriteTo(at) && parent ? child(parent, 'right') : null;
}

/** True when a name is assigned somewhere in the file besides its declaration. */
export function isReassigned(model: ValueModel, name: string): boolean {
  const found = model.findWord(name);
  return found.length > MAX_BETWEEN || occurrencesOf(model, name, MAX_BETWEEN).some((at) => isWriteTo(patternOf(at)));
}

/** True when what a name stands for at `use` is not what it stood for behind `check`: assigned, or declared anew around the use. */
export function isChangedBetween(model: ValueModel, name: string, check: JsNode, use: JsNode): boolean {
  const word = /[\w$]{1,100}$/.exec(name)?.[0];
  if (word === undefined) return false;
  const all = model.findWord(word);
  const start = firstFrom(all, check.range[1]);
  for (let index = start; index < all.length; index += 1) {
    const at = all[index] ?? 0;
    if (at >= use.range[0]) return false;
    if (index - start > MAX_BETWEEN) return true;
    const found = model.nodeAt(at);
    const node = word === name ? found : (found?.parent ?? null);
    if (!node || nameOf(found) !== word || (word !== name && model.text.slice(...node.range) !== name)) continue;
    if (isWriteTo(patternOf(node)) || (word === name && isShadow(node, use))) return true;
  }
  return false;
}

function firstFrom(indexes: readonly number[], from: number): number {
  let low = 0;
  for (let high = indexes.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((indexes[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A declaration or parameter of that name in a block or function that has the use inside. */
function isShadow(name: JsNode, use: JsNode): boolean {
  const at = patternOf(name);
  const { parent } = at;
  const isParameter = isFunction(parent) && children(parent, 'params').includes(at);
  if (!isParameter && !(parent?.type === 'VariableDeclarator' && parent['id'] === at)) return false;
  let scope: JsNode | null | undefined = parent;
  for (let depth = 0; scope && !isParameter && depth < MAX_BLOCK && scope.type !== 'BlockStatement' && scope.type !== 'Program' && !scope.type.startsWith('For'); depth += 1) scope = scope.parent;
  return scope !== null && scope !== undefined && scope.range[0] <= use.range[0] && use.range[1] <= scope.range[1];
}
