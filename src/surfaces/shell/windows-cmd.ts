import type { Mark, SourceRange } from '../mapped-text.ts';
import type { ShellCommandNode, ShellNode, ShellRedirect, ShellTree, ShellWord, VariableOperation, WordPiece } from './tree.ts';

const MAX_TEXT = 256 * 1024;

/** Text of cmd.exe and batch files: `&`, `&&`, `||`, `|`, `^` escapes, `"…"`, `%X%`, redirects. Never throws. */
export function parseCmd(text: string): ShellTree {
  const scanner = new CmdScanner(text.slice(0, MAX_TEXT));
  return { nodes: scanner.read(), incomplete: text.length > MAX_TEXT };
}

/** `%x:~2,3%` is a part of a variable, `%x:a=b%` the variable with another text in it. */
function operationOf(text: string, range: SourceRange): VariableOperation {
  const slice = /:~(-?\d{1,5})(?:,(-?\d{1,5}))?%$/.exec(text);
  if (slice) return { kind: 'slice', offset: slice[1] ?? '0', length: slice[2] ?? null };
  const replace = /:([^=*~]{1,20})=([^%]{0,20})%$/.exec(text);
  if (!replace) return { kind: 'other' };
  const word = (value: string): ShellWord => ({ pieces: [{ kind: 'text', value, quoted: true, marks: [[0, range[0]]], range }], range });
  return { kind: 'replace', all: true, pattern: word(replace[1] ?? ''), replacement: word(replace[2] ?? '') };
}

class CmdScanner {
  readonly #text: string;
  #at = 0;
  #nodes: ShellNode[] = [];
  #stages: ShellNode[] = [];
  #words: ShellWord[] = [];
  #redirects: ShellRedirect[] = [];
  /** What the variables of `for /f` loops hold, by letter. */
  readonly #output = new Map<string, readonly ShellNode[]>();

  constructor(text: string, at = 0) {
    this.#text = text;
    this.#at = at;
  }

