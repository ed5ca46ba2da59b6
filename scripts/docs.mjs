// `npm run docs` writes what is generated in README.md and docs/ (from dist and src/knowledge/files.ts);
// `npm run docs:check` writes nothing and fails when something is stale.
//
// eslint-doc-generator takes the first `# ` line of a page for its title and two `---` lines for front matter, also
// where they stand in an example. So it works on copies, in which such lines cannot be met.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'tsdown';
import { filesPage } from './docs/pages.mjs';

const root = path.resolve(import.meta.dirname, '..');
const check = process.argv.includes('--check');
const cache = path.join(root, 'node_modules/.cache');
mkdirSync(cache, { recursive: true });
const copy = mkdtempSync(path.join(cache, 'docs-'));

const HEADER_END = '<!-- end auto-generated rule header -->';
const HIDDEN = '\u2060';
const hide = (page) => `${page.startsWith('# ') ? '' : `# new\n\n${HEADER_END}\n\n`}${page.replace(/^---$/gm, `---${HIDDEN}`)}`;
const show = (page) => page.replaceAll(`---${HIDDEN}`, '---');

/** The file table, compiled on its own: the plugin does not export it. */
async function fileTable() {
  await build({ config: false, cwd: root, entry: { files: 'src/knowledge/files.ts' }, outDir: path.join(copy, 'table'), dts: false, format: 'esm', platform: 'node', logLevel: 'error' });
  return (await import(pathToFileURL(path.join(copy, 'table/files.mjs')).href)).FILE_TABLE;
}

/** Runs eslint-doc-generator on copies; gives the new text of each of its files, or null when it failed. */
function generated(pages) {
  for (const name of ['dist', 'package.json', 'README.md', '.eslint-doc-generatorrc.js', 'scripts/docs']) cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  mkdirSync(path.join(copy, 'docs/rules'), { recursive: true });
  for (const page of pages) writeFileSync(path.join(copy, page), hide(readFileSync(path.join(root, page), 'utf8')));
  const generator = path.join(root, 'node_modules/eslint-doc-generator/dist/bin/eslint-doc-generator.js');
  const { status } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', generator], { cwd: copy, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) return null;
  return new Map(['README.md', ...pages].map((file) => [file, show(readFileSync(path.join(copy, file), 'utf8'))]));
}

let stale = 0;
try {
  const pages = readdirSync(path.join(root, 'docs/rules')).filter((file) => file.endsWith('.md')).map((file) => `docs/rules/${file}`);
  const texts = generated(pages);
  if (texts === null) throw new Error('docs: eslint-doc-generator failed');
  texts.set('docs/files.md', filesPage(await fileTable()));
  for (const [file, text] of texts) {
    let current = '';
    try {
      current = readFileSync(path.join(root, file), 'utf8');
    } catch {}
    if (current === text) continue;
    stale += 1;
    if (check) console.error(`${file} is out of date: run npm run docs`);
    else {
      writeFileSync(path.join(root, file), text);
      console.log(`wrote ${file}`);
    }
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
if (check && stale > 0) process.exitCode = 1;
