import { nameWords } from '../../knowledge/names.ts';
import type { SourceRange } from '../mapped-text.ts';
import { calleeOf, child, children, isCall, isFunction, isMember, lastName, memberName, nameOf, objectOf, pushChildren, unwrap, wrapped } from './ast.ts';
import type { JsNode } from './ast.ts';
import { nodesOf } from './body-nodes.ts';
import { TextGroup } from '../text-index.ts';
import type { FunctionView, ValueModel } from './types.ts';

/** A comparison with a constant that lets somebody past the check it stands in. */
export interface Backdoor {
  readonly range: SourceRange;
  /** What is compared: what the caller proves himself with, who he says he is, or something else that he sends. */
  readonly kind: 'credential' | 'identity' | 'sent';
  /** A check stands beside it, and nothing says that it is for development only. */
  readonly isCertain: boolean;
}

const MAX_CLIMB = 32;
const CREDENTIAL = /(?:^|_)(?:password|passwd|pass|pwd|pw|passphrase|passcode|pin|otp|totp|api_?key|access_?token|auth_?token|bearer_?token|master_?key|(?:verification|mfa|otp|login|access|auth|security|backup)_?code)$/i;
const IDENTITY = /(?:^|_)(?:user_?name|user|email|login|user_?id|account)$/i;
/** Parts of a request that its client chooses. */
const SENT: ReadonlySet<string> = new Set(['headers', 'query', 'cookies', 'header', 'searchParams']);
/** Last words of the names of such parts that say what kind of request it is. */
const KIND_OF_REQUEST: ReadonlySet<string> = new Set(['type', 'event', 'topic', 'version', 'agent', 'encoding', 'language', 'accept', 'upgrade', 'connection', 'method', 'origin', 'host', 'mode', 'dest', 'site', 'user', 'with', 'purpose', 'action', 'lang', 'format', 'proto', 'protocol', 'port', 'path', 'url', 'uri', 'by', 'length', 'consent', 'source', 'tenant', 'public', 'client', 'platform', 'device', 'control', 'range', 'prefer', 'step', 'flow', 'stage', 'tab', 'page', 'view', 'sort', 'locale', 'theme', 'state', 'status', 'error', 'redirect', 'next', 'callback']);
/** Texts that stand for nobody, for anybody, or for no value at all. */
const NO_SECRET = /^(?:null|undefined|none|string|object|function|bearer|basic|token|password|secret|true|false|\*|(?:demo|guest|public|anonymous)\b.{0,40})$/i;
const DEVELOPMENT = /^(?:NODE_ENV|__DEV__|(?:is_?)?(?:dev|development|test|testing|local|debug|demo|mock|e2e|cypress)(?:_?(?:mode|env|environment))?|isProduction|isProd|MODE|CI)$/i;
/** Calls that check something, by the names that libraries and databases give them. */
const CHECKS = /compare|verify|authenticat|scrypt|pbkdf2|timingsafe|argon|bcrypt|find_?(?:one|unique|first|by)|getuser|query|hash|jwt|session/i;
/** Functions that check what is sent to a person, or made by a device. */
const ABOUT_CODES = /otp|2fa|mfa|two_?factor|one_?time/i;
/** What hands out a session. */
const ADMITS = /^(?:next|sign|signAsync|signToken|createToken|issueToken|generateToken|createSession|startSession|logIn|setSession)$/;
const ANSWERED = /^(?:done|cb|callback|next)$/;
/** What answers a request. */
const RESPONDS = /^(?:json|send)$/;
const SESSION = /^(?:token|accessToken|access_token|jwt|user|session|success|ok|authenticated)$/;
/** Under which names a request and a session keep who somebody is. */
const KEPT_AS = /^(?:user|currentUser|userId|isAdmin|isAuthenticated|authenticated|loggedIn|principal|role)$/;

/** What own functions that compare a password with a stored one are called. */
const COMPARING = ['omparePassword', 'erifyPassword', 'heckPassword', 'alidatePassword', 'atchPassword', 'sValidPassword', 'sPasswordValid', 'asswordMatches'];
const COMPARING_TEXTS = new TextGroup(COMPARING);
const MAX_COMPARISONS = 32;

