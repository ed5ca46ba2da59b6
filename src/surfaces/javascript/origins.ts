import { chainLinks, child, children, enclosingClass, isCall, isFunction, isMember, isWrapper, lastName, nameOf, unwrap } from './ast.ts';
import type { JsNode } from './ast.ts';
import { REST } from './bindings.ts';
import type { Bindings, Variable } from './bindings.ts';
import { LIMITS } from './budget.ts';
import type { Budget } from './budget.ts';
import { constructorOf, exportedBy, madeClass, memberOfOwner, namedClass, namespaceOf, staticOfClass } from './class-members.ts';
import type { ThisWrites } from './class-members.ts';
import { Evaluator } from './evaluate.ts';
import type { OriginSource } from './evaluate.ts';
import { joinOrigin } from './origin-set.ts';
import { FLUENT } from './tables/servers.ts';
import { GLOBAL_MODULES, GLOBAL_OBJECTS, INTEROP, LOADERS, MODULE_ALIASES, MODULE_GLOBALS, isTimerPromise, MODULE_MEMBERS, NEUTRAL, SAME_MEMBERS } from './tables/modules.ts';
import { returnsOf } from './statements.ts';
import { isStaticPlace, ownerOfThis } from './this-owner.ts';

/** Way from a root to a value: `['child_process', 'exec']`, `['global:process', 'env']`, `['@global']` for the global object. */
export type Steps = readonly string[];

export const GLOBAL_ROOT = '@global';
export const RETURNS = '@returns';

/** The steps of a module by the name it is loaded with. */
export function moduleSteps(name: string): Steps {
  const bare = name.startsWith('node:') ? name.slice(5) : name;
  const module = MODULE_ALIASES.get(bare) ?? bare;
  return [GLOBAL_MODULES.get(module) ?? module];
}

export function globalSteps(name: string): Steps {
  return GLOBAL_OBJECTS.has(name) ? [GLOBAL_ROOT] : [`global:${name}`];
}

/** One step further: a member's name or `()`. `null` beyond the length bound. */
export function stepTo(steps: Steps, name: string): Steps | null {
  const [root = ''] = steps;
  if (steps.length === 1) {
    if (root === GLOBAL_ROOT) return name === '()' ? null : globalSteps(name);
    if (root === 'global:process' && name === 'default') return steps;
    if (!root.startsWith('global:')) {
      if (name === 'default' || SAME_MEMBERS.get(root)?.has(name) === true) return steps;
      if (MODULE_GLOBALS.get(root)?.has(name) === true) return [`global:${name}`];
      const inner = MODULE_MEMBERS.get(root)?.get(name);
      if (inner !== undefined) return [inner];
    }
  }
  const fluent = name === '()' ? FLUENT.get(root) : undefined;
  if (fluent?.has(steps.at(-1) ?? '') === true && steps.length > 1) return steps.slice(0, -1);
  if (root === RETURNS) return name === '()' ? steps.slice(1) : null;
  return steps.length > LIMITS.path ? null : [...steps, name];
}

/** Steps of a dotted name in code text, such as the body of `Function('return process.env')`. */
function dottedSteps(text: string): Steps | null {
  const match = /^\s{0,20}(?:return\s{1,20})?([\w$]{1,60}(?:\.[\w$]{1,60}){0,8})\s{0,20};?\s{0,20}$/.exec(text.slice(0, 600));
  if (!match?.[1]) return null;
  const [first = '', ...rest] = match[1].split('.');
  let steps: Steps | null = first === 'this' ? [GLOBAL_ROOT] : globalSteps(first);
  for (const name of rest) steps = steps && stepTo(steps, name);
  return steps;
}

const NONE: readonly Steps[] = [];
const NO_NODES: readonly JsNode[] = [];

/** What the uses of functions and of `this` tell; see `Uses`. */
export interface UsesOfFunctions {
  callSites(fn: JsNode): readonly JsNode[];
  listsOf(fn: JsNode): readonly JsNode[];
  thisWrites(owner: JsNode, name: string): readonly JsNode[];
  thisAdditions(owner: JsNode, name: string): readonly JsNode[];
}

