import { TextGroup } from '../text-index.ts';
import { calledBy, calleeOf, child, children, isCall, isFunction, isMember, lastName, memberName, namedExpression, writtenText } from './ast.ts';
import type { JsNode } from './ast.ts';
import { keyName } from './bindings.ts';
import type { Workshop } from './workshop.ts';
import type { TaintSeed } from './taint.ts';
import type { FlowSource } from './types.ts';

const SUBMITS = new TextGroup(['handleSubmit'], 'word');
const MAX_SUBMITS = 20;
const MAX_LINKS = 16;

/** `register('password')` of React Hook Form: a member of what `handleSubmit((values) => …)` gives. */
export function registerSeeds(literal: JsNode, source: FlowSource, { textIndex, uses, origins }: Workshop): readonly TaintSeed[] {
  const call = literal.parent;
  const field = writtenText(literal);
  if (!isCall(call) || field === null || children(call, 'arguments')[0] !== literal || lastName(calleeOf(call)) !== 'register') return [];
  return textIndex.findGroup(SUBMITS).flatMap(({ indexes }) => indexes.slice(0, MAX_SUBMITS)).flatMap((index) => {
    const name = uses.nodeAt(index);
    const submit = name && calledBy(namedExpression(name));
    const [handler] = submit ? children(submit, 'arguments') : [];
    const fn = handler ? (isFunction(handler) ? handler : origins.localFunction(handler)) : null;
    const values = fn ? children(fn, 'params')[0] : null;
    return values ? [{ source, at: values, sub: field.split('.'), isPattern: true }] : [];
  });
}

/** `publicProcedure.input(z.object({ password: z.string() })).mutation(({ input }) => …)` of tRPC. */
export function procedureInputSeed(source: FlowSource, property: JsNode): TaintSeed | null {
  const schema = property.parent?.parent;
  const key = keyName(property);
  if (key === null || !isCall(schema) || lastName(calleeOf(schema)) !== 'object') return null;
  const given = outermost(schema);
  const input = given.parent;
  const callee = isCall(input) && given !== input['callee'] ? calleeOf(input) : null;
  if (!isCall(input) || !isMember(callee) || memberName(callee) !== 'input') return null;
  for (let at: JsNode = input, link = 0; link < MAX_LINKS; link += 1) {
    const member = at.parent;
    const call = isMember(member) && member['object'] === at ? member.parent : null;
    if (!isMember(member) || !isCall(call)) return null;
    const [resolver] = /^(?:query|mutation|subscription)$/.test(memberName(member) ?? '') ? children(call, 'arguments') : [];
    const options = isFunction(resolver) ? children(resolver, 'params')[0] : null;
    if (options) return { source, at: options, sub: ['input', key], isPattern: true };
    at = call;
  }
  return null;
}

/** Functions that check the environment against a list of variables, by the argument that it is. Sources: Zod, envalid. */
const CHECKED: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([['parse', []], ['parseAsync', []], ['safeParse', ['data']]]);

/** `const env = z.object({ API_SECRET: z.string() }).parse(process.env)`: a member of what is answered is the variable. */
export function checkedEnvironmentSeed(source: FlowSource, property: JsNode, { uses, origins }: Workshop): TaintSeed | null {
  const call = property.parent?.parent;
  const key = keyName(property);
  if (key === null || !isCall(call)) return null;
  const isEnvironment = (node: JsNode | null | undefined): boolean => node !== null && node !== undefined && origins.origins(node)[0] === 'global:process.env';
  const called = lastName(calleeOf(call));
  if (called === 'cleanEnv') return isEnvironment(children(call, 'arguments')[0]) ? { source, at: call, sub: [key] } : null;
  if (called !== 'object' && called !== 'strictObject') return null;
  const id = call.parent?.type === 'VariableDeclarator' ? child(call.parent, 'id') : null;
  for (const schema of id ? uses.readsOf(id).slice(0, MAX_SUBMITS) : [call]) {
    const member = schema.parent;
    const parsed = isMember(member) && member['object'] === schema ? member.parent : null;
    const sub = isMember(member) && isCall(parsed) && isEnvironment(children(parsed, 'arguments')[0]) ? CHECKED.get(memberName(member) ?? '') : undefined;
    if (sub && parsed) return { source, at: parsed, sub: [...sub, key] };
  }
  return null;
}

const LOGINS = new TextGroup(["/login'", '/login"', '/login`', "/signin'", '/signin"', "/sign-in'", '/sign-in"', "/signup'", '/signup"', "/sign-up'", '/sign-up"']);

/** `app.post('/login', (req, res) => …)`: the password is a member of `req.body`. */
export function loginBodySeeds({ textIndex, uses }: Workshop): readonly TaintSeed[] {
  return textIndex.findGroup(LOGINS).flatMap(({ indexes }) => indexes.slice(0, MAX_SUBMITS)).flatMap((index) => {
    const route = uses.nodeAt(index);
    const call = route && writtenText(route) !== null ? route.parent : null;
    const callee = isCall(call) ? calleeOf(call) : null;
    if (!route || !isCall(call) || !isMember(callee) || memberName(callee) !== 'post' || children(call, 'arguments')[0] !== route) return [];
    const handler = children(call, 'arguments').at(-1);
    const request = isFunction(handler) && children(handler, 'params').length > 1 ? children(handler, 'params')[0] : null;
    return request ? [{ source: { kind: 'credential' as const, name: 'password', range: route.range, node: route }, at: request, sub: ['body', 'password'], isPattern: true }] : [];
  });
}

/** The whole chain that begins with a call: `z.object({ … }).strict()`. */
function outermost(call: JsNode): JsNode {
  let at = call;
  for (let link = 0; link < MAX_LINKS; link += 1) {
    const { parent } = at;
    const next = isMember(parent) && parent['object'] === at ? parent.parent : null;
    if (!isCall(next) || child(next, 'callee') !== parent) break;
    at = next;
  }
  return at;
}
