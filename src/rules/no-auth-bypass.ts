import { defineRule } from '../core/define-rule.ts';
import type { JavaScriptFacts } from '../core/define-rule.ts';
import { CHECK_OPTIONS, CHECK_SWITCHES, DECISION_TEXTS, GATE_NAME, isAuthenticationName, isKeyCheckName, moduleCheckName, SUBJECT_TEXTS } from '../knowledge/authentication.ts';
import { remembered } from '../knowledge/remembered.ts';
import { isTestFile } from '../knowledge/test-files.ts';
import { findBackdoors, passwordComparisons } from '../surfaces/javascript/backdoors.ts';
import { asksWho, givenChecks, isDefault, isEarlyHook, mayRefuseRequests, unnamedMiddlewares, validators } from '../surfaces/javascript/check-functions.ts';
import { fixedStates, givenMiddlewares, isRouteGuard, pageMiddlewares } from '../surfaces/javascript/constant-guards.ts';
import { caughtWith, mayReadAllTheSame, powerfulFallback, readAllTheSame } from '../surfaces/javascript/failing-proofs.ts';
import { looksAtNamesOnly, selfComparisons, unreadProof } from '../surfaces/javascript/hollow-checks.ts';
import { ignoredChecks, unreadDigest } from '../surfaces/javascript/ignored-checks.ts';
import { originSet } from '../surfaces/javascript/index.ts';
import type { FunctionView, ValueModel } from '../surfaces/javascript/index.ts';
import { declarationsOf, memberWrites, objectsWithMember } from '../surfaces/javascript/named.ts';
import { isAssignedAt } from '../surfaces/javascript/navigations.ts';
import { constantYes, goesOnInCatch, isYes, letsPass, namesSomebody, ownWord, passesFailure } from '../surfaces/javascript/open-checks.ts';
import { alwaysTrueOperand, doesNothing, enclosingView, isInCatch, isTestDouble, mayRefuse, typePredicate } from '../surfaces/javascript/shapes.ts';
import { swallowedProof, toothlessBranch } from '../surfaces/javascript/toothless-gates.ts';
import { DECODE, decodingMiddleware, readsOnlyTimes, unverifiedDecodes, VERIFY } from '../surfaces/javascript/token-decodes.ts';
import { TextGroup } from '../surfaces/text-index.ts';

const messages = {
  always: '{{name}}() lets everybody pass: it always answers yes. Check the session, token or password.',
  decode: '{{name}}() decodes the token without verifying it, so anybody can make one. Verify its signature.',
  none: 'The algorithm "none" accepts tokens that nobody signed. Name the algorithm that you use.',
  failOpen: '{{name}}() says yes when its check fails with an error, so anybody gets in who makes it fail. Refuse there.',
  toothless: '{{name}} goes on whatever it finds: the branch in which it would refuse does nothing. Answer 401 or 403 there, or throw.',
  takenAnyway: '{{name}}() throws where the signature is wrong, and then what it signs is read all the same. Refuse there.',
  fallback: 'Where {{name}} finds nobody it takes a person with every right, so strangers are administrators. Refuse there.',
  guard: 'This condition is always true, so {{name}} decides nothing. Remove the constant.',
  backdoor: '{{name}} lets in whoever sends a text that stands in the code: a back door beside the real check. Remove the comparison.',
  same: '{{name}}() compares a value with itself here, so it never refuses. Compare it with what is stored or expected.',
  unread: '{{name}}() never looks at the {{what}} it is given, so knowing a name is enough to get in. Compare it with the stored hash.',
  dropped: '{{name}}() answers, but nobody reads its answer, so a wrong password passes too. Refuse where it says no.',
  pending: '{{name}}() gives a promise, which is always true: a wrong password passes. Put await in front of it.',
  digest: '{{name}}() computes the signature and never compares it, so any signature passes. Compare the two.',
  fixed: '{{name}} is always true here, so nobody is ever refused. Ask the session or the token.',
  replaced: '{{name}} is replaced by a function that accepts everything. Remove the assignment.',
  off: '{{name}} switches a check off. Remove it.',
} as const;
type Facts = JavaScriptFacts<keyof typeof messages, object>;

