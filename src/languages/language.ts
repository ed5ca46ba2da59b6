/** The part of ESLint's language contract that we implement; structural, so that no types package is needed to use us. */
export interface Language {
  fileType: 'text';
  lineStart: 0 | 1;
  columnStart: 0 | 1;
  nodeTypeKey: string;
  readonly visitorKeys?: Record<string, string[]>;
  validateLanguageOptions(languageOptions: Record<string, unknown>): void;
  normalizeLanguageOptions?(languageOptions: Record<string, unknown>): Record<string, unknown>;
  matchesSelectorClass?(className: string, node: unknown, ancestry: unknown[]): boolean;
  parse(file: SourceFile, context: LanguageContext): ParseOutcome;
  createSourceCode(file: SourceFile, result: Parsed, context: LanguageContext): TextSource;
}

export interface LanguageContext {
  languageOptions: Record<string, unknown>;
}

/** A file as ESLint hands it to a language; a byte-order mark is already taken off `body`. */
export interface SourceFile {
  path: string;
  physicalPath: string;
  bom: boolean;
  body: string | Uint8Array;
}

export interface Position {
  line: number;
  column: number;
}

export interface Location {
  start: Position;
  end: Position;
}

export interface ParseProblem extends Position {
  message: string;
}

export interface Parsed {
  ok: true;
  ast: object;
}

export type ParseOutcome = Parsed | { ok: false; errors: ParseProblem[] };

/** The part of a text SourceCode that ESLint asks for. */
export interface TextSource {
  ast: object;
  text: string;
  getLoc(element: object): Location;
  getRange(element: object): [number, number];
  traverse(): Iterable<TraversalStep>;
}

export type TraversalStep =
  | { kind: 1; target: unknown; phase: 1 | 2; args: unknown[] }
  | { kind: 2; target: string; phase?: string; args: unknown[] };

/** The text of a file; bytes (no language of ours asks for them) are decoded. */
export function textOf(file: SourceFile): string {
  return typeof file.body === 'string' ? file.body : new TextDecoder().decode(file.body);
}
