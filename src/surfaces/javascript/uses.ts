import { child, children, enclosingClass, findNodeAt, isCall, isFunction, isMember, nameOf, wrapped } from './ast.ts';
import type { JsNode } from './ast.ts';
import { keyName } from './bindings.ts';
import type { Bindings, Variable } from './bindings.ts';
import { LIMITS } from './budget.ts';
import { classNames, constructorOf } from './class-members.ts';
import type { Budget } from './budget.ts';
import { hasLateMethods, ownerOfFunction, ownerOfThis, thisHeldBy } from './this-owner.ts';

export const MAX_SITES = 64;
const MAX_MEMBERS = 500;
const MAX_ALIASES = 4;
const WRITING: ReadonlySet<string> = new Set(['=', '??=', '||=']);

/** Where functions are called and members of classes are read: the ways that scopes do not tell. */
export class Uses {
  readonly #root: JsNode;
  readonly #text: string;
  readonly #keys: Readonly<Record<string, readonly string[]>> | undefined;
  readonly #bindings: Bindings;
  readonly #budget: Budget;
  readonly #sites = new Map<JsNode, readonly JsNode[]>();
  readonly #members = new Map<string, readonly JsNode[]>();
  readonly #patterns = new Map<JsNode, readonly JsNode[]>();
  readonly #aliasNames = new Map<JsNode, readonly string[]>();

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