const CANDIDATE = /^(?:is|has|can|check|verify|validate|require|ensure|assert|compare|confirm|enforce|protect|restrict_?to|authenticate|authori[sz]er?|login|(?:admin|auth|login)_?only|(?:protected|private|admin|authed)_?procedure|auth(?:entication|ori[sz]ation)?_?(?:middleware|guard))\w{0,60}$/i;
const isCheck = remembered((name) => CANDIDATE.test(name) && isAuthenticationName(name));
const MAX_CANDIDATES = 2000;
/** Stories show components to whoever looks, and declarations hold no code. */
const SHOWN = /(?:^|[\\/])stories[\\/]|\.d\.[cm]?ts$/i;
/** One of these stands in every file with a function whose name says that it checks, and so does what strict looks for besides. */
const CHECK_TEXTS = new TextGroup(SUBJECT_TEXTS);
const CATCHES = /\bcatch\b/;
/** Letters of a name may be written as escapes. */
const DECISIONS = new TextGroup([...DECISION_TEXTS, '\\u0', '\\u{'], 'any-case');
/** Guards of Nest, whose `handleRequest` says who is asking. */
const GUARDS = new TextGroup(['AuthGuard(']);
const FORMS = new TextGroup(['policyDocument', 'PassportStrategy'], 'word');
/** Names of what decides who somebody is and may do. */
const DECIDES = /auth|admin|login|session|token|permission|password|role|verif|valid/i;
const CONSTANTS = new TextGroup(CHECK_SWITCHES.map(([name]) => name));
/** Those that let everybody pass when they are set at all. */
const SKIPS: ReadonlySet<string> = new Set(CHECK_SWITCHES.flatMap(([name, off]) => (off ? [name] : [])));
const SWITCHES = new TextGroup([...CHECK_OPTIONS.map(([name]) => name), ...CHECK_SWITCHES.map(([name]) => name), '|| ', '||t', '||\n', '||\r', '||\t']);

const AUTH = new TextGroup(['auth'], 'word');
/** One of these stands in the name of every library that checks passwords or tokens. */
const LIBRARIES = new TextGroup(['passport', 'bcrypt', 'argon2', 'jsonwebtoken', 'jose', 'jwt', 'timingSafeEqual']);

function mayCheck({ textIndex }: ValueModel): boolean {
  return textIndex.hasAny(AUTH) || textIndex.hasAny(CHECK_TEXTS) || textIndex.hasAny(DECISIONS);
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
  inCalmCode: (code, path) => mayCheck(code) || code.textIndex.hasAny(FORMS) || code.textIndex.hasAny(SWITCHES) || mayRefuseRequests(code) || mayReadAllTheSame(code) || moduleCheckName(path) !== null,
  javascript: (facts) => {
    const { model, file } = facts;
    if (mayCheck(model) || moduleCheckName(file.path) !== null || [FORMS, LIBRARIES].some((group) => model.textIndex.hasAny(group)) || mayReadAllTheSame(model) || mayRefuseRequests(model)) checkAll(facts);
    if (facts.strict) checkSwitches(facts);
  },
});

