import { calleeOf, child, children, enclosingFunction, isCall, isMember, lastName, nameOf, objectOf, withMethods } from './ast.ts';
import type { JsNode } from './ast.ts';
import { RANDOM, SIGNERS } from './tables/sources.ts';
import type { TaintSeed } from './taint.ts';
import type { CallFact } from './types.ts';
import type { Workshop } from './workshop.ts';

/** What the code itself makes is called: it may go to whoever asked for it, but not into a log. */
export const NEW_TOKEN = 'a new token';
/** Random texts that let somebody in. */
const LETS_IN = /(?:reset|session|access|auth|refresh|invit(?:e|ation)|magic(?:_?link)?|verif(?:y|ication)|login|activation|confirm(?:ation)?)_?token$/i;
const MAX_MADE = 100;
const MAX_CLIMB = 6;
const MAX_READS = 64;
/** What a function is given that serves others: a program that prints the token it makes is asked for that. */
const SERVES = /^_?(?:req|request|ctx|context|event|c|user|user_?id|payload|email|account|dto|body|input|args)$/i;
/** `randomBytes(32).toString('hex').slice(0, 40)` */
const SHORTENING = /^(?:toString|slice|substring|replace|replaceAll)$/;
const LOGS = /^(?:console|log|logger|consola|winston|pino)$/i;

/**
 * Tokens that a server makes, under the name that it keeps them by: `const token = jwt.sign(…)`, `const resetToken =
 * randomBytes(32).toString('hex')`. None that is only printed by a program without users.
 */
export function madeTokens({ bindings }: Workshop, calls: readonly CallFact[]): readonly TaintSeed[] {
  const seeds: TaintSeed[] = [];
  for (const { node, origins } of calls) {
    const [origin = ''] = origins;
    const isSigned = SIGNERS.has(origin);
    if (seeds.length >= MAX_MADE || (!isSigned && !RANDOM.has(origin))) continue;
    const whole = withMethods(node, SHORTENING);
    const id = whole.parent?.type === 'VariableDeclarator' && whole.parent['init'] === whole ? child(whole.parent, 'id') : null;
    const name = nameOf(id);
    if (!id || name === null || (!isSigned && !LETS_IN.test(name))) continue;
    const variable = bindings.variable(id);
    const reads = variable ? bindings.reads(variable).slice(0, MAX_READS) : [];
    if (serves(node) || reads.some((read) => !isPrinted(read))) seeds.push({ source: { kind: 'credential', name: NEW_TOKEN, range: node.range, node }, at: whole });
  }
  return seeds;
}

function serves(node: JsNode): boolean {
  const fn = enclosingFunction(node);
  return fn !== null && children(fn, 'params').some((parameter) => parameter !== null && (parameter.type === 'ObjectPattern' || SERVES.test(nameOf(parameter) ?? '')));
}

/** True inside of a call of a logger. */
function isPrinted(read: JsNode): boolean {
  for (let at: JsNode | null | undefined = read, depth = 0; at && depth < MAX_CLIMB; at = at.parent, depth += 1) {
    const callee = isCall(at) ? calleeOf(at) : null;
    if (isMember(callee) && LOGS.test(lastName(objectOf(callee)) ?? '')) return true;
  }
  return false;
}