  read(): ShellNode[] {
    while (this.#at < this.#text.length) this.#step();
    this.#endPipeline();
    return this.#nodes;
  }

  #step(): void {
    const character = this.#text[this.#at] ?? '';
    const two = this.#text.slice(this.#at, this.#at + 2);
    if (two === '&&' || two === '||') this.#separator(2, false);
    else if (character === '|') this.#separator(1, true);
    else if (character === '&' || character === '\n' || character === '\r') this.#separator(1, false);
    else if (character === '(' && this.#words.length > 2 && this.#words.length < 8 && this.#isLoop()) this.#loop();
    else if (character === '(' || character === ')') this.#separator(1, false);
    else if (/\s/.test(character)) this.#at += 1;
    else if (/^(?:[0-2]?[<>])/.test(this.#text.slice(this.#at, this.#at + 2))) this.#redirect();
    else if (character === '@' && this.#words.length === 0) this.#at += 1;
    else this.#words.push(this.#word());
  }

  /** `for … in`, in front of a parenthesis. */
  #isLoop(): boolean {
    return plainWord(this.#words[0]) === 'for' && plainWord(this.#words.at(-1)) === 'in';
  }

  /** `for /f "tokens=*" %%i in ('command') do …`: the lines that a command prints become a variable of the body. */
  #loop(): void {
    const letter = variableOf(this.#words.at(-2));
    const options = this.#words.slice(1, -2).map((word) => this.#text.slice(...word.range)).join(' ').toLowerCase();
    const quote = options.includes('usebackq') ? '`' : "'";
    const [whole = '', mark = '', inner = ''] = LOOP_COMMAND.exec(this.#text.slice(this.#at, this.#at + MAX_LOOP)) ?? [];
    this.#output.delete(letter);
    if (!options.startsWith('/f') || mark !== quote || letter === '') return this.#separator(1, false);
    const start = this.#at + whole.indexOf(quote) + 1;
    this.#output.set(letter, new CmdScanner(this.#text.slice(0, start + inner.length), start).read());
    this.#at += whole.length;
  }

  #separator(length: number, pipe: boolean): void {
    this.#at += length;
    this.#endCommand();
    if (!pipe) this.#endPipeline();
  }

  #redirect(): void {
    const match = /^([0-2])?(>>|>&|>|<)/.exec(this.#text.slice(this.#at, this.#at + 4));
    if (!match) return;
    this.#at += match[0].length;
    while (/[ \t]/.test(this.#text[this.#at] ?? '')) this.#at += 1;
    const target = this.#word();
    this.#redirects.push({ operator: match[2] ?? '>', descriptor: match[1] === undefined ? null : Number(match[1]), target });
  }

  #word(): ShellWord {
    const start = this.#at;
    const pieces: WordPiece[] = [];
    let value = '';
    let marks: Mark[] = [];
    let quoted = false;
    const push = (): void => {
      if (value !== '') pieces.push({ kind: 'text', value, quoted: true, marks, range: [marks[0]?.[1] ?? start, this.#at] });
      value = '';
      marks = [];
    };
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at] ?? '';
      if (character === '"') {
        quoted = !quoted;
        this.#at += 1;
        continue;
      }
      if (!quoted && /[\s&|<>()]/.test(character)) break;
      const variable = /^(?:%([A-Za-z_]\w{0,60})(?::[^%\s"]{0,40})?%|!([A-Za-z_]\w{0,60})!|%%?~?([A-Za-z0-9*]{1,3})(?!\w))/.exec(this.#text.slice(this.#at, this.#at + 110));
      if (variable) {
        push();
        const range: SourceRange = [this.#at, this.#at + variable[0].length];
        this.#at = range[1];
        const output = variable[3] === undefined ? undefined : this.#output.get(variable[3].slice(-1));
        if (output) pieces.push({ kind: 'substitution', form: 'command', body: output, text: variable[0], quoted: true, range });
        else pieces.push({ kind: 'variable', name: variable[1] ?? variable[2] ?? variable[3] ?? '', text: variable[0], quoted: true, operation: variable[0].includes(':') ? operationOf(variable[0], range) : null, range });
        continue;
      }
      if (character === '^' && !quoted) this.#at += 1;
      if (this.#at >= this.#text.length) break;
      marks.push([value.length, this.#at]);
      value += this.#text[this.#at] ?? '';
      this.#at += 1;
    }
    if (this.#at === start) this.#at += 1;
    push();
    return { pieces, range: [start, this.#at] };
  }

  #endCommand(): void {
    if (this.#words.length > 0) {
      const command: ShellCommandNode = {
        kind: 'command', words: this.#words, assignments: [], redirects: this.#redirects,
        range: [this.#words[0]?.range[0] ?? 0, Math.max(this.#words.at(-1)?.range[1] ?? 0, this.#redirects.at(-1)?.target?.range[1] ?? 0)],
      };
      const kept = skipCondition(command);
      if (kept.words.length > 0) this.#stages.push(kept);
    }
    this.#words = [];
    this.#redirects = [];
  }

  #endPipeline(): void {
    this.#endCommand();
    const [first] = this.#stages;
    if (this.#stages.length > 1) this.#nodes.push({ kind: 'pipeline', stages: this.#stages, range: [first?.range[0] ?? 0, this.#at] });
    else if (first) this.#nodes.push(first);
    this.#stages = [];
  }
}

/** What stands in the parentheses of a loop over the lines of a command. */
const LOOP_COMMAND = /^\(\s{0,9}(['`])([^\n]{1,4000}?)\1\s{0,9}\)/;
const MAX_LOOP = 4100;

function plainWord(word: ShellWord | undefined): string {
  const [piece, ...others] = word?.pieces ?? [];
  return piece?.kind === 'text' && others.length === 0 ? piece.value.toLowerCase() : '';
}

/** The letter of `%%i`. */
function variableOf(word: ShellWord | undefined): string {
  const piece = word?.pieces[0];
  return piece?.kind === 'variable' || piece?.kind === 'substitution' ? piece.text.slice(-1) : '';
}

/** `if [not] exist x cmd`, `if a==b cmd`, `for … do cmd`, `else cmd`: the command behind the condition. */
function skipCondition(command: ShellCommandNode): ShellCommandNode {
  let { words } = command;
  const at = (index: number): string => {
    const piece = words[index]?.pieces[0];
    return piece?.kind === 'text' ? piece.value.toLowerCase() : '';
  };
  for (let rounds = 0; rounds < 8 && words.length > 1; rounds += 1) {
    if (at(0) === 'else' || at(0) === 'do') words = words.slice(1);
    else if (at(0) === 'for') {
      const body = words.findIndex((_word, index) => at(index) === 'do');
      if (body < 0) break;
      words = words.slice(body + 1);
    } else if (at(0) === 'if') {
      let index = 1;
      while (at(index) === '/i' || at(index) === 'not') index += 1;
      words = words.slice(index + (/^(?:exist|defined|errorlevel)$/.test(at(index)) ? 2 : /^(?:==|equ|neq|lss|gtr)$/.test(at(index + 1)) ? 3 : 1));
    } else break;
  }
  return { ...command, words };
}
