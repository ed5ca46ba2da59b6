import type { OriginRow, RequestRow } from './row.ts';

type Rows = Record<string, OriginRow>;
const send = (row: Omit<RequestRow, 'kind'> & { readonly kind?: RequestRow['kind'] }): OriginRow => ({ request: { kind: 'http', ...row } });
const feed = (position: NonNullable<RequestRow['position']>): OriginRow => send({ url: 'receiver', body: 0, position, isSend: false });

const READ_METHODS = ['get', 'head', 'delete', 'options'] as const;
const WRITE_METHODS = ['post', 'put', 'patch'] as const;

/** Clients of the shape `client(url, options)` and `client.get(url, options)`. Sources: the clients' documentation. */
function optionClient(root: string): Rows {
  const rows: Rows = { [root]: send({ url: 0, options: 1 }) };
  for (const method of [...READ_METHODS, ...WRITE_METHODS, 'stream', 'del']) rows[`${root}.${method}`] = send({ url: 0, options: 1, ...(method === 'stream' ? {} : { method }) });
  return rows;
}

/** axios and its instances: `get(url, config)`, `post(url, data, config)`, `request(config)`. */
function axiosClient(root: string): Rows {
  const rows: Rows = { [root]: send({ url: 0, options: 1 }), [`${root}.request`]: send({ url: 'config', options: 0 }), [`${root}.getUri`]: {} };
  for (const method of READ_METHODS) rows[`${root}.${method}`] = send({ url: 0, options: 1, method });
  for (const method of [...WRITE_METHODS, 'postForm', 'putForm', 'patchForm']) rows[`${root}.${method}`] = send({ url: 0, body: 1, options: 2, method: method.replace('Form', '') });
  return rows;
}

/** `get(url, options)`, `post(url, body, options)`, `request(method, url, options)`. Source: Angular's documentation of HttpClient. */
function angularClient(root: string): Rows {
  const rows: Rows = { [`${root}.request`]: send({ url: 1, options: 2 }) };
  for (const method of READ_METHODS) rows[`${root}.${method}`] = send({ url: 0, options: 1, method });
  for (const method of WRITE_METHODS) rows[`${root}.${method}`] = send({ url: 0, body: 1, options: 2, method });
  return rows;
}

/** The client of actions: `client.post(url, data, headers)`, `client.postJson(url, object, headers)`. Source: its type definitions. */
function actionsClient(root: string): Rows {
  const rows: Rows = { [`${root}.request`]: send({ url: 1, body: 2 }) };
  for (const method of [...READ_METHODS, 'del', 'getJson']) rows[`${root}.${method}`] = send({ url: 0, method: 'get' });
  for (const method of WRITE_METHODS) rows[`${root}.${method}`] = send({ url: 0, body: 1, method });
  for (const method of WRITE_METHODS) rows[`${root}.${method}Json`] = send({ url: 0, body: 1, method });
  return rows;
}

function superagent(root: string): Rows {
  const rows: Rows = { [root]: send({ url: 0 }) };
  for (const method of [...READ_METHODS, ...WRITE_METHODS, 'del']) {
    for (const name of ['type', 'accept', 'timeout', 'retry', 'redirects', 'withCredentials', 'use', 'ok', 'buffer']) rows[`${root}.${method}().${name}`] = {};
    rows[`${root}.${method}`] = send({ url: 0, body: 1, method });
    rows[`${root}.${method}().send`] = feed('body');
    rows[`${root}.${method}().set`] = feed('header');
    rows[`${root}.${method}().auth`] = feed('header');
    rows[`${root}.${method}().query`] = feed('query');
    for (const field of ['field', 'attach']) rows[`${root}.${method}().${field}`] = send({ url: 'receiver', body: 1, position: 'body', isSend: false });
  }
  return rows;
}

/** `http.request`, `https.get` …: URL or options first, then options; data goes in by `write` and `end`. */
function nodeHttp(root: string): Rows {
  const rows: Rows = {};
  for (const name of ['request', 'get']) {
    rows[`${root}.${name}`] = send({ url: 0, options: 1, scheme: root.endsWith('s') ? 'https' : 'http', ...(name === 'get' ? { method: 'get' } : {}) });
    rows[`${root}.${name}().write`] = feed('body');
    rows[`${root}.${name}().end`] = feed('body');
    rows[`${root}.${name}().setHeader`] = send({ url: 'receiver', body: 1, position: 'header', isSend: false });
  }
  return rows;
}

