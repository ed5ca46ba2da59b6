import { chainLinks, child, children, isCall, isFunction, isMember, isNode, isWrapper, nameOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import { keyName, REST } from './bindings.ts';
import type { Bindings, Variable, Write } from './bindings.ts';
import { LIMITS } from './budget.ts';
import type { Budget } from './budget.ts';
import { isNothing } from './class-members.ts';
import { thisHeldBy } from './this-owner.ts';
import { evaluateCall, evaluateNew, evaluateTagged } from './evaluate-calls.ts';
import { anyItem, parameterValue } from './evaluate-parameters.ts';
import { anyMember, arrayOf, foldMutations, memberOf, memberWrites, objectProperty } from './evaluate-containers.ts';
import { foldUrl } from './evaluate-urls.ts';
import { binary, unary } from './evaluate-operators.ts';
import { bool, concatTexts, constantOf, joinTexts, num, textOf, toText, truth, unknown } from './values.ts';
import type { Env, TextValue, Value } from './values.ts';

/** Canonical origins of an expression, as the evaluator needs them to know `atob` from a local of that name. */
export interface OriginSource {
  origins(node: JsNode): readonly string[];
  thisMember(place: JsNode, name: string | null): JsNode | null;
  thisWrites(place: JsNode, name: string): readonly JsNode[];
  thisAdditions(place: JsNode, name: string): readonly JsNode[];
  staticMember(node: JsNode): JsNode | null;
  /** Calls of a function of this file. */
  callSites(fn: JsNode): readonly JsNode[];
  /** Lists whose items a function of this file gets by its name: `names.map(read)`. */
  listsOf(fn: JsNode): readonly JsNode[];
}

/**
 * The bounded evaluator: what value an expression has as far as the file tells. It runs no linted code and calls no
 * function that linted code names; every step is paid from the budget.
 */
export class Evaluator {
  readonly bindings: Bindings;
  readonly budget: Budget;
  readonly sources: OriginSource;
  readonly #memo = new Map<JsNode, Value>();
  #transient = new Map<JsNode, Value>();
  readonly #active = new Set<JsNode>();
  #nesting = 0;

  constructor(bindings: Bindings, budget: Budget, sources: OriginSource) {
    this.bindings = bindings;
    this.budget = budget;
    this.sources = sources;
  }

  /** The value of an expression; `unknown` when a bound is reached or nothing is known. */
  evaluate(node: JsNode, env: Env | null = null): Value {
    if (node.type === 'Literal') return literal(node);
    if (!env) {
      const known = this.#memo.get(node) ?? this.#transient.get(node);
      if (known) return known;
    }
    if (env ? env.active?.has(node) === true : this.#active.has(node)) return unknown(node);
    if (this.#nesting === 0) for (const link of chainLinks(node)) this.#compute(link, env);
    if (this.#nesting >= LIMITS.depth) {
      this.budget.cut('depth', node.range);
      return unknown(node);
    }
    if (!this.budget.spend(1, node.range)) return unknown(node);
    return this.#compute(node, env);
  }

  #compute(node: JsNode, env: Env | null): Value {
    const cuts = this.budget.cuts;
    this.#nesting += 1;
    if (!env) this.#active.add(node);
    else env.active?.add(node);
    const value = this.#dispatch(node, env);
    this.#nesting -= 1;
    env?.active?.delete(node);
    if (!env) {
      this.#active.delete(node);
      // A result that a bound has cut holds only for this question: a later one may start nearer.
      if (this.budget.cuts === cuts) this.#memo.set(node, value);
      else this.#transient.set(node, value);
    }
    if (this.#nesting === 0 && this.#transient.size > 0) this.#transient = new Map();
    return value;
  }

  #dispatch(node: JsNode, env: Env | null): Value {
    if (isWrapper(node)) return this.#inner(node, 'expression', env) ?? this.#inner(node, 'argument', env) ?? unknown(node);
    if (isMember(node)) return this.#member(node, env);
    if (isFunction(node)) return { k: 'fn', node, env };
    switch (node.type) {
      case 'Identifier':
        return this.#identifier(node, env);
      case 'StringLiteral':
      case 'NumericLiteral':
      case 'BooleanLiteral':
      case 'NullLiteral':
        return literal(node);
      case 'TemplateLiteral':
        return this.#template(node, env);
      case 'BinaryExpression':
        return node['operator'] === '+' ? this.#sum(node, env) : binary(this, node, env);
      case 'UnaryExpression':
        return unary(this, node, env);
      case 'LogicalExpression':
        return this.#logical(node, env);
      case 'ConditionalExpression':
        return this.#conditional(node, env);
      case 'SequenceExpression':
        return this.#orUnknown(children(node, 'expressions').at(-1) ?? null, node, env);
      case 'AssignmentExpression':
        return node['operator'] === '=' ? this.#orUnknown(child(node, 'right'), node, env) : unknown(node);
      case 'ArrayExpression':
        return arrayOf(this, node, env);
      case 'ObjectExpression':
        return { k: 'object', node, env };
      case 'CallExpression':
      case 'OptionalCallExpression':
        return evaluateCall(this, node, env);
      case 'NewExpression':
        return evaluateNew(this, node, env);
      case 'TaggedTemplateExpression':
        return evaluateTagged(this, node, env);
      default:
        return unknown(node);
    }
  }

  #inner(node: JsNode, key: string, env: Env | null): Value | null {
    const inner = child(node, key);
    return inner ? this.evaluate(inner, env) : null;
  }

  #orUnknown(node: JsNode | null, fallback: JsNode, env: Env | null): Value {
    return node ? this.evaluate(node, env) : unknown(fallback);
  }

  #identifier(node: JsNode, env: Env | null): Value {
    const variable = this.bindings.variable(node);
    if (!variable) {
      const name = nameOf(node);
      if (name === 'undefined') return { k: 'nil', word: 'undefined' };
      return name === 'Infinity' || name === 'NaN' ? num(Number(name)) : unknown(node);
    }
    for (let scope = env; scope; scope = scope.outer) {
      const value = scope.values.get(variable);
      if (value) return value;
    }
    return this.#variable(variable, node, env);
  }

  #variable(variable: Variable, node: JsNode, env: Env | null): Value {
    const fn = this.bindings.functionOf(variable);
    if (fn) return { k: 'fn', node: fn, env };
    const definition = variable.defs[0];
    if (definition?.type === 'ImportBinding' || definition?.type === 'ClassName') return unknown(node);
    if (definition?.type === 'TSEnumName') return { k: 'object', node: definition.node, env: null };
    const writes = this.bindings.writes(variable);
    if (definition?.type === 'Parameter') {
      const given = parameterValue(this, variable, definition, node);
      if (given) return given;
    }
    if (writes.length === 0) return unknown(node);
    if (writes.length > LIMITS.writes) return unknown(node);
    const isParameter = definition?.type === 'Parameter';
    const [only] = writes;
    if (only && writes.length === 1 && !isParameter && !only.isAddition) {
      const value = this.valueOfWrite(only, env);
      if (value.k === 'url') return foldUrl(this, variable, value, node);
      return value.k === 'array' || value.k === 'map' || value.k === 'unknown' ? foldMutations(this, variable, value, node) : value;
    }
    return this.#several(writes, isParameter, node, env);
  }

  /** Several writes: straight-line `+=` are put together, others are alternatives, defaults are possible. */
  #several(writes: readonly Write[], isParameter: boolean, node: JsNode, env: Env | null): Value {
    const [first, ...rest] = writes.filter((write) => !write.isDefault);
    const fallback = writes.find((write) => write.isDefault);
    if (fallback && (!first || isParameter || rest.length === 0)) {
      const given = first && !isParameter ? this.valueOfWrite(first, env) : unknown(node);
      if (given.k !== 'unknown' && given.k !== 'nil') return given;
      return possible(this.evaluate(fallback.value, env), node);
    }
    if (!first || isParameter) return unknown(node);
    const additions = rest.filter((write) => write.isAddition);
    if (additions.length === 0) return this.#join([first, ...rest], node, env);
    const start = toText(this.valueOfWrite(first, env), node);
    if (additions.length < rest.length || !isStraightLine(writes)) return this.concat([start, toText(unknown(node), node)], node);
    return this.concat([start, ...additions.map((write) => toText(this.evaluate(write.value, env), write.value))], node);
  }

  #join(writes: readonly Write[], node: JsNode, env: Env | null): Value {
    const values = writes.map((write) => this.valueOfWrite(write, env)).filter((value) => value.k !== 'nil');
    const [first] = values;
    if (!first) return unknown(node);
    if (values.length === 1) return first;
    if (values.some((value) => value.k === 'object' || value.k === 'array')) return values.find((value) => value.k === 'object' || value.k === 'array') ?? first;
    return joinTexts(values.map((value) => toText(value, node)), node);
  }

  /** The value a write gives, after the way through its pattern. */
  valueOfWrite(write: Write, env: Env | null): Value {
    if (write.kind === 'key') return unknown(write.at);
    const [first] = write.path;
    const isOfThis = write.value.type === 'ThisExpression' && first !== undefined && first !== REST;
    let value = isOfThis ? this.#thisMember(write.value, first) : this.evaluate(write.value, env);
    if (write.kind === 'element') return anyItem(this, value, write.at, write.path);
    // What a pattern leaves over of an object has the members that nobody took.
    if (write.kind === 'rest' && write.path.includes(REST)) return unknown(write.at);
    for (const step of isOfThis ? write.path.slice(1) : write.path) {
      if (step === REST || value.k === 'unknown') return unknown(write.at);
      value = memberOf(this, value, step, write.at);
    }
    if (write.kind === 'rest' && value.k !== 'object') return unknown(write.at);
    return value;
  }

  #template(node: JsNode, env: Env | null): Value {
    const quasis = children(node, 'quasis');
    const expressions = children(node, 'expressions');
    const texts: TextValue[] = [];
    for (const [index, quasi] of quasis.entries()) {
      if (quasi) texts.push(textOf(cooked(quasi), quasi, false));
      const expression = expressions[index];
      if (expression) texts.push(toText(this.evaluate(expression, env), expression));
      if (texts.length > LIMITS.items) break;
    }
    return this.concat(texts, node);
  }

  /** A `+` chain, taken apart without recursion. */
  #sum(node: JsNode, env: Env | null): Value {
    const operands: JsNode[] = [];
    const stack: JsNode[] = [node];
    while (stack.length > 0 && operands.length < LIMITS.items) {
      const next = stack.pop() as JsNode;
      const left = child(next, 'left');
      const right = child(next, 'right');
      if (next.type === 'BinaryExpression' && next['operator'] === '+' && left && right) stack.push(right, left);
      else operands.push(next);
    }
    if (stack.length > 0) this.budget.cut('items', node.range);
    const values = operands.map((operand) => this.evaluate(operand, env));
    if (values.every((value) => value.k === 'num')) return num(values.reduce((sum, value) => sum + (value.k === 'num' ? value.n : 0), 0));
    if (values.every((value) => value.k === 'unknown')) return values.length > 0 && values.length <= 8 ? this.concat(values.map((value, index) => toText(value, operands[index] ?? node)), node) : unknown(node);
    return this.concat(values.map((value, index) => toText(value, operands[index] ?? node)), node);
  }

  /** Texts put together within the length bound; work is charged by length. */
  concat(texts: readonly TextValue[], node: JsNode): TextValue {
    const { text, cut } = concatTexts(texts, node);
    this.budget.spend(text.parts.length, node.range);
    if (cut) this.budget.cut('length', node.range);
    return text;
  }

  #logical(node: JsNode, env: Env | null): Value {
    const left = child(node, 'left');
    const right = child(node, 'right');
    if (!left || !right) return unknown(node);
    const first = this.evaluate(left, env);
    const known = truth(first);
    if (node['operator'] === '&&') return known === false ? first : known === true ? this.evaluate(right, env) : possible(this.evaluate(right, env), node);
    if (known === true) return first;
    if (node['operator'] === '??' && first.k !== 'unknown' && first.k !== 'nil') return first;
    return known === false ? this.evaluate(right, env) : possible(this.evaluate(right, env), left);
  }

  #conditional(node: JsNode, env: Env | null): Value {
    const test = child(node, 'test');
    const yes = child(node, 'consequent');
    const no = child(node, 'alternate');
    if (!test || !yes || !no) return unknown(node);
    const known = truth(this.evaluate(test, env));
    if (known !== null) return this.evaluate(known ? yes : no, env);
    const values = [this.evaluate(yes, env), this.evaluate(no, env)];
    const container = values.find((value) => value.k === 'object' || value.k === 'array' || value.k === 'fn');
    if (container) return container;
    const [a, b] = values;
    if (a?.k === 'bool' && b?.k === 'bool' && a.b === b.b) return a;
    if (values.every((value) => value.k === 'unknown')) return unknown(node);
    return joinTexts(values.map((value, index) => toText(value, index === 0 ? yes : no)), node);
  }

  #member(node: JsNode, env: Env | null): Value {
    const object = child(node, 'object');
    const name = this.propertyName(node, env);
    if (!object) return unknown(node);
    if (name === null) return this.#looked(object, node, env);
    const held = object.type === 'ThisExpression' ? object : object.type === 'Identifier' ? thisHeldBy(object, this.bindings) : null;
    if (held) return this.#thisMember(held, name);
    const base = this.evaluate(object, env);
    const fixed = base.k === 'unknown' && (object.type === 'Identifier' || isCall(object) || isMember(object)) ? this.sources.staticMember(node) : null;
    if (fixed) return this.evaluate(fixed, null);
    if (base.k === 'unknown') return unknown(node);
    const written = base.k === 'object' && object.type === 'Identifier' ? memberWrites(this, object, name) : null;
    const value = memberOf(this, base, name, node);
    if (!written) return value;
    return value.k === 'unknown' || value.k === 'nil' ? written : joinTexts([toText(value, node), toText(written, node)], node);
  }

  /** `this.name`: what its owner gives it, and the texts that are written into it. */
  #thisMember(node: JsNode, name: string): Value {
    const found = this.sources.thisMember(node, name);
    const value = found ? this.evaluate(found, null) : unknown(node);
    if (value.k !== 'text') return value;
    const others = this.sources.thisWrites(node, name).filter((write) => write !== found && !isNothing(write));
    const added = this.sources.thisAdditions(node, name);
    if (others.length === 0 && added.length === 0) return value;
    // `this.command += ' | bash'`: what it is once everything was added.
    const whole = added.length > 0 ? [this.concat([toText(value, node), ...added.map((addition) => toText(this.evaluate(addition, null), addition))], node)] : [];
    return joinTexts([toText(value, node), ...others.map((write) => toText(this.evaluate(write, null), write)), ...whole], node);
  }

  /** `table[key]` with a key of which nothing, or not enough, is known. */
  #looked(object: JsNode, node: JsNode, env: Env | null): Value {
    const key = node['computed'] === true ? child(node, 'property') : null;
    const base = key ? this.evaluate(object, env) : null;
    return key && (base?.k === 'object' || base?.k === 'pairs') ? anyMember(this, base, this.evaluate(key, env), node) : unknown(node);
  }

  /** The name of a member access; computed names are evaluated. */
  propertyName(node: JsNode, env: Env | null = null): string | null {
    const property = child(node, 'property');
    if (!property) return null;
    if (node['computed'] !== true) return nameOf(property);
    const value = this.evaluate(property, env);
    if (value.k === 'num') return String(value.n);
    return value.k === 'text' ? constantOf(value) : null;
  }

  /** The name of a property; computed names are evaluated. */
  keyOf(property: JsNode): string | null {
    const name = keyName(property);
    const key = property['key'];
    if (name !== null || !isNode(key)) return name;
    const value = this.evaluate(key);
    return value.k === 'num' ? String(value.n) : constantOf(value);
  }

  /** The constant text of an expression, or `null`. */
  constant(node: JsNode, env: Env | null = null): string | null {
    return constantOf(this.evaluate(node, env));
  }

  property(object: JsNode, name: string): JsNode | null {
    return objectProperty(this, object, name);
  }
}

