import { isForMembers } from '../../knowledge/workflow-guards.ts';
import { isAgentAction, isModelOutput, isOutsiderTrigger, isPromptInput, trustOf } from '../../knowledge/workflow-contexts.ts';
import type { SourceRange } from '../mapped-text.ts';
import type { ContextReference } from './expressions.ts';
import { artifactLines, artifactRuns, VARIABLE_FILE } from './workflow-artifacts.ts';
import type { SettingNode } from './model.ts';
import type { PlacedExpression, Workflow, WorkflowJob, WorkflowStep } from './workflow.ts';

export type WorkflowFindingKind =
  | 'artifactCode'
  | 'injection'
  | 'promptInjection'
  | 'modelOutput'
  | 'environmentFile'
  | 'untrustedCheckout'
  | 'agentJob'
  | 'unpinned'
  | 'ownRunner'
  | 'backdoor'
  | 'keptToken'
  | 'sharedCache';

/** What a workflow does with text and code of others. */
export interface WorkflowFinding {
  readonly kind: WorkflowFindingKind;
  readonly at: SourceRange;
  readonly data: Readonly<Record<string, string>>;
  /** True for what belongs to strict only. */
  readonly isStrict: boolean;
}

/** Text of others that becomes code, a prompt, or settings of later steps (F-4, F-5, F-20, F-27). */
export function findTextFlows(workflow: Workflow): readonly WorkflowFinding[] {
  const found: WorkflowFinding[] = [];
  for (const placed of workflow.expressions) {
    const { position, step, name, expression } = placed;
    const code = position === 'run' || position === 'script' || position === 'shell';
    const prompt = position === 'input' && step?.uses && isAgentAction(step.uses.name) && isPromptInput(name);
    if (!code && !prompt) continue;
    for (const reference of expression.references) {
      if (reference.isTested) continue;
      const where = position === 'run' ? 'shell text' : position === 'shell' ? 'the shell that runs' : 'code';
      const trust = referenceTrust(reference, placed, workflow);
      if (trust) found.push({ kind: prompt ? 'promptInjection' : 'injection', at: expression.at, data: { context: reference.path, where }, isStrict: trust === 'insider' });
      else if (code && isModelText(reference, step)) found.push({ kind: 'modelOutput', at: expression.at, data: { context: reference.path, where }, isStrict: false });
    }
  }
  return [...found, ...findEnvironmentFiles(workflow)];
}

/** Types of inputs whose values GitHub checks: a list, two words, a number, the names of environments. */
const CLOSED: ReadonlySet<string> = new Set(['choice', 'boolean', 'number', 'environment']);

function textTrust({ path, calls }: ContextReference, workflow: Workflow): 'outsider' | 'insider' | null {
  const trust = trustOf(path, calls);
  return trust === 'insider' && isClosedInput(path, workflow) ? null : trust;
}

/** True for an input that is declared with a checked type by every event that can give it. */
function isClosedInput(path: string, { triggers }: Workflow): boolean {
  const [, name] = /^(?:github\.event\.)?inputs\.([^.]{1,200})$/.exec(path.slice(0, 300)) ?? [];
  if (name === undefined) return false;
  const inputs = ['workflow_dispatch', 'workflow_call'].flatMap((trigger) => triggers.get(trigger)?.get('inputs')?.members ?? []).filter(({ key }) => String(key).toLowerCase() === name);
  return inputs.length > 0 && inputs.every((input) => CLOSED.has(String(input.get('type')?.value)));
}

const MAX_HOPS = 4;

