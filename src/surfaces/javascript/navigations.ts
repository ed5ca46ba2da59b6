import { calleeOf, child, children, isCall, isMember, lastName, objectOf, unwrap } from './ast.ts';
import type { JsNode } from './ast.ts';
import { TextGroup } from '../text-index.ts';
import type { Evaluator } from './evaluate.ts';
import type { Workshop } from './workshop.ts';
import { callLabel } from './requests.ts';
import { patternOf } from './text.ts';
import type { TextShop } from './text.ts';
import type { CallFact, RequestFact } from './types.ts';
import { urlPattern } from './url.ts';
import type { Views } from './views.ts';

/** Members whose assignment makes a browser send a request. */
export const NAVIGATION: ReadonlySet<string> = new Set(['global:location', 'global:location.href', 'global:document.location', 'global:document.location.href', 'global:Image().src', 'global:document.createElement().src', ...['querySelector()', 'getElementById()', 'createElement()', 'forms.0'].map((found) => `global:document.${found}.action`)]);

/** Members, attributes and arguments that hold an address which a browser loads, or HTML or a style that may hold one. */
const LOADED_MEMBERS: ReadonlySet<string> = new Set(['src', 'srcset', 'href', 'action', 'poster', 'data', 'background', 'backgroundImage', 'cssText', 'innerHTML', 'outerHTML', 'srcdoc', 'content', 'listStyleImage', 'cursor']);
export const LOADED_ATTRIBUTES: ReadonlySet<string> = new Set(['src', 'srcset', 'href', 'action', 'poster', 'data', 'background', 'style', 'srcdoc', 'formaction', 'xlink:href']);
export const LOADED_ARGUMENTS: ReadonlyMap<string, number> = new Map([['setAttribute', 1], ['insertAdjacentHTML', 1], ['write', 0], ['writeln', 0], ['insertRule', 0], ['setProperty', 1], ['html', 0], ['append', 0], ['prepend', 0]]);
const MAX_ADDRESS = 400;

/** Members of an options object, or of a form, that are the address of a request. */
const ADDRESS_MEMBERS: ReadonlySet<string> = new Set(['url', 'uri', 'action', 'formAction']);

export function isAddressMember(name: string | null): boolean {
  return name !== null && ADDRESS_MEMBERS.has(name);
}

export function isLoadedMember(name: string | null): boolean {
  return name !== null && LOADED_MEMBERS.has(name);
}

/** The beginning of an address to the outside that goes on with an unknown part: `url(https://host/?c=${x})`; else `null`. */
export function addressIn(parts: readonly (string | object)[]): string | null {
  for (const [index, part] of parts.slice(0, -1).entries()) {
    if (typeof part !== 'string' || typeof parts[index + 1] === 'string') continue;
    const tail = part.slice(-MAX_ADDRESS);
    const slashes = tail.lastIndexOf('://');
    const scheme = slashes < 0 ? null : /(?:https?|wss?)$/i.exec(tail.slice(Math.max(0, slashes - 5), slashes))?.[0];
    if (scheme && !/[\s"'`<>()]/.test(tail.slice(slashes))) return `${scheme}${tail.slice(slashes)}`;
  }
  return null;
}

/** The last names of {@link NAVIGATION}. */
const NAMES: readonly string[] = ['src', 'href', 'location', 'action'];
const NAME_TEXTS = new TextGroup(NAMES, 'word');
/** What follows a name that is assigned: `name =`, `'name'] =`, blanks and comments between. */
const AFTER_NAME = /(?:['"`]\s{0,9}\])?(?:\s|\/\*[^*]{0,200}\*\/){0,20}=(?!=)/y;
const MAX_ASSIGNMENTS = 2000;

/** True when the name that ends at `end` is assigned. */
export function isAssignedAt(text: string, end: number): boolean {
  AFTER_NAME.lastIndex = end;
  return AFTER_NAME.test(text);
}

/** Places in the text at which such an assignment may stand, ascending. */
export function assignedSinks({ text, textIndex }: Pick<Workshop, 'text' | 'textIndex'>): readonly number[] {
  const places: number[] = [];
  for (const { which, indexes } of textIndex.findGroup(NAME_TEXTS)) {
    for (const index of indexes) if (isAssignedAt(text, index + (NAMES[which]?.length ?? 0))) places.push(index);
  }
  return places.sort((a, b) => a - b);
}

/** A call fact for syntax that works like a call. */
export function likeCall(node: JsNode, argument: JsNode, origins: readonly string[], views: Views): CallFact {
  return { node, range: node.range, calleeRange: node.range, origins, via: node.type === 'ImportExpression' ? 'import' : 'direct', isNew: false, isAwaited: node.parent?.type === 'AwaitExpression', args: [views.of(argument)], hasAllArgs: true, receiver: null, template: null };
}

/** `location.href = url`, `image.src = url`, `script.src = url`: requests without a call, in source order. */
export function navigations(work: Workshop, shop: TextShop, views: Views): readonly RequestFact[] {
  const out: RequestFact[] = [];
  let count = 0;
  for (const index of assignedSinks(work)) {
    if ((count += 1) > MAX_ASSIGNMENTS || !work.budget.spend(2, [index, index])) {
      work.budget.cut('references', [index, index]);
      break;
    }
    const name = work.uses.nodeAt(index);
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

/** Members of a script element that hold its code. */
const SCRIPT_TEXT: ReadonlySet<string> = new Set(['text', 'textContent', 'innerText', 'innerHTML']);

/** `script.textContent = …` of an element that `document.createElement('script')` made. */
export function isScriptText(target: JsNode, evaluator: Evaluator): boolean {
  const owner = objectOf(target);
  const object = owner && unwrap(owner);
  if (object?.type !== 'Identifier' || !SCRIPT_TEXT.has(evaluator.propertyName(target) ?? '')) return false;
  const variable = evaluator.bindings.variable(object);
  const given = variable ? evaluator.bindings.writes(variable)[0]?.value : null;
  const made = given ? unwrap(given) : null;
  const callee = isCall(made) ? calleeOf(made) : null;
  const [kind] = isCall(made) ? children(made, 'arguments') : [];
  return isMember(callee) && evaluator.propertyName(callee) === 'createElement' && kind !== null && kind !== undefined && evaluator.constant(kind)?.toLowerCase() === 'script';
}

/** Kinds of data that no header is for: a key by itself is. */
export const WITHOUT_HEADER: ReadonlySet<string> = new Set(['environment', 'file', 'command']);

/** `config.headers['x-id'] = …`, `axios.defaults.headers.common.X = …`. */
export function isHeader(target: JsNode): boolean {
  const object = objectOf(target);
  const owner = isMember(object) ? objectOf(object) : null;
  return [object, owner].some((node) => lastName(node) === 'headers');
}
