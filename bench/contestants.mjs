// Who is measured: this plugin and its peers, each with the preset that it recommends.
import plugin from '../dist/index.js';

/** The peers that are installed; `load` gives an array of configuration objects. */
const PEERS = [
  { name: 'eslint-plugin-security', load: async () => [(await import('eslint-plugin-security')).default.configs.recommended] },
  {
    name: 'eslint-plugin-no-secrets',
    load: async () => [{ plugins: { 'no-secrets': (await import('eslint-plugin-no-secrets')).default }, rules: { 'no-secrets/no-secrets': 'error', 'no-secrets/no-pattern-match': 'error' } }],
  },
];

export async function contestants() {
  const own = ['recommended', 'strict'].map((preset) => ({ name: `agent-security ${preset}`, config: plugin.configs[preset] }));
  const peers = [];
  for (const { name, load } of PEERS) peers.push({ name, config: await load() });
  return [...own, ...peers];
}
