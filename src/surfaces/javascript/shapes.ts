import type { SourceRange } from '../mapped-text.ts';
import { calleeOf, child, children, enclosingFunction, isFunction, isLabel, isMember, isNode, keysOf, lastName, memberName, nameOf, objectOf, unwrap, wrapped, writtenText } from './ast.ts';
import type { JsNode } from './ast.ts';
import { decidedTest } from './dead-branches.ts';
import { isLiteral, isLookup } from './lookups.ts';
import type { ArgView, FunctionView, ValueModel } from './types.ts';

/** True for a TypeScript function that answers with a type predicate (`x is T`, `asserts x`). */
export function typePredicate(node: JsNode): boolean {
  const annotation = (node['returnType'] as { readonly typeAnnotation?: { readonly type?: string } } | null | undefined)?.typeAnnotation;
  return annotation?.type === 'TSTypePredicate';
}

/** `left || true` with the literal at `index`: the whole expression and the text of its left side; else `null`. */
export function alwaysTrueOperand(model: ValueModel, index: number): { readonly range: SourceRange; readonly source: string } | null {
  const literal = model.nodeAt(index);
  const parent = literal?.parent as JsNode | null | undefined;
  if (literal?.['value'] !== true || parent?.type !== 'LogicalExpression' || parent['right'] !== literal || parent['operator'] !== '||') return null;
  const left = parent['left'] as JsNode;
  return { range: parent.range, source: model.text.slice(left.range[0], Math.min(left.range[1], left.range[0] + 200)) };
}

const NAMES = /^(?:Object\.(?:keys|getOwnPropertyNames)|Reflect\.ownKeys)$/;

/** Uses of a variable that are looked at. */
const MAX_USES = 32;
/** Places of its name. */
const MAX_PLACES = 512;

/** True when only the names of an object's members are asked for: `Object.keys(x)`, `Object.keys(x ?? {})`, `for (name in x)`, or that of each use of the variable that holds it. */
export function asksForNames(model: ValueModel, node: JsNode): boolean {
  const at = withDefault(node);
  if (isNameList(model, at)) return true;
  const name = heldBy(at);
  if (name === null) return false;
  const places = model.findWord(name);
  if (places.length > MAX_PLACES) return false;
  let uses = 0;
  for (const index of places) {
    const use = model.nodeAt(index);
    if (!use || nameOf(use) !== name || isLabel(use) || isDeclared(use)) continue;
    uses += 1;
    if (uses > MAX_USES || !isNameList(model, withDefault(use))) return false;
  }
  return uses > 0;
}

/** `x`, or `x ?? {}` and `(x || {})` around it. */
function withDefault(node: JsNode): JsNode {
  const whole = wrapped(node);
  const { parent } = whole;
  return parent?.type === 'LogicalExpression' && parent['left'] === whole && child(parent, 'right')?.type === 'ObjectExpression' ? wrapped(parent) : whole;
}

/** The name of the constant that a value goes into: `const name = x`, `const { parsed: name } = config()`. */
function heldBy(node: JsNode): string | null {
  if (node.type === 'Property') return nameOf(child(node, 'value'));
  const { parent } = node;
  return parent?.type === 'VariableDeclarator' && parent['init'] === node && parent.parent?.['kind'] === 'const' ? nameOf(child(parent, 'id')) : null;
}

function isDeclared(use: JsNode): boolean {
  const { parent } = use;
  return (parent?.type === 'VariableDeclarator' && parent['id'] === use) || (parent?.type === 'Property' && parent.parent?.type === 'ObjectPattern');
}

function isNameList(model: ValueModel, node: JsNode): boolean {
  const { parent } = node;
  if (parent?.type === 'ForInStatement') return parent['right'] === node;
  const callee = parent?.type === 'CallExpression' ? calleeOf(parent) : null;
  return callee !== null && callee !== node && NAMES.test(model.text.slice(callee.range[0], Math.min(callee.range[1], callee.range[0] + 60)));
}

