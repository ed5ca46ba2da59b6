import { matchesAllowList } from '../core/allow-list.ts';
import { defineRule } from '../core/define-rule.ts';
import type { Edit } from '../core/define-rule.ts';
import { textList } from '../core/option-lists.ts';
import { parseDependencySpec } from '../knowledge/dependency-spec.ts';
import { findImitation } from '../knowledge/typosquat.ts';
import type { SourceRange } from '../surfaces/mapped-text.ts';
import { dependencyEntries } from '../surfaces/settings/dependencies.ts';

export default defineRule<'imitation' | 'similar' | 'rename', { allow: readonly string[] }>({
  name: 'no-typosquat-dependency',
  docs: {
    description: 'disallow dependencies whose name imitates a well-known package',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [1357, 829],
  },
  messages: {
    imitation: '{{name}} imitates the well-known package {{target}} ({{how}}). Install {{target}}, or allow the name if you mean it.',
    similar: '{{name}} is close to the well-known package {{target}} ({{how}}). Check that you mean it.',
    rename: 'Rename to {{target}}.',
  },
  options: { schema: { allow: textList('Package names that are meant.') }, defaults: { allow: [] } },
  strict: true,
  suggestions: true,
  kinds: ['package-json', 'pnpm-workspace', 'yarnrc'],
  settings: ({ file, root, options, policy, strict, report }) => {
    for (const { name, spec, node } of dependencyEntries(root)) {
      const { source, target } = parseDependencySpec(spec);
      if (source === 'workspace' || source === 'local') continue;
      const installed = source === 'alias' ? target : name;
      const imitation = findImitation(installed);
      if (!imitation || (imitation.distance === 'far' && !strict) || matchesAllowList(installed, [...options.allow, ...policy.allowedPackages])) continue;
      report({
        at: source === 'alias' ? node.range : node.keyRange,
        message: imitation.distance === 'near' ? 'imitation' : 'similar',
        data: { name: installed, target: imitation.target, how: imitation.how },
        suggest: source === 'alias' || node.parent?.get(imitation.target) !== undefined ? [] : [renaming(node.keyRange, file.text, name, imitation.target)].flatMap((edit) => (edit ? [{ message: 'rename' as const, data: { target: imitation.target }, edits: [edit] }] : [])),
      });
    }
  },
});

/** Replaces the name inside the key, whatever quotes it has; `null` where the key is spelt another way. */
function renaming(range: SourceRange, text: string, name: string, target: string): Edit | null {
  const key = text.slice(range[0], range[1]);
  const at = key.indexOf(name);
  return at < 0 ? null : { range: [range[0] + at, range[0] + at + name.length], text: target };
}
