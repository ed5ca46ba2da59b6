import { describe, expect, it } from 'vitest';

import { crc32 } from '../../../src/surfaces/text/secrets/bytes.ts';
import { scanAssignments } from '../../../src/surfaces/text/secrets/assignments.ts';
import { assessNamed, credentialName, scanLines, scanText, variableName } from '../../../src/surfaces/text/secrets/index.ts';
import { draw, makeJwt, makeSecret, seeded } from './generate.ts';

const random = seeded(20);
const ids = (text: string): string[] => scanText(text).map((hit) => hit.id);
const of = (id: string): string => makeSecret(id, random) ?? '';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function withChecksum(prefix: string): string {
  const body = draw('A-Za-z0-9', 30, random);
  let rest = crc32(body);
  let digits = '';
  for (let index = 0; index < 6; index += 1) {
    digits = `${BASE62[rest % 62] ?? ''}${digits}`;
    rest = Math.floor(rest / 62);
  }
  return `${prefix}${body}${digits}`;
}

describe('where a shape may stand', () => {
  const token = of('npm-token');
  it.each([
    ['quotes', `x = '${token}'`],
    ['a line escape before it', String.raw`x = 'a\n${token}\n'`],
    ['URL encoding before it', `?t=Bearer%20${token}`],
    ['a comment', `// use ${token} for now`],
    ['a name before it', `NPM_TOKEN=${token}`],
    ['the very end', token],
    ['a URL path', `https://x.corp.io/v1/${token}/upload`],
  ])('finds it in %s', (_, text) => {
    const [hit] = scanText(text);
    expect(hit?.id).toBe('npm-token');
    expect(text.slice(hit?.start, hit?.end)).toBe(token);
  });

  it('does not find it as a part of a longer word', () => {
    expect(ids(`x = 'q${token}'`)).toEqual([]);
    expect(ids(`x = '${token}q'`)).toEqual([]);
  });

  it('gives one hit per place and two for two', () => {
    expect(scanText(`a('${token}'); b('${token}')`)).toHaveLength(2);
  });
});

describe('a look inside', () => {
  it('says that a checksum is wrong, and does not when it fits', () => {
    expect(scanText(of('github-pat'))[0]?.title).toContain('wrong checksum');
    expect(scanText(withChecksum(['gh', 'p_'].join('')))[0]?.title).toBe('GitHub personal access token (classic)');
    expect(scanText(withChecksum(['np', 'm_'].join('')))[0]?.title).toBe('npm access token');
  });

  it('reads tokens: role, sample, algorithm', () => {
    expect(scanText(makeJwt({ iss: 'supabase', role: 'service_role' }, random))[0]).toMatchObject({ title: 'Supabase service_role key', variable: 'SUPABASE_SERVICE_ROLE_KEY', strict: false });
    expect(ids(makeJwt({ iss: 'supabase', role: 'anon' }, random))).toEqual([]);
    expect(ids(makeJwt({ sub: '1234567890', name: 'John Doe', iat: 1516239022 }, random))).toEqual([]);
    expect(ids(makeJwt({ sub: 'a' }, random, { alg: 'none' }))).toEqual([]);
    expect(ids(makeJwt({ sub: 'u-8', scope: 'all' }, random, { typ: 'JWT', kid: 'a1b2' }))).toEqual([]);
    expect(ids(makeJwt({ sub: 'u-8', scope: 'all' }, random))).toEqual(['jwt']);
  });

  it('leaves out what pages may show', () => {
    const key = of('gcp-api-key');
    expect(ids(`const k = "${key}"`)).toEqual(['gcp-api-key']);
    expect(ids(`{ apiKey: "${key}", authDomain: "x.firebaseapp.com" }`)).toEqual([]);
    expect(ids(['AK', 'IA', 'IOSFODNN7EXAMPLE'].join(''))).toEqual([]);
    expect(scanText(`{ "googleMaps": { "apiKey": "${key}" } }`).map(({ id, strict }) => [id, strict])).toEqual([['gcp-api-key', true]]);
    expect(scanText(`fetch("https://maps.googleapis.com/maps/api/js?key=${key}")`).map(({ strict }) => strict)).toEqual([true]);
    expect(scanText(`const gemini = "${key}"; showMaps();`).map(({ strict }) => strict)).toEqual([false]);
    expect([assessNamed('apiKey', key, { near: 'googleMaps config' }), assessNamed('apiKey', key, { near: 'gemini config' })?.strict]).toEqual([null, false]);
    const message = `wcFMA/${draw('A-Za-z0-9', 300, random)}`;
    expect([assessNamed('npmToken', message, { near: 'encrypted' }), assessNamed('npmToken', message.slice(6), { near: 'encrypted' })?.strict]).toEqual([null, false]);
    expect(ids(['pk', '_live_', draw('A-Za-z0-9', 24, random)].join(''))).toEqual([]);
    expect(ids(['sk', '_test_', '4eC39HqL', 'yjWDarjtT1', 'zdp7dc'].join(''))).toEqual([]);
  });

  it.each(['x'.repeat(36), 'your_token_here_your_token_here_1234', '0'.repeat(36), `${'*'.repeat(36)}`])('leaves out the made-up body %s', (body) => {
    expect(ids(`${['gh', 'p_'].join('')}${body}`)).toEqual([]);
  });

  it('asks OpenAI keys for their mark or their length', () => {
    const start = ['sk', '-proj-'].join('');
    expect(ids(`'${start}${draw('A-Za-z0-9', 70, random)}'`)).toEqual(['openai-project']);
    expect(ids(`'${start}${draw('A-Za-z0-9', 24, random)}'`)).toEqual([]);
  });

  it('is not caught by chance inside base64', () => {
    const blob = draw('A-Za-z0-9', 60, random);
    expect(ids(`'${blob}/${['AK', 'IA'].join('')}${draw('A-Z2-7', 16, random)}/${blob}'`)).toEqual([]);
  });
});

