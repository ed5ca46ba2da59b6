import { defineRule } from '../core/define-rule.ts';
import type { JavaScriptFacts } from '../core/define-rule.ts';
import { CHECK_OPTIONS, DECISION_TEXTS, isAuthenticationName, SUBJECT_TEXTS } from '../knowledge/authentication.ts';
import { remembered } from '../knowledge/remembered.ts';
import { originSet } from '../surfaces/javascript/index.ts';
import type { ArgView, CallFact, FunctionView, ValueModel } from '../surfaces/javascript/index.ts';
import { memberWrites, objectsWithMember } from '../surfaces/javascript/named.ts';
import { child, children, isCall, isMember, nameOf } from '../surfaces/javascript/ast.ts';
import { decorated, givenChecks, validators } from '../surfaces/javascript/check-functions.ts';
import { looksAtNamesOnly, selfComparisons, unreadProof } from '../surfaces/javascript/hollow-checks.ts';
import { findBackdoors } from '../surfaces/javascript/backdoors.ts';
import { TextGroup } from '../surfaces/text-index.ts';
import { alwaysTrueOperand, endsInReturn, onlyGoesOn, onlyIdentifies, isDecided, enclosingView, isInCatch, isTestDouble, mayRefuse, onlyCall, typePredicate } from '../surfaces/javascript/shapes.ts';

const messages = {
  always: '{{name}}() lets everybody pass: it always answers yes. Check the session, token or password.',
  decode: '{{name}}() decodes the token without verifying it, so anybody can make one. Verify its signature.',
  none: 'The algorithm "none" accepts tokens that nobody signed. Name the algorithm that you use.',
  failOpen: '{{name}}() says yes when its check fails with an error, so anybody gets in who makes it fail. Refuse there.',
  guard: 'This condition is always true, so {{name}} is never decided. Remove the constant.',
  backdoor: '{{name}} lets in whoever sends a text that stands in the code: a back door beside the real check. Remove the comparison.',
  same: '{{name}}() compares a value with itself here, so it never refuses. Compare it with what is stored or expected.',
  unread: '{{name}}() never looks at the {{what}} it is given, so knowing a name is enough to get in. Compare it with the stored hash.',
  replaced: '{{name}} is replaced by a function that accepts everything. Remove the assignment.',
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

const BY_HAND = originSet({ 'global:Buffer.from': true, 'global:atob': true });
/** What checks a signature without a library for tokens. */
const SIGNATURES = originSet({ 'crypto.createHmac': true, 'crypto.createVerify': true, 'crypto.verify': true, 'crypto.timingSafeEqual': true, 'global:crypto.subtle.verify': true, 'crypto.subtle.verify': true });
const MAX_FUNCTION = 20_000;

/** One of these stands in every file with a function whose name says that it checks, and so does what strict looks for besides. */
const CHECK_TEXTS = new TextGroup(SUBJECT_TEXTS);
/** Letters of a name may be written as escapes. */
const DECISIONS = new TextGroup([...DECISION_TEXTS, '\\u0', '\\u{'], 'any-case');
const FORMS = new TextGroup(['policyDocument', 'PassportStrategy'], 'word');
const SWITCHES = new TextGroup([...CHECK_OPTIONS.map(([name]) => name), '|| ', '||t', '||\n', '||\r', '||\t']);

function mayCheck({ textIndex }: ValueModel): boolean {
  return textIndex.hasAny(CHECK_TEXTS) || textIndex.hasAny(DECISIONS);
}

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
  inCalmCode: (code) => mayCheck(code) || code.textIndex.hasAny(FORMS) || code.textIndex.hasAny(SWITCHES),
  javascript: (facts) => {
    if (!TEST_FILE.test(facts.file.path)) {
      const named = mayCheck(facts.model) ? facts.model.functionsNamed(isLogin).slice(0, MAX_CANDIDATES) : [];
      const given = facts.model.calls(STRATEGIES).flatMap(({ args }) => args.flatMap((arg) => givenChecks(arg)));
      const open = checkFunctions([...named.filter(({ name }) => isCheck(name ?? '')), ...given, ...decorated(facts.model, isCheck)], facts);
      checkHollow([...named, ...given, ...validators(facts.model)].filter((fn) => !open.has(fn.node)), facts);
      checkBackdoors([...named, ...given], facts);
      checkReplaced(facts);
      checkPolicies(facts);
    }
    checkTokens(facts);
    if (!facts.strict) return;
    if (!TEST_FILE.test(facts.file.path)) checkFailures(facts);
    checkSwitches(facts);
  },
});

