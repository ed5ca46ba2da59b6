import type { ESLint } from 'eslint';

import packageJson from '../package.json' with { type: 'json' };
import { presetOf } from './configs/index.ts';
import type { PresetEntry } from './configs/index.ts';
import type { AgentRule } from './core/define-rule.ts';
import { languagePlugins } from './languages/index.ts';
import type { Language } from './languages/index.ts';
import { rules } from './rules/index.ts';
import type { Rules } from './rules/index.ts';

export type { AgentRule, Level, RuleDocs, Severity, Surface } from './core/define-rule.ts';
export type { PresetEntry } from './configs/index.ts';
export type { Policy, PolicySettings } from './core/policy.ts';

type OptionsOf<Rule> = Rule extends AgentRule<string, infer Options> ? Partial<Options> & { strict?: boolean } : never;

/** The options of every rule, by rule id: `RuleOptions['agent-security/no-external-fetch']`. */
export type RuleOptions = { [Name in keyof Rules & string as `agent-security/${Name}`]: OptionsOf<Rules[Name]> };

/** The plugin, typed so that it fits ESLint 9 and 10 without a cast. */
export interface AgentSecurityPlugin {
  meta: { name: string; version: string; namespace: string };
  rules: Pick<Rules, keyof Rules>;
  languages: Record<string, Language>;
  configs: {
    /** Silent on honest code: what it reports deserves a look. */
    recommended: PresetEntry[];
    /** Reports every capability, for code that nobody vouches for. */
    strict: PresetEntry[];
  };
}

const { name, version } = packageJson;
const families = languagePlugins(name, version);

const plugin: AgentSecurityPlugin = {
  meta: { name, version, namespace: 'agent-security' },
  rules,
  languages: Object.assign({}, ...Object.values(families).map((family) => family.languages)) as Record<string, Language>,
  configs: { recommended: [], strict: [] },
};
const parts = { rules: { ...rules } as Record<string, AgentRule>, plugins: { 'agent-security': plugin, ...families } };
plugin.configs.recommended = presetOf('recommended', parts);
plugin.configs.strict = presetOf('strict', parts);

export default plugin satisfies ESLint.Plugin;
