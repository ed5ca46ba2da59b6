import type { OriginRow } from './row.ts';

const program = (...words: readonly string[]): OriginRow => ({ program: { words } });

/** How a repository object of simple-git is made, and the calls that hand it on, as its readme chains them. */
const GIT_ROOTS = ['simple-git()', 'simple-git.simpleGit()', 'simple-git.gitP()', 'simple-git.default()', 'simple-git/promise()'];
const GIT_CHAINS = ['', '.add()', '.commit()', '.add().commit()', '.env()', '.cwd()', '.addConfig()'];
const GIT_METHODS: Readonly<Record<string, OriginRow>> = {
  push: program('git', 'push'),
  add: program('git', 'add'),
  commit: program('git', 'commit', '-m'),
  reset: { program: { words: ['git', 'reset'], dashes: '--' } },
  clean: { program: { words: ['git', 'clean'], dashes: '-' } },
  branch: program('git', 'branch'),
  rebase: program('git', 'rebase'),
  addConfig: program('git', 'config'),
  raw: program('git'),
};

function gitRows(): Record<string, OriginRow> {
  const rows: Record<string, OriginRow> = {};
  for (const root of GIT_ROOTS) for (const chain of GIT_CHAINS) for (const [name, row] of Object.entries(GIT_METHODS)) rows[`${root}${chain}.${name}`] = row;
  return rows;
}

/** Functions of libraries that stand for a command line. Sources: readmes of shelljs and simple-git. */
export const PROGRAM_ROWS: Readonly<Record<string, OriginRow>> = {
  ...gitRows(),
  // Release tools as libraries. Sources: readmes of the packages.
  ...Object.fromEntries(['libnpmpublish.publish', 'libnpmpublish.unpublish'].map((name) => [name, program('npm', name.slice('libnpmpublish.'.length))] as const)),
  ...Object.fromEntries(['@vscode/vsce.publish', '@vscode/vsce.publishVSIX', 'vsce.publish', 'vsce.publishVSIX'].map((name) => [name, program('vsce', 'publish')] as const)),
  'ovsx.publish': program('ovsx', 'publish'),
  'semantic-release': program('semantic-release'),
  'nx/release.releasePublish': program('nx', 'release', 'publish'),
  'shelljs.rm': program('rm'),
  'shelljs.cp': program('cp'),
  'shelljs.mv': program('mv'),
  'shelljs.ln': program('ln'),
  'shelljs.chmod': program('chmod'),
};

/** Members of enumerations that are given as a mode. */
export const PROGRAM_MODES: ReadonlyMap<string, string> = new Map([
  ['simple-git.ResetMode.HARD', 'hard'],
  ['simple-git.CleanOptions.FORCE', 'f'],
  ['simple-git.CleanOptions.RECURSIVE', 'd'],
]);
