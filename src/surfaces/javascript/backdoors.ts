import { nameWords } from '../../knowledge/names.ts';
import type { SourceRange } from '../mapped-text.ts';
import { calleeOf, child, children, isCall, isFunction, isMember, isWrapper, lastName, memberName, nameOf, objectOf, pushChildren, unwrap, wrapped } from './ast.ts';
import type { JsNode } from './ast.ts';
import { admitsIn, ANSWER, calledName, isYes, refusesIn } from './admissions.ts';
import { nodesOf, usesOf } from './body-nodes.ts';
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
/** Constants, each of which is made of the one before. */
const MAX_NAMES = 2;
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

/** Comparisons inside of a check that open it for whoever knows a constant, in source order; `isCheck`: the function is known to refuse strangers; `isHook`: a plain `return` of it goes on. */
export function findBackdoors(model: ValueModel, fn: FunctionView, isCheck = false, isHook = false): readonly Backdoor[] {
  const { comparisons, hasCheck: calls } = survey(model, fn.node);
  const hasCheck = calls || isCheck;
  const found = comparisons.flatMap((node): (Backdoor & { readonly node: JsNode })[] => {
    const sides = sidesOf(node);
    const kind = sides && (subjectOf(sides, model) ?? codeOf(sides, fn, model));
    const way = kind === null ? null : wayPast(node, isEquality(node), { model, fn: fn.node, isProof: kind === 'credential', isHook });
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
    if ((node.type === 'BinaryExpression' && /^[=!]==?$/.test(String(node['operator']))) || (node.type === 'SwitchCase' && child(node, 'test'))) comparisons.push(node);
    if (isCall(node)) hasCheck ||= CHECKS.test(calledName(node));
  }
  return { comparisons: comparisons.sort((a, b) => a.range[0] - b.range[0]), hasCheck };
}

type Sides = readonly [JsNode, JsNode];

/** What is compared; of `case 'text':` also what the `switch` is about. */
function sidesOf(node: JsNode): Sides | null {
  const isCase = node.type === 'SwitchCase';
  const left = isCase ? node.parent && child(node.parent, 'discriminant') : child(node, 'left');
  const right = child(node, isCase ? 'test' : 'right');
  return left && right ? [left, right] : null;
}

function isEquality(node: JsNode): boolean {
  return node.type === 'SwitchCase' || String(node['operator']).startsWith('=');
}

/** What a comparison with a constant text looks at; `null` for any other comparison. */
function subjectOf(sides: Sides, model: ValueModel): Backdoor['kind'] | null {
  const literal = sides.find((side) => side?.type === 'Literal' || side?.type === 'TemplateLiteral') ?? sides.find((side) => isOtherText(side, model));
  const other = sides.find((side) => side !== literal);
  if (!literal || !other) return null;
  const text = model.view(literal).text().constant ?? '';
  const subject = unwrap(other);
  // `key` of `const key = req.headers['x-api-key']`.
  const init = subject.type === 'Identifier' ? model.initOf(subject) : null;
  if (text !== '' && (isSent(subject, model) || (init !== null && isSent(unwrap(init), model)))) return /^(?:null|undefined)$/.test(text) ? null : 'sent';
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

/** Functions that check a password, and what it is called there. */
const ABOUT_PASSWORDS = /pass(?:word|wd|code)|pwd/i;
const GIVEN = /^(?:plain\w{0,12}|candidate\w{0,12}|attempt\w{0,12}|given|entered|submitted|provided|input|raw)$/i;

/** In a function about one-time codes `code === '000000'`, in one about passwords `plain === '…'`. */
function codeOf(sides: Sides, { name }: FunctionView, model: ValueModel): Backdoor['kind'] | null {
  const given = name === null ? null : ABOUT_CODES.test(name) ? /^(?:code|token|input|value|given|otp)$/i : ABOUT_PASSWORDS.test(name) ? GIVEN : null;
  const subject = given && sides.find((side) => given.test(lastName(side) ?? ''));
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

interface Around {
  readonly model: ValueModel;
  readonly fn: JsNode;
  readonly isProof: boolean;
  readonly isHook: boolean;
  /** How many constants the comparison went through. */
  readonly depth?: number;
}

const MAX_USES = 8;

/** Follows a comparison to what its truth decides; `null` when nobody gets in by it. `equal`: the value is true where the two are the same. */
function wayPast(comparison: JsNode, equal: boolean, around: Around, before: readonly string[] = []): Way | null {
  const { model, fn } = around;
  let at = comparison;
  let isEqual = equal;
  let besideCheck = false;
  let isJoined = false;
  const names: string[] = [...before];
  const way = (statement?: JsNode): Way => ({ besideCheck, isDevelopment: isForDevelopment(statement ? [...names, ...namesAround(statement, fn)] : names) });
  if (comparison.type === 'SwitchCase') return admitsCase(comparison, around) ? way(comparison) : null;
  for (let depth = 0; depth < MAX_CLIMB; depth += 1) {
    const parent: JsNode | null = at.parent ?? null;
    if (!parent || at === fn) return null;
    if (parent.type === 'LogicalExpression') {
      const beside = child(parent, parent['left'] === at ? 'right' : 'left');
      if (beside) names.push(...namesIn(beside));
      // `key === '…' && next()`.
      if (isEqual && parent['operator'] === '&&' && parent['left'] === at && beside && parent.parent?.type === 'ExpressionStatement' && isYes(beside, model)) return way(parent);
      const opens = parent['operator'] === (isEqual ? '||' : '&&');
      if (opens && beside) {
        isJoined = true;
        besideCheck ||= isRealCheck(beside, model);
      }
    } else if (parent.type === 'UnaryExpression' && parent['operator'] === '!') isEqual = !isEqual;
    else if (parent.type === 'IfStatement' && parent['test'] === at) {
      const admits = isEqual ? admitsIn(child(parent, 'consequent'), model, around) : besideCheck && refusesIn(child(parent, 'consequent'), model);
      return admits ? way(parent) : null;
    } else if (parent.type === 'ConditionalExpression' && parent['test'] === at) {
      const yes = child(parent, 'consequent');
      return isEqual && yes && isYes(yes, model) ? way() : null;
    } else if (parent.type === 'SwitchCase' && parent['test'] === at) return isEqual && isAlways(parent, model) && admitsCase(parent, around) ? way(parent) : null;
    else if (isAnswer(parent, at)) {
      if (parent['operator'] === '||=' && isEqual) return { ...way(parent), besideCheck: true };
      if (isEqual && isJoined && besideCheck) return way(parent);
      return wayOfName(parent, isEqual, around, names);
    } else if (parent.type === 'VariableDeclarator') return wayOfName(parent, isEqual, around, names);
    else if (!isWrapper(parent)) return null;
    at = parent;
  }
  return null;
}

/** `const skip = query.key === '…'; if (!skip && !verified) return redirect('/login')`. */
function wayOfName(declarator: JsNode, isEqual: boolean, around: Around, names: readonly string[]): Way | null {
  const id = declarator.type === 'VariableDeclarator' && declarator.parent?.['kind'] === 'const' ? nameOf(child(declarator, 'id')) : null;
  const depth = around.depth ?? 0;
  if (id === null || depth >= MAX_NAMES) return null;
  for (const use of usesOf(around.model, declarator, id).slice(0, MAX_USES)) {
    const way = use.parent?.type === 'VariableDeclarator' ? null : wayPast(use, isEqual, { ...around, depth: depth + 1 }, [...names, id]);
    if (way) return way;
  }
  return null;
}

/** `switch (true) { case password === '…': … }`. */
function isAlways(branch: JsNode, model: ValueModel): boolean {
  const asked = branch.parent && child(branch.parent, 'discriminant');
  return asked !== null && asked !== undefined && model.view(asked).boolean() === true;
}

/** A `case` that lets somebody in, by its own statements or by those that it falls through to. */
function admitsCase(branch: JsNode, around: Around): boolean {
  const cases = branch.parent ? children(branch.parent, 'cases') : [];
  const reached = cases.slice(cases.indexOf(branch), cases.indexOf(branch) + MAX_USES).find((item) => item !== null && children(item, 'consequent').length > 0);
  return (reached ? children(reached, 'consequent') : []).slice(0, MAX_USES).some((statement) => admitsIn(statement, around.model, around));
}

/** The value is returned, or kept under a name that says what it decides. */
function isAnswer(parent: JsNode, value: JsNode): boolean {
  if (parent.type === 'ReturnStatement') return true;
  if (parent.type === 'ArrowFunctionExpression') return parent['body'] === value;
  const target = parent.type === 'VariableDeclarator' ? child(parent, 'id') : parent.type === 'AssignmentExpression' ? child(parent, 'left') : null;
  return target !== null && ANSWER.test(nameOf(target) ?? '');
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
