import type { ArgView, FlowSink } from '../surfaces/javascript/index.ts';
import type { SourceRange } from '../surfaces/mapped-text.ts';

/** Where data enters a sink: the member of an options object it sits in, when that is known, else the argument. */
export function sinkPlace({ call, range, path }: FlowSink): SourceRange {
  let view: ArgView | null = call.args.find((arg) => arg.range[0] === range[0] && arg.range[1] === range[1]) ?? null;
  let place = range;
  for (const key of path) {
    view = view?.object()?.get(key) ?? null;
    if (!view) break;
    // A member that stands elsewhere (a variable's object) is pointed at through the argument.
    if (view.range[0] >= range[0] && view.range[1] <= range[1]) place = view.range;
  }
  return place;
}
