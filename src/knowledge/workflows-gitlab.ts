import { projectVariable } from './project-environment.ts';
import type { RowContext, RowMatch, SettingValue } from './setting-row.ts';
import { saysOn } from './values.ts';
import type { WorkflowRow } from './workflows.ts';

const text = (value: SettingValue): string => (typeof value.value === 'string' ? value.value.slice(0, 8192) : '');

const GITLAB = 'https://docs.gitlab.com/ci/yaml/';

/** A line that makes a shell read text once more. */
const RUNS_TEXT = /(?:^|[\s;&|(])(?:eval\s|(?:ba|z|da)?sh\s{1,5}-[a-z]{0,4}c\s)|\|\s{0,5}(?:sudo\s{1,5})?(?:ba|z|da)?sh(?:\s{1,5}-\w{0,5})?\s{0,5}(?:$|[;&|])/;

/** `.gitlab-ci.yml` (F-31). */
export const GITLAB_ROWS: readonly WorkflowRow[] = [
  {
    id: 'F-33',
    key: ['variables.*', '*.variables.*'],
    when: projectVariable,
    report: 'variable',
    preset: 'recommended',
    cwe: [426],
    source: GITLAB,
    bad: [{ document: { variables: { NODE_OPTIONS: '--require /tmp/x.js' } } }, { document: { test: { script: ['x'], variables: { LD_PRELOAD: './x.so' } } } }, { document: { variables: { BASH_ENV: { value: '/dev/shm/x', description: 'x' } } } }],
    good: [{ document: { variables: { NODE_OPTIONS: '--max-old-space-size=4096', GIT_DEPTH: 1 } } }, { document: { test: { script: ['x'], variables: { BASH_ENV: '' } } } }],
  },
  {
    preset: 'recommended',
    id: 'F-31',
    key: ['include', 'include[]', 'include.remote', 'include[].remote'],
    when: (value) => /^https?:\/\//i.test(text(value)) && { preset: text(value).startsWith('http:') ? 'recommended' : 'strict' },
    report: 'remoteInclude',
    cwe: [829],
    source: GITLAB,
    allow: 'allowedHosts',
    bad: [{ document: { include: [{ remote: 'http://ci.attacker.dev/x.yml' }] } }, { document: { include: 'https://ci.attacker.dev/x.yml' } }],
    good: [{ document: { include: [{ local: '/ci/x.yml' }, { template: 'X.gitlab-ci.yml' }, { project: 'a/b', ref: 'v1', file: 'x.yml' }] } }],
  },
  {
    preset: 'recommended',
    id: 'F-31',
    key: ['variables.CI_DEBUG_TRACE', '*.variables.CI_DEBUG_TRACE'],
    when: (value) => saysOn(value.value),
    report: 'protectionOff',
    cwe: [532],
    source: GITLAB,
    data: { effect: 'writes every variable to the log, secrets too' },
    bad: [{ document: { variables: { CI_DEBUG_TRACE: 'true' } } }, { document: { test: { variables: { CI_DEBUG_TRACE: true }, script: ['x'] } } }],
    good: [{ document: { variables: { CI_DEBUG_TRACE: 'false' } } }],
  },
  {
    preset: 'recommended',
    id: 'F-31',
    key: ['{before_script,script,after_script}[]', '*.{before_script,script,after_script}[]'],
    when: (value) => {
      const line = text(value);
      const variable = RUNS_TEXT.test(line) ? /\$\{?(CI_MERGE_REQUEST_(?:TITLE|DESCRIPTION|SOURCE_BRANCH_NAME)|CI_COMMIT_(?:MESSAGE|TITLE|DESCRIPTION))\b/.exec(line)?.[1] : undefined;
      return variable !== undefined && { data: { context: variable, where: 'shell text' } };
    },
    report: 'injection',
    cwe: [94],
    source: GITLAB,
    bad: [{ document: { test: { script: ['echo "$CI_MERGE_REQUEST_TITLE" | sh'] } } }, { document: { test: { before_script: ['eval "echo $CI_COMMIT_MESSAGE"'] } } }, { document: { test: { script: ['bash -c "echo $CI_COMMIT_TITLE"'] } } }],
    good: [{ document: { test: { script: ['echo "$CI_MERGE_REQUEST_TITLE" | grep -q sh', 'eval "$(ssh-agent -s)"', 'bash -c "echo $CI_COMMIT_SHA"', 'sh ./check.sh "$CI_COMMIT_TITLE"'] } } }],
  },
  {
    preset: 'strict',
    id: 'F-31',
    key: ['{before_script,script,after_script}[]', '*.{before_script,script,after_script}[]'],
    when: (value) => {
      const variable = /(?:^|[^"'\w$}{])\$\{?(CI_MERGE_REQUEST_(?:TITLE|DESCRIPTION|SOURCE_BRANCH_NAME)|CI_COMMIT_(?:MESSAGE|TITLE|DESCRIPTION|REF_NAME|BRANCH|TAG))\b/.exec(text(value))?.[1];
      return variable !== undefined && { data: { context: variable, where: 'words of a command' } };
    },
    report: 'injection',
    cwe: [94],
    source: GITLAB,
    bad: ['echo $CI_MERGE_REQUEST_TITLE', 'git checkout ${CI_MERGE_REQUEST_SOURCE_BRANCH_NAME}'],
    good: ['echo "$CI_MERGE_REQUEST_TITLE"', 'npm test', 'echo $CI_COMMIT_SHA'],
  },
];

/** `NAME=value`, `NAME="value"`: a variable in a list, as Travis and Cloud Build take them; of several in one item the first that matters. */
function listedVariable(value: SettingValue, context: RowContext): RowMatch | false {
  for (const [, name = '', double, single, bare] of text(value).slice(0, 2000).matchAll(/(?:^|\s)([A-Za-z_]\w{0,100})=(?:"([^"]{0,1000})"|'([^']{0,1000})'|(\S{0,1000}))/g)) {
    const given = double ?? single ?? bare ?? '';
    const match = projectVariable({ ...value, kind: 'string', value: given, key: name, get: () => undefined }, context);
    if (match) return { ...match, data: { ...match.data, key: name } };
  }
  return false;
}

/** Pipelines of CircleCI, Azure, Travis, Buildkite, Drone, Woodpecker and AppVeyor. Source: the hosts' configuration references. */
export const PIPELINE_ROWS: readonly WorkflowRow[] = [
  {
    id: 'F-32',
    key: ['**.script', '**.bash', '**.pwsh', '**.powershell'],
    when: (value) => {
      const variable = /\$\((Build\.SourceVersionMessage|System\.PullRequest\.SourceBranch|Build\.SourceBranch(?:Name)?|Build\.RequestedFor)\)/i.exec(text(value))?.[1];
      return variable !== undefined && { preset: /message$/i.test(variable) ? 'recommended' : 'strict', data: { context: `$(${variable})`, where: 'shell text' } };
    },
    report: 'injection',
    preset: 'recommended',
    cwe: [94],
    source: 'https://learn.microsoft.com/azure/devops/pipelines/security/inputs',
    bad: [{ document: { steps: [{ script: 'echo "$(Build.SourceVersionMessage)"' }] } }, { document: { steps: [{ task: 'Bash@3', inputs: { script: 'notify $(Build.SourceVersionMessage)' } }] } }],
    good: [{ document: { steps: [{ script: 'echo $(Build.BuildId) "$BUILD_SOURCEVERSIONMESSAGE"' }, { bash: 'npm test', env: { MESSAGE: '$(Build.SourceVersionMessage)' } }] } }],
  },
  {
    id: 'F-33',
    key: ['env[]', 'env.*[]', '**.env[]'],
    when: listedVariable,
    report: 'variable',
    preset: 'recommended',
    cwe: [426],
    source: 'https://docs.travis-ci.com/user/environment-variables',
    bad: [{ document: { env: ['CI=1 NODE_OPTIONS="--require /tmp/.h.js"'] } }, { document: { env: { global: ['LD_PRELOAD=./x.so'] } } }, { document: { steps: [{ name: 'node', env: ['BASH_ENV=/dev/shm/x'] }] } }],
    good: [{ document: { env: ['NODE_OPTIONS="--max-old-space-size=4096" CI=1', 'A=b'] } }, { document: { env: { global: ['NODE_ENV=test', { secure: 'x' }], matrix: ['T=1'] } } }],
  },
  {
    id: 'F-33',
    key: ['**.environment.*', '**.env.*', '**.variables.*'],
    when: projectVariable,
    report: 'variable',
    preset: 'recommended',
    cwe: [426],
    source: 'https://circleci.com/docs/configuration-reference/',
    bad: [{ document: { jobs: { a: { environment: { NODE_OPTIONS: '--require /tmp/x.js' } } } } }, { document: { variables: { LD_PRELOAD: './x.so' } } }, { document: { steps: [{ script: 'ls', env: { BASH_ENV: '/dev/shm/x' } }] } }],
    good: [{ document: { jobs: { a: { environment: { NODE_OPTIONS: '--max-old-space-size=4096', CI: true } } } } }, { document: { variables: { buildConfiguration: 'Release' } } }],
  },
  {
    id: 'F-33',
    key: ['**.variables[]'],
    when: (value, context) => {
      const [name, setting] = [value.get('name'), value.get('value')];
      const match = name && setting && typeof name.value === 'string' ? projectVariable({ ...setting, kind: setting.kind, value: setting.value, key: name.value, get: () => undefined }, context) : false;
      return match && name ? { ...match, at: name.range, data: { ...match.data, key: String(name.value) } } : false;
    },
    report: 'variable',
    preset: 'recommended',
    cwe: [426],
    source: 'https://learn.microsoft.com/azure/devops/pipelines/process/variables',
    bad: [{ document: { variables: [{ name: 'LD_PRELOAD', value: './x.so' }] } }],
    good: [{ document: { variables: [{ name: 'NODE_OPTIONS', value: '--max-old-space-size=4096' }, { group: 'x' }] } }],
  },
];
