/** What happens to data that is given to a function: it stays readable, it is encoded, it becomes a query. */
export type Passage = 'same' | 'encoded' | 'query';

/** Functions whose result holds what their arguments hold, by canonical origin; everything else does not propagate. */
export const PROPAGATORS: ReadonlyMap<string, Passage> = new Map<string, Passage>([
  ...[
    'global:JSON.stringify', 'global:JSON.parse', 'global:String', 'global:String.fromCharCode', 'global:Object.entries', 'global:Object.keys', 'global:Object.values', 'global:Object.getOwnPropertyNames', 'global:Object.getOwnPropertyDescriptors', 'global:Reflect.ownKeys', 'global:Object.fromEntries', 'global:Object.assign', 'global:Object.freeze',
    'global:structuredClone', 'global:Proxy', 'global:Object.seal', 'global:Object.create', 'global:URL.createObjectURL', 'global:Array.from', 'global:Array.fromAsync', 'global:Object.groupBy', 'global:Map.groupBy', 'global:Iterator.from', 'global:WeakRef', 'global:Array', 'global:Promise.resolve', 'global:Promise.all', 'global:Promise.allSettled', 'global:Promise.race', 'global:Promise.any', 'global:Promise.reject', 'global:Buffer.from', 'global:Buffer.concat', 'global:Buffer',
    'global:encodeURIComponent', 'global:encodeURI', 'global:escape', 'global:decodeURIComponent', 'global:decodeURI', 'global:unescape', 'global:atob', 'zlib.gunzipSync', 'zlib.inflateSync', 'zlib.inflateRawSync', 'zlib.brotliDecompressSync', 'zlib.unzipSync', 'pako.ungzip', 'pako.inflate', 'js-base64.decode', 'js-base64.Base64.decode', 'global:FormData', 'global:Blob', 'global:File', 'global:Uint8Array', 'global:Uint8Array.from', 'global:TextEncoder().encode', 'global:TextDecoder().decode', 'global:URL', 'global:Headers', 'global:Map', 'global:Set',
    'util.inspect', 'util.format', 'util.promisify', 'url.format', 'url.parse', 'path.join', 'path.resolve', 'path.normalize', 'fs.createReadStream', 'stream.Readable.from', 'readline.createInterface',
    'lodash.cloneDeep', 'lodash.clone', 'lodash.merge', 'lodash.assign', 'lodash.pickBy', 'lodash.omit', 'lodash.toPairs', 'lodash.values', 'lodash.map', 'yaml.stringify', 'js-yaml.dump', 'superjson.stringify', 'flatted.stringify', 'safe-stable-stringify', 'fast-safe-stringify', 'form-data', 'ini.stringify', 'dotenv.parse',
    ...['@remix-run/node', '@remix-run/cloudflare', '@remix-run/server-runtime', '@shopify/remix-oxygen', 'react-router'].flatMap((root) => ['json', 'data', 'defer'].map((name) => `${root}.${name}`)),
    'chalk.*', 'picocolors.*', 'kleur.*', 'ansi-colors.*', 'global:@response.status',
  ].map((name) => [name, 'same'] as const),
  ...['global:URLSearchParams', 'querystring.stringify', 'querystring.encode', 'qs.stringify', 'query-string.stringify'].map((name) => [name, 'query'] as const),
  ...[
    'global:btoa', 'js-base64.encode', 'js-base64.Base64.encode', 'zlib.gzipSync', 'zlib.deflateSync', 'zlib.brotliCompressSync', 'zlib.deflateRawSync', 'zlib.gzip', 'zlib.deflate', 'zlib.brotliCompress', 'pako.gzip', 'pako.deflate', 'lz-string.compress', 'lz-string.compressToBase64',
    'crypto.createCipheriv().update', 'crypto.createCipher().update', 'crypto.publicEncrypt', 'crypto-js.AES.encrypt', 'global:Bun.gzipSync', 'msgpackr.pack', '@msgpack/msgpack.encode',
  ].map((name) => [name, 'encoded'] as const),
]);

/** Of these: functions that give the names of an object's members, not what they hold. */
export const NAME_LISTS: ReadonlySet<string> = new Set(['global:Object.keys', 'global:Object.getOwnPropertyNames', 'global:Reflect.ownKeys']);

