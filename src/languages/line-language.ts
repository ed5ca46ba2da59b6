import { textOf } from './language.ts';
import type { Language } from './language.ts';
import { LineIndex, lineSource } from './line-source.ts';
import type { LineComment, LineRoot } from './line-source.ts';
import { LazyLanguage } from './lazy-language.ts';

/** A comment: its range with the marker, and how long the marker is. */
export interface CommentRange {
  readonly range: readonly [number, number];
  readonly marker: number;
}

/** Makes the root node of a text from its comments. */
export function lineRoot<Type extends LineRoot['type'], Extra extends object>(type: Type, text: string, comments: readonly CommentRange[], extra: Extra): LineRoot & Extra {
  const lines = new LineIndex(text);
  return {
    ...extra,
    type,
    range: [0, text.length],
    loc: lines.locate(0, text.length),
    comments: comments.map(({ range, marker }): LineComment => ({ type: 'Line', value: text.slice(range[0] + marker, range[1]), range, loc: lines.locate(range[0], range[1]) })),
  };
}

/** A language without nodes below its root; `parse` makes the root and throws for a text it cannot read. */
export function lineLanguage(parse: (text: string) => LineRoot): LazyLanguage {
  const language: Language = {
    fileType: 'text',
    lineStart: 1,
    columnStart: 0,
    nodeTypeKey: 'type',
    visitorKeys: { ShellScript: [], TextDocument: [], TomlDocument: [] },
    validateLanguageOptions() {},
    parse: (file) => ({ ok: true, ast: parse(textOf(file)) }),
    createSourceCode: (file, result) => lineSource(textOf(file), result.ast as LineRoot),
  };
  return new LazyLanguage({ load: () => language, columnStart: 0 });
}
