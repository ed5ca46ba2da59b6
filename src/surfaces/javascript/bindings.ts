import { child, children, isFunction, isNode, nameOf, unwrap, writtenText } from './ast.ts';
import type { JsNode } from './ast.ts';

/** The parts of a scope manager that both eslint-scope and typescript-eslint offer. */
export interface Reference {
  readonly identifier: JsNode;
  readonly resolved: Variable | null;
  readonly writeExpr?: JsNode | null;
  readonly isTypeReference?: boolean;
  readonly isValueReference?: boolean;
  isRead(): boolean;
  isWrite(): boolean;
}
export interface Definition {
  readonly type: string;
  readonly name: JsNode;
  readonly node: JsNode;
  readonly parent?: JsNode | null;
}
export interface Variable {
  readonly name: string;
  readonly defs: readonly Definition[];
  readonly references: readonly Reference[];
  readonly scope: Scope;
}
interface Scope {
  readonly type: string;
  readonly block: JsNode;
  readonly upper: Scope | null;
  readonly set: ReadonlyMap<string, Variable>;
  readonly variables: readonly Variable[];
  readonly through: readonly Reference[];
}
export interface ScopeManager {
  readonly scopes: readonly Scope[];
  acquire(node: JsNode, inner?: boolean): Scope | null;
}

/** A value written to a variable: the expression and the way through a pattern (`{ a: [b] }` gives `a`, `0`). */
export interface Write {
  readonly value: JsNode;
  readonly path: readonly string[];
  /** `for (const x of value)`: an element; `in`: a key; `rest`: what a pattern left over. */
  readonly kind: 'value' | 'element' | 'key' | 'rest';
  /** `+=`: added to what was there. */
  readonly isAddition: boolean;
  /** A default inside a pattern or parameter: used only when nothing was given. */
  readonly isDefault: boolean;
  readonly at: JsNode;
}

export const REST = '...';

/** Scope facts of a file: which variable an identifier means, who writes it, which names are nobody's. */
export class Bindings {
  readonly #manager: ScopeManager;
  #globals: Map<string, JsNode[]> | undefined;
  readonly #variables = new Map<JsNode, { readonly variable: Variable | null }>();
  readonly #writes = new Map<Variable, readonly Write[]>();
  readonly #reassigned = new Map<Variable, boolean>();

  constructor(manager: ScopeManager) {
    this.#manager = manager;
  }

  /** Identifiers that refer to an undeclared (so global) name. */
  globalReferences(name: string): readonly JsNode[] {
    this.#globals ??= globalReferences(this.#manager);
    return this.#globals.get(name) ?? [];
  }

  /** Variables of the scope a node opens, the outermost first. */
  variablesOf(node: JsNode): readonly Variable[] {
    return this.#manager.acquire(node)?.variables ?? [];
  }

  /** The variable an identifier means; `null` when nobody declares it: then it is a global. */
  variable(identifier: JsNode): Variable | null {
    const known = this.#variables.get(identifier);
    if (known) return known.variable;
    const name = nameOf(identifier) ?? '';
    let scope = this.#scopeOf(identifier);
    let variable: Variable | null = null;
    for (let depth = 0; scope && depth < 10_000; depth += 1) {
      const found = scope.set.get(name);
      if (found) {
        variable = isDeclared(found) ? found : null;
        break;
      }
      scope = scope.upper;
    }
    this.#variables.set(identifier, { variable });
    return variable;
  }

  isGlobal(node: JsNode): boolean {
    return node.type === 'Identifier' && this.variable(node) === null;
  }

  #scopeOf(node: JsNode): Scope | null {
    let current: JsNode | null = node;
    let from: JsNode | null = null;
    for (let depth = 0; current && depth < 10_000; depth += 1) {
      const isOwnName = from !== null && (current.type === 'FunctionDeclaration' || current.type === 'ClassDeclaration') && current['id'] === from;
      const scope = isOwnName ? null : this.#manager.acquire(current, true);
      if (scope) return scope;
      from = current;
      current = current.parent ?? null;
    }
    return this.#manager.scopes[0] ?? null;
  }

  /** Identifiers that read a variable, in source order. */
  reads(variable: Variable): JsNode[] {
    const out: JsNode[] = [];
    for (const reference of variable.references) {
      if (reference.isRead() && !(reference.isTypeReference === true && reference.isValueReference !== true)) out.push(reference.identifier);
    }
    return out;
  }

  /** Everything that is written to a variable, declarations first. Parameters give only their defaults. */
  writes(variable: Variable): readonly Write[] {
    const known = this.#writes.get(variable);
    if (known) return known;
    const out: Write[] = [];
    let last: JsNode | null = null;
    for (const reference of variable.references) {
      // A default in a pattern is a reference of its own, of the same identifier.
      if (!reference.isWrite() || reference.identifier === last) continue;
      last = reference.identifier;
      if (out.length > MAX_WRITES) break;
      const write = writeAt(reference.identifier);
      if (write) out.push(write);
      const fallback = defaultAt(reference.identifier);
      if (fallback) out.push(fallback);
    }
    this.#writes.set(variable, out);
    return out;
  }

  /** True when anything but its declaration writes to a variable. */
  isReassigned(variable: Variable): boolean {
    const known = this.#reassigned.get(variable);
    if (known !== undefined) return known;
    const names = variable.defs.map(({ name }) => name);
    const found = variable.references.some((reference) => reference.isWrite() && !names.includes(reference.identifier));
    this.#reassigned.set(variable, found);
    return found;
  }

  /** What the variable that an identifier names is declared with, when it is the whole of that value: not by a pattern. */
  initOf(identifier: JsNode): JsNode | null {
    const definition = identifier.type === 'Identifier' ? this.variable(identifier)?.defs[0] : undefined;
    const init = definition?.type === 'Variable' && definition.node['id'] === definition.name ? child(definition.node, 'init') : null;
    return init && unwrap(init);
  }

  /** The function a variable names when it names exactly one. */
  functionOf(variable: Variable): JsNode | null {
    const [definition, ...others] = variable.defs;
    if (!definition || others.length > 0) return null;
    if (definition.type === 'FunctionName') return isFunction(definition.node) ? definition.node : null;
    if (definition.type !== 'Variable') return null;
    const written = child(definition.node, 'init');
    const init = written && unwrap(written);
    return nameOf(child(definition.node, 'id')) === variable.name && isFunction(init) ? init : null;
  }
}

