import { isLoopbackHost, isReservedHost } from '../../../knowledge/hosts.ts';
import { SECRET_TYPES } from '../../../knowledge/secrets/index.ts';
import { TextGroup } from '../../text-index.ts';
import type { TextIndex } from '../../text-index.ts';
import { decodeBase64 } from './bytes.ts';
import { hasTypedRun, isDummyBody, isReference, isWeakPassword } from './dummies.ts';
import type { SecretHit } from './model.ts';
import { looksRandom } from './randomness.ts';
import { kindAt, WORD } from './runs.ts';

const WEBHOOKS = SECRET_TYPES.filter((type) => type.place === 'url');
const SCHEME = /[A-Za-z][A-Za-z0-9+.-]{0,20}$/;
/** `user:password@h` behind `://`. */
const USER_INFO = /([^\s/:@"'<>`\\]{0,128}):([^\s/@"'<>`\\]{1,200})@([A-Za-z0-9_.[\]-]{1,253})/y;
const DATABASE = /^(?:postgres(?:ql)?|mysql2?|mariadb|mongodb|rediss?|valkey|amqps?|mssql|sqlserver|clickhouse|cockroachdb|cockroach|oracle|jdbc|nats|ldaps?|couchdb|elasticsearch|neo4j|bolt|cassandra|prisma)(?:\+|$)/i;

/** Credentials in URLs: user information of every scheme, and webhooks whose address is the secret. */
export function scanUrls(text: string, textIndex: TextIndex): SecretHit[] {
  const hits: SecretHit[] = [];
  for (const mark of textIndex.findLiteral(URL_MARK)) {
    const hit = webhookAt(text, mark + 3) ?? userInfoAt(text, mark);
    if (hit) hits.push(hit);
  }
  return hits;
}

function webhookAt(text: string, index: number): SecretHit | null {
  for (const type of WEBHOOKS) {
    type.pattern.lastIndex = index;
    const match = type.pattern.exec(text);
    if (!match || isDummyBody(match[0].slice(-36)) || (kindAt(text, index + match[0].length) & WORD) !== 0) continue;
    return { start: index, end: index + match[0].length, kind: 'url', id: type.id, title: `${type.provider} ${type.title}`, confidence: type.confidence, strict: type.confidence === 'low', variable: type.env ?? null };
  }
  return null;
}

function userInfoAt(text: string, mark: number): SecretHit | null {
  USER_INFO.lastIndex = mark + 3;
  const match = USER_INFO.exec(text);
  if (!match) return null;
  const scheme = SCHEME.exec(text.slice(Math.max(0, mark - 21), mark))?.[0] ?? '';
  if (scheme === '') return null;
  const [, user = '', password = '', host = ''] = match;
  const level = passwordLevel(user, password, host);
  if (level === null) return null;
  const isDatabase = DATABASE.test(scheme);
  return {
    start: mark - scheme.length,
    end: USER_INFO.lastIndex,
    kind: 'url',
    id: isDatabase ? 'db-url' : 'url-basic',
    title: isDatabase ? 'database URL with a password' : 'URL with a password',
    confidence: level === 'weak' ? 'low' : 'high',
    strict: level === 'weak',
    variable: isDatabase ? (databaseVariable(scheme) ?? null) : null,
  };
}

function databaseVariable(scheme: string): string | undefined {
  const name = /^[a-z]+/i.exec(scheme)?.[0].toLowerCase() ?? '';
  if (name.startsWith('redis')) return 'REDIS_URL';
  if (name.startsWith('mongodb')) return 'MONGODB_URI';
  return name.startsWith('amqp') ? 'AMQP_URL' : 'DATABASE_URL';
}

const SAID = /^(?:user(?:name)?|login|me|you|name|foo|bar|u|a|usr)$/i;
const STANDS_FOR = /^(?:pass(?:w(?:or)?d|phrase)?|pw|pwd|secret|token|key|api[_-]?key|x{2,}|\*+|\.{3,}|p|b|y|foo|bar|baz|hidden|masked|hash|password\d{0,4}|pass\d{0,4}|[A-Z][A-Z_]*)$/;

/**
 * How much a password in a URL or in a Basic header is worth: `real` when it looks drawn or chosen with care, `weak` when
 * it can be guessed or stands at a sample's place, `null` when it stands for a value kept elsewhere.
 */
export function passwordLevel(user: string, password: string, host: string): 'real' | 'weak' | null {
  if (/[${}%*<>]|\.\.\./.test(password) && isMasked(password)) return null;
  if (/[${}<]/.test(user + host)) return null;
  if (/^\d{1,5}$/.test(password)) return null;
  const isPlain = STANDS_FOR.test(password) || SAID.test(user) || isWeakPassword(password) || isDummyBody(password) || password === user || hasTypedRun(password);
  if (isPlain || isReservedHost(host)) return 'weak';
  if (looksRandom(password)) return 'real';
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length;
  return password.length >= 8 && classes >= 3 && !isLoopbackHost(host) ? 'real' : 'weak';
}

function isMasked(password: string): boolean {
  return isReference(password) || /^[*.]+$|\*{3}|\.{3}|[{}<>]|^\$|^%[A-Z]/.test(password);
}

const HEADER = /\b([Bb]earer|[Bb]asic)\s(?=[A-Za-z0-9])([\w.~+/-]{12,2000}={0,2})/y;

/** The value of an Authorization header at `index`: `Bearer …` with a random token, `Basic …` with a real password. */
export function headerAt(text: string, index: number): SecretHit | null {
  HEADER.lastIndex = index;
  const match = HEADER.exec(text);
  if (!match?.[1] || !match[2]) return null;
  const level = match[1].toLowerCase() === 'basic' ? basicLevel(match[2]) : bearerLevel(match[2]);
  if (level === null) return null;
  const title = match[1].toLowerCase() === 'basic' ? 'Basic authorization value' : 'bearer token';
  return { start: index, end: HEADER.lastIndex, kind: 'header', id: 'authorization', title, confidence: level === 'real' ? 'medium' : 'low', strict: level === 'weak', variable: null };
}

function bearerLevel(token: string): 'real' | null {
  return token.length >= 20 && !/\.{2}|\/[\w-]+\//.test(token) && !isDummyBody(token) && !hasTypedRun(token) && looksRandom(token) ? 'real' : null;
}

function basicLevel(encoded: string): 'real' | 'weak' | null {
  const decoded = decodeBase64(encoded);
  const parts = /^([\x21-\x7e]{1,100}?):([\x20-\x7e]{1,200})$/.exec(decoded ?? '');
  return parts ? passwordLevel(parts[1] ?? '', parts[2] ?? '', '') : null;
}

const ENCODED = /[Bb]asic\s['"`]?\s{0,9}(?:\+\s{0,9}|\$\{\s{0,9})(?:btoa|Buffer\.from|(?:base64\.)?encode(?:Base64)?)\(\s{0,9}['"`]([^'"`:\s$]{1,100}):([^'"`\s$]{4,200})['"`]/y;

/** A Basic value that code puts together at `index`: `'Basic ' + btoa('deploy:…')`. The hit is the password. */
function encodedHeaderAt(text: string, index: number): SecretHit | null {
  ENCODED.lastIndex = index;
  const match = ENCODED.exec(text);
  const password = match?.[2];
  const level = password === undefined ? null : passwordLevel(match?.[1] ?? '', password, '');
  if (password === undefined || level === null) return null;
  const end = ENCODED.lastIndex - 1;
  return { start: end - password.length, end, kind: 'header', id: 'authorization', title: 'Basic authorization value', confidence: level === 'real' ? 'medium' : 'low', strict: level === 'weak', variable: null };
}

const SCHEME_TEXTS = ['Bearer ', 'Basic '];
const SCHEMES = new TextGroup(SCHEME_TEXTS);
const URL_MARK = '://';
/** A text without any of these holds neither a URL nor an Authorization value. */
export const ADDRESS_MARKS: readonly string[] = [URL_MARK, ...SCHEME_TEXTS];

/** Every Authorization value of a text, with the scheme as it is mostly written. */
export function scanHeaders(text: string, textIndex: TextIndex): SecretHit[] {
  const hits: SecretHit[] = [];
  for (const { indexes } of textIndex.findGroup(SCHEMES)) {
    for (const mark of indexes) {
      const hit = headerAt(text, mark) ?? encodedHeaderAt(text, mark);
      if (hit) hits.push(hit);
    }
  }
  return hits;
}
