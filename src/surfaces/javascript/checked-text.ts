import { calleeOf, child, children, isCall, isFunction, isMember, isWrapper, lastName, nameOf, objectOf, unwrap } from './ast.ts';
import type { JsNode } from './ast.ts';
import { declarationsOf } from './named.ts';
import { isNarrowPattern } from './narrow-pattern.ts';
import { isOwnList } from './own-lists.ts';
import { isCalledGuarded, isReturnedGuarded, partsOf } from './checked-elsewhere.ts';
import { isChangedBetween, isReassigned, occurrencesOf } from './rewritten.ts';
import type { Hole, ValueModel } from './types.ts';

const MAX_CLIMB = 60;
const MAX_BEFORE = 200;
const MAX_DEPTH = 12;
const MAX_SHOWN = 200;

/** `assert(ok)`, `assert.ok(ok)`; of the others the second argument has to be `true`. */
const ASSERTIONS: ReadonlySet<string> = new Set(['assert', 'invariant', 'ok', 'strictEqual', 'equal']);
const COMPARING: ReadonlySet<string> = new Set(['strictEqual', 'equal']);
/** Calls after which nothing follows: `process.exit(1)`, `core.setFailed` is none. */
const ENDS: ReadonlySet<string> = new Set(['exit', 'fail', 'abort']);
const ENDING: ReadonlySet<string> = new Set(['process', 'Deno', 'Bun', 'assert']);
/** Calls that answer the same whenever they are asked; `prompt()` does not. */
const STEADY = /\b(?:get|getInput|param|header|toString|trim|toLowerCase|toUpperCase|String)\(/g;
/** The methods that check, put over those of the language. */
const REPLACED = /\.(?:test|exec|match|includes|has|hasOwn|hasOwnProperty)\s{0,4}=(?![=>])|\b(?:RegExp|Array|Set|Map|String|Object)\.prototype\s{0,4},/;
/** Functions that say whether a text has a form in which no shell reads more than a word. Sources: semver, uuid, validator, Node.js net. */
const FORMS: ReadonlySet<string> = new Set(['semver.valid', 'semver.parse', 'uuid.validate', 'net.isIP', 'net.isIPv4', 'net.isIPv6', 'validator.isAlphanumeric', 'validator.isInt', 'validator.isUUID', 'validator.isSemVer', 'validator.isIP', 'validator.isFQDN', 'validator.isSlug', 'validator.isHexadecimal', 'global:Number.isInteger', 'global:Number.isFinite', 'global:Number.isSafeInteger']);

/**
 * True when nothing unknown gets into the text but what a check on the way let through: `if (!/^[\w.-]+$/.test(tag)) return`,
 * `if (NAMES.includes(name)) …`, `assert(semver.valid(version))`. A check that lets signs of a shell through is none.
 */
export function isCheckedText(model: ValueModel, holes: readonly Hole[], at: JsNode): boolean {
  return holes.length > 0 && (holes.every((hole) => isChecked(model, hole, at)) || areCheckedParts(model, at)) && !isReplaced(model);
}

function isChecked(model: ValueModel, hole: Hole, at: JsNode): boolean {
  const names = namesOf(model, hole);
  if (names.size === 0) return false;
  const judge = (value: JsNode | null, place: JsNode): boolean => isGuarded(model, value ? new Set([shown(model, value)]) : names, place);
  return isGuarded(model, names, at) || isCalledGuarded(model, hole.node, at, judge) || isReturnedGuarded(model, hole.node, judge);
}

/** Names of '' are code that may be something else each time. */
function isGuarded(model: ValueModel, names: ReadonlySet<string>, at: JsNode): boolean {
  if (names.has('')) return false;
  const asked = { model, names };
  return findGuard(model, at, (test, truth) => ensures(test, truth, asked, 0) && ![...names].some((name) => isChangedBetween(model, name, test, at)));
}

/** `(type) => { if (TYPES.includes(type)) exec(`npm version ${type}`); }`: what the command is made of is checked, whoever calls. */
function areCheckedParts(model: ValueModel, call: JsNode): boolean {
  const parts = partsOf(model, children(call, 'arguments'));
  return parts !== null && parts.length > 0 && parts.every((part) => isGuarded(model, new Set([shown(model, part)]), call));
}

const replaced = new WeakMap<ValueModel, boolean>();

function isReplaced(model: ValueModel): boolean {
  const known = replaced.get(model) ?? REPLACED.test(model.text);
  replaced.set(model, known);
  return known;
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
  const callee = calleeOf(call);
  return callee === at || nameOf(callee) === 'String';
}

function shown(model: ValueModel, node: JsNode): string {
  let at = unwrap(node);
  if (isCall(at) && nameOf(calleeOf(at)) === 'String') at = unwrap(children(at, 'arguments')[0] ?? at);
  const text = at.range[1] - at.range[0] > MAX_SHOWN ? '' : model.text.slice(at.range[0], at.range[1]);
  return text.includes('++') || text.includes('--') || text.replace(STEADY, '').includes('(') ? '' : text;
}

type Judge = (test: JsNode, truth: boolean) => boolean;

/** True when a condition around the node, or one before it that leaves, is judged good. */
function findGuard(model: ValueModel, node: JsNode, isGood: Judge): boolean {
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
    if (list.slice(Math.max(0, place - MAX_BEFORE), Math.max(0, place)).some((statement) => statement !== null && isGuard(statement, isGood, model))) return true;
    at = parent;
  }
  return false;
}

