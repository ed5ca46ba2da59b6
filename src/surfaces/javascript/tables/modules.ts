/** Module names that are another module under a different name. Source: the packages' own documentation. */
export const MODULE_ALIASES: ReadonlyMap<string, string> = new Map([
  ['cloudflare:workers', 'cloudflare-workers'],
  ['fs/promises', 'fs'],
  ['fs-extra', 'fs'],
  ['graceful-fs', 'fs'],
  ['original-fs', 'fs'],
  ['dns/promises', 'dns'],
  ['readline/promises', 'readline'],
  ['path/posix', 'path'],
  ['path/win32', 'path'],
  ['@lydell/node-pty', 'node-pty'],
  ['@homebridge/node-pty-prebuilt-multiarch', 'node-pty'],
  ['upath', 'path'],
  ['pathe', 'path'],
  ['axios/dist/node/axios.cjs', 'axios'],
  ['follow-redirects/http', 'http'],
  ['follow-redirects/https', 'https'],
]);

/** Members of modules that are the same thing as a global. */
export const MODULE_GLOBALS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['buffer', new Set(['Buffer', 'atob', 'btoa', 'Blob', 'File'])],
  ['url', new Set(['URL', 'URLSearchParams'])],
  ['util', new Set(['TextDecoder', 'TextEncoder'])],
  ['timers', new Set(['setTimeout', 'setInterval', 'setImmediate'])],
  ['undici', new Set(['FormData', 'File', 'Headers', 'Request', 'WebSocket', 'EventSource'])],
  ['node-fetch', new Set(['FormData', 'File', 'Blob', 'Headers', 'Request'])],
  ['formdata-node', new Set(['FormData', 'File', 'Blob'])],
]);

/** Members of modules that are another module. Source: the packages' own documentation. */
export const MODULE_MEMBERS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  ['zx', new Map([['os', 'os'], ['fs', 'fs'], ['path', 'path']])],
]);

/** Modules that are a global object as a whole. */
export const GLOBAL_MODULES: ReadonlyMap<string, string> = new Map([
  ['process', 'global:process'],
  ['console', 'global:console'],
]);

/** Members that name the object they are members of. */
export const SAME_MEMBERS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['fs', new Set(['promises', 'default'])],
  ['dns', new Set(['promises', 'default'])],
  ['path', new Set(['posix', 'win32', 'default'])],
  ['timers', new Set(['default'])],
]);

/** Names of the global object. */
export const GLOBAL_OBJECTS: ReadonlySet<string> = new Set(['globalThis', 'window', 'self', 'global', 'top', 'parent', 'frames', 'GLOBAL', 'root']);

/** Functions that load the module named by their first argument. */
export const LOADERS: ReadonlySet<string> = new Set([
  'global:require',
  'global:importScripts',
  'global:module.require',
  'global:require.main.require',
  'global:process.mainModule.require',
  'global:module.parent.require',
  'global:process.getBuiltinModule',
  'global:import.meta.require',
  'global:__non_webpack_require__',
  'module.createRequire()',
  'module._load',
  'module.Module._load',
  'global:module.constructor._load',
  'global:require.main.constructor._load',
  'global:process.mainModule.constructor._load',
  'jiti()',
  'jiti.createJiti()',
  'jiti.createJiti().import',
  'tsx/esm/api.tsImport',
  'tsx/cjs/api.require',
  'importx.import',
]);

/** Functions that run a module named by one of their arguments, without giving it back, and that argument's index. Sources: node:module, node:process, HTML workers. */
export const RUNNERS: ReadonlyMap<string, { readonly kind: 'register' | 'worker'; readonly at: number }> = new Map([
  ['module.register', { kind: 'register', at: 0 }],
  ['module.Module.register', { kind: 'register', at: 0 }],
  ['global:process.dlopen', { kind: 'register', at: 1 }],
  ['global:Worker', { kind: 'worker', at: 0 }],
  ['global:SharedWorker', { kind: 'worker', at: 0 }],
  ['worker_threads.Worker', { kind: 'worker', at: 0 }],
  // Sources: the readmes of the packages, the API of Vite.
  ['import-from', { kind: 'register', at: 1 }],
  ['import-fresh', { kind: 'register', at: 0 }],
  ['import-cwd', { kind: 'register', at: 0 }],
  ['vite.runnerImport', { kind: 'register', at: 0 }],
  ['vite.loadConfigFromFile', { kind: 'register', at: 1 }],
]);

/** Functions that give back their first argument, or a function that does the same. */
export const NEUTRAL: ReadonlySet<string> = new Set([
  'util.promisify',
  'util.callbackify',
  'util.deprecate',
  'global:Object.freeze',
  'global:Object.seal',
  'global:Object.preventExtensions',
  'global:Promise.resolve',
  'global:Proxy',
  'global:structuredClone',
  'global:Object',
  'pify',
  'es6-promisify.promisify',
  'bluebird.promisify',
  'thenify',
]);

/**
 * Names of the helpers that compilers put around `require`: what comes back has the module's members. Sources: TypeScript's
 * tslib, Babel's and SWC's helpers, esbuild, Rollup.
 */
export const INTEROP: ReadonlySet<string> = new Set([
  '__importDefault', '__importStar', '__toESM', '__toModule', '_interopRequireDefault', '_interopRequireWildcard', '_interop_require_default', '_interop_require_wildcard', '_interopDefault',
  '_interopDefaultLegacy', '_interopDefaultCompat', '_interopNamespace', '_interopNamespaceDefault', '_interopNamespaceCompat',
]);

/** Of {@link NEUTRAL}, those that make a function with a callback answer with a promise. */
const PROMISIFIERS: ReadonlySet<string> = new Set(['util.promisify', 'pify', 'es6-promisify.promisify', 'bluebird.promisify', 'thenify']);
const TIMERS: ReadonlySet<string> = new Set(['global:setTimeout', 'global:setInterval', 'global:setImmediate']);

/** True for `promisify(setTimeout)`: what it makes is given a delay, no code. Source: node:timers, `util.promisify.custom`. */
export function isTimerPromise(wrapper: string, wrapped: string): boolean {
  return PROMISIFIERS.has(wrapper) && TIMERS.has(wrapped);
}
