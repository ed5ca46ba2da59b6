import type { FileKind } from '../knowledge/file-kind.ts';
import { matchesHost } from '../core/allow-list.ts';
import { codePaths } from '../core/code-path.ts';
import { defineRule } from '../core/define-rule.ts';
import type { JavaScriptFacts, RuleFacts } from '../core/define-rule.ts';
import { hostList } from '../core/option-lists.ts';
import { isManual, shellFindings } from '../core/shell-findings.ts';
import { isCollectionPoint, isRawPublicAddress, parseUrl } from '../knowledge/hosts.ts';
import { registryKind } from '../knowledge/registries.ts';
import { isTestFile } from '../knowledge/test-files.ts';
import { environmentWrites, objectsWithMember } from '../surfaces/javascript/named.ts';
import { dockerfileTree } from '../surfaces/settings/dockerfile-tree.ts';
import { isUnder, walkSettings } from '../surfaces/settings/index.ts';
import type { SettingNode } from '../surfaces/settings/index.ts';
import { findRegistry, SETTINGS_FILE, writtenRegistries } from '../surfaces/shell/detect/index.ts';
import { TextGroup } from '../surfaces/text-index.ts';

const messages = {
  registry: '{{name}} takes packages from {{host}}, which is no known registry. Trust the host in the policy, or remove this.',
  plain: '{{name}} takes packages from {{host}} over plain http: anybody on the way can replace them. Use https.',
  mirror: '{{name}} takes packages from {{host}}, a copy of the registry that somebody else runs. Use the registry itself.',
  scripts: '{{name}} lets every dependency run code on install. Allow single packages instead.',
} as const;

interface Options {
  readonly trustedRegistries: readonly string[];
}
type Facts = RuleFacts<keyof typeof messages, Options>;

/** `registry`, `@scope:registry`, `npmRegistryServer`, `index-url` … */
const KEY = /^(?:(?:@[\w.-]{1,100}:)?registry|npmregistryserver|npmpublishregistry|registry-url|publishregistry|(?:extra-)?index[-_]url|distributionurl|wrapperurl|install\.registry|corepack_npm_registry|npm_config_registry|pip_(?:extra_)?index_url|uv_(?:default_|extra_)?index(?:_url)?|goproxy|yarn_npm_registry_server|bun_config_registry|poetry_repositories_\w{1,60}_url|cargo_registries_\w{1,60}_index|bundle_mirror__\w{1,60})$/i;
/** Hosts of manuals: nobody can own them (RFC 2606). */
const MANUAL_HOST = /(?:^|\.)example\.(?:com|org|net)$/;
const DENIED: ReadonlySet<string> = new Set(['deny', 'disallow']);
/** Objects whose members are registries by scope or name. */
const MAPS: ReadonlySet<string> = new Set(['registries', 'namedregistries', 'scopes', 'npmscopes']);
/**
 * Lists whose items name a registry by `url`, and members that do, by kind of file. Sources: uv, Poetry, PDM and Pipenv
 * (sources), Composer (repositories), Cargo (registries), RubyGems and Bundler (sources).
 */
const LISTS: ReadonlyMap<FileKind, ReadonlySet<string>> = new Map([
  ['python-project', new Set(['index', 'source'])],
  ['php-project', new Set(['repositories'])],
]);
const MEMBERS: ReadonlyMap<FileKind, ReadonlySet<string>> = new Map([
  ['cargo-config', new Set(['index'])],
  ['ruby-config', new Set(['source'])],
]);
/** Of Composer's repositories, those that are no repositories of code. */
const REGISTRY_TYPE = /^composer$/;
const FILES = new TextGroup(['.npmrc', '.yarnrc', 'pip.conf', 'bunfig.toml']);
const KINDS = ['npmrc', 'yarnrc', 'pnpm-workspace', 'bunfig', 'package-json', 'pip-config', 'mcp-config', 'agent-settings', 'devcontainer', 'compose', 'vscode-settings', 'vscode-tasks', 'vscode-launch', 'code-workspace', 'workflow', 'action', 'task-runner', 'dependabot', 'gitlab-ci', 'pipeline', 'python-project', 'python-requirements', 'php-project', 'cargo-config', 'ruby-config', 'wrapper-properties', 'lerna'] as const;

