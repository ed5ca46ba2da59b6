// A typed ESLint configuration that uses everything a consumer may write: presets, policy, and the options of each rule.

/**
 * @param {{ rules: Record<string, { meta: { defaultOptions: readonly object[] } }> }} plugin
 * @param {string} specifier What the configuration imports the plugin from.
 */
export function typedConfig(plugin, specifier) {
  const rules = Object.entries(plugin.rules).map(([name, { meta }]) => [`agent-security/${name}`, meta.defaultOptions[0] ?? null]);
  const withOptions = rules.filter(([, options]) => options !== null);
  const each = withOptions.map(([id, options]) => `  '${id}': ${JSON.stringify(options)},`).join('\n');
  const [first = 'agent-security/none'] = withOptions[0] ?? [];
  return `import { defineConfig } from 'eslint/config';
import type { ESLint, Linter } from 'eslint';
import plugin, { type AgentRule, type Policy, type PolicySettings, type RuleOptions } from '${specifier}';

const policy: PolicySettings = { allowedHosts: ['api.example.com', '*.example.org'], trustedRegistries: ['npm.example.com'], protectedBranches: ['main', 'release/**'], restrictedPaths: ['~/vault/**'], allowedPaths: [], allowedInstallScripts: ['node x.js'], allowedInstallers: [], allowedCommands: ['git'], allowedPackages: ['a'], allowedNames: ['PUBLIC_KEY'] };
const whole: Partial<Policy> = policy;
const options: RuleOptions = {
${rules.filter(([, given]) => given === null).map(([id]) => `  '${id}': {},`).join('\n')}
${each}
} as const satisfies { [Id in keyof RuleOptions]: RuleOptions[Id] };
const some: Pick<RuleOptions, '${first}'> = { '${first}': {} };
// @ts-expect-error: no such option
const wrongOption: RuleOptions['${first}'] = { noSuchOption: true };
// @ts-expect-error: no such rule
const wrongRule: keyof RuleOptions = 'agent-security/no-such-rule';
// @ts-expect-error: no such list
const wrongPolicy: PolicySettings = { allowedHost: [] };
// @ts-expect-error: a list of texts
const wrongList: PolicySettings = { allowedHosts: 'api.example.com' };

plugin satisfies ESLint.Plugin;
const rule: AgentRule = plugin.rules['no-dynamic-code'];
const spread: Linter.Config[] = [...plugin.configs.recommended, ...plugin.configs.strict, { settings: { 'agent-security': policy } }];
export { options, rule, some, spread, whole, wrongList, wrongOption, wrongPolicy, wrongRule };
export default defineConfig(
  { plugins: { 'agent-security': plugin }, extends: ['agent-security/recommended'] },
  { extends: [plugin.configs.recommended], settings: { 'agent-security': policy }, rules: { '${first}': ['error', options['${first}']] } },
  plugin.configs.strict,
);
`;
}

/** For every TypeScript from 5.9 on. */
export const TSCONFIG = JSON.stringify({
  compilerOptions: { target: 'ES2023', module: 'NodeNext', strict: true, noEmit: true, skipLibCheck: true, types: [], verbatimModuleSyntax: true },
  files: ['eslint.config.mts'],
});
