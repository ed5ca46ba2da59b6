import { calleeOf, children, isCall, nameOf, objectOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { Way } from './deferred.ts';
import { STORE } from './spots.ts';
import type { Sub } from './spots.ts';
import { MAPPING, READERS, STORES } from './tables/stores.ts';
import type { Workshop } from './workshop.ts';

const NONE: readonly Way[] = [];
/** Modules that make stores or read them. */
const MAKERS = /^(?:rxjs|svelte\/store|zustand|@?nanostores)\b/;

/** Where a value is kept that goes into a store: `subject.next(x)`, `store.set(x)`, `new BehaviorSubject(x)`, `of(x)`; and `get(store)`. */
export function keptBy(call: JsNode, callee: JsNode, index: number, origin: string | undefined, sub: Sub): readonly Way[] {
  if (origin === undefined || !MAKERS.test(origin)) return NONE;
  if (sub[0] === STORE && READERS.has(origin)) return [{ kind: 'value', node: call, sub: sub.slice(1) }];
  const made = STORES.get(`${origin}()`);
  if (made) return made.first === index && sub[0] !== STORE ? [{ kind: 'value', node: call, sub: [STORE, ...(origin === 'rxjs.from' ? sub.slice(1) : sub)] }] : NONE;
  const dot = origin.lastIndexOf('.');
  const row = dot > 0 ? STORES.get(origin.slice(0, dot)) : undefined;
  const object = row?.puts.get(origin.slice(dot + 1)) === index ? objectOf(callee) : null;
  return object ? [{ kind: 'object', node: object, sub: [STORE, ...sub] }] : NONE;
}

/** The store that answers of a callback go into: `store.update((old) => x)`, `create((set) => ({ … }))`. */
export function keptAnswer(shop: Workshop, call: JsNode, sub: Sub): readonly Way[] {
  const callee = calleeOf(call);
  const origin = callee ? shop.origins.origins(callee)[0] : undefined;
  if (callee && origin?.startsWith('zustand') === true && /^zustand(?:\/vanilla)?(?:\.create(?:Store)?)?(?:\(\))?$/.test(origin)) return [{ kind: 'value', node: call, sub: [STORE, ...sub] }];
  const object = origin === 'svelte/store.writable().update' && callee ? objectOf(callee) : null;
  return object ? [{ kind: 'object', node: object, sub: [STORE, ...sub] }] : NONE;
}

/** An operator of a stream: `map(callback)`. */
export interface Operator {
  readonly callback: JsNode | null;
  readonly isMapping: boolean;
}

/** What stands in `stream.pipe(map(f), tap(g))`; `null` for what is no operator. */
export function operatorAt(node: JsNode): Operator | null {
  const name = isCall(node) ? nameOf(calleeOf(node)) : null;
  return name === null ? null : { callback: children(node, 'arguments')[0] ?? null, isMapping: MAPPING.has(name) };
}
