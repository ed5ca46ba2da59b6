import { calleeOf, child, children, enclosingFunction, isCall, isMember, lastName, memberName, nameOf, objectOf, wrapped, writtenText } from './ast.ts';
import type { JsNode } from './ast.ts';
import { isWhole, nodesOf, usesOf } from './body-nodes.ts';
import { answersRefusal } from './check-functions.ts';
import { continuations } from './function-names.ts';
import { ruleSet } from './rule-sets.ts';
import { enclosingView } from './shapes.ts';
import type { CallFact, FunctionView, ValueModel } from './types.ts';

/** What reads a token and does not verify it. */
export const DECODE = ruleSet({ 'jsonwebtoken.decode': true, 'jwt-decode': true, 'jwt-decode.jwtDecode': true, 'jose.decodeJwt': true, 'jwt-simple.decode': true, 'hono/jwt.decode': true, '@nestjs/jwt.JwtService().decode': true, 'fast-jwt.createDecoder()()': true, '@tsndr/cloudflare-worker-jwt.decode': true });
export const VERIFY = ruleSet({ 'jsonwebtoken.verify': true, 'jose.jwtVerify': true, 'jose.compactVerify': true, 'jsonwebtoken.sign': true, 'jose.SignJWT': true, 'fast-jwt.createVerifier': true, 'express-jwt': true, 'express-jwt.expressjwt': true, 'koa-jwt': true, 'hono/jwt.{verify,sign,jwt}': true, 'hono/jwk.jwk': true, '@nestjs/jwt.JwtService().{verify,verifyAsync}': true, 'passport-jwt.Strategy': true, '@tsndr/cloudflare-worker-jwt.{verify,sign}': true });
/** What verifies the tokens of all requests, before other functions see them. */
const MIDDLEWARES = ruleSet({ 'express-jwt': true, 'express-jwt.expressjwt': true, 'koa-jwt': true, 'hono/jwt.jwt': true, 'hono/jwk.jwk': true, 'passport-jwt.Strategy': true });
const BY_HAND = ruleSet({ 'global:Buffer.from': true, 'global:atob': true });
/** What checks a signature without a library for tokens. */
const SIGNATURES = ruleSet({ 'crypto.createHmac': true, 'crypto.createVerify': true, 'crypto.verify': true, 'crypto.timingSafeEqual': true, 'global:crypto.subtle.verify': true, 'crypto.subtle.verify': true });
const MAX_FUNCTION = 20_000;
/** Functions around a call that are looked at. */
const MAX_OUTER = 20;

/** Reads of tokens that nothing verifies, in source order: in a file that verifies none, or in a function that only decodes. */
export function unverifiedDecodes(model: ValueModel): readonly CallFact[] {
  const verifies = model.calls(VERIFY);
  if (verifies.length > 0 && model.calls(MIDDLEWARES).length > 0) return [];
  const byHand = verifies.length > 0 || model.calls(SIGNATURES).length > 0 ? [] : model.calls(BY_HAND).filter((call) => isPayload(model, call));
  return [...model.calls(DECODE), ...byHand].filter((call) => !isOwnToken(call) && !verifiesBefore(call) && (verifies.length === 0 || isAlone(model, call, verifies)));
}

/** Calls that neither read a token nor check it. */
const HANDLES = /^(?:decode\w{0,20}|jwt_?decode|parse|stringify|split|slice|replace|trim|startsWith|substring|toString|String|debug|info|log|warn|error|next|json|status|send|set|get)$/i;

/**
 * True when the outermost function around a decode does nothing else with the token that might verify it: it calls
 * none of the functions that do, hands the token to no other function, and takes more from it than the key's name.
 */
function isAlone(model: ValueModel, call: CallFact, verifies: readonly CallFact[]): boolean {
  const outer = outermost(call.node);
  const token = call.args[0]?.node;
  if (!outer || !token || verifies.some(({ range }) => range[0] >= outer.range[0] && range[1] <= outer.range[1]) || call.args[1]?.object()?.get('complete')?.boolean() === true) return false;
  const nodes = nodesOf(model, child(outer, 'body') ?? outer);
  if (!isWhole(nodes)) return false;
  const name = token.type === 'Identifier' ? nameOf(token) : null;
  return nodes.every((next) => {
    if (!isCall(next) || next === call.node) return true;
    const called = lastName(calleeOf(next)) ?? '';
    if (MAY_VERIFY.test(called)) return false;
    return name === null || HANDLES.test(called) || !children(next, 'arguments').some((argument) => argument !== null && nameOf(argument) === name);
  });
}

const MAY_VERIFY = /verif|valid|check|authentic|introspect|assert|ensure/i;

/** The function around all functions around a node; that of a class is its method. */
function outermost(node: JsNode): JsNode | null {
  let found = enclosingFunction(node);
  for (let depth = 0; found && depth < MAX_OUTER; depth += 1) {
    const next = enclosingFunction(found);
    if (!next) break;
    found = next;
  }
  return found;
}

