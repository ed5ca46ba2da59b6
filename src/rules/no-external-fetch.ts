import { matchesHost } from '../core/allow-list.ts';
import { defineRule } from '../core/define-rule.ts';
import type { JavaScriptFacts, Place, RuleFacts } from '../core/define-rule.ts';
import { hostList } from '../core/option-lists.ts';
import { isChatOfEnvironment, isChatOfNobody, isGivenChat, isLogin } from '../core/own-places.ts';
import { MODEL_CLIENTS } from '../knowledge/agent-sdk-clients.ts';
import { classifyDestination, HOSTILE_CLASSES } from '../knowledge/destinations.ts';
import type { DestinationClass } from '../knowledge/destinations.ts';
import { parseUrl } from '../knowledge/hosts.ts';
import { leadsToChat } from '../knowledge/own-services.ts';
import { isTestFile } from '../knowledge/test-files.ts';
import { originSet } from '../surfaces/javascript/index.ts';
import type { ArgView, RequestFact, TextPattern } from '../surfaces/javascript/index.ts';
import { assignmentsTo, attributesOf, environmentWrites, objectsWithMember } from '../surfaces/javascript/named.ts';
import { walkSettings } from '../surfaces/settings/index.ts';
import { findExternalRequests } from '../surfaces/shell/detect/index.ts';
import { HOLE } from '../surfaces/shell/index.ts';
import { TextGroup } from '../surfaces/text-index.ts';

const messages = {
  collection: '{{label}} sends to {{host}}, a service that collects whatever arrives. Remove it, or allow the host in the policy.',
  metadata: '{{label}} calls the metadata service of a cloud ({{host}}), which hands out credentials. Use an SDK of the provider.',
  address: '{{label}} calls the bare public address {{host}}: nobody can tell whose it is. Use a host name you trust.',
  plain: '{{label}} calls {{host}} over an unencrypted connection: anybody on the way can read and change it. Use https.',
  outside: '{{label}} calls {{host}}, which is not among the allowed hosts. Allow it in the policy if it is meant.',
  unknown: '{{label}} calls a host that is computed at run time. Use a constant host that the policy allows.',
} as const;

interface Options {
  readonly allowedHosts: readonly string[];
}
type Facts = RuleFacts<keyof typeof messages, Options>;

const MESSAGE_OF: Readonly<Record<Exclude<DestinationClass, 'inside'>, keyof typeof messages>> = {
  collection: 'collection',
  metadata: 'metadata',
  address: 'address',
  plain: 'plain',
  outside: 'outside',
};

/** Members of settings files whose URL a client calls by itself. */
const CALLED_KEYS: ReadonlySet<string> = new Set(['url', 'serverurl', 'httpurl', 'endpoint', 'baseurl', 'base_url', 'apibase', 'api_base', 'webhook', 'webhookurl', 'webhook_url', 'serviceurl', 'proxy', '$schema', 'uri', 'callbackurl']);
const CALLED_VARIABLE = /(?:^|_)(?:URL|ENDPOINT|WEBHOOK|API_BASE)$/;

/** Clients of language models: every prompt goes to their `baseURL`. */
const CLIENTS = originSet(Object.fromEntries(MODEL_CLIENTS.map((name) => [name, true])));

/** Clients of stores of objects, and the option that says whose store it is. Sources: AWS SDK for JavaScript, MinIO. */
const STORES = originSet(Object.fromEntries(['@aws-sdk/client-s3.S3Client', '@aws-sdk/client-s3.S3', 'aws-sdk.S3', 'minio.Client'].map((name) => [name, true])));

/** Functions that make a client for one address. Sources: the documentation of axios, ky, Got, ofetch. */
const INSTANCES = originSet(Object.fromEntries(['axios.create', 'ky.create', 'ky.extend', 'got.extend', 'ofetch.ofetch.create', 'ofetch.$fetch.create', 'redaxios.create'].map((name) => [name, true])));

