import type { Command, CommandScript, Word } from '../model.ts';
import { knownOutput } from '../known-output.ts';
import { readOptions } from '../options.ts';
import { dataLoss } from './data-loss.ts';
import { inlineCode } from './flow.ts';
import { memoize, positionOf } from './types.ts';
import type { ShellFinding } from './types.ts';

export type DestructiveKind = 'root' | 'home' | 'home-folder' | 'parent' | 'wildcard' | 'unset-variable' | 'system-folder' | 'disk' | 'windows' | 'all-processes' | 'fork-bomb' | 'data';
export type Destructive = ShellFinding<DestructiveKind>;

/** Commands that delete or overwrite broadly: root, home, parents, system folders, whole disks. */
export const findDestructive = memoize((script: CommandScript): readonly Destructive[] => {
  const found: Destructive[] = [];
  for (const command of script.commands) {
    const finding = deletion(command, script) ?? codeDeletion(command) ?? disk(command) ?? windows(command) ?? killing(command) ?? data(command);
    if (finding) found.push(finding);
  }
  const bomb = forkBomb(script);
  if (bomb) found.push(bomb);
  return found;
});

const DELETERS = /^(?:rm|rimraf|del-cli|trash|del|unlink|srm|shred|rmdir|rd|remove-item|ri|erase)$/;

function deletion(command: Command, script: CommandScript): Destructive | null {
  const name = command.name?.toLowerCase() ?? '';
  if (DELETERS.test(name)) return removal(command, name, script);
  if (name === 'find' && command.args.some(({ value }) => value === '-delete')) return foundFiles(command, command, 'find -delete');
  if (name === 'rsync' && command.args.some(({ value }) => /^--del(?:ete(?:-[a-z-]{1,12})?)?$/.test(value)) && !command.args.some(({ value }) => /^(?:-[a-zA-Z]{0,8}n[a-zA-Z]{0,8}|--dry-run)$/.test(value))) {
    const target = command.args.filter(({ value }) => !value.startsWith('-')).at(-1);
    const kind = target ? broadTarget(target.text) : null;
    return target && (kind === 'root' || kind === 'home') && /^(?:~|\$HOME|\$\{HOME\}|\/|\/home|\/root)\/?$/.test(target.text) ? finding(command, kind, 'rsync --delete', target) : null;
  }
  if (name === 'mv' && command.args.at(-1)?.value === '/dev/null') {
    const broad = command.args.filter(({ text }) => broadTarget(text) !== null);
    const target = broad.find(({ text }) => broadTarget(text) !== 'home-folder') ?? broad[0];
    return target ? finding(command, broadTarget(target.text) ?? 'root', 'mv', target) : null;
  }
  if (name === 'tar' || name === 'gtar' || name === 'bsdtar') return archived(command);
  if (/^(?:chmod|chown|chgrp)$/.test(name) && command.args.some(({ value }) => /^(?:-[a-zA-Z]*R|--recursive)/.test(value))) {
    const target = command.args.find(({ text }) => /^\/\*?$/.test(text) || /^(?:~|\$HOME|\$\{HOME\})\/?\*?$/.test(text));
    return target ? finding(command, broadTarget(target.text) ?? 'root', name, target) : null;
  }
  return null;
}

/** `tar -cf x --remove-files ~`: what goes into the archive is deleted. */
function archived(command: Command): Destructive | null {
  const { args } = command;
  if (!args.some(({ value }) => value === '--remove-files')) return null;
  const target = args.find(({ value, text }, index) => !value.startsWith('-') && !/^(?:-[a-zA-Z]{0,8}[Cf]|--directory|--file)$/.test(args[index - 1]?.value ?? '') && /^(?:root|home|system-folder)$/.test(broadTarget(text) ?? ''));
  return target ? finding(command, broadTarget(target.text) ?? 'root', 'tar --remove-files', target) : null;
}

