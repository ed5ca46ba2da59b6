import { isSecretName } from '../../knowledge/names.ts';
import { calleeOf, child, children, isCall, isFunction, isMember, isWrapper, lastName, memberName, nameOf, objectOf, pushChildren } from './ast.ts';
import type { JsNode } from './ast.ts';
import { declaredAs } from './named.ts';
import type { ValueModel } from './types.ts';

const MAX_CLIMB = 24;
const MAX_NODES = 2000;
const MAX_LISTS = 2;
const MAX_READS = 20;
/** Names of a list that are looked at. */
const MAX_NAMES = 500;
/** The beginning of a name that a test asks for, without its separator: `VITE_`, `^npm_config_`. */
const PREFIX = /^\^?\(?(?:\?:)?([A-Za-z][\w|]{2,60})/;

/** `this.keyPrefix`, `Store.NAMESPACE`. */
const PREFIX_NAME = /prefix|namespace/i;

/**
 * True when only those variables are taken whose names begin with a known prefix or stand in a list:
 * `Object.keys(process.env).filter((name) => name.startsWith('VITE_'))`, `if (ALLOWED.includes(name))` in a loop over them.
 */
export function selectsNames(model: ValueModel, environment: JsNode, depth = 0): boolean {
  const scope = scopeOf(environment);
  if (!scope) return false;
  return selectsWithin(model, scope) || (depth < MAX_LISTS && readsSelect(model, scope, depth + 1));
}

/** `const keys = Object.keys(localStorage); for (const key of keys) if (key.startsWith(PREFIX)) …`: whoever reads the list selects. */
function readsSelect(model: ValueModel, list: JsNode, depth: number): boolean {
  const { parent } = list;
  const id = parent?.type === 'VariableDeclarator' && parent['init'] === list ? child(parent, 'id') : null;
  const reads = id?.type === 'Identifier' ? model.readsOf(id).filter((read) => !(isMember(read.parent) && memberName(read.parent) === 'length')) : [];
  return reads.length > 0 && reads.length <= MAX_READS && reads.every((read) => selectsNames(model, read, depth));
}

function selectsWithin(model: ValueModel, scope: JsNode): boolean {
  const stack: JsNode[] = [scope];
  for (let count = 0; stack.length > 0 && count < MAX_NODES; count += 1) {
    const node = stack.pop() as JsNode;
    if (isSelecting(model, node) && isTaking(model, node)) return true;
    pushChildren(node, stack);
  }
  return false;
}

/** The loop over the variables, or the whole chain of calls on their list. */
function scopeOf(environment: JsNode): JsNode | null {
  let at = environment;
  let isList = false;
  for (let depth = 0; depth < MAX_CLIMB; depth += 1) {
    const parent = at.parent ?? null;
    if (!parent) break;
    if (parent.type === 'ForInStatement' || parent.type === 'ForOfStatement') return parent['right'] === at ? parent : null;
    const isChain = isWrapper(parent) || (isMember(parent) && parent['object'] === at) || isCall(parent);
    if (!isChain) break;
    isList ||= isCall(parent);
    at = parent;
  }
  return isList ? at : null;
}

/** A test of a name against a prefix or a list; of what is known of these, nothing names a secret. */
function isSelecting(model: ValueModel, node: JsNode): boolean {
  const callee = node.type === 'CallExpression' ? calleeOf(node) : null;
  const object = isMember(callee) ? objectOf(callee) : null;
  const [first] = node.type === 'CallExpression' ? children(node, 'arguments') : [];
  if (!object || !first || isFunction(first)) return false;
  switch (nameOf(child(callee as JsNode, 'property'))) {
    case 'startsWith': {
      const prefix = model.view(first).text().constant;
      return prefix === null ? first.type === 'Identifier' || (isMember(first) && PREFIX_NAME.test(lastName(first) ?? '')) : isPlainPrefix(prefix);
    }
    case 'test': {
      const tested = object.type === 'Identifier' ? declaredValue(model, object) : object;
      const pattern = (tested?.['regex'] as { readonly pattern?: unknown } | undefined)?.pattern;
      return typeof pattern === 'string' && pattern.startsWith('^') && isPlainPrefix(pattern);
    }
    case 'includes':
    case 'has':
      return first.type === 'Identifier' && (object.type === 'Identifier' || object.type === 'ArrayExpression') && !namesSecrets(model, object);
    default:
      return false;
  }
}

/** True for a list of names one of which is a secret's: `['NPM_TOKEN']`, `new Set(['NPM_TOKEN'])`. */
function namesSecrets(model: ValueModel, list: JsNode): boolean {
  const { node } = model.view(list);
  const held = node.type === 'Identifier' ? declaredValue(model, node) : node;
  const set = held?.type === 'NewExpression' ? (children(held, 'arguments')[0] ?? null) : held;
  const items = set ? (model.view(set).array()?.items ?? []) : [];
  return items.slice(0, MAX_NAMES).some((item) => isSecretName(item.text().constant ?? ''));
}

/** What the declaration of a variable gives it, looked for by its name. */
function declaredValue(model: ValueModel, identifier: JsNode): JsNode | null {
  return declaredAs(model, nameOf(identifier) ?? '').at(0)?.node ?? null;
}

/** True when a name is taken because the test holds, not because it fails. */
function isTaking(model: ValueModel, test: JsNode): boolean {
  let at = test;
  let isNegated = false;
  for (let depth = 0; depth < MAX_CLIMB; depth += 1) {
    const parent = at.parent ?? null;
    if (parent?.type === 'UnaryExpression' && parent['operator'] === '!') isNegated = !isNegated;
    else if (parent?.type === 'LogicalExpression') {
      const beside = child(parent, parent['left'] === at ? 'right' : 'left');
      // Whatever else is enough to be taken makes it no selection.
      if (parent['operator'] !== (isNegated ? '&&' : '||')) {
        if (parent['left'] === at && parent.parent?.type === 'ExpressionStatement') return !isNegated;
      } else if (!beside || !isAlternative(model, beside)) return false;
    } else if (parent?.type === 'IfStatement') return parent['test'] === at && isNegated === leaves(child(parent, 'consequent'));
    else if (parent?.type === 'ConditionalExpression') return parent['test'] === at && child(parent, isNegated ? 'alternate' : 'consequent')?.type !== 'Literal';
    else if (parent?.type === 'ReturnStatement' || parent?.type === 'ArrowFunctionExpression') return !isNegated;
    else if (!parent || !isWrapper(parent)) return false;
    at = parent;
  }
  return false;
}

/** Another test of the same kind: `name.startsWith('A_') || name.startsWith('B_')`. */
function isAlternative(model: ValueModel, node: JsNode): boolean {
  const inner = node.type === 'UnaryExpression' ? (child(node, 'argument') ?? node) : node;
  if (inner.type !== 'LogicalExpression') return isSelecting(model, inner);
  return [child(inner, 'left'), child(inner, 'right')].every((side) => side !== null && isAlternative(model, side));
}

/** `continue`, `return`: the rest of the loop is for the others. */
function leaves(branch: JsNode | null): boolean {
  const [first] = branch?.type === 'BlockStatement' ? children(branch, 'body') : [branch];
  return first?.type === 'ContinueStatement' || first?.type === 'ReturnStatement';
}

function isPlainPrefix(text: string): boolean {
  const prefix = PREFIX.exec(text)?.[1] ?? '';
  return prefix !== '' && !prefix.split('|').some((name) => isSecretName(name.endsWith('_') ? name.slice(0, -1) : name));
}
