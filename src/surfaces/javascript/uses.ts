import { child, children, enclosingClass, findNodeAt, isCall, isMember, nameOf, wrapped } from './ast.ts';
import type { JsNode } from './ast.ts';
import { keyName } from './bindings.ts';
import type { Bindings, Variable } from './bindings.ts';
import { LIMITS } from './budget.ts';
import { classNames } from './class-members.ts';
import type { Budget } from './budget.ts';

export const MAX_SITES = 64;
const MAX_MEMBERS = 500;

/** Where functions are called and members of classes are read: the ways that scopes do not tell. */
export class Uses {
  readonly #root: JsNode;
  readonly #text: string;
  readonly #keys: Readonly<Record<string, readonly string[]>> | undefined;
  readonly #bindings: Bindings;
  readonly #budget: Budget;
  readonly #sites = new Map<JsNode, readonly JsNode[]>();
  readonly #members = new Map<string, readonly JsNode[]>();

  constructor(root: JsNode, text: string, keys: Readonly<Record<string, readonly string[]>> | undefined, bindings: Bindings, budget: Budget) {
    this.#root = root;
    this.#text = text;
    this.#keys = keys;
    this.#bindings = bindings;
    this.#budget = budget;
  }

  nodeAt(index: number): JsNode | null {
    return index >= this.#root.range[0] && index < this.#root.range[1] ? findNodeAt(this.#root, index, this.#keys) : null;
  }

  /** Reads of `this.name` inside of a class. Found by text, confirmed by the tree. */
  thisMembers(owner: JsNode, name: string): readonly JsNode[] {
    const id = `${owner.range[0]}:${name}`;
    const known = this.#members.get(id);
    if (known) return known;
    const out: JsNode[] = [];
    const needle = `this.${name}`;
    let index = this.#text.indexOf(needle, owner.range[0]);
    for (let count = 0; index >= 0 && index < owner.range[1]; count += 1) {
      if (count >= MAX_MEMBERS) {
        this.#budget.cut('references', owner.range);
        break;
      }
      const member = this.nodeAt(index)?.parent;
      if (isMember(member) && child(member, 'object')?.type === 'ThisExpression' && nameOf(child(member, 'property')) === name) out.push(member);
      index = this.#text.indexOf(needle, index + needle.length);
    }
    this.#members.set(id, out);
    return out;
  }

  /** Where a function of this file is called (a getter: where it is read), at most 65: one more than anybody follows. */
  callSites(fn: JsNode): readonly JsNode[] {
    const known = this.#sites.get(fn);
    if (known) return known;
    const sites: JsNode[] = [];
    const isGetter = fn.parent?.['kind'] === 'get' && fn.parent['value'] === fn;
    for (const callee of this.#names(fn)) {
      const call = isGetter ? callee : calledBy(callee);
      if (!call) continue;
      sites.push(call);
      if (sites.length > MAX_SITES) break;
    }
    this.#sites.set(fn, sites);
    return sites;
  }

  /** Expressions that name the function. */
  #names(fn: JsNode): readonly JsNode[] {
    const self = wrapped(fn);
    const parent = self.parent;
    if (fn.type === 'FunctionDeclaration') return this.#readsOf(child(fn, 'id'));
    if (!parent) return [];
    if (isCall(parent) && parent['callee'] === self) return [self];
    if (parent.type === 'VariableDeclarator') return this.#readsOf(child(parent, 'id'));
    if (parent.type === 'AssignmentExpression') return this.#readsOf(child(parent, 'left'));
    const name = parent.type === 'Property' || parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition' ? keyName(parent) : null;
    if (name === null) return [];
    if (parent.type === 'Property') return parent.parent ? this.#memberReads(parent.parent, name) : [];
    const owner = enclosingClass(parent);
    if (owner && parent['kind'] === 'constructor') return this.#makersOf(owner);
    return owner ? [...this.thisMembers(owner, name), ...this.#instanceReads(owner, name)] : [];
  }

  #readsOf(id: JsNode | null): readonly JsNode[] {
    const variable = id?.type === 'Identifier' ? this.#bindings.variable(id) : null;
    return variable ? this.#bindings.reads(variable) : [];
  }

  /** `new Name()` of a class: its name where it is made, which is where its constructor is called. */
  #makersOf(owner: JsNode): readonly JsNode[] {
    return classNames(owner, this.#bindings).flatMap((id) => this.#readsOf(id)).filter((read) => read.parent?.type === 'NewExpression' && read.parent['callee'] === read).slice(0, MAX_SITES);
  }

  /** `o.name` where `o` is the variable that holds an object literal or instance. */
  #memberReads(object: JsNode, name: string): JsNode[] {
    const holder = wrapped(object).parent;
    const id = holder?.type === 'VariableDeclarator' ? child(holder, 'id') : null;
    return this.#readsOf(id).flatMap((read) => (isMember(read.parent) && read.parent['object'] === read && nameOf(child(read.parent, 'property')) === name ? [read.parent] : []));
  }

  #instanceReads(owner: JsNode, name: string): JsNode[] {
    const ids = [...classNames(owner, this.#bindings), ...(owner.parent?.type === 'VariableDeclarator' ? [child(owner.parent, 'id')] : [])];
    const out: JsNode[] = [];
    for (const read of new Set(ids.flatMap((id) => this.#readsOf(id).slice(0, LIMITS.writes)))) {
      const made = read.parent;
      // A static member.
      if (isMember(made) && made['object'] === read && nameOf(child(made, 'property')) === name) out.push(made);
      if (made?.type !== 'NewExpression' || made['callee'] !== read) continue;
      const direct = wrapped(made).parent;
      if (isMember(direct) && nameOf(child(direct, 'property')) === name) out.push(direct);
      else out.push(...this.#memberReads(made, name));
    }
    return out;
  }

  /** Reads of a member that a class defines, by `this`, by the class and by what is made of it. */
  memberReads(definition: JsNode): readonly JsNode[] {
    const owner = enclosingClass(definition);
    const name = keyName(definition);
    return owner && name !== null ? [...this.thisMembers(owner, name), ...this.#instanceReads(owner, name)] : [];
  }

  /** Reads of a variable; of a global name when it is not declared. */
  readsOf(identifier: JsNode): readonly JsNode[] {
    const variable: Variable | null = this.#bindings.variable(identifier);
    if (variable) return this.#bindings.reads(variable);
    const reads = this.#bindings.globalReferences(nameOf(identifier) ?? '');
    return reads.length <= MAX_MEMBERS ? reads.filter((read) => read !== identifier) : [];
  }
}

/** The call whose callee an expression is, also through `f.call(…)` wrappers and optional chains. */
function calledBy(callee: JsNode): JsNode | null {
  const outer = wrapped(callee);
  const parent = outer.parent;
  return isCall(parent) && parent['callee'] === outer ? parent : null;
}

/** Index of an argument in a call's list; -1 when the node is no argument of it. */
export function argumentIndex(call: JsNode, node: JsNode): number {
  return children(call, 'arguments').indexOf(node);
}

/** Index of an item in an array literal, as a step of a path; any item in a long one. */
export function itemIndex(array: JsNode, node: JsNode): string {
  const elements = children(array, 'elements');
  return elements.length > LIMITS.items ? '*' : String(elements.indexOf(node));
}
