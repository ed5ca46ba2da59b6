import type { Language } from './language.ts';
import { LazyLanguage } from './lazy-language.ts';
import { load } from './require.ts';

type Mode = 'gfm' | 'commonmark';

const official = (mode: Mode) => (): Language => (load('@eslint/markdown') as { default: { languages: Record<Mode, Language> } }).default.languages[mode];

const PARENTS = [
  'root', 'paragraph', 'heading', 'blockquote', 'list', 'listItem', 'table', 'tableRow', 'tableCell', 'emphasis', 'strong', 'delete', 'link', 'linkReference',
  'footnoteDefinition',
];
const LEAVES = ['text', 'inlineCode', 'code', 'html', 'image', 'imageReference', 'break', 'thematicBreak', 'definition', 'footnoteReference', 'yaml'];

/** The parser's package does not name them; rules of others look up the root's. */
const visitorKeys: Record<string, string[]> = Object.fromEntries([...PARENTS.map((type) => [type, ['children']]), ...LEAVES.map((type) => [type, []])]);

/** Markdown (mdast, root `root`) with YAML front matter as a node of type `yaml`. */
export const markdownLanguages = {
  gfm: new LazyLanguage({ load: official('gfm'), columnStart: 1, nesting: 'markdown', visitorKeys, maxLength: 2_000_000, languageOptions: { frontmatter: 'yaml' } }),
  commonmark: new LazyLanguage({ load: official('commonmark'), columnStart: 1, nesting: 'markdown', visitorKeys, maxLength: 2_000_000, languageOptions: { frontmatter: 'yaml' } }),
};
