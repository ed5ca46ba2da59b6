import type { SettingNode } from './model.ts';

export interface LockedPackage {
  /** The name under which the package is installed. */
  readonly name: string;
  /** Where it is downloaded from; empty when the lockfile does not say. */
  readonly url: string;
  /** The integrity text; empty when missing. */
  readonly integrity: string;
  /** True when the lockfile itself says that the entry is an alias. */
  readonly aliased: boolean;
  readonly node: SettingNode;
  /** The member that holds the address. */
  readonly place: SettingNode;
}

/** The packages of an npm, pnpm, Yarn or bun lockfile that name a download address, in source order. */
export function lockedPackages(root: SettingNode, path: string): readonly LockedPackage[] {
  const file = path.slice(path.lastIndexOf('/') + 1);
  if (file === 'pnpm-lock.yaml') return pnpmPackages(root);
  if (file === 'bun.lock') return bunPackages(root);
  if (file === 'yarn.lock') return yarnPackages(root);
  return npmPackages(root);
}

function textOf(node: SettingNode | undefined): string {
  return typeof node?.value === 'string' ? node.value : '';
}

/** `packages` of lockfile versions 2 and 3; `dependencies`, nested, of version 1. */
function npmPackages(root: SettingNode): LockedPackage[] {
  const found: LockedPackage[] = [];
  const packages = root.get('packages');
  const queue: SettingNode[] = packages ? [] : [root];
  for (const node of packages?.members ?? []) {
    const key = String(node.key);
    if (!key.includes('node_modules/') || node.get('link')?.value === true || node.get('inBundle')?.value === true) continue;
    const name = key.slice(key.lastIndexOf('node_modules/') + 'node_modules/'.length);
    addIfDownloaded(found, name, node, node.get('name') !== undefined);
  }
  for (let at = 0; at < queue.length && at < 100_000; at += 1) {
    for (const node of queue[at]?.get('dependencies')?.members ?? []) {
      queue.push(node);
      if (node.get('bundled')?.value === true) continue;
      addIfDownloaded(found, String(node.key), node, /^npm:/.test(textOf(node.get('version'))));
    }
  }
  return found;
}

function addIfDownloaded(found: LockedPackage[], name: string, node: SettingNode, aliased: boolean): void {
  const place = node.get('resolved');
  const url = textOf(place);
  if (place && url !== '') found.push({ name, url, integrity: textOf(node.get('integrity')), aliased, node, place });
}

function pnpmPackages(root: SettingNode): LockedPackage[] {
  const found: LockedPackage[] = [];
  for (const node of root.get('packages')?.members ?? []) {
    const resolution = node.get('resolution');
    const place = resolution?.get('tarball') ?? node;
    const url = textOf(place);
    const name = /^\/?((?:@[^/@]+\/)?[^/@]+)[@/]/.exec(String(node.key).slice(0, 400))?.[1] ?? String(node.key);
    if (url !== '') found.push({ name, url, integrity: textOf(resolution?.get('integrity')), aliased: true, node, place });
  }
  return found;
}

/** `"name": ["name@version", "registry or url", { … }, "sha512-…"]`. */
function bunPackages(root: SettingNode): LockedPackage[] {
  const found: LockedPackage[] = [];
  for (const node of root.get('packages')?.members ?? []) {
    const items = node.members;
    const identity = textOf(items[0]);
    const at = identity.indexOf('@', 1);
    const source = identity.slice(at + 1);
    const url = /^https?:/.test(source) ? source : textOf(items[1]);
    const last = items[items.length - 1];
    if (/^https?:/.test(url)) found.push({ name: at < 0 ? identity : identity.slice(0, at), url, integrity: /^sha\d/.test(textOf(last)) ? textOf(last) : '', aliased: true, node, place: node });
  }
  return found;
}

/** Classic lockfiles name the address in `resolved`; newer ones the package in `resolution`. */
function yarnPackages(root: SettingNode): LockedPackage[] {
  const found: LockedPackage[] = [];
  for (const node of root.members) {
    const first = String(node.key).split(',')[0]?.trim().replace(/^"|"$/g, '') ?? '';
    const at = first.indexOf('@', 1);
    const name = at < 0 ? first : first.slice(0, at);
    const resolved = textOf(node.get('resolved'));
    const url = resolved.split('#')[0] ?? '';
    const hash = resolved.includes('#') ? `sha1-${resolved.slice(resolved.indexOf('#') + 1)}` : '';
    // An address that is asked for may lead to a package of any name.
    const aliased = /^(?:npm:|https?:\/\/)/.test(first.slice(at + 1));
    if (url !== '') found.push({ name, url, integrity: textOf(node.get('integrity')) || hash, aliased, node, place: node.get('resolved') ?? node });
    else {
      const resolution = textOf(node.get('resolution'));
      const source = resolution.slice(resolution.indexOf('@', 1) + 1);
      if (/^https?:/.test(source)) found.push({ name, url: source, integrity: textOf(node.get('checksum')), aliased: true, node, place: node.get('resolution') ?? node });
    }
  }
  return found;
}
