import { child, children, isCall, isMember, isWrapper, lastName, nameOf, unwrap } from './ast.ts';
import type { JsNode } from './ast.ts';
import { declarationsOf } from './named.ts';
import type { Hole, ValueModel } from './types.ts';

const MAX_CLIMB = 60;
const MAX_BEFORE = 200;
const MAX_DEPTH = 12;
const MAX_PATTERN = 300;
const MAX_SHOWN = 200;

/** Names of what a client or a model says: a list that comes from there allows nothing. */
const FROM_OUTSIDE = /^_?(?:req|request|ctx|context|event|body|query|params|args|input)$/i;
const ASSERTIONS: ReadonlySet<string> = new Set(['assert', 'invariant', 'ok', 'strictEqual']);
/** Calls after which nothing follows: `process.exit(1)`, `core.setFailed` is none. */
const ENDS: ReadonlySet<string> = new Set(['exit', 'fail', 'abort']);
/** Functions that say whether a text has a form in which no shell reads more than a word. Sources: semver, uuid, validator, Node.js net. */
const FORMS: ReadonlySet<string> = new Set(['semver.valid', 'semver.parse', 'semver.coerce', 'uuid.validate', 'net.isIP', 'net.isIPv4', 'net.isIPv6', 'validator.isAlphanumeric', 'validator.isInt', 'validator.isUUID', 'validator.isSemVer', 'validator.isIP', 'validator.isFQDN', 'validator.isSlug', 'validator.isHexadecimal', 'global:Number.isInteger', 'global:Number.isFinite', 'global:Number.isSafeInteger']);

/**
 * True when nothing unknown gets into the text but what a check on the way let through: `if (!/^[\w.-]+$/.test(tag)) return`,
 * `if (NAMES.includes(name)) …`, `assert(semver.valid(version))`. A check that lets signs of a shell through is none.
 */
export function isCheckedText(model: ValueModel, holes: readonly Hole[], at: JsNode): boolean {
  return holes.length > 0 && holes.every((hole) => isChecked(model, hole, at));
}

function isChecked(model: ValueModel, hole: Hole, at: JsNode): boolean {
  const names = namesOf(model, hole);
  return names.size > 0 && findGuard(at, (test, truth) => ensures(test, truth, { model, names }, 0));
}

interface Asked {
  readonly model: ValueModel;
  /** How the code spells the value: its expression, and the variable that holds it. */
  readonly names: ReadonlySet<string>;
}

function namesOf(model: ValueModel, { node, name }: Hole): ReadonlySet<string> {
  const names = new Set([shown(model, node)]);
  if (name !== null && nameOf(node) !== null) names.add(name);
  let at = node;
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const parent = at.parent ?? null;
    const isPlain = isWrapper(parent) || (isCall(parent) && isNeutral(parent, at)) || (isMember(parent) && parent['object'] === at && lastName(parent) === 'trim');
    if (parent?.type === 'VariableDeclarator' && parent['init'] === at) {
      const id = nameOf(child(parent, 'id'));
      if (id !== null) names.add(id);
    }
    if (!parent || !isPlain) break;
    at = parent;
  }
  names.delete('');
  return names;
}

/** `String(x)`, `x.trim()`. */
function isNeutral(call: JsNode, at: JsNode): boolean {
  const callee = child(call, 'callee');
  return callee === at || nameOf(callee) === 'String';
}

function shown(model: ValueModel, node: JsNode): string {
  let at = unwrap(node);
  if (isCall(at) && nameOf(child(at, 'callee')) === 'String') at = unwrap(children(at, 'arguments')[0] ?? at);
  return at.range[1] - at.range[0] > MAX_SHOWN ? '' : model.text.slice(at.range[0], at.range[1]);
}

type Judge = (test: JsNode, truth: boolean) => boolean;

