/** Aliases that are the documented way to use a package under another's name. Sources: the projects' own instructions. */
export const KNOWN_ALIASES: ReadonlyMap<string, readonly string[]> = new Map([
  ['vite', ['rolldown-vite']],
  ['react', ['@preact/compat', 'preact']],
  ['react-dom', ['@preact/compat', 'preact']],
  // The types of release candidates of React 19.
  ['@types/react', ['types-react']],
  ['@types/react-dom', ['types-react-dom']],
  ['typescript', ['@typescript/native-preview', '@typescript/typescript6', '@typescript/old']],
  ['rollup', ['@rollup/wasm-node', 'rolldown']],
  ['esbuild', ['esbuild-wasm']],
  ['sass', ['sass-embedded']],
  ['webpack', ['@rspack/core']],
  ['vue', ['@vue/compat']],
  ['node-sass', ['sass']],
  ['request', ['@cypress/request', 'postman-request']],
  ['faker', ['@faker-js/faker', 'community-faker']],
  ['lodash', ['lodash-es']],
  ['moment', ['dayjs']],
  ['puppeteer', ['puppeteer-core']],
  ['playwright', ['playwright-core', 'patchright', 'rebrowser-playwright']],
]);

/** Hosts of package archives that a project documents as its official source; the path is a prefix. */
export const KNOWN_ARCHIVES: readonly (readonly [host: string, path: RegExp])[] = [
  ['codeload.github.com', /^\//],
  ['github.com', /^\/[^/]+\/[^/]+\/(?:archive|releases)\//],
  ['cdn.sheetjs.com', /^\//],
  ['gitlab.com', /\/-\/archive\//],
];

/** Archives of a commit or pull request, published by a service: reported in strict only. */
export const PREVIEW_HOSTS: readonly string[] = ['pkg.pr.new'];

/** Commands that people type or scripts call; a package that installs one under this name shadows it. */
export const SHADOWED_COMMANDS: ReadonlySet<string> = new Set([
  'node', 'npm', 'npx', 'yarn', 'pnpm', 'bun', 'git', 'ssh', 'sh', 'bash', 'zsh', 'curl', 'wget', 'ls', 'cat', 'sudo', 'python', 'python3', 'docker', 'tsc', 'eslint',
  'jest', 'vite', 'vitest', 'next', 'claude', 'codex', 'gemini', 'cursor', 'code', 'gh', 'aws', 'kubectl', 'terraform',
]);

/** Packages that own a command of {@link SHADOWED_COMMANDS} under another name. */
export const COMMAND_OWNERS: ReadonlyMap<string, RegExp> = new Map([
  ['tsc', /typescript/],
  ['claude', /claude/],
  ['codex', /codex/],
  ['gemini', /gemini/],
  ['npx', /^npm$/],
  ['code', /code/],
  ['jest', /^jest-cli$/],
  ['yarn', /^corepack$/],
  ['pnpm', /^corepack$/],
]);

/** Names that were published to attack and are known by name. Sources: advisories of the incidents. */
export const MALICIOUS_PACKAGES: ReadonlySet<string> = new Set(['postmark-mcp', 'plain-crypto-js', 'crossenv', 'flatmap-stream', 'easy-day-js', 'eslint-scope-util', 'discordi.js', 'electorn', 'loadyaml', 'fallguys']);
