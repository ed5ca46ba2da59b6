import { defineRule } from '../core/define-rule.ts';
import { optionTable, runNamedOptions, runOptions } from '../core/sdk-options.ts';
import { LIMIT_MESSAGES, LIMIT_OPTIONS, MISSING_LIMITS, MODEL_CALLS, NAMED_LIMITS } from '../knowledge/agent-sdk-limits.ts';
import { originSet } from '../surfaces/javascript/index.ts';
import { endlessLoopAround, isPaced } from '../surfaces/javascript/loops.ts';
import { TextGroup } from '../surfaces/text-index.ts';

const TABLE = optionTable(LIMIT_OPTIONS, MISSING_LIMITS);
const MODELS = originSet(Object.fromEntries(MODEL_CALLS.map((name) => [name, true])));

export default defineRule({
  name: 'no-unbounded-agent',
  docs: {
    description: 'disallow agents without a limit on steps, or with every tool',
    risk: 'medium',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [770, 835, 862],
  },
  messages: LIMIT_MESSAGES,
  strict: true,
  inCalmCode: new TextGroup(NAMED_LIMITS.map(({ member }) => member)),
  javascript: (facts) => {
    runOptions(TABLE, facts);
    runNamedOptions(NAMED_LIMITS, facts);
    for (const call of facts.model.calls(MODELS)) {
      const loop = endlessLoopAround(call.node);
      // A loop that asks somebody, or waits for work, goes on as often as that somebody does.
      if (loop && (facts.strict || !isPaced(loop))) facts.report({ at: call.calleeRange, message: 'loop' });
    }
  },
});
