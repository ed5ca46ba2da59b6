import type { SourceRange } from '../mapped-text.ts';
import { answerOf, isProcedure } from './answers.ts';
import { calleeOf, child, children, isFunction, isMember, memberName, nameOf, spans } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { Calls } from './calls.ts';
import { isCodeWorker } from './codes.ts';
import { isShellInput } from './commands.ts';
import { addressIn, isAddressMember, isHeader, isLoadedMember, isScriptText, LOADED_ARGUMENTS, LOADED_ATTRIBUTES, likeCall, NAVIGATION, WITHOUT_HEADER } from './navigations.ts';
import { callLabel, destinationText, requestPosition } from './requests.ts';
import { CORE } from './tables/index.ts';
import type { OriginRow, RequestRow } from './tables/row.ts';
import { patternOf, textPattern } from './text.ts';
import type { TextShop } from './text.ts';
import type { OriginTrace } from './trace.ts';
import type { CallFact, Flow, FlowSource, SinkKind, SinkPosition } from './types.ts';
import { urlPattern } from './url.ts';
import { textOf } from './values.ts';
import type { Views } from './views.ts';

type Found = readonly Omit<Flow, 'encoded'>[] | null;

/** Tells whether an argument lets data out, and where in the message it stands. */
export class SinkFinder {
  readonly #calls: Calls;
  readonly #trace: OriginTrace;
  readonly #views: Views;
  readonly #shop: TextShop;
  readonly #root: JsNode;
  readonly #pseudo = new Map<JsNode, CallFact>();
  #bound: Map<JsNode, CallFact> | null = null;
  #openings: Map<JsNode, { readonly call: CallFact; readonly request: RequestRow }> | null = null;

  constructor(calls: Calls, trace: OriginTrace, views: Views, shop: TextShop, root: JsNode) {
    this.#root = root;
    this.#calls = calls;
    this.#trace = trace;
    this.#views = views;
    this.#shop = shop;
  }

