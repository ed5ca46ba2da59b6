import { child, children, isCall, isMember, memberName, nameOf, wrapped } from './ast.ts';
import type { JsNode } from './ast.ts';
import { keyName } from './bindings.ts';
import type { Variable } from './bindings.ts';
import { LIMITS } from './budget.ts';
import { memberValue } from './class-members.ts';
import type { Evaluator } from './evaluate.ts';
import { lateMembers } from './late-members.ts';
import { constantOf, gapText, joinTexts, num, textOf, toText, unknown } from './values.ts';
import type { Env, Item, Value } from './values.ts';

const MAX_REFERENCES = 256;

/** An array literal; its items are read on demand, spreads of known arrays and texts are put in. */
export function arrayOf(evaluator: Evaluator, node: JsNode, env: Env | null): Value {
  const items: Item[] = [];
  let complete = true;
  for (const element of children(node, 'elements')) {
    if (items.length >= LIMITS.items) {
      evaluator.budget.cut('items', node.range);
      complete = false;
      break;
    }
    if (!element) items.push({ value: { k: 'nil', word: 'undefined' } });
    else if (element.type !== 'SpreadElement') items.push({ node: element, env });
    else {
      const spread = itemsOf(evaluator, spreadValue(evaluator, element, env), element);
      if (spread) items.push(...spread.slice(0, LIMITS.items));
      else complete = false;
    }
  }
  evaluator.budget.spend(items.length >> 3, node.range);
  return { k: 'array', items, complete, node };
}

function spreadValue(evaluator: Evaluator, element: JsNode, env: Env | null): Value {
  const argument = child(element, 'argument');
  return argument ? evaluator.evaluate(argument, env) : unknown(element);
}

/** What iterating a value gives; `null` when unknown. */
export function itemsOf(evaluator: Evaluator, value: Value, node: JsNode): readonly Item[] | null {
  if (value.k === 'array') return value.complete ? value.items : null;
  if (value.k === 'bytes') return value.data.map((byte) => ({ value: num(byte) }));
  const text = constantOf(value);
  if (text === null) return null;
  if (text.length > LIMITS.items) {
    evaluator.budget.cut('items', node.range);
    return null;
  }
  return Array.from(text, (character) => ({ value: textOf(character, node) }));
}

export function force(evaluator: Evaluator, item: Item): Value {
  return 'value' in item ? item.value : evaluator.evaluate(item.node, item.env);
}

/** A member of a known value by name. Never looks at a prototype. */
export function memberOf(evaluator: Evaluator, value: Value, name: string, node: JsNode): Value {
  switch (value.k) {
    case 'array':
      return arrayMember(evaluator, value, name, node);
    case 'object': {
      if (value.node.type === 'TSEnumDeclaration') return enumMember(evaluator, value.node, name, node);
      const found = objectProperty(evaluator, value.node, name);
      return found ? evaluator.evaluate(found, value.env) : unknown(node);
    }
    case 'pairs':
      return pairOf(evaluator, value.entries, name, node);
    case 'url':
      return urlMember(value.href, name, node);
    case 'bytes':
      return name === 'length' ? num(value.data.length) : /^\d{1,6}$/.test(name) ? num(value.data[Number(name)] ?? Number.NaN) : unknown(node);
    case 'text': {
      const text = constantOf(value);
      if (text === null) return unknown(node);
      if (name === 'length') return num(text.length);
      return /^\d{1,6}$/.test(name) ? textOf(text[Number(name)] ?? '', node) : unknown(node);
    }
    default:
      return unknown(node);
  }
}

/** The value of the last pair with that name, of at most 64 pairs. */
function pairOf(evaluator: Evaluator, entries: readonly Item[], name: string, node: JsNode): Value {
  for (const entry of entries.slice(-MAX_PAIRS).reverse()) {
    const pair = pairOfItem(evaluator, entry);
    if (pair && pair.name === name) return force(evaluator, pair.value);
  }
  return unknown(node);
}

const MAX_PAIRS = 64;

/** The name and the value of `[name, value]`; `null` when the name is unknown. */
export function pairOfItem(evaluator: Evaluator, entry: Item): { readonly name: string; readonly value: Item } | null {
  const pair = force(evaluator, entry);
  const [key, value] = pair.k === 'array' ? pair.items : [];
  const name = key ? force(evaluator, key) : null;
  const text = name?.k === 'num' ? String(name.n) : name ? constantOf(name) : null;
  return text === null || !value ? null : { name: text, value };
}

