import type { SourceRange } from '../mapped-text.ts';
import type { Workflow, WorkflowStep } from './workflow.ts';

/** The files by which a step sets variables, the search path and outputs. */
export const VARIABLE_FILE = /\$\{?GITHUB_(ENV|PATH|OUTPUT)\b/;
const MAX_LINES = 2000;

/** Where a step writes content of an artifact into one of those files. */
export interface ArtifactLine {
  readonly at: SourceRange;
  /** `ENV`, `PATH` or `OUTPUT`. */
  readonly file: string;
}

const DOWNLOAD_ACTION = /(?:^|\/)(?:action-)?download-(?:workflow-)?artifacts?$/;
const DOWNLOAD_COMMAND = /\bgh\s{1,9}run\s{1,9}download\b|\bdownloadArtifact\b|\/actions\/artifacts\//;
/** What a file holds, on its way into the file of variables: `$(cat f)`, `$(<f)`, `cat f >>`. */
const FROM_FILE = /\$\(\s{0,9}(?:<|(?:cat|head|tail|jq|grep|sed|awk)\s)[^)\n]{1,300}\)|(?:^|[;&|{(])\s{0,40}(?:cat|head|tail|jq|grep|sed|awk)\s[^;&\n]{1,300}>>/;

/** A command that runs a file of the folder, or what a manifest in it says. */
const RUNS_FILE = /(?:^|[\n;&|(])[ \t]{0,40}(?:sudo[ \t]{1,9})?(?:(?:ba|z)?sh|node|python3?|ruby|perl|source|\.|chmod[ \t]{1,9}\+x)[ \t]{1,9}(?![-$"'/~])[\w./-]{1,200}|(?:^|[\n;&|(])[ \t]{0,40}(?:\.\/[\w./-]{1,200}|(?:npm|pnpm|yarn|bun)[ \t]{1,9}(?:ci|test|run[ \t]{1,9}\w|install(?=[ \t]{0,9}(?:$|[\n;&|])))(?![^\n]{0,200}--ignore-scripts)|make\b)/;
/** A condition that lets only runs of the repository's own code pass. */
const OWN_RUNS = /\bworkflow_run\.(?:event|head_branch|head_repository)\b/;
const CHECKOUT = /^actions\/checkout$/;

/**
 * After `workflow_run`, in a job that checks out nothing: whatever lies in the folder came out of the artifact, which the
 * code of a stranger's pull request wrote. Source: GitHub Security Lab, "Preventing pwn requests".
 */
export function artifactRuns(workflow: Workflow): readonly { readonly at: SourceRange; readonly isGuarded: boolean }[] {
  const trigger = workflow.triggers.get('workflow_run');
  if (!trigger) return [];
  return workflow.jobs.flatMap(({ node, steps }) => {
    const first = steps.findIndex(downloadsArtifact);
    if (first < 0 || steps.some(({ uses, run }) => CHECKOUT.test(uses?.name ?? '') || (run?.kind === 'string' && /\bgit\s{1,9}clone\b|\bgh\s{1,9}repo\s{1,9}clone\b|\b(?:curl|wget)\b/.test(run.text().text.slice(0, 50_000))))) return [];
    const isGuarded = trigger.get('branches') !== undefined || OWN_RUNS.test(String(node.get('if')?.value ?? '').slice(0, 2000));
    return steps.slice(first).flatMap(({ run }) => {
      const text = run?.kind === 'string' ? run.text() : null;
      const match = text ? RUNS_FILE.exec(text.text.slice(0, 50_000)) : null;
      return text && match ? [{ at: text.toSource(match.index + (match[0].length - match[0].trimStart().length), match.index + match[0].length), isGuarded }] : [];
    });
  });
}

function downloadsArtifact({ uses, run, node }: WorkflowStep): boolean {
  if (uses) return DOWNLOAD_ACTION.test(uses.name) || (/(?:^|\/)github-script$/.test(uses.name) && DOWNLOAD_COMMAND.test(String(node.get('with')?.get('script')?.value ?? '').slice(0, 50_000)));
  return run?.kind === 'string' && DOWNLOAD_COMMAND.test(run.text().text.slice(0, 50_000));
}

/**
 * After `workflow_run`, an artifact is what the code of a stranger's pull request wrote; a line of it that goes into
 * `GITHUB_ENV` or `GITHUB_PATH` sets any variable of later steps. Source: GitHub, security hardening; GitHub Security Lab.
 */
export function artifactLines(workflow: Workflow): readonly ArtifactLine[] {
  if (!workflow.triggers.has('workflow_run')) return [];
  const found: ArtifactLine[] = [];
  for (const { steps } of workflow.jobs) {
    const first = steps.findIndex(downloadsArtifact);
    for (const step of first < 0 ? [] : steps.slice(first)) {
      const text = step.run?.kind === 'string' ? step.run.text() : null;
      let start = 0;
      for (const line of text && VARIABLE_FILE.test(text.text) ? text.text.split('\n', MAX_LINES) : []) {
        const file = VARIABLE_FILE.exec(line)?.[1];
        const match = file ? FROM_FILE.exec(line.slice(0, 2000)) : null;
        if (text && match) found.push({ at: text.toSource(start + match.index, start + match.index + match[0].length), file: file ?? '' });
        start += line.length + 1;
      }
    }
  }
  return found;
}
