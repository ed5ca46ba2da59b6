import { nameWords } from './names.ts';

const ACTS: ReadonlySet<string> = new Set(['verify', 'verifies', 'validate', 'check', 'is', 'has', 'can', 'require', 'ensure', 'assert', 'compare', 'authenticate', 'authorize', 'authorise', 'match', 'matches', 'confirm', 'valid', 'enforce', 'protect']);
/** What says by itself that a function decides who may pass. */
const DECISIONS: ReadonlySet<string> = new Set(['authenticate', 'authenticated', 'authorize', 'authorise', 'authorized', 'authorised', 'authed', 'authorization', 'authentication']);
/** What a check looks at. */
const SUBJECTS: ReadonlySet<string> = new Set([
  'auth', 'session', 'token', 'jwt', 'password', 'passwd', 'credential', 'credentials', 'signature', 'permission', 'permissions', 'access', 'role', 'roles', 'admin', 'owner', 'otp', 'totp', 'csrf', 'login',
  'apikey', 'passcode', 'pin', 'captcha', 'acl', 'hmac', 'license', 'superuser', 'privilege', 'privileges',
]);
const STATES = /^(?:is|has|ensure|require|check)_?(?:logged|signed)_?in$|^can_?activate$|^require_?user(?:_?(?:id|session))?$|^verify_?(?:client|webhooks?)$|^can_?access\w{0,20}$|^check_?login$|^login$|^auth(?:entication|ori[sz]ation)?_?(?:middleware|guard)$|^is_?valid_?user$|^validate_?user$|^authori[sz]er$|^protect(?:ed)?_?(?:route)?s?$|^restrict_?to$|^(?:admin|auth|login)_?only$|^(?:protected|private|admin|authed)_?procedure$/i;
/** Words that make a name mean something else: the form of a value, not the right to pass. */
const OTHER: ReadonlySet<string> = new Set([
  'input', 'format', 'length', 'strength', 'field', 'form', 'schema', 'type', 'name', 'page', 'route', 'url', 'enabled', 'required', 'supported', 'visible', 'expired', 'loading', 'pending', 'mock', 'stub', 'fake', 'noop',
  'dummy', 'test', 'optional', 'header', 'storage', 'public', 'allow', 'anonymous', 'guest', 'support', 'supports', 'needs', 'requires', 'manager', 'should', 'refresh', 'error', 'code', 'kind', 'node', 'syntax', 'accessibility', 'accessor', 'accessible', 'ui', 'button', 'modal', 'screen', 'default', 'pattern', 'style', 'color', 'css', 'design', 'whitespace', 'menu', 'comment', 'keyword', 'identifier', 'punctuator', 'configured', 'available', 'initialized', 'ready', 'installed', 'connected',
]);

/** True for the name of a function that decides whether somebody may pass: `authenticate`, `isAdmin`, `verifyToken`. */
export function isAuthenticationName(name: string): boolean {
  if (name.length > 80) return false;
  if (STATES.test(name)) return true;
  const words = nameWords(name);
  if (words.some((word) => OTHER.has(word))) return false;
  if (words.some((word) => DECISIONS.has(word))) return words.length <= 4;
  const [first = ''] = words;
  return words.length <= 4 && ACTS.has(first) && words.slice(1).some((word) => SUBJECTS.has(word));
}

const capital = (word: string): string => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;

/** Files that are named after the check that they export: `auth.ts`, `require-admin.js`, `jwt.guard.ts`. */
const MODULE = /^(?:auth|authn|authz|authentication|authori[sz]ation|jwt|is_?auth|auth_?check|check_?auth)(?:_?(?:middleware|guard|handler))?$/i;

/** One of these stands in every name of a file that {@link moduleCheckName} knows: a quick look at the end of a path. */
const HINT = /auth|session|token|jwt|pass|credential|signature|permission|access|role|admin|owner|otp|csrf|logged|login|apikey|pin|captcha|acl|hmac|license|privilege|protect|restrict|signed|activate|user/i;

