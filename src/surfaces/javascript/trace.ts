import { calleeOf, child, children, enclosingFunction, isCall, isFunction, isMember, lastName, nameOf, objectOf, unwrap } from './ast.ts';
import type { JsNode } from './ast.ts';
import { Forward } from './forward.ts';
import type { Context } from './context.ts';
import type { Spot } from './spots.ts';
import type { Workshop } from './workshop.ts';
import { joinOrigin, nextStep, originSet } from './origin-set.ts';
import type { OriginSet, OriginStep } from './origin-set.ts';
import { GLOBAL_ROOT, globalSteps, importSteps, RETURNS, stepTo } from './origins.ts';
import type { Steps } from './origins.ts';
import { requestHandlers } from './handlers.ts';
import { selfListeners } from './generators.ts';
import { contextParameters, injectedAs } from './injected.ts';
import { follow, ownKind } from './roots.ts';
import type { ImportRoot, Roots } from './roots.ts';
import { INSTANCES } from './tables/instances.ts';
import { INTEROP, isTimerPromise, LOADERS, MODULE_GLOBALS, NEUTRAL } from './tables/modules.ts';
import type { OriginRow } from './tables/row.ts';
import type { CallVia } from './types.ts';

/** A value of known origin on its way. */
export interface OriginFact {
  readonly id: number;
  readonly steps: Steps;
  /** The steps as canonical name. */
  readonly name: string;
  /** Place in the set that is traced; `null` when only a special function may follow. */
  readonly step: OriginStep | null;
  readonly special: OriginStep | null;
  /** Place in the set of what rules ask for by name. */
  readonly asked: OriginStep | null;
  /** The call that made the object this is a member of. */
  readonly base: JsNode | null;
  readonly bound: readonly JsNode[];
  /** Members that were followed, by name; `null` for one that leads nowhere. */
  readonly members: Map<string, OriginFact | null>;
}

/** A call of a function in the set. `args` are those the function gets. */
export interface Hit {
  readonly call: JsNode;
  readonly fact: OriginFact;
  readonly via: CallVia;
  readonly args: readonly JsNode[];
  readonly hasAllArgs: boolean;
}

/** An expression (or a pattern's entry) whose value is a member of the set. */
export interface ValueHit {
  readonly node: JsNode;
  readonly steps: Steps;
  readonly step: OriginStep;
}

/** How many members deep a value is followed that is no function of the set itself. */
const MAX_PART_SUB = 3;

/** Names that make a trace go on by itself. */
export const SPECIAL = originSet<true>({
  ...Object.fromEntries([...LOADERS].map((name) => [name, true] as const)),
  'global:Function': true,
  'global:eval': true,
  'global:Reflect.apply': true,
});

/** Roots that the model seeds itself: parameters of request handlers. */
export interface Seed {
  readonly pattern: JsNode;
  readonly root: string;
}

/** Data of a set's entry may name roots for the parameters of callbacks the call gets. */
export interface WithHandler {
  readonly handler?: readonly (string | null)[];
}

/** Follows the values of all roots of a set through the file and notes which of its functions are called where. */
export class OriginTrace extends Forward<OriginFact> {
  readonly hits: Hit[] = [];
  readonly values: ValueHit[] = [];
  /** True when parameters of request handlers are among the values: what is given to a response gets out. */
  hasHandlers = false;
  readonly found = new Map<JsNode, OriginFact[]>();
  /** Calls whose result is followed, so that a method's call can tell which call made its object. */
  readonly makers = new Map<JsNode, Hit>();
  readonly #set: OriginSet<unknown>;
  readonly #asked: OriginSet<unknown> | null;
  readonly #facts = new Map<string, OriginFact>();

  constructor(shop: Workshop, set: OriginSet<unknown>, roots: Roots, asked: OriginSet<unknown> | null = null) {
    super(shop);
    this.#set = set;
    this.#asked = asked;
    for (const { pattern, root } of requestHandlers(shop, roots.handlers)) {
      const fact = this.#fact([root], null, []);
      if (!fact) continue;
      this.#note(fact, pattern);
      this.bind(pattern, [], fact, null);
    }
    for (const root of roots.imports) this.#seedImport(root);
    for (const { name, references } of roots.globals) this.#seedGlobal(name, references);
    this.#seedDynamic(roots.liveImports);
    this.#seedLoggers(roots.loggers);
    this.#seedConstructors(roots.constructors);
    this.run();
  }

