/** A place under a home directory that holds credentials, and what it is called in a message. */
const HOME_STORES: readonly (readonly [path: string, label: string])[] = [
  ['.ssh', 'SSH keys'], ['.gnupg', 'GPG keys'], ['.putty', 'SSH keys'],
  ['.aws', 'AWS credentials'], ['.azure', 'Azure credentials'], ['.config/gcloud', 'Google Cloud credentials'], ['.config/doctl', 'DigitalOcean credentials'],
  ['.oci', 'Oracle Cloud credentials'], ['.kube', 'Kubernetes credentials'], ['.config/hcloud', 'Hetzner credentials'], ['.terraform.d', 'Terraform credentials'],
  ['.vault-token', 'Vault token'], ['.config/heroku', 'Heroku credentials'], ['.fly', 'Fly credentials'], ['.config/vercel', 'Vercel credentials'],
  ['.local/share/com.vercel.cli', 'Vercel credentials'], ['.wrangler/config', 'Cloudflare credentials'],
  ['.npmrc', 'npm token'], ['.yarnrc.yml', 'npm token'], ['.pypirc', 'PyPI token'], ['.netrc', 'login file'], ['_netrc', 'login file'],
  ['.git-credentials', 'Git credentials'], ['.config/gh', 'GitHub credentials'], ['.config/glab-cli', 'GitLab credentials'], ['.docker', 'Docker credentials'],
  ['.cargo/credentials', 'Cargo token'], ['.gem/credentials', 'RubyGems token'], ['.m2/settings.xml', 'Maven credentials'], ['.gradle/gradle.properties', 'Gradle credentials'],
  ['.composer/auth.json', 'Composer credentials'], ['.bash_history', 'shell history'], ['.zsh_history', 'shell history'],
  ['.node_repl_history', 'shell history'], ['.psql_history', 'shell history'], ['.mysql_history', 'shell history'], ['.pgpass', 'PostgreSQL passwords'],
  ['.claude.json', 'agent credentials'], ['.claude/.credentials.json', 'agent credentials'], ['.claude/projects', 'agent transcripts'], ['.codex/auth.json', 'agent credentials'],
  ['.gemini/oauth_creds.json', 'agent credentials'], ['.cursor/mcp.json', 'agent credentials'], ['.config/github-copilot', 'agent credentials'], ['.continue', 'agent settings'],
  ['.local/share/opencode/auth.json', 'agent credentials'], ['.copilot', 'agent credentials'],
  ['Library/Application Support/Google/Chrome', 'browser profile'], ['Library/Application Support/BraveSoftware', 'browser profile'],
  ['Library/Application Support/Firefox', 'browser profile'], ['Library/Application Support/Microsoft Edge', 'browser profile'], ['Library/Application Support/Arc', 'browser profile'],
  ['.config/google-chrome', 'browser profile'], ['.config/chromium', 'browser profile'], ['.config/BraveSoftware', 'browser profile'], ['.config/microsoft-edge', 'browser profile'],
  ['.mozilla', 'browser profile'], ['AppData/Local/Google/Chrome', 'browser profile'], ['AppData/Local/Microsoft/Edge', 'browser profile'], ['AppData/Local/BraveSoftware', 'browser profile'],
  ['AppData/Roaming/Mozilla', 'browser profile'], ['AppData/Roaming/GitHub CLI', 'GitHub credentials'], ['AppData/Roaming/gcloud', 'Google Cloud credentials'], ['AppData/Roaming/Exodus', 'wallet'], ['AppData/Roaming/Electrum', 'wallet'], ['.electrum', 'wallet'], ['.bitcoin', 'wallet'], ['.ethereum', 'wallet'], ['.config/solana', 'wallet'], ['.exodus', 'wallet'],
  ['.aptos', 'wallet'], ['.foundry/keystores', 'wallet'], ['Library/Keychains', 'keychain'], ['.local/share/keyrings', 'keychain'], ['.password-store', 'password store'],
];

const SYSTEM_SECRETS: readonly (readonly [path: string, label: string])[] = [
  ['/etc/shadow', 'password hashes'], ['/etc/gshadow', 'password hashes'], ['/etc/sudoers', 'sudo rules'], ['/etc/kubernetes', 'Kubernetes credentials'],
  ['/var/run/secrets', 'service account token'], ['/run/secrets', 'container secrets'], ['/proc/self/environ', 'process environment'],
  ['/var/run/docker.sock', 'Docker socket'], ['/run/docker.sock', 'Docker socket'], ['/run/containerd/containerd.sock', 'container socket'],
];

