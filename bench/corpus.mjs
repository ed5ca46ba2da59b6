// The code that the benchmark lints: published files of packages that the lockfile pins.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const modules = path.resolve(import.meta.dirname, '../node_modules');

/** Folders with code of several hands and purposes: tools that use files, processes and the network, parsers, libraries. */
const FOLDERS = [
  'knip/dist',
  'eslint/lib/cli-engine',
  'eslint/lib/config',
  'eslint/lib/eslint',
  'eslint/lib/linter',
  'eslint/lib/services',
  'eslint/lib/shared',
  '@changesets/cli/dist',
  '@changesets/git/dist',
  'ajv/dist',
  'yaml/dist',
  'postcss/lib',
  'semver',
  'js-yaml/dist',
];

function* walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules') yield* walk(file);
    else if (/(?<!\.min)\.[cm]?js$/.test(entry.name)) yield file;
  }
}

/** `{ name, code, lines }` of every file; `limit` stops after that many lines. */
export function corpus(limit = Infinity) {
  const files = [];
  let lines = 0;
  for (const folder of FOLDERS) {
    if (!existsSync(path.join(modules, folder))) throw new Error(`bench: ${folder} is not installed; run npm ci`);
    for (const file of walk(path.join(modules, folder))) {
      const code = readFileSync(file, 'utf8');
      const count = code.split('\n').length;
      if (lines + count > limit) return files;
      lines += count;
      files.push({ name: path.relative(modules, file).replaceAll('\\', '/'), code, lines: count });
    }
  }
  return files;
}

/** One CommonJS file of about `lines` lines, made of whole files of the corpus, each in a function of its own. */
export function grown(lines) {
  const parts = [];
  let count = 0;
  const scripts = corpus().filter((file) => !/^(?:import|export)\b/m.test(file.code) && !file.name.endsWith('.mjs'));
  for (let index = 0; count < lines; index += 1) {
    const { code } = scripts[index % scripts.length];
    const body = code.replace(/^#!.*/, '').replace(/^'use strict';|^"use strict";/, '');
    const wanted = lines - count;
    const size = body.split('\n').length;
    if (size > wanted && count > 0 && wanted < 200) break;
    if (size > wanted * 1.5) continue;
    parts.push(`(function () {\n${body}\n})();`);
    count += size + 2;
  }
  return { code: parts.join('\n'), lines: count };
}
