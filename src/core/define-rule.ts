import type { JSONSchema4 } from 'json-schema';

import type { FileKind } from '../knowledge/file-kind.ts';
import type { ValueModel } from '../surfaces/javascript/index.ts';
import type { MappedText } from '../surfaces/mapped-text.ts';
import type { ProseRegion } from '../surfaces/prose/index.ts';
import type { SettingNode } from '../surfaces/settings/index.ts';
import type { CommandText } from '../surfaces/shell/index.ts';
import type { AnySourceCode } from '../surfaces/source-code.ts';
import type { TextGroup } from '../surfaces/text-index.ts';
import { lintedFile } from './file.ts';
import type { LintedFile } from './file.ts';
import { readPolicy } from './policy.ts';
import type { Policy } from './policy.ts';
import { placeOf, Reporter, REST } from './report.ts';
import type { Finding } from './report.ts';

export type { Edit, Finding, Place } from './report.ts';

export type Level = 'high' | 'medium' | 'low';
export type Severity = 'error' | 'warn';
export type Surface = 'javascript' | 'shell' | 'settings' | 'prose' | 'text';

export interface RuleDocs {
  /** Lower case, no full stop: `disallow …`. */
  readonly description: string;
  readonly risk: Level;
  readonly confidence: Level;
  /** `off` in recommended = only strict turns the rule on. */
  readonly presets: { readonly recommended: Severity | 'off'; readonly strict: Severity };
  readonly cwe: readonly number[];
}

/** Base of every handler's argument. */
export interface RuleFacts<Message extends string, Options> {
  readonly file: LintedFile;
  readonly options: Options;
  readonly policy: Policy;
  /** True when the rule runs with `{ strict: true }`: report capabilities too. */
  readonly strict: boolean;
  report(finding: Finding<Message>): void;
}

export interface JavaScriptFacts<Message extends string, Options> extends RuleFacts<Message, Options> {
  readonly model: ValueModel;
}
export interface ShellFacts<Message extends string, Options> extends RuleFacts<Message, Options> {
  /** The command texts in which a detector can find something; `file.commands()` has them all. */
  readonly commands: readonly CommandText[];
}
export interface SettingsFacts<Message extends string, Options> extends RuleFacts<Message, Options> {
  readonly root: SettingNode;
}
export interface ProseFacts<Message extends string, Options> extends RuleFacts<Message, Options> {
  readonly regions: readonly ProseRegion[];
}

/**
 * A cheap look at code before a rule runs: one of the texts stands in it, or a function says that something may be found,
 * told by the code and the file's path. The tree may lack its `parent` pointers then.
 */
export type Screen = TextGroup | ((code: ValueModel, path: string) => boolean);

export interface RuleSpec<Message extends string, Options extends object> {
  readonly name: `no-${string}`;
  readonly docs: RuleDocs;
  /** What + why + what to do instead, at most about 160 characters, ending with a full stop. */
  readonly messages: Readonly<Record<Message, string>>;
  /** JSON schema of each option and the defaults. Every option has a default. */
  readonly options?: { readonly schema: Readonly<Record<keyof Options & string, JSONSchema4>>; readonly defaults: Options };
  /** True when strict reports more than recommended: adds the option `strict` and sets it in that preset. */
  readonly strict?: boolean;
  readonly suggestions?: boolean;
  /** Which files the settings handler wants; without it, every file that has a settings tree. */
  readonly kinds?: readonly FileKind[];
  /** True when the shell handler asks for `file.commands()`: it is called although no detector can find something. */
  readonly everyCommand?: boolean;
  /** What the `javascript` handler finds in a calm file (`LintedFile.isCalm`): nothing (`false`), or something where the screen says so. */
  readonly inCalmCode?: false | Screen;
  readonly javascript?: (facts: JavaScriptFacts<Message, Options>) => void;
  readonly shell?: (facts: ShellFacts<Message, Options>) => void;
  readonly settings?: (facts: SettingsFacts<Message, Options>) => void;
  readonly prose?: (facts: ProseFacts<Message, Options>) => void;
  /** Which files the text handler wants; without it, every file. */
  readonly textKinds?: readonly FileKind[];
  /** Where the text handler may find something in code. */
  readonly textInCode?: Screen;
  readonly text?: (facts: RuleFacts<Message, Options>) => void;
}

