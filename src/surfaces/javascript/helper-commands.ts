import { child, children, enclosingFunction } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { Variable } from './bindings.ts';
import { quoted } from './commands.ts';
import { itemsOf } from './evaluate-containers.ts';
import { joinTexts, markedText } from '../mapped-text.ts';
import type { MappedText, SourceRange } from '../mapped-text.ts';
import { textPattern } from './text.ts';
import type { TextShop } from './text.ts';
import type { JsCommandText, TextPattern } from './types.ts';
import { toText } from './values.ts';
import type { Env, Value } from './values.ts';

/** Functions around a call that may be the helper: `new Promise((resolve) => spawn('git', args))` stands in one of its own. */
const MAX_OUTER = 3;
/** Calls of a helper that are read. */
const MAX_SITES = 32;
const MAX_ARGS = 256;

/**
 * The commands that the calls of a helper of this file run: `const git = (...args) => execFileSync('git', args)` with
 * `git('push', '--force')`. Only of commands that are not known by themselves.
 */
export function helperCommands(command: JsCommandText, shop: TextShop): readonly JsCommandText[] {
  const { call, kind } = command;
  if (call.via === 'tagged' || !isOpen(command)) return [];
  const [first, second] = call.args;
  if (!first) return [];
  const found: JsCommandText[] = [];
  for (const { env, site } of siteScopes(call.node, shop)) {
    const file = textIn(first.node, env, shop);
    if (command.file === null) {
      if (file.holes.length === 0 || file.prefix.includes(' ')) found.push({ ...command, source: atSite(file.mapped(), call.range, site), holes: file.holes });
      continue;
    }
    const args = second ? listIn(second.node, env, shop) : null;
    if (!args || file.prefix === '') continue;
    const words = [file, ...args].map((text) => atSite(text.mapped(), call.range, site));
    const [program, ...rest] = words;
    if (program) found.push({ ...command, source: joinTexts(kind === 'argv' ? words.map(quoted) : words), place: site.range, file: program, args: rest, holes: [file, ...args].flatMap(({ holes }) => holes) });
  }
  // What no parameter has a part in is known where it stands.
  return found.filter(({ source }) => source.text !== command.source.text);
}

/** The commands without those that are known again with the call of the helper that gives their text. */
export function withoutPlaced(commands: readonly JsCommandText[], placed: readonly JsCommandText[]): readonly JsCommandText[] {
  const texts = new Map<JsNode, Set<string>>();
  for (const { call, source } of placed) texts.set(call.node, (texts.get(call.node) ?? new Set<string>()).add(source.text));
  return commands.filter(({ call, source, holes }) => holes.length > 0 || texts.get(call.node)?.has(source.text) !== true);
}

/** What stands in the helper itself is reported where the helper is called: each dangerous call has a place of its own. */
function atSite(text: MappedText, [start, end]: SourceRange, site: JsNode): MappedText {
  const [from] = text.toSource(0, text.text.length);
  return from >= start && from < end ? markedText(text.text, [[0, site.range[0]]], site.range[1], text.holes) : text;
}

/** True when the program or its arguments are parameters, as far as the call itself tells. */
function isOpen({ call, file, source, holes }: JsCommandText): boolean {
  if (file === null) return source.holes.length > 0;
  const list = call.args[1]?.array();
  return holes.length > 0 || (call.args[1] !== undefined && list?.complete !== true);
}

/** A call of a helper. */
interface Site {
  readonly env: Env;
  readonly site: JsNode;
}

/** Parameters of the functions around a node with the values that one call of theirs gives them. */
function siteScopes(node: JsNode, { evaluator }: TextShop): readonly Site[] {
  let fn = enclosingFunction(node);
  for (let depth = 0; fn && depth < MAX_OUTER; depth += 1, fn = enclosingFunction(fn)) {
    const sites = evaluator.sources.callSites(fn);
    if (sites.length === 0) continue;
    const parameters = children(fn, 'params');
    return sites.slice(0, MAX_SITES).flatMap((site) => {
      if (!evaluator.budget.spend(1, site.range)) return [];
      const given = children(site, 'arguments');
      const values = new Map<Variable, Value>();
      for (const [index, parameter] of parameters.entries()) {
        const isRest = parameter?.type === 'RestElement';
        const name = isRest ? child(parameter, 'argument') : parameter?.type === 'AssignmentPattern' ? child(parameter, 'left') : parameter;
        const variable = name?.type === 'Identifier' ? evaluator.bindings.variable(name) : null;
        if (!variable || evaluator.bindings.isReassigned(variable) || given.slice(0, isRest ? MAX_ARGS : index + 1).some((argument) => argument?.type === 'SpreadElement')) continue;
        const argument = given[index];
        if (isRest) values.set(variable, { k: 'array', items: given.slice(index, MAX_ARGS).flatMap((item) => (item ? [{ node: item, env: null }] : [])), complete: true, node: site });
        else if (argument) values.set(variable, evaluator.evaluate(argument));
      }
      return values.size > 0 ? [{ env: { values, outer: null, depth: 1, active: new Set<JsNode>() }, site }] : [];
    });
  }
  return [];
}

function textIn(node: JsNode, env: Env, shop: TextShop): TextPattern {
  return textPattern(toText(shop.evaluator.evaluate(node, env), node), node, shop);
}

/** The items of an argument list; `null` when it is not known to its end. */
function listIn(node: JsNode, env: Env, shop: TextShop): readonly TextPattern[] | null {
  const { evaluator } = shop;
  const value = evaluator.evaluate(node, env);
  const items = value.k === 'array' ? itemsOf(evaluator, value, node) : null;
  return items && items.length <= MAX_ARGS ? items.map((item) => textPattern(toText('value' in item ? item.value : evaluator.evaluate(item.node, item.env), 'node' in item ? item.node : node), 'node' in item ? item.node : node, shop)) : null;
}
