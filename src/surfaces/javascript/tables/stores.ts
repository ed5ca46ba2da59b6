/** How something that keeps a value and tells others about it is used. */
export interface StoreRow {
  /** Where the first value stands: an argument, or what a function among the arguments answers with. */
  readonly first?: number;
  /** Methods that put a value in, and the index of the argument. */
  readonly puts: ReadonlyMap<string, number>;
}

const puts = (...names: readonly (readonly [string, number])[]): ReadonlyMap<string, number> => new Map(names);
const SUBJECT = puts(['next', 0]);
const SVELTE = puts(['set', 0], ['update', 0]);
const ZUSTAND = puts(['setState', 0]);
const NANO = puts(['set', 0], ['setKey', 1]);

/** Stores and streams by what makes them. Sources: documentation of RxJS, Svelte, Zustand, nanostores. */
export const STORES: ReadonlyMap<string, StoreRow> = new Map<string, StoreRow>([
  ...['Subject', 'ReplaySubject', 'AsyncSubject'].map((name) => [`rxjs.${name}()`, { puts: SUBJECT }] as const),
  ['rxjs.BehaviorSubject()', { first: 0, puts: SUBJECT }],
  ...['of', 'from', 'defer'].map((name) => [`rxjs.${name}()`, { first: 0, puts: puts() }] as const),
  ...['writable', 'readable'].map((name) => [`svelte/store.${name}()`, { first: 0, puts: SVELTE }] as const),
  ...['zustand.create()', 'zustand.createStore()', 'zustand/vanilla.createStore()', 'zustand()'].map((name) => [name, { puts: ZUSTAND }] as const),
  ...['atom', 'map', 'deepMap'].map((name) => [`nanostores.${name}()`, { first: 0, puts: NANO }] as const),
]);

/** Methods by which a store tells a function of its values. */
export const SUBSCRIBING: ReadonlySet<string> = new Set(['subscribe', 'listen', 'forEach']);
/** Methods and members that give the value. */
export const GIVING: ReadonlySet<string> = new Set(['getValue', 'getState', 'get', 'value', 'toPromise']);
/** Functions that give the value of a store, or the promise of it. */
export const READERS: ReadonlySet<string> = new Set(['svelte/store.get', 'rxjs.firstValueFrom', 'rxjs.lastValueFrom', '@nanostores/react.useStore', 'zustand.useStore']);
/** Operators whose callback answers with what comes next. */
export const MAPPING: ReadonlySet<string> = new Set(['map', 'switchMap', 'mergeMap', 'concatMap', 'exhaustMap', 'flatMap', 'scan']);
