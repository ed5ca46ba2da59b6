import { calleeOf, child, children, enclosingFunction, isFunction, isLabel, lastName, nameOf, pushChildren, unwrap } from './ast.ts';
import type { JsNode } from './ast.ts';

const MAX_STEPS = 500;
const MAX_NODES = 5000;
const LOOPS: ReadonlySet<string> = new Set(['WhileStatement', 'DoWhileStatement', 'ForStatement', 'ForOfStatement', 'ForInStatement']);
const EXITS: ReadonlySet<string> = new Set(['ReturnStatement', 'ThrowStatement', 'YieldExpression']);

/**
 * The `while (true)` or `for (;;)` around a node in the same function, when nothing in its body leaves it: no `break`,
 * `return`, `throw`, `yield` or `process.exit`; also the function itself where it ends in a call of itself in any case.
 * `null` otherwise, and when the body is too large to tell.
 */
export function endlessLoopAround(node: JsNode): JsNode | null {
  let at: JsNode | null | undefined = node.parent;
  for (let steps = 0; at && steps < MAX_STEPS; at = at.parent, steps += 1) {
    if (isFunction(at)) return callsItself(at) ? at : null;
    if (isUnconditional(at) && !canLeave(at)) return at;
  }
  return null;
}

/** `async function step(messages) { …; return step(messages); }` that nothing else leaves. */
function callsItself(fn: JsNode): boolean {
  const body = child(fn, 'body');
  const statements = body?.type === 'BlockStatement' ? children(body, 'body') : [];
  const last = statements.at(-1);
  const value = last && (child(last, 'argument') ?? child(last, 'expression'));
  const call = value ? unwrap(value) : null;
  const name = nameOf(child(fn, 'id')) ?? (fn.parent?.type === 'VariableDeclarator' ? nameOf(child(fn.parent, 'id')) : null);
  if (name === null || call?.type !== 'CallExpression' || nameOf(calleeOf(call)) !== name) return false;
  return statements.slice(0, -1).every((statement) => statement !== null && !isFunction(statement) && !canLeave(statement));
}

function isUnconditional(node: JsNode): boolean {
  if (node.type !== 'WhileStatement' && node.type !== 'DoWhileStatement' && node.type !== 'ForStatement') return false;
  const test = child(node, 'test');
  if (!test) return node.type === 'ForStatement';
  return test.type === 'Literal' ? Boolean(test['value']) : isUnchanged(test);
}

/** `!done` of `let done = false`, `running` of `let running = true`, where the name stands nowhere else in the function that declares it. */
function isUnchanged(test: JsNode): boolean {
  const isNegated = test.type === 'UnaryExpression' && test['operator'] === '!';
  const flag = isNegated ? child(test, 'argument') : test;
  const name = flag?.type === 'Identifier' ? nameOf(flag) : null;
  const home = name === null ? null : (enclosingFunction(test) ?? rootOf(test));
  if (name === null || !home) return false;
  const stack: JsNode[] = [home];
  let declared = false;
  for (let count = 0; stack.length > 0; count += 1) {
    const node = stack.pop() as JsNode;
    if (count > MAX_NODES) return false;
    if (nameOf(node) === name && node !== flag && !isLabel(node)) {
      const value = node.parent?.type === 'VariableDeclarator' && node.parent['id'] === node ? child(node.parent, 'init') : null;
      if (declared || value?.type !== 'Literal' || value['value'] !== !isNegated) return false;
      declared = true;
    }
    pushChildren(node, stack);
  }
  return declared;
}

function rootOf(node: JsNode): JsNode | null {
  let at: JsNode | null = node;
  for (let depth = 0; at && at.type !== 'Program' && depth < MAX_STEPS; depth += 1) at = at.parent ?? null;
  return at;
}

const known = new WeakMap<JsNode, boolean>();

function canLeave(loop: JsNode): boolean {
  let answer = known.get(loop);
  if (answer === undefined) {
    answer = hasExit(loop);
    known.set(loop, answer);
  }
  return answer;
}

function hasExit(loop: JsNode): boolean {
  const stack: { readonly node: JsNode; readonly inner: boolean }[] = [{ node: loop, inner: false }];
  let count = 0;
  for (let top = stack.pop(); top; top = stack.pop()) {
    if ((count += 1) > MAX_NODES) return true;
    const { node, inner } = top;
    if (EXITS.has(node.type) || (node.type === 'BreakStatement' && (!inner || child(node, 'label') !== null)) || isExitCall(node)) return true;
    const isInner = inner || (node !== loop && (LOOPS.has(node.type) || node.type === 'SwitchStatement'));
    const below: JsNode[] = [];
    pushChildren(node, below);
    for (const item of below) if (!isFunction(item)) stack.push({ node: item, inner: isInner });
  }
  return false;
}

function isExitCall(node: JsNode): boolean {
  if (node.type !== 'CallExpression') return false;
  const callee = calleeOf(node);
  return callee?.type === 'MemberExpression' && child(callee, 'property')?.['name'] === 'exit';
}

/** Questions to a person, and calls that wait for the next piece of work. */
const WAITS = /^(?:question|prompt|ask|ask[A-Z]\w{0,30}|readLine|nextLine|getUserInput|getInput|getNextJob|getNextMessage|nextJob|brpop|blpop|brPop|blPop|receive|receiveMessages?|dequeue)$/;
/** Packages whose prompts are called by other names. */
const PROMPTS: ReadonlySet<string> = new Set(['text', 'input', 'confirm', 'select', 'prompts']);

/** True when each round of a loop awaits a person's answer or a piece of work: `await rl.question('> ')`, `await queue.receive()`. */
export function isPaced(loop: JsNode): boolean {
  const stack: JsNode[] = [loop];
  let count = 0;
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (isFunction(node) && node !== loop) continue;
    if ((count += 1) > MAX_NODES) return false;
    if (node.type === 'AwaitExpression' && isWait(child(node, 'argument'))) return true;
    pushChildren(node, stack);
  }
  return false;
}

function isWait(call: JsNode | null): boolean {
  const name = call?.type === 'CallExpression' ? (lastName(calleeOf(call)) ?? '') : '';
  return WAITS.test(name) || (name !== '' && PROMPTS.has(name) && child(call as JsNode, 'callee')?.type === 'Identifier');
}
