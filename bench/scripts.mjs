// `npm run bench -- scripts`: CPU time of linting 7000 script strings with all rules of strict in a
// fresh process, the plugin's loading included, and of loading ESLint. The scripts are those of
// the installed packages, manifest by manifest, repeated until enough.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { median } from './report.mjs';

const PROBE = path.join(import.meta.dirname, 'scripts-probe.mjs');
const RUNS = 5;

function probe(mode) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', PROBE, mode], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`bench: ${stderr}`);
  return JSON.parse(stdout);
}

export async function scripts() {
  const loads = Array.from({ length: RUNS }, () => probe('load').cpu);
  const lints = Array.from({ length: RUNS }, () => probe('lint'));
  const [{ scripts: count, manifests, findings }] = lints;
  console.log(`\nScripts: ${count} script strings in ${manifests} manifests, all rules of strict, ${findings} findings: ${median(lints.map(({ cpu }) => cpu)).toFixed(0)} ms CPU from loading the plugin on; loading ESLint before takes ${median(loads).toFixed(0)} ms.`);
}
