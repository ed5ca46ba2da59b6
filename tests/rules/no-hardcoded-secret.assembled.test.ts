import { describe, expect, it } from 'vitest';

import { draw, makeSecret, seeded } from '../surfaces/secrets/generate.ts';
import { lint, ruleTester } from '../tester.ts';

const random = seeded(23);
const github = makeSecret('github-fine-grained', random) ?? '';
const stripe = makeSecret('stripe-live', random) ?? ['sk_', 'live_', draw('A-Za-z0-9', 24, random)].join('');
const drawn = draw('A-Za-z0-9', 24, random);
const password = `${draw('a-z', 4, random)}${draw('0-9', 4, random)}${draw('A-Z', 4, random)}`;
const base64 = Buffer.from(github).toString('base64');
const hex = Buffer.from(github).toString('hex');

/** A value in pieces of a length. */
const cut = (text: string, size: number): string[] => text.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
const [first = '', second = '', ...others] = cut(github, 30);
const rest = second + others.join('');
const quoted = (parts: readonly string[]): string => parts.map((part) => `'${part}'`).join(', ');
const escaped = `\\x${github.charCodeAt(0).toString(16)}${github.slice(1)}`;
const [a = '', b = '', c = ''] = cut(drawn, 8);

const SHAPED: readonly string[] = [
  `const x = '${first}' /* a */ + '${rest}'; use(x);`,
  `const x = '${first}'\n  + '${rest}'; use(x);`,
  `const x = \`${first}\` + '${rest}'; use(x);`,
  `const x = ('${first}') + ('${rest}'); use(x);`,
  `const x = \`${first}\${'${rest}'}\`; use(x);`,
  `const p = '${github.slice(0, 11)}'; const x = \`\${p}${github.slice(11)}\`; use(x);`,
  `const p = '${github.slice(0, 11)}'; const q = '${github.slice(11)}'; fetch(u, { headers: { authorization: p + q } });`,
  `const p = '${first}', q = '${rest}'; const x = [p, q].join(''); use(x);`,
  `const parts = [${quoted(cut(github, 30))}]; const x = parts.join(''); use(x);`,
  `const parts = ['${rest}', '${first}']; const x = parts[1] + parts[0]; use(x);`,
  `const x = [${quoted(cut(github, 30))}].reduce((sum, part) => sum + part); use(x);`,
  `const x = ''.concat(${quoted(cut(github, 30))}); use(x);`,
  `const x = '${escaped}'; use(x);`,
  `const x = '${first}\\\n${rest}'; use(x);`,
  `const x = String.raw\`${first}\${'${rest}'}\`; use(x);`,
  `const k = { a: '${first}', b: '${rest}' }; const x = k.a + k.b; use(x);`,
  `const k = Object.freeze({ a: '${first}', b: '${rest}' }); const x = k.a + k.b; use(x);`,
  `class C { #a = '${first}'; #b = '${rest}'; key() { return this.#a + this.#b; } }`,
  `class C { static a = '${first}'; static b = '${rest}'; key() { return C.a + C.b; } }`,
  `const put = (p, q) => p + q; const x = put('${first}', '${rest}'); use(x);`,
  `let x = '${first}'; x += '${rest}'; use(x);`,
  `const x = Buffer.from('${base64}', 'base64').toString(); use(x);`,
  `const x = Buffer.from('${hex}', 'hex').toString('utf8'); use(x);`,
  `const x = atob('${base64}'); use(x);`,
  `const x = '${[...github].reverse().join('')}'.split('').reverse().join(''); use(x);`,
  `const x = '${first}-${rest}'.replace('-', ''); use(x);`,
  `const body = '${stripe.slice(8)}'; const client = new Stripe(\`sk_live_\${body}\`);`,
];

const NAMED: readonly string[] = [
  `const p = '${a}', q = '${b}', r = '${c}'; const apiKey = p + q + r; use(apiKey);`,
  `const p = '${a}', q = '${b}', r = '${c}'; const clientSecret = \`\${p}\${q}\${r}\`; use(clientSecret);`,
  `const parts = ['${a}', '${b}', '${c}']; const apiKey = parts.join(''); use(apiKey);`,
  `const p = '${a}${b}', q = '${c}'; export const config = { apiKey: p + q };`,
  `const p = '${a}${b}', q = '${c}'; client.apiKey = p + q;`,
  `const p = '${a}${b}', q = '${c}'; fetch(u, { headers: { Authorization: \`Bearer \${p}\${q}\` } });`,
  `const p = '${password}'; connect(\`postgres://svc:\${p}@db.corp.io:5432/app\`);`,
  `connect('postgres://svc:' + '${password}' + '@db.corp.io:5432/app');`,
];

