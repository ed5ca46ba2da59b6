import { createRequire } from 'node:module';

import { findTooWideLine } from '../../languages/width.ts';
import { indexWithin } from '../decoded-text.ts';
import type { SourceRange } from '../mapped-text.ts';
import type { Draft, DraftMember } from './tree.ts';
import { yamlDraft } from './yaml.ts';

interface YamlLanguage {
  parse(file: object, context: object): { readonly ok: boolean; readonly ast?: object };
}

const MAX_FRONT_MATTER = 262_144;
/** Some 4000 keys; what has more is read line by line. */
const MAX_KEY_WORK = 8_000_000;
let language: YamlLanguage | undefined;

/** The YAML language is loaded when the first file with front matter is read. */
function yamlLanguage(): YamlLanguage {
  if (!language) {
    const plugin = createRequire(import.meta.url)('eslint-plugin-yml') as { default?: object };
    language = ((plugin.default ?? plugin) as { languages: { yaml: YamlLanguage } }).languages.yaml;
  }
  return language;
}

/** The range between the `---` lines at the very start of a text; `null` without them. */
export function frontMatterRange(text: string): SourceRange | null {
  const start = text.startsWith('---\n') ? 4 : text.startsWith('---\r\n') ? 5 : -1;
  if (start < 0) return null;
  let at = start;
  while (at < text.length && at < MAX_FRONT_MATTER) {
    const newline = text.indexOf('\n', at);
    const stop = newline < 0 ? text.length : newline;
    if (text.slice(at, Math.min(stop, at + 8)).trimEnd() === '---') return [start, at];
    at = stop + 1;
  }
  return null;
}

/**
 * The front matter of a Markdown file. Agents read theirs leniently (`description: Use: this`, `globs: *.ts`), so a
 * text that is not YAML is read line by line instead: every `name: value` at the start of a line.
 */
export function frontMatterDraft(text: string): Draft | null {
  const range = frontMatterRange(text);
  if (!range) return null;
  const body = text.slice(...range);
  return parseYaml(body, text, range[0]) ?? lenientDraft(text, range);
}

function parseYaml(body: string, text: string, offset: number): Draft | null {
  if (findTooWideLine(body, MAX_KEY_WORK) !== null) return null;
  try {
    const result = yamlLanguage().parse({ body, path: 'front-matter.yaml', physicalPath: 'front-matter.yaml', bom: false }, { languageOptions: {} });
    return result.ok && result.ast ? yamlDraft(result.ast, text, offset) : null;
  } catch {
    return null;
  }
}

function lenientDraft(text: string, [start, end]: SourceRange): Draft {
  const members: DraftMember[] = [];
  let at = start;
  while (at < end) {
    const newline = text.indexOf('\n', at);
    const stop = newline < 0 ? end : Math.min(newline, end);
    const colon = indexWithin(text, ':', at, stop);
    if (colon > at && /^[\w-]{1,100}$/.test(text.slice(at, Math.min(colon, at + 101)))) members.push(lineMember(text, at, colon, stop));
    at = stop + 1;
  }
  return { kind: 'object', range: [start, end], members: () => members };
}

function lineMember(text: string, at: number, colon: number, stop: number): DraftMember {
  const raw = text.slice(colon + 1, stop);
  const value = raw.trim();
  const from = colon + 1 + (raw.length - raw.trimStart().length);
  const range: SourceRange = [from, from + value.length];
  const keyRange: SourceRange = [at, colon];
  const key = text.slice(at, colon);
  if (value === 'true' || value === 'false') return { key, keyRange, draft: { kind: 'boolean', value: value === 'true', range } };
  return { key, keyRange, draft: value === '' ? { kind: 'null', value: null, range } : { kind: 'string', value, range } };
}
