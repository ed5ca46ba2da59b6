import { calleeOf, child, children, enclosingFunction, isCall, isFunction, isMember, memberName, nameOf, unwrap } from './ast.ts';
import type { JsNode } from './ast.ts';
import { TextGroup } from '../text-index.ts';
import type { TextIndex } from '../text-index.ts';
import { queueSeeds } from './queue-handlers.ts';
import type { Workshop } from './workshop.ts';
import type { Seed } from './trace.ts';

const REQUESTS = new TextGroup(['req', 'request', '_req', '_request'], 'word');
const PAIR = /_?(?:req|request)\s{0,20}(?::[^,()]{0,80})?,\s{0,20}_?(?:res|response|reply)\b/y;
/** `fetch(request, env)`: a worker's bindings. */
const WITH_ENV = /_?(?:req|request)\s{0,20}(?::[^,()]{0,80})?,\s{0,20}env\b/y;
/** `scheduled(event, env)`: a worker that a clock starts. */
const SCHEDULED = new TextGroup(['scheduled'], 'word');
const VERBS = new TextGroup(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'loader', 'action', 'load'], 'word');
const FASTIFY = new TextGroup(['fastify', 'FastifyInstance'], 'word');
/** Decorators of parameters that take something of the request. Sources: NestJS, routing-controllers. */
const INPUTS = new TextGroup(['@Body', '@Query', '@Param', '@Params', '@Headers', '@UploadedFile', '@MessageBody', '@Payload', '@Args', '@QueryParam', '@BodyParam', '@HeaderParam', '@Req', '@Request', '@Res', '@Response']);
const ACTIONS = new TextGroup(["'use server'", '"use server"', 'export const actions']);
/** Of these: the one that names an object of functions. Source: SvelteKit. */
const FORM_ACTIONS = 2;
/** Procedures of tRPC, by the names that they are made with: `publicProcedure`, `t.procedure`. */
const PROCEDURES = new TextGroup(['rocedure']);
/** Maps of resolvers: `{ Query: { user: (parent, args) => … } }`. Source: GraphQL Tools. */
const RESOLVERS = new TextGroup(['Query: {', 'Mutation: {', 'Subscription: {']);
const RESOLVING: ReadonlySet<string> = new Set(['query', 'mutation', 'subscription']);
const MAX_LINKS = 16;
const MAX_ACTIONS = 200;
/** A hook of SvelteKit that sees each request first: `handle({ event, resolve })`. */
const HOOKS = new TextGroup(['resolve(event']);
/** Functions of queues and of bots on GitHub, by what stands in them. Sources: NestJS, Inngest, Probot, actions/github-script. */
const QUEUES = new TextGroup(['context.payload', '.createFunction(', '@Processor(']);
const HTTP_VERBS = 5;
const HANDLER = new TextGroup(['handler'], 'word');
const ROUTE = /\bexport\s{1,9}(?:async\s{1,9})?(?:function|const)\s{1,9}$/;
const COMMON_EXPORT = /\bexports\.$/;
const MAX_ROUTE = 50;
const MAX_HANDLERS = 500;

/** What a place in the text may be: parameters, the name of an exported function, a decorator. */
export interface HandlerPlace {
  readonly kind: 'pair' | 'worker' | 'route' | 'data' | 'function' | 'plugin' | 'decorator' | 'server-action' | 'form-actions' | 'procedure' | 'resolvers' | 'hook' | 'queue';
  readonly index: number;
}