/** Names and values of a known object's own members; `null` for other values. Spreads and computed names that are unknown are left out. */
export function pairsOf(evaluator: Evaluator, value: Value, node: JsNode): readonly { readonly name: string; readonly value: Item }[] | null {
  if (value.k === 'pairs') return value.entries.slice(0, LIMITS.items).flatMap((entry) => pairOfItem(evaluator, entry) ?? []);
  if (value.k !== 'object' || value.node.type !== 'ObjectExpression') return null;
  const { byName } = indexOf(evaluator, value.node);
  if (!evaluator.budget.spend(byName.size >> 2, node.range)) return null;
  return [...byName].slice(0, LIMITS.items).map(([name, held]) => ({ name, value: { node: held, env: value.env } }));
}

/** Members of a table that are looked at when its key is unknown. */
const MAX_TABLE = 16;

/** What `table[key]` may be with a key that is not known, or one of several: the texts of the table as alternatives, all of them only possible, or the items of all its lists. */
export function anyMember(evaluator: Evaluator, value: Value, key: Value, node: JsNode): Value {
  if (value.k === 'object' && children(value.node, 'properties').length > MAX_TABLE) return unknown(node);
  const pairs = pairsOf(evaluator, value, node);
  if (!pairs || pairs.length === 0 || pairs.length > MAX_TABLE) return unknown(node);
  const names = key.k === 'text' && !key.possible && key.alternatives.length > 0 ? key.alternatives : null;
  const values = pairs.filter(({ name }) => names === null || names.includes(name)).map((pair) => force(evaluator, pair.value));
  const lists = values.flatMap((item) => (item.k === 'array' ? [item.items] : []));
  if (lists.length > 0 && lists.length === values.length) return { k: 'array', items: lists.flat().slice(0, LIMITS.items), complete: false, node };
  if (values.length === 0 || values.some((item) => item.k !== 'text')) return unknown(node);
  return { ...joinTexts([...values.map((item) => toText(item, node)), gapText(node)], node, MAX_TABLE), possible: true };
}

function arrayMember(evaluator: Evaluator, array: Value & { k: 'array' }, name: string, node: JsNode): Value {
  if (name === 'length') return array.complete ? num(array.items.length) : unknown(node);
  if (!/^\d{1,6}$/.test(name)) return unknown(node);
  const item = array.items[Number(name)];
  return item ? force(evaluator, item) : unknown(node);
}

function urlMember(href: Value & { k: 'text' }, name: string, node: JsNode): Value {
  if (name === 'href' || name === 'toString') return href;
  const text = constantOf(href);
  if (text === null || !URL.canParse(text)) return unknown(node);
  const url = new URL(text);
  switch (name) {
    case 'host':
      return textOf(url.host, node);
    case 'hostname':
      return textOf(url.hostname, node);
    case 'origin':
      return textOf(url.origin, node);
    case 'pathname':
      return textOf(url.pathname, node);
    case 'search':
      return textOf(url.search, node);
    case 'protocol':
      return textOf(url.protocol, node);
    default:
      return unknown(node);
  }
}

function enumMember(evaluator: Evaluator, declaration: JsNode, name: string, node: JsNode): Value {
  const body = child(declaration, 'body');
  const members = body ? children(body, 'members') : children(declaration, 'members');
  for (const member of members) {
    const id = member ? child(member, 'id') : null;
    const init = member ? child(member, 'initializer') : null;
    if (init && (nameOf(id) ?? (id ? id['value'] : null)) === name) return evaluator.evaluate(init);
  }
  return unknown(node);
}

const indexes = new WeakMap<JsNode, { readonly byName: ReadonlyMap<string, JsNode>; readonly spreads: readonly JsNode[] }>();

function indexOf(evaluator: Evaluator, object: JsNode): { readonly byName: ReadonlyMap<string, JsNode>; readonly spreads: readonly JsNode[] } {
  const known = indexes.get(object);
  if (known) return known;
  const byName = new Map<string, JsNode>();
  const spreads: JsNode[] = [];
  const index = { byName, spreads };
  indexes.set(object, index);
  const properties = children(object, 'properties');
  evaluator.budget.spend(properties.length >> 2, object.range);
  for (const property of properties) {
    if (!property) continue;
    if (property.type === 'SpreadElement' || property.type === 'ExperimentalSpreadProperty') spreads.push(property);
    else {
      const name = keyName(property) ?? evaluator.keyOf(property);
      const value = property.type === 'ObjectMethod' ? property : memberValue(property);
      if (name !== null && value) byName.set(name, value);
    }
  }
  return index;
}

