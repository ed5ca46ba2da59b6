import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

import type { Level } from '../core/define-rule.ts';
import { matchesAllowList } from '../core/allow-list.ts';
import { POLICY_KEYS } from '../core/policy.ts';
import type { PolicySettings } from '../core/policy.ts';
import { DEFAULT_STAGES } from './stages.ts';
import type { Stage } from './stages.ts';
import { findMisshape, POLICY_SHAPE } from './policy-schema.ts';
import type { Decision } from './types.ts';
import { decode, parseJsonc } from './values.ts';

export interface Thresholds {
  readonly secretExposure: number;
  readonly suspiciousCodePerHour: number;
  readonly restrictedPathsPerSession: number;
  readonly gitPerDay: number;
}

/** A policy as it is written: every key may be missing. */
export interface PolicyFile extends PolicySettings {
  readonly preset?: 'recommended' | 'strict';
  readonly decisions?: Partial<Record<Level, Decision>>;
  readonly risks?: Readonly<Record<string, Level>>;
  readonly fail?: Decision;
  readonly blockedPackages?: readonly string[];
  readonly advisories?: readonly string[];
  readonly stage?: string;
  readonly stageByBranch?: Readonly<Record<string, string>>;
  readonly stages?: Readonly<Record<string, Partial<Stage>>>;
  readonly trustedRepositories?: readonly string[];
  readonly maxBytes?: number;
  readonly deadline?: number;
  readonly audit?: { readonly enabled?: boolean; readonly file?: string; readonly maxBytes?: number; readonly keep?: number };
  readonly thresholds?: Partial<Thresholds>;
}

/** The policy that holds: the user's file, tightened by the repository's. */
export interface GuardPolicy {
  /** For the rules, as `settings['agent-security']`. */
  readonly settings: PolicySettings;
  readonly preset: 'recommended' | 'strict';
  readonly decisions: Readonly<Record<Level, Decision>>;
  readonly risks: ReadonlyMap<string, Level>;
  readonly fail: Decision;
  readonly blockedPackages: readonly string[];
  readonly advisories: readonly string[];
  readonly stage: string | null;
  readonly stageByBranch: ReadonlyMap<string, string>;
  readonly stages: ReadonlyMap<string, Stage>;
  readonly maxBytes: number;
  readonly deadline: number;
  readonly audit: { readonly enabled: boolean; readonly file: string; readonly maxBytes: number; readonly keep: number };
  readonly thresholds: Thresholds;
  /** Every policy file that was looked for, whether it exists or not: the guard protects them. */
  readonly files: readonly string[];
  /** What is wrong with a policy file, in one sentence. */
  readonly problem: string | null;
  /** Keys of the repository's file that would loosen the policy and do not count. */
  readonly ignored: readonly string[];
}

export const REPOSITORY_FILES = ['.agent-security.json', '.agent-security.jsonc'] as const;
const USER_FILES = ['policy.json', 'policy.jsonc'] as const;
/** Keys whose entries make the policy stricter. */
const RESTRICTING = new Set<string>(['restrictedPaths', 'protectedBranches']);
const ORDER: readonly Decision[] = ['allow', 'ask', 'deny'];
const RISKS: readonly Level[] = ['low', 'medium', 'high'];
const MAX_POLICY_BYTES = 1_000_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** Folder of the user's policy: `XDG_CONFIG_HOME`, `%APPDATA%` or `~/.config`. */
export function configFolder(env: Environment): string {
  const base = env['XDG_CONFIG_HOME'] ?? (process.platform === 'win32' ? env['APPDATA'] : undefined) ?? path.join(env['HOME'] ?? env['USERPROFILE'] ?? homedir(), '.config');
  return path.join(base, 'agent-security');
}

/** Where the audit log lies when the policy names no file. */
export function stateFolder(env: Environment): string {
  const base = env['XDG_STATE_HOME'] ?? (process.platform === 'win32' ? env['LOCALAPPDATA'] : undefined) ?? path.join(env['HOME'] ?? env['USERPROFILE'] ?? homedir(), '.local', 'state');
  return path.join(base, 'agent-security');
}

interface Loaded {
  readonly file: PolicyFile;
  readonly problem: string | null;
}

function load(candidates: readonly string[], owner: string): Loaded {
  for (const candidate of candidates) {
    try {
      const stat = statSync(candidate, { throwIfNoEntry: false });
      if (!stat) continue;
      if (!stat.isFile() || stat.size > MAX_POLICY_BYTES) return { file: {}, problem: `${owner} is no file of at most ${MAX_POLICY_BYTES} bytes` };
      const value = parseJsonc(decode(readFileSync(candidate)));
      const misshape = findMisshape(value, POLICY_SHAPE);
      return misshape ? { file: {}, problem: `${owner}: ${misshape}` } : { file: value as PolicyFile, problem: null };
    } catch (error) {
      return { file: {}, problem: `${owner} ${error instanceof SyntaxError ? 'is no valid JSON' : 'cannot be read'}` };
    }
  }
  return { file: {}, problem: null };
}