/** Where a value comes from, read backwards from an expression. Parameters are not followed: the trace does that. */
export class Origins implements OriginSource {
  readonly bindings: Bindings;
  readonly budget: Budget;
  readonly evaluator: Evaluator;
  readonly #memo = new Map<JsNode, readonly Steps[]>();
  readonly #names = new Map<JsNode, readonly string[]>();
  readonly #active = new Set<JsNode>();
  #transient = new Map<JsNode, readonly Steps[]>();
  readonly #uses: UsesOfFunctions;
  readonly #writes: ThisWrites;

  constructor(bindings: Bindings, budget: Budget, uses: UsesOfFunctions) {
    this.bindings = bindings;
    this.budget = budget;
    this.#uses = uses;
    this.#writes = (owner, name) => uses.thisWrites(owner, name);
    this.evaluator = new Evaluator(bindings, budget, this);
  }

  callSites(fn: JsNode): readonly JsNode[] {
    return this.#uses.callSites(fn);
  }

  listsOf(fn: JsNode): readonly JsNode[] {
    return this.#uses.listsOf(fn);
  }

  /** Canonical names, at most 4. */
  origins(node: JsNode): readonly string[] {
    const known = this.#names.get(node);
    if (known) return known;
    const names = this.steps(node).filter(([root]) => root !== GLOBAL_ROOT && root !== RETURNS).map(joinOrigin);
    if (!this.#active.has(node)) this.#names.set(node, names);
    return names;
  }

  steps(node: JsNode): readonly Steps[] {
    const known = this.#memo.get(node);
    if (known) return known;
    const cut = this.#transient.get(node);
    if (cut) return cut;
    if (this.#active.has(node)) return NONE;
    if (this.#active.size === 0) for (const link of chainLinks(node)) this.#read(link);
    if (this.#active.size >= LIMITS.depth) {
      this.budget.cut('depth', node.range);
      return NONE;
    }
    return this.budget.spend(1, node.range) ? this.#read(node) : NONE;
  }

  #read(node: JsNode): readonly Steps[] {
    const cuts = this.budget.cuts;
    this.#active.add(node);
    const found = unique(this.#compute(node)).slice(0, LIMITS.alternatives);
    this.#active.delete(node);
    // A result that a bound has cut holds only for this question: a later one may start nearer.
    if (this.budget.cuts === cuts) this.#memo.set(node, found);
    else this.#transient.set(node, found);
    if (this.#active.size === 0 && this.#transient.size > 0) this.#transient = new Map();
    return found;
  }

  #compute(node: JsNode): readonly Steps[] {
    if (isWrapper(node)) return this.#of(child(node, 'expression') ?? child(node, 'argument'));
    if (isMember(node)) return this.#member(node);
    if (isCall(node)) return this.#call(node);
    switch (node.type) {
      case 'Identifier':
        return this.#identifier(node);
      case 'MetaProperty':
        return nameOf(child(node, 'meta')) === 'import' ? [['global:import', 'meta']] : NONE;
      case 'ImportExpression': {
        const name = this.#constant(child(node, 'source'));
        return name === null ? NONE : [moduleSteps(name)];
      }
      case 'SequenceExpression':
        return this.#of(children(node, 'expressions').at(-1) ?? null);
      case 'AssignmentExpression':
        return this.#of(child(node, 'right'));
      case 'ConditionalExpression':
        return [...this.#of(child(node, 'consequent')), ...this.#of(child(node, 'alternate'))];
      case 'LogicalExpression':
        return node['operator'] === '&&' ? this.#of(child(node, 'right')) : [...this.#of(child(node, 'left')), ...this.#of(child(node, 'right'))];
      case 'TaggedTemplateExpression':
        return this.#then(this.#of(child(node, 'tag')), '()');
      default:
        return NONE;
    }
  }

  #of(node: JsNode | null): readonly Steps[] {
    return node ? this.steps(node) : NONE;
  }

  #then(all: readonly Steps[], name: string): readonly Steps[] {
    return all.map((steps) => stepTo(steps, name)).filter((steps) => steps !== null);
  }

  #constant(node: JsNode | null): string | null {
    return node ? this.evaluator.constant(node) : null;
  }

  #identifier(node: JsNode): readonly Steps[] {
    const variable = this.bindings.variable(node);
    if (!variable) return [globalSteps(nameOf(node) ?? '')];
    const definition = variable.defs[0];
    if (definition?.type === 'ImportBinding') return importSteps(definition.node, definition.parent ?? null, this.evaluator);
    return this.#written(variable);
  }

