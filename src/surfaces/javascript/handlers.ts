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

/** Parameters of request handlers told by their shape: `(req, res) =>` and the exported verbs of a route file. */
export function requestHandlers({ text, textIndex, uses, budget }: Workshop): readonly Seed[] {
  const seeds: Seed[] = [];
  for (const index of placesOf(textIndex, REQUESTS)) {
    PAIR.lastIndex = index;
    if (!PAIR.test(text)) continue;
    if (seeds.length > MAX_HANDLERS || !budget.spend(2, [index, index])) return seeds;
    const parameter = uses.nodeAt(index);
    const fn = parameter?.parent;
    if (!parameter || !isFunction(fn)) continue;
    const params = children(fn, 'params');
    const at = params.indexOf(parameter);
    const response = params[at + 1];
    if (at < 0 || at > 1 || !response) continue;
    seeds.push({ pattern: parameter, root: 'global:@request' }, { pattern: response, root: 'global:@response' });
  }
  for (const index of placesOf(textIndex, VERBS)) {
    const fn = ROUTE.test(text.slice(Math.max(0, index - MAX_ROUTE), index)) ? routeFunction(uses.nodeAt(index)) : null;
    const parameter = fn ? children(fn, 'params')[0] : null;
    if (parameter) seeds.push({ pattern: parameter, root: 'global:@request' });
  }
  return seeds;
}

/** Where any word of a group stands, ascending. */
function placesOf(textIndex: TextIndex, group: TextGroup): readonly number[] {
  return textIndex.findGroup(group).flatMap(({ indexes }) => indexes).sort((a, b) => a - b);
}

function routeFunction(name: JsNode | null): JsNode | null {
  const holder = name?.parent ?? null;
  const value = holder?.type === 'VariableDeclarator' ? (holder['init'] as JsNode | null) : holder;
  return isFunction(value) ? value : null;
}
