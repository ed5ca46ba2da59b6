import { child, children, isCall, isMember, nameOf, wrapped } from './ast.ts';
import type { JsNode } from './ast.ts';
import { usesOf } from './body-nodes.ts';
import { ruleSet } from './rule-sets.ts';
import { enclosingView } from './shapes.ts';
import type { CallFact, FunctionView, ValueModel } from './types.ts';

/** What reads a token and does not verify it. */
export const DECODE = ruleSet({ 'jsonwebtoken.decode': true, 'jwt-decode': true, 'jwt-decode.jwtDecode': true, 'jose.decodeJwt': true, 'jwt-simple.decode': true, 'hono/jwt.decode': true, '@nestjs/jwt.JwtService().decode': true, 'fast-jwt.createDecoder()()': true, '@tsndr/cloudflare-worker-jwt.decode': true });
export const VERIFY = ruleSet({ 'jsonwebtoken.verify': true, 'jose.jwtVerify': true, 'jose.compactVerify': true, 'jsonwebtoken.sign': true, 'jose.SignJWT': true, 'fast-jwt.createVerifier': true, 'express-jwt': true, 'express-jwt.expressjwt': true, 'koa-jwt': true, 'hono/jwt.{verify,sign,jwt}': true, 'hono/jwk.jwk': true, '@nestjs/jwt.JwtService().{verify,verifyAsync}': true, 'passport-jwt.Strategy': true, '@tsndr/cloudflare-worker-jwt.{verify,sign}': true });
const BY_HAND = ruleSet({ 'global:Buffer.from': true, 'global:atob': true });
/** What checks a signature without a library for tokens. */
const SIGNATURES = ruleSet({ 'crypto.createHmac': true, 'crypto.createVerify': true, 'crypto.verify': true, 'crypto.timingSafeEqual': true, 'global:crypto.subtle.verify': true, 'crypto.subtle.verify': true });
const MAX_FUNCTION = 20_000;

/** Reads of tokens in a file that verifies none, in source order. */
export function unverifiedDecodes(model: ValueModel): readonly CallFact[] {
  if (model.calls(VERIFY).length > 0) return [];
  const byHand = model.calls(SIGNATURES).length > 0 ? [] : model.calls(BY_HAND).filter((call) => isPayload(model, call));
  return [...model.calls(DECODE), ...byHand].filter((call) => !isOwnToken(call));
}

/** `Buffer.from(header.split('.')[1], 'base64')` of a header: the payload of a token is read by hand. */
function isPayload(model: ValueModel, { args, node }: CallFact): boolean {
  const part = args[0]?.node;
  const split = isMember(part) && part['computed'] === true && model.view(child(part, 'property') ?? part).number() === 1 ? child(part, 'object') : null;
  const callee = isCall(split) ? child(split, 'callee') : null;
  const [separator] = isCall(split) ? children(split, 'arguments') : [];
  const fn = enclosingView(model, node);
  return isMember(callee) && nameOf(child(callee, 'property')) === 'split' && separator?.['value'] === '.' && fn !== null && /\bheaders\b/.test(model.text.slice(fn.range[0], Math.min(fn.range[1], fn.range[0] + MAX_FUNCTION)));
}

/** `jwt.decode(tokens.id_token)`: a client got it from the provider itself (OpenID Connect Core, section 3.1.3.7). */
function isOwnToken({ args }: CallFact): boolean {
  const node = args[0]?.node;
  return isMember(node) && /^id_?token$/i.test(nameOf(child(node, 'property')) ?? '');
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
  return member['computed'] !== true && TIMES.has(nameOf(child(member, 'property')) ?? '');
}

/** `token.exp` of the token, and a look whether there is one: `!token`. */
function isTimeOf(node: JsNode): boolean {
  const parent = node.parent ?? null;
  if (isMember(parent) && parent['object'] === node) return isTime(parent);
  return parent?.type === 'UnaryExpression' && parent['operator'] === '!';
}
