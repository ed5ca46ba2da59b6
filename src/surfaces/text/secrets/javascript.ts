import { child, children, isMember, nameOf } from '../../javascript/ast.ts';
import type { JsNode } from '../../javascript/ast.ts';
import { keyName } from '../../javascript/bindings.ts';
import { isCarried } from '../../javascript/literal-context.ts';
import { JOIN_TEXTS, JOINS } from '../../javascript/joins.ts';
import type { LiteralContext, StringFact, ValueModel } from '../../javascript/index.ts';
import type { SourceRange } from '../../mapped-text.ts';
import type { GroupHit } from '../../text-index.ts';
import { findNameHints, findValueIndexes } from './hints.ts';
import { findAssembled, namedWholes, mayBeAssembled } from './assembled.ts';
import type { FoundSecret, Replacement } from './found.ts';
import { scanText } from './index.ts';
import type { ScanOptions, SecretHit } from './model.ts';
import { encodedKeys, keyArgument } from './key-arguments.ts';
import { scanComments, scanQueries } from './assignments.ts';
import { assessNamed } from './named.ts';
import { variableName } from './names.ts';
import { looksRandom } from './randomness.ts';
import { kindAt, MIN_RUN, TOKEN } from './runs.ts';

const SKIPPED: ReadonlySet<string> = new Set(['type', 'import', 'key']);
const MAX_INDENT = 100;

/** Secrets of a program: known shapes anywhere in its text, then literals with a credential's name. */
export function findInJavaScript(model: ValueModel, options: ScanOptions, comments: () => readonly SourceRange[] = () => []): FoundSecret[] {
  const pieces: number[] = [];
  const shaped = scanText(model.text, { ...options, textIndex: model.textIndex, pieces });
  const joins = model.textIndex.findGroup(JOIN_TEXTS);
  const hints = findNameHints(model.text, model.textIndex);
  const indexes = findValueIndexes(model.text, model.textIndex, hints);
  if (shaped.length === 0 && joins.length === 0 && indexes.length === 0 && hints.length === 0 && pieces.length === 0 && !mayBeAssembled(model)) return [];
  const found = new Map<object | number, FoundSecret>();
  for (const hit of scanQueries(model.text, hints)) keep(found, model.stringsAt([hit.start])[0]?.node ?? hit.start, { ...fromText(model, hit), names: [hit.name], place: hit.name });
  if (hints.length > 0) for (const hit of scanComments(model.text, comments(), model.textIndex, hints)) keep(found, hit.start, { ...fromText(model, hit), names: [hit.name], place: hit.name });
  for (const hit of shaped) keep(found, model.stringsAt([hit.start])[0]?.node ?? hit.start, fromText(model, hit));
  const starts = new Map([...found].map(([key, { range }]) => [range[0], key]));
  for (const secret of joined(model, joins, options)) {
    // The whole sum takes the place of its first part.
    const part = starts.get(secret.range[0]);
    if (part !== undefined) found.delete(part);
    keep(found, secret.range[0], secret);
  }
  const taken = new Set([...found].flatMap(([key, { range }]) => (typeof key === 'number' ? [range[0]] : [])));
  for (const [node, secret] of named(model, indexes)) if (!taken.has(secret.range[0])) keep(found, node, secret);
  for (const node of encodedKeys(model)) {
    const value = model.view(node).text().constant ?? '';
    const hit = assessNamed('encryptionKey', value, { isSink: true });
    if (hit) keep(found, node, { hit, range: node.range, place: 'a key', names: ['encryptionKey'], value, strict: false, replacement: null });
  }
  for (const { node, value } of namedWholes(model, hints)) {
    const { names, position } = model.literalContext(node);
    const hit = SKIPPED.has(position) ? null : judge(names, value);
    if (hit) keep(found, node, { hit, range: node.range, place: names[0] ?? 'this text', names, value, strict: position === 'comparison', isAssembled: true, replacement: null });
  }
  for (const { node, hit, value } of findAssembled(model, pieces, found.values(), options)) {
    const { names, ...context } = model.literalContext(node);
    keep(found, node, { hit, range: node.range, place: placeOf({ ...context, names }), names, value, strict: false, isAssembled: true, replacement: null });
  }
  return [...found.values()];
}

function keep(found: Map<object | number, FoundSecret>, key: object | number, secret: FoundSecret): void {
  const known = found.get(key);
  if (!known || (known.hit.strict && !secret.hit.strict)) found.set(key, secret);
}

