import { ENV_THREATS, envThreat, projectEnvThreat } from '../../../knowledge/env-variables.ts';
import { persistencePath } from '../../../knowledge/paths.ts';
import { isPlantedScript } from '../../../knowledge/planted-scripts.ts';
import { placedPath } from '../folders.ts';
import type { Command, CommandScript, Word } from '../model.ts';
import { readOptions } from '../options.ts';
import { inlineCode, writtenPaths } from './flow.ts';
import { judgeInContainer } from './in-container.ts';
import { requestOf } from './network.ts';
import { setVariables } from './set-variables.ts';
import { eachCommand } from './types.ts';
import type { FindingLevel, ShellFinding } from './types.ts';

export type PersistenceKind = 'file' | 'schedule' | 'service' | 'git-config' | 'agent' | 'install-script' | 'variable';
export type Persistence = ShellFinding<PersistenceKind>;

/** Commands that make something start again, or that plant instructions for agents, editors and CI. */
export const findPersistence = eachCommand<Persistence>(null, (command, script) => {
  const written = writes(command, script);
  const other = schedules(command) ?? gitConfig(command) ?? agentConfig(command) ?? installScript(command);
  const code = writtenByCode(command);
  return judgeInContainer(command, [...written, ...(other ? [other] : []), ...(code ? [code] : []), ...variables(command)]);
});

/** Measurements, sanitizers and tests put libraries of their own before others; what nobody keeps a library in is something else. */
const LIBRARIES = /^(?:LD_PRELOAD|LD_AUDIT|DYLD_INSERT_LIBRARIES)$/;
const HIDDEN_LIBRARY = /(?:^|[\s/:])\.(?:cache|git|github|vscode|claude|cursor)\/|\/\.[\w-]{1,40}(?:\.so|\.dylib)?(?=[\s:]|$)|node_modules\/\./;
const TEMPORARY = /(?:^|[\s:])(?:(?:\/private|\/var)?\/tmp|\/dev\/shm)\//;

/**
 * Variables by which every program that is started later loads code (`LD_PRELOAD`, `NODE_OPTIONS=--require …`,
 * `BASH_ENV`, `GIT_SSH_COMMAND`). Search paths, servers and proxies are a script's own business, a key for `ssh` as well.
 */
function variables(command: Command): readonly Persistence[] {
  return setVariables(command).flatMap(({ name, value, word, isLasting }) => {
    const text = value.text;
    const threat = projectEnvThreat(name, text);
    if (threat?.kind !== 'code' || (name.startsWith('GIT_SSH') && envThreat(name, text)?.preset === 'strict')) return [];
    const isHidden = LIBRARIES.test(name) ? HIDDEN_LIBRARY.test(text) || (isLasting && TEMPORARY.test(text)) : threat.preset === 'recommended' && (isLasting || !name.startsWith('GIT_CONFIG'));
    return [{ at: word.range, kind: 'variable', label: name, detail: ENV_THREATS.code, level: isHidden ? 'high' : 'low', command }];
  });
}

const OPENS_TO_WRITE = /\b(?:open|File\.(?:open|write)|file_put_contents)\s{0,3}\([^\n]{1,200}?,\s{0,5}(?:mode\s{0,3}=\s{0,3})?["'](?:[awx][bt+]{0,2}|>{1,2})["']|\.(?:write_text|write_bytes|open\(["'][aw])|\bshutil\.(?:copy|copyfile|move)\b/;
const LITERAL = /["']([^"'\n]{3,200})["']/g;

/** `python3 - <<'PY'` with `open(os.path.expanduser('~/.bashrc'), 'a')`: a start-up file that inline code of another language writes. */
function writtenByCode(command: Command): Persistence | null {
  if (!/^(?:python|perl|ruby|php)[\d.]{0,6}$/.test(command.name?.toLowerCase() ?? '')) return null;
  const code = inlineCode(command);
  if (!OPENS_TO_WRITE.test(code)) return null;
  for (const [, literal = ''] of code.matchAll(LITERAL)) {
    const label = persistencePath(literal);
    if (label !== null) return finding(command, 'file', label, literal, levelOf(label));
  }
  return null;
}

function finding(command: Command, kind: PersistenceKind, label: string, detail: string, level: FindingLevel): Persistence {
  return { at: command.range, kind, label, detail, level, command };
}

function writes(command: Command, script: CommandScript): Persistence[] {
  const words: Word[] = [...writtenPaths(command)];
  const name = command.name?.toLowerCase() ?? '';
  if (/^g?sed$/.test(name) && command.args.some(({ value }) => /^-[a-zA-Z]{0,4}i|^--in-place/.test(value)) && !onlyDeletes(command)) words.push(...command.args.slice(-1));
  const found: Persistence[] = [];
  for (const word of words) {
    // `$PROFILE` is the start-up file of PowerShell; elsewhere it is a variable like any other.
    const label = command.dialect === 'sh' && /^\$profile\b/i.test(word.text) ? null : persistencePath(placedPath(word, command));
    if (label !== null) found.push(finding(command, 'file', label, word.text, isSetup(command, label) ? 'low' : isDotfile(command, word, label, script) ? 'medium' : writesDownload(command) ? 'high' : levelOf(label)));
  }
  return found;
}

