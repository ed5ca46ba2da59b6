import { CONTEXT_TYPES } from '../../../knowledge/secrets/index.ts';
import type { ContextType } from '../../../knowledge/secrets/index.ts';
import { decodeBase64 } from './bytes.ts';
import { isTokenHeader, parseJwt } from './jwt.ts';
import { isMixed } from './checks.ts';
import { hasTypedRun, isDummyBody, isPublicValue, isReference, isWeakPassword } from './dummies.ts';
import type { SecretHit } from './model.ts';
import { credentialName, variableName } from './names.ts';
import type { NameKind } from './names.ts';
import { looksRandom, surprise } from './randomness.ts';
import { headerAt, passwordLevel } from './urls.ts';

export interface NamedContext {
  /** What stands around the name: object names, a path of keys. The provider's word may stand there. */
  readonly near?: string;
  /** The position alone says that the value is a credential: the key of an HMAC, the secret of a token. */
  readonly isSink?: boolean;
}

const MAX_VALUE = 4000;
/** Schemes of `Authorization` values that have no name of their own. */
const SCHEME = /^(?:token|bot|ssws|key|api-?key|splunk) {1,3}(?=\S{12})/i;
const MAPS_KEY = /^AIza[\w-]{35}$/;

/**
 * Judges a value by the name it is given; the name comes first, the value is never enough. Places are those of the
 * whole value. Weak passwords come back with `strict: true`. `null`: no credential's name, or no credential's value.
 */
export function assessNamed(name: string, value: string, context: NamedContext = {}): SecretHit | null {
  const kind = context.isSink ? 'password' : credentialName(name);
  if (kind === null || value.length < 3 || value.length > MAX_VALUE) return null;
  if (kind === 'phrase') return isSeedPhrase(value) ? toHit(name, value, 'seed-phrase', 'seed phrase of a wallet', false) : null;
  if (isReference(value) || isPublicValue(value)) return null;
  // Its shape tells more: pages and apps that show a map show their key, too.
  if (MAPS_KEY.test(value) && /maps/i.test(`${name} ${context.near ?? ''}`)) return null;
  const authorization = headerAt(value, 0);
  if (authorization && authorization.end === value.length) return authorization;
  const jwt = /^eyJ[\w-]{8,4000}\.eyJ/.test(value) ? parseJwt(value) : null;
  if (jwt?.isHarmless === true || isTokenHeader(value)) return null;
  const scheme = /authorization$/i.test(name) ? (SCHEME.exec(value)?.[0].length ?? 0) : 0;
  if (scheme > 0) {
    const hit = assessNamed('token', value.slice(scheme), { near: `${name} ${context.near ?? ''}` });
    return hit && { ...hit, start: scheme, end: value.length, variable: variableName(name) };
  }
  const provider = providerOf(name, value, context.near ?? '');
  if (provider) return { ...toHit(name, value, provider.id, `${provider.provider} ${provider.title}`, provider.confidence === 'low'), kind: 'provider', confidence: provider.confidence, variable: provider.env ?? variableName(name) };
  const hit = judgeValue(name, value, kind, context.isSink === true);
  // The name of a key: with a provider's prefix it tells whose it is, else nothing.
  return hit && !context.isSink && /id$/i.test(name) ? { ...hit, strict: true, confidence: 'low' } : hit;
}

function judgeValue(name: string, value: string, kind: NameKind, isSink: boolean): SecretHit | null {
  const title = kind === 'password' ? 'password or secret' : 'key or token';
  if (isDummyBody(value)) return isWeakPassword(value) && !/your|example|<|x{3}/i.test(value) && kind === 'password' ? toHit(name, value, 'weak', 'password that can be guessed', true) : null;
  if (isVendorKey(value)) return toHit(name, value, 'generic', title, false);
  if (isWeak(value, kind, isSink)) return toHit(name, value, 'weak', 'password that can be guessed', true);
  if (/\s/.test(value)) return null;
  if (hasTypedRun(value)) return LONG_KEY.test(value) ? toHit(name, value, 'weak', 'key that can be guessed', true) : null;
  if (isEncodedLogin(name, value)) return toHit(name, value, 'generic', 'encoded user and password', false);
  if (isWordLike(value) || isIdentifier(value)) return null;
  if (looksRandom(value)) return toHit(name, value, 'generic', title, false);
  if (kind === 'password' && isChosenWithCare(value)) return toHit(name, value, 'generic', title, false);
  return LONG_KEY.test(value) ? toHit(name, value, 'generic', title, true) : null;
}

/** Letters and digits without a separator: a key of some kind, even when its characters are not drawn evenly. */
const LONG_KEY = /^(?=[^\d]{0,200}\d)(?=[^A-Za-z]{0,200}[A-Za-z])[A-Za-z0-9+/=]{16,200}$/;

function toHit(name: string, value: string, id: string, title: string, strict: boolean): SecretHit {
  return { start: 0, end: value.length, kind: id === 'weak' ? 'weak' : 'generic', id, title, confidence: strict ? 'low' : 'good', strict, variable: variableName(name) };
}

