import type { FileContext } from '../file-context.ts';
import type { SourceRange } from '../mapped-text.ts';
import { commentRange, commentsOf } from '../prose/comments.ts';
import type { CommentLike } from '../prose/comments.ts';

/** A comment that switches rules off. */
export interface DisableDirective {
  readonly kind: 'disable' | 'disable-line' | 'disable-next-line' | 'configuration';
  /** Names of the rules; empty for all rules. */
  readonly rules: readonly string[];
  /** What follows ` -- `; empty without it. */
  readonly reason: string;
  readonly range: SourceRange;
  /** True when it holds for the rest of the file: nothing enables the rules again. */
  readonly wholeFile: boolean;
}

interface InlineConfigNode extends CommentLike {
  readonly position?: { readonly start?: { readonly offset?: number }; readonly end?: { readonly offset?: number } };
}

const LABEL = /^\s*(eslint(?:-disable-next-line|-disable-line|-disable|-enable)?)(?=\s|$)/;
const REASON = /\s-{2,}\s/;
/** `rule: off` and `"rule": [0, …]` in an `eslint` comment. */
const SWITCHED_OFF = /(?<=^|[\s,{])["']?([@\w-]{1,60}(?:\/[\w@-]{1,80}){0,2})["']?\s{0,9}:\s{0,9}(?:\[\s{0,9})?["']?(?:off|0)(?=["'\s,\]}]|$)/g;
const MAX_RULES = 1000;

/**
 * Comments of a file that switch rules off, in source order, as ESLint understands them in that language. A text without
 * the word `eslint` costs one search.
 */
export function findDirectives(file: Pick<FileContext, 'sourceCode'>): readonly DisableDirective[] {
  if (!file.sourceCode.text.includes('eslint')) return [];
  const parsed: ParsedComment[] = [];
  for (const node of configNodes(file)) {
    const comment = parseComment(node, file.sourceCode.text);
    if (comment) parsed.push(comment);
  }
  return parsed.flatMap((comment, index) => toDirective(comment, parsed.slice(index + 1)) ?? []);
}

/** The comments that ESLint itself reads configuration from; all comments where a language does not tell. */
function configNodes(file: Pick<FileContext, 'sourceCode'>): readonly InlineConfigNode[] {
  const source = file.sourceCode as { getInlineConfigNodes?: () => readonly InlineConfigNode[] };
  return typeof source.getInlineConfigNodes === 'function' ? source.getInlineConfigNodes() : commentsOf(file);
}

interface ParsedComment {
  readonly label: string;
  readonly list: string;
  readonly reason: string;
  readonly range: SourceRange;
}

function parseComment(node: InlineConfigNode, text: string): ParsedComment | null {
  const range = rangeOf(node);
  if (!range) return null;
  const value = node.value ?? withoutMarks(text.slice(...range));
  const match = LABEL.exec(value);
  if (!match) return null;
  const rest = value.slice(match[0].length);
  const dashes = REASON.exec(` ${rest}`);
  const list = dashes ? rest.slice(0, Math.max(0, dashes.index - 1)) : rest;
  return { label: match[1] ?? '', list, reason: dashes ? rest.slice(dashes.index - 1 + dashes[0].length).trim() : '', range };
}

/** The inside of a comment; JSON's tokens come without their value. */
function withoutMarks(comment: string): string {
  return comment.startsWith('/*') ? comment.slice(2, -2) : comment.slice(2);
}

function rangeOf(node: InlineConfigNode): SourceRange | null {
  const start = node.position?.start?.offset;
  const end = node.position?.end?.offset;
  return start !== undefined && end !== undefined ? [start, end] : commentRange(node);
}

function toDirective({ label, list, reason, range }: ParsedComment, later: readonly ParsedComment[]): DisableDirective | null {
  if (label === 'eslint-enable') return null;
  if (label === 'eslint') {
    const rules = [...list.matchAll(SWITCHED_OFF)].slice(0, MAX_RULES).map((match) => match[1] ?? '');
    return rules.length > 0 ? { kind: 'configuration', rules, reason, range, wholeFile: true } : null;
  }
  const rules = ruleNames(list);
  const kind = label.slice('eslint-'.length) as DisableDirective['kind'];
  return { kind, rules, reason, range, wholeFile: kind === 'disable' && !later.some((comment) => enables(comment, rules)) };
}

function ruleNames(list: string): string[] {
  return list
    .split(',', MAX_RULES)
    .map((name) => name.trim().replace(/^["']|["']$/g, ''))
    .filter((name) => name !== '');
}

function enables({ label, list }: ParsedComment, rules: readonly string[]): boolean {
  if (label !== 'eslint-enable') return false;
  const names = ruleNames(list);
  return names.length === 0 || (rules.length > 0 && rules.every((rule) => names.includes(rule)));
}
