import type { SecretHit } from './model.ts';
import { isDummyBody } from './dummies.ts';
import { passwordLevel } from './urls.ts';

/** A program that is given a password in its command line: a text that stands in every such line, and the form of the line. */
interface ProgramForm {
  readonly mark: string;
  /** The password is the group `password`, a user before it the group `user`. */
  readonly pattern: RegExp;
}

const VALUE = String.raw`(?<quote>["']?)(?<password>[^\s"'\x60|;&<>()]{4,128})\k<quote>`;
const REST = String.raw`[^\n|;&]{0,300}?\s`;

/** Sources: the manuals of the programs. */
const FORMS: readonly ProgramForm[] = [
  // -p with nothing behind it asks; -P is the port.
  { mark: 'mysql', pattern: new RegExp(String.raw`(?<![\w=.-])mysql(?:dump|admin|import|show|check)?\b${REST}-p${VALUE}`, 'dg') },
  { mark: 'mariadb', pattern: new RegExp(String.raw`(?<![\w=.-])mariadb(?:-dump|-admin|-import)?\b${REST}-p${VALUE}`, 'dg') },
  { mark: 'mongo', pattern: new RegExp(String.raw`(?<![\w=.-])mongo(?:sh|dump|restore|export|import)?\b${REST}-p[ =]{0,3}${VALUE}`, 'dg') },
  { mark: 'redis-cli', pattern: new RegExp(String.raw`\bredis-cli\b${REST}(?:-a|--pass)[ =]{1,3}${VALUE}`, 'dg') },
  { mark: 'sshpass', pattern: new RegExp(String.raw`\bsshpass\s{1,5}-p\s{0,3}${VALUE}`, 'dg') },
  { mark: ' login', pattern: new RegExp(String.raw`\b(?:docker|podman|nerdctl|buildah|skopeo|oras|crane\s{1,3}auth|helm\s{1,3}registry|az|oc|cf)\s{1,5}login\b${REST}(?:-p|--password)[ =]{1,3}${VALUE}`, 'dg') },
  { mark: 'configure set', pattern: new RegExp(String.raw`\baws\s{1,5}configure\s{1,5}set\s{1,5}(?:[\w-]{1,60}\.){0,3}aws_(?:secret_access_key|session_token)\s{1,5}${VALUE}`, 'dg') },
  { mark: ' pass:', pattern: new RegExp(String.raw`\s-pass(?:in|out)?\s{1,3}["']?pass:${VALUE}`, 'dg') },
  { mark: 'sudo -S', pattern: new RegExp(String.raw`\becho\s{1,3}(?:-[ne]\s{1,3})?${VALUE}\s{0,3}\|\s{0,3}sudo\s{1,3}-S\b`, 'dg') },
  { mark: 'password-stdin', pattern: new RegExp(String.raw`\b(?:echo|printf)\s{1,3}(?:-[ne]\s{1,3}|(?:'%s'|"%s"|%s)\s{1,3})?${VALUE}\s{0,3}\|\s{0,3}(?:sudo\s{1,3})?[\w-]{2,20}\b[^\n|;&]{0,300}?\s--password-stdin\b`, 'dg') },
  { mark: 'with-token', pattern: new RegExp(String.raw`\becho\s{1,3}(?:-[ne]\s{1,3})?${VALUE}\s{0,3}\|\s{0,3}gh\s{1,3}auth\s{1,3}login\b`, 'dg') },
  { mark: 'secret set', pattern: new RegExp(String.raw`\bgh\s{1,3}secret\s{1,3}set\s{1,3}${REST}(?:--body|-b)[ =]{1,3}${VALUE}`, 'dg') },
  { mark: 'chpasswd', pattern: /\becho\s{1,3}(?:-[ne]\s{1,3})?(?<quote>["']?)(?<user>[\w.-]{1,32}):(?<password>[^\s"'|$]{4,128})\k<quote>\s{0,3}\|\s{0,3}(?:sudo\s{1,3})?chpasswd\b/dg },
  // `user/password@//host:1521/service`; without `@` and an address a slash is part of a path.
  { mark: 'sqlplus', pattern: /\bsqlplus(?:\s{1,3}-(?:[SLs]|silent|logon)){0,3}\s{1,3}(?<quote>["']?)(?<user>[\w$#]{1,30})\/(?<password>[^\s"'`|;&<>()$@/]{4,128})@[\w/:."'-]{1,200}/dg },
  { mark: 'vault login', pattern: /\bvault\s{1,3}login\s{1,3}(?:-[\w=-]{1,40}\s{1,3}){0,3}(?:token=)?(?<quote>["']?)(?<password>(?:hv[sbr]\.|s\.)[^\s"'`|;&<>()$]{12,200})\k<quote>/dg },
  { mark: 'lftp', pattern: /\blftp\b[^\n|;&]{0,200}?\s-u\s{0,3}(?<quote>["']?)(?<user>[\w.@-]{1,60}),(?<password>[^\s"'`|;&<>()$]{4,128})\k<quote>/dg },
  { mark: 'smbclient', pattern: /\bsmbclient\b[^\n|;&]{0,200}?\s(?:-U|--user=?)\s{0,3}(?<quote>["']?)(?<user>[\w.\\@-]{1,60})%(?<password>[^\s"'`|;&<>()$]{4,128})\k<quote>/dg },
  { mark: 'net use', pattern: /\bnet use\b[^\n|&]{0,200}?\s\/user:(?<user>[\w.\\@-]{1,60})\s{1,3}(?<quote>["']?)(?<password>[^\s"'`|;&<>()%$/*]{4,128})\k<quote>/dgi },
  { mark: 'AsPlainText', pattern: /\bConvertTo-SecureString\s{1,5}(?:-String\s{1,5})?(?<quote>["'])(?<password>[^"'$\n]{4,128})\k<quote>[^\n]{0,60}-AsPlainText/dgi },
];

const MAX_HITS = 200;

/** Passwords in command lines, by the programs that take them so: `mysql -pSECRET`, `sshpass -p`, `docker login -p`. */
export function scanPrograms(text: string): SecretHit[] {
  const hits: SecretHit[] = [];
  for (const { mark, pattern } of FORMS) {
    if (!text.includes(mark)) continue;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match && hits.length < MAX_HITS; match = pattern.exec(text)) {
      const { password = '', user = '' } = match.groups ?? {};
      const level = isDummyBody(password) ? null : passwordLevel(user, password, '');
      if (level === null) continue;
      const start = match.indices?.groups?.['password']?.[0] ?? match.index;
      hits.push({ start, end: start + password.length, kind: 'url', id: 'program-password', title: `password in a command line of ${nameOf(match[0])}`, confidence: 'high', strict: level === 'weak', variable: null });
    }
  }
  return hits;
}

function nameOf(line: string): string {
  return /^[\w-]{1,30}/.exec(line.trimStart())?.[0] ?? 'a program';
}

const PGPASS = /(?:^|\n)(?!#)[^:\s]{1,253}:(?:\d{1,5}|\*):[^:\n]{1,128}:([^:\n]{1,128}):([^\s:]{3,128})(?=\s|$)/g;

/** `host:port:database:user:password` of a PostgreSQL password file. */
export function scanPgpass(text: string, path: string): SecretHit[] {
  if (!/(?:^|[\\/])\.?pgpass(?:\.conf)?$/.test(path.slice(-100))) return [];
  return [...text.slice(0, 65_536).matchAll(PGPASS)].slice(0, MAX_HITS).flatMap((match): SecretHit[] => {
    const [whole, user = '', password = ''] = match;
    const level = passwordLevel(user, password, '');
    const end = match.index + whole.length;
    return level === null ? [] : [{ start: end - password.length, end, kind: 'url', id: 'pgpass', title: 'password of a PostgreSQL password file', confidence: 'high', strict: level === 'weak', variable: null }];
  });
}
