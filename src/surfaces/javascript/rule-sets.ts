import { ownCopy } from '../../knowledge/remembered.ts';
import { originSet } from './origin-set.ts';
import type { OriginSet } from './origin-set.ts';

const known = new Map<OriginSet<unknown>, readonly string[]>();
let together: OriginSet<true> | null = null;

/**
 * Compiles the canonical names of a rule (see `originSet`) and enters them into the set of all rules, so that a file is
 * searched once for the functions of every rule. Call it when the rule's module loads, not once for each file.
 */
export function ruleSet<Data>(entries: Readonly<Record<string, Data>>): OriginSet<Data> {
  const set = originSet(entries);
  known.set(set, Object.keys(entries));
  together = null;
  holders.clear();
  return set;
}

/** The names of all rules as one set. */
export function allRuleSets(): OriginSet<true> {
  return (together ??= originSet(Object.fromEntries([...known.values()].flat().map((name) => [name, true] as const))));
}

const holders = new Map<string, readonly OriginSet<unknown>[]>();
const MAX_REMEMBERED = 5000;

/** The sets of all rules that hold a canonical name. */
export function ruleSetsWith(origin: string): readonly OriginSet<unknown>[] {
  const found = holders.get(origin);
  if (found) return found;
  const sets = [...known.keys()].filter((set) => set.match({ origins: [origin] }) !== null);
  if (holders.size < MAX_REMEMBERED) holders.set(ownCopy(origin), sets);
  return sets;
}

/** True for a set that `allRuleSets` holds. */
export function isRuleSet(set: OriginSet<unknown>): boolean {
  return known.has(set);
}
