import { findOpenApprovals } from '../core/approving-loops.ts';
import { defineRule } from '../core/define-rule.ts';
import type { RuleFacts } from '../core/define-rule.ts';
import { optionTable, runNamedOptions, runOptions } from '../core/sdk-options.ts';
import { runRows } from '../core/setting-rows.ts';
import { isInContainer, shellFindings } from '../core/shell-findings.ts';
import { findUnapprovedTools } from '../core/unapproved-tools.ts';
import { APPROVAL_KINDS, APPROVAL_MESSAGES, approvalRows } from '../knowledge/agent-approvals.ts';
import type { ApprovalMessage } from '../knowledge/agent-approvals.ts';
import { APPROVAL_OPTIONS, MISSING_APPROVALS, NAMED_APPROVALS } from '../knowledge/agent-sdk-approvals.ts';
import { fileRow } from '../knowledge/files.ts';
import { isTestFile } from '../knowledge/test-files.ts';
import { findAgentBypass } from '../surfaces/shell/detect/index.ts';
import type { AgentBypassKind } from '../surfaces/shell/detect/index.ts';
import { TextGroup } from '../surfaces/text-index.ts';

const TABLE = optionTable(APPROVAL_OPTIONS, MISSING_APPROVALS);

const OFF: Readonly<Record<AgentBypassKind, string>> = {
  permissions: 'permission checks', sandbox: 'sandbox', approval: 'approvals', tools: 'approval of tools', configuration: 'protection', environment: 'approvals', written: 'approvals',
};

export default defineRule<ApprovalMessage>({
  name: 'no-agent-permission-bypass',
  docs: {
    description: 'disallow starting coding agents with their approvals switched off',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [862, 693, 250],
  },
  messages: APPROVAL_MESSAGES,
  strict: true,
  inCalmCode: new TextGroup([...NAMED_APPROVALS.map(({ member }) => member), 'requestPermission']),
  javascript: (facts) => {
    runOptions(TABLE, facts);
    runNamedOptions(NAMED_APPROVALS, facts);
    // The client of a test answers as the test wants it.
    if (facts.strict || !isTestFile(facts.file.path)) for (const { at, name } of findOpenApprovals(facts.model)) facts.report({ at, message: 'handler', data: { name } });
    for (const { at, name, preset } of findUnapprovedTools(facts.model)) {
      if (preset === 'recommended' || facts.strict) facts.report({ at, message: 'tool', data: { name, what: 'runs commands of the model', fix: 'Ask before each call' } });
    }
  },
  shell: ({ file, commands, strict, report }) => {
    for (const { finding, text, at } of shellFindings(commands, findAgentBypass)) {
      // Documentation explains these flags; nothing runs them from there.
      const isDoc = text.carrier === 'markdown-fence' && file.kind === 'markdown';
      // A container is the fence that the makers of agents recommend for these flags.
      if (!strict && (finding.level === 'low' || isDoc || isInContainer(text))) continue;
      if (finding.kind === 'written') {
        report({ at, message: 'setting', data: { key: finding.label, value: finding.detail, what: 'do anything' } });
        continue;
      }
      const data = { flag: finding.label, agent: finding.detail || 'the agent', what: OFF[finding.kind] };
      report({ at, message: finding.kind === 'environment' ? 'variable' : 'command', data });
    }
  },
  kinds: APPROVAL_KINDS,
  settings: (facts) => {
    const { kind, path } = facts.file;
    runRows(facts.root, approvalRows(kind, fileRow(path)?.client), facts);
  },
  textKinds: ['agent-command'],
  text: checkAnnotations,
});

const WORKFLOW_CLIENTS: ReadonlySet<string> = new Set(['windsurf', 'antigravity']);

/** `// turbo-all` in a workflow of Windsurf or Antigravity runs its commands unasked. */
function checkAnnotations({ file, strict, report }: RuleFacts<ApprovalMessage, object>): void {
  if (!WORKFLOW_CLIENTS.has(fileRow(file.path)?.client ?? '')) return;
  let count = 0;
  for (const match of file.text.matchAll(/^[ \t]{0,8}(\/\/ ?turbo(-all)?)[ \t]{0,8}$/gm)) {
    if ((count += 1) > 100) return;
    const at = match.index + match[0].indexOf('/');
    if (match[2] !== undefined || strict) report({ at: [at, at + (match[1]?.length ?? 0)], message: 'annotation', data: { value: match[1] ?? '' } });
  }
}
