import agentSecurity from 'eslint-plugin-agent-security';

/** One configuration for all packages; each package's `lint` script runs it on its own folder. */
export default [...agentSecurity.configs.recommended, { settings: { 'agent-security': { allowedHosts: ['*.example.com'] } } }];