  /** In old libraries the page and its parts stand in each other without an end. */
  protected override depthOf(fact: OriginFact): number {
    const [root = ''] = fact.steps;
    const isPart = fact.step?.isEnd !== true && (root === GLOBAL_ROOT || root.startsWith('global:'));
    return isPart && this.isLong ? MAX_PART_SUB : super.depthOf(fact);
  }

  protected override isWhole(): boolean {
    return false;
  }

  #fact(steps: Steps, base: JsNode | null, bound: readonly JsNode[]): OriginFact | null {
    const step = follow(this.#set.roots, steps);
    const special = follow(SPECIAL.roots, steps);
    const asked = this.#asked && follow(this.#asked.roots, steps);
    const [root = ''] = steps;
    if (!step && !special && !asked && root !== GLOBAL_ROOT && root !== RETURNS && !(steps.length === 1 && MODULE_GLOBALS.has(root))) return null;
    this.hasHandlers ||= steps[0]?.startsWith('global:@') === true;
    const key = `${steps.join('\u0000')}|${base ? base.range[0] : ''}|${bound[0] ? bound[0].range[0] : ''}`;
    const known = this.#facts.get(key);
    if (known) return known;
    const fact: OriginFact = { id: this.#facts.size, steps, name: joinOrigin(steps), step, special, asked, base, bound, members: new Map() };
    this.#facts.set(key, fact);
    return fact;
  }

  #seedImport({ specifier, declaration, local }: ImportRoot): void {
    // A type is no value, but what it says of a parameter holds all the same.
    const isType = declaration?.['importKind'] === 'type' || specifier['importKind'] === 'type';
    if (isType) return importSteps(specifier, declaration, this.shop.evaluator).forEach((steps) => this.#seedInjected(local, steps));
    const own = ownKind(nameOf(local) ?? '', this.shop.text);
    for (const steps of importSteps(specifier, declaration, this.shop.evaluator)) {
      const fact = this.#fact(steps, null, []) ?? (own ? this.#fact([own], null, []) : null);
      if (!fact) continue;
      for (const read of this.shop.uses.readsOf(local)) {
        this.#note(fact, read);
        this.push(read, [], fact, null);
      }
      this.#seedInjected(local, steps);
      if (steps[0] === 'vscode' && steps.length < 3) this.#seedContext(local);
    }
  }

  #seedGlobal(name: string, references: readonly JsNode[]): void {
    const fact = this.#fact(globalSteps(name), null, []);
    if (!fact) return;
    for (const reference of references) {
      this.#note(fact, reference);
      this.push(reference, [], fact, null);
    }
  }

