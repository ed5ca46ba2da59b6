import { describe, expect, it } from 'vitest';

import { expandBraces } from '../../src/core/key-patterns.ts';
import { runRows } from '../../src/core/setting-rows.ts';
import type { RowFacts, SettingRow, SettingValue } from '../../src/core/setting-rows.ts';
import { rowCases } from '../rules/rows.ts';

interface Found {
  readonly message: string;
  readonly at: unknown;
  readonly key: unknown;
}

/** A settings tree from a JavaScript value; ranges number the values in the order they are met. */
function tree(value: unknown): SettingValue {
  let count = 0;
  const build = (inner: unknown, key: string | number | null, parent: SettingValue | null): SettingValue => {
    count += 1;
    const members: SettingValue[] = [];
    const kind = inner === null ? 'null' : Array.isArray(inner) ? 'array' : typeof inner;
    const node = {
      kind,
      value: kind === 'object' || kind === 'array' ? undefined : inner,
      key,
      range: [count, count + 1],
      keyRange: [count + 1000, count + 1001],
      parent,
      members,
      get: (name: string) => members.findLast((member) => member.key === name),
    } as SettingValue;
    if (Array.isArray(inner)) inner.forEach((item, index) => members.push(build(item, index, node)));
    else if (kind === 'object') for (const [name, item] of Object.entries(inner as object)) members.push(build(item, name, node));
    return node;
  };
  return build(value, null, null);
}

function run(value: unknown, rows: readonly SettingRow[], { strict = false, options = {}, policy = {} } = {}): Found[] {
  const found: Found[] = [];
  const facts = {
    file: { path: 'a.json', kind: 'other', commands: () => [] },
    options,
    policy,
    strict,
    report: (finding: { message: string; at: unknown; data?: Record<string, unknown> }) => found.push({ message: finding.message, at: finding.at, key: finding.data?.['key'] }),
  } as unknown as RowFacts<string>;
  runRows(tree(value), rows, facts);
  return found;
}

function row(key: string | readonly string[], rest: object = { is: true }): SettingRow {
  return { id: 'T', key, report: 'hit', preset: 'recommended', cwe: [], source: 'test', bad: [true], good: [false], ...rest } as unknown as SettingRow;
}

const keys = (value: unknown, key: string): unknown[] => run(value, [row(key)]).map((found) => found.key);

describe('key patterns', () => {
  it('match nested, flat and mixed spelling', () => {
    for (const value of [{ a: { b: { c: true } } }, { 'a.b.c': true }, { 'a.b': { c: true } }, { a: { 'b.c': true } }]) {
      expect(run(value, [row('a.b.c')])).toHaveLength(1);
    }
    expect(run({ 'a.b.cc': true, 'a.b': true, 'x.a.b.c': true, 'a..b.c': true }, [row('a.b.c')])).toEqual([]);
  });
  it('match any member, dotted names and flat spelling included', () => {
    expect(keys({ a: { 'x.y': { c: true }, z: { c: true }, c: true } }, 'a.*.c')).toEqual(['c', 'c']);
    expect(keys({ 'a.x.y.c': true }, 'a.*.c')).toEqual(['a.x.y.c']);
    expect(keys({ a: { '**/.vscode': true } }, 'a.*')).toEqual(['**/.vscode']);
  });
  it('match items, alternatives and any depth', () => {
    expect(keys({ a: [{ b: true }, { b: false }, [{ b: true }]] }, 'a[].b')).toEqual(['b']);
    expect(keys({ a: { b: true }, c: { d: { b: true } }, b: true }, '{a,c.d}.b')).toEqual(['b', 'b']);
    expect(keys({ a: [{ x: { b: true } }], b: true }, '**.b')).toEqual(['b', 'b']);
    expect(keys({ a: { b: true }, x: { a: { y: [{ b: true }] } } }, 'a.**.b')).toEqual(['b']);
    expect(expandBraces('{a,b}.c.{d,e.f}')).toEqual(['a.c.d', 'a.c.e.f', 'b.c.d', 'b.c.e.f']);
  });
  it('see members of an array only as items', () => {
    expect(keys({ a: [true] }, 'a.*')).toEqual([]);
    expect(keys({ a: { 0: true } }, 'a[]')).toEqual([]);
  });
  it('treat names of prototypes as plain names', () => {
    expect(keys(JSON.parse('{"__proto__":{"b":true},"constructor":{"b":true}}'), '*.b')).toEqual(['b', 'b']);
    expect(keys({ a: {} }, 'a.constructor.name')).toEqual([]);
  });
  it('survive deep nesting and long dotted names', () => {
    let value: unknown = true;
    for (let depth = 0; depth < 1000; depth += 1) value = { a: value };
    expect(run(value, [row('**.b'), row('a.a.a')])).toEqual([]);
    expect(run({ ['a.'.repeat(5000)]: true }, [row('**.b'), row('a.*.c')])).toEqual([]);
  });
});

