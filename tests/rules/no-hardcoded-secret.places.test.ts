import { draw, seeded } from '../surfaces/secrets/generate.ts';
import { ruleTester } from '../tester.ts';

const random = seeded(41);
const value = (): string => `${draw('A-Za-z0-9', 12, random)}7${draw('A-Za-z', 5, random)}2${draw('A-Za-z0-9', 6, random)}`;
const found = [{ messageId: 'found' as const }];
const replaced = [{ messageId: 'found' as const, suggestions: 1 }];
const part = (alphabet: string, claims: string): string => Buffer.from(claims).toString('base64url') + draw(alphabet, 0, random);
const demonstration = [part('a-z', '{"alg":"HS256","typ":"JWT"}'), part('a-z', '{"sub":"1234567890","name":"John Doe","iat":1516239022}'), draw('A-Za-z0-9', 43, random)].join('.');
const hash = draw('A-Za-z0-9', 22, random);

await ruleTester('no-hardcoded-secret', {
  valid: [
    // setters of other things, values from elsewhere
    { code: `client.setTokenType('access_token_v2'); client.setAccessToken(process.env.TOKEN); setApiKey(''); setPassword('');` },
    { code: `form.setRequestId('${value()}'); user.setName('${value()}');` },
    // the key of a fallback is no credential
    { code: `export const settings = { label: process.env.LABEL || '${value()}' };` },
    // functions of the same names that are others'
    { code: `import { verify } from './proofs.js'; verify(proof, '${value()}');` },
    { code: `import { sign } from 'jsonwebtoken'; sign(claims, process.env.JWT_SECRET, { algorithm: 'HS256' });` },
    { code: `const bytes = new TextEncoder().encode('hello world 2024'); const secret = new TextEncoder().encode(process.env.JWT_SECRET);` },
    // the sample that manuals show
    { code: `const token = '${demonstration}';` },
    // comments that speak about credentials
    { code: `// The token is refreshed every 30 minutes; the password is hashed with bcrypt.\n/** @param {string} password is checked by validatePasswordV2 */\nexport {};` },
    { code: `// const apiKey = getApiKey('prod');\n// token = process.env.API_TOKEN\nexport {};` },
    { code: `/** @example login({ password: 'your-password', token: '<token>' }) */\nexport {};` },
    { code: `/**\n * @example\n * login({ token: '${value()}' })\n */\nexport {};` },
    { filename: 'AGENTS.md', code: 'The password is read from the vault. Set API_KEY to the key of the dashboard, and the token is `process.env.API_TOKEN`.\n' },
    { filename: 'AGENTS.md', code: 'Set the token to https://example.com/docs/tokens/V2 and the secret is optional.\n' },
    { filename: 'compose.yml', code: '# DB_PASSWORD=${DB_PASSWORD}\nservices: {} # token: see 1Password\n' },
    // programs that are handed what is kept elsewhere
    { filename: 'a.sh', code: 'echo "$TOKEN" | docker login -u ci --password-stdin\ngh secret set API_KEY --body "$API_KEY"\necho "${GH_TOKEN}" | gh auth login --with-token\n' },
    { filename: 'a.sh', code: 'curl -H "Authorization: token ${TOKEN}" https://git.corp.io/api\n' },
    { code: `const dsn = 'host=localhost user=postgres password=postgres dbname=app'; const other = \`host=\${host} user=app password=\${password}\`;` },
  ],
  invalid: [
    { code: `client.setAccessToken('${value()}');`, errors: replaced },
    { code: `setApiKey('${value()}');`, errors: replaced },
    { code: `this.session.setClientSecret("${value()}");`, errors: replaced },
    { code: `export default { encryptionKey: process.env.K || '${value()}' };`, errors: replaced },
    { code: `const options = { jwtSecret: process.env.OPTION ?? '${value()}' };`, errors: replaced },
    { code: `const { verify } = require('jsonwebtoken'); verify(token, '${value()}');`, errors: replaced },
    { code: `import { sign } from 'jsonwebtoken'; export const t = sign({ id }, '${value()}', { expiresIn: '1h' });`, errors: replaced },
    { code: `import { jwtVerify } from 'jose'; await jwtVerify(token, new TextEncoder().encode('${value()}'));`, errors: replaced },
    { code: `import { SignJWT } from 'jose'; await new SignJWT({ id }).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode('${value()}'));`, errors: replaced },
    { code: `const secret = new TextEncoder().encode('${value()}');`, errors: replaced },
    { code: `axios.defaults.headers.common['Authorization'] = 'Token ${value()}';`, errors: replaced },
    { code: `fetch(url, { headers: { Authorization: 'SSWS ${value()}' } });`, errors: replaced },
    { code: `app.use(session({ secret: ['${value()}', '${value()}'] }));`, errors: [...replaced, ...replaced] },
    // comments
    { code: `// api_key = "${value()}"\nexport {};`, errors: found },
    { code: `/* password: ${value()} */\nexport {};`, errors: found },
    { code: `/**\n * @example\n * login({ token: '${value()}' })\n */\nexport {};`, options: { strict: true }, errors: found },
    { code: `run(); // the token is ${value()}`, errors: found },
    { filename: 'compose.yml', code: `# DB_PASSWORD=${value()}\nservices: {}\n`, errors: found },
    { filename: '.vscode/settings.json', code: `{\n  // apiToken: "${value()}"\n  "a": 1\n}\n`, errors: found },
    // sentences of instructions
    { filename: 'AGENTS.md', code: `The admin password is ${value()} for staging.\n`, errors: found },
    { filename: 'CLAUDE.md', code: `Set API_KEY to \`${value()}\` before the tests run.\n`, errors: found },
    // programs
    { filename: 'a.sh', code: `echo "${value()}" | docker login --username me --password-stdin\n`, errors: found },
    { filename: 'a.sh', code: `printf '%s' '${value()}' | sudo helm registry login -u me --password-stdin\n`, errors: found },
    { filename: 'a.sh', code: `echo ${value()} | gh auth login --with-token\n`, errors: found },
    { filename: 'a.sh', code: `gh secret set API_KEY --body "${value()}"\n`, errors: found },
    { filename: 'a.sh', code: `curl -H "Authorization: token ${value()}" https://git.corp.io/api\n`, errors: found },
    { filename: 'a.sh', code: `echo 'admin:$apr1$${draw('A-Za-z0-9', 8, random)}$${hash}' > .htpasswd\n`, errors: found },
    { code: `const dsn = 'host=db.corp.io user=app password=${value()} dbname=app';`, errors: replaced },
  ],
});
