import type { AgentRule, Severity } from '../core/define-rule.ts';
import type { LanguagePlugin } from '../languages/index.ts';
import { fileEntries } from './files.ts';

export type Preset = 'recommended' | 'strict';

export interface PresetParts {
  readonly rules: Readonly<Record<string, AgentRule>>;
  /** Everything that the entries register, by plugin key; `agent-security` is the plugin itself. */
  readonly plugins: Readonly<Record<string, object>> & Readonly<Record<`agent-security-${string}`, LanguagePlugin>>;
}

type PresetRule = Severity | 'off' | [Severity, { strict: true }];

/**
 * An entry of a preset, typed by what it holds and not as ESLint's own configuration object: releases of ESLint exist
 * whose `Linter.Config` does not fit their own `defineConfig` (9.38.0, as npm installs it today). This fits both.
 */
export interface PresetEntry {
  name: string;
  files?: string[];
  ignores?: string[];
  plugins: Record<string, object>;
  language?: string;
  rules: Record<string, PresetRule>;
  linterOptions?: { noInlineConfig: boolean };
}

const NAMESPACE = 'agent-security';

/** Rules that read lockfiles; all others are off there. */
const LOCKFILE_RULES: ReadonlySet<string> = new Set(['no-untrusted-dependency', 'no-hardcoded-secret', 'no-hidden-text', 'no-unexplained-disable']);

/**
 * A preset: one entry without `files`, which turns the rules on for whatever the user lints, then one self-contained
 * entry per language, which brings files that ESLint would not look at.
 *
 * In strict, a comment cannot silence a finding outside code: there the text may come from whom the rules look for.
 */
export function presetOf(preset: Preset, { rules, plugins }: PresetParts): PresetEntry[] {
  const plugin = plugins[NAMESPACE] as object;
  const settings = ruleSettings(preset, rules);
  const everywhere: PresetEntry = { name: `${NAMESPACE}/${preset}`, plugins: { [NAMESPACE]: plugin }, rules: settings };
  const perLanguage = fileEntries().map(({ name, files, ignores, plugin: key, language, lockfiles }): PresetEntry => ({
    name: `${NAMESPACE}/${preset}/${name}`,
    files: [...files],
    ...(ignores ? { ignores: [...ignores] } : {}),
    plugins: { [NAMESPACE]: plugin, [key]: plugins[key] as object },
    language: `${key}/${language}`,
    rules: lockfiles ? lockfileSettings(settings) : settings,
    ...(preset === 'strict' ? { linterOptions: { noInlineConfig: true } } : {}),
  }));
  return [everywhere, ...perLanguage];
}

function ruleSettings(preset: Preset, rules: PresetParts['rules']): PresetEntry['rules'] {
  const settings: PresetEntry['rules'] = {};
  for (const [name, { meta }] of Object.entries(rules)) {
    const severity = meta.docs.presets[preset];
    if (severity === 'off') continue;
    settings[`${NAMESPACE}/${name}`] = preset === 'strict' && meta.docs.strictOption ? [severity, { strict: true }] : severity;
  }
  return settings;
}

function lockfileSettings(settings: PresetEntry['rules']): PresetEntry['rules'] {
  const prefix = `${NAMESPACE}/`.length;
  return Object.fromEntries(Object.entries(settings).map(([id, setting]) => [id, LOCKFILE_RULES.has(id.slice(prefix)) ? setting : 'off']));
}
