import { defineRule } from '../core/define-rule.ts';

export default defineRule({
  name: 'no-placeholder',
  docs: { description: 'x', risk: 'low', confidence: 'low', presets: { recommended: 'off', strict: 'warn' }, cwe: [] },
  messages: { a: 'A.' },
  text: ({ file, report }) => report({ at: [0, file.text.length], message: 'a' }),
});
