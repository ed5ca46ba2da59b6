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
/** What {@link plantedPath} calls the files that a shell reads by itself. */
const READ_BY_SHELLS: ReadonlySet<string> = new Set(['a shell start-up file', 'a git hook']);

/** Shell scripts that code writes to a file: Git hooks, start-up files of shells, and files by their ending or their first line. */
export function writtenScripts(model: ValueModel): readonly CommandText[] {
  return model.fileOperations().filter(({ content }) => content !== null).slice(0, MAX_WRITES).flatMap(scriptOf);
}

function scriptOf({ kind, path, content, call }: FileOperation): readonly CommandText[] {
  if (kind !== 'write' && kind !== 'append') return [];
  const name = path.display.replaceAll('${}', '/').slice(-1024);
  const text = content?.text();
  if (!text || text.parts.every((part) => typeof part !== 'string')) return [];
  const planted = READ_BY_SHELLS.has(plantedPath(name) ?? '');
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
