import { nameWords } from '../../knowledge/names.ts';
import { remembered } from '../../knowledge/remembered.ts';
import { calleeOf, child, children, enclosingFunction, isCall, isFunction, isMember, isWrapper, lastName, memberName, nameOf, objectOf, writtenText } from './ast.ts';
import type { JsNode } from './ast.ts';
import { keyName } from './bindings.ts';
import type { Variable } from './bindings.ts';
import { returnsOf } from './statements.ts';

/** Words of calls that give back the function they get with something around it: `asyncHandler(fn)`, `useCallback(fn)`, `rule()(fn)`. */
const AROUND: ReadonlySet<string> = new Set([
  'handler', 'handle', 'middleware', 'wrap', 'wrapper', 'wrapped', 'catch', 'async', 'memo', 'memoize', 'memoized', 'memoizee', 'cache', 'cached', 'callback', 'plugin', 'fp', 'rule', 'curry', 'once', 'promisify', 'safe', 'hoc', 'define', 'resolver', 'action',
  'debounce', 'throttle', 'effect', 'computed', 'procedure', 'policy',
]);
/** Words of calls that put functions together: of one function they make the same again. */
const TOGETHER: ReadonlySet<string> = new Set(['compose', 'pipe', 'chain', 'sequence', 'connect']);
/** Words of those that decide by themselves who may pass. */
const DECIDING: ReadonlySet<string> = new Set(['auth', 'authed', 'authenticated', 'authorized', 'authorize', 'authenticate', 'role', 'roles', 'permission', 'permissions', 'admin', 'session', 'protect', 'protected', 'jwt', 'token', 'login', 'verify', 'check', 'require', 'ensure', 'private', 'secure', 'user', 'clerk']);
/** Calls of a framework that give a function its name: `app.decorate('authenticate', fn)`, `Gate.define('admin', fn)`. */
const NAMING = /^(?:decorate|define)$/;
/** What tRPC procedures begin with before any check: `t.procedure.use(fn)`. */
const OPEN_PROCEDURE = /^(?:procedure|publicProcedure|baseProcedure)$/;
const MAX_LAYERS = 4;

const putsAround = remembered((name) => {
  const words = nameWords(name);
  return words.some((word) => AROUND.has(word)) && !words.some((word) => DECIDING.has(word));
});
const putsTogether = remembered((name) => nameWords(name).some((word) => TOGETHER.has(word)));

/**
 * The name a function has or is given where it stands, also through calls that put something around it and from the
 * function whose only answer it is. A default export is called `default`, the whole of `module.exports` is `exports`.
 */
export function functionName(node: JsNode): string | null {
  let at = node;
  for (let layers = 0; layers < MAX_LAYERS; layers += 1) {
    const own = isFunction(at) ? nameOf(child(at, 'id')) : null;
    if (own !== null) return own;
    let { parent } = at;
    while (isWrapper(parent)) {
      at = parent as JsNode;
      ({ parent } = at);
    }
    if (!parent) return null;
    const outer = isCall(parent) ? aroundCall(parent, at) : parent.type === 'ArrayExpression' ? onlyItemOf(parent) : onlyAnswerOf(parent, at);
    if (!outer) return isCall(parent) ? calledName(parent, at) : placeName(parent, at);
    at = outer;
  }
  return null;
}

const MAX_NAMES = 20;
/** What stands where a user of a library may put a check of their own. */
const IS_DEFAULT = /^_?default/i;

/** Further names under which a function is given away by the variable that holds it: `requireAuth` of `export const requireAuth = pass`, `export { pass as requireAuth }`, `{ requireAuth: pass }`. */
export function otherNames(variable: Variable | undefined): readonly string[] {
  if (variable && IS_DEFAULT.test(variable.name)) return [];
  return (variable?.references ?? []).slice(0, MAX_NAMES).flatMap(({ identifier }) => {
    const { parent } = identifier;
    // A declaration refers to what it declares, and a call uses it.
    if (!parent || (parent.type === 'VariableDeclarator' && parent['id'] === identifier) || (isCall(parent) && parent['callee'] === identifier)) return [];
    return (parent.type === 'ExportSpecifier' ? exportedName(child(parent, 'exported')) : functionName(identifier)) ?? [];
  });
}

