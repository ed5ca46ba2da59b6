// Statements inside of functions, without entering functions and classes inside of them.
import { child, children, isFunction } from './ast.ts';
import type { JsNode } from './ast.ts';
import { LIMITS } from './budget.ts';

const MAX_STATEMENTS = 2000;

/** Values a function returns; nested functions are not entered, at most 16 values. */
export function returnsOf(fn: JsNode): readonly JsNode[] {
  const body = child(fn, 'body');
  if (!body) return [];
  if (body.type !== 'BlockStatement') return [body];
  const out: JsNode[] = [];
  const stack: JsNode[] = [body];
  for (let count = 0; stack.length > 0 && count < MAX_STATEMENTS && out.length < LIMITS.writes; count += 1) {
    const statement = stack.pop() as JsNode;
    const argument = statement.type === 'ReturnStatement' ? child(statement, 'argument') : null;
    if (argument) out.push(argument);
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
