import { ownCopy } from '../../knowledge/remembered.ts';
import type { CallFact } from './types.ts';

/** A step in a set of origins: `axios` → `create` → `()` → `post`. */
export interface OriginStep {
  next: Map<string, OriginStep>;
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

const MAX_REMEMBERED = 5000;
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
  const steps = new Map<string, OriginStep | null>();
  const find = (origin: string): OriginStep | null => {
    const known = steps.get(origin);
    if (known !== undefined) return known;
    const step = findStep(roots, origin);
    if (steps.size < MAX_REMEMBERED) steps.set(ownCopy(origin), step);
    return step;
  };
  return {
    roots,
    globals: new Set([...roots.keys()].filter((root) => root.startsWith(GLOBAL)).map((root) => root.slice(GLOBAL.length))),
    get: (origin) => find(origin)?.data as Data | undefined,
    match(call) {
      for (const origin of call.origins) {
        const step = find(origin);
        if (step) return { origin, data: step.data as Data };
      }
      return null;
    },
  };
}

const NO_STEPS = new Map<string, OriginStep>();

function enter(roots: Map<string, OriginStep>, key: string, data: unknown): void {
  const brace = key.endsWith('}') ? key.lastIndexOf('.{') : -1;
  const [root = '', ...path] = splitOrigin(brace < 0 ? key : key.slice(0, brace));
  let step = stepOf(roots, root);
  for (const name of path) step = stepAfter(step, name);
  if (brace < 0) return end(step, data);
  for (const name of key.slice(brace + 2, -1).split(',')) end(stepAfter(step, name), data);
}

function end(step: OriginStep, data: unknown): void {
  step.data = step.isEnd && typeof data === 'object' ? { ...(step.data as object), ...data } : data;
  step.isEnd = true;
}

function stepAfter(step: OriginStep, name: string): OriginStep {
  if (step.next === NO_STEPS) step.next = new Map();
  return stepOf(step.next, name);
}

function stepOf(map: Map<string, OriginStep>, name: string): OriginStep {
  const known = map.get(name);
  if (known) return known;
  const step: OriginStep = { next: NO_STEPS, data: undefined, isEnd: false };
  map.set(name, step);
  return step;
}

function findStep(roots: ReadonlyMap<string, OriginStep>, origin: string): OriginStep | null {
  const [root, ...path] = splitOrigin(origin);
  let step: OriginStep | undefined = roots.get(root ?? '');
  for (const name of path) step = step?.next.get(name) ?? (name === '()' ? undefined : step?.next.get('*'));
  return step?.isEnd ? step : null;
}

/** The next step by name; a `*` step takes every name but a call. */
export function nextStep(step: OriginStep, name: string): OriginStep | undefined {
  return step.next.get(name) ?? (name === '()' ? undefined : step.next.get('*'));
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