/** Methods that give back (part of) the value they are called on. */
export const KEEPING_METHODS: ReadonlySet<string> = new Set([
  // Of an open file.
  'readFile', 'createReadStream', 'readLines',
  // Of a document of an editor.
  'getText',
  'toString', 'trim', 'trimStart', 'trimEnd', 'slice', 'substring', 'substr', 'concat', 'join', 'split', 'replace', 'replaceAll', 'toLowerCase', 'toUpperCase', 'toLocaleLowerCase', 'padStart', 'padEnd', 'normalize', 'repeat', 'at', 'charAt', 'match', 'matchAll',
  'valueOf', 'toJSON', 'entries', 'keys', 'values', 'flat', 'reverse', 'toReversed', 'sort', 'toSorted', 'filter', 'find', 'pop', 'shift', 'take', 'drop', 'toArray', 'toSpliced', 'deref', 'text', 'json', 'arrayBuffer', 'blob', 'bytes', 'buffer', 'formData', 'get', 'getAll', 'getItem', 'read', 'subarray', 'codePointAt', 'charCodeAt',
  'then', 'catch', 'finally', 'href', 'getReader', 'stream', 'pipeThrough', 'encode', 'final', 'parse', 'safeParse',
]);

/** Methods that put an argument into their object. */
export const STORING_METHODS: ReadonlySet<string> = new Set(['append', 'set', 'add', 'push', 'unshift', 'write', 'setItem', 'enqueue', 'insert']);

/** Encodings that hide what a text says. */
export const HIDING_ENCODINGS: ReadonlySet<string> = new Set(['base64', 'base64url', 'hex', 'binary', 'latin1']);

/** Members that tell something about a value and not the value. */
const DESCRIBING_MEMBERS: ReadonlySet<string> = new Set(['length', 'size', 'byteLength', 'ok', 'status', 'statusText', 'statusCode', 'redirected', 'constructor', 'exitCode', 'signal', 'pid', 'code', 'killed', 'status_code', 'type']);

/**
 * Those of them that are content in what somebody else sends, where members are named by the sender's form or the
 * tool's schema: `req.body.code`, `argv.type`, `({ pid }) => …` of a tool.
 */
const NAMED_BY_SENDERS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['request', new Set(['code', 'type', 'status', 'pid', 'signal'])],
  ['argv', new Set(['code', 'type', 'status', 'pid', 'signal'])],
  ['model', new Set(['code', 'pid', 'signal'])],
  ['download', new Set(['code'])],
]);

/** True when a member tells something about a value of this kind and not the value. */
export function isDescribing(member: string, kind: string): boolean {
  return DESCRIBING_MEMBERS.has(member) && NAMED_BY_SENDERS.get(kind)?.has(member) !== true;
}

/** What a function by canonical origin does to what it is given; also of `JSON.stringify.call(null, value)`. */
export function passageOf(origin: string | undefined): Passage | null {
  if (origin === undefined) return null;
  const name = origin.endsWith('.call') ? origin.slice(0, -'.call'.length) : origin;
  return PROPAGATORS.get(name) ?? PROPAGATORS.get(`${name.slice(0, name.indexOf('.'))}.*`) ?? null;
}

/** Functions that answer with their first argument, a function, for another time or number of calls. Sources: Node.js util, lodash, React, VueUse. */
export const HANDING_ON: readonly string[] = [
  'util.promisify', 'util.callbackify', 'util.deprecate', 'react.useCallback', 'react.useEffectEvent', 'react.memo', 'react.forwardRef', 'react.cache', 'use-debounce.useDebouncedCallback', '@vueuse/core.useDebounceFn', '@vueuse/core.useThrottleFn', 'memoize-one', 'memoize', 'mem', 'once', 'p-memoize', 'p-debounce', 'p-throttle', 'throttle-debounce.debounce', 'throttle-debounce.throttle', 'just-debounce-it', 'onetime',
  ...['lodash', 'lodash-es', 'underscore', 'remeda', 'radash'].flatMap((root) => ['debounce', 'throttle', 'once', 'memoize', 'memo'].flatMap((name) => [`${root}.${name}`, `${root}/${name}`])),
];

/** Functions that answer with a pair: what they hold, and the function that changes it. Sources: React, Preact, Solid. */
const STATE_MAKERS = ['react.useState', 'react.useOptimistic', 'preact/hooks.useState', 'solid-js.createSignal'];
export const STATES: ReadonlySet<string> = new Set(STATE_MAKERS);

/** Functions that answer with a box, and where in it their first argument lies. Sources: React, Vue, Preact signals, Svelte. */
export const BOXES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...['react.useRef', 'react.createRef', 'preact/hooks.useRef'].map((name) => [name, ['current']] as const),
  ...STATE_MAKERS.map((name) => [name, ['0']] as const),
  ...['vue.ref', 'vue.shallowRef', 'vue.toRef', 'vue.customRef', '@vue/reactivity.ref', '@vue/composition-api.ref', '@preact/signals.signal', '@preact/signals-react.signal', '@preact/signals-core.signal'].map((name) => [name, ['value']] as const),
  ...['vue.reactive', 'vue.shallowReactive', 'vue.readonly', 'vue.toRaw', 'vue.markRaw', '@vue/reactivity.reactive', 'mobx.observable', 'valtio.proxy', 'immer.freeze'].map((name) => [name, []] as const),
]);
