import { remembered } from './remembered.ts';

/** Words that make a name a secret's name when they end it (or are followed only by a number or an environment). */
const SECRET_WORDS: ReadonlySet<string> = new Set([
  'token', 'secret', 'secrets', 'password', 'passwd', 'passphrase', 'credential', 'credentials', 'creds', 'apikey', 'privatekey', 'secretkey', 'accesskey', 'apitoken', 'authtoken',
  'accesstoken', 'pat', 'pwd', 'pass', 'cookie', 'otp', 'mnemonic', 'authorization',
]);

/** `…_KEY` is a secret after one of these words; a bare `KEY` (cache key, sort key) is not. */
const KEY_QUALIFIERS: ReadonlySet<string> = new Set([
  'api', 'secret', 'private', 'access', 'auth', 'signing', 'encryption', 'deploy', 'master', 'service', 'account', 'ssh', 'gpg', 'rsa', 'license', 'admin', 'root', 'storage', 'app',
  'openai', 'anthropic', 'stripe', 'sendgrid', 'azure', 'aws', 'gcp', 'gemini', 'mistral', 'groq', 'twilio', 'datadog', 'sentry', 'github', 'npm', 'role', 'session', 'hmac', 'wallet', 'jwt',
]);

const ENVIRONMENTS: ReadonlySet<string> = new Set(['prod', 'production', 'dev', 'development', 'staging', 'stage', 'test', 'ci', 'value', 'base64', 'b64', 'raw', 'old', 'new', 'rw', 'ro']);
const NOT_ALONE: ReadonlySet<string> = new Set(['pwd', 'pat', 'pass', 'cookie', 'otp']);
const HARMLESS: ReadonlySet<string> = new Set([
  'old_pwd', 'init_pwd', 'entry_token', 'csrf_token', 'xsrf_token', 'next_token', 'page_token', 'continuation_token', 'cancellation_token', 'cancel_token', 'public_key', 'anon_key',
  'publishable_key', 'sync_token', 'design_token', 'two_pass', 'multi_pass', 'first_pass', 'second_pass',
]);
const WHOLE: ReadonlySet<string> = new Set(['aws_access_key_id', 'npm_auth', 'database_url', 'mongodb_uri', 'mongo_uri', 'redis_url', 'connection_string', 'pgpassword', 'npm_config_auth', 'node_auth_token', 'secret_or_key', 'secret_or_private_key']);

/**
 * Words of a name in lower case: `NPM_TOKEN`, `npmToken`, `npm-token` all give `npm`, `token`. Reads 200 characters.
 */
export function nameWords(name: string): readonly string[] {
  return name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]{2})([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/**
 * True for names that hold a secret's value: `NPM_TOKEN`, `apiKey`, `DB_PASSWORD`, `PGPASSWORD`, `MYSQL_PWD`.
 * False for names around one: `TOKEN_PATH`, `PASSWORD_MIN_LENGTH`, `MAX_TOKENS`, `PUBLIC_KEY`, `PWD`, `CSRF_TOKEN`.
 */
export const isSecretName: (name: string) => boolean = remembered((name) => {
  const words = [...nameWords(name)];
  if (WHOLE.has(words.join('_'))) return true;
  while (words.length > 1 && isDecoration(words.at(-1) ?? '')) words.pop();
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  const pair = `${before}_${last}`;
  if (HARMLESS.has(pair)) return false;
  if (WHOLE.has(words.join('_')) || pair === 'connection_string') return true;
  if (last === 'key' || last === 'keys') return KEY_QUALIFIERS.has(before);
  if (SECRET_WORDS.has(last)) return words.length > 1 || !NOT_ALONE.has(last);
  return last !== 'oldpwd' && /(?:password|passwd|apikey|secretkey|authtoken|accesstoken)$/.test(last);
});

/** Services whose keys stand in the page by design, as their documentation says: maps, search, captchas, analytics. */
const BROWSER_WORDS: ReadonlySet<string> = new Set(['maps', 'map', 'mapbox', 'maptiler', 'search', 'site', 'sitekey', 'recaptcha', 'hcaptcha', 'turnstile', 'captcha', 'publishable', 'public', 'anon', 'firebase', 'posthog', 'segment', 'amplitude', 'mixpanel', 'giphy', 'tinymce', 'pusher', 'vapid', 'browser']);
const SERVER_WORDS: ReadonlySet<string> = new Set(['secret', 'secrets', 'private', 'server', 'admin', 'service', 'signing', 'password', 'passphrase', 'credentials']);

/** True for names of keys that are made for browsers: `GOOGLE_MAPS_API_KEY`, `ALGOLIA_SEARCH_KEY`, `RECAPTCHA_SITE_KEY`. */
export function isBrowserKeyName(name: string): boolean {
  const words = nameWords(name);
  return words.some((word) => BROWSER_WORDS.has(word)) && !words.some((word) => SERVER_WORDS.has(word));
}

const PLACES: ReadonlySet<string> = new Set(['host', 'hostname', 'server', 'domain', 'region', 'zone', 'port', 'user', 'username', 'email', 'bucket', 'cluster', 'namespace']);

/** True for names that tell where something is or who does it: `SERVER_HOST`, `AWS_REGION`, `SSH_USER`. */
export function isPlaceName(name: string): boolean {
  const words = [...nameWords(name)];
  while (words.length > 1 && isDecoration(words.at(-1) ?? '')) words.pop();
  return PLACES.has(words.at(-1) ?? '');
}

function isDecoration(word: string): boolean {
  return ENVIRONMENTS.has(word) || /^\d{1,4}$/.test(word);
}
