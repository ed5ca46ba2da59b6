import { HOST_PATTERN, isHostEntry } from '../core/option-lists.ts';
import { HOST_KEYS, POLICY_KEYS } from '../core/policy.ts';
import type { Policy } from '../core/policy.ts';

/** The part of JSON Schema that the policy file needs; the published schema and the check of a file are made from it. */
export interface Shape {
  readonly description?: string;
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  readonly enum?: readonly string[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | false;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  /** That of hosts is the only one. */
  readonly pattern?: string;
}

const DESCRIPTIONS: Readonly<Record<keyof Policy, string>> = {
  allowedHosts: 'Hosts the code may talk to: exact, or *.domain.',
  trustedRegistries: 'Hosts of package registries besides the public ones.',
  protectedBranches: 'Branches that must not be force-pushed, exact or glob.',
  restrictedPaths: 'Paths that must not be written, exact or glob, absolute or relative to the project.',
  allowedPaths: 'Paths that are fine although a built-in table names them.',
  allowedInstallScripts: 'Install-time scripts that are fine, as exact command text or glob.',
  allowedInstallers: 'Hosts of installers that are accepted in "curl | sh".',
  allowedCommands: 'Commands that may be started, by name.',
  allowedPackages: 'Packages that may be installed although a rule would question them.',
  allowedNames: 'Environment variables and names that hold no secret although their name says so.',
};

export const RESTRICTIONS = ['no-write', 'no-execute', 'no-modification', 'no-network', 'no-system-access', 'sandbox-execution', 'isolated-environment', 'read-only-data'] as const;

const entries = (description: string): Shape => ({ type: 'array', description, maxItems: 10_000, items: { type: 'string', minLength: 1, maxLength: 1000 } });
const hosts = (description: string): Shape => ({ ...entries(description), items: { type: 'string', minLength: 1, maxLength: 1000, pattern: HOST_PATTERN } });
const decision = (description: string): Shape => ({ description, enum: ['allow', 'ask', 'deny'] });
const count = (description: string, minimum: number, maximum: number): Shape => ({ type: 'integer', description, minimum, maximum });

export const POLICY_SHAPE: Shape = {
  type: 'object',
  description: 'What the guard of eslint-plugin-agent-security lets an agent do. A file in the repository can only tighten the one of the user.',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    ...Object.fromEntries(POLICY_KEYS.map((key) => [key, HOST_KEYS.has(key) ? hosts(DESCRIPTIONS[key]) : entries(DESCRIPTIONS[key])])),
    preset: { description: 'Which preset judges what is written.', enum: ['recommended', 'strict'] },
    decisions: {
      type: 'object',
      description: 'What happens to a finding of each risk.',
      additionalProperties: false,
      properties: { high: decision('Default: deny.'), medium: decision('Default: ask.'), low: decision('Default: allow.') },
    },
    risks: { type: 'object', description: 'Risk of single rules: high, medium, low.', additionalProperties: { enum: ['high', 'medium', 'low'] } },
    fail: decision('What happens when the guard itself fails: unreadable event, broken policy, time-out. Default: ask.'),
    blockedPackages: entries('Packages that must not be installed, exact or glob.'),
    advisories: entries('Files or folders with advisories in OSV form. Read in the user file only.'),
    stage: { type: 'string', description: 'The stage of work, when neither option, environment nor branch chooses one.', maxLength: 100 },
    stageByBranch: { type: 'object', description: 'Stage by branch: exact name or glob.', additionalProperties: { type: 'string', maxLength: 100 } },
    stages: {
      type: 'object',
      description: 'Stages of work: which operations they allow, and what restricts them.',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        properties: { allow: entries('Operations, exact or glob: file-write, git-*, npm-install, * …'), restrictions: { type: 'array', items: { enum: RESTRICTIONS } } },
      },
    },
    trustedRepositories: entries('Folders whose own policy file may loosen, too. Read in the user file only.'),
    maxBytes: count('Longest file or command that is read. Longer ones are a failure.', 1000, 20_000_000),
    deadline: count('Milliseconds until the guard answers as after a failure. Keep it below the agent’s own limit. Default: 15000.', 200, 60_000),
    audit: {
      type: 'object',
      description: 'The audit log.',
      additionalProperties: false,
      properties: { enabled: { type: 'boolean' }, file: { type: 'string', minLength: 1, maxLength: 1000 }, maxBytes: count('Size at which the file rotates.', 1000, 1_000_000_000), keep: count('How many rotated files stay.', 0, 100) },
    },
    thresholds: {
      type: 'object',
      description: 'Counts at which the report alerts.',
      additionalProperties: false,
      properties: {
        secretExposure: count('Secrets in one report. Default: 1.', 1, 1e6),
        suspiciousCodePerHour: count('Default: 5.', 1, 1e6),
        restrictedPathsPerSession: count('Default: 3.', 1, 1e6),
        gitPerDay: count('Questioned operations of git. Default: 2.', 1, 1e6),
      },
    },
  },
};

/** The published schema. */
export function toJsonSchema(): object {
  return { $schema: 'http://json-schema.org/draft-07/schema#', title: 'Policy of eslint-plugin-agent-security', ...POLICY_SHAPE };
}

/** What is wrong with a value, as one clause that quotes no value; `null` when it has the shape. */
export function findMisshape(value: unknown, shape: Shape, name = 'the policy'): string | null {
  if (shape.enum) return typeof value === 'string' && shape.enum.includes(value) ? null : `${name} must be one of ${shape.enum.join(', ')}`;
  switch (shape.type) {
    case 'string':
      if (typeof value !== 'string' || value.length < (shape.minLength ?? 0) || value.length > (shape.maxLength ?? 1000)) return `${name} must be a string`;
      return shape.pattern === undefined || isHostEntry(value) ? null : `${name} must be a host without its scheme, such as api.example.com`;
    case 'boolean':
      return typeof value === 'boolean' ? null : `${name} must be true or false`;
    case 'integer':
      return Number.isInteger(value) && (value as number) >= (shape.minimum ?? 0) && (value as number) <= (shape.maximum ?? Infinity) ? null : `${name} must be a whole number from ${shape.minimum} to ${shape.maximum}`;
    case 'array':
      return Array.isArray(value) && value.length <= (shape.maxItems ?? 1000) ? first(value.map((item) => findMisshape(item, shape.items ?? {}, `an entry of ${name}`))) : `${name} must be an array`;
    case 'object':
      return findMisshapenMember(value, shape, name);
    default:
      return null;
  }
}

function findMisshapenMember(value: unknown, shape: Shape, name: string): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${name} must be an object`;
  for (const [key, member] of Object.entries(value)) {
    const shown = /^[\w$*/.-]{1,40}$/.test(key) ? `"${key}"` : 'a member';
    const own = shape.properties && Object.hasOwn(shape.properties, key) ? shape.properties[key] : shape.additionalProperties;
    if (!own) return `${name} has the unknown key ${shown}`;
    const problem = findMisshape(member, own, shown);
    if (problem) return problem;
  }
  return null;
}

function first(problems: readonly (string | null)[]): string | null {
  return problems.find((problem) => problem !== null) ?? null;
}
