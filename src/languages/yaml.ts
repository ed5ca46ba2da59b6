import type { Language } from './language.ts';
import { LazyLanguage } from './lazy-language.ts';
import { load } from './require.ts';

/** YAML as eslint-plugin-yml reads it (root `Program`, `parserServices.isYAML`), so that its rules run on our files. */
export const yamlLanguages = {
  yaml: new LazyLanguage({
    load: () => (load('eslint-plugin-yml') as { languages: { yaml: Language } }).languages.yaml,
    columnStart: 0,
    nesting: 'indentation',
    maxLength: 4_000_000,
  }),
};
