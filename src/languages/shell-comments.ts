import type { CommentRange } from './line-language.ts';

type Context = 'code' | 'group' | 'double' | 'brace' | 'backtick' | 'arithmetic' | 'parenthesis';

interface HereDocument {
  readonly delimiter: string;
  readonly stripsTabs: boolean;
}

const WORD_BREAKS = new Set(' \t\r\n;&|()<>`');
const MAX_CONTEXTS = 100;

/**
 * Comments of a shell script: `#` at the start of a word, outside quotes, expansions and here-documents. One pass over
 * the text without recursion; beyond a hundred nested quotes and substitutions nothing is taken for a comment.
 */
export function findShellComments(text: string): CommentRange[] {
  return text.includes('#') ? new CommentScanner(text).scan() : [];
}

class CommentScanner {
  readonly #text: string;
  readonly #comments: CommentRange[] = [];
  readonly #contexts: Context[] = ['code'];
  #pending: HereDocument[] = [];
  #index = 0;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): CommentRange[] {
    while (this.#index < this.#text.length && this.#contexts.length < MAX_CONTEXTS) {
      const context = this.#contexts.at(-1) ?? 'code';
      if (context === 'double') this.#stepDouble();
      else if (context === 'brace') this.#stepBrace();
      else if (context === 'arithmetic' || context === 'parenthesis') this.#stepArithmetic(context);
      else this.#stepCode(context);
    }
    return this.#comments;
  }

  /** `skip` characters are read; with `context`, what follows is inside it. */
  #enter(context: Context, skip: number): void {
    this.#contexts.push(context);
    this.#index += skip;
  }

  #leave(): void {
    if (this.#contexts.length > 1) this.#contexts.pop();
    this.#index += 1;
  }

  /** `$(`, `${`, `` ` `` and escapes, which mean the same in code and in double quotes. True when it read something. */
  #stepExpansion(context: Context): boolean {
    const character = this.#text[this.#index];
    if (character === '\\') this.#index += 2;
    else if (this.#text.startsWith('$((', this.#index)) this.#enter('arithmetic', 3);
    else if (character === '$' && this.#text[this.#index + 1] === '(') this.#enter('group', 2);
    else if (character === '$' && this.#text[this.#index + 1] === '{') this.#enter('brace', 2);
    else if (character === '`' && context === 'backtick') this.#leave();
    else if (character === '`') this.#enter('backtick', 1);
    else return false;
    return true;
  }

  #stepDouble(): void {
    if (this.#stepExpansion('double')) return;
    if (this.#text[this.#index] === '"') this.#leave();
    else this.#index += 1;
  }

  #stepBrace(): void {
    if (this.#stepExpansion('brace')) return;
    const character = this.#text[this.#index];
    if (character === '}') this.#leave();
    else if (character === '"') this.#enter('double', 1);
    else if (character === "'" && !this.#contexts.includes('double')) this.#skipSingle(1);
    else this.#index += 1;
  }

  /** `((…))`: neither `#` nor `<<` mean here what they mean in a command. */
  #stepArithmetic(context: Context): void {
    if (this.#stepExpansion(context)) return;
    const character = this.#text[this.#index];
    if (character === '(') this.#enter('parenthesis', 1);
    else if (character === ')') this.#leaveArithmetic(context);
    else this.#index += 1;
  }

  #leaveArithmetic(context: Context): void {
    if (context === 'arithmetic' && this.#text[this.#index + 1] === ')') this.#index += 1;
    this.#leave();
  }

  #stepCode(context: Context): void {
    if (this.#stepExpansion(context)) return;
    const text = this.#text;
    const character = text[this.#index] ?? '';
    if (character === "'") this.#skipSingle(1);
    else if (character === '$' && text[this.#index + 1] === "'") this.#skipAnsi();
    else if (character === '"') this.#enter('double', 1);
    else if (character === '(' && text[this.#index + 1] === '(') this.#enter('arithmetic', 2);
    else if (character === '(') this.#enter('group', 1);
    else if (character === ')' && context === 'group') this.#leave();
    else if (character === '#' && WORD_BREAKS.has(text[this.#index - 1] ?? '\n')) this.#readComment();
    else if (character === '<' && text[this.#index + 1] === '<') this.#readHereOperator();
    else if (character === '\n') this.#endLine();
    else this.#index += 1;
  }

  #skipSingle(skip: number): void {
    const end = this.#text.indexOf("'", this.#index + skip);
    this.#index = end < 0 ? this.#text.length : end + 1;
  }

  /** `$'…'`: a backslash escapes a quote in it. */
  #skipAnsi(): void {
    this.#index += 2;
    while (this.#index < this.#text.length && this.#text[this.#index] !== "'") {
      this.#index += this.#text[this.#index] === '\\' ? 2 : 1;
    }
    this.#index += 1;
  }

  #readComment(): void {
    const newline = this.#text.indexOf('\n', this.#index);
    let end = newline < 0 ? this.#text.length : newline;
    if (this.#text[end - 1] === '\r') end -= 1;
    this.#comments.push({ range: [this.#index, end], marker: 1 });
    this.#index = end;
  }

  /** `<<WORD`, `<<-WORD`, `<<'WORD'`; `<<<` is a here-string. */
  #readHereOperator(): void {
    const match = HERE_OPERATOR.exec(this.#text.slice(this.#index, this.#index + 100));
    if (!match) {
      this.#index += this.#text[this.#index + 2] === '<' ? 3 : 2;
      return;
    }
    this.#pending.push({ delimiter: (match[2] ?? '').replace(/["'\\]/g, ''), stripsTabs: match[1] === '-' });
    this.#index += match[0].length;
  }

  /** At a line end the bodies of this line's here-documents follow. */
  #endLine(): void {
    this.#index += 1;
    for (const document of this.#pending) this.#skipBody(document);
    this.#pending = [];
  }

  #skipBody({ delimiter, stripsTabs }: HereDocument): void {
    while (this.#index < this.#text.length) {
      const newline = this.#text.indexOf('\n', this.#index);
      const end = newline < 0 ? this.#text.length : newline;
      const line = this.#text.slice(this.#index, Math.min(end, this.#index + 10_000));
      this.#index = Math.min(end + 1, this.#text.length);
      const bare = (stripsTabs ? line.replace(/^\t+/, '') : line).replace(/\r$/, '');
      if (bare === delimiter) return;
    }
  }
}

const HERE_OPERATOR = /^<<(-?)[\t ]{0,20}('[^'\n]{1,60}'|"[^"\n]{1,60}"|\\?[A-Za-z_][\w.-]{0,60})/;