/** Clients that are made for one address: the first argument, or a member of it. Sources: Apollo Client, urql, graphql-request, tRPC, Hono, openapi-fetch, OpenTelemetry, MQTT.js. */
const MADE_FOR = originSet(Object.fromEntries([
  '@apollo/client.HttpLink', '@apollo/client.createHttpLink', '@apollo/client.ApolloClient', '@apollo/client/link/http.HttpLink', 'apollo-link-http.HttpLink', '@apollo/client/link/batch-http.BatchHttpLink', 'apollo-upload-client.createUploadLink', '@urql/core.createClient', '@urql/core.Client', 'urql.createClient', 'urql.Client', 'graphql-ws.createClient',
  'graphql-request.GraphQLClient', 'graphql-request.request', '@trpc/client.httpBatchLink', '@trpc/client.httpLink', '@trpc/client.httpBatchStreamLink', '@trpc/client.createWSClient', 'hono/client.hc', 'openapi-fetch',
  ...['trace', 'metrics', 'logs'].flatMap((kind) => ['http', 'proto', 'grpc'].map((way) => `@opentelemetry/exporter-${kind}-otlp-${way}.OTLP${kind === 'metrics' ? 'Metric' : kind === 'logs' ? 'Log' : 'Trace'}Exporter`)), 'mqtt.connect', 'mqtt.connectAsync',
].map((name) => [name, true])));

/** Pages that a driven browser opens. Sources: Playwright and Puppeteer. */
const VISITS = originSet(Object.fromEntries([
  ...['chromium', 'firefox', 'webkit'].flatMap((kind) => ['playwright', 'playwright-core', '@playwright/test'].flatMap((module) => ['.launch()', '.launch().newContext()'].map((way) => `${module}.${kind}${way}.newPage().goto`))),
  ...['puppeteer', 'puppeteer-core'].map((module) => `${module}.launch().newPage().goto`),
].map((name) => [name, true])));

/** Clients of tool servers that take their address in an option. Source: the AI SDK's documentation. */
const TOOL_CLIENTS = originSet({ 'ai.experimental_createMCPClient': true, 'ai.createMCPClient': true, '@ai-sdk/mcp.createMCPClient': true, '@ai-sdk/mcp.experimental_createMCPClient': true });

/** Loggers whose lines go where their options say. Source: pino. */
const TRANSPORTS = originSet({ 'pino.transport': true, 'pino.pino.transport': true });
const WHERE = /^(?:url|host|hostname|endpoint)$/;
const MAX_OPTIONS = 4;
/** Configuration in which `proxy` says where requests go on to. Sources: Vite, Nuxt, Rsbuild. */
const CONFIGURATION = /\.config\.[cm]?[jt]s$/;

/** Everything goes through them. Sources: undici, proxy-agents. */
const PROXIES = originSet({ 'undici.ProxyAgent': true, 'https-proxy-agent.HttpsProxyAgent': true, 'http-proxy-agent.HttpProxyAgent': true, 'socks-proxy-agent.SocksProxyAgent': true, 'https-proxy-agent': true, 'socks-proxy-agent': true });

/** Members of options that name the host which a client, a proxy or a rewrite calls. */
const ADDRESSES: readonly string[] = ['baseURL', 'baseUrl', 'prefixUrl', 'target', 'uri', 'destination', 'formAction', 'action', 'dsn', 'redirectUrl', 'collectorUrl', 'tunnel', 'ANTHROPIC_BASE_URL', 'OPENAI_BASE_URL'];
const ADDRESS_TEXTS = new TextGroup(ADDRESSES);
/** Those of clients: all that goes through them goes there. */
const BASES: ReadonlySet<string> = new Set(['baseURL', 'baseUrl', 'prefixUrl']);
/** Further ones, which stand in too many files to be looked for in all. */
const FREQUENT: readonly string[] = ['host', 'hostname', 'endpoint'];
/** Environment variables by which clients and proxies are told where to go. */
const ADDRESS_VARIABLE = /_(?:BASE_URL|API_BASE|ENDPOINT|URL|HOST|PROXY|DSN)$/i;
/** In files with hooks of a client, the address of the request itself. */
const HOOKS: readonly string[] = ['beforeRequest', 'beforeRedirect', 'interceptors'];
/** A hole in the place of the port. */
const PORT_HOLE = new RegExp(String.raw`(?<=^[a-z][a-z0-9+.-]{0,30}://[^/?#@:${HOLE}]{1,255}):${HOLE}(?=[/?#]|$)`, 'i');
/** Public name servers, known by their address. */
const RESOLVERS: ReadonlySet<string> = new Set(['1.1.1.1', '1.0.0.1', '8.8.8.8', '8.8.4.4', '9.9.9.9', '149.112.112.112', '208.67.222.222', '208.67.220.220']);