function sockets(): Rows {
  const rows: Rows = {};
  for (const name of ['net.connect', 'net.createConnection', 'tls.connect', 'global:Bun.connect', 'global:Deno.connect', 'global:Deno.connectTls']) {
    rows[name] = send({ kind: 'socket', url: 0, options: 0, isPortHost: true, scheme: name.startsWith('tls') ? 'tls' : 'tcp' });
    rows[`${name}().write`] = feed('body');
    rows[`${name}().end`] = feed('body');
  }
  for (const name of ['net.Socket', 'tls.TLSSocket']) {
    rows[`${name}().connect`] = send({ kind: 'socket', url: 0, options: 0, isPortHost: true, scheme: 'tcp' });
    rows[`${name}().write`] = feed('body');
    rows[`${name}().end`] = feed('body');
  }
  rows['dgram.createSocket().connect'] = send({ kind: 'socket', url: 1, scheme: 'udp' });
  rows['dgram.createSocket().send'] = send({ kind: 'socket', url: 'config', body: 0, scheme: 'udp' });
  return rows;
}

function webSockets(): Rows {
  const rows: Rows = {};
  for (const name of ['global:WebSocket', 'ws', 'ws.WebSocket', 'ws.default', 'isomorphic-ws', 'reconnecting-websocket', 'faye-websocket.Client', 'socket.io-client:io', 'socket.io-client:connect', 'socket.io-client:']) {
    rows[name] = send({ kind: 'socket', url: 0, header: 1 });
    rows[`${name}().send`] = feed('body');
    rows[`${name}().emit`] = send({ kind: 'socket', url: 'receiver', body: 1, position: 'body', isSend: false });
  }
  return rows;
}

function browser(): Rows {
  return {
    'global:RTCPeerConnection().createDataChannel': send({ kind: 'socket', url: 'receiver', isSend: false }),
    'global:RTCPeerConnection().createDataChannel().send': feed('body'),
    'global:XMLHttpRequest().open': send({ url: 1 }),
    'global:XMLHttpRequest().send': feed('body'),
    'global:XMLHttpRequest().setRequestHeader': send({ url: 'receiver', body: 1, position: 'header', isSend: false }),
    'global:EventSource': send({ url: 0 }),
    'eventsource': send({ url: 0 }),
    'eventsource.EventSource': send({ url: 0 }),
    'global:navigator.sendBeacon': send({ url: 0, body: 1, method: 'post' }),
    'global:Request': send({ url: 0, options: 1 }),
    'global:open': send({ url: 0 }),
    'global:importScripts': send({ kind: 'script', url: 0 }),
    'global:WebTransport': send({ kind: 'socket', url: 0 }),
    'global:jQuery.ajax': send({ url: 0, options: 0 }),
    'global:$.ajax': send({ url: 0, options: 0 }),
    'jquery.ajax': send({ url: 0, options: 0 }),
    ...Object.fromEntries(['global:jQuery', 'global:$', 'jquery'].flatMap((root) => ['get', 'post', 'getJSON', 'getScript'].map((name) => [`${root}.${name}`, send({ url: 0, body: 1, method: name === 'post' ? 'post' : 'get' })] as const))),
  };
}

