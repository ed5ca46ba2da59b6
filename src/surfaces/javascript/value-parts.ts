import { calleeOf, child, children, isMember, nameOf, objectOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { Evaluator } from './evaluate.ts';
import type { Bindings } from './bindings.ts';
import type { Origins } from './origins.ts';
import { isSecretName } from '../../knowledge/names.ts';
import type { FlowSource } from './types.ts';
import { numberOf } from './masking.ts';
import { isPiece, toText } from './values.ts';

/** What tells the parts of a value apart. */
interface Reader {
  readonly evaluator: Evaluator;
  readonly bindings: Bindings;
}

const NOTHING: readonly string[] = [];
const AFTER_NAME: readonly string[] = ['1'];
const SIGNATURE: readonly string[] = ['2'];
const MATCHED: readonly string[] = ['0', '2', '3', 'groups'];
/** `=`, as text or as pattern. */
const EQUALS = /^(?:\\s\*)?=(?:\\s\*)?$/;
const TOKEN = /token|jwt|assertion/i;
/** A pattern whose first group is the name in front of an equals sign. */
const NAME_GROUP = /^[^()]{0,80}(?:\(\?:[^()]{0,40}\)[?*]?[^()]{0,20})?\([^()?][^()]{0,60}\)(?:\\s|\s|\[[^\]]{1,8}\])?[*?+]?=/;

/**
 * Members of a method's result that hold the value itself; `null` when all of it may. The name in front of the equals
 * sign of an environment file's line is no secret, and the claims of a JSON Web Token are none without its signature.
 */
export function valueParts({ evaluator, bindings }: Reader, { kind, name }: FlowSource, method: string, call: JsNode): readonly string[] | null {
  const [first, second] = children(call, 'arguments');
  if (kind === 'file') {
    if (name !== 'environment file') return null;
    if (method === 'split') return EQUALS.test(separator(first, evaluator)) ? AFTER_NAME : null;
    if (method === 'match' || method === 'exec') {
      const found = pattern(method === 'match' ? first : receiver(call));
      return NAME_GROUP.test(found) ? MATCHED : asksForOpenName(found) ? NOTHING : null;
    }
    if (method !== 'slice' && method !== 'substring' && method !== 'substr') return null;
    return numberOf(first, evaluator) === 0 && isIndexOfEquals(second, evaluator, bindings) ? NOTHING : null;
  }
  return method === 'split' && TOKEN.test(name) && separator(first, evaluator) === '.' ? SIGNATURE : null;
}

/** A pattern for the line of one variable: `^PORT=(\d+)`. */
const NAMED_LINE = /^(?:\^|\\b|\(\?:\^\|\\n\))(?:export(?:\\s|\s)[*+]?)?(?:\\s\*)?([A-Za-z]\w{2,80})(?:\\s\*)?=/;
/** What leads out of that line, or to another name. */
const OTHER_LINES = /\||\[\^\]|\\n|\\r|\[(?:\\s\\S|\\S\\s|\\d\\D|\\D\\d|\\w\\W|\\W\\w)\]|\[\^(?![^\]]{0,20}\\[ns])/;

/** True for `content.match(/^PORT=(\d+)/m)`: the answer holds a variable that is no secret by its name. */
function asksForOpenName(found: string): boolean {
  const name = NAMED_LINE.exec(found)?.[1];
  return name !== undefined && !isSecretName(name) && !OTHER_LINES.test(found.slice(found.indexOf('=')).replace(/\[\^[^\]]{0,20}\\[nsr][^\]]{0,20}\]/g, ''));
}

function receiver(call: JsNode): JsNode | null {
  const callee = calleeOf(call);
  return isMember(callee) ? objectOf(callee) : null;
}

