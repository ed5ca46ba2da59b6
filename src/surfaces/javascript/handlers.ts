import { child, children, isCall, isFunction, nameOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import { TextGroup } from '../text-index.ts';
import type { TextIndex } from '../text-index.ts';
import type { Workshop } from './forward.ts';
import type { Seed } from './trace.ts';

const REQUESTS = new TextGroup(['req', 'request', '_req', '_request'], true);
const PAIR = /_?(?:req|request)\s{0,20}(?::[^,()]{0,80})?,\s{0,20}_?(?:res|response|reply)\b/y;
/** `fetch(request, env)`: a worker's bindings. */
const WITH_ENV = /_?(?:req|request)\s{0,20}(?::[^,()]{0,80})?,\s{0,20}env\b/y;
const VERBS = new TextGroup(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'loader', 'action', 'load'], true);
const FASTIFY = new TextGroup(['fastify', 'FastifyInstance'], true);
/** Decorators of parameters that take something of the request. Sources: NestJS, routing-controllers. */
const INPUTS = new TextGroup(['@Body', '@Query', '@Param', '@Params', '@Headers', '@UploadedFile', '@MessageBody', '@Payload', '@Args', '@QueryParam', '@BodyParam', '@HeaderParam', '@Req', '@Request', '@Res', '@Response']);
const HTTP_VERBS = 5;
const ROUTE = /\bexport\s{1,9}(?:async\s{1,9})?(?:function|const)\s{1,9}$/;
const MAX_ROUTE = 50;
const MAX_HANDLERS = 500;

/** Parameters of request handlers told by their shape: `(req, res) =>` and the exported verbs of a route file. */
export function requestHandlers({ text, textIndex, uses, budget }: Workshop): readonly Seed[] {
  const seeds: Seed[] = [];
  for (const index of placesOf(textIndex, REQUESTS)) {
    PAIR.lastIndex = index;
    WITH_ENV.lastIndex = index;
    if (WITH_ENV.test(text)) seeds.push(...workerSeeds(uses.nodeAt(index)));
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
  for (const { which, indexes } of textIndex.findGroup(VERBS)) {
    for (const index of indexes) {
      const fn = ROUTE.test(text.slice(Math.max(0, index - MAX_ROUTE), index)) ? routeFunction(uses.nodeAt(index)) : null;
      const parameter = fn ? children(fn, 'params')[0] : null;
      if (parameter?.type === 'ObjectPattern') seeds.push({ pattern: parameter, root: 'global:@event' });
      if (parameter && which < HTTP_VERBS) seeds.push({ pattern: parameter, root: 'global:@request' });
    }
  }
  for (const index of placesOf(textIndex, FASTIFY).slice(0, MAX_HANDLERS)) seeds.push(...fastifySeed(uses.nodeAt(index)));
  for (const index of placesOf(textIndex, INPUTS).slice(0, MAX_HANDLERS)) seeds.push(...decoratorSeed(uses.nodeAt(index + 1), index + 1));
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

/** The parameter of a plugin: `async function routes(fastify, options)`, `(app: FastifyInstance) =>`. */
function fastifySeed(node: JsNode | null): readonly Seed[] {
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
    const kind = nameOf(isCall(expression) ? child(expression, 'callee') : expression) ?? '';
    const root = /^Req/.test(kind) ? 'global:@request' : /^Res/.test(kind) ? 'global:@response' : 'global:@message';
    return [{ pattern: holder.type === 'TSParameterProperty' ? (child(holder, 'parameter') ?? holder) : holder, root }];
  }
  return [];
}

/** `export default { async fetch(request, env, context) { … } }`. */
function workerSeeds(request: JsNode | null): readonly Seed[] {
  const fn = request?.parent ?? null;
  const property = isFunction(fn) && fn.parent?.type === 'Property' ? fn.parent : null;
  if (!fn || property?.parent?.parent?.type !== 'ExportDefaultDeclaration' && property?.parent?.parent?.type !== 'TSSatisfiesExpression') return [];
  const [first, env] = children(fn, 'params');
  return first && first === request && env?.type === 'Identifier' && nameOf(child(property, 'key')) === 'fetch' ? [{ pattern: first, root: 'global:@request' }, { pattern: env, root: 'global:@bindings' }] : [];
}
