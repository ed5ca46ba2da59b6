import { calleeOf, child, children, isCall, isClass, isFunction, isMember, memberName, nameOf, objectOf, unwrap, writtenText } from './ast.ts';
import type { JsNode } from './ast.ts';
import { keyName } from './bindings.ts';
import type { Bindings } from './bindings.ts';
import { LIMITS } from './budget.ts';
import type { Evaluator } from './evaluate.ts';
import { returnsOf } from './statements.ts';
import { literalMember, maker, prototypeMember } from './this-owner.ts';

/** Declarations in front of the `return` of a getter. */
const MAX_STATEMENTS = 8;

/** The one value a function always answers with: an arrow's body, or the only `return`, after declarations. */
export function onlyReturn(fn: JsNode): JsNode | null {
  const body = child(fn, 'body');
  if (!body) return null;
  if (body.type !== 'BlockStatement') return body;
  const statements = children(body, 'body');
  const last = statements.at(-1);
  const isPlain = statements.length <= MAX_STATEMENTS && statements.slice(0, -1).every((statement) => statement?.type === 'VariableDeclaration');
  return isPlain && last?.type === 'ReturnStatement' ? child(last, 'argument') : null;
}

/** What a member holds: its value, or what its getter answers with; `null` for a setter. */
export function memberValue(member: JsNode): JsNode | null {
  const value = child(member, 'value');
  if (member['kind'] === 'set') return null;
  return member['kind'] === 'get' ? value && onlyReturn(value) : value;
}

/** Classes that one inherits from, one above the other. */
const MAX_ABOVE = 4;

/** What is written into `this.name` inside of its owner. */
export type ThisWrites = (owner: JsNode, name: string) => readonly JsNode[];

/**
 * The value of a member that `this` has, by name. Of a class, inherited ones too: a field, a method, a getter's answer, what
 * the constructor or another method assigns. Of an object literal and of a function that makes objects: the same.
 */
export function memberOfOwner(owner: JsNode, name: string, evaluator: Evaluator, writes: ThisWrites, isStatic = false): JsNode | null {
  const own = ownOrWritten(owner, name, evaluator, writes, isStatic);
  if (own || !isClass(owner)) return own;
  for (const above of classesAbove(owner, evaluator.bindings)) {
    const found = ownOrWritten(above, name, evaluator, writes, isStatic);
    if (found) return found;
  }
  return null;
}

function ownOrWritten(owner: JsNode, name: string, evaluator: Evaluator, writes: ThisWrites, isStatic: boolean): JsNode | null {
  const own = ownMember(owner, name, evaluator, isStatic);
  return own && !isNothing(own) ? own : (writes(owner, name).find((value) => !isNothing(value)) ?? own);
}

const families = new WeakMap<JsNode, readonly JsNode[]>();
const ALONE: readonly JsNode[] = [];

/** Classes of this file that one inherits from, nearest first, also by functions that make them: `class A extends Logging(Sending(Base))`. */
export function classesAbove(owner: JsNode, bindings: Bindings): readonly JsNode[] {
  const above = child(owner, 'superClass');
  if (!above) return ALONE;
  const known = families.get(owner);
  if (known) return known;
  const found: JsNode[] = [];
  for (let next: JsNode | null = above, count = 0; next && count < MAX_ABOVE * 2 && found.length < MAX_ABOVE; count += 1) {
    const made: JsNode | null = isCall(next) ? mixinOf(next, bindings) : namedClass(next, bindings);
    if (made === owner || (made && found.includes(made))) break;
    if (made) found.push(made);
    next = isCall(next) ? (children(next, 'arguments')[0] ?? null) : made && child(made, 'superClass');
  }
  families.set(owner, found);
  return found;
}

/** The class that a function of this file answers with: `const Sending = (Base) => class extends Base { … }`. */
function mixinOf(call: JsNode, bindings: Bindings): JsNode | null {
  const callee = calleeOf(call);
  const variable = callee?.type === 'Identifier' ? bindings.variable(callee) : null;
  const fn = variable && bindings.functionOf(variable);
  const made = fn ? returnsOf(fn)[0] : undefined;
  if (!made) return null;
  return isClass(unwrap(made)) ? unwrap(made) : namedClass(made, bindings);
}

