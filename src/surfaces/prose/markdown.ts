import type { FileContext } from '../file-context.ts';
import type { SourceRange } from '../mapped-text.ts';
import { walkSettings } from '../settings/index.ts';
import { findInvisibleElements } from '../text/characters/invisible-html.ts';
import type { ProseCarrier, ProseRegion } from './model.ts';
import { blankOut, htmlCommentRanges, regionAt, toRegion } from './regions.ts';

/** The part of a Markdown node that is read. */
interface MarkdownNode {
  readonly type: string;
  readonly position?: { readonly start: { readonly offset?: number }; readonly end: { readonly offset?: number } };
  readonly children?: readonly MarkdownNode[];
  readonly value?: string;
  readonly title?: string | null;
  readonly alt?: string | null;
  readonly url?: string;
  readonly label?: string | null;
}

interface Task {
  readonly node: MarkdownNode;
  readonly carrier: ProseCarrier;
}

const BLOCK_CARRIERS: ReadonlyMap<string, ProseCarrier> = new Map([
  ['blockquote', 'blockquote'],
  ['list', 'list'],
  ['footnoteDefinition', 'paragraph'],
]);
const COMMENT_LABELS: ReadonlySet<string> = new Set(['//', 'comment', '#', '_', '-', '*', '']);

/** Readable text of a Markdown file in source order: raw text of its blocks, so that links do not split a sentence. */
export function markdownRegions(file: FileContext): readonly ProseRegion[] {
  const { text } = file.sourceCode;
  const out: ProseRegion[] = [];
  const stack: Task[] = [{ node: file.sourceCode.ast as MarkdownNode, carrier: 'paragraph' }];
  let heading = '';
  for (let task = stack.pop(); task; task = stack.pop()) {
    const { node, carrier } = task;
    const range = rangeOf(node);
    if (node.type === 'yaml' || node.type === 'toml') out.push(...frontMatter(file, range));
    else if (node.type === 'heading') {
      heading = text.slice(range[0], Math.min(range[1], range[0] + 200)).replace(/^#{1,6}/, '').trim();
      // What a heading says of the text below does not count for itself.
      addInline(out, text, node, 'heading', '');
    } else if (node.type === 'paragraph') addInline(out, text, node, carrier, heading);
    else if (node.type === 'table') addInline(out, text, node, 'table', heading);
    else if (node.type === 'html') addHtml(out, text, range, heading);
    else if (node.type === 'code') out.push(regionAt(text, range, 'code', heading));
    else if (node.type === 'definition') addDefinition(out, text, node, range, heading);
    else {
      const inner = carrier === 'blockquote' ? carrier : (BLOCK_CARRIERS.get(node.type) ?? carrier);
      const children = node.children ?? [];
      for (let index = children.length - 1; index >= 0; index -= 1) stack.push({ node: children[index] as MarkdownNode, carrier: inner });
    }
  }
  return out;
}

function rangeOf(node: MarkdownNode): SourceRange {
  const start = node.position?.start.offset ?? 0;
  return [start, Math.max(start, node.position?.end.offset ?? start)];
}

function frontMatter(file: FileContext, range: SourceRange): ProseRegion[] {
  const root = file.settings();
  if (!root) return [regionAt(file.sourceCode.text, range, 'front-matter')];
  const out: ProseRegion[] = [];
  for (const node of walkSettings(root)) if (node.kind === 'string') out.push({ carrier: 'front-matter', text: node.text(), heading: '' });
  return out;
}

/** A block with inline content. What readers do not see of it (comments, titles, hidden elements) is a region by itself. */
function addInline(out: ProseRegion[], text: string, node: MarkdownNode, carrier: ProseCarrier, heading: string): void {
  const [start, end] = rangeOf(node);
  const apart: [range: SourceRange, carrier: ProseCarrier, hiddenBy?: string][] = [];
  let hasHtml = false;
  const stack: MarkdownNode[] = [...(node.children ?? [])].reverse();
  for (let inner = stack.pop(); inner; inner = stack.pop()) {
    const range = rangeOf(inner);
    if (inner.type === 'html') {
      hasHtml = true;
      if (inner.value?.startsWith('<!--')) apart.push([range, 'html-comment']);
    } else if (inner.type === 'image' || inner.type === 'imageReference') {
      if (inner.alt) apart.push([altRange(text, range, inner.alt), 'image']);
      if (inner.title) apart.push([titleRange(text, range, inner.title), 'image']);
    } else {
      if (inner.type === 'link' && inner.title) apart.push([titleRange(text, range, inner.title), 'link-title']);
      const children = inner.children ?? [];
      for (let index = children.length - 1; index >= 0; index -= 1) stack.push(children[index] as MarkdownNode);
    }
  }
  const source = text.slice(start, end);
  const invisible = hasHtml ? findInvisibleElements(source) : [];
  for (const { content, how } of invisible) apart.push([[start + content[0], start + content[1]], 'html', how]);
  apart.sort(([a], [b]) => a[0] - b[0]);
  const visible = blankOut(source, apart.map(([range]): SourceRange => [range[0] - start, range[1] - start]));
  out.push(toRegion(visible, start, carrier, heading));
  for (const [range, inner, hiddenBy] of apart) out.push(regionAt(text, range, inner, heading, hiddenBy));
}

/** `![alt](…)`: the first place, so that a short text is not looked for in the address. */
function altRange(text: string, range: SourceRange, alt: string): SourceRange {
  const at = text.startsWith('![', range[0]) ? range[0] + 2 : range[0];
  return text.startsWith(alt, at) ? [at, at + alt.length] : titleRange(text, range, alt);
}

function titleRange(text: string, [start, end]: SourceRange, title: string): SourceRange {
  const at = text.slice(start, end).lastIndexOf(title);
  return at < 0 ? [start, end] : [start + at, start + at + title.length];
}

function addDefinition(out: ProseRegion[], text: string, node: MarkdownNode, range: SourceRange, heading: string): void {
  // `[1]: https://host/p?d={secret}` is the address of an image somewhere else.
  if (/[{$<[]|%7b/i.test(node.url?.slice(0, 1000) ?? '')) out.push(regionAt(text, range, 'paragraph', heading));
  if (!node.title) return;
  const isComment = node.url === '#' || node.url === '' || COMMENT_LABELS.has((node.label ?? '').toLowerCase());
  out.push(regionAt(text, titleRange(text, range, node.title), isComment ? 'link-comment' : 'link-title', heading));
}

/** A block of raw HTML: its comments, hidden elements and attribute texts, and the rest with the tags made blank. */
export function addHtml(out: ProseRegion[], text: string, [start, end]: SourceRange, heading: string): void {
  const source = text.slice(start, end);
  const comments = htmlCommentRanges(source);
  for (const [from, to] of comments) out.push(regionAt(text, [start + from, start + to], 'html-comment', heading));
  const visible = blankOut(source, comments);
  const invisible = findInvisibleElements(visible);
  for (const { content: [from, to], how } of invisible) out.push(toRegion(withoutTags(visible.slice(from, to)), start + from, 'html', heading, how));
  for (const [from, to] of attributeTexts(visible)) out.push(toRegion(visible.slice(from, to), start + from, 'image', heading));
  for (const [image, from] of imageSources(visible)) out.push(toRegion(image, Math.max(0, start + from), 'html', heading));
  out.push(toRegion(withoutTags(blankOut(visible, invisible.map(({ content }) => content))), start, 'html', heading));
}

const TAG = /<\/?[a-z][^<>]{0,2000}>/gi;
const TELLING_TAG = /^<\/?(?:important|system-reminder|tool_result|function_|untrusted|antml)/i;

function withoutTags(text: string): string {
  return text.includes('<') ? text.replace(TAG, (tag) => (TELLING_TAG.test(tag) ? tag : ' '.repeat(tag.length))) : text;
}

const IMAGE_TAG = /<img\s[^<>]{0,1000}/gi;
const IMAGE_SOURCE = /\ssrc\s{0,5}=\s{0,5}["']https?:[^"'<>]{0,1000}/i;
const MAX_IMAGES = 200;

/** Addresses of image elements. The other attributes are blank: what they say is a region by itself. */
function* imageSources(text: string): Generator<readonly [text: string, start: number]> {
  IMAGE_TAG.lastIndex = 0;
  let count = 0;
  for (let match = IMAGE_TAG.exec(text); match && count < MAX_IMAGES; match = IMAGE_TAG.exec(text), count += 1) {
    const source = IMAGE_SOURCE.exec(match[0]);
    if (source) yield [`<img${source[0]}`, match.index + source.index - '<img'.length];
  }
}

const ATTRIBUTE = /\s(?:alt|title|aria-label|content)\s{0,5}=\s{0,5}(["'])/gi;

/** Values of attributes that hold sentences. */
function attributeTexts(text: string): SourceRange[] {
  const ranges: SourceRange[] = [];
  ATTRIBUTE.lastIndex = 0;
  for (let match = ATTRIBUTE.exec(text); match; match = ATTRIBUTE.exec(text)) {
    const from = match.index + match[0].length;
    const to = text.indexOf(match[1] ?? '"', from);
    if (to < 0) break;
    if (to - from >= 20) ranges.push([from, to]);
    ATTRIBUTE.lastIndex = to;
  }
  return ranges;
}