/** `if (bad) return;`, `assert(good);` */
function isGuard(statement: JsNode, isGood: Judge, model: ValueModel): boolean {
  if (statement.type === 'ExpressionStatement') {
    const call = unwrap(child(statement, 'expression') ?? statement);
    const [test, expected] = isCall(call) ? children(call, 'arguments') : [];
    return isCall(call) && test !== null && test !== undefined && isAssertion(call, expected ?? null, model) && isGood(test, true);
  }
  const test = statement.type === 'IfStatement' ? child(statement, 'test') : null;
  return test !== null && leaves(child(statement, 'consequent'), model) && isGood(test, false);
}

function isAssertion(call: JsNode, expected: JsNode | null, model: ValueModel): boolean {
  const callee = calleeOf(call);
  const name = lastName(callee) ?? '';
  if (!ASSERTIONS.has(name) || (COMPARING.has(name) && expected?.['value'] !== true)) return false;
  return isMember(callee) ? lastName(objectOf(callee)) === 'assert' && throws(model, 'assert') : throws(model, name);
}

/** True unless the file has a function of that name that goes on. */
function throws(model: ValueModel, name: string): boolean {
  return occurrencesOf(model, name, MAX_BEFORE).every((at) => {
    const { parent } = at;
    const value = parent?.type === 'VariableDeclarator' && parent['id'] === at ? child(parent, 'init') : isFunction(parent) && parent['id'] === at ? parent : null;
    return value === null || (!isFunction(value) && value.type !== 'ObjectExpression') || /\bthrow\b|\bexit\(/.test(model.text.slice(...value.range));
  });
}

function leaves(branch: JsNode | null, model: ValueModel): boolean {
  const last = branch?.type === 'BlockStatement' ? children(branch, 'body').at(-1) : branch;
  if (last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement' || last?.type === 'ContinueStatement' || last?.type === 'BreakStatement') return true;
  const call = last?.type === 'ExpressionStatement' ? unwrap(child(last, 'expression') ?? last) : null;
  const callee = isCall(call) ? calleeOf(call) : null;
  const name = lastName(callee) ?? '';
  if (!ENDS.has(name)) return false;
  return isMember(callee) ? ENDING.has(lastName(objectOf(callee)) ?? '') : throws(model, name);
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
    if (before && leaves({ type: 'BlockStatement', range: before.range, body: children(before, 'consequent') }, asked.model)) return true;
    if (!isText(before)) return false;
  }
  return true;
}

/** `mode === 'fast'`, `name in TABLE`. */
function isEqual(node: JsNode, truth: boolean, asked: Asked): boolean {
  const [left, right] = [child(node, 'left'), child(node, 'right')];
  if (!left || !right) return false;
  const operator = String(node['operator']);
  if (operator === 'in') return truth && isAsked(left, asked) && isOwnList(right, asked.model, asked.names);
  if (!/^[!=]==?$/.test(operator) || operator.startsWith('=') !== truth) return false;
  return [[left, right], [right, left]].some(([a, b]) => a && b && isAsked(a, asked) && b.type === 'Literal' && typeof b['value'] === 'string');
}

function isMatch(call: JsNode, asked: Asked): boolean {
  const callee = calleeOf(call);
  const [first] = children(call, 'arguments');
  if (!callee || !first) return false;
  const object = isMember(callee) ? objectOf(callee) : null;
  const method = lastName(callee) ?? '';
  if (object && (method === 'test' || method === 'exec')) return isAsked(first, asked) && isNarrow(object, asked.model);
  if (object && method === 'match') return isAsked(object, asked) && isNarrow(first, asked.model);
  const second = children(call, 'arguments')[1];
  const isOwn = method === 'hasOwn' || (method === 'call' && lastName(object) === 'hasOwnProperty');
  if (object && isOwn) return second !== null && second !== undefined && isAsked(second, asked) && isOwnList(first, asked.model, asked.names);
  if (object && (method === 'includes' || method === 'has' || method === 'hasOwnProperty')) return isAsked(first, asked) && isOwnList(object, asked.model, asked.names);
  return isAsked(first, asked) && asked.model.origins(callee).some((origin) => FORMS.has(origin));
}

function isAsked(node: JsNode, { model, names }: Asked): boolean {
  return names.has(shown(model, node));
}

/** A regular expression, written there or in a constant, for the whole text that lets no sign of a shell through. */
function isNarrow(node: JsNode, model: ValueModel): boolean {
  const name = nameOf(node);
  const declared = name === null ? [] : declarationsOf(model, name);
  const written = name === null ? unwrap(node) : declared.length === 1 && !isReassigned(model, name) ? unwrap(declared[0]?.value.node ?? node) : null;
  const { pattern, flags } = (written?.['regex'] ?? {}) as { readonly pattern?: unknown; readonly flags?: unknown };
  return typeof pattern === 'string' && !String(flags).includes('m') && isNarrowPattern(pattern);
}
