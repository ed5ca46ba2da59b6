import { calleeOf, child, children, isCall, isFunction, isLabel, isMember, lastName, memberName, nameOf, pushChildren, unwrap, wrapped } from './ast.ts';
import type { JsNode } from './ast.ts';
import { isWhole, nodesOf } from './body-nodes.ts';
import type { ArgView, FunctionView, ValueModel } from './types.ts';

const MAX_TEXT = 200;
/** Calls whose answer is the same when they are made twice. */
const PURE = /^(?:from|String|Number|Boolean|toString|trim|toLowerCase|toUpperCase|encode|decode|normalize|digest|update|createHash|createHmac|hash|hashSync|sha\d{1,3}|md5)$/;
/** Functions that compare their first two arguments. */
const COMPARES = /^(?:timingSafeEqual|safeCompare|secureCompare|safeEqual|compare|compareSync|isEqual|equals)$/;

/** What is true whoever asks, in a function's own statements and callbacks: `token === token`, `1 === 1`, `timingSafeEqual(a, a)`, `compare(p, await hash(p))`, `x || !x`. */
export function selfComparisons(model: ValueModel, { node }: FunctionView): readonly JsNode[] {
  return nodesOf(model, child(node, 'body') ?? node).filter((next) => isDecidedAlone(next, model));
}

function isDecidedAlone(node: JsNode, model: ValueModel): boolean {
  if (node.type === 'BinaryExpression') return /^[=!]==?$/.test(String(node['operator'])) && isSame(child(node, 'left'), child(node, 'right'), model) && !isNumberTest(node, model);
  if (node.type === 'LogicalExpression') return node['operator'] === '||' && (isNegation(child(node, 'left'), child(node, 'right'), model) || isNegation(child(node, 'right'), child(node, 'left'), model));
  if (!isCall(node)) return false;
  const [first, second] = children(node, 'arguments');
  if (!first || !second || !COMPARES.test(calledName(node)) || isRefusal(node)) return false;
  const made = unwrap(second.type === 'AwaitExpression' ? (child(second, 'argument') ?? second) : second);
  return isSame(first, second, model) || (isCall(made) && /^hash(?:Sync)?$/.test(calledName(made)) && isSame(first, children(made, 'arguments')[0] ?? null, model));
}

