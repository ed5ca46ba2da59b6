import { TextGroup } from '../text-index.ts';
import { calleeOf, child, children, enclosingFunction, isCall, lastName, nameOf, wrapped, writtenText } from './ast.ts';
import type { JsNode } from './ast.ts';
import { nodesOf } from './body-nodes.ts';
import { answersRefusal, isRefusal } from './check-functions.ts';
import type { FunctionView, ValueModel } from './types.ts';

/** Variables that say whether somebody is known, or may pass. */
const STATES: readonly string[] = ['isAuthenticated', 'authenticated', 'isAuthorized', 'authorized', 'isLoggedIn', 'loggedIn', 'isSignedIn', 'signedIn', 'isAuthed', 'authed', 'isAdmin', 'hasAccess', 'hasPermission'];
const STATE_TEXTS = new TextGroup(STATES, 'word');
const MAX_USES = 200;
const MAX_CLIMB = 20;
const MAX_NODES = 400;

export interface FixedState {
  readonly name: string;
  readonly at: JsNode;
}

/** Constants that say yes for everybody, where a refusal depends on them: `const isAuthenticated = true; if (!isAuthenticated) return redirect('/login')`. */
export function fixedStates(model: ValueModel): readonly FixedState[] {
  return model.textIndex.findGroup(STATE_TEXTS).flatMap(({ which, indexes }) => {
    const name = STATES[which] ?? '';
    const nodes = indexes.slice(0, MAX_USES).flatMap((index) => model.nodeAt(index) ?? []);
    const fixed = nodes.flatMap((node) => (isFixed(model, node) && node.parent ? [node.parent] : []));
    const refused = fixed.length > 0 ? nodes.filter((use) => isRefusedWithout(model, use)) : [];
    return refused.length === 0 ? [] : fixed.filter((declarator) => refused.some((use) => isOf(use, declarator, nodes))).map((at) => ({ name, at }));
  });
}

/** `name` of `const name = true`, and of a variable that never becomes anything else. */
function isFixed(model: ValueModel, node: JsNode): boolean {
  const declarator = node.parent;
  const init = declarator?.type === 'VariableDeclarator' && declarator['id'] === node ? child(declarator, 'init') : null;
  return init !== null && CONSTANT.has(init.type) && model.view(init).boolean() === true && (declarator?.parent?.['kind'] === 'const' || model.view(node).boolean() === true);
}

/** `true` and `!0`. */
const CONSTANT: ReadonlySet<string> = new Set(['Literal', 'UnaryExpression']);

/** True for a use of what is declared there; a function in between may have a parameter or variable of that name. */
function isOf(use: JsNode, declarator: JsNode, nodes: readonly JsNode[]): boolean {
  const home = enclosingFunction(declarator);
  let fn = enclosingFunction(use);
  for (let depth = 0; fn !== home; depth += 1, fn = enclosingFunction(fn)) {
    if (!fn || depth > MAX_CLIMB || nodes.some((node) => declaresIn(fn as JsNode, node))) return false;
  }
  const block = declarator.parent?.parent;
  return block === undefined || block === null || (use.range[0] >= block.range[0] && use.range[1] <= block.range[1]);
}

/** True for the name of a parameter or a variable in a function. */
function declaresIn(fn: JsNode, { range, parent }: JsNode): boolean {
  const body = child(fn, 'body');
  const isInside = range[0] >= fn.range[0] && range[1] <= fn.range[1];
  return isInside && ((body !== null && range[1] <= body.range[0]) || (parent?.type === 'VariableDeclarator' && child(parent, 'id')?.range[0] === range[0]));
}

/** `if (!state) …` whose branch refuses, and `state ? page : <Navigate to="/login" />`. */
function isRefusedWithout(model: ValueModel, use: JsNode): boolean {
  const whole = wrapped(use);
  const { parent } = whole;
  if (parent?.type === 'ConditionalExpression' && parent['test'] === whole) return sendsAway(child(parent, 'alternate'));
  let at = parent ?? null;
  if (at?.type !== 'UnaryExpression' || at['operator'] !== '!') return false;
  for (let depth = 0; at && depth < MAX_CLIMB; depth += 1) {
    const parent: JsNode | null = at.parent ?? null;
    if (parent?.type === 'IfStatement') return parent['test'] === at && nodesOf(model, child(parent, 'consequent') ?? parent).slice(0, MAX_NODES).some((node) => refuses(model, node));
    if (parent?.type !== 'LogicalExpression') return false;
    at = parent;
  }
  return false;
}

/** Calls that send somebody away. */
const REFUSALS = /^(?:redirect|navigate|navigateTo|sendStatus|unauthorized|forbidden|deny|abort|reject)$/;