/** True for `true || …`, in parentheses or not: what stands behind is never asked. */
export function isDecided(node: JsNode): boolean {
  const whole = unwrap(node);
  if (whole.type !== 'LogicalExpression' || whole['operator'] !== '||') return false;
  return child(whole, 'left')?.['value'] === true;
}

const MAX_STATEMENTS = 20;
const LOGS = /^(?:console|log|logger)$/;

/**
 * A statement that decides nothing: a line for a log, a value that is only looked up (`const { path } = req`), or a
 * constant identity (`req.user = { id: 1, role: 'admin' }`, `c.set('user', { id: 1 })`).
 */
function decidesNothing(statement: JsNode, model: ValueModel): boolean {
  if (statement.type === 'VariableDeclaration') return children(statement, 'declarations').every((item) => item !== null && isLookup(child(item, 'init')));
  const whole = statement.type === 'ExpressionStatement' ? child(statement, 'expression') : null;
  const expression = whole && unwrap(whole);
  if (expression?.type === 'CallExpression') {
    const callee = calleeOf(expression);
    if (!isMember(callee)) return false;
    const [key, value] = children(expression, 'arguments');
    return LOGS.test(lastName(objectOf(callee)) ?? '') || (memberName(callee) === 'set' && writtenText(key ?? null) !== null && value !== null && value !== undefined && isFixed(model.view(value)));
  }
  const target = expression?.type === 'AssignmentExpression' ? child(expression, 'left') : null;
  const value = target && isMember(target) && expression ? child(expression, 'right') : null;
  return value !== null && isFixed(model.view(value));
}

/** A literal, or an object of literals. */
function isFixed(value: ArgView): boolean {
  const object = value.object();
  if (!object) return isLiteral(value.node);
  return object.complete && object.entries.length > 0 && object.entries.every(({ value: member }) => member.text().constant !== null || member.number() !== null || member.boolean() !== null);
}

const MAX_LAYERS = 3;

/** The statements that always run, in order: those of a branch whose test is always true, of a `try`, of a block. */
function running(statements: readonly (JsNode | null)[], model: ValueModel, fn: JsNode, depth = 0): readonly JsNode[] {
  return statements.flatMap((statement): readonly JsNode[] => {
    if (!statement) return [];
    const inner = depth < MAX_LAYERS ? innerOf(statement, model, fn) : null;
    return inner ? running(inner, model, fn, depth + 1) : [statement];
  });
}

function innerOf(statement: JsNode, model: ValueModel, fn: JsNode): readonly (JsNode | null)[] | null {
  if (statement.type === 'BlockStatement') return children(statement, 'body');
  if (statement.type === 'TryStatement') return [child(statement, 'block'), child(statement, 'finalizer')];
  const test = statement.type === 'IfStatement' ? child(statement, 'test') : null;
  const isTaken = test && decidedTest(model, fn, test);
  return isTaken === null ? null : [child(statement, isTaken ? 'consequent' : 'alternate')];
}

/** The statements of a function's block as far as they always run; empty for an arrow with an expression. */
function ownStatements(fn: JsNode, model: ValueModel): readonly JsNode[] {
  const body = child(fn, 'body');
  return body?.type === 'BlockStatement' ? running(children(body, 'body'), model, fn) : [];
}

/**
 * The one call that counts in a function (`() => next()`, `{ await next(); }`, `{ req.user = { id: 1 }; return next(); }`):
 * name of the callee (`next`, `options.next`) and arguments.
 */
