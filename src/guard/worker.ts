import { parentPort, workerData } from 'node:worker_threads';

import { lintAdded } from './lint.ts';
import type { LintOutcome, LintParts, LintRequest } from './lint.ts';

/** Lints in a thread of its own, so that the guard can answer in time whatever a text costs. */
async function run(): Promise<LintOutcome> {
  try {
    const [eslint, own] = await Promise.all([import('eslint/universal') as Promise<Pick<LintParts, 'Linter'>>, import('../index.ts')]);
    return lintAdded(workerData as LintRequest, { Linter: eslint.Linter, plugin: own.default });
  } catch {
    return { findings: [], failure: 'ESLint or the plugin could not be loaded' };
  }
}

parentPort?.postMessage(await run());
