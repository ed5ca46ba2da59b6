import { withCompatibility } from './compatibility.ts';
import { textOf } from './language.ts';
import type { Language, LanguageContext, Parsed, ParseOutcome, ParseProblem, SourceFile, TextSource } from './language.ts';
import { findCrowdedLine, findTooDeepLine, findUnderlinedLine } from './nesting.ts';
import type { NestingStyle } from './nesting.ts';
import { findTooWideLine } from './width.ts';

export interface LazyLanguageOptions {
  /** Loads the real language; called when the first such file is parsed. */
  readonly load: () => Language;
  /** The column that the real language gives to the first character of a line. */
  readonly columnStart: 0 | 1;
  /** Language options the real language always gets. Options of the user's configuration are ignored. */
  readonly languageOptions?: Readonly<Record<string, unknown>>;
  /** Which properties of a node hold its children, where the real language does not say it. */
  readonly visitorKeys?: Record<string, string[]>;
  /** How the text nests, where the real parser does not survive deep nesting. */
  readonly nesting?: NestingStyle;
  /** Longest text in characters: the real parser's time for more is minutes. */
  readonly maxLength?: number;
  /** Turns the text into one of the same length that the real parser takes. */
  readonly prepare?: (text: string, path: string) => string;
}

/**
 * A language that costs nothing until the first file is parsed, survives every configuration around it (no language
 * option of another language is refused) and never throws: whatever goes wrong is a parse error of the file.
 */
export class LazyLanguage implements Language {
  readonly fileType = 'text';
  readonly lineStart = 1;
  readonly nodeTypeKey = 'type';
  readonly columnStart: 0 | 1;
  readonly #options: LazyLanguageOptions;
  readonly #context: LanguageContext;
  readonly #sources = new WeakMap<object, TextSource>();
  #language: Language | undefined;

  constructor(options: LazyLanguageOptions) {
    this.#options = options;
    this.#context = { languageOptions: { ...options.languageOptions } };
    this.columnStart = options.columnStart;
  }

  get visitorKeys(): Record<string, string[]> {
    return this.#options.visitorKeys ?? this.#load().visitorKeys ?? {};
  }

  validateLanguageOptions(): void {}

  normalizeLanguageOptions(languageOptions: Record<string, unknown>): Record<string, unknown> {
    return { ...languageOptions, ecmaVersion: 2026, sourceType: 'module', globals: {}, parserOptions: {}, parser: undefined };
  }

  matchesSelectorClass(): boolean {
    return false;
  }

  parse(file: SourceFile): ParseOutcome {
    const { prepare } = this.#options;
    try {
      const body = textOf(file);
      const refused = this.#refuse(body);
      if (refused) return failure([refused], this.columnStart);
      const result = this.#load().parse({ ...file, body: prepare ? prepare(body, file.path) : body }, this.#context);
      if (!result.ok) return failure(result.errors, this.columnStart);
      const source = this.#createSource({ ...file, body }, result);
      // Walks the tree now: a tree too deep to be walked is a parse error, not a crash of the run.
      for (const step of source.traverse()) void step;
      this.#sources.set(result.ast, source);
      return result;
    } catch (error) {
      return failure([{ message: error instanceof Error ? error.message : 'This text cannot be read.', line: 1, column: this.columnStart }], this.columnStart);
    }
  }

  /** What stands against parsing the text at all. */
  #refuse(body: string): Partial<ParseProblem> | null {
    const { nesting, maxLength = MAX_LENGTH } = this.#options;
    if (body.length > maxLength) return { message: `This text is longer than ${maxLength} characters and was not read. Split the file or ignore it.` };
    const line = nesting ? findTooDeepLine(body, nesting) : null;
    if (line !== null) return { message: 'This text nests too deeply to be read.', line };
    const wide = nesting === 'indentation' ? findTooWideLine(body) : null;
    if (wide !== null) return { message: 'This mapping holds too many keys to be read.', line: wide };
    const underlined = nesting === 'markdown' ? findUnderlinedLine(body) : null;
    if (underlined !== null) return { message: 'This text holds too many underlined headings to be read. Begin them with #.', line: underlined };
    const crowded = nesting === 'markdown' ? findCrowdedLine(body) : null;
    return crowded === null ? null : { message: 'This paragraph holds too many addresses to be read.', line: crowded };
  }

  createSourceCode(file: SourceFile, result: Parsed): TextSource {
    return this.#sources.get(result.ast) ?? this.#createSource(file, result);
  }

  #createSource(file: SourceFile, result: Parsed): TextSource {
    return withCompatibility(this.#load().createSourceCode(file, result, this.#context), this.visitorKeys);
  }

  #load(): Language {
    return (this.#language ??= this.#options.load());
  }
}

const MAX_LENGTH = 20_000_000;
const MAX_MESSAGE = 200;

/** Every problem with a text and a place, whatever the parser left out. */
function failure(problems: readonly Partial<ParseProblem>[], columnStart: number): ParseOutcome {
  const errors = problems.map(({ message, line, column }) => ({
    message: (message || 'This text cannot be read.').slice(0, MAX_MESSAGE),
    line: line ?? 1,
    column: column ?? columnStart,
  }));
  return { ok: false, errors };
}
