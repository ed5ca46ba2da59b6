import { readFileSync } from 'node:fs';
import path from 'node:path';

import { matchesAllowList } from '../core/allow-list.ts';
import type { RESTRICTIONS } from './policy-schema.ts';

export type Restriction = (typeof RESTRICTIONS)[number];

/** What a stage of work lets an agent do. */
export interface Stage {
  /** Names of operations, exact or glob. */
  readonly allow: readonly string[];
  readonly restrictions: readonly Restriction[];
}

/** The stages that hold without a policy file, once a stage is chosen. */
export const DEFAULT_STAGES: ReadonlyMap<string, Stage> = new Map<string, Stage>([
  ['planning', { allow: ['file-read', 'git-status', 'git-log', 'git-diff', 'project-analyze'], restrictions: ['no-write', 'no-execute'] }],
  [
    'development',
    {
      allow: ['file-read', 'file-write', 'file-delete', 'git-status', 'git-diff', 'git-log', 'git-add', 'git-commit', 'git-branch', 'npm-install', 'npm-run', 'test-run', 'project-analyze', 'security-scan', 'command'],
      restrictions: ['sandbox-execution', 'no-system-access'],
    },
  ],
  ['testing', { allow: ['file-read', 'git-status', 'git-diff', 'test-run', 'npm-run', 'project-analyze', 'security-scan'], restrictions: ['read-only-data', 'isolated-environment'] }],
  ['review', { allow: ['file-read', 'git-status', 'git-diff', 'git-log', 'project-analyze', 'security-scan'], restrictions: ['no-modification'] }],
  ['deployment', { allow: ['file-read', 'git-status', 'git-diff', 'git-log', 'git-push', 'git-tag', 'npm-publish', 'npm-run', 'docker-build', 'project-analyze'], restrictions: ['no-write'] }],
]);

/** One operation, as the stages name them, and the circumstances a restriction asks for. */
export interface StagedOperation {
  readonly name: string;
  readonly unsandboxed: boolean;
  readonly system: boolean;
}

const WRITING = /^(?:file-write|file-delete)$/;
const MODIFYING = /^(?:file-write|file-delete|git-(?!status$|diff$|log$)|npm-install$|npm-publish$)/;
const EXECUTING = /^(?:command|npm-run|npm-install|npm-publish|test-run|docker-|network)/;

/** Why a stage does not allow an operation, or `null`. */
export function findViolation(stageName: string, stage: Stage, operation: StagedOperation): string | null {
  if (!matchesAllowList(operation.name, stage.allow)) return `The stage ${stageName} does not allow ${operation.name}. Leave it to the stage that does.`;
  const broken = stage.restrictions.find((restriction) => breaks(restriction, operation));
  return broken ? `The stage ${stageName} is restricted by ${broken}, which ${operation.name} would break.` : null;
}

function breaks(restriction: Restriction, { name, unsandboxed, system }: StagedOperation): boolean {
  switch (restriction) {
    case 'no-write':
    case 'read-only-data':
      return WRITING.test(name);
    case 'no-modification':
      return MODIFYING.test(name);
    case 'no-execute':
      return EXECUTING.test(name);
    case 'no-network':
      return name === 'network' || name === 'npm-install';
    case 'isolated-environment':
      return name === 'network' || unsandboxed;
    case 'sandbox-execution':
      return unsandboxed;
    case 'no-system-access':
      return system;
    default:
      return false;
  }
}

/** The checked-out branch, read from `.git/HEAD` without starting git; `null` when there is none. */
export function currentBranch(root: string): string | null {
  try {
    let folder = path.join(root, '.git');
    const link = /^gitdir: (.{1,4096})/.exec(readSmall(folder) ?? '')?.[1];
    if (link) folder = path.resolve(root, link.trim());
    return /^ref: refs\/heads\/(.{1,250})/.exec(readSmall(path.join(folder, 'HEAD')) ?? '')?.[1]?.trim() ?? null;
  } catch {
    return null;
  }
}

function readSmall(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').slice(0, 5000);
  } catch {
    return null;
  }
}

interface StageChoice {
  readonly option: string | null;
  readonly variable: string | undefined;
  readonly stage: string | null;
  readonly stageByBranch: ReadonlyMap<string, string>;
}

/** The stage in force: option, then environment, then branch, then the policy's own; `null` when nothing chooses one. */
export function chooseStage({ option, variable, stage, stageByBranch }: StageChoice, root: string): string | null {
  if (option) return option;
  if (variable) return variable;
  const branch = stageByBranch.size > 0 ? currentBranch(root) : null;
  for (const [pattern, name] of stageByBranch) if (branch !== null && matchesAllowList(branch, [pattern])) return name;
  return stage;
}
