// Methods and functions that call what they are given, or give back what they hold. Sources: ECMAScript, HTML timers, node:process.
/** Methods that give each item to a callback. */
export const ITERATING: ReadonlySet<string> = new Set(['forEach', 'map', 'filter', 'find', 'findLast', 'some', 'every', 'flatMap', 'sort']);
/** Methods that give a list of the items. */
export const KEEPING: ReadonlySet<string> = new Set(['filter', 'slice', 'reverse', 'toReversed', 'sort', 'toSorted', 'concat', 'splice', 'toSpliced', 'with', 'values', 'flat', 'take', 'drop', 'toArray']);
/** Methods that give one item. */
export const PICKING: ReadonlySet<string> = new Set(['find', 'findLast', 'pop', 'shift', 'at']);
/** Functions that put together what a callback answers with for each item. */
export const COLLECTING: ReadonlySet<string> = new Set(['map', 'flatMap', 'from', 'fromAsync']);
/** Methods that give a callback what it answered with for the item before, and an item. */
export const FOLDING: ReadonlySet<string> = new Set(['reduce', 'reduceRight']);
/** Timers, and the number of arguments in front of those that go to the callback. */
export const TIMERS: ReadonlyMap<string, number> = new Map([['setTimeout', 2], ['setInterval', 2], ['setImmediate', 1], ['nextTick', 1], ['queueMicrotask', 1]]);
/** Methods of a promise. */
export const PROMISE: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);
