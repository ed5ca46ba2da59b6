import { INTERPRETERS } from '../knowledge/commands.ts';
import { originSet } from '../surfaces/javascript/index.ts';
import type { Hole, JsCommandText, TextPattern, ValueModel } from '../surfaces/javascript/index.ts';
import { HOLE } from '../surfaces/shell/index.ts';

/** Whoever compares a digest or a signature knows what runs. */
const CHECKS = originSet({ 'crypto.createHash': true, 'crypto.hash': true, 'crypto.verify': true, 'crypto.createVerify': true, 'global:crypto.subtle.digest': true, 'global:crypto.subtle.verify': true, 'ssri.checkData': true });

/** Folders for things that nobody keeps. */
const TEMPORARY = /^(?:\/(?:var\/)?tmp\/|\/dev\/shm\/|<os\.tmpdir\(\)>)/;
const MAX_TEXT = 2000;

/** A program that was downloaded to a path and is run or loaded from there. */
export interface SteppedProgram {
  readonly path: string;
  readonly range: readonly [number, number];
  /** The path is known, or lies in a folder for temporary files: programs that a project keeps lie elsewhere. */
  readonly isPlain: boolean;
}

/** Commands that run, and imports that load, a file to which a download was written and that nothing checks. */
export function steppedPrograms(model: ValueModel): readonly SteppedProgram[] {
  const commands = model.commandTexts();
  const loads = model.moduleLoads().filter(({ kind, isRuntime }) => isRuntime && kind !== 'import' && kind !== 'export');
  if (commands.length === 0 && loads.length === 0) return [];
  const paths = model.flows({ from: ['download'], to: ['file'] }).flatMap(({ sink }) => sink.call.args[0]?.text() ?? []);
  const written = new Set(paths.map(keyOf).filter((path) => path !== ''));
  if (written.size === 0 || model.calls(CHECKS).length > 0) return [];
  const found = (path: string, range: readonly [number, number]): SteppedProgram => ({ path: path.replaceAll(/<[^>]{0,200}>/g, '...'), range, isPlain: !path.includes('<') || TEMPORARY.test(path) });
  const bare = new Set([...written].map(withoutHere));
  const loaded = loads.flatMap(({ literal, name, range }) => {
    const given = literal ?? keyOf(name);
    const path = withoutHere(given);
    return /^[./<]/.test(given) && bare.has(path) ? [found(path, range)] : [];
  });
  const run = commands.flatMap((command) => {
    const [program = '', ...args] = wordsOf(command);
    const path = written.has(program) ? program : INTERPRETERS.has(program.split('/').at(-1) ?? '') ? args.find((word) => written.has(word)) : undefined;
    return path === undefined ? [] : [found(path, command.call.range)];
  });
  return [...loaded, ...run];
}

/** A path as one text in which what is not known stands as `<origin>`, so that two spellings of one path are the same. */
function keyOf({ parts }: TextPattern): string {
  return parts.map((part) => (typeof part === 'string' ? part : holeKey(part))).join('').slice(0, MAX_TEXT);
}

function holeKey({ origin, name, node }: Hole): string {
  return `<${origin ?? `${name ?? ''}@${node.range[0]}`}>`.replaceAll(/\s/g, '');
}

/** The words of a command, in which what is not known stands as in {@link keyOf}. */
function wordsOf({ source, holes }: JsCommandText): readonly string[] {
  const text = source.text.slice(0, MAX_TEXT);
  let next = 0;
  const known = [...text].map((character) => (character === HOLE ? (holes[next] ? holeKey(holes[next++] as Hole) : HOLE) : character)).join('');
  return known.trim().split(/\s+/).map((word) => word.replaceAll(/['"]/g, ''));
}

/** `./a.mjs`, `a.mjs` and `__dirname + '/a.mjs'` are one file. */
function withoutHere(path: string): string {
  return path.replace(/^(?:<global:__dirname>\/|\.\/)/, '');
}
