import type { FileClient, FileKind, FileLanguage } from './file-kind.ts';
import { AGENT_FILES } from './agent-files.ts';
import { matchesPath, parseGlob } from './glob.ts';
import type { Glob } from './glob.ts';

export type { FileClient, FileKind, FileLanguage } from './file-kind.ts';

/**
 * One row of the file table: the presets lint the files of `patterns` as `language`, and the rules know them as `kind`.
 *
 * Patterns are ESLint `files` patterns. Each starts with a globstar, because these files may stand in any folder, and
 * none ends in a bare star, because ESLint takes no file for such a pattern. The first row that matches a path says
 * what the file is; where two rows match, they name the same language.
 */
export interface FileRow {
  readonly kind: FileKind;
  readonly language: FileLanguage;
  readonly client?: FileClient;
  readonly patterns: readonly string[];
}

/** Names that Git runs; in a hooks folder a file of any other name is not run. */
const GIT_HOOKS = [
  'applypatch-msg', 'commit-msg', 'fsmonitor-watchman', 'post-applypatch', 'post-checkout', 'post-commit', 'post-merge', 'post-receive',
  'post-rewrite', 'post-update', 'pre-applypatch', 'pre-auto-gc', 'pre-commit', 'pre-merge-commit', 'pre-push', 'pre-rebase', 'pre-receive',
  'prepare-commit-msg', 'push-to-checkout', 'reference-transaction', 'sendemail-validate', 'update',
] as const;
const HOOK_FOLDERS = ['.husky', '.githooks', '.git-hooks', 'git-hooks', 'hooks'] as const;

const PACKAGE_FILES: readonly FileRow[] = [
  { kind: 'package-json', language: 'json', patterns: ['**/package.json'] },
  { kind: 'binding-gyp', language: 'json5', patterns: ['**/*.gyp', '**/*.gypi'] },
  { kind: 'npmrc', language: 'text', patterns: ['**/.npmrc'] },
  { kind: 'yarnrc', language: 'yaml', patterns: ['**/.yarnrc.yml'] },
  { kind: 'yarnrc', language: 'text', patterns: ['**/.yarnrc'] },
  { kind: 'pnpm-workspace', language: 'yaml', patterns: ['**/pnpm-workspace.yaml'] },
  { kind: 'bunfig', language: 'toml', patterns: ['**/bunfig.toml', '**/.bunfig.toml'] },
  { kind: 'pip-config', language: 'text', patterns: ['**/pip.conf', '**/pip.ini', '**/.pypirc'] },
  { kind: 'lerna', language: 'json', patterns: ['**/lerna.json'] },
  { kind: 'lockfile', language: 'json', patterns: ['**/package-lock.json', '**/npm-shrinkwrap.json'] },
  { kind: 'lockfile', language: 'yaml', patterns: ['**/pnpm-lock.yaml'] },
  { kind: 'lockfile', language: 'jsonc', patterns: ['**/bun.lock'] },
  { kind: 'lockfile', language: 'text', patterns: ['**/yarn.lock'] },
];

/**
 * Manifests and settings of other package managers, which repositories with JavaScript hold as well: they name the
 * registry that packages come from, and commands that run by themselves.
 */
const OTHER_PACKAGE_FILES: readonly FileRow[] = [
  { kind: 'python-project', language: 'toml', patterns: ['**/pyproject.toml', '**/uv.toml', '**/Pipfile'] },
  { kind: 'python-requirements', language: 'text', patterns: ['**/requirements.txt', '**/requirements-*.txt', '**/requirements_*.txt', '**/requirements/*.txt', '**/constraints.txt'] },
  { kind: 'php-project', language: 'json', patterns: ['**/composer.json'] },
  { kind: 'cargo-config', language: 'toml', patterns: ['**/.cargo/config.toml', '**/.cargo/config'] },
  { kind: 'ruby-config', language: 'yaml', patterns: ['**/.gemrc', '**/.bundle/config'] },
  { kind: 'ruby-config', language: 'text', patterns: ['**/Gemfile'] },
  // The wrappers of Gradle and Maven download what builds the project.
  { kind: 'wrapper-properties', language: 'text', patterns: ['**/gradle-wrapper.properties', '**/maven-wrapper.properties'] },
];

