import { plantedPath } from '../../../knowledge/paths.ts';
import type { FileOperation, ValueModel } from '../../javascript/types.ts';
import type { CommandText } from '../command-text.ts';
import type { Dialect } from '../model.ts';
import { isShellName, shellText } from './make.ts';
import { interpreterOf } from './shell-files.ts';

/** Written files that are looked at. */
const MAX_WRITES = 200;
const SHELL_FILE = /\.(?:sh|bash|zsh|ksh|command)$/i;
const POWERSHELL_FILE = /\.psm?1$/i;
const BATCH_FILE = /\.(?:bat|cmd)$/i;
const SCRIPT_FILE = /\.(?:sh|bash|zsh|ksh|command|psm?1|bat|cmd)$/i;
/** How a script names its shell in a literal; also encoded, and cut in two. */
const FIRST_LINES: readonly string[] = ['#!', 'IyE', "'#'", '"#"', '`#`', '\\x23'];
/** What {@link plantedPath} calls the files that a shell reads by itself. */
const READ_BY_SHELLS: ReadonlySet<string> = new Set(['a shell start-up file', 'a git hook']);

/** Shell scripts that code writes to a file: Git hooks, start-up files of shells, and files by their ending or their first line. */
export function writtenScripts(model: ValueModel): readonly CommandText[] {
  const writes = model.fileOperations().filter(({ kind, content }) => content !== null && (kind === 'write' || kind === 'append')).slice(0, MAX_WRITES);
  if (writes.length === 0) return [];
  const hasFirstLine = FIRST_LINES.some((text) => model.text.includes(text, 1));
  return writes.flatMap((write) => scriptOf(write, hasFirstLine));
}

function scriptOf({ path, content, call }: FileOperation, hasFirstLine: boolean): readonly CommandText[] {
  const name = path.display.replaceAll('${}', '/').slice(-1024);
  const planted = READ_BY_SHELLS.has(plantedPath(name) ?? '');
  // What is written is only asked for where a shell may read it.
  if (!planted && !SCRIPT_FILE.test(name) && !hasFirstLine) return [];
  const text = content?.text();
  if (!text || text.parts.every((part) => typeof part !== 'string')) return [];
  const dialect = dialectOfFile(name, text.prefix, planted);
  return dialect === null ? [] : [shellText(text.mapped(), { carrier: 'shell-file', label: call.origins[0] ?? '', unattended: planted, dialect })];
}

/** Which shell reads a file; `null` where none does: another program is named in its first line, or nothing tells. */
function dialectOfFile(name: string, head: string, planted: boolean): Dialect | null {
  if (POWERSHELL_FILE.test(name)) return 'powershell';
  if (BATCH_FILE.test(name)) return 'cmd';
  const program = interpreterOf(head);
  if (program !== '') return isShellName(program) || program === 'fish' ? 'sh' : null;
  return planted || SHELL_FILE.test(name) ? 'sh' : null;
}
