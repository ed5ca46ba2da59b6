import { calleeOf, children, isCall, isMember, lastName, memberName, objectOf, unwrap, writtenText } from './ast.ts';
import type { JsNode } from './ast.ts';

const MAX_DEPTH = 20;
/** Calls that look up a part of a request: `req.get('authorization')`, `headers.get('cookie')`, `cookies().get('session')`. */
const LOOKS_UP = /^(?:get|header|headers|cookie|cookies|param|query|getHeader|getCookie)$/;
/** Calls that take a text apart. */
const TAKES_PART = /^(?:replace|split|trim|slice|substring|at|toLowerCase|toString)$/;

export function isLiteral(node: JsNode): boolean {
  return node.type === 'Literal' || writtenText(node) !== null;
}

/** A literal or a value that is looked up in another one; of calls only those that read a part of a request, or take a text apart. */
export function isLookup(value: JsNode | null): boolean {
  let at = value && unwrap(value);
  for (let depth = 0; at && depth < MAX_DEPTH; depth += 1) {
    const callee = isCall(at) ? calleeOf(at) : at;
    if (isCall(at) && !(LOOKS_UP.test(lastName(callee) ?? '') || (isMember(callee) && TAKES_PART.test(memberName(callee) ?? '')))) return false;
    if (isCall(at) && !children(at, 'arguments').every((argument) => argument !== null && isLiteral(argument))) return false;
    if (!isMember(callee)) return callee !== null && (callee.type === 'Identifier' || callee.type === 'ThisExpression' || isLiteral(callee));
    at = objectOf(callee);
  }
  return at === null;
}