export function onlyCall(model: ValueModel, { node }: FunctionView): { readonly callee: string | null; readonly args: readonly ArgView[] } | null {
  const body = child(node, 'body');
  const statements = ownStatements(node, model);
  const only = statements.at(-1);
  const isOnly = statements.length <= MAX_STATEMENTS && statements.slice(0, -1).every((statement) => decidesNothing(statement, model));
  const value = body?.type === 'BlockStatement' ? (isOnly && only ? (child(only, 'expression') ?? child(only, 'argument')) : null) : body;
  const call = value ? unwrap(value) : null;
  if (call?.type !== 'CallExpression') return null;
  const callee = calleeOf(call);
  const name = isMember(callee) ? `${nameOf(objectOf(callee)) ?? ''}.${memberName(callee) ?? ''}` : nameOf(callee);
  return { callee: name, args: children(call, 'arguments').flatMap((argument) => (argument ? [model.view(argument)] : [])) };
}

/** True for a function whose body is empty or only logs and hands out a constant identity. */
export function doesNothing(model: ValueModel, { node }: FunctionView): boolean {
  const body = child(node, 'body');
  const statements = ownStatements(node, model);
  return body?.type === 'BlockStatement' && statements.length <= MAX_STATEMENTS && statements.every((statement) => decidesNothing(statement, model));
}

const KEPT_AS = /^(?:user|currentUser|auth|principal|account)$/;

/** `{ req.user = { id: 1, role: 'admin' }; }` and nothing that decides: whoever asks is given an identity. */
export function onlyIdentifies(model: ValueModel, { node }: FunctionView): boolean {
  const statements = ownStatements(node, model);
  if (statements.length === 0 || statements.length > MAX_STATEMENTS || !statements.every((statement) => decidesNothing(statement, model))) return false;
  return statements.some((statement) => {
    const assignment = child(statement, 'expression');
    const target = assignment?.type === 'AssignmentExpression' ? child(assignment, 'left') : null;
    return isMember(target) && KEPT_AS.test(memberName(target) ?? '') && assignment !== null && model.view(child(assignment, 'right') ?? target).object() !== null;
  });
}

/** The calls that stand as statements of a function's own block: callee name and arguments. */
export function statementCalls(model: ValueModel, { node }: FunctionView): readonly { readonly callee: string | null; readonly args: readonly ArgView[] }[] {
  const body = child(node, 'body');
  const statements = body?.type === 'BlockStatement' ? children(body, 'body').slice(0, MAX_STATEMENTS) : [body];
  return statements.flatMap((statement) => {
    const call = statement && (statement.type === 'CallExpression' ? statement : (child(statement, 'expression') ?? child(statement, 'argument')));
    if (call?.type !== 'CallExpression') return [];
    return [{ callee: nameOf(calleeOf(call)), args: children(call, 'arguments').flatMap((argument) => (argument ? [model.view(argument)] : [])) }];
  });
}

/** Calls that cannot refuse: they write, send, count, convert, look up what is asked for, or answer with a truth value that nobody looks at. */
export const QUIET_CALL = /^(?:log|info|warn|error|debug|trace|dir|table|fetch|post|put|get|request|send|sendBeacon|emit|print|write|append|appendFile|appendFileSync|writeFile|writeFileSync|set[A-Z]\w{0,40}|set|save|store|push|add|track|record|notify|stringify|now|toString|toISOString|String|Boolean|Number|Date|Error|trim|split|join|json|resolve|sleep|delay|use|includes|indexOf|startsWith|endsWith|find|findOne|findFirst|findUnique|has|header|headers|cookies|getCookie|getHeader|switchTo(?:Http|Ws|Rpc)|get(?:Request|Response|Context|Client|Args|ArgByIndex|Handler|Class)|compare|compareSync|timingSafeEqual|inject|createHmac|createHash|update|digest|from|concat|text|arrayBuffer|formData|of|succeed|ok|hmac|hash|hashSync|sha\d{1,3}|(?:compute|generate)(?:Hmac|Hash|Signature|Digest))$/;
const MAX_NODES = 4000;

