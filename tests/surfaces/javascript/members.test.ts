import { describe, expect, it } from 'vitest';

import { withModel } from './read.ts';

/** The text of what is given to the last `use(…)`, with `${}` for what is unknown. */
const given = (code: string): string =>
  withModel(code, (model) => {
    const index = code.lastIndexOf('use(') + 'use('.length;
    return model.view(model.nodeAt(index + (code[index] === ' ' ? 1 : 0)) as never).text().display;
  });
const targets = (code: string): readonly string[] => withModel(code, (model) => model.requests().map(({ url }) => url.display));
const paths = (code: string): readonly string[] =>
  withModel(code, (model) => model.fileOperations().flatMap(({ path }) => [...path.alternatives, ...path.variants.map((parts) => parts.map((part) => (typeof part === 'string' ? part : '${}')).join(''))]));

describe('what getters, objects of classes and pairs hold', () => {
  it.each([
    ['const urls = { get hook() { return "https://a.example/x"; } }; fetch(urls.hook);'],
    ['class T { static #u = "https://a.example/"; static get url() { return T.#u + "x"; } } fetch(T.url);'],
    ['class T { get url() { const base = "https://a.example"; return `${base}/x`; } send() { fetch(this.url); } }'],
    ['class T { url = "https://a.example/x"; } const t = new T(); fetch(t.url);'],
    ['class T { url() { return "https://a.example/x"; } } fetch(new T().url());'],
    ['const T = class { constructor() { this.url = "https://a.example/x"; } }; const t = new T(); fetch(t.url);'],
    ['const ends = Object.fromEntries([["a", "https://b.example"], ["u", "https://a.example/x"]]); fetch(ends.u);'],
    ['const ends = Object.fromEntries(new Map([["u", "https://a.example/x"]])); fetch(ends["u"]);'],
    ['class A { url = "https://a.example/x"; } class B extends A { send() { fetch(this.url); } }'],
    ['fetch([...new Set(["https://a.example", "/", "x"])].join(""));'],
    ['const parts = new Set(["https://a.example"]); parts.add("/x"); fetch([...parts].join(""));'],
    ['fetch("104,116,116,112,115,58,47,47,97,46,101,120,97,109,112,108,101,47,120".split(",").map(Number).map((code) => String.fromCharCode(code)).join(""));'],
    ['function* all() { yield "https://a.example/x"; } for (const url of all()) use(fetch([...[ "https://a.example/x" ]][0]));'],
    ['const { url } = JSON.parse(\'{"url":"https://a.example/x","__proto__":1}\'); fetch(url);'],
    ['const o = Object.assign({}, options, { url: "https://a.example/x" }); fetch(o.url);'],
    ['for (const url of Object.values({ a: "https://a.example/x" })) { fetch(Object.entries({ u: "https://a.example/x" })[0][1]); }'],
  ])('%s', (code) => {
    expect(targets(code)).toEqual(['https://a.example/x']);
  });

  it.each([
    ['const o = { get u() { if (x) return "a"; return "b"; } }; use(o.u)'],
    ['class T { set u(v) {} } const t = new T(); use(t.u)'],
    ['class T { u = "a" } let t = new T(); t = other; use(t.u)'],
    ['const o = Object.fromEntries(list); use(o.u)'],
    ['const o = Object.fromEntries([["a", "b"]]); use(o.toString)'],
    ['const o = { __proto__: null, a: "b" }; use(Object.values(rest)[0])'],
  ])('says nothing of %s', (code) => {
    expect(given(code)).toBe('${}');
  });
});

describe('what may be', () => {
  const alternatives = (code: string): readonly string[] => withModel(code, (model) => model.requests().flatMap(({ url }) => (url.alternatives.length > 0 ? url.alternatives : [url.display])));
  it.each([
    ['const { url = "https://a.example/x" } = options; fetch(url);', ['https://a.example/x']],
    ['const all = { a: "https://a.example/", b: "https://b.example/" }; fetch(all[key]);', ['https://a.example/', 'https://b.example/']],
    ['const all = { a: "https://a.example/", b: "https://b.example/" }; for (const key in all) fetch(all[key] + "x");', ['https://a.example/x', 'https://b.example/x']],
    ['const all = { a: "https://a.example/", b: make() }; fetch(all[key]);', ['${}']],
    ['const u = new URL("https://a.example/p?q"); u.host = "b.example"; fetch(u);', ['https://b.example/p?q']],
    ['const u = new URL("https://a.example"); if (late) { u.hostname = "b.example"; } fetch(u);', ['https://a.example', 'https://b.example/']],
  ])('%s', (code, expected) => {
    expect(alternatives(code)).toEqual(expected);
  });

  it.each([['JSON.parse("{")'], [`JSON.parse('${'['.repeat(3000)}')`], ['JSON.parse(text)'], ['Object.assign(a, b)'], ['new Set(list)'], ['table[key]']])('ends on %s', (code) => {
    expect(alternatives(`fetch((${code}).x)`)).toEqual(['${}']);
  });
});

describe('lists of names behind an unknown beginning', () => {
  it.each([
    ['for (const f of [".a", ".b"]) fs.readFileSync(process.env.HOME + "/" + f);'],
    ['[".a", ".b"].forEach((f) => fs.readFileSync(`${process.env.HOME}/${f}`));'],
    ['import path from "path"; import os from "os"; for (const f of [".a", ".b"]) fs.readFileSync(path.join(os.homedir(), f));'],
    ['const all = [".a", ".b"].map((f) => process.env.HOME + "/" + f); for (const f of all) fs.readFileSync(f);'],
    ['const all = { a: process.env.HOME + "/.a", b: process.env.HOME + "/.b" }; for (const f of Object.values(all)) fs.readFileSync(f);'],
    ['const all = { a: process.env.HOME + "/.a", b: process.env.HOME + "/.b" }; for (const [, f] of Object.entries(all)) fs.readFileSync(f);'],
  ])('%s', (code) => {
    expect(paths(`import fs from "fs"; ${code}`)).toEqual(['${}/.a', '${}/.b']);
  });

  it('keeps alternatives where everything is known', () => {
    expect(paths('import fs from "fs"; for (const f of ["a", "b"]) fs.readFileSync("x/" + f);')).toEqual(['x/a', 'x/b']);
  });

  it('takes no more than one varying part', () => {
    expect(paths('import fs from "fs"; for (const a of ["a", "b"]) for (const b of ["c", "d"]) fs.readFileSync(process.env.HOME + a + b);')).toEqual([]);
  });
});