describe('private keys', () => {
  const header = ['-----BEGIN ', 'RSA ', 'PRIVATE ', 'KEY-----'].join('');
  const body = draw('A-Za-z0-9+/', 64, random);
  it.each([
    ['lines', `${header}\n${body}\n${body}\n`],
    ['escapes', String.raw`"${header}\n${body}\n${body}"`],
    ['joined literals', `'${header}\\n' +\n  '${body}\\n' +\n  '${body}'`],
    ['fields before the body', `${header}\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00FF\n\n${body}\n`],
  ])('finds one in %s', (_, text) => expect(ids(text)).toEqual(['pem-private']));

  it.each([
    ['a header alone', `if (text.includes('${header}')) {}`],
    ['a shortened sample', `${header}\nMIIEpAIBAAKCAQEA...\n`],
    ['one line of a key in a manual', `${['-----BEGIN OPENSSH', 'PRIVATE KEY-----'].join(' ')}\n${body.slice(0, 70)}\n${['-----END OPENSSH', 'PRIVATE KEY-----'].join(' ')}\n`],
    ['a public key', `${header.replace('RSA PRIVATE', 'PUBLIC')}\n${body}\n`],
    ['one character repeated', `${header}\n${'A'.repeat(64)}\n`],
  ])('is silent on %s', (_, text) => expect(ids(text)).toEqual([]));

  it('finds PGP and JSON Web Keys', () => {
    expect(ids(`${['-----BEGIN PGP ', 'PRIVATE ', 'KEY BLOCK-----'].join('')}\nVersion: 1\n\n${body}\n`)).toEqual(['pgp-private']);
    expect(scanText(`{"kty":"EC","crv":"P-256","d":"${draw('A-Za-z0-9_-', 43, random)}"}`)[0]).toMatchObject({ id: 'jwk-private', strict: true });
    expect(ids(`{"kty":"EC","x":"${draw('A-Za-z0-9_-', 43, random)}"}`)).toEqual([]);
  });
});

