import { TextGroup } from '../text-index.ts';
import { calledBy, calleeOf, child, children, isCall, isMember, lastName, memberName, namedExpression, nameOf, unwrap, wrapped } from './ast.ts';
import type { JsNode } from './ast.ts';
import { nodesOf } from './body-nodes.ts';
import { enclosingView, isInCatch } from './shapes.ts';
import type { ArgView, FunctionView, ValueModel } from './types.ts';

/** Methods that check a signature and throw where it is wrong. Sources: Stripe, Svix, Octokit, Clerk, Firebase, jsonwebtoken, jose. */
const PROVES = ['constructEvent', 'constructEventAsync', 'verifyIdToken', 'jwtVerify', 'verifyWebhook', 'verifyAndReceive', 'verifySessionCookie', 'jwt.verify', 'wh.verify', 'webhook.verify', 'svix.verify'];
const PROVE_TEXTS = new TextGroup(PROVES);
/** What reads the same thing without a check. */
const READS = /^(?:parse|decode|decodeJwt|jwtDecode|jwt_decode|json)$/;
const MAX_PLACES = 50;
const MAX_CLIMB = 40;

/**
 * Where a signature is wrong, what it should vouch for is taken all the same:
 * `try { event = stripe.webhooks.constructEvent(body, …) } catch { event = JSON.parse(body) }`.
 */
export function readAllTheSame(model: ValueModel): readonly { readonly at: JsNode; readonly name: string }[] {
  return model.textIndex.findGroup(PROVE_TEXTS).flatMap(({ which, indexes }) => indexes.slice(0, MAX_PLACES).flatMap((index) => {
    const name = (PROVES[which] ?? '').split('.').at(-1) ?? '';
    const call = callAt(model, index + (PROVES[which] ?? '').length - name.length);
    const attempt = call && attemptAround(call);
    const handler = attempt && child(attempt, 'handler');
    const at = call && handler ? nodesOf(model, handler).find((node) => isReadInstead(node, call, handler)) : undefined;
    return at ? [{ at, name }] : [];
  }));
}

function callAt(model: ValueModel, index: number): JsNode | null {
  const name = model.nodeAt(index);
  return name && calledBy(namedExpression(name));
}

/** The `try` whose block a node stands in, within its function. */
function attemptAround(node: JsNode): JsNode | null {
  for (let at: JsNode = node, depth = 0; at.parent && depth < MAX_CLIMB; at = at.parent, depth += 1) {
    if (at.parent.type === 'TryStatement' && at.parent['block'] === at) return at.parent;
    if (/Function/.test(at.type)) return null;
  }
  return null;
}

/** `event = JSON.parse(body)` into the variable that the proof fills, or `return decode(token)` of the same text. */
function isReadInstead(node: JsNode, proof: JsNode, handler: JsNode): boolean {
  if (!isCall(node) || !READS.test(lastName(calleeOf(node)) ?? '')) return false;
  const [read] = children(node, 'arguments');
  if (!read || !children(proof, 'arguments').some((argument) => argument !== null && isSameValue(argument, read))) return false;
  const target = targetOf(proof);
  const whole = wrapped(node).parent;
  return whole?.type === 'ReturnStatement' ? isInCatch(whole, handler.parent ?? handler) : target !== null && targetOf(node) === target;
}

/** The variable that a value is put into. */
function targetOf(node: JsNode): string | null {
  const { parent } = wrapped(node);
  if (parent?.type === 'AssignmentExpression') return nameOf(child(parent, 'left'));
  return null;
}

function isSameValue(left: JsNode, right: JsNode): boolean {
  const names = [left, right].map((node) => {
    const value = unwrap(node);
    return isCall(value) ? lastName(isMember(calleeOf(value)) ? child(calleeOf(value) as JsNode, 'object') : null) : lastName(value);
  });
  return names[0] !== null && names[0] === names[1];
}

/** Roles that may do everything. */
const POWERFUL = /^(?:admin\w{0,20}|super_?admin|superuser|root|owner|service_role|system)$/i;
const KEPT_AS = /^(?:user|currentUser|auth|principal|account)$/;

/** A person with every right: `{ id: 1, role: 'admin' }`, `{ id: 1, isAdmin: true }`. */
function isPowerful(value: ArgView): boolean {
  const entries = value.object()?.entries.slice(0, 30) ?? [];
  return entries.some(({ key, value: member }) => {
    if (/^is_?(?:super_?)?admin$/i.test(key)) return member.boolean() === true;
    const texts = /^(?:roles?|scope)$/.test(key) ? (member.array()?.items ?? [member]) : [];
    return texts.slice(0, 10).some((item) => POWERFUL.test(item.text().constant ?? ''));
  });
}

/**
 * Where a check finds nobody it takes a person with every right: `return session?.user ?? { id: 0, role: 'admin' }`,
 * `catch { request.user = { id: 0, role: 'admin' }; }`.
 */
export function powerfulFallback(model: ValueModel, fn: FunctionView): JsNode | null {
  for (const { node } of fn.returns) {
    const value = valueBehind(model, unwrap(node));
    const other = value.type === 'LogicalExpression' && value['operator'] !== '&&' ? child(value, 'right') : null;
    if (other && isPowerful(model.view(other))) return other;
  }
  const isGiven = (node: JsNode): boolean => {
    const target = node.type === 'AssignmentExpression' ? child(node, 'left') : null;
    const value = isMember(target) && KEPT_AS.test(memberName(target) ?? '') ? child(node, 'right') : null;
    return value !== null && isPowerful(model.view(value)) && isInCatch(node, fn.node) && enclosingView(model, node)?.node === fn.node;
  };
  return nodesOf(model, child(fn.node, 'body') ?? fn.node).find(isGiven) ?? null;
}

/** What a constant is declared with. */
function valueBehind(model: ValueModel, node: JsNode): JsNode {
  const init = node.type === 'Identifier' ? model.initOf(node) : null;
  return init ? unwrap(init) : node;
}

/** `fn` of `call.catch(fn)`, and of `call.then(…).catch(fn)`. */
export function caughtWith(call: JsNode): JsNode | null {
  let at = call;
  for (let link = 0; link < 4; link += 1) {
    const member = at.parent;
    const next = isMember(member) && member['object'] === at ? member.parent : null;
    if (!isMember(member) || !isCall(next)) return null;
    const [handler] = children(next, 'arguments');
    if (memberName(member) === 'catch') return handler ?? null;
    if (memberName(member) !== 'then') return null;
    at = next;
  }
  return null;
}

/** True where a file has something for {@link readAllTheSame}. */
export function mayReadAllTheSame({ textIndex }: Pick<ValueModel, 'textIndex'>): boolean {
  return textIndex.hasAny(PROVE_TEXTS);
}
