import type { FileKind } from '../../../knowledge/file-kind.ts';
import { forbidsRunning, isForbiddingComment } from '../../../knowledge/forbidding-fences.ts';
import type { FileContext } from '../../file-context.ts';
import { TextBuilder } from '../../decoded-text.ts';
import { plainText } from '../../mapped-text.ts';
import type { MappedText } from '../../mapped-text.ts';
import type { CommandText } from '../command-text.ts';
import type { Dialect } from '../model.ts';
import { shellText } from './make.ts';
import { spanText } from './markdown-spans.ts';

/** The part of a Markdown tree (mdast) that is read here. */
interface MarkdownNode {
  readonly type: string;
  readonly lang?: string | null;
  readonly value?: string;
  readonly children?: readonly MarkdownNode[];
  readonly position?: { readonly start: { readonly offset?: number }; readonly end: { readonly offset?: number } };
}

/** Languages of fences that hold commands. */
const FENCES: ReadonlyMap<string, Dialect> = new Map([
  ...['sh', 'bash', 'shell', 'zsh', 'ksh', 'fish', 'shellscript', 'console', 'terminal', 'term', 'shell-session', 'shellsession', 'sh-session', 'bash-session', 'command', 'commandline', 'cli'].map((name) => [name, 'sh'] as const),
  ...['powershell', 'pwsh', 'ps1', 'ps', 'posh'].map((name) => [name, 'powershell'] as const),
  ...['cmd', 'bat', 'batch', 'dos', 'winbatch'].map((name) => [name, 'cmd'] as const),
]);
/** Kinds of files whose commands an agent runs or is told to run. */
const AGENT_KINDS: ReadonlySet<FileKind> = new Set(['skill', 'agent-command', 'agent-instructions']);
const MAX_NODES = 500_000;
const MAX_LINE = 10_000;
const MAX_GAP = 200;

/** Shell fences of a Markdown file and, in files for agents, the commands that run while the text is loaded and those that it orders to run. */
export function markdownCommands({ sourceCode, kind }: FileContext): readonly CommandText[] {
  const { text } = sourceCode;
  const dynamic = AGENT_KINDS.has(kind) && text.includes('!');
  const ordered = AGENT_KINDS.has(kind) && text.includes('`');
  if (!text.includes('```') && !text.includes('~~~') && !ordered) return [];
  const found: CommandText[] = [];
  const stack: MarkdownNode[] = [sourceCode.ast as MarkdownNode];
  const place: Place = { heading: '', lead: '', listEnd: 0, apartEnd: 0, before: null };
  let visited = 0;
  for (let node = stack.pop(); node && visited < MAX_NODES; node = stack.pop(), visited += 1) {
    if (node.type === 'code') found.push(...(isForbidden(node, text, place) ? [] : fenceTexts(node, text, kind)));
    else if (node.type === 'inlineCode' && ordered) {
      const span = dynamic ? dynamicTexts(node, text) : [];
      found.push(...span, ...(span.length === 0 ? orderedTexts(node, text, place) : []));
    } else {
      if (node.type === 'paragraph' || node.type === 'heading') place.before = node;
      if (ordered) follow(place, node, text);
    }
    const children = node.children ?? [];
    for (let index = children.length - 1; index >= 0; index -= 1) stack.push(children[index] as MarkdownNode);
  }
  return found;
}

/** Where a code span stands: the heading above, the paragraph in front of its list, and where lists and what is no running text end. */
interface Place {
  heading: string;
  lead: string;
  listEnd: number;
  apartEnd: number;
  /** The last paragraph or heading in front. */
  before: MarkdownNode | null;
}

const APART: ReadonlySet<string> = new Set(['heading', 'table', 'blockquote']);

function follow(place: Place, { type, position }: MarkdownNode, text: string): void {
  const start = position?.start.offset ?? 0;
  const end = position?.end.offset ?? start;
  if (APART.has(type)) place.apartEnd = Math.max(place.apartEnd, end);
  if (type === 'heading') place.heading = text.slice(start, Math.min(end, start + 200));
  else if (type === 'list') place.listEnd = Math.max(place.listEnd, end);
  else if (type === 'paragraph' && start >= place.listEnd) place.lead = text.slice(Math.max(start, end - 200), end);
}

