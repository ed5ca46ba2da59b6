import { matchesAllowList } from '../core/allow-list.ts';
import { codePaths } from '../core/code-path.ts';
import { defineRule } from '../core/define-rule.ts';
import type { RuleFacts } from '../core/define-rule.ts';
import { shellFindings } from '../core/shell-findings.ts';
import { isSystemPath, sensitivePath } from '../knowledge/paths.ts';
import type { FileOperationKind } from '../surfaces/javascript/index.ts';
import { findRestrictedPaths } from '../surfaces/shell/detect/index.ts';

interface Options {
  readonly restrictedPaths: readonly string[];
  readonly allowedPaths: readonly string[];
}
const list = (description: string): { type: 'array'; items: { type: 'string' }; description: string } => ({ type: 'array', items: { type: 'string' }, description });

/** What changes a file; reading `/etc/hosts` is ordinary. */
const CHANGES: ReadonlySet<FileOperationKind> = new Set(['write', 'append', 'delete', 'chmod', 'chown', 'link', 'move', 'copy', 'mkdir']);
/** Asking whether something exists, or listing the project, discloses nothing. */
const HARMLESS: ReadonlySet<FileOperationKind> = new Set(['stat', 'chdir']);
const LEAVES = /^\.\.(?:[\\/]|$)/;

export default defineRule<'store' | 'system' | 'restricted' | 'outside', Options>({
  name: 'no-restricted-path',
  docs: {
    description: 'disallow access to credential stores and changes to system folders',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [22, 73, 552],
  },
  messages: {
    store: 'This {{how}} {{what}}, a store of credentials that no project needs. Use the tool that owns them.',
    system: 'This {{how}} {{path}}, a path of the operating system. Stay inside the project.',
    restricted: 'This {{how}} {{path}}, a path that the policy restricts.',
    outside: 'This {{how}} {{path}}, outside the project. Use a path inside it.',
  },
  options: { schema: { restrictedPaths: list('Further paths that must not be touched, exact or glob.'), allowedPaths: list('Paths that are fine, exact or glob.') }, defaults: { restrictedPaths: [], allowedPaths: [] } },
  strict: true,
  javascript: (facts) => {
    for (const { kind, path, range } of facts.model.fileOperations()) {
      for (const text of codePaths(path)) check(text, kind, range, facts);
    }
  },
  shell: (facts) => {
    for (const { finding, at } of shellFindings(facts.commands, findRestrictedPaths)) {
      if ((finding.level === 'low' && !facts.strict) || isAllowed(finding.path, facts)) continue;
      if (finding.kind === 'parent') facts.report({ at, message: 'outside', data: { how: 'deletes', path: finding.path } });
      else if (finding.label === 'a system folder') facts.report({ at, message: 'system', data: { how: 'changes', path: finding.path } });
      else facts.report({ at, message: 'store', data: { how: finding.kind === 'read' ? 'reads' : 'changes', what: finding.label } });
    }
  },
});

type Facts = RuleFacts<'store' | 'system' | 'restricted' | 'outside', Options>;

function isAllowed(path: string, { policy, options }: Facts): boolean {
  return matchesAllowList(path, [...policy.allowedPaths, ...options.allowedPaths]);
}

function check(path: string, kind: FileOperationKind, at: readonly [number, number], facts: Facts): void {
  if (path === '' || isAllowed(path, facts)) return;
  const changes = CHANGES.has(kind);
  const how = changes ? 'changes' : kind === 'chdir' ? 'enters' : 'reads';
  if (matchesAllowList(path, [...facts.policy.restrictedPaths, ...facts.options.restrictedPaths])) return facts.report({ at, message: 'restricted', data: { how, path } });
  const store = HARMLESS.has(kind) ? null : sensitivePath(path);
  if (store !== null) return facts.report({ at, message: 'store', data: { how, what: store } });
  if (changes && isSystemPath(path)) return facts.report({ at, message: 'system', data: { how, path } });
  if (facts.strict && (kind === 'delete' || kind === 'chdir' || kind === 'move') && LEAVES.test(path)) facts.report({ at, message: 'outside', data: { how, path } });
}
