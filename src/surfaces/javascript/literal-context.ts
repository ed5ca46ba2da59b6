import { child, children, isCall, isMember, isWrapper, memberName, nameOf, objectOf, writtenText } from './ast.ts';
import type { JsNode } from './ast.ts';
import { keyName } from './bindings.ts';
import type { Evaluator } from './evaluate.ts';
import type { LiteralContext, LiteralPosition } from './types.ts';

interface Draft {
  position: LiteralPosition;
  readonly names: string[];
  callee: string | null;
  index: number | null;
}

const MAX_CLIMB = 24;
/** An entry of a list of variables has few members. */
const MAX_ENTRY = 6;

/** What a literal is used as, and the names a reader would take it for, nearest first. */
export function literalContext(literal: JsNode, evaluator: Evaluator): LiteralContext {
  const draft: Draft = { position: 'other', names: [], callee: null, index: null };
  let node = literal;
  for (let depth = 0; depth < MAX_CLIMB; depth += 1) {
    const parent = node.parent;
    if (!parent || !climb(node, parent, draft, evaluator)) break;
    node = parent;
  }
  return { position: draft.position, names: [...new Set(draft.names)].slice(0, 8), callee: draft.callee, index: draft.index };
}

function settle(draft: Draft, position: LiteralPosition): void {
  if (draft.position === 'other' || draft.position === 'element') draft.position = position;
}

/** Reads one step towards the root; false ends the climb. */
function climb(node: JsNode, parent: JsNode, draft: Draft, evaluator: Evaluator): boolean {
  if (isWrapper(parent) || parent.type === 'TemplateLiteral' || parent.type === 'JSXExpressionContainer' || parent.type === 'SpreadElement') return true;
  switch (parent.type) {
    case 'VariableDeclarator':
      return named(draft, 'declarator', nameOf(child(parent, 'id')));
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'TSEnumMember':
      return named(draft, 'property', keyText(parent, evaluator));
    case 'AssignmentPattern':
      return named(draft, 'default', nameOf(child(parent, 'left')));
    case 'AssignmentExpression':
      return parent['right'] === node && named(draft, 'assignment', targetName(child(parent, 'left'), evaluator));
    case 'JSXAttribute':
      return named(draft, 'attribute', nameOf(child(parent, 'name')));
    case 'LogicalExpression':
      if (parent['operator'] === '&&') return true;
      if (parent['right'] !== node) return true;
      settle(draft, 'fallback');
      draft.names.push(...present(targetName(child(parent, 'left'), evaluator)));
      return true;
    case 'ConditionalExpression':
    case 'SequenceExpression':
      return parent['test'] !== node;
    case 'BinaryExpression':
      return binary(node, parent, draft, evaluator);
    case 'ArrayExpression':
      if (draft.position === 'other') draft.position = 'element';
      draft.names.push(...pairName(node, parent));
      return true;
    case 'MemberExpression':
      return parent['object'] === node && isCarried(node);
    case 'Property':
      return property(node, parent, draft, evaluator);
    case 'ObjectExpression':
      return true;
    case 'CallExpression':
    case 'NewExpression':
      return argument(node, parent, draft);
    case 'TSLiteralType':
      draft.position = 'type';
      return false;
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
      draft.position = 'import';
      return false;
    case 'SwitchCase':
      draft.position = 'comparison';
      return false;
    default:
      return false;
  }
}

function present(name: string | null): string[] {
  return name === null ? [] : [name];
}

function named(draft: Draft, position: LiteralPosition, name: string | null): false {
  settle(draft, position);
  draft.names.push(...present(name));
  return false;
}

function binary(node: JsNode, parent: JsNode, draft: Draft, evaluator: Evaluator): boolean {
  const operator = parent['operator'];
  if (operator === '+') return true;
  const other = parent['left'] === node ? child(parent, 'right') : child(parent, 'left');
  return named(draft, 'comparison', targetName(other, evaluator));
}

function property(node: JsNode, parent: JsNode, draft: Draft, evaluator: Evaluator): boolean {
  if (parent['key'] === node && parent['value'] !== node) {
    draft.position = 'key';
    return false;
  }
  const name = keyText(parent, evaluator);
  const isHeader = draft.names.length === 0 && isHeaders(parent);
  settle(draft, isHeader ? 'header' : 'property');
  if (name === 'value' && draft.names.length === 0) draft.names.push(...entryName(parent, evaluator));
  draft.names.push(...present(name));
  return true;
}

