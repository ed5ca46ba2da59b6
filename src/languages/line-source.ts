import type { ConfigCommentParser, Directive, TextSourceCodeBase, VisitNodeStep } from '@eslint/plugin-kit';

import type { Location, TextSource } from './language.ts';
import { load } from './require.ts';

/** A comment of a shell, TOML or plain text file. `value` is what follows the marker. */
export interface LineComment {
  readonly type: 'Line';
  readonly value: string;
  readonly range: readonly [number, number];
  readonly loc: Location;
}

/** Root node of a language that we parse by lines; it has no children. */
export interface LineRoot {
  readonly type: 'ShellScript' | 'TextDocument' | 'TomlDocument';
  readonly range: readonly [number, number];
  readonly loc: Location;
  readonly comments: readonly LineComment[];
}

const DIRECTIVE = /^\s*eslint(?:-enable|-disable(?:(?:-next)?-line)?)?(?:\s|$)/;
const DISABLING: ReadonlySet<string> = new Set(['eslint-disable', 'eslint-enable', 'eslint-disable-line', 'eslint-disable-next-line']);
const LINE_END = /\r\n|[\r\n]/;

interface Kit {
  TextSourceCodeBase: typeof TextSourceCodeBase;
  ConfigCommentParser: typeof ConfigCommentParser;
  Directive: typeof Directive;
  VisitNodeStep: typeof VisitNodeStep;
}

const RULE_SETTING = /^\s{0,20}eslint\s{1,20}/;
/** `agent-security/no-x: off`, and not `# eslint and prettier are installed`, `# eslint config: see below`. Rules of these languages have the name of a plugin. */
const NAMES_RULE = /^\s{0,20}["']?@?[\w-]{1,100}\/[\w/-]{1,200}["']?\s{0,20}:/;

type SourceClass = new (text: string, ast: LineRoot) => TextSource;
let sourceClass: SourceClass | undefined;

/** The SourceCode of a text with comments: `eslint-disable …` and `eslint rule: …` comments work in it. */
export function lineSource(text: string, ast: LineRoot): TextSource {
  sourceClass ??= createClass(load('@eslint/plugin-kit') as Kit);
  return new sourceClass(text, ast);
}

function createClass(kit: Kit): SourceClass {
  const comments = new kit.ConfigCommentParser();
  class LineSourceCode extends kit.TextSourceCodeBase {
    declare ast: LineRoot;

    constructor(text: string, ast: LineRoot) {
      super({ text, ast, lineEndingPattern: LINE_END });
    }

    override getParent(): undefined {
      return undefined;
    }

    override traverse(): { kind: 1; target: LineRoot; phase: 1 | 2; args: unknown[] }[] {
      const visit = (phase: 1 | 2) => new kit.VisitNodeStep({ target: this.ast, phase, args: [this.ast] });
      return [visit(1), visit(2)] as never;
    }

    getInlineConfigNodes(): LineComment[] {
      return this.ast.comments.filter(({ value }) => DIRECTIVE.test(value) && (!RULE_SETTING.test(value) || NAMES_RULE.test(value.replace(RULE_SETTING, ''))));
    }

    getDisableDirectives(): { problems: []; directives: Directive[] } {
      const directives: Directive[] = [];
      for (const node of this.getInlineConfigNodes()) {
        const { label, value, justification } = comments.parseDirective(node.value) ?? {};
        if (label !== undefined && DISABLING.has(label)) {
          directives.push(new kit.Directive({ type: label.slice('eslint-'.length) as never, node, value: value ?? '', justification: justification ?? '' }));
        }
      }
      return { problems: [], directives };
    }

    applyInlineConfig(): { configs: object[]; problems: object[] } {
      const configs: object[] = [];
      const problems: object[] = [];
      for (const { value: text, loc } of this.getInlineConfigNodes()) {
        const { label, value } = comments.parseDirective(text) ?? {};
        if (label !== 'eslint') continue;
        const parsed = comments.parseJSONLikeConfig(value ?? '');
        if (parsed.ok) configs.push({ config: { rules: parsed.config }, loc });
        else problems.push({ ruleId: null, message: parsed.error.message, loc });
      }
      return { configs, problems };
    }
  }
  return LineSourceCode as never;
}

/** Finds lines and columns of a text; both count as ESLint's JavaScript does (line from 1, column from 0). */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code === 0x0a || (code === 0x0d && text.charCodeAt(index + 1) !== 0x0a)) this.#starts.push(index + 1);
    }
  }

  /** Location of a range; indexes beyond the text are clamped. */
  locate(start: number, end: number): Location {
    return { start: this.#at(start), end: this.#at(end) };
  }

  #at(index: number): { line: number; column: number } {
    const wanted = Math.min(Math.max(index, 0), this.#length);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= wanted) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: wanted - (this.#starts[low] ?? 0) };
  }
}
