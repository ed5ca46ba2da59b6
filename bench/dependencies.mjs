// What each run-time dependency costs: its size with everything it brings, and the CPU of importing it.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { median, row, table } from './report.mjs';

const root = path.resolve(import.meta.dirname, '..');
const RUNS = 7;
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Folder of a package as Node finds it from `from`; null when it is not installed. */
function locate(name, from) {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const found = path.join(folder, 'node_modules', name);
    if (existsSync(path.join(found, 'package.json'))) return found;
    if (path.dirname(folder) === folder) return null;
  }
}

/** Folders of a package and of everything it depends on. */
function closure(name) {
  const folders = new Set();
  const open = [locate(name, root)];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    if (folder === null || folders.has(folder)) continue;
    folders.add(folder);
    for (const dependency of Object.keys(readJson(path.join(folder, 'package.json')).dependencies ?? {})) open.push(locate(dependency, folder));
  }
  return folders;
}

function bytes(folder) {
  let sum = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) sum += entry.name === 'node_modules' ? 0 : bytes(file);
    else if (entry.isFile()) sum += statSync(file).size;
  }
  return sum;
}

/** CPU milliseconds of a process that imports `specifier`, or nothing. */
function cpu(specifier) {
  const code = `${specifier ? `await import(${JSON.stringify(specifier)});` : ''} const { user, system } = process.cpuUsage(); console.log((user + system) / 1000);`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}

/** Prints a row per run-time dependency. */
export function deps() {
  const names = Object.keys(readJson(path.join(root, 'package.json')).dependencies).sort();
  const times = new Map([undefined, ...names].map((name) => [name, []]));
  for (let run = 0; run < RUNS; run += 1) for (const [name, list] of times) list.push(cpu(name));
  const rows = names.map((name) => {
    const folders = closure(name);
    const size = [...folders].reduce((sum, folder) => sum + bytes(folder), 0);
    return row(name, `${(bytes(locate(name, root)) / 1000).toFixed(0)} kB`, `${(size / 1000).toFixed(0)} kB`, String(folders.size), (median(times.get(name)) - median(times.get(undefined))).toFixed(0));
  });
  console.log(`\nRun-time dependencies: sizes, and CPU of the import in a fresh process (median of ${RUNS}).\n`);
  console.log(table(['package', 'own size', 'with dependencies', 'packages', 'import ms'], rows));
}