function possible(value: Value, node: JsNode): Value {
  if (value.k === 'text') return { ...value, possible: true };
  return value.k === 'num' ? { ...toText(value, node), possible: true } : value.k === 'bool' || value.k === 'nil' ? unknown(node) : value;
}

/** True when all writes are statements of one block, so that they happen once each and in order. */
function isStraightLine(writes: readonly Write[]): boolean {
  let block: JsNode | null | undefined;
  for (const write of writes) {
    let statement: JsNode | null | undefined = write.at.parent;
    for (let depth = 0; statement && depth < 4 && !statement.type.endsWith('Statement') && statement.type !== 'VariableDeclaration'; depth += 1) statement = statement.parent;
    const home = statement?.parent;
    if (home?.type !== 'BlockStatement' && home?.type !== 'Program') return false;
    if (block !== undefined && block !== home) return false;
    block = home;
  }
  return true;
}

function literal(node: JsNode): Value {
  if (node.type === 'NullLiteral') return { k: 'nil', word: 'null' };
  const value = node['value'];
  const pattern = (node['regex'] as { pattern?: unknown; flags?: unknown } | undefined) ?? undefined;
  if (pattern) return regexOf(String(pattern.pattern), String(pattern.flags), node);
  if (typeof value === 'string') return textOf(value, node, false);
  if (typeof value === 'number') return num(value);
  if (typeof value === 'boolean') return bool(value);
  if (value === null && node['raw'] === 'null') return { k: 'nil', word: 'null' };
  if (typeof node['bigint'] === 'string') return num(Number(node['bigint']));
  return unknown(node);
}

/** Only patterns of plain characters with an optional `+` are understood: no pattern of linted code is ever run. */
function regexOf(pattern: string, flags: string, node: JsNode): Value {
  const plus = pattern.endsWith('+') && !pattern.endsWith('\\+');
  const body = plus ? pattern.slice(0, -1) : pattern;
  let atom = '';
  for (let index = 0; index < body.length; index += 1) {
    const character = body[index] ?? '';
    const isEscape = character === '\\' && /[^A-Za-z0-9]/.test(body[index + 1] ?? '');
    if (isEscape) index += 1;
    else if ('\\^$.*+?()[]{}|'.includes(character)) return unknown(node);
    atom += body[index] ?? '';
  }
  if (atom === '' || (plus && atom.length > 1) || flags.includes('i')) return unknown(node);
  return { k: 'regex', atom, plus, global: flags.includes('g') };
}

function cooked(quasi: JsNode): string {
  const value = quasi['value'] as { cooked?: unknown; raw?: unknown } | undefined;
  return typeof value?.cooked === 'string' ? value.cooked : '';
}
