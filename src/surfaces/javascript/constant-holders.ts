import { calleeOf, child, enclosingClass, isCall, memberName, nameOf, wrapped, writtenText } from './ast.ts';
import type { JsNode } from './ast.ts';
import { keyName } from './bindings.ts';

/** Where a text is held under a name: the identifier, and the member's name where it is one of its members. */
export interface ConstantHolder {
  readonly id: JsNode;
  readonly member: string | null;
}

/**
 * What holds a text: `const KEY = 'keydown'`, `const EVENTS = { KEY: 'keydown' }`, also frozen, `enum Event { Key = 'keydown' }`,
 * `static KEY = 'keydown'`. `null` for a text that stands where it is used.
 */
export function holderOf(literal: JsNode): ConstantHolder | null {
  const value = wrapped(literal);
  const id = constantName(value);
  if (id) return { id, member: null };
  const { parent } = value;
  if (parent?.type === 'TSEnumMember') return enumHolder(parent);
  const member = parent && parent['value'] === value ? keyName(parent) : null;
  if (!parent || member === null) return null;
  const owner = parent.type === 'Property' ? objectName(parent) : parent.type === 'PropertyDefinition' && parent['static'] === true ? className(parent) : null;
  return owner && { id: owner, member };
}

/** The name in `const NAME = value`. */
function constantName(value: JsNode): JsNode | null {
  const declarator = value.parent;
  const id = declarator?.type === 'VariableDeclarator' && declarator['init'] === value && declarator.parent?.['kind'] === 'const' ? child(declarator, 'id') : null;
  return id?.type === 'Identifier' ? id : null;
}

function enumHolder(entry: JsNode): ConstantHolder | null {
  const declaration = entry.parent?.type === 'TSEnumBody' ? entry.parent.parent : entry.parent;
  const id = declaration?.type === 'TSEnumDeclaration' ? child(declaration, 'id') : null;
  const key = child(entry, 'id');
  const member = nameOf(key) ?? writtenText(key);
  return id && member !== null ? { id, member } : null;
}

/** The constant that the object of a property is, or what freezes it. */
function objectName(property: JsNode): JsNode | null {
  const object = property.parent?.type === 'ObjectExpression' ? wrapped(property.parent) : null;
  const call = object?.parent;
  const whole = isCall(call) && memberName(calleeOf(call)) === 'freeze' ? wrapped(call) : object;
  return whole && constantName(whole);
}

function className(definition: JsNode): JsNode | null {
  const owner = enclosingClass(definition);
  return owner && child(owner, 'id');
}