/** The page where people log in. */
const LOGIN_PAGE = /^\/?(?:[\w-]{1,40}\/){0,3}(?:log-?in|sign-?in|auth|unauthori[sz]ed|forbidden|403)(?:[/?#]|$)/i;
const MEMBERS_OF_PAGE: ReadonlySet<string> = new Set(['name', 'path', 'to']);

const FRAMEWORKS = new TextGroup(['next/server', '@sveltejs/kit', 'astro:middleware']);
/** What Next.js, SvelteKit and Astro call the function that sees each request first. */
const FIRST = /^(?:middleware|proxy|handle|onRequest)$/;

/** Functions that are given what Next.js is to do with each request. Sources: Clerk, Auth.js. */
const WRAPPERS = new TextGroup(['clerkMiddleware(', 'withAuth(', 'default auth(']);

/** `export default clerkMiddleware(async (auth, request) => … auth.protect())`. */
export function givenMiddlewares(model: ValueModel): readonly FunctionView[] {
  return model.textIndex.findGroup(WRAPPERS).flatMap(({ which, indexes }) => indexes.slice(0, MAX_CLIMB).flatMap((index) => {
    const call = model.nodeAt(index + (which === 2 ? 'default '.length : 0))?.parent;
    const [given] = isCall(call) ? children(call, 'arguments') : [];
    const fn = given ? model.view(given).fn() : null;
    return fn ? [fn] : [];
  }));
}

/** `export function middleware(request)` of Next.js, or the like of SvelteKit and Astro, that sends strangers to the page where people log in, or answers 401. */
export function pageMiddlewares(model: ValueModel): readonly FunctionView[] {
  if (!model.textIndex.hasAny(FRAMEWORKS)) return [];
  return model.functionsNamed((name) => FIRST.test(name)).filter(({ node }) => nodesOf(model, child(node, 'body') ?? node).slice(0, MAX_NODES).some((inner) => isRefusal(inner) || (writtenText(inner) !== null && sendsAway(inner))));
}

/** What a guard of a router answers, or shows, in place of the page: `'/login'`, `{ name: 'login' }`, `<Navigate to="/login" />`. */
function sendsAway(answer: JsNode | null): boolean {
  const page = writtenText(answer);
  if (page !== null) return LOGIN_PAGE.test(page);
  if (answer?.type === 'ObjectExpression') return children(answer, 'properties').some((property) => property !== null && MEMBERS_OF_PAGE.has(nameOf(child(property, 'key')) ?? '') && sendsAway(child(property, 'value')));
  return answer?.type === 'JSXElement' && /^(?:Navigate|Redirect)$/.test(String(child(child(answer, 'openingElement') ?? answer, 'name')?.['name']));
}

function refuses(model: ValueModel, node: JsNode): boolean {
  if (node.type === 'ThrowStatement' || answersRefusal(node)) return true;
  if (node.type === 'ReturnStatement') return sendsAway(child(node, 'argument'));
  if (!isCall(node)) return false;
  const name = lastName(calleeOf(node)) ?? '';
  if (name === 'next') return children(node, 'arguments').length > 0;
  // `new Response('…', { status: 401 })`
  return REFUSALS.test(name) || (name === 'Response' && nodesOf(model, node).slice(0, MAX_NODES).some(isRefusal));
}

const GUARD = /guard|auth|polic|permission|role|access|protect|jwt|session|admin/i;
const ROUTE_KEYS = /^(?:path|component|children|loadComponent|loadChildren)$/;

/** `@Injectable() class`: made by Angular or Nest, whose guards these are. */
function isInjected(owner: JsNode): boolean {
  return children(owner, 'decorators').some((decorator) => {
    const called = decorator && child(decorator, 'expression');
    return lastName(isCall(called) ? calleeOf(called) : (called ?? null)) === 'Injectable';
  });
}

/** False for a `canActivate` of something else than a route: a tab, a tool, a plugin. */
export function isRouteGuard({ node }: FunctionView): boolean {
  const { parent } = node;
  if (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition') {
    const owner = parent.parent?.parent;
    const named = [owner && child(owner, 'id'), owner && child(owner, 'superClass')].some((name) => GUARD.test(lastName(name ?? null) ?? ''));
    return named || (owner !== null && owner !== undefined && (isInjected(owner) || children(owner, 'implements').some((item) => /^CanActivate/.test(nameOf(item && child(item, 'expression')) ?? ''))));
  }
  // Only routes have lists of them.
  if (parent?.type !== 'Property' || !parent.parent) return true;
  return children(parent.parent, 'properties').some((property) => property !== null && ROUTE_KEYS.test(nameOf(child(property, 'key')) ?? ''));
}