/** Ways to write a home directory; U+E000 stands for an unknown part such as `os.homedir()`. */
const HOME = String.raw`(?:~[\w.-]{0,32}|\$HOME|\$\{HOME\}|%USERPROFILE%|%HOMEPATH%|%APPDATA%|\$env:USERPROFILE|\$env:HOME|\$\{userHome\}|\$\{(?:localEnv|env|containerEnv):(?:HOME|USERPROFILE)\}|\/home\/[^\/\s"']{1,64}|\/Users\/[^\/\s"']{1,64}|\/root|[A-Za-z]:\/Users\/[^\/\s"']{1,64}|\uE000)`;
const END = String.raw`(?=$|[\/\s"'\x60:;,)*?|&<>}\]])`;
const HOME_STORE = new RegExp(String.raw`(?:^|[^\w\/.-])${HOME}\/{1,3}(${HOME_STORES.map(([path]) => escape(path)).sort((a, b) => b.length - a.length).join('|')})${END}`, 'i');
const SYSTEM_SECRET = new RegExp(String.raw`(?:^|[^\w\/.-])(${SYSTEM_SECRETS.map(([path]) => escape(path)).join('|')})${END}`);
/** Folders of programs on Windows: `%LOCALAPPDATA%`, `$env:APPDATA`, in front of a folder that begins with no dot. */
const APP_DATA = /(?:%(LOCAL)?APPDATA%|\$\{?env:(LOCAL)?APPDATA\}?)(?=\/[^.])/i;
const PROCESS_FILE = /(?:^|[^\w/.-])\/proc\/(?:self|\d{1,7}|\*|\$\w{1,32}|\$\$)\/(?:environ|mem)\b/;
/** What lies beside the token of a service account and is no secret: the name of its namespace and the certificate of the cluster; what a cluster is to run. */
const PUBLIC_MOUNT = /\/serviceaccount\/(?:namespace|ca\.crt)["']?$|\/etc\/kubernetes\/(?:manifests|addons)(?:\/(?!\.\.)[\w.*-]{0,100}){0,3}["']?$/;
const HOME_LABELS = new Map(HOME_STORES.map(([path, label]) => [path.toLowerCase(), label]));
const SYSTEM_LABELS = new Map(SYSTEM_SECRETS);

function escape(text: string): string {
  return text.replace(/[.\\/]/g, '\\$&');
}

/**
 * What a text names when it names a credential store or a system secret (`~/.ssh/id_rsa`, `${HOME}/.aws`,
 * `C:\Users\x\.npmrc`, `/etc/shadow`), or `null`. The path may stand inside other text (`f=@~/.npmrc`,
 * `Read(~/.ssh/**)`, `a:/var/run/docker.sock`). Files of the repository (`.env`) are told by `secretFile`.
 * Reads the first 4096 characters.
 */
export function sensitivePath(text: string): string | null {
  if (!text.includes('/') && !text.includes('\\') && !text.includes('$')) return null;
  const written = text.slice(0, 4096).replaceAll('\\', '/').replace(/(["'])(?=\/)|(?<=\/)["']/g, '');
  const path = APP_DATA.test(written) ? written.replace(APP_DATA, (_whole, local?: string, own?: string) => `~/AppData/${(local ?? own) === undefined ? 'Roaming' : 'Local'}`) : written;
  const home = HOME_STORE.exec(path);
  if (home) return isPublicKey(path) ? null : (HOME_LABELS.get((home[1] ?? '').toLowerCase()) ?? 'credentials');
  const system = SYSTEM_SECRET.exec(path);
  if (system && !PUBLIC_MOUNT.test(path)) return SYSTEM_LABELS.get(system[1] ?? '') ?? 'system secret';
  if (PROCESS_FILE.test(path)) return 'process environment';
  return /\$\{?SSH_AUTH_SOCK\b/.test(path) ? 'SSH agent socket' : null;
}

/** Folders of agents that hold a login and what was said, beside settings that people share; and the whole of a home directory or of its settings. */
const STORE_FOLDER = new RegExp(String.raw`^["']?${HOME}(?:\/(?:(\.claude|\.codex|\.gemini|\.local\/share\/opencode)|\.config))?\/?["']?$`, 'i');

/** What a whole folder holds that is more than settings, or `null`: it is ordinary to name it, and not to pack and send it. */
export function storeFolder(text: string): string | null {
  const found = text.length < 500 ? STORE_FOLDER.exec(text.replaceAll('\\', '/')) : null;
  // An unknown path may be any folder.
  if (!found || (found[1] === undefined && text.includes('\uE000'))) return null;
  return found[1] === undefined ? 'the settings of every program' : 'agent credentials';
}

/** True for one secret by its name, or by a name that is given (`$1`), as an orchestrator mounts it for the very program that reads it. */
export function isMountedSecret(path: string): boolean {
  return /^(["']?)\/run\/secrets\/(?:[\w-][\w.-]{0,100}|\$\{?\w{1,60}\}?|(?:unknown-)?\uE000)\1$/.test(path.slice(0, 200));
}

/** What plug-ins of kubectl and its cache keep beside the login: names of contexts, lists of what a cluster offers. */
const KUBE_STATE = /\.kube\/{1,2}(?:kubectx|kubens|cache|http-cache)(?:\/(?!\.\.)[^\s"'/]{0,200}){0,6}["']?$/;
const DOCKER_PARTS = /\.docker\/(?:manifests|cli-plugins)(?:\/(?!\.\.)[^\s"'/]{0,200}){0,3}["']?$/;

/** A public key, a list of known hosts or a client configuration under `.ssh` is no secret, nor are plug-ins of Docker. */
function isPublicKey(path: string): boolean {
  return DOCKER_PARTS.test(path) || KUBE_STATE.test(path) || /\.ssh\/{1,2}(?:[\w.*?-]{1,64}\.pub|known_hosts2?(?:\.[\w.*\uE000-]{1,60})?|config(?:\.d(?:\/(?:\*|[\w-]{1,60}\.conf)?)?)?)["']?$/.test(path);
}

const SECRET_FILES = new Map<string, string>([
  ['.npmrc', 'npm token'], ['.pypirc', 'PyPI token'], ['.netrc', 'login file'], ['.git-credentials', 'Git credentials'], ['.pgpass', 'PostgreSQL passwords'], ['.dockerconfigjson', 'Docker credentials'],
  ['credentials.json', 'service credentials'], ['client_secret.json', 'service credentials'], ['kubeconfig', 'Kubernetes credentials'], ['wallet.dat', 'wallet'],
  ['key4.db', 'browser profile'], ['logins.json', 'browser profile'], ['login data', 'browser profile'], ['secrets.json', 'secrets'], ['secrets.yml', 'secrets'], ['secrets.yaml', 'secrets'],
  ['id_rsa', 'SSH keys'], ['id_ed25519', 'SSH keys'], ['id_ecdsa', 'SSH keys'], ['id_dsa', 'SSH keys'], ['.htpasswd', 'password hashes'],
]);
/** Everything that {@link sensitivePath} and {@link secretFile} call a store: words of this project, not of a linted text. */
export const STORE_LABELS: ReadonlySet<string> = new Set([...HOME_LABELS.values(), ...SYSTEM_LABELS.values(), ...SECRET_FILES.values(), 'credentials', 'system secret', 'SSH agent socket', 'environment file', 'private key']);
const TEMPLATE = /(?:example|sample|template|dist|defaults?|schema|tpl)/;

/**
 * What a file holds when its name says that it holds secrets, wherever it lies (`.env`, `.env.production`, `key.pem`,
 * `id_rsa`, `service-account.json`), or `null`. Templates (`.env.example`), public certificates and keys are none.
 */
export function secretFile(path: string): string | null {
  const base = path.slice(-512).replaceAll('\\', '/').replace(/["']$/, '').split('/').pop()?.toLowerCase() ?? '';
  const known = SECRET_FILES.get(base);
  if (known) return known;
  if (/^\.(?:env|dev\.vars)(?:\.[\w.-]{1,60})?$/.test(base) || /^\.env\*/.test(base)) return TEMPLATE.test(base) ? null : 'environment file';
  if (/^[\w.@-]{0,100}\.(?:pem|p12|pfx|key|keystore|jks|kdbx|ppk)$/.test(base)) return /(?:cert|chain|^ca\b|pub|example|sample)/.test(base) ? null : 'private key';
  if (/^service-?_?account[\w.-]{0,60}\.json$/.test(base)) return TEMPLATE.test(base) ? null : 'service credentials';
  return null;
}

const DEVICE_OUTPUT = /^\/dev\/(?:null|zero|stdout|stderr|stdin|tty|full|u?random|shm(?:\/.{0,400})?|fd\/\d{1,4}|pts\/\d{1,4}|tcp\/.{0,200}|udp\/.{0,200})$/;
const VARIABLE_DATA = /^\/(?:usr\/tmp(?:\/|$)|var\/(?:(?:tmp|folders|log|www|cache|data|opt|task|run|lock)(?:\/|$)|lib\/(?!dpkg|systemd)[\w.-]))/;
const SYSTEM_FOLDER = /^\/(?:etc|usr|bin|sbin|boot|lib|lib32|lib64|sys|proc|dev|root|var|System|Library|private\/etc)(?:\/|$)/;
const WINDOWS_FOLDER = /^(?:[a-z]:\/(?:windows|program files(?: \(x86\))?|programdata)|%(?:systemroot|windir|programfiles(?:\(x86\))?|programdata)%|\$env:(?:systemroot|windir|programfiles|programdata))(?:\/|$)/i;

/** True for a path in a folder of the operating system (`/etc/hosts`, `/usr/bin/x`, `C:\Windows\…`); temporary and log folders are not. */
export function isSystemPath(text: string): boolean {
  const path = text.slice(0, 1024).replaceAll('\\', '/').replace(/\/{2,}/g, '/');
  if (WINDOWS_FOLDER.test(path)) return true;
  return SYSTEM_FOLDER.test(path) && !DEVICE_OUTPUT.test(path) && !VARIABLE_DATA.test(path);
}

/** Start-up files of shells, by their last segment. */
const SHELL_START_UP = new Set(['bashrc', 'bash_profile', 'bash_login', 'bash_logout', 'profile', 'zshrc', 'zprofile', 'zshenv', 'zlogin', 'kshrc', 'cshrc', 'tcshrc', 'xinitrc', 'xprofile', 'xsession'].map((name) => `.${name}`));

/**
 * What starts on its own or is obeyed by a tool, by path; used by the persistence rules of every surface. `hint` is in
 * every path that the pattern matches, in small letters: most paths hold none, and a pattern that is never asked costs no memory.
 */
const PERSISTENCE: readonly (readonly [hint: string, pattern: RegExp, label: string])[] = [
  ['profile', /^\$PROFILE(?:\.\w{1,30})?$|(?:^|\/)(?:Microsoft\.(?:PowerShell|VSCode)_)?profile\.ps1$/i, 'a shell start-up file'],
  ['.config/', /(?:^|\/)\.config\/(?:fish\/(?:config\.fish|conf\.d\/.{1,200})|autostart(?:\/.{0,200})?|systemd\/user(?:\/.{0,200})?|environment\.d\/.{1,200})$/, 'a start-up file'],
  ['/etc/', /^\/etc\/(?:profile|bash\.bashrc|zshrc|environment|rc\.local|ld\.so\.preload|profile\.d\/.{1,200}|cron[\w.]{0,20}(?:\/.{1,200})?|init\.d\/.{1,200}|systemd\/.{1,200}|xdg\/autostart\/.{1,200})$/, 'a system start-up file'],
  ['lib/systemd/', /^\/(?:usr\/)?lib\/systemd\/.{1,200}$/, 'a system service'],
  ['var/spool/cron/', /(?:^|\/)var\/spool\/cron\/.{1,200}$/, 'a cron table'],
  ['library/launch', /(?:^|\/)Library\/Launch(?:Agents|Daemons)(?:\/.{0,200})?$/, 'a launch agent'],
  ['programs/startup', /(?:^|\/)Start Menu\/Programs\/Startup(?:\/.{1,200})?$/i, 'the start-up folder'],
  ['.ssh/', /(?:^|\/)\.ssh\/(?:authorized_keys2?|rc|environment)$/, 'SSH access'],
  ['.git/hooks/', /(?:^|\/)\.git\/hooks\/[\w.-]{1,100}$/, 'a git hook'],
  ['.gitconfig', /(?:^|\/)\.gitconfig$/, 'the global git configuration'],
  ['.config/git/config', /(?:^|\/)\.config\/git\/config$/, 'the global git configuration'],
  ['.git/config', /(?:^|\/)\.git\/config$/, 'the git configuration'],
  ['.claude/', /(?:^|\/)\.claude\/(?:settings(?:\.local)?\.json|hooks\/(?!.{0,200}\.(?:log|txt|lock|pid|jsonl|tmp)$)(?!(?:.{0,200}\/)?(?!hooks\.json$)[\w.-]{1,100}\.json$).{1,200}|commands\/.{1,200}|agents\/.{1,200}|skills\/(?!.{0,200}\.(?:log|csv|lock|pid|jsonl|tmp)$)(?!(?:.{0,200}\/)?(?!(?:hooks|plugin|settings)\.json$)[\w-][\w.-]{0,100}\.json$).{1,200})$/, 'agent settings'],
  ['.json', /(?:^|\/)(?:\.claude|\.mcp|claude_desktop_config)\.json$/, 'agent settings'],
  ['.cursor/', /(?:^|\/)\.cursor\/(?:mcp\.json|hooks\.json|rules\/.{1,200})$/, 'agent settings'],
  ['rules', /(?:^|\/)\.(?:cursorrules|windsurfrules|clinerules(?:\/.{1,200})?)$/, 'agent settings'],
  ['.gemini/', /(?:^|\/)\.gemini\/settings\.json$/, 'agent settings'],
  ['.codex/', /(?:^|\/)\.codex\/(?:config\.toml|hooks\.json)$/, 'agent settings'],
  ['.config/opencode/', /(?:^|\/)\.config\/opencode\/.{1,200}$/, 'agent settings'],
  ['.codeium/', /(?:^|\/)\.codeium\/windsurf\/mcp_config\.json$/, 'agent settings'],
  ['.md', /(?:^|\/)(?:CLAUDE|AGENTS|GEMINI)(?:\.local)?\.md$/, 'agent instructions'],
  ['.github/', /(?:^|\/)\.github\/(?:copilot-instructions\.md|instructions\/.{1,200}|prompts\/.{1,200})$/, 'agent instructions'],
  ['.vscode/', /(?:^|\/)\.vscode\/(?:tasks|settings|launch|mcp)\.json$/, 'editor settings'],
  ['.github/', /(?:^|\/)\.github\/(?:workflows|actions)\/.{1,200}$/, 'a CI workflow'],
  ['.gitlab-ci.yml', /(?:^|\/)\.gitlab-ci\.yml$/, 'a CI workflow'],
];

/**
 * What a written path plants (`~/.bashrc`, `.git/hooks/pre-commit`, `.claude/settings.json`), or `null`. Takes forward or
 * back slashes; an unknown prefix (U+E000) is fine.
 */
export function persistencePath(text: string): string | null {
  const path = text.slice(0, 1024).replaceAll('\\', '/').replaceAll('\uE000', '/').replace(/\/{2,}/g, '/').replace(/["']/g, '');
  if (SHELL_START_UP.has(path.slice(path.lastIndexOf('/') + 1))) return 'a shell start-up file';
  const folded = path.toLowerCase();
  // `$(STAGE)/etc/systemd/system/x.service` of a Makefile: what is packed lies under a folder that the makefile names.
  const isUnder = /^["']?\uE000/.test(text);
  for (const [hint, pattern, label] of PERSISTENCE) {
    if (folded.includes(hint) && !(isUnder && pattern.source.startsWith('^')) && pattern.test(path)) return label;
  }
  return null;
}

/** Hooks of the repository itself, and the folder of hooks as a whole. A person sets them up by commands, so they count only where code writes them. */
/** What every path holds that {@link OWN_HOOK} matches. */
const HOOK_HINTS = ['.git/hooks', '.husky/', '.githooks/'] as const;
const OWN_HOOK = /(?:^|\/)(?:\.git\/hooks\/?|\.(?:husky|githooks)\/(?:_\/)?(?:(?:pre|post)-[a-z-]{3,24}|applypatch-msg|commit-msg|prepare-commit-msg|husky\.sh|h))$/;

/** What a path that code writes plants: {@link persistencePath}, and the hooks that a repository brings along (`.husky/pre-commit`). */
export function plantedPath(text: string): string | null {
  const found = persistencePath(text);
  if (found !== null) return found;
  const path = text.slice(0, 1024).replaceAll('\\', '/');
  return HOOK_HINTS.some((hint) => path.includes(hint)) && OWN_HOOK.test(path) ? 'a git hook' : null;
}
