// Statements inside of functions, without entering functions and classes inside of them.
import { calleeOf, child, children, isCall, isFunction } from './ast.ts';
import type { JsNode } from './ast.ts';
import { LIMITS } from './budget.ts';

const MAX_STATEMENTS = 2000;

/** Values a function returns; nested functions are not entered, at most 16 values. */
export function returnsOf(fn: JsNode): readonly JsNode[] {
  const body = child(fn, 'body');
  if (!body) return [];
  if (body.type !== 'BlockStatement') return [body];
  return pick(body, (statement) => (statement.type === 'ReturnStatement' ? child(statement, 'argument') : null));
}

/** `super(…)` where it stands as a statement in a constructor: its callees, at most 16. */
export function superCallsOf(constructor: JsNode): readonly JsNode[] {
  const body = child(constructor, 'body');
  return body ? pick(body, (statement) => {
    const call = statement.type === 'ExpressionStatement' ? child(statement, 'expression') : null;
    const callee = isCall(call) ? calleeOf(call) : null;
    return callee?.type === 'Super' ? callee : null;
  }) : [];
}

/** What is wanted of the statements of a block, in source order; of the first 2000, at most 16. */
function pick(block: JsNode, wanted: (statement: JsNode) => JsNode | null): readonly JsNode[] {
  const out: JsNode[] = [];
  const stack: JsNode[] = [block];
  for (let count = 0; stack.length > 0 && count < MAX_STATEMENTS && out.length < LIMITS.writes; count += 1) {
    const statement = stack.pop() as JsNode;
    const found = wanted(statement);
    if (found) out.push(found);
    stack.push(...innerStatements(statement).reverse());
  }
  return out;
}

const STATEMENT_LISTS = ['body', 'cases', 'consequent'] as const;
const STATEMENTS = ['body', 'consequent', 'alternate', 'block', 'handler', 'finalizer'] as const;

/** Statements directly inside of a statement; never the body of a function or class. */
export function innerStatements(statement: JsNode): JsNode[] {
  if (isFunction(statement) || statement.type.startsWith('Class') || statement.type.endsWith('Expression')) return [];
  const out: JsNode[] = [];
  for (const key of STATEMENT_LISTS) for (const item of children(statement, key)) if (item) out.push(item);
  for (const key of STATEMENTS) {
    const item = child(statement, key);
    if (item) out.push(item);
  }
  return out;
}
