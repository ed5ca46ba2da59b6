import type { MappedText, SourceRange } from '../mapped-text.ts';

/** A context that an expression of a workflow reads, for example `github.event.issue.title`. */
export interface ContextReference {
  /** Lower case, joined by dots; an index that is not a fixed name is `*`. */
  readonly path: string;
  /** Functions around it, outermost first, in lower case. */
  readonly calls: readonly string[];
  /** True when only a comparison or a test of it is used (`==`, `contains(…)`), so that its text goes nowhere. */
  readonly isTested: boolean;
}

/** One `${{ … }}`. */
export interface WorkflowExpression {
  /** Place in the source, with the delimiters. */
  readonly at: SourceRange;
  /** Place in the decoded text. */
  readonly range: SourceRange;
  readonly text: string;
  readonly references: readonly ContextReference[];
}

/** As many as shell text is read with; nobody writes more, so what stands behind them would be hidden. */
const MAX_EXPRESSIONS = 20_000;
const MAX_TOKENS = 2000;

/** The expressions inside a text, in order. `}}` inside a quoted string does not end one. */
export function findExpressions(text: MappedText): readonly WorkflowExpression[] {
  const found: WorkflowExpression[] = [];
  const source = text.text;
  for (let start = source.indexOf('${{'); start >= 0 && found.length < MAX_EXPRESSIONS; ) {
    const end = expressionEnd(source, start + 3);
    const inner = source.slice(start + 3, source.endsWith('}}') || end < source.length ? end - 2 : end);
    found.push({ at: text.toSource(start, end), range: [start, end], text: inner.trim(), references: readReferences(inner) });
    start = source.indexOf('${{', Math.max(end, start + 3));
  }
  return found;
}

function expressionEnd(source: string, from: number): number {
  for (let index = from; index < source.length; index += 1) {
    if (source[index] === "'") {
      const close = source.indexOf("'", index + 1);
      if (close < 0) return source.length;
      index = close;
    } else if (source[index] === '}' && source[index + 1] === '}') return index + 2;
  }
  return source.length;
}

interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'mark';
  readonly text: string;
}

const TOKEN = /\s{0,1000}(?:([A-Za-z_][\w-]{0,200})|'((?:[^']|''){0,2000})'|(-?(?:\d[\w.]{0,40}|\.\d{1,40}))|(==|!=|<=|>=|&&|\|\||[.,()[\]!<>*]))/y;

function readTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match && tokens.length < MAX_TOKENS; match = TOKEN.exec(text)) {
    if (match[1] !== undefined) tokens.push({ kind: 'name', text: match[1] });
    else if (match[2] !== undefined) tokens.push({ kind: 'string', text: match[2].replaceAll("''", "'") });
    else if (match[3] !== undefined) tokens.push({ kind: 'number', text: match[3] });
    else tokens.push({ kind: 'mark', text: match[4] ?? '' });
  }
  return tokens;
}

const TESTS: ReadonlySet<string> = new Set(['contains', 'startswith', 'endswith', 'hashfiles', 'success', 'failure', 'always', 'cancelled']);
const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '>', '<=', '>=']);
const MAX_DEPTH = 50;

/** Contexts that an expression reads: names with their members, in dotted, quoted and wildcard spelling. */
export function readReferences(text: string): readonly ContextReference[] {
  const tokens = readTokens(text.slice(0, 20_000));
  const found: ContextReference[] = [];
  /** For each open parenthesis, the function before it; empty for plain grouping. */
  const calls: string[] = [];
  for (let index = 0; index < tokens.length; ) {
    const token = tokens[index];
    if (token?.kind === 'name' && tokens[index + 1]?.text === '(' && tokens[index + 1]?.kind === 'mark') {
      if (calls.length < MAX_DEPTH) calls.push(token.text.toLowerCase());
      index += 2;
    } else if (token?.kind === 'name') {
      const { path, next } = readPath(tokens, index);
      const compared = isComparison(tokens[index - 1]) || isComparison(tokens[next]);
      found.push({ path, calls: calls.filter((name) => name !== ''), isTested: compared || calls.some((name) => TESTS.has(name)) || tokens[index - 1]?.text === '!' });
      index = next;
    } else {
      if (token?.kind === 'mark' && token.text === '(' && calls.length < MAX_DEPTH) calls.push('');
      if (token?.kind === 'mark' && token.text === ')') calls.pop();
      index += 1;
    }
  }
  return found.filter(({ path }) => !/^(?:true|false|null|nan|infinity)$/.test(path));
}

function isComparison(token: Token | undefined): boolean {
  return token?.kind === 'mark' && COMPARISONS.has(token.text);
}

/** Reads `a.b['c'].*[0]` from `index` on. */
function readPath(tokens: readonly Token[], index: number): { readonly path: string; readonly next: number } {
  const parts = [tokens[index]?.text.toLowerCase() ?? ''];
  let next = index + 1;
  while (tokens[next]?.kind === 'mark') {
    const mark = tokens[next]?.text;
    const after = tokens[next + 1];
    if (mark === '.' && (after?.kind === 'name' || after?.text === '*')) {
      parts.push(after.text.toLowerCase());
      next += 2;
    } else if (mark === '[') {
      const close = closing(tokens, next);
      parts.push(close === next + 2 && after?.kind === 'string' ? after.text.toLowerCase() : '*');
      next = close + 1;
    } else break;
  }
  return { path: parts.join('.'), next };
}

function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index += 1) {
    if (tokens[index]?.kind !== 'mark') continue;
    if (tokens[index]?.text === '[') depth += 1;
    else if (tokens[index]?.text === ']' && (depth -= 1) === 0) return index;
  }
  return tokens.length;
}
