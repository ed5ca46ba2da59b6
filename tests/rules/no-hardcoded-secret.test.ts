import { createHash } from 'node:crypto';

import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import rule from '../../src/rules/no-hardcoded-secret.ts';
import { ruleTester } from '../tester.ts';
import { lint } from '../tester.ts';
import { draw, makeSecret, seeded } from '../surfaces/secrets/generate.ts';

const random = seeded(7);
const of = (id: string): string => makeSecret(id, random) ?? '';
const github = of('github-fine-grained');
const npm = of('npm-token');
const slack = of('slack-bot');
const openai = of('openai-project');
const value = draw('A-Za-z0-9', 30, random);
const password = `${draw('a-z', 5, random)}${draw('0-9', 4, random)}${draw('A-Z', 4, random)}`;
const sample = ['sk', '-1234567890', 'abcdef'].join('');
const pem = `${['-----BEGIN ', 'PRIVATE ', 'KEY-----'].join('')}\\n${draw('A-Za-z0-9+/', 64, random)}\\n`;
const lineOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const signing = draw('A-Za-z0-9', 20, seeded(31));
const cipherKey = draw('0-9a-f', 64, seeded(32));

await ruleTester('no-hardcoded-secret', {
  valid: [
    // keys that come from elsewhere, and lists of other keys
    `import Koa from 'koa'; const app = new Koa(); app.keys = [process.env.COOKIE_KEY, 'changeme'];`,
    `import Koa from 'koa'; app.use(session({ key: 'koa:sess_v2' }, app));`,
    `const list = {}; list.keys = ['${signing}'];`,
    `createCipheriv('aes-256-gcm', Buffer.from(process.env.KEY, 'hex'), Buffer.from('${cipherKey.slice(0, 24)}', 'hex'));`,
    // where a secret is kept, and the name of a key
    `const identity = { accessKeyId: '${'AZYCAI' + 'JERO6H7'}' };`,
    `new JwtStrategy({ secretOrKey: process.env.JWT_SECRET, secretOrKeyProvider: 'jwks' });`,
    // names of kinds, words behind a product's prefix, keys of standards, code and addresses in manuals
    `const JWT_CATEGORY_SESSION_TOKEN = 'kx_D4f7QR111BBB'; const TOKEN_CATEGORY_REFRESH = 'kx_D4f7QR222BBB';`,
    `throw new Error(\`no answer to STS.requestTemporaryCredentials of \${role}\`);`,
    `const field = { placeholder: 'Example: ${makeSecret('vault-service', seeded(12))}' };`,
    `const field = { placeholder: 'e.g. ${makeSecret('vault-service', seeded(11))}' };`,
    // pairs, entries, queries and decoded texts that hold no credential
    `const m = [['password', 'Passwort'], ['token', 'Zeichen']]; const f = [{ name: 'password', value: 'Kennwort' }, { name: 'apiKey', value: '' }];`,
    `const parts = ['apiKey', '${value}', 'id'].map(draw);`,
    `fetch('https://api.corp.io/v1?api_key=' + key); fetch(\`https://api.corp.io/v1?api_key=\${key}&token=\${token}\`);`,
    `const digest = Buffer.from('${draw('0-9a-f', 64, seeded(12))}', 'hex');`,
    `const iv = crypto.createCipheriv('aes-256-cbc', key, '${value.slice(0, 16)}');`,
    `const secret = 'prod/' + 'api/' + 'credentials';`,
    `const secret = '${['JBSWY3DP', 'EHPK3PXP'].join('')}';`,
    // JavaScript: references, labels, samples, identifiers, hashes
    `const apiKey = process.env.API_KEY ?? '';`,
    `const config = { password: 'your-password-here', token: '<YOUR_TOKEN>', secret: '\${SECRET_FROM_VAULT}' };`,
    `const LABELS = { password: 'Password', apiKey: 'API key', token: 'Token', secret: 'Please enter 8 characters' };`,
    `const requestId = '7f3b8c1e-2d64-4a0b-9c55-1f0e6d2a9b11', commit = 'e83c5163316f89bfbde7d9ab23ca2e25604af290';`,
    `const config = { secretName: 'prod/api/credentials', tokenUrl: 'https://login.corp.io/oauth2/token', passwordPolicy: 'min-12-mixed' };`,
    `const key = '${value}'; const cacheKey = '${value}'; const publicKey = '${value}';`,
    `lexer.token = 'punctuation.definition.tag'; const tokenType = 'access_token_v2';`,
    `headers.set('Authorization', \`Bearer \${token}\`);`,
    `jwt.sign({ id }, process.env.JWT_SECRET);`,
    `const integrity = 'sha512-${draw('A-Za-z0-9+/', 86, random)}==';`,
    `const url = 'https://' + user + ':' + pass + '@corp.io';`,
    `const token = 'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx';`,
    `import token from './token-${value}.js';`,
    `if (password === 'admin123') deny();`,
    `const header = 'Basic ' + btoa(user + ':' + pass);`,
    'const header = `Basic ${Buffer.from(`${user}:${pass}`).toString("base64")}`;',
    `const header = 'Basic ' + btoa('user:password');`,
  ]
    .map((code): { code: string; filename?: string } => ({ code }))
    .concat([
      ...['<Input password={"Enter your password"} />', '<Form.Item name={"password"} />', '<Trans i18nKey={"settings.apiKey.title"} />', '<Token token={"punctuation.definition.tag"} />', '<A apiKey={ "YOUR_API_KEY" } />', '<A authKey={open ? "primary-button-large" : "secondary-button-small"} />'].map((code) => ({ code, filename: 'app.jsx' })),
      { code: '```ts\nSecret.fromArn(this, "S", "arn:aws:secretsmanager:us-east-1:123456789012:secret:' + 'SecretName-f3' + 'gDy9");\n```\n', filename: 'README.md' },
      { code: 'Use urn:vault:secret:' + 'Qx7Yp2' + 'LmZ9kT4w here.\n', filename: 'README.md' },
      { filename: 'README.md', code: '```js\nconst apiToken = codec.privateTokenToText2(token);\n```\n' },
      { filename: 'README.md', code: `[![build](https://ci.acme-tools.dev/gh/acme/app.svg?style=flat&circle-token=${draw('0-9a-f', 40, random)})](https://ci.acme-tools.dev)` },
      { filename: 'README.md', code: `<img src="https://files.acme-tools.dev/v0/o/logo.png?alt=media&token=${draw('0-9a-f', 8, random)}-1c2d-4a0b-9c55-1f0e6d2a9b11" alt="mongodb atlas">` },
      { code: `<input name="password" type="password" placeholder="Enter your password" autoComplete="current-password" />`, filename: 'form.jsx' },
      { code: `type Secret = { password: 'admin123' };`, filename: 'types.ts' },
      { code: `const botToken = '${['123456', 'ABC-DEF1234ghIkl', '-zyx57W2v1u123ew11'].join(':').replace(':-', '-')}';`, filename: 'bot.ts' },
      { code: `const password = 'test-password'; const token = '${value}';`, filename: 'test/login.test.ts' },
      { code: `const db = 'postgres://svc:${password}@db.corp.io/app';`, filename: 'src/__tests__/db.js' },
      { code: `{ "mcpServers": { "github": { "type": "http", "headers": { "Authorization": "Bearer \${GITHUB_TOKEN}" } } } }`, filename: '.mcp.json' },
      { code: `{ "password": "Passwort", "secret": "Geheimnis", "token": "Zugangstoken läuft ab" }`, filename: 'i18n/de.json' },
      { code: `{ "dependencies": { "js-tokens": "^9.0.1", "@auth/core": "0.37.4" } }`, filename: 'package.json' },
      { code: `jobs:\n  a:\n    steps:\n      - env:\n          API_KEY: \${{ secrets.API_KEY }}\n        run: deploy\n`, filename: '.github/workflows/ci.yml' },
      { code: `export API_KEY="$(op read op://vault/api/key)"\ncurl -u "$USER:$PASSWORD" https://corp.io\n`, filename: 'run.sh' },
      { code: `node app.js | acme-http-send -u http://localhost:8080/logs\nhttp-check --user https://corp.io/a\n`, filename: 'run.sh' },
      { code: `//acme.jfrog.io/:_authToken=\${GITHUB_TOKEN}\n`, filename: '.npmrc' },
      { code: `# Login\n\nSet \`API_KEY=your_api_key_here\` and use \`https://user:pass@example.com\`.\n`, filename: 'README.md' },
      { code: 'aws configure set aws_secret_access_key "$AWS_SECRET_ACCESS_KEY"\naws configure set region eu-west-1\n', filename: 'run.sh' },
      // an example of the environment with what belongs into one
      { code: 'DATABASE_URL=postgres://postgres:postgres@localhost:5432/app\nJWT_SECRET=change-me\nSTRIPE_SECRET_KEY=sk_test_xxx\nOPENAI_API_KEY=\nAPI_TOKEN=<your token>\nSESSION_SECRET="replace-with-openssl-rand"\nPORT=3000\n', filename: '.env.example' },
      { code: 'machine api.example.com login $USER password $PASSWORD\n', filename: '.netrc' },
      { code: '{"auths": {"ghcr.io": {}}, "credsStore": "desktop"}', filename: '.docker/config.json' },
      { code: 'npmAuthToken: "${NPM_TOKEN}"\nnpmRegistryServer: "https://npm.acme.example"\n', filename: '.yarnrc.yml' },
      { code: 'npm config set //npm.acme.example/:_authToken $NPM_TOKEN\nnpm config set //npm.acme.example/:_authToken ${NPM_TOKEN_OF_THE_COMPANY}\n', filename: 'a.sh' },
      { code: `[mcp_servers.x]\nbearer_token_env_var = "GITHUB_TOKEN"\n`, filename: '.codex/config.toml' },
    ])
    .concat([
      { code: 'services:\n  db:\n    image: postgres:16.4\n    secrets: [db_password]\n  app:\n    image: acme/app:1.0\n    secrets:\n      - signing_key\n', filename: 'compose.yaml', options: { strict: true } },
      { code: `const apiKey = '${value}';`, options: { allow: { names: ['api*'] } } },
      { code: `const apiKey = '${value}';`, options: { allow: { values: [`sha256:${lineOf(value)}`] } } },
      { code: `const apiKey = '${value}';`, options: { allow: { values: [`${value.slice(0, 4)}*`] } } },
      { code: `const apiKey = '${value}';`, filename: 'seeds/demo.js', options: { allow: { files: ['seeds/**'] } } },
      { code: `const a = '${npm}';`, filename: 'test/a.js', options: { ignoreTests: true } },
      { code: `const apiKey = '${value}';`, settings: { allowedNames: ['apiKey'] } },
      // the key of a search box beside its index
      { code: `docsearch({ appId: 'D1BP', apiKey: '${['6df94e1e5d55d258', 'c56f60d974d10314'].join('')}', indexName: 'docs', inputSelector: '#s' });`, filename: 'src/a.js' },
      { code: `export default { themeConfig: { algolia: { appId: 'D1BP', apiKey: '${['6df94e1e5d55d258', 'c56f60d974d10314'].join('')}', indexName: 'docs' } } };`, filename: 'docusaurus.config.js' },
      { code: '<img src="https://api.star-history.com/chart?repos=acme/tools&sealed_token=q8Wz2LmX7vK4tRp9YbN3cJdF6hS1gTa0">', filename: 'README.md' },
      // a flag that has its value, in front of another flag; an example in a sentence
      { code: 'services:\n  app:\n    command: ["server", "--redis_server.password=test", "--redis_server.port=6379", "--server.address=0.0.0.0"]\n', filename: 'docker-compose.yml' },
      { code: '- pass through flags such as --debug-brk=1234. Closes #852\n', filename: 'CHANGELOG.md' },
      // how a token is signed
      { code: `const token = '${Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url')}...';\n`, filename: 'src/a.ts' },
      { code: `GET /data?token=${Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url')}...\n`, filename: 'README.md' },
    ] as never[]),
  invalid: [
    { code: `const token = '${Buffer.from(`{"alg":"HS256","secret":"${value}"}`).toString('base64url')}';\n`, filename: 'src/a.ts', errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `services:\n  app:\n    command: ["server", "--redis.password", "${password}"]\n`, filename: 'docker-compose.yml', errors: [{ messageId: 'found' }] },
    { code: `services:\n  app:\n    command: ["server", "--redis.password=${password}", "--redis.port=6379"]\n`, filename: 'docker-compose.yml', errors: [{ messageId: 'found' }] },
    { code: `const search = { appId: 'D1BP', apiKey: '${['6df94e1e5d55d258', 'c56f60d974d10314'].join('')}' };`, filename: 'src/a.js', errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `const token = "${['gl', 'pat-'].join('')}ABCDEFG123456789-abcdef";`, filename: 'src/a.ts', errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `const token = "${['gl', 'pat-'].join('')}q8Wz2LmX7vK4tRp9YbN3";`, filename: 'src/a.ts', errors: [{ messageId: 'found', suggestions: 1 }] },
    // keys that sign cookies, and keys of ciphers as bytes
    { code: `import Koa from 'koa'; const app = new Koa(); app.keys = ['${signing}'];`, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `import cookieSession from 'cookie-session'; app.use(cookieSession({ name: 's', keys: ['${signing}'] }));`, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `import Keygrip from 'keygrip'; const signer = new Keygrip(['${signing}']);`, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `const KEY = Buffer.from('${cipherKey}', 'hex'); export const lock = (text) => createCipheriv('aes-256-gcm', KEY, iv).update(text);`, errors: [{ messageId: 'found' }] },
    { code: `crypto.createDecipheriv('aes-256-gcm', Buffer.from('${Buffer.from(cipherKey, 'hex').toString('base64')}', 'base64'), iv);`, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `aws configure set aws_secret_access_key ${['a7Kd92LmQ0xZp41vTbn6', 'YwErQ5uJcX8hSg3FqW1e'].join('')}\n`, filename: 'run.sh', errors: [{ messageId: 'found' }] },
    { code: `aws configure set profile.ci.aws_secret_access_key '${['a7Kd92LmQ0xZp41vTbn6', 'YwErQ5uJcX8hSg3FqW1e'].join('')}'\n`, filename: 'run.sh', errors: [{ messageId: 'found' }] },
    { code: `new JwtStrategy({ secretOrKey: '${value}' });`, errors: [{ messageId: 'found', line: 1, suggestions: 1 }] },
    // values that are put together, decoded, or named beside
    { code: `const apiKey = '${value.slice(0, 12)}' + '${value.slice(12)}';`, errors: [{ messageId: 'found', line: 1, column: 16 }] },
    { code: `const apiKey = ['${value.slice(0, 10)}', '${value.slice(10, 20)}', '${value.slice(20)}'].join('');`, errors: [{ messageId: 'found' }] },
    { code: `const apiKey = ' ${value} '.trim();`, errors: [{ messageId: 'found' }] },
    { code: `const secret = Buffer.from('${draw('0-9a-f', 64, seeded(13))}', 'hex');`, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `const headers = new Map([['apiKey', '${value}']]);`, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `const environment = [{ name: 'API_KEY', value: '${value}' }];`, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `fetch('https://api.corp.io/v1?api_key=${value}');`, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `fetch('https://api.corp.io/v1?page=2&access_token=${value}#x');`, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `fetch('https://api.corp.io/v1?token=${value}');`, options: { strict: true }, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `const cipher = crypto.createCipheriv('aes-256-cbc', '${value}', iv);`, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `const text = CryptoJS.AES.encrypt(data, '${password}').toString();`, errors: [{ messageId: 'found', suggestions: 1 }] },
    // Suggestions are code that works: the scheme stays, an address is replaced as a whole, constants of TypeScript and sums are left.
    { code: `const h = { Authorization: 'Bearer ${value}' };`, errors: [{ messageId: 'found', suggestions: [{ messageId: 'useVariable', output: 'const h = { Authorization: `Bearer ${process.env.SECRET}` };' }] }] },
    { code: `const u = 'postgres://app:${password}@db.corp.io:5432/app';`, errors: [{ messageId: 'found', suggestions: [{ messageId: 'useVariable', output: 'const u = process.env.DATABASE_URL;' }] }] },
    { code: `const u = 'use postgres://app:${password}@db.corp.io:5432/app now';`, errors: [{ messageId: 'found', suggestions: [{ messageId: 'useVariable', output: 'const u = `use ${process.env.DATABASE_URL} now`;' }] }] },
    { code: `<Client apiKey={'${value}'} />`, filename: 'app.jsx', errors: [{ messageId: 'found', suggestions: [{ messageId: 'useVariable', output: '<Client apiKey={process.env.API_KEY} />' }] }] },
    { code: `<Client label={'${github}'} />`, filename: 'app.jsx', errors: [{ messageId: 'found', suggestions: [{ messageId: 'useVariable', output: '<Client label={process.env.GITHUB_TOKEN} />' }] }] },
    { code: `enum Keys { apiKey = '${value}' }`, filename: 'keys.ts', errors: [{ messageId: 'found', suggestions: 0 }] },
    { code: `const apiKey = '${value}' as const;`, filename: 'keys.ts', errors: [{ messageId: 'found', suggestions: 0 }] },
    { code: `const apiKey = '${value}' as string;`, filename: 'keys.ts', errors: [{ messageId: 'found', suggestions: [{ messageId: 'useVariable', output: 'const apiKey = process.env.API_KEY as string;' }] }] },
    { code: `const apiKey = '${value}' + region;`, errors: [{ messageId: 'found', suggestions: 0 }] },
    { code: JSON.stringify({ servers: { ai: { command: 'npx', env: { SEARCH_API_KEY: value } } } }), filename: '.vscode/mcp.json', errors: [{ messageId: 'found', suggestions: [{ messageId: 'useVariable', output: JSON.stringify({ servers: { ai: { command: 'npx', env: { SEARCH_API_KEY: '${env:SEARCH_API_KEY}' } } } }) }] }] },
    { code: JSON.stringify({ mcpServers: { ai: { url: 'https://mcp.example.com', headers: { Authorization: `Bearer ${value}` } } } }), filename: '.mcp.json', errors: [{ messageId: 'found', suggestions: [{ messageId: 'useVariable', output: JSON.stringify({ mcpServers: { ai: { url: 'https://mcp.example.com', headers: { Authorization: 'Bearer ${SECRET}' } } } }) }] }] },
    { code: `const sink = 'https://api.telegram.org/bot${['7261934455:AAHqYkv5ZJr3', 'J1TWDtkwtDDbxHKas1VOqWe'].join('')}/sendMessage';`, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `export const options = {\n  key: '${['-----BEGIN RSA', 'PRIVATE KEY-----'].join(' ')}\\n' +\n    '${draw('A-Za-z0-9+/', 64, random)}\\n' +\n    '${draw('A-Za-z0-9+/', 64, random)}\\n',\n};`, errors: [{ messageId: 'found' }] },
    { code: `const SESSION_TOKEN = 'kx_${value}';`, errors: [{ messageId: 'found', suggestions: 1 }] },
    { filename: 'README.md', code: `curl "https://ci.acme-tools.dev/api/run?circle-token=${draw('0-9a-f', 40, random)}"`, errors: [{ messageId: 'found' }] },
    { filename: 'README.md', code: `\`\`\`js\nconst apiToken = ${value};\n\`\`\`\n`, errors: [{ messageId: 'found' }] },
    { code: `STRIPE_SECRET_KEY=${github}\n`, filename: '.env.example', errors: [{ messageId: 'found' }] },
    { code: `https://bot:${github}@github.com\n`, filename: '.git-credentials', errors: [{ messageId: 'found' }] },
    { code: `{"auths": {"ghcr.io": {"auth": "${Buffer.from(`bot:${github}`).toString('base64')}"}}}`, filename: '.docker/config.json', errors: [{ messageId: 'found' }] },
    { code: `npmAuthToken: ${of('npm-yarn')}\n`, filename: '.yarnrc.yml', errors: [{ messageId: 'found' }] },
    { code: `npm config set //npm.acme.example/${of('npm-config-set')}\n`, filename: 'a.sh', errors: [{ messageId: 'found' }] },
    // JavaScript
    { code: `const header = 'Basic ' + btoa('deploy:${password}');`, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `const header = \`Basic \${Buffer.from('deploy:${password}').toString('base64')}\`;`, errors: [{ messageId: 'found', suggestions: 1 }] },
    {
      code: `const token = '${github}';`,
      errors: [{ messageId: 'found', line: 1, column: 15, endLine: 1, endColumn: 15 + github.length + 2, suggestions: [{ messageId: 'useVariable', data: { variable: 'GITHUB_TOKEN' }, output: 'const token = process.env.GITHUB_TOKEN;' }] }],
    },
    { code: `const config = { apiKey: '${sample}' };`, errors: [{ messageId: 'found', suggestions: [{ messageId: 'useVariable', output: 'const config = { apiKey: process.env.API_KEY };' }] }] },
    { code: `const dbPassword = '${password}';`, errors: [{ messageId: 'found', suggestions: [{ messageId: 'useVariable', output: 'const dbPassword = process.env.DB_PASSWORD;' }] }] },
    { code: `fetch(url, { headers: { Authorization: 'Bearer ${value}' } });`, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `const h = 'token ${npm} end';`, errors: [{ messageId: 'found', suggestions: [{ messageId: 'useVariable', output: 'const h = `token ${process.env.NPM_TOKEN} end`;' }] }] },
    { code: `const h = \`\${a} ${slack}\`;`, errors: [{ messageId: 'found', suggestions: [{ messageId: 'useVariable', output: 'const h = `${a} ${process.env.SLACK_BOT_TOKEN}`;' }] }] },
    { code: `const k = process.env.API_KEY ?? '${value}';`, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `function f(secret = '${value}') {}`, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `req.setHeader('X-Api-Key', '${value}');`, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `headers['x-api-key'] = '${value}';`, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `class A { #password = '${password}'; }`, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `import { createHmac } from 'node:crypto';\ncreateHmac('sha256', '${value}');`, errors: [{ messageId: 'found', line: 2, suggestions: 1 }] },
    { code: `import jwt from 'jsonwebtoken';\njwt.sign({ id: 1 }, '${value}');`, errors: [{ messageId: 'found', line: 2, suggestions: 1 }] },
    { code: `const url = 'postgres://svc:${password}@db.corp.io/app';`, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `const key = '${pem}';`, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `// old one: ${npm}\nrun();`, errors: [{ messageId: 'found', line: 1, column: 13, suggestions: 0 }] },
    { code: `const a = '${npm.slice(0, 12)}' + '${npm.slice(12)}';`, errors: [{ messageId: 'found', suggestions: 0 }] },
    { code: `const a = '${npm}';\nconst b = '${npm}';`, errors: [{ messageId: 'found', line: 1, suggestions: 1 }, { messageId: 'found', line: 2, suggestions: 1 }] },
    { code: `<Client apiKey="${value}" />`, filename: 'app.jsx', errors: [{ messageId: 'found', suggestions: [{ messageId: 'useVariable', output: '<Client apiKey={process.env.API_KEY} />' }] }] },
    { code: `<p>${npm}</p>`, filename: 'app.jsx', errors: [{ messageId: 'found', suggestions: 0 }] },
    { code: `const password: string = '${password}';`, filename: 'a.ts', errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `const t = '${npm}';`, filename: 'test/login.test.mts', errors: [{ messageId: 'found', suggestions: 1 }] },
    // strict
    { code: `const jwtSecret = 'my-super-secret-key';`, options: { strict: true }, errors: [{ messageId: 'weak', suggestions: 1 }] },
    { code: `const databaseUrl = 'postgresql://user:password@localhost:5432/db';`, options: { strict: true }, errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `if (password === 'admin123') allow();`, options: { strict: true }, errors: [{ messageId: 'weak', suggestions: 1 }] },
    { code: `const token = '${value}';`, filename: 'test/a.js', options: { strict: true }, errors: [{ messageId: 'found', suggestions: 1 }] },
    // shapes of the user
    { code: `const a = 'acme_${draw('0-9a-f', 24, random)}';`, options: { additionalPatterns: [{ name: 'Acme key', prefix: 'acme_', characters: 'hex', minLength: 24 }] }, errors: [{ messageId: 'found', suggestions: 1 }] },
    // settings
    {
      code: `{ "mcpServers": { "ai": { "command": "npx", "env": { "OPENAI_API_KEY": "${openai}" } } } }`,
      filename: '.mcp.json',
      errors: [{ messageId: 'found', line: 1, column: 72, suggestions: [{ messageId: 'useVariable', output: '{ "mcpServers": { "ai": { "command": "npx", "env": { "OPENAI_API_KEY": "${OPENAI_API_KEY}" } } } }' }] }],
    },
    { code: `{ "mcpServers": { "x": { "command": "npx", "args": ["-y", "x", "--token", "${value}"] } } }`, filename: '.mcp.json', errors: [{ messageId: 'found', suggestions: 1 }] },
    { code: `{ "scripts": { "deploy": "API_KEY=${value} node deploy.js" } }`, filename: 'package.json', errors: [{ messageId: 'found', suggestions: 0 }] },
    { code: `jobs:\n  a:\n    steps:\n      - env:\n          API_KEY: ${value}\n        run: deploy\n`, filename: '.github/workflows/ci.yml', errors: [{ messageId: 'found', line: 5, column: 20, suggestions: 0 }] },
    { code: `services:\n  db:\n    environment:\n      - POSTGRES_PASSWORD=${password}\n`, filename: 'compose.yml', errors: [{ messageId: 'found', line: 4, suggestions: 0 }] },
    { code: `[mcp_servers.x.env]\nAPI_KEY = "${value}"\n`, filename: '.codex/config.toml', errors: [{ messageId: 'found', line: 2, suggestions: 0 }] },
    // shell and text
    { code: `export API_KEY=${value}\n`, filename: 'run.sh', errors: [{ messageId: 'found', line: 1, column: 16, endColumn: 16 + value.length, suggestions: 0 }] },
    { code: `mysql -h db -uapp -p${password} prod\n`, filename: 'run.sh', errors: [{ messageId: 'found', line: 1, suggestions: 0 }] },
    { code: `db.corp.io:5432:prod:app:${password}\n`, filename: '.pgpass', errors: [{ messageId: 'found', line: 1, suggestions: 0 }] },
    { code: `curl -u deploy:${password} https://corp.io\ncurl -H "X-Api-Key: ${value}" https://corp.io\n`, filename: 'run.sh', errors: [{ messageId: 'found', line: 1, suggestions: 0 }, { messageId: 'found', line: 2, suggestions: 0 }] },
    { code: `//host.corp.io/:_authToken=${value}\n`, filename: '.npmrc', errors: [{ messageId: 'found', line: 1, column: 28, suggestions: 0 }] },
    { code: `FROM node\nENV API_TOKEN ${value}\nARG DB_PASSWORD=${password}\n`, filename: 'Dockerfile', errors: [{ messageId: 'found', line: 2, suggestions: 0 }, { messageId: 'found', line: 3, suggestions: 0 }] },
    // Markdown
    { code: `# Setup\n\nRun \`export NPM_TOKEN=${npm}\`.\n\n\`\`\`sh\ntool --api-key ${value}\n\`\`\`\n`, filename: 'README.md', errors: [{ messageId: 'found', line: 3, suggestions: 0 }, { messageId: 'found', line: 6, suggestions: 0 }] },
  ],
});

