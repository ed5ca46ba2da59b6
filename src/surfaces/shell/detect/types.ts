import type { SourceRange } from '../../mapped-text.ts';
import type { Command, CommandScript } from '../model.ts';

/** `high` and `medium` belong to recommended, `low` (a capability, or often honest) to strict only. */
export type FindingLevel = 'high' | 'medium' | 'low';

/** Something dangerous that a command text does. */
export interface ShellFinding<Kind extends string = string> {
  /** Range in the text of the script; `script.source.toSource(at[0], at[1])` gives the place in the linted file. */
  readonly at: SourceRange;
  readonly kind: Kind;
  /** Short name of what is dangerous, fit for a message (`rm`, `SSH keys`, `--yolo`). */
  readonly label: string;
  /** The other half of the story: a host, a path, a branch; may be empty. */
  readonly detail: string;
  readonly level: FindingLevel;
  readonly command: Command;
}

export type Detector<F> = (script: CommandScript) => readonly F[];

/** What most detectors find in most scripts; one array for all of them. */
const NOTHING: readonly never[] = Object.freeze([]);

/** Computes a fact of a script once; `null` is a fact, too. */
export function memoize<T extends object | string | number | boolean | null>(compute: (script: CommandScript) => T): (script: CommandScript) => T {
  slots += 1;
  const slot = slots;
  return (script) => {
    const known = script.facts[slot] as T | undefined;
    if (known !== undefined) return known;
    const value = compute(script);
    script.facts[slot] = Array.isArray(value) && value.length === 0 ? NOTHING : value;
    return value;
  };
}

let slots = -1;

/** Tells findings of one kind at one place apart from new ones; true the first time. */
export function firstTime(seen: Set<string>, { kind, at }: { readonly kind: string; readonly at: SourceRange }): boolean {
  const size = seen.size;
  return seen.add(`${kind}:${at[0]}:${at[1]}`).size > size;
}

/** A detector that looks at each command by itself. */
export function eachCommand<F>(names: ReadonlySet<string> | null, detect: (command: Command, script: CommandScript) => Iterable<F>): Detector<F> {
  return memoize((script) => {
    const found: F[] = [];
    for (const command of script.commands) {
      if (names !== null && (command.name === null || !names.has(command.name.toLowerCase()))) continue;
      for (const finding of detect(command, script)) found.push(finding);
    }
    return found;
  });
}
