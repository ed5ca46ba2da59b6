import type { AST } from 'toml-eslint-parser';

import { lineLanguage, lineRoot } from './line-language.ts';
import type { LineRoot } from './line-source.ts';
import { findTooDeepLine } from './nesting.ts';
import { load } from './require.ts';

/**
 * Root node of a TOML file. The parser's own root is a `Program`, on which every unscoped JavaScript rule would run,
 * so it hangs below ours as `toml` and is not traversed.
 */
export interface TomlRoot extends LineRoot {
  readonly type: 'TomlDocument';
  readonly toml: AST.TOMLProgram;
}

/** TOML (root `TomlDocument`, the parser's tree in its `toml`). */
export const tomlLanguage = lineLanguage((text): TomlRoot => {
  const deep = findTooDeepLine(text, 'brackets');
  if (deep !== null) throw new TomlError('This text nests too deeply to be read.', deep, 0);
  const toml = parseToml(text);
  return lineRoot('TomlDocument', text, toml.comments.map(({ range }) => ({ range, marker: 1 })), { toml }) as TomlRoot;
});

function parseToml(text: string): AST.TOMLProgram {
  const { parseTOML } = load('toml-eslint-parser') as typeof import('toml-eslint-parser');
  try {
    return parseTOML(text);
  } catch (error) {
    const { message, lineNumber, column } = error as { message?: string; lineNumber?: number; column?: number };
    throw new TomlError(message ?? 'This text is not TOML.', lineNumber ?? 1, column ?? 0);
  }
}

class TomlError extends Error {
  readonly line: number;
  readonly column: number;

  constructor(message: string, line: number, column: number) {
    super(message);
    this.line = line;
    this.column = column;
  }
}