describe('messages', () => {
  it('never hold a value', async () => {
    for (const secret of [github, npm, slack, openai, value, password]) {
      const code = `const apiToken = '${secret}'; const again = { password: '${secret}' };`;
      const text = JSON.stringify((await lint(code, 'a.js', { preset: 'strict' })).map(({ message, suggestions }) => [message, suggestions?.map((entry) => entry.desc)]));
      for (let index = 0; index + 8 <= secret.length; index += 1) expect(text.includes(secret.slice(index, index + 8)), text).toBe(false);
    }
  });

  it('say where the same secret stands before', async () => {
    const messages = await lint(`const a = '${npm}';\nconst b = '${npm}';`, 'a.js', { rules: { 'no-hardcoded-secret': 'error' } });
    expect(messages[0]?.message).not.toContain('line');
    expect(messages[1]?.message).toContain('line 1');
  });
});

describe('options', () => {
  const verify = (options: object): unknown => new Linter().verify('', [{ plugins: { x: { rules: { secret: rule } } as never }, rules: { 'x/secret': ['error', options] } }]);

  it.each([
    [{ allow: { values: ['sha256:12ab'] } }, /sha256/],
    [{ allow: { values: [`sha256:${'A'.repeat(64)}`] } }, /sha256/],
    [{ additionalPatterns: [{ name: 'Acme key', prefix: 'acme_', characters: 'hex', minLength: 40, maxLength: 10 }] }, /"Acme key" has a maxLength below its minLength/],
    [{ additionalPatterns: [{ name: 'Acme key', prefix: 'ac', characters: 'hex', minLength: 40 }] }, /shorter than 3/],
  ])('are refused with a clear message: %j', (options, message) => {
    expect(() => verify(options)).toThrow(message);
  });

  it('take digests and globs', () => {
    expect(verify({ allow: { values: [`sha256:${'a'.repeat(64)}`, 'demo-*'] }, additionalPatterns: [{ name: 'Acme key', prefix: 'acme_', characters: 'hex', minLength: 40, maxLength: 40 }] })).toEqual([]);
  });
});
