import { child, children, isFunction, isNode, nameOf, unwrap } from './ast.ts';
import type { JsNode } from './ast.ts';
import { LIMITS } from './budget.ts';
import { memberValue } from './class-members.ts';
import { objectProperty, pairOfItem } from './evaluate-containers.ts';
import { lateMembers } from './late-members.ts';
import type { LateMember } from './late-members.ts';
import { functionName } from './function-names.ts';
import { innerStatements, returnsOf } from './statements.ts';
import { codeSetting } from './settings.ts';
import { patternOf, textPattern } from './text.ts';
import type { TextShop } from './text.ts';
import type { ArgView, ArrayView, FunctionView, ObjectEntry, ObjectView, TextPattern, UrlPattern } from './types.ts';
import { urlPattern } from './url.ts';
import type { SettingNode } from '../settings/model.ts';
import { toText } from './values.ts';
import type { Item, Value } from './values.ts';

/** Makes views of expressions; one view per node. */
export class Views {
  readonly #shop: TextShop & { localFunction(node: JsNode): JsNode | null };
  readonly #views = new Map<JsNode, ArgView>();

  constructor(shop: TextShop & { localFunction(node: JsNode): JsNode | null }) {
    this.#shop = shop;
  }

  of(node: JsNode): ArgView {
    const known = this.#views.get(node);
    if (known) return known;
    const view = new View(node, this.#shop, this);
    this.#views.set(node, view);
    return view;
  }
}

class View implements ArgView {
  readonly node: JsNode;
  readonly range;
  readonly #shop;
  readonly #views: Views;
  #text: TextPattern | null = null;

  constructor(node: JsNode, shop: TextShop & { localFunction(node: JsNode): JsNode | null }, views: Views) {
    this.node = node;
    this.range = node.range;
    this.#shop = shop;
    this.#views = views;
  }

  get #value(): Value {
    return this.#shop.evaluator.evaluate(this.node);
  }

