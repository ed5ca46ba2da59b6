/** What somebody has to look at, and how urgently. */
export type ReviewKind = 'MANUAL_REVIEW' | 'NETWORK_REVIEW' | 'SECRETS_REVIEW' | 'DEPENDENCY_REVIEW' | 'CONFIGURATION_REVIEW' | 'INSTRUCTION_REVIEW';

export interface Recommendation {
  readonly kind: ReviewKind;
  readonly text: string;
}

export const RECOMMENDATIONS: Readonly<Record<ReviewKind, Recommendation>> = {
  MANUAL_REVIEW: { kind: 'MANUAL_REVIEW', text: 'A person reads this code before it runs or is merged.' },
  NETWORK_REVIEW: { kind: 'NETWORK_REVIEW', text: 'Check every destination; list those you trust in allowedHosts.' },
  SECRETS_REVIEW: { kind: 'SECRETS_REVIEW', text: 'Check which secrets the code can reach, and pass single variables only.' },
  DEPENDENCY_REVIEW: { kind: 'DEPENDENCY_REVIEW', text: 'Check names, sources and install scripts of the packages against the lockfile.' },
  CONFIGURATION_REVIEW: { kind: 'CONFIGURATION_REVIEW', text: 'Compare the settings with the last reviewed version; undo what widens access.' },
  INSTRUCTION_REVIEW: { kind: 'INSTRUCTION_REVIEW', text: 'Read the raw text, hidden characters included, before an agent reads it.' },
};

const ROWS: readonly (readonly [ReviewKind, string])[] = [
  ['NETWORK_REVIEW', 'no-external-fetch no-data-exfiltration no-tls-bypass'],
  ['SECRETS_REVIEW', 'no-hardcoded-secret no-env-dump no-credential-logging no-sensitive-env-access'],
  ['DEPENDENCY_REVIEW', 'no-untrusted-registry no-untrusted-dependency no-typosquat-dependency no-postinstall-script no-global-install no-package-publish'],
  ['CONFIGURATION_REVIEW', 'no-unsafe-vscode-settings no-unsafe-mcp-config no-unsafe-agent-settings no-agent-permission-bypass no-unbounded-agent no-unsafe-devcontainer no-unsafe-workflow no-unsafe-git no-restricted-path'],
  ['INSTRUCTION_REVIEW', 'no-prompt-injection no-hidden-text no-unexplained-disable'],
];
const KINDS: ReadonlyMap<string, ReviewKind> = new Map(ROWS.flatMap(([kind, rules]) => rules.split(' ').map((rule): [string, ReviewKind] => [rule, kind])));

/** What to look at for a rule (without prefix); everything else needs a person who reads the code. */
export function reviewOf(rule: string): ReviewKind {
  return KINDS.get(rule) ?? 'MANUAL_REVIEW';
}
