import type { SettingNode } from './model.ts';

/** Where a manifest names a dependency. `replacement`: overrides, resolutions and catalogs, which swap what others asked for. */
export type DependencyGroup = 'dependencies' | 'devDependencies' | 'peerDependencies' | 'optionalDependencies' | 'replacement';

export interface DependencyEntry {
  readonly group: DependencyGroup;
  /** The name under which code imports it. */
  readonly name: string;
  /** The version text, trimmed. */
  readonly spec: string;
  /** The member: its key is the name, its value the spec. */
  readonly node: SettingNode;
}

const GROUPS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'] as const;
const REPLACEMENTS: readonly (readonly string[])[] = [
  ['overrides'],
  ['resolutions'],
  ['pnpm', 'overrides'],
  ['catalog'],
  ['catalogs'],
  ['workspaces', 'catalog'],
  ['workspaces', 'catalogs'],
];
/** Dependencies that are added to packages of others: `{ "react@*": { dependencies: { … } } }`. */
const EXTENSIONS: readonly (readonly string[])[] = [['packageExtensions'], ['pnpm', 'packageExtensions']];
/** Patches that pnpm and Bun apply to packages when they install them. */
const PATCHES: readonly (readonly string[])[] = [['patchedDependencies'], ['pnpm', 'patchedDependencies']];
/** Overrides nest (`{ a: { b: { '.': '1' } } }`); deeper nesting than this is not read. */
const MAX_NESTING = 12;

/** Every dependency that a package.json, pnpm-workspace.yaml or .yarnrc.yml names, in source order of its groups. */
export function dependencyEntries(root: SettingNode): readonly DependencyEntry[] {
  const entries: DependencyEntry[] = [];
  addGroups(entries, root);
  // Packages whose hooks pnpm runs before an install.
  for (const node of root.get('configDependencies')?.members ?? []) addEntry(entries, 'dependencies', String(node.key), node);
  for (const path of EXTENSIONS) {
    for (const extension of nodeAt(root, path)?.members ?? []) addGroups(entries, extension);
  }
  for (const path of REPLACEMENTS) {
    const node = nodeAt(root, path);
    if (node) addReplacements(entries, node);
  }
  return entries;
}

/** Members whose name is a package with its version and whose value is the path of a patch. */
export function patchEntries(root: SettingNode): readonly SettingNode[] {
  return PATCHES.flatMap((path) => nodeAt(root, path)?.members ?? []).filter(({ kind }) => kind === 'string');
}

function nodeAt(root: SettingNode, path: readonly string[]): SettingNode | undefined {
  return path.reduce<SettingNode | undefined>((at, name) => at?.get(name), root);
}

function addGroups(entries: DependencyEntry[], owner: SettingNode): void {
  for (const group of GROUPS) {
    for (const node of owner.get(group)?.members ?? []) addEntry(entries, group, String(node.key), node);
  }
}

function addEntry(entries: DependencyEntry[], group: DependencyGroup, name: string, node: SettingNode): void {
  if (typeof node.key === 'string' && typeof node.value === 'string') entries.push({ group, name, spec: node.value.trim(), node });
}

function addReplacements(entries: DependencyEntry[], top: SettingNode): void {
  const queue: { readonly node: SettingNode; readonly owner: string; readonly depth: number }[] = [{ node: top, owner: '', depth: 0 }];
  for (let item = queue.shift(); item; item = queue.shift()) {
    for (const node of item.node.members) {
      const key = String(node.key);
      const name = key === '.' ? item.owner : packageOf(key);
      if (node.kind === 'object' && item.depth < MAX_NESTING) queue.push({ node, owner: name, depth: item.depth + 1 });
      else addEntry(entries, 'replacement', name, node);
    }
  }
}

/** The replaced package of a selector: `a>b` → `b`, `**` + `/b@^1` → `b`, `@s/a/@t/b` → `@t/b`. */
function packageOf(selector: string): string {
  const last = selector.slice(selector.lastIndexOf('>') + 1).trim();
  const match = /(?:^|\/)((?:@[^/@\s]{1,100}\/)?[^/@\s]{1,200})(?:@[^/]*)?$/.exec(last.slice(-400));
  return match?.[1] ?? last;
}
