import { matchesAllowList } from '../core/allow-list.ts';
import { defineRule } from '../core/define-rule.ts';
import type { RuleFacts, SettingsFacts } from '../core/define-rule.ts';
import { textList } from '../core/option-lists.ts';
import { isDisposable, isManual, isUnwatched, shellFindings } from '../core/shell-findings.ts';
import { GIT_CALLS } from '../knowledge/git-libraries.ts';
import type { GitCall } from '../knowledge/git-libraries.ts';
import { secretFile } from '../knowledge/paths.ts';
import { originSet } from '../surfaces/javascript/index.ts';
import type { CallFact, ObjectView, ValueModel } from '../surfaces/javascript/index.ts';
import { objectsWithMember } from '../surfaces/javascript/named.ts';
import { HOLE } from '../surfaces/shell/index.ts';
import type { CommandText } from '../surfaces/shell/index.ts';
import { TextGroup } from '../surfaces/text-index.ts';
import { walkSettings } from '../surfaces/settings/index.ts';
import type { SettingNode } from '../surfaces/settings/index.ts';
import { findUnsafeGit, unsafeGitSetting } from '../surfaces/shell/detect/index.ts';
import type { UnsafeGit, UnsafeGitKind } from '../surfaces/shell/detect/index.ts';

const messages = {
  push: 'A forced push to {{branch}} overwrites what others have pushed. Use --force-with-lease on a branch of your own.',
  reset: 'git reset --hard throws uncommitted work away for good. Commit or stash first.',
  clean: 'git clean deletes files that no commit holds. Look with --dry-run first, or name the folder.',
  discard: '{{command}} {{detail}} throws work away for good. Commit or stash first.',
  branch: '{{command}} deletes {{branch}} and what only it holds. Leave that to a person.',
  secret: '{{detail}} would be committed, and a secret in the history stays there. Add it to .gitignore.',
  add: 'git add --force stages what .gitignore keeps out. Name the files instead.',
  hooks: '{{detail}} switches the checks of this repository off. Fix what they report.',
  config: '{{command}} {{detail}} makes git run another program or trust another place. Remove it.',
  redirect: 'git fetches code from {{detail}} although another address is asked for. Remove the rewriting, or name the mirror where it is used.',
  tls: 'git without certificate checks accepts code from anybody on the way. Fix the certificate.',
  history: '{{what}} rewrites or drops history. Leave that to a person.',
  token: 'The address holds a credential, which git stores and prints. Use a credential helper.',
} as const;
type Message = keyof typeof messages;

const MESSAGE_OF: Readonly<Record<UnsafeGitKind, Message>> = {
  'force-push': 'push', 'mirror-push': 'push', 'hard-reset': 'reset', clean: 'clean', discard: 'discard', 'delete-branch': 'branch', 'secret-staged': 'secret', 'force-add': 'add',
  'no-verify': 'hooks', 'hooks-path': 'hooks', tls: 'tls', 'credential-helper': 'config', 'config-command': 'config', 'history-rewrite': 'history', 'token-url': 'token', redirect: 'redirect',
  protection: 'hooks', 'admin-merge': 'hooks',
};

