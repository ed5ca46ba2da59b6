import { calleeOf, child, children, isCall, isClass, isFunction, isMember, memberName, nameOf, objectOf, wrapped } from './ast.ts';
import type { JsNode } from './ast.ts';
import { keyName } from './bindings.ts';
import type { Bindings } from './bindings.ts';

/** Functions inside of each other that a place is in. */
const MAX_FUNCTIONS = 100;
const MAX_LEVELS = 10_000;

/**
 * Whose members `this` has at a place: a class, the object literal of a method, or the function that makes objects and
 * whose prototype has the method. `null` where `this` is nobody's of this file.
 */
export function ownerOfThis(place: JsNode, bindings: Bindings): JsNode | null {
  let current: JsNode | null = place.parent ?? null;
  for (let level = 0, functions = 0; current && level < MAX_LEVELS && functions < MAX_FUNCTIONS; level += 1) {
    if (isClass(current)) return current;
    if (current.type === 'FunctionDeclaration' || current.type === 'FunctionExpression') {
      functions += 1;
      const { parent } = wrapped(current);
      if (parent?.type !== 'MethodDefinition' && parent?.type !== 'PropertyDefinition' && !keepsThis(current)) return ownerOfFunction(current, bindings);
    }
    current = current.parent ?? null;
  }
  return null;
}

const MAX_ARGUMENTS = 8;

/** `function () { … }.bind(this)`, `list.forEach(function () { … }, this)`: the function has the `this` around it. */
function keepsThis(fn: JsNode): boolean {
  const self = wrapped(fn);
  const { parent } = self;
  if (isMember(parent)) {
    const call = memberName(parent) === 'bind' && parent['object'] === self ? wrapped(parent).parent : null;
    return isCall(call) && children(call, 'arguments')[0]?.type === 'ThisExpression';
  }
  if (!isCall(parent) || !isMember(calleeOf(parent))) return false;
  const given = children(parent, 'arguments').slice(0, MAX_ARGUMENTS);
  return given.includes(self) && given[given.indexOf(self) + 1]?.type === 'ThisExpression';
}

/** True where `this` is the class itself: in a static member or block. */
export function isStaticPlace(place: JsNode, owner: JsNode): boolean {
  let current: JsNode | null = place;
  for (let level = 0; current && level < MAX_LEVELS; level += 1) {
    const above: JsNode | null = current.parent ?? null;
    if (above?.parent === owner) return current['static'] === true || current.type === 'StaticBlock';
    current = above;
  }
  return false;
}

/** The owner of `this` in a function that is no method of a class. */
export function ownerOfFunction(fn: JsNode, bindings: Bindings): JsNode | null {
  const self = wrapped(fn);
  const { parent } = self;
  if (parent?.type === 'Property' && parent.parent?.type === 'ObjectExpression') return ownerOfLiteral(parent.parent, bindings);
  if (parent?.type === 'AssignmentExpression' && parent['right'] === self) {
    const left = child(parent, 'left');
    const object = isMember(left) ? objectOf(left) : null;
    if (object) return prototypeOwner(object, bindings) ?? literalOf(object, bindings);
  }
  return isMaker(fn) ? fn : null;
}

/** A function whose name begins like a class's: `function Runner() { this.command = … }`. */
function isMaker(fn: JsNode): boolean {
  const { parent } = wrapped(fn);
  const name = nameOf(child(fn, 'id')) ?? (parent?.type === 'VariableDeclarator' ? nameOf(child(parent, 'id')) : null);
  return name !== null && /^[_$]{0,2}[A-Z]/.test(name);
}

/** A literal that is, or is put into, the prototype of a function belongs to the function. */
function ownerOfLiteral(literal: JsNode, bindings: Bindings): JsNode {
  const self = wrapped(literal);
  const { parent } = self;
  const target = parent?.type === 'AssignmentExpression' && parent['right'] === self ? child(parent, 'left') : isCall(parent) && parent['callee'] !== self ? (children(parent, 'arguments')[0] ?? null) : null;
  return (target && prototypeOwner(target, bindings)) ?? literal;
}

