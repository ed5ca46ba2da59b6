import type { FileKind } from './file-kind.ts';

/**
 * Settings that name where a tool takes code from that it then runs: hooks of lefthook and pre-commit, included Taskfiles,
 * task files of mise, modules of Deno. Sources: the tools' configuration references.
 */
export const REMOTE_SOURCES: ReadonlyMap<FileKind, readonly string[]> = new Map<FileKind, readonly string[]>([
  ['hook-manager', ['remotes[].git_url', 'remote.git_url', 'repos[].repo', 'extends[]']],
  ['task-runner', ['includes.*', 'includes.*.taskfile', 'tasks.*.file', 'imports.*', 'scopes.*.*', 'importMap', 'extends']],
]);
