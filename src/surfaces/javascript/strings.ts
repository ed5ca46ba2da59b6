import { isNode, keysOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { Budget } from './budget.ts';
import { ownText } from './text.ts';
import type { TextShop } from './text.ts';
import type { StringFact } from './types.ts';

/** The string literal, template or JSX text that holds a place; `null` elsewhere. */
export function stringNodeOf(node: JsNode | null): JsNode | null {
  if (!node) return null;
  if (node.type === 'TemplateElement') return node.parent ?? null;
  if (node.type === 'TemplateLiteral' || node.type === 'JSXText' || node.type === 'StringLiteral') return node;
  return node.type === 'Literal' && typeof node['value'] === 'string' ? node : null;
}

export function stringFact(node: JsNode, shop: TextShop): StringFact {
  let text: StringFact['text'] | null = null;
  return {
    node,
    range: node.range,
    get text() {
      return (text ??= ownText(node, shop));
    },
  };
}

/** Every string of the file in source order. Iterative; the only function that visits all nodes. */
export function allStrings(root: JsNode, keys: Readonly<Record<string, readonly string[]>> | undefined, shop: TextShop, budget: Budget): readonly StringFact[] {
  const out: StringFact[] = [];
  const stack: JsNode[] = [root];
  while (stack.length > 0) {
    const node = stack.pop() as JsNode;
    const string = stringNodeOf(node);
    if (string && string === node) out.push(stringFact(node, shop));
    for (const key of keysOf(node, keys)) {
      const value = node[key];
      if (Array.isArray(value)) for (const item of value as unknown[]) if (isNode(item)) stack.push(item);
      if (isNode(value)) stack.push(value);
    }
  }
  if (!budget.spend(out.length, root.range)) return out;
  return out.sort((a, b) => a.range[0] - b.range[0]);
}
