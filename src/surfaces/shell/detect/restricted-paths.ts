import { READ_COMMANDS } from '../../../knowledge/commands.ts';
import { isSecretName } from '../../../knowledge/names.ts';
import { isMountedSecret, isSystemPath, sensitivePath } from '../../../knowledge/paths.ts';
import { placedPath } from '../folders.ts';
import type { Command, Word } from '../model.ts';
import { writtenPaths } from './flow.ts';
import { readOptions } from '../options.ts';
import { judgeInContainer } from './in-container.ts';
import { eachCommand } from './types.ts';
import type { ShellFinding } from './types.ts';

export type RestrictedPathKind = 'read' | 'write' | 'delete' | 'parent';
export interface RestrictedPath extends ShellFinding<RestrictedPathKind> {
  /** The path as written. */
  readonly path: string;
}

/** System files that decide who may log in or what every program loads. */
const CRITICAL = /^\/(?:etc\/(?:passwd|shadow|group|gshadow|sudoers|ld\.so\.preload|pam\.d|ssh|crontab)(?:[/.~-]|$)|boot(?:\/|$)|(?:usr\/)?s?bin\/(?:sudo|su|sh|bash|login|sshd?|ls|ps|git|npm|node)$)/;
const DELETERS = /^(?:rm|unlink|shred|rimraf|del|rd|rmdir|remove-item)$/;

