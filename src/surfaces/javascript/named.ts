import type { SourceRange } from '../mapped-text.ts';
import { calleeOf, child, children, isMember, lastName, memberName, namedExpression, objectOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import { isAssignedAt } from './navigations.ts';
import { ruleSet } from './rule-sets.ts';
import type { ArgView, ObjectView, ValueModel } from './types.ts';

const NONE: readonly never[] = [];

/** A value given to a variable or member of a certain name: `process.env.X = v`, `agent.options.y = v`, `x ??= v`. */
export interface Assignment {
  readonly value: ArgView;
  readonly range: SourceRange;
}

/** Every assignment to something called `name`, in source order. Costs a plain text search when the name does not occur. */
export function assignmentsTo(model: ValueModel, name: string): readonly Assignment[] {
  const indexes = model.findWord(name);
  if (indexes.length === 0) return NONE;
  const found: Assignment[] = [];
  for (const index of indexes) {
    const node = model.nodeAt(index);
    const target = node ? namedExpression(node) : null;
    const parent = target?.parent as JsNode | null | undefined;
    if (!target || !parent || parent.type !== 'AssignmentExpression') continue;
    const { left, right } = parent as unknown as { readonly left: JsNode; readonly right: JsNode };
    if (left === target) found.push({ value: model.view(right), range: parent.range });
  }
  return found;
}

/** Every assignment to a member with that name, with the member: `bcrypt.compare = …`. */
export function memberWrites(model: ValueModel, name: string): readonly (Assignment & { readonly target: JsNode })[] {
  return model.findWord(name).flatMap((index) => {
    const node = isAssignedAt(model.text, index + name.length) ? model.nodeAt(index) : null;
    const target = node ? namedExpression(node) : null;
    const parent = target?.parent as JsNode | null | undefined;
    const value = isMember(target) && parent?.type === 'AssignmentExpression' && parent['left'] === target ? child(parent, 'right') : null;
    return target && parent && value ? [{ target, value: model.view(value), range: parent.range }] : [];
  });
}

/**
 * Every value given to `….owner.name` of an object that is changed: `pkg.scripts.test = v`, and members of a copy with
 * additions, `pkg.scripts = { ...pkg.scripts, test: v }`.
 */
export function changedMembers(model: ValueModel, owner: string, name: string): readonly Assignment[] {
  return model.findWord(name).flatMap((index) => {
    const node = model.nodeAt(index);
    const target = node ? namedExpression(node) : null;
    const parent = target?.parent as JsNode | null | undefined;
    if (isMember(target) && parent?.type === 'AssignmentExpression' && parent['left'] === target) {
      const object = objectOf(target);
      const value = child(parent, 'right');
      return value && lastName(object) === owner ? [{ value: model.view(value), range: parent.range }] : [];
    }
    const literal = parent?.type === 'Property' && parent['key'] === node ? (parent.parent as JsNode | null | undefined) : null;
    const assignment = literal?.type === 'ObjectExpression' && children(literal, 'properties').some((property) => property?.type === 'SpreadElement') ? (literal.parent as JsNode | null | undefined) : null;
    const value = parent && assignment?.type === 'AssignmentExpression' && assignment['right'] === literal && lastName(child(assignment, 'left')) === owner ? child(parent, 'value') : null;
    return parent && value ? [{ value: model.view(value), range: parent.range }] : [];
  });
}

const MAX_PIECES = 40;
const MAX_CLIMB = 8;

/**
 * Every assignment to a member whose name is written in pieces: `options['reject' + 'Unauthorized'] = v`. Found by a
 * piece that is seldom a part of other words; a name that stands in one piece is found by {@link assignmentsTo}.
 */
export function builtAssignmentsTo(model: ValueModel, name: string, piece: string): readonly Assignment[] {
  const whole = new Set(model.findWord(name).map((index) => index + name.indexOf(piece)));
  const found = new Map<JsNode, Assignment>();
  for (const index of model.textIndex.findLiteral(piece).filter((at) => !whole.has(at)).slice(0, MAX_PIECES)) {
    let node = model.nodeAt(index);
    for (let depth = 0; node && depth < MAX_CLIMB; depth += 1) {
      const parent = node.parent as JsNode | null | undefined;
      if (!parent || /(?:Statement|Declaration|Declarator)$/.test(parent.type)) break;
      const assignment = isMember(parent) && parent['computed'] === true && parent['property'] === node ? parent.parent : null;
      const value = assignment?.type === 'AssignmentExpression' && assignment['left'] === parent ? child(assignment, 'right') : null;
      if (assignment && value && model.view(node).text().constant === name) found.set(assignment, { value: model.view(value), range: assignment.range });
      node = parent;
    }
  }
  return [...found.values()];
}

/** Every value that a declaration gives a variable or class field of that name: `const name = v`, `class { name = v }`. */
export function declaredAs(model: ValueModel, name: string): readonly ArgView[] {
  return declarationsOf(model, name).map(({ value }) => value);
}

/** The same with the place of each declaration. */
export function declarationsOf(model: ValueModel, name: string): readonly Assignment[] {
  return model.findWord(name).flatMap((index) => {
    const node = model.nodeAt(index);
    const parent = node?.parent as JsNode | null | undefined;
    if (!node || (parent?.type !== 'VariableDeclarator' && parent?.type !== 'PropertyDefinition')) return [];
    const { id, key, init, value } = parent as unknown as { readonly id?: JsNode; readonly key?: JsNode; readonly init?: JsNode | null; readonly value?: JsNode | null };
    const given = init ?? value;
    return (id ?? key) === node && given ? [{ value: model.view(given), range: parent.range }] : [];
  });
}

/** What stands behind a word that is no key: `name.x`, `name = `, `name;`, `f(name)`. */
const BEHIND_NO_KEY: ReadonlySet<string> = new Set(['.', '=', ';', ')', '[', '?', '&', '|', '!', '+']);
const MAX_BLANKS = 8;

/** False for a word in a text that cannot be the key of an object. Most words are none: a look at the text before the tree. */
function mayBeKey(text: string, start: number, end: number): boolean {
  if (text[start - 1] === '.') return false;
  let at = end;
  while (at - end < MAX_BLANKS && text[at] === ' ') at += 1;
  return !BEHIND_NO_KEY.has(text[at] ?? '');
}

/** Every object literal with a member of that name (`{ name: … }`, `{ 'name': … }`, `{ name }`), in source order, each once. */
export function objectsWithMember(model: ValueModel, name: string): readonly ObjectView[] {
  const indexes = model.findWord(name);
  if (indexes.length === 0) return NONE;
  const found = new Map<JsNode, ObjectView>();
  for (const index of indexes) {
    if (!mayBeKey(model.text, index, index + name.length)) continue;
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

/** Values of JSX attributes of that name, in source order. */
export function attributesOf(model: ValueModel, name: string): readonly ArgView[] {
  return model.findWord(name).flatMap((index) => {
    const attribute = model.nodeAt(index)?.parent as JsNode | null | undefined;
    const value = attribute?.type === 'JSXAttribute' ? child(attribute, 'value') : null;
    const inner = value?.type === 'JSXExpressionContainer' ? child(value, 'expression') : value;
    return inner ? [model.view(inner)] : [];
  });
}

const ENVIRONMENTS: ReadonlySet<string> = new Set(['global:process.env', 'global:Bun.env', 'process.env']);
const SETTERS = ruleSet({ 'global:Reflect.set': true, 'global:Reflect.defineProperty': true, 'global:Object.defineProperty': true, 'global:Deno.env.set': true });

/** A variable of the process's environment that code sets. */
export interface EnvironmentWrite extends Assignment {
  readonly name: string;
}

/**
 * Every `process.env[name] = value` with a name that is known, also computed, and the calls that do the same. Objects
 * that become an environment (`Object.assign(process.env, { … })`, `{ env: { … } }`) are found by `objectsWithMember`.
 */
export function environmentWrites(model: ValueModel): readonly EnvironmentWrite[] {
  const found: EnvironmentWrite[] = [];
  for (const index of model.findWord('env')) {
    const node = model.nodeAt(index);
    const environment = node ? namedExpression(node) : null;
    const member = environment?.parent as JsNode | null | undefined;
    if (!environment || member?.type !== 'MemberExpression' || !model.origins(environment).some((origin) => ENVIRONMENTS.has(origin))) continue;
    const { object, property, computed } = member as unknown as { readonly object: JsNode; readonly property: JsNode; readonly computed: boolean };
    const parent = member.parent as JsNode | null | undefined;
    if (object !== environment || parent?.type !== 'AssignmentExpression') continue;
    const { left, right } = parent as unknown as { readonly left: JsNode; readonly right: JsNode };
    const name = computed ? model.view(property).text().constant : ((property as { readonly name?: string }).name ?? null);
    if (left === member && name !== null) found.push({ name, value: model.view(right), range: parent.range });
  }
  for (const call of model.calls(SETTERS)) {
    const [target, key, value] = call.origins.some((origin) => origin.endsWith('Deno.env.set')) ? [null, call.args[0], call.args[1]] : call.args;
    if (target && !target.origins().some((origin) => ENVIRONMENTS.has(origin))) continue;
    const name = key?.text().constant ?? null;
    const given = value?.object()?.get('value') ?? value;
    if (name !== null && given) found.push({ name, value: given, range: call.range });
  }
  return found;
}

const DEFINERS = ruleSet({ 'global:Object.defineProperty': true, 'global:Reflect.defineProperty': true, 'global:Reflect.set': true });

/** Every value that `Object.defineProperty` and its like give to a member of that name. */
export function definitionsOf(model: ValueModel, name: string): readonly Assignment[] {
  return model.calls(DEFINERS).flatMap((call) => {
    const [, key, given] = call.args;
    const value = given?.object()?.get('value') ?? given;
    return key?.text().constant === name && value ? [{ value, range: call.range }] : [];
  });
}

const ADDRESS_KEYS = ['host', 'hostname', 'url', 'uri', 'baseURL', 'baseUrl', 'href', 'prefixUrl'];
const LOCAL = /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\[::1\]|0\.0\.0\.0|(?:[\w-]{1,60}\.){1,4}localhost)$/i;
const MAX_STEPS = 16;

/** True when an options object belongs to a request whose address is this machine: by a key beside it or by the call's first argument. */
export function isLocalOptions(model: ValueModel, object: ObjectView): boolean {
  if (hasLocalAddress(object)) return true;
  let node: JsNode | null | undefined = object.node.parent as JsNode | null | undefined;
  for (let step = 0; node && step < MAX_STEPS; step += 1, node = node.parent as JsNode | null | undefined) {
    if (/(?:Statement|Declaration|FunctionExpression)$/.test(node.type)) return false;
    if (node.type === 'ObjectExpression') {
      const outer = model.view(node).object();
      if (outer && hasLocalAddress(outer)) return true;
    }
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') continue;
    const first = (node as unknown as { readonly arguments: readonly JsNode[] }).arguments[0];
    if (first && model.view(first).url()?.isLoopback === true) return true;
  }
  return false;
}

const COMPARISONS: ReadonlySet<string> = new Set(['equal', 'strictEqual', 'deepEqual', 'deepStrictEqual', 'partialDeepStrictEqual', 'notDeepEqual', 'notDeepStrictEqual', 'toEqual', 'toStrictEqual', 'toMatchObject', 'toHaveBeenCalledWith', 'toHaveBeenLastCalledWith', 'toHaveBeenNthCalledWith', 'calledWith', 'calledWithMatch', 'objectContaining']);
const CONTAINERS: ReadonlySet<string> = new Set(['Property', 'ObjectExpression', 'ArrayExpression']);

/** True when an object is what a test compares something with: `assert.deepEqual(options, { … })`, `expect(x).toEqual({ … })`. */
export function isExpectation({ node }: ObjectView): boolean {
  let owner = node.parent as JsNode | null | undefined;
  for (let step = 0; owner && CONTAINERS.has(owner.type) && step < MAX_STEPS; step += 1) owner = owner.parent as JsNode | null | undefined;
  const callee = owner?.type === 'CallExpression' ? calleeOf(owner) : null;
  return isMember(callee) && COMPARISONS.has(memberName(callee) ?? '');
}

function hasLocalAddress(object: ObjectView): boolean {
  return ADDRESS_KEYS.some((key) => {
    const value = object.get(key);
    return value !== null && (value.url()?.isLoopback === true || LOCAL.test(value.text().constant ?? ''));
  });
}