const EDITOR_FILES: readonly FileRow[] = [
  { kind: 'mcp-config', client: 'vscode', language: 'jsonc', patterns: ['**/.vscode/mcp.json'] },
  { kind: 'vscode-settings', client: 'vscode', language: 'jsonc', patterns: ['**/.vscode/settings.json'] },
  { kind: 'vscode-tasks', client: 'vscode', language: 'jsonc', patterns: ['**/.vscode/tasks.json'] },
  { kind: 'vscode-launch', client: 'vscode', language: 'jsonc', patterns: ['**/.vscode/launch.json'] },
  { kind: 'vscode-extensions', client: 'vscode', language: 'jsonc', patterns: ['**/.vscode/extensions.json'] },
  { kind: 'code-workspace', client: 'vscode', language: 'jsonc', patterns: ['**/*.code-workspace'] },
  // JetBrains IDEs: run configurations, external tools, file watchers.
  { kind: 'jetbrains', language: 'text', patterns: ['**/.idea/runConfigurations/*.xml', '**/.run/*.run.xml', '**/.idea/tools/*.xml', '**/.idea/watcherTasks.xml', '**/.idea/workspace.xml'] },
  { kind: 'vscode-other', client: 'vscode', language: 'jsonc', patterns: ['**/.vscode/*.json', '**/.vscode/*.code-snippets'] },
];

const CONTAINER_FILES: readonly FileRow[] = [
  { kind: 'devcontainer', language: 'jsonc', patterns: ['**/devcontainer.json', '**/.devcontainer.json', '**/devcontainer-feature.json', '**/devcontainer-template.json'] },
  {
    kind: 'compose',
    language: 'yaml',
    patterns: ['compose', 'compose.*', 'docker-compose', 'docker-compose*'].flatMap((name) => [`**/${name}.yml`, `**/${name}.yaml`]),
  },
  { kind: 'dockerfile', language: 'text', patterns: ['**/Dockerfile', '**/Dockerfile.*', '**/*.Dockerfile', '**/*.dockerfile', '**/Containerfile', '**/Containerfile.*'] },
];

const CI_FILES: readonly FileRow[] = [
  { kind: 'workflow', language: 'yaml', patterns: ['.github', '.gitea', '.forgejo'].flatMap((host) => [`**/${host}/workflows/*.yml`, `**/${host}/workflows/*.yaml`]) },
  { kind: 'action', language: 'yaml', patterns: ['**/action.yml', '**/action.yaml'] },
  { kind: 'dependabot', language: 'yaml', patterns: ['**/.github/dependabot.yml', '**/.github/dependabot.yaml'] },
  { kind: 'issue-template', language: 'yaml', patterns: ['ISSUE_TEMPLATE', 'DISCUSSION_TEMPLATE'].flatMap((folder) => [`**/.github/${folder}/*.yml`, `**/.github/${folder}/*.yaml`]) },
  { kind: 'gitlab-ci', language: 'yaml', patterns: ['**/.gitlab-ci.yml', '**/.gitlab-ci.yaml', '**/*.gitlab-ci.yml', '**/.gitlab/ci/**/*.yml'] },
  // CircleCI, Azure Pipelines, Bitbucket, Travis, Buildkite, Drone, Woodpecker, AppVeyor, Cloud Build, Expo's EAS; Jenkins.
  {
    kind: 'pipeline',
    language: 'yaml',
    patterns: ['.circleci/config', 'azure-pipelines', 'azure-pipelines.*', '.azure-pipelines/**/*', 'bitbucket-pipelines', '.travis', '.buildkite/pipeline', '.buildkite/pipeline.*', '.drone', '.woodpecker', '.woodpecker/*', 'appveyor', '.appveyor', 'cloudbuild', 'cloudbuild.*', '.eas/build/*', '.eas/workflows/*'].flatMap((name) => [`**/${name}.yml`, `**/${name}.yaml`]),
  },
  { kind: 'pipeline', language: 'text', patterns: ['**/Jenkinsfile', '**/Jenkinsfile.*', '**/*.Jenkinsfile', '**/*.jenkinsfile'] },
];

