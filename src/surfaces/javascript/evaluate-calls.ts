import { calleeOf, child, children, isFunction, isMember, objectOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import { LIMITS } from './budget.ts';
import { onlyReturn } from './class-members.ts';
import type { Variable } from './bindings.ts';
import { encodeText, fromBase64, fromLatin1, fromPercent, toBase64 } from './decode.ts';
import type { Evaluator } from './evaluate.ts';
import { HANDING_ON } from './tables/propagation.ts';
import { force, itemsOf, pairsOf } from './evaluate-containers.ts';
import { callMethod, methodOf } from './evaluate-methods.ts';
import { joinPath, resolveUrl } from './evaluate-paths.ts';
import { bool, constantOf, gapText, num, textOf, toText, truth, unknown } from './values.ts';
import type { Env, Item, TextValue, Value } from './values.ts';

/** Arguments of a call with spreads of known arrays put in; `null` when a spread is unknown. */
export function callArguments(evaluator: Evaluator, node: JsNode, env: Env | null): readonly Item[] | null {
  const out: Item[] = [];
  for (const argument of children(node, 'arguments').slice(0, LIMITS.items)) {
    if (!argument) continue;
    if (argument.type !== 'SpreadElement') out.push({ node: argument, env });
    else {
      const inner = child(argument, 'argument');
      const items = inner ? itemsOf(evaluator, evaluator.evaluate(inner, env), argument) : null;
      if (!items || out.length + items.length > LIMITS.items) return null;
      out.push(...items);
    }
  }
  return out;
}

/** A function call: known pure functions, methods of known values, small local functions. */
export function evaluateCall(evaluator: Evaluator, node: JsNode, env: Env | null): Value {
  const callee = calleeOf(node);
  if (!callee || callee.type === 'Super' || callee.type === 'Import') return unknown(node);
  const known = knownFunction(evaluator, callee);
  if (known) {
    const args = callArguments(evaluator, node, env);
    return args ? known(evaluator, args, node) : unknown(node);
  }
  if (isMember(callee)) {
    const method = evaluator.propertyName(callee, env);
    const object = objectOf(callee);
    const value = method !== null && object ? (callIndirectly(evaluator, object, method, node, env) ?? callMethod(evaluator, object, method, node, env)) : null;
    if (value) return value;
  }
  return callLocal(evaluator, callee, () => callArguments(evaluator, node, env), node, env);
}

/** `join.apply(path, ['a', 'b'])`, `''.concat.call('a', 'b')`; `null` for every other method. */
function callIndirectly(evaluator: Evaluator, fn: JsNode, way: string, node: JsNode, env: Env | null): Value | null {
  if (way !== 'call' && way !== 'apply') return null;
  const [self, ...given] = callArguments(evaluator, node, env) ?? [];
  const list = way === 'apply' ? given[0] && itemsOf(evaluator, force(evaluator, given[0]), node) : given;
  if (!self || !list) return null;
  const known = knownFunction(evaluator, fn);
  if (known) return known(evaluator, list, node);
  const method = isMember(fn) ? evaluator.propertyName(fn, env) : null;
  const value = method === null ? null : methodOf(force(evaluator, self), method, { evaluator, args: list, node });
  return value ?? callLocal(evaluator, fn, () => list, node, env);
}

type Pure = (evaluator: Evaluator, args: readonly Item[], node: JsNode) => Value;

const at = (evaluator: Evaluator, args: readonly Item[], index: number): Value => {
  const item = args[index];
  return item ? force(evaluator, item) : { k: 'nil', word: 'undefined' };
};

const constantAt = (evaluator: Evaluator, args: readonly Item[], index: number): string | null => constantOf(at(evaluator, args, index));

const decodeWith =
  (decode: (text: string) => string | null): Pure =>
  (evaluator, args, node) => {
    const text = constantAt(evaluator, args, 0);
    evaluator.budget.spend((text?.length ?? 0) >> 4, node.range);
    const decoded = text === null ? null : decode(text);
    return decoded === null ? unknown(node) : textOf(decoded, node);
  };

const identity: Pure = (evaluator, args) => at(evaluator, args, 0);

function fromCodes(evaluator: Evaluator, args: readonly Item[], node: JsNode): Value {
  let out = '';
  for (const item of args.slice(0, LIMITS.items)) {
    const value = force(evaluator, item);
    const code = value.k === 'num' ? value.n : Number.NaN;
    if (!Number.isInteger(code) || code < 0 || code > 0x10ffff) return unknown(node);
    out += String.fromCodePoint(code);
  }
  return textOf(out, node);
}

function bufferFrom(evaluator: Evaluator, args: readonly Item[], node: JsNode): Value {
  const source = at(evaluator, args, 0);
  if (source.k === 'bytes') return source;
  if (source.k === 'array') return bytesOf(evaluator, source.complete ? source.items : null, node);
  const text = constantOf(source);
  if (text === null) return unknown(node);
  const encoding = constantAt(evaluator, args, 1) ?? (args.length > 1 ? null : 'utf8');
  const data = encoding === null ? null : encodeText(text, encoding);
  return data ? { k: 'bytes', data } : unknown(node);
}

function bytesOf(evaluator: Evaluator, items: readonly Item[] | null, node: JsNode): Value {
  if (!items) return unknown(node);
  const data: number[] = [];
  for (const item of items) {
    const value = force(evaluator, item);
    if (value.k !== 'num') return unknown(node);
    data.push(value.n & 0xff);
  }
  return { k: 'bytes', data };
}

const path: Pure = (evaluator, args, node) => joinPath(evaluator, args, node);

/** A function of this file that another one is called for: later, once, at most so often. */
const handedOn: Pure = (evaluator, args, node) => {
  const value = at(evaluator, args, 0);
  return value.k === 'fn' ? value : unknown(node);
};

/** Pure functions by canonical origin. */
const FUNCTIONS: ReadonlyMap<string, Pure> = new Map<string, Pure>([
  ['global:atob', decodeWith((text) => optional(fromBase64(text), fromLatin1))],
  ['global:btoa', decodeWith((text) => toBase64(Array.from(text.slice(0, LIMITS.text), (character) => character.charCodeAt(0) & 0xff)))],
  ['global:decodeURIComponent', decodeWith(fromPercent)],
  ['global:decodeURI', decodeWith(fromPercent)],
  ['global:unescape', decodeWith(fromPercent)],
  ['global:encodeURIComponent', decodeWith((text) => percentEncoded(text))],
  ['global:Buffer.from', bufferFrom],
  ['global:String.fromCharCode', fromCodes],
  ['global:String.fromCodePoint', fromCodes],
  ['global:String', (evaluator, args, node) => toText(at(evaluator, args, 0), node)],
  ['global:Number', (evaluator, args, node) => numberOf(at(evaluator, args, 0), node)],
  ['global:parseInt', (evaluator, args, node) => parsedNumber(evaluator, args, node)],
  ['global:Boolean', (evaluator, args, node) => booleanOf(at(evaluator, args, 0), node)],
  ['global:Object.freeze', identity],
  ['global:Object.seal', identity],
  ['global:Object.assign', assigned],
  ...HANDING_ON.map((name): [string, Pure] => [name, handedOn]),
  ['global:JSON.parse', parsedJson],
  ['global:Object.fromEntries', (evaluator, args, node) => madeOfPairs(evaluator, at(evaluator, args, 0), node)],
  ['global:Object.entries', members((name, value, node) => ({ k: 'array', items: [name, value], complete: true, node }))],
  ['global:Object.values', members((_name, value) => value)],
  ['global:Object.keys', members((name) => name)],
  ['global:Promise.resolve', identity],
  ['global:Promise.all', identity],
  ['util.format', formatted],
  ['global:URL.createObjectURL', (evaluator, args, node) => blobAddress(evaluator, at(evaluator, args, 0), node)],
  ['global:structuredClone', identity],
  ['global:Array.from', arrayFrom],
  ['global:Array.of', (_evaluator, args, node) => ({ k: 'array', items: args, complete: true, node })],
  ['global:Uint8Array.from', (evaluator, args, node) => bytesOf(evaluator, itemsOf(evaluator, at(evaluator, args, 0), node), node)],
  ['path.join', path],
  ['path.resolve', path],
  ['path.normalize', path],
  ['url.fileURLToPath', (evaluator, args, node) => filePath(at(evaluator, args, 0), node)],
  ['url.pathToFileURL', identity],
  ['vscode.Uri.file', identity],
  ['vscode.Uri.joinPath', path],
]);

/** `encodeURIComponent` that never throws: a lone surrogate gives `null`. */
function percentEncoded(text: string): string | null {
  try {
    return encodeURIComponent(text.slice(0, LIMITS.text));
  } catch {
    return null;
  }
}

/** Last steps of those names: a member call with another name is none of them, which is cheap to tell. */
const FUNCTION_NAMES: ReadonlySet<string> = new Set([...FUNCTIONS.keys()].map((name) => name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':')) + 1)));