/** How every text begins that {@link OPERATION} finds. */
const QUOTED_GIT = new TextGroup(["'git", '"git', '`git'], 'any-case');
/** How the names of the operations begin that {@link checkToolCall} judges. */
const OPERATION = /^['"`]git[-_. :]?(?:add|stage|push|reset|commit)['"`]/i;
/** As many characters as {@link OPERATION} reads at most. */
const MAX_OPERATION = 13;
const NAME_KEYS = ['tool', 'name', 'type', 'operation', 'action', 'command'];

/** Libraries that change a repository without a command. */
const LIBRARIES = originSet(GIT_CALLS);

interface Options {
  readonly protectedBranches: readonly string[];
}
type Facts = RuleFacts<Message, Options>;

export default defineRule<Message, Options>({
  name: 'no-unsafe-git',
  docs: {
    description: 'disallow git operations that lose work, publish secrets or skip checks',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [732, 538, 693],
  },
  messages,
  options: {
    schema: { protectedBranches: textList('Further branches that must not be force-pushed, exact or glob.') },
    defaults: { protectedBranches: [] },
  },
  strict: true,
  inCalmCode: QUOTED_GIT,
  javascript: (facts) => {
    for (const call of facts.model.calls(LIBRARIES)) checkLibraryCall(call, LIBRARIES.match(call)?.data, facts);
    if (!namesOperation(facts.model)) return;
    for (const key of NAME_KEYS) for (const object of objectsWithMember(facts.model, key)) checkToolCall(object, facts);
  },
  settings: (facts) => {
    if (facts.file.kind === 'git-config') checkConfiguration(facts);
  },
  shell: (facts) => {
    for (const { finding, text, at } of shellFindings(facts.commands, findUnsafeGit)) {
      const { kind, branch } = finding;
      if (!facts.strict && isUsual(finding, text, facts)) continue;
      facts.report({ at, message: MESSAGE_OF[kind], data: { what: `${finding.label} ${finding.detail}`.trim(), command: finding.label, detail: finding.detail, branch: kind === 'delete-branch' ? (branch ? `the branch ${branch}` : 'a branch') : branch || 'the current branch' } });
    }
  },
});

/** `core.hooksPath = …` of a configuration file; certificates are another rule's. */
function checkConfiguration({ root, strict, report }: SettingsFacts<Message, Options>): void {
  for (const node of walkSettings(root)) {
    if (node.kind === 'object' || node.kind === 'array' || typeof node.value === 'undefined') continue;
    const path: string[] = [];
    for (let owner: SettingNode | null = node; owner?.parent; owner = owner.parent) path.unshift(String(owner.key));
    const unsafe = unsafeGitSetting(path.join('.'), String(node.value ?? ''));
    if (!unsafe || unsafe.kind === 'tls' || (unsafe.level === 'low' && !strict)) continue;
    const detail = unsafe.kind === 'redirect' || path[0] === 'alias' ? unsafe.detail : path.join('.');
    report({ at: node.keyRange, message: MESSAGE_OF[unsafe.kind], data: { what: `git ${detail}`, command: 'git', detail, branch: unsafe.branch || 'the current branch' } });
  }
}

/** What release scripts, thrown-away runners and manuals do on purpose; a named protected branch and a staged secret never are. */
function isUsual({ kind, level, branch }: UnsafeGit, text: CommandText, facts: Facts): boolean {
  if (level === 'low' || kind === 'clean' || isManual(text, facts.file)) return true;
  if (kind === 'delete-branch') return branch === '' || !isProtected(branch, facts);
  if (kind === 'force-push') return !isProtected(branch, facts) || (branch === '' && isDisposable(text));
  if (kind === 'no-verify') return !isUnwatched(text);
  return level === 'medium' && isDisposable(text);
}

/** A push that names no branch goes to the one that is checked out, which may be a protected one. */
function isProtected(branch: string, { policy, options }: Facts): boolean {
  return branch === '' || matchesAllowList(branch, [...policy.protectedBranches, ...options.protectedBranches]);
}

/** Cheap first: an operation that is judged here is named somewhere as text. */
function namesOperation({ text, textIndex }: ValueModel): boolean {
  return textIndex.findGroup(QUOTED_GIT).some(({ indexes }) => indexes.some((at) => OPERATION.test(text.slice(at, at + MAX_OPERATION))));
}

/** `{ tool: 'git-push', params: { branch: 'main', force: true } }`: an operation that an agent's tool will carry out. */
function checkToolCall(object: ObjectView, facts: Facts): void {
  const named = NAME_KEYS.map((key) => object.get(key)?.text().constant ?? '').find((text) => /^git[-_. :]?[a-z]/i.test(text));
  if (named === undefined) return;
  const verb = named.toLowerCase().replace(/^git[-_. :]?/, '');
  const params = ['params', 'arguments', 'args', 'input', 'parameters', 'options'].map((key) => object.get(key)?.object()).find((view) => view) ?? object;
  const isOn = (...keys: string[]): boolean => keys.some((key) => params.get(key)?.boolean() === true);
  if (verb === 'add' || verb === 'stage') return checkStaged(params, facts);
  if (verb === 'push' && isOn('force', 'forced') && !isOn('forceWithLease', 'force_with_lease')) {
    const branch = params.get('branch')?.text().constant ?? params.get('ref')?.text().constant ?? '';
    if (facts.strict || isProtected(branch, facts)) facts.report({ at: params.entry('force')?.keyRange ?? object, message: 'push', data: { branch: branch || 'the current branch' } });
  }
  if (verb === 'reset' && (isOn('hard') || params.get('mode')?.text().constant === 'hard')) facts.report({ at: object, message: 'reset' });
  if (verb === 'commit' && (isOn('noVerify', 'no_verify', 'no-verify') || params.get('verify')?.boolean() === false)) facts.report({ at: object, message: 'hooks', data: { detail: 'noVerify' } });
}

/** `git.push({ ref: 'main', force: true })`, `octokit.rest.git.updateRef({ ref: 'heads/main', force: true })`. */
function checkLibraryCall(call: CallFact, kind: GitCall | undefined, facts: Facts): void {
  const route = kind === 'request' ? (call.args[0]?.text().display ?? '') : '';
  const does = kind !== 'request' ? kind : /^PATCH .{0,200}\/git\/refs\//.test(route) ? 'update-ref' : /^DELETE .{0,200}\/protection$/.test(route) ? 'protection' : undefined;
  const params = call.args[kind === 'request' ? 1 : 0]?.object();
  if (does === 'protection') return facts.report({ at: call, message: 'hooks', data: { detail: 'deleteBranchProtection' } });
  if (!params || does === undefined) return;
  if (does === 'add') return checkStaged(params, facts);
  if (params.get('force')?.boolean() !== true) return;
  const ref = params.get('remoteRef') ?? params.get('ref');
  const text = ref?.text().constant ?? (ref ? HOLE : '');
  const branch = (text === HOLE && kind === 'request' ? (route.split('/git/refs/')[1] ?? '') : text).replace(/^(?:refs\/)?heads\//, '');
  if (facts.strict || isProtected(branch, facts)) facts.report({ at: params.entry('force')?.keyRange ?? call, message: 'push', data: { branch: branch === '' || branch === HOLE ? 'the current branch' : branch } });
}

function checkStaged(params: ObjectView, { report }: Facts): void {
  const view = ['files', 'paths', 'path', 'file', 'pathspec', 'filepath'].map((key) => params.get(key)).find((value) => value);
  for (const item of view?.array()?.items ?? (view ? [view] : [])) {
    const path = item.text().constant;
    if (path !== null && secretFile(path) !== null) report({ at: item, message: 'secret', data: { detail: path } });
  }
}