const SHELL_FILES: readonly FileRow[] = [
  { kind: 'git-hook', language: 'shell', patterns: HOOK_FOLDERS.flatMap((folder) => GIT_HOOKS.map((hook) => `**/${folder}/${hook}`)) },
  { kind: 'shell', language: 'shell', patterns: ['**/*.sh', '**/*.bash', '**/*.zsh', '**/.envrc'] },
  { kind: 'windows-script', language: 'text', patterns: ['**/*.ps1', '**/*.psm1', '**/*.bat', '**/*.cmd'] },
  { kind: 'git-config', language: 'text', patterns: ['**/.gitconfig', '**/.gitmodules'] },
];

/** Git hook managers and task runners: lefthook, pre-commit, lint-staged, husky 4, simple-git-hooks, Task, mise, make, just, Deno, Nx, moon, and the builds of hosts. */
const TASK_FILES: readonly FileRow[] = [
  { kind: 'hook-manager', language: 'yaml', patterns: ['lefthook', '.lefthook', 'lefthook-local', '.lefthook-local', '.pre-commit-config', '.pre-commit-hooks'].flatMap((name) => [`**/${name}.yml`, `**/${name}.yaml`]) },
  { kind: 'hook-manager', language: 'yaml', patterns: ['**/.lintstagedrc', '**/.lintstagedrc.yml', '**/.lintstagedrc.yaml', '**/.huskyrc', '**/.huskyrc.yml', '**/.huskyrc.yaml'] },
  { kind: 'hook-manager', language: 'jsonc', patterns: ['**/.lintstagedrc.json', '**/.huskyrc.json', '**/.simple-git-hooks.json', '**/simple-git-hooks.json', '**/nodemon.json'] },
  { kind: 'hook-manager', language: 'toml', patterns: ['**/lefthook.toml', '**/.lefthook.toml'] },
  { kind: 'task-runner', language: 'yaml', patterns: ['Taskfile', 'taskfile', 'Taskfile.*'].flatMap((name) => [`**/${name}.yml`, `**/${name}.yaml`]) },
  { kind: 'task-runner', language: 'yaml', patterns: ['**/.gitpod.yml', '**/moon.yml'] },
  { kind: 'task-runner', language: 'jsonc', patterns: ['**/deno.json', '**/deno.jsonc', '**/project.json', '**/nx.json', '**/angular.json', '**/vercel.json'] },
  { kind: 'task-runner', language: 'toml', patterns: ['**/netlify.toml', '**/mise.toml', '**/.mise.toml', '**/mise.*.toml'] },
  { kind: 'makefile', language: 'text', patterns: ['**/Makefile', '**/makefile', '**/GNUmakefile', '**/*.mk'] },
  { kind: 'justfile', language: 'text', patterns: ['**/justfile', '**/Justfile', '**/.justfile', '**/*.just'] },
];

/** What hosts, bundlers and bots run for a project: Wrangler, Tauri, Railway, Render, Fly, Heroku, Expo's EAS, Turborepo, Devbox, Nixpacks, Replit, Renovate, semantic-release, release-it. */
const HOST_FILES: readonly FileRow[] = [
  { kind: 'task-runner', language: 'jsonc', patterns: ['wrangler.json', 'wrangler.jsonc', 'tauri.conf.json', 'tauri.*.conf.json', 'railway.json', 'app.json', 'eas.json', 'turbo.json', 'devbox.json', 'renovate.json', '.renovaterc', '.renovaterc.json'].map((name) => `**/${name}`) },
  // What runs when a workspace for an agent is made: Conductor, Superset.
  { kind: 'task-runner', language: 'jsonc', patterns: ['**/conductor.json', '**/.superset/config.json'] },
  { kind: 'task-runner', language: 'json5', patterns: ['**/renovate.json5', '**/.renovaterc.json5'] },
  { kind: 'task-runner', language: 'toml', patterns: ['wrangler.toml', 'Tauri.toml', 'railway.toml', 'fly.toml', 'fly.*.toml', 'nixpacks.toml', '.replit'].map((name) => `**/${name}`) },
  { kind: 'task-runner', language: 'yaml', patterns: ['render.yaml', 'render.yml', '.releaserc', '.releaserc.yaml', '.releaserc.yml'].map((name) => `**/${name}`) },
  { kind: 'task-runner', language: 'jsonc', patterns: ['**/.releaserc.json', '**/.release-it.json'] },
  { kind: 'task-runner', language: 'yaml', patterns: ['**/.release-it.yml', '**/.release-it.yaml'] },
  { kind: 'task-runner', language: 'toml', patterns: ['**/.release-it.toml'] },
  { kind: 'task-runner', language: 'text', patterns: ['**/Procfile', '**/Procfile.*'] },
];

