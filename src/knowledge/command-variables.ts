/**
 * Environment variables whose value is a command line that a program starts. Sources: git(1), less(1), man(1), sudo(8),
 * rsync(1), kubectl, gh(1), aws, psql(1), systemd, Mercurial and Subversion manuals.
 */
const COMMANDS: ReadonlySet<string> = new Set(
  `
  GIT_SSH_COMMAND GIT_EXTERNAL_DIFF GIT_PROXY_COMMAND GIT_PAGER GIT_EDITOR GIT_SEQUENCE_EDITOR GIT_ASKPASS SSH_ASKPASS SUDO_ASKPASS
  PAGER MANPAGER SYSTEMD_PAGER PSQL_PAGER AWS_PAGER GH_PAGER BAT_PAGER DELTA_PAGER LESSOPEN LESSCLOSE
  EDITOR VISUAL SUDO_EDITOR SYSTEMD_EDITOR KUBE_EDITOR PSQL_EDITOR GH_EDITOR HGEDITOR SVN_EDITOR FCEDIT BROWSER GH_BROWSER
  PROMPT_COMMAND RSYNC_RSH CVS_RSH SVN_SSH KUBECTL_EXTERNAL_DIFF CLAUDE_CODE_SHELL_PREFIX
`
    .trim()
    .split(/\s+/),
);

/** Variables in whose value a shell runs what stands in a substitution: names of start-up files, prompts. */
const EXPANDED: ReadonlySet<string> = new Set(['BASH_ENV', 'ENV', 'PS1', 'PS2', 'PS4']);

const MAX_NAME = 40;

/**
 * Where the command line begins in the value of an environment variable: 0, behind the pipe of `LESSOPEN='| lesspipe %s'`,
 * or -1 for a variable that holds none.
 */
export function commandStart(name: string, value: string): number {
  if (name.length > MAX_NAME || value === '') return -1;
  if (COMMANDS.has(name)) return /^\s{0,9}\|{0,2}-?\s{0,9}/.exec(name.startsWith('LESS') ? value : '')?.[0].length ?? 0;
  return EXPANDED.has(name) && /\$\(|`/.test(value.slice(0, 8192)) ? 0 : -1;
}

const NAMES = new RegExp(`\\b(?:${[...COMMANDS, ...EXPANDED].join('|')})\\b`);

/** False for a text in which no variable of these stands. */
export function mayNameCommand(text: string): boolean {
  return NAMES.test(text);
}
