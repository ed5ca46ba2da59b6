import { calleeOf, child, children, isCall, isFunction, isMember, lastName, nameOf, objectOf, unwrap } from './ast.ts';
import type { JsNode } from './ast.ts';
import { occurrencesOf, sourceOf } from './rewritten.ts';
import type { ValueModel } from './types.ts';

const MAX_CLIMB = 30;
const MAX_TEST = 200;
const MAX_DEPTH = 8;
const MAX_MENTIONS = 100;
/** What somebody writes who wants certificates to go unchecked: `--insecure`, `ALLOW_SELF_SIGNED`, `skipTlsVerify`. */
const ASKED = /insecure|self_?signed|allow_?(?:invalid|untrusted)|skip_?(?:tls|ssl|cert|verif)|(?:tls|ssl)_?(?:skip|no)_?verif|(?:ignore|disable)_?(?:tls|ssl|cert|verif)|reject_?unauthori[sz]ed|no_?verify|trust_?all|strict_?ssl/i;
const asksFor = (name: string): boolean => ASKED.test(name.replaceAll('-', '_'));
/** Names of the check itself: who asks for no check sets them to `false`. */
const CHECKS = /reject_?unauthori[sz]ed|strict_?ssl/i;
const YES = /^(?:true|1|yes|on|y)$/i;
const NO = /^(?:false|0|no|off|n)$/i;
/** What another computer says. */
const REMOTE = /\bfetch\(|\baxios\b|\bgot[.(]|\.json\(\)/;

/**
 * True for what only happens to whoever asks for it by a switch of that name: `process.env.INSECURE ? agent : undefined`,
 * `if (options.allowSelfSigned) …`. A question about something else (`NODE_ENV !== 'production'`) or its negation is none.
 */
export function isAskedFor(model: ValueModel, node: JsNode | null): boolean {
  let at = node;
  for (let depth = 0; at && depth < MAX_CLIMB; depth += 1) {
    const parent: JsNode | null = at.parent ?? null;
    const isBranch = (parent?.type === 'IfStatement' || parent?.type === 'ConditionalExpression') && parent['consequent'] === at;
    const test = parent && isBranch ? child(parent, 'test') : parent?.type === 'LogicalExpression' && parent['operator'] === '&&' && parent['right'] === at ? child(parent, 'left') : null;
    if (test && asks(model, test)) return true;
    at = parent;
  }
  return false;
}

/** A test that is true by itself, by default or in other cases too asks nobody. */
function asks(model: ValueModel, written: JsNode, depth = 0): boolean {
  const test = unwrap(written);
  if (depth > MAX_DEPTH || test.range[1] - test.range[0] > MAX_TEST) return false;
  if (test.type === 'LogicalExpression') return test['operator'] === '&&' && ['left', 'right'].some((side) => asks(model, child(test, side) ?? test, depth + 1));
  if (test.type === 'BinaryExpression') return isTold(model, test);
  if (isCall(test) && test.type !== 'NewExpression') return isAskingCall(model, test, depth);
  const name = lastName(test);
  return name !== null && asksFor(name) && !CHECKS.test(name) && isOpen(model, test) && !isFunctionName(model, test);
}

/** A function is always there: `if (allowInsecure)`. */
function isFunctionName(model: ValueModel, test: JsNode): boolean {
  const name = nameOf(test);
  return name !== null && occurrencesOf(model, name, MAX_MENTIONS).some((at) => isFunction(sourceOf(at)) || (isFunction(at.parent) && at.parent['id'] === at));
}

/** `process.env.INSECURE === '1'`, `options.rejectUnauthorized === false`. */
function isTold(model: ValueModel, test: JsNode): boolean {
  const operator = String(test['operator']);
  const sides = [child(test, 'left'), child(test, 'right')];
  const literal = sides.find((side) => side?.type === 'Literal');
  const asked = sides.find((side) => side !== literal);
  const name = asked ? lastName(asked) : null;
  if (!/^===?$/.test(operator) || !literal || !asked || name === null || !asksFor(name) || !isOpen(model, asked)) return false;
  return (CHECKS.test(name) ? NO : YES).test(String(literal['value']));
}

/** `argv.includes('--insecure')`, `isInsecure()`, `Boolean(options.insecure)`. */
function isAskingCall(model: ValueModel, call: JsNode, depth: number): boolean {
  const callee = calleeOf(call);
  const [first] = children(call, 'arguments');
  if (nameOf(callee) === 'Boolean' && first) return asks(model, first, depth + 1);
  const isNamed = asksFor(lastName(callee) ?? '') && !CHECKS.test(lastName(callee) ?? '');
  const isWord = children(call, 'arguments').slice(0, MAX_DEPTH).some((argument) => typeof argument?.['value'] === 'string' && asksFor(argument['value']) && !CHECKS.test(argument['value']));
  const object = isMember(callee) ? objectOf(callee) : null;
  return (isNamed || (isWord && object?.type !== 'ArrayExpression' && object?.type !== 'Literal')) && isOpen(model, callee ?? call) && model.view(call).boolean() !== true;
}

/** True unless the switch is on by itself or by default, or somebody on the other side of a connection sets it. */
function isOpen(model: ValueModel, expression: JsNode): boolean {
  const node = unwrap(expression);
  if (model.view(node).boolean() === true) return false;
  let root = node;
  for (let depth = 0; isMember(root) && depth < MAX_DEPTH; depth += 1) root = objectOf(root) ?? root;
  const name = nameOf(root);
  if (name === null) return true;
  if (/^req(?:uest)?$/.test(name) && root !== node) return false;
  return !occurrencesOf(model, name, MAX_MENTIONS).some((at) => {
    const preset = defaultOf(at);
    if (preset && root === node && isOn(preset)) return true;
    const source = sourceOf(at);
    if (!source) return false;
    return (root === node && isOn(source)) || REMOTE.test(model.text.slice(source.range[0], Math.min(source.range[1], source.range[0] + MAX_TEST)));
  });
}

/** `true`, `x ?? true`, `x || true`, `x !== false`. */
function isOn(value: JsNode): boolean {
  const node = unwrap(value);
  if (node.type === 'LogicalExpression' && node['operator'] !== '&&') return isOn(child(node, 'right') ?? node);
  if (node.type === 'BinaryExpression') return String(node['operator']).startsWith('!');
  return node['value'] === true;
}

/** `{ name = default }`, `(name = default)`. */
function defaultOf(name: JsNode): JsNode | null {
  const { parent } = name;
  const pattern = parent?.type === 'Property' && parent['shorthand'] === true ? child(parent, 'value') : parent;
  return pattern?.type === 'AssignmentPattern' ? child(pattern, 'right') : null;
}
