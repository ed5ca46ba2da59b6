import { describe, expect, it } from 'vitest';

import { lint } from '../../tester.ts';

const SPAWN = "import { spawn } from 'node:child_process'; ";
const REMOVE = "import fs from 'node:fs'; import os from 'node:os'; ";
const TOKEN = "import jwt from 'jsonwebtoken'; ";

const told = async (code: string): Promise<readonly string[]> => (await lint(code, 'src/app.js', { preset: 'recommended' })).map(({ ruleId }) => (ruleId ?? '').replace('agent-security/', ''));

describe('options that an object is given behind its literal', () => {
  it.each([
    'const o = {}; o.KEY = VALUE;',
    "const o = {}; o['KEY'] = VALUE;",
    "const k = 'KEY'; const o = {}; o[k] = VALUE;",
    'const o = { cwd: dir }; o.KEY = VALUE;',
    'let o; o = {}; o.KEY = VALUE;',
    'const o = {}; Object.assign(o, { KEY: VALUE });',
    'const o = {}; const more = { KEY: VALUE }; Object.assign(o, more);',
    "const o = {}; Object.defineProperty(o, 'KEY', { value: VALUE, enumerable: true });",
    "const o = {}; Reflect.set(o, 'KEY', VALUE);",
    'const o = {}; o.KEY ??= VALUE;',
    'const base = {}; base.KEY = VALUE; const o = { ...base, cwd: dir };',
    'const o = { KEY: OTHER }; o.KEY = VALUE;',
  ])('are read: %s', async (form) => {
    const of = (key: string, value: string, other: string): string => form.replaceAll('KEY', key).replaceAll('VALUE', value).replaceAll('OTHER', other);
    expect(await told(`${SPAWN}${of('shell', 'true', 'false')} spawn('convert', [process.argv[2]], o);`)).toEqual(['no-command-injection']);
    expect(await told(`${REMOVE}${of('recursive', 'true', 'false')} fs.rmSync(os.homedir(), o);`)).toContain('no-destructive-command');
    expect(await told(`${TOKEN}${of('algorithms', "['none']", "['RS256']")} jwt.verify(token, key, o);`)).toEqual(['no-auth-bypass']);
  });

  it.each([
    // another value, another name, another object, another variable of that name
    `${SPAWN}const o = {}; o.shell = false; spawn('convert', [process.argv[2]], o);`,
    `${SPAWN}const o = { shell: true }; o.shell = false; spawn('convert', [process.argv[2]], o);`,
    `${SPAWN}const o = {}; o.stdio = 'inherit'; o['cwd'] = dir; spawn('convert', [process.argv[2]], o);`,
    `${SPAWN}const o = {}, p = {}; p.shell = true; spawn('convert', [process.argv[2]], o); use(p);`,
    `${SPAWN}const o = {}; { const o = {}; o.shell = true; use(o); } spawn('convert', [process.argv[2]], o);`,
    `${SPAWN}const o = {}; o.nested = {}; o.nested.shell = true; spawn('convert', [process.argv[2]], o);`,
    `${SPAWN}const o = {}; if (o.shell === true) use(o); spawn('convert', [process.argv[2]], o);`,
    // what only one system needs
    `${SPAWN}const o = { stdio: 'inherit' }; if (process.platform === 'win32') o.shell = true; spawn('convert', [process.argv[2]], o);`,
    `${SPAWN}const o = { stdio: 'inherit' }; process.platform === 'win32' && (o.shell = true); spawn('convert', [process.argv[2]], o);`,
    `${SPAWN}const o = {}; Object.assign(o, defaults, { cwd: dir }); spawn('convert', [process.argv[2]], o);`,
    `${REMOVE}const o = {}; o.force = true; fs.rmSync(os.homedir() + '/.cache/acme/tmp', o);`,
    `${TOKEN}const o = {}; o.algorithms = ['RS256']; o.audience = 'api'; jwt.verify(token, key, o);`,
  ])('are none: %s', async (code) => expect(await told(code)).toEqual([]));

  it('end where objects name each other', async () => {
    expect(await told(`${SPAWN}const a = {}, b = {}; Object.assign(a, b); Object.assign(b, a); a[b] = a; b[a.b] = { ...a, ...b }; spawn('convert', [process.argv[2]], { ...a, ...b });`)).toEqual([]);
  });
});