/** Calls of such functions. */
export function passwordComparisons(model: ValueModel): readonly JsNode[] {
  return model.textIndex.findGroup(COMPARING_TEXTS).flatMap(({ indexes }) => indexes.slice(0, MAX_COMPARISONS)).flatMap((index) => {
    const name = model.nodeAt(index);
    const callee = isMember(name?.parent) && name.parent['property'] === name ? name.parent : name;
    const call = callee ? wrapped(callee).parent : null;
    return isCall(call) && callee && call['callee'] === wrapped(callee) ? [call] : [];
  });
}

/** Comparisons inside of a check that open it for whoever knows a constant, in source order; `isCheck`: the function is known to refuse strangers. */
export function findBackdoors(model: ValueModel, fn: FunctionView, isCheck = false): readonly Backdoor[] {
  const { comparisons, hasCheck: calls } = survey(model, fn.node);
  const hasCheck = calls || isCheck;
  const found = comparisons.flatMap((node): (Backdoor & { readonly node: JsNode })[] => {
    const kind = subjectOf(node, model) ?? codeOf(node, fn, model);
    const way = kind === null ? null : wayPast(node, model, fn.node, kind === 'credential');
    return kind === null || way === null ? [] : [{ node, range: node.range, kind, isCertain: (hasCheck || way.besideCheck) && !way.isDevelopment }];
  });
  // `user === '…' && password === '…'` is one door.
  return found.filter(({ node, kind }) => kind !== 'identity' || !found.some((other) => other.kind === 'credential' && other.node.parent === node.parent));
}

/** The comparisons of a function with a text, and whether it calls anything that checks. */
function survey(model: ValueModel, fn: JsNode): { readonly comparisons: readonly JsNode[]; readonly hasCheck: boolean } {
  const comparisons: JsNode[] = [];
  let hasCheck = false;
  for (const node of nodesOf(model, child(fn, 'body') ?? fn)) {
    if (node.type === 'BinaryExpression' && /^[=!]==?$/.test(String(node['operator']))) comparisons.push(node);
    if (isCall(node)) hasCheck ||= CHECKS.test(calledName(node));
  }
  return { comparisons: comparisons.sort((a, b) => a.range[0] - b.range[0]), hasCheck };
}

function calledName(call: JsNode): string {
  const callee = calleeOf(call);
  const object = isMember(callee) ? objectOf(callee) : null;
  return `${lastName(object) ?? ''}.${lastName(callee) ?? ''}`;
}

/** What a comparison with a constant text looks at; `null` for any other comparison. */
function subjectOf(node: JsNode, model: ValueModel): Backdoor['kind'] | null {
  const sides = [child(node, 'left'), child(node, 'right')];
  const literal = sides.find((side) => side?.type === 'Literal' || side?.type === 'TemplateLiteral') ?? sides.find((side) => isOtherText(side, model));
  const other = sides.find((side) => side !== literal);
  if (!literal || !other) return null;
  const text = model.view(literal).text().constant ?? '';
  const subject = unwrap(other);
  if (text !== '' && isSent(subject, model)) return /^(?:null|undefined)$/.test(text) ? null : 'sent';
  if (text.length < 3 || NO_SECRET.test(text)) return null;
  const name = (lastName(subject) ?? '').replace(/([a-z0-9])([A-Z])/g, '$1_$2');
  if (CREDENTIAL.test(name)) return 'credential';
  return IDENTITY.test(name) ? 'identity' : null;
}

/** `BYPASS` of `const BYPASS = 'let-me-in'`, and a text that is put together. */
function isOtherText(side: JsNode | null, model: ValueModel): boolean {
  const node = side && unwrap(side);
  return node !== null && MADE_TEXT.has(node.type) && model.view(node).text().constant !== null;
}

const MADE_TEXT: ReadonlySet<string> = new Set(['Identifier', 'BinaryExpression', 'CallExpression', 'MemberExpression']);

