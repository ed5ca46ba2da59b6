import type { Command, Word } from './model.ts';
import { readOptions } from './options.ts';
import type { BuiltCommand, State } from './state.ts';

/** Folders are followed so far; nobody enters one by a longer path. */
const MAX_FOLDER = 1000;
/** A path that starts somewhere: the root, a home directory, a variable, a drive. */
const ANCHORED = /^["']?(?:[~/$%]|[A-Za-z]:[/\\]|\uE000)/;
const NONE: ReadonlySet<string> = new Set();

/** Remembers the folder that `cd`, `pushd` or `Set-Location` enters; `cd -`, `popd` and unknown folders end what is known. */
export function rememberFolder(command: BuiltCommand, state: State): void {
  switch (command.name) {
    case 'cd':
    case 'chdir':
    case 'pushd':
    case 'set-location':
    case 'sl':
    case 'push-location':
      state.folder = entered(command, state.folder);
      break;
    case 'popd':
    case 'pop-location':
      state.folder = '';
  }
}

function entered({ name, args, dialect }: BuiltCommand, folder: string): string {
  const operand = dialect === 'sh' ? readOptions(args, NONE).operands[0] : args.find(({ value }) => !/^[-/][a-z]{1,20}$/i.test(value));
  // `cd` alone goes home; in cmd.exe it prints where it is.
  if (!operand) return name === 'cd' && dialect === 'sh' ? '~' : folder;
  const path = unquoted(operand.text);
  return path === '-' || path === '' || path.length > MAX_FOLDER ? '' : belowFolder(folder, path);
}

/** The path that a word names, below the folder that the script has entered before: `cd ~/.ssh && cat id_rsa`. Words that name no path come back as they are. */
export function placedPath({ text }: Word, { folder }: Command): string {
  return folder === undefined || text.length > MAX_FOLDER || /^(?:-|[a-z][a-z+.-]{1,20}:\/\/)/i.test(text) ? text : belowFolder(folder, unquoted(text));
}

/** A path as it stands below a folder, both without quotation marks around them; what starts at the root or at home stands nowhere else. */
export function belowFolder(folder: string, path: string): string {
  if (folder === '' || ANCHORED.test(path)) return path;
  const rest = path.replace(/^(?:\.[/\\]){1,20}/, '');
  return rest === '.' || rest === '' ? folder : `${folder.replace(/[/\\]$/, '')}/${rest}`.slice(0, MAX_FOLDER + path.length);
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/s, '$2');
}
