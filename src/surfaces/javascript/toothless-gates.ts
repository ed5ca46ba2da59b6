import { calleeOf, child, children, enclosingFunction, isCall, isLabel, isMember, lastName, memberName, nameOf, objectOf, unwrap, writtenText } from './ast.ts';
import type { JsNode } from './ast.ts';
import { isWhole, nodesOf } from './body-nodes.ts';
import { continuations } from './function-names.ts';
import { QUIET_CALL } from './shapes.ts';
import type { FunctionView, ValueModel } from './types.ts';

const LOGS = /^(?:console|log|logger|LOGGER)$/;
const MAX_CLIMB = 60;
const MAX_STATEMENTS = 12;
/** What a test says no with: `!user`, `role !== 'admin'`, `user == null`. */
const NEGATIVE = /!|[=!]==?\s{0,4}(?:null|undefined)\b/;
const MAX_TEST = 300;

/**
 * The branch in which a check would refuse, where it does nothing but say so and every way through the check ends in
 * `next()`: `if (!user) { console.warn('denied'); } next();`, `try { verify(token); } catch {} next();`. `null` for every
 * other function: one that answers, throws, hands its response to others, or keeps what it found (`req.user = null`).
 */
export function toothlessBranch(model: ValueModel, fn: FunctionView): JsNode | null {
  const ways = continuations(fn.node);
  const body = child(fn.node, 'body');
  if (ways.length === 0 || body?.type !== 'BlockStatement') return null;
  const gate: Gate = { fn: fn.node, ways, takesOptions: children(fn.node, 'params')[0]?.type === 'ObjectPattern' };
  if (!goesOn(children(body, 'body').at(-1) ?? null, gate)) return null;
  const nodes = nodesOf(model, body);
  if (!isWhole(nodes) || nodes.some((node) => mayStop(node, gate))) return null;
  return nodes.find((node) => enclosingFunction(node) === fn.node && isSilentRefusal(model, node, gate)) ?? null;
}

interface Gate {
  readonly fn: JsNode;
  readonly ways: readonly string[];
  /** `({ ctx, next }) => next({ ctx })` gives options to what comes next; elsewhere an argument of `next` is an error. */
  readonly takesOptions: boolean;
}

/** `next()`, `await next()`, `return next()`. */
function isWay(node: JsNode | null, { ways, takesOptions }: Gate): boolean {
  const call = node && unwrap(node);
  if (!isCall(call) || (!takesOptions && children(call, 'arguments').length > 0)) return false;
  const callee = calleeOf(call);
  return ways.includes(isMember(callee) ? `${nameOf(objectOf(callee)) ?? ''}.${memberName(callee) ?? ''}` : (nameOf(callee) ?? ''));
}

/** A statement after which nothing else is done than to go on. */
function goesOn(statement: JsNode | null, gate: Gate): boolean {
  if (statement?.type === 'TryStatement') return [child(statement, 'block'), child(child(statement, 'handler') ?? statement, 'body')].every((block) => block !== null && goesOn(children(block, 'body').at(-1) ?? null, gate));
  return statement !== null && isWay(child(statement, 'argument') ?? child(statement, 'expression'), gate);
}

/** What may keep somebody out, or is not known: an answer, an error, a call of something else, the response in other hands. */
function mayStop(node: JsNode, gate: Gate): boolean {
  switch (node.type) {
    case 'ThrowStatement':
    case 'TaggedTemplateExpression':
      return !isCaught(node, gate);
    case 'ReturnStatement':
      return enclosingFunction(node) === gate.fn && !isWay(child(node, 'argument'), gate);
    case 'NewExpression':
    case 'CallExpression':
      return !isWay(node, gate) && !isLogged(node) && !isCaught(node, gate) && !QUIET_CALL.test(lastName(calleeOf(node)) ?? '?');
    case 'Identifier':
      return !isLabel(node) && isHandedOn(node, gate);
    default:
      return false;
  }
}

/** `res`, `reply` and `next` anywhere but in `next()` and `res.locals`. */
function isHandedOn(node: JsNode, { fn, ways }: Gate): boolean {
  const name = nameOf(node) ?? '';
  const isResponse = /^_?(?:res|response|reply)$/.test(name) && children(fn, 'params').some((parameter) => nameOf(parameter) === name);
  if (isResponse) return memberName(node.parent) !== 'locals';
  return ways.includes(name) && !(isCall(node.parent) && node.parent['callee'] === node);
}

/** True in the block of a `try` of the function whose errors are caught. */
function isCaught(node: JsNode, { fn }: Gate): boolean {
  for (let at: JsNode = node, depth = 0; at.parent && at !== fn && depth < MAX_CLIMB; at = at.parent, depth += 1) {
    if (at.parent.type === 'TryStatement' && at.parent['block'] === at && child(at.parent, 'handler')) return true;
  }
  return false;
}

/** `console.warn('denied')`, `this.logger.warn(error)`. */
function isLogged(node: JsNode): boolean {
  const callee = isCall(node) ? calleeOf(node) : null;
  return isMember(callee) && LOGS.test(lastName(objectOf(callee)) ?? '');
}

/** A branch for those who may not pass, or a `catch`, in which nothing happens. */
function isSilentRefusal(model: ValueModel, node: JsNode, gate: Gate): boolean {
  if (node.type === 'CatchClause') return isSilent(child(node, 'body'), gate);
  const test = node.type === 'IfStatement' && !child(node, 'alternate') ? child(node, 'test') : null;
  if (!test || !NEGATIVE.test(model.text.slice(test.range[0], Math.min(test.range[1], test.range[0] + MAX_TEST)))) return false;
  return isSilent(child(node, 'consequent'), gate);
}

/** Nothing, lines for a log, or the way on. */
export function isSilent(branch: JsNode | null, gate: Gate | null): boolean {
  const statements = branch?.type === 'BlockStatement' ? children(branch, 'body') : [branch];
  return statements.length <= MAX_STATEMENTS && statements.every((statement) => {
    const value = statement && (child(statement, 'expression') ?? child(statement, 'argument'));
    return statement?.type === 'EmptyStatement' || (value !== null && (isLogged(value) || (gate !== null && isWay(value, gate))));
  });
}

/** Methods that throw where a token is wrong. Source: @fastify/jwt. */
const THROWING = /^(?:jwtVerify|verifyJWT)$/;

/** `app.decorate('authenticate', async (request) => { try { await request.jwtVerify(); } catch (error) { request.log.warn(error); } })`. */
export function swallowedProof({ node, isAsync }: FunctionView): JsNode | null {
  const call = node.parent;
  if (!isAsync || !isCall(call) || writtenText(children(call, 'arguments')[0] ?? null) === null) return null;
  const body = child(node, 'body');
  const statements = body?.type === 'BlockStatement' ? children(body, 'body') : [];
  const attempt = statements.length === 1 && statements[0]?.type === 'TryStatement' ? statements[0] : null;
  const tried = attempt && child(attempt, 'block');
  const proves = tried ? children(tried, 'body').some((statement) => {
    const called = statement && child(statement, 'expression');
    const whole = called && unwrap(called);
    return isCall(whole) && THROWING.test(lastName(calleeOf(whole)) ?? '');
  }) : false;
  const handler = proves && attempt ? child(attempt, 'handler') : null;
  return handler && isSilent(child(handler, 'body'), null) ? handler : null;
}
