import { FILE_TABLE } from '../knowledge/files.ts';
import type { FileKind, FileLanguage, FileRow } from '../knowledge/files.ts';

/** Files of one language, as one configuration entry takes them. */
export interface FileEntry {
  /** Last part of the entry's name. */
  readonly name: string;
  readonly files: readonly string[];
  readonly ignores?: readonly string[];
  /** Key of the language plugin and the language in it. */
  readonly plugin: 'agent-security-json' | 'agent-security-markdown' | 'agent-security-yaml' | 'agent-security-text';
  readonly language: string;
  /** Lockfiles are machine-made and large: only the rules that need them run there. */
  readonly lockfiles: boolean;
}

/** In this order: where a file matches two entries (`Dockerfile.md`), the later one wins. */
const LANGUAGES: ReadonlyMap<FileLanguage, Pick<FileEntry, 'plugin' | 'language'>> = new Map([
  ['text', { plugin: 'agent-security-text', language: 'text' }],
  ['shell', { plugin: 'agent-security-text', language: 'shell' }],
  ['toml', { plugin: 'agent-security-text', language: 'toml' }],
  ['yaml', { plugin: 'agent-security-yaml', language: 'yaml' }],
  ['markdown', { plugin: 'agent-security-markdown', language: 'gfm' }],
  ['json5', { plugin: 'agent-security-json', language: 'json5' }],
  ['jsonc', { plugin: 'agent-security-json', language: 'jsonc' }],
  ['json', { plugin: 'agent-security-json', language: 'json' }],
]);

/** How every pattern of the table begins. */
const ANYWHERE = '**/';

/** Code keeps the user's parser, whatever its name looks like (`Dockerfile.ts`). */
const CODE = ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx,vue,svelte,astro}'];

/** One pattern for all files of a kind, in braces: ESLint keeps an object of a kilobyte for each pattern, and asks it about every file. */
function patternsByKind(rows: readonly FileRow[]): string[] {
  const kinds = new Map<FileKind, Set<string>>();
  for (const { kind, patterns } of rows) kinds.set(kind, new Set([...(kinds.get(kind) ?? []), ...patterns]));
  return Array.from(kinds.values(), (patterns) => joined([...patterns]));
}

function joined(patterns: readonly string[]): string {
  return patterns.length === 1 ? (patterns[0] ?? '') : `${ANYWHERE}{${patterns.map((pattern) => pattern.slice(ANYWHERE.length)).join(',')}}`;
}

/** The file table as configuration entries: one per language, and one more per language with lockfiles. */
export function fileEntries(): FileEntry[] {
  const entries: FileEntry[] = [];
  for (const [name, target] of LANGUAGES) {
    for (const lockfiles of [false, true]) {
      const rows = FILE_TABLE.filter((row) => row.language === name && (row.kind === 'lockfile') === lockfiles);
      const files = patternsByKind(rows);
      if (files.length > 0) entries.push({ name: lockfiles ? `${name}-lockfiles` : name, files, ...(name === 'text' ? { ignores: CODE } : {}), ...target, lockfiles });
    }
  }
  return entries;
}