/** In a function about one-time codes, `code === '000000'`. */
function codeOf(node: JsNode, { name }: FunctionView, model: ValueModel): Backdoor['kind'] | null {
  if (name === null || !ABOUT_CODES.test(name)) return null;
  const sides = [child(node, 'left'), child(node, 'right')];
  const subject = sides.find((side) => side && /^(?:code|token|input|value|given|otp)$/i.test(lastName(side) ?? ''));
  const literal = sides.find((side) => side !== subject);
  return subject && literal && /^[\w-]{4,64}$/.test(model.view(literal).text().constant ?? '') && !NO_SECRET.test(model.view(literal).text().constant ?? '') ? 'credential' : null;
}

/** `req.headers['x-debug']`, `request.headers.get('x-debug')`, `req.query.debug`, `req.header('x-debug')`. */
function isSent(subject: JsNode, model: ValueModel): boolean {
  const callee = isCall(subject) ? calleeOf(subject) : null;
  if (callee && (!isMember(callee) || !/^(?:get|header)$/.test(memberName(callee) ?? ''))) return false;
  const member = callee ?? subject;
  if (!isMember(member)) return false;
  const key = callee ? children(subject, 'arguments')[0] : child(member, 'property');
  const name = key ? ((member['computed'] === true || callee ? model.view(key).text().constant : nameOf(key)) ?? '') : '';
  if (name === '' || KIND_OF_REQUEST.has(nameWords(name).at(-1) ?? '')) return false;
  const object = objectOf(member);
  return SENT.has(lastName(object) ?? '') || (callee !== null && (SENT.has(memberName(callee) ?? '') || /^_?(?:req|request)$/.test(nameOf(object) ?? '')));
}

interface Way {
  readonly besideCheck: boolean;
  readonly isDevelopment: boolean;
}

/** Follows a comparison to what its truth decides; `null` when nobody gets in by it. */
function wayPast(comparison: JsNode, model: ValueModel, fn: JsNode, isProof: boolean): Way | null {
  const isEqual = String(comparison['operator']).startsWith('=');
  let at = comparison;
  let besideCheck = false;
  let isJoined = false;
  const names: string[] = [];
  for (let depth = 0; depth < MAX_CLIMB; depth += 1) {
    const parent: JsNode | null = at.parent ?? null;
    if (!parent || at === fn) return null;
    if (parent.type === 'LogicalExpression') {
      const beside = child(parent, parent['left'] === at ? 'right' : 'left');
      if (beside) names.push(...namesIn(beside));
      const opens = parent['operator'] === (isEqual ? '||' : '&&');
      if (opens && beside) {
        isJoined = true;
        besideCheck ||= isRealCheck(beside, model);
      }
    } else if (parent.type === 'IfStatement' && parent['test'] === at) {
      const admits = isEqual ? admitsIn(child(parent, 'consequent'), model, isProof) : besideCheck && refusesIn(child(parent, 'consequent'), model);
      return admits ? { besideCheck, isDevelopment: isForDevelopment([...names, ...namesAround(parent, fn)]) } : null;
    } else if (parent.type === 'ConditionalExpression' && parent['test'] === at) {
      const yes = child(parent, 'consequent');
      return isEqual && yes && isYes(yes, model) ? { besideCheck, isDevelopment: isForDevelopment(names) } : null;
    } else if (isAnswer(parent, at)) return isEqual && isJoined && besideCheck ? { besideCheck, isDevelopment: isForDevelopment([...names, ...namesAround(parent, fn)]) } : null;
    else if (parent.type !== 'AwaitExpression' && parent.type !== 'ParenthesizedExpression' && parent.type !== 'TSAsExpression') return null;
    at = parent;
  }
  return null;
}

/** The value is returned, or kept under a name that says what it decides. */
function isAnswer(parent: JsNode, value: JsNode): boolean {
  if (parent.type === 'ReturnStatement') return true;
  if (parent.type === 'ArrowFunctionExpression') return parent['body'] === value;
  const target = parent.type === 'VariableDeclarator' ? child(parent, 'id') : parent.type === 'AssignmentExpression' ? child(parent, 'left') : null;
  return target !== null && /ok|valid|match|auth|allow|grant|pass|admin|correct/i.test(nameOf(target) ?? '');
}

