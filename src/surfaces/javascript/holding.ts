import { child, children, isClass, isMember, isWrapper, nameOf, objectOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import { LIMITS } from './budget.ts';
import { classesAbove, exportingNamespace, madeClass } from './class-members.ts';
import type { Context } from './context.ts';
import type { Way } from './deferred.ts';
import { Following } from './following.ts';
import { setterOf } from './setters.ts';
import { ANY, MAP, MAX_SUB, STORE } from './spots.ts';
import type { Spot, Sub } from './spots.ts';
import { FOLDING, ITERATING, KEEPING, PICKING, PROMISE } from './tables/callbacks.ts';
import { GIVING, SUBSCRIBING } from './tables/stores.ts';
import { ownerOfThis, thisHeldBy } from './this-owner.ts';
import type { Workshop } from './workshop.ts';

/** Objects that hold each other would give each other longer and longer paths. */
const MAX_HELD = 2;

/** Where facts go into what holds them and come out of it again: containers, promises, stores, objects, patterns. */
export abstract class Holding<Fact extends { readonly id: number }> extends Following<Fact> {
  protected readonly shop: Workshop;

  constructor(shop: Workshop) {
    super();
    this.shop = shop;
  }

  protected abstract push(node: JsNode, sub: Sub, fact: Fact, context: Context | null): void;
  /** Gives a fact to every read of a variable, once. */
  protected abstract spread(identifier: JsNode, sub: Sub, fact: Fact, context: Context | null): void;

  /** Methods that hand items or a promise's value to a callback, or give back (part of) the container. */
  protected containerMethod({ sub, fact, context }: Spot<Fact>, call: JsNode, name: string): boolean {
    const [first, ...rest] = sub;
    const isItem = first === ANY || (first !== undefined && /^\d+$/.test(first));
    const item = isItem ? rest : sub;
    const callback = children(call, 'arguments')[0] ?? null;
    if (PROMISE.has(name)) {
      this.bindCallback(callback, 0, sub, fact, context);
      if (name !== 'then') this.push(call, sub, fact, context);
      return true;
    }
    if (first === MAP) return this.#mapMethod(rest.slice(1), call, name, fact, context);
    if (first === STORE) return this.#storeMethod(rest, call, name, fact, context);
    // Of a generator: `lines().next().value`.
    if (name === 'next' && isItem) {
      this.push(call, ['value', ...rest], fact, context);
      return true;
    }
    if (name === 'get' && first !== undefined && !isItem) return false;
    if (ITERATING.has(name)) this.bindCallback(callback, 0, item, fact, context);
    if (FOLDING.has(name)) this.bindCallback(callback, 1, item, fact, context);
    if (KEEPING.has(name) && sub.length > 0) this.push(call, isItem ? [ANY, ...rest] : sub, fact, context);
    if (PICKING.has(name) && sub.length > 0) this.push(call, item, fact, context);
    return sub.length > 0 && (ITERATING.has(name) || KEEPING.has(name) || PICKING.has(name));
  }

  /** Methods of a map whose values hold the fact at `sub`. */
  #mapMethod(sub: Sub, call: JsNode, name: string, fact: Fact, context: Context | null): boolean {
    if (name === 'get') this.push(call, sub, fact, context);
    else if (name === 'values') this.push(call, [ANY, ...sub], fact, context);
    else if (name === 'entries') this.push(call, [ANY, '1', ...sub], fact, context);
    else if (name === 'forEach') this.bindCallback(children(call, 'arguments')[0] ?? null, 0, sub, fact, context);
    else return false;
    return true;
  }

  /** Methods of a store, or of a stream, whose value holds the fact at `sub`. */
  #storeMethod(sub: Sub, call: JsNode, name: string, fact: Fact, context: Context | null): boolean {
    const [first] = children(call, 'arguments');
    if (GIVING.has(name)) this.push(call, sub, fact, context);
    else if (name === 'pipe') this.throughOperators(call, sub, fact, context);
    else if (SUBSCRIBING.has(name) && first) {
      const observer = first.type === 'ObjectExpression' ? this.shop.evaluator.property(first, 'next') : first;
      this.bindCallback(observer, 0, sub, fact, context);
    } else return false;
    return true;
  }

  protected bindCallback(callback: JsNode | null, index: number, sub: Sub, fact: Fact, context: Context | null): void {
    if (!callback || callback.type === 'SpreadElement') return;
    const fn = this.shop.origins.localFunction(callback);
    const parameter = fn ? children(fn, 'params')[index] : null;
    if (parameter) this.bind(parameter, sub, fact, context);
    else if (!fn) this.handed({ node: callback, sub, fact, context }, index);
  }

  /** Gives the fact to a parameter of a callback argument. */
  protected bindParameter(callback: JsNode | null | undefined, index: number, sub: Sub, fact: Fact, context: Context | null): void {
    this.bindCallback(callback ?? null, index, sub, fact, context);
  }

  /** Hands a fact on to where a call lets it out. */
  protected go({ kind, node, sub }: Way, fact: Fact, context: Context | null): void {
    if (kind === 'value') this.push(node, sub, fact, context);
    else if (kind === 'pattern') this.bind(node, sub, fact, context);
    else if (kind === 'object') this.hold(node, sub, fact, context);
    else this.bindCallback(node, Number(sub[0]) || 0, sub.slice(1), fact, context);
  }

  protected isMap(object: JsNode): boolean {
    return this.shop.evaluator.evaluate(object).k === 'map' || this.shop.origins.origins(object)[0] === 'global:Map()';
  }

  /** An object from now on holds the fact at `sub`: its variable's other reads, or the class's `this.x`. */
  protected hold(object: JsNode, sub: Sub, fact: Fact, context: Context | null): void {
    let target: JsNode = object;
    let path = sub;
    for (let depth = 0; depth < MAX_SUB; depth += 1) {
      if (isWrapper(target)) target = child(target, 'expression') ?? target;
      if (target.type === 'ThisExpression') return this.#holdMember(target, path, fact);
      if (target.type === 'Identifier') return this.#holdVariable(target, path, fact, context);
      if (!isMember(target)) return;
      const name = this.shop.evaluator.propertyName(target) ?? ANY;
      const inner = objectOf(target);
      if (!inner) return;
      if (inner.type === 'ThisExpression') return this.holdThis(target, name, path, fact);
      const held = inner.type === 'Identifier' ? thisHeldBy(inner, this.shop.bindings) : null;
      if (held) return this.holdThis(held, name, path, fact);
      path = [name, ...path];
      target = inner;
    }
  }

  /** `Object.assign(this, values)`: a member of `this`. */
  #holdMember(place: JsNode, [first, ...rest]: Sub, fact: Fact): void {
    if (first !== undefined) this.holdThis(place, first, rest, fact);
  }

  /** What a variable holds, its other reads hold, too: an object of a class of this file, in `this`. */
  #holdVariable(identifier: JsNode, sub: Sub, fact: Fact, context: Context | null): void {
    this.spread(identifier, sub, fact, context);
    const [first, ...rest] = sub;
    if (first === undefined) return;
    const held = thisHeldBy(identifier, this.shop.bindings);
    if (held) return this.holdThis(held, first, rest, fact);
    const owner = madeClass(identifier, this.shop.bindings);
    if (owner) this.#holdIn(owner, first, rest, fact);
  }

  protected holdThis(place: JsNode, name: string, sub: Sub, fact: Fact): void {
    const owner = ownerOfThis(place, this.shop.bindings);
    if (!owner) return;
    this.#holdIn(owner, name, sub, fact);
    // What is made of it holds it, too, where others can see it.
    if (!name.startsWith('#') && sub.length < MAX_HELD) for (const made of [owner, ...this.shop.uses.heirsOf(owner)].flatMap((each) => this.shop.uses.instancesOf(each))) this.push(made, [name, ...sub], fact, null);
  }

  /** Reads of a member of an owner, in the classes above it and in those that inherit from it. */
  #holdIn(owner: JsNode, name: string, sub: Sub, fact: Fact): void {
    const { uses, bindings } = this.shop;
    const above = isClass(owner) ? classesAbove(owner, bindings) : [];
    for (const current of [owner, ...above, ...uses.heirsOf(owner)]) {
      for (const read of uses.thisMembers(current, name)) this.push(read, sub, fact, null);
      for (const pattern of uses.thisPatterns(current)) this.bind(pattern, [name, ...sub], fact, null);
      // What all of the object is given to: `JSON.stringify(this)`.
      if (!name.startsWith('#') && sub.length < MAX_HELD) for (const whole of uses.wholeThis(current)) this.push(whole, [name, ...sub], fact, null);
    }
  }

  protected bindChild(node: JsNode, key: string, sub: Sub, fact: Fact, context: Context | null): void {
    const target = child(node, key);
    if (target) this.bind(target, sub, fact, context);
  }

  /** Gives a fact to everything a pattern names. */
  protected bind(pattern: JsNode, sub: Sub, fact: Fact, context: Context | null): void {
    const work: { readonly target: JsNode; readonly sub: Sub; readonly fact: Fact }[] = [{ target: pattern, sub, fact }];
    for (let next = work.pop(), count = 0; next && count < LIMITS.items; next = work.pop(), count += 1) {
      const { target } = next;
      const inner = target.type === 'AssignmentPattern' ? child(target, 'left') : target.type === 'RestElement' ? child(target, 'argument') : target.type === 'TSParameterProperty' ? child(target, 'parameter') : null;
      if (inner) work.push({ ...next, target: inner });
      else if (target.type === 'ObjectPattern' || target.type === 'ArrayPattern') work.push(...this.#inPattern(target, next.sub, next.fact));
      else if (target.type === 'Identifier') {
        this.spread(target, next.sub, next.fact, context);
        const namespace = exportingNamespace(target);
        if (namespace) this.bindChild(namespace, 'id', [nameOf(target) ?? ANY, ...next.sub], next.fact, context);
        // `constructor(private readonly name)`: a field of the class, too.
        const field = target.parent?.type === 'AssignmentPattern' ? target.parent.parent : target.parent;
        if (field?.type === 'TSParameterProperty') this.holdThis(field, nameOf(target) ?? '', next.sub, next.fact);
      }
      else if (isMember(target)) {
        this.assigned({ node: target, sub: next.sub, fact: next.fact, context }, target);
        this.hold(target, next.sub, next.fact, context);
        const parameter = setterOf(this.shop, target);
        if (parameter) this.bind(parameter, next.sub, next.fact, null);
      }
    }
  }

  #inPattern(pattern: JsNode, sub: Sub, fact: Fact): { readonly target: JsNode; readonly sub: Sub; readonly fact: Fact }[] {
    const out: { readonly target: JsNode; readonly sub: Sub; readonly fact: Fact }[] = [];
    const isObject = pattern.type === 'ObjectPattern';
    for (const [index, entry] of children(pattern, isObject ? 'properties' : 'elements').entries()) {
      if (!entry) continue;
      const [first, ...rest] = sub;
      if (entry.type === 'RestElement') {
        out.push({ target: entry, sub: isObject || first === undefined ? sub : [ANY, ...rest], fact });
        continue;
      }
      const name = isObject ? this.shop.evaluator.keyOf(entry) : String(index);
      const target = isObject ? child(entry, 'value') : entry;
      if (!target) continue;
      if (first === undefined) {
        const selected = this.select(fact, name, entry);
        if (selected) out.push({ target, sub, fact: selected });
      } else {
        const named = first === ANY && name !== null && isObject ? this.named(fact, name, rest, entry) : fact;
        if (named && (first === name || first === ANY || name === null)) out.push({ target, sub: rest, fact: named });
      }
    }
    return out;
  }
}
