import { TextGroup } from '../../text-index.ts';
import type { TextIndex } from '../../text-index.ts';
import { isDummyBody } from './dummies.ts';
import type { SecretHit } from './model.ts';
import { passwordLevel } from './urls.ts';

const HASHES: readonly string[] = ['$apr1$', '{SHA}', '$2y$', '$2a$', '$2b$'];
const HTPASSWD_USER = /(?:^|[\n\r"'`])[\w.@-]{1,64}:$/;
const HTPASSWD_HASH = /(?:\$apr1\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}|\{SHA\}[A-Za-z0-9+/]{27}=|\$2[aby]\$\d\d\$[./A-Za-z0-9]{53})(?=[\s"'`]|$)/y;

/** Lines of a password file: `user:$apr1$…`. The hash is a credential that can be guessed offline. */
export function scanPasswordFiles(text: string, textIndex: TextIndex): SecretHit[] {
  const hits: SecretHit[] = [];
  for (const mark of HASHES) {
    for (const index of textIndex.findLiteral(mark)) {
      HTPASSWD_HASH.lastIndex = index;
      const user = HTPASSWD_USER.exec(text.slice(Math.max(0, index - 66), index));
      const match = user || index < 66 ? HTPASSWD_HASH.exec(text) : null;
      if (match && user) hits.push({ start: index, end: HTPASSWD_HASH.lastIndex, kind: 'generic', id: 'htpasswd', title: 'password hash of a password file', confidence: 'medium', strict: false, variable: null });
    }
  }
  return hits;
}

const MACHINE = /(?:^|[\n\r])[ \t]{0,8}(?:machine[ \t]{1,4}[^\s"'`]{1,253}|default)\s{1,8}login\s{1,8}([^\s"'`]{1,128})\s{1,8}password\s{1,8}([^\s"'`]{3,256})/g;

/** `machine … login … password …` of a .netrc file, on one line or on three. */
export function scanNetrc(text: string, textIndex: TextIndex): SecretHit[] {
  const hits: SecretHit[] = [];
  if (textIndex.findLiteral('login').length === 0) return hits;
  MACHINE.lastIndex = 0;
  for (let match = MACHINE.exec(text); match; match = MACHINE.exec(text)) {
    const [whole, user = '', password = ''] = match;
    const level = passwordLevel(user, password, '');
    if (level === null) continue;
    const end = match.index + whole.length;
    hits.push({ start: end - password.length, end, kind: 'url', id: 'netrc', title: 'password of a .netrc entry', confidence: 'high', strict: level === 'weak', variable: null });
  }
  return hits;
}

const CURL_USER = /(?:^|\s)(?:-u|--user|--proxy-user|-U)[ \t=]{0,4}["']?([^\s:"'$<{]{1,64}):([^\s"'`]{3,200})["']?/g;

/** `curl -u user:password`. Only texts that name curl, wget or http are read. */
export function scanUserOptions(text: string, textIndex: TextIndex): SecretHit[] {
  const hits: SecretHit[] = [];
  if (textIndex.findLiteral('curl').length === 0 && textIndex.findLiteral('http').length === 0) return hits;
  CURL_USER.lastIndex = 0;
  for (let match = CURL_USER.exec(text); match; match = CURL_USER.exec(text)) {
    const [whole, user = '', quoted = ''] = match;
    const password = quoted.replace(/["']$/, '');
    const line = text.slice(Math.max(0, match.index - 300), match.index).split('\n').at(-1) ?? '';
    // `-u http://host` is an address: other programs name theirs so.
    const level = /\b(?:curl|xh|http)\b/.test(line) && !password.startsWith('//') && !isDummyBody(password) ? passwordLevel(user, password, '') : null;
    if (level === null) continue;
    const start = match.index + whole.indexOf(`${user}:`);
    hits.push({ start, end: start + user.length + 1 + password.length, kind: 'url', id: 'curl-user', title: 'user and password of a request', confidence: 'high', strict: level === 'weak', variable: null });
  }
  return hits;
}

const ADO = /(?:Server|Data Source|Host|Address)=[^;"']{1,200};[^"'\n]{0,300}?(?:Password|Pwd)=([^;"'\s]{6,100})/gi;

/** One of these stands in every connection string with a password. */
export const PASSWORD_FIELDS: readonly string[] = ['word=', 'wd=', 'WORD=', 'WD='];
const PASSWORD_TEXTS = new TextGroup(PASSWORD_FIELDS);

/** `host=… user=… password=…`: words with blanks between them, as PostgreSQL's library takes them. */
const LIBPQ = /(?:^|[\s"'`])(?:host|hostaddr|user|dbname|port|sslmode)=[^\s"'`]{1,200}(?:[ \t][a-z_]{1,30}=[^\s"'`]{0,200}){0,8}?[ \t]password=([^;"'`\s]{6,100})/g;

/** A password in an ADO.NET, ODBC or libpq connection string. */
export function scanConnectionStrings(text: string, textIndex: TextIndex): SecretHit[] {
  const hits: SecretHit[] = [];
  if (!textIndex.hasAny(PASSWORD_TEXTS)) return hits;
  for (const form of [ADO, LIBPQ]) {
    form.lastIndex = 0;
    for (let match = form.exec(text); match; match = form.exec(text)) {
      const password = match[1] ?? '';
      const level = passwordLevel('', password, '');
      const end = match.index + match[0].length;
      if (level !== null) hits.push({ start: end - password.length, end, kind: 'url', id: 'azure-sql-conn', title: 'connection string with a password', confidence: 'medium', strict: level === 'weak', variable: 'DATABASE_URL' });
    }
  }
  return hits;
}
