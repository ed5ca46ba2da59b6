import { isLoopbackHost, parseUrl } from '../../../knowledge/hosts.ts';
import { secretFile } from '../../../knowledge/paths.ts';
import type { Command, CommandScript, Word } from '../model.ts';
import { readOptions } from '../options.ts';
import type { Options } from '../options.ts';
import { hostileUrl } from '../../../knowledge/values.ts';
import { configWords, environmentSettings, GIT_VALUES } from '../git-runs.ts';
import { forgeChange } from './forge.ts';
import { isOfMirror } from './git-mirror.ts';
import { setVariables } from './set-variables.ts';
import { commandsThat, eachCommand, lastBefore } from './types.ts';
import type { FindingLevel, ShellFinding } from './types.ts';

export type UnsafeGitKind = 'force-push' | 'delete-branch' | 'mirror-push' | 'hard-reset' | 'clean' | 'discard' | 'secret-staged' | 'force-add' | 'no-verify' | 'hooks-path' | 'tls' | 'credential-helper' | 'history-rewrite' | 'config-command' | 'token-url' | 'redirect' | 'protection' | 'admin-merge';
export interface UnsafeGit extends ShellFinding<UnsafeGitKind> {
  /** Branch that a push or deletion names; empty when the command leaves it to the configuration. */
  readonly branch: string;
}

type Report = (kind: UnsafeGitKind, detail: string, level: FindingLevel, at?: Word, branch?: string) => void;

/** Git commands that rewrite or lose work, stage secrets or switch checks off. Guarded forms (`--force-with-lease`) are silent. */
export const findUnsafeGit = eachCommand<UnsafeGit>(null, (command, script) => {
  if (command.name !== 'git') return [...givenSettings(command), ...onForge(command)];
  const found: UnsafeGit[] = [];
  const report: Report = (kind, detail, given, at, branch = '') => {
    const level = isOfMirror(kind, rest, { command, script, named: [...(global.values.get('-C') ?? []), ...(global.values.get('--git-dir') ?? [])] }) ? 'low' : given;
    found.push({ at: at?.range ?? command.range, kind, label: `git ${verb}`, detail, level, command, branch });
  };
  const global = readOptions(command.args, GIT_VALUES, true);
  const verb = global.operands[0]?.value ?? '';
  const rest = global.operands.slice(1);
  const programs = global.values.get('--exec-path')?.[0];
  if (programs && /^(?:\/tmp\/|\/dev\/shm\/|\.{1,2}\/)/.test(programs.value)) report('config-command', '--exec-path', 'medium', programs);
  for (const setting of global.values.get('-c') ?? []) checkSetting(setting.value, setting, report);
  const check = VERBS.get(verb);
  check?.(rest, report, verb === 'push' ? newBranch(command, script) : '');
  if (/^(?:commit|push|merge|cherry-pick|rebase|am|revert)$/.test(verb) && skipsHooks(verb, rest)) report('no-verify', '--no-verify', 'medium', rest.find(({ value }) => /^(?:--no-verify|-[a-mo-z]{0,8}n[a-z]{0,8})$/.test(value)));
  if (/^(?:commit|push)$/.test(verb) && command.assignments.some(({ name, value }) => (name === 'HUSKY' && value.value === '0') || (name === 'HUSKY_SKIP_HOOKS' && value.value !== '0'))) report('no-verify', 'HUSKY=0', 'medium');
  found.push(...givenSettings(command));
  return found;
});

function onForge(command: Command): readonly UnsafeGit[] {
  const change = forgeChange(command);
  return change ? [{ at: change.at?.range ?? command.range, kind: change.kind, label: command.name ?? '', detail: change.detail, level: change.level, command, branch: '' }] : [];
}

/** Settings that come in the environment, for whatever git the command starts. */
function givenSettings(command: Command): readonly UnsafeGit[] {
  if (command.assignments.length === 0 && !DECLARES.test(command.name ?? '')) return [];
  const found: UnsafeGit[] = [];
  for (const { key, value } of environmentSettings(setVariables(command))) {
    checkSetting(`${key}=${value.value}`, value, (kind, detail, level, at) => void found.push({ at: at?.range ?? command.range, kind, label: 'git', detail, level, command, branch: '' }));
  }
  return found;
}

const DECLARES = /^(?:export|setx?|declare|typeset|echo|printf)$/;