export default defineRule<keyof typeof messages, Options>({
  name: 'no-external-fetch',
  docs: {
    description: 'disallow network calls to collection points, bare addresses and, in strict, to every host that is not allowed',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [201, 200, 319, 918],
  },
  messages,
  options: {
    schema: { allowedHosts: hostList('Hosts that may be called: exact names, `*.domain` or globs.') },
    defaults: { allowedHosts: [] },
  },
  strict: true,
  kinds: ['mcp-config', 'agent-settings', 'agent-hooks', 'vscode-settings', 'vscode-other', 'code-workspace', 'devcontainer', 'other'],
  inCalmCode: ({ text, textIndex }, path) => textIndex.hasAny(ADDRESS_TEXTS) || (CONFIGURATION.test(path) && text.includes('proxy')),
  javascript: (facts) => {
    for (const request of facts.model.requests()) checkRequest(request, facts);
    for (const { args } of facts.model.calls(CLIENTS)) {
      const base = args[0]?.object()?.get('baseURL');
      if (base && !base.isNullish()) checkText(base.text(), { label: 'baseURL', at: base, needsScheme: true }, facts);
    }
    for (const { args } of facts.strict ? facts.model.calls(STORES) : []) {
      const options = args[0]?.object();
      const endpoint = options?.get('endpoint') ?? options?.get('endPoint');
      if (endpoint && !endpoint.isNullish()) checkText(endpoint.text(), { label: 'endpoint', at: endpoint }, facts);
    }
    for (const { args } of facts.model.calls(INSTANCES)) {
      const options = args[0]?.object();
      const base = [...BASES].map((name) => options?.get(name)).find((value) => value);
      // What is called through it is told at the call.
      if (base && !base.isNullish() && !isRequested(hostOf(base.text()), facts)) checkText(base.text(), { label: 'baseURL', at: base, needsScheme: true }, facts);
    }
    for (const { args, origins } of facts.model.calls(MADE_FOR)) {
      const options = args[0]?.object();
      const given = options ? (options.get('uri') ?? options.get('url') ?? options.get('baseUrl')) : args[0];
      if (given && !given.isNullish()) checkText(given.text(), { label: (origins[0] ?? '').replace(/^.*[.:/]/, ''), at: given, needsScheme: true }, facts);
    }
    // Whoever drives a browser looks at pages of all kinds.
    for (const { args } of facts.model.calls(VISITS)) {
      if (args[0]) checkText(args[0].text(), { label: 'goto()', at: args[0], needsScheme: true, isPlainText: true }, facts);
    }
    for (const { args } of facts.model.calls(TOOL_CLIENTS)) {
      const url = args[0]?.object()?.get('transport')?.object()?.get('url');
      if (url && !url.isNullish()) checkText(url.text(), { label: 'transport.url', at: url, needsScheme: true }, facts);
    }
    for (const { args } of facts.model.calls(PROXIES)) {
      const given = args[0]?.object()?.get('uri') ?? args[0];
      if (given && !given.isNullish()) checkText(given.text(), { label: 'A proxy', at: given, isPlainText: true, needsScheme: true }, facts);
    }
    for (const { args } of facts.model.calls(TRANSPORTS)) if (args[0]) checkMembers(args[0], WHERE, facts);
    if (CONFIGURATION.test(facts.file.path)) for (const object of objectsWithMember(facts.model, 'proxy')) checkProxies(object.get('proxy'), facts);
    checkAddresses(facts);
  },
  shell: (facts) => {
    for (const text of facts.commands) {
      for (const { at, label, url, command, word } of findExternalRequests(text.script)) {
        const isOwn = isLogin(label, command, word, text) || (leadsToChat(url) && isGivenChat(word, text));
        check(url, { label, at: text.source.toSource(at[0], at[1]), isOwn }, facts);
      }
    }
  },
  settings: (facts) => {
    for (const node of walkSettings(facts.root)) {
      if (typeof node.value !== 'string' || typeof node.key !== 'string' || !node.value.includes('://') || !isCalled(node.key)) continue;
      check(node.value, { label: node.key, at: node.range, isSetting: true }, node.key === '$schema' ? { ...facts, strict: false } : facts);
    }
  },
});