/** Something that looks at more than constants: a call, or a comparison of two values. */
function isRealCheck(node: JsNode, model: ValueModel): boolean {
  const names = unwrap(node);
  if (isCall(names)) return true;
  if (names.type === 'UnaryExpression') return isRealCheck(child(names, 'argument') ?? names.parent ?? names, model);
  if (names.type === 'LogicalExpression') return [child(names, 'left'), child(names, 'right')].some((side) => side !== null && isRealCheck(side, model));
  // `valid` of `const valid = await compare(password, hash)`.
  const init = names.type === 'Identifier' ? model.initOf(names) : null;
  if (isCall(init)) return CHECKS.test(calledName(init));
  if (names.type !== 'BinaryExpression') return false;
  return [child(names, 'left'), child(names, 'right')].every((side) => side !== null && unwrap(side).type !== 'Literal');
}

/** Statements of a branch. */
function statementsOf(branch: JsNode | null): readonly (JsNode | null)[] {
  return branch?.type === 'BlockStatement' ? children(branch, 'body').slice(0, 32) : [branch];
}

function isYes(node: JsNode, model: ValueModel): boolean {
  const value = unwrap(node);
  if (model.view(value).boolean() === true) return true;
  if (value.type === 'ObjectExpression') return model.view(value).object()?.entries.some((entry) => /^(?:role|isAdmin|id|user|userId|token|success|ok|valid|authenticated|authorized)$/.test(entry.key) && entry.value.boolean() !== false && !entry.value.isNullish()) === true;
  if (value.type === 'Identifier') return /user|account|member|customer|principal|claims/i.test(nameOf(value) ?? '');
  if (!isCall(value)) return false;
  const name = calledName(value).split('.').at(-1) ?? '';
  const args = children(value, 'arguments');
  if (ADMITS.test(name)) return name !== 'next' || args.length === 0;
  if (ANSWERED.test(name)) return args[1] !== null && args[1] !== undefined && (isYes(args[1], model) || unwrap(args[1]).type === 'Identifier');
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
function admitsIn(branch: JsNode | null, model: ValueModel, isProof: boolean): boolean {
  return statementsOf(branch).some((statement) => {
    const value = statement ? (child(statement, 'argument') ?? child(statement, 'expression')) : null;
    if (!value || statement?.type === 'ThrowStatement') return false;
    return (value.type !== 'AssignmentExpression' && isYes(value, model)) || (isProof && isAnsweredWithSession(value, model)) || (value.type === 'AssignmentExpression' && ((isCall(child(value, 'right')) && isYes(child(value, 'right') ?? value, model)) || isKept(value, model)));
  });
}

/** `req.user = account`, `session.isAdmin = true`. */
function isKept(assignment: JsNode, model: ValueModel): boolean {
  const target = child(assignment, 'left');
  const value = child(assignment, 'right');
  if (!isMember(target) || !value || !KEPT_AS.test(memberName(target) ?? '')) return false;
  const view = model.view(value);
  return !view.isNullish() && view.boolean() !== false;
}

/** A branch that sends somebody away: `throw`, `return false`, `return done(null, false)`, `return res.status(401)…`. */
function refusesIn(branch: JsNode | null, model: ValueModel): boolean {
  return statementsOf(branch).some((statement) => {
    if (statement?.type === 'ThrowStatement') return true;
    const value = statement?.type === 'ReturnStatement' ? child(statement, 'argument') : null;
    return statement?.type === 'ReturnStatement' && (value === null || !isYes(value, model));
  });
}

function namesIn(node: JsNode): readonly string[] {
  const names: string[] = [];
  const stack: JsNode[] = [node];
  for (let count = 0; stack.length > 0 && count < 64; count += 1) {
    const next = stack.pop() as JsNode;
    const name = nameOf(next);
    if (name !== null) names.push(name);
    if (!isFunction(next)) pushChildren(next, stack);
  }
  return names;
}

/** Names in the conditions around a statement. */
function namesAround(statement: JsNode, fn: JsNode): readonly string[] {
  const names: string[] = [];
  for (let at: JsNode | null = statement.parent ?? null, depth = 0; at && at !== fn && depth < MAX_CLIMB; at = at.parent ?? null, depth += 1) {
    const test = at.type === 'IfStatement' ? child(at, 'test') : null;
    if (test) names.push(...namesIn(test));
  }
  return names;
}

function isForDevelopment(names: readonly string[]): boolean {
  return names.some((name) => DEVELOPMENT.test(name));
}
