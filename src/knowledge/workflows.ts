import { parseUrl } from './hosts.ts';
import type { RowContext, RowMatch, SettingRow, SettingValue } from './setting-row.ts';
import { projectVariable } from './project-environment.ts';
import { isAgentAction, isOutsiderTrigger } from './workflow-contexts.ts';
import { saysOff, saysOn } from './values.ts';
import { RUNNER_ROWS } from './workflows-runner.ts';

/** What the rule on workflows says. */
export const WORKFLOW_MESSAGES = {
  injection: '{{context}} is text that others write, and here it becomes {{where}}. Pass it through env and use it quoted.',
  promptInjection: '{{context}} is text that others write, and an agent with rights in this repository reads it as its prompt. Pass only numbers or URLs.',
  modelOutput: '{{context}} is what a model wrote, and here it becomes {{where}}. Pass it through env and use it quoted.',
  environmentFile: '{{context}} is text that others write and can set any variable of later steps. Use a random delimiter.',
  artifactCode: 'After workflow_run, an artifact is what the code of a stranger wrote, and here it runs with the rights of this repository. Check out the program, and read the artifact as data.',
  untrustedCheckout: 'This checks out the code of others where secrets and a token with rights are at hand. Use pull_request, or run nothing of it.',
  openAgent: '"{{key}}": {{value}} lets {{who}} drive this agent. List the people or apps that may.',
  agentRights: '"{{key}}" lets this agent {{what}} without a limit. Allow single commands.',
  agentLog: '"{{key}}" writes what the agent reads to a log that others can see. Remove it.',
  agentToken: 'A personal token in a workflow that others can drive can be read back by them. Use the token of the workflow.',
  agentSource: '"{{key}}" takes plugins from "{{value}}". Pin them to a source you trust.',
  agentJob: 'This agent runs on events of strangers and its job may {{what}}. Split the job, or give it read permissions.',
  protectionOff: '"{{key}}": {{value}} {{effect}}. Remove it.',
  allRights: 'write-all gives every job every right. List the permissions that are needed.',
  unpinned: '"{{value}}" can change at any time. Pin the action to a full commit hash.',
  ownRunner: 'A runner of your own executes this for {{who}}, and what it leaves behind stays. Use a hosted runner.',
  backdoor: 'A workflow that runs text of discussions on a runner of your own is a remote shell. Delete it and rotate the secrets.',
  knownWorm: 'This file has the name and the content of a worm that publishes secrets. Delete it and rotate the secrets.',
  keptToken: 'The checkout leaves the token where this agent can read it. Set persist-credentials: false.',
  sharedCache: 'A cache that strangers can fill may be restored by a release. Use a key of its own, or no cache.',
  publishToken: '{{name}} can publish packages, and this job also runs {{what}}, which can take it. Publish in a job of its own, or with OIDC.',
  allSecrets: 'Every secret of this repository is handed to {{value}}, a workflow of another repository. Pass only the secrets that it needs.',
  uploadedSecret: 'A secret ({{what}}) becomes part of an artifact, which everybody who can read this repository can download. Leave it out.',
  hostContainer: '"{{value}}" opens the runner to the container of this job. Remove it.',
  bareImage: '"{{value}}" is an image from a bare address, which nobody answers for. Take it from a registry with a name.',
  variable: 'The variable "{{key}}" {{effect}}. Remove it.',
  remoteInclude: 'This pipeline includes "{{value}}", which can change at any time. Include from a project at a fixed revision.',
} as const;

export type WorkflowMessage = keyof typeof WORKFLOW_MESSAGES;
export type WorkflowRow = SettingRow<WorkflowMessage>;

const CCA = 'https://github.com/anthropics/claude-code-action/blob/main/docs/security.md';
const GITHUB = 'https://docs.github.com/en/actions/reference/security/secure-use';
const STEPS = ['jobs.*.steps[]', 'runs.steps[]'];
const inputs = (...names: readonly string[]): readonly string[] => STEPS.flatMap((step) => names.map((name) => `${step}.with.${name}`));

