import { Worker } from 'node:worker_threads';

import type { LintOutcome, LintRequest } from './lint.ts';

/** Lints a request; tests put their own in. */
export type Lint = (request: LintRequest, deadline: number) => Promise<LintOutcome>;

/** Lints in the worker next to this file and gives up at the deadline (milliseconds). Never rejects. */
export const lintInWorker: Lint = (request, deadline) =>
  new Promise((resolve) => {
    const failed = (failure: string): void => resolve({ findings: [], failure });
    let worker: Worker;
    try {
      worker = new Worker(new URL('./guard-worker.js', import.meta.url), { workerData: request, stdout: true, stderr: true, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 1024 } });
    } catch {
      failed('the linter could not be started');
      return;
    }
    const timer = setTimeout(() => {
      failed('the check took longer than the deadline');
      void worker.terminate();
    }, deadline);
    worker.once('message', (outcome: LintOutcome) => {
      clearTimeout(timer);
      resolve(outcome);
      void worker.terminate();
    });
    worker.once('error', () => {
      clearTimeout(timer);
      failed('the linter ended unexpectedly');
    });
    worker.once('exit', () => {
      clearTimeout(timer);
      failed('the linter ended without an answer');
    });
  });
