/** What every language's SourceCode offers; the surfaces use nothing else without checking the language first. */
export interface AnySourceCode {
  readonly ast: { readonly type: string };
  readonly text: string;
  readonly lines: readonly string[];
  getLocFromIndex(index: number): { line: number; column: number };
  readonly parserServices?: Readonly<Record<string, unknown>>;
  readonly visitorKeys?: Readonly<Record<string, readonly string[]>>;
  readonly scopeManager?: unknown;
}

export type LanguageName = 'javascript' | 'json' | 'yaml' | 'toml' | 'markdown' | 'shell' | 'text';

/**
 * The language a file was parsed as, told by its root node and parser services (never by constructor or by file
 * name: several copies of a language may be installed, and the user's own language for a file may win).
 */
export function languageOf(sourceCode: AnySourceCode): LanguageName {
  const services = sourceCode.parserServices ?? {};
  switch (sourceCode.ast.type) {
    case 'Document':
      return 'json';
    case 'root':
      return 'markdown';
    case 'ShellScript':
      return 'shell';
    case 'TextDocument':
      return 'text';
    case 'TomlDocument':
      return 'toml';
    default:
      if (services['isJSON'] === true) return 'json';
      if (services['isYAML'] === true) return 'yaml';
      if (services['isTOML'] === true) return 'toml';
      return 'javascript';
  }
}
