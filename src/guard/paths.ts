import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { matchesAllowList, matchesGlob } from '../core/allow-list.ts';
import type { Level } from '../core/define-rule.ts';
import { isSystemPath, persistencePath, sensitivePath } from '../knowledge/paths.ts';

/** A path of a tool call, as the guard compares it. */
export interface Target {
  /** Absolute, normalised, with forward slashes. */
  readonly literal: string;
  /** The same with every link on the way resolved. */
  readonly real: string;
  /** For messages: relative to the project where it lies there. */
  readonly shown: string;
  readonly inside: boolean;
}

export interface PathFinding {
  readonly rule: string;
  readonly risk: Level;
  readonly message: string;
}

const slashes = (text: string): string => text.replaceAll('\\', '/');
/** File systems differ in case; the guard's comparisons never do. */
const folded = (text: string): string => slashes(text).toLowerCase();

/**
 * Resolves a path that an agent named, against the working folder of the call. Takes `~`, `file:` URIs, Windows forms. With
 * `itself`, a link is the link and not what it leads to: that is what deleting means.
 */
export function toTarget(named: string, cwd: string, root: string, itself = false): Target {
  const literal = resolvePath(cwd, cleaned(named));
  const real = WINDOWS.test(literal) || !itself ? linked(literal) : path.join(realOf(path.dirname(literal)), path.basename(literal));
  const realRoot = linked(root);
  const inside = isBelow(literal, root) || isBelow(real, realRoot);
  return { literal: slashes(literal), real: slashes(real), inside, shown: relativeTo(root, literal) };
}

const WINDOWS = /^[a-z]:[\\/]/i;

/** An absolute path; Windows paths stay ones where the guard itself runs elsewhere (an agent in WSL, a remote host). */
export function resolvePath(folder: string, named: string): string {
  return WINDOWS.test(named) || (WINDOWS.test(folder) && !named.startsWith('/')) ? path.win32.resolve(folder, named) : path.resolve(folder, named);
}

/** A path as messages show it: below the root relative to it. */
function relativeTo(root: string, file: string): string {
  if (!isBelow(file, root)) return slashes(file);
  return slashes(WINDOWS.test(file) ? path.win32.relative(root, file) : path.relative(root, file));
}

/** Links are resolved where they can be: not those of another system. */
function linked(file: string): string {
  return WINDOWS.test(file) && process.platform !== 'win32' ? file : realOf(file);
}

function cleaned(named: string): string {
  let text = named.replaceAll('\0', '');
  if (/^file:\/\//i.test(text)) {
    try {
      text = fileURLToPath(text);
    } catch {
      text = text.slice('file://'.length);
    }
  }
  text = text.replace(/^(?:~|\$HOME|\$\{HOME\}|%USERPROFILE%|\$env:USERPROFILE|\$env:HOME)(?=$|[\\/])/i, () => homedir());
  if (process.platform === 'win32') text = withoutTail(text.replace(/::\$DATA$/i, ''));
  else if (text.includes('\\') && !text.includes('/')) text = slashes(text);
  return text;
}

/** Windows drops dots and spaces at the end of a name. */
function withoutTail(text: string): string {
  let end = text.length;
  while (end > 1 && (text[end - 1] === '.' || text[end - 1] === ' ')) end -= 1;
  return text.slice(0, end);
}

/** The real path of the deepest part that exists, with the rest put behind it. */
function realOf(file: string): string {
  let existing = file;
  const rest: string[] = [];
  for (let depth = 0; depth < 200; depth += 1) {
    try {
      return path.join(realpathSync(existing), ...rest);
    } catch {
      const parent = path.dirname(existing);
      if (parent === existing) return file;
      rest.unshift(path.basename(existing));
      existing = parent;
    }
  }
  return file;
}

export function isBelow(file: string, folder: string): boolean {
  const [a, b] = [folded(file), folded(folder).replace(/\/$/, '')];
  return a === b || a.startsWith(`${b}/`);
}

