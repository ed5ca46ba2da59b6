import type { FileContext } from '../../file-context.ts';
import { joinTexts, markedText, plainText } from '../../mapped-text.ts';
import type { MappedText, SourceRange } from '../../mapped-text.ts';
import type { CommandText } from '../command-text.ts';
import type { Dialect } from '../model.ts';
import { dialectOf, isShellName, lineEnd, shellText } from './make.ts';

const MAX_TEXTS = 10_000;
/** `build target="x": deps` and `@build:`; an assignment has `:=`. */
const HEADER = /^@?([A-Za-z_][\w-]{0,100})[^\n]{0,1000}?:(?!=)/;
const ASSIGNMENT = /^(?:export[ \t]{1,9})?([A-Za-z_][\w-]{0,100})[ \t]{0,20}:=/;
const SHELL = /^set[ \t]{1,9}shell[ \t]{0,9}:=[ \t]{0,9}\[[ \t]{0,9}["']([^"'\n]{1,100})["']/m;
const SHEBANG = /^[ \t]{0,40}#![ \t]{0,9}(\S{1,200})((?:[ \t]{1,9}\S{1,200}){0,10})/;

/**
 * What a justfile runs: its recipes and the back-ticks of its variables. The lines of a recipe run in shells of their own
 * but in one folder, so they are one text; a recipe that begins with `#!` is a script. Source: just.systems/man.
 */
export function justfileCommands({ sourceCode: { text } }: FileContext): readonly CommandText[] {
  const found: CommandText[] = [];
  const shell = SHELL.exec(text)?.[1];
  const dialect: Dialect | 'auto' = shell === undefined ? 'sh' : dialectOf(shell);
  let lines: MappedText[] = [];
  let name = '';
  const close = (): void => {
    if (lines.length > 0) addRecipe(found, lines, name, dialect);
    lines = [];
  };
  for (let start = 0; start < text.length && found.length < MAX_TEXTS; ) {
    const end = lineEnd(text, start);
    if (/[ \t]/.test(text[start] ?? '')) lines.push(lineText(text, start, end));
    else if (end > start) {
      close();
      const line = text.slice(start, Math.min(end, start + 2000));
      const variable = ASSIGNMENT.exec(line)?.[1];
      if (variable !== undefined) found.push(...backTicks(text, start, end, variable, dialect));
      else name = line.startsWith('#') || line.startsWith('[') ? name : (HEADER.exec(line)?.[1] ?? '');
    }
    start = end + 1;
  }
  close();
  return found;
}

/** A line without its indent and `@` or `-`; `{{ … }}` are holes. */
function lineText(source: string, start: number, end: number): MappedText {
  const from = start + (/^[ \t]{0,200}(?:@-?|-@?)?/.exec(source.slice(start, Math.min(end, start + 202)))?.[0].length ?? 0);
  return withHoles(source.slice(from, end), from);
}

function withHoles(text: string, start: number): MappedText {
  const holes: SourceRange[] = [];
  for (let at = text.indexOf('{{'); at >= 0 && holes.length < 1000; ) {
    const end = text.indexOf('}}', at);
    if (end < 0) break;
    // `{{{{` stands for two braces.
    if (!text.startsWith('{{{{', at)) holes.push([at, end + 2]);
    at = text.indexOf('{{', end + 2);
  }
  return holes.length === 0 ? plainText(text, start) : markedText(text, [[0, start]], start + text.length, holes);
}

function addRecipe(found: CommandText[], lines: readonly MappedText[], label: string, dialect: Dialect | 'auto'): void {
  const first = lines.findIndex(({ text }) => text.trim() !== '');
  const shebang = SHEBANG.exec(lines[first]?.text ?? '');
  const body = joinTexts(shebang ? lines.slice(first + 1) : lines, '\n');
  if (body.text.trim() === '') return;
  if (!shebang) found.push(shellText(body, { carrier: 'task', label, dialect }));
  else {
    const program = [shebang[1] ?? '', ...(shebang[2] ?? '').trim().split(/\s+/)].map((word) => word.split('/').at(-1) ?? '').find((word) => word !== 'env' && !word.startsWith('-') && !word.includes('=')) ?? '';
    if (isShellName(program)) found.push(shellText(body, { carrier: 'task', label, dialect: dialectOf(program) }));
  }
}

const MAX_TICKS = 50;

/** ``x := `command` `` and `shell('command')`. */
function backTicks(source: string, start: number, end: number, label: string, dialect: Dialect | 'auto'): CommandText[] {
  const found: CommandText[] = [];
  const line = source.slice(start, Math.min(end, start + 8000));
  for (const match of line.matchAll(/`([^`]{1,4000})`|\bshell\([ \t]{0,9}(?:"([^"]{1,4000})"|'([^']{1,4000})')/g)) {
    const text = match[1] ?? match[2] ?? match[3] ?? '';
    const at = start + match.index + match[0].indexOf(text);
    found.push(shellText(withHoles(text, at), { carrier: 'task', label, dialect }));
    if (found.length >= MAX_TICKS) break;
  }
  return found;
}