function optional<T, R>(value: T | null, then: (value: T) => R): R | null {
  return value === null ? null : then(value);
}

function booleanOf(value: Value, node: JsNode): Value {
  const known = truth(value);
  return known === null ? unknown(node) : bool(known);
}

function numberOf(value: Value, node: JsNode): Value {
  if (value.k === 'num') return value;
  if (value.k === 'bool') return num(value.b ? 1 : 0);
  const text = constantOf(value);
  const number = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isNaN(number) ? unknown(node) : num(number);
}

function parsedNumber(evaluator: Evaluator, args: readonly Item[], node: JsNode): Value {
  const radix = at(evaluator, args, 1);
  const number = Number.parseInt(constantAt(evaluator, args, 0) ?? '', radix.k === 'num' ? radix.n : 10);
  return Number.isNaN(number) ? unknown(node) : num(number);
}

function arrayFrom(evaluator: Evaluator, args: readonly Item[], node: JsNode): Value {
  const items = itemsOf(evaluator, at(evaluator, args, 0), node);
  if (!items) return unknown(node);
  const array: Value = { k: 'array', items, complete: true, node };
  const mapper = args[1] ? at(evaluator, args, 1) : null;
  return mapper ? mapItems(evaluator, array.items, mapper, node) : array;
}

/** `array.map(fn)` with a small local function. */
export function mapItems(evaluator: Evaluator, items: readonly Item[], mapper: Value, node: JsNode): Value {
  if (mapper.k === 'unknown') {
    const known = knownFunction(evaluator, mapper.node);
    if (!known || !evaluator.budget.spend(items.length, node.range)) return unknown(node);
    return { k: 'array', items: items.map((item): Item => ({ value: known(evaluator, [item], node) })), complete: true, node };
  }
  if (mapper.k !== 'fn') return unknown(node);
  const out: Item[] = [];
  for (const [index, item] of items.entries()) {
    if (!evaluator.budget.spend(2, node.range)) return unknown(node);
    out.push({ value: callFunction(evaluator, mapper.node, [force(evaluator, item), num(index)], mapper.env, node) });
  }
  return { k: 'array', items: out, complete: true, node };
}