/** Statements up to the first `return` of a list; every other list as it is. */
function live(list: readonly (JsNode | null)[]): readonly (JsNode | null)[] {
  const end = list.findIndex((item) => isNode(item) && item.type === 'ReturnStatement');
  return end < 0 ? list : list.slice(0, end + 1);
}

/** `new Promise((resolve) => setTimeout(resolve, 50))`: it waits, and decides nothing. */
function isPause(made: JsNode, name: string): boolean {
  const executor = name === 'Promise' ? children(made, 'arguments')[0] : null;
  if (!executor || !isFunction(executor)) return false;
  const body = child(executor, 'body');
  const statements = body?.type === 'BlockStatement' ? children(body, 'body') : [body];
  const [only] = statements;
  const call = only && statements.length === 1 ? (child(only, 'expression') ?? only) : null;
  const callee = call?.type === 'CallExpression' ? calleeOf(call) : null;
  return lastName(callee) === 'setTimeout' && call !== null && children(call, 'arguments')[0]?.type === 'Identifier';
}

/** The part of a statement in which nothing can refuse: a `try` whose error is caught, a branch that is never taken. */
function silentPart(model: ValueModel, fn: JsNode, statement: JsNode): string | null {
  if (statement.type === 'TryStatement') return child(statement, 'handler') ? 'block' : null;
  const test = statement.type === 'IfStatement' ? child(statement, 'test') : null;
  const isTaken = test && decidedTest(model, fn, test);
  return isTaken === null ? null : isTaken ? 'alternate' : 'consequent';
}

/** True when a function calls something that may refuse by throwing: an unknown function, or code that throws itself. */
export function mayRefuse(model: ValueModel, { node }: FunctionView): boolean {
  const body = child(node, 'body');
  const stack: JsNode[] = body ? [body] : [];
  for (let count = 0; stack.length > 0; count += 1) {
    const next = stack.pop() as JsNode;
    if (count > MAX_NODES || next.type === 'ThrowStatement' || next.type === 'TaggedTemplateExpression' || next.type === 'YieldExpression') return true;
    if (next.type === 'CallExpression' || next.type === 'NewExpression') {
      const name = lastName(calleeOf(next));
      if (name === null || (!QUIET_CALL.test(name) && !isPause(next, name))) return true;
    }
    if (isFunction(next) || isDecided(next)) continue;
    const silent = silentPart(model, node, next);
    for (const key of keysOf(next, undefined).filter((name) => name !== silent)) for (const item of [child(next, key), ...live(children(next, key))]) if (isNode(item)) stack.push(item);
  }
  return false;
}

/** True when the last statement of a function returns, so that no path ends without an answer; also for an arrow with an expression. */
export function endsInReturn({ node }: FunctionView): boolean {
  const body = child(node, 'body');
  return body !== null && (body.type !== 'BlockStatement' || children(body, 'body').at(-1)?.type === 'ReturnStatement');
}

/** True inside of `jest.mock(…)`, `vi.fn(…)` and the like. */
export function isTestDouble({ node }: FunctionView): boolean {
  for (let current: JsNode | null | undefined = node.parent, depth = 0; current && depth < 16; current = current.parent, depth += 1) {
    const callee = current.type === 'CallExpression' ? calleeOf(current) : null;
    const object = isMember(callee) ? objectOf(callee) : null;
    if (/^(?:jest|vi|sinon|td|mock|cy)$/.test(nameOf(object) ?? '')) return true;
  }
  return false;
}

/** The function around an expression; `null` at module level. */
export function enclosingView(model: ValueModel, node: JsNode): FunctionView | null {
  const fn = enclosingFunction(node);
  return fn ? model.view(fn).fn() : null;
}

/** True for a node in a `catch` block of the function. */
export function isInCatch(node: JsNode, fn: JsNode): boolean {
  for (let at: JsNode | null = node, depth = 0; at && at !== fn && depth < 200; at = at.parent ?? null, depth += 1) if (at.type === 'CatchClause') return true;
  return false;
}