/** True when a condition around the node, or one before it that leaves, is judged good. */
function findGuard(node: JsNode, isGood: Judge): boolean {
  let at = node;
  for (let depth = 0; depth < MAX_CLIMB; depth += 1) {
    const parent = at.parent ?? null;
    if (!parent) return false;
    const test = child(parent, 'test');
    if ((parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && test && test !== at && isGood(test, parent['consequent'] === at)) return true;
    if (parent.type === 'LogicalExpression' && parent['right'] === at) {
      const left = child(parent, 'left');
      if (left && parent['operator'] !== '??' && isGood(left, parent['operator'] === '&&')) return true;
    }
    if (parent.type === 'SwitchCase' && isGood(parent, true)) return true;
    const list = children(parent, parent.type === 'SwitchCase' ? 'consequent' : 'body');
    const place = list.indexOf(at);
    if (list.slice(Math.max(0, place - MAX_BEFORE), Math.max(0, place)).some((statement) => statement !== null && isGuard(statement, isGood))) return true;
    at = parent;
  }
  return false;
}

/** `if (bad) return;`, `assert(good);` */
function isGuard(statement: JsNode, isGood: Judge): boolean {
  if (statement.type === 'ExpressionStatement') {
    const call = unwrap(child(statement, 'expression') ?? statement);
    const [test] = isCall(call) ? children(call, 'arguments') : [];
    return isCall(call) && test !== null && test !== undefined && ASSERTIONS.has(lastName(child(call, 'callee')) ?? '') && isGood(test, true);
  }
  const test = statement.type === 'IfStatement' ? child(statement, 'test') : null;
  return test !== null && leaves(child(statement, 'consequent')) && isGood(test, false);
}

function leaves(branch: JsNode | null): boolean {
  const last = branch?.type === 'BlockStatement' ? children(branch, 'body').at(-1) : branch;
  if (last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement' || last?.type === 'ContinueStatement' || last?.type === 'BreakStatement') return true;
  const call = last?.type === 'ExpressionStatement' ? unwrap(child(last, 'expression') ?? last) : null;
  return isCall(call) && ENDS.has(lastName(child(call, 'callee')) ?? '');
}

/** True when the value is one of those that are meant wherever the test has that truth. */
function ensures(test: JsNode, truth: boolean, asked: Asked, depth: number): boolean {
  const node = unwrap(test);
  if (depth > MAX_DEPTH) return false;
  if (node.type === 'SwitchCase') return isCase(node, asked);
  if (node.type === 'UnaryExpression' && node['operator'] === '!') return ensures(child(node, 'argument') ?? node, !truth, asked, depth + 1);
  if (node.type === 'LogicalExpression') {
    const sides = [child(node, 'left'), child(node, 'right')].map((side) => side !== null && ensures(side, truth, asked, depth + 1));
    return (node['operator'] === '&&') === truth ? sides.some(Boolean) : sides.every(Boolean);
  }
  if (node.type === 'BinaryExpression') return isEqual(node, truth, asked);
  return truth && isCall(node) && isMatch(node, asked);
}

/** `case 'major':` of a `switch` about the value, with the empty cases in front of it. */
function isCase(node: JsNode, asked: Asked): boolean {
  const parent = node.parent ?? node;
  const about = child(parent, 'discriminant');
  const cases = children(parent, 'cases');
  const isText = (item: JsNode | null | undefined): boolean => typeof (item ? child(item, 'test') : null)?.['value'] === 'string';
  if (!about || !isAsked(about, asked) || !isText(node)) return false;
  for (let index = cases.indexOf(node) - 1; index >= 0; index -= 1) {
    const before = cases[index];
    if (before && leaves({ type: 'BlockStatement', range: before.range, body: children(before, 'consequent') })) return true;
    if (!isText(before)) return false;
  }
  return true;
}

/** `mode === 'fast'`, `name in TABLE`. */
function isEqual(node: JsNode, truth: boolean, asked: Asked): boolean {
  const [left, right] = [child(node, 'left'), child(node, 'right')];
  if (!left || !right) return false;
  const operator = String(node['operator']);
  if (operator === 'in') return truth && isAsked(left, asked) && isOwnList(right);
  if (!/^[!=]==?$/.test(operator) || operator.startsWith('=') !== truth) return false;
  return [[left, right], [right, left]].some(([a, b]) => a && b && isAsked(a, asked) && b.type === 'Literal' && typeof b['value'] === 'string');
}

function isMatch(call: JsNode, asked: Asked): boolean {
  const callee = child(call, 'callee');
  const [first] = children(call, 'arguments');
  if (!callee || !first) return false;
  const object = isMember(callee) ? child(callee, 'object') : null;
  const method = lastName(callee) ?? '';
  if (object && (method === 'test' || method === 'exec')) return isAsked(first, asked) && isNarrow(object, asked.model);
  if (object && method === 'match') return isAsked(object, asked) && isNarrow(first, asked.model);
  if (object && (method === 'includes' || method === 'has' || method === 'hasOwnProperty')) return isAsked(first, asked) && isOwnList(object);
  return isAsked(first, asked) && asked.model.origins(callee).some((origin) => FORMS.has(origin));
}

function isAsked(node: JsNode, { model, names }: Asked): boolean {
  return names.has(shown(model, node));
}

/** A list of the program: no text, and nothing that a client said. */
function isOwnList(node: JsNode): boolean {
  let at = unwrap(node);
  if (at.type === 'Literal' || at.type === 'TemplateLiteral') return false;
  for (let depth = 0; depth < MAX_DEPTH && (isMember(at) || isCall(at)); depth += 1) {
    const isKeys = isCall(at) && nameOf(child(child(at, 'callee') ?? at, 'object')) === 'Object';
    at = unwrap((isKeys ? children(at, 'arguments')[0] : child(at, isMember(at) ? 'object' : 'callee')) ?? at);
  }
  return !FROM_OUTSIDE.test(nameOf(at) ?? '');
}

/** A regular expression, written there or in a constant, for the whole text that lets no sign of a shell through. */
function isNarrow(node: JsNode, model: ValueModel): boolean {
  const name = nameOf(node);
  const declared = name === null ? [] : declarationsOf(model, name);
  const written = name === null ? unwrap(node) : declared.length === 1 ? unwrap(declared[0]?.value.node ?? node) : null;
  const { pattern, flags } = (written?.['regex'] ?? {}) as { readonly pattern?: unknown; readonly flags?: unknown };
  return typeof pattern === 'string' && pattern.length <= MAX_PATTERN && !String(flags).includes('m') && isNarrowPattern(pattern);
}

/** Signs that a shell reads as more than text, blanks, what stands for any sign, and what stands for all but some. */
const WIDE = /[\s`$&;<>!'"#~%]|\\[sSWDpPBnrtfvuxc0]|\[\^|\[[^\]]{0,200}[|*?(){}][^\]]{0,200}\]/;

function isNarrowPattern(pattern: string): boolean {
  const inner = /^\^(?:\((?:\?:)?)?(.{1,300}?)\)?\$$/.exec(pattern)?.[1];
  if (inner === undefined) return false;
  // An alternative beside the anchors matches anywhere.
  if (/(?:^|[^\\])\|/.test(pattern.replace(/\((?:[^()\\]|\\.){0,300}\)/g, ''))) return false;
  const plain = inner.replace(/\\[\\/.\-^$()[\]{}|+*?]/g, (text) => (text === '\\.' || text === '\\-' || text === '\\/' ? '' : '$'));
  // A dot outside of a class stands for any sign.
  return !WIDE.test(plain) && !plain.replace(/\[[^\]]{0,200}\]/g, '').includes('.');
}