/** `Object.assign(target, …)`: the members of all known objects; a function stays one. */
function assigned(evaluator: Evaluator, args: readonly Item[], node: JsNode): Value {
  const values = args.slice(0, MAX_SOURCES).map((item) => force(evaluator, item));
  if (values[0]?.k === 'fn') return values[0];
  const known = values.map((value) => pairsOf(evaluator, value, node));
  if (known.every((pairs) => pairs === null)) return unknown(node);
  const entries = known.flatMap((pairs) => pairs ?? []).map(({ name, value }): Item => pairItem(name, value, node));
  return { k: 'pairs', entries, node, open: known.some((pairs) => pairs === null) };
}

const MAX_SOURCES = 16;

function pairItem(name: string, value: Item, node: JsNode): Item {
  return { value: { k: 'array', items: [{ value: textOf(name, node) }, value], complete: true, node } };
}

/** `JSON.parse(text)` of a short known text. */
function parsedJson(evaluator: Evaluator, args: readonly Item[], node: JsNode): Value {
  const text = constantAt(evaluator, args, 0);
  if (text === null || text.length > MAX_JSON || !evaluator.budget.spend(text.length >> 2, node.range)) return unknown(node);
  try {
    return fromJson(JSON.parse(text), node, 0);
  } catch {
    return unknown(node);
  }
}

const MAX_JSON = 4096;
const MAX_JSON_DEPTH = 16;

function fromJson(json: unknown, node: JsNode, depth: number): Value {
  if (typeof json === 'string') return textOf(json, node);
  if (typeof json === 'number') return num(json);
  if (typeof json === 'boolean') return bool(json);
  if (json === null) return { k: 'nil', word: 'null' };
  if (typeof json !== 'object' || depth > MAX_JSON_DEPTH) return unknown(node);
  if (Array.isArray(json)) return { k: 'array', items: json.map((item: unknown): Item => ({ value: fromJson(item, node, depth + 1) })), complete: true, node };
  return { k: 'pairs', entries: Object.entries(json).map(([name, item]: [string, unknown]) => pairItem(name, { value: fromJson(item, node, depth + 1) }, node)), node, open: false };
}

