import rule from '../../src/rules/no-unsafe-workflow.ts';
import { ruleTester } from '../tester.ts';

const filename = '.github/workflows/agent.yml';
const HASH = '08c6903cd8c0fde910a37f88322edcfb5dd907a8';
const guarded = (condition: string, on = 'issue_comment'): { filename: string; code: string } => ({
  filename,
  code: `on: [${on}]\npermissions:\n  contents: write\n  id-token: write\njobs:\n  a:\n    if: |\n${condition.replace(/^/gm, '      ')}\n    runs-on: ubuntu-latest\n    steps:\n      - uses: anthropics/claude-code-action@${HASH}\n`,
});
const told = (item: { filename: string; code: string }): { filename: string; code: string; errors: { messageId: string }[] } => ({ ...item, errors: [{ messageId: 'agentJob' }] });
const LIST = `contains(fromJSON('["OWNER", "MEMBER", "COLLABORATOR"]'), github.event.comment.author_association)`;
const MENTION = `contains(github.event.comment.body, '@agent')`;

await ruleTester(rule, {
  valid: [
    guarded(`${LIST} && ${MENTION}`),
    guarded(`(github.event_name == 'issue_comment' && ${LIST} && ${MENTION}) ||\n(github.event_name == 'issues' && contains('OWNER MEMBER', github.event.issue.author_association) && (${MENTION} || contains(github.event.issue.title, '@agent')))`, 'issue_comment, issues'),
    guarded(`${MENTION} && (github.event.comment.author_association == 'OWNER' || github.event.comment.author_association == 'MEMBER')`),
    guarded(`github.event_name == 'workflow_dispatch' || (${LIST})`, 'issue_comment, workflow_dispatch'),
    guarded('${{ ' + LIST + ' }}'),
  ],
  invalid: [
    told(guarded(MENTION)),
    told(guarded(`${MENTION} || ${LIST}`)),
    told(guarded(`${LIST} && ${MENTION} || github.event_name == 'issues'`, 'issue_comment, issues')),
    told(guarded(`${MENTION} && (github.event.comment.author_association == 'OWNER' || ${MENTION})`)),
    told(guarded(`!${LIST} && ${MENTION}`)),
    told(guarded(`github.event.comment.author_association != 'OWNER'`)),
    told(guarded(`contains(fromJSON('["OWNER", "CONTRIBUTOR"]'), github.event.comment.author_association)`)),
    told(guarded(`github.event.comment.body == 'author_association OWNER'`)),
    told(guarded(`!(github.event_name == 'push' || ${LIST}) && ${MENTION}`)),
    told(guarded(`(github.event_name == 'push') == false || ${LIST}`)),
    told(guarded(`(${LIST}) == false`)),
    told(guarded(`contains('OWNER NONE', github.event.comment.author_association)`)),
  ],
});
