import { readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const PAGES = path.join(ROOT, 'docs/rules');

/** An example of a page: a fenced block below a line `<!-- incorrect -->` or `<!-- correct -->`. */
export interface Example {
  readonly line: number;
  readonly correct: boolean;
  readonly code: string;
  readonly file: string;
  readonly options: readonly object[];
  /** `settings['agent-security']` of the example. */
  readonly policy: object;
}

/** The name that a block without `file=` gets, by the fence's language. */
const FILES: Readonly<Record<string, string>> = {
  js: 'example.js',
  mjs: 'example.mjs',
  javascript: 'example.js',
  jsx: 'example.jsx',
  ts: 'example.ts',
  tsx: 'example.tsx',
  typescript: 'example.ts',
  sh: 'example.sh',
  bash: 'example.sh',
  shell: 'example.sh',
  md: 'CLAUDE.md',
  markdown: 'CLAUDE.md',
  dockerfile: 'Dockerfile',
};

export function readPage(name: string): string {
  return readFileSync(path.join(PAGES, `${name}.md`), 'utf8');
}

export function headings(page: string): string[] {
  return outsideFences(page).filter((line) => line.startsWith('## ')).map((line) => line.slice(3).trim());
}

/**
 * Every example of a page, in order.
 *
 * @throws Error when a fenced block below the heading "Examples" has no mark, or a mark has no block.
 */
export function examples(page: string): Example[] {
  const lines = page.split('\n');
  const found: Example[] = [];
  let section = '';
  let mark: string | null = null;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line.startsWith('## ')) section = line.slice(3).trim();
    if (/^<!-- (?:in)?correct/.test(line)) {
      if (mark !== null) throw new Error(`line ${index + 1}: the mark above has no fenced block`);
      mark = line;
    }
    const fence = /^(`{3,}|~{3,})(\w*)/.exec(line);
    if (!fence) continue;
    const end = closingFence(lines, index, fence[1] ?? '');
    if (section === 'Examples' && mark === null) throw new Error(`line ${index + 1}: a block in "Examples" needs <!-- incorrect --> or <!-- correct --> above it`);
    if (mark !== null) found.push(toExample(mark, index + 1, fence[2] ?? '', lines.slice(index + 1, end).join('\n')));
    mark = null;
    index = end;
  }
  if (mark !== null) throw new Error('the last mark has no fenced block');
  return found;
}

export function outsideFences(page: string): string[] {
  const lines = page.split('\n');
  const kept: string[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const fence = /^(`{3,}|~{3,})/.exec(lines[index] ?? '');
    if (fence) index = closingFence(lines, index, fence[1] ?? '');
    else kept.push(lines[index] ?? '');
  }
  return kept;
}

function closingFence(lines: readonly string[], open: number, fence: string): number {
  const close = lines.findIndex((line, index) => index > open && line.startsWith(fence) && line.trim().split(fence.charAt(0)).join('') === '');
  if (close === -1) throw new Error(`line ${open + 1}: the fenced block is not closed`);
  return close;
}

function toExample(mark: string, line: number, language: string, code: string): Example {
  const match = /^<!-- (in)?correct(?: (.+?))? -->$/.exec(mark.trim());
  if (!match) throw new Error(`line ${line}: cannot read the mark ${mark}`);
  const attributes = new Map((match[2] ?? '').split(/ (?=(?:file|options|policy)=)/).map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]));
  const file = attributes.get('file') ?? FILES[language];
  if (file === undefined) throw new Error(`line ${line}: a block of language "${language}" needs file=… in its mark`);
  const options = attributes.get('options');
  return {
    line,
    correct: match[1] === undefined,
    code: `${code}\n`,
    file,
    options: options === undefined ? [] : [JSON.parse(options) as object],
    policy: JSON.parse(attributes.get('policy') ?? '{}') as object,
  };
}
