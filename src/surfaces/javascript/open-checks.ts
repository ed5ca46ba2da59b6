import { calleeOf, child, children, isCall, isMember, lastName, memberName, nameOf, objectOf, pushChildren, unwrap, wrapped } from './ast.ts';
import type { JsNode } from './ast.ts';
import { nodesOf } from './body-nodes.ts';
import { isNeverReached } from './dead-branches.ts';
import { continuations } from './function-names.ts';
import { assignmentsTo } from './named.ts';
import { endsInReturn, isDecided, isInCatch, onlyCall, onlyIdentifies } from './shapes.ts';
import type { ArgView, FunctionView, ValueModel } from './types.ts';

/** Who somebody is; an answer that names the same person for everybody. */
const IDENTITY_KEY = /^(?:id|_id|sub|userId|user_id|uid|email|username|userName)$/;
/** What a report of a check says when it did not pass. */
const REFUSED = /^(?:error|fail(?:ed|ure)?|denied|unauthorized|forbidden|invalid)$/i;
const ACCEPTED = /^(?:ok|valid|success|authenticated|authorized|allowed|isValid|isAuthenticated|isAuthorized|verified)$/;
const MAX_NODES = 4000;
const MAX_CODE = 20_000;

function isConstant(value: ArgView): boolean {
  return value.text().constant !== null || value.number() !== null || value.boolean() !== null || value.array()?.items.every(isConstant) === true;
}

/** True for an object that says who somebody is: `{ id: 1, role: 'admin' }`. */
export function namesSomebody(value: ArgView): boolean {
  return value.object()?.entries.some(({ key }) => IDENTITY_KEY.test(key)) === true;
}

/**
 * The only answer of a function, where it is made of constants and of what the caller says of himself: `(token) => ({ uid: token })`.
 * One that only puts its parameters together, as `(email, token) => ({ email, token })`, may be part of a request.
 * The token itself is no answer of one that verifies it.
 */
export function ownWord(fn: FunctionView, isStrict: boolean): ArgView | null {
  const answer = fn.constantReturn;
  if (isGivenToken(fn)) return answer ?? fn.returns[0] ?? null;
  // An object with a type is a message about somebody.
  if (!answer || !isOwnWord(answer, fn) || answer.object()?.get('type') !== null) return null;
  return isStrict || answer.object()?.entries.some(({ key, value }) => value.node['name'] !== key) === true ? answer : null;
}

/** `next()` in the `catch` of a middleware: whoever makes its check fail is let in. */
export function goesOnInCatch(model: ValueModel, fn: FunctionView): JsNode | null {
  const ways = continuations(fn.node);
  if (ways.length === 0) return null;
  const isNext = (node: JsNode): boolean => isCall(node) && children(node, 'arguments').length === 0 && ways.includes(lastName(calleeOf(node)) ?? '');
  return nodesOf(model, child(fn.node, 'body') ?? fn.node).find((node) => isNext(node) && isInCatch(node, fn.node)) ?? null;
}

const REFUSING = /\b(?:40[13]|sendStatus|(?:un)?authori[sz]ed(?:Error|Exception)?|forbidden\w{0,20})\b/i;

/**
 * True for a middleware that answers 401 where nothing is brought, and in the `catch` of its check does nothing but
 * (say so and) go on. Where a visitor without a name is welcome, nothing is refused before.
 */
export function passesFailure(model: ValueModel, fn: FunctionView, goesOn: JsNode): boolean {
  const statement = wrapped(goesOn).parent;
  const block = statement?.parent ?? null;
  const clause = block?.parent ?? null;
  const isPlainStatement = (node: JsNode | null): boolean => node === statement || (node?.type === 'ExpressionStatement' && isCall(child(node, 'expression')));
  if (!statement || !/^(?:Expression|Return)Statement$/.test(statement.type) || block?.type !== 'BlockStatement' || clause?.type !== 'CatchClause') return false;
  if (!children(block, 'body').every(isPlainStatement)) return false;
  const outside = model.text.slice(fn.range[0], Math.min(clause.range[0], fn.range[0] + MAX_CODE));
  return REFUSING.test(outside) && !REFUSING.test(model.text.slice(clause.range[0], clause.range[1]));
}

/** `verifyAccessToken(token) { return token; }`: what is given is the answer, and nothing else happens. */
function isGivenToken({ node, params, returns }: FunctionView): boolean {
  const body = child(node, 'body');
  const answer = returns[0] ? unwrap(returns[0].node) : null;
  const isOnly = body?.type !== 'BlockStatement' || children(body, 'body').length === 1;
  return isOnly && returns.length === 1 && answer?.type === 'Identifier' && params.length > 0 && /token|jwt/i.test(params[0] ?? '') && answer['name'] === params[0];
}

