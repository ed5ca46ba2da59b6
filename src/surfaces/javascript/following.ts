import type { JsNode } from './ast.ts';
import type { Context } from './context.ts';
import type { Spot, Sub } from './spots.ts';

/** What happens to a fact where a value that carries it is used: the questions that following it asks. */
export abstract class Following<Fact extends { readonly id: number }> {
  /** The fact of a member of the value itself; `null` when the member does not carry it. */
  protected abstract select(fact: Fact, name: string | null, node: JsNode): Fact | null;
  /** The fact of a member of a container in which the value stands under a name that nobody knows; `rest` leads on to it from there. */
  protected named(fact: Fact, _name: string, _rest: Sub, _node: JsNode): Fact | null {
    return fact;
  }
  /** The value itself stands as the object of a member access. */
  protected abstract member(spot: Spot<Fact>, member: JsNode, name: string | null): void;
  /** The value itself is called. */
  protected abstract called(spot: Spot<Fact>, call: JsNode): void;
  /** The value, or a container of it, is an argument; `index` counts written arguments. */
  protected abstract argument(spot: Spot<Fact>, call: JsNode, index: number): void;
  /** The value is put into a text: template, `+`, `+=`. */
  protected abstract combine(spot: Spot<Fact>, whole: JsNode): void;
  /** The value is given to a function of others that stands as a callback, the spot's node: `values.forEach(console.log)`. */
  protected handed(_spot: Spot<Fact>, _index: number): void {}
  /** True for a conditional that shows the value only where it is harmless. */
  protected isCovered(_spot: Spot<Fact>, _conditional: JsNode): boolean {
    return false;
  }
  /** The value is an argument of a call whose callee may be that function of others: an item of a list of functions. */
  protected applied(_callee: JsNode, _spot: Spot<Fact>, _call: JsNode, _index: number): void {}
  /** The value flows through the operators of `stream.pipe(…)`. */
  protected throughOperators(_call: JsNode, _sub: Sub, _fact: Fact, _context: Context | null): void {}
  /** The value is assigned to a member. */
  protected assigned(_spot: Spot<Fact>, _target: JsNode): void {}
  /** The value is a part of a template whose tag is no function of this file. */
  protected tagged(_spot: Spot<Fact>, _whole: JsNode): void {}
  /** The value is an attribute of a JSX element. */
  protected attribute(_spot: Spot<Fact>, _attribute: JsNode): void {}
  /** The value is content of a JSX element. */
  protected rendered(_spot: Spot<Fact>): void {}
  /** A fact that holds for everything inside of the value, too. */
  protected abstract isWhole(fact: Fact): boolean;
  /** True when the names of a value's members are part of what the fact says. */
  protected coversNames(fact: Fact): boolean {
    return this.isWhole(fact);
  }
  /** A function returns the value: a callback of the call (or one in an object that it is given), or one that nobody here is known to call. */
  protected answered(_sub: Sub, _fact: Fact, _callOrFunction: JsNode): void {}
}
