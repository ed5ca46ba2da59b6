// Where data can run as code or as a command, or become a file that can: of most files that ask for data none is there.
import { calleeOf, nameOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { Bindings } from './bindings.ts';
import { isCodeWorker } from './codes.ts';
import { CORE } from './tables/index.ts';
import type { OriginRow } from './tables/row.ts';
import type { ValueHit } from './trace.ts';
import type { CallFact, SinkKind } from './types.ts';

/** Sinks of which a file has none when {@link isRunning}, {@link isRunningValue} and {@link mayHoldScript} say so of all it holds. */
export const RUNNING: ReadonlySet<SinkKind> = new Set(['eval', 'module', 'command', 'file']);

/** An element is created that may be a script, whose text is code: its name is no other plain word. */
const CREATED_SCRIPT = /createElement(?!\(\s{0,9}(["'`])(?!script\1)[\w-]{1,40}\1)/i;
/** The same behind a computed member or an escape: `document['create' + 'Element'](…)`. */
const HIDDEN_CALL = /\]\s{0,99}(?:[(/]|\?\.)|\\u/;

export function mayHoldScript(text: string): boolean {
  return CREATED_SCRIPT.test(text) || HIDDEN_CALL.test(text);
}

/** True for a call that may run data, or write it. */
export function isRunning(call: CallFact, bindings: Bindings): boolean {
  const row = CORE.match(call)?.data;
  if (row?.code?.kind === 'worker') return isCodeWorker(call);
  if (row?.code?.kind === 'timer') return !isGivenFunction(call, bindings);
  return isRunningRow(row);
}

/** The same of a function that is a value: `list.forEach(eval)`. */
export function isRunningValue({ node, step }: ValueHit): boolean {
  return !isCalled(node) && isRunningRow(step.data as OriginRow | undefined);
}

function isRunningRow(row: OriginRow | null | undefined): boolean {
  return row !== undefined && row !== null && ((row.command ?? row.code ?? row.file) !== undefined || (row.sink !== undefined && RUNNING.has(row.sink)));
}

function isCalled(node: JsNode): boolean {
  return node.parent?.['callee'] === node;
}

/** `setTimeout(() => …)`, `new Promise((resolve) => setTimeout(resolve, 100))`. */
function isGivenFunction({ args: [first] }: CallFact, bindings: Bindings): boolean {
  if (!first || first.fn() !== null) return true;
  const variable = first.node.type === 'Identifier' ? bindings.variable(first.node) : null;
  const definition = variable?.defs[0];
  if (!variable || definition?.type !== 'Parameter' || bindings.writes(variable).length > 0) return false;
  const made = (definition.node as JsNode).parent;
  const callee = made?.type === 'NewExpression' ? calleeOf(made) : null;
  return nameOf(callee) === 'Promise' && callee !== null && (bindings.variable(callee)?.defs.length ?? 0) === 0;
}