/** What proves something, by the names it has. */
const PROVING = /pass|pwd|pin\b|otp|token|secret|hash|sign|digest|hmac|key|code|role|session|user|auth|csrf|nonce|cookie|credential|given|expected|actual|input|provided|stored|admin|owner|id\b|^['"\d]/i;

/** `x !== x`: only what is no number differs from itself. */
function isNumberTest(node: JsNode, model: ValueModel): boolean {
  const left = child(node, 'left');
  const name = isMember(left) ? child(left, 'property') : left;
  return String(node['operator']).startsWith('!') && name !== null && !PROVING.test(model.text.slice(name.range[0], Math.min(name.range[1], name.range[0] + MAX_TEXT)));
}

/** `timingSafeEqual(a, a); return false`, `a.length === b.length ? timingSafeEqual(a, b) : !timingSafeEqual(a, a)`: it only takes the same time. */
function isRefusal(call: JsNode): boolean {
  const whole = wrapped(call);
  const parent = whole.parent;
  if (parent?.type === 'ExpressionStatement') return true;
  const outer = parent?.type === 'UnaryExpression' && parent['operator'] === '!' ? parent.parent : null;
  return outer?.type === 'ReturnStatement' || (outer?.type === 'ConditionalExpression' && outer['test'] !== parent);
}

function calledName(call: JsNode): string {
  const callee = calleeOf(call);
  return lastName(callee) ?? '';
}

/** `!!x` and `!x`, `x` and `!x`. */
function isNegation(value: JsNode | null, negated: JsNode | null, model: ValueModel): boolean {
  return negated?.type === 'UnaryExpression' && negated['operator'] === '!' && isSame(bare(value), child(negated, 'argument'), model);
}

function bare(node: JsNode | null): JsNode | null {
  const inner = node?.type === 'UnaryExpression' && node['operator'] === '!' ? child(node, 'argument') : null;
  return inner?.type === 'UnaryExpression' && inner['operator'] === '!' ? child(inner, 'argument') : node;
}

/** The same text, whose value does not change between two readings. */
function isSame(left: JsNode | null, right: JsNode | null, model: ValueModel): boolean {
  if (!left || !right || left.type !== right.type) return false;
  const [a, b] = [left, right].map(({ range }) => (range[1] - range[0] > MAX_TEXT ? null : model.text.slice(...range).replace(/\s{1,20}/g, '')));
  return a !== null && a !== undefined && a === b && isStable(left);
}

function isStable(node: JsNode): boolean {
  const stack: JsNode[] = [node];
  for (let count = 0; stack.length > 0 && count < MAX_TEXT; count += 1) {
    const next = stack.pop() as JsNode;
    if (/^(?:UpdateExpression|AssignmentExpression|YieldExpression|NewExpression|TaggedTemplateExpression)$/.test(next.type) || isFunction(next)) return false;
    if (isCall(next) && !PURE.test(calledName(next))) return false;
    pushChildren(next, stack);
  }
  return true;
}

/** What a caller proves himself with, by the names that parameters have. */
const PROOF = /^_?(?:(?:plain|raw|user|given|input|entered)?_?(?:password|passwd|passphrase|passcode)|pwd|pass|pin)$/i;
/** Answers that refuse, or that say nothing. */
const NOTHING = /^(?:false|null|undefined)?$/;

/**
 * The password that a function is given and never looks at, though it answers with something: `validate(name, password)
 * { return this.users.find(name); }`; `null` where it is read, where nothing can be answered, or where there is none.
 */
export function unreadProof(model: ValueModel, fn: FunctionView): string | null {
  const body = child(fn.node, 'body');
  const params = children(fn.node, 'params').flatMap((parameter) => (parameter ? boundNames(parameter) : []));
  const proof = params.find((name) => PROOF.test(name));
  if (proof === undefined || !body || !answersSomething(model, fn) || isThrower(body)) return null;
  const names = namesUsed(model, body);
  return names === null || names.has(proof) || names.has('arguments') ? null : proof;
}

/** Members of credentials that say who somebody is, and prove nothing. */
const WHO = /^(?:e?mail|user_?name|user|login|id|user_?id|name|phone)$/i;

/**
 * `authorize(credentials) { return users.find({ email: credentials.email }) }` of a provider of credentials (NextAuth):
 * true when all that it looks at says who somebody is.
 */
export function looksAtNamesOnly(model: ValueModel, fn: FunctionView): boolean {
  const holder = fn.node.parent?.parent?.parent;
  const [parameter] = children(fn.node, 'params');
  const body = child(fn.node, 'body');
  if (!isCall(holder) || !/^Credentials(?:Provider)?$/.test(calledName(holder)) || parameter?.type !== 'Identifier' || !body || !answersSomething(model, fn)) return false;
  const name = nameOf(parameter);
  const nodes = nodesOf(model, body);
  if (!isWhole(nodes)) return false;
  let reads = 0;
  for (const next of nodes) {
    if (next.type === 'Identifier' && nameOf(next) === name && !isLabel(next)) {
      const member = next.parent;
      if (!isMember(member) || member['object'] !== next || member['computed'] === true || !WHO.test(memberName(member) ?? '')) return false;
      reads += 1;
    }
  }
  return reads > 0;
}

function boundNames(parameter: JsNode, depth = 0): readonly string[] {
  const target = parameter.type === 'AssignmentPattern' ? (child(parameter, 'left') ?? parameter) : parameter.type === 'TSParameterProperty' ? (child(parameter, 'parameter') ?? parameter) : parameter;
  if (target.type === 'Identifier') return [nameOf(target) ?? ''];
  if (target.type !== 'ObjectPattern' || depth > 2) return [];
  return children(target, 'properties').slice(0, 32).flatMap((property) => {
    const value = property && child(property, 'value');
    return value ? boundNames(value, depth + 1) : [];
  });
}

/** Calls that check by themselves, elsewhere. */
const ELSEWHERE = /sign_?in|log_?in|authenticat|popup|redirect/i;

/** Names that stand anywhere in a body; `null` when it is too long to be read, or hands the check over to somebody else. */
function namesUsed(model: ValueModel, body: JsNode): ReadonlySet<string> | null {
  const names = new Set<string>();
  const nodes = nodesOf(model, body);
  if (!isWhole(nodes)) return null;
  for (const next of nodes) {
    const name = next.type === 'Identifier' && !isLabel(next) ? nameOf(next) : null;
    if (name !== null) names.add(name);
    if (isCall(next) && ELSEWHERE.test(calledName(next))) return null;
  }
  return names;
}

/** `throw new Error('not implemented')`. */
function isThrower(body: JsNode): boolean {
  return body.type === 'BlockStatement' && children(body, 'body')[0]?.type === 'ThrowStatement';
}

/** Something that may be a yes is returned, or given to the callback as the second value. */
function answersSomething(model: ValueModel, fn: FunctionView): boolean {
  if (fn.returns.some((value) => isAnswer(model, value))) return true;
  const last = fn.params.at(-1);
  if (last === null || last === undefined || !/^(?:done|cb|callback|next)$/.test(last)) return false;
  return nodesOf(model, child(fn.node, 'body') ?? fn.node).some((next) => {
    const second = isCall(next) && calledName(next) === last ? children(next, 'arguments')[1] : null;
    return second !== null && second !== undefined && isAnswer(model, model.view(second));
  });
}

function isAnswer(model: ValueModel, value: ArgView): boolean {
  if (value.isNullish() || value.boolean() === false) return false;
  const text = model.text.slice(value.range[0], Math.min(value.range[1], value.range[0] + MAX_TEXT));
  const call = isCall(value.node) ? calledName(value.node) : '';
  return !NOTHING.test(text) && !/^(?:reject|fail|throw\w{0,40}|done|cb|callback|next|status|sendStatus)$/.test(call);
}
