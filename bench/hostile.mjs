// `npm run bench -- hostile [words]`: lints every hostile shape whose name holds one of the words, at a quarter, half
// and all of its size, with both presets. Fails on a crash, on more than two seconds of our own time, on growth beyond
// linear, and on more than 1.5 GB of memory. Each shape has a process of its own.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { row, table } from './report.mjs';
import { SHAPES } from './shapes.mjs';

const LIMIT_MS = 2000;
const LIMIT_MB = 1500;
/** What the process may use for JavaScript objects; the rest of the limit is Node's own. */
const HEAP_MB = 1350;
/** Time of 4x size over time of 1x size; linear is 4, the rest is noise of short times. */
const LIMIT_GROWTH = 7;
/** Growth of times below this many milliseconds says nothing. */
const NOISE_MS = 60;
const TIMEOUT_MS = 120_000;

/** What bench/hostile-probe.mjs prints for a shape, or what went wrong. */
function probe(name) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--expose-gc', `--max-old-space-size=${HEAP_MB}`, '--disable-warning=ExperimentalWarning', path.join(import.meta.dirname, 'hostile-probe.mjs'), name], { stdio: ['ignore', 'pipe', 'pipe'], timeout: TIMEOUT_MS });
    let out = '';
    let error = '';
    child.stdout.on('data', (data) => (out += data));
    child.stderr.on('data', (data) => (error += data));
    child.on('close', (status, signal) => {
      if (status === 0) resolve(JSON.parse(out));
      else resolve({ failure: signal ? `ended by ${signal} (limit ${TIMEOUT_MS / 1000} s)` : (error.split('\n').find((line) => /Error/.test(line)) ?? 'crashed').slice(0, 120) });
    });
  });
}

function verdict({ failure, times, memory }) {
  if (failure) return failure;
  const growth = times[2] / Math.max(times[0], NOISE_MS / 4);
  if (times[2] > LIMIT_MS) return `slower than ${LIMIT_MS} ms`;
  if (times[2] > NOISE_MS && growth > LIMIT_GROWTH) return `grows by ${growth.toFixed(1)} from 1x to 4x`;
  return memory > LIMIT_MB ? `more than ${LIMIT_MB} MB` : 'ok';
}

/** Prints a table of all shapes; true when every one is ok. */
export async function hostile(words) {
  const shapes = SHAPES.filter((shape) => words.length === 0 || words.some((word) => shape.name.includes(word)));
  const rows = [];
  for (const shape of shapes) {
    const result = await probe(shape.name);
    const cells = result.failure ? ['-', '-', '-', '-', '-'] : [...result.times.map((time) => time.toFixed(0)), result.memory.toFixed(0), String(result.findings)];
    rows.push(row(shape.name, `${shape.size / 1000} kB`, ...cells, verdict(result)));
    console.error(rows.at(-1).join(' · '));
  }
  console.log('\nHostile shapes: milliseconds of the slower preset at 1x, 2x and 4x: the rules, and the parser where it is not ESLint\'s own (JavaScript, JSON, Markdown).\n');
  console.log(table(['shape', '4x', '1x ms', '2x ms', '4x ms', 'MB', 'findings', 'verdict'], rows));
  const failed = rows.filter((cells) => cells.at(-1) !== 'ok');
  console.log(`\n${rows.length - failed.length} of ${rows.length} shapes ok.`);
  return failed.length === 0;
}
