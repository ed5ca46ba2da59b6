import type { SettingValue } from '../knowledge/setting-row.ts';

/** One state of the compiled patterns: what may follow, and the entries whose pattern ends here. */
interface State<Entry> {
  readonly fixed: Map<string, State<Entry>>;
  any: State<Entry> | null;
  item: State<Entry> | null;
  /** State of `**`: reachable without consuming anything, and stays alive over every member and item. */
  deep: State<Entry> | null;
  readonly isDeep: boolean;
  readonly entries: Entry[];
}

export interface KeyPatterns<Entry> {
  readonly start: State<Entry>;
}

/** A keyed value may be split at most into this many dotted pieces; longer names are taken as one piece. */
const MAX_PIECES = 24;
const MAX_KEY_LENGTH = 600;
/** Nodes visited per file; beyond it the rest of the file is not looked at and the result says so. */
const MAX_VISITS = 1_000_000;

function newState<Entry>(isDeep = false): State<Entry> {
  return { fixed: new Map(), any: null, item: null, deep: null, isDeep, entries: [] };
}

/** Compiles patterns into one automaton, so that many patterns cost one walk. Patterns come from tables, never from linted text. */
export function compilePatterns<Entry>(entries: readonly { readonly patterns: readonly string[]; readonly entry: Entry }[]): KeyPatterns<Entry> {
  const start = newState<Entry>();
  for (const { patterns, entry } of entries) {
    for (const pattern of patterns.flatMap(expandBraces)) {
      let state = start;
      for (const segment of segmentsOf(pattern)) state = follow(state, segment);
      state.entries.push(entry);
    }
  }
  return { start };
}

function follow<Entry>(state: State<Entry>, segment: string): State<Entry> {
  if (segment === '*') return (state.any ??= newState());
  if (segment === '[]') return (state.item ??= newState());
  if (segment === '**') return (state.deep ??= newState(true));
  const known = state.fixed.get(segment);
  if (known) return known;
  const next = newState<Entry>();
  state.fixed.set(segment, next);
  return next;
}

/** `a.{b,c.d}[]` becomes `a.b[]` and `a.c.d[]`; braces do not nest. */
export function expandBraces(pattern: string): string[] {
  const open = pattern.indexOf('{');
  const close = pattern.indexOf('}', open);
  if (open === -1 || close === -1) return [pattern];
  const rests = expandBraces(pattern.slice(close + 1));
  return pattern
    .slice(open + 1, close)
    .split(',')
    .flatMap((choice) => rests.map((rest) => pattern.slice(0, open) + choice + rest));
}

/** The pieces of one pattern without braces: names, `*`, `**` and `[]`. An empty pattern is the root. */
export function segmentsOf(pattern: string): string[] {
  return pattern
    .replaceAll('[]', '.[].')
    .split('.')
    .filter((segment) => segment !== '');
}

/**
 * Calls `found` for every value that a pattern leads to. One walk without recursion; only branches that some
 * pattern can still match are entered.
 *
 * @returns false when the bound on visited nodes cut the walk short.
 */
export function matchPatterns<Entry, Node extends SettingValue>(patterns: KeyPatterns<Entry>, root: Node, found: (entry: Entry, node: Node) => void): boolean {
  const stack: { readonly node: Node; readonly states: ReadonlySet<State<Entry>> }[] = [{ node: root, states: closure([patterns.start]) }];
  let visits = 0;
  for (let top = stack.pop(); top; top = stack.pop()) {
    visits += 1;
    if (visits > MAX_VISITS) return false;
    for (const state of top.states) for (const entry of state.entries) found(entry, top.node);
    const members = top.node.members as readonly Node[];
    for (let index = members.length - 1; index >= 0; index -= 1) {
      const member = members[index];
      if (!member) continue;
      const states = top.node.kind === 'array' ? overItem(top.states) : overKey(top.states, String(member.key));
      if (states.size > 0) stack.push({ node: member, states });
    }
  }
  return true;
}

function overItem<Entry>(states: ReadonlySet<State<Entry>>): ReadonlySet<State<Entry>> {
  const next: State<Entry>[] = [];
  for (const state of states) {
    if (state.item) next.push(state.item);
    if (state.isDeep) next.push(state);
  }
  return closure(next);
}

function overKey<Entry>(states: ReadonlySet<State<Entry>>, key: string): ReadonlySet<State<Entry>> {
  const pieces = key.includes('.') && key.length <= MAX_KEY_LENGTH ? key.split('.') : [key];
  const names = pieces.length <= MAX_PIECES ? pieces : [key];
  const at: Set<State<Entry>>[] = Array.from({ length: names.length + 1 }, () => new Set());
  at[0] = new Set(states);
  names.forEach((name, index) => {
    for (const state of closure(at[index] ?? [])) {
      const fixed = state.fixed.get(name);
      if (fixed) at[index + 1]?.add(fixed);
      for (let end = index + 1; end <= names.length; end += 1) {
        if (state.any) at[end]?.add(state.any);
        if (state.isDeep) at[end]?.add(state);
      }
    }
  });
  return closure(at[names.length] ?? []);
}

/** The states and those that `**` lets them reach without consuming a member. */
function closure<Entry>(states: Iterable<State<Entry>>): Set<State<Entry>> {
  const all = new Set(states);
  for (const state of all) if (state.deep) all.add(state.deep);
  return all;
}
