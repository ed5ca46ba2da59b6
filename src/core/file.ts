import type { FileKind } from '../knowledge/file-kind.ts';
import { fileKind } from '../knowledge/files.ts';
import { parseEmbedded } from '../surfaces/javascript/embedded.ts';
import { valueModel } from '../surfaces/javascript/index.ts';
import type { ValueModel } from '../surfaces/javascript/index.ts';
import { lazy } from '../surfaces/lazy.ts';
import type { MappedText } from '../surfaces/mapped-text.ts';
import { proseRegions } from '../surfaces/prose/index.ts';
import type { ProseRegion } from '../surfaces/prose/index.ts';
import { settingsTree } from '../surfaces/settings/index.ts';
import type { SettingNode } from '../surfaces/settings/index.ts';
import { commandTexts } from '../surfaces/shell/carriers/index.ts';
import type { CommandText } from '../surfaces/shell/command-text.ts';
import { languageOf } from '../surfaces/source-code.ts';
import type { AnySourceCode, LanguageName } from '../surfaces/source-code.ts';
import { findConfigurationObjects, mayHoldConfiguration } from './configuration-objects.ts';
import type { ConfigurationObject } from './configuration-objects.ts';

/** Everything the rules can ask about one file. Each fact is computed on first use and shared by all rules. */
export interface LintedFile {
  readonly sourceCode: AnySourceCode;
  /** Absolute or given path with forward slashes. */
  readonly path: string;
  readonly language: LanguageName;
  readonly kind: FileKind;
  readonly text: string;
  /** The value model; `null` when the file is not JavaScript or TypeScript. */
  javascript(): ValueModel | null;
  /** The settings tree; `null` when the file holds no settings. */
  settings(): SettingNode | null;
  /** Every command text of the file, whatever carries it. */
  commands(): readonly CommandText[];
  /** Those command texts in which a detector can find something. */
  notableCommands(): readonly CommandText[];
  /** True for code that has no known calls, no commands and nothing embedded: see {@link ValueModel.isCalm}. */
  isCalm(): boolean;
  /** Readable text: paragraphs, comments, descriptions. */
  prose(): readonly ProseRegion[];
  /**
   * What stands in this file but is a file of its own to the rules: constant code in strings and commands (`node -e`,
   * `new Function`), and objects in code that are a settings file's content.
   */
  embedded(): readonly EmbeddedFile[];
}

export interface EmbeddedFile {
  readonly file: LintedFile;
  /** The way back from its positions to the linted file; `null` when they are the linted file's own. */
  readonly source: MappedText | null;
}

const files = new WeakMap<object, LintedFile>();
/** Code in a string may hold code in a string; below this depth it is not read. */
const MAX_EMBEDDING = 2;
const MAX_EMBEDDED = 200;

/** The file behind a SourceCode; the same object for every rule. */
export function lintedFile(sourceCode: AnySourceCode, filename: string): LintedFile {
  const known = files.get(sourceCode);
  if (known) return known;
  const file = makeFile(sourceCode, filename.replaceAll('\\', '/'), 0);
  files.set(sourceCode, file);
  return file;
}

function makeFile(sourceCode: AnySourceCode, path: string, depth: number): LintedFile {
  const language = languageOf(sourceCode);
  const kind = fileKind(path, language);
  const javascript = lazy(() => (language === 'javascript' ? valueModel(sourceCode) : null));
  const settings = lazy(() => (language === 'javascript' ? null : settingsTree(sourceCode, { kind, path, language })));
  const isCalm = lazy(() => {
    const model = javascript();
    return model !== null && model.isCalm() && !mayHoldConfiguration(model);
  });
  const file: LintedFile = {
    sourceCode,
    path,
    language,
    kind,
    text: sourceCode.text,
    javascript,
    settings,
    isCalm,
    commands: lazy(() => (isCalm() ? [] : commandTexts({ sourceCode, path, language, kind, javascript, settings }))),
    notableCommands: lazy(() => (isCalm() ? [] : notable(file.commands()))),
    prose: lazy(() => proseRegions({ sourceCode, path, language, kind, javascript, settings })),
    embedded: lazy(() => (depth < MAX_EMBEDDING && !isCalm() ? embeddedFiles(file, depth) : [])),
  };
  return file;
}

function notable(commands: readonly CommandText[]): readonly CommandText[] {
  return commands.filter((command) => !command.isOrdinary);
}

/** What a file must hold, and a shell text in it, before its commands are asked for code: `node -e`, `-pe`, `--print`, `deno eval`. */
const RUNS_CODE = /\b(?:node|bun|deno|electron)\b/;
const CODE_FLAG = /-["'\\]{0,9}[ep]|eval/;

function embeddedFiles(file: LintedFile, depth: number): EmbeddedFile[] {
  const texts: MappedText[] = [];
  for (const { text } of file.javascript()?.codeTexts() ?? []) if (text.constant !== null) texts.push(text.mapped());
  const commands = file.notableCommands();
  if (commands.length > 0 && RUNS_CODE.test(file.text)) for (const command of commands) if (CODE_FLAG.test(command.source.text)) texts.push(...command.script.codeTexts);
  const codes = texts.slice(0, MAX_EMBEDDED).flatMap((source): EmbeddedFile[] => {
    const sourceCode = /[(=.]/.test(source.text) ? parseEmbedded(source.text) : null;
    return sourceCode ? [{ file: makeFile(sourceCode, file.path, depth + 1), source }] : [];
  });
  const model = file.javascript();
  const objects = model ? findConfigurationObjects(model).map((object) => ({ file: settingsFile(file.sourceCode, object), source: null })) : [];
  return [...codes, ...objects];
}

/** An object in code as the settings file that it is. */
function settingsFile(sourceCode: AnySourceCode, { path, root }: ConfigurationObject): LintedFile {
  const language = 'json';
  const kind = fileKind(path, language);
  const context = { sourceCode, path, language, kind, javascript: () => null, settings: () => root, isCalm: () => false } as const;
  const commands = lazy(() => commandTexts(context));
  return { ...context, text: sourceCode.text, commands, notableCommands: lazy(() => notable(commands())), prose: () => [], embedded: () => [] };
}