function isDeclared(variable: Variable): boolean {
  if (variable.defs.length === 0) return false;
  return !variable.defs.every((definition) => definition.type === 'ImplicitGlobalVariable' || definition.parent?.['declare'] === true || definition.node['declare'] === true);
}

/** Those variables of a scope that may be wanted: configurations declare hundreds of globals that nobody uses. */
function variablesIn({ variables, set }: Scope, wanted: ReadonlySet<string> | null): readonly Variable[] {
  if (!wanted || variables.length <= wanted.size) return variables;
  return [...wanted].map((name) => set.get(name)).filter((variable) => variable !== undefined);
}

/** Identifiers that refer to undeclared (so global) names, by name; with `wanted`, of those names only. */
export function globalReferences(manager: ScopeManager, wanted: ReadonlySet<string> | null = null): Map<string, JsNode[]> {
  const globals = new Map<string, JsNode[]>();
  const add = ({ identifier, isTypeReference, isValueReference }: Reference): void => {
    const name = nameOf(identifier);
    if (name === null || wanted?.has(name) === false || (isTypeReference === true && isValueReference !== true)) return;
    const list = globals.get(name);
    if (list) list.push(identifier);
    else globals.set(name, [identifier]);
  };
  const [global, module] = manager.scopes;
  for (const reference of global?.through ?? []) add(reference);
  for (const scope of [global, module]) {
    for (const variable of scope ? variablesIn(scope, wanted) : []) {
      if (variable.references.length === 0 || variable.name === 'arguments' || isDeclared(variable)) continue;
      for (const reference of variable.references) add(reference);
    }
  }
  return globals;
}

const MAX_PATTERN = 100;
/** One more than the evaluator reads: it sees that there are too many. */
const MAX_WRITES = 16;

/** What is written to the identifier of a write reference; climbs its pattern. `null` when nothing readable is. */
function writeAt(identifier: JsNode): Write | null {
  const path: string[] = [];
  let kind: Write['kind'] = 'value';
  let node = identifier;
  for (let depth = 0; depth < MAX_PATTERN; depth += 1) {
    const parent = node.parent;
    if (!parent) return null;
    const made = (value: JsNode | null, isAddition = false): Write | null => (value ? { value, path: path.reverse(), kind, isAddition, isDefault: false, at: identifier } : null);
    switch (parent.type) {
      case 'VariableDeclarator': {
        const init = child(parent, 'init');
        return init ? made(init) : loopWrite(parent.parent ?? null, made, (to) => (kind = to));
      }
      case 'AssignmentExpression': {
        if (parent['left'] !== node) return null;
        return made(child(parent, 'right'), parent['operator'] === '+=');
      }
      case 'ForOfStatement':
      case 'ForInStatement':
        kind = parent.type === 'ForOfStatement' ? 'element' : 'key';
        return made(child(parent, 'right'));
      case 'AssignmentPattern':
        if (parent['left'] !== node) return null;
        break;
      case 'Property':
        if (parent['value'] !== node) return null;
        path.push(keyName(parent) ?? '?');
        break;
      case 'ArrayPattern':
        path.push(String(children(parent, 'elements').indexOf(node)));
        break;
      case 'RestElement':
        kind = 'rest';
        if (parent.parent?.type === 'ArrayPattern') {
          path.push(REST);
          node = parent.parent;
          continue;
        }
        break;
      case 'ObjectPattern':
        break;
      default:
        return null;
    }
    node = parent;
  }
  return null;
}

function loopWrite(declaration: JsNode | null, made: (value: JsNode | null) => Write | null, setKind: (kind: Write['kind']) => void): Write | null {
  const loop = declaration?.parent;
  if (loop?.type !== 'ForOfStatement' && loop?.type !== 'ForInStatement') return null;
  if (loop['left'] !== declaration) return null;
  setKind(loop.type === 'ForOfStatement' ? 'element' : 'key');
  return made(child(loop, 'right'));
}

/** The default of `{ a = value }`, `[a = value]` and `(a = value) =>`. */
function defaultAt(identifier: JsNode): Write | null {
  const parent = identifier.parent;
  if (parent?.type !== 'AssignmentPattern' || parent['left'] !== identifier) return null;
  const value = child(parent, 'right');
  return value ? { value, path: [], kind: 'value', isAddition: false, isDefault: true, at: identifier } : null;
}

/** The static name of a property, method or pattern key; `null` when it is computed. */
export function keyName(property: JsNode): string | null {
  const key = property['key'];
  if (!isNode(key)) return null;
  return property['computed'] === true ? writtenText(key) : (nameOf(key) ?? writtenText(key));
}