function checkAll(facts: Facts): void {
  const isTest = isTestFile(facts.file.path) || SHOWN.test(facts.file.path);
  if (!isTest) {
    const named = namedChecks(facts);
    const given = facts.model.calls(STRATEGIES).flatMap(({ args }) => args.flatMap((arg) => givenChecks(arg)));
    const open = checkFunctions([...named.filter(({ isCheck }) => isCheck), ...given.map((fn) => ({ fn, name: fn.name ?? 'callback', isCheck: true, isGiven: true }))], facts);
    const functions = [...named.map(({ fn }) => fn), ...given];
    checkHollow([...functions, ...validators(facts.model)].filter((fn) => !open.has(fn.node)), facts);
    checkBackdoors(functions, facts);
    checkReplaced(facts);
    checkMiddlewares(facts);
    checkPolicies(facts);
    checkAnswers(facts);
    checkCaught(facts);
    for (const fn of facts.model.textIndex.hasAny(GUARDS) ? facts.model.functionsNamed((name) => name === 'handleRequest') : []) checkFallback(fn, 'handleRequest', facts);
    checkFailures(named, facts);
    checkToothless(named, facts);
    for (const { name, at } of readAllTheSame(facts.model)) facts.report({ at, message: 'takenAnyway', data: { name } });
    for (const { name, at } of fixedStates(facts.model)) facts.report({ at, message: 'fixed', data: { name } });
  }
  checkTokens(facts);
}

const ROUTE_GUARD = /^can_?activate$/i;
const GUARD_FILE = /guard/i;
/** Names of what a whole module gives away. */
const IS_MODULE = /^(?:default|exports)$/;
/** Names of functions that refuse by throwing or answering: one that does nothing refuses nobody. */
const REFUSES = /^(?:require|ensure|assert|enforce|protect|authenticate|authori[sz]e|verify|(?:auth|admin)_?(?:only|guard|middleware))/i;

/** A function that decides who may pass, or (`isCheck` is false) one that logs somebody in. */
interface Check {
  readonly fn: FunctionView;
  readonly name: string;
  readonly isCheck: boolean;
  /** A library is given it to find out who somebody is. */
  readonly isGiven: boolean;
}

/** `static get hasSimpleAuth() { return true; }`: what a class of things can do, about which nobody asks to be let in. */
function isFactOfClass({ node }: FunctionView): boolean {
  return node.parent?.type === 'MethodDefinition' && node.parent['kind'] === 'get' && node.parent['static'] === true;
}

/** Functions that are checks by their own name, or by that of the file which exports them. */
function namedChecks({ model, file, strict }: Facts): readonly Check[] {
  const module = moduleCheckName(file.path);
  if (module === null && !mayCheck(model)) return [];
  const isNamed = (name: string): boolean => isLogin(name) || name === 'auth' || isKeyCheckName(name) || (module !== null && IS_MODULE.test(name));
  return model.functionsNamed(isNamed).slice(0, MAX_CANDIDATES).filter((fn) => strict || !isFactOfClass(fn)).map((fn) => {
    const own = fn.name ?? '';
    const name = module !== null && IS_MODULE.test(own) ? module : own;
    const isGuard = !ROUTE_GUARD.test(name) || GUARD_FILE.test(file.path) || isRouteGuard(fn);
    return { fn, name, isCheck: isGuard && !isDefault(fn) && (name === module || name === 'auth' || isCheck(name)), isGiven: false };
  });
}

/** Names of parameters of a function that somebody asks to be let in. */
const ASKING = /^_?(?:req|request|ctx|context|credentials?|password|passwd|pwd|otp|code|token)$/i;
/** What only takes the time of a check, and answers nothing or no. */
const PRETENDS = /fake|dummy|timing|constant|bench|warm/i;

function isPretended(fn: FunctionView): boolean {
  return PRETENDS.test(fn.name ?? '') && fn.returns.every((value) => value.isNullish() || value.boolean() === false);
}

/** Answers of checks that nobody reads. */
function checkAnswers({ model, report }: Facts): void {
  if (model.isCalm()) return;
  const isAsked = (fn: FunctionView): boolean => !isPretended(fn) && !isTestDouble(fn) && (isLogin(fn.name ?? '') || fn.params.some((name) => ASKING.test(name ?? '')));
  for (const { call, kind } of ignoredChecks(model, isAsked)) report({ at: call, message: kind, data: { name: call.origins[0]?.split('.').at(-1) ?? 'This check' } });
}