/** The step that a value stands in. */
export function stepOf(value: SettingValue): SettingValue | null {
  let node: SettingValue | null = value;
  for (let depth = 0; node && depth < 20; depth += 1, node = node.parent) if (node.parent?.key === 'steps' && node.parent.kind === 'array') return node;
  return null;
}

export function actionName(step: SettingValue | null): string {
  const uses = step?.get('uses')?.value;
  return typeof uses === 'string' ? (uses.split('@')[0] ?? '').trim().toLowerCase() : '';
}

function triggersOf(context: RowContext): readonly string[] {
  const on = context.root.get('on') ?? context.root.get('true');
  if (!on) return [];
  return on.kind === 'string' ? [String(on.value)] : on.members.slice(0, 100).map((member) => String(on.kind === 'array' ? member.value : member.key));
}

export function hasOutsider(context: RowContext): boolean {
  return triggersOf(context).some(isOutsiderTrigger);
}

/** A condition on an input of an action whose name ends so. */
function onAction(action: RegExp, test: (value: SettingValue, context: RowContext) => boolean | RowMatch) {
  return (value: SettingValue, context: RowContext): boolean | RowMatch => action.test(actionName(stepOf(value))) && test(value, context);
}

const text = (value: SettingValue | undefined): string => (typeof value?.value === 'string' ? value.value.slice(0, 8192) : '');
const entries = (value: SettingValue): readonly string[] => (value.kind === 'array' ? value.members.map(text) : text(value).split(/[,\n]/)).map((entry) => entry.trim()).filter((entry) => entry !== '');

const CLAUDE = /(?:^|\/)claude-code-(?:base-)?action$/;
const GEMINI = /(?:^|\/)(?:run-gemini-cli|gemini-cli-action)$/;
const CODEX = /(?:^|\/)codex-action$/;

