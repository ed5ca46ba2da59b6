// The generated parts of the documentation that eslint-doc-generator does not write: the section "What it reads" of
// each rule's page and the table of files in the README.

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

const KINDS = {
  code: 'code',
  'package-json': '`package.json`',
  'binding-gyp': '`binding.gyp`',
  npmrc: '`.npmrc`',
  yarnrc: '`.yarnrc.yml`',
  'pnpm-workspace': '`pnpm-workspace.yaml`',
  bunfig: '`bunfig.toml`',
  lockfile: 'lockfiles',
  'vscode-settings': '`.vscode/settings.json`',
  'vscode-tasks': '`.vscode/tasks.json`',
  'vscode-launch': '`.vscode/launch.json`',
  'vscode-extensions': '`.vscode/extensions.json`',
  'vscode-other': 'other `.vscode/*.json`',
  'code-workspace': '`*.code-workspace`',
  'mcp-config': 'MCP configurations',
  'agent-settings': 'agent settings',
  'agent-hooks': 'agent hooks',
  devcontainer: '`devcontainer.json`',
  compose: 'Compose files',
  dockerfile: 'Dockerfiles',
  workflow: 'GitHub workflows',
  action: '`action.yml`',
  'gitlab-ci': '`.gitlab-ci.yml`',
  shell: 'shell files',
  'git-hook': 'git hooks',
  'git-config': 'git configuration',
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

/** What settings a rule reads: the kinds it names, or all of them. */
function settingsWhere(kinds) {
  if (kinds.length === 0) return SURFACES.settings[1];
  return kinds
    .map((kind) => {
      if (!Object.hasOwn(KINDS, kind)) throw new Error(`scripts/docs/pages.mjs has no words for the kind of file "${kind}"`);
      return KINDS[kind];
    })
    .join(', ');
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

const pattern = (glob) => `\`${(Array.isArray(glob) ? glob.join(' and ') : glob).replace(/^\*\*\//, '').replaceAll('|', '\\|')}\``;

/** The README's table of files that the presets pull in, from the entries of `recommended`. */
export function withFiles(readme, configs) {
  const rows = configs.recommended
    .filter((entry) => entry.files)
    .map((entry) => `| ${entry.name.replace(/^agent-security\/recommended\//, '')} | ${(entry.language ?? 'your own').replace(/^agent-security-?/, '').replace(/^\w+\//, '')} | ${entry.files.map(pattern).join(', ')} |`);
  const [begin, end] = [BEGIN('files'), END('files')];
  const start = readme.indexOf(begin);
  const stop = readme.indexOf(end);
  if (start === -1 || stop < start) throw new Error(`README.md has no place for the table of files: ${begin} … ${end}`);
  return readme.slice(0, start) + block('files', ['| Files | Read as | Patterns |', '| :-- | :-- | :-- |', ...rows]) + readme.slice(stop + end.length);
}