  text(): TextPattern {
    return (this.#text ??= patternOf(this.node, this.#shop));
  }

  url(): UrlPattern | null {
    const value = this.#value;
    if (value.k === 'object' || value.k === 'array' || value.k === 'fn' || value.k === 'bool' || value.k === 'nil') return null;
    return urlPattern(this.text());
  }

  object(): ObjectView | null {
    const value = this.#value;
    if (value.k === 'pairs') return new PairsObject(value, this.node, this.#shop, (item) => this.#item(item, this.node));
    return value.k === 'object' && value.node.type === 'ObjectExpression' ? new ObjectLiteral(value.node, this.#shop, this.#views) : null;
  }

  array(): ArrayView | null {
    const value = this.#value;
    if (value.k !== 'array') return null;
    return { node: value.node, range: value.node.range, items: value.items.map((item) => this.#item(item, value.node)), complete: value.complete };
  }

  #item(item: Item, node: JsNode): ArgView {
    return 'node' in item ? this.#views.of(item.node) : new ComputedView(item.value, node, this.#shop);
  }

  boolean(): boolean | null {
    const value = this.#value;
    return value.k === 'bool' ? value.b : null;
  }

  number(): number | null {
    const value = this.#value;
    return value.k === 'num' ? value.n : null;
  }

  isNullish(): boolean {
    return this.#value.k === 'nil';
  }

  fn(): FunctionView | null {
    const fn = this.#shop.localFunction(unwrap(this.node));
    return fn ? new FunctionLiteral(fn, this.#views) : null;
  }

  origins(): readonly string[] {
    return this.#shop.origins(unwrap(this.node));
  }
}

/** A value that no single expression stands for, such as a piece of a split text. */
class ComputedView implements ArgView {
  readonly node: JsNode;
  readonly range;
  readonly #value: Value;
  readonly #shop: TextShop;

  constructor(value: Value, node: JsNode, shop: TextShop) {
    this.#value = value;
    this.node = node;
    this.range = node.range;
    this.#shop = shop;
  }

  text(): TextPattern {
    return textPattern(toText(this.#value, this.node), this.node, this.#shop);
  }
  url(): UrlPattern | null {
    return urlPattern(this.text());
  }
  object(): null {
    return null;
  }
  array(): null {
    return null;
  }
  boolean(): boolean | null {
    return this.#value.k === 'bool' ? this.#value.b : null;
  }
  number(): number | null {
    return this.#value.k === 'num' ? this.#value.n : null;
  }
  isNullish(): boolean {
    return this.#value.k === 'nil';
  }
  fn(): null {
    return null;
  }
  origins(): readonly string[] {
    return [];
  }
}

export class ObjectLiteral implements ObjectView {
  readonly node: JsNode;
  readonly range;
  readonly #shop: TextShop;
  readonly #views: Views;
  #entries: { readonly list: readonly ObjectEntry[]; readonly complete: boolean } | null = null;

  constructor(node: JsNode, shop: TextShop, views: Views) {
    this.node = node;
    this.range = node.range;
    this.#shop = shop;
    this.#views = views;
  }

  get entries(): readonly ObjectEntry[] {
    return this.#read().list;
  }

  get complete(): boolean {
    return this.#read().complete;
  }

  #read(): { readonly list: readonly ObjectEntry[]; readonly complete: boolean } {
    if (this.#entries) return this.#entries;
    const list: ObjectEntry[] = [];
    const properties = children(this.node, 'properties');
    let complete = properties.length <= LIMITS.items;
    for (const property of properties.slice(0, LIMITS.items)) {
      const key = property?.['key'];
      const value = property ? memberValue(property) : null;
      const name = property && isNode(key) ? this.#shop.evaluator.keyOf(property) : null;
      if (name === null || !value || !isNode(key)) complete = false;
      else list.push({ key: name, keyRange: key.range, value: this.#views.of(value) });
    }
    for (const { name, value, key } of this.#late.values()) list.push({ key: name, keyRange: key.range, value: this.#views.of(value) });
    return (this.#entries = { list, complete });
  }

  get(key: string): ArgView | null {
    const node = this.#late.get(key)?.value ?? objectProperty(this.#shop.evaluator, this.node, key);
    return node ? this.#views.of(node) : null;
  }

  /** What its variable is given behind the literal. */
  get #late(): ReadonlyMap<string, LateMember> {
    return lateMembers(this.#shop.evaluator, this.node);
  }

  entry(key: string): ObjectEntry | null {
    return this.entries.findLast((entry) => entry.key === key) ?? null;
  }

  setting(): SettingNode {
    return codeSetting(this.node, this.#shop);
  }
}

/** An object that `Object.fromEntries` made of known pairs. */
class PairsObject implements ObjectView {
  readonly node: JsNode;
  readonly range;
  readonly entries: readonly ObjectEntry[];
  readonly complete: boolean;
  readonly #shop: TextShop;

  constructor({ entries: pairs, open }: Value & { readonly k: 'pairs' }, node: JsNode, shop: TextShop, view: (item: Item) => ArgView) {
    this.node = node;
    this.range = node.range;
    this.#shop = shop;
    this.entries = pairs.slice(0, LIMITS.items).flatMap((item) => {
      const pair = pairOfItem(shop.evaluator, item);
      return pair ? [{ key: pair.name, keyRange: node.range, value: view(pair.value) }] : [];
    });
    this.complete = !open && this.entries.length === pairs.length;
  }

  get(key: string): ArgView | null {
    return this.entry(key)?.value ?? null;
  }

  entry(key: string): ObjectEntry | null {
    return this.entries.findLast((entry) => entry.key === key) ?? null;
  }

  setting(): SettingNode {
    return codeSetting(this.node, this.#shop);
  }
}

const BRANCHES: ReadonlySet<string> = new Set(['IfStatement', 'SwitchStatement', 'TryStatement', 'ForStatement', 'ForOfStatement', 'ForInStatement', 'WhileStatement', 'DoWhileStatement', 'ThrowStatement']);

export class FunctionLiteral implements FunctionView {
  readonly node: JsNode;
  readonly range;
  readonly isAsync: boolean;
  readonly #views: Views;
  readonly #name: string | undefined;

  /** `name`: one that it has elsewhere, instead of its own. */
  constructor(node: JsNode, views: Views, name?: string) {
    this.node = node;
    this.range = node.range;
    this.#name = name;
    this.isAsync = node['async'] === true;
    this.#views = views;
  }

  get name(): string | null {
    return this.#name ?? functionName(this.node);
  }

  get params(): readonly (string | null)[] {
    return children(this.node, 'params').map((parameter) => nameOf(parameter?.type === 'AssignmentPattern' ? child(parameter, 'left') : parameter));
  }

  get #statements(): readonly JsNode[] {
    const body = child(this.node, 'body');
    const all = body?.type === 'BlockStatement' ? children(body, 'body').filter((statement) => statement !== null) : [];
    const end = all.findIndex(({ type }) => type === 'ReturnStatement');
    return end < 0 ? all : all.slice(0, end + 1);
  }

  /** Values it returns, without those behind a `return` that always comes first. */
  get #answers(): readonly JsNode[] {
    const end = this.#statements.at(-1)?.range[1] ?? Number.POSITIVE_INFINITY;
    return returnsOf(this.node).filter(({ range }) => range[1] <= end);
  }

  get hasBranch(): boolean {
    const stack = [...this.#statements];
    for (let count = 0; stack.length > 0 && count < 2000; count += 1) {
      const statement = stack.pop() as JsNode;
      if (BRANCHES.has(statement.type)) return true;
      if (isFunction(statement)) continue;
      stack.push(...innerStatements(statement));
    }
    return this.#branchingValue();
  }

  /** An answer that is itself a decision: `a && b`, `a ? b : c`, `await check()`, or the result of a call. */
  #branchingValue(): boolean {
    return this.#answers.some((value) => {
      const inner = unwrap(value);
      return value.type === 'AwaitExpression' || ((inner.type === 'ConditionalExpression' || inner.type === 'LogicalExpression') && this.#views.of(inner).boolean() === null);
    });
  }

  get returns(): readonly ArgView[] {
    return this.#answers.slice(0, 64).map((node) => this.#views.of(node));
  }

  get constantReturn(): ArgView | null {
    if (this.hasBranch) return null;
    const [first] = this.#answers;
    return first ? this.#views.of(first) : null;
  }
}