/** The name of a host by itself. */
const BARE_HOST = /^[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?::\d{1,5})?$/;
/** A word that stands more often in a file is no option there (`event.target`). */
const MAX_ADDRESSES = 20;

/** `client.defaults.baseURL = 'https://…'`, `{ target: 'https://…' }`: only addresses at which data is collected, unless a call to them is seen. */
function checkAddresses(facts: JavaScriptFacts<keyof typeof messages, Options>): void {
  const { model } = facts;
  for (const { name, value } of model.isCalm() ? [] : environmentWrites(model)) if (ADDRESS_VARIABLE.test(name)) checkAddress(name, value, facts);
  const isHook = HOOKS.some((name) => model.findWord(name).length > 0);
  const names = [...(model.text.includes('://') ? ADDRESSES : []), ...(model.isCalm() ? [] : FREQUENT), ...(isHook ? ['url'] : [])];
  for (const name of names) {
    const places = model.findWord(name);
    if (places.length === 0 || places.length > MAX_ADDRESSES) continue;
    const values = [...assignmentsTo(model, name).map(({ value }) => value), ...objectsWithMember(model, name).flatMap((object) => object.get(name) ?? []), ...(name.endsWith('ction') ? attributesOf(model, name) : [])];
    for (const value of values) checkAddress(name, value, facts);
  }
}

/** Members of those names, in lists and objects in each other. */
function checkMembers(value: ArgView, names: RegExp, facts: JavaScriptFacts<keyof typeof messages, Options>, depth = 0): void {
  if (depth > MAX_OPTIONS) return;
  for (const item of value.array()?.items.slice(0, MAX_ADDRESSES) ?? []) checkMembers(item, names, facts, depth + 1);
  for (const { key, value: member } of value.object()?.entries.slice(0, MAX_ADDRESSES) ?? []) {
    if (names.test(key)) checkAddress(key, member, facts);
    else checkMembers(member, names, facts, depth + 1);
  }
}

/** `proxy: 'https://…'`, `proxy: { '/api': 'https://…' }`. */
function checkProxies(proxy: ArgView | null, facts: JavaScriptFacts<keyof typeof messages, Options>): void {
  if (!proxy) return;
  for (const value of [proxy, ...(proxy.object()?.entries.slice(0, MAX_ADDRESSES).map((entry) => entry.value) ?? [])]) checkAddress('proxy', value, facts);
}

/** True when a request of the file goes to the host. */
function isRequested(host: string, { model }: JavaScriptFacts<keyof typeof messages, Options>): boolean {
  return host !== '' && model.requests().some(({ destination, url }) => destination?.host?.value === host || url.alternatives.some((each) => parseUrl(each)?.host === host));
}

function hostOf({ constant, alternatives, prefix }: TextPattern): string {
  return parseUrl(constant ?? alternatives[0] ?? prefix)?.host ?? '';
}

function checkAddress(name: string, value: ArgView, facts: JavaScriptFacts<keyof typeof messages, Options>): void {
  const { policy, options, report } = facts;
  const text = value.text().constant ?? '';
  const parts = parseUrl(text, BARE_HOST.test(text));
  const host = parts ? canonicalHost(parts.host) : '';
  const kind = parts ? classifyDestination({ scheme: parts.scheme, host, path: parts.path }) : 'inside';
  const message = kind === 'collection' || (kind === 'address' && BASES.has(name)) ? kind : null;
  if (!parts || message === null || matchesHost(host, [...policy.allowedHosts, ...options.allowedHosts])) return;
  if (!isRequested(host, facts)) report({ at: value, message, data: { label: name, host } });
}

function isCalled(key: string): boolean {
  return CALLED_KEYS.has(key.toLowerCase()) || CALLED_VARIABLE.test(key);
}

function checkRequest({ label, url, destination, call, kind }: RequestFact, facts: Facts): void {
  if (destination?.isRelative && kind !== 'dns' && url.alternatives.length === 0 && !isOpen(url)) return;
  const at = url.range[1] > url.range[0] ? url : call;
  checkText(url, { label, at, isPlainText: kind === 'socket' || kind === 'dns', needsScheme: kind !== 'dns' }, facts);
}