export default defineRule<keyof typeof messages, Options>({
  name: 'no-untrusted-registry',
  docs: {
    description: 'disallow taking packages from, or publishing to, an unknown registry',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [829, 494],
  },
  messages,
  options: {
    schema: { trustedRegistries: hostList('Hosts of registries besides the public ones, exact or `*.domain`.') },
    defaults: { trustedRegistries: [] },
  },
  strict: true,
  kinds: KINDS,
  shell: (facts) => {
    for (const { finding, text, at } of shellFindings(facts.commands, findRegistry)) {
      if (finding.kind === 'scripts') {
        if (facts.strict) facts.report({ at, message: 'scripts', data: { name: finding.label } });
      } else if (!isTrusted(finding.host, facts) && !(isManual(text, facts.file) && MANUAL_HOST.test(finding.host))) {
        if (finding.mirror && !facts.strict) continue;
        facts.report({ at, message: finding.plain ? 'plain' : finding.mirror ? 'mirror' : 'registry', data: { name: finding.label, host: finding.host } });
      }
    }
  },
  inCalmCode: false,
  javascript: (facts) => {
    checkWritten(facts);
    checkVariables(facts);
  },
  settings: (facts) => checkSettings(facts.root, facts),
  textKinds: ['dockerfile'],
  text: (facts) => checkSettings(dockerfileTree(facts.file.text), facts),
});

/** `fs.writeFileSync('.npmrc', 'registry=https://…')`. Tests of package managers write settings of their own making. */
function checkWritten(facts: JavaScriptFacts<keyof typeof messages, Options>): void {
  const { model, file, strict, report } = facts;
  if (!model.textIndex.hasAny(FILES) || isTestFile(file.path)) return;
  for (const { kind, path, content } of model.fileOperations()) {
    const text = (kind === 'write' || kind === 'append') && content ? content.text() : null;
    if (!text || !codePaths(path).some((name) => SETTINGS_FILE.test(name))) continue;
    for (const { label, host, plain, mirror } of writtenRegistries(text.parts.map((part) => (typeof part === 'string' ? part : '$')).join(''))) {
      if (isTrusted(host, facts) || MANUAL_HOST.test(host) || (mirror && !strict)) continue;
      report({ at: content ?? path, message: plain ? 'plain' : mirror ? 'mirror' : 'registry', data: { name: label, host } });
    }
  }
}

/** Variables with which package managers are started. Sources: npm, pip, uv, Go, Yarn. */
const NAMES = ['npm_config_registry', 'NPM_CONFIG_REGISTRY', 'PIP_INDEX_URL', 'PIP_EXTRA_INDEX_URL', 'UV_INDEX_URL', 'UV_DEFAULT_INDEX', 'GOPROXY', 'YARN_NPM_REGISTRY_SERVER', 'YARN_REGISTRY'] as const;
const VARIABLES = new TextGroup(NAMES, 'word');

/** `spawn('npm', ['ci'], { env: { npm_config_registry: 'https://…' } })`, `process.env.PIP_INDEX_URL = 'https://…'`. */
function checkVariables(facts: JavaScriptFacts<keyof typeof messages, Options>): void {
  const { model, file, strict, report } = facts;
  const found = model.textIndex.findGroup(VARIABLES).map(({ which }) => NAMES[which] ?? '');
  if (found.length === 0 || isTestFile(file.path)) return;
  const members = [...new Set(found)].flatMap((name) => objectsWithMember(model, name).flatMap((object) => object.entry(name) ?? []).map(({ value, keyRange }) => ({ name, value, range: keyRange })));
  for (const { name, value, range } of [...members, ...environmentWrites(model).filter((write) => NAMES.some((known) => known === write.name))]) {
    for (const address of (value.text().constant ?? '').slice(0, 4096).split(/[,|\s]+/, MAX_ADDRESSES)) {
      const url = parseUrl(address);
      const kind = url && url.host !== '' && !isTrusted(url.host, facts) && !MANUAL_HOST.test(url.host) ? registryKind(url.host) : 'local';
      if (!url || kind === 'local' || (kind === 'public' && url.scheme !== 'http') || (kind === 'mirror' && !strict)) continue;
      report({ at: range, message: url.scheme === 'http' ? 'plain' : kind === 'mirror' ? 'mirror' : 'registry', data: { name, host: url.host } });
    }
  }
}

