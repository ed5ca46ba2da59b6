import { calleeOf, child, children, isCall, isMember, nameOf, objectOf } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { Evaluator } from './evaluate.ts';
import type { Uses } from './uses.ts';

/** So many characters of a secret, from its beginning or its end, tell which one it is and no more. */
const MAX_SHOWN = 8;
const MAX_INDEX = 3;
/** Patterns that stand for every character, at least up to a rest that stays. */
const ANY_CHARACTER = /^\^?(?:\.|\\[wSd]|\[\\s\\S\]|\[\^)/;
const COVER = /^[*•●xX#.…_-]{1,40}$|^[[<(]?\W{0,4}(?:redacted|hidden|masked|secret|filtered)\W{0,4}$/i;

/** True for a method call that leaves only the edge of a secret, or covers it: `slice(0, 4)`, `slice(-4)`, `replace(/./g, '*')`. */
export function isMasking(evaluator: Evaluator, method: string, call: JsNode, about: string): boolean {
  const [first, second] = children(call, 'arguments');
  const callee = calleeOf(call);
  const object = isMember(callee) ? objectOf(callee) : null;
  // A part of a list is no part of the text.
  if (isCall(object) && /^(?:split|match|matchAll)$/.test(calledMethod(object, evaluator))) return false;
  const from = numberOf(first, evaluator);
  const to = numberOf(second, evaluator);
  switch (method) {
    case 'slice':
      return from === 0 ? isShort(to) : (from !== null && from < 0 && from >= -MAX_SHOWN) || isNearEnd(first, object, evaluator);
    case 'substr':
      return from === 0 ? isShort(to) : from !== null && from < 0 && from >= -MAX_SHOWN;
    case 'substring':
      return from === 0 ? isShort(to) : isNearEnd(first, object, evaluator);
    case 'at':
    case 'charAt':
    case 'charCodeAt':
    case 'codePointAt':
      return from !== null && Math.abs(from) <= MAX_INDEX;
    case 'replace':
    case 'replaceAll':
      return isCovering(first, second, evaluator, !OF_NO_ADDRESS.test(about));
    default:
      return false;
  }
}

/** Kinds of secrets' names, as a test for them spells them. A pattern with one alone covers too little. */
const SECRET_TESTS: readonly RegExp[] = [/secret/i, /token/i, /pass/i, /key/i, /cred|auth/i];
const MIN_KINDS = 2;

/** `/TOKEN|KEY/.test(name) ? '***' : value`: secrets are covered by their names. `kept` is the branch that shows the value. */
export function isRedacting(evaluator: Evaluator, conditional: JsNode, kept: JsNode, text: string): boolean {
  const test = child(conditional, 'test');
  const cover = child(conditional, 'consequent');
  if (conditional['alternate'] !== kept || !isCall(test) || !cover || !COVER.test(evaluator.constant(cover) ?? '')) return false;
  const source = text.slice(test.range[0], Math.min(test.range[1], test.range[0] + 300));
  return SECRET_TESTS.filter((kind) => kind.test(source)).length >= (source.startsWith('/') ? MIN_KINDS : 1);
}

/** `key.substring(key.length - 4)`: a few characters in front of the end of the same text. */
function isNearEnd(node: JsNode | null | undefined, object: JsNode | null, evaluator: Evaluator): boolean {
  if (node?.type !== 'BinaryExpression' || node['operator'] !== '-') return false;
  const length = child(node, 'left');
  const whole = isMember(length) && evaluator.propertyName(length) === 'length' ? objectOf(length) : null;
  const name = whole?.type === 'Identifier' ? nameOf(whole) : null;
  const shown = numberOf(child(node, 'right'), evaluator);
  return name !== null && object?.type === 'Identifier' && nameOf(object) === name && isShort(shown);
}

function isShort(length: number | null): boolean {
  return length !== null && length >= 0 && length <= MAX_SHOWN;
}

export function numberOf(node: JsNode | null | undefined, evaluator: Evaluator): number | null {
  const value = node ? evaluator.evaluate(node) : null;
  return value?.k === 'num' ? value.n : null;
}

function calledMethod(call: JsNode, evaluator: Evaluator): string {
  const callee = calleeOf(call);
  return (isMember(callee) ? evaluator.propertyName(callee) : null) ?? '';
}

/** A pattern for the login of an address, up to its `@`: `:[^:@]+@`, `\/\/([^:]+):([^@]+)@`, `:\/\/.*@`. */
const LOGIN = /^\(?(?:\\?:|\\\/\\\/|\(\?<=|\w{1,12}:).{0,60}(?:\[\^[^\]]{0,8}@[^\]]{0,8}\]|\.)[*+]\??\)?(?:\(\?=|\()?@\)?$/;
/** What stands in its place; of the groups, only the user in front and the `@` behind may stay. */
const COVERED_LOGIN = /^(?:[\w:/]{0,12}:|[\w:/]{0,12}\/\/|(?:[\w:/]{0,12}\$1:?))?(?:[*x\u2022.]{2,20}|[[<({]?(?:redacted|hidden|masked)[\])>}]?)(?:@|\$[23])?$/i;
/** The group of the user, or of what ends in front of the password. */
const USER_GROUP = /\[\^[^\]]{1,9}\][*+]\??(?:\)\\?:|\\?:\))/;
/** Names of secrets that are no part of an address. */
const OF_NO_ADDRESS = /(?:token|key|secret|pat|jwt)$/i;

