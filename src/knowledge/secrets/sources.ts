/** Public rule sets and lists that the catalogue's shapes were compared with. */
export const GITLEAKS = 'https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml';
export const BETTERLEAKS = 'https://github.com/betterleaks/betterleaks/blob/main/config/betterleaks.toml';
export const KINGFISHER = 'https://github.com/mongodb/kingfisher/tree/main/data/rules';
export const NOSEYPARKER = 'https://github.com/praetorian-inc/noseyparker/tree/main/crates/noseyparker/data/default/builtin/rules';
export const TRUFFLEHOG = 'https://github.com/trufflesecurity/trufflehog/tree/main/pkg/detectors';
export const SECRETLINT = 'https://github.com/secretlint/secretlint/tree/master/packages/@secretlint';
/** Names types without their shape; the length of such a type is unconfirmed. */
export const GITHUB_LIST = 'https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns';