/** Credential stores that are read, system folders that are written or deleted from, and deletes that leave the folder. */
export const findRestrictedPaths = eachCommand<RestrictedPath>(null, (command) => {
  const found: RestrictedPath[] = [];
  const name = command.name?.toLowerCase() ?? '';
  const add = (kind: RestrictedPathKind, word: Word, label: string, level: RestrictedPath['level']): void => {
    if (!found.some((finding) => finding.path === word.text)) found.push({ at: word.range, kind, label, detail: name, level, command, path: word.text });
  };
  for (const word of readWords(command, name)) {
    const path = placedPath(word, command);
    const label = SUBSTITUTION.test(word.text) ? null : sensitivePath(path);
    // In a folder that is a store, every word names something in it.
    if (path !== word.text && found.some((finding) => finding.label === label)) continue;
    if (label !== null && !PUBLIC_KEYS.test(path) && !(label === 'process environment' && picksPlainVariables(command))) add('read', word, label, isMountedSecret(path) ? 'low' : 'high');
  }
  const asked = keychainRead(command, name);
  if (asked) add('read', asked.word, 'keychain', asked.isForeign ? 'high' : 'low');
  const linked = linkedStore(command, name);
  if (linked) add('read', linked, sensitivePath(linked.text) ?? '', 'high');
  const written = writtenPaths(command);
  for (const word of written) {
    // Writing a key or a token to its store is what CI jobs do; a system folder is another matter.
    if (isSystemPath(word.text) && !isStoreOfRoot(word.text)) add('write', word, sensitivePath(word.text) ?? 'a system folder', CRITICAL.test(word.text) && !linksNew(command, word) ? 'high' : /^\/usr\/local\//.test(word.text) ? 'low' : 'medium');
    else if (sensitivePath(word.text) !== null) add('write', word, sensitivePath(word.text) ?? '', 'low');
  }
  if (DELETERS.test(name) && !(name === 'rmdir' && command.dialect === 'sh')) {
    for (const word of readOptions(command.args, new Set()).operands) {
      const store = sensitivePath(placedPath(word, command));
      if (store !== null) add('delete', word, store, 'high');
      else if (isSystemPath(word.text) && !/^\/(?:var\/lib\/apt\/lists|usr\/(?:share\/(?:doc|man|locale)|local)|root\/\.cache|etc\/apt)/.test(word.text)) add('delete', word, 'a system folder', CRITICAL.test(word.text) ? 'high' : 'medium');
      else if (/^(?:\.\.\/)+/.test(word.text)) add('parent', word, 'a parent folder', 'low');
    }
  }
  if (name === 'cd' && command.args[0] && /^(?:\.\.\/){2,}/.test(command.args[0].text)) add('parent', command.args[0], 'a parent folder', 'low');
  // What is read there may be a secret all the same.
  return judgeInContainer(command, found.filter(({ kind }) => kind !== 'read')).concat(found.filter(({ kind }) => kind === 'read'));
});

/** Entries that browsers and agents keep for themselves, and every entry at once. A script may well ask for one of its own. */
const FOREIGN_ENTRY = /\b(?:Safe Storage|Claude Code-credentials|gh:github\.com|Codex Auth|iCloud|AirPort|1Password|Bitwarden)\b/i;
const KEYCHAINS: ReadonlyMap<string, RegExp> = new Map([['security', /^(?:find-(?:generic|internet)-password|dump-keychain|export)$/], ['secret-tool', /^(?:lookup|search)$/], ['cmdkey', /^\/list/i], ['kwallet-query', /^/]]);

function keychainRead({ args, word }: Command, name: string): { readonly word: Word; readonly isForeign: boolean } | null {
  const [first, ...rest] = args;
  if (!first || KEYCHAINS.get(name)?.test(first.value) !== true) return null;
  // Without `-w` or `-g` only what the entry is called is shown.
  if (name === 'security' && first.value.startsWith('find-') && !rest.some(({ value }) => /^-[a-z]{0,3}[wg]/.test(value))) return null;
  return { word, isForeign: first.value === 'dump-keychain' || rest.slice(0, 20).some(({ value }) => FOREIGN_ENTRY.test(value)) };
}

/** `ln -s ~/.ssh keys`: a store under another name; not a link that becomes a store itself. */
function linkedStore(command: Command, name: string): Word | null {
  if (!/^(?:ln|mklink)$/.test(name)) return null;
  const { operands } = readOptions(command.args, new Set(['-t', '--target-directory', '-S', '--suffix']));
  const [source, target] = operands;
  if (source === undefined || sensitivePath(source.text) === null || operands.length > 2) return null;
  return target !== undefined && /^["']?(?:[~/]|\$\{?(?:HOME|XDG_|RUNNER))/.test(target.text) ? null : source;
}

/** The home folder of the user root: its stores are those of any home. */
function isStoreOfRoot(path: string): boolean {
  return /^["']?\/root\/\./.test(path) && sensitivePath(path) !== null;
}

/** `ln -s /opt/node/bin/node /usr/bin/node`: a link by that command replaces nothing unless it is forced, and one to a program of the system replaces it by its like. */
function linksNew({ name, args }: Command, word: Word): boolean {
  if (name !== 'ln' || !PROGRAM.test(word.text)) return false;
  const { flags, operands } = readOptions(args, new Set(['-t', '--target-directory']));
  const source = operands[0]?.text ?? '';
  return operands.length === 2 && (!(flags.has('-f') || flags.has('--force')) || isSystemPath(source));
}

const PROGRAM = /^\/(?:usr\/)?s?bin\//;

/** Public keys by their name, which everybody may know. */
const PUBLIC_KEYS = /\/\.ssh\/authorized_keys2?["']?$/;

/** `sed -n s/^DISPLAY=//p`, `tr … | grep ^LANG=`, `grep -q`: of an environment only names that are no secrets come through. */
function picksPlainVariables(command: Command): boolean {
  return command.pipeline.slice(command.stage, command.stage + 20).some(({ name, args }) => {
    if (!/^(?:[ef]?grep|rg|g?sed)$/.test(name ?? '')) return false;
    if (/grep$/.test(name ?? '') && args.some(({ value }) => /^(?:-[a-zA-Z]{0,6}q[a-zA-Z]{0,6}|--quiet|--silent)$/.test(value))) return true;
    const picked = args.filter(({ value }) => !value.startsWith('-') && !value.startsWith('/')).flatMap(({ value }) => value.slice(0, 400).match(/[A-Za-z_]\w{2,60}/g) ?? []);
    return picked.length > 0 && picked.length <= 8 && !picked.some(isSecretName) && !(/sed$/.test(name ?? '') && !args.some(({ value }) => value === '-n'));
  });
}

/** Words that name files whose content is read. Options that log in with a key (`ssh -i`) are none. */
function readWords(command: Command, name: string): readonly Word[] {
  const input = command.redirects.filter(({ operator }) => operator === '<').map(({ target }) => target);
  if (/^(?:copy-item|cpi|robocopy)$/.test(name)) return command.args.filter(({ value }) => !value.startsWith('-')).slice(0, 1);
  if (!READ_COMMANDS.has(name) || /^(?:scp|rsync|ls|find|source|\.|tee)$/.test(name)) return input;
  if (/^(?:cp|copy|xcopy)$/.test(name)) return [...input, ...readOptions(command.args, new Set(['-t'])).operands.slice(0, -1)];
  return [...input, ...command.args.filter(({ value }) => !value.startsWith('-'))];
}

/** `<(…)`: what stands in it are commands, which are judged themselves. */
const SUBSTITUTION = /^[<>]\(/;

