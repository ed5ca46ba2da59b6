import { TextGroup } from '../text-index.ts';
import { child, children, enclosingFunction, isCall, lastName, nameOf, pushChildren } from './ast.ts';
import type { JsNode } from './ast.ts';
import { nodesOf } from './body-nodes.ts';
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
    return nodes.flatMap((node) => {
      const declarator = node.parent;
      const isFixed = declarator?.type === 'VariableDeclarator' && declarator['id'] === node && declarator.parent?.['kind'] === 'const' && child(declarator, 'init')?.['value'] === true;
      if (!isFixed) return [];
      const around = enclosingFunction(declarator)?.range ?? [0, model.text.length];
      return nodes.some((use) => use.range[0] >= around[0] && use.range[1] <= around[1] && isRefusedWithout(model, use)) ? [{ name, at: declarator }] : [];
    });
  });
}

/** `if (!state) …` whose branch refuses. */
function isRefusedWithout(model: ValueModel, use: JsNode): boolean {
  let at = use.parent ?? null;
  if (at?.type !== 'UnaryExpression' || at['operator'] !== '!') return false;
  for (let depth = 0; at && depth < MAX_CLIMB; depth += 1) {
    const parent: JsNode | null = at.parent ?? null;
    if (parent?.type === 'IfStatement') return parent['test'] === at && nodesOf(model, child(parent, 'consequent') ?? parent).some(refuses);
    if (parent?.type !== 'LogicalExpression') return false;
    at = parent;
  }
  return false;
}

/** Calls that send somebody away. */
const REFUSALS = /^(?:redirect|navigate|navigateTo|sendStatus|unauthorized|forbidden|deny|abort|reject)$/;

function refuses(node: JsNode): boolean {
  if (node.type === 'ThrowStatement') return true;
  if (!isCall(node)) return false;
  const name = lastName(child(node, 'callee')) ?? '';
  const [first] = children(node, 'arguments');
  if (name === 'next') return first !== undefined;
  return REFUSALS.test(name) || (/^(?:status|writeHead|code)$/.test(name) && (first?.['value'] === 401 || first?.['value'] === 403)) || (name === 'Response' && holdsRefusal(node));
}

/** `new Response('…', { status: 401 })`. */
function holdsRefusal(node: JsNode): boolean {
  const stack: JsNode[] = [node];
  for (let count = 0; stack.length > 0 && count < MAX_NODES; count += 1) {
    const next = stack.pop() as JsNode;
    if (next['value'] === 401 || next['value'] === 403) return true;
    pushChildren(next, stack);
  }
  return false;
}

const GUARD = /guard|auth|polic|permission|role|access|protect|jwt|session|admin/i;
const ROUTE_KEYS = /^(?:path|component|children|loadComponent|loadChildren)$/;

/** False for a `canActivate` of something else than a route: a tab, a tool, a plugin. */
export function isRouteGuard({ node }: FunctionView): boolean {
  const { parent } = node;
  if (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition') {
    const owner = parent.parent?.parent;
    const named = [owner && child(owner, 'id'), owner && child(owner, 'superClass')].some((name) => GUARD.test(lastName(name ?? null) ?? ''));
    return named || (owner ? children(owner, 'implements') : []).some((item) => /^CanActivate/.test(nameOf(item && child(item, 'expression')) ?? ''));
  }
  const holder = parent?.type === 'ArrayExpression' ? parent.parent : parent;
  if (holder?.type !== 'Property' || !holder.parent) return true;
  return children(holder.parent, 'properties').some((property) => property !== null && ROUTE_KEYS.test(nameOf(child(property, 'key')) ?? ''));
}
