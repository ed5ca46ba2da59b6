import type { FileKind } from '../knowledge/file-kind.ts';
import { fileKind } from '../knowledge/files.ts';
import { dataUrlCode } from '../surfaces/javascript/data-urls.ts';
import { parseEmbedded } from '../surfaces/javascript/embedded.ts';
import { valueModel } from '../surfaces/javascript/index.ts';
import type { ValueModel } from '../surfaces/javascript/index.ts';
import { workflowScripts } from '../surfaces/javascript/workflow-scripts.ts';
import { lazy } from '../surfaces/lazy.ts';
import type { MappedText } from '../surfaces/mapped-text.ts';
import { mayHoldProse, proseRegions } from '../surfaces/prose/index.ts';
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
  /** True for code in a command whose output a variable gets. */
  readonly isCaptured?: boolean;
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
  /** False for code that has no readable text which could hold an order; may be asked before its tree is complete. */
  mayHoldProse(): boolean;
  /**
   * What stands in this file but is a file of its own to the rules: constant code in strings and commands (`node -e`,
   * `new Function`), scripts of workflow steps, and objects in code that are a settings file's content.
   */
  embedded(): readonly EmbeddedFile[];
}

export interface EmbeddedFile {
  readonly file: LintedFile;
  /** The way back from its positions to the linted file; `null` when they are the linted file's own. */
  readonly source: MappedText | null;
}

/** No other memory will do: oxlint has one object for the code of all files, and a WeakMap of its own that tells them apart. */
const files = new WeakMap<object, LintedFile>();
/** Code in a string may hold code in a string; below this depth it is not read. */
const MAX_EMBEDDING = 2;
const MAX_EMBEDDED = 200;
const NONE: readonly never[] = [];

/** The file behind a SourceCode; the same object for every rule. */
export function lintedFile(sourceCode: AnySourceCode, filename: string): LintedFile {
  const known = files.get(sourceCode);
  if (known) return known;
  const file = new SourceFile(sourceCode, filename.replaceAll('\\', '/'), 0);
  files.set(sourceCode, file);
  return file;
}

class SourceFile implements LintedFile {
  readonly sourceCode: AnySourceCode;
  readonly path: string;
  readonly language: LanguageName;
  readonly kind: FileKind;
  readonly text: string;
  readonly isCaptured: boolean;
  /** How many texts hold this one. */
  readonly #depth: number;
  #javascript: ValueModel | null | undefined;
  #settings: SettingNode | null | undefined;
  #isCalm: boolean | undefined;
  #commands: readonly CommandText[] | undefined;
  #notable: readonly CommandText[] | undefined;
  #prose: readonly ProseRegion[] | undefined;
  #mayHoldProse: boolean | undefined;
  #embedded: readonly EmbeddedFile[] | undefined;

  constructor(sourceCode: AnySourceCode, path: string, depth: number, isCaptured = false) {
    this.isCaptured = isCaptured;
    this.sourceCode = sourceCode;
    this.path = path;
    this.language = languageOf(sourceCode);
    this.kind = fileKind(path, this.language);
    this.text = sourceCode.text;
    this.#depth = depth;
  }