  #written(variable: Variable): readonly Steps[] {
    const out: Steps[] = [];
    for (const write of this.bindings.writes(variable)) {
      if (write.isAddition || write.kind === 'element' || write.kind === 'key') continue;
      const [first] = write.path;
      const isOfThis = write.value.type === 'ThisExpression' && first !== undefined;
      let all = isOfThis ? this.#of(this.thisMember(write.value, first)) : this.steps(write.value);
      if (all.length === 0) {
        const value = write.path.length > 0 ? this.evaluator.valueOfWrite(write, null) : null;
        if (value?.k === 'unknown' && value.node !== write.at) out.push(...this.steps(value.node));
        continue;
      }
      for (const name of isOfThis ? write.path.slice(1) : write.path) all = name === REST ? NONE : this.#then(all, name);
      out.push(...all);
    }
    return out;
  }

  #member(node: JsNode): readonly Steps[] {
    const object = child(node, 'object');
    const name = this.evaluator.propertyName(node);
    if (!object) return NONE;
    if (object.type === 'ThisExpression') return this.#of(this.thisMember(node, name));
    const all = this.steps(object);
    if (name === null) return NONE;
    if (all.length > 0) return this.#then(all, name);
    return this.#valueSteps(node);
  }

  /** Through object and array literals and maps: the evaluator's unknown value names the node it came from. */
  #valueSteps(node: JsNode): readonly Steps[] {
    const value = this.evaluator.evaluate(node);
    return value.k === 'unknown' && value.node !== node ? this.steps(value.node) : NONE;
  }

  #call(node: JsNode): readonly Steps[] {
    const callee = child(node, 'callee');
    if (!callee) return NONE;
    if (callee.type === 'Import') {
      const name = this.#constant(children(node, 'arguments')[0] ?? null);
      return name === null ? NONE : [moduleSteps(name)];
    }
    if (INTEROP.has(lastName(callee) ?? '')) return this.#of(children(node, 'arguments')[0] ?? null);
    const out: Steps[] = [];
    for (const steps of this.steps(callee)) {
      const made = this.resultOf(steps, node);
      if (made) out.push(...made);
      else out.push(...this.#then([steps], '()'));
    }
    if (out.length > 0) return out;
    const fn = this.localFunction(callee);
    if (fn) return returnsOf(fn).flatMap((value) => this.steps(value));
    return isMember(callee) && this.evaluator.propertyName(callee) === 'get' ? this.#valueSteps(node) : NONE;
  }

  /** What calling a special function gives; `null` when it is an ordinary one. */
  resultOf(steps: Steps, node: JsNode, name: string = joinOrigin(steps)): readonly Steps[] | null {
    const [first, second] = children(node, 'arguments');
    if (LOADERS.has(name)) {
      const module = this.#constant(first ?? null);
      return module === null ? NONE : [moduleSteps(module)];
    }
    if (NEUTRAL.has(name)) return this.#of(first ?? null).filter((wrapped) => !isTimerPromise(name, joinOrigin(wrapped)));
    if (name === 'global:Reflect.get') {
      const member = this.#constant(second ?? null);
      return member === null ? NONE : this.#then(this.#of(first ?? null), member);
    }
    if (name === 'global:Reflect.apply' || name === 'global:Reflect.construct') return this.#then(this.#of(first ?? null), '()');
    if (name === 'global:eval' || name === 'global:Function') {
      const code = this.#constant(children(node, 'arguments').at(-1) ?? null);
      const named = code === null ? null : dottedSteps(code);
      if (!named) return null;
      return [name === 'global:eval' ? named : [RETURNS, ...named]];
    }
    const last = steps.at(-1);
    if (steps.length > 1 && last === 'bind') return [steps.slice(0, -1)];
    if (steps.length > 1 && (last === 'call' || last === 'apply')) return this.#then([steps.slice(0, -1)], '()');
    return null;
  }

  /** The function of this file that a callee names: a declaration, a constant, a method of an object literal or class. */
  localFunction(callee: JsNode): JsNode | null {
    if (isFunction(callee)) return callee;
    if (callee.type === 'Identifier') {
      const variable = this.bindings.variable(callee);
      if (variable?.defs[0]?.type === 'ClassName') return constructorOf(variable.defs[0].node);
      return variable ? (this.bindings.functionOf(variable) ?? this.#functionValue(callee)) : null;
    }
    if (isMember(callee)) {
      if (child(callee, 'object')?.type === 'ThisExpression') {
        const member = this.thisMember(callee, this.evaluator.propertyName(callee));
        return isFunction(member) ? member : null;
      }
      return this.#functionValue(callee);
    }
    if (isCall(callee)) return this.#functionValue(callee);
    if (callee.type === 'Super') return this.#superConstructor(callee);
    const inner = unwrap(callee);
    return inner === callee ? null : this.localFunction(inner);
  }

  #superConstructor(callee: JsNode): JsNode | null {
    const heir = enclosingClass(callee);
    const name = heir && child(heir, 'superClass');
    const above = name && namedClass(name, this.bindings);
    return above && constructorOf(above);
  }

  /** The functions of a small table of this file that a callee picks by a key which is not known: `table[name](x)`. */
  tableFunctions(callee: JsNode): readonly JsNode[] {
    const table = isMember(callee) && callee['computed'] === true ? child(callee, 'object') : null;
    const value = table && this.evaluator.propertyName(callee) === null ? this.evaluator.evaluate(table) : null;
    if (value?.k !== 'object' || children(value.node, 'properties').length > MAX_TABLE) return [];
    return children(value.node, 'properties').flatMap((property) => {
      const held = property ? child(property, 'value') : null;
      return (held && this.localFunction(held)) ?? [];
    });
  }

  #functionValue(node: JsNode): JsNode | null {
    const value = this.evaluator.evaluate(node);
    return value.k === 'fn' ? value.node : null;
  }

  /** The value of `Name.field` for a static member of a class of this file, of what a namespace exports, and of `object.field` for an object of one. */
  staticMember(node: JsNode): JsNode | null {
    const object = child(node, 'object');
    const owner = object ? namedClass(object, this.bindings) : null;
    const made = object && !owner ? madeClass(object, this.bindings) : null;
    const space = object && !owner && !made ? namespaceOf(object, this.bindings) : null;
    const name = owner || made || space ? this.evaluator.propertyName(node) : null;
    if (name === null) return null;
    if (space) return exportedBy(space, name);
    return owner ? staticOfClass(owner, name) : made && memberOfOwner(made, name, this.evaluator, this.#writes);
  }

  /** The value of `this.name`: a field, a method, a getter's answer, or what the constructor or a method assigns. */
  thisMember(place: JsNode, name: string | null): JsNode | null {
    const owner = name === null ? null : ownerOfThis(place, this.bindings);
    return owner && name !== null ? memberOfOwner(owner, name, this.evaluator, this.#writes, isStaticPlace(place, owner)) : null;
  }

  /** Other values that are written into `this.name`; at most 16. */
  thisWrites(place: JsNode, name: string): readonly JsNode[] {
    const owner = ownerOfThis(place, this.bindings);
    return owner ? this.#writes(owner, name) : NO_NODES;
  }

  /** Values that are added to `this.name`; at most 16. */
  thisAdditions(place: JsNode, name: string): readonly JsNode[] {
    const owner = ownerOfThis(place, this.bindings);
    return owner ? this.#uses.thisAdditions(owner, name) : NO_NODES;
  }
}

/** Steps of an imported name. */
export function importSteps(specifier: JsNode, declaration: JsNode | null, evaluator: Evaluator): readonly Steps[] {
  if (specifier.type === 'TSImportEqualsDeclaration') {
    const reference = child(specifier, 'moduleReference');
    const expression = reference ? child(reference, 'expression') : null;
    const name = expression ? evaluator.constant(expression) : null;
    return name === null ? NONE : [moduleSteps(name)];
  }
  const source = declaration ? child(declaration, 'source') : null;
  const module = typeof source?.['value'] === 'string' ? moduleSteps(source['value']) : null;
  if (!module) return NONE;
  if (specifier.type !== 'ImportSpecifier') return [module];
  const imported = child(specifier, 'imported');
  const name = nameOf(imported) ?? (typeof imported?.['value'] === 'string' ? imported['value'] : null);
  const steps = name === null ? null : stepTo(module, name);
  return steps ? [steps] : NONE;
}

const MAX_TABLE = 16;

function unique(all: readonly Steps[]): readonly Steps[] {
  if (all.length < 2) return all;
  const seen = new Set<string>();
  return all.filter((steps) => {
    const key = steps.join('\u0000');
    return !seen.has(key) && seen.add(key);
  });
}