const REMOVES = /\b(?:rmtree|remove_tree|rm_rf|rm_r|rimraf(?:\.sync)?|rmSync|rmdirSync)\s{0,3}\(?\s{0,3}(?:[\w.]{0,30}expanduser\s{0,3}\(\s{0,3})?(["'])([^"'\n]{1,200})\1/g;
/** The same of what a function calls the home directory. */
const REMOVES_HOME = /\b(?:rmtree|remove_tree|rm_rf|rm_r|rmSync|rmdirSync)\s{0,3}\(?\s{0,3}(?:(?:[\w.]{0,30}\.)?Path\.home\(\)|Dir\.home|(?:[\w()'":]{0,40}\.)?homedir\(\)|process\.env\.HOME|\$?ENV[[{]["']?HOME["']?[\]}]|(?:os\.)?(?:environ\[|getenv\()["']HOME["'][\])])\s{0,3}[,)\n;]/;

/** Inline code that deletes a folder tree: `shutil.rmtree('/home')`, `FileUtils.rm_rf("/")`. */
function codeDeletion(command: Command): Destructive | null {
  const code = /^(?:python|perl|ruby|node|bun)[\d.]{0,6}$/.test(command.name ?? '') ? inlineCode(command) : '';
  if (!code.includes('rm') && !code.includes('remove_tree')) return null;
  const home = REMOVES_HOME.exec(code)?.[0];
  if (home !== undefined) return finding(command, 'home', command.name ?? '', { ...command.word, text: 'the home directory' });
  for (const match of code.matchAll(REMOVES)) {
    const kind = broadTarget(match[2] ?? '');
    if (kind !== null && kind !== 'parent') return finding(command, kind, command.name ?? '', { ...command.word, text: match[2] ?? '' });
  }
  return null;
}

function removal(command: Command, name: string, script: CommandScript): Destructive | null {
  const options = readOptions(command.args, new Set());
  const posix = !/^(?:rd|rmdir|del|erase|remove-item|ri)$/.test(name);
  const recursive =
    /^(?:rimraf|del-cli|trash|srm)$/.test(name) || (posix && [...options.flags].some((flag) => /^(?:-r|-R|--recursive|--no-preserve-root)$/.test(flag))) || (!posix && command.args.some(({ value }) => /^(?:(?:\/[a-z]){0,6}\/s(?:\/[a-z]){0,6}|-r\w{0,8}|-fr)$/i.test(value)));
  if (command.parent?.name === 'find' && options.operands.some(({ value }) => value.includes('{}'))) return foundFiles(command, command.parent, `find -exec ${name}`);
  const [source] = command.wrappers.includes('xargs') && posix && command.upstream.length === 1 ? command.upstream : [];
  if (source?.name === 'find') return foundFiles(command, source, `find | xargs ${name}`);
  if (!recursive) return null;
  let small: Destructive | null = null;
  for (const target of [...options.operands, ...givenTargets(command), ...enteredFolder(options.operands, command, script)]) {
    if (!posix && /^(?:\/[a-z]){1,8}$/i.test(target.value)) continue;
    const kind = broadTarget(target.text) ?? defaultTarget(target) ?? (posix ? unsetTarget(target, script) : windowsTarget(target.text));
    if (kind === 'home-folder') small ??= finding(command, kind, name, target);
    else if (kind !== null && !(kind === 'parent' && target.text === '..' && command.wrappers.includes('find'))) return finding(command, kind, name, target);
  }
  return small;
}

/** `find / -delete`, `find ~ -exec rm -rf {} +` without a test that limits what is found. */
function foundFiles(command: Command, find: Command, label: string): Destructive | null {
  const start = find.args.find(({ value }) => !value.startsWith('-'));
  const filtered = find.args.some(({ value }, index) => /^-(?:i?name|i?path|i?regex|mtime|mmin|newer|empty|user|size|atime|ctime)$/.test(value) && !/^(?:\*{1,2}(?:\.\*)?|\.\*)$/.test(find.args[index + 1]?.value ?? ''));
  const kind = start && !filtered ? broadTarget(start.text) : null;
  return kind && start ? finding(command, kind, label, start) : null;
}

/** `echo / | xargs rm -rf`: targets that come in through a pipe whose text is known. */
function givenTargets(command: Command): readonly Word[] {
  if (!command.wrappers.includes('xargs')) return [];
  const xargs = command.parent?.name === 'xargs' ? command.parent : null;
  const feed = knownOutput(command.upstream) ?? xargs?.input?.text ?? (fileOption(xargs)?.nested.length ? knownOutput(fileOption(xargs)?.nested ?? []) : null) ?? '';
  return feed.split(/\s{1,20}/, 20).filter((value) => value !== '').map((value) => ({ ...command.word, value, text: value }));
}

/** What `xargs -a <(…)` reads instead of its input. */
function fileOption(xargs: Command | null): Word | undefined {
  const at = xargs?.args.findIndex(({ value }) => value === '-a' || value === '--arg-file') ?? -1;
  return at < 0 ? undefined : xargs?.args[at + 1];
}

/** `cd / && rm -rf *`: what is deleted when the command just before entered a folder. */
function enteredFolder(operands: readonly Word[], command: Command, script: CommandScript): readonly Word[] {
  if (!operands.some(({ text }) => /^(?:\.\/?)?\*?$/.test(text))) return [];
  const index = positionOf(command, script);
  const before = script.commands.slice(Math.max(index - 3, 0), index).reverse().find(({ name }) => !/^(?:exit|return|echo|true|:)$/.test(name ?? ''));
  if (before?.name !== 'cd' && before?.name !== 'pushd') return [];
  // `cd` alone goes home; in cmd.exe it prints where it is.
  if (before.name === 'cd' && before.args.length === 0 && before.dialect === 'sh') return [{ ...before.word, value: '~', text: '~' }];
  return before.args.filter(({ value }) => !value.startsWith('-')).slice(0, 1);
}

/** `rm -rf ${DIR:-/}`: what is deleted when the variable is unset. */
function defaultTarget({ text }: Word): DestructiveKind | null {
  const [, given, rest = ''] = /^["']?\$\{\w{1,80}:?-([^{}]{1,100})\}(.{0,100})$/.exec(text) ?? [];
  const kind = given === undefined ? null : broadTarget(given + rest);
  return kind === 'parent' ? null : kind;
}

function finding(command: Command, kind: DestructiveKind, label: string, target: Word): Destructive {
  return { at: command.range, kind, label, detail: target.text, level: kind === 'parent' || kind === 'unset-variable' ? 'medium' : kind === 'home-folder' ? 'low' : 'high', command };
}

const HOME = /^(?:~[\w.-]{0,32}|\$HOME|\$\{HOME(?::[?-][^}]{0,40})?\}|\/home(?:\/[\w.*-]{1,64})?|\/Users(?:\/[\w.*-]{1,64})?|\/root|\$\{userHome\}|\$\{(?:localEnv|env):(?:HOME|USERPROFILE)\}|%USERPROFILE%|%HOMEPATH%|\$env:(?:USERPROFILE|HOME))$/i;
/** A folder right under the home directory; hidden ones and build output are what scripts clean. */
const HOME_FOLDER = /^(?:~|\$HOME|\$\{HOME\}|%USERPROFILE%|\$env:(?:USERPROFILE|HOME))\/(?!(?:node_modules|build|dist|tmp|temp|cache|out|target|bin|go|output)$)([A-Za-z][\w -]{0,63})$/i;
/** Those that people keep their things in; any other may be what a program made for itself. Sources: xdg-user-dirs, Windows known folders, macOS. */
const PEOPLES_FOLDER = /^(?:my ?)?(?:documents?|docs|desktop|downloads?|pictures?|photos?|images|music|videos?|movies|public|templates|library|applications|appdata|contacts|favorites|favourites|links|saved games|searches|sites|dropbox|onedrive.{0,40}|google ?drive|icloud ?drive|nextcloud|owncloud|projects?|code|src|source|sources|dev|develop|development|work|workspaces?|repos?|repositor(?:y|ies)|git|github|gitlab|backups?|archives?|data|files|notes|books|mail|keys|vault|secrets|wallets?|personal|private|clients?|customers?|school|study|thesis|research|notebooks?|scripts|config|dotfiles)$/i;
const SYSTEM = /^\/(?:etc|usr|bin|sbin|boot|lib|lib64|var|opt|sys|proc|dev|System|Library|Applications|usr\/(?:bin|lib|local|share|sbin)|var\/(?:lib|log))$/;

/** `/home/$USER`, `/Users/$(whoami)`: the home directory by the name of its owner. */
const CURRENT_USER = /^(\/(?:home|Users)\/)(?:\$(?:USER|LOGNAME|\{USER\}|\{LOGNAME\}|SUDO_USER|\{SUDO_USER\}|\((?:whoami|id -un|logname)\))|`(?:whoami|id -un)`)(?=$|\/)/;
/** `${HOME%/}`, `${HOME:?}`: the home directory all the same. */
const TRIMMED_HOME = /^\$\{HOME(?:%{1,2}\/|:?\?[^}]{0,80}|:0)\}/;
/** `$(cd ~ && pwd)`. */
const ENTERED_HOME = /^\$\(cd(?: ~| \$HOME| \$\{HOME\})?\s{0,2}(?:&&|;)\s{0,2}pwd(?: -P)?\)/;

/** An absolute path without `name/..`; another one stays as it is. */
function withoutSteps(path: string): string {
  if (!/^[/~]/.test(path) || !path.includes('/..')) return path;
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part !== '..') kept.push(part);
    else if (kept.length > 1) kept.pop();
    else if (kept[0] !== '') return path;
  }
  return kept.length === 1 && kept[0] === '' ? '' : kept.join('/');
}

