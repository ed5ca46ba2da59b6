import type { JsNode } from './ast.ts';

/** The call through which a fact came into a function: it goes back there and nowhere else. */
export interface Context {
  readonly call: JsNode;
  readonly fn: JsNode;
  readonly outer: Context | null;
  readonly depth: number;
  readonly key: string;
}

/** Inside of a function, on the way back only to the call. */
export function enter(call: JsNode, fn: JsNode, outer: Context | null): Context {
  return { call, fn, outer, depth: (outer?.depth ?? 0) + 1, key: `${outer?.key ?? ''}>${call.range[0]}:${call.range[1]}` };
}

/** True when a way came through the call. */
export function isInside(context: Context, call: JsNode): boolean {
  for (let at: Context | null = context; at; at = at.outer) if (at.call === call) return true;
  return false;
}