/** Names of functions that answer with who somebody is. */
const VOUCHES = /^(?:verify\w{0,40}(?:token|session|jwt)|authenticate|validate_?(?:token|session|credentials))$/i;

/** Gives the functions that were found to let everybody pass. */
function checkFunctions(checks: readonly Check[], facts: Facts): ReadonlySet<unknown> {
  const { model, strict, report } = facts;
  const open = new Set<unknown>();
  const decodes = checks.length > 0 ? unverifiedDecodes(model) : [];
  for (const { fn, name, isGiven } of checks) {
    // What is called `auth` may also make credentials: only one that passes on to the next is a check.
    const answer = fn.name === 'auth' ? null : (constantYes(model, fn) ?? (VOUCHES.test(name) ? ownWord(fn, strict) : null));
    const isOpen = answer && !typePredicate(fn.node) && !mayRefuse(model, fn);
    if (!open.has(fn.node) && (isOpen || letsPass(model, fn, isGiven) || isEmptyCheck(model, fn, name, strict)) && !isTestDouble(fn)) {
      open.add(fn.node);
      report({ at: isOpen ? answer : fn, message: 'always', data: { name } });
    }
    if (!open.has(fn.node)) checkFallback(fn, name, facts);
    const decode = FORM.test(name) ? undefined : decodes.find((call) => call.range[0] >= fn.range[0] && call.range[1] <= fn.range[1] && (strict || !readsOnlyTimes(model, call, fn)));
    if (decode) report({ at: decode, message: 'decode', data: { name } });
  }
  return open;
}

function checkFallback(fn: FunctionView, name: string, { model, report }: Facts): void {
  const fallback = isTestDouble(fn) ? null : powerfulFallback(model, fn);
  if (fallback) report({ at: fallback, message: 'fallback', data: { name: `${name}()` } });
}

/** `app.decorate('authenticate', async (request, reply) => {})`; elsewhere an empty function may wait for a subclass. */
function isEmptyCheck(model: ValueModel, fn: FunctionView, name: string, strict: boolean): boolean {
  if (fn.params.length === 0 || !REFUSES.test(name) || !doesNothing(model, fn)) return false;
  return strict || (fn.isAsync && fn.node.parent?.type === 'CallExpression');
}

/** `isServiceJwt(text)` asks what kind of text it is given. */
const FORM = /^is_?(?!valid|verified|auth|signed)\w{0,40}(?:jwt|token)$/i;

/**
 * An authorizer of API Gateway that allows everything: `{ policyDocument: { Statement: [{ Effect: 'Allow' }] } }` or
 * `{ isAuthorized: true }` is all that a function answers with.
 */
function checkPolicies({ model, report }: Facts): void {
  for (const key of ['policyDocument', 'isAuthorized']) {
    for (const object of objectsWithMember(model, key)) {
      const fn = enclosingView(model, object.node);
      const value = object.get(key);
      const statements = value?.object()?.get('Statement')?.array()?.items ?? [];
      const isAllowed = value?.boolean() === true || (statements.length > 0 && statements.every((item) => item.object()?.get('Effect')?.text().constant === 'Allow'));
      if (fn && isAllowed && /^_?(?:event|evt|req|request)$/i.test(fn.params[0] ?? '') && fn.constantReturn?.object()?.node === object.node && !mayRefuse(model, fn) && !isTestDouble(fn)) report({ at: object.entry(key)?.keyRange ?? object, message: 'always', data: { name: fn.name ?? 'This authorizer' } });
    }
  }
}

