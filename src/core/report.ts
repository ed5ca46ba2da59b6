import type { SourceRange } from '../surfaces/mapped-text.ts';
import type { AnySourceCode } from '../surfaces/source-code.ts';
import type { LintedFile } from './file.ts';
import { locate } from './locate.ts';
import { quote } from './quote.ts';

/** Something with a place in the linted file: a range, or a thing that has one. */
export type Place = SourceRange | { readonly range?: SourceRange | undefined };

export interface Edit {
  readonly range: SourceRange;
  readonly text: string;
}

export interface Finding<Message extends string> {
  readonly at: Place;
  readonly message: Message;
  /** Reported at the column before the line's first, where no directive of that line or of a whole-file comment on it applies. */
  readonly unsuppressable?: boolean;
  /** Values for the message's placeholders. Strings are escaped and capped before they are printed. */
  readonly data?: Readonly<Record<string, string | number>>;
  readonly suggest?: readonly { readonly message: Message; readonly data?: Readonly<Record<string, string | number>>; readonly edits: readonly Edit[] }[];
}

/**
 * Findings of one rule in one file that are listed one by one. Nobody reads more, and ESLint takes seconds for some
 * hundred thousand of them; the others are counted and told by one finding.
 */
export const MAX_LISTED = 1000;
/** The message of that finding, which every rule has besides its own. */
export const REST = { more: '… and {{count}} more of this rule in this file, not listed one by one. Fix those that are listed and lint again.' } as const;
/**
 * What may silence a part of a file. There every finding is listed: only ESLint knows which of them a comment covers, and a
 * finding that stands for others must not be silenced in their place.
 */
const DISABLES = /(?:eslint|oxlint)-disable/;

/** The way from a rule's findings in one file to ESLint. Costs nothing until there is one. */
export class Reporter<Message extends string> {
  readonly #context: { report(descriptor: never): void };
  readonly #file: LintedFile;
  #seen: Map<string, Set<number>> | null = null;
  #listed = 0;
  #isUnlimited: boolean | undefined;
  #left: { readonly first: SourceRange; count: number } | null = null;

  constructor(context: { report(descriptor: never): void }, file: LintedFile) {
    this.#context = context;
    this.#file = file;
  }

  /** Reports each message at each place once; turns ranges into locations and data into safe text. */
  readonly report = ({ at, message, data, suggest, unsuppressable }: Finding<Message>): void => {
    const { sourceCode, text } = this.#file;
    const [start, end] = placeOf(at, text.length);
    if (!this.#isNew(message, start, end)) return;
    if (this.#listed >= MAX_LISTED && !(this.#isUnlimited ??= DISABLES.test(text))) {
      this.#left ??= { first: [start, end], count: 0 };
      this.#left.count += 1;
      return;
    }
    this.#listed += 1;
    const last = locate(sourceCode, end);
    const problem = {
      messageId: message,
      data: safeData(data),
      ...(suggest && suggest.length > 0
        ? {
            suggest: suggest.map((entry) => ({
              messageId: entry.message,
              data: safeData(entry.data),
              fix: (fixer: { replaceTextRange(range: SourceRange, text: string): unknown }) => entry.edits.map((edit) => fixer.replaceTextRange(edit.range, edit.text)),
            })),
          }
        : {}),
    };
    if (unsuppressable) {
      try {
        this.#send({ ...problem, loc: { start: beforeLine(sourceCode, text, start), end: last } });
        return;
      } catch {} // oxlint refuses a place outside of the text, and would drop the file's other findings
    }
    this.#send({ ...problem, loc: { start: locate(sourceCode, start), end: last } });
  };

  /** Says how many findings were left out; called when the rule is done with the file. */
  finish(): void {
    if (!this.#left) return;
    const { first: [start, end], count } = this.#left;
    const { sourceCode } = this.#file;
    this.#send({ messageId: 'more' satisfies keyof typeof REST, data: { count: String(count) }, loc: { start: locate(sourceCode, start), end: locate(sourceCode, end) } });
  }

  /** True once for each message at each place. */
  #isNew(message: string, start: number, end: number): boolean {
    this.#seen ??= new Map();
    const places = this.#seen.get(message);
    const place = start * (this.#file.text.length + 1) + end;
    if (places?.has(place) === true) return false;
    if (places) places.add(place);
    else this.#seen.set(message, new Set([place]));
    return true;
  }

  #send(descriptor: object): void {
    this.#context.report(descriptor as never);
  }
}

/** The place before the first column of a line, in the column base of the language. */
function beforeLine(sourceCode: AnySourceCode, text: string, index: number): { line: number; column: number } {
  const first = locate(sourceCode, index === 0 ? 0 : text.lastIndexOf('\n', index - 1) + 1);
  return { line: first.line, column: first.column - 1 };
}

/** Keeps every report inside the file: an impossible range becomes the nearest possible one. */
export function placeOf(place: Place, length: number): SourceRange {
  const range = isRange(place) ? place : place.range;
  const start = Math.min(Math.max(range?.[0] ?? 0, 0), length);
  return [start, Math.min(Math.max(range?.[1] ?? start, start), length)];
}

function isRange(place: Place): place is SourceRange {
  return Array.isArray(place);
}

/** Placeholders that hold a phrase of a table, not a piece of linted text, and the characters that these may have. */
const PHRASES: ReadonlyMap<string, number> = new Map([['effect', 100], ['classes', 100], ['variable', 100]]);

function safeData(data: Readonly<Record<string, string | number>> | undefined): Record<string, string> {
  const safe: Record<string, string> = {};
  for (const [name, value] of Object.entries(data ?? {})) safe[name] = quote(String(value), PHRASES.get(name));
  return safe;
}