/** `Object.fromEntries(pairs)`, of a list or of a map. */
function madeOfPairs(evaluator: Evaluator, source: Value, node: JsNode): Value {
  const entries = source.k === 'map' ? source.entries : itemsOf(evaluator, source, node);
  return entries ? { k: 'pairs', entries, node, open: false } : unknown(node);
}

/** What `Object.entries` and its like give for a known object. Others may add members to it, so the list is never complete. */
function members(make: (name: Item, value: Item, node: JsNode) => Item | Value): Pure {
  return (evaluator, args, node) => {
    const pairs = pairsOf(evaluator, at(evaluator, args, 0), node);
    if (!pairs) return unknown(node);
    const items = pairs.map(({ name, value }): Item => {
      const made = make({ value: textOf(name, node) }, value, node);
      return 'k' in made ? { value: made } : made;
    });
    return { k: 'array', items, complete: false, node };
  };
}

function filePath(value: Value, node: JsNode): Value {
  const text = value.k === 'url' ? value.href : value.k === 'text' ? value : null;
  const first = text?.parts[0];
  if (!text || !first || !('text' in first) || !first.text.startsWith('file://')) return text ?? unknown(node);
  return { ...text, parts: [{ ...first, text: first.text.slice(7), derived: true }, ...text.parts.slice(1)] };
}

function knownFunction(evaluator: Evaluator, callee: JsNode): Pure | null {
  if (callee.type !== 'Identifier' && !isMember(callee)) return null;
  if (isMember(callee) && !FUNCTION_NAMES.has(evaluator.propertyName(callee) ?? '')) return null;
  const [origin] = evaluator.sources.origins(callee);
  return origin === undefined ? null : (FUNCTIONS.get(origin) ?? null);
}

/** `new URL()`, `new TextDecoder()`, typed arrays, `new String()`, `new Map()`. */
export function evaluateNew(evaluator: Evaluator, node: JsNode, env: Env | null): Value {
  const callee = child(node, 'callee');
  const [origin] = callee ? evaluator.sources.origins(callee) : [];
  if (origin === undefined) return unknown(node);
  const args = callArguments(evaluator, node, env);
  if (!args) return unknown(node);
  switch (origin) {
    case 'global:URL':
      return { k: 'url', href: resolveUrl(evaluator, args, node) };
    case 'global:Blob':
      return blobOf(evaluator, at(evaluator, args, 0), node);
    case 'global:TextDecoder':
      return { k: 'decoder', node };
    case 'global:Uint8Array':
    case 'global:Int8Array':
    case 'global:Uint8ClampedArray':
      return bytesOf(evaluator, itemsOf(evaluator, at(evaluator, args, 0), node), node);
    case 'global:String':
      return toText(at(evaluator, args, 0), node);
    case 'global:Set': {
      const items = args.length === 0 ? [] : itemsOf(evaluator, at(evaluator, args, 0), node);
      return items ? { k: 'array', items, complete: true, node } : unknown(node);
    }
    case 'global:Map': {
      const source = at(evaluator, args, 0);
      if (args.length === 0) return { k: 'map', entries: [] };
      return source.k === 'array' && source.complete ? { k: 'map', entries: source.items } : unknown(node);
    }
    default:
      return unknown(node);
  }
}

/** `util.format('%s …', value)`: `%s`, `%d`, `%i` and `%%`; other signs are not known. Source: the documentation of node:util. */
function formatted(evaluator: Evaluator, args: readonly Item[], node: JsNode): Value {
  const pieces = constantAt(evaluator, args, 0)?.split(/(%[a-zA-Z%])/, LIMITS.items) ?? null;
  if (!pieces) return unknown(node);
  let next = 1;
  return evaluator.concat(pieces.map((piece) => (piece === '%%' ? textOf('%', node) : /^%[sdi]$/.test(piece) ? toText(at(evaluator, args, next++), node) : piece.startsWith('%') && piece.length === 2 ? (next++, gapText(node)) : textOf(piece, node))), node);
}

