import { TextGroup } from '../text-index.ts';
import { calleeOf, child, children, isCall, isFunction, isMember, lastName, nameOf, objectOf, pushChildren } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { Workshop } from './workshop.ts';
import { GLOBAL_ROOT } from './origins.ts';
import { returnsOf } from './statements.ts';
import type { TaintSeed } from './taint.ts';
import type { FlowSource } from './types.ts';

/** Of a function that others call: the parameters through which data goes, each with the members that hold it. */
type Passing = readonly (readonly [parameter: number, ...member: readonly string[]])[];

const OPTIONS: Passing = [[1], [0, 'headers'], [0, 'body']];
const FIRST: Passing = [[0]];
const SECOND: Passing = [[1]];
/** Either the address or the options come first. */
const NODE: Passing = [[0, 'headers'], [0, 'auth'], [1]];
const BOTH: Passing = [[0], [1]];
const EVENT: Passing = [[1], [2], [3]];
const EACH: Passing = [[0], [1], [2], [3]];

const CONSOLE = ['log', 'info', 'warn', 'error', 'debug'] as const;

/** Functions that see what a program sends, reads or says when they are replaced, by canonical origin. */
const PATCHED: ReadonlyMap<string, Passing> = new Map<string, Passing>([
  ['global:fetch', OPTIONS],
  ['node-fetch', OPTIONS],
  ['undici.fetch', OPTIONS],
  ['undici.request', OPTIONS],
  ['global:XMLHttpRequest.prototype.send', FIRST],
  ['global:XMLHttpRequest.prototype.setRequestHeader', SECOND],
  ['global:WebSocket.prototype.send', FIRST],
  ['global:Storage.prototype.setItem', SECOND],
  ['global:navigator.sendBeacon', SECOND],
  ...['http.request', 'http.get', 'https.request', 'https.get'].map((name): [string, Passing] => [name, NODE]),
  ...['ServerResponse', 'ClientRequest', 'OutgoingMessage'].flatMap((name) => ['end', 'write'].map((method): [string, Passing] => [`http.${name}.prototype.${method}`, FIRST])),
  ['http.ServerResponse.prototype.setHeader', SECOND],
  ['http.ClientRequest.prototype.setHeader', SECOND],
  ['net.Socket.prototype.write', FIRST],
  ['events.EventEmitter.prototype.emit', EVENT],
  ['events.prototype.emit', EVENT],
  ['global:JSON.parse', FIRST],
  ['global:JSON.stringify', FIRST],
  ['crypto.createHmac', SECOND],
  ['crypto.createCipheriv', SECOND],
  ['global:crypto.subtle.importKey', SECOND],
  ['bcrypt.compare', FIRST],
  ['bcryptjs.compare', FIRST],
  ['argon2.verify', SECOND],
  ['jsonwebtoken.sign', BOTH],
  ['jsonwebtoken.verify', BOTH],
  ...['fs', 'fs/promises', 'fs.promises'].flatMap((module) => ['writeFile', 'writeFileSync', 'readFile', 'appendFile'].map((method): [string, Passing] => [`${module}.${method}`, SECOND])),
  ...CONSOLE.map((method): [string, Passing] => [`global:console.${method}`, EACH]),
]);
const METHODS = [...new Set([...PATCHED.keys()].map((name) => name.slice(name.search(/[^.:]{1,40}$/))))].filter((name) => name !== 'node-fetch');
/** `.fetch = ` and `.fetch=`: few files assign to such a member. */
const ASSIGNED = METHODS.flatMap((method) => [`.${method} =`, `.${method}=`, `['${method}'] =`, `["${method}"] =`, `[\`${method}\`] =`]);
const ASSIGNED_TEXTS = new TextGroup(ASSIGNED);
/** Clients that hand every request to functions which are added. */
const HOOKS = new TextGroup(['interceptors.request', 'interceptors.response']);
const DEFINED = new TextGroup(["'fetch'", '"fetch"', '`fetch`', "'send'", '"send"', '`send`']);
const COPIED = new TextGroup(['Object.assign(globalThis', 'Object.assign(window', 'Object.assign(self', 'Object.assign(global']);
const MAX_PLACES = 64;
const MAX_NODES = 4000;

/** What goes through functions that the file replaces, and through the hooks of clients. */
export function patchedSeeds(shop: Workshop): readonly TaintSeed[] {
  return [...replacedFunctions(shop), ...definedFunctions(shop), ...copiedFunctions(shop), ...interceptors(shop), ...webRequests(shop)];
}

function replacedFunctions(shop: Workshop): readonly TaintSeed[] {
  return shop.textIndex.findGroup(ASSIGNED_TEXTS).flatMap(({ which, indexes }) => {
    const inside = (ASSIGNED[which] ?? '').startsWith('[') ? 2 : 1;
    return indexes.slice(0, MAX_PLACES).flatMap((index) => {
      const member = memberAt(shop.uses.nodeAt(index + inside));
      const assignment = member?.parent;
      if (!member || assignment?.type !== 'AssignmentExpression' || assignment['left'] !== member) return [];
      const value = child(assignment, 'right');
      return value && mayBeFunction(value, member, shop) ? seedsOf(shop.origins.origins(member)[0] ?? '', member, value, shop) : [];
    });
  });
}