/** What a target of a recursive delete is when it is far too broad; `home-folder` for one that a program may have made; `null` for ordinary paths. */
export function broadTarget(text: string): DestructiveKind | null {
  if (text.length > 300) return null;
  let path = text.replaceAll('\\', '/').replace(/["']/g, '').replace(/\/{2,}/g, '/').replace(/\/\.(?=\/|$)/g, '').replace(/\/\*{1,2}(?:\/\*{1,2})*$|\/\.\*$|\/\{\*,\.[^}]{0,20}\}$|\/\.\[[^\]]{0,10}\]\*$/, '/');
  if (/^(?:\.\.\/)*\.\.$/.test(path) || /^(?:\.\.\/)+$/.test(path)) return 'parent';
  if (path === '/' || path === '' || /^\/(?:\.\.\/?)+$/.test(path)) return text === '' ? null : 'root';
  if (path === '*' || path === '.' || path === './') return null;
  path = withoutSteps(path.replace(/\/$/, '').replace(CURRENT_USER, '$1user').replace(TRIMMED_HOME, '$HOME').replace(ENTERED_HOME, '~'));
  if (path === '') return 'root';
  if (HOME.test(path)) return 'home';
  const folder = HOME_FOLDER.exec(path)?.[1];
  if (folder !== undefined) return PEOPLES_FOLDER.test(folder) ? 'home' : 'home-folder';
  return SYSTEM.test(path) ? 'system-folder' : null;
}

function windowsTarget(text: string): DestructiveKind | null {
  const path = text.replace(/["']/g, '').replaceAll('\\', '/').replace(/\/?\*(?:\.\*)?$/, '').replace(/\/$/, '');
  if (/^[a-z]:$/i.test(path) || /^%(?:systemdrive|homedrive)%$|^\$env:systemdrive$/i.test(path)) return 'root';
  if (/^(?:[a-z]:|%systemdrive%)\/users(?:\/[\w.%-]{1,64})?$/i.test(path)) return 'home';
  return /^(?:[a-z]:\/(?:windows|program files(?: \(x86\))?|programdata)|%(?:systemroot|windir|programfiles|programdata|appdata|localappdata)%|\$env:(?:systemroot|windir|programfiles|programdata|appdata))(?:\/system32)?$/i.test(path) ? 'system-folder' : null;
}

/** Variables that are always set, or that only a person sets on purpose. */
const SET_VARIABLES: ReadonlySet<string> = new Set(['PWD', 'OLDPWD', 'TMPDIR', 'TEMP', 'TMP', 'RUNNER_TEMP', 'GITHUB_WORKSPACE', 'CI_PROJECT_DIR', 'XDG_CACHE_HOME', 'INIT_CWD']);

/** `rm -rf "$X/"`, `rm -rf $X/*`: deletes the root when the variable is empty and nothing sets or checks it. */
function unsetTarget(target: Word, script: CommandScript): DestructiveKind | null {
  const match = /^["']?\$(?:\{([A-Za-z_]\w{0,80})\}|([A-Za-z_]\w{0,80}))["']?(?:\/\*{0,2}|\/(?:usr|etc|bin|lib|var|home)\/?)["']?$/.exec(target.text);
  const name = match?.[1] ?? match?.[2];
  if (name === undefined || SET_VARIABLES.has(name)) return null;
  return isKnownVariable(name, script) ? null : 'unset-variable';
}

const assigned = memoize((script: CommandScript): ReadonlySet<string> | null => {
  const names = new Set<string>();
  const text = script.source.text;
  if (/\bset\s{1,5}-[a-z]{0,6}u|\bset\s{1,5}-o\s{1,5}nounset/.test(text.slice(0, 65_536))) return null;
  for (const match of text.slice(0, 262_144).matchAll(/(?:^|[\s;({])(?:export\s{1,4}|local\s{1,4}|readonly\s{1,4}|declare\s{1,4})?([A-Za-z_]\w{0,80})=|\bfor\s{1,4}([A-Za-z_]\w{0,80})\b|\bread\s{1,4}(?:-\w{1,6}\s{1,4}){0,4}([A-Za-z_]\w{0,80})|\$\{([A-Za-z_]\w{0,80}):?[?=]|(?:-[nz]|==?|!=)\s{0,4}"?\$\{?([A-Za-z_]\w{0,80})/g)) {
    for (const name of match.slice(1)) if (name !== undefined) names.add(name);
  }
  return names;
});

/** True when the text sets, checks or guards the variable, or stops at unset ones (`set -u`). */
function isKnownVariable(name: string, script: CommandScript): boolean {
  const names = assigned(script);
  return names === null || names.has(name);
}

const DEVICE = /^\/dev\/(?:sd[a-z]|hd[a-z]|vd[a-z]|xvd[a-z]|nvme\d|mmcblk\d|disk\d|rdisk\d|md\d|dm-\d|mapper\/)|^\\\\\.\\PhysicalDrive/i;

/** What else erases a device, by the words that make it do so. */
const DISK_VERBS: ReadonlyMap<string, RegExp> = new Map([
  ['parted', /\b(?:mklabel|mktable|rm \d)/],
  ['sfdisk', /(?:^|\s)(?:--delete|--wipe[= ]always)\b/],
  ['cryptsetup', /\b(?:luksFormat|luksErase|erase)\b/],
  ['nvme', /^(?:format|sanitize)\b/],
  ['hdparm', /--security-erase/],
  ['badblocks', /(?:^|\s)-[a-z]{0,4}w/],
]);

function disk(command: Command): Destructive | null {
  const name = command.name?.toLowerCase() ?? '';
  const device = (words: readonly Word[]): Word | undefined => words.find(({ value }) => DEVICE.test(value));
  let target: Word | undefined;
  if (/^(?:mkfs(?:\.\w{1,10})?|mke2fs|wipefs|shred|blkdiscard|sgdisk|mkswap|newfs)$/.test(name)) target = device(command.args);
  else if (DISK_VERBS.get(name)?.test(command.args.map(({ value }) => value).join(' ').slice(0, 500))) target = device(command.args);
  else if (name === 'dd') target = command.args.find(({ value }) => value.startsWith('of=') && DEVICE.test(value.slice(3)));
  else if (name === 'diskutil') target = command.args.find(({ value }) => /^(?:eraseDisk|eraseVolume|secureErase|zeroDisk|reformat)$/i.test(value));
  else if (name === 'format') target = command.args.find(({ value }) => /^[a-z]:$/i.test(value));
  else if (/^(?:diskpart|clear-disk|format-volume|initialize-disk)$/.test(name)) target = name === 'diskpart' ? command.args.find(({ value }) => value.toLowerCase() === '/s') : command.word;
  else if (name === 'cipher') target = command.args.find(({ value }) => /^\/w/i.test(value));
  else if (name === 'wmic') target = command.args[0]?.value.toLowerCase() === 'shadowcopy' ? command.args.find(({ value }) => /^delete$/i.test(value)) : undefined;
  else if (name === 'bcdedit') target = command.args.find(({ value }, index) => /^recoveryenabled$/i.test(value) && /^(?:no|off)$/i.test(command.args[index + 1]?.value ?? ''));
  else if (name === 'vssadmin' || name === 'wbadmin') target = command.args.find(({ value }) => /^delete$/i.test(value));
  else target = command.redirects.find(({ operator, target: file }) => operator.startsWith('>') && DEVICE.test(file.value))?.target;
  return target ? { at: command.range, kind: 'disk', label: name, detail: target.text.replace(/^of=/, ''), level: 'high', command } : null;
}

function windows(command: Command): Destructive | null {
  const name = command.name?.toLowerCase() ?? '';
  if (name !== 'remove-item' && name !== 'ri' && name !== 'robocopy') return null;
  if (name === 'robocopy') {
    const target = command.args.some(({ value }) => /^\/mir$/i.test(value)) ? command.args.find(({ text }) => windowsTarget(text) !== null) : undefined;
    return target ? finding(command, 'root', name, target) : null;
  }
  // `gci C:\\Users | Remove-Item -Recurse`
  const listed = command.upstream.filter((lister) => /^(?:gci|get-childitem|dir|ls)$/i.test(lister.name ?? '')).flatMap(({ args }) => args);
  const target = [...command.args, ...listed].find(({ text }) => windowsTarget(text) !== null || /^home/.test(broadTarget(text) ?? ''));
  return target && command.args.some(({ value }) => /^-r/i.test(value)) ? finding(command, windowsTarget(target.text) ?? broadTarget(target.text) ?? 'home', name, target) : null;
}

function killing(command: Command): Destructive | null {
  if (command.name !== 'kill') return null;
  const values = command.args.map(({ value }) => value);
  if (!values.includes('-1') || values.indexOf('-1') !== values.length - 1 || values.length < 2) return null;
  return { at: command.range, kind: 'all-processes', label: 'kill', detail: '-1', level: 'medium', command };
}

/** A database, a cluster, a bucket: a capability, and often honest; `low` everywhere, `medium` where nobody makes it anew. */
function data(command: Command): Destructive | null {
  const loss = dataLoss(command);
  return loss ? { at: command.range, kind: 'data', label: command.name ?? '', detail: loss.what, level: loss.isUsual ? 'low' : 'medium', command } : null;
}

/** `:(){ :|:& };:` under any name: a function that pipes itself into itself. */
function forkBomb(script: CommandScript): Destructive | null {
  const command = script.commands.find(({ context, name, pipeline, args }) => context === 'function' && name !== null && args.length === 0 && pipeline.length === 2 && pipeline.every((stage) => stage.name === name && stage.args.length === 0));
  const called = command && script.commands.some(({ inFunction, name }) => inFunction !== command.name && name === command.name);
  return command && called ? { at: command.range, kind: 'fork-bomb', label: command.name ?? '', detail: '', level: 'high', command } : null;
}
