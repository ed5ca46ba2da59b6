import { isHostEntry } from './option-lists.ts';

/**
 * The shared policy: `settings: { 'agent-security': { … } }` in the ESLint configuration. Every rule that has use for
 * a list reads it here; a rule's own option of the same name is added to it.
 *
 * All lists hold exact strings, `*.domain` or globs (see allow-list.ts); nothing else.
 */
export interface Policy {
  /** Hosts the code may talk to, for example `api.example.com` or `*.example.com`. */
  readonly allowedHosts: readonly string[];
  /** Hosts of package registries besides the public ones, for example `npm.example.com`. */
  readonly trustedRegistries: readonly string[];
  /** Branches that must not be force-pushed. Default: main, master, production, release and `release/**`. */
  readonly protectedBranches: readonly string[];
  /** Paths that code must not touch, besides the built-in credential stores and system folders. */
  readonly restrictedPaths: readonly string[];
  /** Paths that are fine although a built-in table names them. */
  readonly allowedPaths: readonly string[];
  /** Install-time scripts that are fine, as exact command text or glob. */
  readonly allowedInstallScripts: readonly string[];
  /** Hosts of installers that a team accepts in `curl … | sh`. */
  readonly allowedInstallers: readonly string[];
  /** Commands that may be started, by name. */
  readonly allowedCommands: readonly string[];
  /** Packages that may be named although a rule would question them. */
  readonly allowedPackages: readonly string[];
  /** Environment variables and names that hold no secret although their name says so. */
  readonly allowedNames: readonly string[];
}

/** What a user writes: any subset of {@link Policy}. */
export type PolicySettings = Partial<Policy>;

const DEFAULTS: Policy = Object.freeze({
  allowedHosts: [],
  trustedRegistries: [],
  protectedBranches: ['main', 'master', 'production', 'release', 'release/**'],
  restrictedPaths: [],
  allowedPaths: [],
  allowedInstallScripts: [],
  allowedInstallers: [],
  allowedCommands: [],
  allowedPackages: [],
  allowedNames: [],
});

export const POLICY_KEYS = Object.freeze(Object.keys(DEFAULTS)) as readonly (keyof Policy)[];

/** Lists of hosts. */
export const HOST_KEYS: ReadonlySet<string> = new Set<keyof Policy>(['allowedHosts', 'trustedRegistries', 'allowedInstallers']);

const MAX_ENTRIES = 10_000;
const MAX_ENTRY_LENGTH = 1000;

const validated = new WeakMap<object, Policy>();

/**
 * The validated policy of a file.
 *
 * @throws Error with one clear sentence when `settings['agent-security']` is not of the documented shape.
 */
export function readPolicy(settings: Readonly<Record<string, unknown>> | undefined): Policy {
  const raw = settings?.['agent-security'];
  if (raw === undefined) return DEFAULTS;
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) fail(`must be an object, not ${describe(raw)}`);
  const known = validated.get(raw);
  if (known) return known;
  const policy: Record<string, readonly string[]> = { ...DEFAULTS };
  for (const [key, value] of Object.entries(raw)) {
    if (!Object.hasOwn(DEFAULTS, key)) fail(`has the unknown key "${key.slice(0, 40)}"; known keys are ${POLICY_KEYS.join(', ')}`);
    if (value === undefined) continue;
    policy[key] = readEntries(key, value);
  }
  const result = Object.freeze(policy) as unknown as Policy;
  validated.set(raw, result);
  return result;
}

function readEntries(key: string, value: unknown): readonly string[] {
  if (!Array.isArray(value)) fail(`needs an array of strings in "${key}", not ${describe(value)}`);
  if (value.length > MAX_ENTRIES) fail(`takes at most ${MAX_ENTRIES} entries in "${key}"`);
  for (const entry of value as unknown[]) {
    if (typeof entry !== 'string' || entry.length === 0 || entry.length > MAX_ENTRY_LENGTH) {
      fail(`needs non-empty strings of at most ${MAX_ENTRY_LENGTH} characters in "${key}", not ${describe(entry)}`);
    }
    if (entry.trim() !== entry) fail(`has blanks around ${describe(entry)} in "${key}"`);
    if (HOST_KEYS.has(key) && !isHostEntry(entry)) fail(`needs hosts in "${key}", such as api.example.com or *.example.com, not ${describe(entry)}`);
  }
  return Object.freeze([...(value as string[])]);
}

/** A value of the user's own configuration, in few words. */
function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value !== 'string') return `a value of type ${typeof value}`;
  if (value === '') return 'an empty string';
  return value.length > MAX_ENTRY_LENGTH ? 'a longer one' : JSON.stringify(value.slice(0, 60));
}

function fail(problem: string): never {
  throw new Error(`eslint-plugin-agent-security: settings["agent-security"] ${problem}.`);
}