  /** Flows of an argument; `null` when the call is no sink. */
  find(source: FlowSource, node: JsNode, argument: JsNode, index: number, path: readonly string[], isQuery: boolean): Found {
    if (node.type === 'ImportExpression') return this.#made(source, 'module', 'argument', this.#fake(node, argument, ['global:import']), argument.range, path, null);
    const call = this.#calls.of(node) ?? this.#boundCall(argument);
    const row = call ? CORE.match(call)?.data : undefined;
    if (!call || !row || isThrowing(call)) return this.#method(source, node, argument, index);
    const [at, rest] = place(call, argument, index, path);
    const range = call.args[at]?.range ?? argument.range;
    if (row.request) {
      const position = requestPosition(row.request, at, rest, isQuery);
      if (!position) return row.sink ? null : [];
      const opening = this.#openingOf(call, row);
      const destination = urlPattern(destinationText(opening?.call ?? call, opening?.request ?? row.request, this.#shop));
      return this.#made(source, row.request.kind === 'dns' ? 'dns' : 'network', position, call, range, rest, destination);
    }
    const kind = sinkKind(row, call, at, rest);
    return kind ? this.#made(source, kind, 'argument', call, range, rest, null) : null;
  }

  /** `request.open('POST', url)`, `socket.connect(port, host)`: the call that tells where an object sends what it is given. */
  #openingOf(call: CallFact, row: OriginRow): { readonly call: CallFact; readonly request: RequestRow } | null {
    const receiver = row.request?.url === 'receiver' ? call.receiver : null;
    if (!receiver || CORE.match(receiver)?.data.request) return null;
    if (!this.#openings) {
      this.#openings = new Map();
      for (const other of this.#calls.all) {
        const request = other.receiver ? CORE.match(other)?.data.request : undefined;
        if (other.receiver && request && typeof request.url === 'number') this.#openings.set(other.receiver.node, { call: other, request });
      }
    }
    return this.#openings.get(receiver.node) ?? null;
  }

  /** `element.setAttribute('src', url)`, `document.write(html)`. */
  #method(source: FlowSource, node: JsNode, argument: JsNode, index: number): Found {
    const callee = calleeOf(node);
    const name = isMember(callee) ? (memberName(callee) ?? '') : '';
    if (LOADED_ARGUMENTS.get(name) !== index) return null;
    const first = index === 0 ? null : children(node, 'arguments')[0];
    if (name === 'setAttribute' && !(first && LOADED_ATTRIBUTES.has(this.#shop.evaluator.constant(first)?.toLowerCase() ?? ''))) return null;
    return this.loaded(source, argument, `${name}()`);
  }

  /** `<img src={url}>`. */
  attribute(source: FlowSource, attribute: JsNode): Found {
    const value = child(attribute, 'value');
    const name = nameOf(child(attribute, 'name')) ?? '';
    const expression = value ? child(value, 'expression') : null;
    return expression && LOADED_ATTRIBUTES.has(name.toLowerCase()) ? this.loaded(source, expression, name) : null;
  }

  /** `<pre>{value}</pre>`. */
  rendered(source: FlowSource, value: JsNode): Found {
    return source.kind === 'environment' ? this.#made(source, 'exposure', 'body', this.#fake(value, value, ['global:@page']), value.range, [], null, 'the page') : null;
  }

  /** Flows into a function that is given as a callback: `values.forEach(fetch)`. */
  callback(source: FlowSource, callback: JsNode, index: number, path: readonly string[], isQuery: boolean): Found {
    const name = this.#trace.found.get(callback)?.find(({ step }) => step?.isEnd === true)?.name;
    const row = name === undefined ? undefined : CORE.get(name);
    if (name === undefined || !row) return null;
    const call = this.#fake(callback, callback, [name]);
    if (!row.request) {
      const kind = sinkKind(row, call, index, path);
      return kind ? this.#made(source, kind, 'argument', call, callback.range, path, null) : null;
    }
    const position = requestPosition(row.request, index, path, isQuery);
    return position ? this.#made(source, row.request.kind === 'dns' ? 'dns' : 'network', position, call, callback.range, path, null) : null;
  }

  /** What a callback of a route or of a tool returns, or a function that is a route by itself. */
  answer(source: FlowSource, node: JsNode, path: readonly string[]): Found {
    if (isFunction(node)) {
      // A form that is shown again holds what its user typed.
      const label = source.kind === 'credential' ? null : answerOf(node, path, this.#root);
      return label === null ? null : this.#made(source, 'response', 'body', this.#fake(node, node, ['global:@answer']), source.range, path, null, label);
    }
    const call = this.#calls.of(node);
    if (call && isExposed(CORE.match(call)?.data, path)) return this.#made(source, 'exposure', 'argument', call, call.calleeRange, path, null);
    if (call && CORE.match(call)?.data.answers === true) return this.#made(source, 'response', 'body', call, call.calleeRange, path, null);
    return isProcedure(node) ? this.#made(source, 'response', 'body', this.#fake(node, node, ['global:@answer']), source.range, path, null, 'the answer of a procedure') : null;
  }

  /** Data in the address of something that a browser loads: an attribute, a style, a piece of HTML. */
  loaded(source: FlowSource, value: JsNode, label: string): Found {
    if (source.kind !== 'cookie' && source.kind !== 'storage' && source.kind !== 'traffic') return null;
    const pattern = patternOf(value, this.#shop);
    const url = addressIn(pattern.parts);
    if (url === null) return null;
    const destination = urlPattern(textPattern(textOf(url, value), value, this.#shop));
    return this.#made(source, 'network', 'url', this.#fake(value, value, ['global:document']), value.range, [], destination, label);
  }

  /** The call of a function that `f.bind(null, argument)` made. */
  #boundCall(argument: JsNode): CallFact | null {
    if (!this.#bound) {
      this.#bound = new Map();
      for (const call of this.#calls.all) if (call.via === 'bind') for (const { node } of call.args) this.#bound.set(node, call);
    }
    return this.#bound.get(argument) ?? null;
  }

  /** A stream piped into a request, a response, a socket or a file. */
  stream(source: FlowSource, target: JsNode): Found {
    if (this.#shop.origins(target).some((origin) => origin === 'global:process.stdout' || origin === 'global:process.stderr')) return this.#made(source, 'log', 'argument', this.#fake(target, target, ['global:process.stdout.write']), target.range, [], null);
    const fact = this.#trace.found.get(target)?.find((found) => found.base !== null || found.steps[0] === 'global:@response');
    if (!fact) return null;
    if (fact.steps[0] === 'global:@response') return this.#made(source, 'response', 'argument', this.#fake(target, target, ['global:@response.pipe']), target.range, [], null);
    const call = fact.base ? this.#calls.of(fact.base) : null;
    const row = call ? CORE.match(call)?.data : undefined;
    if (!call || !row) return null;
    if (row.request) return this.#made(source, 'network', 'body', call, target.range, [], urlPattern(destinationText(call, row.request, this.#shop)));
    return row.file ? this.#made(source, 'file', 'argument', call, target.range, [], null) : null;
  }

  /** `location.href = …`, `image.src = …`, `ctx.body = …`. */
  assignment(source: FlowSource, target: JsNode, value: JsNode, path: readonly string[], isQuery: boolean): Found {
    const names = this.#shop.origins(target);
    const isContext = target['object'] !== undefined && this.#trace.found.get(target['object'] as JsNode)?.some((fact) => fact.steps.length === 1 && fact.steps[0] === 'global:@context') === true;
    if (isContext && this.#shop.evaluator.propertyName(target) === 'body') return this.#made(source, 'response', 'body', this.#fake(target, value, ['global:@context.body']), value.range, path, null);
    const name = names.find((origin) => NAVIGATION.has(origin));
    if (name === undefined && path.length === 0 && isHeader(target) && WITHOUT_HEADER.has(source.kind)) return this.#made(source, 'network', 'header', this.#fake(target, value, ['global:@headers']), value.range, ['headers', this.#shop.evaluator.propertyName(target) ?? ''], null, 'a header');
    if (name === undefined && path.length === 0 && isScriptText(target, this.#shop.evaluator)) return this.#made(source, 'eval', 'argument', this.#fake(target, value, ['global:@script']), value.range, [], null, 'a script element');
    if (name === undefined && path.length === 0 && isLoadedMember(this.#shop.evaluator.propertyName(target))) return this.loaded(source, value, this.#shop.evaluator.propertyName(target) ?? 'a member');
    if (path.length > 0) return null;
    if (name === undefined) return isAddressMember(this.#shop.evaluator.propertyName(target)) ? this.#addressed(source, target, value, isQuery) : null;
    const call = this.#fake(target, value, [name]);
    return this.#made(source, 'network', isQuery ? 'query' : 'url', call, value.range, path, urlPattern(patternOf(value, this.#shop)));
  }

  /** `options.url = 'https://host/?k=' + x` in a hook of a client: an address to the outside that holds the data. */
  #addressed(source: FlowSource, target: JsNode, value: JsNode, isQuery: boolean): Found {
    if (source.kind === 'credential' || source.kind === 'traffic') return null;
    const pattern = patternOf(value, this.#shop);
    const url = addressIn(pattern.parts);
    if (url === null) return null;
    const destination = urlPattern(textPattern(textOf(url, value), value, this.#shop));
    return this.#made(source, 'network', isQuery ? 'query' : 'url', this.#fake(target, value, ['global:@options']), value.range, [], destination, `an assigned ${this.#shop.evaluator.propertyName(target) ?? 'address'}`);
  }

  #made(source: FlowSource, kind: SinkKind, position: SinkPosition, call: CallFact, range: SourceRange, path: readonly string[], destination: Flow['destination'], label: string = callLabel(call)): Found {
    return [{ source, sink: { kind, position, label, range, call, path }, destination }];
  }

  /** A call fact for syntax that works like a call. */
  #fake(node: JsNode, argument: JsNode, origins: readonly string[]): CallFact {
    const known = this.#pseudo.get(node);
    if (known) return known;
    const fact = likeCall(node, argument, origins, this.#views);
    this.#pseudo.set(node, fact);
    return fact;
  }
}

/** Index of the argument as the function gets it, and the path that is left inside of it. */
function place(call: CallFact, argument: JsNode, index: number, path: readonly string[]): readonly [index: number, path: readonly string[]] {
  if (call.via === 'direct' || call.via === 'new' || call.via === 'tagged') return [index, path];
  const direct = call.args.findIndex((arg) => arg.node === argument);
  if (direct >= 0) return [direct, path];
  const [first, ...rest] = path;
  const inside = call.args.findIndex((arg) => spans(argument.range, arg.range));
  // `spawn.apply(null, list)` with a list that was made elsewhere: the path begins with the argument.
  if (inside < 0 && call.via === 'apply' && first !== undefined && /^\d{1,4}$/.test(first)) return [Number(first), rest];
  return inside < 0 ? [index, path] : [inside + (/^\d{1,4}$/.test(first ?? '') ? Number(first) : 0), rest];
}

/** `Response(…)` without `new` throws: such a call is none, it only cannot be told from others (`value.constructor.isBuffer(value)`). */
function isThrowing(call: CallFact): boolean {
  return !call.isNew && call.via !== 'reflect' && CORE.match(call)?.origin === 'global:Response';
}

function sinkKind(row: OriginRow, call: CallFact, index: number, path: readonly string[]): SinkKind | null {
  if (row.command?.kind === 'input') return index === 0 && call.receiver !== null && !call.origins.some((origin) => origin.startsWith('node-pty')) && isShellInput(call) ? 'command' : null;
  if (row.command) return isCommandPart(row, index, path) ? 'command' : null;
  if (row.code) {
    if (row.code.kind === 'worker' && !isCodeWorker(call)) return null;
    if (row.code.member !== undefined) return path[0] === row.code.member ? 'eval' : null;
    const at = row.code.code === 'last' ? call.args.length - 1 : row.code.code;
    if (index !== at) return null;
    // A timer runs text; what a function carries with it is not run.
    return row.code.kind === 'timer' && (path.length > 0 || call.args[at]?.fn() !== null) ? null : 'eval';
  }
  if (isExposed(row, path)) return 'exposure';
  if (row.sink === 'file') return row.file && index !== (row.file.content ?? 1) ? null : isTerminal(call, row) ? 'log' : 'file';
  return row.sink ?? null;
}

/** Files and descriptors that are the terminal, or the log of a container. */
const TERMINAL = /^\/(?:dev\/(?:stdout|stderr|tty|console|fd\/[12])|proc\/(?:self|1)\/fd\/[12])$/;
const STANDARD: ReadonlySet<string> = new Set(['global:process.stdout.fd', 'global:process.stderr.fd', 'global:Bun.stdout', 'global:Bun.stderr', 'bun.stdout', 'bun.stderr']);

/** `fs.writeFileSync('/dev/stdout', value)`, `fs.writeSync(1, value)`, and the stream of such a file. */
function isTerminal({ args, receiver }: CallFact, row: OriginRow): boolean {
  const opening = receiver?.args ?? args;
  const target = opening[row.file?.path ?? 0];
  if (!target) return false;
  const descriptor = target.number() ?? (receiver ? (opening[1]?.object()?.get('fd')?.number() ?? null) : null);
  return descriptor === 1 || descriptor === 2 || TERMINAL.test(target.text().constant ?? '') || target.origins().some((origin) => STANDARD.has(origin));
}

/** Depth at which the member may stand that is laid open: `{ renderer: { define } }`, `{ build: { rollupOptions: { output: { banner } } } }`. */
const MAX_EXPOSED = 4;

function isExposed(row: OriginRow | undefined, path: readonly string[]): boolean {
  if (row?.exposes === undefined) return false;
  const { exposes } = row;
  return exposes === true || path.slice(0, MAX_EXPOSED).some((name) => exposes.includes(name));
}

/** The command line, the program, its arguments or its input; never the `env` option. */
function isCommandPart(row: OriginRow, index: number, [first]: readonly string[]): boolean {
  const isMember = first !== undefined && first !== '*' && !/^\d+$/.test(first);
  if (isMember) return first === 'input' || first === 'args' || first === 'cmd';
  return index === 0 || row.command?.kind === 'template' || (index === 1 && row.command?.kind !== 'shell') || row.command?.kind === 'spread';
}