/** Where parameters of request handlers may stand. Reads the text only. */
export function handlerPlaces(text: string, textIndex: TextIndex): readonly HandlerPlace[] {
  const places: HandlerPlace[] = [];
  const add = (kind: HandlerPlace['kind'], index: number): void => {
    if (places.length < MAX_HANDLERS) places.push({ kind, index });
  };
  for (const { indexes } of textIndex.findGroup(REQUESTS)) {
    for (const index of indexes) {
      if (isAt(WITH_ENV, text, index)) add('worker', index);
      if (isAt(PAIR, text, index)) add('pair', index);
    }
  }
  for (const { which, indexes } of textIndex.findGroup(VERBS)) {
    for (const index of indexes) if (ROUTE.test(text.slice(Math.max(0, index - MAX_ROUTE), index))) add(which < HTTP_VERBS ? 'route' : 'data', index);
  }
  for (const { indexes } of textIndex.findGroup(HANDLER)) {
    for (const index of indexes) {
      const before = text.slice(Math.max(0, index - MAX_ROUTE), index);
      if (ROUTE.test(before) || COMMON_EXPORT.test(before)) add('function', index);
    }
  }
  for (const { which, indexes } of textIndex.findGroup(ACTIONS)) for (const index of indexes) if (which === FORM_ACTIONS) add('form-actions', index + 'export const '.length);
    else add('server-action', index);
  for (const { indexes } of textIndex.findGroup(PROCEDURES)) for (const index of indexes) add('procedure', index);
  for (const { indexes } of textIndex.findGroup(RESOLVERS)) for (const index of indexes) add('resolvers', index);
  for (const { indexes } of textIndex.findGroup(HOOKS)) for (const index of indexes) add('hook', index);
  for (const { which, indexes } of textIndex.findGroup(QUEUES)) for (const index of indexes) add('queue', index + (which === 0 ? 0 : 1));
  for (const { indexes } of textIndex.findGroup(SCHEDULED)) for (const index of indexes) add('worker', index);
  for (const { indexes } of textIndex.findGroup(FASTIFY)) for (const index of indexes) add('plugin', index);
  for (const { indexes } of textIndex.findGroup(INPUTS)) for (const index of indexes) add('decorator', index + 1);
  return places;
}

function isAt(pattern: RegExp, text: string, index: number): boolean {
  pattern.lastIndex = index;
  return pattern.test(text);
}

/** Parameters of request handlers told by their shape: `(req, res) =>`, exported functions of a route file, decorated ones. */
export function requestHandlers({ uses, budget, bindings }: Workshop, places: readonly HandlerPlace[]): readonly Seed[] {
  const seeds: Seed[] = [];
  for (const { kind, index } of places) {
    if (!budget.spend(2, [index, index])) return seeds;
    const node = uses.nodeAt(index);
    seeds.push(...(kind === 'server-action' ? actionSeeds(node) : kind === 'form-actions' ? formActionSeeds(node) : kind === 'procedure' ? procedureSeed(node) : kind === 'resolvers' ? resolverSeeds(node) : kind === 'queue' ? queueSeeds(node, bindings) : kind === 'hook' ? hookSeeds(node) : kind === 'pair' ? pairSeeds(node) : kind === 'worker' ? workerSeeds(node) : kind === 'plugin' ? pluginSeed(node) : kind === 'decorator' ? decoratorSeed(node, index) : kind === 'function' ? functionSeed(node) : routeSeeds(node, kind === 'route')));
  }
  return seeds;
}

function pairSeeds(parameter: JsNode | null): readonly Seed[] {
  const fn = parameter?.parent;
  if (!parameter || !isFunction(fn)) return [];
  const params = children(fn, 'params');
  const at = params.indexOf(parameter);
  const response = params[at + 1];
  if (at < 0 || at > 1 || !response) return [];
  return [{ pattern: parameter, root: 'global:@request' }, { pattern: response, root: 'global:@response' }];
}

/** `export async function GET(request)`, `export const load = ({ params }) =>`. */
function routeSeeds(node: JsNode | null, isVerb: boolean): readonly Seed[] {
  const fn = routeFunction(node);
  const parameter = fn ? children(fn, 'params')[0] : null;
  const roots = parameter ? [...(parameter.type === 'ObjectPattern' ? ['global:@event'] : []), ...(isVerb ? ['global:@request'] : [])] : [];
  return roots.map((root) => ({ pattern: parameter as JsNode, root }));
}

