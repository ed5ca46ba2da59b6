import { child, isMember } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { Variable } from './bindings.ts';
import type { Evaluator } from './evaluate.ts';
import { isPiece, joinTexts, textOf, toText } from './values.ts';
import type { TextValue, Value } from './values.ts';

const MAX_REFERENCES = 256;
const MAX_WRITES = 8;
/** Scheme, authority and the rest of an address. */
const ADDRESS = /^([a-z][a-z0-9+.-]{0,30}:\/\/)[^/?#]*/i;

/** Members of a URL object that are a part of its address. */
export const URL_MEMBERS: ReadonlySet<string> = new Set(['href', 'host', 'hostname', 'pathname', 'search', 'hash', 'username', 'password']);

/** A URL as it is after `url.host = …` and its like on its variable: the new address, or both where the write may not happen. */
export function foldUrl(evaluator: Evaluator, variable: Variable, value: Value & { readonly k: 'url' }, node: JsNode): Value {
  if (variable.references.length > MAX_REFERENCES) return value;
  const home = blockOf(variable.defs[0]?.node.parent ?? null);
  let { href } = value;
  let count = 0;
  for (const { identifier } of variable.references) {
    const member = identifier.parent;
    const assignment = isMember(member) && member['object'] === identifier ? member.parent : null;
    if (!member || assignment?.type !== 'AssignmentExpression' || assignment['left'] !== member || assignment['operator'] !== '=') continue;
    const name = evaluator.propertyName(member);
    const given = child(assignment, 'right');
    if (!given || (name !== 'href' && name !== 'host' && name !== 'hostname')) continue;
    if ((count += 1) > MAX_WRITES) break;
    const text = toText(evaluator.evaluate(given), given);
    const changed = name === 'href' ? text : withHost(evaluator, href, text, node);
    if (changed) href = home !== null && blockOf(assignment.parent ?? null) === home ? changed : joinTexts([href, changed], node);
  }
  return href === value.href ? value : { k: 'url', href };
}

/** The block in which a statement stands. */
function blockOf(statement: JsNode | null): JsNode | null {
  return statement?.type === 'ExpressionStatement' || statement?.type === 'VariableDeclaration' ? (statement.parent ?? null) : null;
}

/** An address with another host; `null` when its beginning is unknown. */
function withHost(evaluator: Evaluator, href: TextValue, host: TextValue, node: JsNode): TextValue | null {
  const [first, ...rest] = href.parts;
  const match = first && isPiece(first) ? ADDRESS.exec(first.text) : null;
  if (!match || !first || !isPiece(first)) return null;
  const path = first.text.slice(match[0].length);
  const tail: TextValue = { k: 'text', parts: [{ ...first, text: path === '' ? '/' : path, derived: true }, ...rest], alternatives: [], possible: false };
  return evaluator.concat([textOf(match[1] ?? '', node), host, tail], node);
}
