import agentSecurity from 'eslint-plugin-agent-security';
import policy from './agent-security.policy.mjs';

/** One configuration for all packages; each package's `lint` script runs it on its own folder. */
export default [
  ...agentSecurity.configs.recommended,
  {
    settings: { 'agent-security': policy },
    rules: { 'agent-security/no-external-fetch': ['error', { strict: true }] }, // no host that the policy does not name
  },
];
