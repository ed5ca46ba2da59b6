import { describe, expect, it } from 'vitest';

import { ENV_THREATS } from '../../src/knowledge/env-variables.ts';
import { PROJECT_ENVIRONMENT } from '../../src/knowledge/project-environment.ts';
import type { RowContext, SettingValue } from '../../src/knowledge/setting-row.ts';
import { VSCODE_EXTENSIONS, VSCODE_OTHER, VSCODE_WORKSPACE } from '../../src/knowledge/vscode-files.ts';
import { VSCODE_LAYOUT } from '../../src/knowledge/vscode-hiding.ts';
import { VSCODE_LAUNCH } from '../../src/knowledge/vscode-launch.ts';
import { JSON_SCHEMA } from '../../src/knowledge/vscode-network.ts';
import { findSetting, VSCODE_MESSAGES } from '../../src/knowledge/vscode-row.ts';
import { VSCODE_TASKS } from '../../src/knowledge/vscode-tasks.ts';
import { VSCODE_SETTINGS } from '../../src/knowledge/vscode.ts';

const rows = [...VSCODE_SETTINGS, ...VSCODE_TASKS, ...VSCODE_LAUNCH, ...VSCODE_EXTENSIONS, ...VSCODE_WORKSPACE, ...VSCODE_OTHER, ...VSCODE_LAYOUT, ...JSON_SCHEMA, ...PROJECT_ENVIRONMENT];

/** Longer values are cut in messages. */
const MAX_DATA = 60;

describe('rows of the editor', () => {
  it('have an id, a source, a weakness and examples of both kinds', () => {
    for (const row of rows) {
      expect(row.id).toMatch(/^A[1-9](?:-\d{1,2})?$/);
      expect(row.source.length, row.id).toBeGreaterThan(5);
      expect(row.cwe.length, row.id).toBeGreaterThan(0);
      expect(row.good.length, row.id).toBeGreaterThan(0);
      if (row.id !== 'A6-5') expect(row.bad.length, row.id).toBeGreaterThan(0);
    }
  });
  it('fill their messages without being cut, to at most 180 characters', () => {
    const value = { value: '', key: '', members: [], get: () => undefined } as unknown as SettingValue;
    const context = { kind: 'vscode-settings' } as RowContext;
    for (const row of rows) {
      const data: Record<string, string> = { ...(typeof row.data === 'function' ? row.data(value, context) : row.data) };
      for (const text of Object.values(data)) expect(text.length, `${row.id}: ${text}`).toBeLessThanOrEqual(MAX_DATA);
      const message = VSCODE_MESSAGES[row.report].replace(/\{\{(\w+)\}\}/g, (_, name: string) => data[name] ?? '');
      expect(message.length, `${row.id}: ${message}`).toBeLessThanOrEqual(180);
    }
    for (const effect of Object.values(ENV_THREATS)) expect(effect.length).toBeLessThanOrEqual(MAX_DATA);
  });
  it('use every message', () => {
    expect(new Set(rows.map((row) => row.report))).toEqual(new Set(Object.keys(VSCODE_MESSAGES)));
  });
});

describe('findSetting', () => {
  const node = (value: unknown, key: string | null = null): SettingValue => {
    const members = typeof value === 'object' && value !== null ? Object.entries(value).map(([name, inner]) => node(inner, name)) : [];
    return { value, key, members, get: (name: string) => members.findLast((member) => member.key === name) } as unknown as SettingValue;
  };
  it('finds each spelling, the last one of several, and nothing else', () => {
    for (const value of [{ a: { b: { c: 1 } } }, { 'a.b.c': 1 }, { 'a.b': { c: 1 } }, { 'a.b.c': 0, a: { 'b.c': 1 } }]) expect(findSetting(node(value), 'a.b.c')?.value).toBe(1);
    expect(findSetting(node({ 'a.bc': 1, ab: { c: 1 } }), 'a.b.c')).toBeUndefined();
  });
});