/** Where credentials lie that are no project's, and examples of files with them, which are committed. */
const CREDENTIAL_FILES: readonly FileRow[] = [
  { kind: 'other', language: 'text', patterns: ['**/.netrc', '**/_netrc', '**/.git-credentials', '**/.pgpass', '**/.env.example', '**/.env.sample', '**/.env.template', '**/.env.dist', '**/.env.defaults'] },
  { kind: 'other', language: 'json', patterns: ['**/.docker/config.json', '**/.dockercfg'] },
];

const OTHER_MARKDOWN: readonly FileRow[] = [{ kind: 'markdown', language: 'markdown', patterns: ['**/*.md', '**/*.markdown', '**/llms.txt', '**/llms-full.txt'] }];

/** Every file besides code that the presets lint, most specific row first. */
export const FILE_TABLE: readonly FileRow[] = [...PACKAGE_FILES, ...OTHER_PACKAGE_FILES, ...EDITOR_FILES, ...CONTAINER_FILES, ...CI_FILES, ...AGENT_FILES, ...SHELL_FILES, ...TASK_FILES, ...HOST_FILES, ...CREDENTIAL_FILES, ...OTHER_MARKDOWN];

interface Candidate {
  readonly order: number;
  readonly row: FileRow;
  readonly pattern: string;
  /** Taken apart when the first path is compared. */
  glob: Glob | null;
}

let index: ReadonlyMap<string, readonly Candidate[]> | undefined;

/** Candidates by what the last segment of their pattern pins down: the whole name, or the extension. */
function candidates(): ReadonlyMap<string, readonly Candidate[]> {
  if (index) return index;
  const built = new Map<string, Candidate[]>();
  for (const [order, row] of FILE_TABLE.entries()) {
    for (const pattern of row.patterns) {
      const key = keyOf(pattern.slice(pattern.lastIndexOf('/') + 1));
      const list = built.get(key) ?? [];
      list.push({ order, row, pattern, glob: null });
      built.set(key, list);
    }
  }
  return (index = built);
}

/** `*.md` → `.md`, `Dockerfile.*` → `` (every file has to look), `mcp.json` → `mcp.json`. */
function keyOf(segment: string): string {
  if (!/[*?]/.test(segment)) return segment;
  const extension = segment.slice(segment.lastIndexOf('.'));
  return segment.includes('.') && !/[*?]/.test(extension) ? extension : '';
}

/** The row of a path (forward or backward slashes), or `null` when no row names it. */
export function fileRow(path: string): FileRow | null {
  const normal = path.replaceAll('\\', '/');
  const name = normal.slice(normal.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  let best: Candidate | null = null;
  for (const key of new Set([name, dot < 0 ? '' : name.slice(dot), ''])) {
    for (const candidate of candidates().get(key) ?? []) {
      if ((!best || candidate.order < best.order) && matchesPath(normal, (candidate.glob ??= parseGlob(candidate.pattern)))) best = candidate;
    }
  }
  return best?.row ?? null;
}

/**
 * What a file is to the rules. `language` is what it was parsed as: whatever was parsed as JavaScript is code, and a
 * file that no row names is still Markdown or shell when the user's configuration lints it as such.
 */
export function fileKind(path: string, language: string): FileKind {
  if (language === 'javascript') return 'code';
  const row = fileRow(path);
  if (row) return row.kind;
  return language === 'markdown' || language === 'shell' ? language : 'other';
}
