import type { CommandText } from '../command-text.ts';
import type { Command, CommandScript, Word } from '../model.ts';
import { isVerifying, remoteSource } from './downloaded.ts';
import { executedFile, feeders, interpretation, pathKey, writtenFiles } from './flow.ts';
import { destination } from './network.ts';
import type { Destination } from './network.ts';

/** A file that one step of a sequence downloads and a later one runs. */
export interface LaterRun {
  /** The text that runs it, the command, and the file as it is named there. */
  readonly text: CommandText;
  readonly command: Command;
  readonly file: Word;
  /** Where it came from, as far as that is known. */
  readonly where: Destination | null;
}

/** A file that stands there from a place in the source on, brought by something else than a command: `ADD https://… /x`. */
export interface AddedFile {
  readonly sequence: string;
  readonly start: number;
  readonly path: string;
  readonly where: Destination | null;
}

const MAX_FILES = 500;
type Files = Map<string, Destination | null>;

/**
 * Steps of a job and instructions of an image share a file system, but no shell: what one of them downloads, a later one
 * may run. A step that checks a hash or a signature makes what came before it fine, as does one that writes the file anew.
 */
export function laterRuns(texts: readonly CommandText[], added: readonly AddedFile[] = []): readonly LaterRun[] {
  const found: LaterRun[] = [];
  const sequences = new Map<string, Files>();
  let next = 0;
  for (const text of texts) {
    if (text.sequence === '' || text.isOrdinary) continue;
    for (let file = added[next]; file && file.start < text.source.toSource(0, 0)[0]; file = added[next]) {
      filesOf(sequences, file.sequence).set(normalKey(file.path), file.where);
      next += 1;
    }
    const files = filesOf(sequences, text.sequence);
    const { script } = text;
    if (isVerifying(script)) files.clear();
    else {
      if (files.size > 0) for (const run of runsOf(script, files)) found.push({ text, ...run });
      keepWritten(script, files);
    }
  }
  return found;
}

function filesOf(sequences: Map<string, Files>, sequence: string): Files {
  const known = sequences.get(sequence);
  if (known) return known;
  const files: Files = new Map();
  sequences.set(sequence, files);
  return files;
}

function* runsOf(script: CommandScript, files: Files): Generator<Omit<LaterRun, 'text'>> {
  const own = writtenFiles(script);
  for (const command of script.commands) {
    const file = executedFile(command) ?? inputOf(command);
    const key = file ? pathKey(file) : null;
    const where = key === null || own.has(key) ? undefined : files.get(normalKey(key));
    if (file && where !== undefined) yield { command, file, where };
  }
}

/** `sh < file`. */
function inputOf(command: Command): Word | null {
  const input = command.redirects.find(({ operator }) => operator === '<');
  return input && interpretation(command)?.readsInput === true ? input.target : null;
}

/** `$RUNNER_TEMP/x` and `"${RUNNER_TEMP}/x"` are one path. */
function normalKey(key: string): string {
  return key.replace(/["']/g, '').replace(/\$\{(\w{1,60})\}/g, '$$$1').replace(/^\.\//, '');
}

function keepWritten(script: CommandScript, files: Files): void {
  for (const [key, writers] of writtenFiles(script)) {
    const last = writers.at(-1);
    const source = last ? remoteSource([last, ...feeders(last, script)]) : undefined;
    if (source && files.size < MAX_FILES) files.set(normalKey(key), destination(source));
    else files.delete(normalKey(key));
  }
}
