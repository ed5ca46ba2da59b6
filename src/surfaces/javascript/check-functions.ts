import { TextGroup } from '../text-index.ts';
import { calleeOf, child, children, isCall, isFunction, isMember, lastName, nameOf, unwrap, writtenText } from './ast.ts';
import { nodesOf } from './body-nodes.ts';
import { continuations } from './function-names.ts';
import type { JsNode } from './ast.ts';
import type { ArgView, FunctionView, ValueModel } from './types.ts';

/** Members of options that decide who may pass. */
const GIVEN_KEYS = /^(?:authorizer|verify|verifyPassword|authorize|validate|validateUser|verifyClient)$/;
const MAX_GIVEN = 3;

/** The functions that a strategy is given, also in its options: `{ authorizer: () => true }`. */
export function givenChecks(arg: ArgView, depth = 0): readonly FunctionView[] {
  const fn = arg.fn();
  if (fn) return [fn];
  return depth > MAX_GIVEN ? [] : (arg.object()?.entries.slice(0, 50).flatMap(({ key, value }) => (value.fn() && !GIVEN_KEYS.test(key) ? [] : givenChecks(value, depth + 1))) ?? []);
}

/** `validate(name, password)` of a class that extends `PassportStrategy(Strategy)`. */
export function validators(model: ValueModel): readonly FunctionView[] {
  return model.findWord('PassportStrategy').length === 0 ? [] : model.functionsNamed((name) => name === 'validate');
}

const DEFAULTS = /^_?defaults?(?:$|[A-Z_])|Defaults?$|_defaults?$|DEFAULTS?$/;

/** True for what a library does until somebody tells it otherwise: `const defaults = { authenticate: (user, done) => done(null, true) }`. */
export function isDefault({ node }: FunctionView): boolean {
  const object = node.parent?.type === 'Property' ? node.parent.parent : null;
  const holder = object?.parent;
  const name = holder?.type === 'VariableDeclarator' ? nameOf(child(holder, 'id')) : holder?.type === 'AssignmentExpression' ? lastName(child(holder, 'left')) : null;
  return DEFAULTS.test(name ?? '');
}

const USES = new TextGroup(['.use(', '.addHook(']);
/** Hooks of Fastify that see a request before its handler. */
const EARLY = /^(?:onRequest|preParsing|preValidation|preHandler)$/;
const REFUSALS = new TextGroup(['(401', '(403', ' 401', ' 403']);
const MAX_MIDDLEWARES = 100;
/** Calls that answer with a status. */
const ANSWERS = /^(?:status|sendStatus|writeHead|code|throw)$/;
/** What a middleware asks for when it wants to know who somebody is. */
const ASKS = /^(?:user|session|sessions|isAuthenticated|authorization|currentUser|jwt|verifyToken|verify)$/;

/** True when a middleware without a name may refuse somebody. */
export function mayRefuseRequests({ textIndex }: Pick<ValueModel, 'textIndex'>): boolean {
  return textIndex.hasAny(USES) && textIndex.hasAny(REFUSALS);
}

/** Middlewares, whatever their name, that refuse whoever is not logged in: `app.use((req, res, next) => { if (!req.user) return res.sendStatus(401); next(); })`. */
export function unnamedMiddlewares(model: ValueModel): readonly FunctionView[] {
  if (!mayRefuseRequests(model)) return [];
  return model.textIndex.findGroup(USES).flatMap(({ indexes }) => indexes.slice(0, MAX_MIDDLEWARES)).flatMap((index) => {
    const member = model.nodeAt(index + 1)?.parent;
    const call = isMember(member) && isCall(member.parent) && member.parent['callee'] === member ? member.parent : null;
    return (call ? children(call, 'arguments') : []).flatMap((argument) => {
      const whole = argument && unwrap(argument);
      const fn = whole && (isFunction(whole) || whole.type === 'Identifier') ? model.view(whole).fn() : null;
      return fn && (continuations(fn.node).length > 0 || isEarlyHook(fn)) && asksWho(model, fn) ? [fn] : [];
    });
  });
}

/** `app.addHook('preHandler', async (request, reply) => …)`: a plain `return` goes on. */
export function isEarlyHook({ node }: FunctionView): boolean {
  const call = node.parent;
  const callee = isCall(call) ? calleeOf(call) : null;
  return isCall(call) && isMember(callee) && lastName(callee) === 'addHook' && node['async'] === true && EARLY.test(writtenText(children(call, 'arguments')[0] ?? null) ?? '');
}

/** `response.status(401)`, `response.sendStatus(403)`, `ctx.throw(401)`. */
export function answersRefusal(node: JsNode): boolean {
  const [status] = isCall(node) ? children(node, 'arguments') : [];
  return status !== null && status !== undefined && isRefusal(status) && ANSWERS.test(lastName(calleeOf(node)) ?? '');
}

/** The statuses 401 and 403. */
export function isRefusal(node: JsNode): boolean {
  return node['value'] === 401 || node['value'] === 403;
}

/** A status of refusal is answered, and something says who is asking. */
export function asksWho(model: ValueModel, { node }: FunctionView): boolean {
  let refuses = false;
  let asks = false;
  for (const next of nodesOf(model, child(node, 'body') ?? node)) {
    refuses ||= answersRefusal(next);
    asks ||= ASKS.test(nameOf(next) ?? '');
  }
  return refuses && asks;
}