/** Objects whose members are worth a look whatever they are given. */
const OWNERS: ReadonlySet<string> = new Set(['globalThis', 'window', 'self', 'global', 'console', 'http', 'https', 'undici', 'JSON', 'navigator', 'prototype', 'crypto', 'bcrypt', 'jwt', 'fs', 'fsp']);

/** A quick look: false for most that is no function, as `node.end = position`. */
function mayBeFunction(value: JsNode, target: JsNode, { bindings }: Workshop): boolean {
  if (isFunction(value) || isCall(value)) return true;
  if (value.type === 'Identifier') {
    const definition = bindings.variable(value)?.defs[0];
    const init = definition?.type === 'Variable' ? child(definition.node, 'init') : null;
    return definition !== undefined && (definition.type !== 'Variable' ? definition.type !== 'Parameter' : isFunction(init) || isCall(init));
  }
  const object = objectOf(target);
  return OWNERS.has(lastName(object) ?? '');
}

function memberAt(node: JsNode | null): JsNode | null {
  return isMember(node?.parent) && node.parent['property'] === node ? node.parent : null;
}

/** `Object.defineProperty(globalThis, 'fetch', { value })`. */
function definedFunctions(shop: Workshop): readonly TaintSeed[] {
  const { evaluator, origins } = shop;
  const names = shop.textIndex.findGroup(DEFINED).flatMap(({ indexes }) => indexes.slice(0, MAX_PLACES)).flatMap((index) => {
    const name = shop.uses.nodeAt(index);
    return name ? shop.uses.placesOf(name) : [];
  });
  return names.flatMap((name) => {
    const call = name.parent;
    const [object, key, descriptor] = isCall(call) ? children(call, 'arguments') : [];
    const callee = isCall(call) ? calleeOf(call) : null;
    if (!object || key !== name || !descriptor || !callee || !/^global:(?:Object\.defineProperty|Reflect\.set)$/.test(origins.origins(callee)[0] ?? '')) return [];
    const entry = descriptor.type === 'ObjectExpression' ? children(descriptor, 'properties').find((property) => property && evaluator.keyOf(property) === 'value') : null;
    const value = entry ? child(entry, 'value') : descriptor;
    const whole = origins.steps(object)[0]?.[0] === GLOBAL_ROOT ? 'global:' : `${origins.origins(object)[0] ?? ''}.`;
    return value ? seedsOf(`${whole}${evaluator.constant(name) ?? ''}`, name, value, shop) : [];
  });
}

/** `Object.assign(globalThis, { fetch: (url, options) => … })`. */
function copiedFunctions(shop: Workshop): readonly TaintSeed[] {
  return shop.textIndex.findGroup(COPIED).flatMap(({ indexes }) => indexes.slice(0, MAX_PLACES)).flatMap((index) => {
    const call = shop.uses.nodeAt(index)?.parent?.parent;
    const given = isCall(call) ? children(call, 'arguments')[1] : null;
    const properties = given?.type === 'ObjectExpression' ? children(given, 'properties').slice(0, MAX_PLACES) : [];
    return properties.flatMap((property) => {
      const value = property ? child(property, 'value') : null;
      return property && value ? seedsOf(`global:${shop.evaluator.keyOf(property) ?? ''}`, property, value, shop) : [];
    });
  });
}

/** `axios.interceptors.request.use((config) => …)`: the second function gets what failed, to say so or to ask again. */
function interceptors(shop: Workshop): readonly TaintSeed[] {
  return shop.textIndex.findGroup(HOOKS).flatMap(({ indexes }) => indexes.slice(0, MAX_PLACES)).flatMap((index) => {
    const member = shop.uses.nodeAt(index)?.parent?.parent ?? null;
    const use = isMember(member) && isMember(member.parent) && shop.evaluator.propertyName(member.parent) === 'use' ? member.parent : null;
    const call = use && isCall(use.parent) && use.parent['callee'] === use ? use.parent : null;
    const [hook] = call ? children(call, 'arguments') : [];
    return call && hook ? functionSeeds(FIRST, source('an interceptor', call), hook, shop) : [];
  });
}

/** Events of a browser's extensions in which requests of all pages are seen. */
const REQUEST_EVENTS = new TextGroup(['onBeforeSendHeaders', 'onSendHeaders', 'onHeadersReceived', 'onBeforeRequest'], 'word');
const SEEN = ['requestHeaders', 'requestBody', 'responseHeaders'] as const;

