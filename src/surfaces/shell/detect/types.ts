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

const positions = memoize((script: CommandScript): ReadonlyMap<Command, number> => new Map(script.commands.map((command, index) => [command, index])));

/** Where a command stands among those of its text; `-1` for one of another text. Asked for each command, a search would be quadratic. */
export function positionOf(command: Command, script: CommandScript): number {
  return positions(script).get(command) ?? -1;
}

/** Of commands sorted by where they start, the last one that starts before another command. */
export function lastBefore(sorted: readonly Command[], command: Command): Command | undefined {
  return sorted[countUpTo(sorted, command.range[0] - 1) - 1];
}

/** Of commands sorted by where they start, the first one that starts after another command. */
export function firstAfter(sorted: readonly Command[], command: Command): Command | undefined {
  return sorted[countUpTo(sorted, command.range[0])];
}

/** How many of the sorted commands start at a place or before it. */
function countUpTo(sorted: readonly Command[], place: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.range[0] ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The commands of a text that a test holds for, in the order in which they start. */
export function commandsThat(holds: (command: Command) => boolean): (script: CommandScript) => readonly Command[] {
  return memoize((script) => script.commands.filter(holds).sort((a, b) => a.range[0] - b.range[0]));
}

/** Longer pipelines than people write are followed this far: each stage asks for those after it. */
const MAX_LATER_STAGES = 100;

/** The stages of a pipeline behind a command, at most 100. */
export function laterStages({ pipeline, stage }: Command): readonly Command[] {
  return pipeline.slice(stage + 1, stage + 1 + MAX_LATER_STAGES);
}

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