/** True for a block of commands right behind a paragraph or a heading that forbids running it. What runs while the text is loaded is never forbidden. */
function isForbidden({ lang, position }: MarkdownNode, text: string, { before }: Place): boolean {
  const start = position?.start.offset ?? 0;
  const end = before?.position?.end.offset ?? start;
  if (!before || lang?.startsWith('!') || start - end > MAX_GAP || !/^[\s>]*$/.test(text.slice(end, start))) return false;
  return forbidsRunning(text.slice(Math.max(before.position?.start.offset ?? 0, end - MAX_GAP), end), before.type === 'heading');
}

function orderedTexts(node: MarkdownNode, text: string, { heading, lead, listEnd, apartEnd }: Place): readonly CommandText[] {
  const start = node.position?.start.offset ?? 0;
  if (start < apartEnd) return [];
  const command = spanText(text, start, node.position?.end.offset ?? start, heading, start < listEnd ? lead : '');
  return command ? [command] : [];
}

const LIST_ENTRY = /^\s{0,9}(?:[-*+]|\d{1,3}[.)]) /;
const CODE_SPAN = /`[^`\n]{3,600}`/g;
const FENCE_LINE = /^[ \t]{0,9}(```|~~~)[ \t]{0,4}([\w-]{0,40})/;

/** The same for instruction files that are plain text (`.cursorrules`): fences and code spans, told line by line. */
export function plainCommands({ sourceCode: { text }, kind }: FileContext): readonly CommandText[] {
  if (!AGENT_KINDS.has(kind) || !text.includes('`')) return [];
  const found: CommandText[] = [];
  let fence: { mark: string; name: string; start: number; denied: boolean } | null = null;
  let heading = '';
  let lead = '';
  let before = '';
  for (let at = 0; at < text.length; at = lineEnd(text, at, text.length) + 1) {
    const end = lineEnd(text, at, text.length);
    const line = text.slice(at, Math.min(end, at + MAX_LINE));
    const mark = FENCE_LINE.exec(line);
    if (fence) {
      if (mark?.[1] !== fence.mark) continue;
      const dialect = FENCES.get(fence.name);
      if (dialect && !fence.denied && at > fence.start) found.push(shellText(withoutForbidden(withoutPrompts(plainText(text.slice(fence.start, at), fence.start), dialect), false), { carrier: 'markdown-fence', label: fence.name, dialect }));
      fence = null;
      before = '';
      continue;
    }
    if (mark) fence = { mark: mark[1] ?? '', name: (mark[2] ?? '').toLowerCase(), start: end + 1, denied: forbidsRunning(before, before.startsWith('#')) };
    else if (line.startsWith('#')) heading = line.slice(0, 200);
    else if (!/^[>|]/.test(line)) {
      for (const span of line.matchAll(CODE_SPAN)) {
        const command = spanText(text, at + span.index, at + span.index + span[0].length, heading, LIST_ENTRY.test(line) ? lead : '');
        if (command) found.push(command);
      }
      if (line.trim() !== '' && !LIST_ENTRY.test(line)) lead = line.slice(-200);
    }
    if (line.trim() !== '') before = line.slice(-200);
  }
  return found;
}