/** `fetch(query.url ?? '')`: no address is meant by the empty text. */
function isOpen({ constant, isPossible }: TextPattern): boolean {
  return constant === '' && isPossible;
}

/** Every text that an address may be. */
function checkText(url: TextPattern, origin: Origin, facts: Facts): void {
  const { alternatives, parts } = url;
  const known = alternatives.filter((text) => text !== '');
  const texts = known.length > 0 ? known : isOpen(url) ? [HOLE] : [parts.map((part) => (typeof part === 'string' ? part : HOLE)).join('')];
  const isOwn = isChatOfEnvironment(url) || texts.every(isChatOfNobody);
  for (const text of texts) check(asClientsRead(text), { ...origin, isOwn }, facts);
}

/** `https:host`, `https:/host`, `ht\ntps://ho\tst`: what clients read as `https://host`. Source: the URL standard. */
function asClientsRead(text: string): string {
  return text.replace(/^[\u0000-\u0020]{1,100}/, '').replace(/[\t\n\r]/g, '').replace(/^(https?|wss?):[\\/]{0,8}(?=[\w[%])/i, '$1://');
}

interface Origin {
  readonly label: string;
  readonly at: Place;
  readonly isSetting?: boolean;
  /** A text without a scheme is relative, hence inside. */
  readonly needsScheme?: boolean;
  /** A machine or a chat of the project's own, as far as that can be told: a capability. */
  readonly isOwn?: boolean;
  /** Sockets and name lookups: whether they are encrypted shows elsewhere, so plain text is only a capability. */
  readonly isPlainText?: boolean;
}

/** Judges one URL in which `HOLE` stands for what is not known. */
function check(text: string, { label, at, isSetting = false, needsScheme = false, isPlainText = false, isOwn = false }: Origin, { file, strict, options, policy, report }: Facts): void {
  // A port that is not known leaves the host known.
  const known = text.replace(PORT_HOLE, ':0');
  const parts = parseUrl(known.startsWith('//') ? `https:${known}` : known, !needsScheme);
  if (!parts || parts.host === '' || parts.host.includes(HOLE) || (parts.path === '' && known.endsWith(HOLE))) {
    const host = parts ? hiddenHost(parts.host) : '';
    if (parts && host !== '' && isCollection(parts.scheme, host, parts.path) && !matchesHost(host, [...policy.allowedHosts, ...options.allowedHosts])) report({ at, message: 'collection', data: { label, host } });
    else if (strict && !isSetting && text.includes(HOLE) && !/^\.{0,2}\/(?!\/)/.test(text)) report({ at, message: 'unknown', data: { label } });
    return;
  }
  const host = canonicalHost(parts.host).replace(/\.$/, '');
  if (matchesHost(parts.port === '' ? host : `${host}:${parts.port}`, [...policy.allowedHosts, ...options.allowedHosts])) return;
  const found = classifyDestination({ scheme: parts.scheme, host, path: parts.path });
  const kind = (found === 'plain' && isPlainText) || (found === 'address' && RESOLVERS.has(host)) || (isOwn && (found === 'address' || found === 'collection')) ? 'outside' : found;
  // A server over plain http in a settings file is judged by the rule of that kind of file.
  // Who wants to take something out would encrypt it: plain addresses of tests are made up.
  if (kind === 'inside' || (kind === 'plain' && (isSetting || (!strict && isTestFile(file.path)))) || (!strict && !HOSTILE_CLASSES.has(kind))) return;
  report({ at, message: MESSAGE_OF[kind], data: { label, host } });
}

/** The known end of a name that begins with something unknown: `${data}.abc.oast.fun`; empty when there is none. */
function hiddenHost(host: string): string {
  const known = host.slice(host.lastIndexOf(HOLE) + 1);
  return host.includes(HOLE) && /^\.[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}$/.test(known) ? canonicalHost(known.slice(1)) : '';
}

function isCollection(scheme: string, host: string, path: string): boolean {
  return classifyDestination({ scheme, host, path }) === 'collection';
}

/** Lower case, with percent escapes and numeric spellings of addresses resolved, as clients do. */
function canonicalHost(host: string): string {
  const url = `http://${host}/`;
  return host.length <= 300 && URL.canParse(url) ? new URL(url).hostname : host.toLowerCase();
}