/** A known shape without a prefix, told by the provider's word in the name or around it. */
function providerOf(name: string, value: string, near: string): ContextType | null {
  const around = `${name} ${near.slice(-200)}`.toLowerCase();
  for (const type of CONTEXT_TYPES) {
    if (!type.words.some((word) => around.includes(word))) continue;
    type.pattern.lastIndex = 0;
    const match = type.pattern.exec(value);
    if (match?.[0].length === value.length && !isDummyBody(value) && !hasTypedRun(value) && isMixed(value)) return type;
  }
  return null;
}

const VENDOR_KEY = /^(?:sk|rk|key|api|tok|token|secret|pat|bot|live|prod)(?:[-_][a-z]{2,12}){0,3}[-_]([A-Za-z0-9]{16,200})$/;

/** `sk-…` and its like under a credential's name: a vendor's form with a body that is no word, typed runs included. */
function isVendorKey(value: string): boolean {
  const body = VENDOR_KEY.exec(value)?.[1] ?? '';
  return body !== '' && /\d/.test(body) && /[A-Za-z]/.test(body) && !/^[A-Za-z]+\d{0,4}$/.test(body);
}

/** A guessable password where a password must stand. A single word under a token's name is a label, not a password. */
function isWeak(value: string, kind: NameKind, isSink: boolean): boolean {
  if (kind !== 'password' || value.length > 60) return false;
  return isWeakPassword(value) && (isSink || /[\d\W_]/.test(value) || value === value.toLowerCase());
}

/** `auth` of a registry or a container tool: base64 of `user:password`. */
function isEncodedLogin(name: string, value: string): boolean {
  if (!/auth/i.test(name) || value.length < 12) return false;
  const parts = /^([\x21-\x7e]{1,100}?):([\x20-\x7e]{3,200})$/.exec(decodeBase64(value) ?? '');
  return parts !== null && passwordLevel(parts[1] ?? '', parts[2] ?? '', '') === 'real';
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const WORDS = /^[A-Za-z]{1,24}(?:[-_. /:@+,|]+[A-Za-z]{1,24}|[-_.]\d{1,4}){0,12}$/;
const PATH = /^(?:\.{1,2}\/|~\/|[A-Za-z]:\\)|\.(?:js|ts|json|html?|css|png|svg|jpe?g|ya?ml|pem|key|crt|txt|md|php|py|rb|go|java)$|^[\w.-]{1,80}@[\w-]{1,60}\.[\w.]{2,60}$/;
const CODE = /[(){}[\];<>`\\"'|]|=>|&&|^[#.][\w-]+$/;
const DIGEST = /^(?:sha\d{1,3}-|\$2[aby]\$|\$argon2|\$scrypt|\$pbkdf2|\$apr1\$|\{SHA\}|0x[0-9a-fA-F]{40}$)/;
const NUMBER = /^[\d.,:+-]+$/;

/** Words with separators, paths, addresses, code, numbers, digests, identifiers: what names of credentials mostly hold. */
function isWordLike(value: string): boolean {
  return WORDS.test(value) || NUMBER.test(value) || UUID.test(value) || DIGEST.test(value) || PATH.test(value) || hasPathSegments(value) || CODE.test(value) || /[^\x21-\x7e]/.test(value);
}

const BASE64_CHUNK = /^[A-Za-z0-9+]{8,}={0,2}$/;

/** Slashes between names: a path. Slashes in base64 stand between runs that no file is named. */
function hasPathSegments(value: string): boolean {
  if (!value.includes('/')) return false;
  if (!/^[A-Za-z0-9+/]{24,}={0,2}$/.test(value)) return true;
  return !value.split('/').some((part) => BASE64_CHUNK.test(part) && /\d/.test(part) && surprise(part) > 5.2);
}

/** `AccessTokenV2`, `access_token_2`, `oauth2:client-secret`: a name, not a value. */
function isIdentifier(value: string): boolean {
  const words = value.split(/[-_.:/ ]|(?<=[a-z])(?=[A-Z])/);
  return words.length > 1 && words.every((word) => /^(?:[A-Z]?[a-z]{2,}|[A-Z]{2,})?\d{0,2}$/.test(word) || /^v?\d{1,4}$/.test(word));
}

/** At least 8 characters of three kinds, with a special one or a mixture that no word gives. */
function isChosenWithCare(value: string): boolean {
  if (value.length < 8 || value.length > 64) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((part) => part.test(value)).length;
  return kinds >= 3 && /\d/.test(value) && /[!@#$%^&*+=?~]/.test(value);
}

const SEED = /^[a-z]{3,8}(?: [a-z]{3,8}){11,23}$/;

function isSeedPhrase(value: string): boolean {
  if (!SEED.test(value)) return false;
  const words = value.split(' ');
  return words.length % 3 === 0 && new Set(words).size >= 9;
}