/** Reads both policy files. Never throws: what is wrong is in `problem`, and the rest of the policy is the default. */
export function readGuardPolicy(root: string, env: Environment): GuardPolicy {
  const userFiles = env['AGENT_SECURITY_POLICY'] ? [path.resolve(env['AGENT_SECURITY_POLICY'])] : USER_FILES.map((name) => path.join(configFolder(env), name));
  const repositoryFiles = REPOSITORY_FILES.map((name) => path.join(root, name));
  const user = load(userFiles, 'The policy file of the user');
  const repository = load(repositoryFiles, 'The policy file of the repository');
  const trusted = matchesAllowList(root.replaceAll('\\', '/'), (user.file.trustedRepositories ?? []).map((entry) => entry.replaceAll('\\', '/')));
  return merge(user.file, repository.file, {
    trusted, files: [...userFiles, ...repositoryFiles], problem: user.problem ?? repository.problem, auditFile: path.join(stateFolder(env), 'audit.jsonl'),
  });
}

interface MergeFacts {
  readonly trusted: boolean;
  readonly files: readonly string[];
  readonly problem: string | null;
  readonly auditFile: string;
}

/** `~` is the home directory. */
const atHome = (file: string): string => file.replace(/^~(?=$|[\\/])/, () => homedir());
const stricter = (a: Decision, b: Decision | undefined): Decision => (b !== undefined && ORDER.indexOf(b) > ORDER.indexOf(a) ? b : a);

function merge(user: PolicyFile, repository: PolicyFile, { trusted, files, problem, auditFile }: MergeFacts): GuardPolicy {
  const { settings, ignored } = mergeSettings(user, repository, trusted);
  const decide = (level: Level, fallback: Decision): Decision => stricter(user.decisions?.[level] ?? fallback, repository.decisions?.[level]);
  const audit = user.audit ?? {};
  return {
    settings,
    ignored,
    preset: repository.preset === 'strict' ? 'strict' : (user.preset ?? 'recommended'),
    decisions: { high: decide('high', 'deny'), medium: decide('medium', 'ask'), low: decide('low', 'allow') },
    risks: mergeRisks(user, repository),
    fail: stricter(user.fail ?? 'ask', repository.fail),
    blockedPackages: [...(user.blockedPackages ?? []), ...(repository.blockedPackages ?? [])],
    advisories: (user.advisories ?? []).map(atHome),
    stage: user.stage ?? repository.stage ?? null,
    stageByBranch: mergeBranches(user, repository),
    stages: mergeStages(user, repository),
    maxBytes: Math.min(user.maxBytes ?? 2_000_000, repository.maxBytes ?? Infinity),
    deadline: user.deadline ?? 15_000,
    audit: { enabled: audit.enabled ?? true, file: audit.file === undefined ? auditFile : path.resolve(atHome(audit.file)), maxBytes: audit.maxBytes ?? 5_000_000, keep: audit.keep ?? 3 },
    thresholds: { secretExposure: 1, suspiciousCodePerHour: 5, restrictedPathsPerSession: 3, gitPerDay: 2, ...user.thresholds },
    files,
    problem,
  };
}

function mergeSettings(user: PolicyFile, repository: PolicyFile, trusted: boolean): { readonly settings: PolicySettings; readonly ignored: readonly string[] } {
  const settings: Record<string, readonly string[]> = {};
  const ignored: string[] = [];
  for (const key of POLICY_KEYS) {
    const own = user[key];
    const theirs = repository[key];
    if (theirs !== undefined && !trusted && !RESTRICTING.has(key)) ignored.push(key);
    const counts = theirs !== undefined && (trusted || RESTRICTING.has(key));
    // The built-in branches stay protected unless the user replaces them.
    const base = own ?? (key === 'protectedBranches' && counts ? ['main', 'master', 'production', 'release', 'release/**'] : undefined);
    if (base !== undefined || counts) settings[key] = [...(base ?? []), ...(counts ? theirs : [])];
  }
  return { settings, ignored };
}

function mergeRisks(user: PolicyFile, repository: PolicyFile): ReadonlyMap<string, Level> {
  const risks = new Map(Object.entries(user.risks ?? {}));
  for (const [rule, level] of Object.entries(repository.risks ?? {})) {
    const own = risks.get(rule);
    if (own === undefined ? level === 'high' : RISKS.indexOf(level) > RISKS.indexOf(own)) risks.set(rule, level);
  }
  return risks;
}

/** The user's branches come first, and a stage that the user chose for all of them leaves nothing to the repository. */
function mergeBranches(user: PolicyFile, repository: PolicyFile): ReadonlyMap<string, string> {
  const branches = new Map(Object.entries(user.stageByBranch ?? {}));
  if (user.stage === undefined) for (const [branch, stage] of Object.entries(repository.stageByBranch ?? {})) if (!branches.has(branch)) branches.set(branch, stage);
  return branches;
}

/** A stage of both files allows what both allow and restricts what either restricts. */
function mergeStages(user: PolicyFile, repository: PolicyFile): ReadonlyMap<string, Stage> {
  const stages = new Map<string, Stage>(DEFAULT_STAGES);
  for (const [name, stage] of Object.entries(user.stages ?? {})) stages.set(name, { allow: stage.allow ?? [], restrictions: stage.restrictions ?? [] });
  for (const [name, stage] of Object.entries(repository.stages ?? {})) {
    const base = stages.get(name);
    const allow = stage.allow ?? base?.allow ?? [];
    stages.set(name, {
      allow: base ? allow.filter((entry) => matchesAllowList(entry, base.allow) || base.allow.includes(entry)) : allow,
      restrictions: [...new Set([...(base?.restrictions ?? []), ...(stage.restrictions ?? [])])],
    });
  }
  return stages;
}