/** `export const handler = async (event) =>`, `exports.handler = async (event) =>`: a function of a cloud. */
function functionSeed(node: JsNode | null): readonly Seed[] {
  const assignment = isMember(node?.parent) ? node.parent.parent : null;
  const assigned = assignment?.type === 'AssignmentExpression' && assignment['left'] === node?.parent ? child(assignment, 'right') : null;
  const fn = isFunction(assigned) ? assigned : routeFunction(node);
  const event = fn ? children(fn, 'params')[0] : null;
  return event ? [{ pattern: event, root: 'global:@cloud' }] : [];
}

/** Parameters of the functions that `'use server'` opens to the browser: of the one that it stands in, or of all that its module exports. */
function actionSeeds(directive: JsNode | null): readonly Seed[] {
  const statement = directive?.parent?.type === 'ExpressionStatement' ? directive.parent : null;
  const home = statement?.parent;
  if (!home || children(home, 'body')[0] !== statement) return [];
  const functions = home.type === 'Program' ? children(home, 'body').slice(0, MAX_ACTIONS).flatMap(exportedFunctions) : isFunction(home.parent) ? [home.parent] : [];
  return functions.flatMap((fn) => children(fn, 'params')).flatMap((parameter) => (parameter ? [{ pattern: parameter, root: 'global:@message' }] : []));
}

/** `export const actions = { default: async ({ request }) => … }`: each function gets an event. */
function formActionSeeds(name: JsNode | null): readonly Seed[] {
  const init = name?.parent?.type === 'VariableDeclarator' && name.parent['id'] === name ? child(name.parent, 'init') : null;
  const literal = init ? unwrap(init) : null;
  const properties = literal?.type === 'ObjectExpression' ? children(literal, 'properties').slice(0, MAX_FORM_ACTIONS) : [];
  return properties.flatMap((property) => {
    const fn = property ? child(property, 'value') : null;
    const event = isFunction(fn) ? children(fn, 'params')[0] : null;
    return event?.type === 'ObjectPattern' ? [{ pattern: event, root: 'global:@event' }] : [];
  });
}
const MAX_FORM_ACTIONS = 50;

/** `Query: { user: (parent, args) => … }`: each function gets the arguments of a query. */
function resolverSeeds(name: JsNode | null): readonly Seed[] {
  const map = name?.parent?.type === 'Property' && name.parent['key'] === name ? child(name.parent, 'value') : null;
  return (map?.type === 'ObjectExpression' ? children(map, 'properties').slice(0, MAX_ACTIONS) : []).flatMap((property) => {
    const fn = property ? child(property, 'value') : null;
    const given = isFunction(fn) ? children(fn, 'params')[1] : null;
    return given ? [{ pattern: given, root: 'global:@message' }] : [];
  });
}

/** `publicProcedure.input(schema).mutation(({ input }) => …)`: the resolver gets what a client sent. */
function procedureSeed(name: JsNode | null): readonly Seed[] {
  if (!/procedure$/i.test(nameOf(name) ?? '')) return [];
  let at = isMember(name?.parent) && name.parent['property'] === name ? name.parent : name;
  for (let link = 0; at && link < MAX_LINKS; link += 1) {
    const member: JsNode | null | undefined = at.parent;
    const call: JsNode | null = isMember(member) && member['object'] === at && isCall(member.parent) && member.parent['callee'] === member ? member.parent : null;
    if (!member || !call) return [];
    const resolver = RESOLVING.has(memberName(member) ?? '') ? children(call, 'arguments')[0] : null;
    const given = isFunction(resolver) ? children(resolver, 'params')[0] : null;
    if (given) return [{ pattern: given, root: 'global:@procedure' }];
    at = call;
  }
  return [];
}

