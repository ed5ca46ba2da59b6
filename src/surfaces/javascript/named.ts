import type { SourceRange } from '../mapped-text.ts';
import type { JsNode } from './ast.ts';
import type { ArgView, ObjectView, ValueModel } from './types.ts';

/** A value given to a variable or member of a certain name: `process.env.X = v`, `agent.options.y = v`, `x ??= v`. */
export interface Assignment {
  readonly value: ArgView;
  readonly range: SourceRange;
}

/** Every assignment to something called `name`, in source order. Costs a plain text search when the name does not occur. */
export function assignmentsTo(model: ValueModel, name: string): readonly Assignment[] {
  const found: Assignment[] = [];
  for (const index of model.findWord(name)) {
    const node = model.nodeAt(index);
    const target = node ? assignedTarget(node) : null;
    const parent = target?.parent as JsNode | null | undefined;
    if (!target || !parent || parent.type !== 'AssignmentExpression') continue;
    const { left, right } = parent as unknown as { readonly left: JsNode; readonly right: JsNode };
    if (left === target) found.push({ value: model.view(right), range: parent.range });
  }
  return found;
}

/** The identifier itself, or the member expression whose property it is (`a.name`, `a['name']`). */
function assignedTarget(node: JsNode): JsNode {
  const parent = node.parent as JsNode | null | undefined;
  if (parent?.type !== 'MemberExpression') return node;
  return (parent as unknown as { readonly property: JsNode }).property === node ? parent : node;
}

/** Every object literal with a member of that name (`{ name: … }`, `{ 'name': … }`, `{ name }`), in source order, each once. */
export function objectsWithMember(model: ValueModel, name: string): readonly ObjectView[] {
  const found = new Map<JsNode, ObjectView>();
  for (const index of model.findWord(name)) {
    const key = model.nodeAt(index);
    const member = key?.parent as JsNode | null | undefined;
    if (!key || !member || (member.type !== 'Property' && member.type !== 'ObjectProperty')) continue;
    const literal = member.parent as JsNode | null | undefined;
    if (!literal || literal.type !== 'ObjectExpression' || found.has(literal)) continue;
    const view = model.view(literal).object();
    if (view?.entry(name)) found.set(literal, view);
  }
  return [...found.values()];
}
