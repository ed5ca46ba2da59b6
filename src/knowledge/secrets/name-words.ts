/** Words of a name, each of which alone says "credential". */
export const CREDENTIAL_WORDS: ReadonlySet<string> = new Set([
  'password', 'passwd', 'pwd', 'pass', 'passphrase', 'passcode', 'secret', 'secrets', 'token', 'tokens', 'apikey', 'apikeys', 'credential', 'credentials', 'cred', 'creds', 'pat', 'jwt', 'auth', 'authorization', 'bearer', 'mnemonic',
  'authtoken', 'accesstoken', 'accesskey', 'secretkey', 'privatekey', 'clientsecret', 'appsecret', 'pgpassword', 'dbpassword', 'dbpass', 'hapikey', 'authkey', 'apitoken', 'userpass',
]);

/** `…key` is a credential after one of these words; a bare `key` never is (React, i18n, keyboard, cache). */
export const KEY_WORDS: ReadonlySet<string> = new Set([
  'api', 'auth', 'access', 'secret', 'private', 'encryption', 'encrypt', 'signing', 'master', 'service', 'account', 'client', 'app', 'application', 'storage', 'shared', 'session', 'license', 'hmac', 'subscription', 'deploy', 'admin', 'webhook', 'jwt',
  'cookie', 'ssh', 'wallet', 'role', 'functions', 'integration', 'openai', 'anthropic', 'stripe', 'sendgrid', 'gemini', 'mistral', 'groq', 'twilio', 'datadog', 'sentry', 'algolia', 'pinecone',
]);

/** Anywhere in a name these make it something else: public halves, form protection, look-up keys, interface texts. */
export const NEVER_WORDS: ReadonlySet<string> = new Set([
  'public', 'pub', 'publishable', 'sealed', 'ics', 'anon', 'csrf', 'xsrf', 'primary', 'foreign', 'cache', 'sort', 'partition', 'i18n', 'l10n', 'label', 'placeholder', 'description', 'tooltip', 'regex', 'regexp', 'pattern', 'tokenizer', 'selector', 'translation', 'locale', 'integrity', 'checksum', 'category', 'etag', 'sitekey',
]);

/** After the credential's word these tell that the name holds something about it: its address, rule, text or digest. */
export const ABOUT_WORDS: ReadonlySet<string> = new Set([
  'title', 'text', 'error', 'errors', 'hint', 'name', 'names', 'field', 'fields', 'input', 'header', 'headers', 'url', 'urls', 'uri', 'endpoint', 'endpoints', 'path', 'paths', 'file', 'files', 'filename', 'dir', 'folder', 'type', 'types', 'kind', 'id', 'ids', 'arn', 'ref', 'refs', 'prefix', 'suffix', 'length', 'size',
  'count', 'limit', 'max', 'min', 'maximum', 'minimum', 'expiry', 'expires', 'expiration', 'ttl', 'age', 'policy', 'strength', 'strategy', 'method', 'mode', 'provider', 'scheme', 'format', 'version', 'algorithm', 'alg', 'status', 'state', 'event', 'action', 'class', 'style', 'icon', 'button', 'page', 'route', 'component', 'symbol',
  'address', 'index', 'var', 'env', 'variable', 'param', 'params', 'query', 'scope', 'scopes', 'role', 'hash', 'digest', 'salt', 'store', 'manager', 'reset', 'forgot', 'confirm', 'required', 'invalid', 'missing', 'author', 'model', 'usage', 'rule', 'rules', 'message', 'messages', 'msg', 'link', 'validator', 'issuer', 'audience', 'link',
  'fingerprint', 'thumbprint', 'hint', 'help', 'desc', 'info', 'enabled', 'disabled', 'visible', 'changed', 'updated', 'created', 'at', 'date', 'time', 'handler', 'service', 'source', 'separator', 'delimiter', 'position', 'range', 'start', 'end', 'map', 'list', 'set', 'budget', 'cost', 'price', 'contract', 'network', 'chain', 'decimals', 'options', 'config', 'schema',
]);

/** Before the credential's word these make it a syntax token, an interface element or a made-up thing. */
export const BEFORE_WORDS: ReadonlySet<string> = new Set(['next', 'page', 'continuation', 'cancellation', 'cancel', 'sync', 'design', 'syntax', 'no', 'is', 'has', 'invalid', 'missing', 'forgot', 'reset', 'change', 'show', 'hide', 'toggle', 'example', 'sample', 'dummy', 'fake', 'mock', 'placeholder', 'erc20', 'nft', 'max', 'min', 'num', 'total', 'two', 'first', 'second', 'render']);
