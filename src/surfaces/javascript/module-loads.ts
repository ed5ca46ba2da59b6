import { calleeOf, child, children, isCall } from './ast.ts';
import type { JsNode } from './ast.ts';
import { LIMITS } from './budget.ts';
import { textPattern, patternOf } from './text.ts';
import type { TextShop } from './text.ts';
import type { CallFact, ModuleLoad, TextPattern } from './types.ts';
import type { TextIndex } from '../text-index.ts';
import type { SourceRange } from '../mapped-text.ts';
import type { Workshop } from './workshop.ts';
import type { Roots } from './roots.ts';
import { gapText, textOf } from './values.ts';
import { LOADERS, RUNNERS } from './tables/modules.ts';

/** A load whose name stands in the tree. */
class Load implements ModuleLoad {
  readonly kind: ModuleLoad['kind'];
  readonly literal: string | null;
  readonly range: SourceRange;
  readonly node: JsNode;
  readonly isRuntime: boolean;
  readonly #source: JsNode;
  readonly #shop: TextShop;
  #name: TextPattern | undefined;

  constructor(kind: ModuleLoad['kind'], source: JsNode, node: JsNode, isRuntime: boolean, shop: TextShop) {
    const { value } = source;
    this.kind = kind;
    this.literal = typeof value === 'string' && value.length < LIMITS.text ? value : null;
    this.range = source.range;
    this.node = node;
    this.isRuntime = isRuntime;
    this.#source = source;
    this.#shop = shop;
  }

  get name(): TextPattern {
    return (this.#name ??= this.literal === null ? patternOf(this.#source, this.#shop) : textPattern(textOf(this.literal, this.#source, false), this.#source, this.#shop));
  }
}

/** Every place that loads a module, in source order; `calls` are those of known functions. */
export function moduleLoads(work: Workshop, roots: Roots, calls: readonly CallFact[], shop: TextShop): readonly ModuleLoad[] {
  const out: ModuleLoad[] = [...declarations(work.root, shop), ...loadedDynamically(work, roots.dynamicImports, shop)];
  for (const { parent } of roots.plainLoads) {
    const source = parent ? children(parent, 'arguments')[0] : null;
    if (parent && source) out.push(new Load('require', source, parent, true, shop));
  }
  for (const call of calls) {
    const runner = call.origins.map((origin) => RUNNERS.get(origin)).find((known) => known !== undefined);
    const run = runner && call.args[runner.at];
    // With this option the argument is code, and no name.
    if (runner && run && call.args[1]?.object()?.get('eval')?.boolean() !== true) out.push(new Load(runner.kind, run.node, call.node, true, shop));
    if (!call.origins.some((origin) => LOADERS.has(origin))) continue;
    const [name] = call.args;
    if (name) out.push(new Load('require', name.node, call.node, true, shop));
    else out.push({ kind: 'require', literal: null, name: textPattern(gapText(call.node), call.node, shop), range: call.range, node: call.node, isRuntime: true });
  }
  return out.sort((a, b) => a.range[0] - b.range[0]);
}

const DECLARATIONS: ReadonlySet<string> = new Set(['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'TSImportEqualsDeclaration']);

function declarations(root: JsNode, shop: TextShop): ModuleLoad[] {
  const out: ModuleLoad[] = [];
  for (const statement of children(root, 'body')) {
    if (!statement || !DECLARATIONS.has(statement.type)) continue;
    const source = child(statement, 'source') ?? equalsSource(statement);
    if (!source) continue;
    const specifiers = children(statement, 'specifiers');
    const isType = statement['importKind'] === 'type' || statement['exportKind'] === 'type' || (specifiers.length > 0 && specifiers.every((item) => item?.['importKind'] === 'type' || item?.['exportKind'] === 'type'));
    out.push(new Load(statement.type.startsWith('Export') ? 'export' : 'import', source, statement, !isType, shop));
  }
  return out;
}

function equalsSource(statement: JsNode): JsNode | null {
  const reference = statement.type === 'TSImportEqualsDeclaration' ? child(statement, 'moduleReference') : null;
  return reference ? child(reference, 'expression') : null;
}

/** What may follow the word in `import()` and `import.meta`. */
const AFTER_IMPORT = /\s{0,100}(?:[(.]|\/[*/])/y;

/** Where `import` is no declaration, or may be none: such expressions have no references and are found in the text. */
export function dynamicImports(text: string, textIndex: TextIndex): readonly number[] {
  return textIndex.find('import').filter((index) => {
    AFTER_IMPORT.lastIndex = index + 'import'.length;
    return AFTER_IMPORT.test(text);
  });
}

function loadedDynamically({ uses }: Workshop, places: readonly number[], shop: TextShop): ModuleLoad[] {
  const out: ModuleLoad[] = [];
  for (const index of places) {
    let node = uses.nodeAt(index);
    if (node?.type === 'Import') node = node.parent ?? null;
    const source = node?.type === 'ImportExpression' ? child(node, 'source') : isCall(node) && calleeOf(node)?.type === 'Import' ? (children(node, 'arguments')[0] ?? null) : null;
    if (node && source) out.push(new Load('dynamic-import', source, node, true, shop));
  }
  return out;
}

