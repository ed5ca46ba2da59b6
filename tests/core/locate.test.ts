import { expect, it } from 'vitest';

import { locate } from '../../src/core/locate.ts';
import { fileOf } from '../surfaces/carriers/helpers.ts';

const TEXTS: readonly (readonly [file: string, text: string])[] = [
  ['package.json', '{\n  "a": 1,\r\n  "b":\r 2 }\n'],
  ['package.json', '{ "a": "one long line" }'],
  ['.vscode/settings.json', '// c\n{ }\n\n'],
  ['CLAUDE.md', '# A\r\n\r\ntext\n\n- b\rc\n'],
  ['.github/workflows/a.yml', '\n\na: 1\nb:\r\n  - c\n'],
  ['.github/workflows/a.yml', '# c\n'],
  ['run.sh', 'a\rb\r\nc\n'],
  ['.codex/config.toml', 'a = 1\r\nb = 2'],
  ['.npmrc', 'a=b\n\u2028c=d\n'],
  ['a.js', 'a;\u2028b;\r\nc;\rd;\n'],
];

it.each(TEXTS)('%s %j: every index has the place that the SourceCode gives it', (file, text) => {
  const { sourceCode } = fileOf(file, text);
  for (let index = 0; index <= text.length; index += 1) expect(locate(sourceCode, index), String(index)).toEqual(sourceCode.getLocFromIndex(index));
});
