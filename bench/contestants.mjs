// Who is measured: this plugin and its peers, each with the preset that it recommends.
import plugin from '../dist/index.js';

/** The peers that are installed; `load` gives an array of configuration objects. */
const PEERS = [
  { name: 'eslint-plugin-security', load: async () => [(await import('eslint-plugin-security')).default.configs.recommended] },
  {
    name: 'eslint-plugin-no-secrets',
    load: async () => [{ plugins: { 'no-secrets': (await import('eslint-plugin-no-secrets')).default }, rules: { 'no-secrets/no-secrets': 'error', 'no-secrets/no-pattern-match': 'error' } }],
  },
  { name: 'eslint-plugin-node-security', load: async () => [(await import('eslint-plugin-node-security')).configs.recommended].flat() },
  { name: 'eslint-plugin-secure-coding', load: async () => [(await import('eslint-plugin-secure-coding')).configs.recommended].flat() },
  { name: 'eslint-plugin-no-unsanitized', load: async () => [(await import('eslint-plugin-no-unsanitized')).default.configs.recommended].flat() },
  { name: 'sonarjs security rules', load: async () => [securityRulesOf('sonarjs', (await import('eslint-plugin-sonarjs')).default)] },
];

/** Rules of sonarjs about security: those whose recommended preset names and whose documentation calls a hotspot or vulnerability. */
const SONAR_SECURITY = new Set([
  'code-eval', 'no-hardcoded-passwords', 'no-hardcoded-secrets', 'os-command', 'no-os-command-from-path', 'encryption-secure-mode', 'hashing', 'no-clear-text-protocols', 'no-hardcoded-ip', 'insecure-jwt-token', 'unverified-certificate',
  'unverified-hostname', 'weak-ssl', 'pseudo-random', 'publicly-writable-directories', 'file-permissions', 'no-weak-cipher', 'no-weak-keys', 'cors', 'csrf', 'cookie-no-httponly', 'insecure-cookie', 'hidden-files', 'production-debug', 'sql-queries', 'xml-parser-xxe', 'link-with-target-blank', 'post-message',
]);

function securityRulesOf(key, plugin) {
  const names = Object.keys(plugin.rules).filter((name) => SONAR_SECURITY.has(name));
  return { plugins: { [key]: plugin }, rules: Object.fromEntries(names.map((name) => [`${key}/${name}`, 'error'])) };
}

export async function contestants() {
  const own = ['recommended', 'strict'].map((preset) => ({ name: `agent-security ${preset}`, config: plugin.configs[preset] }));
  const peers = [];
  for (const { name, load } of PEERS) peers.push({ name, config: await load() });
  return [...own, ...peers];
}
