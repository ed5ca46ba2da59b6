import { matchesAllowList, matchesHost } from '../core/allow-list.ts';
import { defineRule } from '../core/define-rule.ts';
import type { SettingsFacts } from '../core/define-rule.ts';
import { textList } from '../core/option-lists.ts';
import { runRows } from '../core/setting-rows.ts';
import { COMMAND_OWNERS, KNOWN_ALIASES, KNOWN_ARCHIVES, MALICIOUS_PACKAGES, PREVIEW_HOSTS, SHADOWED_COMMANDS } from '../knowledge/dependencies.ts';
import { isCommit, parseDependencySpec } from '../knowledge/dependency-spec.ts';
import type { DependencySpec } from '../knowledge/dependency-spec.ts';
import { isLoopbackHost } from '../knowledge/hosts.ts';
import { PROTECTION_ROWS } from '../knowledge/install-protections.ts';
import { sensitivePath } from '../knowledge/paths.ts';
import { registryKind } from '../knowledge/registries.ts';
import { isPopularPackage } from '../knowledge/typosquat.ts';
import { hostileUrl, isQuietFolder } from '../knowledge/values.ts';
import { dependencyEntries, patchEntries } from '../surfaces/settings/dependencies.ts';
import type { DependencyEntry } from '../surfaces/settings/dependencies.ts';
import { lockedPackages } from '../surfaces/settings/lockfile.ts';
import { pythonDependencies } from '../surfaces/settings/python-dependencies.ts';

const messages = {
  plainUrl: '{{name}} is downloaded over plain http, so anybody on the way can replace it. Install it from a registry.',
  url: '{{name}} comes from a URL on {{host}}: no registry, no audit, and it can change unseen. Install it from a registry.',
  plainGit: '{{name}} is cloned over an unprotected protocol, so anybody on the way can replace it. Use https and a full commit id.',
  movingGit: '{{name}} comes from a git repository without a commit and runs its prepare script. Pin a full commit id or use a registry.',
  optionalCommit: 'The optional dependency {{name}} is a bare git commit, a form that hides an installer. Install it from a registry.',
  moving: '{{name}} comes from a repository without a commit, so what is installed changes unseen. Pin a full commit id or use a registry.',
  alias: '{{name}} is really the package {{target}}: every import of {{name}} runs that code. Use the package under its own name.',
  swap: '{{name}} is replaced by {{target}} for every package that needs it. Replace it by a version of the same package.',
  outside: '{{name}} is taken from outside the project ({{path}}). Keep local packages inside the repository.',
  script: '{{name}} is made by a script ({{path}}) that runs on every install. Keep it as a package, or run the script by hand.',
  patch: 'The patch of {{name}} lies outside the project ({{path}}), where anybody can rewrite it. Keep it in the repository.',
  sensitive: '{{name}} points into a folder with credentials. Remove it.',
  floating: '{{name}} takes whatever version is newest. Give it a version range.',
  notRegistry: '{{name}} does not come from a registry. Prefer a published version.',
  malicious: '{{name}} is known malware. Remove it and rotate the secrets of every machine that installed it.',
  shadow: 'The command {{name}} of this package shadows the well-known program of that name in scripts. Rename it.',
  managerUrl: 'The package manager itself is downloaded from a URL. Name a version, with its hash.',
  managerHash: 'The package manager has no hash, so its download is not checked. Add the +sha512 part.',
  protection: '"{{key}}" {{effect}}. Remove it.',
  lockHost: 'The lockfile takes {{name}} from {{host}}, which is no known registry. Restore the entry or trust the host in the policy.',
  lockPlain: 'The lockfile downloads {{name}} over plain http. Restore the entry.',
  lockName: 'The lockfile installs {{target}} where {{name}} is asked for. Restore the entry.',
  lockIntegrity: 'The lockfile entry of {{name}} has no integrity hash although others do. Restore the entry.',
  lockWeak: 'The lockfile entry of {{name}} is protected by SHA-1 only. Update the lockfile.',
} as const;