function fromText(model: ValueModel, hit: SecretHit): FoundSecret {
  const string = model.stringsAt([hit.start])[0];
  const literal = string?.node.type === 'JSXText' ? undefined : string;
  const value = model.text.slice(hit.start, hit.end);
  if (!literal) return { hit, range: [hit.start, hit.end], place: 'this text', names: [], value, strict: false, replacement: null };
  const context = model.literalContext(literal.node);
  return { hit, range: literal.range, place: placeOf(context), names: context.names, value, strict: false, replacement: replacementOf(model.text, literal, context, hiddenPart(model.text, hit, literal)) };
}

/** Literals behind a credential's name, and keys that are arguments of calls that take one. */
function* named(model: ValueModel, indexes: readonly number[]): Generator<[object, FoundSecret]> {
  for (const literal of model.stringsAt(indexes)) {
    const context = model.literalContext(literal.node);
    const sink = keyArgument(context, model);
    if (SKIPPED.has(context.position) || literal.node.type === 'JSXText' || (!sink && context.names.length === 0) || isSearchKey(literal.node, literal.text.text)) continue;
    const sum = wholeOf(literal.node);
    const together = sum === literal.node ? null : model.view(sum).text().constant;
    const whole = together === null ? literal.node : sum;
    const value = together ?? literal.text.text;
    const hit = sink ? assessNamed(sink, value, { isSink: true }) : judgeBoth(context, value);
    if (!hit) continue;
    // Of a sum, only the whole could be replaced.
    const replacement = sum === literal.node ? replacementOf(model.text, literal, context, [literal.range[0] + 1, literal.range[1] - 1]) : null;
    yield [whole, { hit, range: whole === literal.node ? literal.range : whole.range, place: sink ? `${context.callee ?? ''}()` : placeOf(context), names: sink ? [sink] : context.names, value, strict: context.position === 'comparison', replacement }];
  }
}

const SEARCH_KEY = /^[\da-f]{32}$/;
const MAX_BESIDE = 40;

/** `{ apiKey: '…', indexName: 'docs' }`: the key of a search box, which finds what pages show anyway. Source: the documentation of DocSearch. */
function isSearchKey(literal: JsNode, value: string): boolean {
  const member = literal.parent;
  if (!member || !SEARCH_KEY.test(value) || (member.type !== 'Property' && member.type !== 'JSXAttribute')) return false;
  const beside = children(member.parent ?? member, member.type === 'Property' ? 'properties' : 'attributes').slice(0, MAX_BESIDE);
  return beside.some((other) => (other ? (keyName(other) ?? nameOf(child(other, 'name'))) : null) === 'indexName');
}

const MAX_PARTS = 40;

/** The sum or the joined list that a literal is a part of; the literal itself elsewhere. */
function wholeOf(literal: JsNode): JsNode {
  let node = literal;
  for (let step = 0; step < MAX_PARTS; step += 1) {
    const { parent } = node;
    const isPart = (parent?.type === 'BinaryExpression' && parent['operator'] === '+') || (parent?.type === 'ArrayExpression' && isCarried(parent));
    const made = parent && isMember(parent) && parent['object'] === node && isCarried(node) ? parent.parent : null;
    const next = isPart ? parent : made;
    if (!next) break;
    node = next;
  }
  return node;
}

/** The nearest name, and the one behind it where the nearest only says what else may be taken: `process.env.K || '…'`, `['…', '…']`. */
function judgeBoth({ names, position }: LiteralContext, value: string): SecretHit | null {
  const hit = judge(names, value);
  return hit ?? (position === 'fallback' || looksRandom(names[0] ?? '') ? judge(names.slice(1), value) : null);
}

/** The first name counts; the outer names only tell the provider. */
function judge(names: readonly string[], value: string): SecretHit | null {
  const near = names.slice(1, 5).join(' ');
  const hit = assessNamed(names[0] ?? '', value, { near });
  if (!hit || hit.variable === null) return hit;
  const isOwn = hit.id === 'generic' || hit.id === 'weak';
  return isOwn ? { ...hit, variable: variableName(ownName(names)) } : hit;
}

/** `password` of `database` is DATABASE_PASSWORD; a long or telling name stands alone. */
function ownName(names: readonly string[]): string {
  const [first = 'secret', outer = ''] = names;
  const isBare = /^[a-z]{3,14}$/.test(first) && !/^(?:config|options|settings|default|exports|module|data|props|params|headers|env)$/i.test(outer);
  return isBare && /^[A-Za-z_$][\w$]{1,30}$/.test(outer) ? `${outer}_${first}` : first;
}

