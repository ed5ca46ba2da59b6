import { calleeOf, child, children, isCall, isClass, isFunction, isMember, lastName, memberName, nameOf, writtenText } from './ast.ts';
import type { JsNode } from './ast.ts';
import { keyName } from './bindings.ts';
import type { Bindings } from './bindings.ts';
import type { Seed } from './trace.ts';

const MAX_MEMBERS = 100;
const MAX_CLIMB = 4;
/** What a script of actions/github-script is given besides. */
const BESIDE = /^(?:github|octokit|core)$/;

/** Parameters of functions that a queue or a webhook calls: of `createFunction(…, ({ event }) => …)`, of the methods of `@Processor()`, the `context` of `context.payload`. */
export function queueSeeds(node: JsNode | null, bindings: Bindings): readonly Seed[] {
  if (nameOf(node) === 'context') return node ? contextSeeds(node, bindings) : [];
  const call = isMember(node?.parent) && isCall(node.parent.parent) ? node.parent.parent : null;
  return memberName(node?.parent ?? null) === 'createFunction' && call ? functionSeeds(call) : processorSeeds(node);
}

/** `app.on('issues.opened', async (context) => …)`, `module.exports = async ({ github, context }) => …`. */
function contextSeeds(node: JsNode, bindings: Bindings): readonly Seed[] {
  const definition = bindings.variable(node)?.defs[0];
  const pattern = definition?.type === 'Parameter' ? definition.name : null;
  if (!pattern) return [];
  const holder = pattern.parent?.type === 'Property' ? pattern.parent.parent : null;
  const fn = holder ? holder.parent : pattern.parent;
  const isScript = holder !== null && holder !== undefined && children(holder, 'properties').some((property) => property !== null && BESIDE.test(keyName(property) ?? ''));
  return isScript || isListener(fn ?? null) ? [{ pattern, root: 'global:@hook' }] : [];
}

/** A function that is called when something happens on GitHub: `on('issues.opened', fn)`. */
function isListener(fn: JsNode | null): boolean {
  const call = fn?.parent;
  const [event, handler] = isCall(call) ? children(call, 'arguments') : [];
  const first = event?.type === 'ArrayExpression' ? children(event, 'elements')[0] : event;
  return isFunction(fn) && handler === fn && lastName(calleeOf(call as JsNode)) === 'on' && /^(?:issues?|issue_comment|pull_request\w{0,20}|discussion\w{0,10}|push|release)(?:\.|$)/.test(writtenText(first ?? null) ?? '');
}

/** `inngest.createFunction(options, trigger, async ({ event, step }) => …)`. */
function functionSeeds(call: JsNode): readonly Seed[] {
  const handler = children(call, 'arguments').at(-1);
  const given = isFunction(handler) ? children(handler, 'params')[0] : null;
  const event = given?.type === 'ObjectPattern' ? children(given, 'properties').find((property) => property !== null && keyName(property) === 'event') : null;
  const value = event && child(event, 'value');
  return value ? [{ pattern: value, root: 'global:@job' }] : [];
}

/** `@Processor('video') class … { process(job) {} @Process() resize(job) {} }`. */
function processorSeeds(node: JsNode | null): readonly Seed[] {
  let at = node;
  for (let depth = 0; at && depth < MAX_CLIMB && !isClass(at) && at.type !== 'Program' && at.type !== 'ExportNamedDeclaration'; depth += 1) at = at.parent ?? null;
  // The range of a class may begin behind its decorators.
  const statements = at?.type === 'Program' ? children(at, 'body').slice(0, MAX_MEMBERS) : [at];
  return statements.map((statement) => (statement?.type === 'ExportNamedDeclaration' || statement?.type === 'ExportDefaultDeclaration' ? child(statement, 'declaration') : statement)).flatMap((owner) => (owner && isClass(owner) && isDecorated(owner, 'Processor') ? jobSeeds(owner) : []));
}

function jobSeeds(owner: JsNode): readonly Seed[] {
  const body = child(owner, 'body');
  return (body ? children(body, 'body').slice(0, MAX_MEMBERS) : []).flatMap((member) => {
    const fn = member ? child(member, 'value') : null;
    const job = isFunction(fn) ? children(fn, 'params')[0] : null;
    return member && job && (keyName(member) === 'process' || isDecorated(member, 'Process')) ? [{ pattern: job, root: 'global:@job' }] : [];
  });
}

function isDecorated(node: JsNode, name: string): boolean {
  return children(node, 'decorators').some((decorator) => {
    const called = decorator && child(decorator, 'expression');
    return isCall(called) && nameOf(calleeOf(called)) === name;
  });
}
