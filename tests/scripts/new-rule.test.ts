import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';

import { examples, headings, ROOT } from '../docs/page.ts';

const script = path.join(ROOT, 'scripts/new-rule.mjs');
const folder = mkdtempSync(path.join(tmpdir(), 'new-rule-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('writes a rule, a test and a page that belong together, once', () => {
  execFileSync(process.execPath, [script, 'no-new-threat', '--into', folder]);
  const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
  expect(read('src/rules/no-new-threat.ts')).toContain("name: 'no-new-threat'");
  expect(read('tests/rules/no-new-threat.test.ts')).toContain("from '../../src/rules/no-new-threat.ts'");
  const page = read('docs/rules/no-new-threat.md');
  expect(headings(page)).toEqual(['Threat', 'Examples', 'Options', 'Limits', 'When not to use it', 'Sources']);
  expect(examples(page).map((example) => example.correct)).toEqual([false, true]);
  expect(spawnSync(process.execPath, [script, 'no-new-threat', '--into', folder]).status).toBe(1);
});

it.each(['some-threat', 'no-Threat', 'no-x; rm', 'no-', '../no-x'])('refuses the name %s', (name) => {
  expect(spawnSync(process.execPath, [script, name, '--into', folder]).status).toBe(2);
});
