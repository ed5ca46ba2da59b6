// CPU and memory that a plugin adds to plain ESLint, each measured in processes of its own.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { PROBES } from './probes.mjs';
import { median, row, table } from './report.mjs';

const RUNS = 11;

/** What bench/probe.mjs says about one process: CPU in milliseconds, memory in MB. */
function probe(name, mode) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', '--disable-warning=ExperimentalWarning', path.join(import.meta.dirname, 'probe.mjs'), name, mode], { encoding: 'utf8', timeout: 120_000 });
  if (status !== 0) throw new Error(`bench: probe ${name} failed: ${stderr}`);
  return JSON.parse(stdout);
}

/** Runs every probe RUNS times, in turns, and gives the median of each. */
function probes(mode, runs) {
  const found = Object.fromEntries(Object.keys(PROBES).map((name) => [name, []]));
  for (let run = 0; run < runs; run += 1) {
    for (const name of Object.keys(PROBES)) found[name].push(probe(name, mode));
  }
  const of = (name, key) => median(found[name].map((one) => one[key]));
  return { of };
}

/** Prints start-up CPU and memory above plain ESLint. */
export function start() {
  const started = probes('start', RUNS);
  console.log(`\nStart: CPU of importing ESLint and the plugin, median of ${RUNS} processes each, in turns.\n`);
  console.log(
    table(['plugin', 'CPU ms', 'above plain ESLint'], Object.keys(PROBES).map((name) => row(name, started.of(name, 'cpu').toFixed(0), (started.of(name, 'cpu') - started.of('plain', 'cpu')).toFixed(0)))),
  );
  const used = probes('memory', 3);
  console.log('\nMemory: after linting 20 000 lines of the corpus and a garbage collection, median of 3 processes each.\n');
  console.log(
    table(
      ['plugin', 'heap MB', 'above plain ESLint', 'peak MB', 'above plain ESLint'],
      Object.keys(PROBES).map((name) => row(name, ...['heap', 'peak'].flatMap((key) => [used.of(name, key).toFixed(1), (used.of(name, key) - used.of('plain', key)).toFixed(1)]))),
    ),
  );
}