const RESOLVE = ['lookup', 'lookupService', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveCaa', 'resolveCname', 'resolveMx', 'resolveNaptr', 'resolveNs', 'resolvePtr', 'resolveSoa', 'resolveSrv', 'resolveTxt', 'reverse'] as const;

function dns(): Rows {
  const rows: Rows = { 'global:Deno.resolveDns': send({ kind: 'dns', url: 0 }), 'global:Bun.dns.lookup': send({ kind: 'dns', url: 0 }) };
  for (const root of ['dns', 'dns.Resolver()', 'native-dns']) for (const name of RESOLVE) rows[`${root}.${name}`] = send({ kind: 'dns', url: 0 });
  return rows;
}

/** Outgoing network calls by canonical origin. */
export const REQUEST_ROWS: Readonly<Rows> = {
  'global:fetch': send({ url: 0, options: 1 }),
  ...Object.fromEntries(['node-fetch', 'cross-fetch', 'cross-fetch.fetch', 'isomorphic-fetch', 'isomorphic-unfetch', 'unfetch', 'make-fetch-happen', 'ofetch', 'ofetch.ofetch', 'ofetch.$fetch', 'global:$fetch', 'node-fetch-native', 'node-fetch-native.fetch', 'electron.net.fetch', 'undici.fetch', 'undici.request', 'undici.stream', 'undici.connect', 'expo-fetch'].map((name) => [name, send({ url: 0, options: 1 })] as const)),
  // What SvelteKit gives its load functions and actions in place of the global one.
  'global:@event.fetch': send({ url: 0, options: 1 }),
  'undici.Client': send({ url: 0 }),
  'undici.Pool': send({ url: 0 }),
  'undici.Client().request': send({ url: 'receiver', options: 0 }),
  'undici.Pool().request': send({ url: 'receiver', options: 0 }),
  'http2.connect': send({ url: 0 }),
  'http2.connect().request': send({ url: 'receiver', options: 0 }),
  'http2.connect().request().write': feed('body'),
  'http2.connect().request().end': feed('body'),
  ...axiosClient('axios'),
  ...axiosClient('axios.create()'),
  // A window of an application shows what the address answers, with the rights of the application.
  'electron.BrowserWindow().loadURL': send({ url: 0 }),
  'electron.BrowserWindow().webContents.loadURL': send({ url: 0 }),
  // Clients that frameworks put in; their methods take what those of axios take.
  ...axiosClient('@nestjs/axios.HttpService()'),
  ...axiosClient('@nestjs/axios.HttpService().axiosRef'),
  ...angularClient('@angular/common/http.HttpClient()'),
  ...optionClient('got'),
  ...optionClient('got.got'),
  ...optionClient('got.extend()'),
  ...optionClient('ky'),
  ...optionClient('ky.create()'),
  ...optionClient('ky.extend()'),
  ...optionClient('needle'),
  'needle': send({ url: 1, body: 2, options: 3 }),
  'needle.post': send({ url: 0, body: 1, options: 2, method: 'post' }),
  ...optionClient('request'),
  ...optionClient('request-promise'),
  ...optionClient('request-promise-native'),
  'phin': send({ url: 0, options: 0 }),
  'bent()': send({ url: 0, body: 1 }),
  ...actionsClient('@actions/http-client.HttpClient()'),
  ...superagent('superagent'),
  ...nodeHttp('http'),
  ...nodeHttp('https'),
  ...nodeHttp('electron.net'),
  'electron.net.fetch': send({ url: 0, options: 1 }),
  ...nodeHttp('follow-redirects.http'),
  ...nodeHttp('follow-redirects.https'),
  // Clients of one webhook: its address is what they are made with.
  ...Object.fromEntries(['discord.js.WebhookClient', 'discord.js:WebhookClient'].map((name) => [name, send({ url: 0, options: 0 })] as const)),
  '@slack/webhook.IncomingWebhook': send({ url: 0 }),
  '@slack/webhook.IncomingWebhook().send': feed('body'),
  'discord-webhook-node.Webhook': send({ url: 0 }),
  'discord-webhook-node.Webhook().send': feed('body'),
  // Servers of tools: what a model does goes to them.
  ...Object.fromEntries(['streamableHttp.js:StreamableHTTPClientTransport', 'streamableHttp:StreamableHTTPClientTransport', 'sse.js:SSEClientTransport', 'sse:SSEClientTransport', 'websocket.js:WebSocketClientTransport'].map((name) => [`@modelcontextprotocol/sdk/client/${name}`, send({ url: 0 })] as const)),
  ...sockets(),
  ...webSockets(),
  ...browser(),
  ...dns(),
};

/** Members of an options object by what they carry. */
export const OPTION_POSITIONS: ReadonlyMap<string, 'url' | 'query' | 'header' | 'body'> = new Map([
  ...['url', 'uri', 'baseURL', 'baseUrl', 'prefixUrl', 'href', 'host', 'hostname', 'origin', 'path', 'pathname'].map((name) => [name, 'url'] as const),
  ...['params', 'query', 'qs', 'search', 'searchParams'].map((name) => [name, 'query'] as const),
  ...['headers', 'auth', 'username', 'password', 'Authorization', 'protocols', 'cookies'].map((name) => [name, 'header'] as const),
  ...['body', 'data', 'json', 'form', 'formData', 'payload', 'multipart'].map((name) => [name, 'body'] as const),
]);