/** Who wrote what a reference reads; variables of `env`, outputs of steps and of jobs are followed to their expressions. */
function referenceTrust(reference: ContextReference, { job, step }: Pick<PlacedExpression, 'job' | 'step'>, workflow: Workflow, hops = MAX_HOPS): 'outsider' | 'insider' | null {
  const direct = textTrust(reference, workflow);
  if (direct || hops === 0) return direct;
  if (reference.path.startsWith('env.')) return variableTrust(reference.path.slice('env.'.length), job, step, workflow);
  const [, context, id, name] = /^(steps|needs)\.([\w-]{1,100})\.outputs\.([\w-]{1,100})$/.exec(reference.path) ?? [];
  if (id === undefined || name === undefined) return null;
  if (context === 'steps') return stepOutputTrust(job, id, name, workflow);
  const needed = workflow.jobs.find((other) => other.id.toLowerCase() === id);
  const output = needed?.node.get('outputs')?.members.find(({ key }) => String(key).toLowerCase() === name);
  if (!needed || !output) return null;
  return strongest((byNode(workflow).get(output) ?? []).flatMap(({ expression }) => expression.references.map((inner) => (inner.isTested ? null : referenceTrust(inner, { job: needed, step: null }, workflow, hops - 1)))));
}

type Trust = 'outsider' | 'insider' | null;

function strongest(trusts: readonly Trust[]): Trust {
  return trusts.find((trust) => trust === 'outsider') ?? trusts.find((trust) => trust === 'insider') ?? null;
}

