import { calleeOf, child, children, isCall, isMember, memberName, nameOf, objectOf, unwrap, wrapped } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { Variable } from './bindings.ts';
import type { Evaluator } from './evaluate.ts';

/** A member that an object is given after its literal: `o.shell = true`, `Object.assign(o, { shell: true })`. */
export interface LateMember {
  readonly name: string;
  readonly value: JsNode;
  /** Where its name stands; of an assignment the whole target, of a call that names it the call. */
  readonly key: JsNode;
}

const MAX_REFERENCES = 256;
const MAX_LATE = 64;
const NONE: ReadonlyMap<string, LateMember> = new Map();
const SETTING: ReadonlySet<string> = new Set(['=', '??=', '||=']);

const known = new WeakMap<JsNode, ReadonlyMap<string, LateMember>>();

/**
 * The members that the variable of an object literal is given in the block of its declaration, the last one of each name.
 * What only a condition gives is left out: `if (windows) o.shell = true`.
 */
export function lateMembers(evaluator: Evaluator, object: JsNode): ReadonlyMap<string, LateMember> {
  const found = known.get(object);
  if (found) return found;
  known.set(object, NONE);
  const variable = variableOf(evaluator, object);
  if (!variable || variable.references.length < 2 || variable.references.length > MAX_REFERENCES) return NONE;
  const block = blockOf(object);
  const out = new Map<string, LateMember>();
  for (const { identifier } of variable.references) {
    for (const member of block ? givenAt(evaluator, identifier, block) : []) if (out.size < MAX_LATE) out.set(member.name, member);
  }
  evaluator.budget.spend(variable.references.length >> 2, object.range);
  if (out.size > 0) known.set(object, out);
  return out;
}

function variableOf(evaluator: Evaluator, object: JsNode): Variable | null {
  const holder = wrapped(object).parent;
  const id = holder?.type === 'VariableDeclarator' ? child(holder, 'id') : holder?.type === 'AssignmentExpression' && holder['operator'] === '=' ? child(holder, 'left') : null;
  return id?.type === 'Identifier' ? evaluator.bindings.variable(id) : null;
}

/** The block in which the statement of an expression stands. */
function blockOf(node: JsNode): JsNode | null {
  let current: JsNode | null = node;
  for (let depth = 0; current && depth < 12; depth += 1) {
    if (current.type === 'ExpressionStatement' || current.type === 'VariableDeclaration') {
      const outer = current.parent ?? null;
      return outer?.type === 'ExportNamedDeclaration' ? (outer.parent ?? null) : outer;
    }
    if (current.type === 'LogicalExpression' || current.type === 'ConditionalExpression') return null;
    current = current.parent ?? null;
  }
  return null;
}

function givenAt(evaluator: Evaluator, identifier: JsNode, block: JsNode): readonly LateMember[] {
  const { parent } = identifier;
  if (isMember(parent) && parent['object'] === identifier) {
    const assignment = parent.parent;
    const value = assignment?.type === 'AssignmentExpression' && assignment['left'] === parent && SETTING.has(String(assignment['operator'])) ? child(assignment, 'right') : null;
    const name = value && assignment && blockOf(assignment) === block ? evaluator.propertyName(parent) : null;
    return value && name !== null ? [{ name, value, key: parent }] : [];
  }
  if (!isCall(parent) || children(parent, 'arguments')[0] !== identifier || blockOf(parent) !== block) return [];
  const callee = calleeOf(parent);
  const [, second, third] = children(parent, 'arguments');
  const called = isMember(callee) ? `${nameOf(objectOf(callee)) ?? ''}.${memberName(callee) ?? ''}` : '';
  switch (called) {
    case 'Object.assign':
      return children(parent, 'arguments').slice(1, 9).flatMap((source) => (source ? membersOf(evaluator, source) : []));
    case 'Reflect.set':
      return second && third ? named(evaluator, second, third, parent) : [];
    case 'Object.defineProperty':
      return second && third ? membersOf(evaluator, third).filter(({ name }) => name === 'value').flatMap(({ value }) => named(evaluator, second, value, parent)) : [];
    default:
      return [];
  }
}

function named(evaluator: Evaluator, key: JsNode, value: JsNode, call: JsNode): readonly LateMember[] {
  const name = evaluator.constant(key);
  return name === null ? [] : [{ name, value, key: call }];
}

/** The members that a literal, or the variable of one, has by itself. */
function membersOf(evaluator: Evaluator, source: JsNode): readonly LateMember[] {
  const value = evaluator.evaluate(unwrap(source));
  if (value.k !== 'object' || value.node.type !== 'ObjectExpression') return [];
  return children(value.node, 'properties').slice(0, MAX_LATE).flatMap((property) => {
    const key = property ? child(property, 'key') : null;
    const held = property ? child(property, 'value') : null;
    const name = property && key ? evaluator.keyOf(property) : null;
    return key && held && name !== null ? [{ name, value: held, key }] : [];
  });
}