const checkouts = commandsThat(({ name, args }) => name === 'git' && args.some(({ value }) => /^(?:checkout|switch)$/.test(value)));

/** The branch that the text itself made and checked out before a command, or nothing. */
function newBranch(command: Command, script: CommandScript): string {
  const args = lastBefore(checkouts(script), command)?.args ?? [];
  const index = args.findIndex(({ value }) => /^(?:-[bBcC]|--create|--force-create|--orphan)$/.test(value));
  const name = index < 0 ? '' : (args[index + 1]?.value ?? '');
  return name.startsWith('-') ? '' : name;
}

/** A rehearsal (`--dry-run`) makes nothing that the hooks would have to see. */
function skipsHooks(verb: string, rest: readonly Word[]): boolean {
  const options = readOptions(rest, new Set(['-m', '-F', '-C', '-c', '-t', '--message', '--author', '--date', '-S', '-u']));
  if (options.flags.has('--dry-run') || (verb === 'push' && options.flags.has('-n'))) return false;
  return options.flags.has('--no-verify') || (verb === 'commit' && options.flags.has('-n'));
}

const VERBS: ReadonlyMap<string, (rest: readonly Word[], report: Report, current: string) => void> = new Map([
  ['push', checkPush],
  ['reset', (rest, report): void => {
    if (rest.some(({ value }) => value === '--hard')) report('hard-reset', rest.find(({ value }) => !value.startsWith('-'))?.value ?? '', 'medium');
  }],
  ['clean', checkClean],
  ['checkout', checkDiscard],
  ['restore', checkDiscard],
  ['add', checkAdd],
  ['stage', checkAdd],
  ['update-index', (rest, report): void => {
    if (rest.some(({ value }) => /^--(?:add|cacheinfo)$/.test(value))) checkAdd(rest, report);
  }],
  ['branch', (rest, report): void => {
    if (rest.some(({ value }) => value === '-D') || (rest.some(({ value }) => /^(?:-d|--delete)$/.test(value)) && rest.some(({ value }) => /^(?:-f|--force)$/.test(value)))) {
      const name = rest.find(({ value }) => !value.startsWith('-'))?.value ?? '';
      report('delete-branch', name, 'low', undefined, name);
    }
  }],
  ['config', checkConfig],
  ['filter-branch', (_rest, report): void => report('history-rewrite', '', 'medium')],
  ['filter-repo', (_rest, report): void => report('history-rewrite', '', 'medium')],
  ['reflog', (rest, report): void => {
    if (/^(?:expire|delete)$/.test(rest[0]?.value ?? '')) report('history-rewrite', rest[0]?.value ?? '', 'high');
  }],
  ['gc', (rest, report): void => {
    if (rest.some(({ value }) => /^--prune=(?:now|all)$/.test(value))) report('history-rewrite', '--prune=now', 'low');
  }],
  ['update-ref', (rest, report): void => {
    if (rest.some(({ value }) => value === '-d')) report('history-rewrite', '-d', 'low');
  }],
  ['stash', (rest, report): void => {
    if (rest[0]?.value === 'clear') report('discard', 'clear', 'low');
  }],
  ['remote', (rest, report): void => {
    if (/^(?:add|set-url)$/.test(rest[0]?.value ?? '')) checkTokenUrl(rest, report);
  }],
  ['clone', (rest, report): void => {
    checkTokenUrl(rest, report);
    const { values } = readOptions(rest, new Set(['-c', '--config']));
    for (const setting of [...(values.get('-c') ?? []), ...(values.get('--config') ?? [])]) checkSetting(setting.value, setting, report);
  }],
  ...['fetch', 'pull', 'submodule', 'ls-remote', 'archive'].map((verb) => [verb, checkTransport] as const),
]);

function checkPush(rest: readonly Word[], report: Report, current: string): void {
  const options = readOptions(rest, new Set(['-o', '--push-option', '--repo', '--receive-pack']));
  const [, ...refs] = options.operands;
  const branch = branchOf(refs[0]) || current;
  const guarded = options.flags.has('--force-with-lease') || options.flags.has('--force-if-includes') || options.flags.has('--dry-run') || options.flags.has('-n');
  const plus = refs.find(({ value }) => value.startsWith('+'));
  if (!guarded && (options.flags.has('--force') || options.flags.has('-f'))) report('force-push', branch, 'medium', undefined, branch);
  else if (plus && !options.flags.has('--dry-run')) report('force-push', branchOf(plus), 'medium', undefined, branchOf(plus));
  if (options.flags.has('--mirror')) report('mirror-push', '--mirror', 'medium');
  const removed = options.flags.has('--delete') || options.flags.has('-d') ? refs[0] : refs.find(({ value }) => /^:./.test(value));
  if (removed) report('delete-branch', branchOf(removed), 'medium', undefined, branchOf(removed));
  checkTokenUrl(rest, report);
}