const BYPASS = /--(?:allow-)?dangerously-skip-permissions\b|--permission-mode[=\s]{1,5}["']?bypassPermissions|--dangerously-bypass-approvals-and-sandbox|--yolo\b|--approval-mode[=\s]{1,5}["']?yolo|--sandbox[=\s]{1,5}["']?danger-full-access|--(?:ask-for-approval|approval-policy)[=\s]{1,5}["']?never|"defaultMode"\s{0,20}:\s{0,20}"bypassPermissions"/i;
const ANY_SHELL = /^["']?(?:Bash|Bash\(\*\)|Bash\(\*:\*\)|\*)["']?$/;

/** `--allowedTools "Bash,Edit"` inside of arguments, or the list of an input. */
function allowsAnyShell(value: SettingValue): boolean {
  const whole = text(value);
  const lists = String(value.key) === 'claude_args' ? [...whole.matchAll(/--allowed-?tools[=\s]{1,5}("[^"]{0,2000}"|'[^']{0,2000}'|\S{1,2000})/gi)].slice(0, 20).map((match) => (match[1] ?? '').replace(/^["']|["']$/g, '')) : [whole];
  return lists.flatMap((list) => list.split(/[,\n]/)).some((tool) => ANY_SHELL.test(tool.trim()));
}

const agentStep = (action: string, withs: object, on: object | string = 'issue_comment'): unknown => ({ document: { on, jobs: { agent: { 'runs-on': 'ubuntu-latest', steps: [{ uses: `${action}@v1`, with: withs }] } } } });
const workflow = (rest: object, on: object | string = 'push'): unknown => ({ document: { on, ...rest } });
const callJob = (uses: string, secrets: unknown): unknown => workflow({ jobs: { release: { uses, secrets } } });
const base = { preset: 'recommended', source: CCA } as const;

/** Settings of workflows and actions (F), besides expressions and `run`. */
export const WORKFLOW_ROWS: readonly WorkflowRow[] = [
  {
    id: 'F-33',
    key: ['env.*', 'jobs.*.env.*', 'jobs.*.container.env.*', 'jobs.*.steps[].env.*', 'runs.steps[].env.*'],
    when: projectVariable,
    report: 'variable',
    preset: 'recommended',
    cwe: [426],
    source: GITHUB,
    bad: [{ document: { env: { NODE_OPTIONS: '--require /tmp/x.js' } } }, { document: { jobs: { a: { env: { LD_PRELOAD: './x.so' } } } } }, { document: { jobs: { a: { steps: [{ run: 'ls', env: { BASH_ENV: './assets/x.sh' } }] } } } }],
    good: [{ document: { env: { NODE_OPTIONS: '--max_old_space_size=4096', CI: true } } }, { document: { jobs: { a: { env: { GIT_CONFIG_COUNT: 1, PATH: '/opt/x/bin:/usr/bin', OPENAI_BASE_URL: 'https://api.openai.com/v1' } } } } }],
  },
  {
    ...base,
    id: 'F-7',
    key: inputs('allowed_non_write_users', 'allow-users', 'allowed_users', 'allow_users'),
    when: (value) => isAgentAction(actionName(stepOf(value))) && entries(value).length > 0 && { data: { who: entries(value).includes('*') ? 'anybody' : 'people without write access' } },
    report: 'openAgent',
    cwe: [284],
    bad: [agentStep('anthropics/claude-code-action', { allowed_non_write_users: '*' }), agentStep('openai/codex-action', { 'allow-users': '*' })],
    good: [agentStep('anthropics/claude-code-action', { prompt: 'x' }), agentStep('some/other', { allowed_users: '*' }), agentStep('anthropics/claude-code-action', { allowed_non_write_users: '' })],
  },
  {
    ...base,
    id: 'F-8',
    key: inputs('allowed_bots', 'allow-bots', 'allow_bots'),
    when: (value) => isAgentAction(actionName(stepOf(value))) && (entries(value).includes('*') || value.value === true || text(value) === 'true') && { data: { who: 'any app' } },
    report: 'openAgent',
    cwe: [284],
    bad: [agentStep('anthropics/claude-code-action', { allowed_bots: '*' }), agentStep('openai/codex-action', { 'allow-bots': true })],
    good: [agentStep('anthropics/claude-code-action', { allowed_bots: 'dependabot[bot],renovate[bot]' })],
  },
  {
    ...base,
    id: 'F-9',
    key: inputs('claude_args', 'settings', 'codex-args', 'gemini_args', 'args', 'cli_args'),
    when: (value) => isAgentAction(actionName(stepOf(value))) && BYPASS.test(text(value)) && { data: { what: 'act' } },
    report: 'agentRights',
    cwe: [862],
    bad: [agentStep('anthropics/claude-code-action', { claude_args: '--dangerously-skip-permissions' }), agentStep('anthropics/claude-code-action', { settings: '{"permissions":{"defaultMode":"bypassPermissions"}}' }), agentStep('openai/codex-action', { 'codex-args': '--dangerously-bypass-approvals-and-sandbox' })],
    good: [agentStep('anthropics/claude-code-action', { claude_args: '--max-turns 5 --allowedTools "Bash(gh pr comment:*)"' }), agentStep('some/docker', { args: '--yolo' })],
  },
  {
    ...base,
    id: 'F-9',
    key: inputs('claude_args', 'allowed_tools', 'allowed-tools'),
    when: onAction(CLAUDE, (value) => allowsAnyShell(value) && { data: { what: 'run any command' } }),
    report: 'agentRights',
    cwe: [862],
    bad: [agentStep('anthropics/claude-code-action', { claude_args: '--allowedTools "Edit,Bash"' }), agentStep('anthropics/claude-code-base-action', { allowed_tools: 'Bash(*),Read' })],
    good: [agentStep('anthropics/claude-code-action', { claude_args: '--allowedTools "mcp__github_inline_comment__create,Bash(gh pr view:*)"' }), agentStep('anthropics/claude-code-action', { allowed_tools: 'Read,Grep' })],
  },
  {
    ...base,
    id: 'F-10',
    key: inputs('show_full_output', 'display_report'),
    when: onAction(CLAUDE, (value, context) => saysOn(value.value) && { preset: hasOutsider(context) ? 'recommended' : 'strict' }),
    report: 'agentLog',
    cwe: [532],
    bad: [agentStep('anthropics/claude-code-action', { show_full_output: true })],
    good: [agentStep('anthropics/claude-code-action', { show_full_output: false })],
  },
  {
    ...base,
    id: 'F-12',
    key: ['jobs.*.steps[].uses'],
    when: (value, context) => /(?:^|\/)claude-code-base-action@/.test(text(value)) && hasOutsider(context) && { data: { what: 'be driven by anybody, as the base action checks no actor' } },
    report: 'agentJob',
    cwe: [284],
    bad: [agentStep('anthropics/claude-code-base-action', {}, 'issues')],
    good: [agentStep('anthropics/claude-code-base-action', {}, 'workflow_dispatch')],
  },
  {
    ...base,
    id: 'F-13',
    key: inputs('github_token'),
    when: onAction(CLAUDE, (value) => /secrets\.(?!GITHUB_TOKEN\b)\w{1,100}/.test(text(value)) && entries(value.parent?.get('allowed_non_write_users') ?? value).length > 0 && value.parent?.get('allowed_non_write_users') !== undefined),
    report: 'agentToken',
    cwe: [522],
    bad: [agentStep('anthropics/claude-code-action', { github_token: '${{ secrets.BOT_PAT }}', allowed_non_write_users: '*' })],
    good: [agentStep('anthropics/claude-code-action', { github_token: '${{ secrets.GITHUB_TOKEN }}', allowed_non_write_users: '*' }), agentStep('anthropics/claude-code-action', { github_token: '${{ secrets.BOT_PAT }}' })],
  },
  {
    ...base,
    id: 'F-14',
    key: '**.env.CLAUDE_CODE_SUBPROCESS_ENV_SCRUB',
    when: (value) => saysOff(value.value),
    report: 'protectionOff',
    cwe: [693],
    data: { effect: 'leaves secrets in the environment of every command of the agent' },
    bad: [workflow({ env: { CLAUDE_CODE_SUBPROCESS_ENV_SCRUB: 0 } }), workflow({ jobs: { a: { steps: [{ run: 'x', env: { CLAUDE_CODE_SUBPROCESS_ENV_SCRUB: '0' } }] } } })],
    good: [workflow({ env: { CLAUDE_CODE_SUBPROCESS_ENV_SCRUB: 1 } })],
  },
  {
    ...base,
    id: 'F-15',
    key: inputs('plugin_marketplaces', 'plugins'),
    when: onAction(CLAUDE, (value, context) => {
      const foreign = entries(value).find((entry) => parseUrl(entry) !== null && !/^https:\/\/github\.com\/anthropics\//i.test(entry) && !context.isAllowed('allowedHosts', entry));
      return foreign !== undefined && { data: { value: foreign } };
    }),
    report: 'agentSource',
    cwe: [829],
    bad: [agentStep('anthropics/claude-code-action', { plugin_marketplaces: 'https://github.com/someone/plugins.git' }), agentStep('anthropics/claude-code-action', { plugin_marketplaces: 'http://plugins.dev/x' })],
    good: [agentStep('anthropics/claude-code-action', { plugin_marketplaces: 'https://github.com/anthropics/claude-code.git', plugins: 'code-review@claude-code-plugins' })],
  },
  {
    ...base,
    id: 'F-16',
    key: inputs('settings', 'args'),
    when: onAction(GEMINI, (value) => /"run_shell_command"|"sandbox"\s{0,20}:\s{0,20}false|"autoAccept"\s{0,20}:\s{0,20}true/.test(text(value)) && { data: { what: 'run any command' } }),
    report: 'agentRights',
    cwe: [862],
    source: 'https://github.com/google-github-actions/run-gemini-cli',
    bad: [agentStep('google-github-actions/run-gemini-cli', { settings: '{"tools":{"core":["run_shell_command"]}}' }), agentStep('google-github-actions/run-gemini-cli', { settings: '{ "sandbox": false }' })],
    good: [agentStep('google-github-actions/run-gemini-cli', { settings: '{"tools":{"core":["run_shell_command(gh issue view)"]}}' })],
  },
  {
    ...base,
    id: 'F-16',
    key: '**.env.GEMINI_CLI_TRUST_WORKSPACE',
    when: (value, context) => saysOn(value.value) && { preset: hasOutsider(context) || triggersOf(context).includes('pull_request') ? 'recommended' : 'strict' },
    report: 'protectionOff',
    cwe: [862],
    source: 'https://github.com/google-github-actions/run-gemini-cli',
    data: { effect: 'makes the agent obey settings of the checked-out code' },
    bad: [workflow({ env: { GEMINI_CLI_TRUST_WORKSPACE: true } }, 'pull_request')],
    good: [workflow({ env: { GEMINI_CLI_TRUST_WORKSPACE: false } }, 'pull_request')],
  },
  {
    ...base,
    id: 'F-17',
    key: inputs('sandbox', 'safety-strategy'),
    when: onAction(CODEX, (value) => /^(?:danger-full-access|unsafe)$/.test(text(value)) && { data: { what: 'act' } }),
    report: 'agentRights',
    cwe: [862],
    source: 'https://github.com/openai/codex-action',
    bad: [agentStep('openai/codex-action', { sandbox: 'danger-full-access' }), agentStep('openai/codex-action', { 'safety-strategy': 'unsafe' })],
    good: [agentStep('openai/codex-action', { sandbox: 'read-only', 'safety-strategy': 'drop-sudo' })],
  },
  {
    ...base,
    id: 'F-26',
    key: '**.env.ACTIONS_ALLOW_UNSECURE_COMMANDS',
    when: (value) => saysOn(value.value),
    report: 'protectionOff',
    cwe: [77],
    source: 'CVE-2020-15228',
    data: { effect: 'lets any printed text set variables' },
    bad: [workflow({ env: { ACTIONS_ALLOW_UNSECURE_COMMANDS: true } }), workflow({ jobs: { a: { env: { ACTIONS_ALLOW_UNSECURE_COMMANDS: 'true' } } } })],
    good: [workflow({ env: { ACTIONS_ALLOW_UNSECURE_COMMANDS: false } })],
  },
  {
    ...base,
    id: 'F-28',
    key: 'permissions',
    is: 'write-all',
    report: 'allRights',
    cwe: [250],
    source: GITHUB,
    bad: ['write-all'],
    good: ['read-all', { contents: 'write' }, {}],
  },
  {
    ...base,
    id: 'F-28',
    key: 'jobs.*.permissions',
    is: 'write-all',
    report: 'allRights',
    preset: 'strict',
    cwe: [250],
    source: GITHUB,
    bad: ['write-all'],
    good: ['read-all', { contents: 'write' }],
  },
  {
    ...base,
    id: 'F-1',
    key: 'jobs.*.secrets',
    preset: 'strict',
    when: (value, context) => {
      const called = text(value.parent?.get('uses'));
      return value.value === 'inherit' && /^[\w.-]{1,100}\//.test(called) && !called.startsWith('.') && ![called, called.split('@', 1)[0] ?? ''].some((name) => context.isAllowed('allowedActions', name)) && { data: { value: called } };
    },
    report: 'allSecrets',
    cwe: [200, 272],
    source: GITHUB,
    bad: [callJob('other/repo/.github/workflows/release.yml@v1', 'inherit'), callJob(`other/repo/.github/workflows/release.yml@${'a'.repeat(40)}`, 'inherit')],
    good: [callJob('./.github/workflows/release.yml', 'inherit'), callJob('other/repo/.github/workflows/release.yml@v1', { TOKEN: '${{ secrets.TOKEN }}' }), callJob('other/repo/.github/workflows/release.yml@v1', {})],
  },
  ...RUNNER_ROWS,
];
