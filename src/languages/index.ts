import { jsonLanguages } from './json.ts';
import type { Language } from './language.ts';
import { markdownLanguages } from './markdown.ts';
import { shellLanguage } from './shell.ts';
import { textLanguage } from './text.ts';
import { tomlLanguage } from './toml.ts';
import { yamlLanguages } from './yaml.ts';

export type { Language } from './language.ts';

export interface LanguagePlugin {
  meta: { name: string; version: string; namespace: string };
  languages: Record<string, Language>;
}

/**
 * The languages as plugins that hold nothing else, under keys of our own: two plugins under one key are a
 * configuration error, so the keys `json`, `markdown` and `yml` stay free for the user's copies. `meta.namespace` holds
 * the official name, by which ESLint lets the official plugin's rules run on our files.
 */
export function languagePlugins(name: string, version: string): Record<'agent-security-json' | 'agent-security-markdown' | 'agent-security-yaml' | 'agent-security-text', LanguagePlugin> {
  const plugin = (family: string, namespace: string, languages: Record<string, Language>): LanguagePlugin => ({ meta: { name: `${name}/${family}`, version, namespace }, languages });
  return {
    'agent-security-json': plugin('json', 'json', jsonLanguages),
    'agent-security-markdown': plugin('markdown', 'markdown', markdownLanguages),
    'agent-security-yaml': plugin('yaml', 'yml', yamlLanguages),
    'agent-security-text': plugin('text', 'agent-security-text', { shell: shellLanguage, text: textLanguage, toml: tomlLanguage }),
  };
}
