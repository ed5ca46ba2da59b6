import { calleeOf, child, children, isCall, isMember, lastName, memberName, nameOf, objectOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import { keyName } from './bindings.ts';
import { TextGroup } from '../text-index.ts';
import type { TextIndex } from '../text-index.ts';

/** Decorators of a class, and of those methods of it whose results go to a client. Sources: NestJS, routing-controllers, Ts.ED, TypeGraphQL, LoopBack. */
const CONTROLLERS: ReadonlySet<string> = new Set(['Controller', 'RestController', 'JsonController', 'Resolver', 'WebSocketGateway']);
const ROUTES: ReadonlySet<string> = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'All', 'Head', 'Options', 'Sse', 'Query', 'Mutation', 'Subscription', 'ResolveField', 'FieldResolver', 'SubscribeMessage', 'MessagePattern', 'get', 'post', 'put', 'patch', 'del']);
/** Exported functions whose `props` a page is rendered with, in the browser too. */
const PAGE_PROPS: ReadonlySet<string> = new Set(['getServerSideProps', 'getStaticProps']);
/** Exported functions whose results a page is given, by the modules that mean them. */
const PAGE_DATA: readonly (readonly [name: RegExp, modules: RegExp])[] = [
  [/^(?:loader|action)$/, /^(?:@remix-run\/|@react-router\/|react-router$|@shopify\/remix-oxygen$)/],
  [/^(?:load|handleError)$/, /^(?:@sveltejs\/kit|\$env\/|\$lib\/|\.\/\$types)/],
];
/** What stands in the text of every file with such a function. */
const WORDS = new TextGroup(['Controller(', 'Resolver(', 'WebSocketGateway(', 'getServerSideProps', 'getStaticProps', '@remix-run/', 'react-router', '@sveltejs/kit', '$env/', './$types', 'statusCode', 'use server', 'rocedure', 'Query: {', 'Mutation: {']);

/** False when no function of the file can be one whose result is an answer by itself. */
export function mayAnswer(index: TextIndex): boolean {
  return index.hasAny(WORDS);
}

/** What a function with an answer is called in a message; `null` for any other. `path`: where in the result the value sits. */
export function answerOf(fn: JsNode, path: readonly string[], root: JsNode): string | null {
  const method = fn.parent?.type === 'MethodDefinition' ? fn.parent : null;
  if (method) return isRoute(method) ? `the answer of ${keyName(method) ?? 'a route'}()` : null;
  const resolver = resolverName(fn);
  if (resolver !== null) return `the answer of ${resolver}()`;
  const exported = exportedName(fn);
  if (exported === null) return null;
  if (PAGE_PROPS.has(exported)) return path[0] === 'props' ? 'the props of the page' : null;
  if (exported === 'handler' && path[0] === 'body') return answersWithStatus(fn) ? 'the answer of handler()' : null;
  if (PAGE_DATA.some(([name, modules]) => name.test(exported) && imports(root, modules))) return `the data of ${exported}()`;
  return isServerAction(fn, root) ? `the answer of ${exported}()` : null;
}

/** `publicProcedure.query(() => …)`: what the callback returns goes to the client of tRPC. */
export function isProcedure(call: JsNode): boolean {
  const callee = calleeOf(call);
  if (!isMember(callee) || !/^(?:query|mutation|subscription)$/.test(memberName(callee) ?? '')) return false;
  let at: JsNode | null = objectOf(callee);
  for (let depth = 0; at && depth < 16; depth += 1) {
    const name = lastName(at);
    if (/procedure$/i.test(name ?? '')) return true;
    at = isCall(at) ? calleeOf(at) : isMember(at) ? objectOf(at) : null;
  }
  return false;
}

/** `name` of a resolver of GraphQL: `{ Query: { name: () => … } }`. */
function resolverName(fn: JsNode): string | null {
  const property = fn.parent?.type === 'Property' ? fn.parent : null;
  const map = property?.parent?.parent;
  return property && map?.type === 'Property' && /^(?:Query|Mutation|Subscription)$/.test(keyName(map) ?? '') ? keyName(property) : null;
}

function isRoute(method: JsNode): boolean {
  return decoratedWith(method, ROUTES) && decoratedWith(method.parent?.parent, CONTROLLERS);
}

function decoratedWith(node: JsNode | null | undefined, names: ReadonlySet<string>): boolean {
  return (node ? children(node, 'decorators') : []).some((decorator) => {
    const expression = decorator ? child(decorator, 'expression') : null;
    const callee = isCall(expression) ? calleeOf(expression) : expression;
    return names.has(lastName(callee) ?? '');
  });
}

/** The name a function of this module has outside: `export function x`, `export const x = () =>`, `exports.x = () =>`. */
function exportedName(fn: JsNode): string | null {
  const { parent } = fn;
  if (fn.type === 'FunctionDeclaration') return parent?.type === 'ExportNamedDeclaration' || parent?.type === 'ExportDefaultDeclaration' ? nameOf(child(fn, 'id')) : null;
  if (parent?.type === 'VariableDeclarator') return parent.parent?.parent?.type === 'ExportNamedDeclaration' ? nameOf(child(parent, 'id')) : null;
  const left = parent?.type === 'AssignmentExpression' && parent['right'] === fn ? child(parent, 'left') : null;
  if (!isMember(left)) return null;
  const object = objectOf(left);
  const holder = lastName(object);
  return holder === 'exports' ? memberName(left) : null;
}

/** A function of AWS Lambda and its kin answers with an object that has a `statusCode`. */
function answersWithStatus(fn: JsNode): boolean {
  const body = child(fn, 'body');
  const statements = body?.type === 'BlockStatement' ? children(body, 'body') : [];
  const values = body?.type === 'BlockStatement' ? statements.map((statement) => (statement?.type === 'ReturnStatement' ? child(statement, 'argument') : null)) : [body];
  return values.some((value) => value?.type === 'ObjectExpression' && children(value, 'properties').some((property) => property?.type === 'Property' && keyName(property) === 'statusCode'));
}

/** `'use server'` at the beginning of the module or of the function: the browser calls it. */
function isServerAction(fn: JsNode, root: JsNode): boolean {
  const body = child(fn, 'body');
  return isDirective(children(root, 'body')[0]) || (body !== null && isDirective(children(body, 'body')[0]));
}

function isDirective(statement: JsNode | null | undefined): boolean {
  return statement?.type === 'ExpressionStatement' && child(statement, 'expression')?.['value'] === 'use server';
}

function imports(root: JsNode, modules: RegExp): boolean {
  return children(root, 'body').some((statement) => {
    const source = statement?.type === 'ImportDeclaration' ? child(statement, 'source') : statement?.type === 'VariableDeclaration' ? required(statement) : null;
    return typeof source?.['value'] === 'string' && modules.test(source['value']);
  });
}

/** `'module'` of `const { json } = require('module')`. */
function required(declaration: JsNode): JsNode | null {
  const load = child(children(declaration, 'declarations')[0] ?? declaration, 'init');
  return isCall(load) && nameOf(calleeOf(load)) === 'require' ? (children(load, 'arguments')[0] ?? null) : null;
}