/** A download that a shell runs, or a shell on a socket: no set-up writes that into a hook or settings. */
const RUN_LATER = /\b(?:curl|wget|iwr|irm)\b[^|\n]{1,400}\|\s{0,5}(?:sudo\s{1,5})?(?:(?:ba|z|da)?sh|iex|python3?|node)\b|\/dev\/tcp\/|\b(?:(?:ba|z)?sh|eval|source)\b[^\n]{0,20}(?:\$\(|<\()(?:curl|wget)\b/i;

function writesDownload({ name, args, input }: Command): boolean {
  if (input && RUN_LATER.test(input.text.slice(0, 8192))) return true;
  return /^(?:echo|printf)$/.test(name ?? '') && args.slice(0, 20).some(({ text }) => RUN_LATER.test(text.slice(0, 2048)));
}

const DOTFILE = /^(?:a shell start-up file|a start-up file|the global git configuration)$/;

/**
 * `ln -s ~/dotfiles/_zshrc ~/.zshrc`, `cp zsh/.zshrc ~`: settings that a person keeps in a repository, under the same
 * name. What was downloaded before, or lies in a folder for everybody, is nobody's settings.
 */
function isDotfile({ name, args }: Command, target: Word, label: string, { commands }: CommandScript): boolean {
  if (!DOTFILE.test(label) || !/^(?:ln|cp|install)$/.test(name ?? '')) return false;
  const sources = readOptions(args, new Set(['-t', '-m', '-o', '-g'])).operands.filter((word) => word !== target).slice(0, MAX_SOURCES);
  const wanted = nameOf(target.text);
  return sources.length > 0 && sources.some(({ text }) => nameOf(text) === wanted)
    && sources.every(({ text, value }) => !/^["']?(?:\/tmp|\/var|\/dev|[a-z]+:\/\/)/.test(text) && !commands.some((command) => requestOf(command)?.outputs.some((output) => output.value === value) === true));
}

const MAX_SOURCES = 20;

/** `.zshrc`, `_zshrc`, `dot_zshrc` and `zshrc` are one name. */
function nameOf(path: string): string {
  return (path.slice(0, 1000).replace(/["']/g, '').replace(/\/$/, '').split('/').at(-1) ?? '').replace(/^(?:\.|_|dot[_-])/, '');
}

/** `sed -i '/# tool start/,/# tool end/d'`: what removes lines plants none. */
const DELETION = /^(?:\d{1,6}|\/[^/;{}\n]{1,300}\/I?|\\([#|,@%])[^;{}\n]{1,300}\1)(?:,(?:\d{1,6}|\$|\/[^/;{}\n]{1,300}\/I?))?\s{0,3}d$/;

function onlyDeletes({ args }: Command): boolean {
  const { operands, values } = readOptions(args, new Set(['-e', '--expression', '-f', '--file']));
  if (values.has('-f') || values.has('--file')) return false;
  const given = [...(values.get('-e') ?? []), ...(values.get('--expression') ?? [])];
  // On a Mac the first word after `-i` is the ending of a copy, most often an empty one.
  const scripts = given.length > 0 ? given : operands.filter(({ value }) => value !== '').slice(0, 1);
  return scripts.length > 0 && scripts.every(({ value }) => DELETION.test(value.replaceAll('\\/', '')));
}

function levelOf(label: string): FindingLevel {
  return /^(?:agent|editor|a CI|a git hook$|the git)/.test(label) ? 'medium' : 'high';
}

/** `echo 'export PATH=…' >> ~/.bashrc`, `eval "$(tool init bash)"`, `source ~/.nvm/nvm.sh`: what installers ask for. */
function isSetup(command: Command, label: string): boolean {
  if (label === 'SSH access') return false;
  const texts = /^(?:echo|printf|add-content|ac|set-content|sc)$/.test(command.name ?? '') ? command.args.map(({ text }) => text).filter((text) => text !== '' && persistencePath(text) === null && !/^-(?:path|value|literalpath|encoding|force)$/i.test(text)) : command.input ? [command.input.text] : command.upstream.flatMap(({ name, args, input }) => (name === 'echo' || name === 'printf' ? args.map(({ text }) => text) : [input?.text ?? '']));
  const lines = texts.join('\n').split(/\\n|\n/).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#') && !/^-[neE]$/.test(line));
  if (lines.some((line) => loadsCode(line))) return false;
  return /^a (?:shell|system) start-up file$/.test(label) && lines.length > 0 && lines.every((line) => /^(?:export\s{1,4})?[A-Z_][A-Z0-9_]{0,60}=(?!.{0,400}(?:curl|wget|\/dev\/tcp|base64))|^alias\s{1,4}(?!(?:sudo|su|ssh|gpg|passwd)=)[\w.-]{1,40}=["']?(?!.{0,400}(?:curl|wget|sudo|ssh))|^(?:eval|source|\.|\[\s|test|fpath|autoload|compinit|if|fi|then|else|set|import-module|set-alias|new-alias|set-psreadline\w{0,20}|oh-my-posh|\$env:\w{1,60}\s{0,3}\+?=)(?!\w)(?!.{0,400}(?:curl|wget|\/tmp\/|iwr|irm))|^(?:iex|invoke-expression)\s{0,3}\(?\{?\s{0,3}\(?\s{0,3}&?\s{0,3}[\w-]{1,40}\s{1,3}(?:init|hook|activate|completion|env|--init)\b/i.test(line));
}

/** A line that sets a variable by which programs load code from where nobody keeps it. */
function loadsCode(line: string): boolean {
  const [, name = '', value = ''] = /^(?:export\s{1,4})?([A-Z_]\w{0,60})=["']?(.{0,1000}?)["']?$/.exec(line) ?? [];
  const threat = name === '' ? null : projectEnvThreat(name, value);
  return threat?.kind === 'code' && threat.preset === 'recommended' && !(LIBRARIES.test(name) && !HIDDEN_LIBRARY.test(value) && !TEMPORARY.test(value));
}

function schedules(command: Command): Persistence | null {
  const name = command.name?.toLowerCase() ?? '';
  const values = command.args.map(({ value }) => value.toLowerCase());
  const has = (pattern: RegExp): boolean => values.some((value) => pattern.test(value));
  switch (name) {
    case 'crontab': {
      // An editor that is a program, or is given its input, is nobody who edits.
      const isFed = has(/^-e$/) && (command.input !== null || command.upstream.length > 0 || command.assignments.some(({ name: variable, value }) => /^(?:EDITOR|VISUAL)$/.test(variable) && !EDITORS.test(value.value)));
      const isQuery = has(/^-[a-z]*[lre]/) && !isFed;
      return isQuery || (values.length === 0 && command.upstream.length === 0) ? null : finding(command, 'schedule', 'crontab', values.at(-1) ?? '', 'high');
    }
    case 'at':
    case 'batch':
      return command.dialect === 'sh' && (command.upstream.length > 0 || command.input !== null || (name === 'at' && has(/^-f/))) && (name === 'batch' || has(/^(?:now|midnight|noon|\d)/)) ? finding(command, 'schedule', name, '', 'high') : null;
    case 'launchctl':
      return has(/^(?:load|bootstrap|enable|submit)$/) ? finding(command, 'service', 'launchctl', command.args.at(-1)?.value ?? '', 'high') : null;
    case 'schtasks':
      return has(/^\/(?:create|change)$/) ? finding(command, 'schedule', 'schtasks', '', 'high') : null;
    case 'systemctl':
      return has(/^(?:enable|link|reenable)$/) ? finding(command, 'service', 'systemctl', values.at(-1) ?? '', has(/^--user$/) ? 'high' : 'low') : null;
    case 'update-rc.d':
    case 'chkconfig':
    case 'rc-update':
      return finding(command, 'service', name, values[0] ?? '', 'low');
    case 'sc':
      return values[0] === 'create' || values[0] === 'config' ? finding(command, 'service', 'sc', values[1] ?? '', 'high') : null;
    case 'reg':
      return values[0] === 'add' && has(/\\(?:run|runonce|winlogon|userinit|image file execution options)\b/) ? finding(command, 'schedule', 'reg', 'Run', 'high') : null;
    case 'set-itemproperty':
    case 'new-itemproperty':
      return has(/\\(?:run|runonce|winlogon)\b/) ? finding(command, 'schedule', name, 'Run', 'high') : null;
    case 'register-scheduledtask':
    case 'new-service':
      return finding(command, 'schedule', name, '', 'high');
    default:
      return null;
  }
}

const EDITORS = /^(?:\S{0,40}\/)?(?:vi|vim|nvim|nano|emacs|code|ed|hx|micro|joe)\b/;

const GIT_HOOK_KEYS = /^(?:core\.(?:hookspath|sshcommand|fsmonitor|pager|editor|askpass|gitproxy)|init\.templatedir|credential\.helper|sequence\.editor|diff\.external|alias\.[\w-]{1,40}|filter\.[\w-]{1,40}\.(?:clean|smudge|process)|include\.path|gpg\.program|url\..{1,200}\.insteadof)$/i;
const HARMLESS_VALUES = /^(?:(?:store|cache)(?:\s{1,3}--(?:file|timeout|socket)[=\s](?!\/tmp|\/dev\/)[\w./~${}-]{1,200}){0,2}|gcloud(?:\.sh)?|osxkeychain|manager|manager-core|libsecret|wincred|!gh auth git-credential|!?\/usr\/bin\/gh auth git-credential|true|false|(?:code|subl|vim?|nano|nvim|emacs|less|more|cat|bat|delta|diff-so-fancy)(?:\s{1,3}-{1,2}[\w=-]{1,30}){0,8}|!\s{0,3}git\s[^;&|`$()<>]{0,300}(?:(?:&&|;)\s{0,3}git\s[^;&|`$()<>]{0,300}){0,6})?$/;

/** Global git settings that run a program. */
function gitConfig(command: Command): Persistence | null {
  if (command.name !== 'git') return null;
  const values = command.args.map(({ value }) => value);
  if (values[0] !== 'config' || !values.some((value) => value === '--global' || value === '--system')) return null;
  if (values.some((value) => /^--(?:unset|unset-all|get|get-all|list|remove-section)$/.test(value))) return null;
  const operands = values.slice(1).filter((value) => !value.startsWith('--') && value !== 'set');
  const [key = '', value = ''] = operands;
  if (!GIT_HOOK_KEYS.test(key) || operands.length < 2) return null;
  if (/^alias\./i.test(key) && !value.startsWith('!')) return null;
  if (/^url\./i.test(key)) return null;
  return HARMLESS_VALUES.test(value) ? null : finding(command, 'git-config', key, value, 'high');
}

function agentConfig(command: Command): Persistence | null {
  const name = command.name?.toLowerCase() ?? '';
  const isAgent = /^(?:claude|codex|gemini|copilot|claude-code)$/.test(name);
  const isEditor = /^(?:code|cursor|windsurf|code-insiders)$/.test(name);
  if (!isAgent && !isEditor) return null;
  const values = command.args.map(({ value }) => value);
  if (isAgent && values[0] === 'mcp' && /^add(?:-json)?$/.test(values[1] ?? '')) return finding(command, 'agent', `${name} mcp add`, values[2] ?? '', 'medium');
  if (isEditor && values.some((value) => /^--add-mcp/.test(value))) return finding(command, 'agent', `${name} --add-mcp`, '', 'medium');
  return null;
}

const INSTALL_SCRIPT = /^scripts\.(\w{1,30})=(.{1,1000})$/s;

/** `npm pkg set scripts.postinstall="node x.js"`, `npm set-script postinstall "node x.js"`. */
function installScript(command: Command): Persistence | null {
  if (/^(?:jq|yq|g?sed)$/.test(command.name ?? '')) return editedManifest(command);
  if (!/^(?:npm|pnpm)$/.test(command.name?.toLowerCase() ?? '')) return null;
  const values = command.args.map(({ value }) => value).filter((value) => !value.startsWith('-'));
  const set = values[0] === 'pkg' && values[1] === 'set' ? values.slice(2).map((value) => INSTALL_SCRIPT.exec(value)?.slice(1) ?? []) : values[0] === 'set-script' ? [values.slice(1, 3)] : [];
  const planted = set.find(([name = '', text = '']) => isPlantedScript(name, text));
  return planted ? finding(command, 'install-script', `${command.name ?? 'npm'} ${values[0] ?? ''}`, `scripts.${planted[0] ?? ''}`, 'medium') : null;
}

const MANIFEST = /(?:^|\/)package\.json["']?$/;
/** `.scripts.postinstall = "node x.js"` of jq and yq, `"postinstall": "node x.js"` of sed. */
const EDITED_SCRIPT = /\bscripts(?:\.|\[")(\w{1,30})(?:"\])?\s{0,3}\|?=\s{0,3}"([^"\n]{1,500})"|"((?:pre|post)?install)"\s{0,3}:\s{0,3}"([^"\n]{1,500})"/;

/** `jq '.scripts.postinstall = "…"' package.json`, `sed -i '…"postinstall": "…"…' package.json`. */
function editedManifest(command: Command): Persistence | null {
  const { args, redirects, name } = command;
  if (![...args, ...redirects.map(({ target }) => target)].some(({ text }) => MANIFEST.test(text.slice(-200)))) return null;
  for (const { text } of args.slice(0, MAX_SOURCES)) {
    const [, key, script, sedKey, sedScript] = EDITED_SCRIPT.exec(text.slice(0, 4096)) ?? [];
    const planted = key ?? sedKey ?? '';
    if (isPlantedScript(planted, script ?? sedScript ?? '')) return finding(command, 'install-script', `${name ?? ''} package.json`, `scripts.${planted}`, 'medium');
  }
  return null;
}