type Facts = SettingsFacts<keyof typeof messages, { allow: readonly string[] }>;
type Verdict = { readonly message: keyof typeof messages; readonly data?: Readonly<Record<string, string>> } | null;

export default defineRule<keyof typeof messages, { allow: readonly string[] }>({
  name: 'no-untrusted-dependency',
  docs: {
    description: 'disallow dependencies that bypass the package registry',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [829, 494, 1357],
  },
  messages,
  options: { schema: { allow: textList('Dependency names, or spec texts, that are fine.') }, defaults: { allow: [] } },
  strict: true,
  kinds: ['package-json', 'pnpm-workspace', 'npmrc', 'yarnrc', 'bunfig', 'lockfile', 'python-project', 'python-requirements', 'ruby-config'],
  settings: (facts) => {
    if (facts.file.kind === 'lockfile') return checkLockfile(facts);
    if (facts.file.kind === 'python-project' || facts.file.kind === 'python-requirements' || facts.file.kind === 'ruby-config') return checkPython(facts);
    runRows(facts.root, PROTECTION_ROWS.get(facts.file.kind) ?? [], facts);
    for (const entry of dependencyEntries(facts.root)) {
      if (isAllowed(facts, entry)) continue;
      const verdict = judge(entry, facts);
      if (verdict) facts.report({ at: entry.node.keyRange, message: verdict.message, data: { name: entry.name, ...verdict.data } });
    }
    for (const node of facts.strict ? patchEntries(facts.root) : []) {
      if (isOutside(String(node.value), facts)) facts.report({ at: node.keyRange, message: 'patch', data: { name: String(node.key), path: String(node.value) } });
    }
    if (facts.file.kind === 'package-json') checkManifest(facts);
  },
});

function isAllowed({ options, policy }: Facts, entry: DependencyEntry): boolean {
  const lists = [...options.allow, ...policy.allowedPackages];
  return matchesAllowList(entry.name, lists) || matchesAllowList(entry.spec, lists);
}