/** The name of the check that a file exports as its default, told by the file's name; `null` for other files. */
export function moduleCheckName(path: string): string | null {
  if (!HINT.test(path.slice(-80))) return null;
  const parts = path.split('/');
  const base = (parts.at(-1) ?? '').replace(/\.[^.]{1,10}$/, '');
  const name = (base === 'index' ? (parts.at(-2) ?? '') : base).replaceAll(/[.-]/g, '_');
  if (!HINT.test(name)) return null;
  return name !== 'login' && (MODULE.test(name) || isAuthenticationName(name)) ? name : null;
}

const KEY_CHECK = /^(?:(?:check|verify|validate|require|ensure|authenticate|enforce)_?(?:api_?key|csrf(?:_?token)?)|csrf_?(?:protection|check|guard|middleware))$/i;

/** Checks of keys of an API and of forged requests: a client has functions of such names too, which look at the form of a key. */
export function isKeyCheckName(name: string): boolean {
  return name.length < 40 && KEY_CHECK.test(name);
}

/** Checks that are there to refuse: those called `authenticate`, `verifyToken`, `authMiddleware` may only find out who is asking. */
export const GATE_NAME = /^(?:require|ensure|enforce|protect|authori[sz]e|restrict|assert|(?:admin|auth|login)_?only|(?:private|admin|authed)_?procedure|csrf|is_?(?!auth$)|has|can|check_?(?:roles?|permissions?|admin|access|csrf|api_?key)|(?:verify|validate)_?(?:csrf|admin|roles?|permissions?|api_?key|signature|webhooks?))/i;

/** One of these stands in every name of a check, as its words are written: a subject is never the first of them. */
export const SUBJECT_TEXTS: readonly string[] = ['ApiKey', '_api_key', 'csrfCheck', 'csrfGuard', 'csrfMiddleware', ...[...SUBJECTS].flatMap((word) => [capital(word), word.toUpperCase(), `_${word}`, `$${word}`])];
/** The same for names that say what they do in another way, small or capital letters. */
export const DECISION_TEXTS: readonly string[] = [
  'authenticat', 'authoriz', 'authoris', 'loggedin', 'logged_in', 'signedin', 'signed_in', 'canactivate', 'can_activate', 'verifyclient', 'verify_client', 'requireuser', 'require_user', 'verifywebhook', 'verify_webhook', 'canaccess', 'can_access', 'login', 'log_in', 'signin', 'sign_in',
  'authed', 'protect', 'restrictto', 'restrict_to', 'adminonly', 'privateprocedure', 'private_procedure', 'adminprocedure', 'admin_procedure', 'admin_only', 'authonly', 'auth_only', 'authmiddleware', 'auth_middleware', 'authguard', 'auth_guard', 'validuser', 'valid_user', 'validateuser', 'validate_user', 'credential',
];

/** Options that switch a check off, and the value that does. Reported in strict. */
export const CHECK_OPTIONS: readonly (readonly [name: string, off: boolean])[] = [
  ['skipAuth', true], ['disableAuth', true], ['bypassAuth', true], ['noAuth', true], ['authRequired', false], ['requireAuth', false], ['requiresAuth', false], ['authEnabled', false],
  ['verifySignature', false], ['validateSignature', false], ['ignoreExpiration', true], ['verifyToken', false], ['checkOrigin', false], ['skipAuthentication', true], ['disableAuthentication', true], ['skipVerification', true], ['wantAssertionsSigned', false], ['wantAuthnResponseSigned', false],
];

/** The same as names of constants and variables of the environment: `SKIP_AUTH`, `DISABLE_AUTHENTICATION`. */
export const CHECK_SWITCHES: readonly (readonly [name: string, off: boolean])[] = [
  ...CHECK_OPTIONS.map(([name, off]) => [name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(), off] as const),
  ['AUTH_DISABLED', true], ['AUTH_BYPASS', true], ['ENABLE_AUTH', false],
];
