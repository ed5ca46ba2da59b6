import type { Language } from './language.ts';
import { LazyLanguage } from './lazy-language.ts';
import { load } from './require.ts';

type Mode = 'json' | 'jsonc' | 'json5';

const official = (mode: Mode) => (): Language => (load('@eslint/json') as { default: { languages: Record<Mode, Language> } }).default.languages[mode];

/** JSON (momoa's AST, root `Document`). JSON with comments takes trailing commas; JSON5 takes gyp files too. */
export const jsonLanguages = {
  json: new LazyLanguage({ load: official('json'), columnStart: 1, nesting: 'brackets' }),
  jsonc: new LazyLanguage({ load: official('jsonc'), columnStart: 1, nesting: 'brackets', languageOptions: { allowTrailingCommas: true } }),
  json5: new LazyLanguage({ load: official('json5'), columnStart: 1, nesting: 'brackets', prepare: (text, path) => (/\.gypi?$/.test(path) ? blankHashComments(text) : text) }),
};

/**
 * GYP files are JSON5 with `#` comments (they are read as Python literals). Comments become spaces, so that every
 * position stays; a `#` inside a string stays.
 */
export function blankHashComments(text: string): string {
  if (!text.includes('#')) return text;
  const pieces: string[] = [];
  let quote = '';
  let copied = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (quote !== '') {
      if (character === '\\') index += 1;
      else if (character === quote || character === '\n') quote = '';
    } else if (character === '"' || character === "'") {
      quote = character;
    } else if (character === '#') {
      const end = lineEnd(text, index);
      pieces.push(text.slice(copied, index), ' '.repeat(end - index));
      copied = end;
      index = end - 1;
    }
  }
  return pieces.join('') + text.slice(copied);
}

function lineEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return end;
}
