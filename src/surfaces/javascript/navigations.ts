import { child, isMember } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { Budget } from './budget.ts';
import { callLabel } from './requests.ts';
import { patternOf } from './text.ts';
import type { TextShop } from './text.ts';
import type { CallFact, RequestFact } from './types.ts';
import { urlPattern } from './url.ts';
import type { Uses } from './uses.ts';
import type { Views } from './views.ts';

/** Members whose assignment makes a browser send a request. */
export const NAVIGATION: ReadonlySet<string> = new Set(['global:location', 'global:location.href', 'global:document.location', 'global:document.location.href', 'global:Image().src', 'global:document.createElement().src']);

/** A place in the text at which such an assignment may stand. */
export const ASSIGNED_SINK = /\b(?:src|href|location)(?:['"`]\s{0,9}\])?\s{0,9}=(?!=)/;
const ASSIGNMENTS = new RegExp(ASSIGNED_SINK, 'g');
const MAX_ASSIGNMENTS = 2000;

/** A call fact for syntax that works like a call. */
export function likeCall(node: JsNode, argument: JsNode, origins: readonly string[], views: Views): CallFact {
  return { node, range: node.range, calleeRange: node.range, origins, via: node.type === 'ImportExpression' ? 'import' : 'direct', isNew: false, isAwaited: node.parent?.type === 'AwaitExpression', args: [views.of(argument)], hasAllArgs: true, receiver: null, template: null };
}

/** `location.href = url`, `image.src = url`, `script.src = url`: requests without a call, in source order. */
export function navigations(shop: TextShop, uses: Uses, views: Views, budget: Budget): readonly RequestFact[] {
  const out: RequestFact[] = [];
  let count = 0;
  for (const match of shop.text.matchAll(ASSIGNMENTS)) {
    if ((count += 1) > MAX_ASSIGNMENTS || !budget.spend(2, [match.index, match.index])) {
      budget.cut('references', [match.index, match.index]);
      break;
    }
    const name = uses.nodeAt(match.index);
    const target = isMember(name?.parent) && name.parent['property'] === name ? name.parent : name;
    const assignment = target?.parent;
    if (!target || assignment?.type !== 'AssignmentExpression' || assignment['left'] !== target || assignment['operator'] !== '=') continue;
    const origin = shop.origins(target).find((item) => NAVIGATION.has(item));
    const value = child(assignment, 'right');
    if (origin === undefined || !value) continue;
    const url = patternOf(value, shop);
    const call = likeCall(target, value, [origin], views);
    out.push({ call, label: callLabel(call).replace('()', ''), url, destination: urlPattern(url), method: 'GET', headers: null, body: null, kind: 'script' });
  }
  return out;
}
