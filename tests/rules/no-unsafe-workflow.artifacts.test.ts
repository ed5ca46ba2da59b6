import { ruleTester } from '../tester.ts';
import type { Case } from '../tester.ts';
import { bad, strictOnly } from './carriers.ts';
import rule from '../../src/rules/no-unsafe-workflow.ts';

const DOWNLOAD = 'uses: actions/download-artifact@0000000000000000000000000000000000000000\n        with: { run-id: "${{ github.event.workflow_run.id }}" }';
const workflow = (line: string, { event = 'workflow_run', download = DOWNLOAD }: { event?: string; download?: string } = {}): Case => ({
  code: `on:\n  ${event}:\n    workflows: [CI]\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - ${download}\n      - run: |\n          echo start\n          ${line}\n`,
  filename: '.github/workflows/a.yml',
});
const azure = (code: string): Case => ({ code: `steps:\n${code}\n`, filename: 'azure-pipelines.yml' });
const CONDITION = "if: github.event.workflow_run.event == 'push'\n    runs-on";
const guarded = (line: string): Case => ({ ...workflow(line), code: workflow(line).code.replace('runs-on', () => CONDITION) });
const own = strictOnly(guarded('node dist/publish.js'), 'artifactCode');
const branches = strictOnly({ ...workflow('bash ./run.sh'), code: workflow('bash ./run.sh').code.replace('workflows: [CI]', 'workflows: [CI]\n    branches: [main]') }, 'artifactCode');
const output = strictOnly(workflow('echo "n=$(cat pr.txt)" >> "$GITHUB_OUTPUT"'), 'environmentFile');

await ruleTester(rule, {
  valid: [
    output.valid,
    own.valid,
    branches.valid,
    workflow('npx wrangler pages deploy ./site'),
    workflow('bash ./run.sh', { event: 'workflow_dispatch' }),
    workflow('bash ./run.sh', { download: 'run: npm ci' }),
    // The program is the repository's own, or comes from elsewhere.
    workflow('node scripts/comment.js', { download: `uses: actions/checkout@0000000000000000000000000000000000000000\n      - ${DOWNLOAD}` }),
    workflow('npm ci --ignore-scripts'),
    workflow('npm install -g netlify-cli && netlify deploy --dir=site'),
    workflow('node --version && python3 -m http.server'),
    workflow('cat pr.txt >> "$GITHUB_STEP_SUMMARY"'),
    workflow('echo "sha=$(git rev-parse HEAD)" >> "$GITHUB_ENV"'),
    workflow('echo "VERSION=1.2.3" >> "$GITHUB_ENV"'),
    workflow('echo "PR=$(cat pr.txt)" >> "$GITHUB_ENV"', { event: 'workflow_dispatch' }),
    workflow('echo "PR=$(cat pr.txt)" >> "$GITHUB_ENV"', { download: 'run: npm ci' }),
    azure('  - script: echo $(Build.BuildId) "$BUILD_SOURCEVERSIONMESSAGE"'),
    azure('  - bash: npm test\n    env:\n      MESSAGE: $(Build.SourceVersionMessage)'),
  ],
  invalid: [
    output.invalid,
    own.invalid,
    branches.invalid,
    { ...workflow('bash ./run.sh'), errors: [{ messageId: 'artifactCode', line: 13, column: 11 }] },
    bad(workflow('chmod +x tool && ./tool'), 'artifactCode'),
    bad(workflow('npm ci && npm test'), 'artifactCode'),
    bad(workflow('node dist/publish.js'), 'artifactCode'),
    { ...workflow('cat pr.env >> "$GITHUB_ENV"'), errors: [{ messageId: 'environmentFile', line: 13, column: 11, endLine: 13, endColumn: 24 }] },
    bad(workflow('echo "PR=$(cat pr.txt)" >> $GITHUB_ENV'), 'environmentFile'),
    bad(workflow('echo "PR=$(<pr.txt)" >> $GITHUB_ENV'), 'environmentFile'),
    bad(workflow("echo \"DIR=$(jq -r .dir meta.json)\" >> $GITHUB_PATH"), 'environmentFile'),
    bad(workflow('cat pr.env >> "$GITHUB_ENV"', { download: 'uses: dawidd6/action-download-artifact@0000000000000000000000000000000000000000' }), 'environmentFile'),
    bad(workflow('cat pr.env >> "$GITHUB_ENV"', { download: 'run: gh run download "$RUN_ID" -n pr' }), 'environmentFile'),
    bad(azure('  - script: echo "$(Build.SourceVersionMessage)"'), 'injection'),
    bad(azure('  - task: Bash@3\n    inputs:\n      script: notify $(build.sourceVersionMessage)'), 'injection'),
  ],
});
