/** Kinds of incident and what to do about them, in order. */
export type IncidentKind = 'SECRET_EXPOSURE' | 'MALICIOUS_CODE_GENERATION' | 'UNAUTHORIZED_ACCESS';

export interface Incident {
  readonly kind: IncidentKind;
  readonly severity: 'CRITICAL' | 'HIGH';
  readonly title: string;
  readonly response: readonly string[];
  /** How soon somebody else has to know. */
  readonly escalation: string;
}

export const INCIDENTS: Readonly<Record<IncidentKind, Incident>> = {
  SECRET_EXPOSURE: {
    kind: 'SECRET_EXPOSURE',
    severity: 'CRITICAL',
    title: 'A secret was exposed, or code was planted that exposes secrets',
    response: ['Rotate every secret that the code could reach; deleting it from the file is not enough.', 'Audit the git history, logs and build artefacts for copies.', 'Check the provider’s log for use of the old secret.'],
    escalation: 'immediately',
  },
  MALICIOUS_CODE_GENERATION: {
    kind: 'MALICIOUS_CODE_GENERATION',
    severity: 'HIGH',
    title: 'Code or instructions were planted',
    response: ['Isolate the session: stop the agent and keep its transcript.', 'Review everything the session wrote, settings and instructions included.', 'Look for what put the order there: an issue, a page, a dependency, a tool description.'],
    escalation: 'within 15 minutes',
  },
  UNAUTHORIZED_ACCESS: {
    kind: 'UNAUTHORIZED_ACCESS',
    severity: 'HIGH',
    title: 'Something got or takes more access than it should',
    response: ['Revoke the permissions, tokens and sessions concerned.', 'Audit what was accessed since the change.', 'Restore the settings from a reviewed version.'],
    escalation: 'within 30 minutes',
  },
};

const SECRETS = 'no-hardcoded-secret no-env-dump no-credential-logging no-data-exfiltration no-sensitive-env-access';
const ACCESS =
  'no-auth-bypass no-tls-bypass no-privilege-escalation no-restricted-path no-unsafe-vscode-settings no-unsafe-mcp-config no-unsafe-agent-settings no-agent-permission-bypass no-unbounded-agent no-unsafe-devcontainer no-unsafe-workflow no-unsafe-git no-package-publish no-destructive-command own-files symlink stage outside';
const CODE =
  'no-external-fetch no-dynamic-code no-remote-code no-dynamic-module no-obfuscated-code no-command-injection no-child-process no-reverse-shell no-persistence no-untrusted-registry no-global-install no-postinstall-script no-untrusted-dependency no-typosquat-dependency no-prompt-injection no-hidden-text no-unexplained-disable advisory policy';

const KINDS: ReadonlyMap<string, IncidentKind> = new Map([
  ...SECRETS.split(' ').map((rule): [string, IncidentKind] => [rule, 'SECRET_EXPOSURE']),
  ...ACCESS.split(' ').map((rule): [string, IncidentKind] => [rule, 'UNAUTHORIZED_ACCESS']),
  ...CODE.split(' ').map((rule): [string, IncidentKind] => [rule, 'MALICIOUS_CODE_GENERATION']),
]);

/** The kind of incident that a finding of a rule (without prefix) points to; `null` for rules that are not ours. */
export function incidentOf(rule: string): IncidentKind | null {
  return KINDS.get(rule) ?? null;
}
