import { isSecretName } from '../../knowledge/names.ts';
import { calleeOf, child, children, isCall, isFunction, isMember, objectOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import { isCarried } from './patched.ts';
import { ANY } from './spots.ts';
import type { Sub } from './spots.ts';
import { STATES } from './tables/propagation.ts';
import { isPiece, toText } from './values.ts';
import type { Workshop } from './workshop.ts';

const MAX_NAMES = 16;
/** ECMAScript knows 13. */
const MAX_TRAPS = 16;
/** Events that tell of a stream or a process, and hand nothing over that went through it. */
const BARE_EVENTS: ReadonlySet<string> = new Set(['error', 'close', 'finish', 'drain', 'end', 'exit', 'open', 'connect', 'ready', 'abort', 'aborted', 'timeout']);

/** `Object.assign(process.env, values)`, `process.env[name] = value`. */
export function isEnvironment(shop: Workshop, object: JsNode, [first]: Sub): boolean {
  const isAll = first === undefined || first === ANY;
  const owner = isMember(object) && shop.evaluator.propertyName(object) === null ? objectOf(object) : null;
  return [isAll ? object : null, owner].some((node) => node !== null && shop.origins.origins(node)[0] === 'global:process.env');
}

/** What a name is used for: `env[name]`, `Reflect.get(env, name)`. */
export function readBy(shop: Workshop, name: JsNode): JsNode | null {
  const { parent } = name;
  if (isMember(parent)) return parent['property'] === name && parent['computed'] === true ? parent : null;
  if (!isCall(parent) || children(parent, 'arguments')[1] !== name) return null;
  const callee = calleeOf(parent);
  return callee && shop.origins.origins(callee)[0] === 'global:Reflect.get' ? parent : null;
}

/** True for a reading in `for (name in process.env)`, which names the environment itself. */
export function loopsOverEnvironment(shop: Workshop, reading: JsNode): boolean {
  for (let at = reading.parent ?? null, depth = 0; at && depth < MAX_CLIMB; at = at.parent ?? null, depth += 1) {
    if (at.type !== 'ForInStatement') continue;
    const right = child(at, 'right');
    return right !== null && shop.origins.origins(right).some((origin) => /^global:(?:process|Bun|import\.meta)\.env$/.test(origin));
  }
  return false;
}

const MAX_CLIMB = 40;

/** What a computed name may be; empty when nobody can tell. A name with a gap in it is told by its known rest. */
export function possibleNames(shop: Workshop, member: JsNode): readonly string[] {
  const property = isMember(member) ? child(member, 'property') : (children(member, 'arguments')[1] ?? null);
  const text = property ? toText(shop.evaluator.evaluate(property), property) : null;
  if (!text) return [];
  if (text.alternatives.length > 0) return text.alternatives.slice(0, MAX_NAMES);
  const name = text.parts.length > 1 ? text.parts.map((part) => (isPiece(part) ? part.text : '')).join('') : '';
  return name === '' || name.endsWith('_') ? [] : [name];
}

/** `stream.on('error', listener)`: the event brings no data along. */
export function isBareEvent(shop: Workshop, call: JsNode): boolean {
  const [event] = children(call, 'arguments');
  return event !== null && event !== undefined && BARE_EVENTS.has(shop.evaluator.constant(event) ?? '');
}

/** `config.get('server.port')` asks for another member than the one that holds the data, `server.password`. */
export function isAskedFor(shop: Workshop, sub: Sub, call: JsNode): boolean {
  const [key] = children(call, 'arguments');
  const steps = key && sub.length > 0 ? (shop.evaluator.constant(key)?.split('.') ?? []) : [];
  return steps.every((step, index) => sub[index] === undefined || sub[index] === ANY || sub[index] === step);
}

/** `headers.get('authorization')`, not `headers.get('x-request-id')`. */
export function carriesSecret(shop: Workshop, call: JsNode): boolean {
  const [key] = children(call, 'arguments');
  return isCarried((key && shop.evaluator.constant(key)) ?? ANY, isSecretName);
}

/** True for a callback whose code is in the file. */
export function isOwnFunction(shop: Workshop, callback: JsNode | null | undefined): boolean {
  return callback !== null && callback !== undefined && isFunction(shop.origins.localFunction(callback));
}

/** `setValue` of `const [value, setValue] = useState()`: the pattern. */
export function stateOf(shop: Workshop, callee: JsNode): JsNode | null {
  const definition = callee.type === 'Identifier' ? shop.bindings.variable(callee)?.defs[0] : undefined;
  const pattern = definition?.type === 'Variable' ? child(definition.node, 'id') : null;
  const init = definition && pattern?.type === 'ArrayPattern' && children(pattern, 'elements')[1] === definition.name ? child(definition.node, 'init') : null;
  const maker = isCall(init) ? calleeOf(init) : null;
  return maker && STATES.has(shop.origins.origins(maker)[0] ?? '') ? pattern : null;
}

/** Functions of a proxy's handler: each gets the object behind the proxy. */
export function trapsOf(shop: Workshop, handler: JsNode): readonly JsNode[] {
  const value = shop.evaluator.evaluate(handler);
  const properties = value.k === 'object' ? children(value.node, 'properties').slice(0, MAX_TRAPS) : [];
  return properties.flatMap((property) => (property ? (child(property, 'value') ?? []) : []));
}

/** The entry that `storage.getItem('token')` asks for; any, where nobody can tell. */
export function entryName(shop: Workshop, call: JsNode): string {
  const [key] = children(call, 'arguments');
  return (key && shop.evaluator.constant(key)) ?? ANY;
}

/** True when the text in front of a part already holds a `?`. */
export function isBehindQuery(shop: Workshop, node: JsNode, whole: JsNode): boolean {
  if (whole.type === 'TemplateLiteral') {
    const index = children(whole, 'expressions').indexOf(node);
    return children(whole, 'quasis').slice(0, index + 1).some((quasi) => String((quasi?.['value'] as { raw?: unknown } | undefined)?.raw ?? '').includes('?'));
  }
  const left = child(whole, 'left');
  if (!left || left === node) return false;
  return toText(shop.evaluator.evaluate(left), left).parts.some((part) => isPiece(part) && part.text.includes('?'));
}
