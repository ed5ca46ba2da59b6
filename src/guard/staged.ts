import { spawnSync } from 'node:child_process';

import { secretFile } from '../knowledge/paths.ts';

const MAX_NAMES = 20_000;

/**
 * Staged files whose name says that they hold secrets. Asks git with everything off that could start a program of the
 * repository; without git, or outside a repository, there are none.
 */
export function findSecretsInIndex(folder: string): readonly string[] {
  const { status, stdout } = spawnSync('git', ['-c', 'core.fsmonitor=false', '-c', 'core.pager=cat', 'diff', '--cached', '--name-only', '--no-ext-diff', '--no-textconv', '--diff-filter=ACMR', '-z'], {
    cwd: folder, encoding: 'utf8', timeout: 3000, maxBuffer: 10_000_000, windowsHide: true, stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_EXTERNAL_DIFF: '' },
  });
  if (status !== 0 || typeof stdout !== 'string') return [];
  return stdout.split('\0').slice(0, MAX_NAMES).filter((name) => secretFile(name) !== null && !/(?:^|\/)\.npmrc$/.test(name)).slice(0, 5);
}
