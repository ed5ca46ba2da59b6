import { isAgentAction } from '../../knowledge/workflow-contexts.ts';
import type { SettingNode } from './model.ts';
import type { WorkflowFinding } from './workflow-flows.ts';
import type { Workflow, WorkflowJob, WorkflowStep } from './workflow.ts';

const TOKENS: readonly string[] = ['NODE_AUTH_TOKEN', 'NPM_TOKEN', 'NPM_AUTH_TOKEN', 'YARN_NPM_AUTH_TOKEN', 'NPM_CONFIG_TOKEN'];
const PUBLISH = /^(?:npm|pnpm|bun|yarn npm|yarn|lerna|npx (?:lerna|changeset)|(?:pnpm |yarn )?changeset)\s(?:[^#]{0,200}\s)?publish(?![\w-])/;
/** Installs that run the scripts of packages; pnpm and bun run none that are not named. */
const INSTALL = /^(?:npm\s{1,9}(?:ci|install|i|clean-install)|yarn(?:\s{1,9}install)?)(?=\s|$)/;
const DRY = /\s--dry-run\b/;
const WITHOUT_SCRIPTS = /\s--(?:ignore-scripts\b|mode[= ]skip-build\b)/;
/** A secret of the repository; the token of a run ends with it. */
const LASTING = /\$\{\{\s{0,9}secrets\.(?!GITHUB_TOKEN\b)/i;
const MAX_LINES = 500;

/** A registry's lasting token in a job that also runs code of others: an agent, or scripts of packages (F-30). */
export function findPublishTokens(workflow: Workflow): readonly WorkflowFinding[] {
  return workflow.jobs.flatMap((job): readonly WorkflowFinding[] => {
    const publishing = job.steps.find((step) => commandsOf(step).some((command) => PUBLISH.test(command) && !DRY.test(command)));
    const token = publishing ? tokenOf(publishing, workflow) : null;
    const others = token ? codeOfOthers(job) : null;
    return token && others !== null ? [{ kind: 'publishToken', at: token.keyRange, data: { name: String(token.key), what: others }, isStrict: true }] : [];
  });
}

/** The commands of a step, one for each line or joined part. Bounded. */
function commandsOf({ run }: WorkflowStep): readonly string[] {
  const text = run?.kind === 'string' ? String(run.value).slice(0, 50_000) : '';
  return text === '' ? [] : text.split(/\n|&&|;/, MAX_LINES).map((command) => command.trim());
}

/** The variable with the token, set for the step, its job or the workflow, when its value is a secret. */
function tokenOf(step: WorkflowStep, { root }: Workflow): SettingNode | null {
  for (const scope of [step.node, step.job.node, root]) {
    const variable = scope.get('env')?.members.find(({ key, value }) => TOKENS.includes(String(key)) && typeof value === 'string' && LASTING.test(value));
    if (variable) return variable;
  }
  return null;
}

function codeOfOthers(job: WorkflowJob): string | null {
  if (job.steps.some(({ uses }) => uses !== null && isAgentAction(uses.name))) return 'an agent';
  return job.steps.some((step) => commandsOf(step).some((command) => INSTALL.test(command) && !WITHOUT_SCRIPTS.test(command))) ? 'install scripts of packages' : null;
}
