import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import plugin from '../../src/index.ts';

/** Rules of the recommended preset that a program trips. */
function told(code: string): string[] {
  const linter = new Linter({ configType: 'flat' });
  const messages = linter.verify(code, [{ languageOptions: { ecmaVersion: 'latest', sourceType: 'module' } }, ...plugin.configs.recommended], { filename: 'src/index.mjs' });
  return [...new Set(messages.map(({ ruleId }) => (ruleId ?? 'fatal').replace('agent-security/', '')))];
}

const EXPRESS = "import { exec } from 'node:child_process'; import express from 'express'; const app = express(); const router = express.Router();";
const EXEC = "import { execSync } from 'node:child_process'; import os from 'node:os'; import http from 'node:http';";

describe('what comes from outside reaches a command', () => {
  it.each([
    `${EXPRESS} app.route('/').get((r) => { exec('convert ' + r.query.f); });`,
    `${EXPRESS} router.route('/a').post(function (r) { exec('convert ' + r.body.f); });`,
    `${EXEC} const server = http.createServer(); server.on('request', (q) => { execSync('ls ' + q.url.slice(1)); });`,
    `${EXEC} process.stdin.on('data', (chunk) => execSync(String(chunk)));`,
    `${EXEC} process.stdin.once('data', (chunk) => { execSync('ls ' + chunk); });`,
  ])('%s', (code) => expect(told(code)).toContain('no-command-injection'));

  it.each([
    `${EXPRESS} app.route('/').get((r, s) => { exec('git status', (error, out) => s.send(out)); });`,
    `${EXEC} const server = http.createServer(); server.on('listening', () => execSync('ls dist'));`,
    `${EXEC} let text = ''; process.stdin.on('data', (chunk) => { text += chunk; }); process.stdin.on('end', () => { process.stdout.write(String(text.length)); execSync('ls dist'); });`,
  ])('honest: %s', (code) => expect(told(code)).toEqual([]));
});

describe('the folder in which a command takes all', () => {
  it.each([`${EXEC} execSync('rm -rf *', { cwd: os.homedir() });`, `${EXEC} execSync('rm -rf ./*', { cwd: process.env.HOME });`, `${EXEC} execSync('rm -rf .', { cwd: '/' });`])(
    '%s', (code) => expect(told(code)).toContain('no-destructive-command'),
  );

  it.each([`${EXEC} execSync('rm -rf *', { cwd: 'dist' });`, `${EXEC} execSync('rm -rf dist', { cwd: os.homedir() + '/acme' });`, `${EXEC} execSync('ls *', { cwd: os.homedir() });`, `${EXEC} execSync('rm -rf *', { cwd: os.tmpdir() });`])(
    'honest: %s', (code) => expect(told(code)).toEqual([]),
  );

  it('points at the command itself', () => {
    const code = `${EXEC}\nexecSync('rm -rf *', { cwd: os.homedir() });`;
    const linter = new Linter({ configType: 'flat' });
    const [message] = linter.verify(code, [{ languageOptions: { ecmaVersion: 'latest', sourceType: 'module' } }, ...plugin.configs.recommended], { filename: 'src/index.mjs' });
    expect(message).toMatchObject({ line: 2, column: 11, endColumn: 19 });
  });
});

describe('an address as clients read it', () => {
  it.each(["'https:webhook.site/a'", "'https:/webhook.site/a'", String.raw`'HTTPS:\\webhook.site/a'`, "'https:///webhook.site/a'", String.raw`'ht\ntps://web\thook.site/a'`, "' https://webhook.site/a'"])(
    'fetch(%s)', (url) => expect(told(`fetch(${url});`)).toContain('no-external-fetch'),
  );

  it.each(["'/webhook.site/a'", "'./https:/webhook'", "'https:/api.acme.dev/a'", "'mailto:a@acme.dev'", "'webhook.site/a'", "'data:,webhook.site'"])('honest: fetch(%s)', (url) => expect(told(`fetch(${url});`)).toEqual([]));
});

describe('values that are worked out', () => {
  it.each([
    "import https from 'node:https'; new https.Agent({ rejectUnauthorized: Boolean(0) });",
    "const e = process.env; e.NODE_TLS_REJECT_UNAUTHORIZED = '0';",
    "const { env } = process; env.NODE_TLS_REJECT_UNAUTHORIZED = String(0);",
  ])('%s', (code) => expect(told(code)).toContain('no-tls-bypass'));

  it.each([
    "import https from 'node:https'; new https.Agent({ rejectUnauthorized: Boolean(1) });",
    "import https from 'node:https'; new https.Agent({ rejectUnauthorized: Boolean(process.env.STRICT) });",
    "const e = process.env; e.NODE_TLS_REJECT_UNAUTHORIZED = '1';",
    'export const verifyPassword = (user, password) => Boolean(user.matches(password));',
  ])('honest: %s', (code) => expect(told(code)).toEqual([]));

  it('tells a variable once', () => {
    const linter = new Linter({ configType: 'flat' });
    expect(linter.verify("process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';", plugin.configs.recommended, { filename: 'src/index.js' })).toHaveLength(1);
  });

  it('tells a check that always says yes', () => {
    expect(told('export class Auth { static verifyPassword = (user, password) => Boolean(1); }')).toContain('no-auth-bypass');
  });

  it('tells a credential in a warning', () => {
    expect(told('process.emitWarning(process.env.GITHUB_TOKEN);')).toContain('no-credential-logging');
    expect(told("process.emitWarning('GITHUB_TOKEN is deprecated');")).toEqual([]);
  });
});