/** The value node of a member of an object literal, through known spreads; at most 8 spreads deep. */
export function objectProperty(evaluator: Evaluator, object: JsNode, name: string, depth = 0): JsNode | null {
  if (object.type !== 'ObjectExpression' || depth > 8) return null;
  const { byName, spreads } = indexOf(evaluator, object);
  const own = byName.get(name);
  if (own) return own;
  for (const spread of spreads.slice(-8).reverse()) {
    const argument = child(spread, 'argument');
    const value = argument ? evaluator.evaluate(argument) : null;
    const found = value?.k === 'object' ? (lateMembers(evaluator, value.node).get(name)?.value ?? objectProperty(evaluator, value.node, name, depth + 1)) : null;
    if (found) return found;
  }
  return null;
}

/** What is assigned to `object.name` elsewhere; the last such assignment, `null` without one. */
export function memberWrites(evaluator: Evaluator, object: JsNode, name: string): Value | null {
  const variable = evaluator.bindings.variable(object);
  if (!variable || variable.references.length > MAX_REFERENCES) return null;
  let found: Value | null = null;
  for (const reference of variable.references) {
    const member = reference.identifier.parent;
    if (!isMember(member) || member['object'] !== reference.identifier) continue;
    const assignment = member.parent;
    if (assignment?.type !== 'AssignmentExpression' || assignment['left'] !== member || assignment['operator'] !== '=') continue;
    const value = child(assignment, 'right');
    if (value && evaluator.propertyName(member) === name) found = evaluator.evaluate(value);
  }
  return found;
}

const GROWING: ReadonlySet<string> = new Set(['push', 'unshift', 'add']);
const CHANGING: ReadonlySet<string> = new Set(['splice', 'sort', 'fill', 'pop', 'shift', 'copyWithin']);

/**
 * An array as it is after the `push` and `unshift` calls on its variable. A call in a loop, a condition or another
 * function makes it incomplete.
 */
export function foldMutations(evaluator: Evaluator, variable: Variable, value: Value, node: JsNode): Value {
  if (value.k === 'map' && variable.references.length <= MAX_REFERENCES) return { k: 'map', entries: [...value.entries, ...variable.references.flatMap((reference) => entryOf(reference.identifier, node))] };
  if (value.k !== 'array') return value;
  if (variable.references.length > MAX_REFERENCES) return value;
  let items: Item[] | null = null;
  let complete = value.complete;
  for (const reference of variable.references) {
    const call = mutation(reference.identifier);
    if (!call) continue;
    const isPlain = call.method !== 'reverse' && !CHANGING.has(call.method) && isSameBlock(call.node, value.node);
    if (call.method === 'reverse' && isSameBlock(call.node, value.node)) items = [...(items ?? value.items)].reverse();
    else if (!isPlain) complete = false;
    else {
      const added = children(call.node, 'arguments').map((argument): Item => (argument && argument.type !== 'SpreadElement' ? { node: argument, env: null } : { value: unknown(node) }));
      items = call.method !== 'unshift' ? [...(items ?? value.items), ...added] : [...added, ...(items ?? value.items)];
    }
    evaluator.budget.spend(items?.length ?? 1, node.range);
  }
  return items || complete !== value.complete ? { ...value, items: items ?? value.items, complete } : value;
}

/** `map.set(key, value)` as the pair that it adds. */
function entryOf(identifier: JsNode, node: JsNode): Item[] {
  const object = wrapped(identifier);
  const member = object.parent;
  const call = isMember(member) && member['object'] === object && memberName(member) === 'set' ? member.parent : null;
  const [key, value] = isCall(call) ? children(call, 'arguments') : [];
  return key && value ? [{ value: { k: 'array', items: [{ node: key, env: null }, { node: value, env: null }], complete: true, node } }] : [];
}

function mutation(identifier: JsNode): { readonly node: JsNode; readonly method: string } | null {
  const object = wrapped(identifier);
  const member = object.parent;
  if (!isMember(member) || member['object'] !== object) return null;
  const call = member.parent;
  const method = memberName(member);
  if (!isCall(call) || call['callee'] !== member || method === null) return null;
  const statement = call.parent;
  const isMutating = GROWING.has(method) || CHANGING.has(method) || (method === 'reverse' && statement?.type === 'ExpressionStatement');
  return isMutating ? { node: call, method } : null;
}

function isSameBlock(call: JsNode, array: JsNode): boolean {
  const home = call.parent?.type === 'ExpressionStatement' ? call.parent.parent : null;
  let declaration: JsNode | null | undefined = array.parent;
  for (let depth = 0; declaration && depth < 8 && declaration.type !== 'VariableDeclaration'; depth += 1) declaration = declaration.parent;
  return home !== null && home !== undefined && declaration?.parent === home;
}