/** `echo "title=$TITLE" >> $GITHUB_OUTPUT` in the step of that id. */
function stepOutputTrust(job: WorkflowJob | null, id: string, name: string, workflow: Workflow): Trust {
  const step = job?.steps.find(({ node }) => String(node.get('id')?.value).toLowerCase() === id);
  const text = step?.run?.kind === 'string' ? step.run.text().text.slice(0, 50_000) : '';
  if (!step || !text.includes('GITHUB_OUTPUT')) return null;
  const trusts = text.split('\n', MAX_LINES).flatMap((line) => {
    const at = line.toLowerCase().indexOf(`${name}=`);
    if (at < 0 || !/GITHUB_OUTPUT/.test(line)) return [];
    // What a command makes of the text is another one.
    const value = /^["']?\$\{?(\w{1,100})\}?["']?\s{0,9}>>/.exec(line.slice(at + name.length + 1, at + name.length + 300))?.[1];
    return value === undefined ? [] : [variableTrust(value.toLowerCase(), step.job, step, workflow)];
  });
  return strongest(trusts);
}

function variableTrust(variable: string, job: WorkflowJob | null, step: WorkflowStep | null, workflow: Workflow): 'outsider' | 'insider' | null {
  for (const scope of [step?.node, job?.node, workflow.root]) {
    const definition = scope?.get('env')?.members.find((member) => String(member.key).toLowerCase() === variable);
    if (!definition) continue;
    const trusts = (byNode(workflow).get(definition) ?? []).flatMap(({ expression }) => expression.references.map((reference) => (reference.isTested ? null : textTrust(reference, workflow))));
    return strongest(trusts);
  }
  return null;
}

const indexes = new WeakMap<Workflow, ReadonlyMap<SettingNode, readonly PlacedExpression[]>>();

function byNode(workflow: Workflow): ReadonlyMap<SettingNode, readonly PlacedExpression[]> {
  const known = indexes.get(workflow);
  if (known) return known;
  const index = new Map<SettingNode, PlacedExpression[]>();
  for (const placed of workflow.expressions) {
    const list = index.get(placed.node);
    if (list) list.push(placed);
    else index.set(placed.node, [placed]);
  }
  indexes.set(workflow, index);
  return index;
}

/** Output of a step of the same job that runs an agent or a model. */
function isModelText({ path }: ContextReference, step: WorkflowStep | null): boolean {
  const id = isModelOutput(path) ? path.split('.')[1] : undefined;
  return id !== undefined && step !== null && step.job.steps.some((other) => String(other.node.get('id')?.value).toLowerCase() === id && other.uses !== null && isAgentAction(other.uses.name));
}

const MAX_LINES = 2000;

/** Lines that write a variable with text of others to a file that later steps read. */
function findEnvironmentFiles(workflow: Workflow): readonly WorkflowFinding[] {
  const found: WorkflowFinding[] = [];
  for (const step of workflow.jobs.flatMap((job) => job.steps)) {
    const text = step.run?.kind === 'string' ? step.run.text() : null;
    if (!text || !VARIABLE_FILE.test(text.text)) continue;
    let start = 0;
    for (const line of text.text.split('\n', MAX_LINES)) {
      const file = VARIABLE_FILE.exec(line)?.[1];
      for (const match of file ? line.slice(0, 2000).matchAll(/\$\{?(\w{1,100})/g) : []) {
        const trust = variableTrust((match[1] ?? '').toLowerCase(), step.job, step, workflow);
        if (trust) found.push({ kind: 'environmentFile', at: text.toSource(start + match.index, start + match.index + match[0].length), data: { context: `$${match[1] ?? ''}` }, isStrict: trust === 'insider' || file === 'OUTPUT' });
      }
      start += line.length + 1;
    }
  }
  return [...found, ...artifactLines(workflow).map(({ at, file }): WorkflowFinding => ({ kind: 'environmentFile', at, data: { context: 'A file of an artifact' }, isStrict: file === 'OUTPUT' })), ...artifactRuns(workflow).map(({ at, isGuarded }): WorkflowFinding => ({ kind: 'artifactCode', at, data: {}, isStrict: isGuarded }))];
}

const PRIVILEGED = ['pull_request_target', 'workflow_run', 'issue_comment', 'pull_request_review', 'pull_request_review_comment', 'discussion_comment'] as const;
const OTHERS_CODE = /^github\.(?:head_ref|event\.pull_request\.(?:head\.(?:sha|ref|label|repo\.full_name|repo\.clone_url)|merge_commit_sha|number)|event\.(?:issue\.number|number)|event\.workflow_run\.(?:head_sha|head_branch|head_commit\.id|head_repository\.full_name|pull_requests\.\*\.head\.\w{1,10}))$/;

/** Steps that fetch the code of others where secrets are at hand (F-6). */
export function findUntrustedCheckouts(workflow: Workflow): readonly { readonly step: WorkflowStep; readonly at: SourceRange; readonly isAside: boolean }[] {
  if (!PRIVILEGED.some((trigger) => workflow.triggers.has(trigger))) return [];
  return workflow.jobs.flatMap((job) =>
    job.steps.flatMap((step) => {
      const node = step.uses && /(?:^|\/)checkout$/.test(step.uses.name) ? checkoutRef(step, workflow) : checkoutCommand(step);
      return node ? [{ step, at: node, isAside: step.node.get('with')?.get('path') !== undefined }] : [];
    }),
  );
}

function checkoutRef(step: WorkflowStep, workflow: Workflow): SourceRange | null {
  for (const key of ['ref', 'repository']) {
    const node = step.node.get('with')?.get(key);
    const references = node ? (byNode(workflow).get(node) ?? []).flatMap(({ expression }) => expression.references) : [];
    const isNumber = (path: string): boolean => /number$/.test(path);
    if (node && references.some(({ path }) => OTHERS_CODE.test(path) && (!isNumber(path) || /refs\/pull\//.test(String(node.value))))) return node.keyRange;
  }
  return null;
}

const FETCH = /\bgh\s{1,10}pr\s{1,10}checkout\b|\bgit\s{1,10}(?:fetch|pull)\s[^\n;&|]{0,200}\b(?:refs\/)?pull\/[^\n;&|]{0,100}|\bgit\s{1,10}checkout\s{1,10}["']?\$\{\{\s{0,10}github\.(?:head_ref|event\.pull_request\.head)/;

function checkoutCommand(step: WorkflowStep): SourceRange | null {
  const text = step.run?.kind === 'string' ? step.run.text() : null;
  const match = text ? FETCH.exec(text.text.slice(0, 50_000)) : null;
  return text && match ? text.toSource(match.index, match.index + match[0].length) : null;
}

/** What jobs and steps are allowed, and where they run (F-6, F-19, F-21 … F-25, F-29). */
export function findOpenDoors(workflow: Workflow): readonly WorkflowFinding[] {
  const outsider = [...workflow.triggers.keys()].some(isOutsiderTrigger);
  const checkouts = findUntrustedCheckouts(workflow);
  return [
    ...checkouts.map(({ at, isAside }): WorkflowFinding => ({ kind: 'untrustedCheckout', at, data: {}, isStrict: isAside })),
    ...workflow.jobs.flatMap((job) => [
      ...agentRights(job, workflow, outsider),
      ...runners(job, workflow),
      ...job.steps.flatMap((step) => stepDoors(step, outsider, checkouts.some((checkout) => checkout.step === step))),
    ]),
  ];
}

function agentRights(job: WorkflowJob, workflow: Workflow, outsider: boolean): readonly WorkflowFinding[] {
  const step = outsider ? job.steps.find(({ uses }) => uses !== null && isAgentAction(uses.name)) : undefined;
  if (!step?.uses || [job.node, step.node].some((node) => isForMembers(String(node.get('if')?.value ?? '')))) return [];
  const permissions = job.node.get('permissions') ?? workflow.root.get('permissions');
  const writesAll = permissions?.value === 'write-all';
  const both = permissions?.get('contents')?.value === 'write' && permissions.get('id-token')?.value === 'write';
  return writesAll || both ? [{ kind: 'agentJob', at: step.uses.node.keyRange, data: { what: writesAll ? 'do everything' : 'write code and sign as this repository' }, isStrict: false }] : [];
}

function runners(job: WorkflowJob, workflow: Workflow): readonly WorkflowFinding[] {
  if (!job.runsOn.includes('self-hosted') && !job.runsOn.some((label) => /^sha1hulud$/.test(label))) return [];
  const at = job.node.get('runs-on')?.keyRange ?? job.node.keyRange;
  const obeys = workflow.triggers.has('discussion') && workflow.expressions.some((placed) => placed.job === job && placed.position === 'run' && placed.expression.references.some(({ path }) => path.startsWith('github.event.discussion.') && trustOf(path, []) !== null));
  if (obeys) return [{ kind: 'backdoor', at, data: {}, isStrict: false }];
  const who = ['pull_request', 'pull_request_target', 'issue_comment', 'issues', 'discussion'].find((trigger) => workflow.triggers.has(trigger));
  return who === undefined ? [] : [{ kind: 'ownRunner', at, data: { who: `anybody who can cause "${who}"` }, isStrict: true }];
}

function stepDoors(step: WorkflowStep, outsider: boolean, isUntrusted: boolean): readonly WorkflowFinding[] {
  const { uses } = step;
  if (!uses) return [];
  const found: WorkflowFinding[] = [];
  const isLocal = uses.name.startsWith('./') || uses.name.startsWith('.\\');
  const isPinned = uses.name.startsWith('docker://') ? uses.ref.startsWith('sha256:') : /^[0-9a-f]{40}$|^[0-9a-f]{64}$/i.test(uses.ref);
  if (!isLocal && !isPinned && !/^(?:actions|github)\//.test(uses.name) && !uses.ref.includes('${{')) found.push({ kind: 'unpinned', at: uses.node.range, data: { value: String(uses.node.value) }, isStrict: true });
  const hasAgent = step.job.steps.some((other) => other.uses !== null && isAgentAction(other.uses.name));
  if (isUntrusted && hasAgent && String(step.node.get('with')?.get('persist-credentials')?.value) !== 'false') found.push({ kind: 'keptToken', at: uses.node.keyRange, data: {}, isStrict: true });
  if (outsider && /^actions\/cache(?:\/save)?$/.test(uses.name)) found.push({ kind: 'sharedCache', at: uses.node.keyRange, data: {}, isStrict: true });
  return found;
}

const WORM_FILE = /(?:^|\/)(?:shai-hulud[\w-]{0,40}|formatter_\d{3,20}|discussion|add-linter-workflow-[\w-]{1,40})\.ya?ml$/;

/** Where a file with the name of a known worm's workflow writes all secrets out (F-24). */
export function findKnownWorm(workflow: Workflow, path: string): SourceRange | null {
  if (!WORM_FILE.test(path)) return null;
  const placed = workflow.expressions.find(({ expression }) => expression.references.some((reference) => reference.path === 'secrets' && reference.calls.includes('tojson')));
  return placed ? placed.expression.at : null;
}
