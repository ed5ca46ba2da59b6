import { fileKind } from '../../../knowledge/files.ts';
import type { FileContext } from '../../file-context.ts';
import { isHomeHole } from '../../javascript/places.ts';
import type { Hole, ObjectView } from '../../javascript/index.ts';
import type { MappedText, SourceRange } from '../../mapped-text.ts';
import type { CommandText } from '../command-text.ts';
import { argvText, shellText } from './make.ts';
import type { Circumstances } from './make.ts';
import { writtenScripts } from './written-scripts.ts';

/** Command lines and programs with arguments that code starts (`exec`, `spawn`, `execa`, `zx` …), as the value model reads them, and the scripts that it writes. */
export function javascriptCommands(file: FileContext): readonly CommandText[] {
  const model = file.javascript();
  if (!model) return [];
  const carrier = isWorkflowScript(file.path) ? 'workflow' : 'javascript';
  const started = [...model.commandTexts(), ...model.libraryCommands()].flatMap(({ kind, source, file: program, args, call, holes, options, place }) => {
    // A terminal of the editor stands before the eyes of whoever pressed the button, like a script that a person starts.
    const where: Circumstances = { carrier: call.origins.some((origin) => TERMINAL.test(origin)) ? 'shell-file' : carrier, label: call.origins[0] ?? '' };
    return kind === 'argv' && program ? argvText(withHome([program, ...(args ?? [])], holes), where, place ?? call.range) : withHome([source], holes).map((text) => shellText(entered(text, options), where));
  });
  const written = writtenScripts(model);
  return written.length > 0 ? [...started, ...written] : started;
}

/** A command that takes all of a folder: only then the folder counts. */
const TAKES_ALL = /\s(?:\.\/?)?(?:\*|\.)(?:\s|$)/;

/** `cd ~ && rm -rf *` for `exec('rm -rf *', { cwd: homedir() })`; other folders change nothing. */
function entered(text: MappedText, options: ObjectView | null): MappedText {
  const cwd = options && TAKES_ALL.test(text.text.slice(0, MAX_LINE)) ? options.get('cwd')?.text() : undefined;
  const folder = cwd ? (withHome([cwd.mapped()], cwd.holes)[0]?.text ?? '') : '';
  if (!/^(?:~|\/|~\/)$/.test(folder)) return text;
  const head = `cd ${folder} && `;
  const back = (at: number): number => Math.max(0, at - head.length);
  return { text: head + text.text, holes: text.holes.map(([start, end]): SourceRange => [start + head.length, end + head.length]), toSource: (start, end) => text.toSource(back(start), back(end)) };
}

const MAX_LINE = 4096;

/** Functions that run a command in a terminal of VS Code. */
const TERMINAL = /^vscode\.(?:window\..{1,40}\.sendText|ShellExecution)$/;

/** True for the code of a workflow step, which runs on a machine that is thrown away, as its shell text does. */
function isWorkflowScript(path: string): boolean {
  const kind = /\.ya?ml$/.test(path) ? fileKind(path, 'yaml') : 'code';
  return kind === 'workflow' || kind === 'action';
}

function isHomeAt([start, end]: SourceRange, hole: Hole | undefined): boolean {
  return end - start === 1 && hole !== undefined && isHomeHole(hole);
}

/** The same texts with `~` for every unknown part that is the home directory. */
function withHome(texts: readonly MappedText[], holes: readonly Hole[]): readonly MappedText[] {
  if (!holes.some(isHomeHole) || texts.reduce((sum, { holes: own }) => sum + own.length, 0) !== holes.length) return texts;
  let next = 0;
  return texts.map((text) => {
    const own = text.holes.map((range) => ({ range, isHome: isHomeAt(range, holes[next++]) }));
    const homes = own.filter(({ isHome }) => isHome);
    if (homes.length === 0) return text;
    let out = '';
    let at = 0;
    for (const { range } of homes) {
      out += `${text.text.slice(at, range[0])}~`;
      at = range[1];
    }
    return { text: out + text.text.slice(at), holes: own.filter(({ isHome }) => !isHome).map(({ range }) => range), toSource: (start, end) => text.toSource(start, end) };
  });
}
