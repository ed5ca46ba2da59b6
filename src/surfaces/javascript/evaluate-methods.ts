import { children } from './ast.ts';
import type { JsNode } from './ast.ts';
import { LIMITS } from './budget.ts';
import { decodeBytes, fromUtf8 } from './decode.ts';
import type { Evaluator } from './evaluate.ts';
import { callArguments, callFunction, mapItems } from './evaluate-calls.ts';
import { force, itemsOf } from './evaluate-containers.ts';
import { anyItem } from './evaluate-parameters.ts';
import { constantOf, isPiece, joinTexts, num, textOf, toText, unknown } from './values.ts';
import type { Env, Item, TextValue, Value } from './values.ts';

interface Invocation {
  readonly evaluator: Evaluator;
  readonly args: readonly Item[];
  readonly node: JsNode;
}

type TextMethod = (text: string, call: Invocation) => Value;

const number = ({ evaluator, args }: Invocation, index: number): number | undefined => {
  const item = args[index];
  const value = item ? force(evaluator, item) : undefined;
  return value?.k === 'num' ? value.n : undefined;
};

const constant = ({ evaluator, args }: Invocation, index: number): string | null => {
  const item = args[index];
  return item ? constantOf(force(evaluator, item)) : null;
};

/** True when each argument that is given is a known number. */
const hasNumbers = (call: Invocation): boolean => call.args.every((_, index) => number(call, index) !== undefined);

const sliced =
  (slice: (text: string, from: number | undefined, to: number | undefined) => string): TextMethod =>
  (text, call) =>
    hasNumbers(call) ? textOf(slice(text, number(call, 0), number(call, 1)), call.node) : unknown(call.node);

const mapped =
  (map: (text: string) => string): TextMethod =>
  (text, { node }) =>
    text.length <= LIMITS.text ? textOf(map(text), node) : unknown(node);

function bounded(call: Invocation, length: number, make: () => string): Value {
  if (!(length <= LIMITS.text)) {
    call.evaluator.budget.cut('length', call.node.range);
    return unknown(call.node);
  }
  call.evaluator.budget.spend(length >> 4, call.node.range);
  return textOf(make(), call.node);
}

function padded(text: string, call: Invocation, isStart: boolean): Value {
  const length = number(call, 0) ?? Number.NaN;
  const filler = call.args.length > 1 ? constant(call, 1) : ' ';
  if (filler === null || Number.isNaN(length)) return unknown(call.node);
  return bounded(call, Math.max(length, text.length), () => (isStart ? text.padStart(length, filler) : text.padEnd(length, filler)));
}

function split(text: string, call: Invocation): Value {
  const separator = constant(call, 0);
  if (separator === null || text.length > LIMITS.text) return unknown(call.node);
  const pieces = text.split(separator, LIMITS.items + 1);
  if (pieces.length > LIMITS.items) {
    call.evaluator.budget.cut('items', call.node.range);
    return unknown(call.node);
  }
  return { k: 'array', items: pieces.map((piece) => ({ value: textOf(piece, call.node) })), complete: true, node: call.node };
}

function replace(text: string, call: Invocation, isAll: boolean): Value {
  const [first] = call.args;
  const pattern = first ? force(call.evaluator, first) : null;
  const by = constant(call, 1);
  if (!pattern || by === null || by.includes('$') || text.length > LIMITS.text) return unknown(call.node);
  const search = pattern.k === 'regex' ? pattern.atom : constantOf(pattern);
  if (search === null || search === '') return unknown(call.node);
  const everywhere = isAll || (pattern.k === 'regex' && pattern.global);
  const pieces = everywhere ? text.split(search) : splitOnce(text, search);
  const kept = pattern.k === 'regex' && pattern.plus ? pieces.filter((piece, index) => piece !== '' || index === 0 || index === pieces.length - 1) : pieces;
  const length = text.length + by.length * kept.length;
  return bounded(call, length, () => kept.join(by));
}

function splitOnce(text: string, search: string): string[] {
  const index = text.indexOf(search);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + search.length)];
}

const TEXT_METHODS: ReadonlyMap<string, TextMethod> = new Map<string, TextMethod>([
  ['toLowerCase', mapped((text) => text.toLowerCase())],
  ['toUpperCase', mapped((text) => text.toUpperCase())],
  ['trim', mapped((text) => text.trim())],
  ['trimStart', mapped((text) => text.trimStart())],
  ['trimEnd', mapped((text) => text.trimEnd())],
  ['normalize', mapped((text) => text.normalize())],
  ['slice', sliced((text, from, to) => text.slice(from, to))],
  ['substring', sliced((text, from, to) => text.substring(from ?? 0, to))],
  ['substr', sliced((text, from, length) => text.slice(from ?? 0, length === undefined ? undefined : (from ?? 0) + length))],
  ['charAt', sliced((text, index) => text.charAt(index ?? 0))],
  ['at', sliced((text, index) => text.at(index ?? 0) ?? '')],
  ['charCodeAt', (text, call) => num(text.charCodeAt(number(call, 0) ?? 0))],
  ['codePointAt', (text, call) => num(text.codePointAt(number(call, 0) ?? 0) ?? Number.NaN)],
  ['repeat', (text, call) => bounded(call, text.length * (number(call, 0) ?? Number.NaN), () => text.repeat(Math.max(0, number(call, 0) ?? 0)))],
  ['padStart', (text, call) => padded(text, call, true)],
  ['padEnd', (text, call) => padded(text, call, false)],
  ['split', split],
  ['replace', (text, call) => replace(text, call, false)],
  ['replaceAll', (text, call) => replace(text, call, true)],
]);