interface RuleMetaDocs extends RuleDocs {
  readonly url: string;
  /** Read by documentation tools: true when the recommended preset turns the rule on. */
  readonly recommended: boolean;
  readonly surfaces: readonly Surface[];
  /** The files whose settings it reads; empty when every settings file. */
  readonly kinds: readonly FileKind[];
  readonly strictOption: boolean;
}

/** The rule object that ESLint gets. `Options` is the shape of the rule's one option object. */
export interface AgentRule<Message extends string = string, Options extends object = object> {
  readonly meta: {
    readonly type: 'problem';
    readonly docs: RuleMetaDocs;
    /** The rule's own and {@link REST}. */
    readonly messages: Record<Message | keyof typeof REST, string>;
    readonly schema: JSONSchema4[];
    readonly defaultOptions: [Options & { strict?: boolean }] | [];
    readonly hasSuggestions: boolean;
  };
  readonly create: (context: EslintContext) => Record<string, (() => void) | undefined>;
}

/** The part of ESLint's rule context that rules use. */
export interface EslintContext {
  readonly sourceCode: object;
  readonly filename: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly options: readonly unknown[];
  report(descriptor: never): void;
}

const DOCS = 'https://github.com/eslint-plugin-agent-security/eslint-plugin-agent-security/blob/main/docs/rules';
const NONE: readonly never[] = [];
const NO_LISTENERS: Readonly<Record<string, undefined>> = Object.freeze({});
const SURFACES: readonly Surface[] = ['javascript', 'shell', 'settings', 'prose', 'text'];
const ROOTS: ReadonlySet<string> = new Set(['Program', 'Document', 'root', 'ShellScript', 'TextDocument', 'TomlDocument']);

/**
 * Makes an ESLint rule of a threat. Derives type, docs URL, schema, defaults, listeners, de-duplication and language
 * guards: a rule listens once, on the root node, and only where one of its surfaces can occur.
 */
export function defineRule<Message extends string, Options extends object = object>(spec: RuleSpec<Message, Options>): AgentRule<Message, Options> {
  const properties: Record<string, JSONSchema4> = { ...spec.options?.schema };
  if (spec.strict) properties['strict'] = { type: 'boolean', description: 'Report capabilities too, as the strict preset does.' };
  const hasOptions = Object.keys(properties).length > 0;
  const defaults = Object.freeze({ ...spec.options?.defaults, ...(spec.strict ? { strict: false } : {}) }) as Options & { strict?: boolean };
  const names = Object.keys(defaults);
  const gate = new Gate(spec as unknown as RuleSpec<string, object>);
  return {
    meta: {
      type: 'problem',
      docs: {
        ...spec.docs,
        url: `${DOCS}/${spec.name}.md`,
        recommended: spec.docs.presets.recommended !== 'off',
        surfaces: SURFACES.filter((surface) => spec[surface] !== undefined),
        kinds: spec.kinds ?? [],
        strictOption: spec.strict === true,
      },
      messages: { ...spec.messages, ...REST },
      schema: hasOptions ? [{ type: 'object', properties, additionalProperties: false }] : [],
      defaultOptions: hasOptions ? [defaults] : [],
      hasSuggestions: spec.suggestions === true,
    },
    create(context) {
      const file = lintedFile(context.sourceCode as AnySourceCode, context.filename);
      if (!gate.isOpen(file)) return NO_LISTENERS;
      const policy = readPolicy(context.settings);
      const given = context.options[0] as (Options & { strict?: boolean }) | undefined;
      // ESLint fills the defaults in; other hosts may not.
      const options = !given ? defaults : names.every((name) => Object.hasOwn(given, name)) ? given : { ...defaults, ...given };
      const { type } = file.sourceCode.ast;
      if (!ROOTS.has(type)) return NO_LISTENERS;
      return {
        [type]: () => {
          const reporter = new Reporter<Message>(context, file);
          runRule(spec, gate, { file, options, policy, strict: options.strict === true, report: reporter.report, model: null, commands: NONE, root: null, regions: NONE }, false);
          reporter.finish();
        },
      };
    },
  };
}

/** What tells whether a rule runs in a file, in one form for all rules: it is asked for every rule in every file. */
class Gate {
  readonly #spec: RuleSpec<string, object>;
  /** False for a rule that reads text and prose only. */
  readonly #readsCode: boolean;
  readonly #hasJavaScript: boolean;
  readonly #calm: false | Screen | undefined;
  readonly #hasCodeText: boolean;
  readonly #codeText: Screen | undefined;
  readonly #hasProse: boolean;