function coversLogin(pattern: string, cover: string): boolean {
  if (!LOGIN.test(pattern) || !COVERED_LOGIN.test(cover)) return false;
  return (!cover.includes('$1') || USER_GROUP.test(pattern)) && (!/\$[23]/.test(cover) || pattern.endsWith('(@)'));
}

/** `const url = new URL(dsn); url.password = '***'; log(url.toString())`: the address loses its password before anything but its other parts is read. */
export function losesPassword({ evaluator, uses }: { readonly evaluator: Evaluator; readonly uses: Uses }, made: JsNode): boolean {
  const declarator = made.type === 'NewExpression' && nameOf(calleeOf(made)) === 'URL' ? made.parent : null;
  const id = declarator?.type === 'VariableDeclarator' ? child(declarator, 'id') : null;
  const reads = id?.type === 'Identifier' ? uses.readsOf(id) : [];
  const cleared = reads.find((read) => isMember(read.parent) && read.parent['object'] === read && evaluator.propertyName(read.parent) === 'password' && isAssignedCover(read.parent, evaluator));
  return cleared !== undefined && reads.every((read) => read.range[0] >= cleared.range[0] || (isMember(read.parent) && read.parent['object'] === read && OTHER_PARTS.test(evaluator.propertyName(read.parent) ?? '')));
}

const OTHER_PARTS = /^(?:password|username|host|hostname|port|protocol|pathname)$/;

function isAssignedCover(member: JsNode, evaluator: Evaluator): boolean {
  const assignment = member.parent;
  const right = assignment?.type === 'AssignmentExpression' && assignment['left'] === member ? child(assignment, 'right') : null;
  const value = right ? evaluator.constant(right) : null;
  return value !== null && (value === '' || COVER.test(value));
}

function isCovering(pattern: JsNode | null | undefined, cover: JsNode | null | undefined, evaluator: Evaluator, isAddress: boolean): boolean {
  const regex = pattern?.['regex'] as { readonly pattern?: unknown; readonly flags?: unknown } | null | undefined;
  if (typeof regex?.pattern !== 'string' || !cover) return false;
  if (isAddress && coversLogin(regex.pattern, evaluator.constant(cover) ?? '')) return true;
  if (!ANY_CHARACTER.test(regex.pattern)) return false;
  const isAll = String(regex.flags).includes('g') || /[+*]\$?$/.test(regex.pattern);
  return isAll && COVER.test(evaluator.constant(cover) ?? '');
}

/** `bash -c ` right in front of a part of a tagged template: whatever quotes the part, a shell runs it. */
const SHELL_SCRIPT = /(?:^|[\s/;&|])(?:ba|z|da|k|a)?sh\s{1,9}(?:-\w{1,9}\s{1,9}){0,3}-\w{0,9}c\s{1,9}["']?$/;

/** True for a part of a tagged template that a shell gets as its script: `$\`bash -c ${text}\``. */
export function isShellScript(quasi: JsNode, part: JsNode): boolean {
  const before = children(quasi, 'quasis')[children(quasi, 'expressions').indexOf(part)];
  return SHELL_SCRIPT.test(String((before?.['value'] as { raw?: unknown } | undefined)?.raw ?? '').slice(-200));
}
