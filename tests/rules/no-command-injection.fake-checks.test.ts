import rule from '../../src/rules/no-command-injection.ts';
import { ruleTester } from '../tester.ts';

/** A handler that checks what it got and then runs a command with it. */
const route = (check: string, before = '', use = 'exec(`git tag ${tag}`);'): { readonly code: string } => ({
  code: `import { exec } from 'node:child_process';\nimport express from 'express';\n${before}\nexpress().get('/x', async (req, res) => { const tag = req.query.tag; ${check}\n${use} });`,
});
const unless = (list: string): string => `if (!${list}.includes(tag)) return;`;
const test = (pattern: string): string => `if (!${pattern}.test(tag)) return;`;
const rewritten = (write: string): { readonly code: string } => route(`let t = tag; if (!/^\\w+$/.test(t)) return; ${write}`, '', 'exec(`git tag ${t}`);');
const errors = [{ messageId: 'outside' }];

await ruleTester(rule, {
  valid: [
    // Classes of signs that no shell reads as more than text
    ...['/^[\\w.-]+$/', '/^[A-Za-z0-9_./@:+=,-]{1,80}$/', '/^v\\d+\\.\\d+\\.\\d+$/', '/^[0-9a-f]{7,40}$/i', '/^(?:major|minor|patch)$/', '/^(?:@[a-z0-9-]+\\/)?[a-z0-9-]+$/', '/^(?<major>\\d+)\\.\\d+(?:-[\\w.]+)?$/', '/^\\w+$/g'].map((pattern) => route(test(pattern))),
    // Lists of the program
    route(unless('NAMES'), 'const NAMES = ["a", "b"];'),
    route(`const names = ["a", "b"]; ${unless('names')}`),
    route(unless('["a", "b"]')),
    route('if (!NAMES.has(tag)) return;', 'import { NAMES } from "./names.js";'),
    route(unless('config.allowed'), 'import config from "./config.js";'),
    route(unless('Object.keys(T)'), 'const T = { a: 1, b: 2 };'),
    route('if (!(tag in T)) return;', 'const T = { a: 1, b: 2 };'),
    route('if (!Object.hasOwn(T, tag)) return;', 'const T = { a: 1 };'),
    route('if (!Object.prototype.hasOwnProperty.call(T, tag)) return;', 'const T = { a: 1 };'),
    route('if (!T.map((item) => item.name).includes(tag)) return;', 'const T = [{ name: "a" }];'),
    route('if (!ids.has(tag)) return;', 'import { all } from "./all.js"; const ids = new Set(); for (const item of all) ids.add(item.id);'),
    // What was looked up for a client is not what the client said
    route(`const repositories = await repositoriesOf(req.user.id); ${unless('repositories')}`, 'import { repositoriesOf } from "./store.js";'),
    // Own functions that throw
    route('assert(/^[\\w-]+$/.test(tag));', 'function assert(ok) { if (!ok) throw new Error("no"); }'),
    route('assert.strictEqual(/^\\w+$/.test(tag), true);', 'import assert from "node:assert";'),
    // Written before the check, or another's member
    route('let t = tag; t = t.trim(); if (!/^\\w+$/.test(t)) return;', '', 'exec(`git tag ${t}`);'),
    route('if (!/^[\\w-]+$/.test(tag)) return; res.tag = 1;'),
  ],
  invalid: [
    ...[
      // Ranges that reach over signs of a shell, an end that is a sign, alternatives beside the anchors
      ...['/^[+-z]+$/', '/^[A-z]+$/', '/^[.-z]+$/', '/^[,-z]+$/', '/^[0-z]+$/', '/^[\\/-z]+$/', '/^[+\\--z]+$/', '/^[!-~]+$/', '/^[\\w]+\\$/', '/^(a)|(b)$/', '/^(a\\)|b)|c$/', '/^[^a]+$/', '/^\\p{Any}+$/u', '/^[\\x20-\\x7e]+$/', '/^(?:.*)$/', '/^[\\s\\S]*$/'].map((pattern) => route(test(pattern))),
      // Lists that hold what the client says
      ...['req.query.allowed.split(",")', '["a", req.query.tag]', '["a", tag]', '["a"].concat(req.query.extra)', 'Object.keys(req.body)', 'tag', 'tag.split(",")', '"abc; rm"', 'getAllowed(req)'].map((list) => route(unless(list))),
      ...['const list = req.body.list;', 'const { list } = req.body;', 'const [list] = req.body.lists;', 'const list = ["a", tag];', 'const list = ["a"]; list.push(req.query.tag);', 'const found = req.body.list; const list = found;', 'let list; list = req.body.list;', 'const list = "abc" + req.query.x;', 'const payload = req.body; const list = payload.names;'].map((given) => route(`${given} ${unless('list')}`)),
      route('const seen = new Set(["a"]); seen.add(tag); if (!seen.has(tag)) return;'),
      route('if (!new Set([tag]).has(tag)) return;'),
      route('if (!(tag in table)) return;', 'const table = {}; express().post("/y", (req) => { table[req.query.tag] = true; });'),
      route('if (!Object.hasOwn(req.body, tag)) return;'),
      route('if (!ANY.has(tag)) return;', 'const ANY = { has: () => true };'),
      route(unless('TEXT'), 'const TEXT = "some text; rm";'),
      // The check is another one than it seems
      route(test('RE'), 'let RE = /^\\w+$/; RE = /.*/;'),
      route(`const re = /^\\w+$/; re.test = () => true; ${test('re')}`),
      route(test('/^\\w+$/'), 'RegExp.prototype.test = () => true;'),
      route('if (!semver.coerce(tag)) return;', 'import semver from "semver";'),
      // Nothing follows from it
      route('console.assert(/^\\w+$/.test(tag));'),
      route('log.ok(/^\\w+$/.test(tag));'),
      route('assert(/^\\w+$/.test(tag));', 'const assert = () => {};'),
      route('assert.strictEqual(/^\\w+$/.test(tag), false);', 'import assert from "node:assert";'),
      route('if (!/^\\w+$/.test(tag)) log.exit();'),
      route('if (!/^\\w+$/.test(tag)) controller.abort();'),
      // Written again behind the check
      ...['t = req.query.b;', 't += req.query.b;', '({ t } = req.body);', '[t] = req.body.list;'].map(rewritten),
      route('const o = { t: tag }; if (!/^\\w+$/.test(o.t)) return; o.t = req.body.x;', '', 'exec(`git tag ${o.t}`);'),
      route('if (!/^\\w+$/.test(tag)) return;', '', '[req.query.b].forEach((tag) => exec(`git tag ${tag}`));'),
    ].map((item) => ({ ...item, errors })),
  ],
});
