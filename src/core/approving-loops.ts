import { calleeOf, child, isCall, isFunction, isMember, lastName, objectOf, pushChildren } from '../surfaces/javascript/ast.ts';
import type { JsNode, ValueModel } from '../surfaces/javascript/index.ts';
import type { SourceRange } from '../surfaces/mapped-text.ts';

/** What approves every call of a tool although it is code that should ask somebody. */
export interface OpenApproval {
  readonly at: SourceRange;
  readonly name: string;
}

const AGENTS = /^@openai\/agents(?:-core)?(?:\/|$)/;
const PROTOCOL = /^(?:@zed-industries\/agent-client-protocol|@agentclientprotocol\/sdk)(?:\/|$)/;
const DECIDES: ReadonlySet<string> = new Set(['IfStatement', 'ConditionalExpression', 'LogicalExpression', 'SwitchStatement', 'AwaitExpression', 'TryStatement']);
const LOOPS: ReadonlySet<string> = new Set(['ForOfStatement', 'ForStatement', 'ForInStatement']);
const MAX_CLIMB = 12;
const MAX_NODES = 500;
const MAX_PLACES = 100;

/** Loops that approve every interruption of the OpenAI Agents SDK, and clients of the Agent Client Protocol that select an answer unseen. */
export function findOpenApprovals(model: ValueModel): readonly OpenApproval[] {
  const approvals = model.findWord('approve');
  const asks = model.findWord('requestPermission').length > 0;
  if (approvals.length === 0 && !asks) return [];
  const loaded = model.moduleLoads().map(({ literal }) => literal ?? '');
  return [
    ...(loaded.some((name) => AGENTS.test(name)) ? approvals.slice(0, MAX_PLACES).flatMap((index) => approvingLoop(model, index)) : []),
    ...(asks && loaded.some((name) => PROTOCOL.test(name)) ? selectingClients(model) : []),
  ];
}

/** `for (const call of result.interruptions) result.state.approve(call)`, with nothing in the loop that decides. */
function approvingLoop(model: ValueModel, index: number): readonly OpenApproval[] {
  const member = model.nodeAt(index)?.parent;
  const call = isMember(member) && lastName(member) === 'approve' ? member.parent : null;
  const owner = call && isMember(member) ? objectOf(member) : null;
  if (!isCall(call) || !/^(?:\w{0,20}state)$/i.test(lastName(owner) ?? '')) return [];
  const loop = loopOf(call);
  return loop && !decides(loop) ? [{ at: call.range, name: 'This loop' }] : [];
}

/** The body of the loop or of the callback of `forEach` around a call, over the interruptions of a run. */
function loopOf(call: JsNode): JsNode | null {
  let at: JsNode | null = call.parent ?? null;
  for (let depth = 0; at && depth < MAX_CLIMB; at = at.parent ?? null, depth += 1) {
    if (DECIDES.has(at.type)) return null;
    if (LOOPS.has(at.type)) return child(at, 'body');
    if (!isFunction(at)) continue;
    const each = at.parent;
    return isCall(each) && lastName(calleeOf(each)) === 'forEach' ? child(at, 'body') : null;
  }
  return null;
}

function decides(body: JsNode): boolean {
  const stack: JsNode[] = [body];
  for (let count = 0, node = stack.pop(); node; node = stack.pop(), count += 1) {
    if (count > MAX_NODES || DECIDES.has(node.type)) return true;
    pushChildren(node, stack);
  }
  return false;
}

/** `requestPermission() { return { outcome: { outcome: 'selected', optionId: … } } }`. */
function selectingClients(model: ValueModel): readonly OpenApproval[] {
  return model.functionsNamed((name) => name === 'requestPermission').flatMap((fn) => {
    const outcome = decides(fn.node) ? null : fn.returns[0]?.object()?.get('outcome')?.object()?.get('outcome');
    return outcome?.text().constant === 'selected' ? [{ at: fn.returns[0]?.range ?? fn.range, name: 'requestPermission()' }] : [];
  });
}
