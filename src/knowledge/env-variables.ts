import { isLoopbackHost, isPrivateHost, parseUrl } from './hosts.ts';
import { registryKind } from './registries.ts';
import { isConventionalToolPath, isQuietFolder, isRepoRelative, plainHttpReach, programName, saysOff, saysOn } from './values.ts';

/** What setting an environment variable to a value does. */
export interface EnvThreat {
  readonly kind: 'code' | 'path' | 'tls' | 'authority' | 'proxy' | 'registry' | 'endpoint';
  /** `strict`: only a capability, or common in honest projects. */
  readonly preset: 'recommended' | 'strict';
}

type Scalar = string | number | boolean | null | undefined;
type Test = (value: string, name: string) => 'recommended' | 'strict' | null;

/** Modules that a loader flag names by a bare name come from node_modules; files and `data:` URLs are planted. */
function nodeOptions(value: string): 'recommended' | 'strict' | null {
  const words = value.split(/\s+/).slice(0, 100);
  let found: 'strict' | null = null;
  for (let index = 0; index < words.length; index += 1) {
    const flag = /^(?:-r|--require|--import|--loader|--experimental-loader)(?:=(.{0,2000}))?$/s.exec(words[index] ?? '');
    if (!flag) {
      if (/^--(?:inspect|debug)/.test(words[index] ?? '')) found = 'strict';
      continue;
    }
    const target = (flag[1] ?? words[index + 1] ?? '').replace(/^["']|["']$/g, '');
    if (/(?:^|[\\/])\.pnp(?:\.loader)?\.[cm]?js$/.test(target) || target === '') continue;
    if (/^(?:[./\\~$%]|[a-z]:[\\/]|data:|https?:|file:|blob:)/i.test(target)) return 'recommended';
    found = 'strict';
  }
  return found;
}

/** A file that is read and run: planted when it lies in the repository, a matter of taste elsewhere. */
const startupFile: Test = (value) => {
  if (value === '' || value === '/dev/null') return null;
  return isRepoRelative(value) || /^(?:\/tmp|\/dev\/shm|\/var\/tmp)\//.test(value) ? 'recommended' : 'strict';
};

const preloadedLibrary: Test = (value) => {
  if (value === '') return null;
  return value.split(/[\s:]+/).every((library) => /^(?:\/usr\/(?:local\/)?lib|\/lib|\/opt\/homebrew)\S{0,400}$/.test(library) || /^lib[\w.+-]{1,100}$/.test(library)) ? 'strict' : 'recommended';
};

/** `ssh` with a key or options is usual; another program, or a proxy command, is not. */
const sshCommand: Test = (value) => {
  if (value === '') return null;
  const program = programName(value.split(/\s/)[0] ?? '');
  return /^(?:ssh|plink|tortoiseplink|autossh)$/.test(program) && !/ProxyCommand|LocalCommand/i.test(value) && !isRepoRelative(value) ? 'strict' : 'recommended';
};

const GIT_KEYS = /^(?:core\.(?:hookspath|fsmonitor|sshcommand|pager|editor|gitproxy|askpass)|alias\..{1,100}|credential\..{0,100}helper|url\..{1,200}\.insteadof|filter\..{1,100}|diff\.external|http\.(?:sslverify|proxy)|include\.path|sequence\.editor)$/i;

const gitConfig: Test = (value, name) => {
  if (/^GIT_CONFIG_KEY_\d{1,3}$/.test(name)) return GIT_KEYS.test(value) ? 'recommended' : null;
  if (/^GIT_CONFIG_(?:COUNT|NOSYSTEM|VALUE_\d{1,3})$/.test(name)) return null;
  return name === 'GIT_CONFIG_PARAMETERS' ? (value === '' ? null : 'recommended') : startupFile(value, name);
};

const CODE = new Map<string, Test>([
  ['NODE_OPTIONS', nodeOptions],
  ['BUN_OPTIONS', nodeOptions],
  ['LD_PRELOAD', preloadedLibrary],
  ['LD_AUDIT', preloadedLibrary],
  ['DYLD_INSERT_LIBRARIES', preloadedLibrary],
  ['BASH_ENV', startupFile],
  // Many applications have a variable ENV of their own: only a path is a start-up file.
  ['ENV', (value, name) => (/[\\/]/.test(value) && !/:\/\//.test(value) ? startupFile(value, name) : null)],
  ['ZDOTDIR', startupFile],
  ['PYTHONSTARTUP', startupFile],
  ['PROMPT_COMMAND', (value) => (/^\s*(?:history\s+-a;?\s*)?$/.test(value) ? null : 'recommended')],
  ['PERL5OPT', (value) => (/(?:^|\s)-?[mMId]/.test(value) ? 'recommended' : null)],
  ['RUBYOPT', (value) => (/(?:^|\s)-?(?:r|I)\s*[\w./$~-]/.test(value) ? (/-r\s*[./$~]|-I/.test(value) ? 'recommended' : 'strict') : null)],
  ['JAVA_TOOL_OPTIONS', javaOptions],
  ['JDK_JAVA_OPTIONS', javaOptions],
  ['_JAVA_OPTIONS', javaOptions],
  ['GIT_SSH_COMMAND', sshCommand],
  ['GIT_SSH', sshCommand],
  ['GIT_EXTERNAL_DIFF', (value) => (isRepoRelative(value) || /\s|[;&|$]/.test(value) ? 'recommended' : value === '' ? null : 'strict')],
  ['GIT_PROXY_COMMAND', (value) => (value === '' ? null : 'recommended')],
]);

/** Agents of the Java machine measure and trace; one that lies hidden does something else. */
function javaOptions(value: string): 'recommended' | 'strict' | null {
  const [, agent] = /(?:^|\s)-(?:javaagent|agentpath):(\S{1,1000})/.exec(value) ?? [];
  if (agent === undefined) return null;
  return /^(?:\/tmp|\/dev\/shm|\/var\/tmp)\//.test(agent) || isQuietFolder(agent) ? 'recommended' : 'strict';
}

const KEEPS_OLD = /\$\{(?:env|localEnv|containerEnv):PATH\}|\$\{?PATH\b|%PATH%|\$env:PATH|\$\{(?:env|containerEnv):\w{1,40}\}/i;

/** The first folder of a search path wins over the system's. */
function searchPath(value: string): 'recommended' | 'strict' | null {
  const first = firstFolder(value);
  if (!isRepoRelative(first)) return null;
  if (isQuietFolder(`${first}/`)) return 'recommended';
  if (!KEEPS_OLD.test(value)) return 'recommended';
  return isConventionalToolPath(`${first}/`) ? null : 'strict';
}

function firstFolder(value: string): string {
  const variable = /^\$\{[^}\n]{1,200}\}[^:;]{0,1000}/.exec(value);
  return variable ? variable[0] : (value.split(/[:;]/, 1)[0] ?? '');
}

const VENDOR_HOSTS = /(?:^|\.)(?:anthropic\.com|claude\.ai|openai\.com|googleapis\.com|google\.com|azure\.com|azure\.us|amazonaws\.com|oaiusercontent\.com)$/;
/** Gateways that their own documentation tells users to set. */
const GATEWAY_HOSTS = /(?:^|\.)(?:z\.ai|deepseek\.com|openrouter\.ai|moonshot\.(?:ai|cn)|minimax\.io|groq\.com|mistral\.ai|x\.ai|together\.xyz|fireworks\.ai|cloudflare\.com|vercel\.sh|github\.ai|githubcopilot\.com|dashscope\.aliyuncs\.com|bigmodel\.cn)$/;
const ENDPOINT_NAME = /^(?:(?:ANTHROPIC|OPENAI|GEMINI|GOOGLE_GEMINI|CLAUDE_CODE|CODEX|MISTRAL|GROQ|XAI|DEEPSEEK)_(?:[A-Z]{1,12}_){0,2}(?:BASE_URL|API_BASE|API_URL|API_HOST|BASE)|AZURE_OPENAI_ENDPOINT)$/;

/**
 * Where a model vendor's key goes when an endpoint is set to this URL: `recommended` for an unknown outside host or
 * plain http to the outside, `strict` for documented gateways and private networks, `null` for vendors and this machine.
 */
export function modelEndpoint(value: string): 'recommended' | 'strict' | null {
  const url = parseUrl(value);
  if (!url || url.host === '' || /[${}\uE000]/.test(url.host) || isLoopbackHost(url.host)) return null;
  if (plainHttpReach(value) === 'outside') return 'recommended';
  const host = url.host.toLowerCase();
  if (VENDOR_HOSTS.test(host)) return null;
  return isPrivateHost(host) || GATEWAY_HOSTS.test(host) ? 'strict' : 'recommended';
}

const REGISTRY_NAME = /^(?:npm_config_registry|pip_index_url|pip_extra_index_url|uv_index_url|uv_default_index|goproxy|yarn_npm_registry_server|yarn_registry|bundle_mirror__\w{1,60})$/i;
const AUTHORITY_NAME = /^(?:NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|GIT_SSL_CAINFO)$/;

function registry(value: string): 'recommended' | 'strict' | null {
  const urls = value.split(/[,|\s]/).flatMap((part) => parseUrl(part) ?? []);
  if (urls.length === 0) return null;
  const kinds = urls.map((url) => (/[${}\uE000]/.test(url.host) || isPrivateHost(url.host) ? 'own' : registryKind(url.host)));
  if (kinds.includes(null)) return 'recommended';
  return kinds.some((kind) => kind === 'mirror' || kind === 'own') ? 'strict' : null;
}

/**
 * What an environment variable set in a settings file does to every process that inherits it, or `null` when it is
 * harmless. `null` and absent values unset a variable. Values are looked at up to 8192 characters.
 */
export function envThreat(name: string, value: Scalar): EnvThreat | null {
  if (value === null || value === undefined || name.length > 200) return null;
  const text = String(value).slice(0, 8192).trim();
  const of = (kind: EnvThreat['kind'], preset: EnvThreat['preset'] | null): EnvThreat | null => (preset ? { kind, preset } : null);
  const upper = name.toUpperCase();
  const test = CODE.get(name);
  if (test) return of('code', test(text, name));
  if (name.startsWith('GIT_CONFIG')) return of('code', gitConfig(text, name));
  if (upper === 'PATH') return of('path', searchPath(text));
  if (name === 'LD_LIBRARY_PATH' || name === 'DYLD_LIBRARY_PATH') return of('path', isQuietFolder(`${firstFolder(text)}/`) ? 'recommended' : isRepoRelative(firstFolder(text)) ? 'strict' : null);
  if (name === 'NODE_TLS_REJECT_UNAUTHORIZED' || name === 'PYTHONHTTPSVERIFY' || name === 'CLAUDE_CODE_TLS_VERIFY') return of('tls', saysOff(value) ? 'recommended' : null);
  if (name === 'GIT_SSL_NO_VERIFY') return of('tls', saysOn(value) ? 'recommended' : null);
  if (/^npm_config_strict_ssl$/i.test(name)) return of('tls', saysOff(value) ? 'recommended' : null);
  if (AUTHORITY_NAME.test(name)) return of('authority', isRepoRelative(text) ? 'strict' : null);
  if (/^(?:HTTPS?|ALL)_PROXY$/.test(upper)) return of('proxy', proxyReach(text));
  if (REGISTRY_NAME.test(name)) return of('registry', registry(text));
  return ENDPOINT_NAME.test(name) ? of('endpoint', modelEndpoint(text)) : null;
}

function proxyReach(value: string): 'strict' | null {
  const url = parseUrl(value, true);
  return !url || url.host === '' || /[${}\uE000]/.test(url.host) || isLoopbackHost(url.host) ? null : 'strict';
}

/** Where nobody keeps what programs load first: temporary files, caches, text in place of a file. */
const HIDDEN_PLACE = /(?:^|[\s"'=:]|-[rI])(?:(?:\/private|\/var)?\/tmp|\/dev\/shm)\/|(?:^|[\s"'=])(?:data|https?|blob):|(?:^|[\s"'=/])(?:\.cache|node_modules\/\.[\w-]{1,40})\//i;
const PRELOADS: ReadonlySet<string> = new Set(['LD_PRELOAD', 'LD_AUDIT', 'DYLD_INSERT_LIBRARIES']);
const RUNS_TEXT = /^(?:(?:ba|z|da|k|fi)?sh|cmd|powershell|pwsh|python[\d.]{0,5}|node|perl|ruby|curl|wget|nc|ncat|eval)$/;

function isHiddenPlace(value: string): boolean {
  return HIDDEN_PLACE.test(value) || value.split(/[\s=:;]+/, 100).some((word) => isQuietFolder(word) && !/^(?:\.\/)?\.github\//.test(word));
}

/**
 * What a variable does in the environment that a project gives its own tasks, builds and jobs. A module or a start-up
 * file of the repository is often loaded there on purpose: `recommended` is what lies hidden, a library that is put
 * before all others, and a program in place of `ssh`. Certificates and registries have rules of their own.
 */
export function projectEnvThreat(name: string, value: Scalar): EnvThreat | null {
  const threat = envThreat(name, value);
  if (!threat || threat.kind === 'tls' || threat.kind === 'registry') return null;
  if (threat.preset === 'strict') return threat;
  const text = String(value).slice(0, 8192).trim();
  const isPlanted = threat.kind === 'path' || (threat.kind === 'code' && (isHiddenPlace(text) || (PRELOADS.has(name) ? !/[$%{]/.test(text) : startsProgram(name, text))));
  return isPlanted ? threat : { kind: threat.kind, preset: 'strict' };
}

/** True when the value is a command line of a shell, an interpreter or a client where another program is meant. */
function startsProgram(name: string, value: string): boolean {
  return name.startsWith('GIT_') && !name.startsWith('GIT_CONFIG') && RUNS_TEXT.test(programName(value.split(/\s/, 1)[0] ?? ''));
}

/** What an {@link EnvThreat} means, for messages: "lets … ". */
export const ENV_THREATS: Readonly<Record<EnvThreat['kind'], string>> = {
  code: 'loads code into every process',
  path: 'puts programs of this repository before those of the system',
  tls: 'switches certificate checks off',
  authority: 'trusts certificates kept in this repository',
  proxy: 'sends traffic through another host',
  registry: 'takes packages from another registry',
  endpoint: 'sends model requests and their key to another host',
};

const ADDRESSED: ReadonlySet<EnvThreat['kind']> = new Set(['proxy', 'registry', 'endpoint']);

/** True when a variable leads to a host that the policy allows or, for registries, trusts. */
export function leadsToAllowed({ kind }: EnvThreat, value: Scalar, isAllowed: (list: string, value: string) => boolean): boolean {
  return typeof value === 'string' && ADDRESSED.has(kind) && (isAllowed('allowedHosts', value) || (kind === 'registry' && isAllowed('trustedRegistries', value)));
}