/** The text of `new Blob(parts)`. */
function blobOf(evaluator: Evaluator, parts: Value, node: JsNode): Value {
  return parts.k === 'array' && parts.items.length > 0 ? evaluator.concat(parts.items.slice(0, LIMITS.items).map((item) => toText(force(evaluator, item), 'node' in item ? item.node : node)), node) : unknown(node);
}

/** An address of a blob: `blob:` and what it holds, as nothing else tells. */
function blobAddress(evaluator: Evaluator, blob: Value, node: JsNode): Value {
  return blob.k === 'text' ? evaluator.concat([textOf('blob:', node, false), blob], node) : unknown(node);
}

/** `String.raw` and tags that leave the text as it is. */
export function evaluateTagged(evaluator: Evaluator, node: JsNode, env: Env | null): Value {
  const tag = child(node, 'tag');
  const quasi = child(node, 'quasi');
  const [origin] = tag ? evaluator.sources.origins(tag) : [];
  if (!quasi || origin !== 'global:String.raw') return unknown(node);
  const texts: TextValue[] = [];
  const expressions = children(quasi, 'expressions');
  for (const [index, element] of children(quasi, 'quasis').entries()) {
    if (element) texts.push(textOf(String((element['value'] as { raw?: unknown }).raw ?? ''), element, false));
    const expression = expressions[index];
    if (expression) texts.push(toText(evaluator.evaluate(expression, env), expression));
  }
  return evaluator.concat(texts, node);
}

function callLocal(evaluator: Evaluator, callee: JsNode, given: () => readonly Item[] | null, node: JsNode, env: Env | null): Value {
  if ((env?.depth ?? 0) >= LIMITS.inlining) return unknown(node);
  const fn = isFunction(callee) ? { k: 'fn' as const, node: callee, env } : callee.type === 'Identifier' || isMember(callee) ? evaluator.evaluate(callee, env) : null;
  const args = fn?.k === 'fn' ? given() : null;
  if (fn?.k !== 'fn' || !args) return unknown(node);
  return callFunction(evaluator, fn.node, args.map((item) => force(evaluator, item)), fn.env, node, env);
}

/** The value a small local function returns: an arrow's body or its only `return`. */
export function callFunction(evaluator: Evaluator, fn: JsNode, args: readonly Value[], closure: Env | null, node: JsNode, caller: Env | null = null): Value {
  const depth = Math.max(closure?.depth ?? 0, caller?.depth ?? 0) + 1;
  const isGenerator = fn['generator'] === true;
  const result = isGenerator ? null : onlyReturn(fn);
  if ((!result && !isGenerator) || depth > LIMITS.inlining) return unknown(node);
  const values = new Map<Variable, Value>();
  for (const [index, parameter] of children(fn, 'params').entries()) {
    const isRest = parameter?.type === 'RestElement';
    const target = parameter?.type === 'AssignmentPattern' ? child(parameter, 'left') : isRest ? child(parameter, 'argument') : parameter;
    if (!target) continue;
    const variable = target.type === 'Identifier' ? evaluator.bindings.variable(target) : null;
    if (!variable) return unknown(node);
    const given: Value | undefined = isRest ? { k: 'array', items: args.slice(index).map((value) => ({ value })), complete: true, node } : args[index];
    if (given) values.set(variable, given);
    else values.set(variable, unknown(target));
  }
  if (!result) return yielded(fn, { values, outer: closure, depth }, node);
  const value = evaluator.evaluate(result, { values, outer: closure, depth });
  return value.k === 'unknown' ? unknown(node) : value.k === 'text' && constantOf(value) === null ? withGaps(value, node) : value;
}

/** What a generator gives whose statements are `yield`s; others may be among them. */
function yielded(fn: JsNode, env: Env, node: JsNode): Value {
  const body = child(fn, 'body');
  const statements = body ? children(body, 'body').slice(0, MAX_YIELDS) : [];
  const items = statements.flatMap((statement): Item[] => {
    const expression = statement ? child(statement, 'expression') : null;
    const given = expression?.type === 'YieldExpression' && expression['delegate'] !== true ? child(expression, 'argument') : null;
    return given ? [{ node: given, env }] : [];
  });
  return items.length > 0 ? { k: 'array', items, complete: false, node } : unknown(node);
}

const MAX_YIELDS = 64;

/** Gaps inside a called function stand for the call, as far as the caller is concerned. */
function withGaps(value: TextValue, node: JsNode): Value {
  if (value.parts.length === 0) return gapText(node);
  return value;
}
