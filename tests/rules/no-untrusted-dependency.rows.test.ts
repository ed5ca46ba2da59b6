import { describe, expect, it } from 'vitest';

import { PROTECTION_ROWS } from '../../src/knowledge/install-protections.ts';
import rule from '../../src/rules/no-untrusted-dependency.ts';
import { lintRule, testRows } from './rows.ts';
import type { RowFormat } from './rows.ts';

const FILES: readonly (readonly [kind: 'npmrc' | 'pnpm-workspace' | 'package-json' | 'yarnrc' | 'bunfig', filename: string, format: RowFormat])[] = [
  ['npmrc', '.npmrc', 'json'],
  ['pnpm-workspace', 'pnpm-workspace.yaml', 'yaml'],
  ['package-json', 'package.json', 'json'],
  ['yarnrc', '.yarnrc.yml', 'yaml'],
  ['bunfig', 'bunfig.toml', 'toml'],
];
for (const [kind, filename, format] of FILES) describe(filename, () => testRows(rule, PROTECTION_ROWS.get(kind) ?? [], { filename, formats: [format] }));

describe('the tables', () => {
  it('have ids, sources, weaknesses, an effect and examples of both kinds', () => {
    for (const row of [...PROTECTION_ROWS.values()].flat()) {
      expect(row.id).toMatch(/^D4-\d{1,2}$/);
      expect([row.source.length, row.cwe.length, row.bad.length, row.good.length].every((count) => count > 0), row.id).toBe(true);
      expect(row.data).toHaveProperty('effect');
    }
  });
  it('steps down by the host of a proxy and the address of a plug-in', () => {
    const found = (code: string, filename: string, strict: boolean): number => lintRule(rule, code, filename, { strict }).length;
    const both = (code: string, filename: string): number[] => [found(code, filename, false), found(code, filename, true)];
    expect(both('https-proxy=http://203.0.113.7:8080\n', '.npmrc')).toEqual([1, 1]);
    expect(both('https-proxy=http://proxy.vendor.dev:8080\n', '.npmrc')).toEqual([0, 1]);
    expect(both('httpsProxy: "http://proxy.vendor.dev:8080"\n', '.yarnrc.yml')).toEqual([0, 1]);
    expect(both('plugins:\n  - spec: "http://host.example/plugin.js"\n', '.yarnrc.yml')).toEqual([1, 1]);
    expect(both('plugins:\n  - spec: "https://host.example/plugin.js"\n', '.yarnrc.yml')).toEqual([0, 1]);
  });
  it('reads keys of pnpm only where pnpm reads them', () => {
    expect(lintRule(rule, '{"verifyStoreIntegrity": false, "minimumReleaseAgeExclude": ["*"]}', 'package.json', { strict: true })).toEqual([]);
  });
});
