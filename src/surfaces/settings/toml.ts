import { tomlStringText } from '../decoded-yaml.ts';
import type { SourceRange } from '../mapped-text.ts';
import type { Draft, DraftMember } from './tree.ts';

/** The part of toml-eslint-parser's AST that is read here. */
interface TomlNode {
  readonly type: string;
  readonly range: SourceRange;
  readonly kind?: string;
  readonly body?: readonly TomlNode[];
  readonly key?: TomlNode;
  readonly keys?: readonly TomlNode[];
  readonly name?: string;
  readonly value?: unknown;
  readonly elements?: readonly TomlNode[];
  readonly style?: string;
  readonly multiline?: boolean;
}

/** A table under construction: headers and dotted keys add to it from several places of the file. */
interface Table {
  readonly range: SourceRange;
  readonly members: { readonly key: string; readonly keyRange: SourceRange; readonly entry: Entry }[];
  readonly open: Map<string, Table | Table[]>;
}
type Entry = Draft | Table | Table[];

/** Reads the tree of toml-eslint-parser; `ast` is its `Program` or our `TomlDocument` around it. */
export function tomlDraft(ast: object, source: string): Draft | null {
  const top = topLevel(ast);
  if (!top) return null;
  const root = newTable(top.range);
  for (const node of top.body ?? []) {
    if (node.type === 'TOMLKeyValue') addPair(root, node, source);
    else if (node.type === 'TOMLTable') addTable(root, node, source);
  }
  return tableDraft(root);
}

const MAX_WRAPPERS = 4;

function topLevel(ast: object): TomlNode | null {
  let node: unknown = ast;
  for (let step = 0; step < MAX_WRAPPERS && typeof node === 'object' && node !== null; step += 1) {
    const { type, body, toml, program, ast: inner } = node as { type?: string; body?: unknown; toml?: unknown; program?: unknown; ast?: unknown };
    if (type === 'TOMLTopLevelTable') return node as TomlNode;
    node = (Array.isArray(body) ? body[0] : body) ?? toml ?? program ?? inner;
  }
  return null;
}

function newTable(range: SourceRange): Table {
  return { range, members: [], open: new Map() };
}

function addTable(root: Table, node: TomlNode, source: string): void {
  const keys = node.key?.keys ?? [];
  const last = keys.at(-1);
  const parent = descend(root, keys.slice(0, -1));
  if (!last) return;
  const table = node.kind === 'array' ? appendTable(parent, last, node.range) : descend(parent, [last], node.range);
  for (const pair of node.body ?? []) addPair(table, pair, source);
}

function appendTable(parent: Table, key: TomlNode, range: SourceRange): Table {
  const name = nameOf(key);
  const known = parent.open.get(name);
  const list = Array.isArray(known) ? known : [];
  if (list !== known) {
    parent.open.set(name, list);
    parent.members.push({ key: name, keyRange: key.range, entry: list });
  }
  const table = newTable(range);
  list.push(table);
  return table;
}

/** The table that a dotted path names, made on the way; an array of tables stands for its last table. */
function descend(from: Table, keys: readonly TomlNode[], range?: SourceRange): Table {
  let table = from;
  for (const key of keys) {
    const name = nameOf(key);
    const known = table.open.get(name);
    let next = Array.isArray(known) ? known.at(-1) : known;
    if (!next) {
      next = newTable(range ?? key.range);
      table.open.set(name, next);
      table.members.push({ key: name, keyRange: key.range, entry: next });
    }
    table = next;
  }
  return table;
}

function addPair(table: Table, pair: TomlNode, source: string): void {
  const keys = pair.key?.keys ?? [];
  const last = keys.at(-1);
  const value = pair.value as TomlNode | undefined;
  if (!last || !value) return;
  descend(table, keys.slice(0, -1), pair.range).members.push({ key: nameOf(last), keyRange: last.range, entry: valueDraft(value, source) });
}

/** A bare key carries its name, a quoted one its value. */
function nameOf(key: TomlNode): string {
  return key.name ?? String(key.value ?? '');
}

function isTable(entry: Entry): entry is Table {
  return 'open' in entry;
}

function entryDraft(entry: Entry): Draft {
  if (Array.isArray(entry)) {
    const range: SourceRange = [entry[0]?.range[0] ?? 0, entry.at(-1)?.range[1] ?? 0];
    return { kind: 'array', range, members: () => entry.map((table, index) => ({ key: index, draft: tableDraft(table) })) };
  }
  return isTable(entry) ? tableDraft(entry) : entry;
}

function tableDraft(table: Table): Draft {
  return {
    kind: 'object',
    range: table.range,
    members: () => table.members.map(({ key, keyRange, entry }): DraftMember => ({ key, keyRange, draft: entryDraft(entry) })),
  };
}

function valueDraft(node: TomlNode, source: string): Draft {
  const { range } = node;
  switch (node.type) {
    case 'TOMLArray':
      return { kind: 'array', range, members: () => (node.elements ?? []).map((element, index) => ({ key: index, draft: valueDraft(element, source) })) };
    case 'TOMLInlineTable':
      return { kind: 'object', range, members: () => inlineMembers(node, source) };
    default:
      return scalarDraft(node, source);
  }
}

function inlineMembers(node: TomlNode, source: string): readonly DraftMember[] {
  const table = newTable(node.range);
  for (const pair of node.body ?? []) addPair(table, pair, source);
  return tableDraft(table).members?.(Number.POSITIVE_INFINITY) ?? [];
}

function scalarDraft({ range, kind, value, style, multiline }: TomlNode, source: string): Draft {
  if (kind === 'string' && typeof value === 'string') {
    const form = { multiline: multiline === true, literal: style === 'literal' };
    return { kind: 'string', value, range, text: () => tomlStringText(source, range, value, form) };
  }
  if (typeof value === 'boolean') return { kind: 'boolean', value, range };
  return typeof value === 'number' ? { kind: 'number', value, range } : { kind: 'other', range };
}