/** Destination branch of a refspec: `+HEAD:refs/heads/main` is `main`. */
function branchOf(ref: Word | undefined): string {
  const text = (ref?.value ?? '').replace(/^\+/, '');
  const name = (text.includes(':') ? text.slice(text.indexOf(':') + 1) : text).replace(/^refs\/heads\//, '');
  return name === 'HEAD' || name.includes('\uE000') ? '' : name;
}

function checkClean(rest: readonly Word[], report: Report): void {
  const options: Options = readOptions(rest, new Set(['-e', '--exclude']));
  const forced = options.flags.has('-f') || options.flags.has('--force');
  const dry = options.flags.has('-n') || options.flags.has('--dry-run') || options.flags.has('-i') || options.flags.has('--interactive');
  if (!forced || dry) return;
  const broad = options.flags.has('-x') || options.flags.has('-X') || options.flags.has('-d');
  report('clean', [...options.flags].filter((flag) => /^-[a-zA-Z]{2,8}$/.test(flag)).join(' '), broad && options.operands.length === 0 && !options.values.has('-e') ? 'medium' : 'low');
}

/** `git checkout -- .`, `git restore .`: all local changes are gone. */
function checkDiscard(rest: readonly Word[], report: Report): void {
  const staged = rest.some(({ value }) => value === '--staged' || value === '-S') && !rest.some(({ value }) => value === '--worktree' || value === '-W');
  if (!staged && rest.some(({ value }) => value === '.' || value === ':/') && !rest.some(({ value }) => /^(?:-p|--patch|-b|-B)$/.test(value))) report('discard', '.', 'low');
}

function checkAdd(rest: readonly Word[], report: Report): void {
  const forced = rest.some(({ value }) => /^(?:-[a-eg-zA-Z]{0,8}f[a-zA-Z]{0,8}|--force)$/.test(value));
  let secret = false;
  for (const word of rest) {
    const label = word.value.startsWith('-') ? null : secretFile(word.value);
    if (label === null || word.value.endsWith('.npmrc')) continue;
    secret = true;
    report('secret-staged', word.value, 'high', word);
  }
  if (forced && !secret) report('force-add', rest.find(({ value }) => !value.startsWith('-'))?.value ?? '', 'low');
}

function checkConfig(rest: readonly Word[], report: Report): void {
  if (rest.some(({ value }) => /^--(?:unset|unset-all|get|get-all|get-regexp|list|remove-section)$|^-l$/.test(value))) return;
  const [key, value] = configWords(rest);
  if (key && value) checkSetting(`${key.value}=${value.value}`, key, report);
}

const OWN_HOOKS = /^(?:\.husky(?:\/_)?|\.githooks|\.git-hooks|githooks|git-hooks|hooks|\.hooks|scripts\/(?:git-?)?hooks|tools\/(?:git-?)?hooks|\.config\/hooks|\.git\/hooks)\/?$/;

type UnsafeSetting = Pick<UnsafeGit, 'kind' | 'detail' | 'level' | 'branch'>;

/** The danger of a setting in a Git configuration file, or `null`. */
export function unsafeGitSetting(key: string, value: string): UnsafeSetting | null {
  let found: UnsafeSetting | null = null;
  checkSetting(`${key}=${value}`, undefined, (kind, detail, level, _at, branch = '') => void (found ??= { kind, detail, level, branch }));
  return found;
}

/** `key=value` of `git -c` or `git config`. */
function checkSetting(setting: string, at: Word | undefined, report: Report): void {
  const equals = setting.indexOf('=');
  const key = (equals < 0 ? setting : setting.slice(0, equals)).toLowerCase();
  const value = equals < 0 ? 'true' : setting.slice(equals + 1);
  if (key === 'core.hookspath') {
    if (!OWN_HOOKS.test(value.replace(/^\.\//, ''))) report('hooks-path', `core.hooksPath=${value}`, 'medium', at);
  } else if (/^http\.(?:.{1,300}\.)?sslverify$/.test(key)) {
    if (/^(?:false|0|no|off)$/i.test(value) && !/^http\.https?:\/\/(?:localhost|127\.)/.test(key)) report('tls', key, 'high', at);
  } else if (key === 'credential.helper' || /^credential\..{1,300}\.helper$/.test(key)) {
    if (value === 'store' || (value.startsWith('!') && !/^!\s{0,4}(?:\S{0,60}\/)?gh\s{1,4}auth\s/.test(value))) report('credential-helper', `credential.helper ${value}`, 'medium', at);
  } else if (/^(?:core\.(?:sshcommand|fsmonitor|gitproxy|askpass)|diff\.external|gpg\.program|protocol\.ext\.allow)$/.test(key)) {
    if (!/^(?:true|false)?$/.test(value) && !/^ssh(?:\s{1,4}-(?:i|o|F|p)\s{0,4}\S{1,200}){0,10}$/.test(value)) report('config-command', key, 'medium', at);
  } else if (/^(?:submodule|remote)\..{1,300}\.(?:push)?url$/s.test(key)) {
    // An address that begins like an option was one to older versions of Git (CVE-2018-17456).
    if (value.startsWith('ext::') || value.startsWith('-')) report('config-command', key, 'high', at);
  } else if (key.startsWith('alias.') && !value.startsWith('!')) {
    checkAlias(value, report, at);
  } else if (/^url\..{1,300}\.(?:push)?insteadof$/s.test(key)) {
    const base = key.slice('url.'.length, key.lastIndexOf('.'));
    const level = redirection(base, value);
    if (level) report('redirect', base.replace(/\/\/[^@/]{0,300}@/, '//'), level, at);
  }
}

/** An alias for a dangerous subcommand: what it is used for is told where it is used, if that can be seen. */
function checkAlias(text: string, report: Report, at: Word | undefined): void {
  const [verb = '', ...rest] = text.slice(0, 1000).trim().split(/\s{1,20}/, 50);
  const place = at?.range ?? [0, 0];
  const words = rest.map((value): Word => ({ value, text: value, isStatic: true, variables: [], nested: [], range: place }));
  if (verb !== 'config') VERBS.get(verb)?.(words, (kind, detail, _level, _at, branch) => report(kind, detail, 'low', at, branch), '');
}

/**
 * What a rewritten address is worth: `high` over an unprotected protocol or to a place where nobody has a mirror, `low`
 * for any other host than the one that is named (mirrors do so, too), `null` for the same host by another protocol or
 * with a login, and for abbreviations.
 */
function redirection(base: string, replaced: string): FindingLevel | null {
  const host = gitHost(base);
  if (host === '' || isLoopbackHost(host)) return null;
  const from = gitHost(replaced);
  const isEverything = /^(?:https?|git|ssh):\/{0,2}$/i.test(replaced.trim());
  if (from === host || (from === '' && !isEverything)) return null;
  return /^(?:http|git):/i.test(base) || hostileUrl(base) !== null ? 'high' : 'low';
}

/** The host of `https://login@host/`, `ssh://git@host/` or `git@host:`; empty where there is none that is known. */
function gitHost(address: string): string {
  const short = /^[\w.-]{1,100}@([\w.-]{1,200}):/.exec(address)?.[1];
  const host = short ?? parseUrl(address)?.host ?? '';
  return host.includes('\uE000') || host.includes('$') ? '' : host.toLowerCase();
}

/** A literal credential in a remote address is stored in the repository's configuration; a variable is fine. */
function checkTokenUrl(rest: readonly Word[], report: Report): void {
  checkTransport(rest, report);
  for (const word of rest) {
    const login = /^https?:\/\/(?:[^/@\s:]{0,100}:)?[^/@\s$\uE000]{16,300}@/.exec(word.text);
    if (login && word.variables.length === 0 && word.nested.length === 0) report('token-url', '', 'medium', word);
  }
}

/** `ext::sh -c …`: the address is a command. */
function checkTransport(rest: readonly Word[], report: Report): void {
  for (const word of rest) if (/^(?:--remote=)?ext::/.test(word.value)) report('config-command', 'ext::', 'high', word);
}
