import { isAgentAction } from '../knowledge/workflow-contexts.ts';
import type { SettingNode } from '../surfaces/settings/index.ts';
import { readWorkflow } from '../surfaces/settings/workflow.ts';
import type { WorkflowJob, WorkflowStep } from '../surfaces/settings/workflow.ts';
import { findPublish } from '../surfaces/shell/detect/index.ts';
import type { Command, CommandScript } from '../surfaces/shell/index.ts';
import type { LintedFile } from './file.ts';

/** A registry's lasting token in a job that also runs code of others. */
export interface SharedToken {
  /** The variable that holds it. */
  readonly token: SettingNode;
  readonly what: 'an agent' | 'install scripts of packages';
}

const TOKENS: readonly string[] = ['NODE_AUTH_TOKEN', 'NPM_TOKEN', 'NPM_AUTH_TOKEN', 'YARN_NPM_AUTH_TOKEN', 'NPM_CONFIG_TOKEN'];
/** A secret of the repository; the token of a run ends with it. */
const LASTING = /\$\{\{\s{0,9}secrets\.(?!GITHUB_TOKEN\b)/i;

/** Jobs of a workflow that publish with a stored token and also run an agent or scripts of packages (F-30), one finding for each. */
export function findSharedTokens(file: LintedFile, root: SettingNode): readonly SharedToken[] {
  if (!TOKENS.some((name) => file.text.includes(name))) return [];
  const scripts = new Map<number, CommandScript>();
  for (const text of file.commands()) scripts.set(text.source.toSource(0, 0)[0], text.script);
  const scriptOf = ({ run }: WorkflowStep): CommandScript | undefined => (run ? scripts.get(run.text().toSource(0, 0)[0]) : undefined);
  return readWorkflow(root).jobs.flatMap((job): readonly SharedToken[] => {
    const publishing = job.steps.find((step) => {
      const script = scriptOf(step);
      return script !== undefined && findPublish(script).length > 0;
    });
    const token = publishing && [publishing.node, job.node, root].map(tokenIn).find((variable) => variable !== undefined);
    const what = token ? codeOfOthers(job, scriptOf) : null;
    return token && what ? [{ token, what }] : [];
  });
}

function tokenIn(scope: SettingNode): SettingNode | undefined {
  return scope.get('env')?.members.find(({ key, value }) => TOKENS.includes(String(key)) && typeof value === 'string' && LASTING.test(value));
}

function codeOfOthers({ steps }: WorkflowJob, scriptOf: (step: WorkflowStep) => CommandScript | undefined): SharedToken['what'] | null {
  if (steps.some(({ uses }) => uses !== null && isAgentAction(uses.name))) return 'an agent';
  return steps.some((step) => scriptOf(step)?.commands.some(runsInstallScripts) === true) ? 'install scripts of packages' : null;
}

/** `npm ci` and its like; pnpm and bun run no scripts of packages that are not named. */
function runsInstallScripts({ name, args }: Command): boolean {
  const words = args.map(({ value }) => value);
  if (words.some((word, index) => /^--ignore-scripts\b/.test(word) || word === '--mode=skip-build' || (word === '--mode' && words[index + 1] === 'skip-build'))) return false;
  const [verb] = words.filter((word) => !word.startsWith('-'));
  return name === 'npm' ? /^(?:ci|install|i|clean-install)$/.test(verb ?? '') : name === 'yarn' && (verb === undefined || verb === 'install');
}