const ARRAY_METHODS: ReadonlySet<string> = new Set(['join', 'reverse', 'toReversed', 'map', 'reduce', 'concat', 'slice', 'flat', 'at', 'filter', 'find', 'findLast', 'values', 'toString']);

/** Methods of texts, arrays, bytes, numbers, URLs, decoders and maps; `null` when the method is not one of these. */
export function callMethod(evaluator: Evaluator, object: JsNode, method: string, node: JsNode, env: Env | null): Value | null {
  if (!isKnownMethod(method)) return null;
  const receiver = evaluator.evaluate(object, env);
  if (!mayHaveMethods(receiver)) return null;
  const args = callArguments(evaluator, node, env);
  return args ? methodOf(receiver, method, { evaluator, args, node }) : unknown(node);
}

function isKnownMethod(method: string): boolean {
  return TEXT_METHODS.has(method) || ARRAY_METHODS.has(method) || method === 'decode' || method === 'get' || method === 'valueOf' || method === 'subarray';
}

function mayHaveMethods(receiver: Value): boolean {
  return receiver.k !== 'unknown' && receiver.k !== 'object' && receiver.k !== 'fn';
}

/** What a method of a value gives; `null` for a method that is not known, or of what is not known. */
export function methodOf(receiver: Value, method: string, call: Invocation): Value | null {
  if (!isKnownMethod(method) || !mayHaveMethods(receiver)) return null;
  const { evaluator, args, node } = call;
  if (method === 'valueOf') return receiver;
  switch (receiver.k) {
    case 'text':
      return textMethod(receiver, method, call);
    case 'array':
      return arrayMethod(receiver, method, call);
    case 'bytes':
      return bytesMethod(receiver.data, method, call);
    case 'num':
      return method === 'toString' ? digits(receiver.n, call) : unknown(node);
    case 'url':
      return method === 'toString' ? receiver.href : unknown(node);
    case 'decoder': {
      const [first] = args;
      const value = first ? force(evaluator, first) : null;
      return method === 'decode' && value?.k === 'bytes' ? textOf(fromUtf8(value.data), node) : unknown(node);
    }
    case 'map':
      return method === 'get' ? mapMember(receiver.entries, call) : unknown(node);
    default:
      return unknown(node);
  }
}

function digits(n: number, call: Invocation): Value {
  const radix = call.args.length === 0 ? 10 : (number(call, 0) ?? 0);
  return Number.isInteger(radix) && radix >= 2 && radix <= 36 ? textOf(n.toString(radix), call.node) : unknown(call.node);
}

const MAX_ALTERNATIVES = 16;

function mapMember(entries: readonly Item[], call: Invocation): Value {
  const name = constant(call, 0);
  const found: Value[] = [];
  for (const entry of name === null ? [] : entries.slice(0, 256)) {
    const pair = force(call.evaluator, entry);
    const [key, value] = pair.k === 'array' ? pair.items : [];
    if (key && value && constantOf(force(call.evaluator, key)) === name) found.push(force(call.evaluator, value));
  }
  const [only, ...others] = found;
  if (!only) return unknown(call.node);
  // What is set twice may be either.
  return others.length === 0 ? only : joinTexts(found.map((value) => toText(value, call.node)), call.node, MAX_ALTERNATIVES);
}

function bytesMethod(data: readonly number[], method: string, call: Invocation): Value {
  call.evaluator.budget.spend(data.length >> 4, call.node.range);
  if (method === 'toString') {
    const encoding = call.args.length === 0 ? 'utf8' : constant(call, 0);
    return encoding === null ? unknown(call.node) : textOf(decodeBytes(data, encoding), call.node);
  }
  if (method === 'slice' || method === 'subarray') return hasNumbers(call) ? { k: 'bytes', data: data.slice(number(call, 0), number(call, 1)) } : unknown(call.node);
  if (method === 'reverse') return { k: 'bytes', data: [...data].reverse() };
  if (method === 'map') {
    const items: Item[] = data.map((byte) => ({ value: num(byte) }));
    const [first] = call.args;
    const out = mapItems(call.evaluator, items, first ? force(call.evaluator, first) : unknown(call.node), call.node);
    const numbers = out.k === 'array' ? out.items.map((item) => force(call.evaluator, item)) : [];
    return out.k === 'array' && numbers.every((value) => value.k === 'num') ? { k: 'bytes', data: numbers.map((value) => (value.k === 'num' ? value.n & 0xff : 0)) } : unknown(call.node);
  }
  return unknown(call.node);
}