await ruleTester('no-hardcoded-secret', {
  valid: ([
    // a prefix and what is not in the file, validators, lists of prefixes, patterns, placeholders, what is drawn when it runs
    `const auth = 'sk-' + key; const t = \`ghp_\${x}\`; fetch(u, { headers: { authorization: \`Bearer \${token}\` } });`,
    `if (key.startsWith('sk-') || key.startsWith('ghp_')) throw new Error('this is a key');`,
    `const prefixes = ['ghp_', 'gho_', 'sk_live_', 'sk-ant-']; use(prefixes.join('|'));`,
    `const pattern = new RegExp('ghp_' + '[A-Za-z0-9]{36}'); use(pattern);`,
    `const shown = 'ghp_' + 'x'.repeat(36); const other = 'ghp_' + 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'; use(shown, other);`,
    `const token = 'ghp_' + crypto.randomBytes(18).toString('hex'); use(token);`,
    `const start = 'sk_live_'; const end = 'YOUR_KEY_GOES_HERE_12345'; use(start + end);`,
    // names of keys, addresses, messages, digests under the names of credentials
    `const PREFIX = 'my-app'; const TOKEN_KEY = \`\${PREFIX}:auth-token\`; localStorage.getItem(TOKEN_KEY);`,
    `const ns = 'settings.account'; const password = ns + '.password.label'; t(password);`,
    `const BASE = 'https://api.acme.dev'; const token = \`\${BASE}/oauth/token\`; use(token);`,
    `const host = 'localhost', port = 5432; connect(\`postgres://\${user}:\${password}@\${host}:\${port}/app\`); serve('http://localhost:' + port);`,
    `const hash = '${draw('0-9a-f', 40, random)}'; const url = 'https://corp.io/commit/' + hash; use(url);`,
    `const image = Buffer.from('${Buffer.from(draw('A-Za-z ', 300, random)).toString('base64')}', 'base64').toString(); use(image);`,
    // tests put values together so that no scanner finds them
    ...SHAPED.slice(0, 12).map((code) => ({ code, filename: 'tests/redact.test.js' })),
    { code: `const x = atob('${base64}'); expect(redact(x)).toBe('***');`, filename: 'tests/redact.test.js' },
    { code: `const x = '${github.slice(0, 20)}' + '${github.slice(20)}';`, filename: 'tests/redact.test.js' },
  ] as (string | { code: string })[]).map((item) => (typeof item === 'string' ? { code: item } : item)),
  invalid: [
    ...[...SHAPED, ...NAMED].map((code) => ({ code, errors: [{ messageId: 'found', suggestions: 0 }] })),
    // strict tells them in tests, too
    { code: `const p = '${first}'; const x = p + '${rest}'; use(x);`, filename: 'tests/redact.test.js', options: { strict: true }, errors: [{ messageId: 'found' }] },
    // at the whole expression
    { code: `const x = '${first}' /* a */ + '${rest}';`, errors: [{ messageId: 'found', line: 1, column: 11 }] },
    // what stands in one piece is told once, wherever else it goes
    { code: `const key = '${github}'; const header = 'Bearer ' + key; use(\`\${key}:\`);`, errors: [{ messageId: 'found', line: 1, column: 13, suggestions: 1 }] },
    // one value, many places
    { code: `const p = '${first}', q = '${rest}'; use(p + q); send(p + q); log(\`\${p}\${q}\`);`, errors: [{ messageId: 'found' }] },
  ],
} as never);

describe('a secret in parts', () => {
  it('is never printed', async () => {
    for (const code of SHAPED) for (const { message } of await lint(code, 'file.js', { preset: 'recommended' })) expect(cut(github, 8).some((part) => message.includes(part))).toBe(false);
  });
});

describe('a file of many parts', () => {
  it('grows with its length', async () => {
    const part = (index: number): string => `'${draw('A-Za-z0-9', 30, seeded(index + 1))}'`;
    const code = (count: number): string => Array.from({ length: count }, (_, index) => `const v${index} = ${part(index)} + 'ghp_' + ${index === 0 ? part(index) : `v${index - 1}`};`).join('\n');
    const time = async (count: number): Promise<number> => {
      const text = code(count);
      const start = performance.now();
      await lint(text, 'file.js', { rules: { 'no-hardcoded-secret': 'error' } });
      return performance.now() - start;
    };
    await time(100);
    expect(await time(4000)).toBeLessThan(40 * (await time(200)) + 2000);
  });
});
