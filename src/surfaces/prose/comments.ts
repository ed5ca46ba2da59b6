import type { FileContext } from '../file-context.ts';
import type { SourceRange } from '../mapped-text.ts';
import { TextGroup } from '../text-index.ts';
import type { ProseRegion } from './model.ts';
import { toRegion, withoutLineMarks } from './regions.ts';

/** A comment of any language: parsers agree on `range` or, momoa, on `loc` with offsets. */
export interface CommentLike {
  readonly type?: string;
  readonly value?: string;
  readonly range?: SourceRange;
  readonly loc?: { readonly start?: { readonly offset?: number }; readonly end?: { readonly offset?: number } };
}

/** The comments of a file in source order, whatever its language calls them; none in Markdown. */
export function commentsOf(file: Pick<FileContext, 'sourceCode'>): readonly CommentLike[] {
  const { ast } = file.sourceCode as { ast: { comments?: readonly CommentLike[] } };
  const { comments } = file.sourceCode as { comments?: readonly CommentLike[] };
  return ast.comments ?? comments ?? [];
}

export function commentRange(comment: CommentLike): SourceRange | null {
  if (comment.range) return comment.range;
  const start = comment.loc?.start?.offset;
  const end = comment.loc?.end?.offset;
  return start === undefined || end === undefined ? null : [start, end];
}

/** Words without which no order can be read from a comment: a cheap look before the words are split. */
const ANCHOR =
  /instruct|guideline|directi(?:on|ve)s|previous|ignore|disregard|override|the user|\buser|developer|human|review|secret|credential|token|password|api.?key|environ|\.env|\.ssh|system|restrict|without (?:asking|confirm|permission|approval)|https?:|\[INST|<\||decode|approve|permission|autoapprove|hooks?\b|remember|[\u0430-\u044f\u0600-\u06ff\u0900-\u097f\u3040-\u9fff\uac00-\ud7af]|ignor|anweisung|negeer|abaikan|talimat|h\u01b0\u1edbng d\u1eabn|\b(?:ai|llm|claude|copilot|assistant|agent)/i;
/** The same for text of ASCII alone, as texts that an index knows: what {@link ANCHOR} matches holds one of these. */
const ANCHOR_TEXTS = new TextGroup([
  'instruct', 'guideline', 'directions', 'directives', 'previous', 'ignor', 'disregard', 'override', 'user', 'developer', 'human', 'review', 'secret', 'credential', 'token', 'password', 'api key', 'apikey', 'api-key', 'api_key', 'api.key',
  'environ', '.env', '.ssh', 'system', 'restrict', 'without asking', 'without confirm', 'without permission', 'without approval', 'http:', 'https:', '[inst', 'decode', 'approve', 'permission', 'hook', 'remember',
  'anweisung', 'negeer', 'abaikan', 'talimat', 'llm', 'claude', 'copilot', 'assistant', 'agent', ...Array.from(' \n\r\t*/"\'`([{<-:.,;!?@#>|=+&%~^$\\)]}', (before) => `${before}ai`), ...Array.from('abcdefghijklmnopqrstuvwxyz/_ ', (after) => `<|${after}`),
], 'any-case');
const DIRECTIVE = /^\s*(?:eslint|prettier|istanbul|c8|v8|ts-|@ts-|biome|jshint|jscs|globals?\b|#\s*sourceMappingURL|@__PURE__|#__PURE__)/;
const MIN_LENGTH = 24;

/** Comments as prose; line comments on consecutive lines are one text. Positions stay exact: marks become blanks. */
export function commentRegions(file: FileContext): readonly ProseRegion[] {
  const known = found.get(file.sourceCode);
  if (known) return known;
  const regions = readComments(file);
  found.set(file.sourceCode, regions);
  return regions;
}

const found = new WeakMap<object, readonly ProseRegion[]>();

function readComments(file: FileContext): readonly ProseRegion[] {
  const { text } = file.sourceCode;
  const anchors = anchorsOf(file);
  if (anchors?.length === 0) return [];
  const out: ProseRegion[] = [];
  let run: SourceRange | null = null;
  const flush = (): void => {
    if (run && run[1] - run[0] >= MIN_LENGTH) add(out, text, run, 'comment', anchors);
    run = null;
  };
  for (const comment of commentsOf(file)) {
    const range = commentRange(comment);
    if (!range) continue;
    const isBlock = text.charCodeAt(range[0]) === 0x2f && text.charCodeAt(range[0] + 1) === 0x2a;
    if (!isBlock) {
      if (run && isNextLine(text, run[1], range[0])) run = [run[0], range[1]];
      else {
        flush();
        run = range;
      }
      continue;
    }
    flush();
    if (range[1] - range[0] >= MIN_LENGTH && !DIRECTIVE.test(comment.value ?? '')) add(out, text, range, text.charCodeAt(range[0] + 2) === 0x2a ? 'doc-comment' : 'comment', anchors);
  }
  flush();
  return out;
}

/** Where an anchor may stand in code, ascending; `null` where only the pattern can tell. */
function anchorsOf(file: FileContext): readonly number[] | null {
  const index = file.javascript()?.textIndex;
  if (!index?.isPlain) return null;
  const places: number[] = [];
  for (const { indexes } of index.findGroup(ANCHOR_TEXTS)) for (const at of indexes) places.push(at);
  return places.sort((a, b) => a - b);
}

/** True when one of the ascending numbers lies in the range. */
function hasBetween(numbers: readonly number[], [start, end]: SourceRange): boolean {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return (numbers[low] ?? Number.POSITIVE_INFINITY) < end;
}

function add(out: ProseRegion[], text: string, [start, end]: SourceRange, carrier: 'comment' | 'doc-comment', anchors: readonly number[] | null): void {
  if (anchors && !hasBetween(anchors, [start, end])) return;
  const source = text.slice(start, end);
  if (ANCHOR.test(source)) out.push(toRegion(withoutLineMarks(source), start, carrier));
}

/** True when only blanks and one line break stand between two places. */
function isNextLine(text: string, from: number, to: number): boolean {
  if (to - from > 400) return false;
  let breaks = 0;
  for (let index = from; index < to; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x0a) breaks += 1;
    else if (code !== 0x20 && code !== 0x09 && code !== 0x0d) return false;
  }
  return breaks <= 1;
}
