/**
 * Options of clients that decide whether a certificate is checked: the name, the value that switches the check off, and
 * where the option has honest uses, that only strict reports it. Sources: Node.js tls, request, undici, Puppeteer, Playwright.
 */
export const TLS_OPTIONS: readonly (readonly [name: string, isOff: 'false' | 'true' | 'function' | 'none', level?: 'strict'])[] = [
  ['rejectUnauthorized', 'false'],
  ['strictSSL', 'false'],
  ['checkServerIdentity', 'function'],
  ['hostVerifier', 'function'],
  ['insecureSkipVerify', 'true'],
  ['skipTLSVerify', 'true'],
  ['tlsAllowInvalidCertificates', 'true'],
  ['tlsAllowInvalidHostnames', 'true'],
  ['tlsInsecure', 'true'],
  ['sslValidate', 'false'],
  ['trustServerCertificate', 'true', 'strict'],
  ['ignoreHTTPSErrors', 'true', 'strict'],
  ['acceptInsecureCerts', 'true', 'strict'],
];

/**
 * Parts of a connection text that do the same, by the words that are searched for. Sources: MongoDB connection string
 * options, node-postgres, Prisma, mysql2.
 */
export const TLS_CONNECTION: readonly (readonly [word: string, pattern: RegExp])[] = [
  ['tlsAllowInvalid', /[?&](tlsAllowInvalid(?:Certificates|Hostnames)=true)\b/i],
  ['tlsInsecure', /[?&](tlsInsecure=true)\b/i],
  ['no-verify', /[?&](ssl_?mode=no-verify)\b/i],
  ['accept_invalid_certs', /[?&](sslaccept=accept_invalid_certs)\b/i],
  ['rejectUnauthorized', /[?&]ssl=\{[^}]{0,80}["']?(rejectUnauthorized)["']?:\s{0,4}false/i],
];

/** Environment variables that switch the check off for a process, and their values. */
export const TLS_VARIABLES: ReadonlyMap<string, RegExp> = new Map([
  ['NODE_TLS_REJECT_UNAUTHORIZED', /^(?:0|false)$/],
  ['GIT_SSL_NO_VERIFY', /^(?:1|true|yes|on)$/i],
  ['PYTHONHTTPSVERIFY', /^0$/],
  ['npm_config_strict_ssl', /^(?:false|0)$/i],
  ['NPM_CONFIG_STRICT_SSL', /^(?:false|0)$/i],
  ['YARN_ENABLE_STRICT_SSL', /^(?:false|0)$/i],
  ['PIP_TRUSTED_HOST', /./],
  ['UV_INSECURE_HOST', /./],
]);

/** Lists of hosts whose certificates are not looked at. Sources: uv, pip. */
export const TLS_HOST_LISTS: ReadonlySet<string> = new Set(['allow-insecure-host', 'trusted-host']);

/** Keys of settings files, in lower case: .npmrc, .yarnrc.yml, pnpm, git and pip, PDM and Pipenv, Composer, RubyGems and Bundler, MongoDB and agents' own. */
export const TLS_SETTINGS: ReadonlyMap<string, RegExp> = new Map([
  ['strict-ssl', /^(?:false|0|no|off)$/i],
  ['strictssl', /^(?:false|0|no|off)$/i],
  ['enablestrictssl', /^(?:false|0|no|off)$/i],
  ['sslverify', /^(?:false|0|no|off)$/i],
  ['verify-ssl', /^(?:false|0|no|off)$/i],
  ['verify_ssl', /^false$/i],
  ['disable-tls', /^true$/i],
  ['secure-http', /^false$/i],
  [':ssl_verify_mode', /^0$/],
  ['bundle_ssl_verify_mode', /^0$/],
  ['http.proxystrictssl', /^false$/i],
  ['rejectunauthorized', /^false$/i],
  ['trusted-host', /^.+$/],
  ['tlsinsecure', /^true$/i],
]);

/** Clients and servers that take certificate options, by canonical name. */
export const TLS_CLIENTS: readonly string[] = [
  'https.Agent', 'https.request', 'https.get', 'http2.connect', 'tls.connect', 'tls.TLSSocket', 'undici.Agent', 'undici.Client', 'undici.Pool', 'undici.ProxyAgent', 'undici.fetch', 'undici.request',
  'axios', 'axios.create', 'axios.get', 'axios.post', 'axios.request', 'got', 'got.extend', 'got.get', 'got.post', 'request', 'needle', 'ws', 'ws.WebSocket', 'nodemailer.createTransport', 'pg.Client', 'pg.Pool',
  'mysql2.createConnection', 'ioredis', 'mongodb.MongoClient', 'mongoose.connect', 'global:fetch',
];
