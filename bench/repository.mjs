// What a whole run of `eslint .` costs with and without the plugin, as wall and CPU time of its own process: a copy of
// the corpus with the files of examples/clean, cold, with a warm cache, and with several threads.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { corpus } from './corpus.mjs';
import { median, row, table } from './report.mjs';

const root = path.resolve(import.meta.dirname, '..');
const RUNS = 3;
const PLUGIN = pathToFileURL(path.join(root, 'dist/index.js')).href;
const BASE = `{ files: ['**/*.{js,cjs,mjs}'] }`;
/** The user's configuration: ESLint's own recommended rules, then ours. */
const CONFIGS = {
  'without': `export default [${BASE}, js.configs.recommended];`,
  recommended: `import plugin from '${PLUGIN}';\nexport default [${BASE}, js.configs.recommended, ...plugin.configs.recommended];`,
  strict: `import plugin from '${PLUGIN}';\nexport default [${BASE}, js.configs.recommended, ...plugin.configs.strict];`,
};
const MODES = [
  ['cold', []],
  ['cache written', ['--cache']],
  ['cache warm', ['--cache']],
  ['--concurrency 2', ['--concurrency', '2']],
];

/** A folder as a repository would be: code under src, the clean example's settings, scripts and instructions beside it. */
function repository() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'agent-security-bench-'));
  cpSync(path.join(root, 'examples/clean'), folder, { recursive: true });
  for (const { name, code } of corpus()) {
    const file = path.join(folder, 'src/corpus', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, code);
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  return folder;
}

/** Wall and CPU seconds of one process. */
function run(folder, flags) {
  const probe = `process.on('exit', () => { const { user, system } = process.cpuUsage(); console.error('CPU ' + (user + system) / 1e6); });`;
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(probe)}`, 'node_modules/eslint/bin/eslint.js', '--quiet', '--no-inline-config', ...flags, '.'], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28, timeout: 300_000 });
  const wall = (performance.now() - started) / 1000;
  if (status === 2 || status === null) throw new Error(`bench: eslint failed: ${stderr.slice(0, 500)}`);
  return { wall, cpu: Number(/CPU ([\d.]+)/.exec(stderr)?.[1] ?? Number.NaN) };
}

/** Prints wall and CPU time of `eslint .` with and without the plugin. */
export function repositoryTime() {
  const folder = repository();
  try {
    const times = new Map();
    for (let round = 0; round < RUNS; round += 1) {
      for (const [name, config] of Object.entries(CONFIGS)) {
        rmSync(path.join(folder, '.eslintcache'), { force: true });
        writeFileSync(path.join(folder, 'eslint.config.mjs'), `import js from '@eslint/js';\n${config}\n`);
        for (const [mode, flags] of MODES) {
          const key = `${mode} ${name}`;
          times.set(key, [...(times.get(key) ?? []), run(folder, flags)]);
        }
      }
    }
    const of = (mode, name, key) => median(times.get(`${mode} ${name}`).map((one) => one[key]));
    const names = Object.keys(CONFIGS);
    console.log(`\nA whole run of eslint: ${corpus().length} files of code and the files of examples/clean, with the rules of @eslint/js, median of ${RUNS} processes each, in turns; wall seconds (CPU seconds).\n`);
    console.log(table(['run', ...names], MODES.map(([mode]) => row(mode, ...names.map((name) => `${of(mode, name, 'wall').toFixed(2)} (${of(mode, name, 'cpu').toFixed(2)})`)))));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