/** `export async function save(data)`, `export const save = async (data) =>`. */
function exportedFunctions(statement: JsNode | null): readonly JsNode[] {
  const declaration = statement?.type === 'ExportNamedDeclaration' || statement?.type === 'ExportDefaultDeclaration' ? child(statement, 'declaration') : null;
  if (isFunction(declaration)) return [declaration];
  return (declaration ? children(declaration, 'declarations') : []).flatMap((item) => {
    const value = item ? child(item, 'init') : null;
    return isFunction(value) ? [value] : [];
  });
}

function routeFunction(name: JsNode | null): JsNode | null {
  const holder = name?.parent ?? null;
  const value = holder?.type === 'VariableDeclarator' ? (holder['init'] as JsNode | null) : holder;
  return isFunction(value) ? value : null;
}

/** `event` of the function around that takes `{ event, resolve }`. */
function hookSeeds(node: JsNode | null): readonly Seed[] {
  for (let fn = node && enclosingFunction(node), depth = 0; fn && depth < MAX_LINKS; fn = enclosingFunction(fn), depth += 1) {
    const given = children(fn, 'params')[0];
    const names = given?.type === 'ObjectPattern' ? children(given, 'properties') : [];
    const event = names.find((property) => property !== null && nameOf(child(property, 'key')) === 'event');
    const value = event && names.some((property) => property !== null && nameOf(child(property, 'key')) === 'resolve') ? child(event, 'value') : null;
    if (value) return [{ pattern: value, root: 'global:@event' }];
  }
  return [];
}

/** The parameter of a plugin: `async function routes(fastify, options)`, `(app: FastifyInstance) =>`. */
function pluginSeed(node: JsNode | null): readonly Seed[] {
  let parameter = node;
  for (let depth = 0; parameter && depth < 4 && !isFunction(parameter.parent); depth += 1) parameter = parameter.parent ?? null;
  return parameter?.type === 'Identifier' && isFunction(parameter.parent) && children(parameter.parent, 'params')[0] === parameter ? [{ pattern: parameter, root: 'global:@fastify' }] : [];
}

/** The parameter under a decorator: `@Body() body`, `@Res() response`. Its range may begin behind the decorator. */
function decoratorSeed(node: JsNode | null, index: number): readonly Seed[] {
  let fn = node;
  for (let depth = 0; fn && depth < 6 && !isFunction(fn); depth += 1) fn = fn.parent ?? null;
  for (const holder of fn ? children(fn, 'params') : []) {
    const decorator = holder ? children(holder, 'decorators').find((item) => item && item.range[0] <= index && index < item.range[1]) : null;
    if (!holder || !decorator) continue;
    const expression = child(decorator, 'expression');
    const kind = nameOf(isCall(expression) ? calleeOf(expression) : expression) ?? '';
    const root = /^Req/.test(kind) ? 'global:@request' : /^Res/.test(kind) ? 'global:@response' : 'global:@message';
    return [{ pattern: holder.type === 'TSParameterProperty' ? (child(holder, 'parameter') ?? holder) : holder, root }];
  }
  return [];
}

/** `export default { async fetch(request, env, context) { … } }`. */
function workerSeeds(node: JsNode | null): readonly Seed[] {
  const isKey = node?.parent?.type === 'Property' && node.parent['key'] === node;
  const fn = (isKey ? child(node.parent ?? node, 'value') : node?.parent) ?? null;
  const property = isFunction(fn) && fn.parent?.type === 'Property' ? fn.parent : null;
  if (!fn || property?.parent?.parent?.type !== 'ExportDefaultDeclaration' && property?.parent?.parent?.type !== 'TSSatisfiesExpression') return [];
  const [first, env] = children(fn, 'params');
  if (isKey) return env?.type === 'Identifier' && /^_?env$/.test(nameOf(env) ?? '') ? [{ pattern: env, root: 'global:@bindings' }] : [];
  return first && first === node && env?.type === 'Identifier' && nameOf(child(property, 'key')) === 'fetch' ? [{ pattern: first, root: 'global:@request' }, { pattern: env, root: 'global:@bindings' }] : [];
}
