import { escapedText } from '../decoded-text.ts';
import type { SourceRange } from '../mapped-text.ts';
import type { Draft, DraftMember } from './tree.ts';

/** The part of jsonc-eslint-parser's AST that is read here. */
interface JsoncNode {
  readonly type: string;
  readonly range: SourceRange;
  readonly body?: readonly JsoncNode[];
  readonly expression?: JsoncNode;
  readonly properties?: readonly JsoncNode[];
  readonly elements?: readonly (JsoncNode | null)[];
  readonly key?: JsoncNode;
  readonly value?: unknown;
  readonly name?: string;
  readonly operator?: string;
  readonly argument?: JsoncNode;
  readonly quasis?: readonly JsoncNode[];
}

/** Reads `Program > JSONExpressionStatement`, from the language `jsonc/x` or from jsonc-eslint-parser as a parser. */
export function jsoncDraft(ast: object, source: string): Draft | null {
  const expression = (ast as JsoncNode).body?.[0]?.expression;
  return expression ? valueDraft(expression, source) : null;
}

function valueDraft(node: JsoncNode, source: string): Draft {
  const { range } = node;
  switch (node.type) {
    case 'JSONObjectExpression':
      return { kind: 'object', range, members: () => (node.properties ?? []).flatMap((property) => memberOf(property, source)) };
    case 'JSONArrayExpression':
      return {
        kind: 'array',
        range,
        members: () => (node.elements ?? []).flatMap((element, index): DraftMember[] => (element ? [{ key: index, draft: valueDraft(element, source) }] : [])),
      };
    case 'JSONLiteral':
      return literalDraft(node, source);
    case 'JSONTemplateLiteral':
      return { kind: 'string', value: cookedOf(node), range, text: () => escapedText(source, range[0] + 1, range[1] - 1) };
    case 'JSONUnaryExpression':
      return { kind: 'number', value: (node.operator === '-' ? -1 : 1) * Number(node.argument?.value), range };
    default:
      return { kind: 'other', range };
  }
}

function literalDraft({ range, value }: JsoncNode, source: string): Draft {
  if (typeof value === 'string') return { kind: 'string', value, range, text: () => escapedText(source, range[0] + 1, range[1] - 1) };
  if (typeof value === 'number') return { kind: 'number', value, range };
  if (typeof value === 'boolean') return { kind: 'boolean', value, range };
  return value === null ? { kind: 'null', value: null, range } : { kind: 'other', range };
}

function cookedOf(node: JsoncNode): string {
  const value = node.quasis?.[0]?.value as { cooked?: string } | undefined;
  return value?.cooked ?? '';
}

function memberOf(property: JsoncNode, source: string): readonly DraftMember[] {
  const { key, value } = property;
  if (!key || typeof value !== 'object' || value === null) return [];
  const name = key.type === 'JSONIdentifier' ? (key.name ?? '') : String(key.value);
  return [{ key: name, keyRange: key.range, draft: valueDraft(value as JsoncNode, source) }];
}
