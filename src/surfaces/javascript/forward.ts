import { calleeOf, child, children, enclosingClass, enclosingFunction, isCall, isFunction, isMember, isWrapper, nameOf, objectOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import { keyName } from './bindings.ts';
import { LIMITS } from './budget.ts';
import { classNames, methodOfClass } from './class-members.ts';
import { enter, isInside } from './context.ts';
import type { Context } from './context.ts';
import { promisesOf } from './deferred.ts';
import { iteratedObjects, yieldsOf } from './generators.ts';
import { Holding } from './holding.ts';
import { ANY, copyOf, factKey, isCircular, MAP, MAX_SUB, STORE } from './spots.ts';
import type { FactKey, Spot, Sub } from './spots.ts';
import { calledItems } from './stages.ts';
import { COLLECTING, FOLDING, PROMISE, TIMERS } from './tables/callbacks.ts';
import { ownerOfThis } from './this-owner.ts';
import { argumentIndex, itemIndex, MAX_SITES } from './uses.ts';
import { hasText } from './words.ts';
import type { Workshop } from './workshop.ts';

/** Facts at one place; more than this and the structure is one that grows by itself. */
const MAX_FACTS = 256;
const MAX_CONTEXT = 3;
/** When a share of all that may be followed is used up (a power of two), paths are followed this deep. */
const DEPTHS: readonly (readonly [share: number, depth: number])[] = [[1, 1], [2, 2], [3, 3], [4, 4]];

/**
 * Follows facts along the uses of a value: variables, members, calls, returns, callbacks, containers. Flow-insensitive,
 * one visit for each fact at a place, no recursion: a worklist paid from the budget.
 */
export abstract class Forward<Fact extends { readonly id: number }> extends Holding<Fact> {
  readonly #work: Spot<Fact>[] = [];
  readonly #seen = new Map<JsNode, Set<FactKey>>();
  #offers = 0;
  readonly #limit: number;
  readonly #reached = new Map<object, Set<FactKey>>();

  constructor(shop: Workshop) {
    super(shop);
    this.#limit = 64_000 + (shop.text.length >> 4);
  }

  /** True when much was followed already: the structure is one that grows by itself. */
  protected get isLong(): boolean {
    return this.#offers > this.#limit >> 5;
  }

  /**
   * How many members deep the fact is followed. Objects that hold each other give each other ever longer paths: the more
   * was followed, the shorter they are cut, so that all the short ones are followed to their end.
   */
  protected depthOf(_fact: Fact): number {
    if (!this.isLong) return MAX_SUB * 2;
    return DEPTHS.find(([share]) => this.#offers > this.#limit >> share)?.[1] ?? MAX_SUB;
  }

  protected override push(node: JsNode, sub: Sub, fact: Fact, context: Context | null): void {
    this.#offers += 1;
    if (this.#isTooDeep(sub, fact)) return;
    const key = factKey(sub, fact, context);
    const seen = this.#seen.get(node);
    if (seen?.has(key) === true) return;
    // What holds for every caller holds for this one.
    if (context !== null && seen?.has(factKey(sub, fact, null)) === true) return;
    if (seen && seen.size >= MAX_FACTS) return this.shop.budget.cut('items', node.range);
    if (seen) seen.add(key);
    else this.#seen.set(node, new Set([key]));
    this.#work.push({ node, sub, fact, context });
  }

  /** Gives a fact to every read of a variable, once. */
  #isTooDeep(sub: Sub, fact: Fact): boolean {
    return sub.length > 1 && (sub.length > this.depthOf(fact) || isCircular(sub));
  }

  protected override spread(identifier: JsNode, sub: Sub, fact: Fact, context: Context | null): void {
    if (this.#isTooDeep(sub, fact)) return;
    const holder = this.shop.bindings.variable(identifier) ?? identifier;
    const key = factKey(sub, fact, context);
    const seen = this.#reached.get(holder);
    if (seen?.has(key) === true) return;
    if (seen && seen.size >= MAX_FACTS) return this.shop.budget.cut('items', identifier.range);
    if (seen) seen.add(key);
    else this.#reached.set(holder, new Set([key]));
    const reads = this.shop.uses.readsOf(identifier);
    if (!this.shop.budget.spend(reads.length >> 2, identifier.range)) return;
    for (const read of reads) this.push(read, sub, fact, context);
  }

  protected run(): void {
    for (let spot = this.#work.pop(); spot; spot = this.#work.pop()) {
      if (this.#offers > this.#limit) this.shop.budget.cut('fuel', spot.node.range);
      if (this.#offers > this.#limit || !this.shop.budget.spend(1, spot.node.range)) {
        this.#work.length = 0;
        return;
      }
      this.#step(spot);
    }
  }

  #step(spot: Spot<Fact>): void {
    const { node, sub, fact, context } = spot;
    const parent = node.parent;
    if (!parent) return;
    if (isWrapper(parent)) this.push(parent, sub, fact, context);
    else if (isMember(parent)) this.#inMember(spot, parent);
    else if (isCall(parent)) this.#inCall(spot, parent);
    else this.#inSyntax(spot, parent);
  }

  #inMember(spot: Spot<Fact>, parent: JsNode): void {
    const { node, sub, fact, context } = spot;
    if (parent['object'] !== node) return;
    const name = this.shop.evaluator.propertyName(parent);
    const call = isCall(parent.parent) && parent.parent['callee'] === parent ? parent.parent : null;
    if (call && name !== null && (sub.length > 0 || this.isWhole(fact) || PROMISE.has(name)) && this.containerMethod(spot, call, name)) return;
    const [first, ...rest] = sub;
    if (first === STORE && name === 'value' && !call) return this.push(parent, rest, fact, context);
    const isMethod = call !== null && first !== name && this.isWhole(fact);
    if (first === undefined || isMethod) this.member(spot, parent, name);
    else if (name === null || first === name) {
      const copy = name === null && first !== ANY ? copyOf(parent) : null;
      if (copy) this.hold(copy, sub, fact, context);
      else this.push(parent, rest, fact, context);
    }
    else if (first === ANY && name !== 'length') {
      const named = this.named(fact, name, rest, parent);
      if (named) this.push(parent, rest, named, context);
    }
  }

  #inCall(spot: Spot<Fact>, call: JsNode): void {
    if (call['callee'] === spot.node) {
      if (spot.sub.length === 0) this.called(spot, call);
      else if (spot.sub[0] === STORE) this.#selected(spot, call);
      return;
    }
    this.#asArgument(spot, call, argumentIndex(call, spot.node));
  }

  /** `useStore((state) => state.value)`. */
  #selected({ sub, fact, context }: Spot<Fact>, call: JsNode): void {
    const [selector] = children(call, 'arguments');
    if (selector) this.bindCallback(selector, 0, sub.slice(1), fact, context);
    else this.push(call, sub.slice(1), fact, context);
  }

  #asArgument(spot: Spot<Fact>, call: JsNode, index: number): void {
    if (index < 0) return;
    const { sub, fact, context } = spot;
    const callee = calleeOf(call);
    if (!callee) return;
    const fn = this.shop.origins.localFunction(callee);
    if (fn) this.#bindArgument(fn, call, index, sub, fact, context);
    else if (isMember(callee) && this.#asPassedOn(spot, call, callee, index)) return;
    else if (sub.length > 0 && callee.type === 'Identifier' && call.type === 'NewExpression' && this.shop.origins.origins(callee)[0] === 'global:Map') this.push(call, [MAP, ...sub.slice(1)], fact, context);
    else if (sub.length > 0 && isMember(callee) && this.shop.origins.origins(callee)[0]?.startsWith('global:Promise.') === true) {
      const [first = ANY, ...rest] = sub;
      this.push(call, this.shop.evaluator.propertyName(callee) === 'allSettled' ? [first, 'value', ...rest] : sub, fact, context);
    }
    else this.#intoReceiver(spot, call, callee, index);
    if (!fn) this.#toOthers(spot, call, callee, index);
    // What another class of the family does instead: `run() { this.send(x); }`, where an heir has `send`.
    for (const other of isMember(callee) ? this.#overridden(callee) : []) if (other !== fn) this.#bindArgument(other, call, index, sub, fact, context);
    if (index === 0) for (const way of promisesOf(this.shop, callee, sub)) this.go(way, fact, context);
    if (index === 0 && !fn && hasText(this.shop, 'yield')) for (const node of yieldsOf(this.shop, callee)) this.push(node, sub, fact, null);
    this.argument(spot, call, index);
  }

  /** Functions that a callee may be without being one of this file by its name. */
  #toOthers(spot: Spot<Fact>, call: JsNode, callee: JsNode, index: number): void {
    const { sub, fact, context } = spot;
    for (const other of this.shop.origins.tableFunctions(callee)) this.#bindArgument(other, call, index, sub, fact, context);
    for (const item of calledItems(this.shop, callee, context)) {
      const other = this.shop.origins.localFunction(item);
      if (other) this.#bindArgument(other, call, index, sub, fact, context);
      else this.applied(item, spot, call, index);
    }
    this.#toTimer(spot, call, callee, index);
    // `list.reduce((all, item) => …, x)`: the first value.
    if (index === 1 && isMember(callee) && FOLDING.has(this.shop.evaluator.propertyName(callee) ?? '')) this.bindCallback(children(call, 'arguments')[0] ?? null, 0, sub, fact, context);
  }

  /** Methods of that name in the classes that inherit from the one whose `this` it is. */
  #overridden(callee: JsNode): readonly JsNode[] {
    const place = objectOf(callee);
    const owner = place?.type === 'ThisExpression' && hasText(this.shop, 'extends') ? ownerOfThis(place, this.shop.bindings) : null;
    const name = owner ? this.shop.evaluator.propertyName(callee) : null;
    if (!owner || name === null) return [];
    return this.shop.uses.heirsOf(owner).flatMap((heir) => {
      const fn = methodOfClass(heir, name);
      return fn ? [fn] : [];
    });
  }

  /** Arguments of a local function that something else calls: `f.call(null, x)`, `f.apply(null, [x])`, `f.bind(null, x)`. */
  #asPassedOn({ sub, fact, context }: Spot<Fact>, call: JsNode, callee: JsNode, index: number): boolean {
    const way = this.shop.evaluator.propertyName(callee);
    const object = way === 'call' || way === 'bind' || way === 'apply' ? objectOf(callee) : null;
    const fn = object ? this.shop.origins.localFunction(object) : null;
    if (!fn || index < 1) return false;
    const [first, ...rest] = sub;
    if (way !== 'apply') this.#bindArgument(fn, call, index - 1, sub, fact, context);
    else if (first !== undefined) this.#bindArgument(fn, call, first === ANY ? 0 : Number(first) || 0, rest, fact, context);
    return true;
  }

  /** `setTimeout(f, delay, x)`: what stands behind the delay goes to the callback. */
  #toTimer({ sub, fact, context }: Spot<Fact>, call: JsNode, callee: JsNode, index: number): void {
    const name = isMember(callee) ? this.shop.evaluator.propertyName(callee) : nameOf(callee);
    const skipped = TIMERS.get(name ?? '') ?? Number.POSITIVE_INFINITY;
    if (index >= skipped) this.bindCallback(children(call, 'arguments')[0] ?? null, index - skipped, sub, fact, context);
  }

  /** `list.push(x)`, `map.set(k, x)`, `Object.assign(target, x)`: the receiver holds the fact from now on. */
  #intoReceiver({ sub, fact, context }: Spot<Fact>, call: JsNode, callee: JsNode, index: number): void {
    if (!isMember(callee)) return;
    const method = this.shop.evaluator.propertyName(callee);
    const object = objectOf(callee);
    if (!object || method === null) return;
    if (method === 'push' || method === 'unshift' || (method === 'add' && children(call, 'arguments').length === 1)) this.hold(object, [ANY, ...sub], fact, context);
    else if (method === 'set' && index === 1 && sub.length >= 0 && this.isMap(object)) this.hold(object, [MAP, ANY, ...sub], fact, context);
    else if (method === 'assign' && index > 0 && this.shop.origins.origins(callee)[0] === 'global:Object.assign') {
      const target = children(call, 'arguments')[0];
      if (target) this.hold(target, sub, fact, context);
      this.push(call, sub, fact, context);
    }
  }

  #bindArgument(fn: JsNode, call: JsNode, index: number, sub: Sub, fact: Fact, context: Context | null): void {
    const parameters = children(fn, 'params');
    const isRecursive = context !== null && isInside(context, call);
    const inner = isRecursive || (context?.depth ?? 0) >= MAX_CONTEXT ? context : enter(call, fn, context);
    for (const { identifier } of fn.type === 'ArrowFunctionExpression' ? [] : this.#argumentsOf(fn)) this.push(identifier, [String(index), ...sub], fact, inner);
    const last = parameters.at(-1);
    const rest = last?.type === 'RestElement' ? parameters.length - 1 : Number.POSITIVE_INFINITY;
    if (index >= rest) {
      const target = last ? child(last, 'argument') : null;
      if (target) this.bind(target, [String(index - rest), ...sub], fact, inner);
      return;
    }
    const parameter = parameters[index];
    if (parameter) this.bind(parameter, sub, fact, inner);
  }

  /** Reads of `arguments` in a function. */
  #argumentsOf(fn: JsNode): readonly { readonly identifier: JsNode }[] {
    return this.shop.bindings.variablesOf(fn).find(({ name, defs }) => name === 'arguments' && defs.length === 0)?.references.slice(0, MAX_SITES) ?? [];
  }

  #inSyntax(spot: Spot<Fact>, parent: JsNode): void {
    const { node, sub, fact, context } = spot;
    switch (parent.type) {
      case 'VariableDeclarator':
        if (parent['init'] === node) this.bindChild(parent, 'id', sub, fact, context);
        return;
      case 'AssignmentPattern':
        if (parent['right'] === node) this.bindChild(parent, 'left', sub, fact, context);
        return;
      case 'AssignmentExpression':
        return this.#inAssignment(spot, parent);
      case 'SequenceExpression':
        if (children(parent, 'expressions').at(-1) === node) this.push(parent, sub, fact, context);
        return;
      case 'ConditionalExpression':
        if (parent['test'] !== node && !this.isCovered(spot, parent)) this.push(parent, sub, fact, context);
        return;
      case 'LogicalExpression':
        if (parent['left'] !== node || parent['operator'] !== '&&') this.push(parent, sub, fact, context);
        return;
      case 'TemplateLiteral':
        if (parent.parent?.type === 'TaggedTemplateExpression') this.#inTagged(spot, parent, parent.parent);
        else this.combine(spot, parent);
        return;
      case 'BinaryExpression':
        if (parent['operator'] === '+') this.combine(spot, parent);
        return;
      case 'JSXExpressionContainer':
        if (parent.parent?.type === 'JSXAttribute') this.attribute(spot, parent.parent);
        else this.rendered(spot);
        return;
      case 'TaggedTemplateExpression':
        if (parent['tag'] === node && sub.length === 0) this.called(spot, parent);
        return;
      case 'ForOfStatement':
      case 'ForInStatement':
        if (parent['right'] === node) this.#inLoop(spot, parent);
        return;
      case 'ImportExpression':
        return this.argument(spot, parent, 0);
      default:
        return this.#inContainer(spot, parent);
    }
  }

  /** A part of a tagged template: an argument of the tag. */
  #inTagged(spot: Spot<Fact>, quasi: JsNode, tagged: JsNode): void {
    const { node, sub, fact, context } = spot;
    const tag = child(tagged, 'tag');
    const fn = tag ? this.shop.origins.localFunction(tag) : null;
    if (fn) this.#bindArgument(fn, tagged, children(quasi, 'expressions').indexOf(node) + 1, sub, fact, context);
    else if (tag) this.tagged(spot, tagged);
  }

  #inProperty(property: JsNode, literal: JsNode, { sub, fact, context }: Spot<Fact>): void {
    const name = this.shop.evaluator.keyOf(property) ?? ANY;
    this.push(literal, [name, ...sub], fact, context);
    // The methods of the literal.
    for (const read of name === ANY ? [] : this.shop.uses.thisMembers(literal, name)) this.push(read, sub, fact, context);
  }

  #inContainer({ node, sub, fact, context }: Spot<Fact>, parent: JsNode): void {
    switch (parent.type) {
      case 'Property':
        if (parent['value'] === node && parent.parent?.type === 'ObjectExpression') this.#inProperty(parent, parent.parent, { node, sub, fact, context });
        return;
      case 'ArrayExpression':
        return this.push(parent, [itemIndex(parent, node), ...sub], fact, context);
      case 'SpreadElement':
        return this.#inSpread(parent, sub, fact, context);
      case 'PropertyDefinition':
      case 'AccessorProperty':
        if (parent['value'] !== node) return;
        this.holdThis(parent, keyName(parent) ?? '', sub, fact);
        if (parent['static'] === true) for (const name of classNames(enclosingClass(parent), this.shop.bindings)) this.bind(name, [keyName(parent) ?? ANY, ...sub], fact, context);
        return;
      case 'YieldExpression':
        return this.#returned(enclosingFunction(parent), parent['delegate'] === true ? sub : [ANY, ...sub], fact, context);
      case 'ThrowStatement':
        return this.#thrown(parent, sub, fact, context);
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
        return this.#returned(parent.type === 'ReturnStatement' ? enclosingFunction(parent) : parent, sub, fact, context);
      default:
    }
  }

  /** What is thrown inside of a `try` reaches the parameter of its `catch`. */
  #thrown(statement: JsNode, sub: Sub, fact: Fact, context: Context | null): void {
    let inner: JsNode = statement;
    for (let outer = statement.parent, depth = 0; outer && depth < 50 && !isFunction(outer); outer = outer.parent, depth += 1) {
      const handler = outer.type === 'TryStatement' && outer['block'] === inner ? child(outer, 'handler') : null;
      if (handler) return this.bindChild(handler, 'param', sub, fact, context);
      inner = outer;
    }
  }

  #inSpread(spread: JsNode, sub: Sub, fact: Fact, context: Context | null): void {
    const outer = spread.parent;
    if (!outer) return;
    const isItem = sub.length > 0 && (sub[0] === ANY || /^\d+$/.test(sub[0] ?? ''));
    if (outer.type === 'ObjectExpression') {
      if (!this.#isReplaced(outer, spread, sub[0])) this.push(outer, sub, fact, context);
    } else if (outer.type === 'ArrayExpression') this.push(outer, isItem ? [ANY, ...sub.slice(1)] : sub, fact, context);
    else if (isCall(outer)) this.#asArgument({ node: spread, sub: isItem ? sub.slice(1) : sub, fact, context }, outer, argumentIndex(outer, spread) + (isItem && sub[0] !== ANY ? Number(sub[0]) : 0));
  }

  /** `{ ...options, env: names }`: what stands behind the spread takes the place of its member. */
  #isReplaced(object: JsNode, spread: JsNode, name: string | undefined): boolean {
    if (name === undefined || name === ANY) return false;
    const properties = children(object, 'properties');
    const start = properties.indexOf(spread);
    return properties.length <= LIMITS.items && properties.some((property, index) => index > start && property?.type === 'Property' && this.shop.evaluator.keyOf(property) === name);
  }

  #inAssignment(spot: Spot<Fact>, parent: JsNode): void {
    const { node, sub, fact, context } = spot;
    const operator = String(parent['operator']);
    if (parent['left'] === node && (operator === '||=' || operator === '??=')) return this.push(parent, sub, fact, context);
    if (parent['right'] !== node) return;
    if (operator === '+=') return this.combine(spot, parent);
    this.push(parent, sub, fact, context);
    this.bindChild(parent, 'left', sub, fact, context);
  }

  #inLoop({ sub, fact, context }: Spot<Fact>, loop: JsNode): void {
    const declaration = child(loop, 'left');
    const target = declaration?.type === 'VariableDeclaration' ? child(children(declaration, 'declarations')[0] ?? declaration, 'id') : declaration;
    if (!target) return;
    if (loop.type === 'ForInStatement') {
      if (sub.length === 0 && this.coversNames(fact)) this.bind(target, sub, fact, context);
      return;
    }
    const isItem = sub[0] === ANY || /^\d+$/.test(sub[0] ?? '');
    if (isItem || sub.length === 0) this.bind(target, isItem ? sub.slice(1) : sub, fact, context);
  }

  #returned(fn: JsNode | null, sub: Sub, fact: Fact, context: Context | null): void {
    if (!isFunction(fn)) return;
    if (context?.fn === fn) return this.push(context.call, sub, fact, context.outer);
    const sites = this.shop.uses.callSites(fn);
    if (sites.length > MAX_SITES) this.shop.budget.cut('references', fn.range);
    for (const site of sites) this.push(site, sub, fact, context);
    const owner = fn.parent?.type === 'Property' ? fn.parent.parent?.parent : fn.parent;
    this.answered(sub, fact, isCall(owner) && owner['callee'] !== fn ? owner : fn);
    // `names.map(read)`
    for (const { parent } of this.shop.uses.listsOf(fn)) if (isMember(parent) && parent.parent && COLLECTING.has(this.shop.evaluator.propertyName(parent) ?? '')) this.push(parent.parent, [ANY, ...sub], fact, context);
    const call = fn.parent;
    for (const object of call?.['computed'] === true ? iteratedObjects(this.shop, fn) : []) this.push(object, sub, fact, context);
    if (!isCall(call) || call['callee'] === fn) return;
    const callee = calleeOf(call);
    const method = isMember(callee) ? this.shop.evaluator.propertyName(callee) : null;
    if (method !== null && COLLECTING.has(method)) this.push(call, [ANY, ...sub], fact, context);
    else if (method !== null && (PROMISE.has(method) || FOLDING.has(method))) this.push(call, sub, fact, context);
    // What it answers with for one item it gets with the next.
    if (method !== null && FOLDING.has(method)) this.bindCallback(fn, 0, sub, fact, context);
  }
}
