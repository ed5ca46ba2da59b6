import { calleeOf, child, children, isCall, isMember, lastName, memberName, nameOf, objectOf, unwrap } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { ValueModel } from './types.ts';

/** What hands out a session. */
const ADMITS = /^(?:next|sign|signAsync|signToken|createToken|issueToken|generateToken|createSession|startSession|logIn|setSession)$/;
const ANSWERED = /^(?:done|cb|callback|next)$/;
/** What answers a request. */
const RESPONDS = /^(?:json|send)$/;
const SESSION = /^(?:token|accessToken|access_token|jwt|user|session|success|ok|authenticated)$/;
/** Names of what a check answers with. */
export const ANSWER = /ok|valid|match|auth|allow|grant|pass|admin|correct/i;
/** Functions of frameworks that leave by throwing. */
const THROWS = /^(?:redirect|unauthorized|forbidden|notFound)$/;
/** Under which names a request and a session keep who somebody is. */
const KEPT_AS = /^(?:user|currentUser|userId|isAdmin|isAuthenticated|authenticated|loggedIn|principal|role)$/;

/** `object.method` of a call, with an empty part for what has no name. */
export function calledName(call: JsNode): string {
  const callee = calleeOf(call);
  const object = isMember(callee) ? objectOf(callee) : null;
  return `${lastName(object) ?? ''}.${lastName(callee) ?? ''}`;
}

/** `redirect('/login')`, `await auth.protect()`. */
function isThrowing(expression: JsNode | null): boolean {
  const call = expression && unwrap(expression);
  const callee = isCall(call) ? calleeOf(call) : null;
  return callee !== null && (THROWS.test(nameOf(callee) ?? '') || (isMember(callee) && memberName(callee) === 'protect'));
}

/** Statements of a branch. */
function statementsOf(branch: JsNode | null): readonly (JsNode | null)[] {
  return branch?.type === 'BlockStatement' ? children(branch, 'body').slice(0, 32) : [branch];
}

/** A value that lets somebody in: `true`, a person, a session. */
export function isYes(node: JsNode, model: ValueModel): boolean {
  const value = unwrap(node);
  if (model.view(value).boolean() === true) return true;
  if (value.type === 'ObjectExpression') return model.view(value).object()?.entries.some((entry) => /^(?:role|isAdmin|id|user|userId|token|success|ok|valid|authenticated|authorized)$/.test(entry.key) && entry.value.boolean() !== false && !entry.value.isNullish()) === true;
  if (value.type === 'Identifier') return /user|account|member|customer|principal|claims/i.test(nameOf(value) ?? '');
  if (!isCall(value)) return false;
  const name = calledName(value).split('.').at(-1) ?? '';
  const args = children(value, 'arguments');
  if (ADMITS.test(name)) return name !== 'next' || args.length === 0;
  if (ANSWERED.test(name)) return args[1] !== null && args[1] !== undefined && (isYes(args[1], model) || unwrap(args[1]).type === 'Identifier');
  // `resolve(event)` of a handle of SvelteKit goes on to the page.
  if (name === 'resolve' && nameOf(args[0] ?? null) === 'event') return true;
  return name === 'resolve' && args[0] !== null && args[0] !== undefined && isYes(args[0], model);
}

/** `res.json({ token })`: somebody who proved himself is answered with what lets him in. */
function isAnsweredWithSession(node: JsNode, model: ValueModel): boolean {
  const call = unwrap(node);
  const [first] = isCall(call) ? children(call, 'arguments') : [];
  if (!first || !RESPONDS.test(calledName(call).split('.').at(-1) ?? '')) return false;
  return model.view(first).object()?.entries.some((entry) => SESSION.test(entry.key) && entry.value.boolean() !== false && !entry.value.isNullish()) === true;
}

/** A branch that lets somebody in: `return true`, `next()`, `done(null, user)`, `token = sign(…)`. */
export function admitsIn(branch: JsNode | null, model: ValueModel, { isProof, isHook }: { readonly isProof: boolean; readonly isHook: boolean }): boolean {
  return statementsOf(branch).some((statement) => {
    if (isHook && statement?.type === 'ReturnStatement' && !child(statement, 'argument')) return true;
    const value = statement ? (child(statement, 'argument') ?? child(statement, 'expression')) : null;
    if (!value || statement?.type === 'ThrowStatement') return false;
    return (value.type !== 'AssignmentExpression' && isYes(value, model)) || (isProof && isAnsweredWithSession(value, model)) || (value.type === 'AssignmentExpression' && ((isCall(child(value, 'right')) && isYes(child(value, 'right') ?? value, model)) || isKept(value, model)));
  });
}

/** `req.user = account`, `session.isAdmin = true`, `valid = true`. */
function isKept(assignment: JsNode, model: ValueModel): boolean {
  const target = child(assignment, 'left');
  const value = child(assignment, 'right');
  if (!value) return false;
  if (target?.type === 'Identifier') return ANSWER.test(nameOf(target) ?? '') && model.view(value).boolean() === true;
  if (!isMember(target) || !KEPT_AS.test(memberName(target) ?? '')) return false;
  const view = model.view(value);
  return !view.isNullish() && view.boolean() !== false;
}

/** A branch that sends somebody away: `throw`, `return false`, `return done(null, false)`, `return res.status(401)…`. */
export function refusesIn(branch: JsNode | null, model: ValueModel): boolean {
  return statementsOf(branch).some((statement) => {
    if (statement?.type === 'ThrowStatement') return true;
    const called = statement?.type === 'ExpressionStatement' ? child(statement, 'expression') : null;
    if (isThrowing(called)) return true;
    const value = statement?.type === 'ReturnStatement' ? child(statement, 'argument') : null;
    return statement?.type === 'ReturnStatement' && (value === null || !isYes(value, model));
  });
}
