import { matchesAllowList } from '../core/allow-list.ts';
import { isFixedPath } from '../core/code-path.ts';
import { defineRule } from '../core/define-rule.ts';
import { textList } from '../core/option-lists.ts';

export default defineRule<'computed', { allow: readonly string[] }>({
  name: 'no-dynamic-module',
  docs: {
    description: 'disallow loading modules whose name is computed',
    risk: 'medium',
    confidence: 'medium',
    presets: { recommended: 'off', strict: 'warn' },
    cwe: [829, 913],
  },
  messages: {
    computed: 'The name of the module that {{how}} loads is computed, so nobody can tell which code runs. Use a constant name or a table of loaders.',
  },
  options: {
    schema: { allow: textList('Known beginnings of computed names that are fine, for example `./locales/*`.') },
    defaults: { allow: [] },
  },
  inCalmCode: false,
  javascript: ({ model, options, report }) => {
    for (const load of model.moduleLoads()) {
      if (load.literal !== null || load.kind === 'worker') continue;
      const { kind, name, range } = load;
      if (!name.isPossible && (name.constant !== null || name.alternatives.length > 0)) continue;
      if (isFixedPath(name) || (name.prefix !== '' && matchesAllowList(name.display.replaceAll('${}', 'x'), options.allow))) continue;
      report({ at: range, message: 'computed', data: { how: kind === 'require' ? 'require()' : kind === 'register' ? 'this call' : 'import()' } });
    }
  },
});
