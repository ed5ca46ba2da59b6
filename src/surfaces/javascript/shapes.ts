import type { SourceRange } from '../mapped-text.ts';
import type { JsNode } from './ast.ts';
import type { ValueModel } from './types.ts';

/** True for a TypeScript function that answers with a type predicate (`x is T`, `asserts x`). */
export function typePredicate(node: JsNode): boolean {
  const annotation = (node['returnType'] as { readonly typeAnnotation?: { readonly type?: string } } | null | undefined)?.typeAnnotation;
  return annotation?.type === 'TSTypePredicate';
}

/** `left || true` with the literal at `index`: the whole expression and the text of its left side; else `null`. */
export function alwaysTrueOperand(model: ValueModel, index: number): { readonly range: SourceRange; readonly source: string } | null {
  const literal = model.nodeAt(index);
  const parent = literal?.parent as JsNode | null | undefined;
  if (literal?.['value'] !== true || parent?.type !== 'LogicalExpression' || parent['right'] !== literal || parent['operator'] !== '||') return null;
  const left = parent['left'] as JsNode;
  return { range: parent.range, source: model.text.slice(left.range[0], Math.min(left.range[1], left.range[0] + 200)) };
}
