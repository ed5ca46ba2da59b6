import type { SettingNode } from './model.ts';

/** Names and indexes from the root to a node; a dotted key stays one name. */
export function pathOf(node: SettingNode): readonly (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: SettingNode | null = node; at; at = at.parent) if (at.key !== null) path.push(at.key);
  return path.reverse();
}

/** True when a key on the way to the node, its own included, is one of `names`; parts of dotted keys count. */
export function isUnder(node: SettingNode, names: ReadonlySet<string>): boolean {
  for (let at: SettingNode | null = node; at; at = at.parent) {
    if (typeof at.key !== 'string') continue;
    if (names.has(at.key) || (at.key.includes('.') && at.key.split('.', MAX_PARTS).some((part) => names.has(part)))) return true;
  }
  return false;
}

/** A scalar as text (`true`, `8080`, the string itself), the empty string for objects, arrays, `null` and `other`. */
export function scalarText(node: SettingNode | undefined): string {
  return node?.value === undefined || node.value === null ? '' : String(node.value);
}

/** The strings of an array, or the one string itself; other values are left out. */
export function stringItems(node: SettingNode | undefined): readonly SettingNode[] {
  if (node?.kind === 'string') return [node];
  return node?.kind === 'array' ? node.members.filter((item) => item.kind === 'string') : [];
}

const walks = new WeakMap<SettingNode, readonly SettingNode[]>();

/**
 * Every node under `root` and the root itself, parents first, in source order. Bounded by the tree's own bounds. A whole
 * tree is walked once for all who ask; a part of it is read as far as it is asked for.
 */
export function walkSettings(root: SettingNode): Iterable<SettingNode> {
  if (root.parent !== null) return walk(root);
  const known = walks.get(root);
  if (known) return known;
  const all = [...walk(root)];
  walks.set(root, all);
  return all;
}

function* walk(root: SettingNode): Generator<SettingNode> {
  const stack = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    yield node;
    const { members } = node;
    for (let index = members.length - 1; index >= 0; index -= 1) stack.push(members[index] as SettingNode);
  }
}

const MAX_PARTS = 20;

const indexes = new WeakMap<SettingNode, ReadonlyMap<string, readonly SettingNode[]>>();
const patterns = new Map<string, readonly string[]>();
const MAX_PATTERNS = 5000;

/**
 * The nodes that a pattern names, in source order. Segments are joined by dots: a name, `*` (any member) or a segment
 * followed by `[]` (every item of that array; on its own, every item of the value). A chain of names may be spelt
 * nested, dotted or mixed in the file, as VS Code reads it: `{"a.b": {"c": 1}}` is found by `a.b.c`.
 * `pattern` comes from our tables, never from a linted file. Duplicate members are all found.
 */
export function findSettings(root: SettingNode, pattern: string): readonly SettingNode[] {
  const segments = parsePattern(pattern);
  // Every state is a node reached after `index` segments; dotted keys jump over several segments at once.
  const reached: Set<SettingNode>[] = segments.map(() => new Set<SettingNode>());
  reached[0]?.add(root);
  const found = new Set<SettingNode>();
  for (let index = 0; index < segments.length; index += 1) {
    for (const node of reached[index] ?? []) step(node, segments, index, (next, at) => (at === segments.length ? found : reached[at])?.add(next));
  }
  const nodes = [...found];
  return nodes.length > 1 ? nodes.toSorted((a, b) => a.range[0] - b.range[0]) : nodes;
}

function parsePattern(pattern: string): readonly string[] {
  const known = patterns.get(pattern);
  if (known) return known;
  const segments = pattern.split('.').flatMap((segment) => {
    const name = segment.replaceAll('[]', '');
    const arrays = Array.from({ length: (segment.length - name.length) / 2 }, () => '[]');
    return name === '' ? arrays : [name, ...arrays];
  });
  if (patterns.size < MAX_PATTERNS) patterns.set(pattern, segments);
  return segments;
}

function step(node: SettingNode, segments: readonly string[], index: number, reach: (node: SettingNode, index: number) => void): void {
  const segment = segments[index] ?? '';
  if (segment === '[]') {
    if (node.kind === 'array') for (const item of node.members) reach(item, index + 1);
    return;
  }
  if (node.kind !== 'object') return;
  const { members } = node;
  for (const member of members.length < INDEX_FROM || segment === '*' ? members : (indexOf(node).get(segment) ?? [])) {
    if (segment === '*' || member.key === segment) reach(member, index + 1);
    reachDotted(member, segments, index, reach);
  }
}

/** A key such as `a.b.c` jumps over several segments. Paths and package specifiers hold dots too, but are no dotted keys. */
function reachDotted(member: SettingNode, segments: readonly string[], index: number, reach: (node: SettingNode, index: number) => void): void {
  const name = String(member.key);
  if (!isDotted(name)) return;
  const parts = name.split('.', MAX_PARTS);
  const end = index + parts.length;
  if (parts.length < MAX_PARTS && end <= segments.length && parts.every((part, offset) => segments[index + offset] === '*' || segments[index + offset] === part)) reach(member, end);
}

const INDEX_FROM = 16;

/** Members of a large object by name, dotted keys by their first part. */
function indexOf(node: SettingNode): ReadonlyMap<string, readonly SettingNode[]> {
  const known = indexes.get(node);
  if (known) return known;
  const index = new Map<string, SettingNode[]>();
  for (const member of node.members) {
    const name = String(member.key);
    const key = isDotted(name) ? name.slice(0, name.indexOf('.')) : name;
    const list = index.get(key);
    if (list) list.push(member);
    else index.set(key, [member]);
  }
  indexes.set(node, index);
  return index;
}

function isDotted(name: string): boolean {
  return name.includes('.') && !name.includes('/') && !name.includes('@');
}
