import { matchesAllowList } from '../core/allow-list.ts';
import { defineRule } from '../core/define-rule.ts';
import { textList } from '../core/option-lists.ts';
import { isDisposable, isUnwatched, shellFindings } from '../core/shell-findings.ts';
import { findGlobalInstall } from '../surfaces/shell/detect/index.ts';

export default defineRule<'install', { allow: readonly string[] }>({
  name: 'no-global-install',
  docs: {
    description: 'disallow installing outside the project',
    risk: 'medium',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [829, 427],
  },
  messages: {
    install: '{{command}} installs {{what}} for the whole machine, beyond the lockfile. Add it to the project instead.',
  },
  options: {
    schema: { allow: textList('Packages that may be installed globally.') },
    defaults: { allow: [] },
  },
  strict: true,
  shell: ({ commands, options, policy, strict, report }) => {
    for (const { finding, text, at } of shellFindings(commands, findGlobalInstall)) {
      if (finding.level === 'low' && !strict) continue;
      if (!strict && (!isUnwatched(text) || isDisposable(text))) continue;
      const name = finding.detail.slice(0, 1) + (finding.detail.slice(1).split('@')[0] ?? '');
      if (name !== '' && matchesAllowList(name, [...options.allow, ...policy.allowedPackages])) continue;
      report({ at, message: 'install', data: { command: finding.label, what: finding.detail || 'a package' } });
    }
  },
});
