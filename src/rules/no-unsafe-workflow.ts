import { matchesAllowList } from '../core/allow-list.ts';
import { defineRule } from '../core/define-rule.ts';
import { hostList, textList } from '../core/option-lists.ts';
import { findSharedTokens } from '../core/publish-tokens.ts';
import { runRows } from '../core/setting-rows.ts';
import type { FileKind } from '../knowledge/file-kind.ts';
import { DEPENDABOT_ROWS } from '../knowledge/workflows-dependabot.ts';
import { GITLAB_ROWS, PIPELINE_ROWS } from '../knowledge/workflows-gitlab.ts';
import { WORKFLOW_MESSAGES, WORKFLOW_ROWS } from '../knowledge/workflows.ts';
import type { WorkflowRow } from '../knowledge/workflows.ts';
import { findKnownWorm, findOpenDoors, findTextFlows } from '../surfaces/settings/workflow-flows.ts';
import { readWorkflow } from '../surfaces/settings/workflow.ts';

/** What is no workflow of GitHub. */
const OTHERS: ReadonlyMap<FileKind, readonly WorkflowRow[]> = new Map([['gitlab-ci', GITLAB_ROWS], ['dependabot', DEPENDABOT_ROWS], ['pipeline', PIPELINE_ROWS]]);

export default defineRule({
  name: 'no-unsafe-workflow',
  docs: {
    description: 'disallow CI workflows that obey strangers or leave an agent without limits',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [77, 78, 94, 284, 522, 829, 862, 1427],
  },
  strict: true,
  kinds: ['workflow', 'action', 'gitlab-ci', 'dependabot', 'pipeline'],
  messages: WORKFLOW_MESSAGES,
  options: {
    schema: {
      allowedActions: textList('Actions and workflows that need no pinned hash and may be given every secret, for example `my-org/**`.'),
      allowedHosts: hostList('Hosts that plugins and included pipelines may come from.'),
    },
    defaults: { allowedActions: [] as readonly string[], allowedHosts: [] as readonly string[] },
  },
  settings: (facts) => {
    const { file, root, strict, options, report } = facts;
    const rows = OTHERS.get(file.kind);
    if (rows) {
      runRows(root, rows, facts);
      return;
    }
    runRows(root, WORKFLOW_ROWS, facts);
    const workflow = readWorkflow(root);
    for (const { kind, at, data, isStrict } of [...findTextFlows(workflow), ...findOpenDoors(workflow)]) {
      if (isStrict && !strict) continue;
      if (kind === 'unpinned' && isAllowedAction(data['value'] ?? '', options.allowedActions)) continue;
      report({ at, message: kind, data });
    }
    if (strict) for (const { token, what } of findSharedTokens(file, root)) report({ at: token.keyRange, message: 'publishToken', data: { name: String(token.key), what } });
    const worm = findKnownWorm(workflow, file.path);
    if (worm) report({ at: worm, message: 'knownWorm' });
  },
});

/** `actions/checkout` in the list stands for every version of it. */
function isAllowedAction(used: string, allowed: readonly string[]): boolean {
  return matchesAllowList(used, allowed) || matchesAllowList(used.split('@', 1)[0] ?? '', allowed);
}