/** The project of a call: what the agent says, else the nearest folder with a repository, else the working folder. */
export function projectRoot(cwd: string, named: readonly (string | undefined)[]): string {
  for (const candidate of named) if (candidate && path.isAbsolute(candidate) && existsSync(candidate)) return path.resolve(candidate);
  if (WINDOWS.test(cwd) && process.platform !== 'win32') return resolvePath(cwd, '.');
  let folder = path.resolve(cwd);
  for (let depth = 0; depth < 100; depth += 1) {
    if (existsSync(path.join(folder, '.git'))) return folder;
    const parent = path.dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  return path.resolve(cwd);
}

/** Settings that start the guard, by the end of their path. */
const HOOK_SETTINGS = /(?:^|\/)(?:\.claude\/settings(?:\.local)?\.json|\.cursor\/hooks\.json|\.gemini\/settings\.json|\.codex\/(?:hooks\.json|config\.toml)|\.github\/hooks\/[^/]{1,200}\.json|\.copilot\/hooks\/[^/]{1,200}|\.windsurf\/hooks\.json|\.opencode\/plugins?\/[^/]{1,200}|\.config\/opencode\/plugins?\/[^/]{1,200}|\.cline(?:rules)?\/hooks\/[^/]{1,200}|\.devin\/hooks[\w.]{0,20}\.json|\.kiro\/hooks\/[^/]{1,200})$/i;
/** What agents keep for themselves below a home directory. */
const AGENT_NOTES = /\/\.(?:claude\/(?:plans|todos|projects\/[^/]{1,300}\/memory)|gemini\/tmp|cursor\/plans|codex\/memories)\//i;
const GIT_INTERNALS = /(?:^|\/)\.git\/(?:config|hooks\/[^/]{1,200}|info\/attributes)$/i;

/** Where those settings lie, from the root of a project: what deleting a folder takes along. */
const HOOK_PLACES = ['.claude/settings.json', '.claude/settings.local.json', '.cursor/hooks.json', '.gemini/settings.json', '.codex/hooks.json', '.codex/config.toml', '.github/hooks', '.copilot/hooks', '.windsurf/hooks.json', '.devin/hooks.json', '.kiro/hooks', '.opencode/plugins', '.clinerules/hooks', '.cline/hooks'];
/** The guard as a package of a project. */
const GUARD_PACKAGE = /(?:^|\/)node_modules\/eslint-plugin-agent-security(?:\/|$)/i;

export function isHookSettings(target: Target): boolean {
  return [target.literal, target.real].some((file) => HOOK_SETTINGS.test(file));
}

export interface PathRules {
  /** Policy files, the audit log, the guard's own package: only a person changes them. */
  readonly own: readonly string[];
  readonly restrictedPaths: readonly string[];
  readonly allowedPaths: readonly string[];
}

/** True for the guard's own policy files, log and program. */
export function isOwn({ literal, real }: Target, { own }: Pick<PathRules, 'own'>): boolean {
  return [literal, real].some((name) => GUARD_PACKAGE.test(name) || own.some((file) => isBelow(name, file)));
}

/**
 * Files that keep the guard working and lie in a folder that a call deletes, moves or fills: settings of hooks in the project and at
 * home, policy files, the log. The path may hold wildcards. `node_modules` as a whole and the project itself hold everything: they
 * are left to other rules.
 */
export function findHeld(target: Target, root: string, { own }: Pick<PathRules, 'own'>): readonly string[] {
  if (/(?:^|\/)node_modules$/.test(target.literal) || isBelow(root, target.literal)) return [];
  const places = [...HOOK_PLACES.flatMap((place) => [path.join(root, place), path.join(homedir(), place)]), ...own];
  return places.filter((place) => [target.literal, target.real].some((name) => name !== slashes(place) && covers(name, slashes(place))) && existsSync(place)).slice(0, 5);
}

/** True when a path, or a pattern of a shell, names a file or a folder above it. */
function covers(pattern: string, file: string): boolean {
  const [parts, names] = [folded(pattern).split('/').filter((part, index) => part !== '' || index === 0), folded(file).split('/')];
  return parts.length <= names.length && parts.every((part, index) => {
    const name = names[index] ?? '';
    return matchesGlob(name, part) && !(name.startsWith('.') && /^[*?]/.test(part));
  });
}

/** What stands against taking away, or filling, the folder of such a file. */
export function judgeHeld(file: string, text: string | null, { own }: Pick<PathRules, 'own'>): PathFinding {
  const starts = text !== null && /agent-security/.test(text);
  if (starts || own.some((place) => isBelow(file, place))) return { rule: 'own-files', risk: 'high', message: 'This folder holds what starts or steers the guard. Only a person changes it.' };
  return { rule: 'own-files', risk: 'medium', message: 'This folder holds agent settings, which say which hooks run and what is allowed. A person should look at the change.' };
}

/** What stands against writing (or deleting, moving) a path. */
export function judgeWrite(target: Target, root: string, { own, restrictedPaths, allowedPaths }: PathRules): PathFinding | null {
  const names = [target.literal, target.real];
  if (isOwn(target, { own })) return { rule: 'own-files', risk: 'high', message: 'This file belongs to the guard (policy, audit log or program). Only a person changes it.' };
  if (matchesPaths(target, root, restrictedPaths)) return { rule: 'no-restricted-path', risk: 'high', message: 'The policy restricts this path.' };
  if (matchesPaths(target, root, allowedPaths) || names.every((name) => AGENT_NOTES.test(name))) return null;
  if (names.some((name) => GIT_INTERNALS.test(name))) return { rule: 'no-persistence', risk: 'medium', message: 'This file makes git run programs. A person should look at the change.' };
  if (isHookSettings(target)) return { rule: 'own-files', risk: 'medium', message: 'Agent settings say which hooks run and what is allowed. A person should look at the change.' };
  if (isBelow(target.real, linked(root))) return null;
  const outside = judgeOutside(names);
  return outside.risk === 'low' && isBelow(target.literal, root) ? { rule: 'symlink', risk: 'medium', message: 'A link leads this path out of the project. Write to the real place, if you mean it.' } : outside;
}

/** A path below the home directory with `~` in its place: the tables know home directories by their usual names only. */
function atHome(name: string): string {
  const home = slashes(homedir());
  return home.length > 1 && isBelow(name, home) ? `~${name.slice(home.length)}` : name;
}

function judgeOutside(names: readonly string[]): PathFinding {
  for (const name of names) {
    if (sensitivePath(atHome(name))) return { rule: 'no-restricted-path', risk: 'high', message: 'This path belongs to a store of credentials. Leave it to the tool that owns it.' };
    if (persistencePath(name)) return { rule: 'no-persistence', risk: 'high', message: 'This file runs or is obeyed by itself, outside the project. Only a person should change it.' };
    if (isSystemPath(name)) return { rule: 'no-restricted-path', risk: 'high', message: 'This is a path of the operating system. Stay inside the project.' };
  }
  return { rule: 'outside', risk: 'low', message: 'This path lies outside the project.' };
}

/** What stands against reading a path. */
export function judgeRead(target: Target, root: string, { restrictedPaths, allowedPaths }: PathRules): PathFinding | null {
  const names = [target.literal, target.real];
  if (matchesPaths(target, root, allowedPaths)) return null;
  if (matchesPaths(target, root, restrictedPaths)) return { rule: 'no-restricted-path', risk: 'high', message: 'The policy restricts this path.' };
  if (names.every((name) => AGENT_NOTES.test(name)) || isBelow(target.real, linked(root))) return null;
  return names.some((name) => sensitivePath(atHome(name))) ? { rule: 'no-restricted-path', risk: 'high', message: 'This path belongs to a store of credentials. The project does not need it.' } : null;
}

/** Entries may be absolute, start with `~`, or be relative to the project; a folder stands for what is in it. */
function matchesPaths(target: Target, root: string, entries: readonly string[]): boolean {
  const relative = [target.literal, target.real].filter((name) => isBelow(name, root)).map((name) => folded(path.relative(root, name)));
  const names = [folded(target.literal), folded(target.real), ...relative];
  return entries.some((entry) => {
    const pattern = folded(entry.replace(/^~(?=\/|$)/, () => homedir())).replace(/^\.\//, '').replace(/\/$/, '');
    return names.some((name) => matchesAllowList(name, [pattern, `${pattern}/**`]));
  });
}
