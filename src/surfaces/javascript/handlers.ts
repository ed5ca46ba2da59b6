import { children, isFunction } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { Budget } from './budget.ts';
import type { Seed } from './trace.ts';
import type { Uses } from './uses.ts';

const PAIR = /\b_?(?:req|request)\b\s{0,20}(?::[^,()]{0,80})?,\s{0,20}_?(?:res|response|reply)\b/g;
const ROUTE = /\bexport\s{1,9}(?:async\s{1,9})?(?:function|const)\s{1,9}(?:GET|POST|PUT|PATCH|DELETE)\b/g;
const MAX_HANDLERS = 500;

/** Parameters of request handlers told by their shape: `(req, res) =>` and the exported verbs of a route file. */
export function requestHandlers(text: string, uses: Uses, budget: Budget): readonly Seed[] {
  const seeds: Seed[] = [];
  for (const match of text.matchAll(PAIR)) {
    if (seeds.length > MAX_HANDLERS || !budget.spend(2, [match.index, match.index])) return seeds;
    const parameter = uses.nodeAt(match.index);
    const fn = parameter?.parent;
    if (!parameter || !isFunction(fn)) continue;
    const params = children(fn, 'params');
    const at = params.indexOf(parameter);
    const response = params[at + 1];
    if (at < 0 || at > 1 || !response) continue;
    seeds.push({ pattern: parameter, root: 'global:@request' }, { pattern: response, root: 'global:@response' });
  }
  for (const match of text.matchAll(ROUTE)) {
    const fn = routeFunction(uses.nodeAt(match.index + match[0].length - 1));
    const parameter = fn ? children(fn, 'params')[0] : null;
    if (parameter) seeds.push({ pattern: parameter, root: 'global:@request' });
  }
  return seeds;
}

function routeFunction(name: JsNode | null): JsNode | null {
  const holder = name?.parent ?? null;
  const value = holder?.type === 'VariableDeclarator' ? (holder['init'] as JsNode | null) : holder;
  return isFunction(value) ? value : null;
}