/** Gives the functions that were found to let everybody pass. */
function checkFunctions(checks: readonly FunctionView[], { model, report }: Facts): ReadonlySet<unknown> {
  const open = new Set<unknown>();
  if (checks.length === 0) return open;
  const verifies = model.calls(VERIFY).length > 0;
  const decodes = verifies ? [] : [...model.calls(DECODE), ...(model.calls(SIGNATURES).length > 0 ? [] : model.calls(BY_HAND).filter((call) => isPayload(model, call)))];
  for (const fn of checks) {
    const name = fn.name ?? 'This check';
    const answer = constantYes(fn);
    const isOpen = answer && !typePredicate(fn.node) && !mayRefuse(fn);
    if ((isOpen || letsPass(model, fn) || fn.returns.some((value) => passesOn(model, value))) && !isTestDouble(fn)) {
      open.add(fn.node);
      report({ at: isOpen ? answer : fn, message: 'always', data: { name } });
    }
    const decode = verifies || FORM.test(name) ? undefined : decodes.find((call) => call.range[0] >= fn.range[0] && call.range[1] <= fn.range[1] && !isOwnToken(call));
    if (decode) report({ at: decode, message: 'decode', data: { name } });
  }
  return open;
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

/** `isServiceJwt(text)` asks what kind of text it is given. */
const FORM = /^is_?(?!valid|verified|auth|signed)\w{0,40}(?:jwt|token)$/i;

/** `jwt.decode(tokens.id_token)`: a client got it from the provider itself (OpenID Connect Core, section 3.1.3.7). */
function isOwnToken({ args }: CallFact): boolean {
  const node = args[0]?.node;
  return isMember(node) && /^id_?token$/i.test(nameOf(child(node, 'property')) ?? '');
}

/** Who somebody is; an answer that names the same person for everybody. */
const IDENTITY_KEY = /^(?:id|_id|sub|userId|user_id|uid|email|username|userName)$/;

/** What a report of a check says when it did not pass. */
const REFUSED = /^(?:error|fail(?:ed|ure)?|denied|unauthorized|forbidden|invalid)$/i;

function isConstant(value: ArgView): boolean {
  return value.text().constant !== null || value.number() !== null || value.boolean() !== null || value.array()?.items.every(isConstant) === true;
}

/** `true`, `Promise.resolve(true)`, `{ valid: true, … }`, `{ id: 1, role: 'admin' }` with nothing that could be false. */
function isYes(value: ArgView): boolean {
  if (value.boolean() === true || isDecided(value.node)) return true;
  const object = value.object();
  const entries = object?.entries ?? [];
  const isRefusal = entries.some((entry) => entry.key === 'status' && REFUSED.test(entry.value.text().constant ?? ''));
  if (object?.complete === true && !isRefusal && entries.some((entry) => IDENTITY_KEY.test(entry.key)) && entries.every((entry) => isConstant(entry.value))) return true;
  return entries.some((entry) => /^(?:ok|valid|success|authenticated|authorized|allowed|isValid|isAuthenticated|isAuthorized|verified)$/.test(entry.key) && entry.value.boolean() === true);
}

/** The answer of a function that says yes whatever happens: its only answer, or the first of several that all say yes. */
function constantYes(fn: FunctionView): ArgView | null {
  const { constantReturn, returns } = fn;
  if (constantReturn) return isYes(constantReturn) ? constantReturn : null;
  const [first] = returns;
  return first && (returns.length > 1 || endsInReturn(fn)) && returns.every(isYes) ? first : null;
}

/** `requireRole(role)` that gives back a middleware which lets everybody pass. */
function passesOn(model: ValueModel, value: ArgView): boolean {
  const made = value.node.type === 'Identifier' ? null : value.fn();
  return made !== null && letsPass(model, made);
}

/** `function requireAuth(req, res, next) { next(); }`, `(password, done) => done(null, true)`. */
function letsPass(model: ValueModel, fn: FunctionView): boolean {
  if (onlyIdentifies(model, fn) || onlyGoesOn(model, fn)) return true;
  const last = fn.params.at(-1);
  const call = fn.params.length > 1 && last !== null && last !== undefined && /^(?:next|done|cb|callback)$/.test(last) ? onlyCall(model, fn) : null;
  if (call?.callee !== last || !call) return false;
  const [error, answer] = call.args;
  return call.args.length === 0 || (error?.isNullish() === true && answer !== undefined && isYes(answer));
}

/** An authorizer of API Gateway that allows everything: `{ policyDocument: { Statement: [{ Effect: 'Allow' }] } }` is all that a function answers with. */
function checkPolicies({ model, report }: Facts): void {
  for (const object of objectsWithMember(model, 'policyDocument')) {
    const fn = enclosingView(model, object.node);
    const statements = object.get('policyDocument')?.object()?.get('Statement')?.array()?.items ?? [];
    const isAllowed = statements.length > 0 && statements.every((item) => item.object()?.get('Effect')?.text().constant === 'Allow');
    if (fn && isAllowed && /^_?(?:event|evt|req|request)$/i.test(fn.params[0] ?? '') && fn.constantReturn?.object()?.node === object.node && !mayRefuse(fn) && !isTestDouble(fn)) report({ at: object.entry('policyDocument')?.keyRange ?? object, message: 'always', data: { name: fn.name ?? 'This authorizer' } });
  }
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

/** Functions that log somebody in, by further names than those of checks. */
const isLogin = remembered((name) => isCheck(name) || /^(?:sign_?in|log_?in|(?:do|handle|process|perform|user|admin|validate)_?login|login_?user|validate_?credentials)$/i.test(name));
/** What a library is given to decide who may pass, and what checks a password. */
const STRATEGIES = originSet({ 'passport-local.Strategy': true, 'passport-local': true, 'passport-http.BasicStrategy': true, 'passport-http-bearer.Strategy': true, 'passport-custom.Strategy': true, 'express-basic-auth': true, 'better-auth.betterAuth': true, '@fastify/basic-auth': true });
const PASSWORD_CHECKS = originSet({ 'bcrypt.compare': true, 'bcrypt.compareSync': true, 'bcryptjs.compare': true, 'bcryptjs.compareSync': true, 'argon2.verify': true, 'crypto.timingSafeEqual': true, 'passport.authenticate': true, 'jsonwebtoken.verify': true, 'jose.jwtVerify': true });
/** Names under which the functions that check are replaced. */
const REPLACED = ['compare', 'compareSync', 'verify', 'timingSafeEqual', 'jwtVerify'];
/** Functions in which what a client sends besides may tell what it wants. */
const ABOUT_MESSAGES = /csrf|xsrf|signature|hmac|webhook|license|captcha/i;

/** Checks that look at nothing: they compare a value with itself, or never read the password. */
function checkHollow(checks: readonly FunctionView[], { model, report }: Facts): void {
  for (const fn of new Set(checks)) {
    if (isTestDouble(fn)) continue;
    const name = fn.name ?? 'This check';
    for (const at of selfComparisons(model, fn)) report({ at, message: 'same', data: { name } });
    const what = unreadProof(model, fn) ?? (looksAtNamesOnly(model, fn) ? 'password' : null);
    if (what !== null) report({ at: fn, message: 'unread', data: { name, what } });
  }
}

/** `bcrypt.compare = async () => true`, `jwt.verify = jwt.decode`. */
function checkReplaced({ model, report }: Facts): void {
  for (const name of REPLACED) {
    for (const { target, value, range } of memberWrites(model, name)) {
      const origin = model.origins(target).find((item) => PASSWORD_CHECKS.get(item) === true || VERIFY.get(item) === true);
      const fn = origin === undefined ? null : value.fn();
      const isDecoder = (item: string): boolean => DECODE.get(item.replace(/\(\)$/, '')) === true;
      const accepts = fn ? constantYes(fn) !== null || fn.returns.some((item) => item.origins().some(isDecoder)) : value.origins().some(isDecoder);
      if (origin !== undefined && accepts) report({ at: range, message: 'replaced', data: { name: origin } });
    }
  }
}

/** `if (password === '…') return true`, `await compare(…) || password === '…'`. */
function checkBackdoors(named: readonly FunctionView[], { model, strict, report }: Facts): void {
  const around = model.calls(PASSWORD_CHECKS).flatMap(({ node }) => enclosingView(model, node) ?? []);
  const seen = new Set<unknown>();
  for (const fn of [...named, ...around]) {
    if (seen.has(fn.node) || isTestDouble(fn) || (typePredicate(fn.node) && !around.includes(fn))) continue;
    seen.add(fn.node);
    const name = fn.name ?? 'This check';
    for (const { range, kind, isCertain } of findBackdoors(model, fn)) {
      const isPlain = kind === 'credential' || (kind === 'identity' ? !/admin|owner|role|permission|access/i.test(name) : !ABOUT_MESSAGES.test(name));
      if (strict || (isCertain && isPlain)) report({ at: range, message: 'backdoor', data: { name: fn.name === null ? name : `${name}()` } });
    }
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