describe('URLs and connection strings', () => {
  const password = `${draw('a-z', 4, random)}${draw('0-9', 3, random)}${draw('A-Z', 5, random)}`;
  it.each([
    ['postgres', `postgres://svc:${password}@db.corp.io:5432/app`, 'db-url'],
    ['mongodb+srv', `mongodb+srv://svc:${password}@c0.mongodb.net/app`, 'db-url'],
    ['redis without a user', `redis://:${password}@cache.corp.io`, 'db-url'],
    ['https', `https://deploy:${password}@git.corp.io/x.git`, 'url-basic'],
    ['ftp', `ftp://deploy:${password}@files.corp.io`, 'url-basic'],
    ['ADO.NET', `Server=db.corp.io;Database=x;User Id=a;Password=${password};`, 'azure-sql-conn'],
  ])('finds the password of %s', (_, text, id) => expect(scanText(text)[0]).toMatchObject({ id, strict: false }));

  it.each(['postgresql://user:password@localhost:5432/db', 'amqp://guest:guest@localhost', 'https://user:pass@example.com/', 'redis://default:redis@127.0.0.1'])('leaves %s to strict', (text) => expect(scanText(text)[0]).toMatchObject({ kind: 'url', strict: true }));

  it.each(['https://${user}:${pass}@corp.io', 'https://<user>:<password>@corp.io', 'http://localhost:3000/@scope', 'https://user:***@corp.io', 'https://user:{{ password }}@corp.io', 'https://corp.io/a:b@c', 'postgres://$USER:$PASS@h', 'https://corp.io:8080/x@y', 'a ://user:x1Y2z3W4@h'])('is silent on %s', (text) => expect(ids(text)).toEqual([]));

  it('reads Authorization values', () => {
    expect(scanText(`Bearer ${draw('A-Za-z0-9', 32, random)}`)[0]).toMatchObject({ id: 'authorization', strict: false });
    expect(scanText(`Basic ${Buffer.from(`deploy:${password}`).toString('base64')}`)[0]).toMatchObject({ id: 'authorization', strict: false });
    expect(ids('Basic authentication required; Bearer token-of-the-user')).toEqual([]);
    expect(ids(`Basic ${Buffer.from('plain words only').toString('base64')}`)).toEqual([]);
  });
});

describe('lines', () => {
  const password = draw('a-zA-Z', 6, random) + draw('0-9', 6, random) + draw('A-Z', 2, random);
  it('finds netrc entries, request users and password files', () => {
    expect(scanLines(`machine git.corp.io login deploy password ${password}\n`)[0]).toMatchObject({ id: 'netrc', strict: false });
    expect(scanLines(`curl -u deploy:${password} https://corp.io`)[0]).toMatchObject({ id: 'curl-user', strict: false });
    expect(scanLines(`deploy:${['$ap', 'r1$'].join('')}${draw('a-z0-9', 8, random)}$${draw('A-Za-z0-9', 22, random)}\n`)[0]?.id).toBe('htpasswd');
  });
  it('is silent on look-alikes', () => {
    expect(scanLines('the machine has a login and a password field')).toEqual([]);
    expect(scanLines('curl -u "$USER:$PASSWORD" https://corp.io')).toEqual([]);
    expect(scanLines('docker run -u 1000:1000 image')).toEqual([]);
  });
});

describe('names', () => {
  it.each(['apiKey', 'API_KEY', 'x-api-key', 'db.password', 'clientSecret', 'AWS_ACCESS_KEY_ID', 'authToken', 'SECRET_KEY_BASE', 'jwtSecret', 'PGPASSWORD', 'githubPat', 'auth', 'stripeKey', 'PROD_DB_PASS', 'secret1'])('%s is a credential', (name) => expect(credentialName(name)).not.toBeNull());
  it.each(['key', 'publicKey', 'csrfToken', 'tokenUrl', 'passwordLabel', 'secretName', 'password_policy', 'passwordHash', 'cacheKey', 'sortKey', 'primaryKey', 'tokenType', 'maxTokens', 'i18n.password.error', 'nextToken', 'author', 'passport', 'keyboard', 'compass', 'tokenAddress', 'hasPassword', 'resetPassword', 'patch', '__proto__', 'constructor', ''])('%s is none', (name) => expect(credentialName(name)).toBeNull());
  it('gives variables', () => {
    expect(variableName('dbPassword')).toBe('DB_PASSWORD');
    expect(variableName('x-api-key')).toBe('X_API_KEY');
    expect(variableName('7')).toBe('SECRET');
  });
});