/** Middlewares of any name that take a token's word for who is asking. */
function checkMiddlewares({ model, strict, report }: Facts): void {
  if (model.isCalm() || model.calls(DECODE).length === 0) return;
  for (const call of unverifiedDecodes(model)) {
    const fn = decodingMiddleware(model, call, strict);
    if (fn && !isTestDouble(fn)) report({ at: call, message: 'decode', data: { name: fn.name ?? 'This middleware' } });
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
const STRATEGIES = originSet({ 'passport-local.Strategy': true, 'passport-local': true, 'passport-http.BasicStrategy': true, 'passport-http-bearer.Strategy': true, 'passport-custom.Strategy': true, 'express-basic-auth': true, 'better-auth.betterAuth': true, '@fastify/basic-auth': true, 'ws.{WebSocketServer,Server}': true });
const PASSWORD_CHECKS = originSet({ 'bcrypt.compare': true, 'bcrypt.compareSync': true, 'bcryptjs.compare': true, 'bcryptjs.compareSync': true, 'argon2.verify': true, 'crypto.timingSafeEqual': true, 'passport.authenticate': true, 'jsonwebtoken.verify': true, 'jose.jwtVerify': true });
/** Names under which the functions that check are replaced. */
const REPLACED = ['compare', 'compareSync', 'verify', 'timingSafeEqual', 'jwtVerify'];
/** Functions in which what a client sends besides may tell what it wants. */
const ABOUT_MESSAGES = /csrf|xsrf|signature|hmac|webhook|license|captcha/i;

/** Checks that look at nothing: they compare a value with itself, or never read the password. */
function checkHollow(checks: readonly FunctionView[], { model, report }: Facts): void {
  for (const fn of new Set(checks)) {
    if (isTestDouble(fn)) continue;
    const name = fn.name ?? 'callback';
    const digest = ABOUT_MESSAGES.test(name) ? unreadDigest(model, fn) : null;
    if (digest) report({ at: digest, message: 'digest', data: { name } });
    for (const at of selfComparisons(model, fn)) report({ at, message: 'same', data: { name } });
    const what = unreadProof(model, fn) ?? (looksAtNamesOnly(model, fn) ? 'password' : null);
    if (what !== null) report({ at: fn, message: 'unread', data: { name, what } });
  }
}

/** `bcrypt.compare(password, hash).catch(() => true)`. */
function checkCaught({ model, report }: Facts): void {
  if (!/\.catch\s{0,4}\(/.test(model.text)) return;
  for (const { node, origins } of model.calls(PASSWORD_CHECKS)) {
    const caught = caughtWith(node);
    const fn = caught && model.view(caught).fn();
    if (fn && constantYes(model, fn) !== null) report({ at: fn, message: 'failOpen', data: { name: origins[0] ?? 'This check' } });
  }
}

/** `bcrypt.compare = async () => true`, `jwt.verify = jwt.decode`. */
function checkReplaced({ model, report }: Facts): void {
  if (model.isCalm()) return;
  for (const name of REPLACED) {
    for (const { target, value, range } of memberWrites(model, name)) {
      const origin = model.origins(target).find((item) => PASSWORD_CHECKS.get(item) === true || VERIFY.get(item) === true);
      const fn = origin === undefined ? null : value.fn();
      const isDecoder = (item: string): boolean => DECODE.get(item.replace(/\(\)$/, '')) === true;
      const accepts = fn ? constantYes(model, fn) !== null || fn.returns.some((item) => item.origins().some(isDecoder)) : value.origins().some(isDecoder);
      if (origin !== undefined && accepts) report({ at: range, message: 'replaced', data: { name: origin } });
    }
  }
}

/** `if (password === '…') return true`, `await compare(…) || password === '…'`. */
function checkBackdoors(named: readonly FunctionView[], { model, strict, report }: Facts): void {
  const around = [...model.calls(PASSWORD_CHECKS).map(({ node }) => node), ...passwordComparisons(model)].flatMap((node) => enclosingView(model, node) ?? []);
  const seen = new Set<unknown>();
  const middlewares = [...unnamedMiddlewares(model), ...pageMiddlewares(model), ...givenMiddlewares(model)];
  const refusing = new Set(middlewares.map(({ node }) => node));
  for (const fn of [...named, ...around, ...middlewares]) {
    if (seen.has(fn.node) || isTestDouble(fn) || (typePredicate(fn.node) && !around.includes(fn))) continue;
    seen.add(fn.node);
    const name = fn.name ?? 'This check';
    for (const { range, kind, isCertain } of findBackdoors(model, fn, refusing.has(fn.node) || asksWho(model, fn), isEarlyHook(fn))) {
      const isPlain = kind === 'credential' || (kind === 'identity' ? !/admin|owner|role|permission|access/i.test(name) : !ABOUT_MESSAGES.test(name));
      if (strict || (isCertain && isPlain)) report({ at: range, message: 'backdoor', data: { name: fn.name === null ? name : `${name}()` } });
    }
  }
}

/**
 * `try { return await check(token); } catch { return true; }`; recommended where it answers with somebody
 * (`catch { return { id: 1, role: 'admin' }; }`), and where a middleware refuses whoever brings nothing and lets a wrong token pass.
 */
function checkFailures(named: readonly Check[], { model, strict, report }: Facts): void {
  const checks = named.filter(({ fn }) => isCheck(fn.name ?? ''));
  if (checks.length === 0 || !CATCHES.test(model.text)) return;
  for (const { fn } of checks) {
    const failing = fn.returns.find((value) => isYes(model, value) && isInCatch(value.node, fn.node) && (strict || namesSomebody(value)));
    const isReal = fn.returns.some((value) => !isYes(model, value)) && !isTestDouble(fn);
    const goesOn = failing && isReal ? null : goesOnInCatch(model, fn);
    const at = failing && isReal ? failing : goesOn && !isTestDouble(fn) && (strict || passesFailure(model, fn, goesOn)) ? goesOn : null;
    if (at) report({ at, message: 'failOpen', data: { name: fn.name ?? 'callback' } });
  }
}

/** `if (!user) { console.warn('denied'); } next();` in a function that is called a gate; what goes on in its `catch` is told by `checkFailures`. */
function checkToothless(named: readonly Check[], { model, strict, report }: Facts): void {
  for (const { fn, name } of named) {
    const isGate = (strict || GATE_NAME.test(name)) && !goesOnInCatch(model, fn);
    const branch = isGate ? toothlessBranch(model, fn) : null;
    const at = branch ?? (REFUSES.test(name) ? swallowedProof(fn) : null);
    if (at && !isTestDouble(fn)) report({ at, message: 'toothless', data: { name: `${name}()` } });
  }
}

function checkSwitches({ model, report }: Facts): void {
  for (const [name, off] of CHECK_OPTIONS) {
    for (const object of objectsWithMember(model, name)) {
      const entry = object.entry(name);
      if (entry?.value.boolean() === off) report({ at: entry.keyRange, message: 'off', data: { name } });
    }
  }
  if (model.textIndex.hasAny(CONSTANTS)) {
    for (const [name, off] of CHECK_SWITCHES) for (const { value, range } of declarationsOf(model, name)) if (value.boolean() === off) report({ at: range, message: 'off', data: { name } });
    for (const { name, range } of model.environmentReads()) if (SKIPS.has(name) && !isAssignedAt(model.text, range[1])) report({ at: range, message: 'off', data: { name } });
  }
  let hits = 0;
  const checks = /\|\|\s{0,8}true\b/.test(model.text) ? model.functionsNamed(isCheck) : [];
  for (const match of model.text.matchAll(/\|\|\s{0,8}(?=true\b)/g)) {
    if ((hits += 1) > 500) break;
    const left = alwaysTrueOperand(model, match.index + match[0].length);
    const names = left?.source.slice(0, 500).match(/(?!await\b)\b[A-Za-z_$][\w$]{2,60}/g) ?? [];
    const name = names.find((item) => DECIDES.test(item)) ?? names[0] ?? null;
    const inCheck = checks.some(({ range }) => left && range[0] < left.range[0] && left.range[1] <= range[1]);
    if (left && name !== null && (inCheck || DECIDES.test(left.source))) report({ at: left, message: 'guard', data: { name } });
  }
}
