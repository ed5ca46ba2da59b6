// `npm run docs` writes what is generated in README.md and docs/ (from dist and src/knowledge/files.ts);
// `npm run docs:check` writes nothing and fails when something is stale.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'tsdown';
import { filesPage } from './docs/pages.mjs';

const root = path.resolve(import.meta.dirname, '..');
const check = process.argv.includes('--check');

/** The file table, compiled on its own: the plugin does not export it. */
async function fileTable() {
  const outDir = mkdtempSync(path.join(tmpdir(), 'agent-security-docs-'));
  try {
    await build({ config: false, cwd: root, entry: { files: 'src/knowledge/files.ts' }, outDir, dts: false, format: 'esm', platform: 'node', logLevel: 'error' });
    return (await import(pathToFileURL(path.join(outDir, 'files.mjs')).href)).FILE_TABLE;
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

const target = path.join(root, 'docs/files.md');
const page = filesPage(await fileTable());
if (!check) writeFileSync(target, page);
else if (readFileSync(target, 'utf8') !== page) {
  console.error('docs/files.md is out of date: run npm run docs');
  process.exitCode = 1;
}

const generator = path.join(root, 'node_modules/eslint-doc-generator/dist/bin/eslint-doc-generator.js');
const { status } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', generator, ...(check ? ['--check'] : [])], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
if (status !== 0) process.exitCode = 1;
