import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { POLICY_KEYS } from '../../src/core/policy.ts';
import { outsideFences, ROOT } from '../docs/page.ts';

const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter((file) => file !== '' && existsSync(path.join(ROOT, file)));
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

describe('no committed file', () => {
  const forbidden: readonly (readonly [what: string, text: string])[] = [
    ['the npm registry by its full name', ['registry', 'npmjs', 'org'].join('.')],
    ['the Yarn registry by its full name', ['registry', 'yarnpkg', 'com'].join('.')],
    ['the Python index by its full name', ['files', 'pythonhosted', 'org'].join('.')],
    ['a folder of one machine', ['', 'work', 'main'].join('/')],
    ['a private key', ['-----BEGIN', 'RSA PRIVATE', 'KEY-----\nM'].join(' ')],
  ];

  it.each(forbidden)('names %s', (_what, text) => {
    expect(files.filter((file) => read(file).includes(text))).toEqual([]);
  });
});

describe('the README', () => {
  const readme = read('README.md');

  it('names every key of the policy', () => {
    for (const key of POLICY_KEYS) expect(readme).toContain(`| \`${key}\` |`);
  });
});

const pages = files.filter((file) => file.endsWith('.md') && !/^(?:examples|tests|\.changeset)\//.test(file));

it.each(pages)('the relative links of %s lead to files', (page) => {
  const links = [...outsideFences(read(page)).join('\n').replaceAll(/`[^`\n]{1,300}`/g, '').matchAll(/\]\(([^)\s#]{1,200})(?:#[^)\s]{0,100})?\)/g)].map((match) => match[1] ?? '').filter((link) => !/^[a-z]+:/.test(link));
  for (const link of links) expect(existsSync(path.join(ROOT, path.dirname(page), link)), link).toBe(true);
});