/** The function or class of `Name.prototype`, also by a variable that holds it. */
function prototypeOwner(object: JsNode, bindings: Bindings): JsNode | null {
  const member = bindings.initOf(object) ?? object;
  const name = isMember(member) && memberName(member) === 'prototype' ? objectOf(member) : null;
  return name && maker(name, bindings);
}

/** The function or class of this file that a name makes objects with. */
export function maker(name: JsNode, bindings: Bindings): JsNode | null {
  const definition = name.type === 'Identifier' ? bindings.variable(name)?.defs[0] : undefined;
  if (definition?.type === 'FunctionName' || definition?.type === 'ClassName') return definition.node;
  const init = bindings.initOf(name);
  return init && (isFunction(init) || isClass(init)) && init.type !== 'ArrowFunctionExpression' ? init : null;
}

/** The object literal that a variable is declared with. */
function literalOf(object: JsNode, bindings: Bindings): JsNode | null {
  const init = bindings.initOf(object);
  return init?.type === 'ObjectExpression' ? init : null;
}

/** Identifiers that name what makes objects: the name of a function or class, or the variable that holds it. */
function namesOf(owner: JsNode): readonly JsNode[] {
  const { parent } = wrapped(owner);
  return [child(owner, 'id'), parent?.type === 'VariableDeclarator' ? child(parent, 'id') : null].filter((id) => id?.type === 'Identifier').filter((id) => id !== null);
}

/** References of a name that are looked at for what its prototype is given. */
const MAX_REFERENCES = 256;

/** What the prototype of a function has under a name: `Name.prototype.name = value`, `Name.prototype = { name: value }`, `Object.assign(Name.prototype, { … })`. */
export function prototypeMember(owner: JsNode, name: string, bindings: Bindings): JsNode | null {
  for (const id of namesOf(owner)) {
    const variable = bindings.variable(id);
    for (const { identifier } of variable?.references.slice(0, MAX_REFERENCES) ?? []) {
      const prototype = identifier.parent;
      if (!isMember(prototype) || prototype['object'] !== identifier || memberName(prototype) !== 'prototype') continue;
      const found = givenTo(prototype, name, bindings);
      if (found) return found;
    }
  }
  return null;
}

function givenTo(prototype: JsNode, name: string, bindings: Bindings): JsNode | null {
  const { parent } = prototype;
  if (isMember(parent) && parent['object'] === prototype) {
    const assignment = parent.parent;
    return memberName(parent) === name && assignment?.type === 'AssignmentExpression' && assignment['left'] === parent ? child(assignment, 'right') : null;
  }
  const literal = parent?.type === 'AssignmentExpression' && parent['left'] === prototype ? child(parent, 'right') : isCall(parent) && children(parent, 'arguments')[0] === prototype ? (children(parent, 'arguments')[1] ?? null) : null;
  const given = literal?.type === 'Identifier' ? bindings.initOf(literal) : literal;
  return given?.type === 'ObjectExpression' ? literalMember(given, name) : null;
}

/** The value of a literal's own member, as it is written. */
export function literalMember(literal: JsNode, name: string): JsNode | null {
  let known = literals.get(literal);
  if (!known) {
    const properties = children(literal, 'properties').filter((item) => item !== null && item.type === 'Property' && item['kind'] !== 'set');
    known = new Map(properties.flatMap((item): readonly [string, JsNode][] => {
      const key = item && keyName(item);
      const value = item && child(item, 'value');
      return key === null || !value ? [] : [[key, value]];
    }));
    literals.set(literal, known);
  }
  return known.get(name) ?? null;
}
const literals = new WeakMap<JsNode, ReadonlyMap<string, JsNode>>();

/** `const self = this`: the `this` that a variable holds. */
export function thisHeldBy(identifier: JsNode, bindings: Bindings): JsNode | null {
  const init = bindings.initOf(identifier);
  return init?.type === 'ThisExpression' ? init : null;
}