describe('named values', () => {
  const found = (name: string, value: string): string => {
    const hit = assessNamed(name, value);
    return hit === null ? 'silent' : hit.strict ? 'strict' : 'found';
  };
  it.each([
    ['password', `${draw('a-z', 4, random)}#${draw('A-Z', 3, random)}${draw('0-9', 3, random)}!`],
    ['token', draw('A-Za-z0-9', 32, random)],
    ['secret', draw('0-9a-f', 32, random)],
    ['apiKey', draw('A-Za-z0-9_-', 40, random)],
    ['apiKey', ['sk', '-1234567890', 'abcdef'].join('')],
    ['auth', Buffer.from(`deploy:${draw('A-Za-z0-9', 14, random)}`).toString('base64')],
    ['mnemonic', 'amber bridge copper dolphin echo forest garden hollow island jungle kettle lemon'],
  ])('%s with a drawn value is found', (name, value) => expect(found(name, value)).toBe('found'));

  it.each([
    ['jwtSecret', 'my-super-secret-key'], ['password', 'admin123'], ['password', 'P@ssw0rd!'], ['secret', 'keyboard cat'], ['encryptionKey', '0123456789abcdef0123456789abcdef'],
  ])('%s = %s is left to strict', (name, value) => expect(found(name, value)).toBe('strict'));

  it.each([
    ['password', 'your-password-here'], ['token', '<YOUR_TOKEN>'], ['secret', '${SECRET_FROM_VAULT}'], ['password', 'Please enter at least 8 characters'], ['apiKey', 'API-Schlüssel'], ['password', 'Passwort'], ['token', 'keyword.operator.new'],
    ['token', 'access_token_v2'], ['authToken', 'AUTH_TOKEN_V2'], ['secret', 'op://vault/item/field'], ['secret', 'arn:aws:secretsmanager:eu-1:1:secret:x'], ['password', '#password-field-1'], ['token', '0x5B38Da6a701c568545dCfcB03FcB875f56beddC4'],
    ['accessToken', 'urn:ietf:params:oauth:token-type:access_token'], ['token', '7f3b8c1e-2d64-4a0b-9c55-1f0e6d2a9b11'], ['credentials', 'same-origin'], ['auth', './middleware/auth2.js'], ['password', '********'], ['token', '{{ token }}'], ['token', '%TOKEN%'],
    ['secret', 'ENC[PKCS7,MIIBeQYJKoZIhvcNAQcD]'], ['pass', 'true'], ['tokens', 'a, b, c'], ['password', 'ERR_PASSWORD_TOO_SHORT_8'], ['mnemonic', 'the quick brown fox jumps over the lazy dog and then it sleeps'],
    ['tokenUrl', `https://x.io/${draw('A-Za-z0-9', 20, random)}`], ['key', draw('A-Za-z0-9', 32, random)], ['commit', draw('0-9a-f', 40, random)], ['passwordHash', `$2b$10$${draw('A-Za-z0-9', 53, random)}`],
  ])('%s = %s is silent', (name, value) => expect(found(name, value)).toBe('silent'));
});

describe('assignments in text', () => {
  const value = draw('A-Za-z0-9', 32, random);
  it.each([
    `export API_KEY=${value}`, `tool --token ${value}`, `tool --api-key=${value}`, `docker run -e DB_PASSWORD=${value} img`, `ENV API_TOKEN ${value}`, `ARG API_TOKEN=${value}`, `//host/:_authToken=${value}`, `curl -H "X-Api-Key: ${value}" https://x.io`,
    `https://x.io/?api_key=${value}&x=1`, `  "apiKey": "${value}",`, `password = '${value}'`, `$env:API_KEY = "${value}"`, `set API_KEY=${value}`,
  ])('finds %s', (text) => {
    const [hit] = scanAssignments(text);
    expect(text.slice(hit?.start, hit?.end)).toBe(value);
  });
  it.each(['export API_KEY=$(op read x)', 'export API_KEY="$KEY"', 'tool --token "$TOKEN"', 'tool --token-file /run/secrets/a1b2c3d4e5f6', 'Password: ask the team', `KEY_ID=${value}`, `TOKEN_URL=https://x.io/${value}`, 'if [ -z "$API_KEY" ]; then', 'API_KEY=your_api_key_here', 'password="********"'])('is silent on %s', (text) => expect(scanAssignments(text)).toEqual([]));
  it('finds what stands behind a long word full of names, and a value that many names stand before', () => {
    const long = 'password='.repeat(1000);
    expect(scanAssignments(`${long}x\nexport API_KEY=${value}\n`).map(({ start, end }) => [start, end])).toContainEqual([long.length + 17, long.length + 17 + value.length]);
    expect(scanAssignments(`${'password='.repeat(5)}${value}`)).toHaveLength(1);
  });
});

describe('shapes of the user', () => {
  const additionalPatterns = [{ name: 'Acme key', prefix: 'acme_', characters: 'hex', minLength: 24, maxLength: 24, variable: 'ACME_KEY' }] as const;
  it('are found by prefix, characters and length', () => {
    const value = `acme_${draw('0-9a-f', 24, random)}`;
    expect(scanText(`'${value}'`, { additionalPatterns })[0]).toMatchObject({ title: 'Acme key', variable: 'ACME_KEY', start: 1, end: 30 });
    expect(scanText(`'${value}a'`, { additionalPatterns })).toEqual([]);
    expect(scanText(`'x${value}'`, { additionalPatterns })).toEqual([]);
  });
});
