import { isSecretName } from '../../knowledge/names.ts';
import { child, children, isCall, isFunction, isMember, isNode, isWrapper, keysOf, nameOf } from './ast.ts';
import type { JsNode } from './ast.ts';

const MAX_CLIMB = 24;
const MAX_NODES = 2000;
/** The beginning of a name that a test asks for, without its separator: `VITE_`, `^npm_config_`. */
const PREFIX = /^\^?\(?(?:\?:)?([A-Za-z][\w|]{2,60})/;

/**
 * True when only those variables are taken whose names begin with a known prefix or stand in a list:
 * `Object.keys(process.env).filter((name) => name.startsWith('VITE_'))`, `if (ALLOWED.includes(name))` in a loop over them.
 */
export function selectsNames(environment: JsNode): boolean {
  const scope = scopeOf(environment);
  if (!scope) return false;
  const stack: JsNode[] = [scope];
  for (let count = 0; stack.length > 0 && count < MAX_NODES; count += 1) {
    const node = stack.pop() as JsNode;
    if (isSelecting(node)) return true;
    for (const key of keysOf(node, undefined)) stack.push(...[child(node, key), ...children(node, key)].filter((item) => isNode(item)));
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

function isSelecting(node: JsNode): boolean {
  const callee = node.type === 'CallExpression' ? child(node, 'callee') : null;
  const object = isMember(callee) ? child(callee, 'object') : null;
  const [first] = node.type === 'CallExpression' ? children(node, 'arguments') : [];
  if (!object || !first || isFunction(first)) return false;
  switch (nameOf(child(callee as JsNode, 'property'))) {
    case 'startsWith':
      return typeof first['value'] === 'string' ? isPlainPrefix(first['value']) : first.type === 'Identifier';
    case 'test': {
      const pattern = (object['regex'] as { readonly pattern?: unknown } | undefined)?.pattern;
      return typeof pattern === 'string' && pattern.startsWith('^') && isPlainPrefix(pattern);
    }
    case 'includes':
    case 'has':
      return first.type === 'Identifier' && (object.type === 'Identifier' || object.type === 'ArrayExpression');
    default:
      return false;
  }
}

function isPlainPrefix(text: string): boolean {
  const prefix = PREFIX.exec(text)?.[1] ?? '';
  return prefix !== '' && !prefix.split('|').some((name) => isSecretName(name.endsWith('_') ? name.slice(0, -1) : name));
}