/** `Buffer.from(header.split('.')[1], 'base64')` of a header: the payload of a token is read by hand. */
function isPayload(model: ValueModel, { args, node }: CallFact): boolean {
  const part = args[0]?.node;
  const split = isMember(part) && part['computed'] === true && model.view(child(part, 'property') ?? part).number() === 1 ? objectOf(part) : null;
  const callee = isCall(split) ? calleeOf(split) : null;
  const [separator] = isCall(split) ? children(split, 'arguments') : [];
  const fn = enclosingView(model, node);
  return isMember(callee) && memberName(callee) === 'split' && writtenText(separator ?? null) === '.' && fn !== null && /\bheaders\b/.test(model.text.slice(fn.range[0], Math.min(fn.range[1], fn.range[0] + MAX_FUNCTION)));
}

/** `jwt.decode(tokens.id_token)`: a client got it from the provider itself (OpenID Connect Core, section 3.1.3.7). */
/** `decode(token, key)` of jwt-simple verifies, unless its third argument says that it shall not. */
function verifiesBefore({ origins, args, hasAllArgs }: CallFact): boolean {
  if (!hasAllArgs || !origins.some((origin) => origin.startsWith('jwt-simple.'))) return false;
  const [, key, skipped] = args;
  return key !== undefined && !key.isNullish() && (skipped === undefined || (skipped.boolean() !== true && (skipped.number() ?? 0) === 0));
}

function isOwnToken({ args }: CallFact): boolean {
  const node = args[0]?.node;
  return isMember(node) && /^id_?token$/i.test(memberName(node) ?? '');
}

/** When a token was made and how long it holds. */
const TIMES: ReadonlySet<string> = new Set(['exp', 'iat', 'nbf']);
const ASKED = /^_?(?:req|request|ctx|context|event|socket)$/i;

/**
 * A page that asks whether the token it keeps still holds: `jwtDecode(token).exp > now`. The library reads tokens in
 * browsers, which cannot verify them; a function that is given a request runs on a server.
 */
export function readsOnlyTimes(model: ValueModel, call: CallFact, fn: FunctionView): boolean {
  if (!call.origins.some((origin) => origin.startsWith('jwt-decode')) || fn.params.some((name) => ASKED.test(name ?? ''))) return false;
  const holder = wrapped(call.node);
  const parent = holder.parent ?? null;
  if (isMember(parent)) return parent['object'] === holder && isTime(parent);
  const id = parent?.type === 'VariableDeclarator' && parent['init'] === holder ? child(parent, 'id') : null;
  if (id?.type === 'ObjectPattern') return children(id, 'properties').every((property) => property?.type === 'Property' && TIMES.has(nameOf(child(property, 'key')) ?? ''));
  const name = id?.type === 'Identifier' ? nameOf(id) : null;
  const uses = name === null ? [] : usesOf(model, call.node, name);
  return uses.length > 0 && uses.every(isTimeOf);
}

function isTime(member: JsNode): boolean {
  return member['computed'] !== true && TIMES.has(memberName(member) ?? '');
}

/** `token.exp` of the token, and a look whether there is one: `!token`. */
function isTimeOf(node: JsNode): boolean {
  const parent = node.parent ?? null;
  if (isMember(parent) && parent['object'] === node) return isTime(parent);
  return parent?.type === 'UnaryExpression' && parent['operator'] === '!';
}

/** Members under which the functions behind a middleware look for who is asking. */
const WHO = /^(?:user|auth|session|current_?user|user_?id|claims|principal|account|identity)$/i;
const MAX_ASSIGNED = 20;

/** `req.user = decode(token)`, also by a variable: what a token says of itself becomes who is asking. `null` where it does not; outside of strict also where whoever brings none is not refused. */
export function decodingMiddleware(model: ValueModel, call: CallFact, strict: boolean): FunctionView | null {
  const fn = enclosingView(model, call.node);
  if (!fn || fn.params.length < 2 || !ASKED.test(fn.params[0] ?? '') || continuations(fn.node).length === 0) return null;
  if (!strict && !nodesOf(model, child(fn.node, 'body') ?? fn.node).some(answersRefusal)) return null;
  const holder = wrapped(call.node);
  const id = holder.parent?.type === 'VariableDeclarator' ? child(holder.parent, 'id') : null;
  const name = id?.type === 'Identifier' ? nameOf(id) : null;
  const values = name === null ? [holder] : usesOf(model, call.node, name).slice(0, MAX_ASSIGNED).map((use) => (isMember(use.parent) && use.parent['object'] === use ? wrapped(use.parent) : wrapped(use)));
  return values.some((value) => isWhoAsks(value)) && /\b(?:headers|cookies|authorization)\b/i.test(model.text.slice(fn.range[0], Math.min(fn.range[1], fn.range[0] + MAX_FUNCTION))) ? fn : null;
}

function isWhoAsks(value: JsNode): boolean {
  const target = value.parent?.type === 'AssignmentExpression' && value.parent['right'] === value ? child(value.parent, 'left') : null;
  return isMember(target) && target['computed'] !== true && WHO.test(memberName(target) ?? '');
}
