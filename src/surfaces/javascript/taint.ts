import { calleeOf, child, children, enclosingFunction, isCall, isFunction, isMember, objectOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import { URL_MEMBERS } from './evaluate-urls.ts';
import { exitsOf } from './bridges.ts';
import { Forward } from './forward.ts';
import type { Context } from './context.ts';
import type { Spot, Sub } from './spots.ts';
import type { Workshop } from './workshop.ts';
import { enter } from './context.ts';
import { emittedTo } from './emitters.ts';
import { ANY, STORE } from './spots.ts';
import { isOpenMember } from './open-members.ts';
import { pipedThrough } from './stages.ts';
import { keptAnswer, keptBy, operatorAt } from './stores.ts';
import { isCarried } from './patched.ts';
import { isMasking, isRedacting, isShellScript, losesPassword } from './masking.ts';
import type { SinkFinder } from './sinks.ts';
import { BOXES, HIDING_ENCODINGS, isDescribing, KEEPING_METHODS, NAME_LISTS, passageOf, STORING_METHODS } from './tables/propagation.ts';
import type { EnvironmentRead, Flow, FlowSource, TaintKind } from './types.ts';
import { streamOf } from './streams.ts';
import { carriesSecret, entryName, isAskedFor, isBareEvent, isBehindQuery, isEnvironment, isOwnFunction, loopsOverEnvironment, possibleNames, readBy, stateOf, trapsOf } from './taint-names.ts';
import { isPatternExec, isProgramItself, isProtocolName, valueParts } from './value-parts.ts';
import { isSecretName } from '../../knowledge/names.ts';

interface TaintFact {
  readonly id: number;
  readonly source: FlowSource;
  readonly encoded: boolean;
  /** Stands behind a `?` of a URL, or in its parameters. */
  readonly query: boolean;
  /** The environment object itself: its members are single variables. */
  readonly raw: boolean;
  /** In the text of an object, the members on the way to it: who parses the text has the object again. */
  readonly packed: Sub;
}

/** Where a source's value first appears: an expression, or a pattern that names its parts. */
export interface TaintSeed {
  readonly source: FlowSource;
  readonly at: JsNode;
  readonly sub?: Sub;
  readonly isPattern?: boolean;
  readonly encoded?: boolean;
}

const ONLY_THERE = /@|useRuntimeConfig/;
const MAX_FLOWS = 2000;
const MAX_CALLS = 32;
/** Kinds whose value is one text: their members say nothing. */
const TEXT_KINDS: ReadonlySet<TaintKind> = new Set(['secret', 'cookie']);

/** Functions whose result has the members of their first argument. */
const COPIES: ReadonlySet<string> = new Set(['global:structuredClone', 'global:Object.create', 'global:Object.freeze', 'global:Object.seal', 'global:Proxy', 'lodash.clone', 'lodash.cloneDeep', 'lodash.pickBy', 'lodash.omit']);
/** Functions whose result has the members of all their arguments. */
const MERGES: ReadonlySet<string> = new Set(['global:Object.assign', 'lodash.assign', 'lodash.merge']);

/** Kinds whose values are secret, but not what they are called. */
const VALUED: ReadonlySet<TaintKind> = new Set(['secret', 'credential', 'file']);

const LISTENING: ReadonlySet<string> = new Set(['on', 'once', 'addListener', 'addEventListener']);
/** Kinds of which a few characters may be shown. */
const MASKABLE: ReadonlySet<TaintKind> = new Set(['secret', 'credential']);

/** Kinds that matter in a command only where no quoting protects it. */
const QUOTED: ReadonlySet<TaintKind> = new Set(['request', 'argv', 'model', 'download', 'decoded']);

/** Kinds that are followed through channels, which cost a search of the text. */
const BRIDGED: ReadonlySet<TaintKind> = new Set(['environment', 'secret', 'credential', 'file', 'cookie', 'storage', 'traffic']);

/** Functions whose last argument gets what flows out of the first. */
const PIPELINES: ReadonlySet<string> = new Set(['stream.pipeline', 'stream/promises.pipeline', 'stream.promises.pipeline', 'pump', 'pumpify']);

/** Functions of one text. Source: ECMAScript, WHATWG URL and HTML. */
const TEXT_READERS: ReadonlySet<string> = new Set([
  'global:URL', 'url.URL', 'url.parse', 'global:encodeURIComponent', 'global:decodeURIComponent', 'global:encodeURI', 'global:decodeURI', 'global:escape', 'global:unescape', 'global:atob', 'global:btoa', 'global:JSON.parse',
]);
/** What variables of the environment are called, and members of other objects are not. */
const VARIABLE_NAME = /^(?:[A-Z][A-Z\d_]{1,60}|comspec|pathext|windir|systemroot|systemdrive|appdata|localappdata|userprofile|npm_[a-z]{1,20}_\w{1,60}|(?:https?|all|no)_proxy)$/;

/** Follows data from its sources to the calls that let it out. */
export class TaintTrace extends Forward<TaintFact> {
  readonly flows: Flow[] = [];
  readonly reads: EnvironmentRead[] = [];
  readonly #sinks: SinkFinder;
  readonly #facts = new Map<string, TaintFact>();
  readonly #seen = new Set<string>();
  readonly #ids = new Map<FlowSource, number>();
  readonly #secrets = new Map<string, FlowSource>();
  /** Members whose computed name is a variable's name out of a list of all: `process.env[name]`. */
  readonly #listed = new Map<JsNode, FlowSource>();

  /** Functions that hand on what they answer with to the next one. */
  readonly #stages = new Map<JsNode, { readonly stages: readonly JsNode[]; readonly next: number; readonly whole: JsNode; readonly isStream?: true }>();

  constructor(shop: Workshop, seeds: readonly TaintSeed[], sinks: SinkFinder) {
    super(shop);
    this.#sinks = sinks;
    for (const { source, at, sub = [], isPattern = false, encoded = false } of seeds) {
      const fact = this.#fact({ source, encoded, query: false, raw: source.kind === 'environment', packed: [] });
      if (isPattern) this.bind(at, sub, fact, null);
      else this.push(at, sub, fact, null);
    }
    this.run();
    // Whoever reads every variable by its name has the whole environment.
    for (const flow of this.#listed.size > 0 ? [...this.flows] : []) {
      const source = flow.source.name === '<dynamic>' ? this.#listed.get(flow.source.node) : undefined;
      if (source) this.#emit([{ ...flow, source }], { encoded: flow.encoded });
    }
  }

  protected override push(node: JsNode, sub: Sub, fact: TaintFact, context: Context | null): void {
    const reading = fact.source.kind === 'environment' ? readBy(this.shop, node) : null;
    // A function that looks for one variable loops over whatever object it is given.
    if (reading && (!fact.raw || loopsOverEnvironment(this.shop, reading)) && !this.#listed.has(reading)) this.#listed.set(reading, fact.source);
    const stage = this.#stages.get(node);
    if (stage?.isStream === true) return this.#throughOperators(stage.stages, stage.next, stage.whole, { sub: sub[0] === STORE ? sub.slice(1) : sub, fact, context });
    if (stage) return this.#throughStages(stage.stages, stage.next, stage.whole, { sub, fact, context });
    super.push(node, sub, fact, context);
  }

  /**
   * A file of variables that becomes the environment is the environment from then on: which of its members were in the
   * file nobody knows, and those that are secret are sources by themselves.
   */
  protected override hold(object: JsNode, sub: Sub, fact: TaintFact, context: Context | null): void {
    if (fact.source.kind === 'environment' || !isEnvironment(this.shop, object, sub)) super.hold(object, sub, fact, context);
  }

  #fact(data: Omit<TaintFact, 'id'>): TaintFact {
    const source = this.#ids.get(data.source) ?? this.#ids.size;
    this.#ids.set(data.source, source);
    const key = `${source}|${data.encoded}|${data.query}|${data.raw}|${data.packed.join('\u0001')}`;
    const known = this.#facts.get(key);
    if (known) return known;
    const fact = { id: this.#facts.size, ...data };
    this.#facts.set(key, fact);
    return fact;
  }

  #with(fact: TaintFact, change: { readonly encoded?: boolean; readonly query?: boolean }): TaintFact {
    return this.#fact({ source: fact.source, encoded: fact.encoded || change.encoded === true, query: fact.query || change.query === true, raw: false, packed: fact.packed });
  }

  protected override isWhole(): boolean {
    return true;
  }

  protected override coversNames({ source }: TaintFact): boolean {
    return !VALUED.has(source.kind);
  }

  protected override select(fact: TaintFact, name: string | null, node: JsNode): TaintFact | null {
    if (fact.raw) return this.#variable(fact, name, node);
    if (name !== null && (isDescribing(name, fact.source.kind) || isProgramItself(this.shop, fact.source.kind, name, node) || ((fact.source.kind === 'credential' || fact.source.kind === 'file') && isOpenMember(fact.source.name, name)))) return null;
    if (fact.source.kind === 'traffic' && name !== null && !isCarried(name, isSecretName)) return null;
    // `JSON.parse(JSON.stringify(process.env)).PATH`, by whatever function the copy was made.
    if (fact.source.kind === 'environment' && name !== null && VARIABLE_NAME.test(name)) return isSecretName(name) ? this.#secret(name, node) : null;
    const isIndex = name === null || /^\d+$/.test(name);
    // A cookie is a text, or an object that holds it; the address that a URL holds is all of it.
    return TEXT_KINDS.has(fact.source.kind) && !isIndex && name !== 'href' && !(name === 'value' && fact.source.kind === 'cookie') ? null : fact;
  }

  /** `copy[name] = process.env[name]`: a member of the copy is the variable of that name. */
  protected override named(fact: TaintFact, name: string, rest: Sub, node: JsNode): TaintFact | null {
    const { kind, name: variable } = fact.source;
    const isCopy = rest.length === 0 && (fact.raw ? VARIABLE_NAME : /^[a-z]/i).test(name) && (kind === 'environment' || (kind === 'secret' && variable === '<dynamic>'));
    if (!isCopy) return fact;
    return isSecretName(name) ? this.#secret(name, node) : null;
  }

  /** One variable of the environment: a secret by its name, or nothing. */
  #variable(fact: TaintFact, name: string | null, node: JsNode): TaintFact | null {
    const names = name === null ? possibleNames(this.shop, node) : [name];
    const secrets = names.filter((item) => isSecretName(item));
    const variable = secrets.join(', ') || name || '<dynamic>';
    // The bindings of a worker, and the configuration of Nuxt, can be read nowhere else.
    if (!ONLY_THERE.test(fact.source.name)) this.reads.push({ name: variable, range: node.range, node, from: fact.source.name });
    if (secrets.length === 0 && names.length > 0) return null;
    if (secrets.length < names.length && this.#readPerCall(node)) return null;
    return this.#secret(variable, node);
  }

  #secret(variable: string, node: JsNode): TaintFact {
    const key = `${variable}:${node.range[0]}`;
    const source = this.#secrets.get(key) ?? { kind: 'secret' as const, name: variable, range: node.range, node };
    this.#secrets.set(key, source);
    return this.#fact({ source, encoded: false, query: false, raw: false, packed: [] });
  }

  /** `(name) => process.env[name]`: what comes back is secret at the calls that name a secret. False when a call's name is unknown. */
  #readPerCall(member: JsNode): boolean {
    const fn = enclosingFunction(member);
    const property = child(member, 'property');
    const sites = fn ? this.shop.uses.callSites(fn) : [];
    if (!fn || !property || sites.length < 2 || sites.length > MAX_CALLS) return false;
    const { evaluator, bindings } = this.shop;
    const secrets: (readonly [site: JsNode, name: string])[] = [];
    for (const site of sites) {
      const given = children(site, 'arguments');
      const values = new Map(children(fn, 'params').flatMap((parameter, index) => {
        const variable = parameter?.type === 'Identifier' ? bindings.variable(parameter) : null;
        const argument = given[index];
        return variable && argument && !bindings.isReassigned(variable) ? [[variable, evaluator.evaluate(argument)] as const] : [];
      }));
      const name = evaluator.constant(property, { values, outer: null, depth: 1 });
      if (name === null) return false;
      if (isSecretName(name)) secrets.push([site, name]);
    }
    for (const [site, name] of secrets) this.push(member, [], this.#secret(name, member), enter(site, fn, null));
    return true;
  }

  protected override member({ sub, fact, context }: Spot<TaintFact>, member: JsNode, name: string | null): void {
    const call = isCall(member.parent) && member.parent['callee'] === member ? member.parent : null;
    if (!call && name === 'onmessage' && member.parent?.type === 'AssignmentExpression' && member.parent['left'] === member) return this.bindParameter(child(member.parent, 'right'), 0, sub, fact, context);
    if (!call || fact.raw) {
      const selected = sub.length === 0 ? this.select(fact, name, member) : null;
      if (selected) this.push(member, [], selected, context);
      return;
    }
    if (name === null) return;
    if (name === 'pipe' || name === 'pipeTo') return this.#piped(fact, call, context);
    if (LISTENING.has(name) && isBareEvent(this.shop, call)) return;
    if (name === 'get' && !isAskedFor(this.shop, sub, call)) return;
    if (name === 'get' && fact.source.kind === 'traffic' && !carriesSecret(this.shop, call)) return;
    if (LISTENING.has(name)) return this.bindParameter(children(call, 'arguments')[1], 0, sub, fact, context);
    if (name === 'getItem' && sub.length > 0) return [ANY, sub[0]].includes(entryName(this.shop, call)) || sub[0] === ANY ? this.push(call, sub.slice(1), fact, context) : undefined;
    if (name === 'map' && sub.length === 0 && !isOwnFunction(this.shop, children(call, 'arguments')[0])) return this.push(call, [], fact, context);
    if (MASKABLE.has(fact.source.kind) && isMasking(this.shop.evaluator, name, call, fact.source.name)) return;
    if (KEEPING_METHODS.has(name)) this.#kept(fact, name, call, context);
  }

  #kept(fact: TaintFact, name: string, call: JsNode, context: Context | null): void {
    const after = this.#afterMethod(fact, name, call);
    const parts = VALUED.has(fact.source.kind) ? valueParts(this.shop, fact.source, name, call) : null;
    if (!parts) return this.push(call, [], after, context);
    for (const part of parts) this.push(call, [part], after, context);
  }

  #afterMethod(fact: TaintFact, name: string, call: JsNode): TaintFact {
    const [first] = children(call, 'arguments');
    const encoding = name === 'toString' && first ? this.shop.evaluator.constant(first) : null;
    return this.#with(fact, { encoded: encoding !== null && HIDING_ENCODINGS.has(encoding) });
  }

  #piped(fact: TaintFact, call: JsNode, context: Context | null): void {
    const [target] = children(call, 'arguments');
    if (!target) return;
    this.#emit(this.#sinks.stream(fact.source, target), fact);
    this.push(call, [], fact, context);
  }

  protected override called(): void {}

  protected override answered(sub: Sub, fact: TaintFact, call: JsNode): void {
    for (const way of isCall(call) ? keptAnswer(this.shop, call, sub) : []) this.go(way, fact, null);
    this.#emit(this.#sinks.answer(fact.source, call, sub), fact);
  }

  protected override argument({ node, sub, fact, context }: Spot<TaintFact>, call: JsNode, index: number): void {
    if (this.#emit(this.#sinks.find(fact.source, call, node, index, sub, fact.query), fact) || (index === 0 && MASKABLE.has(fact.source.kind) && losesPassword(this.shop, call))) return;
    const callee = calleeOf(call);
    if (!callee || (callee.type !== 'Identifier' && !isMember(callee) && !isCall(callee))) return;
    const origin = this.shop.origins.origins(callee)[0];
    const stages = index === 0 ? pipedThrough(this.shop, call, origin) : null;
    if (stages) return this.#throughStages(stages, 0, call, { sub, fact, context });
    if (isCall(callee)) return;
    for (const way of keptBy(call, callee, index, origin, sub)) this.go(way, fact, context);
    if (sub[0] === STORE) return;
    if (origin !== undefined && (sub.length > 0 || fact.raw) && ((index === 0 && COPIES.has(origin)) || MERGES.has(origin))) {
      if (fact.raw) this.#given({ node, sub, fact, context }, call, origin, index);
      return this.push(call, sub, fact, context);
    }
    this.#given({ node, sub, fact, context }, call, origin, index);
    if (BRIDGED.has(fact.source.kind)) this.#crossed({ sub, fact, context }, call, callee, index);
    // `throw new Error(secret)`: whoever catches it has the message.
    if (origin === 'global:Error' && index === 0 && (fact.source.kind === 'secret' || fact.source.kind === 'file') && sub.length === 0) return this.push(call, ['message'], this.#with(fact, {}), context);
    if (origin === 'global:Reflect.get' && index === 0) return this.#reflected({ node, sub, fact, context }, call);
    if (sub.length > 0 && origin === 'global:JSON.stringify') this.#copied(sub, fact, call, context);
    if (origin !== undefined && NAME_LISTS.has(origin) && !this.coversNames(fact)) return;
    if (origin !== undefined && PIPELINES.has(origin)) return this.#streamed(fact, call, index);
    const state = index === 0 && origin === undefined ? stateOf(this.shop, callee) : null;
    if (state) return this.bind(state, ['0', ...sub], fact, context);
    const box = index === 0 && origin !== undefined ? BOXES.get(origin) : undefined;
    if (box) return this.push(call, [...box, ...sub], fact, context);
    // Given an object, they read the text that stands for any object.
    if (sub.length > 0 && origin !== undefined && TEXT_READERS.has(origin)) return;
    if (index === 0 && this.#packs({ sub, fact, context }, call, origin)) return;
    const passage = passageOf(origin);
    if (origin === 'global:Object.entries' && (VALUED.has(fact.source.kind) || fact.source.kind === 'environment')) this.push(call, [ANY, '1'], this.#with(fact, {}), context);
    else if (passage) {
      this.push(call, [], this.#with(fact, { encoded: passage === 'encoded', query: passage === 'query' }), context);
      if (passage === 'encoded') this.bindParameter(children(call, 'arguments').at(-1), 1, [], this.#with(fact, { encoded: true }), context);
    }
    if (index === 0 && sub.length === 0 && isPatternExec(this.shop, callee)) this.#kept(fact, 'exec', call, context);
    if (isMember(callee)) this.#stored(fact, call, callee, index, context);
    if (isMember(callee) && index > 0) for (const way of emittedTo(this.shop, call, callee, index, sub)) this.go(way, fact, context);
  }

  /** What is said at one end of a channel comes out at the other. */
  #crossed({ sub, fact, context }: Omit<Spot<TaintFact>, 'node'>, call: JsNode, callee: JsNode, index: number): void {
    for (const exit of exitsOf(this.shop, call, callee, index, sub)) {
      if (exit.isListener) this.bindParameter(exit.node, 0, exit.sub, fact, context);
      else this.push(exit.node, exit.sub, fact, context);
    }
  }

  /** `fs.readSync(file, buffer)`, `Object.defineProperty(object, name, { value })`: another argument holds the data from now on. */
  #given({ sub, fact, context }: Spot<TaintFact>, call: JsNode, origin: string | undefined, index: number): void {
    const [first, second] = children(call, 'arguments');
    if ((origin === 'fs.readSync' || origin === 'fs.read') && index === 0 && second) this.hold(second, [], this.#with(fact, {}), context);
    if (origin === 'global:Object.defineProperty' && index === 2 && sub[0] === 'value' && first && second) this.hold(first, [this.shop.evaluator.constant(second) ?? ANY, ...sub.slice(1)], fact, context);
    if (origin === 'global:Proxy' && index === 0 && second) for (const trap of trapsOf(this.shop, second)) this.bindParameter(trap, 0, sub, fact, context);
  }

  /** `Reflect.get(object, name)`. */
  #reflected({ sub, fact, context }: Spot<TaintFact>, call: JsNode): void {
    const key = children(call, 'arguments')[1];
    const name = key ? this.shop.evaluator.constant(key) : null;
    const [first, ...rest] = sub;
    if (first !== undefined) {
      if (name === null || first === name || first === ANY) this.push(call, rest, fact, context);
      return;
    }
    const selected = this.select(fact, name, call);
    if (selected) this.push(call, [], selected, context);
  }

  /** `JSON.stringify(object)` gives a text, out of which `JSON.parse` makes the object again, wherever it was kept. */
  #packs({ sub, fact, context }: Omit<Spot<TaintFact>, 'node'>, call: JsNode, origin: string | undefined): boolean {
    if (fact.source.kind === 'environment' || fact.raw) return false;
    if (origin === 'global:JSON.stringify' && sub.length > 0) this.push(call, [], this.#fact({ ...fact, packed: sub }), context);
    else if (origin === 'global:JSON.parse' && sub.length === 0 && fact.packed.length > 0) this.push(call, fact.packed, this.#fact({ ...fact, packed: [] }), context);
    else return false;
    return true;
  }

  /** `JSON.parse(JSON.stringify(object))` is the object again. */
  #copied(sub: Sub, fact: TaintFact, call: JsNode, context: Context | null): void {
    const outer = call.parent;
    const callee = isCall(outer) ? calleeOf(outer) : null;
    if (isCall(outer) && callee && callee !== call && this.shop.origins.origins(callee)[0] === 'global:JSON.parse') this.push(outer, sub, fact, context);
  }

  /** `pipeline(source, …, target)`. */
  #streamed(fact: TaintFact, call: JsNode, index: number): void {
    const targets = children(call, 'arguments').slice(index + 1).filter((node) => node && !isFunction(node));
    const target = targets.at(-1);
    if (target) this.#emit(this.#sinks.stream(fact.source, target), fact);
  }

  /** A value that goes through functions one after another: `pipe(x, f, g)`, `flow(f, g)(x)`, `stream.pipe(map(f))`. */
  #throughStages(stages: readonly JsNode[], start: number, whole: JsNode, { sub, fact, context }: Omit<Spot<TaintFact>, 'node'>): void {
    let passed = fact;
    let path = sub;
    for (let index = start; index < stages.length; index += 1) {
      const stage = stages[index] as JsNode;
      const fn = this.shop.origins.localFunction(stage);
      const parameter = fn ? children(fn, 'params')[0] : null;
      if (fn) {
        this.#stages.set(stage, { stages, next: index + 1, whole });
        if (parameter) this.bind(parameter, path, passed, enter(stage, fn, context));
        return;
      }
      const passage = passageOf(this.shop.origins.origins(stage)[0]);
      this.handed({ node: stage, sub: path, fact: passed, context }, 0);
      if (!passage) return;
      passed = this.#with(passed, { encoded: passage === 'encoded', query: passage === 'query' });
      path = [];
    }
    this.push(whole, path, passed, context);
  }

  protected override throughOperators(call: JsNode, sub: Sub, fact: TaintFact, context: Context | null): void {
    this.#throughOperators(children(call, 'arguments').filter((node) => node !== null), 0, call, { sub, fact, context });
  }

  #throughOperators(operators: readonly JsNode[], start: number, whole: JsNode, { sub, fact, context }: Omit<Spot<TaintFact>, 'node'>): void {
    for (let index = start; index < operators.length; index += 1) {
      const node = operators[index] as JsNode;
      const operator = operatorAt(node);
      const fn = operator?.callback ? this.shop.origins.localFunction(operator.callback) : null;
      const parameter = fn ? children(fn, 'params')[0] : null;
      if (fn && parameter) this.bind(parameter, sub, fact, operator?.isMapping === true ? enter(node, fn, context) : context);
      else if (operator?.callback) this.handed({ node: operator.callback, sub, fact, context }, 0);
      if (operator?.isMapping === true && fn) {
        this.#stages.set(node, { stages: operators, next: index + 1, whole, isStream: true });
        return;
      }
    }
    this.push(whole, [STORE, ...sub], fact, context);
  }

  protected override applied(item: JsNode, { fact, context }: Spot<TaintFact>, call: JsNode): void {
    const passage = passageOf(this.shop.origins.origins(item)[0]);
    if (passage) this.push(call, [], this.#with(fact, { encoded: passage === 'encoded', query: passage === 'query' }), context);
  }

  protected override isCovered({ node, fact }: Spot<TaintFact>, conditional: JsNode): boolean {
    return fact.source.kind === 'environment' && isRedacting(this.shop.evaluator, conditional, node, this.shop.text);
  }

  protected override handed({ node, sub, fact }: Spot<TaintFact>, index: number): void {
    this.#emit(this.#sinks.callback(fact.source, node, index, sub, fact.query), fact);
  }

  /** `form.append(name, value)`, `url.searchParams.set(name, value)`: the object holds the data from now on. */
  #stored(fact: TaintFact, call: JsNode, callee: JsNode, index: number, context: Context | null): void {
    const method = this.shop.evaluator.propertyName(callee);
    const object = objectOf(callee);
    // `localStorage.setItem(key, value)`: of the name of an entry nothing is told by its value.
    if (object && method === 'setItem' && children(call, 'arguments').length > 1) return index === 1 ? this.hold(object, [entryName(this.shop, call)], fact, context) : undefined;
    if (!object || method === null || !STORING_METHODS.has(method) || method === 'push' || method === 'unshift' || method === 'add') return;
    if (method === 'set' && this.isMap(object)) return;
    const stream = method === 'enqueue' ? streamOf(this.shop, object) : null;
    if (stream) return this.push(stream, [], this.#with(fact, {}), context);
    const isParameters = isMember(object) && this.shop.evaluator.propertyName(object) === 'searchParams';
    const target = isParameters ? objectOf(object) : object;
    const isQuery = isParameters || this.shop.origins.origins(object)[0] === 'global:URLSearchParams()';
    if (target && call.type !== 'NewExpression') this.hold(target, [], this.#with(fact, { query: isQuery }), context);
  }

  protected override combine({ node, sub, fact, context }: Spot<TaintFact>, whole: JsNode): void {
    if (sub.length > 0 && sub[0] !== ANY && !/^\d+$/.test(sub[0] ?? '')) return;
    if (fact.source.kind === 'host' && isProtocolName(fact.source, node, whole, this.shop.evaluator)) return;
    const next = this.#fact({ ...this.#with(fact, { query: isBehindQuery(this.shop, node, whole) }), packed: [] });
    this.push(whole, [], next, context);
    const left = whole.type === 'AssignmentExpression' ? child(whole, 'left') : null;
    if (left) this.bind(left, [], next, context);
  }

  /** What a tag of others gets; `String.raw` gives it back. A shell tag quotes what it is given, so text from outside is a command only behind `sh -c`. */
  protected override tagged({ node, fact, context }: Spot<TaintFact>, whole: JsNode): void {
    const tag = child(whole, 'tag');
    const quasi = child(whole, 'quasi');
    if (!tag || !quasi || (QUOTED.has(fact.source.kind) && !isShellScript(quasi, node))) return;
    const origin = this.shop.origins.origins(tag)[0];
    if (origin === 'global:String.raw' || passageOf(origin) === 'same') return this.push(whole, [], this.#with(fact, {}), context);
    this.#emit(this.#sinks.find(fact.source, whole, quasi, 0, [], fact.query), fact);
  }

  protected override attribute({ node, sub, fact }: Spot<TaintFact>, attribute: JsNode): void {
    if (sub.length === 0) this.#emit(this.#sinks.attribute(fact.source, attribute), fact);
    else if (sub.length === 1 && sub[0] === '__html' && !fact.raw) this.#emit(this.#sinks.rendered(fact.source, node), fact);
  }

  protected override rendered({ node, sub, fact }: Spot<TaintFact>): void {
    if (sub.length === 0 && !fact.raw) this.#emit(this.#sinks.rendered(fact.source, node), fact);
  }

  protected override assigned({ node, sub, fact, context }: Spot<TaintFact>, target: JsNode): void {
    const value = node === target ? (child(target.parent ?? target, 'right') ?? target) : node;
    this.#emit(this.#sinks.assignment(fact.source, target, value, sub, fact.query), fact);
    this.#intoUrl(fact, target, context);
  }

  /** `url.host = x`: the whole address holds the data from now on. */
  #intoUrl(fact: TaintFact, target: JsNode, context: Context | null): void {
    const name = this.shop.evaluator.propertyName(target);
    const object = name !== null && URL_MEMBERS.has(name) ? objectOf(target) : null;
    if (object && this.shop.evaluator.evaluate(object).k === 'url') this.hold(object, [], this.#with(fact, { query: name === 'search' }), context);
  }

  /** Notes the flows; true when the call is a sink, whether or not it is new. */
  #emit(found: readonly Omit<Flow, 'encoded'>[] | null, fact: Pick<TaintFact, 'encoded'>): boolean {
    if (!found) return false;
    for (const flow of found) {
      const { sink, source } = flow;
      const key = `${this.#ids.get(source) ?? 0}|${sink.call.range[0]}:${sink.call.range[1]}|${sink.range[0]}|${sink.position}|${sink.kind}|${fact.encoded}`;
      if (this.#seen.has(key) || this.flows.length >= MAX_FLOWS) continue;
      this.#seen.add(key);
      this.flows.push({ ...flow, encoded: fact.encoded });
    }
    return found.length > 0;
  }
}
