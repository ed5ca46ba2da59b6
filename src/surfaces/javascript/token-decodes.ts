import { child, children, isCall, isMember, nameOf } from './ast.ts';
import { ruleSet } from './rule-sets.ts';
import { enclosingView } from './shapes.ts';
import type { CallFact, ValueModel } from './types.ts';

/** What reads a token and does not verify it. */
export const DECODE = ruleSet({ 'jsonwebtoken.decode': true, 'jwt-decode': true, 'jwt-decode.jwtDecode': true, 'jose.decodeJwt': true, 'jwt-simple.decode': true });
export const VERIFY = ruleSet({ 'jsonwebtoken.verify': true, 'jose.jwtVerify': true, 'jose.compactVerify': true, 'jsonwebtoken.sign': true, 'jose.SignJWT': true, 'fast-jwt.createVerifier': true, 'express-jwt': true, 'express-jwt.expressjwt': true, 'koa-jwt': true });
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
