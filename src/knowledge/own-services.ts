import { nameWords } from './names.ts';

/** An address at which a service takes a secret of its own outside of a header. */
interface ServiceRow {
  /** Exact hosts, or `*.domain` for its subdomains. */
  readonly hosts: readonly string[];
  readonly path: RegExp;
  /** Form fields, query parameters or JSON members that the secret belongs in. */
  readonly fields: readonly string[];
  /** Words of names that say that a secret is of this service. */
  readonly words: readonly string[];
  /** Where other fields are shown to people (a message, a file): there a name has to say whose secret it is. Of `body`, those of the query are not. */
  readonly isShown?: true | 'body';
  readonly source: string;
}

const CLIENT_FIELDS = ['client_secret', 'client_assertion', 'refresh_token', 'password', 'code', 'assertion', 'token', 'subject_token'];

const SERVICES: readonly ServiceRow[] = [
  { hosts: ['gitlab.com'], path: /^\/api\/v4\/projects\/[^/]{1,200}\/(?:ref\/[^/]{1,200}\/)?trigger\/pipeline$/, fields: ['token'], words: ['gitlab', 'ci', 'trigger', 'pipeline', 'downstream', 'job'], source: 'https://docs.gitlab.com/ci/triggers/' },
  { hosts: ['slack.com'], path: /^\/api\/oauth(?:\.v2)?\.access$/, fields: CLIENT_FIELDS, words: ['slack'], source: 'https://docs.slack.dev/authentication/installing-with-oauth' },
  { hosts: ['slack.com'], path: /^\/api\/[a-z]{2,40}(?:\.[A-Za-z0-9]{1,40}){1,4}$/, fields: ['token'], words: ['slack'], isShown: true, source: 'https://docs.slack.dev/apis/web-api/' },
  { hosts: ['codecov.io', '*.codecov.io'], path: /^\/upload\/v\d{1,2}$/, fields: ['token'], words: ['codecov'], isShown: true, source: 'https://docs.codecov.com/reference/upload' },
  { hosts: ['scan.coverity.com'], path: /^\/(?:builds|download\/[\w./\uE000-]{1,60})$/, fields: ['token'], words: ['coverity'], isShown: true, source: 'https://scan.coverity.com/travis_ci' },
  { hosts: ['www.google.com', 'google.com', 'www.recaptcha.net', 'recaptcha.net'], path: /^\/recaptcha\/api\/siteverify$/, fields: ['secret'], words: ['recaptcha', 'captcha', 'google'], source: 'https://developers.google.com/recaptcha/docs/verify' },
  { hosts: ['hcaptcha.com', 'api.hcaptcha.com'], path: /^\/siteverify$/, fields: ['secret'], words: ['hcaptcha', 'captcha'], source: 'https://docs.hcaptcha.com/' },
  { hosts: ['challenges.cloudflare.com'], path: /^\/turnstile\/v0\/siteverify$/, fields: ['secret'], words: ['turnstile', 'captcha', 'cloudflare', 'cf'], source: 'https://developers.cloudflare.com/turnstile/get-started/server-side-validation/' },
  { hosts: ['generativelanguage.googleapis.com', 'maps.googleapis.com', 'places.googleapis.com', 'youtube.googleapis.com', 'translation.googleapis.com', 'vision.googleapis.com', 'language.googleapis.com', 'customsearch.googleapis.com', 'safebrowsing.googleapis.com'], path: /^\//, fields: ['key'], words: ['google', 'gcp', 'gemini', 'maps', 'places', 'youtube', 'firebase', 'safebrowsing'], isShown: 'body', source: 'https://docs.cloud.google.com/docs/authentication/api-keys-use' },
  { hosts: ['www.googleapis.com'], path: /^\/(?:youtube|customsearch|pagespeedonline|books|webfonts)\/v\d/, fields: ['key'], words: ['google', 'gcp', 'youtube', 'yt', 'pagespeed', 'psi', 'books', 'firebase'], isShown: 'body', source: 'https://docs.cloud.google.com/docs/authentication/api-keys-use' },
  { hosts: ['www.google-analytics.com', 'region1.google-analytics.com'], path: /^\/(?:debug\/)?mp\/collect$/, fields: ['api_secret'], words: ['ga', 'ga4', 'analytics', 'google', 'measurement'], isShown: true, source: 'https://developers.google.com/analytics/devguides/collection/protocol/ga4' },
  { hosts: ['api.datadoghq.com', 'api.datadoghq.eu', 'api.us3.datadoghq.com', 'api.us5.datadoghq.com', 'api.ap1.datadoghq.com'], path: /^\/api\/v[12]\//, fields: ['api_key', 'application_key'], words: ['datadog', 'dd'], isShown: true, source: 'https://docs.datadoghq.com/api/latest/authentication/' },
  { hosts: ['events.pagerduty.com', 'events.eu.pagerduty.com'], path: /^\/(?:v2\/(?:enqueue|change\/enqueue)|generic\/2010-04-15\/create_event\.json)$/, fields: ['routing_key', 'service_key'], words: ['pagerduty', 'pd'], isShown: true, source: 'https://developer.pagerduty.com/docs/events-api-v2/trigger-events/' },
  { hosts: ['api.openweathermap.org', 'pro.openweathermap.org'], path: /^\/(?:data|geo)\//, fields: ['appid'], words: ['openweather', 'openweathermap', 'owm', 'weather'], isShown: 'body', source: 'https://docs.openweather.co.uk/appid' },
  { hosts: ['api.themoviedb.org'], path: /^\/3\//, fields: ['api_key'], words: ['tmdb', 'themoviedb', 'moviedb', 'movie'], isShown: 'body', source: 'https://developer.themoviedb.org/docs/authentication-application' },
  { hosts: ['api.github.com'], path: /^\//, fields: ['access_token'], words: ['github', 'gh'], isShown: 'body', source: 'https://developer.github.com/changes/2020-02-10-deprecating-auth-through-query-param/' },
  { hosts: ['graph.facebook.com', 'graph.instagram.com', 'graph.threads.net'], path: /^(?:\/|$)/, fields: ['access_token'], words: ['facebook', 'fb', 'meta', 'instagram', 'ig', 'insta', 'page', 'whatsapp', 'threads', 'pixel', 'capi'], isShown: 'body', source: 'https://developers.facebook.com/docs/graph-api/overview' },
  // Token endpoints of OAuth providers (RFC 6749, section 3.2).
  { hosts: ['login.microsoftonline.com', 'login.microsoftonline.us', 'login.windows.net'], path: /\/oauth2\/(?:v2\.0\/)?token$/, fields: CLIENT_FIELDS, words: ['azure', 'arm', 'entra', 'ad', 'aad', 'microsoft', 'ms', 'graph'], source: 'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow' },
  { hosts: ['oauth2.googleapis.com', 'accounts.google.com', 'www.googleapis.com'], path: /^(?:\/token|\/o\/oauth2\/token|\/oauth2\/v[34]\/token)$/, fields: CLIENT_FIELDS, words: ['google', 'gcp', 'gmail', 'youtube', 'chrome', 'gdrive', 'firebase', 'gemini'], source: 'https://developers.google.com/identity/protocols/oauth2/web-server' },
  { hosts: ['github.com'], path: /^\/login\/oauth\/access_token$/, fields: CLIENT_FIELDS, words: ['github', 'gh'], source: 'https://docs.github.com/apps/oauth-apps' },
  { hosts: ['gitlab.com'], path: /^\/oauth\/token$/, fields: CLIENT_FIELDS, words: ['gitlab'], source: 'https://docs.gitlab.com/api/oauth2/' },
  { hosts: ['*.auth0.com'], path: /^\/oauth\/token$/, fields: CLIENT_FIELDS, words: ['auth0'], source: 'https://auth0.com/docs/api/authentication' },
  { hosts: ['*.okta.com', '*.oktapreview.com'], path: /^\/oauth2\/(?:[\w-]{1,60}\/)?v1\/token$/, fields: CLIENT_FIELDS, words: ['okta'], source: 'https://developer.okta.com/docs/api/openapi/okta-oauth/' },
  { hosts: ['*.amazoncognito.com'], path: /^\/oauth2\/token$/, fields: CLIENT_FIELDS, words: ['cognito'], source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html' },
  { hosts: ['login.salesforce.com', 'test.salesforce.com', '*.my.salesforce.com'], path: /^\/services\/oauth2\/token$/, fields: CLIENT_FIELDS, words: ['salesforce', 'sf', 'sfdc'], source: 'https://help.salesforce.com/' },
  { hosts: ['discord.com'], path: /^\/api\/(?:v\d{1,2}\/)?oauth2\/token$/, fields: CLIENT_FIELDS, words: ['discord'], source: 'https://docs.discord.com/developers/topics/oauth2' },
  { hosts: ['accounts.spotify.com'], path: /^\/api\/token$/, fields: CLIENT_FIELDS, words: ['spotify'], source: 'https://developer.spotify.com/documentation/web-api/concepts/authorization' },
  { hosts: ['id.twitch.tv'], path: /^\/oauth2\/token$/, fields: CLIENT_FIELDS, words: ['twitch'], source: 'https://dev.twitch.tv/docs/authentication/' },
];

/** Words that say of no service whose secret it is. */
const GENERIC: ReadonlySet<string> = new Set([
  'client', 'app', 'application', 'api', 'oauth', 'oauth2', 'auth', 'access', 'refresh', 'secret', 'token', 'key', 'site', 'server', 'private', 'my', 'svc', 'service', 'account', 'user', 'bot', 'upload',
  'prod', 'production', 'staging', 'stage', 'dev', 'test', 'web', 'id', 'idp', 'oidc', 'sso', 'deploy', 'project', 'login', 'verify', 'v2', 'v3', 'new', 'old', 'value',
]);

/** Words that say of a well-known service that a secret is its own. */
const NAMED: ReadonlySet<string> = new Set([
  'aws', 'npm', 'pypi', 'github', 'gh', 'gitlab', 'openai', 'anthropic', 'claude', 'gemini', 'stripe', 'azure', 'twilio', 'sendgrid', 'datadog', 'sentry', 'docker', 'dockerhub', 'vault', 'slack', 'codecov', 'cloudflare',
  'digitalocean', 'heroku', 'netlify', 'vercel', 'firebase', 'supabase', 'kube', 'ssh', 'gpg', 'database', 'db', 'postgres', 'mysql', 'mongodb', 'redis', 'huggingface', 'hf', 'wallet', 'mnemonic', 'discord', 'telegram', 'hcaptcha', 'turnstile', 'recaptcha', 'okta', 'auth0', 'salesforce',
]);

export interface Sending {
  /** As in a URL, without colon; `null` when unknown. */
  readonly scheme: string | null;
  readonly host: string;
  readonly path: string;
  /** Name of the variable or property that holds the secret. */
  readonly name: string;
  /** The field it is sent in; `null` when unknown. */
  readonly field: string | null;
  /** True when that field is one of the address. */
  readonly inQuery?: boolean;
}

function isOfHost(host: string, { hosts }: ServiceRow): boolean {
  return hosts.some((entry) => (entry.startsWith('*.') ? host.length > entry.length - 1 && host.endsWith(entry.slice(1)) : host === entry));
}

function rowsAt(host: string, path: string): readonly ServiceRow[] {
  const bare = host.toLowerCase();
  const trimmed = path.slice(0, 1000).replace(/\/$/, '');
  return SERVICES.filter((row) => isOfHost(bare, row) && row.path.test(trimmed));
}

/** The name and field fit: the name says that the secret is of the service, or of none in particular and the field is the secret's. */
function fits(name: string, field: string | null, { words, fields, isShown }: ServiceRow, inQuery = false): boolean {
  if (field !== null && !fields.includes(field)) return false;
  const parts = nameWords(name);
  if (parts.some((word) => NAMED.has(word) && !words.includes(word))) return false;
  if (parts.some((word) => words.includes(word))) return true;
  // `SHOP_CLIENT_SECRET`: the secret of an OAuth client is called after the client.
  return (isShown === undefined || field !== null || (isShown === 'body' && inQuery)) && (parts.every((word) => GENERIC.has(word)) || /client_?secret$/i.test(name));
}

/** Hosts of a company's own interface; other subdomains may be rented to anybody. */
const INTERFACE = /^(?:www|apis?(?:-[a-z\d]{1,12})?|rest|data|uploads?)$/;
const KEY_FIELD = /(?:^|[_-])(?:api_?key|key|token|app_?id)$/i;

/**
 * True where the name begins with the domain's own, as `NASA_API_KEY` for `api.nasa.gov`, and the field is a key's. The
 * services whose secrets are worth most ({@link NAMED}) are told by their rows alone: their names stand in other domains.
 */
function isNamesake(host: string, name: string, field: string | null): boolean {
  const [first = '', ...rest] = nameWords(name);
  const labels = host.toLowerCase().split('.');
  if (first.length < 4 || GENERIC.has(first) || [first, ...rest].some((word) => NAMED.has(word)) || labels.length < 2) return false;
  return labels.at(-2) === first && labels.slice(0, -2).every((label) => INTERFACE.test(label)) && field !== null && KEY_FIELD.test(field);
}

/** True when a secret goes, over TLS, to the address at which the service it belongs to asks for it. */
export function isOwnService({ scheme, host, path, name, field, inQuery }: Sending): boolean {
  if (scheme !== 'https' && scheme !== 'wss') return false;
  const rows = rowsAt(host, path);
  return rows.length > 0 ? rows.some((row) => fits(name, field, row, inQuery)) : isNamesake(host, name, field);
}

/** Where messages for people are posted, which need no key but that of their own address. */
const CHATS: readonly (readonly [address: RegExp, word: string])[] = [
  [/^hooks\.slack\.com\//, 'slack'], [/^(?:(?:ptb|canary)\.)?discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\//, 'discord'], [/^api\.telegram\.org\/bot/, 'telegram'], [/^[\w-]{1,60}\.webhook\.office\.com\//, 'teams'],
];

/** The address of a chat up to the place where its own secret stands. Sources: the documentation of Telegram, Discord and Slack. */
const CHAT_LEAD = /^https:\/\/(?:api\.telegram\.org\/(?:file\/)?bot|(?:(?:ptb|canary)\.)?discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/|hooks\.slack\.com\/(?:services|workflows|triggers)\/)/i;

/** True for a URL that begins with the address of a chat, right behind which its secret stands. `isWhole`: nothing else stands in the text. */
export function leadsToChat(text: string, isWhole = false): boolean {
  const lead = CHAT_LEAD.exec(text.slice(0, 200))?.[0];
  return lead !== undefined && (!isWhole || lead.length === text.length);
}

/** True when the name says that a secret is of one service and the address is where another asks for its own, or where people read messages. */
export function isForeignService({ host, path, name }: Pick<Sending, 'host' | 'path' | 'name'>): boolean {
  const address = `${host.toLowerCase()}${path.slice(0, 100)}`;
  const owners = [...rowsAt(host, path).map(({ words }) => words), ...CHATS.flatMap(([pattern, word]) => (pattern.test(address) ? [[word]] : []))];
  if (owners.length === 0) return false;
  const parts = nameWords(name);
  return parts.some((word) => NAMED.has(word)) && !parts.some((word) => owners.some((words) => words.includes(word)));
}

/** Paths at which a server takes the password of a user: `/login`, `/api/auth/signin`, `/api/authenticate`, `/users/sign_in`. */
const LOGIN_PATH = /(?:^|\/)(?:[\w-]{0,20}log-?_?in|sign-?_?in|auth(?:enticate|entication)?(?:\/(?:local|basic|password|token|tokens))?|[a-z]{0,10}first-?factor|sessions?(?:\/new)?|authorize)(?:\.[a-z]{2,5})?\/?$/i;
const PASSWORD_FIELD = /^(?:\w{1,30}[_-])?(?:password|passwd|pass|passphrase|pwd)$/i;
const PASSWORD_NAME = /(?:^|_)(?:password|passwd|pass|pwd)$/i;

const OAUTH_TOKEN = /\/(?:oauth2?|connect|openid-connect|v\d(?:\.\d)?)\/(?:v\d(?:\.\d)?\/)?(?:access_)?token\/?$/i;

/**
 * True when the address itself comes from a variable and its path is one of a kind: the trigger of a pipeline behind
 * GitLab's own variables, the token endpoint of an OAuth server for the secret of a client, a login for a password.
 */
export function isOwnAddress({ variable, path, name, field }: { readonly variable: string; readonly path: string; readonly name: string; readonly field: string | null }): boolean {
  const short = path.slice(0, 1000);
  if (/^CI_(?:API_V4_URL|SERVER_URL|SERVER_HOST|SERVER_FQDN)$/.test(variable)) {
    const [row] = SERVICES;
    return row !== undefined && row.path.test(variable === 'CI_API_V4_URL' ? `/api/v4${short}` : short) && field !== null && fits(name, field, row);
  }
  if (field !== null && PASSWORD_FIELD.test(field) && PASSWORD_NAME.test(name) && LOGIN_PATH.test(short)) return !nameWords(name).some((word) => NAMED.has(word));
  return OAUTH_TOKEN.test(short) && field === 'client_secret' && /client_?secret$/i.test(name);
}
