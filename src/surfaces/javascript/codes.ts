import { unwrap } from './ast.ts';
import { CORE } from './tables/index.ts';
import type { ArgView, CallFact, CodeText } from './types.ts';

const MAX_ARGS = 4;

/** The code text a call runs; `null` when it runs none (a timer with a function, for example). */
export function codeOf(call: CallFact): CodeText | null {
  const row = CORE.match(call)?.data.code;
  if (!row) return null;
  const arg = row.member !== undefined ? memberOf(call, row.member) : row.code === 'last' ? call.args.at(-1) : call.args[row.code];
  if (!arg) return null;
  if (row.kind === 'worker' && !isCodeWorker(call)) return null;
  if (row.kind === 'timer' && !isText(arg)) return null;
  return { kind: row.kind, text: arg.text(), call };
}

/** The member of an options object among the arguments. */
function memberOf(call: CallFact, name: string): ArgView | null {
  return call.args.slice(0, MAX_ARGS).map((arg) => arg.object()?.get(name) ?? null).find((value) => value !== null) ?? null;
}

/** A timer's argument is a function unless it certainly is text. */
function isText(arg: CallFact['args'][number]): boolean {
  if (arg.number() !== null || arg.boolean() !== null || arg.isNullish()) return false;
  const text = arg.text();
  if (text.parts.some((part) => typeof part === 'string')) return arg.fn() === null;
  const { type } = unwrap(arg.node);
  return type === 'TemplateLiteral';
}

/** `new Worker(text, { eval: true })`. */
export function isCodeWorker(call: CallFact): boolean {
  return call.args[1]?.object()?.get('eval')?.boolean() === true;
}
