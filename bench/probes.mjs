/** What the start-up and memory probes import, by name; `plain` is ESLint alone. Imports nothing itself. */
export const PROBES = {
  plain: [],
  'agent-security': ['../dist/index.js'],
  'eslint-plugin-security': ['eslint-plugin-security'],
  'eslint-plugin-no-secrets': ['eslint-plugin-no-secrets'],
  'security + no-secrets': ['eslint-plugin-security', 'eslint-plugin-no-secrets'],
};
