import { child, children, nameOf, pushChildren } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { ValueModel } from './types.ts';

const MAX_STATEMENTS = 20;
const MAX_NODES = 20;
const MAX_CLIMB = 200;
/** Variables of a function that are read. */
const MAX_LITERALS = 100;

/**
 * What the test of an `if` in a function always comes out as, whoever calls: it is made of literals, or of variables that
 * the function itself sets to a literal (`const ok = true; if (!ok) …`). `null` for every other test: a name from outside
 * may be a switch that somebody sets.
 */
export function decidedTest(model: ValueModel, fn: JsNode, test: JsNode): boolean | null {
  const names = namesIn(test);
  if (names === null || (names.length > 0 && !names.every((name) => literalsOf(fn).has(name)))) return null;
  return model.view(test).boolean();
}

/** Names that stand in a short expression; `null` for a longer one. */
function namesIn(node: JsNode): readonly string[] | null {
  const names: string[] = [];
  const stack: JsNode[] = [node];
  for (let count = 0; stack.length > 0; count += 1) {
    const next = stack.pop() as JsNode;
    if (count > MAX_NODES) return null;
    const name = next.type === 'Identifier' ? nameOf(next) : null;
    if (name !== null) names.push(name);
    pushChildren(next, stack);
  }
  return names;
}

const literals = new WeakMap<JsNode, ReadonlySet<string>>();

/** Variables that the first statements of a function's block declare with a literal. A function is asked for every test in it. */
function literalsOf(fn: JsNode): ReadonlySet<string> {
  const known = literals.get(fn);
  if (known) return known;
  const declared = children(child(fn, 'body') ?? fn, 'body').slice(0, MAX_STATEMENTS).flatMap((statement) => (statement?.type === 'VariableDeclaration' ? children(statement, 'declarations').slice(0, MAX_LITERALS) : []));
  const names = new Set(declared.slice(0, MAX_LITERALS).flatMap((declarator) => (declarator && child(declarator, 'init')?.type === 'Literal' ? (nameOf(child(declarator, 'id')) ?? []) : [])));
  literals.set(fn, names);
  return names;
}

/** True for a node of a function that stands in a branch which is never taken: `if (false) { … }`, `const ok = true; if (!ok) …`. */
export function isNeverReached(model: ValueModel, fn: JsNode, node: JsNode): boolean {
  let at: JsNode = node;
  for (let depth = 0; at !== fn && at.parent && depth < MAX_CLIMB; depth += 1) {
    const parent = at.parent;
    const test = parent.type === 'IfStatement' ? child(parent, 'test') : null;
    if (test && test !== at) {
      const taken = decidedTest(model, fn, test);
      if (taken !== null && (taken ? parent['alternate'] : parent['consequent']) === at) return true;
    }
    at = parent;
  }
  return false;
}
