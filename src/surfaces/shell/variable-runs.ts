import { commandStart } from '../../knowledge/command-variables.ts';
import { declared, environmentSettings, settingRuns } from './git-runs.ts';
import type { Inner } from './runners.ts';
import type { BuiltCommand, BuiltWord } from './state.ts';
import { tailWord } from './wrappers.ts';

const NONE: readonly Inner[] = [];
const DECLARES: ReadonlySet<string> = new Set(['export', 'declare', 'typeset', 'readonly']);
const MAX_VARIABLES = 100;

/** Command lines in the variables that a command sets: `GIT_PAGER='…' git log`, `export PROMPT_COMMAND='…'`. */
export function variableRuns({ name, args, assignments: before }: BuiltCommand): readonly Inner[] {
  const assignments = before as readonly { readonly name: string; readonly value: BuiltWord }[];
  const declares = name !== null && DECLARES.has(name);
  if (assignments.length === 0 && !declares) return NONE;
  const all = (declares ? [...assignments, ...declared(args)] : assignments).slice(0, MAX_VARIABLES);
  const found: Inner[] = environmentSettings(all).flatMap(settingRuns);
  for (const given of all) {
    const at = commandStart(given.name, given.value.value);
    if (at >= 0) found.push({ kind: 'script', wrapper: given.name, words: [at === 0 ? given.value : tailWord(given.value, at)], dialect: 'sh', input: false });
  }
  return found;
}