function ownMember(owner: JsNode, name: string, evaluator: Evaluator, isStatic: boolean): JsNode | null {
  if (owner.type === 'ObjectExpression') return literalMember(owner, name);
  if (!isClass(owner)) return prototypeMember(owner, name, evaluator.bindings);
  let nothing: JsNode | null = null;
  const members = indexOf(owner);
  // Of a static and another member of the same name, the one that `this` has there.
  const named = members.get(name) ?? [];
  const found = [...named.filter((member) => (member['static'] === true) === isStatic), ...named.filter((member) => (member['static'] === true) !== isStatic)];
  for (const member of [...found, ...(members.get(CONSTRUCTOR) ?? [])]) {
    // A field may be declared only, and get its value in the constructor or in a method.
    const own = keyName(member) === name && member['kind'] !== 'set' ? memberValue(member) : null;
    const value = own ?? (member['kind'] === 'constructor' ? (constructorWrite(member, name, evaluator) ?? parameterProperty(member, name)) : null);
    if (value && !isNothing(value)) return value;
    nothing ??= value;
  }
  return nothing ?? prototypeMember(owner, name, evaluator.bindings);
}

const CONSTRUCTOR = 'constructor';
const indexes = new WeakMap<JsNode, ReadonlyMap<string, readonly JsNode[]>>();

/** The members of a class by name. */
function indexOf(owner: JsNode): ReadonlyMap<string, readonly JsNode[]> {
  const known = indexes.get(owner);
  if (known) return known;
  const found = new Map<string, JsNode[]>();
  for (const member of membersOf(owner)) {
    const name = keyName(member);
    const list = name === null ? undefined : found.get(name);
    if (list) list.push(member);
    else if (name !== null) found.set(name, [member]);
  }
  indexes.set(owner, found);
  return found;
}

function membersOf(owner: JsNode): readonly JsNode[] {
  const body = child(owner, 'body');
  return body ? children(body, 'body').slice(0, LIMITS.items).filter((member) => member !== null) : [];
}

/** `null`, `undefined`, `void 0` and the empty text: what a member holds until it is given its value. */
export function isNothing(value: JsNode): boolean {
  const node = unwrap(value);
  return node.type === 'NullLiteral' || (node.type === 'Literal' && node['value'] === null && !('regex' in node)) || writtenText(node) === '' || nameOf(node) === 'undefined' || node['operator'] === 'void';
}

/** A method of a class itself, by name. */
export function methodOfClass(owner: JsNode, name: string): JsNode | null {
  const method = indexOf(owner).get(name)?.find((member) => member['kind'] === 'method' || (member['kind'] === undefined && member['static'] !== true));
  const fn = method ? child(method, 'value') : null;
  return fn && isFunction(fn) ? fn : null;
}

/** The parameter of the setter that `object.name = value` calls in a class of this file or in one above it. */
export function setterOfClass(owner: JsNode, name: string, bindings: Bindings): JsNode | null {
  if (!isClass(owner)) return null;
  for (const each of [owner, ...classesAbove(owner, bindings)]) {
    const setter = indexOf(each).get(name)?.find((member) => member['kind'] === 'set');
    const fn = setter ? child(setter, 'value') : null;
    if (fn) return children(fn, 'params')[0] ?? null;
  }
  return null;
}

/** The value of a static member of a class by name. */
export function staticOfClass(owner: JsNode, name: string): JsNode | null {
  const found = indexOf(owner).get(name)?.find((member) => member['static'] === true && member['kind'] !== 'set');
  return found ? memberValue(found) : null;
}

/** `constructor(private readonly name: string)`: the parameter that is a field, too. */
function parameterProperty(member: JsNode, name: string): JsNode | null {
  const fn = child(member, 'value');
  for (const held of fn ? children(fn, 'params') : []) {
    const parameter = held?.type === 'TSParameterProperty' ? child(held, 'parameter') : null;
    if (parameter && nameOf(parameter) === name) return parameter;
  }
  return null;
}

/** Calls in a row on one object. */
const MAX_CHAIN = 12;

/** The class of this file that an expression makes an object of: `new Name()`, a constant that holds one, or a method of it that answers with `this`. */
export function madeClass(object: JsNode, bindings: Bindings, links = 0): JsNode | null {
  const node = unwrap(object);
  const callee = isCall(node) && node.type !== 'NewExpression' && links < MAX_CHAIN ? calleeOf(node) : null;
  if (isMember(callee)) {
    const before = objectOf(callee);
    const owner = before && madeClass(before, bindings, links + 1);
    return owner && isFluent(owner, memberName(callee)) ? owner : null;
  }
  if (node.type === 'NewExpression') return classOf(node, bindings);
  const variable = node.type === 'Identifier' ? bindings.variable(node) : null;
  if (!variable || variable.defs.length > 1 || bindings.isReassigned(variable)) return null;
  const init = bindings.initOf(node);
  return init && isCall(init) ? classOf(init, bindings) : null;
}