  javascript(): ValueModel | null {
    if (this.#javascript === undefined) this.#javascript = this.language === 'javascript' ? valueModel(this.sourceCode) : null;
    return this.#javascript;
  }

  settings(): SettingNode | null {
    if (this.#settings === undefined) this.#settings = this.language === 'javascript' ? null : settingsTree(this.sourceCode, this);
    return this.#settings;
  }

  isCalm(): boolean {
    return (this.#isCalm ??= this.#findCalm());
  }

  #findCalm(): boolean {
    const model = this.javascript();
    return model !== null && model.isCalm() && !mayHoldConfiguration(model);
  }

  commands(): readonly CommandText[] {
    return (this.#commands ??= this.isCalm() ? NONE : commandTexts(this));
  }

  notableCommands(): readonly CommandText[] {
    return (this.#notable ??= notable(this.commands()));
  }

  prose(): readonly ProseRegion[] {
    return (this.#prose ??= proseRegions(this));
  }

  mayHoldProse(): boolean {
    return (this.#mayHoldProse ??= this.#prose !== undefined ? this.#prose.length > 0 : mayHoldProse(this));
  }

  embedded(): readonly EmbeddedFile[] {
    return (this.#embedded ??= this.#depth < MAX_EMBEDDING && !this.isCalm() ? embeddedFiles(this, this.#depth) : NONE);
  }
}

function notable(commands: readonly CommandText[]): readonly CommandText[] {
  return commands.length === 0 ? commands : commands.filter((command) => !command.isOrdinary);
}

/** What a file must hold, and a shell text in it, before its commands are asked for code: `node -e`, `-pe`, `--print`, `deno eval`, `--import https://…`, `node <<EOF`, `… | node`. */
const RUNS_CODE = /\b(?:node|bun|deno|electron)\b/;
const CODE_FLAG = /-["'\\]{0,9}[ep]|eval|(?:data|https?):|<<|\|\s{0,9}(?:node|bun|deno)\b/;

function embeddedFiles(file: LintedFile, depth: number): EmbeddedFile[] {
  const texts: MappedText[] = [];
  for (const { text } of file.javascript()?.codeTexts() ?? []) if (text.constant !== null) texts.push(text.mapped());
  const commands = file.notableCommands();
  // What a text is read as may hold what the file does not: `"\u006eode -e …"`.
  const isNamed = commands.length > 0 && RUNS_CODE.test(file.text);
  for (const command of commands) if (CODE_FLAG.test(command.source.text) && (isNamed || RUNS_CODE.test(command.source.text))) texts.push(...command.script.codeTexts);
  if ((file.kind === 'workflow' || file.kind === 'action') && file.text.includes('github-script')) {
    const root = file.settings();
    if (root) texts.push(...workflowScripts(root));
  }
  for (const load of file.javascript()?.moduleLoads() ?? []) {
    const code = dataUrlCode(load);
    if (code) texts.push(code);
  }
  const codes = texts.slice(0, MAX_EMBEDDED).flatMap((source): EmbeddedFile[] => {
    const sourceCode = /[(=.]/.test(source.text) ? parseEmbedded(source.text) : null;
    return sourceCode ? [{ file: new SourceFile(sourceCode, file.path, depth + 1, isCaptured(file.text, source.toSource(0, 1)[0])), source }] : [];
  });
  const model = file.javascript();
  const objects = model ? findConfigurationObjects(model).map((object) => ({ file: settingsFile(file.sourceCode, object), source: null })) : [];
  return [...codes, ...objects];
}

/** `key="$(node -e "…")"`: what the code prints becomes the value of a variable. */
const CAPTURE = /(?:^|[\s;&|])[A-Za-z_]\w{0,80}=["']?\$\(\s{0,9}(?:node|bun|deno eval)(?:\s{1,5}-[\w-]{1,30}){0,4}\s{1,5}\\?["']?$/;
const MAX_BEFORE = 240;

function isCaptured(text: string, start: number): boolean {
  return CAPTURE.test(text.slice(Math.max(0, start - MAX_BEFORE), start));
}

/** An object in code as the settings file that it is. */
function settingsFile(sourceCode: AnySourceCode, { path, root }: ConfigurationObject): LintedFile {
  const language = 'json';
  const kind = fileKind(path, language);
  const context = { sourceCode, path, language, kind, javascript: () => null, settings: () => root, isCalm: () => false } as const;
  const commands = lazy(() => commandTexts(context));
  return { ...context, text: sourceCode.text, commands, notableCommands: lazy(() => notable(commands())), prose: () => [], mayHoldProse: () => false, embedded: () => [] };
}
