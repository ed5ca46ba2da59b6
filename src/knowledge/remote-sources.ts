import type { FileKind } from './file-kind.ts';

/**
 * Settings that name where a tool takes code from that it then runs: hooks of lefthook and pre-commit, included Taskfiles,
 * task files of mise, modules of Deno, build caches of Turborepo and Nx. Sources: the tools' configuration references.
 */
export const REMOTE_SOURCES: ReadonlyMap<FileKind, readonly string[]> = new Map<FileKind, readonly string[]>([
  ['hook-manager', ['remotes[].git_url', 'remote.git_url', 'repos[].repo', 'extends[]']],
  ['task-runner', ['includes.*', 'includes.*.taskfile', 'tasks.*.file', 'imports.*', 'scopes.*.*', 'importMap', 'extends', 'remoteCache.apiUrl', 'nxCloudUrl', 'tasksRunnerOptions.*.options.url']],
]);

/** Of those, caches of what was built elsewhere: it is put in place of a build. Sources: Turborepo and Nx, configuration references. */
export const BUILD_CACHES: ReadonlySet<string> = new Set(['apiUrl', 'nxCloudUrl', 'url']);
