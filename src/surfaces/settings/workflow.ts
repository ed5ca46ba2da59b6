import { findExpressions } from './expressions.ts';
import type { WorkflowExpression } from './expressions.ts';
import type { SettingNode } from './model.ts';

export type { ContextReference, WorkflowExpression } from './expressions.ts';

/** Where in a workflow an expression's value ends up. `script`: code of `actions/github-script` and the like. */
export type ExpressionPosition = 'run' | 'script' | 'shell' | 'input' | 'env' | 'condition' | 'other';

export interface PlacedExpression {
  readonly expression: WorkflowExpression;
  readonly position: ExpressionPosition;
  /** The input's or variable's name; empty at other positions. */
  readonly name: string;
  readonly node: SettingNode;
  readonly step: WorkflowStep | null;
  readonly job: WorkflowJob | null;
}

/** `owner/name/path@ref`. */
export interface UsedAction {
  /** Lower case, without reference: `actions/checkout`. */
  readonly name: string;
  readonly ref: string;
  readonly node: SettingNode;
}

export interface WorkflowStep {
  readonly node: SettingNode;
  readonly index: number;
  readonly uses: UsedAction | null;
  readonly run: SettingNode | null;
  readonly job: WorkflowJob;
}

export interface WorkflowJob {
  readonly id: string;
  readonly node: SettingNode;
  readonly steps: readonly WorkflowStep[];
  /** Labels of the runner, in lower case; empty when an expression chooses it. */
  readonly runsOn: readonly string[];
}

export interface Workflow {
  readonly root: SettingNode;
  /** Events that start it; empty for an action. */
  readonly triggers: ReadonlyMap<string, SettingNode>;
  readonly jobs: readonly WorkflowJob[];
  /** Every expression of the file, in source order. */
  readonly expressions: readonly PlacedExpression[];
}

const MAX_JOBS = 500;
const MAX_STEPS = 1000;
const MAX_NODES = 200_000;

const workflows = new WeakMap<SettingNode, Workflow>();

/** A GitHub workflow (also Gitea's and Forgejo's) or a composite action, read once per file. Bounded; never throws. */
export function readWorkflow(root: SettingNode): Workflow {
  const known = workflows.get(root);
  if (known) return known;
  const jobs = readJobs(root);
  const workflow: Workflow = { root, triggers: readTriggers(root), jobs, expressions: readExpressions(root, jobs) };
  workflows.set(root, workflow);
  return workflow;
}

function readTriggers(root: SettingNode): ReadonlyMap<string, SettingNode> {
  const on = root.get('on') ?? root.get('true');
  const triggers = new Map<string, SettingNode>();
  if (!on) return triggers;
  if (on.kind === 'string') triggers.set(String(on.value), on);
  for (const member of on.members.slice(0, 100)) triggers.set(on.kind === 'array' ? String(member.value) : String(member.key), member);
  return triggers;
}

function readJobs(root: SettingNode): readonly WorkflowJob[] {
  const jobs = (root.get('jobs')?.members ?? []).slice(0, MAX_JOBS).map((node) => toJob(String(node.key), node, node.get('steps')));
  const action = root.get('runs')?.get('steps');
  return action ? [...jobs, toJob('', root, action)] : jobs;
}

function toJob(id: string, node: SettingNode, list: SettingNode | undefined): WorkflowJob {
  const steps: WorkflowStep[] = [];
  const job: WorkflowJob = { id, node, steps, runsOn: labelsOf(node.get('runs-on')) };
  for (const step of (list?.members ?? []).slice(0, MAX_STEPS)) steps.push({ node: step, index: steps.length, uses: usedAction(step.get('uses')), run: step.get('run') ?? null, job });
  return job;
}

function labelsOf(node: SettingNode | undefined): readonly string[] {
  const labels = node?.kind === 'object' ? node.get('labels') : node;
  if (!labels) return [];
  return (labels.kind === 'array' ? labels.members : [labels]).flatMap(({ value }) => (typeof value === 'string' && !value.includes('${{') ? [value.toLowerCase()] : []));
}

function usedAction(node: SettingNode | undefined): UsedAction | null {
  if (typeof node?.value !== 'string') return null;
  const at = node.value.lastIndexOf('@');
  return { name: (at < 0 ? node.value : node.value.slice(0, at)).trim().toLowerCase(), ref: at < 0 ? '' : node.value.slice(at + 1).trim(), node };
}

function readExpressions(root: SettingNode, jobs: readonly WorkflowJob[]): readonly PlacedExpression[] {
  const steps = new Map<SettingNode, WorkflowStep>(jobs.flatMap((job) => job.steps.map((step): [SettingNode, WorkflowStep] => [step.node, step])));
  const owners = new Map<SettingNode, WorkflowJob>(jobs.map((job) => [job.node, job]));
  const found: PlacedExpression[] = [];
  const stack: { readonly node: SettingNode; readonly step: WorkflowStep | null; readonly job: WorkflowJob | null }[] = [{ node: root, step: null, job: owners.get(root) ?? null }];
  let visits = 0;
  for (let top = stack.pop(); top && visits < MAX_NODES; top = stack.pop(), visits += 1) {
    const { node } = top;
    if (node.kind === 'string' && String(node.value).includes('${{')) {
      const { position, name } = positionOf(node, top.step);
      for (const expression of findExpressions(node.text())) found.push({ expression, position, name, node, step: top.step, job: top.job });
    }
    for (let index = node.members.length - 1; index >= 0; index -= 1) {
      const member = node.members[index];
      if (member) stack.push({ node: member, step: steps.get(member) ?? top.step, job: owners.get(member) ?? top.job });
    }
  }
  return found;
}

function positionOf(node: SettingNode, step: WorkflowStep | null): { readonly position: ExpressionPosition; readonly name: string } {
  const key = String(node.key);
  const { parent } = node;
  if (parent === step?.node && step) {
    if (key === 'run' || key === 'shell') return { position: key, name: '' };
    if (key === 'if') return { position: 'condition', name: '' };
  }
  if (parent?.key === 'with') return { position: key === 'script' && /(?:^|\/)(?:github-script|ssh-action|.{0,60}script.{0,60})$/.test(step?.uses?.name ?? '') ? 'script' : 'input', name: key };
  if (parent?.key === 'env') return { position: 'env', name: key };
  return { position: key === 'if' ? 'condition' : 'other', name: '' };
}
