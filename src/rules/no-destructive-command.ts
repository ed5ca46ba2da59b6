import { codePaths } from '../core/code-path.ts';
import { defineRule } from '../core/define-rule.ts';
import { isDisposable, shellFindings } from '../core/shell-findings.ts';
import { broadTarget, findDestructive } from '../surfaces/shell/detect/index.ts';

const OF_RIGHTS = /^(?:chmod|chown|chgrp)$/;

export default defineRule({
  name: 'no-destructive-command',
  docs: {
    description: 'disallow deleting or overwriting far more than a project',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [732, 78],
  },
  messages: {
    delete: '{{command}} deletes {{target}}: far more than a project. Name the folder that is meant.',
    rights: '{{command}} changes the rights or the owner of everything in {{target}}: far more than a project. Name the folder that is meant.',
    disk: '{{command}} erases or overwrites a disk ({{target}}). Remove it.',
    unset: '{{command}} deletes {{target}}, which is everything when the variable is empty. Check the variable first, or write ${VAR:?}.',
    data: '{{command}} destroys {{target}} for good. Leave that to a person.',
    stop: '{{command}} brings the machine down. Remove it.',
  },
  strict: true,
  inCalmCode: false,
  javascript: ({ model, report }) => {
    for (const { kind, path, range, call, options } of model.fileOperations()) {
      if (kind !== 'delete' || !/(?:rm|remove|emptyDir|rimraf|del)/i.test(call.origins[0] ?? '')) continue;
      const recursive = options?.get('recursive')?.boolean() === true || /(?:remove|emptyDir|rimraf|del(?:ete)?)(?:Sync|Async)?$/.test(call.origins[0] ?? '');
      const target = codePaths(path).find((text) => broadTarget(text) !== null);
      if (recursive && target !== undefined) report({ at: range, message: 'delete', data: { command: label(call.origins), target } });
    }
  },
  shell: ({ commands, strict, report }) => {
    for (const { finding, text, at } of shellFindings(commands, findDestructive)) {
      // An image is made by root: its own home folder is given to the user of the program.
      if (finding.kind === 'home' && OF_RIGHTS.test(finding.label) && text.carrier === 'dockerfile') continue;
      // Scripts that a person starts make their databases anew; what starts by itself does not.
      if (finding.kind === 'data' && !strict && (finding.level === 'low' || isDisposable(text) || !(text.unattended || text.lifecycle))) continue;
      const message = finding.kind === 'data' ? 'data' : OF_RIGHTS.test(finding.label) ? 'rights' : finding.kind === 'disk' ? 'disk' : finding.kind === 'unset-variable' ? 'unset' : finding.kind === 'fork-bomb' || finding.kind === 'all-processes' ? 'stop' : 'delete';
      report({ at, message, data: { command: finding.kind === 'fork-bomb' ? 'A fork bomb' : finding.label, target: finding.detail } });
    }
  },
});

function label(origins: readonly string[]): string {
  return `${(origins[0] ?? 'This call').replace('global:', '')}()`;
}
