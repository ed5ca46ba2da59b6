import { calleeOf, child, children, isCall, isFunction, isMember, isNode, lastName, memberName, nameOf, objectOf, unwrap } from './ast.ts';
import type { JsNode } from './ast.ts';
import { keyName } from './bindings.ts';
import { isWriteTo, occurrencesOf, sourceOf } from './rewritten.ts';
import type { ValueModel } from './types.ts';

/** Names of what a client or a model says: a list that comes from there allows nothing. */
const FROM_OUTSIDE = /^_?(?:req|request|ctx|context|event|body|query|params|args|input|headers|payload|searchParams|formData)$/i;
/** Parts of a request that its sender writes; `req.user` was looked up. */
const SAID = /^(?:body|query|params|headers|cookies|files?)$/;
/** Functions and methods whose answer consists of what they are given. */
const KEEPING = /^(?:Set|Map|Array|String|from|of|keys|values|entries|fromEntries|assign|parse|concat|split|map|filter|flat|flatMap|slice|sort|freeze|get|getAll|json|text)$/;
const GROWING: ReadonlySet<string> = new Set(['push', 'unshift', 'add', 'set', 'splice', 'fill']);
const METHODS: ReadonlySet<string> = new Set(['includes', 'has', 'test']);
const MAX_DEPTH = 8;
const MAX_NODES = 200;
const MAX_MENTIONS = 200;

interface Search {
  readonly model: ValueModel;
  /** How the code spells the value that is looked up. */
  readonly names: ReadonlySet<string>;
  readonly seen: Set<string>;
  nodes: number;
}

/** True for a list of the program: no text, and nothing that a client said or that holds the value itself. */
export function isOwnList(list: JsNode, model: ValueModel, names: ReadonlySet<string>): boolean {
  const search: Search = { model, names, seen: new Set(), nodes: 0 };
  return !isText(list, model, 0) && !isOutside(list, search, 0);
}

/** `'a,b'.includes(x)` finds any part of a text. */
function isText(list: JsNode, model: ValueModel, depth: number): boolean {
  const node = unwrap(list);
  if (node.type === 'Literal' || node.type === 'StringLiteral' || node.type === 'TemplateLiteral' || (node.type === 'BinaryExpression' && node['operator'] === '+')) return true;
  if (node.type === 'ObjectExpression') return children(node, 'properties').some((property) => property !== null && METHODS.has(keyName(property) ?? ''));
  if (isCall(node)) return /^(?:join|toString|String|trim|toLowerCase|stringify)$/.test(calledName(node));
  const name = nameOf(node);
  return name !== null && depth < MAX_DEPTH && occurrencesOf(model, name, MAX_MENTIONS).some((at) => {
    const source = sourceOf(at);
    return source !== null && source.type !== 'Identifier' && at.parent?.type === 'VariableDeclarator' && isText(source, model, depth + 1);
  });
}

function calledName(call: JsNode): string {
  return lastName(calleeOf(call)) ?? '';
}

function isOutside(expression: JsNode, search: Search, depth: number): boolean {
  const node = unwrap(expression);
  if (depth > MAX_DEPTH * 2 || (search.nodes += 1) > MAX_NODES) return false;
  if (search.names.has(search.model.text.slice(...node.range))) return true;
  const name = node.type === 'Identifier' ? nameOf(node) : null;
  if (name !== null) return FROM_OUTSIDE.test(name) || isNameOutside(name, search, depth);
  if (isFunction(node)) return false;
  if (isMember(node)) return isOutside(objectOf(node) ?? node, search, depth + 1);
  if (isCall(node)) return isCallOutside(node, search, depth);
  return Object.entries(node).some(([key, value]) => {
    if (key === 'parent' || (key === 'key' && node['computed'] !== true)) return false;
    return (Array.isArray(value) ? children(node, key).slice(0, MAX_NODES) : [value]).some((item) => isNode(item) && isOutside(item, search, depth + 1));
  });
}

function isCallOutside(call: JsNode, search: Search, depth: number): boolean {
  const callee = calleeOf(call);
  const object = isMember(callee) ? objectOf(callee) : null;
  if (object && isOutside(object, search, depth + 1)) return true;
  const keeps = KEEPING.test(calledName(call));
  return children(call, 'arguments').slice(0, MAX_DEPTH).some((argument) => argument !== null && (keeps || isSaid(argument)) && isOutside(argument, search, depth + 1));
}

/** `req`, `req.body.x`; not `req.user.id`, by which a list is looked up. */
function isSaid(argument: JsNode): boolean {
  let node = unwrap(argument);
  if (nameOf(node) !== null) return FROM_OUTSIDE.test(nameOf(node) ?? '');
  for (let depth = 0; depth < MAX_DEPTH && isMember(node); depth += 1) {
    if (SAID.test(memberName(node) ?? '')) return true;
    node = objectOf(node) ?? node;
  }
  return false;
}

/** True when a variable is declared with, given or filled with what comes from outside. Goes by the name alone. */
function isNameOutside(name: string, search: Search, depth: number): boolean {
  if (search.seen.has(name)) return false;
  search.seen.add(name);
  return occurrencesOf(search.model, name, MAX_MENTIONS).some((at) => {
    const given = sourceOf(at);
    if (given) return isOutside(given, search, depth + 1);
    return filledWith(at).some((value) => isOutside(value, search, depth + 1));
  });
}

/** What a list is filled with: `list.push(x)`, `table[x] = y`. */
function filledWith(at: JsNode): readonly JsNode[] {
  const member = at.parent;
  if (!isMember(member) || member['object'] !== at) return [];
  const { parent } = member;
  if (isCall(parent) && parent['callee'] === member) return GROWING.has(memberName(member) ?? '') ? children(parent, 'arguments').filter((argument) => argument !== null) : [];
  if (parent?.type !== 'AssignmentExpression' || !isWriteTo(member)) return [];
  return [child(parent, 'right'), member['computed'] === true ? child(member, 'property') : null].filter((value) => value !== null);
}
