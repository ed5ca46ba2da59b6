import { defineRule } from '../core/define-rule.ts';
import { CLASS_LABELS } from '../knowledge/prompt-injection.ts';
import { findOrders } from '../surfaces/prose/index.ts';

export default defineRule({
  name: 'no-prompt-injection',
  docs: {
    description: 'disallow text that gives a coding agent orders it should not get',
    risk: 'high',
    confidence: 'medium',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [1427, 74, 451],
  },
  messages: {
    combined: 'Orders for an agent stand together here: {{classes}}. Whoever reads this file may obey them. Remove the text, or quote it as an example.',
    instructed: 'An instruction file gives orders: {{classes}}. Agents load and obey it without a question. Remove the text.',
    marker: 'A forged system marker makes text look like it came from the system. Remove it.',
    hidden: 'Text that people hardly see gives agents an order: {{classes}}. Remove it, or say it where readers see it.',
    single: 'This reads like an order for an agent: {{classes}}. Remove it, or make clear that it is an example.',
  },
  strict: true,
  prose: ({ file, regions, strict, report }) => {
    for (const { sure, kind, range, classes } of findOrders(regions, file)) {
      if (sure || strict) report({ at: range, message: kind, data: { classes: classes.map((name) => CLASS_LABELS[name]).join(', ') } });
    }
  },
});