/** Shapes that a concatenation takes apart: `'ghp_' + 'rest'`. */
function* joined(model: ValueModel, joins: readonly GroupHit[], options: ScanOptions): Generator<FoundSecret> {
  const seen = new Set<object>();
  for (const { which, indexes } of joins) {
    for (const index of indexes) {
      if (!joinsToken(model.text, index, index + (JOINS[which]?.length ?? 0))) continue;
      const root = sumAt(model, index);
      if (!root || seen.has(root)) continue;
      seen.add(root);
      const text = model.view(root).text();
      const hit = text.constant === null ? undefined : scanText(text.constant, options)[0];
      if (hit && text.constant !== null) {
        const context = model.literalContext(root);
        yield { hit, range: text.range, place: placeOf(context), names: context.names, value: text.constant.slice(hit.start, hit.end), strict: false, isAssembled: true, replacement: null };
      }
    }
  }
}

/** True when the characters on both sides of a join, put together, make a token long enough for a credential. */
function joinsToken(text: string, end: number, start: number): boolean {
  let left = 0;
  while (left < MIN_RUN && (kindAt(text, end - 1 - left) & TOKEN) !== 0) left += 1;
  let from = start;
  while (from < start + MAX_INDENT && (text[from] === ' ' || text[from] === '\t')) from += 1;
  if (text[from] === "'" || text[from] === '"') from += 1;
  let right = 0;
  while (right < MIN_RUN && (kindAt(text, from + right) & TOKEN) !== 0) right += 1;
  return left > 0 && right > 0 && left + right >= MIN_RUN;
}

/** The outermost sum that the literal before an index is part of. */
function sumAt(model: ValueModel, index: number): NonNullable<ReturnType<ValueModel['nodeAt']>> | null {
  let node = model.nodeAt(Math.max(0, index - 1));
  let root = null;
  for (let step = 0; node && step < 200; step += 1) {
    const { parent } = node;
    if (parent?.type !== 'BinaryExpression') break;
    root = parent;
    node = parent;
  }
  return root;
}

function placeOf(context: LiteralContext): string {
  const name = context.names[0];
  if (name) return name;
  return context.position === 'argument' ? 'an argument' : 'this text';
}

/** Shapes that end before the address which they are part of does. */
const ADDRESSES: ReadonlySet<string> = new Set(['db-url', 'url-basic']);
const REST_OF_ADDRESS = /^[^\s'"`<>]{0,300}/;
/** How a value of `Authorization` begins; that is no secret. */
const SCHEME = /^(?:Bearer|Basic|Token|Bot|SSWS|Key|Api-?Key|Splunk)\s{1,3}(?=\S)/i;

/** The part of a literal that a variable is to hold: of an address all of it, not only what stands before the port. */
function hiddenPart(text: string, { id, start, end }: SecretHit, literal: StringFact): SourceRange {
  const last = literal.range[1] - 1;
  const rest = ADDRESSES.has(id) ? (REST_OF_ADDRESS.exec(text.slice(end, last))?.[0].length ?? 0) : 0;
  return [start, Math.min(end + rest, last)];
}

/** `const` of `as const`. */
function typeName(assertion: JsNode): JsNode | null {
  const type = child(assertion, 'typeAnnotation');
  return type ? child(type, 'typeName') : null;
}

/** Where TypeScript takes nothing but a constant. */
function needsConstant({ node }: StringFact): boolean {
  const { parent } = node;
  if (parent?.type === 'TSAsExpression' || parent?.type === 'TSTypeAssertion') return parent.type === 'TSTypeAssertion' || nameOf(typeName(parent)) === 'const';
  return parent?.type === 'TSEnumMember';
}

/** A literal becomes `process.env.X`; a part of it becomes a hole of a template. */
function replacementOf(text: string, literal: StringFact, context: LiteralContext, [first, end]: SourceRange): Replacement | null {
  if (SKIPPED.has(context.position) || needsConstant(literal)) return null;
  const [from, to] = literal.range;
  const start = first + (SCHEME.exec(text.slice(first, Math.min(end, first + 20)))?.[0].length ?? 0);
  const quote = text[from] ?? '';
  const isAttribute = literal.node.parent?.type === 'JSXAttribute';
  const open = isAttribute ? '{' : '';
  const close = isAttribute ? '}' : '';
  if (quote === '`' && literal.text.holes.length > 0) return text.slice(start, end).includes('${') ? null : { kind: 'environment', range: [start, end], before: '${process.env.', after: '}' };
  const head = text.slice(from + 1, start);
  const tail = text.slice(end, to - 1);
  if (head === '' && tail === '') return { kind: 'environment', range: literal.range, before: `${open}process.env.`, after: close };
  if (quote === '`') return { kind: 'environment', range: [start, end], before: '${process.env.', after: '}' };
  if (/[`\\]|\$\{/.test(head + tail)) return null;
  return { kind: 'environment', range: literal.range, before: `${open}\`${head}\${process.env.`, after: `}${tail}\`${close}` };
}
