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
  readonly id: number;
}

export interface KeyPatterns<Entry> {
  readonly start: State<Entry>;
  /** Places and steps worked out so far, by the ids of their states. */
  readonly places: Map<string, Place<Entry>>;
  readonly keyPlaces: Map<string, KeyPlace<Entry>>;
}

/** A keyed value may be split at most into this many dotted pieces; longer names are taken as one piece. */
const MAX_PIECES = 24;
const MAX_KEY_LENGTH = 600;
/** Nodes visited per file; beyond it the rest of the file is not looked at and the result says so. */
const MAX_VISITS = 1_000_000;

/** Places kept between files; a file that needs more of them starts anew. */
const MAX_PLACES = 5000;

let lastId = 0;

function newState<Entry>(isDeep = false): State<Entry> {
  lastId += 1;
  return { fixed: new Map(), any: null, item: null, deep: null, isDeep, entries: [], id: lastId };
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
  return { start, places: new Map(), keyPlaces: new Map() };
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
 * Where a walk stands: the states that are reached, those that `**` reaches without consuming anything included. Steps
 * are worked out once per place and name that a pattern knows; all other names share one step.
 */
interface Place<Entry> {
  readonly states: ReadonlySet<State<Entry>>;
  readonly entries: readonly Entry[];
  readonly inKey: KeyPlace<Entry>;
  item?: Place<Entry>;
}

/** Where a walk stands between the pieces of a dotted key: `pending` may still take in further pieces. */
interface KeyPlace<Entry> {
  readonly reached: ReadonlySet<State<Entry>>;
  readonly pending: ReadonlySet<State<Entry>>;
  readonly named: Map<string, KeyPlace<Entry>>;
  other?: KeyPlace<Entry>;
  end?: Place<Entry>;
}

/**
 * Calls `found` for every value that a pattern leads to. One walk without recursion; only branches that some
 * pattern can still match are entered.
 *
 * @returns false when the bound on visited nodes cut the walk short.
 */
export function matchPatterns<Entry, Node extends SettingValue>(patterns: KeyPatterns<Entry>, root: Node, found: (entry: Entry, node: Node) => void): boolean {
  const nodes: Node[] = [root];
  const places: Place<Entry>[] = [placeOf(patterns, closure([patterns.start]))];
  for (let visits = 1; ; visits += 1) {
    const node = nodes.pop();
    const place = places.pop();
    if (!node || !place) return true;
    if (visits > MAX_VISITS) return false;
    for (const entry of place.entries) found(entry, node);
    const members = node.members as readonly Node[];
    for (let index = members.length - 1; index >= 0; index -= 1) {
      const member = members[index];
      if (!member) continue;
      const next = node.kind === 'array' ? (place.item ??= overItem(patterns, place)) : overKey(patterns, place, String(member.key));
      if (next.states.size === 0) continue;
      nodes.push(member);
      places.push(next);
    }
  }
}

function placeOf<Entry>(patterns: KeyPatterns<Entry>, states: ReadonlySet<State<Entry>>): Place<Entry> {
  return shared(patterns.places, idsOf(states), () => ({ states, entries: [...states].flatMap((state) => state.entries), inKey: keyPlaceOf(patterns, states, new Set()) }));
}

function keyPlaceOf<Entry>(patterns: KeyPatterns<Entry>, reached: ReadonlySet<State<Entry>>, pending: ReadonlySet<State<Entry>>): KeyPlace<Entry> {
  return shared(patterns.keyPlaces, `${idsOf(reached)};${idsOf(pending)}`, () => ({ reached, pending, named: new Map() }));
}

function idsOf<Entry>(states: ReadonlySet<State<Entry>>): string {
  return [...states].map((state) => state.id).sort((a, b) => a - b).join();
}

function shared<Value>(values: Map<string, Value>, key: string, make: () => Value): Value {
  const known = values.get(key);
  if (known) return known;
  if (values.size >= MAX_PLACES) values.clear();
  const value = make();
  values.set(key, value);
  return value;
}

function overItem<Entry>(patterns: KeyPatterns<Entry>, { states }: Place<Entry>): Place<Entry> {
  const next: State<Entry>[] = [];
  for (const state of states) {
    if (state.item) next.push(state.item);
    if (state.isDeep) next.push(state);
  }
  return placeOf(patterns, closure(next));
}

function overKey<Entry>(patterns: KeyPatterns<Entry>, place: Place<Entry>, key: string): Place<Entry> {
  const at = (key.length > MAX_KEY_LENGTH ? null : overPieces(patterns, place.inKey, key)) ?? overPiece(patterns, place.inKey, key);
  return (at.end ??= placeOf(patterns, at.reached));
}

/** Over the dotted pieces of a key, as far as a pattern may still match; `null` when they are too many. */
function overPieces<Entry>(patterns: KeyPatterns<Entry>, from: KeyPlace<Entry>, key: string): KeyPlace<Entry> | null {
  let at = from;
  let start = 0;
  for (let count = 0; count < MAX_PIECES; count += 1) {
    const dot = key.indexOf('.', start);
    at = overPiece(patterns, at, dot < 0 ? key.slice(start) : key.slice(start, dot));
    if (dot < 0 || at.reached.size === 0) return at;
    start = dot + 1;
  }
  return null;
}

function overPiece<Entry>(patterns: KeyPatterns<Entry>, at: KeyPlace<Entry>, piece: string): KeyPlace<Entry> {
  const known = at.named.get(piece);
  if (known) return known;
  const fixed: State<Entry>[] = [];
  for (const state of at.reached) {
    const next = state.fixed.get(piece);
    if (next) fixed.push(next);
  }
  if (fixed.length === 0) return (at.other ??= stepOver(patterns, at, fixed));
  const next = stepOver(patterns, at, fixed);
  at.named.set(piece, next);
  return next;
}

/** `*` and `**` take in this piece and, later, any number of the key's further ones. */
function stepOver<Entry>(patterns: KeyPatterns<Entry>, at: KeyPlace<Entry>, fixed: readonly State<Entry>[]): KeyPlace<Entry> {
  const pending = new Set(at.pending);
  for (const state of at.reached) {
    if (state.any) pending.add(state.any);
    if (state.isDeep) pending.add(state);
  }
  return keyPlaceOf(patterns, closure([...fixed, ...pending]), pending);
}

/** The states and those that `**` lets them reach without consuming a member. */
function closure<Entry>(states: Iterable<State<Entry>>): Set<State<Entry>> {
  const all = new Set(states);
  for (const state of all) if (state.deep) all.add(state.deep);
  return all;
}