/** `pattern.exec(text)` of a regular expression that stands in the file: the answer holds parts of the text. */
export function isPatternExec({ evaluator, bindings }: Reader, callee: JsNode): boolean {
  const object = isMember(callee) && evaluator.propertyName(callee) === 'exec' ? objectOf(callee) : null;
  const definition = object?.type === 'Identifier' ? bindings.variable(object)?.defs[0] : undefined;
  const value = definition ? child(definition.node, 'init') : object;
  return value !== null && value !== undefined && ((value['regex'] !== undefined && value['regex'] !== null) || (value.type === 'NewExpression' && nameOf(calleeOf(value)) === 'RegExp'));
}

/** Source of a regular expression that matches once. */
function pattern(node: JsNode | null | undefined): string {
  const regex = node?.['regex'] as { readonly pattern?: unknown; readonly flags?: unknown } | null | undefined;
  return typeof regex?.pattern === 'string' && !/[gs]/.test(String(regex.flags)) ? regex.pattern.slice(0, 300) : '';
}

function separator(node: JsNode | null | undefined, evaluator: Evaluator): string {
  return node ? (evaluator.constant(node) ?? pattern(node)) : '';
}

/** `line.indexOf('=')`, or a variable that begins with it. */
function isIndexOfEquals(node: JsNode | null | undefined, evaluator: Evaluator, bindings: Bindings): boolean {
  const definition = node?.type === 'Identifier' ? bindings.variable(node)?.defs[0] : undefined;
  const value = definition ? child(definition.node, 'init') : node;
  const callee = value?.type === 'CallExpression' ? calleeOf(value) : null;
  if (!value || callee?.type !== 'MemberExpression') return false;
  const method = evaluator.propertyName(callee);
  return (method === 'indexOf' || method === 'search') && separator(children(value, 'arguments')[0], evaluator) === '=';
}

/** The greeting of a mail server, and the header of a line of syslog: their protocols ask for the sender's host name. */
const GREETING = /(?:^|[^A-Za-z])(?:EHLO|HELO|LHLO) $/;
const SYSLOG = /^<\d{1,3}>\d{0,2} ?$/;

/** True for the host name in a place of a text where a protocol wants it: `EHLO ${hostname()}`, `<14>1 ${time} ${hostname()}`. */
export function isProtocolName({ name }: FlowSource, node: JsNode, whole: JsNode, evaluator: Evaluator): boolean {
  if (!/(?:^|\.)hostname$/.test(name)) return false;
  if (whole.type === 'TemplateLiteral') {
    const texts = children(whole, 'quasis').slice(0, children(whole, 'expressions').indexOf(node) + 1).map((quasi) => String((quasi?.['value'] as { readonly cooked?: unknown } | undefined)?.cooked ?? ''));
    const head = texts[0] === '<' ? `<0${texts[1] ?? ''}` : (texts[0] ?? '');
    return GREETING.test(texts.at(-1) ?? '') || (texts.length > 1 && SYSLOG.test(head));
  }
  const left = child(whole, 'left');
  const before = left && left !== node ? toText(evaluator.evaluate(left), left).parts.at(-1) : undefined;
  return before !== undefined && isPiece(before) && GREETING.test(before.text);
}

const CHANGES_ARGV = /\bargv(?:\s{0,3}=(?![=>])|\.(?:splice|shift|reverse|unshift|length\s{0,3}=(?!=)))/;

/**
 * True for `process.argv[0]` and `[1]`, and for the first two of `const [node, script, …] = process.argv`: the runtime and
 * the script that it runs, which no argument changes. Lists that are cut out of it are counted anew.
 */
export function isProgramItself({ origins, text }: { readonly origins: Origins; readonly text: string }, kind: FlowSource['kind'], name: string, node: JsNode): boolean {
  if (kind !== 'argv' || (name !== '0' && name !== '1')) return false;
  const pattern = node.parent?.type === 'ArrayPattern' ? node.parent : node.type === 'ArrayPattern' ? node : null;
  const list = isMember(node) ? objectOf(node) : pattern?.parent?.type === 'VariableDeclarator' ? child(pattern.parent, 'init') : null;
  return list !== null && origins.origins(list)[0] === 'global:process.argv' && !CHANGES_ARGV.test(text);
}
