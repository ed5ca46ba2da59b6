import { nameWords } from '../../../knowledge/names.ts';
import { remembered } from '../../../knowledge/remembered.ts';
import { ABOUT_WORDS, BEFORE_WORDS, CREDENTIAL_WORDS, KEY_WORDS, NEVER_WORDS } from '../../../knowledge/secrets/name-words.ts';

/** `password`: people choose the value. `token`: a machine draws it. `phrase`: words are drawn. */
export type NameKind = 'password' | 'token' | 'phrase';

const PASSWORDS: ReadonlySet<string> = new Set(['password', 'passwd', 'pwd', 'pass', 'passphrase', 'passcode', 'secret', 'secrets', 'pgpassword', 'dbpassword', 'dbpass', 'userpass', 'clientsecret', 'appsecret', 'credential', 'credentials']);
const DECORATION = /^(?:\d{1,4}|v\d|prod|production|dev|development|staging|stage|test|value|default|new|old|current|fallback|str|string|raw|b64|base64|const|local|main|live|real|encoded|plain|here|base)$/;

/**
 * What kind of credential a name says it holds; `null` when it says none, or says that it holds something about one
 * (`passwordLabel`, `tokenUrl`, `secretName`, `csrfToken`, a bare `key`). camelCase, kebab-case, dots and CONST_CASE alike.
 */
export const credentialName: (name: string) => NameKind | null = remembered((name) => classify(nameWords(name)));

function classify(words: readonly string[]): NameKind | null {
  if (words.length === 0 || words.length > 12 || words.some((word) => NEVER_WORDS.has(word))) return null;
  let last = words.length - 1;
  while (last > 0 && DECORATION.test(words[last] ?? '')) last -= 1;
  const word = (words[last] ?? '').replace(/(?<=[a-z])\d{1,3}$/, '');
  const before = words[last - 1] ?? '';
  if (word === 'id' && before === 'key' && words.includes('access')) return 'token';
  if (ABOUT_WORDS.has(word) || BEFORE_WORDS.has(words[0] ?? '') || (BEFORE_WORDS.has(before) && before !== 'first')) return null;
  // What passport-jwt calls the secret of its tokens.
  if (word === 'key' && before === 'or' && words[last - 2] === 'secret') return 'password';
  if (word === 'key' || word === 'keys') return KEY_WORDS.has(before) ? 'token' : null;
  if (word === 'mnemonic' || (before === 'seed' && word === 'phrase') || (before === 'recovery' && word === 'phrase')) return 'phrase';
  if (!CREDENTIAL_WORDS.has(word)) return /(?:password|passwd|apikey|secretkey|authtoken|accesstoken)$/.test(word) ? 'token' : null;
  return PASSWORDS.has(word) ? 'password' : 'token';
}

/** The variable to read a value from: the binding's name in CONST_CASE, `SECRET` when it gives none. At most 60 characters. */
export function variableName(name: string): string {
  const words = nameWords(name).join('_').toUpperCase().slice(0, 60);
  return /^[A-Z]/.test(words) ? words : 'SECRET';
}
