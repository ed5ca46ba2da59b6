import { codePaths } from '../core/code-path.ts';
import { defineRule } from '../core/define-rule.ts';
import { isDisposable, shellFindings } from '../core/shell-findings.ts';
import { DROP_WORDS, DROPS, STORE_CALLS } from '../knowledge/data-stores.ts';
import { originSet } from '../surfaces/javascript/index.ts';
import type { CallFact } from '../surfaces/javascript/index.ts';
import { broadTarget, findDestructive } from '../surfaces/shell/detect/index.ts';
import { TextGroup } from '../surfaces/text-index.ts';

const STORES = originSet(STORE_CALLS);
const STATEMENTS = new TextGroup(DROP_WORDS, 'any-case');
const OF_RIGHTS = /^(?:chmod|chown|chgrp)$/;

/** What the building of an image leaves behind, and no container needs. */
const LEFTOVERS = /^["']?\/var\/(?:log|cache|tmp)\/?\*{0,2}["']?$/;

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
    data: '{{command}} destroys {{target}} for good. Leave that to a person, or to a migration that somebody reviews.',
    stop: '{{command}} brings the machine down. Remove it.',
  },
  strict: true,
  inCalmCode: STATEMENTS,
  javascript: ({ model, strict, report }) => {
    for (const { kind, path, range, call, options } of model.fileOperations()) {
      if (kind !== 'delete' || !/(?:rm|remove|emptyDir|rimraf|del)/i.test(call.origins[0] ?? '')) continue;
      const recursive = options?.get('recursive')?.boolean() === true || /(?:remove|emptyDir|rimraf|del(?:ete)?)(?:Sync|Async)?$/.test(call.origins[0] ?? '');
      const target = codePaths(path).find((text) => isBroad(text, strict));
      if (recursive && target !== undefined) report({ at: range, message: 'delete', data: { command: label(call.origins), target } });
    }
    // Seeds, tests and resets empty stores on purpose: a capability.
    if (!strict) return;
    for (const call of model.calls(STORES)) {
      const known = STORES.match(call)?.data;
      if (known && losesAll(call, known.only)) report({ at: call.calleeRange, message: 'data', data: { command: label(call.origins).replace(/^.*[./]/, ''), target: known.what } });
    }
    const places = model.textIndex.findGroup(STATEMENTS).flatMap(({ indexes }) => indexes).sort((a, b) => a - b);
    for (const { text, range } of places.length > 0 ? model.stringsAt(places) : []) {
      if (DROPS.test(text.text.slice(0, 200))) report({ at: range, message: 'data', data: { command: 'This statement', target: 'a whole database, schema or table' } });
    }
  },
  shell: ({ commands, strict, report }) => {
    for (const { finding, text, at } of shellFindings(commands, findDestructive)) {
      // An image is made by root: its own home folder is given to the user of the program.
      if (finding.kind === 'home' && OF_RIGHTS.test(finding.label) && text.carrier === 'dockerfile') continue;
      if (finding.kind === 'system-folder' && text.carrier === 'dockerfile' && LEFTOVERS.test(finding.detail)) continue;
      // `rm -rf ~/acme`: what a program made for itself, unless it goes without anybody asking.
      if (finding.kind === 'home-folder' && !strict && (isDisposable(text) || text.carrier === 'javascript' || !(text.unattended || text.lifecycle))) continue;
      // Scripts that a person starts make their databases anew; what starts by itself does not.
      if (finding.kind === 'data' && !strict && (finding.level === 'low' || isDisposable(text) || !(text.unattended || text.lifecycle))) continue;
      const message = finding.kind === 'data' ? 'data' : OF_RIGHTS.test(finding.label) ? 'rights' : finding.kind === 'disk' ? 'disk' : finding.kind === 'unset-variable' ? 'unset' : finding.kind === 'fork-bomb' || finding.kind === 'all-processes' ? 'stop' : 'delete';
      report({ at, message, data: { command: finding.kind === 'fork-bomb' ? 'A fork bomb' : finding.label, target: finding.detail } });
    }
  },
});

function isBroad(path: string, strict: boolean): boolean {
  const kind = broadTarget(path);
  return kind !== null && (strict || kind !== 'home-folder');
}

/** False where an option or a filter that is given keeps the call from taking everything. */
function losesAll({ args, hasAllArgs }: CallFact, only: string | undefined): boolean {
  if (only === undefined) return true;
  const options = args[0]?.object();
  if (only !== 'no-filter') return options?.get(only)?.boolean() === true;
  return hasAllArgs && (args.length === 0 || (options?.complete === true && options.entries.length === 0));
}

function label(origins: readonly string[]): string {
  return `${(origins[0] ?? 'This call').replace('global:', '')}()`;
}
