import { calleeOf, children, isFunction, nameOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { Workshop } from './workshop.ts';

const STREAMS: ReadonlySet<string> = new Set(['ReadableStream', 'TransformStream']);

/** The stream that a controller belongs to: `new ReadableStream({ start(controller) { controller.enqueue(x); } })`. */
export function streamOf({ bindings }: Workshop, controller: JsNode): JsNode | null {
  const definition = controller.type === 'Identifier' ? bindings.variable(controller)?.defs[0] : undefined;
  const fn = definition?.type === 'Parameter' ? definition.node : null;
  const literal = isFunction(fn) && fn.parent?.type === 'Property' ? fn.parent.parent : null;
  const made = literal?.type === 'ObjectExpression' ? literal.parent : null;
  return made?.type === 'NewExpression' && children(made, 'arguments')[0] === literal && STREAMS.has(nameOf(calleeOf(made)) ?? '') ? made : null;
}
