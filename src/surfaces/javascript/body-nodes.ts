import { child, enclosingFunction, isLabel, nameOf, pushChildren } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { ValueModel } from './types.ts';

/** Nodes that are read of one body, and of all bodies of a file: those of nested functions count for each of them. */
const MAX_NODES = 4000;
const MAX_OF_FILE = 400_000;

class Bodies {
  readonly #lists = new Map<JsNode, readonly JsNode[]>();
  #left = MAX_OF_FILE;

  nodesOf(body: JsNode): readonly JsNode[] {
    const known = this.#lists.get(body);
    if (known) return known;
    const nodes: JsNode[] = [];
    const stack: JsNode[] = [body];
    const most = Math.min(MAX_NODES, this.#left);
    while (stack.length > 0 && nodes.length < most) {
      const node = stack.pop() as JsNode;
      nodes.push(node);
      pushChildren(node, stack);
    }
    this.#left -= nodes.length;
    this.#lists.set(body, nodes);
    return nodes;
  }
}

const bodies = new WeakMap<ValueModel, Bodies>();

/** The nodes of a body with those of functions in it, the body first; see {@link isWhole}. */
export function nodesOf(model: ValueModel, body: JsNode): readonly JsNode[] {
  let known = bodies.get(model);
  if (!known) {
    known = new Bodies();
    bodies.set(model, known);
  }
  return known.nodesOf(body);
}

/** False for the nodes of a body that is longer than anybody reads. */
export function isWhole(nodes: readonly JsNode[]): boolean {
  return nodes.length > 0 && nodes.length < MAX_NODES;
}

/** Where the function around a node reads a name, the declaration left out; the node itself, which stands for any use, where the function is too long to be read. */
export function usesOf(model: ValueModel, node: JsNode, name: string): readonly JsNode[] {
  const fn = enclosingFunction(node);
  const nodes = fn ? nodesOf(model, child(fn, 'body') ?? fn) : [];
  if (!isWhole(nodes)) return [node];
  return nodes.filter((use) => nameOf(use) === name && !isLabel(use) && !(use.parent?.type === 'VariableDeclarator' && use.parent['id'] === use));
}
