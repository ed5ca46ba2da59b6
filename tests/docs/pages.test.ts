import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import plugin from '../../src/index.ts';
import { rules } from '../../src/rules/index.ts';
import { headings, PAGES, readPage, ROOT } from './page.ts';

const SECTIONS = ['Threat', 'What it reads', 'Examples', 'Options', 'Limits', 'When not to use it', 'Sources'];
const names = Object.keys(rules).sort();

function configured(preset: 'recommended' | 'strict'): string[] {
  const on = new Set((plugin.configs[preset] as Linter.Config[]).flatMap((entry) => Object.keys(entry.rules ?? {})));
  return [...on].map((id) => id.replace(/^agent-security\//, '')).sort();
}

function stems(folder: string, pattern: RegExp): string[] {
  const found = existsSync(folder) ? readdirSync(folder).map((file) => pattern.exec(file)?.[1]) : [];
  return [...new Set(found.filter((stem) => stem !== undefined))].sort();
}

describe('a rule is a page, a test file and a preset entry', () => {
  it('each rule has a page, each page a rule', () => {
    expect(stems(PAGES, /^(.+)\.md$/)).toEqual(names);
  });

  it('each rule has a test file, each rule test a rule', () => {
    expect(stems(path.join(ROOT, 'tests/rules'), /^(no-[a-z-]+)(?:\.[a-z-]+)?\.test\.ts$/)).toEqual(names);
  });

  it('strict turns every rule on', () => {
    expect(configured('strict')).toEqual(names);
  });

  it('recommended turns the rules on that say so', () => {
    expect(configured('recommended')).toEqual(names.filter((name) => plugin.rules[name as keyof typeof rules].meta.docs.presets.recommended !== 'off'));
  });
});

/** A page without its generated header and section. */
function handWritten(page: string): string {
  const header = '<!-- end auto-generated rule header -->\n';
  const reads = '<!-- end generated: what it reads -->\n';
  const body = page.slice(page.indexOf(header) + header.length).trimStart();
  const [start, end] = [body.indexOf('## What it reads'), body.indexOf(reads)];
  return start === -1 ? body : body.slice(0, start) + body.slice(end + reads.length).trimStart();
}

const WEIGHT = { off: 0, warn: 1, error: 2 };

it.each(names)('strict does not weigh %s less than recommended does', (name) => {
  const { recommended, strict } = rules[name as keyof typeof rules].meta.docs.presets;
  expect(WEIGHT[strict]).toBeGreaterThanOrEqual(WEIGHT[recommended]);
});

describe.each(names)('docs/rules/%s.md', (name) => {
  const rule = rules[name as keyof typeof rules];

  it('has the sections of every page, in their order', () => {
    expect(headings(readPage(name))).toEqual(SECTIONS);
  });

  it('has 40 to 90 lines written by hand', () => {
    const lines = handWritten(readPage(name)).trimEnd().split('\n').length;
    expect(lines).toBeGreaterThanOrEqual(40);
    expect(lines).toBeLessThanOrEqual(90);
  });

  it('names every option', () => {
    const page = readPage(name);
    const section = page.slice(page.indexOf('\n## Options'), page.indexOf('\n## Limits'));
    const schema = rule.meta.schema[0] as { readonly properties?: object } | undefined;
    for (const option of Object.keys(schema?.properties ?? {})) expect(section).toContain(`\`${option}\``);
  });

  it('belongs to a rule whose words follow the form', () => {
    expect(rule.meta.docs.description).toMatch(/^disallow [^.]*[^.\s]$/);
    for (const message of Object.values<string>(rule.meta.messages)) {
      expect(message).toMatch(/^\S[^]*(?:\.|\}\})$/);
      expect(message.length).toBeLessThanOrEqual(200);
    }
  });
});
