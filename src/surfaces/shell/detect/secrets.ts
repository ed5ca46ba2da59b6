import { CREDENTIAL_COMMANDS, HOST_FACTS, READ_COMMANDS } from '../../../knowledge/commands.ts';
import { isSecretName } from '../../../knowledge/names.ts';
import { secretFile, sensitivePath, storeFolder } from '../../../knowledge/paths.ts';
import { belowFolder, placedPath } from '../folders.ts';
import type { Command, Word } from '../model.ts';
import { inlineCode } from './flow.ts';

/** True for commands that print the whole environment. */
export function dumpsEnvironment(command: Command): boolean {
  const { name, args } = command;
  const values = args.map(({ value }) => value);
  switch (name?.toLowerCase()) {
    case 'env':
      return values.every((value) => /^-(?:0|-null|i)$/.test(value)) && !values.includes('-i');
    case 'printenv':
      return values.every((value) => value.startsWith('-'));
    case 'set':
      return values.length === 0;
    case 'export':
    case 'declare':
    case 'typeset':
      return values.length === 0 || values.every((value) => /^-[pxa]{1,3}$/.test(value));
    case 'cat':
    case 'strings':
    case 'tr':
    case 'xargs':
    case 'base64':
    case 'gzip':
      return [...args, ...command.redirects.map(({ target }) => target)].some(({ text }) => /^\/proc\/(?:self|\$\$|\d{1,7}|\$\{?PPID\}?)\/environ$/.test(text));
    case 'gci':
    case 'get-childitem':
    case 'dir':
    case 'ls':
    case 'gi':
    case 'get-item':
      return values.some((value) => /^env:[\\/*]{0,2}$/i.test(value));
    case 'node':
    case 'bun':
    case 'python':
    case 'python3':
    case 'ruby':
    case 'perl':
    case 'php':
      return printsEnvironment(inlineCode(command)) || values.some((value) => printsEnvironment(value));
    case 'compgen':
      return values.some((value, index) => /^-[a-z]{0,3}[ev]/.test(value) || (/^(?:export|variable)$/.test(value) && values[index - 1] === '-A'));
    case 'awk':
    case 'gawk':
    case 'mawk':
      return values.some((value) => /\bin\s{1,5}ENVIRON\b/.test(value.slice(0, 8192)));
    case 'ps':
      // The letters without a dash: `e` shows the environment of each process.
      return /^[a-df-z]{0,6}e[a-z]{0,6}$/i.test(values[0] ?? '');
    case 'jq':
      return values.some((value) => /^(?:env|\$ENV)$/.test(value.trim()));
    default:
      return name === null && /GetEnvironmentVariables\s{0,5}\(/i.test(command.word.text);
  }
}

/** True for code that takes the whole environment for something else than a child of its own. */
export function printsEnvironment(source: string): boolean {
  // A child that gets the environment of its parent is no dump of it.
  const code = source.slice(0, 8192).replace(/\benv\s{0,3}=\s{0,3}(?:dict\(\s{0,3})?(?:\*\*)?os\.environ\b|\{\s{0,3}\*\*os\.environ\b/g, '');
  return /\bprocess\.env\b(?!\s{0,5}[.[])|\bos\.environ\b(?!\s{0,5}[.[])|\bENV\.(?:to_h|to_a|each|inspect|map)\b|%ENV\b|\bgetenv\s{0,5}\(\s{0,5}\)|\$_ENV\b(?!\s{0,5}\[)/.test(code);
}

export interface SecretSource {
  readonly kind: 'file' | 'variable' | 'credential' | 'host';
  readonly label: string;
  readonly command: Command;
  readonly word: Word;
}

/** So many characters of a secret are no hint at which one it is. */
const MIN_SHOWN = 16;

/** `${X:0:4}`, `${X:+set}`, `${#X}` tell little or nothing of the value. */
export function showsValue(word: Word, name: string): boolean {
  const at = word.text.indexOf(`{${name}:`);
  // `${X:0:99}` is the whole of it, or enough.
  if (at >= 0 && Number(/^0:(\d{1,6})\}/.exec(word.text.slice(at + name.length + 2))?.[1] ?? 0) >= MIN_SHOWN) return true;
  return !word.text.includes(`{#${name}}`) && (at < 0 || !/^(?:\+|\d|\s)/.test(word.text.slice(at + name.length + 2)));
}

/** Variables with a secret's name in a word. */
export function secretVariables(word: Word): readonly string[] {
  return word.variables.filter((name) => isSecretName(name) && showsValue(word, name));
}

/** What secret a command's output carries; `null` when none. The environment as a whole is told by `dumpsEnvironment`. */
export function secretOf(command: Command): SecretSource | null {
  const name = command.name?.toLowerCase() ?? '';
  if (READ_COMMANDS.has(name) || name === 'read') {
    for (const word of [...(name === 'read' ? [] : command.args), ...command.redirects.filter(({ operator }) => operator === '<').map(({ target }) => target)]) {
      const label = sensitivePath(placedPath(word, command)) ?? secretFile(word.text) ?? gitLogins(word.text);
      if (label !== null && label !== 'process environment') return { kind: 'file', label, command, word };
    }
    const users = command.args.find(({ text }) => text === '/etc/passwd');
    if (users) return { kind: 'host', label: 'the list of users', command, word: users };
    const packed = packedStore(name, command);
    if (packed !== null) return { kind: 'file', ...packed, command };
  }
  const credential = credentialOf(command) ?? storedSecret(command);
  if (credential !== null) return { kind: 'credential', label: credential, command, word: command.word };
  if (/^(?:echo|printf|print|write-output|write-host|printenv|jq|cat|tee)$/.test(name)) {
    for (const word of command.args) {
      const [variable] = name === 'printenv' && isSecretName(word.value) ? [word.value] : secretVariables(word);
      if (variable !== undefined) return { kind: 'variable', label: variable, command, word };
    }
    const [inInput] = command.input ? secretVariables(command.input) : [];
    if (inInput !== undefined && command.input) return { kind: 'variable', label: inInput, command, word: command.input };
  }
  if (HOST_FACTS.has(name)) return { kind: 'host', label: name, command, word: command.word };
  return null;
}

/** The settings of a repository hold the login of its remote, if there is one: to read them is ordinary, to send them is not. */
export function gitLogins(path: string): string | null {
  return /(?:^|["'/\\])\.git[/\\]config["']?$/.test(path) ? 'settings of git, with logins' : null;
}

const PACKERS = /^(?:(?:bsd|g)?tar|zip|7za?|rar)$/;

/** What is packed as a whole: a folder with a store of credentials in it (`~/.claude`), or a store that tar's `-C` leads to (`tar -cz -C ~ .ssh`). */
function packedStore(name: string, { args, folder: entered = '' }: Command): { readonly label: string; readonly word: Word } | null {
  if (!PACKERS.test(name)) return null;
  let folder = entered;
  for (const [index, word] of args.entries()) {
    const { text } = word;
    const before = args[index - 1]?.value ?? '';
    if (/^(?:-[a-zA-Z]{0,12}C|--directory)$/.test(before)) folder = text;
    else if (text.startsWith('--directory=')) folder = text.slice(12);
    else if (!text.startsWith('-')) {
      const path = belowFolder(folder.replace(/["']/g, ''), text);
      const label = storeFolder(path) ?? (folder === '' ? null : sensitivePath(path));
      if (label !== null) return { label, word };
    }
  }
  return null;
}

const KEY_PATTERN = /\b(?:AKIA|ghp_|gho_|github_pat_|sk-(?:ant|proj)?|xox[bap]|npm_)(?=[[\\(.{A-Z-])|BEGIN[\s.\w*\\]{0,20}PRIVATE/;

/** True for a pattern of file names that are secrets: `.env`, `*.env`, `id_rsa*`; not for one that leaves them out. */
function isSecretGlob(glob: string): boolean {
  return glob !== '' && !glob.startsWith('!') && secretFile(glob.replaceAll('*', '')) !== null;
}

/** Label of what a command takes out of a store of secrets, of the history of a shell, or of files by the shape of a key; `null` for none. */
function storedSecret({ name, args }: Command): string | null {
  const values = args.map(({ value }) => value);
  const operands = values.filter((value) => !value.startsWith('-'));
  const has = (pattern: RegExp): boolean => operands.some((value) => pattern.test(value));
  switch (name?.toLowerCase()) {
    case 'kubectl':
    case 'oc':
      return has(/^get$/) && has(/^secrets?(?:\/|$)/) && values.some((value) => /^(?:-o|--output|--template)/.test(value)) ? 'A Kubernetes secret' : null;
    case 'aws':
      return (operands[0] === 'secretsmanager' && has(/^get-secret-value$/)) || (operands[0] === 'ssm' && has(/^get-parameter/) && values.includes('--with-decryption')) || (operands[0] === 'sts' && has(/^(?:get-session-token|assume-role)/)) ? 'An AWS secret' : null;
    case 'gcloud':
      return operands[0] === 'secrets' && has(/^access$/) ? 'A Google Cloud secret' : null;
    case 'az':
      return operands[0] === 'keyvault' && has(/^secret$/) && has(/^(?:show|list)$/) ? 'An Azure secret' : null;
    case 'vault':
      return (operands[0] === 'kv' && operands[1] === 'get') || operands[0] === 'read' ? 'A secret of Vault' : null;
    case 'doppler':
    case 'infisical':
      return operands[0] === 'secrets' || operands[0] === 'export' ? 'A stored secret' : null;
    case 'npm':
      return operands[0] === 'config' && operands[1] === 'get' && has(/:_(?:authToken|auth|password)$/) ? 'The npm token' : null;
    case 'history':
      return values.every((value) => /^\d{1,6}$/.test(value)) ? 'The shell history' : null;
    case 'docker':
    case 'podman':
      return operands[0] === 'inspect' && !values.some((value) => /^(?:-f|--format)/.test(value) && !values.some((format) => /\bEnv\b|\bjson \./.test(format))) ? 'The environment of a container' : null;
    case 'git':
      return operands[0] === 'config' && values.some((value) => /^(?:-l|--list)$/.test(value)) ? 'The settings of git, with logins' : null;
    case 'gpg':
    case 'gpg2':
      return values.some((value) => value.startsWith('--export-secret')) ? 'A secret key of GPG' : null;
    case 'op':
      return operands[0] === 'item' && operands[1] === 'get' ? 'A stored secret' : null;
    case 'bw':
      return operands[0] === 'get' || operands[0] === 'export' ? 'A stored secret' : null;
    case 'grep':
    case 'rg':
    case 'egrep':
      if (values.some((value) => KEY_PATTERN.test(value.slice(0, 500)))) return 'A key found by its shape';
      // Only files of secrets are looked through: `grep -r KEY ~ --include=.env`, `rg KEY -g .env`.
      return values.some((value, index) => isSecretGlob(/^--(?:include|glob)=/.test(value) ? value.slice(value.indexOf('=') + 1) : /^(?:-g|--glob|--include)$/.test(values[index - 1] ?? '') ? value : '')) ? 'What stands in files of secrets' : null;
    default:
      return null;
  }
}

/** Label of the secret that a client of a store prints, or `null`. A keychain shows the password only when it is asked to. */
export function toldSecret(command: Command): string | null {
  if (command.name === 'security' && !command.args.some(({ value }) => /^-[a-z]{0,3}[wg]/.test(value))) return null;
  return credentialOf(command) ?? storedSecret(command);
}

/** Label of the credential that a command prints (`gh auth token`), or `null`. */
export function credentialOf(command: Command): string | null {
  const name = command.name?.toLowerCase();
  const operands = command.args.filter(({ value }) => !value.startsWith('-')).map(({ value }) => value);
  for (const [tool, first, label] of CREDENTIAL_COMMANDS) {
    if (tool === name && first.every((operand, index) => operands[index] === operand)) return label;
  }
  return null;
}
