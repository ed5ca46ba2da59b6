import { remembered } from '../../knowledge/remembered.ts';
import type { CallFact } from './types.ts';

interface OriginKey {
  readonly key: string;
  readonly data: unknown;
}

/** A step in a set of origins: `axios` → `create` → `()` → `post`. */
export interface OriginStep {
  /** The first step behind it. Most steps have one at most: a map for each would be most of the set's memory. */
  only: OriginStep | null;
  /** The name of {@link only}. */
  onlyName: string;
  /** The others, by name. */
  next: Map<string, OriginStep> | null;
  /** Keys of the steps behind a root that nobody has asked for yet: most of the known modules stand in no file. */
  pending: readonly OriginKey[] | null;
  /** Data of the key that ends here. */
  data: unknown;
  isEnd: boolean;
}

export interface OriginMatch<Data> {
  /** The canonical name that matched. */
  readonly origin: string;
  readonly data: Data;
}

/** Canonical names with data, compiled for lookups without regular expressions. */
export interface OriginSet<Data> {
  readonly roots: ReadonlyMap<string, OriginStep>;
  /** Names of the global variables among the roots. */
  readonly globals: ReadonlySet<string>;
  /** The first origin of the call that is in the set. */
  match(call: Pick<CallFact, 'origins'>): OriginMatch<Data> | null;
  get(origin: string): Data | undefined;
}

const GLOBAL = 'global:';

/**
 * Compiles canonical names. A key is `global:fetch`, `child_process.exec`, `@scope/name.fn`, `axios.create().post`;
 * a module whose name holds a dot is followed by a colon: `socket.io-client:io`. `*` as the last step matches any
 * member, `{a,b}` any of these. A bare module name means calling its default export. A name in several tables has the
 * facts of all of them.
 */
export function originSet<Data>(...tables: readonly Readonly<Record<string, Data>>[]): OriginSet<Data> {
  const roots = new Map<string, OriginStep>();
  for (const table of tables) for (const key of Object.keys(table)) enter(roots, key, table[key]);
  return {
    roots,
    globals: new Set([...roots.keys()].filter((root) => root.startsWith(GLOBAL)).map((root) => root.slice(GLOBAL.length))),
    get: (origin) => findStep(roots, origin)?.data as Data | undefined,
    match(call) {
      for (const origin of call.origins) {
        const step = findStep(roots, origin);
        if (step) return { origin, data: step.data as Data };
      }
      return null;
    },
  };
}

function enter(roots: Map<string, OriginStep>, key: string, data: unknown): void {
  const [root = '', ...path] = splitOrigin(stemOf(key));
  const step = stepOf(roots, root);
  if (path.length === 0 && !hasBraces(key)) end(step, data);
  else step.pending = [...(step.pending ?? []), { key, data }];
}

/** Makes the steps behind a root. */
function grow(root: OriginStep, pending: readonly OriginKey[]): void {
  root.pending = null;
  for (const { key, data } of pending) {
    const stem = stemOf(key);
    let step = root;
    for (const name of splitOrigin(stem).slice(1)) step = stepAfter(step, name);
    if (!hasBraces(key)) end(step, data);
    else for (const name of key.slice(stem.length + 2, -1).split(',')) end(stepAfter(step, name), data);
  }
}

/** A key without the names in braces at its end. */
function stemOf(key: string): string {
  return hasBraces(key) ? key.slice(0, key.lastIndexOf('.{')) : key;
}

function hasBraces(key: string): boolean {
  return key.endsWith('}') && key.includes('.{');
}

function end(step: OriginStep, data: unknown): void {
  step.data = step.isEnd && typeof data === 'object' ? { ...(step.data as object), ...data } : data;
  step.isEnd = true;
}

function stepAfter(step: OriginStep, name: string): OriginStep {
  if (step.only === null) {
    step.onlyName = name;
    return (step.only = emptyStep());
  }
  return step.onlyName === name ? step.only : stepOf((step.next ??= new Map()), name);
}

function stepOf(map: Map<string, OriginStep>, name: string): OriginStep {
  const known = map.get(name);
  if (known) return known;
  const step = emptyStep();
  map.set(name, step);
  return step;
}

function emptyStep(): OriginStep {
  return { only: null, onlyName: '', next: null, pending: null, data: undefined, isEnd: false };
}

function namedStep(step: OriginStep, name: string): OriginStep | undefined {
  if (step.pending !== null) grow(step, step.pending);
  if (step.only === null) return undefined;
  return step.onlyName === name ? step.only : step.next?.get(name);
}

/** The steps of names that calls have: all sets ask for the same ones. */
const stepsOf = remembered(splitOrigin);

function findStep(roots: ReadonlyMap<string, OriginStep>, origin: string): OriginStep | null {
  const steps = stepsOf(origin);
  let step = roots.get(steps[0] ?? '');
  for (let at = 1; step && at < steps.length; at += 1) step = nextStep(step, steps[at] ?? '');
  return step?.isEnd ? step : null;
}

/** The next step by name; a `*` step takes every name but a call. */
export function nextStep(step: OriginStep, name: string): OriginStep | undefined {
  return namedStep(step, name) ?? (name === '()' ? undefined : namedStep(step, '*'));
}

/** `axios.create().post` → axios, create, (), post. The root of a global keeps its `global:`. */
export function splitOrigin(origin: string): string[] {
  const isGlobal = origin.startsWith('global:');
  const body = isGlobal ? origin.slice(7) : origin;
  const colon = isGlobal ? -1 : body.indexOf(':');
  const slash = body.lastIndexOf('/');
  let end = colon >= 0 ? colon : firstOf(body, isGlobal ? 0 : slash + 1);
  if (end < 0) end = body.length;
  const steps = [(isGlobal ? 'global:' : '') + body.slice(0, end)];
  let rest = body.slice(colon >= 0 ? end + 1 : end);
  if (colon >= 0 && rest !== '' && !rest.startsWith('(')) rest = `.${rest}`;
  for (const piece of rest.split('.')) {
    if (piece === '') continue;
    const call = piece.indexOf('(');
    const name = call < 0 ? piece : piece.slice(0, call);
    if (name !== '') steps.push(name);
    for (let at = call; at >= 0 && at < piece.length; at += 2) steps.push('()');
  }
  return steps;
}

function firstOf(text: string, from: number): number {
  const dot = text.indexOf('.', from);
  const call = text.indexOf('(', from);
  return dot < 0 || call < 0 ? Math.max(dot, call) : Math.min(dot, call);
}

/** Steps back to a canonical name. A root with a dot gets its colon. */
export function joinOrigin(steps: readonly string[]): string {
  const [root = '', ...path] = steps;
  let out = path.length === 0 && !root.startsWith('global:') && root.slice(root.lastIndexOf('/') + 1).includes('.') ? `${root}:` : root;
  let isFirst = true;
  for (const name of path) {
    const isDotted = isFirst && !root.startsWith('global:') && root.slice(root.lastIndexOf('/') + 1).includes('.');
    out += name === '()' ? (isDotted ? ':()' : '()') : isDotted ? `:${name}` : `.${name}`;
    isFirst = false;
  }
  return out;
}
