import type { Mark, SourceRange } from '../mapped-text.ts';
import type { ShellAssignment, ShellNode, ShellRedirect, ShellTree, ShellWord, WordPiece } from './tree.ts';

const MAX_TEXT = 256 * 1024;
const MAX_DEPTH = 20;

/**
 * PowerShell text as far as commands go: `;`, `|`, quotes, back-tick escapes, `$x`, `$(…)`, `(…)`, `{…}`, `& cmd`,
 * `$x = …`. Expressions are words with their parentheses as substitutions. Never throws.
 */
export function parsePowershell(text: string): ShellTree {
  const limits = { incomplete: text.length > MAX_TEXT };
  const scanner = new PowershellScanner(text.slice(0, MAX_TEXT), 0, 0, limits);
  return { nodes: scanner.read(''), incomplete: limits.incomplete };
}

/** The command that a value alone stands for. */
function printing(at: number): ShellWord {
  return { pieces: [{ kind: 'text', value: 'Write-Output', quoted: false, marks: [[0, at]], range: [at, at] }], range: [at, at] };
}

const VARIABLE = /^\$(?:\{(?:env:)?([^}]{1,80})\}|(?:env:|global:|script:|local:)?([A-Za-z_]\w{0,80}|[?$]))/i;

class PowershellScanner {
  readonly #text: string;
  readonly #depth: number;
  readonly #limits: { incomplete: boolean };
  at: number;
  #nodes: ShellNode[] = [];
  #stages: ShellNode[] = [];
  #words: ShellWord[] = [];
  #redirects: ShellRedirect[] = [];
  #isCall = false;

  constructor(text: string, at: number, depth: number, limits: { incomplete: boolean }) {
    this.#text = text;
    this.at = at;
    this.#depth = depth;
    this.#limits = limits;
  }

  /** Statements up to the closing character, which is taken; up to the end of the text with `''`. */
  read(close: string): ShellNode[] {
    while (this.at < this.#text.length) {
      const character = this.#text[this.at] ?? '';
      if (character === close || (close === '' && (character === ')' || character === '}'))) {
        this.at += 1;
        if (close !== '') break;
        this.#endPipeline();
        continue;
      }
      this.#step(character);
    }
    this.#endPipeline();
    return this.#nodes;
  }