  constructor(spec: RuleSpec<string, object>) {
    this.#spec = spec;
    this.#readsCode = spec.javascript !== undefined || spec.shell !== undefined || spec.settings !== undefined;
    this.#hasJavaScript = spec.javascript !== undefined;
    this.#calm = spec.inCalmCode;
    this.#hasCodeText = spec.text !== undefined && (spec.textKinds?.includes('code') ?? true);
    this.#codeText = spec.textInCode;
    this.#hasProse = spec.prose !== undefined;
  }

  /**
   * False when none of a rule's surfaces is in the file: most rules then cost nothing. A file of another language than
   * JavaScript is complete when rules are created; of JavaScript only text, scopes and statements are read.
   */
  isOpen(file: LintedFile): boolean {
    if (file.language !== 'javascript') return this.#isOpenElsewhere(file);
    return (this.#readsCode && (!file.isCalm() || this.isOpenCode(file))) || this.isOpenText(file) || (this.#hasProse && file.mayHoldProse());
  }

  /** False for code in which the `javascript` handler cannot find anything. */
  isOpenCode(file: LintedFile): boolean {
    if (!this.#hasJavaScript || file.language !== 'javascript') return false;
    return !file.isCalm() || (this.#calm !== false && passes(this.#calm, file));
  }

  /** False for a file in which the text handler cannot find anything. */
  isOpenText(file: LintedFile): boolean {
    if (file.language !== 'javascript') return this.#spec.text !== undefined && isWanted(this.#spec.textKinds, file);
    return this.#hasCodeText && passes(this.#codeText, file);
  }

  #isOpenElsewhere(file: LintedFile): boolean {
    const { settings, shell, prose, everyCommand, kinds } = this.#spec;
    if (this.isOpenText(file)) return true;
    if (settings && isWanted(kinds, file) && file.settings() !== null) return true;
    if (shell && (everyCommand ? file.commands() : file.notableCommands()).length > 0) return true;
    if (prose && file.prose().length > 0) return true;
    return this.#readsCode && file.embedded().length > 0;
  }
}

function passes(screen: Screen | undefined, file: LintedFile): boolean {
  if (screen === undefined) return true;
  const code = file.javascript();
  return code !== null && (typeof screen === 'function' ? screen(code, file.path) : code.textIndex.hasAny(screen));
}

function isWanted(kinds: readonly FileKind[] | undefined, { kind }: LintedFile): boolean {
  return kinds === undefined || kinds.includes(kind);
}

function runRule<M extends string, O extends object>(spec: RuleSpec<M, O>, gate: Gate, facts: AllFacts<M, O>, isEmbedded: boolean): void {
  const { file } = facts;
  if (spec.javascript && gate.isOpenCode(file)) {
    const model = file.javascript();
    if (model) {
      facts.model = model;
      spec.javascript(facts as JavaScriptFacts<M, O>);
    }
  }
  if (spec.shell) {
    facts.commands = file.notableCommands();
    if (facts.commands.length > 0 || (spec.everyCommand && file.commands().length > 0)) spec.shell(facts);
  }
  if (spec.settings && isWanted(spec.kinds, file)) {
    facts.root = file.settings();
    if (facts.root) spec.settings(facts as SettingsFacts<M, O>);
  }
  if (spec.javascript || spec.shell || spec.settings) {
    for (const { file: inner, source } of file.embedded()) runRule(spec, gate, { ...facts, file: inner, report: source ? mapped(facts.report, source) : facts.report }, true);
  }
  if (isEmbedded) return;
  if (spec.prose && (file.language !== 'javascript' || file.mayHoldProse())) {
    facts.regions = file.prose();
    if (facts.regions.length > 0) spec.prose(facts);
  }
  if (spec.text && gate.isOpenText(file)) spec.text(facts);
}

/** One object for all handlers of a rule: what only some of them get is filled in before they are called. */
interface AllFacts<Message extends string, Options> extends RuleFacts<Message, Options> {
  model: ValueModel | null;
  commands: readonly CommandText[];
  root: SettingNode | null;
  regions: readonly ProseRegion[];
}

/** Reports of code in a string stand in the file that holds the string; edits of decoded text make no sense there. */
function mapped<M extends string>(report: (finding: Finding<M>) => void, source: MappedText): (finding: Finding<M>) => void {
  return ({ at, message, data }) => {
    const [start, end] = placeOf(at, source.text.length);
    report({ at: source.toSource(start, end), message, data });
  };
}
