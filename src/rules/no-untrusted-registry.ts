import { matchesHost } from '../core/allow-list.ts';
import { codePaths } from '../core/code-path.ts';
import { defineRule } from '../core/define-rule.ts';
import type { JavaScriptFacts, RuleFacts } from '../core/define-rule.ts';
import { hostList } from '../core/option-lists.ts';
import { isManual, shellFindings } from '../core/shell-findings.ts';
import { isCollectionPoint, isRawPublicAddress, parseUrl } from '../knowledge/hosts.ts';
import { registryKind } from '../knowledge/registries.ts';
import { isTestFile } from '../knowledge/test-files.ts';
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
const KEY = /^(?:(?:@[\w.-]{1,100}:)?registry|npmregistryserver|npmpublishregistry|registry-url|publishregistry|(?:extra-)?index-url|install\.registry|corepack_npm_registry|npm_config_registry|pip_(?:extra_)?index_url|uv_(?:default_)?index(?:_url)?|goproxy)$/i;
/** Hosts of manuals: nobody can own them (RFC 2606). */
const MANUAL_HOST = /(?:^|\.)example\.(?:com|org|net)$/;
const DENIED: ReadonlySet<string> = new Set(['deny', 'disallow']);
/** Objects whose members are registries by scope or name. */
const MAPS: ReadonlySet<string> = new Set(['registries', 'namedregistries', 'scopes', 'npmscopes']);
const FILES = new TextGroup(['.npmrc', '.yarnrc', 'pip.conf', 'bunfig.toml']);
const KINDS = ['npmrc', 'yarnrc', 'pnpm-workspace', 'bunfig', 'package-json', 'pip-config', 'mcp-config', 'agent-settings', 'devcontainer', 'compose', 'vscode-settings', 'vscode-tasks', 'vscode-launch', 'code-workspace', 'workflow', 'action', 'task-runner', 'dependabot'] as const;

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
  javascript: checkWritten,
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

function checkSettings(root: SettingNode, facts: Facts): void {
  for (const node of walkSettings(root)) {
    if (typeof node.value !== 'string') continue;
    if (names(node)) {
      if (!isUnder(node, DENIED)) check(node, String(node.key), node.value, facts);
    } else if (typeof node.key === 'number' && node.value.includes('://')) {
      if (node.parent?.key === 'registryUrls') check(node, 'registryUrls', node.value, facts);
      const [, name = '', url = ''] = /^(\w{1,80})=(https?:\/\/\S{1,500})$/.exec(node.value.slice(0, 600)) ?? [];
      if (KEY.test(name) && !isUnder(node, DENIED)) check(node, name, url, facts);
    }
  }
}

function names(node: SettingNode): boolean {
  const { key, parent } = node;
  if (typeof key !== 'string') return false;
  if (KEY.test(key)) return true;
  const owner = typeof parent?.key === 'string' ? parent.key.toLowerCase() : '';
  const above = typeof parent?.parent?.key === 'string' ? parent.parent.key.toLowerCase() : '';
  return MAPS.has(owner) || (key === 'url' && (owner === 'registry' || MAPS.has(above)));
}

function isTrusted(host: string, { policy, options }: Pick<Facts, 'policy' | 'options'>): boolean {
  return matchesHost(host, [...policy.trustedRegistries, ...options.trustedRegistries]);
}

/** True where companies name the registry of their own packages, for a release or a bot: no install is led there. */
function isOwnRegistry({ parent }: SettingNode, { file }: Facts): boolean {
  return file.kind === 'dependabot' || parent?.key === 'publishConfig' || parent?.key === 'registryUrls';
}

function check(node: SettingNode, name: string, value: string, facts: Facts): void {
  const url = parseUrl(value);
  if (!url || url.host === '' || /[$\uE000{]/.test(url.host) || isTrusted(url.host, facts)) return;
  const kind = registryKind(url.host);
  if (kind === 'local' || (kind === 'public' && url.scheme !== 'http')) return;
  const data = { name, host: url.host };
  if (url.scheme === 'http') facts.report({ at: node.keyRange, message: 'plain', data });
  else if (isCollectionPoint(url.host, url.path) || isRawPublicAddress(url.host)) facts.report({ at: node.keyRange, message: 'registry', data });
  else if (kind !== 'mirror' && (facts.strict || !isOwnRegistry(node, facts))) facts.report({ at: node.keyRange, message: 'registry', data });
  else if (facts.strict) facts.report({ at: node.keyRange, message: 'mirror', data });
}