function exportedName(node: JsNode | null): string | null {
  return typeof node?.['value'] === 'string' ? node['value'] : nameOf(node);
}

/** The name that the place gives to a value. */
function placeName(parent: JsNode, value: JsNode): string | null {
  switch (parent.type) {
    case 'VariableDeclarator':
      return nameOf(child(parent, 'id'));
    case 'AssignmentExpression':
      return parent['right'] === value ? targetName(child(parent, 'left')) : null;
    case 'Property':
      return parent['value'] === value ? (definedName(parent) ?? keyName(parent)) : null;
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return parent['value'] === value ? (keyName(parent)?.replace(/^#/, '') ?? null) : null;
    case 'ExportDefaultDeclaration':
      return 'default';
    default:
      return null;
  }
}

/** `name` of `Object.defineProperty(object, 'name', { get: value })`. */
function definedName(property: JsNode): string | null {
  const call = /^(?:get|value)$/.test(keyName(property) ?? '') ? property.parent?.parent : null;
  if (!isCall(call) || lastName(calleeOf(call)) !== 'defineProperty') return null;
  return writtenText(children(call, 'arguments')[1] ?? null);
}

/** `name` of `exports.name = …` and `exports['name'] = …`. */
function targetName(target: JsNode | null): string | null {
  return lastName(target);
}

/** The call whose result is the function that it gets; of `rule()(fn)` and `rule({ … })(fn)` too. */
function aroundCall(call: JsNode, fn: JsNode): JsNode | null {
  const given = children(call, 'arguments');
  if (!given.includes(fn) || given.some((argument) => argument !== fn && isFunction(argument))) return null;
  const callee = calleeOf(call);
  const made = isCall(callee) ? calleeOf(callee) : callee;
  const name = lastName(made);
  return name !== null && (putsAround(name) || (given.length === 1 && putsTogether(name)) || (name === 'use' && isMember(made) && OPEN_PROCEDURE.test(lastName(objectOf(made)) ?? ''))) ? call : null;
}

/** `name` of `app.decorate('name', fn)`. */
function calledName(call: JsNode, fn: JsNode): string | null {
  const callee = calleeOf(call);
  const [key, second] = children(call, 'arguments');
  if (second !== fn || !isMember(callee) || !NAMING.test(memberName(callee) ?? '')) return null;
  return writtenText(key ?? null);
}

/** `requireAuth = [(req, res, next) => …]`: a list of one middleware. */
function onlyItemOf(list: JsNode): JsNode | null {
  return children(list, 'elements').length === 1 ? list : null;
}

/** The function whose one and only answer is this one: `requireRole = (role) => (req, res, next) => …`. */
function onlyAnswerOf(parent: JsNode, fn: JsNode): JsNode | null {
  const isBody = parent.type === 'ArrowFunctionExpression' && parent['body'] === fn;
  const outer = isBody ? parent : parent.type === 'ReturnStatement' ? enclosingFunction(parent) : null;
  return outer && returnsOf(outer).length === 1 ? outer : null;
}

const NEXT = /^(?:next|done|cb|callback)$/;
/** Parameters of a middleware, and how its last one is called in code whose names were shortened. */
const MIDDLEWARE = 3;
const SHORT = /^[a-z]{1,2}$/;

/** The names by which a middleware goes on: its last parameter `next`, `next` of an object that it gets, `options.next`. */
export function continuations(fn: JsNode): readonly string[] {
  const params = children(fn, 'params');
  const [only] = params;
  const last = nameOf(params.at(-1) ?? null);
  if (params.length > 1) return last !== null && (NEXT.test(last) || (params.length === MIDDLEWARE && SHORT.test(last))) ? [last] : [];
  if (only?.type === 'ObjectPattern') return children(only, 'properties').flatMap((property) => (property && keyName(property) === 'next' ? (nameOf(child(property, 'value')) ?? []) : []));
  const name = nameOf(only ?? null);
  return name === null ? [] : [`${name}.next`];
}