function textMethod(receiver: TextValue, method: string, call: Invocation): Value {
  const { evaluator, args, node } = call;
  if (method === 'toString') return receiver;
  if (method === 'concat') return evaluator.concat([receiver, ...args.map((item) => toText(force(evaluator, item), 'node' in item ? item.node : node))], node);
  const text = constantOf(receiver);
  if (text === null) return method.startsWith('trim') || method === 'normalize' ? receiver : changedPrefix(receiver, method, call);
  evaluator.budget.spend(text.length >> 5, node.range);
  return TEXT_METHODS.get(method)?.(text, call) ?? unknown(node);
}

/** Case changes keep the known parts of a text with gaps. */
function changedPrefix(receiver: TextValue, method: string, call: Invocation): Value {
  if (method !== 'toLowerCase' && method !== 'toUpperCase') return unknown(call.node);
  const change = (text: string): string => (method === 'toLowerCase' ? text.toLowerCase() : text.toUpperCase());
  return { ...receiver, parts: receiver.parts.map((part) => (isPiece(part) ? { ...part, text: change(part.text), derived: true } : part)) };
}

function arrayMethod(array: Value & { k: 'array' }, method: string, call: Invocation): Value {
  const { evaluator, args, node } = call;
  const { items } = array;
  evaluator.budget.spend(items.length >> 2, node.range);
  const made = (next: readonly Item[], complete = array.complete): Value => ({ k: 'array', items: next.slice(0, LIMITS.items), complete: complete && next.length <= LIMITS.items, node: array.node });
  switch (method) {
    case 'join':
      return joinItems(array, args.length === 0 ? ',' : constant(call, 0), call);
    case 'toString':
      return joinItems(array, ',', call);
    case 'reverse':
    case 'toReversed':
      return array.complete ? made([...items].reverse()) : unknown(node);
    case 'slice':
      return hasNumbers(call) ? made(items.slice(number(call, 0), number(call, 1))) : unknown(node);
    case 'at': {
      const item = items.at(number(call, 0) ?? 0);
      return item && array.complete ? force(evaluator, item) : unknown(node);
    }
    case 'concat': {
      const extra = args.flatMap((item) => {
        const value = force(evaluator, item);
        return value.k === 'array' ? value.items : [{ value }];
      });
      return made([...items, ...extra]);
    }
    case 'flat':
      return made(items.flatMap((item) => (force(evaluator, item).k === 'array' ? (itemsOf(evaluator, force(evaluator, item), node) ?? [item]) : [item])));
    case 'map':
      return array.complete && args[0] ? mapItems(evaluator, items, force(evaluator, args[0]), node) : unknown(node);
    case 'reduce':
      return array.complete ? reduce(items, call) : unknown(node);
    case 'filter':
      return made(items, false);
    case 'find':
    case 'findLast':
      return anyItem(evaluator, { ...array, complete: false }, node);
    default:
      return unknown(node);
  }
}

function joinItems(array: Value & { k: 'array' }, separator: string | null, { evaluator, node }: Invocation): Value {
  if (separator === null) return unknown(node);
  const texts: TextValue[] = [];
  for (const item of array.items) {
    if (texts.length > 0 && separator !== '') texts.push(textOf(separator, node));
    const value = force(evaluator, item);
    texts.push(value.k === 'nil' ? textOf('', node) : toText(value, 'node' in item ? item.node : node));
    if (texts.length > 2 * LIMITS.items) break;
  }
  if (!array.complete) texts.push(toText(unknown(node), node));
  return evaluator.concat(merge(texts, node), node);
}

/** Runs of constants that stand nowhere literally become one piece: arrays of characters stay cheap. */
function merge(texts: readonly TextValue[], node: JsNode): TextValue[] {
  if (texts.length <= 64) return [...texts];
  const out: TextValue[] = [];
  let run = '';
  for (const text of texts) {
    const known = constantOf(text);
    if (known !== null && run.length + known.length <= LIMITS.text) run += known;
    else {
      if (run !== '') out.push(textOf(run, node));
      run = known ?? '';
      if (known === null) out.push(text);
    }
  }
  if (run !== '') out.push(textOf(run, node));
  return out;
}

function reduce(items: readonly Item[], call: Invocation): Value {
  const { evaluator, args, node } = call;
  const callback = args[0] ? force(evaluator, args[0]) : null;
  if (callback?.k !== 'fn' || children(callback.node, 'params').length < 2) return unknown(node);
  const values = items.map((item) => force(evaluator, item));
  let sum: Value | undefined = args[1] ? force(evaluator, args[1]) : values.shift();
  for (const [index, value] of values.entries()) {
    if (!sum || sum.k === 'unknown' || !evaluator.budget.spend(2, node.range)) return unknown(node);
    sum = callFunction(evaluator, callback.node, [sum, value, num(index)], callback.env, node);
  }
  return sum ?? unknown(node);
}
