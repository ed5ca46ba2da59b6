import { calleeOf, child, children, isCall, isMember, memberName } from './ast.ts';
import type { JsNode } from './ast.ts';
import { selectsNames } from './selection.ts';
import type { ValueModel } from './types.ts';

const MAX_PLACES = 200;
const LISTS: ReadonlySet<string> = new Set(['keys', 'entries', 'values', 'ownKeys', 'getOwnPropertyNames']);
const COUNTED: ReadonlySet<string> = new Set(['key', 'length']);
const LOOPS: ReadonlySet<string> = new Set(['ForInStatement', 'ForOfStatement']);

/** `storage.getItem(name)`, `storage[name]` with a name that the file does not tell. */
export function readsUnknownEntry(model: ValueModel, member: JsNode): boolean {
  const call = isCall(member.parent) && member.parent['callee'] === member ? member.parent : null;
  const isGet = call !== null && memberName(member) === 'getItem';
  const name = isGet ? children(call, 'arguments')[0] : member['computed'] === true ? child(member, 'property') : null;
  return name !== null && name !== undefined && model.view(name).text().parts.every((part) => typeof part !== 'string');
}

/** Names under which pages keep what proves to a server who somebody is. */
const KEPT_CREDENTIAL = /(?:access|refresh|auth|id|session|bearer|user|api|jwt|login)[_-]?(?:token|jwt|key)$|^(?:token|jwt|password|passphrase|mnemonic|private_?key|secret_?key)$|[_-](?:token|jwt|password|secret)$/i;

const GETTERS = /^getItem(?:Async)?$/;

/** The name of a credential that `storage.getItem('access_token')` or `storage.access_token` gives; `null` for all else. */
export function storedCredential(model: ValueModel, member: JsNode): string | null {
  const reader = isCall(member) ? calleeOf(member) : null;
  const read = isMember(reader) ? reader : isMember(member.parent) && member.parent['object'] === member ? member.parent : isMember(member) ? member : null;
  if (!read) return null;
  const call = isCall(read.parent) && read.parent['callee'] === read ? read.parent : null;
  const [key] = call && GETTERS.test(memberName(read) ?? '') ? children(call, 'arguments') : [];
  const name = key ? model.view(key).text().constant : call ? null : memberName(read);
  return name !== null && name.length <= 80 && KEPT_CREDENTIAL.test(name) && !/csrf|xsrf/i.test(name) ? name : null;
}

/** For each file, what was found of each storage. */
const answers = new WeakMap<ValueModel, Map<string, boolean>>();

/** True when the names of a storage's entries are gone through, not only those with a known beginning: `storage.key(i)`, `Object.keys(storage)`, `for (name in storage)`. */
export function enumerates(model: ValueModel, storage: string): boolean {
  const known = answers.get(model) ?? new Map<string, boolean>();
  answers.set(model, known);
  const answer = known.get(storage) ?? findsNames(model, storage);
  known.set(storage, answer);
  return answer;
}

function findsNames(model: ValueModel, storage: string): boolean {
  return model.findWord(storage).slice(0, MAX_PLACES).some((index) => {
    const found = model.nodeAt(index);
    const whole = found && isMember(found.parent) && found.parent['property'] === found ? found.parent : found;
    const parent = whole?.parent;
    if (!whole || !parent) return false;
    if (isMember(parent)) return parent['object'] === whole && COUNTED.has(memberName(parent) ?? '');
    if (LOOPS.has(parent.type)) return parent['right'] === whole && !selectsNames(model, whole);
    const callee = isCall(parent) ? calleeOf(parent) : null;
    return isMember(callee) && callee !== whole && LISTS.has(memberName(callee) ?? '') && !selectsNames(model, whole);
  });
}
