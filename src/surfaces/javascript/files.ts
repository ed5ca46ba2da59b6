import { CORE } from './tables/index.ts';
import type { FileRow } from './tables/row.ts';
import type { ArgView, CallFact, FileOperation } from './types.ts';

/** The file operations of a call: one for each path it takes. */
export function fileOperationsOf(call: CallFact): readonly FileOperation[] {
  const row = CORE.match(call)?.data.file;
  if (!row) return [];
  const out: FileOperation[] = [];
  const paths = pathsOf(call, row);
  for (const path of paths) out.push(operation(call, row, path, row.kind));
  const to = row.to === undefined ? undefined : call.args[row.to];
  if (to) out.push(operation(call, row, to, row.kind === 'link' ? 'link' : 'write'));
  return out;
}

/** True for a call that gives a file content: most file operations read, and need no look at their paths for it. */
export function givesContent(call: CallFact): boolean {
  return CORE.match(call)?.data.file?.content !== undefined;
}

/** One path or a list of paths. */
function pathsOf(call: CallFact, row: FileRow): readonly ArgView[] {
  const first = call.args[row.path];
  if (!first) return call.args.slice(0, 1);
  const list = first.array();
  if (list) return list.items.slice(0, 64);
  return [first];
}

function operation(call: CallFact, row: FileRow, path: ArgView, kind: FileOperation['kind']): FileOperation {
  const content = row.content === undefined ? null : (call.args[row.content] ?? null);
  const options = row.options === undefined ? null : (call.args[row.options]?.object() ?? null);
  const opened = call.origins.some((origin) => origin.startsWith('fs.open')) ? (call.args[1]?.text().constant ?? 'r') : null;
  const isWriting = opened !== null && /^(?:w|a|r\+|x)/.test(opened);
  const mode = row.mode === undefined ? (options?.get('mode') ?? null) : (call.args[row.mode] ?? null);
  return { kind: isWriting ? 'write' : kind, path: path.text(), range: path.range, call, content, mode: mode ? modeOf(mode) : null, options };
}

/** A mode given as number or octal text; symbolic modes are `null`. */
function modeOf(arg: ArgView): number | null {
  const number = arg.number();
  if (number !== null) return number;
  const text = arg.text().constant;
  return text !== null && /^0?o?[0-7]{3,4}$/.test(text) ? Number.parseInt(text.replace('o', ''), 8) : null;
}
