import { defineRule } from '../core/define-rule.ts';
import { matchesAllowList } from '../core/allow-list.ts';
import { findSwitchedOff } from '../surfaces/text/config-off.ts';
import { TextGroup } from '../surfaces/text-index.ts';
import { findDirectives } from '../surfaces/text/directives.ts';

interface Options {
  readonly allow: readonly string[];
}

const PREFIX = 'agent-security/';
/** A reason is at least one word. */
const REASON = /\p{L}{3}/u;

export default defineRule<'unexplained' | 'wholeFile' | 'forbidden' | 'configured', Options>({
  name: 'no-unexplained-disable',
  docs: {
    description: 'disallow comments that silence these rules without a reason',
    risk: 'medium',
    confidence: 'high',
    presets: { recommended: 'warn', strict: 'error' },
    cwe: [693, 778],
  },
  messages: {
    unexplained: 'This comment silences {{rules}} without saying why. Fix the finding, or add the reason after " -- ".',
    wholeFile: 'This comment silences {{rules}} for the whole file: later findings stay unseen. Disable single lines, with a reason.',
    forbidden: 'This comment silences {{rules}}. Fix the finding, or let the team put the rule into the option "allow".',
    configured: 'The configuration switches {{rules}} off for everyone. Keep the rule, or narrow it to the files that need it.',
  },
  options: {
    schema: { allow: { type: 'array', items: { type: 'string' }, uniqueItems: true, description: 'Rules that comments may silence with a reason, by name or glob.' } },
    defaults: { allow: [] },
  },
  strict: true,
  textInCode: new TextGroup(['eslint', PREFIX]),
  text: ({ file, options, strict, report }) => {
    const isAllowed = (rule: string): boolean => matchesAllowList(rule, options.allow) || matchesAllowList(rule.slice(PREFIX.length), options.allow);
    for (const { rules, reason, range, wholeFile } of findDirectives(file)) {
      const ours = rules.filter((rule) => rule.startsWith(PREFIX));
      if (rules.length > 0 && ours.length === 0) continue;
      const open = ours.filter((rule) => !isAllowed(rule));
      const allowed = rules.length > 0 && open.length === 0;
      const named = rules.length === 0 ? 'every rule' : (allowed ? ours : open).join(', ');
      const message = wholeFile && !allowed ? 'wholeFile' : !REASON.test(reason) ? 'unexplained' : strict && !allowed ? 'forbidden' : null;
      if (message) report({ at: range, message, data: { rules: named }, unsuppressable: true });
    }
    if (!strict) return;
    for (const { rule, range } of findSwitchedOff(file, PREFIX)) if (!isAllowed(rule)) report({ at: range, message: 'configured', data: { rules: rule } });
  },
});
