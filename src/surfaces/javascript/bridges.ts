import { calleeOf, child, children, isCall, isMember, namedExpression, nameOf, objectOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { Sub } from './spots.ts';
import { placesOf } from './words.ts';
import type { Workshop } from './workshop.ts';
import { GLOBAL_ROOT } from './origins.ts';

/** Where data that was handed to a bridge comes out: the first parameter of a function, or an expression. */
export interface Exit {
  readonly node: JsNode;
  readonly isListener: boolean;
  readonly sub: Sub;
}

/** Ends of channels by the origin of the object, and the ends that hear what is said there. */
const ENDS: readonly (readonly [end: string, origin: RegExp])[] = [
  ['port1', /^(?:global:|worker_threads\.)MessageChannel\(\)\.port1$/],
  ['port2', /^(?:global:|worker_threads\.)MessageChannel\(\)\.port2$/],
  ['outer', /^(?:(?:global:|worker_threads\.)Worker|child_process\.fork|cluster\.(?:default\.)?fork)\(\)$/],
  ['inner', /^(?:worker_threads\.parentPort|global:process)$/],
  ['broadcast', /^(?:global:|worker_threads\.|broadcast-channel\.)BroadcastChannel\(\)$/],
  ['worker', /^global:navigator\.serviceWorker(?:\.|$)/],
];
const HEARS: ReadonlyMap<string, readonly string[]> = new Map([
  ['port1', ['port2']],
  ['port2', ['port1']],
  ['outer', ['inner', 'page']],
  ['inner', ['outer']],
  ['broadcast', ['broadcast']],
  ['worker', ['worker', 'page']],
  ['page', ['page', 'outer']],
]);
const LISTENS: ReadonlySet<string> = new Set(['on', 'once', 'addListener', 'addEventListener']);
const STORES: ReadonlySet<string> = new Set(['run', 'enterWith']);
const MAX_PLACES = 64;
const MAX_NAME = 60;
const MAX_EVENTS = 32;

/** The exits of what is given to `port.postMessage(x)`, `process.send(x)`, `new CustomEvent(name, { detail: x })`, `storage.run(x, f)`. */
export function exitsOf(shop: Workshop, call: JsNode, callee: JsNode, index: number, sub: Sub): readonly Exit[] {
  const method = isMember(callee) ? shop.evaluator.propertyName(callee) : nameOf(callee);
  if (method === 'Worker') return index === 1 && sub[0] === 'workerData' ? foundIn(shop).given.map((node) => ({ node, isListener: false, sub: sub.slice(1) })) : [];
  if (method === 'CustomEvent') return index === 1 && sub[0] === 'detail' ? eventExits(shop, call, sub) : [];
  if (index !== 0 || method === null) return [];
  if (method === 'postMessage' || method === 'send') return messageExits(shop, isMember(callee) ? objectOf(callee) : null, sub);
  return STORES.has(method) && /^(?:node:)?async_hooks\.AsyncLocalStorage\(\)\./.test(shop.origins.origins(callee)[0] ?? '') ? foundIn(shop).reads.map((node) => ({ node, isListener: false, sub })) : [];
}

/** Listeners and reads of a file, each kind found once. */
class Found {
  readonly #shop: Workshop;
  readonly #events = new Map<string, readonly Listener[]>();
  #messages: readonly (Listener & { readonly end: string | null })[] | null = null;
  #reads: readonly JsNode[] | null = null;
  #given: readonly JsNode[] | null = null;

  constructor(shop: Workshop) {
    this.#shop = shop;
  }

  get messages(): readonly (Listener & { readonly end: string | null })[] {
    return (this.#messages ??= [...assignedListeners(this.#shop), ...this.listeners('message')].map((item) => ({ ...item, end: endOf(this.#shop, item.object) })));
  }

  get reads(): readonly JsNode[] {
    return (this.#reads ??= storeReads(this.#shop));
  }

  get given(): readonly JsNode[] {
    return (this.#given ??= givenReads(this.#shop));
  }

  listeners(event: string): readonly Listener[] {
    const known = this.#events.get(event) ?? (this.#events.size < MAX_EVENTS ? listenersOf(this.#shop, event) : []);
    if (this.#events.size < MAX_EVENTS) this.#events.set(event, known);
    return known;
  }
}

const finds = new WeakMap<Workshop, Found>();

function foundIn(shop: Workshop): Found {
  let found = finds.get(shop);
  if (!found) {
    found = new Found(shop);
    finds.set(shop, found);
  }
  return found;
}

function messageExits(shop: Workshop, sender: JsNode | null, sub: Sub): readonly Exit[] {
  const hears = HEARS.get(endOf(shop, sender) ?? '') ?? [];
  if (hears.length === 0) return [];
  return foundIn(shop).messages.filter(({ end }) => end !== null && hears.includes(end)).map(({ method, listener }) => ({ node: listener, isListener: true, sub: method === 'addEventListener' ? ['data', ...sub] : sub }));
}

/** `port.onmessage = (event) => …`. */
function assignedListeners(shop: Workshop): readonly Listener[] {
  return placesOf(shop.text, 'onmessage', MAX_PLACES).flatMap((index): readonly Listener[] => {
    const name = shop.uses.nodeAt(index);
    const target = name && namedExpression(name);
    const assignment = target?.parent;
    const value = assignment?.type === 'AssignmentExpression' && assignment['left'] === target ? child(assignment, 'right') : null;
    return value ? [{ object: isMember(target) ? objectOf(target) : null, method: 'addEventListener', listener: value }] : [];
  });
}

/** Which end of which kind of channel an object is; `page` for the global object, or for none. */
function endOf({ origins }: Workshop, object: JsNode | null): string | null {
  if (!object || origins.steps(object)[0]?.[0] === GLOBAL_ROOT) return 'page';
  const names = origins.origins(object);
  return ENDS.find(([, origin]) => names.some((name) => origin.test(name)))?.[0] ?? null;
}

/** Listeners of the event hear it wherever it is dispatched. */
function eventExits(shop: Workshop, call: JsNode, sub: Sub): readonly Exit[] {
  const [first] = children(call, 'arguments');
  const name = first ? shop.evaluator.constant(first) : null;
  return name === null || name.length > MAX_NAME ? [] : foundIn(shop).listeners(name).map(({ listener }) => ({ node: listener, isListener: true, sub }));
}

/** `storage.getStore()`. */
function storeReads(shop: Workshop): readonly JsNode[] {
  return placesOf(shop.text, 'getStore', MAX_PLACES).flatMap((index): readonly JsNode[] => {
    const member = shop.uses.nodeAt(index)?.parent;
    return isMember(member) && isCall(member.parent) && member.parent['callee'] === member ? [member.parent] : [];
  });
}

interface Listener {
  readonly object: JsNode | null;
  readonly method: string;
  readonly listener: JsNode;
}

/** Functions that are added as listeners of an event, whose name stands there or in a constant. */
function listenersOf(shop: Workshop, event: string): readonly Listener[] {
  const named = [`'${event}'`, `"${event}"`, `\`${event}\``].flatMap((text) => placesOf(shop.text, text, MAX_PLACES)).flatMap((index) => {
    const name = shop.uses.nodeAt(index);
    return name ? shop.uses.placesOf(name).map(({ parent }) => parent) : [];
  });
  const added = placesOf(shop.text, 'addEventListener', MAX_PLACES).map((index) => {
    const name = shop.uses.nodeAt(index);
    return isMember(name?.parent) ? name.parent.parent : name?.parent;
  });
  return [...new Set([...named, ...added])].flatMap((call) => (isCall(call) ? listenerOf(shop, call, event) : []));
}

function listenerOf(shop: Workshop, call: JsNode, event: string): readonly Listener[] {
  const [name, listener] = children(call, 'arguments');
  const callee = calleeOf(call);
  const method = isMember(callee) ? shop.evaluator.propertyName(callee) : nameOf(callee);
  if (!name || !listener || method === null || !LISTENS.has(method) || shop.evaluator.constant(name) !== event) return [];
  return [{ object: isMember(callee) ? objectOf(callee) : null, method, listener }];
}

/** `workerData` of `worker_threads`, where it is read. */
function givenReads(shop: Workshop): readonly JsNode[] {
  return placesOf(shop.text, 'workerData', MAX_PLACES).flatMap((index): readonly JsNode[] => {
    const name = shop.uses.nodeAt(index);
    const value = name && namedExpression(name);
    return value && shop.origins.origins(value)[0] === 'worker_threads.workerData' ? [value] : [];
  });
}
