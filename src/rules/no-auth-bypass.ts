import { defineRule } from '../core/define-rule.ts';
import type { JavaScriptFacts } from '../core/define-rule.ts';
import { CHECK_OPTIONS, isAuthenticationName } from '../knowledge/authentication.ts';
import { remembered } from '../knowledge/remembered.ts';
import { originSet } from '../surfaces/javascript/index.ts';
import type { ArgView, FunctionView, ValueModel } from '../surfaces/javascript/index.ts';
import { objectsWithMember } from '../surfaces/javascript/named.ts';
import { alwaysTrueOperand, endsInReturn, isDecided, isInCatch, isTestDouble, mayRefuse, onlyCall, typePredicate } from '../surfaces/javascript/shapes.ts';

const messages = {
  always: '{{name}}() lets everybody pass: it always answers yes. Check the session, token or password.',
  decode: '{{name}}() decodes the token without verifying it, so anybody can make one. Verify its signature.',
  none: 'The algorithm "none" accepts tokens that nobody signed. Name the algorithm that you use.',
  failOpen: '{{name}}() says yes when its check fails with an error, so anybody gets in who makes it fail. Refuse there.',
  guard: 'This condition is always true, so {{name}} is never decided. Remove the constant.',
  off: '{{name}} switches a check off. Remove it.',
} as const;
type Facts = JavaScriptFacts<keyof typeof messages, object>;

const CANDIDATE = /^(?:is|has|can|check|verify|validate|require|ensure|assert|compare|confirm|authenticate|authori[sz]e|login|auth(?:entication|ori[sz]ation)?_?(?:middleware|guard))\w{0,60}$/i;
const isCheck = remembered((name) => CANDIDATE.test(name) && isAuthenticationName(name));
const MAX_CANDIDATES = 2000;
/** Test doubles answer yes by design. */
const TEST_FILE = /(?:^|[\\/])(?:tests?|__tests__|__mocks__|mocks?|fixtures?|e2e|stories|spec)(?:[\\/])|[.-](?:test|spec|mock|stories|fixture|e2e|d)\.[cm]?[jt]sx?$/i;
const DECODE = originSet({ 'jsonwebtoken.decode': true, 'jwt-decode': true, 'jwt-decode.jwtDecode': true, 'jose.decodeJwt': true, 'jwt-simple.decode': true });
const VERIFY = originSet({ 'jsonwebtoken.verify': true, 'jose.jwtVerify': true, 'jose.compactVerify': true, 'jsonwebtoken.sign': true, 'jose.SignJWT': true, 'fast-jwt.createVerifier': true, 'express-jwt': true, 'express-jwt.expressjwt': true, 'koa-jwt': true });

export default defineRule<keyof typeof messages>({
  name: 'no-auth-bypass',
  docs: {
    description: 'disallow checks of identity and rights that always say yes',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [287, 863, 347, 489],
  },
  messages,
  strict: true,
  javascript: (facts) => {
    if (!TEST_FILE.test(facts.file.path)) checkFunctions(facts);
    checkTokens(facts);
    if (!facts.strict) return;
    if (!TEST_FILE.test(facts.file.path)) checkFailures(facts);
    checkSwitches(facts);
  },
});

function checkFunctions({ model, report }: Facts): void {
  const checks = model.functionsNamed(isCheck);
  if (checks.length === 0) return;
  const decodes = model.calls(DECODE);
  const verifies = model.calls(VERIFY).length > 0;
  for (const fn of checks.slice(0, MAX_CANDIDATES)) {
    const name = fn.name ?? 'This check';
    const answer = constantYes(fn);
    if (answer && !typePredicate(fn.node) && !mayRefuse(fn) && !isTestDouble(fn)) report({ at: answer, message: 'always', data: { name } });
    else if (letsPass(model, fn) && !isTestDouble(fn)) report({ at: fn, message: 'always', data: { name } });
    const decode = verifies ? undefined : decodes.find(({ range }) => range[0] >= fn.range[0] && range[1] <= fn.range[1]);
    if (decode) report({ at: decode, message: 'decode', data: { name } });
  }
}