  /** `const logger = require('./logger')`, `const { logger } = require('./logger')`: a logger of the project. */
  #seedLoggers(loads: readonly JsNode[]): void {
    for (const { parent } of loads) {
      // `const logger = require('./log.js').logger`.
      const declarator = isCall(parent) && isMember(parent.parent) && parent.parent['object'] === parent ? parent.parent.parent : isCall(parent) ? parent.parent : null;
      const id = declarator?.type === 'VariableDeclarator' ? child(declarator, 'id') : null;
      const name = id?.type === 'ObjectPattern' ? child(children(id, 'properties')[0] ?? id, 'value') : id;
      const fact = name?.type === 'Identifier' ? this.#fact(['global:@logger'], null, []) : null;
      if (fact && name) this.bind(name, [], fact, null);
    }
  }

  /** What a framework puts in because its type is asked for: `constructor(private http: HttpClient)`, `inject(HttpClient)`. */
  #seedInjected(local: JsNode, steps: Steps): void {
    const made = INSTANCES.get(joinOrigin(steps)) ?? stepTo(steps, '()');
    const fact = made && this.#fact(made, null, []);
    if (!fact) return;
    const { parameters, calls } = injectedAs(local, this.shop.bindings);
    for (const parameter of parameters) this.bind(parameter, [], fact, null);
    for (const call of calls) this.#found(made, call, [], null, null);
  }

  /** `activate(context: vscode.ExtensionContext)`. */
  #seedContext(local: JsNode): void {
    const fact = this.#fact(['vscode', 'ExtensionContext', '()'], null, []);
    for (const parameter of fact ? contextParameters(local, this.shop.bindings) : []) if (fact) this.bind(parameter, [], fact, null);
  }

  /** `import()` and `import.meta` have no references: they are found in the text. */
  #seedDynamic(places: readonly number[]): void {
    for (const index of places) {
      if (!this.shop.budget.spend(1, [index, index])) return;
      let node = this.shop.uses.nodeAt(index);
      if (node && node.type !== 'ImportExpression' && node.type !== 'MetaProperty') node = node.parent ?? null;
      if (!node || !['ImportExpression', 'MetaProperty', 'CallExpression'].includes(node.type)) continue;
      for (const steps of this.shop.origins.steps(node)) this.#found(steps, node, [], null, null);
    }
  }

  /** `(() => {}).constructor` is `Function`. */
  #seedConstructors(places: readonly number[]): void {
    for (const index of places) {
      if (!this.shop.budget.spend(1, [index, index])) return;
      const member = this.shop.uses.nodeAt(index)?.parent;
      if (member?.type === 'Property') this.#seedPattern(member);
      if (isMember(member) && this.shop.evaluator.propertyName(member) === 'constructor' && this.#isFunctionObject(objectOf(member))) this.#found(['global:Function'], member, [], null, null);
    }
  }

  /** `const { constructor: F } = () => {}`. */
  #seedPattern(property: JsNode): void {
    const pattern = property.parent;
    const holder = pattern?.parent;
    const value = holder && pattern?.type === 'ObjectPattern' ? child(holder, holder.type === 'VariableDeclarator' ? 'init' : 'right') : null;
    const name = child(property, 'value');
    const fact = value && name && this.#isFunctionObject(value) ? this.#fact(['global:Function'], null, []) : null;
    if (fact && name) this.bind(name, [], fact, null);
  }

  /** A function literal, a method of a literal, the constructor of a literal, or the prototype of a function literal. */
  #isFunctionObject(node: JsNode | null): boolean {
    if (!node) return false;
    if (isFunction(node) || node.type === 'ClassExpression') return true;
    if (isCall(node)) {
      const [first] = children(node, 'arguments');
      const name = this.shop.origins.origins(calleeOf(node) ?? node)[0];
      return (name === 'global:Object.getPrototypeOf' || name === 'global:Reflect.getPrototypeOf') && first !== null && first !== undefined && isFunction(first);
    }
    const object = isMember(node) ? objectOf(node) : null;
    return object !== null && (object.type === 'ArrayExpression' || object.type === 'TemplateLiteral' || (object.type === 'Literal' && typeof object['value'] === 'string'));
  }

  #note(fact: OriginFact, node: JsNode): void {
    if (fact.step?.isEnd === true) this.values.push({ node, steps: fact.steps, step: fact.step });
  }

  /** A value of that origin stands at the node. */
  #found(steps: Steps | null, node: JsNode, bound: readonly JsNode[], base: JsNode | null, context: Context | null): void {
    const fact = steps && this.#fact(steps, base, bound);
    if (!fact) return;
    this.#note(fact, node);
    this.push(node, [], fact, context);
  }

  protected override push(node: JsNode, sub: readonly string[], fact: OriginFact, context: Context | null): void {
    if (sub.length === 0) {
      const list = this.found.get(node);
      if (!list) this.found.set(node, [fact]);
      else if (!list.includes(fact)) list.push(fact);
    }
    super.push(node, sub, fact, context);
  }

  protected override select(fact: OriginFact, name: string | null, node: JsNode): OriginFact | null {
    // `console[level](value)`: whatever level it is.
    if (name === null) return fact.name === 'global:console' ? this.select(fact, 'log', node) : null;
    let selected = fact.members.get(name);
    if (selected === undefined) {
      const steps = stepTo(fact.steps, name);
      selected = steps && this.#fact(steps, fact.base, []);
      fact.members.set(name, selected);
    }
    if (selected) this.#note(selected, node);
    return selected;
  }

  protected override member({ fact, context }: Spot<OriginFact>, member: JsNode, name: string | null): void {
    const call = isCall(member.parent) && member.parent['callee'] === member ? member.parent : null;
    if (call && (name === 'call' || name === 'apply' || name === 'bind') && !(fact.step && nextStep(fact.step, name))) return this.#indirect(fact, call, name, context);
    if (name !== null && SPEAKING.has(fact.name)) for (const listener of selfListeners(member, name)) this.#toListener(listener, fact, context);
    const selected = this.select(fact, name, member);
    if (selected) this.push(member, [], selected, context);
  }

  /** `socket.onopen = (event) => event.target.send(…)`, `socket.on('open', function () { this.send(…); })`. */
  #toListener(listener: JsNode, fact: OriginFact, context: Context | null): void {
    for (const name of ['target', 'currentTarget']) this.bindParameter(listener, 0, [name], fact, context);
    if (listener.type !== 'FunctionExpression') return;
    for (const index of this.shop.textIndex.find('this', MAX_PLACES)) {
      if (index < listener.range[0] || index >= listener.range[1] || !this.shop.budget.spend(1, listener.range)) continue;
      const place = this.shop.uses.nodeAt(index);
      if (place?.type === 'ThisExpression' && functionOfThis(place) === listener) this.push(place, [], fact, context);
    }
  }

  #indirect(fact: OriginFact, call: JsNode, name: 'call' | 'apply' | 'bind', context: Context | null): void {
    const [, ...args] = given(call);
    if (name === 'bind') return this.#found(fact.steps, call, [...fact.bound, ...args], fact.base, context);
    const list = name === 'apply' ? this.#elements(args[0]) : args;
    this.#hit(call, fact, name, list ?? [], list !== null, context);
  }

  /** The items of an argument list given as an array, one more than `most` of a longer one; `null` when unknown. */
  #elements(node: JsNode | undefined, most?: number): readonly JsNode[] | null {
    const value = node ? this.shop.evaluator.evaluate(node) : null;
    if (value?.k !== 'array' || !value.complete) return null;
    return value.items.slice(0, most === undefined ? undefined : most + 1).map((item) => ('node' in item ? item.node : value.node));
  }

  /** What a short list holds that is spread into a call: a long one is no list of arguments. */
  #spreadItems(node: JsNode): readonly JsNode[] | null {
    const items = this.#elements(child(node, 'argument') ?? undefined, MAX_SPREAD);
    return items && items.length <= MAX_SPREAD ? items : null;
  }

  protected override called({ fact, context }: Spot<OriginFact>, call: JsNode): void {
    const { name } = fact;
    if (name === 'global:Reflect.apply') return;
    if (fact.special?.isEnd === true || fact.steps[0] === RETURNS || NEUTRAL.has(name)) {
      const results = fact.steps[0] === RETURNS ? [stepTo(fact.steps, '()')] : this.shop.origins.resultOf(fact.steps, call, name);
      for (const steps of results ?? []) this.#found(steps, call, [], null, context);
    }
    const via = call.type === 'NewExpression' ? 'new' : call.type === 'TaggedTemplateExpression' ? 'tagged' : fact.bound.length > 0 ? 'bind' : 'direct';
    const args = given(call).flatMap((node) => (node.type === 'SpreadElement' ? (this.#spreadItems(node) ?? [node]) : [node]));
    this.#hit(call, fact, via, args, args.every((node) => node.type !== 'SpreadElement'), context);
  }

  #hit(call: JsNode, fact: OriginFact, via: CallVia, args: readonly JsNode[], hasAllArgs: boolean, context: Context | null): void {
    const all = fact.bound.length > 0 ? [...fact.bound, ...args] : args;
    const hit: Hit = { call, fact, via, args: all, hasAllArgs };
    if (fact.step?.isEnd === true || fact.asked?.isEnd === true) this.hits.push(hit);
    if (fact.step?.isEnd === true) this.#seedHandler(fact, all, context);
    const steps = stepTo(fact.steps, '()');
    const isSame = steps !== null && steps.length < fact.steps.length;
    const result = steps && this.#fact(steps, isSame ? fact.base : call, []);
    if (!result) return;
    if (!isSame) this.makers.set(call, hit);
    this.#note(result, call);
    this.push(call, [], result, context);
  }

  /** Parameters of handlers get the roots that the entry names for them. */
  #seedHandler(fact: OriginFact, args: readonly JsNode[], context: Context | null): void {
    const roots = (fact.step?.data as WithHandler | null | undefined)?.handler;
    if (!roots) return;
    for (const argument of args) {
      const init = this.shop.bindings.initOf(unwrap(argument));
      for (const callback of this.#callbacks(init?.type === 'ObjectExpression' ? init : argument)) {
        for (const [index, root] of roots.entries()) {
          const seeded = root === null ? null : this.#fact([root], null, []);
          if (!seeded) continue;
          this.bindParameter(callback, index, [], seeded, context);
          const fn = this.shop.origins.localFunction(callback);
          const parameter = fn ? children(fn, 'params')[index] : null;
          if (parameter) this.#note(seeded, parameter);
        }
      }
    }
  }

  /** The argument itself, or the functions of an options object and of one inside of it: `{ execute() {} }`, `{ socket: { data() {} } }`. */
  #callbacks(argument: JsNode, depth = 0): readonly JsNode[] {
    if (argument.type !== 'ObjectExpression') return [argument];
    return children(argument, 'properties').slice(0, 32).flatMap((property) => {
      const value = property ? child(property, 'value') : null;
      if (!value) return [];
      return value.type !== 'ObjectExpression' ? [value] : depth === 0 ? this.#callbacks(value, 1) : [];
    });
  }

  /** `list.map(eval)`, `promise.then(eval)`, `setTimeout(exec, 5, command)`: a function that is given away and gets called. */
  #handedOn(fact: OriginFact, node: JsNode, call: JsNode, callee: JsNode | null, index: number): void {
    const add = (at: JsNode, via: CallVia, args: readonly JsNode[]): void => void this.hits.push({ call: at, fact, via, args, hasAllArgs: true });
    if (fact.bound.length > 0) return add(node, 'bind', fact.bound);
    const name = isMember(callee) ? this.shop.evaluator.propertyName(callee) : nameOf(callee);
    const object = isMember(callee) ? objectOf(callee) : null;
    const first = LATER.get(name ?? '');
    if (first !== undefined && index === 0) {
      const args = given(call).slice(first);
      if (args.length > 0) add(node, 'direct', args);
    } else if (object && index === 0 && (name === 'then' || ITERATING.has(name ?? ''))) {
      const list = name === 'then' ? null : this.#elements(object, MAX_SPREAD);
      const items = list?.filter((item) => !isCall(item)).slice(0, MAX_ITEMS) ?? [];
      if (items.length === 0) add(node, 'direct', [object]);
      for (const item of items) add(item, 'direct', [item]);
    } else if (object && index === 1 && LISTENING.has(name ?? '') && (fact.step?.data as OriginRow | undefined)?.code !== undefined) add(node, 'direct', [node]);
  }

  protected override argument({ node, sub, fact, context }: Spot<OriginFact>, call: JsNode, index: number): void {
    const callee = calleeOf(call);
    if (sub.length === 0 && fact.step?.isEnd === true) this.#handedOn(fact, node, call, callee, index);
    if (index === 0 && INTEROP.has(lastName(callee) ?? '')) return this.push(call, sub, fact, context);
    const name = callee && (callee.type === 'Identifier' || isMember(callee)) ? this.shop.origins.origins(callee)[0] : undefined;
    if (name === undefined) return;
    const args = children(call, 'arguments');
    if (NEUTRAL.has(name) && index === 0 && !isTimerPromise(name, fact.name)) this.push(call, sub, fact, context);
    if (sub.length > 0 || index !== 0) return;
    if (name === 'global:Reflect.get' || DESCRIBES.has(name)) {
      const key = args[1] ? this.shop.evaluator.constant(args[1]) : null;
      const selected = this.select(fact, key, call);
      if (selected) this.push(call, name === 'global:Reflect.get' ? [] : ['value'], selected, context);
    } else if (name === 'global:Reflect.apply' || name === 'global:Reflect.construct') {
      const list = this.#elements(args[name.endsWith('apply') ? 2 : 1] ?? undefined);
      this.#hit(call, fact, 'reflect', list ?? [], list !== null, context);
    }
  }

  protected override combine(): void {}
}

