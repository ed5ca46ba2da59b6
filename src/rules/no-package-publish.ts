import { defineRule } from '../core/define-rule.ts';
import { isUnwatched, shellFindings } from '../core/shell-findings.ts';
import { findPublish } from '../surfaces/shell/detect/index.ts';

export default defineRule({
  name: 'no-package-publish',
  docs: {
    description: 'disallow publishing packages from code and lifecycle scripts',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [506, 829],
  },
  messages: {
    publish: '{{command}} publishes a package, for everybody and for good. Publish from a release workflow that a person starts.',
  },
  strict: true,
  shell: ({ commands, strict, report }) => {
    for (const { finding, text, at } of shellFindings(commands, findPublish)) {
      // A release script or workflow publishes by design; code and scripts that run on install do not.
      if (strict || isUnwatched(text)) report({ at, message: 'publish', data: { command: finding.label } });
    }
  },
});