/** `chrome.webRequest.onBeforeSendHeaders.addListener((details) => … details.requestHeaders)`, Electron's `session.webRequest.onBeforeSendHeaders(filter, (details, callback) => …)`. */
function webRequests(shop: Workshop): readonly TaintSeed[] {
  return shop.textIndex.findGroup(REQUEST_EVENTS).flatMap(({ indexes }) => indexes.slice(0, MAX_PLACES)).flatMap((index) => {
    const event = memberAt(shop.uses.nodeAt(index));
    const add = isMember(event?.parent) && shop.evaluator.propertyName(event.parent) === 'addListener' ? event.parent : null;
    const call = add && isCall(add.parent) && add.parent['callee'] === add ? add.parent : null;
    const given = event && !add && isCall(event.parent) && event.parent['callee'] === event && lastName(objectOf(event)) === 'webRequest' ? event.parent : null;
    const listener = call ? children(call, 'arguments')[0] : given ? children(given, 'arguments').at(-1) : null;
    const fn = listener ? shop.origins.localFunction(listener) : null;
    return event && isFunction(fn) ? SEEN.flatMap((member) => parameterSeeds(fn, 0, [member], source(`webRequest.${shop.evaluator.propertyName(event) ?? ''}`, event))) : [];
  });
}

function source(name: string, node: JsNode): FlowSource {
  return { kind: 'traffic', name: `What goes through ${name}`, range: node.range, node };
}

function seedsOf(origin: string, target: JsNode, value: JsNode, shop: Workshop): readonly TaintSeed[] {
  const passing = PATCHED.get(origin);
  return passing ? functionSeeds(passing, source(origin.replace('global:', ''), target), value, shop) : [];
}

/** The function itself, one that a function of this file makes, or the trap of a proxy. */
function functionSeeds(passing: Passing, from: FlowSource, value: JsNode, shop: Workshop): readonly TaintSeed[] {
  const { origins, evaluator } = shop;
  const fn = origins.localFunction(value);
  if (isFunction(fn)) return passing.flatMap(([index, ...sub]) => parameterSeeds(fn, index, sub, from));
  if (!isCall(value)) return [];
  const callee = calleeOf(value);
  if (value.type === 'NewExpression' && nameOf(callee) === 'Proxy') {
    const handler = children(value, 'arguments')[1];
    const known = handler ? evaluator.evaluate(handler) : null;
    const trap = known?.k === 'object' ? children(known.node, 'properties').slice(0, 16).find((property) => property && evaluator.keyOf(property) === 'apply') : null;
    const apply = trap ? origins.localFunction(child(trap, 'value') ?? trap) : null;
    return isFunction(apply) ? passing.flatMap(([index, ...sub]) => parameterSeeds(apply, 2, [String(index), ...sub], from)) : [];
  }
  const maker = callee ? origins.localFunction(callee) : null;
  const made = isFunction(maker) ? returnsOf(maker).filter(isFunction).slice(0, 4) : [];
  return made.flatMap((each) => passing.flatMap(([index, ...sub]) => parameterSeeds(each, index, sub, from)));
}

function parameterSeeds(fn: JsNode, index: number, sub: readonly string[], from: FlowSource): readonly TaintSeed[] {
  const parameters = children(fn, 'params');
  const last = parameters.at(-1);
  const isRest = last?.type === 'RestElement' && index >= parameters.length - 1;
  const at = isRest ? child(last, 'argument') : parameters[index];
  const path = isRest ? [String(index - parameters.length + 1), ...sub] : sub;
  const named: TaintSeed[] = at ? [{ source: from, at, sub: path, isPattern: true }] : [];
  return [...named, ...listsOf(fn).map((list) => ({ source: from, at: list, sub: [String(index), ...sub] }))];
}

/** `arguments` of a function. */
function listsOf(fn: JsNode): readonly JsNode[] {
  const body = fn.type === 'ArrowFunctionExpression' ? null : child(fn, 'body');
  const found: JsNode[] = [];
  const stack: JsNode[] = body ? [body] : [];
  for (let count = 0; stack.length > 0 && count < MAX_NODES; count += 1) {
    const node = stack.pop() as JsNode;
    if (node.type === 'Identifier' && node['name'] === 'arguments') found.push(node);
    else if (node.type !== 'FunctionExpression' && node.type !== 'FunctionDeclaration') pushChildren(node, stack);
  }
  return found;
}

/** Members in which requests and answers keep what they carry. */
const CARRYING = /^(?:headers?|body|data|payload|content|text|form|json|options|opts|init|config|request|req|response|res|params|query|cookies?|auth|credentials|common|detail|user|variables|set-cookie|authorization|proxy-authorization|x-(?:api|auth|access|csrf|session)\b.{0,20}|card\w{0,10}|cvv|cvc|iban|ssn|otp|pin)$/i;

/** True when a member of what passes through is more than a fact about it. */
export function isCarried(name: string, isSecret: (name: string) => boolean): boolean {
  return name.length <= 60 && (/^\d{1,4}$/.test(name) || name === '*' || CARRYING.test(name) || isSecret(name.replaceAll('-', '_')));
}

/** True when a call's result is all that the function which is put in place answers with: it sends on, and copies nothing. */
export function isAnswered(call: JsNode): boolean {
  let at = call;
  while (at.parent && /^(?:AwaitExpression|ChainExpression|TSAsExpression|TSNonNullExpression)$/.test(at.parent.type)) at = at.parent;
  return at.parent?.type === 'ReturnStatement' || (at.parent?.type === 'ArrowFunctionExpression' && at.parent['body'] === at);
}
