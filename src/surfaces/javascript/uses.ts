import { calledBy, calleeOf, child, children, enclosingClass, enclosingFunction, findNodeAt, isCall, isClass, isMember, memberName, nameOf, objectOf, wrapped, writtenText } from './ast.ts';
import type { JsNode } from './ast.ts';
import { keyName } from './bindings.ts';
import type { Bindings, Variable } from './bindings.ts';
import { LIMITS } from './budget.ts';
import { classesAbove, classNames, constructorOf } from './class-members.ts';
import type { Budget } from './budget.ts';
import { superCallsOf } from './statements.ts';
import { ITERATING } from './tables/callbacks.ts';
import { holderOf } from './constant-holders.ts';
import { literalMember, ownerOfFunction, ownerOfThis, thisHeldBy } from './this-owner.ts';
import { ThisPlaces } from './this-places.ts';
import { placesOf } from './words.ts';

export const MAX_SITES = 64;
const MAX_MEMBERS = 500;
const NO_NODES: readonly JsNode[] = [];
const PATTERN_OF_THIS = /\}\s{0,4}=\s{0,4}this\b(?![.[(?])/g;
/** What follows `this` where it is an argument, or is spread. */
const BEHIND_WHOLE_THIS = /^[,)}\s]\s{0,9}[^.[(\s]/;
const WRITING: ReadonlySet<string> = new Set(['=', '??=', '||=']);
const ADDING: ReadonlySet<string> = new Set(['+=']);
const MAX_COMPUTED = 256;
const MAX_MAKERS = 8;
/** Classes that inherit from one. */
const MAX_HEIRS = 16;
/** Functions in each other that make a class: `class A extends Logging(Sending(Base))`. */
const MAX_MIXINS = 4;

/** Where `this` stands as an argument or is spread, of the first 64. */
function wholePlaces(text: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf('this'); at >= 0 && places.length < MAX_SITES; at = text.indexOf('this', at + 4)) {
    const before = text[at - 1];
    if ((before === '(' || (before === '.' && text.startsWith('...', at - 3))) && BEHIND_WHOLE_THIS.test(text.slice(at + 4, at + 16))) places.push(at);
  }
  return places;
}

/** Where functions are called and members of classes are read: the ways that scopes do not tell. */
export class Uses {
  readonly #root: JsNode;
  readonly #text: string;
  readonly #keys: Readonly<Record<string, readonly string[]>> | undefined;
  readonly #bindings: Bindings;
  readonly #budget: Budget;
  readonly #sites = new Map<JsNode, readonly JsNode[]>();
  /** By the name of the member, then by its owner. */
  readonly #members = new Map<string, ReadonlyMap<JsNode, readonly JsNode[]>>();
  readonly #ofObjects = new Map<JsNode, ReadonlyMap<string, readonly JsNode[]>>();
  readonly #ofClasses = new Map<JsNode, readonly JsNode[]>();
  #places: ThisPlaces | null = null;
  #patterns: ReadonlyMap<JsNode, readonly JsNode[]> | null = null;
  #makers = 0;
  readonly #lists = new Map<JsNode, readonly JsNode[]>();
  #wholes: ReadonlyMap<JsNode, readonly JsNode[]> | null = null;
  #computed: ReadonlyMap<string, readonly JsNode[]> | null = null;
  #assigned: ReadonlyMap<JsNode, readonly JsNode[]> | null = null;
  readonly #heirs = new Map<JsNode, readonly JsNode[]>();
  readonly #instances = new Map<JsNode, readonly JsNode[]>();

  constructor(root: JsNode, text: string, keys: Readonly<Record<string, readonly string[]>> | undefined, bindings: Bindings, budget: Budget) {
    this.#root = root;
    this.#text = text;
    this.#keys = keys;
    this.#bindings = bindings;
    this.#budget = budget;
  }

  /** The innermost node there; of the text of a template, the template. */
  nodeAt(index: number): JsNode | null {
    const node = index >= this.#root.range[0] && index < this.#root.range[1] ? findNodeAt(this.#root, index, this.#keys) : null;
    return node?.type === 'TemplateElement' ? (node.parent ?? node) : node;
  }

  /** Where `this.name` of an owner stands, also by a variable that holds `this`. Found by text, confirmed by the tree. */
  thisMembers(owner: JsNode, name: string): readonly JsNode[] {
    let known = this.#members.get(name);
    if (!known) this.#members.set(name, (known = this.#membersNamed(name)));
    return known.get(owner) ?? NO_NODES;
  }

  /** Members of that name by whose they are. */
  #membersNamed(name: string): ReadonlyMap<JsNode, readonly JsNode[]> {
    this.#places ??= new ThisPlaces(this.#text);
    const owned = new Map<JsNode, JsNode[]>();
    for (const index of this.#places.of(name)) {
      const member = this.nodeAt(index)?.parent;
      if (isMember(member) && memberName(member) === name) this.#addTo(owned, member);
    }
    this.#computed ??= this.#computedMembers();
    for (const member of this.#computed.get(name) ?? NO_NODES) this.#addTo(owned, member);
    return owned;
  }

  #addTo(owned: Map<JsNode, JsNode[]>, member: JsNode): void {
    const owner = this.#ownerOf(objectOf(member));
    const members = owner ? owned.get(owner) : undefined;
    if (owner && !members) owned.set(owner, [member]);
    else if (members && members.length < MAX_MEMBERS) members.push(member);
    else if (members && owner) this.#budget.cut('references', owner.range);
  }

  /** `this['name']` and `this[NAME]` with a constant, by the name; of the first 256. */
  #computedMembers(): ReadonlyMap<string, readonly JsNode[]> {
    const members = new Map<string, JsNode[]>();
    const places = placesOf(this.#text, 'this[', MAX_COMPUTED);
    if (places.length === MAX_COMPUTED) this.#budget.cut('references', this.#root.range);
    for (const index of places) {
      const member = this.nodeAt(index)?.parent;
      const name = isMember(member) && member['computed'] === true ? this.#constantName(child(member, 'property')) : null;
      const known = name === null ? undefined : members.get(name);
      if (known && member) known.push(member);
      else if (name !== null && member) members.set(name, [member]);
    }
    return members;
  }

  /** A literal, or the variable of one. */
  #constantName(node: JsNode | null): string | null {
    const value = node?.type === 'Identifier' ? this.#bindings.initOf(node) : node;
    return writtenText(value);
  }

  /** `const { name } = this` inside of an owner: the patterns; at most 64. */
  thisPatterns(owner: JsNode): readonly JsNode[] {
    this.#patterns ??= this.#patternsOfThis();
    return this.#patterns.get(owner) ?? NO_NODES;
  }

  /** `this` of an owner where it is an argument or spread: `JSON.stringify(this)`, `{ ...this }`; at most 64 of a file. */
  wholeThis(owner: JsNode): readonly JsNode[] {
    this.#wholes ??= this.#wholesOfThis();
    return this.#wholes.get(owner) ?? NO_NODES;
  }

  #wholesOfThis(): ReadonlyMap<JsNode, readonly JsNode[]> {
    const owned = new Map<JsNode, JsNode[]>();
    for (const index of wholePlaces(this.#text)) {
      const node = this.nodeAt(index);
      const owner = node?.type === 'ThisExpression' ? ownerOfThis(node, this.#bindings) : null;
      const wholes = owner ? owned.get(owner) : undefined;
      if (wholes && node) wholes.push(node);
      else if (owner && node) owned.set(owner, [node]);
    }
    return owned;
  }

  #patternsOfThis(): ReadonlyMap<JsNode, readonly JsNode[]> {
    const owned = new Map<JsNode, JsNode[]>();
    for (const { index } of this.#text.matchAll(PATTERN_OF_THIS)) {
      const pattern = this.nodeAt(index);
      const init = pattern?.type === 'ObjectPattern' && pattern.parent?.type === 'VariableDeclarator' ? child(pattern.parent, 'init') : null;
      const owner = init?.type === 'ThisExpression' ? ownerOfThis(init, this.#bindings) : null;
      const patterns = owner ? owned.get(owner) : undefined;
      if (owner && pattern && !patterns) owned.set(owner, [pattern]);
      else if (patterns && pattern && patterns.length < MAX_SITES) patterns.push(pattern);
    }
    return owned;
  }

  /** Values that are assigned to `this.name` of an owner; at most 16. */
  thisWrites(owner: JsNode, name: string): readonly JsNode[] {
    const written = this.#rightSides(owner, name, WRITING);
    this.#assigned ??= this.#assignedToThis();
    const literals = this.#assigned.get(owner);
    return (literals ? [...written, ...literals.flatMap((literal) => literalMember(literal, name) ?? [])] : written).slice(0, LIMITS.writes);
  }

  /** Values that are added to `this.name` of an owner: `this.command += value`; at most 16. */
  thisAdditions(owner: JsNode, name: string): readonly JsNode[] {
    return this.#rightSides(owner, name, ADDING).slice(0, LIMITS.writes);
  }

  #rightSides(owner: JsNode, name: string, operators: ReadonlySet<string>): readonly JsNode[] {
    return this.thisMembers(owner, name).flatMap((member) => {
      const assignment = member.parent;
      return assignment?.type === 'AssignmentExpression' && assignment['left'] === member && operators.has(String(assignment['operator'])) ? (child(assignment, 'right') ?? []) : [];
    });
  }

  /** `Object.assign(this, { … })`: the literals by whose members they become. */
  #assignedToThis(): ReadonlyMap<JsNode, readonly JsNode[]> {
    const owned = new Map<JsNode, JsNode[]>();
    for (const index of placesOf(this.#text, 'Object.assign(this', MAX_SITES)) {
      const call = this.nodeAt(index)?.parent?.parent;
      const [target, ...given] = isCall(call) ? children(call, 'arguments').slice(0, LIMITS.writes) : [];
      const owner = target?.type === 'ThisExpression' ? ownerOfThis(target, this.#bindings) : null;
      const literals = given.filter((node) => node?.type === 'ObjectExpression').filter((node) => node !== null);
      if (owner && literals.length > 0) owned.set(owner, [...(owned.get(owner) ?? []), ...literals]);
    }
    return owned;
  }

  /** Classes of this file that inherit from one, also through functions that make classes; at most 16. */
  heirsOf(owner: JsNode): readonly JsNode[] {
    const known = this.#heirs.get(owner);
    if (known) return known;
    const family = [owner];
    for (let index = 0; isClass(owner) && index < family.length && family.length <= MAX_HEIRS; index += 1) {
      for (const heir of this.#directHeirs(family[index] as JsNode)) if (!family.includes(heir) && family.length <= MAX_HEIRS) family.push(heir);
    }
    const heirs = family.slice(1);
    this.#heirs.set(owner, heirs);
    return heirs;
  }

  #directHeirs(owner: JsNode): readonly JsNode[] {
    const outer = wrapped(owner).parent;
    const maker = outer?.type === 'ArrowFunctionExpression' ? outer : outer?.type === 'ReturnStatement' ? enclosingFunction(outer) : null;
    const names = [...classNames(owner, this.#bindings), ...(outer?.type === 'VariableDeclarator' ? [child(outer, 'id')] : [])];
    return [...names.flatMap((id) => this.#readsOf(id)), ...(maker ? this.callSites(maker) : [])].flatMap((read) => {
      let base = read;
      for (let depth = 0; depth < MAX_MIXINS && isCall(base.parent) && base.parent['callee'] !== base; depth += 1) base = base.parent;
      return base.parent?.['superClass'] === base ? [base.parent] : [];
    });
  }

  /** `new Name()` of a class or of a function that makes objects; at most 64. */
  instancesOf(owner: JsNode): readonly JsNode[] {
    const known = this.#instances.get(owner);
    if (known) return known;
    const holder = wrapped(owner).parent;
    const names = [...classNames(owner, this.#bindings), ...(isClass(owner) ? [] : [child(owner, 'id')]), ...(holder?.type === 'VariableDeclarator' ? [child(holder, 'id')] : [])];
    const made = new Set(names.flatMap((id) => this.#readsOf(id)).flatMap(({ parent }) => (parent?.type === 'NewExpression' && names.length > 0 ? [parent] : [])));
    const found = [...made].filter((node) => calleeOf(node)?.type === 'Identifier').slice(0, MAX_SITES);
    this.#instances.set(owner, found);
    return found;
  }

  #ownerOf(object: JsNode | null): JsNode | null {
    if (object?.type === 'ThisExpression') return ownerOfThis(object, this.#bindings);
    const held = object?.type === 'Identifier' ? thisHeldBy(object, this.#bindings) : null;
    return held && ownerOfThis(held, this.#bindings);
  }

  /** Where a function of this file is called (a getter: where it is read; a setter: where it is assigned to), at most 65: one more than anybody follows. */
  callSites(fn: JsNode): readonly JsNode[] {
    const known = this.#sites.get(fn);
    if (known) return known;
    // A method may answer with an object of its own class.
    this.#sites.set(fn, NO_NODES);
    const sites: JsNode[] = [];
    const kind = fn.parent?.['value'] === fn ? fn.parent['kind'] : null;
    for (const callee of this.#names(fn)) {
      const call = kind === 'get' ? callee : kind === 'set' ? writing(callee) : calledBy(callee);
      if (!call) continue;
      sites.push(call);
      if (sites.length > MAX_SITES) break;
    }
    this.#sites.set(fn, sites);
    return sites;
  }

  /** Lists whose items a function gets that is given away by its name: `names.map(read)`; at most 16. */
  listsOf(fn: JsNode): readonly JsNode[] {
    const known = this.#lists.get(fn);
    if (known) return known;
    const lists = this.#names(fn).flatMap((name) => {
      const call = name.parent;
      const callee = isCall(call) && children(call, 'arguments')[0] === name ? calleeOf(call) : null;
      return isMember(callee) && ITERATING.has(memberName(callee) ?? '') ? (objectOf(callee) ?? []) : [];
    }).slice(0, LIMITS.writes);
    this.#lists.set(fn, lists);
    return lists;
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
    return owner ? this.#readsOfMember(owner, name) : [];
  }

  /** Of `name = function`: reads of the variable. Of `Name.prototype.run = function`: `this.run` and `new Name().run`. */
  #assignedReads(fn: JsNode, assignment: JsNode): readonly JsNode[] {
    const left = child(assignment, 'left');
    const name = isMember(left) ? memberName(left) : null;
    const owner = name !== null ? ownerOfFunction(fn, this.#bindings) : null;
    return owner && name !== null && owner !== fn ? this.#readsOfMember(owner, name) : this.#readsOf(left);
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
      const heir = parent?.['superClass'] === read ? constructorOf(parent) : null;
      return heir ? superCallsOf(heir) : [];
    }).slice(0, MAX_SITES);
  }

  /** `o.name` where `o` is the variable that holds an object literal or instance, or what a function answers with. */
  #memberReads(object: JsNode, name: string): readonly JsNode[] {
    let known = this.#ofObjects.get(object);
    if (!known) {
      const holder = wrapped(object).parent;
      const maker = holder?.type === 'ReturnStatement' ? enclosingFunction(holder) : holder?.type === 'ArrowFunctionExpression' ? holder : null;
      known = byMember(maker ? this.#madeBy(maker) : this.#heldReads(object));
      this.#ofObjects.set(object, known);
    }
    return known.get(name) ?? NO_NODES;
  }

  /** What a function answers with, where it is called. Makers of makers are followed 8 deep. */
  #madeBy(maker: JsNode): readonly JsNode[] {
    if (this.#makers >= MAX_MAKERS) {
      this.#budget.cut('depth', maker.range);
      return NO_NODES;
    }
    this.#makers += 1;
    const made = this.callSites(maker).slice(0, LIMITS.writes).flatMap((call) => [call, ...this.#heldReads(call)]);
    this.#makers -= 1;
    return made;
  }

  /** Reads of the variable that is declared with a value. */
  #heldReads(value: JsNode): readonly JsNode[] {
    const holder = wrapped(value).parent;
    return this.#readsOf(holder?.type === 'VariableDeclarator' ? child(holder, 'id') : null);
  }

  /** `Name.name`, and `o.name` where `o` is made of the class. */
  #instanceReads(owner: JsNode, name: string): readonly JsNode[] {
    let reads = this.#ofClasses.get(owner);
    if (!reads) {
      const ids = [...classNames(owner, this.#bindings), ...(owner.parent?.type === 'VariableDeclarator' ? [child(owner.parent, 'id')] : [])];
      reads = [...new Set(ids.flatMap((id) => this.#readsOf(id).slice(0, LIMITS.writes)))];
      this.#ofClasses.set(owner, reads);
    }
    const out: JsNode[] = [];
    for (const read of reads) {
      const made = read.parent;
      // A static member.
      if (isMember(made) && made['object'] === read && memberName(made) === name) out.push(made);
      if (made?.type !== 'NewExpression' || made['callee'] !== read) continue;
      const direct = chainOf(wrapped(made)).filter((member) => memberName(member) === name);
      out.push(...(direct.length > 0 ? direct : this.#memberReads(made, name)));
    }
    return out;
  }

  /** Reads of a member that a class defines, by `this`, by the class and by what is made of it. */
  memberReads(definition: JsNode): readonly JsNode[] {
    const owner = enclosingClass(definition);
    const name = keyName(definition);
    return owner && name !== null ? this.#readsOfMember(owner, name) : [];
  }

  #readsOfMember(owner: JsNode, name: string): readonly JsNode[] {
    const above = isClass(owner) ? classesAbove(owner, this.#bindings).flatMap((each) => this.thisMembers(each, name)) : NO_NODES;
    return [...this.thisMembers(owner, name), ...above, ...this.#instanceReads(owner, name)];
  }

  /** A literal, and the reads of the constant that holds it or an object with it, each of which stands for it; at most 17. */
  placesOf(literal: JsNode): readonly JsNode[] {
    const holder = holderOf(literal);
    if (!holder) return [literal];
    const reads = this.#readsOf(holder.id);
    const places = holder.member === null ? reads : reads.flatMap(({ parent }) => (isMember(parent) && memberName(parent) === holder.member ? [parent] : []));
    return [literal, ...places.slice(0, LIMITS.writes)];
  }

  /** Reads of a variable; of a global name when it is not declared. */
  readsOf(identifier: JsNode): readonly JsNode[] {
    const variable: Variable | null = this.#bindings.variable(identifier);
    if (variable) return this.#bindings.reads(variable);
    const reads = this.#bindings.globalReferences(nameOf(identifier) ?? '');
    return reads.length <= MAX_MEMBERS ? reads.filter((read) => read !== identifier) : [];
  }
}

/** Members that expressions stand in as the object, by name. */
function byMember(reads: readonly JsNode[]): ReadonlyMap<string, readonly JsNode[]> {
  const members = new Map<string, JsNode[]>();
  for (const member of reads.flatMap(chainOf)) {
    const name = memberName(member);
    const known = name === null ? undefined : members.get(name);
    if (known) known.push(member);
    else if (name !== null) members.set(name, [member]);
  }
  return members;
}

/** The assignment that an expression is the target of. */
function writing(target: JsNode): JsNode | null {
  const { parent } = target;
  return parent?.type === 'AssignmentExpression' && parent['left'] === target ? parent : null;
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

/** `object.name`, and what is behind it in the same chain. */
function chainOf(object: JsNode): readonly JsNode[] {
  const out: JsNode[] = [];
  let at = object;
  for (let link = 0; link < MAX_CHAIN; link += 1) {
    const member = at.parent;
    if (!isMember(member) || member['object'] !== at) break;
    out.push(member);
    const call = member.parent;
    if (!isCall(call) || call['callee'] !== member) break;
    at = wrapped(call);
  }
  return out;
}