/** `true`, `Promise.resolve(true)`, `{ valid: true, … }` with nothing that could be false. */
function isYes(value: ArgView): boolean {
  if (value.boolean() === true || isDecided(value.node)) return true;
  const entries = value.object()?.entries ?? [];
  return entries.some((entry) => /^(?:ok|valid|success|authenticated|authorized|allowed|isValid|isAuthenticated|isAuthorized|verified)$/.test(entry.key) && entry.value.boolean() === true);
}

/** The answer of a function that says yes whatever happens: its only answer, or the first of several that all say yes. */
function constantYes(fn: FunctionView): ArgView | null {
  const { constantReturn, returns } = fn;
  if (constantReturn) return isYes(constantReturn) ? constantReturn : null;
  const [first] = returns;
  return first && (returns.length > 1 || endsInReturn(fn)) && returns.every(isYes) ? first : null;
}

/** `function requireAuth(req, res, next) { next(); }`, `(password, done) => done(null, true)`. */
function letsPass(model: ValueModel, fn: FunctionView): boolean {
  const last = fn.params.at(-1);
  const call = fn.params.length > 1 && last !== null && last !== undefined && /^(?:next|done|cb|callback)$/.test(last) ? onlyCall(model, fn) : null;
  if (call?.callee !== last || !call) return false;
  const [error, answer] = call.args;
  return call.args.length === 0 || (error?.isNullish() === true && answer !== undefined && isYes(answer));
}

function checkTokens({ model, report }: Facts): void {
  for (const call of model.calls(VERIFY)) {
    // The middlewares take their options alone.
    const options = (call.args[2] ?? call.args[0])?.object();
    const algorithms = options?.get('algorithms')?.array()?.items ?? [];
    const single = options?.get('algorithm') ?? options?.get('alg');
    for (const item of [...algorithms, ...(single ? [single] : [])]) if (item.text().constant?.toLowerCase() === 'none') report({ at: item, message: 'none' });
  }
}

/** `try { return await check(token); } catch { return true; }`. */
function checkFailures({ model, report }: Facts): void {
  if (!/\bcatch\b/.test(model.text)) return;
  for (const fn of model.functionsNamed(isCheck).slice(0, MAX_CANDIDATES)) {
    const failing = fn.returns.find((value) => isYes(value) && isInCatch(value.node, fn.node));
    if (failing && fn.returns.some((value) => !isYes(value)) && !isTestDouble(fn)) report({ at: failing, message: 'failOpen', data: { name: fn.name ?? 'This check' } });
  }
}

function checkSwitches({ model, report }: Facts): void {
  for (const [name, off] of CHECK_OPTIONS) {
    for (const object of objectsWithMember(model, name)) {
      const entry = object.entry(name);
      if (entry?.value.boolean() === off) report({ at: entry.keyRange, message: 'off', data: { name } });
    }
  }
  let hits = 0;
  const checks = /\|\|\s{0,8}true\b/.test(model.text) ? model.functionsNamed(isCheck) : [];
  for (const match of model.text.matchAll(/\|\|\s{0,8}(?=true\b)/g)) {
    if ((hits += 1) > 500) break;
    const left = alwaysTrueOperand(model, match.index + match[0].length);
    const name = left === null ? null : (/(?!await\b)\b[A-Za-z_$][\w$]{2,60}/.exec(left.source)?.[0] ?? null);
    const inCheck = checks.some(({ range }) => left && range[0] < left.range[0] && left.range[1] <= range[1]);
    if (left && name !== null && (inCheck || /auth|admin|login|session|token|permission|password|role|verif|valid/i.test(left.source))) report({ at: left, message: 'guard', data: { name } });
  }
}
