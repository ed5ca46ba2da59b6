import { children, isFunction } from './ast.ts';
import type { JsNode } from './ast.ts';
import { TextGroup } from '../text-index.ts';
import type { TextIndex } from '../text-index.ts';
import type { Workshop } from './forward.ts';
import type { Seed } from './trace.ts';

const REQUESTS = new TextGroup(['req', 'request', '_req', '_request'], true);
const PAIR = /_?(?:req|request)\s{0,20}(?::[^,()]{0,80})?,\s{0,20}_?(?:res|response|reply)\b/y;
const VERBS = new TextGroup(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], true);
const ROUTE = /\bexport\s{1,9}(?:async\s{1,9})?(?:function|const)\s{1,9}$/;
const MAX_ROUTE = 50;
const MAX_HANDLERS = 500;

/** Where a request handler may begin, ascending: `req, res` and the exported verbs of a route file. */
export function handlerPlaces(text: string, textIndex: TextIndex): readonly number[] {
  const places: number[] = [];
  for (const { indexes } of textIndex.findGroup(REQUESTS)) for (const index of indexes) if (isPair(text, index)) places.push(index);
  for (const { indexes } of textIndex.findGroup(VERBS)) for (const index of indexes) if (ROUTE.test(text.slice(Math.max(0, index - MAX_ROUTE), index))) places.push(index);
  return places.length > 1 ? places.sort((a, b) => a - b) : places;
}

function isPair(text: string, index: number): boolean {
  PAIR.lastIndex = index;
  return PAIR.test(text);
}

/** Parameters of request handlers told by their shape: `(req, res) =>` and the exported verbs of a route file. */
export function requestHandlers({ text, uses, budget }: Workshop, places: readonly number[]): readonly Seed[] {
  const seeds: Seed[] = [];
  for (const index of places) {
    if (seeds.length > MAX_HANDLERS || !budget.spend(2, [index, index])) return seeds;
    const node = uses.nodeAt(index);
    if (isPair(text, index)) seeds.push(...pairOf(node));
    else {
      const fn = routeFunction(node);
      const parameter = fn ? children(fn, 'params')[0] : null;
      if (parameter) seeds.push({ pattern: parameter, root: 'global:@request' });
    }
  }
  return seeds;
}

function pairOf(parameter: JsNode | null): readonly Seed[] {
  const fn = parameter?.parent;
  if (!parameter || !isFunction(fn)) return [];
  const params = children(fn, 'params');
  const at = params.indexOf(parameter);
  const response = params[at + 1];
  if (at < 0 || at > 1 || !response) return [];
  return [{ pattern: parameter, root: 'global:@request' }, { pattern: response, root: 'global:@response' }];
}

function routeFunction(name: JsNode | null): JsNode | null {
  const holder = name?.parent ?? null;
  const value = holder?.type === 'VariableDeclarator' ? (holder['init'] as JsNode | null) : holder;
  return isFunction(value) ? value : null;
}
