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
