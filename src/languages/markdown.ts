import type { Language } from './language.ts';
import { LazyLanguage } from './lazy-language.ts';
import { load } from './require.ts';

type Mode = 'gfm' | 'commonmark';

const official = (mode: Mode) => (): Language => (load('@eslint/markdown') as { default: { languages: Record<Mode, Language> } }).default.languages[mode];

/** Markdown (mdast, root `root`) with YAML front matter as a node of type `yaml`. */
export const markdownLanguages = {
  gfm: new LazyLanguage({ load: official('gfm'), columnStart: 1, nesting: 'markdown', maxLength: 2_000_000, languageOptions: { frontmatter: 'yaml' } }),
  commonmark: new LazyLanguage({ load: official('commonmark'), columnStart: 1, nesting: 'markdown', maxLength: 2_000_000, languageOptions: { frontmatter: 'yaml' } }),
};