function checkSettings(root: SettingNode, facts: Facts): void {
  for (const node of walkSettings(root)) {
    if (typeof node.value !== 'string') continue;
    const named = node.key === 'value' ? node.parent?.get('name')?.value : undefined;
    if (names(node, facts.file.kind)) {
      if (!isUnder(node, DENIED)) check(node, String(node.key), node.value, facts);
    } else if (typeof named === 'string' && KEY.test(named)) {
      check(node, named, node.value, facts);
    } else if (typeof node.key === 'number' && node.value.includes('://')) {
      if (node.parent?.key === 'registryUrls') check(node, 'registryUrls', node.value, facts);
      const [, name = '', url = ''] = /^(\w{1,80})=(https?:\/\/\S{1,500})$/.exec(node.value.slice(0, 600)) ?? [];
      if (KEY.test(name) && !isUnder(node, DENIED)) check(node, name, url, facts);
    }
  }
}

function names(node: SettingNode, kind: FileKind): boolean {
  const { key, parent } = node;
  if (typeof key !== 'string') return parent?.key === ':sources';
  if (KEY.test(key) || MEMBERS.get(kind)?.has(key) === true) return true;
  const list = LISTS.get(kind);
  if (list && key === 'url') return list.has(String(typeof parent?.key === 'number' || kind === 'php-project' ? parent?.parent?.key : '')) && REGISTRY_TYPE.test(String(parent?.get('type')?.value ?? 'composer'));
  const owner = typeof parent?.key === 'string' ? parent.key.toLowerCase() : '';
  const above = typeof parent?.parent?.key === 'string' ? parent.parent.key.toLowerCase() : '';
  return MAPS.has(owner) || (key === 'url' && (owner === 'registry' || MAPS.has(above)));
}

function isTrusted(host: string, { policy, options }: Pick<Facts, 'policy' | 'options'>): boolean {
  return matchesHost(host, [...policy.trustedRegistries, ...options.trustedRegistries]);
}

/**
 * True where companies name the registry of their own packages, for a release, a bot or single packages: no install of
 * others is led there. Vendors of PHP packages have a registry each.
 */
function isOwnRegistry({ parent }: SettingNode, { file }: Facts): boolean {
  return file.kind === 'dependabot' || file.kind === 'lerna' || file.kind === 'php-project' || (file.kind === 'python-project' && parent?.get('explicit')?.value === true) || parent?.key === 'publishConfig' || parent?.key === 'registryUrls';
}

const MAX_ADDRESSES = 20;

/** A variable may hold several addresses, and uv has names for them: `https://proxy,direct`, `name=https://host`. */
function check(node: SettingNode, name: string, value: string, facts: Facts): void {
  for (const address of value.slice(0, 4096).split(/[,|\s]+/, MAX_ADDRESSES)) checkAddress(node, name, address, facts);
}

function checkAddress(node: SettingNode, name: string, value: string, facts: Facts): void {
  const url = parseUrl(value.replace(/^(?:sparse\+|[\w-]{1,60}=(?=https?:))/, ''));
  if (!url || url.host === '' || /[$\uE000{]/.test(url.host) || isTrusted(url.host, facts)) return;
  // Gradle and Maven publish on GitHub, too.
  if (facts.file.kind === 'wrapper-properties' && url.host === 'github.com' && /^\/(?:gradle|apache)\//.test(url.path)) return;
  // In a Compose file, a name without a dot is another container.
  if (facts.file.kind === 'compose' && /^[a-z][\w-]{0,62}$/i.test(url.host)) return;
  const kind = registryKind(url.host);
  if (kind === 'local' || (kind === 'public' && url.scheme !== 'http')) return;
  const data = { name, host: url.host };
  if (url.scheme === 'http') facts.report({ at: node.keyRange, message: 'plain', data });
  else if (isCollectionPoint(url.host, url.path) || isRawPublicAddress(url.host)) facts.report({ at: node.keyRange, message: 'registry', data });
  else if (kind !== 'mirror' && (facts.strict || !isOwnRegistry(node, facts))) facts.report({ at: node.keyRange, message: 'registry', data });
  else if (facts.strict) facts.report({ at: node.keyRange, message: 'mirror', data });
}
