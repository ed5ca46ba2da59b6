// `npm run check`: everything that must hold besides the tests. Runs all steps, then names those that failed.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const STEPS = [
  ['generate --check', ['run', 'generate', '--', '--check']],
  ['schema --check', ['run', 'schema', '--', '--check']],
  ['typecheck', ['run', 'typecheck']],
  ['docs:check', ['run', 'docs:check']], // builds dist, which the next steps read
  ['lint', ['run', 'lint']],
  ['package:check', ['run', 'package:check']],
  ['knip', ['exec', '--', 'knip']],
];

const failed = [];
for (const [name, command] of STEPS) {
  console.log(`\n== ${name}`);
  const started = performance.now();
  const { status } = spawnSync('npm', ['--silent', ...command], { cwd: path.resolve(import.meta.dirname, '..'), stdio: ['ignore', 'inherit', 'inherit'] });
  console.log(`== ${name}: ${status === 0 ? 'ok' : 'FAILED'} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  if (status !== 0) failed.push(name);
}
console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