  #step(character: string): void {
    const two = this.#text.slice(this.at, this.at + 2);
    if (character === '`' && /^`\r?\n/.test(this.#text.slice(this.at, this.at + 3))) this.at += two === '`\r' ? 3 : 2;
    else if (two === '&&' || two === '||') this.#separator(2, false);
    else if (character === '|') this.#separator(1, true);
    else if (character === ';' || character === '\n') this.#separator(1, false);
    else if (two === '<#') this.at = this.#indexAfter('#>');
    else if (character === '#' && this.#isWordStart()) this.at = this.#lineEnd();
    else if (/\s/.test(character) || character === ',') this.at += 1;
    else if (/^[1-6*]?>/.test(two)) this.#redirect();
    else if ((character === '&' || character === '.') && this.#words.length === 0 && /[\s("'{$]/.test(this.#text[this.at + 1] ?? '')) this.#call();
    else if (character === '=' && this.#assign()) return;
    else this.#words.push(this.#word());
  }

  /** `& 'name'` and `. file` run what follows, also when it is quoted. */
  #call(): void {
    this.at += 1;
    this.#isCall = true;
  }

  #isWordStart(): boolean {
    return this.at === 0 || /[\s;({]/.test(this.#text[this.at - 1] ?? '');
  }

  #indexAfter(end: string): number {
    const index = this.#text.indexOf(end, this.at);
    return index < 0 ? this.#text.length : index + end.length;
  }

  #lineEnd(): number {
    const index = this.#text.indexOf('\n', this.at);
    return index < 0 ? this.#text.length : index;
  }

  #separator(length: number, pipe: boolean): void {
    this.at += length;
    this.#endCommand();
    if (!pipe) this.#endPipeline();
  }

  /** `$x = command`: the variable holds the output of what follows. */
  #assign(): boolean {
    const piece = this.#words[0]?.pieces[0];
    if (this.#words.length !== 1 || this.#words[0]?.pieces.length !== 1 || piece?.kind !== 'variable') return false;
    const start = this.at + 1;
    const end = this.#statementEnd(start);
    const name = piece.name;
    const range: SourceRange = [start, end];
    const literal = /^\s*(?:"([^"$`]*)"|'([^']*)')\s*$/.exec(this.#text.slice(start, end));
    let value: ShellWord;
    if (literal) {
      const inner = literal[1] ?? literal[2] ?? '';
      const from = start + (literal[0].indexOf(inner) < 1 ? 1 : literal[0].indexOf(inner));
      value = { pieces: [{ kind: 'text', value: inner, quoted: true, marks: [[0, from]], range }], range };
    } else {
      const body = this.#nested(this.#text.slice(0, end), start, '');
      value = { pieces: [{ kind: 'substitution', form: 'command', body, text: this.#text.slice(start, end), quoted: true, range }], range };
    }
    const assignment: ShellAssignment = { name, append: false, value, elements: null };
    this.#nodes.push({ kind: 'command', words: [], assignments: [assignment], redirects: [], range: [this.#words[0]?.range[0] ?? start, end] });
    const given = literal ? value.pieces[0] : undefined;
    if (given?.kind === 'text' && /^\$\{?env:/i.test(piece.text)) this.#export(name, piece.range, given, end);
    this.#words = [];
    this.at = end;
    return true;
  }

  /** `$env:X = 'y'`: what is started later gets the variable, as with `export` of other shells. */
  #export(name: string, range: SourceRange, given: WordPiece & { readonly kind: 'text' }, end: number): void {
    const marks: Mark[] = [[0, range[0]], ...given.marks.map(([at, source]): Mark => [name.length + 1 + at, source])];
    const word = (value: string, places: readonly Mark[], to: number): ShellWord => ({ pieces: [{ kind: 'text', value, quoted: true, marks: places, range: [range[0], to] }], range: [range[0], to] });
    this.#nodes.push({ kind: 'command', words: [word('export', [[0, range[0]]], range[1]), word(`${name}=${given.value}`, marks, end)], assignments: [], redirects: [], range: [range[0], end] });
  }

  /** Index of the `;` or line end that closes a statement, outside quotes and parentheses. */
  #statementEnd(start: number): number {
    let nesting = 0;
    let quote = '';
    for (let index = start; index < this.#text.length; index += 1) {
      const character = this.#text[index] ?? '';
      if (quote !== '') quote = character === quote ? '' : quote;
      else if (character === '"' || character === "'") quote = character;
      else if (/[({]/.test(character)) nesting += 1;
      else if (/[)}]/.test(character)) {
        nesting -= 1;
        if (nesting < 0) return index;
      } else if (nesting === 0 && (character === ';' || character === '\n')) return index;
    }
    return this.#text.length;
  }

  #redirect(): void {
    const match = /^[1-6*]?(>>|>)(&\d)?/.exec(this.#text.slice(this.at, this.at + 6));
    if (!match) return;
    this.at += match[0].length;
    if (match[2] !== undefined) return;
    while (/[ \t]/.test(this.#text[this.at] ?? '')) this.at += 1;
    if (this.at < this.#text.length) this.#redirects.push({ operator: match[1] ?? '>', descriptor: null, target: this.#word() });
  }

  #nested(text: string, at: number, close: string): ShellNode[] {
    if (this.#depth >= MAX_DEPTH) {
      this.#limits.incomplete = true;
      this.at = this.#text.length;
      return [];
    }
    const inner = new PowershellScanner(text, at, this.#depth + 1, this.#limits);
    const nodes = inner.read(close);
    this.at = inner.at;
    return nodes;
  }

  #group(pieces: WordPiece[], open: number, quoted: boolean): void {
    const start = this.at;
    const character = this.#text[start + open - 1];
    const body = this.#nested(this.#text, start + open, character === '{' ? '}' : ')');
    pieces.push({ kind: 'substitution', form: character === '{' ? 'block' : 'command', body, text: this.#text.slice(start, this.at), quoted, range: [start, this.at] });
  }

  #word(): ShellWord {
    const start = this.at;
    const pieces: WordPiece[] = [];
    let value = '';
    let marks: Mark[] = [];
    let quote = '';
    const push = (force = false): void => {
      if (value !== '' || force) pieces.push({ kind: 'text', value, quoted: true, marks: marks.length > 0 ? marks : [[0, this.at]], range: [marks[0]?.[1] ?? this.at, this.at] });
      value = '';
      marks = [];
    };
    while (this.at < this.#text.length) {
      const character = this.#text[this.at] ?? '';
      if (quote === '' && (/[\s;|,]/.test(character) || character === ')' || character === '}' || (character === '>' && value === ''))) break;
      // `$x=command` needs no blanks around the sign.
      if (quote === '' && character === '=' && value === '' && this.#words.length === 0 && pieces.length === 1 && pieces[0]?.kind === 'variable') break;
      if (quote === '' ? character === '"' || character === "'" : character === quote) {
        if (quote !== '' && value === '' && pieces.length === 0) push(true);
        quote = quote === '' ? character : '';
        this.at += 1;
        continue;
      }
      if (quote !== "'" && character === '$') {
        const variable = VARIABLE.exec(this.#text.slice(this.at, this.at + 100));
        if (this.#text[this.at + 1] === '(') {
          push();
          this.#group(pieces, 2, quote !== '');
          continue;
        }
        if (variable) {
          push();
          const range: SourceRange = [this.at, this.at + variable[0].length];
          this.at = range[1];
          pieces.push({ kind: 'variable', name: variable[1] ?? variable[2] ?? '', text: variable[0], quoted: true, operation: null, range });
          continue;
        }
      }
      if (quote === '' && (character === '(' || character === '{')) {
        push();
        this.#group(pieces, 1, true);
        continue;
      }
      if (character === '`' && quote !== "'" && this.at + 1 < this.#text.length) this.at += 1;
      marks.push([value.length, this.at]);
      value += this.#text[this.at] ?? '';
      this.at += 1;
    }
    push();
    if (this.at === start) this.at += 1;
    return { pieces, range: [start, this.at] };
  }

  #endCommand(): void {
    const first = this.#words[0];
    if (first) {
      const end = Math.max(this.#words.at(-1)?.range[1] ?? 0, this.#redirects.at(-1)?.target?.range[1] ?? 0);
      const range: SourceRange = [first.range[0], end];
      const isExpression = !this.#isCall && /["'\d]/.test(this.#text[first.range[0]] ?? '');
      // A value that goes to a file is printed there: `'text' > file`.
      if (isExpression && this.#redirects.length > 0) this.#stages.push({ kind: 'command', words: [printing(first.range[0]), ...this.#words], assignments: [], redirects: this.#redirects, range });
      else if (isExpression) this.#stages.push({ kind: 'list', items: [], words: this.#words, redirects: [], range });
      else this.#stages.push({ kind: 'command', words: this.#words, assignments: [], redirects: this.#redirects, range });
    }
    this.#isCall = false;
    this.#words = [];
    this.#redirects = [];
  }

  #endPipeline(): void {
    this.#endCommand();
    const [first] = this.#stages;
    if (this.#stages.length > 1) this.#nodes.push({ kind: 'pipeline', stages: this.#stages, range: [first?.range[0] ?? 0, this.at] });
    else if (first) this.#nodes.push(first);
    this.#stages = [];
  }
}