function isFluent(owner: JsNode, name: string | null): boolean {
  const method = name === null ? undefined : indexOf(owner).get(name)?.find((member) => member['kind'] === 'method');
  const fn = method ? child(method, 'value') : null;
  return fn !== null && returnsOf(fn).some((value) => value.type === 'ThisExpression');
}

function classOf(made: JsNode, bindings: Bindings): JsNode | null {
  const callee = made.type === 'NewExpression' ? calleeOf(made) : null;
  if (!callee) return null;
  return isClass(callee) ? callee : maker(callee, bindings);
}

/** The class that an identifier names. */
export function namedClass(identifier: JsNode, bindings: Bindings): JsNode | null {
  const made = maker(identifier, bindings);
  return made && isClass(made) ? made : null;
}

/** Identifiers that name a class: outside, and inside of it, where its name is a variable of its own. */
export function classNames(owner: JsNode | null, bindings: Bindings): readonly JsNode[] {
  const id = owner && child(owner, 'id');
  const inner = owner ? bindings.variablesOf(owner).find((variable) => variable.defs[0]?.type === 'ClassName')?.references[0]?.identifier : undefined;
  return [...(id ? [id] : []), ...(inner ? [inner] : [])];
}

/** The constructor of a class. */
export function constructorOf(owner: JsNode): JsNode | null {
  const body = child(owner, 'body');
  const member = body ? children(body, 'body').find((item) => item?.['kind'] === 'constructor') : null;
  return member ? child(member, 'value') : null;
}

function constructorWrite(member: JsNode, name: string, evaluator: Evaluator): JsNode | null {
  const fn = child(member, 'value');
  const block = fn ? child(fn, 'body') : null;
  for (const statement of block ? children(block, 'body').slice(0, 200) : []) {
    const assignment = statement ? child(statement, 'expression') : null;
    const left = assignment?.type === 'AssignmentExpression' ? child(assignment, 'left') : null;
    if (assignment && isMember(left) && objectOf(left)?.type === 'ThisExpression' && evaluator.propertyName(left) === name) return child(assignment, 'right');
  }
  return null;
}

/** The TypeScript namespace of this file that an identifier names. */
export function namespaceOf(object: JsNode, bindings: Bindings, depth = 0): JsNode | null {
  const outer = isMember(object) && object['computed'] !== true && depth < MAX_ABOVE ? objectOf(object) : null;
  const around = outer && namespaceOf(outer, bindings, depth + 1);
  if (around) return exported(around, (declaration) => declaration.type === 'TSModuleDeclaration' && nameOf(child(declaration, 'id')) === memberName(object));
  const definition = object.type === 'Identifier' ? bindings.variable(object)?.defs[0] : undefined;
  return definition?.node.type === 'TSModuleDeclaration' ? definition.node : null;
}

/** The value of what a namespace exports by that name: `export const name = value`, `export function name() {}`. */
export function exportedBy(namespace: JsNode, name: string): JsNode | null {
  const named = (item: JsNode | null): boolean => item !== null && nameOf(child(item, 'id')) === name;
  const found = exported(namespace, (declaration) => (declaration.type === 'FunctionDeclaration' ? named(declaration) : declaration['kind'] === 'const' && children(declaration, 'declarations').some(named)));
  if (found?.type === 'FunctionDeclaration') return found;
  const declarator = found ? children(found, 'declarations').find(named) : null;
  return declarator ? child(declarator, 'init') : null;
}

/** The first declaration of a kind that a namespace exports. */
function exported(namespace: JsNode, isWanted: (declaration: JsNode) => boolean): JsNode | null {
  const body = child(namespace, 'body');
  for (const statement of body ? children(body, 'body').slice(0, LIMITS.items) : []) {
    const declaration = statement?.type === 'ExportNamedDeclaration' ? child(statement, 'declaration') : null;
    if (declaration && isWanted(declaration)) return declaration;
  }
  return null;
}

/** The namespace that exports a constant by its name: `namespace N { export const name = value }`. */
export function exportingNamespace(name: JsNode): JsNode | null {
  const block = name.parent?.type === 'VariableDeclarator' ? name.parent.parent?.parent : null;
  const namespace = block?.type === 'ExportNamedDeclaration' ? block.parent?.parent : null;
  return namespace?.type === 'TSModuleDeclaration' ? namespace : null;
}
