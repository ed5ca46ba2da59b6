// Places of a file at which a fact is known.
import { child, isMember, nameOf, objectOf, wrapped } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { Context } from './context.ts';

/** Members on the way to the fact: `['body']` at an object whose `body` holds it; `*` is any item. */
export type Sub = readonly string[];

export interface Spot<Fact> {
  readonly node: JsNode;
  readonly sub: Sub;
  readonly fact: Fact;
  readonly context: Context | null;
}

export const ANY = '*';
/** Behind it, and one step further, stands what a map holds. */
export const MAP = '@map';
/** Behind it stands what a store or a stream of values tells its subscribers. */
export const STORE = '@store';
/** A path longer than this is not followed where structures grow by themselves; nobody writes one that is twice as long. */
export const MAX_SUB = 6;

/** A fact at a place: mostly the fact alone, told by its number. */
export type FactKey = number | string;

export function factKey(sub: Sub, fact: { readonly id: number }, context: Context | null): FactKey {
  if (sub.length === 0 && context === null) return fact.id;
  const path = sub.length === 0 ? '' : sub.join('\u0001');
  return context ? `${fact.id}|${path}|${context.key}` : `${fact.id}|${path}`;
}

/** `parent.parent.parent`: a structure that holds itself. */
export function isCircular(sub: Sub): boolean {
  if (sub.length < 3) return false;
  const [first] = sub;
  let count = 0;
  for (const name of sub) if (name === first) count += 1;
  return count > 2 || (count > 1 && first === ANY && sub.length > 4);
}

/** The object that a loop copies a member into under the same name: `copy` of `copy[name] = given[name]`. */
export function copyOf(member: JsNode): JsNode | null {
  const self = wrapped(member);
  const assignment = self.parent;
  const left = assignment?.type === 'AssignmentExpression' && assignment['operator'] === '=' && assignment['right'] === self ? child(assignment, 'left') : null;
  if (!isMember(left) || left['computed'] !== true) return null;
  // `name` is a variable here.
  const name = nameOf(child(left, 'property'));
  return name !== null && name === nameOf(child(member, 'property')) ? objectOf(left) : null;
}