/** Addresses are usual for packages of Python and Ruby: unprotected and hostile ones are told, all others are a capability. */
function checkPython(facts: Facts): void {
  const { file, root, options, policy, strict, report } = facts;
  for (const { name, spec: text, isPinned, node } of pythonDependencies(root, file.kind)) {
    if (matchesAllowList(name, [...options.allow, ...policy.allowedPackages]) || matchesAllowList(text, [...options.allow, ...policy.allowedPackages])) continue;
    const spec = parseDependencySpec(text);
    if (isLoopbackHost(spec.host) || isTrusted(spec.host, policy.trustedRegistries)) continue;
    const data = { name: name === '' ? 'This dependency' : name, host: spec.host };
    const at = typeof node.key === 'string' ? node.keyRange : node.range;
    if (/^(?:git|(?:git|hg|svn|bzr)\+http|http):\/\//i.test(text) && !isPinned) report({ at, message: spec.source === 'tarball' ? 'plainUrl' : 'plainGit', data });
    else if (hostileUrl(text.replace(/^\w{2,3}\+/, '')) !== null) report({ at, message: 'url', data });
    else if (strict) report({ at, message: isPinned ? 'notRegistry' : spec.source === 'tarball' ? 'url' : 'moving', data });
  }
}

function judge(entry: DependencyEntry, facts: Facts): Verdict {
  if (MALICIOUS_PACKAGES.has(entry.name)) return { message: 'malicious' };
  const spec = parseDependencySpec(entry.spec);
  switch (spec.source) {
    case 'tarball':
      return judgeArchive(spec, facts);
    case 'git':
      return judgeGit(entry, spec, facts);
    case 'alias':
      return judgeAlias(entry, spec, facts);
    case 'local':
      return judgeLocal(spec, facts);
    case 'script':
      return judgeScript(spec, facts);
    case 'workspace':
      // `~/` of a patch is Yarn's name for the project.
      return facts.strict && spec.patch.split('&', 20).some((patch) => isOutside(patch.replace(/^(?:optional!)?(?:~\/)?/, ''), facts)) ? { message: 'patch', data: { path: spec.patch } } : null;
    case 'range':
      return facts.strict && entry.group !== 'peerDependencies' && /^(?:\*|x|>=\s{0,4}0(?:\.0){0,2})?$/i.test(entry.spec) ? { message: 'floating' } : null;
    case 'registry':
      return facts.strict && entry.group !== 'peerDependencies' && entry.spec === 'latest' ? { message: 'floating' } : null;
    case 'unknown':
      return facts.strict && spec.protocol !== '' ? { message: 'notRegistry' } : null;
    default:
      return null;
  }
}

function judgeArchive(spec: DependencySpec, { policy, strict }: Facts): Verdict {
  if (isLoopbackHost(spec.host) || matchesHost(spec.host, policy.trustedRegistries)) return null;
  const known = KNOWN_ARCHIVES.some(([host, path]) => spec.host === host && path.test(spec.path)) || PREVIEW_HOSTS.includes(spec.host);
  // A forge is a registry for its packages, not for archives of its repositories.
  if (!known && registryKind(spec.host) === 'public') return null;
  if (spec.protocol === 'http:') return { message: 'plainUrl' };
  if (!known) return { message: 'url', data: { host: spec.host } };
  return strict ? { message: 'notRegistry' } : null;
}

function judgeGit(entry: DependencyEntry, spec: DependencySpec, { strict }: Facts): Verdict {
  if (spec.protocol === 'git:' || spec.protocol === 'git+http:' || (spec.protocol === 'http:' && !isLoopbackHost(spec.host))) return { message: 'plainGit' };
  if (isCommit(spec.committish)) return entry.group === 'optionalDependencies' ? { message: 'optionalCommit' } : strict ? { message: 'notRegistry' } : null;
  if (entry.group === 'peerDependencies') return strict ? { message: 'movingGit' } : null;
  return MOVING_BRANCH.test(spec.committish) || strict ? { message: 'movingGit' } : null;
}

/** The branch that is taken anyway when none is named, and those that everybody works on. */
const MOVING_BRANCH = /^(?:|main|master|HEAD|trunk|develop|dev)$/i;

function judgeAlias(entry: DependencyEntry, spec: DependencySpec, { strict }: Facts): Verdict {
  if (MALICIOUS_PACKAGES.has(spec.target)) return { message: 'malicious' };
  if (spec.target === entry.name || spec.target === '' || KNOWN_ALIASES.get(entry.name)?.includes(spec.target)) return null;
  const message = entry.group === 'replacement' ? 'swap' : 'alias';
  const imitates = isPopularPackage(entry.name) && !isVariant(entry.name, spec.target);
  return imitates || (strict && (!isVariant(entry.name, spec.target) || isForeignScope(entry.name, spec.target))) ? { message, data: { target: spec.target } } : null;
}

/** `react-18` → `react`, `string-width-cjs` → `string-width`, `lodash` → `@acme/lodash`: the same package by another label. */
function isVariant(name: string, target: string): boolean {
  const base = (full: string): string => full.slice(full.lastIndexOf('/') + 1);
  const [a, b] = [base(name), base(target)];
  return a === b || a.startsWith(`${b}-`) || a.startsWith(`${b}_`) || (target.startsWith('@') && (b.startsWith(`${a}-`) || b.endsWith(`-${a}`)));
}

/** `axios` → `@acme/axios`: a fork, which only strict has a look at. */
function isForeignScope(name: string, target: string): boolean {
  return target.startsWith('@') && target.slice(0, target.indexOf('/')) !== name.slice(0, Math.max(0, name.indexOf('/')));
}

function judgeLocal(spec: DependencySpec, facts: Facts): Verdict {
  if (sensitivePath(spec.path) !== null) return { message: 'sensitive' };
  return facts.strict && isOutside(spec.path, facts) ? { message: 'outside', data: { path: spec.path } } : null;
}

/** Yarn's `exec:` runs a script of the project; one that is hidden, or none of the project's, is no generator. */
function judgeScript(spec: DependencySpec, facts: Facts): Verdict {
  const isHidden = isQuietFolder(spec.path) || isOutside(spec.path, facts);
  return isHidden || facts.strict ? { message: 'script', data: { path: spec.path } } : null;
}

/** What only the manifest of a whole project has: for it, the folder above is outside. */
const ROOT_KEYS = ['workspaces', 'pnpm', 'packageManager'] as const;

/** True for a path that leaves the project: an absolute one, three folders up, or any folder up from its root. */
function isOutside(path: string, { file, root }: Facts): boolean {
  if (/^(?:[/~\\]|[a-z]:|https?:|(?:\.\.(?:[\\/]|$)){3})/i.test(path)) return true;
  const isRoot = file.kind === 'pnpm-workspace' || (file.kind === 'package-json' && ROOT_KEYS.some((key) => root.get(key) !== undefined));
  return isRoot && /^(?:\.[\\/])?\.\.(?:[\\/]|$)/.test(path);
}

function isTrusted(host: string, trusted: readonly string[]): boolean {
  return registryKind(host) === 'public' || matchesHost(host, trusted);
}

function checkManifest(facts: Facts): void {
  const { root, strict, report } = facts;
  const name = String(root.get('name')?.value ?? '');
  for (const command of root.get('bin')?.members ?? []) {
    const key = String(command.key);
    if (!SHADOWED_COMMANDS.has(key) || name === key || name.endsWith(`/${key}`) || COMMAND_OWNERS.get(key)?.test(name)) continue;
    report({ at: command.keyRange, message: 'shadow', data: { name: key } });
  }
  const manager = root.get('packageManager');
  if (typeof manager?.value !== 'string') return;
  if (/@https?:/.test(manager.value.slice(0, 100))) report({ at: manager.keyRange, message: 'managerUrl' });
  else if (strict && !/\+sha\d{3}/.test(manager.value.slice(0, 100))) report({ at: manager.keyRange, message: 'managerHash' });
}

function checkLockfile({ file, root, policy, options, strict, report }: Facts): void {
  const packages = lockedPackages(root, file.path);
  const hashed = packages.some((entry) => entry.integrity !== '');
  for (const { name, url, integrity, node, place, aliased } of packages) {
    if (matchesAllowList(name, [...options.allow, ...policy.allowedPackages])) continue;
    const spec = parseDependencySpec(url);
    const at = node.keyRange;
    const address = place.keyRange;
    if (spec.source === 'tarball' && spec.protocol === 'http:' && !isLoopbackHost(spec.host)) report({ at: address, message: 'lockPlain', data: { name } });
    else if (spec.source === 'tarball' && !isLoopbackHost(spec.host) && !isTrusted(spec.host, policy.trustedRegistries) && registryKind(spec.host) !== 'mirror' && judgeArchive(spec, { policy, strict: false } as Facts)) {
      report({ at: address, message: 'lockHost', data: { name, host: spec.host } });
    }
    const target = /\/((?:@[^/]+\/)?[^/]+)\/-\/[^/]+$/.exec(spec.path.slice(-400))?.[1]?.replace('%2f', '/');
    if (target !== undefined && registryKind(spec.host) === 'public' && !aliased && target !== name) report({ at: address, message: 'lockName', data: { name, target } });
    if (spec.source === 'tarball' && registryKind(spec.host) === 'public') {
      if (integrity === '' && (hashed || strict)) report({ at, message: 'lockIntegrity', data: { name } });
      else if (strict && /^sha1-/.test(integrity) && !/sha(?:256|384|512)-/.test(integrity)) report({ at, message: 'lockWeak', data: { name } });
    }
  }
}
