import { TextGroup } from '../text-index.ts';
import { child, nameOf, writtenText } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { SourceRange } from '../mapped-text.ts';
import type { ValueModel } from './types.ts';

/** Where two texts of the code are put together. */
export const JOINS: readonly string[] = ["' + '", '" + "', "'+'", '"+"', "' +\n", '" +\n', "' +\r\n", '" +\r\n'];
export const JOIN_TEXTS = new TextGroup(JOINS);

const MAX_JOINS = 500;
const MAX_PARTS = 12;
/** Names that nobody needs to take apart: of globals, modules and members by which code is run, sent or loaded. */
const TELLING: ReadonlySet<string> = new Set(['process', 'eval', 'Function', 'fetch', 'require', 'child_process', 'node:child_process', 'exec', 'execSync', 'execFile', 'spawn', 'spawnSync', 'mainModule', 'XMLHttpRequest', 'sendBeacon', 'getBuiltinModule', 'globalThis', 'cookie', 'env', 'binding', 'constructor', 'atob']);
/** Of these, those that are ordinary words: told only as the name of a member. */
const WORDS: ReadonlySet<string> = new Set(['process', 'exec', 'cookie', 'env', 'binding', 'constructor', 'spawn', 'require', 'fetch', 'Function']);

/** `globalThis['pro' + 'cess']`, `const name = 'child_' + 'process'`: a name cut in pieces; the first in the text. */
export function cutName(model: ValueModel): SourceRange | null {
  const indexes = model.textIndex.findGroup(JOIN_TEXTS).flatMap((hit) => hit.indexes.slice(0, MAX_JOINS)).sort((a, b) => a - b);
  for (const index of indexes) {
    if (!isShortName(model.text, index)) continue;
    const sum = sumAround(model.nodeAt(Math.max(0, index - 1)));
    const pieces = sum ? piecesOf(sum) : null;
    const name = pieces?.join('') ?? '';
    if (sum && TELLING.has(name) && (!WORDS.has(name) || isMemberName(model, sum))) return sum.range;
  }
  return null;
}

/** Longest piece of a name. */
const MAX_PIECE = 20;

/** True when nothing but letters stands in the text before a join, as in a piece of a name. */
function isShortName(text: string, end: number): boolean {
  let at = end - 1;
  while (at >= 0 && end - at <= MAX_PIECE && /[\w:]/.test(text.charAt(at))) at -= 1;
  return at >= 0 && text[at] === text[end] && end - at <= MAX_PIECE;
}

/** The whole sum that a text is a part of. */
function sumAround(node: JsNode | null): JsNode | null {
  let at = node;
  for (let depth = 0; at && depth < MAX_PARTS; depth += 1) {
    const { parent } = at;
    if (parent?.type !== 'BinaryExpression' || parent['operator'] !== '+') break;
    at = parent;
  }
  return at?.type === 'BinaryExpression' ? at : null;
}

/** The texts of a sum, in order; `null` where anything else is added. */
function piecesOf(sum: JsNode): readonly string[] | null {
  const pieces: string[] = [];
  let at: JsNode | null = sum;
  for (let depth = 0; at && depth < MAX_PARTS; depth += 1) {
    const isSum: boolean = at.type === 'BinaryExpression' && at['operator'] === '+';
    const piece = writtenText(isSum ? child(at, 'right') : at);
    if (piece === null) return null;
    pieces.unshift(piece);
    if (!isSum) return pieces;
    at = child(at, 'left');
  }
  return null;
}

/** `object['a' + 'b']`, `{ ['a' + 'b']: x }`, and a constant by which a member is named. */
function isMemberName(model: ValueModel, sum: JsNode): boolean {
  const { parent } = sum;
  if (isComputed(parent, sum)) return true;
  const id = parent?.type === 'VariableDeclarator' && parent['init'] === sum ? child(parent, 'id') : null;
  return id !== null && nameOf(id) !== null && model.readsOf(id).slice(0, MAX_JOINS).some((read) => isComputed(read.parent, read));
}

function isComputed(parent: JsNode | null | undefined, name: JsNode): boolean {
  return parent?.['computed'] === true && (parent['property'] === name || parent['key'] === name);
}
