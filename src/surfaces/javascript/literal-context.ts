import { child, children, isCall, isMember, isWrapper, nameOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { Evaluator } from './evaluate.ts';
import type { LiteralContext, LiteralPosition } from './types.ts';

interface Draft {
  position: LiteralPosition;
  readonly names: string[];
  callee: string | null;
  index: number | null;
}

const MAX_CLIMB = 24;

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
      return true;
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
  draft.names.push(...present(name));
  return true;
}

/** True for a property of an object that is itself given as `headers`. */
function isHeaders(member: JsNode): boolean {
  const holder = member.parent?.parent;
  return holder?.type === 'Property' && /^headers?$/i.test(nameOf(child(holder, 'key')) ?? String(child(holder, 'key')?.['value'] ?? ''));
}

function argument(node: JsNode, call: JsNode, draft: Draft): boolean {
  if (call['callee'] === node) return false;
  const callee = child(call, 'callee');
  const list = children(call, 'arguments');
  const index = list.indexOf(node);
  draft.callee ??= callee ? writtenName(callee) : null;
  draft.index ??= index;
  const key = index === 1 && list[0] ? list[0] : null;
  const keyed = key?.type === 'Literal' && typeof key['value'] === 'string' ? key['value'] : null;
  const isOwn = draft.position === 'other' || draft.position === 'element';
  settle(draft, keyed !== null && isHeaderSetter(callee) ? 'header' : 'argument');
  if (isOwn) draft.names.push(...present(keyed));

  return false;
}

function isHeaderSetter(callee: JsNode | null): boolean {
  return isMember(callee) && /^(?:setHeader|setRequestHeader|header|set|append)$/.test(nameOf(child(callee, 'property')) ?? '') && /header|req|res|xhr/i.test(writtenName(callee));
}

/** `process.env.API_KEY` as written, at most four links. */
function writtenName(node: JsNode): string {
  const names: string[] = [];
  let current: JsNode | null = node;
  for (let depth = 0; current && depth < 4; depth += 1) {
    if (isMember(current)) {
      names.unshift(nameOf(child(current, 'property')) ?? '');
      current = child(current, 'object');
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
