import type { FileKind } from '../../knowledge/file-kind.ts';
import type { AnySourceCode, LanguageName } from '../source-code.ts';
import { frontMatterDraft } from './front-matter.ts';
import type { SourceRange } from '../mapped-text.ts';
import { momoaDraft } from './json.ts';
import { jsoncDraft } from './jsonc.ts';
import { DOTENV, GIT_CONFIG, linesDraft, NPMRC, PIP_CONFIG, YARNRC } from './lines.ts';
import type { LineFormat } from './lines.ts';
import { gemfileDraft, jenkinsDraft, requirementsDraft, wrapperDraft } from './matched-lines.ts';
import type { SettingNode } from './model.ts';
import { walkSettings } from './query.ts';
import { tomlDraft } from './toml.ts';
import { treeOf } from './tree.ts';
import type { Draft } from './tree.ts';
import { yamlDraft } from './yaml.ts';
import { yarnLockDraft } from './yarn-lock.ts';

export type { SettingKind, SettingNode } from './model.ts';
export { findSettings, isUnder, pathOf, scalarText, stringItems, walkSettings } from './query.ts';

/** What is known about a file besides its text. */
export interface SettingsFile {
  readonly kind: FileKind;
  readonly path: string;
  readonly language: LanguageName;
}

/**
 * The settings of a file as one tree, whatever its format: JSON of two parsers, YAML, TOML, `key=value` lines, Yarn's
 * lockfile, and the front matter of a Markdown file. `null` when the file holds no settings. Members are read when
 * they are first looked at; a tree that reaches a bound tells where (`cutAt`).
 */
export function settingsTree(sourceCode: AnySourceCode, file: SettingsFile): SettingNode | null {
  const draft = draftOf(sourceCode, file);
  return draft ? treeOf(draft, UNBOUNDED.has(file.kind) ? undefined : MAX_MEMBERS) : null;
}

/**
 * Members of one object, or items of one array, in a file that people write, and twice the number of those that have
 * members themselves: nobody has that many servers, tasks, hooks or scripts, and a file that has is one to look at.
 */
export const MAX_MEMBERS = 10_000;
/** Files that programs write, and data. */
const UNBOUNDED: ReadonlySet<FileKind> = new Set(['lockfile', 'other', 'markdown', 'code']);

/** The first value of a file that people write of which a bound left out a part; reads the whole tree when there may be one. */
export function findCut(root: SettingNode, { text, kind }: { readonly text: string; readonly kind: FileKind }): SourceRange | null {
  if (UNBOUNDED.has(kind) || (text.length < 2 * MAX_MEMBERS && !text.includes('&'))) return null;
  for (const _node of walkSettings(root)) if (root.cutAt) return root.cutAt;
  return root.cutAt ?? null;
}

function draftOf({ ast, text }: AnySourceCode, file: SettingsFile): Draft | null {
  switch (file.language) {
    case 'json':
      return ast.type === 'Document' ? momoaDraft(ast, text) : jsoncDraft(ast, text);
    case 'yaml':
      return yamlDraft(ast, text);
    case 'toml':
      return tomlDraft(ast, text);
    case 'markdown':
      return frontMatterDraft(text);
    case 'text':
      return textDraft(text, file);
    default:
      return null;
  }
}

const LINE_FORMATS: ReadonlyMap<FileKind, LineFormat> = new Map([
  ['npmrc', NPMRC],
  ['yarnrc', YARNRC],
  ['git-config', GIT_CONFIG],
  ['pip-config', PIP_CONFIG],
]);

/** Files in which single lines are settings. */
const LINE_SETTINGS: ReadonlyMap<FileKind, (text: string) => Draft> = new Map([
  ['python-requirements', requirementsDraft],
  ['ruby-config', gemfileDraft],
  ['wrapper-properties', wrapperDraft],
  ['pipeline', jenkinsDraft],
]);

function textDraft(text: string, { kind, path }: SettingsFile): Draft | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (kind === 'lockfile') return name === 'yarn.lock' ? yarnLockDraft(text) : null;
  const single = LINE_SETTINGS.get(kind);
  if (single) return single(text);
  const format = LINE_FORMATS.get(kind) ?? (/^\.env(?:\.|$)/.test(name) ? DOTENV : undefined);
  if (format) return linesDraft(text, format);
  return name.endsWith('.mdc') || kind === 'agent-instructions' || kind === 'skill' || kind === 'agent-command' ? frontMatterDraft(text) : null;
}
