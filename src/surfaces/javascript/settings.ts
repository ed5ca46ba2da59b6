import type { MappedText, SourceRange } from '../mapped-text.ts';
import { plainText } from '../mapped-text.ts';
import type { SettingKind, SettingNode } from '../settings/model.ts';
import { child, children, isNode, unwrap } from './ast.ts';
import type { JsNode } from './ast.ts';
import { patternOf } from './text.ts';
import type { TextShop } from './text.ts';
import { constantOf } from './values.ts';
import type { Value } from './values.ts';

const MAX_MEMBERS = 10_000;

/** An object or array literal in code, read the way a settings file is read. Members appear on demand. */
class CodeSetting implements SettingNode {
  readonly key: string | number | null;
  readonly range: SourceRange;
  readonly keyRange: SourceRange;
  readonly parent: SettingNode | null;
  readonly #node: JsNode;
  readonly #shop: TextShop;
  #members: readonly SettingNode[] | null = null;

  constructor(node: JsNode, shop: TextShop, place: { readonly key: string | number | null; readonly keyRange: SourceRange; readonly parent: SettingNode | null }) {
    this.#node = unwrap(node);
    this.#shop = shop;
    this.range = node.range;
    this.key = place.key;
    this.keyRange = place.keyRange;
    this.parent = place.parent;
  }

  get #value(): Value {
    return this.#shop.evaluator.evaluate(this.#node);
  }

  get kind(): SettingKind {
    const value = this.#value;
    if (value.k === 'text') return constantOf(value) === null ? 'other' : 'string';
    const kinds: Partial<Record<Value['k'], SettingKind>> = { object: 'object', array: 'array', num: 'number', bool: 'boolean', nil: 'null' };
    return kinds[value.k] ?? 'other';
  }

  get value(): string | number | boolean | null | undefined {
    const value = this.#value;
    if (value.k === 'text') return constantOf(value) ?? undefined;
    if (value.k === 'num') return value.n;
    if (value.k === 'bool') return value.b;
    return value.k === 'nil' ? null : undefined;
  }

  get members(): readonly SettingNode[] {
    return (this.#members ??= this.#read());
  }

  #read(): SettingNode[] {
    const value = this.#value;
    if (value.k === 'array') {
      return value.items.slice(0, MAX_MEMBERS).flatMap((item, index) => ('node' in item ? [new CodeSetting(item.node, this.#shop, { key: index, keyRange: item.node.range, parent: this })] : []));
    }
    if (value.k !== 'object') return [];
    const out: SettingNode[] = [];
    for (const property of children(value.node, 'properties').slice(0, MAX_MEMBERS)) {
      if (!property) continue;
      const member = child(property, 'value');
      const key = property['key'];
      if (member && isNode(key)) {
        const name = this.#shop.evaluator.keyOf(property);
        if (name !== null) out.push(new CodeSetting(member, this.#shop, { key: name, keyRange: key.range, parent: this }));
      } else out.push(...this.#spread(property));
    }
    return out;
  }

  #spread(property: JsNode): readonly SettingNode[] {
    const argument = child(property, 'argument');
    const value = argument ? this.#shop.evaluator.evaluate(argument) : null;
    let depth = 1;
    for (let at = this.parent; at; at = at.parent) depth += 1;
    return value?.k === 'object' && value.node !== this.#node && depth < 50 ? new CodeSetting(value.node, this.#shop, { key: null, keyRange: property.range, parent: this }).members : [];
  }

  get(name: string): SettingNode | undefined {
    return this.members.findLast((member) => member.key === name);
  }

  text(): MappedText {
    if (this.kind !== 'string') return plainText('', this.range[0]);
    return patternOf(this.#node, this.#shop).mapped();
  }
}

/** Any expression as a settings tree; what is no literal is of kind `other`. */
export function codeSetting(node: JsNode, shop: TextShop): SettingNode {
  return new CodeSetting(node, shop, { key: null, keyRange: node.range, parent: null });
}