  /** Where `this.name` of an owner stands, also by a variable that holds `this`. Found by text, confirmed by the tree. */
  thisMembers(owner: JsNode, name: string): readonly JsNode[] {
    const id = `${owner.range[0]}:${name}`;
    const known = this.#members.get(id);
    if (known) return known;
    const out: JsNode[] = [];
    this.#members.set(id, out);
    const text = this.#textOf(owner);
    for (const holder of ['this', ...this.#aliases(owner, text)]) {
      const needle = `${holder}.${name}`;
      let index = text.indexOf(needle);
      for (let count = 0; index >= 0; count += 1) {
        if (count >= MAX_MEMBERS) {
          this.#budget.cut('references', owner.range);
          break;
        }
        const member = this.nodeAt(owner.range[0] + index)?.parent;
        if (isMember(member) && nameOf(child(member, 'property')) === name && this.#isOfOwner(child(member, 'object'), owner)) out.push(member);
        index = text.indexOf(needle, index + needle.length);
      }
    }
    return out;
  }

  /** What may have an owner's `this` in it: methods of a prototype, and those that an object is given later, stand behind the owner. */
  #textOf(owner: JsNode): string {
    return this.#text.slice(owner.range[0], isFunction(owner) || (owner.type === 'ObjectExpression' && hasLateMethods(owner, this.#bindings)) ? this.#text.length : owner.range[1]);
  }

  /** `const { name } = this` inside of an owner: the patterns; at most 64. */
  thisPatterns(owner: JsNode): readonly JsNode[] {
    const known = this.#patterns.get(owner);
    if (known) return known;
    const out: JsNode[] = [];
    const text = this.#textOf(owner);
    for (let index = text.indexOf('} = this'); index >= 0 && out.length < MAX_SITES; index = text.indexOf('} = this', index + 8)) {
      const pattern = this.nodeAt(owner.range[0] + index);
      const init = pattern?.type === 'ObjectPattern' && pattern.parent?.type === 'VariableDeclarator' ? child(pattern.parent, 'init') : null;
      if (pattern && init?.type === 'ThisExpression' && ownerOfThis(init, this.#bindings) === owner) out.push(pattern);
    }
    this.#patterns.set(owner, out);
    return out;
  }

  /** Values that are assigned to `this.name` of an owner; at most 16. */
  thisWrites(owner: JsNode, name: string): readonly JsNode[] {
    return this.thisMembers(owner, name).flatMap((member) => {
      const assignment = member.parent;
      return assignment?.type === 'AssignmentExpression' && assignment['left'] === member && WRITING.has(String(assignment['operator'])) ? (child(assignment, 'right') ?? []) : [];
    }).slice(0, LIMITS.writes);
  }

  /** Names of variables that hold `this` inside of an owner; at most 4. */
  #aliases(owner: JsNode, text: string): readonly string[] {
    const known = this.#aliasNames.get(owner);
    if (known) return known;
    const names = new Set<string>();
    for (let index = text.indexOf('= this'); index >= 0 && names.size < MAX_ALIASES; index = text.indexOf('= this', index + 6)) {
      const name = /^ this\b(?![.[(?])/.test(text.slice(index + 1, index + 8)) ? /[\w$]{1,40}(?=\s{0,4}$)/.exec(text.slice(Math.max(0, index - 44), index))?.[0] : undefined;
      if (name !== undefined) names.add(name);
    }
    const found = [...names];
    this.#aliasNames.set(owner, found);
    return found;
  }

  #isOfOwner(object: JsNode | null, owner: JsNode): boolean {
    if (object?.type === 'ThisExpression') return ownerOfThis(object, this.#bindings) === owner;
    const held = object?.type === 'Identifier' ? thisHeldBy(object, this.#bindings) : null;
    return held !== null && ownerOfThis(held, this.#bindings) === owner;
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
    if (parent.type === 'AssignmentExpression') return this.#assignedReads(fn, parent);
    const name = parent.type === 'Property' || parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition' ? keyName(parent) : null;
    if (name === null) return [];
    if (parent.type === 'Property') return parent.parent ? [...this.#memberReads(parent.parent, name), ...this.thisMembers(parent.parent, name)] : [];
    const owner = enclosingClass(parent);
    if (owner && parent['kind'] === 'constructor') return this.#makersOf(owner);
    return owner ? [...this.thisMembers(owner, name), ...this.#instanceReads(owner, name)] : [];
  }

  /** Of `name = function`: reads of the variable. Of `Name.prototype.run = function`: `this.run` and `new Name().run`. */
  #assignedReads(fn: JsNode, assignment: JsNode): readonly JsNode[] {
    const left = child(assignment, 'left');
    const name = isMember(left) ? nameOf(child(left, 'property')) : null;
    const owner = name !== null ? ownerOfFunction(fn, this.#bindings) : null;
    return owner && name !== null && owner !== fn ? [...this.thisMembers(owner, name), ...this.#instanceReads(owner, name)] : this.#readsOf(left);
  }

  #readsOf(id: JsNode | null): readonly JsNode[] {
    const variable = id?.type === 'Identifier' ? this.#bindings.variable(id) : null;
    return variable ? this.#bindings.reads(variable) : [];
  }

  /** `new Name()` of a class: its name where it is made, which is where its constructor is called. */
  #makersOf(owner: JsNode): readonly JsNode[] {
    return classNames(owner, this.#bindings).flatMap((id) => this.#readsOf(id)).flatMap((read) => {
      const { parent } = read;
      if (parent?.type === 'NewExpression' && parent['callee'] === read) return [read];
      return parent?.['superClass'] === read ? this.#superCalls(parent) : [];
    }).slice(0, MAX_SITES);
  }

  /** `super(…)` in the constructor of a class. */
  #superCalls(heir: JsNode): readonly JsNode[] {
    const fn = constructorOf(heir);
    const index = fn ? this.#text.slice(...fn.range).indexOf('super(') : -1;
    const callee = fn && index >= 0 ? this.nodeAt(fn.range[0] + index) : null;
    return callee?.type === 'Super' ? [callee] : [];
  }

  /** `o.name` where `o` is the variable that holds an object literal or instance. */
  #memberReads(object: JsNode, name: string): JsNode[] {
    const holder = wrapped(object).parent;
    const id = holder?.type === 'VariableDeclarator' ? child(holder, 'id') : null;
    return this.#readsOf(id).flatMap((read) => chained(read, name));
  }

  #instanceReads(owner: JsNode, name: string): JsNode[] {
    const ids = [...classNames(owner, this.#bindings), ...(owner.parent?.type === 'VariableDeclarator' ? [child(owner.parent, 'id')] : [])];
    const out: JsNode[] = [];
    for (const read of new Set(ids.flatMap((id) => this.#readsOf(id).slice(0, LIMITS.writes)))) {
      const made = read.parent;
      // A static member.
      if (isMember(made) && made['object'] === read && nameOf(child(made, 'property')) === name) out.push(made);
      if (made?.type !== 'NewExpression' || made['callee'] !== read) continue;
      const direct = chained(wrapped(made), name);
      out.push(...(direct.length > 0 ? direct : this.#memberReads(made, name)));
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

/** Calls in a row of which each may answer with the object itself: `new Request().to(url).send(data)`. */
const MAX_CHAIN = 12;

/** `object.name`, also behind other methods of the object in the same chain. */
function chained(object: JsNode, name: string): JsNode[] {
  const out: JsNode[] = [];
  let at = object;
  for (let link = 0; link < MAX_CHAIN; link += 1) {
    const member = at.parent;
    if (!isMember(member) || member['object'] !== at) break;
    if (nameOf(child(member, 'property')) === name) out.push(member);
    const call = member.parent;
    if (!isCall(call) || call['callee'] !== member) break;
    at = wrapped(call);
  }
  return out;
}
