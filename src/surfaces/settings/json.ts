import { escapedText } from '../decoded-text.ts';
import type { SourceRange } from '../mapped-text.ts';
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

/** Reads `Document` of @eslint/json: json, jsonc and json5. */
export function momoaDraft(ast: object, source: string): Draft | null {
  const { body } = ast as MomoaNode;
  return body ? valueDraft(body, source) : null;
}

function valueDraft(node: MomoaNode, source: string): Draft {
  const range = rangeOf(node);
  switch (node.type) {
    case 'Object':
      return { kind: 'object', range, members: () => (node.members ?? []).flatMap((member) => memberOf(member, source)) };
    case 'Array':
      return { kind: 'array', range, members: () => (node.elements ?? []).flatMap((element, index) => itemOf(element, index, source)) };
    case 'String':
      return { kind: 'string', value: String(node.value), range, text: () => escapedText(source, range[0] + 1, range[1] - 1) };
    case 'Number':
      return { kind: 'number', value: Number(node.value), range };
    case 'Boolean':
      return { kind: 'boolean', value: node.value === true, range };
    case 'Null':
      return { kind: 'null', value: null, range };
    default:
      return { kind: 'other', range };
  }
}

function memberOf(member: MomoaNode, source: string): readonly DraftMember[] {
  const { name, value } = member;
  if (typeof name !== 'object' || typeof value !== 'object' || value === null) return [];
  const key = name.type === 'Identifier' ? String(name.name) : String(name.value);
  return [{ key, keyRange: rangeOf(name), draft: valueDraft(value as MomoaNode, source) }];
}

function itemOf(element: MomoaNode, index: number, source: string): readonly DraftMember[] {
  const node = element.type === 'Element' ? (element.value as MomoaNode | undefined) : element;
  return node ? [{ key: index, draft: valueDraft(node, source) }] : [];
}

function rangeOf(node: MomoaNode): SourceRange {
  return node.range ?? [node.loc?.start.offset ?? 0, node.loc?.end.offset ?? 0];
}