/** The function whose `this` it is. */
function functionOfThis(place: JsNode): JsNode | null {
  let fn = enclosingFunction(place);
  for (let depth = 0; fn?.type === 'ArrowFunctionExpression' && depth < MAX_ITEMS; depth += 1) fn = enclosingFunction(fn);
  return fn;
}

/** Objects that send, and tell their listeners who they are. */
const SPEAKING: ReadonlySet<string> = new Set(['global:WebSocket()', 'ws()', 'ws.WebSocket()', 'ws.default()', 'global:XMLHttpRequest()', 'global:RTCPeerConnection().createDataChannel()']);

/** Functions that call their first argument, with what stands from the index on. Sources: HTML timers, node:process. */
const LATER: ReadonlyMap<string, number> = new Map([['setTimeout', 2], ['setInterval', 2], ['setImmediate', 1], ['nextTick', 1]]);
const ITERATING: ReadonlySet<string> = new Set(['map', 'forEach', 'flatMap', 'some', 'every', 'find', 'filter', 'reduce']);
const LISTENING: ReadonlySet<string> = new Set(['on', 'once', 'addListener', 'addEventListener']);
const MAX_ITEMS = 16;
const MAX_SPREAD = 64;
/** Places of `this` that are looked at for each listener. */
const MAX_PLACES = 500;

/** Functions that give `{ value }` of a member that their second argument names. */
const DESCRIBES: ReadonlySet<string> = new Set(['global:Object.getOwnPropertyDescriptor', 'global:Reflect.getOwnPropertyDescriptor']);

function given(call: JsNode): readonly JsNode[] {
  if (call.type === 'TaggedTemplateExpression') {
    const quasi = child(call, 'quasi');
    return quasi ? [quasi] : [];
  }
  return children(call, 'arguments').filter((node) => node !== null);
}
