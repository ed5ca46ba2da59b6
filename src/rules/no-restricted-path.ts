import { matchesGlob } from '../core/allow-list.ts';
import { codePaths } from '../core/code-path.ts';
import { defineRule } from '../core/define-rule.ts';
import type { RuleFacts, ShellFacts } from '../core/define-rule.ts';
import { textList } from '../core/option-lists.ts';
import { isDisposable, isInContainer, isManual, shellFindings } from '../core/shell-findings.ts';
import { isMountedSecret, isSystemPath, sensitivePath } from '../knowledge/paths.ts';
import type { FileOperationKind } from '../surfaces/javascript/index.ts';
import type { CommandText } from '../surfaces/shell/index.ts';
import type { RestrictedPath } from '../surfaces/shell/detect/index.ts';
import { findRestrictedPaths } from '../surfaces/shell/detect/index.ts';

interface Options {
  readonly restrictedPaths: readonly string[];
  readonly allowedPaths: readonly string[];
}

/** What changes a file; reading `/etc/hosts` is ordinary. */
const CHANGES: ReadonlySet<FileOperationKind> = new Set(['write', 'append', 'delete', 'chmod', 'chown', 'link', 'move', 'copy', 'mkdir']);
/** Asking whether something exists discloses nothing; what a listed folder holds is told where it is read. */
const HARMLESS: ReadonlySet<FileOperationKind> = new Set(['stat', 'chdir']);
/** What a folder is called, or that there is one, is no credential: what is put into it or read from it is told by itself. */
const EMPTY: ReadonlySet<FileOperationKind> = new Set(['list', 'mkdir']);
/** Recipes are scripts that a person starts. */
const MAKEFILE = /(?:^|[\\/])(?:GNU)?[Mm]akefile$|\.mk$/;
const LEAVES = /^\.\.(?:[\\/]|$)/;

export default defineRule<Message, Options>({
  name: 'no-restricted-path',
  docs: {
    description: 'disallow access to credential stores and changes to system folders',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [22, 73, 552],
  },
  messages: {
    store: 'This {{how}} a store of credentials that no project needs ({{what}}). Use the tool that owns them.',
    system: 'This {{how}} {{path}}, a path of the operating system. Stay inside the project.',
    restricted: 'This {{how}} {{path}}, a path that the policy restricts. Leave it alone, or change the policy.',
    outside: 'This {{how}} {{path}}, outside the project. Use a path inside it.',
  },
  options: { schema: { restrictedPaths: textList('Further paths that must not be touched, exact or glob.'), allowedPaths: textList('Paths that are fine, exact or glob.') }, defaults: { restrictedPaths: [], allowedPaths: [] } },
  strict: true,
  everyCommand: true,
  inCalmCode: false,
  javascript: (facts) => {
    for (const { kind, path, range, call } of facts.model.fileOperations()) {
      // The paths that a search finds are read somewhere; names in a folder have to be put behind its path first, and that is seen.
      const isSearch = kind === 'list' && !/readdir|opendir/i.test(call.origins[0] ?? '');
      for (const text of codePaths(path)) check(text, isSearch ? 'read' : kind, range, facts);
    }
  },
  shell: (facts) => {
    for (const { finding, text, at } of shellFindings(facts.commands, findRestrictedPaths)) {
      if ((!facts.strict && isUsual(finding, text, facts)) || isAllowed(finding.path, facts)) continue;
      if (finding.kind === 'parent') facts.report({ at, message: 'outside', data: { how: finding.detail === 'cd' ? 'enters' : 'deletes', path: finding.path } });
      else if (finding.label === 'a system folder') facts.report({ at, message: 'system', data: { how: 'changes', path: finding.path } });
      else facts.report({ at, message: 'store', data: { how: finding.kind === 'read' ? 'reads' : 'changes', what: finding.label } });
    }
    checkPolicy(facts);
  },
});

/** Scripts and manuals that a person follows set machines up, containers are made of such steps; what starts by itself has no business there. */
function isUsual({ level, label }: RestrictedPath, text: CommandText, { file }: Facts): boolean {
  if (level === 'low' || isManual(text, file)) return true;
  const isSystem = label === 'a system folder';
  // The accounts of an image are its own.
  if (isInContainer(text) && (label === 'sudo rules' || label === 'password hashes')) return true;
  if (isDisposable(text)) return isSystem;
  return isSystem && level === 'medium' && (text.carrier === 'shell-file' || text.carrier === 'skill-command' || (text.carrier === 'task' && MAKEFILE.test(file.path)));
}

/** Words of commands that name a path which the policy restricts. */
function checkPolicy(facts: ShellFacts<Message, Options>): void {
  const restricted = [...facts.policy.restrictedPaths, ...facts.options.restrictedPaths];
  if (restricted.length === 0) return;
  for (const { script, source } of facts.file.commands()) {
    for (const { args, redirects } of script.commands) {
      for (const word of [...args, ...redirects.map(({ target }) => target)]) {
        const path = withoutDot(word.text);
        if (isListed(path, restricted) && !isAllowed(path, facts)) facts.report({ at: source.toSource(...word.range), message: 'restricted', data: { how: 'names', path } });
      }
    }
  }
}

type Message = 'store' | 'system' | 'restricted' | 'outside';
type Facts = RuleFacts<Message, Options>;

function isAllowed(path: string, { policy, options }: Facts): boolean {
  return isListed(path, [...policy.allowedPaths, ...options.allowedPaths]);
}

/** `./infra/a.tf` and `infra/a.tf` are the same file, in code and in a list. */
function withoutDot(path: string): string {
  return path.replace(/^(?:\.\/)+/, '');
}

function isListed(path: string, entries: readonly string[]): boolean {
  return entries.some((entry) => matchesGlob(path, withoutDot(entry)));
}

function check(given: string, kind: FileOperationKind, at: readonly [number, number], facts: Facts): void {
  const path = withoutDot(given);
  if (path === '' || isAllowed(path, facts)) return;
  const changes = CHANGES.has(kind);
  const how = changes ? 'changes' : kind === 'chdir' ? 'enters' : kind === 'list' ? 'lists' : 'reads';
  if (isListed(path, [...facts.policy.restrictedPaths, ...facts.options.restrictedPaths])) return facts.report({ at, message: 'restricted', data: { how, path } });
  const store = HARMLESS.has(kind) || (!facts.strict && (EMPTY.has(kind) || (kind === 'read' && isMountedSecret(path)))) ? null : sensitivePath(path);
  if (store !== null) return facts.report({ at, message: 'store', data: { how, what: store } });
  if (changes && isSystemPath(path)) return facts.report({ at, message: 'system', data: { how, path } });
  if (facts.strict && (kind === 'delete' || kind === 'chdir' || kind === 'move') && LEAVES.test(path)) facts.report({ at, message: 'outside', data: { how, path } });
}