/** True for a property of an object that is itself given as `headers`. */
function isHeaders(member: JsNode): boolean {
  const holder = member.parent?.parent;
  return holder?.type === 'Property' && /^headers?$/i.test(keyName(holder) ?? '');
}

/** Methods whose result is the value that they are called on, put together or trimmed. */
const CARRYING = /^(?:join|concat|trim|reverse)$/;
/** Functions that give back what they get in another form. */
const DECODING = /^(?:Buffer\.from|atob|decodeURIComponent|String|TextEncoder\.encode|(?:crypto\.)?createSecretKey)$/;

/** True for a text or a list whose whole is used: `['a', 'b'].join('')`, `' a '.trim()`. */
export function isCarried(node: JsNode): boolean {
  const member = node.parent;
  return isMember(member) && member['object'] === node && CARRYING.test(memberName(member) ?? '') && isCall(member.parent) && member.parent['callee'] === member;
}

/** `'apiKey'` of the pair `['apiKey', value]`. */
function pairName(value: JsNode, list: JsNode): string[] {
  const [key, second, third] = children(list, 'elements');
  return second === value && third === undefined ? present(writtenText(key ?? null)) : [];
}

/** `'API_KEY'` of `{ name: 'API_KEY', value }`. */
function entryName(member: JsNode, evaluator: Evaluator): string[] {
  const siblings = member.parent ? children(member.parent, 'properties') : [];
  const name = siblings.length <= MAX_ENTRY ? siblings.find((other) => other?.type === 'Property' && /^(?:name|key|variable)$/.test(evaluator.keyOf(other) ?? '')) : null;
  return name ? present(writtenText(child(name, 'value'))) : [];
}

function argument(node: JsNode, call: JsNode, draft: Draft): boolean {
  // Of a method that hands its object on, the climb comes here.
  if (call['callee'] === node) return isMember(node);
  const callee = child(call, 'callee');
  if (callee && children(call, 'arguments')[0] === node && DECODING.test(writtenName(callee))) return true;
  const list = children(call, 'arguments');
  const index = list.indexOf(node);
  draft.callee ??= callee ? writtenName(callee) : null;
  draft.index ??= index;
  const key = index === 1 && list[0] ? list[0] : null;
  const keyed = writtenText(key);
  const isOwn = draft.position === 'other' || draft.position === 'element';
  settle(draft, keyed !== null && isHeaderSetter(callee) ? 'header' : 'argument');
  if (isOwn) draft.names.push(...present(keyed ?? (index === 0 && list.length === 1 ? setName(draft.callee ?? '') : null)));

  return false;
}

/** `accessToken` of a call of `client.setAccessToken`. */
function setName(callee: string): string | null {
  const name = /(?:^|\.)set([A-Z]\w{1,60})$/.exec(callee)?.[1];
  return name === undefined ? null : name.slice(0, 1).toLowerCase() + name.slice(1);
}

function isHeaderSetter(callee: JsNode | null): boolean {
  return isMember(callee) && /^(?:setHeader|setRequestHeader|header|set|append)$/.test(memberName(callee) ?? '') && /header|req|res|xhr/i.test(writtenName(callee));
}

/** `process.env.API_KEY` as written, at most four links. */
function writtenName(node: JsNode): string {
  const names: string[] = [];
  let current: JsNode | null = node;
  for (let depth = 0; current && depth < 4; depth += 1) {
    if (isMember(current)) {
      names.unshift(memberName(current) ?? '');
      current = objectOf(current);
    } else {
      names.unshift(nameOf(isCall(current) ? child(current, 'callee') : current) ?? (current.type === 'ThisExpression' ? 'this' : ''));
      current = null;
    }
  }
  return names.filter((name) => name !== '').join('.');
}

function keyText(node: JsNode, evaluator: Evaluator): string | null {
  return evaluator.keyOf(node) ?? nameOf(child(node, 'id'));
}

/** The last name of an assignment's target or an operand. */
function targetName(node: JsNode | null, evaluator: Evaluator): string | null {
  let inner = node;
  for (let depth = 0; inner && isWrapper(inner) && depth < 8; depth += 1) inner = child(inner, 'expression') ?? child(inner, 'argument');
  return isMember(inner) ? evaluator.propertyName(inner) : nameOf(inner);
}
