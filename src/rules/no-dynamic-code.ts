import { defineRule } from '../core/define-rule.ts';

const LABELS = { eval: 'eval()', Function: 'Function()', vm: 'vm', timer: 'a timer given text', import: 'import of a data: URL', node: 'node -e' } as const;

export default defineRule({
  name: 'no-dynamic-code',
  docs: {
    description: 'disallow turning text into code',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [95, 94],
  },
  messages: {
    computed: '{{label}} runs text that is put together at run time: whoever controls the text controls the program. Call a function instead.',
    decoded: '{{label}} runs text that was decoded first, which hides what it does. Remove it.',
    timer: '{{label}} runs it as code. Pass a function instead.',
    constant: '{{label}} runs text as code. Write the code itself.',
  },
  strict: true,
  javascript: ({ model, strict, report }) => {
    const decoded = new Set(model.flows({ from: ['decoded'], to: ['eval'] }).map((flow) => flow.sink.call.node));
    for (const { kind, text, call } of model.codeTexts()) {
      const data = { label: LABELS[kind] };
      if (decoded.has(call.node)) report({ at: call, message: 'decoded', data });
      else if (kind === 'timer') report({ at: call, message: 'timer', data });
      else if (text.constant === null) report({ at: call, message: 'computed', data });
      else if (strict) report({ at: call, message: 'constant', data });
    }
  },
});