/** A person made of constants and of what the caller says of himself: `{ id: 1, username }`. */
function isOwnWord(value: ArgView, fn: FunctionView): boolean {
  const entries = value.object()?.entries ?? [];
  const isOwn = ({ node }: ArgView): boolean => fn.params.includes(nameOf(unwrap(node)) ?? '');
  return value.object()?.complete === true && entries.some(({ key }) => IDENTITY_KEY.test(key)) && entries.every((entry) => isConstant(entry.value) || isOwn(entry.value));
}

/** `true`, `Promise.resolve(true)`, `of(true)`, `{ valid: true, … }`, `{ id: 1, role: 'admin' }` with nothing that could be false. */
export function isYes(model: ValueModel, value: ArgView, depth = 0): boolean {
  if (value.boolean() === true || isDecided(value.node)) return true;
  const part = depth < MAX_PARTS ? partOf(value.node) : null;
  if (part && isYes(model, model.view(part), depth + 1)) return true;
  const object = value.object();
  const entries = object?.entries ?? [];
  const isRefusal = entries.some((entry) => entry.key === 'status' && REFUSED.test(entry.value.text().constant ?? ''));
  if (object?.complete === true && !isRefusal && entries.some((entry) => IDENTITY_KEY.test(entry.key)) && entries.every((entry) => isConstant(entry.value))) return true;
  return entries.some((entry) => ACCEPTED.test(entry.key) && entry.value.boolean() === true);
}

const MAX_PARTS = 4;
/** Calls that hand on what they get: `of(true)` of RxJS, `succeed(true)` of Effect. */
const HANDS_ON = /^(?:of|succeed|ok)$/;

/** What `of()` is given. `x || true` is left to the rule's strict part, which tells it wherever it stands. */
function partOf(node: JsNode): JsNode | null {
  const whole = unwrap(node);
  if (!isCall(whole)) return null;
  const callee = calleeOf(whole);
  return HANDS_ON.test(lastName(callee) ?? '') ? (children(whole, 'arguments')[0] ?? null) : null;
}

/** `return this.open` of an object that elsewhere gets another value for it: what it is now. */
function isState(model: ValueModel, node: JsNode): boolean {
  const whole = unwrap(node);
  const name = isMember(whole) && objectOf(whole)?.type === 'ThisExpression' ? memberName(whole) : null;
  return name !== null && assignmentsTo(model, name).some(({ value }) => value.boolean() !== true);
}

/** The answer of a function that says yes whatever happens: its only answer, or the first of several that all say yes. */
export function constantYes(model: ValueModel, fn: FunctionView): ArgView | null {
  const { constantReturn, returns } = fn;
  if (constantReturn) return isYes(model, constantReturn) && !isState(model, constantReturn.node) ? constantReturn : null;
  const reached = returns.filter(({ node }) => !isNeverReached(model, fn.node, node));
  const [first] = reached;
  return first && (returns.length > 1 || endsInReturn(fn)) && reached.every((value) => isYes(model, value)) ? first : null;
}

/**
 * `function requireAuth(req, res, next) { next(); }`, `(password, done) => done(null, true)`, `({ ctx, next }) => next({ ctx })`.
 * `takesWord`: the function decides who somebody is, so that a person made of what he says of himself lets anybody in.
 */
export function letsPass(model: ValueModel, fn: FunctionView, takesWord = false): boolean {
  if (onlyIdentifies(model, fn)) return true;
  const ways = continuations(fn.node);
  const call = ways.length > 0 ? onlyCall(model, fn) : null;
  if (!call || call.callee === null || !ways.includes(call.callee)) return false;
  const [first, answer] = call.args;
  // `verifyClient: (info, callback) => callback(true)` of ws.
  if (takesWord && /^(?:cb|callback|done)$/.test(call.callee) && call.args.length === 1 && first?.boolean() === true) return true;
  if (call.args.length === 0 || (fn.params.length === 1 && call.args.length === 1 && first && isPlain(first.node))) return true;
  return first?.isNullish() === true && answer !== undefined && (isYes(model, answer) || (takesWord && isOwnWord(answer, fn)));
}

/** True when nothing is called or decided in an expression. */
function isPlain(node: JsNode): boolean {
  const stack: JsNode[] = [node];
  for (let count = 0; stack.length > 0; count += 1) {
    const next = stack.pop() as JsNode;
    if (count > MAX_NODES || isCall(next) || /^(?:Await|Conditional|Logical|TaggedTemplate)Expression$/.test(next.type)) return false;
    pushChildren(next, stack);
  }
  return true;
}
