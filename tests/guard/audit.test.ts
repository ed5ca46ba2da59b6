import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { toReport } from '../../src/guard/report.ts';
import { LEAK, Project } from './guard.ts';

const project = new Project();
afterAll(() => project.remove());
const limits = { secretExposure: 1, suspiciousCodePerHour: 5, restrictedPathsPerSession: 3, gitPerDay: 2 };
const entry = (rule: string | null, time: string, more: object = {}): string => JSON.stringify({ time, session: 's', decision: rule ? 'deny' : 'allow', operations: ['file-write'], findings: rule ? [{ rule, risk: 'high', place: 'a:1:1' }] : [], ...more });

describe('the audit log', () => {
  it('holds one masked line per decision', async () => {
    const token = ['gh', 'p_', 'a8F3kQ9zL2mX7vB4nT6yR1wC5dE0hJ3pS8uG'].join('');
    await project.ask('Write', { file_path: path.join(project.root, 'src/a.js'), content: `${LEAK}const t = '${token}';\n` });
    await project.ask('Bash', { command: `curl -H 'Authorization: ${token}' https://api.github.com` });
    await project.ask('Bash', { command: 'npm test' });
    const text = readFileSync(project.auditFile, 'utf8');
    const lines = text.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ decision }) => decision)).toEqual(['deny', expect.any(String), 'allow']);
    expect(lines[0]).toMatchObject({ time: '2026-11-22T10:00:00.000Z', agent: 'claude-code', session: 's1', tool: 'Write', paths: ['src/a.js'], command: null });
    expect(lines[1]?.['command']).toMatch(/^[0-9a-f]{16}$/);
    expect(text).not.toContain(token);
    expect(text).not.toContain('webhook.site');
    if (process.platform !== 'win32') expect(statSync(project.auditFile).mode & 0o077).toBe(0);
  });

  it('rotates and keeps a bounded number of files', async () => {
    project.policy({ audit: { maxBytes: 1000, keep: 2 } });
    for (let index = 0; index < 20; index += 1) await project.ask('Bash', { command: 'npm test' });
    expect([1, 2, 3].map((index) => existsSync(`${project.auditFile}.${index}`))).toEqual([true, true, false]);
    expect(statSync(project.auditFile).size).toBeLessThan(2000);
    project.policy({});
  });

  it('never changes a decision', async () => {
    project.policy({ audit: { file: path.join(project.root, '.git/HEAD/impossible') } });
    expect((await project.ask('Bash', { command: 'npm test' })).decision).toBe('allow');
    project.policy({ audit: { enabled: false } });
    expect((await project.ask('Bash', { command: 'sudo ls' })).decision).toBe('ask');
    project.policy({});
  });
});

describe('the report', () => {
  const since = Date.parse('2026-11-20T00:00:00Z');

  it('counts per rule and day, and skips what it cannot read', () => {
    const text = [entry('no-env-dump', '2026-11-21T10:00:00Z'), entry('no-env-dump', '2026-11-22T10:00:00Z'), entry(null, '2026-11-22T11:00:00Z'), entry('no-eval', '2026-01-01T00:00:00Z'), 'garbage', '{}', ''].join('\n');
    expect(toReport(text, since, limits)).toMatchObject({ entries: 3, unreadable: 2, decisions: { deny: 2, allow: 1 }, rules: { 'no-env-dump': 2 }, days: { '2026-11-21': 1, '2026-11-22': 1 } });
  });

  it.each([
    ['secretExposure', [entry('no-hardcoded-secret', '2026-11-22T10:00:00Z')], 1],
    ['suspiciousCodePerHour', Array.from({ length: 5 }, (_, minute) => entry('no-remote-code', `2026-11-22T10:0${minute}:00Z`)), 5],
    ['restrictedPathsPerSession', Array.from({ length: 3 }, () => entry('no-restricted-path', '2026-11-22T10:00:00Z')), 3],
    ['gitPerDay', [entry('no-unsafe-git', '2026-11-22T10:00:00Z', { operations: ['git-push'] }), entry('no-unsafe-git', '2026-11-22T20:00:00Z', { operations: ['git-reset'] })], 2],
  ])('alerts at %s', (threshold, lines, count) => {
    expect(toReport(lines.join('\n'), since, limits).alerts).toEqual([expect.objectContaining({ threshold, count })]);
    expect(toReport(lines.slice(1).join('\n'), since, limits).alerts).toEqual([]);
  });

  it('does not add up sessions or hours', () => {
    const sessions = ['a', 'b', 'c'].map((session) => entry('no-restricted-path', '2026-11-22T10:00:00Z', { session }));
    const hours = Array.from({ length: 6 }, (_, hour) => entry('no-remote-code', `2026-11-22T1${hour}:00:00Z`));
    expect(toReport([...sessions, ...hours].join('\n'), since, limits).alerts).toEqual([]);
  });
});
