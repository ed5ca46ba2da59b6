import { yamlScalarText } from '../decoded-yaml.ts';
import type { SourceRange } from '../mapped-text.ts';
import type { Draft, DraftMember } from './tree.ts';

/** The part of yaml-eslint-parser's AST that is read here. */
interface YamlNode {
  readonly type: string;
  readonly range: SourceRange;
  readonly parent?: YamlNode | null;
  readonly body?: readonly YamlNode[];
  readonly content?: YamlNode | null;
  readonly anchors?: Readonly<Record<string, readonly YamlNode[]>>;
  readonly pairs?: readonly YamlNode[];
  readonly entries?: readonly (YamlNode | null)[];
  readonly key?: YamlNode | null;
  readonly value?: unknown;
  readonly tag?: YamlNode | string | null;
  readonly name?: string;
  readonly style?: string;
  readonly strValue?: string;
}

interface Context {
  readonly source: string;
  /** Added to every position: front matter is parsed apart from the text around it. */
  readonly offset: number;
  readonly document: YamlNode;
  /** How many more mappings may be merged in by `<<`: chains of merges double at each step. */
  readonly budget: { merges: number };
}

const MAX_KEY = 1000;
const MAX_UNWRAP = 50;
const MAX_DEPTH = 50;
const MAX_LIST = 100;
const MAX_MERGES = 1000;

/** Reads `Program > YAMLDocument` of yaml-eslint-parser. Mappings of several documents read as one object. */
export function yamlDraft(ast: object, source: string, offset = 0): Draft | null {
  const documents = ((ast as YamlNode).body ?? []).filter((document) => document.content);
  const drafts = documents.flatMap((document) => (document.content ? [nodeDraft(document.content, { source, offset, document, budget: { merges: MAX_MERGES } })] : []));
  const [first] = drafts;
  if (!first || drafts.length === 1) return first ?? null;
  const mappings = drafts.filter((draft) => draft.kind === 'object');
  if (mappings.length === 0) return first;
  const last = mappings.at(-1) ?? first;
  return { kind: 'object', range: [first.range[0], last.range[1]], members: (limit) => mappings.flatMap((draft) => draft.members?.(limit) ?? []) };
}

function nodeDraft(node: YamlNode | null, context: Context, at: SourceRange = [0, 0]): Draft {
  const { content, aliased, tag } = unwrap(node, context);
  const draft = contentDraft(content, context, at, tag);
  return aliased ? { ...draft, aliased } : draft;
}

function contentDraft(node: YamlNode | null, context: Context, at: SourceRange, tag: string): Draft {
  if (!node) return { kind: 'null', value: null, range: at };
  const range = shift(node.range, context);
  switch (node.type) {
    case 'YAMLMapping':
      return { kind: 'object', range, members: () => mappingMembers(node, context, 0) };
    case 'YAMLSequence':
      return {
        kind: 'array',
        range,
        members: () => (node.entries ?? []).map((entry, index): DraftMember => ({ key: index, draft: nodeDraft(entry, context, [range[0], range[0]]) })),
      };
    case 'YAMLScalar':
      return scalarDraft(node, context, range, tag);
    default:
      return { kind: 'other', range };
  }
}

function scalarDraft(node: YamlNode, context: Context, range: SourceRange, tag: string): Draft {
  const value = tag === 'tag:yaml.org,2002:str' ? (node.strValue ?? node.value) : node.value;
  switch (typeof value) {
    case 'string':
      return { kind: 'string', value, range, text: () => yamlScalarText(context.source, range, node.style ?? 'plain', value) };
    case 'number':
      return { kind: 'number', value, range };
    case 'boolean':
      return { kind: 'boolean', value, range };
    default:
      return value === null ? { kind: 'null', value: null, range } : { kind: 'other', range };
  }
}

/** Members of a mapping; what `<<` merges in comes first, so that the mapping's own members win as the last ones. */
function mappingMembers(mapping: YamlNode, context: Context, depth: number): DraftMember[] {
  const own: DraftMember[] = [];
  const merged: DraftMember[] = [];
  for (const pair of mapping.pairs ?? []) {
    const key = keyOf(pair, context);
    const value = (pair.value ?? null) as YamlNode | null;
    const fromMerge = key === '<<' ? mergedMembers(value, context, depth + 1) : [];
    if (fromMerge.length > 0) {
      merged.unshift(...fromMerge);
    } else {
      const end = shift(pair.range, context)[1];
      own.push({ key, keyRange: shift((pair.key ?? pair).range, context), draft: nodeDraft(value, context, [end, end]) });
    }
  }
  return merged.length > 0 ? [...merged, ...own] : own;
}

/** What `<<: *anchor` or `<<: [*a, *b]` adds; the first of several wins, so it comes last. */
function mergedMembers(value: YamlNode | null, context: Context, depth: number): DraftMember[] {
  const { content } = unwrap(value, context);
  const mappings = content?.type === 'YAMLSequence' ? (content.entries ?? []).slice(0, MAX_LIST).toReversed().map((entry) => unwrap(entry, context).content) : [content];
  return mappings.flatMap((mapping) => {
    if (mapping?.type !== 'YAMLMapping' || depth > MAX_DEPTH || context.budget.merges <= 0) return [];
    context.budget.merges -= 1;
    return mappingMembers(mapping, context, depth).map((member) => ({ ...member, draft: { ...member.draft, aliased: true } }));
  });
}

function keyOf(pair: YamlNode, context: Context): string {
  const { content } = unwrap(pair.key ?? null, context);
  if (!content) return '';
  if (content.type === 'YAMLScalar') return content.strValue ?? String(content.value);
  return context.source.slice(...shift(content.range, context)).slice(0, MAX_KEY);
}

/** Takes anchors and tags off and follows aliases, a bounded number of times. */
function unwrap(node: YamlNode | null, context: Context): { content: YamlNode | null; aliased: boolean; tag: string } {
  let content = node;
  let aliased = false;
  let tag = '';
  for (let step = 0; content && step < MAX_UNWRAP; step += 1) {
    if (content.type === 'YAMLWithMeta') {
      if (typeof content.tag === 'object' && content.tag !== null) tag = String(content.tag.tag ?? '');
      content = (content.value ?? null) as YamlNode | null;
    } else if (content.type === 'YAMLAlias') {
      aliased = true;
      content = anchored(content, context.document);
    } else {
      return { content, aliased, tag };
    }
  }
  return { content: null, aliased, tag };
}

/** The node whose anchor an alias names: the last one that stands before it. */
function anchored(alias: YamlNode, document: YamlNode): YamlNode | null {
  const { anchors } = document;
  const name = alias.name ?? '';
  if (!anchors || !Object.hasOwn(anchors, name)) return null;
  const anchor = anchors[name]?.findLast((candidate) => candidate.range[0] < alias.range[0]);
  return anchor?.parent ?? null;
}

function shift([start, end]: SourceRange, { offset }: Context): SourceRange {
  return [start + offset, end + offset];
}