function fenceTexts(node: MarkdownNode, source: string, kind: FileKind): readonly CommandText[] {
  const name = /^\{?\.?([\w-]{1,40}|!)/.exec(node.lang ?? '')?.[1]?.toLowerCase() ?? '';
  const agent = AGENT_KINDS.has(kind);
  const value = node.value ?? '';
  const dialect = FENCES.get(name);
  const runs = agent && name === '!';
  if (!dialect && !runs && !(name === '' && /^\s{0,20}\$ /.test(value))) return [];
  const text = withoutForbidden(withoutPrompts(fenceText(node, source), dialect ?? 'sh'), runs);
  if (text.text.trim() === '') return [];
  return [shellText(text, { carrier: runs ? 'skill-command' : 'markdown-fence', label: name, dialect: dialect ?? 'sh' })];
}

/** A fence's content. Indentation of lists and marks of quotes stand before each line; the line itself ends alike. */
function fenceText(node: MarkdownNode, source: string): MappedText {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? source.length;
  const builder = new TextBuilder();
  const isFenced = source[start] === '`' || source[start] === '~';
  let at = isFenced ? lineEnd(source, start, end) + 1 : start;
  for (const [index, line] of (node.value ?? '').split('\n').entries()) {
    const newline = lineEnd(source, at, end);
    const stop = source[newline - 1] === '\r' ? newline - 1 : newline;
    const content = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (index > 0) builder.put('\n', Math.max(at - 1, start), at);
    if (source.startsWith(content, stop - content.length)) builder.copy(content, stop - content.length);
    else builder.put(content, at, stop);
    at = newline + 1;
  }
  return builder.build(builder.end);
}

function lineEnd(source: string, from: number, end: number): number {
  const newline = source.indexOf('\n', from);
  return newline < 0 || newline > end ? end : newline;
}

const PROMPT = /^[ \t]{0,20}(?:\([\w.-]{1,40}\)[ \t])?(?:[\w.-]{1,40}@[\w.-]{1,60}[:~ ][^$#\n]{0,80})?(?:\$|%|PS(?: [A-Z]:\\[^>\n]{0,100})?>|[A-Z]:\\[^>\n]{0,100}>)[ \t]/;

/**
 * A session (`$ command`, then its output) reads as its commands: without prompts, and without the lines between
 * that neither begin with one nor go on with the line before.
 */
function withoutPrompts(text: MappedText, dialect: Dialect): MappedText {
  const lines = text.text.split('\n');
  if (!lines.some((line) => PROMPT.test(line.slice(0, 300)))) return text;
  const builder = new TextBuilder();
  const continues = dialect === 'powershell' ? '`' : dialect === 'cmd' ? '^' : '\\';
  let at = 0;
  let open = false;
  for (const line of lines) {
    const prompt = PROMPT.exec(line.slice(0, 300))?.[0].length ?? 0;
    if (prompt > 0 || open) {
      if (builder.text.length > 0) builder.put('\n', Math.max(at - 1, 0), at);
      const skip = prompt > 0 ? prompt : /^> /.test(line) ? 2 : 0;
      builder.copy(line.slice(skip), at + skip);
      open = line.trimEnd().endsWith(continues);
    }
    at += line.length + 1;
  }
  const inner = builder.build(builder.end);
  return { text: inner.text, holes: [], toSource: (start, end) => text.toSource(...inner.toSource(start, end)) };
}

/** Without the commands below a comment that forbids them, up to the next comment or empty line. */
function withoutForbidden(text: MappedText, runs: boolean): MappedText {
  if (runs || !text.text.includes('#')) return text;
  const lines = text.text.split('\n');
  if (!lines.some(isForbiddingComment)) return text;
  const builder = new TextBuilder();
  let at = 0;
  let denied = false;
  for (const line of lines) {
    denied = isForbiddingComment(line) || (denied && /^\s{0,40}[^\s#]/.test(line.slice(0, 100)));
    if (at > 0) builder.put('\n', at - 1, at);
    if (!denied) builder.copy(line, at);
    at += line.length + 1;
  }
  const inner = builder.build(builder.end);
  return { text: inner.text, holes: [], toSource: (start, end) => text.toSource(...inner.toSource(start, end)) };
}

/** `` !`command` `` outside of other code: its output is put into the prompt before the model reads it. */
function dynamicTexts(node: MarkdownNode, source: string): readonly CommandText[] {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? 0;
  if (source[start - 1] !== '!' || source[start] !== '`' || source[start + 1] === '`') return [];
  if (start >= 2 && !/[\s(:*_-]/.test(source[start - 2] ?? '')) return [];
  const command = source.slice(start + 1, end - 1);
  return command.trim() === '' ? [] : [shellText(plainText(command, start + 1), { carrier: 'skill-command', label: '!' })];
}
