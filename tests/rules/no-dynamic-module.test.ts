import rule from '../../src/rules/no-dynamic-module.ts';
import { ruleTester } from '../tester.ts';

await ruleTester(rule, {
  valid: [
    { code: 'import fs from "node:fs"; export * from "./x.js";' },
    { code: 'const fs = require("fs"); const p = require("node:" + "path");' },
    { code: 'const m = await import("./x.js"); const n = await import(`./y.js`);' },
    { code: 'const name = "./x.js"; await import(name);' },
    { code: 'function f(require) { require(name); }' },
    { code: 'import type { A } from "./a.ts"; import b = require("./b.cjs");', filename: 'file.cts' },
    { code: 'await import(`./locales/${language}.js`);', options: { allow: ['./locales/*'] } },
  ],
  invalid: [
    { code: 'const module = await import(name);', errors: [{ messageId: 'computed', line: 1, column: 29, endColumn: 33 }] },
    { code: 'const other = require(name);', errors: [{ messageId: 'computed' }] },
    { code: 'const r = require; r(name);', errors: [{ messageId: 'computed' }] },
    { code: 'import { createRequire } from "node:module"; const load = createRequire(import.meta.url); load(name);', errors: [{ messageId: 'computed' }] },
    { code: 'await import(`./locales/${language}.js`);', errors: [{ messageId: 'computed' }] },
    { code: 'await import(`./${name}`);', options: { allow: ['./locales/*'] }, errors: [{ messageId: 'computed' }] },
    { code: 'require(process.env.PLUGIN);', filename: 'file.cjs', errors: [{ messageId: 'computed' }] },
  ],
});
