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
/**
 * Actions that publish packages, and the input by which they do so; without one, they always publish. Names in lower
 * case. Source: the actions' own pages.
 */
const PUBLISHERS: ReadonlyMap<string, string | null> = new Map([
  ['changesets/action', 'publish'],
  ['js-devtools/npm-publish', null],
  ['pascalgn/npm-publish-action', null],
  ['cycjimmy/semantic-release-action', null],
  ['codfish/semantic-release-action', null],
  ['lerna-lite/publish-action', null],
]);
const TOKEN_INPUTS: readonly string[] = ['token', 'npm_token', 'npm-token'];
/** A secret of the repository; the token of a run ends with it. */
const LASTING = /\$\{\{\s{0,9}secrets\.(?!GITHUB_TOKEN\b)/i;

/** Jobs of a workflow that publish with a stored token and also run an agent or scripts of packages (F-30), one finding for each. */
export function findSharedTokens(file: LintedFile, root: SettingNode): readonly SharedToken[] {
  if (!LASTING.test(file.text)) return [];
  const scripts = new Map<number, CommandScript>();
  for (const text of file.commands()) scripts.set(text.source.toSource(0, 0)[0], text.script);
  const scriptOf = ({ run }: WorkflowStep): CommandScript | undefined => (run ? scripts.get(run.text().toSource(0, 0)[0]) : undefined);
  return readWorkflow(root).jobs.flatMap((job): readonly SharedToken[] => {
    const publishing = job.steps.find((step) => {
      const script = scriptOf(step);
      return script === undefined ? publishes(step) : findPublish(script).length > 0;
    });
    const token = publishing && (inputToken(publishing) ?? [publishing.node, job.node, root].map(tokenIn).find((variable) => variable !== undefined));
    const what = token ? codeOfOthers(job, scriptOf) : null;
    return token && what ? [{ token, what }] : [];
  });
}

function publishes({ uses, node }: WorkflowStep): boolean {
  const input = PUBLISHERS.get(uses?.name ?? '');
  return input !== undefined && (input === null || Boolean(node.get('with')?.get(input)?.value));
}

/** The token that an action is given as an input; that of a run is not one. */
function inputToken({ uses, node }: WorkflowStep): SettingNode | undefined {
  if (!PUBLISHERS.has(uses?.name ?? '')) return undefined;
  return node.get('with')?.members.find(({ key, value }) => TOKEN_INPUTS.includes(String(key)) && typeof value === 'string' && LASTING.test(value));
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
