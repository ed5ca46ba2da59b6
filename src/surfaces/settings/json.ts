import { escapedText } from '../decoded-text.ts';
import type { MappedText, SourceRange } from '../mapped-text.ts';
import type { SettingKind } from './model.ts';
import type { Draft, DraftMember } from './tree.ts';

/** The part of @eslint/json's AST (momoa) that is read here. */
interface MomoaNode {
  readonly type: string;
  readonly range?: SourceRange;
  readonly loc?: { readonly start: { readonly offset: number }; readonly end: { readonly offset: number } };
  readonly value?: unknown;
  readonly body?: MomoaNode;
  readonly name?: MomoaNode | string;
  readonly members?: readonly MomoaNode[];
  readonly elements?: readonly MomoaNode[];
}

const KINDS: ReadonlyMap<string, SettingKind> = new Map([['Object', 'object'], ['Array', 'array'], ['String', 'string'], ['Number', 'number'], ['Boolean', 'boolean'], ['Null', 'null']]);

/** Reads `Document` of @eslint/json: json, jsonc and json5. */
export function momoaDraft(ast: object, source: string): Draft | null {
  const { body } = ast as MomoaNode;
  return body ? new MomoaDraft(body, source) : null;
}

/** A value of the AST, read when it is asked for: a large file has hundreds of thousands. */
class MomoaDraft implements Draft {
  readonly #node: MomoaNode;
  readonly #source: string;

  constructor(node: MomoaNode, source: string) {
    this.#node = node;
    this.#source = source;
  }

  get kind(): SettingKind {
    return KINDS.get(this.#node.type) ?? 'other';
  }

  get range(): SourceRange {
    return rangeOf(this.#node);
  }

  get value(): string | number | boolean | null | undefined {
    const { type, value } = this.#node;
    switch (type) {
      case 'String':
        return String(value);
      case 'Number':
        return Number(value);
      case 'Boolean':
        return value === true;
      default:
        return type === 'Null' ? null : undefined;
    }
  }

  members(limit: number): readonly DraftMember[] {
    const { members, elements } = this.#node;
    const all = members ?? elements ?? [];
    const some = all.length > limit ? all.slice(0, limit) : all;
    const read = some.map((node, index) => (members ? memberOf(node, this.#source) : itemOf(node, index, this.#source)));
    return read.filter((member) => member !== null);
  }

  text(): MappedText {
    const [start, end] = this.range;
    return escapedText(this.#source, start + 1, end - 1);
  }
}

function memberOf(member: MomoaNode, source: string): DraftMember | null {
  const { name, value } = member;
  if (typeof name !== 'object' || typeof value !== 'object' || value === null) return null;
  const key = name.type === 'Identifier' ? String(name.name) : String(name.value);
  return { key, keyRange: rangeOf(name), draft: new MomoaDraft(value as MomoaNode, source) };
}

function itemOf(element: MomoaNode, index: number, source: string): DraftMember | null {
  const node = element.type === 'Element' ? (element.value as MomoaNode | undefined) : element;
  return node ? { key: index, draft: new MomoaDraft(node, source) } : null;
}

function rangeOf(node: MomoaNode): SourceRange {
  return node.range ?? [node.loc?.start.offset ?? 0, node.loc?.end.offset ?? 0];
}
