import { child, children, isCall } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { Calls } from './calls.ts';
import { textPattern, patternOf } from './text.ts';
import type { TextShop } from './text.ts';
import type { ModuleLoad } from './types.ts';
import type { Uses } from './uses.ts';
import { gapText } from './values.ts';
import { LOADERS } from './tables/modules.ts';

/** Every place that loads a module, in source order. */
export function moduleLoads(root: JsNode, calls: Calls, shop: TextShop, uses: Uses): readonly ModuleLoad[] {
  const out: ModuleLoad[] = [...declarations(root, shop), ...dynamicImports(shop, uses)];
  for (const call of calls.all) {
    if (!call.origins.some((origin) => LOADERS.has(origin))) continue;
    const [name] = call.args;
    out.push({ kind: 'require', name: name?.text() ?? textPattern(gapText(call.node), call.node, shop), range: name?.range ?? call.range, node: call.node, isRuntime: true });
  }
  return out.sort((a, b) => a.range[0] - b.range[0]);
}

function declarations(root: JsNode, shop: TextShop): ModuleLoad[] {
  const out: ModuleLoad[] = [];
  for (const statement of children(root, 'body')) {
    if (!statement) continue;
    const source = child(statement, 'source') ?? equalsSource(statement);
    if (!source) continue;
    const specifiers = children(statement, 'specifiers');
    const isType = statement['importKind'] === 'type' || statement['exportKind'] === 'type' || (specifiers.length > 0 && specifiers.every((item) => item?.['importKind'] === 'type' || item?.['exportKind'] === 'type'));
    out.push({ kind: statement.type.startsWith('Export') ? 'export' : 'import', name: patternOf(source, shop), range: source.range, node: statement, isRuntime: !isType });
  }
  return out;
}

function equalsSource(statement: JsNode): JsNode | null {
  const reference = statement.type === 'TSImportEqualsDeclaration' ? child(statement, 'moduleReference') : null;
  return reference ? child(reference, 'expression') : null;
}

function dynamicImports(shop: TextShop, uses: Uses): ModuleLoad[] {
  const out: ModuleLoad[] = [];
  if (!shop.text.includes('import')) return out;
  for (const match of shop.text.matchAll(/\bimport(?=\s{0,100}\(|\s{0,100}\/[*/])/g)) {
    let node = uses.nodeAt(match.index);
    if (node?.type === 'Import') node = node.parent ?? null;
    const source = node?.type === 'ImportExpression' ? child(node, 'source') : isCall(node) && child(node, 'callee')?.type === 'Import' ? (children(node, 'arguments')[0] ?? null) : null;
    if (node && source) out.push({ kind: 'dynamic-import', name: patternOf(source, shop), range: source.range, node, isRuntime: true });
  }
  return out;
}

