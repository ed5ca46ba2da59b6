import { remembered } from '../../knowledge/remembered.ts';
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
  holders = null;
  return set;
}

/** The names of all rules as one set. */
export function allRuleSets(): OriginSet<true> {
  return (together ??= originSet(Object.fromEntries([...known.values()].flat().map((name) => [name, true] as const))));
}

type Holders = (origin: string) => readonly OriginSet<unknown>[];
let holders: Holders | null = null;

/** The sets of all rules that hold a canonical name. */
export function ruleSetsWith(origin: string): readonly OriginSet<unknown>[] {
  holders ??= remembered((name) => [...known.keys()].filter((set) => set.match({ origins: [name] }) !== null));
  return holders(origin);
}

/** True for a set that `allRuleSets` holds. */
export function isRuleSet(set: OriginSet<unknown>): boolean {
  return known.has(set);
}