describe('rows', () => {
  it('report at the key, or at the value where the row says so', () => {
    expect(run({ a: true }, [row('a')])[0]?.at).toEqual([1002, 1003]);
    expect(run({ a: true }, [row('a', { is: true, at: 'value' })])[0]?.at).toEqual([2, 3]);
  });
  it('compare literals strictly', () => {
    expect(run({ a: 'true', b: 1 }, [row('a'), row('b')])).toEqual([]);
    expect(run({ a: 'off', b: null }, [row('a', { isOneOf: ['off', false] }), row('b', { is: null })])).toHaveLength(2);
  });
  it('keep strict rows for strict', () => {
    const rows = [row('a', { is: true, preset: 'strict' })];
    expect(run({ a: true }, rows)).toEqual([]);
    expect(run({ a: true }, rows, { strict: true })).toHaveLength(1);
  });
  it('let a condition step down or off', () => {
    const rows = [row('a', { when: (node: SettingValue) => ({ preset: node.value === 1 ? 'strict' : 'off' }) })];
    expect(run({ a: 1 }, rows)).toEqual([]);
    expect(run({ a: 1 }, rows, { strict: true })).toHaveLength(1);
    expect(run({ a: 2 }, rows, { strict: true })).toEqual([]);
  });
  it('respect the allow list that the row names', () => {
    const rows = [row('a', { when: () => true, allow: 'allowedHosts' })];
    expect(run({ a: 'https://proxy.example.com:8080/x' }, rows, { policy: { allowedHosts: ['*.example.com'] } })).toEqual([]);
    expect(run({ a: 'https://proxy.example.org/x' }, rows, { policy: { allowedHosts: ['*.example.com'] } })).toHaveLength(1);
    expect(run({ a: 'exact' }, rows, { options: { allowedHosts: ['exact'] } })).toEqual([]);
  });
});

describe('rowCases', () => {
  it('writes the examples in each format', () => {
    const cases = rowCases([row('a.*.b[].c')], { formats: ['json', 'json-flat', 'yaml', 'toml'] });
    expect(cases.map((entry) => [entry.format, entry.messageId])).toEqual([
      ['json', 'hit'],
      ['json-flat', 'hit'],
      ['yaml', 'hit'],
      ['toml', 'hit'],
      ['json', null],
      ['json-flat', null],
      ['yaml', null],
      ['toml', null],
    ]);
    expect(JSON.parse(cases[0]?.code ?? '')).toEqual({ a: { example: { b: [{ c: true }] } } });
    expect(JSON.parse(cases[1]?.code ?? '')).toEqual({ a: { example: { b: [{ c: true }] } } });
    expect(cases[2]?.code).toBe('\n"a": \n  "example": \n    "b": \n      - "c": true\n');
    expect(cases[3]?.code).toBe('"a" = { "example" = { "b" = [{ "c" = true }] } }\n');
  });
});
