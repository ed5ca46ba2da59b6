// The generated parts of the documentation that eslint-doc-generator does not write: the section "What it reads" of
// each rule's page, and docs/files.md.

const SURFACES = {
  javascript: ['JavaScript and TypeScript', 'the code that you lint, with any parser'],
  shell: [
    'Shell commands',
    'arguments of `exec`, `spawn`, `execa`, `zx`; package.json scripts; VS Code tasks and terminal profiles; agent hooks; MCP servers; dev container and Compose commands; Dockerfile `RUN`; workflow `run:` steps; shell blocks in Markdown; shell files and git hooks',
  ],
  settings: ['Settings', 'every settings file of the presets: JSON, JSONC, YAML, TOML, `key=value` lines, front matter'],
  prose: ['Prose', 'Markdown, agent instructions, comments, descriptions of tools and prompts in code'],
  text: ['Characters', 'the text of every linted file'],
};

/** Words for each kind of src/knowledge/file-kind.ts. */
const KINDS = {
  code: 'code',
  'package-json': '`package.json`',
  'binding-gyp': '`binding.gyp`',
  npmrc: '`.npmrc`',
  yarnrc: '`.yarnrc.yml`',
  'pnpm-workspace': '`pnpm-workspace.yaml`',
  bunfig: '`bunfig.toml`',
  'python-project': '`pyproject.toml`, `uv.toml`, `Pipfile`',
  'python-requirements': '`requirements.txt`',
  'php-project': '`composer.json`',
  'cargo-config': '`.cargo/config.toml`',
  'ruby-config': '`Gemfile`, `.gemrc`, `.bundle/config`',
  'wrapper-properties': '`gradle-wrapper.properties`, `maven-wrapper.properties`',
  lerna: '`lerna.json`',
  lockfile: 'lockfiles',
  'vscode-settings': '`.vscode/settings.json`',
  'vscode-tasks': '`.vscode/tasks.json`',
  'vscode-launch': '`.vscode/launch.json`',
  'vscode-extensions': '`.vscode/extensions.json`',
  'vscode-other': 'other `.vscode/*.json`',
  'code-workspace': '`*.code-workspace`',
  jetbrains: 'run configurations and file watchers of JetBrains IDEs',
  'mcp-config': 'MCP configurations',
  'agent-settings': 'agent settings',
  'agent-hooks': 'agent hooks',
  devcontainer: '`devcontainer.json`',
  compose: 'Compose files',
  dockerfile: 'Dockerfiles',
  workflow: 'GitHub workflows',
  action: '`action.yml`',
  'gitlab-ci': '`.gitlab-ci.yml`',
  pipeline: 'pipelines of CircleCI, Azure, Bitbucket, Travis, Buildkite, Drone, Woodpecker',
  dependabot: '`dependabot.yml`',
  'issue-template': 'issue and discussion forms',
  shell: 'shell files',
  'git-hook': 'git hooks',
  'git-config': 'git configuration',
  'hook-manager': 'hook managers (lefthook, pre-commit, lint-staged, husky 4, simple-git-hooks, nodemon)',
  'task-runner': 'task runners and builds (Task, mise, Deno, Nx, moon, Gitpod, Vercel, Netlify)',
  makefile: 'Makefiles',
  justfile: 'Justfiles',
  'windows-script': 'PowerShell and batch files',
  'pip-config': 'pip configuration',
  'agent-instructions': 'agent instructions',
  skill: 'agent skills',
  'agent-command': 'agent commands and prompts',
  markdown: 'Markdown',
  other: 'other files',
};

const BEGIN = (name) => `<!-- begin generated: ${name} -->`;
const END = (name) => `<!-- end generated: ${name} -->`;

/** `lines` between markers. */
const block = (name, lines) => [BEGIN(name), '', ...lines, '', END(name)].join('\n');

function wordsFor(kind) {
  if (!Object.hasOwn(KINDS, kind)) throw new Error(`scripts/docs/pages.mjs has no words for the kind of file "${kind}"`);
  return KINDS[kind];
}

/** What settings a rule reads: the kinds it names, or all of them. */
function settingsWhere(kinds) {
  return kinds.length === 0 ? SURFACES.settings[1] : kinds.map(wordsFor).join(', ');
}

/** `error`, `warn` or `off` of a rule in a preset, with `strict` when the preset sets that option. */
function inPreset(config, name) {
  const entry = config.map((one) => one.rules?.[`agent-security/${name}`]).find((value) => value !== undefined);
  if (entry === undefined) return 'off';
  const [severity, options] = Array.isArray(entry) ? entry : [entry];
  return options?.strict ? `${severity}, with \`{ strict: true }\`` : String(severity);
}

/** The section "What it reads" of a rule, as Markdown. */
function readsSection(name, rule, configs) {
  const { surfaces, kinds = [], risk, confidence, cwe } = rule.meta.docs;
  const rows = surfaces.map((surface) => `| ${SURFACES[surface][0]} | ${surface === 'settings' ? settingsWhere(kinds) : SURFACES[surface][1]} |`);
  const weaknesses = cwe.map((number) => `[CWE-${number}](https://cwe.mitre.org/data/definitions/${number}.html)`).join(', ');
  return [
    '## What it reads',
    '',
    block('what it reads', [
      '| Surface | Where |',
      '| :-- | :-- |',
      ...rows,
      '',
      `Risk: ${risk}. Confidence: ${confidence}. Presets: \`recommended\` ${inPreset(configs.recommended, name)}; \`strict\` ${inPreset(configs.strict, name)}.${weaknesses ? ` Weaknesses: ${weaknesses}.` : ''}`,
    ]),
  ].join('\n');
}

/** Replaces the generated section of a page or puts it in front of the examples. */
export function withReads(page, name, rule, configs) {
  const section = readsSection(name, rule, configs);
  const start = page.indexOf('## What it reads');
  if (start !== -1) {
    const end = page.indexOf(END('what it reads'), start);
    if (end === -1) throw new Error(`docs/rules/${name}.md: "What it reads" is generated and needs its end marker`);
    return page.slice(0, start) + section + page.slice(end + END('what it reads').length);
  }
  const examples = page.indexOf('## Examples');
  if (examples === -1) throw new Error(`docs/rules/${name}.md has no section "Examples"`);
  return `${page.slice(0, examples)}${section}\n\n${page.slice(examples)}`;
}

/** docs/files.md: the file table, one row per kind and language. */
export function filesPage(fileTable) {
  const groups = new Map();
  for (const { kind, language, patterns } of fileTable) {
    const key = `${wordsFor(kind)} | ${language}`;
    groups.set(key, [...(groups.get(key) ?? []), ...patterns]);
  }
  const rows = [...groups].map(([key, patterns]) => `| ${key} | ${[...new Set(patterns)].map((pattern) => `\`${pattern.replaceAll('|', '\\|')}\``).join(', ')} |`);
  return `# Files that the presets lint

<!-- Generated by \`npm run docs\` from src/knowledge/files.ts. -->

Besides the code that your own configuration lints, the presets make ESLint look at the files below. Each pattern is a \`files\` pattern of ESLint. A file that no pattern names and that your configuration does not lint is **not read**: \`eslint that-file\` then prints a warning and exits with 0.

What ESLint ignores (\`node_modules\`, \`.git\`, your own \`ignores\`) stays ignored.

| Files | Read as | Patterns |
| :-- | :-- | :-- |
${rows.join('\n')}
`;
}
