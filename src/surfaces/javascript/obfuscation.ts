import type { SourceRange } from '../mapped-text.ts';
import { TextGroup } from '../text-index.ts';
import { writtenText } from './ast.ts';
import type { JsNode } from './ast.ts';
import { cutName } from './joins.ts';
import type { ValueModel } from './types.ts';

/**
 * Techniques that hide what code does. Each is one that obfuscators use and that neither minifiers nor people do; the
 * selection rests on 924 distribution files of 842 packages, of which none shows any of them.
 */
export type ObfuscationKind = 'hex-names' | 'string-rotation' | 'string-table' | 'punctuation' | 'escaped-letters' | 'escaped-name' | 'packer' | 'constructor-code' | 'split-name' | 'debugger-trap' | 'character-codes' | 'planted-loader';

export interface Obfuscation {
  readonly kind: ObfuscationKind;
  readonly range: SourceRange;
}

/** Text further apart than this does not belong to one construct. */
const WINDOW = 4000;
const MAX_HITS = 200;

type Finder = (model: ValueModel) => SourceRange | null;

const FINDERS: readonly (readonly [ObfuscationKind, Finder])[] = [
  ['hex-names', findHexNames],
  ['string-rotation', findRotation],
  ['string-table', findStringTable],
  ['punctuation', findPunctuation],
  ['escaped-letters', findEscapedLetters],
  ['escaped-name', findEscapedName],
  ['packer', (model) => matchRange('eval', /\beval\s{0,4}\(\s{0,4}function\s{0,4}\(\s{0,4}p\s{0,4},\s{0,4}a\s{0,4},\s{0,4}c\s{0,4},\s{0,4}k\s{0,4},/g, model)],
  ['constructor-code', findConstructorCode],
  ['split-name', findSplitName],
  ['debugger-trap', (model) => matchRange('debugger', /(?:constructor|Function|setInterval|setTimeout)\s{0,4}\(\s{0,4}(['"`])debugger;?\1/g, model)],
  ['character-codes', findCharacterCodes],
  ['planted-loader', (model) => matchRange('global', /\b(?:global|globalThis)\[\s{0,4}(['"`])[^'"`\n]{1,20}\1\s{0,4}\]\s{0,4}=\s{0,4}(?:require|module)\b(?!\s{0,4}[.(])/g, model)],
];

/** One of these stands in every file that shows any technique but those of {@link WORDLESS}. */
const MARKS = new TextGroup(['eval', 'debugger', 'global', '_0x', 'parseInt(', 'constructor', 'fromCharCode', 'fromCodePoint', 'TextDecoder', 'Buffer', 'Uint8Array']);
/** One of these stands in every file with letters as escapes. */
const ESCAPES = new TextGroup(['\\x4', '\\x5', '\\x6', '\\x7', '\\u00', '\\u{']);
const WORDLESS = FINDERS.filter(([kind]) => kind === 'string-table' || kind === 'punctuation' || kind === 'escaped-letters' || kind === 'escaped-name' || kind === 'split-name');

/** False for calm code that shows no technique. */
export function mayShowObfuscation({ textIndex, text }: ValueModel): boolean {
  return textIndex.hasAny(MARKS) || textIndex.hasAny(ESCAPES) || mayHoldSigns(text) || textIndex.find('function').some((index) => isAssigned(text, index));
}

/** Each technique that the file shows, once, at its first place. Linear in the text. */
export function findObfuscation(model: ValueModel): readonly Obfuscation[] {
  const found: Obfuscation[] = [];
  for (const [kind, find] of model.textIndex.hasAny(MARKS) ? FINDERS : WORDLESS) {
    const range = find(model);
    if (range) found.push({ kind, range });
  }
  return found;
}

/** The first match in code of a text that holds the word: looking for the word alone is much cheaper. */
function matchRange(word: string, pattern: RegExp, model: ValueModel): SourceRange | null {
  if (model.textIndex.findLiteral(word).length === 0) return null;
  let hits = 0;
  for (const match of model.text.matchAll(pattern)) {
    if ((hits += 1) > MAX_HITS) break;
    if (isCode(model, match.index)) return [match.index, match.index + Math.min(match[0].length, 200)];
  }
  return null;
}

/** What the character of a comment or of a text belongs to. */
const NO_CODE = /^(?:Program|BlockStatement|ClassBody|StaticBlock|ObjectExpression|Literal|TemplateElement|TemplateLiteral|JSXText|TSInterfaceBody|TSModuleBlock|SwitchStatement)$/;

/** False inside of comments and texts: there a technique is only spoken of. */
function isCode(model: ValueModel, index: number): boolean {
  return model.tooLarge || !NO_CODE.test(model.nodeAt(index)?.type ?? 'Program');
}

const SIGNS: ReadonlySet<string> = new Set('[]()!+');
const MIN_SIGNS = 250;

/** False for ordinary text: see {@link findPunctuation}. */
function mayHoldSigns(text: string): boolean {
  for (let index = MIN_SIGNS - 1; index < text.length; index += MIN_SIGNS) {
    let end = index;
    while (end < index + FEW_SIGNS && SIGNS.has(text.charAt(end))) end += 1;
    let start = index;
    while (end > index && start > index - FEW_SIGNS && SIGNS.has(text.charAt(start - 1))) start -= 1;
    if (end - start >= FEW_SIGNS) return true;
  }
  return false;
}

/** True for `= function`: a function that replaces itself is assigned again. */
function isAssigned(text: string, index: number): boolean {
  let before = index - 1;
  while (before > index - MAX_BLANKS && isBlank(text.charCodeAt(before))) before -= 1;
  return text.charCodeAt(before) === EQUALS || before === index - MAX_BLANKS;
}

const FEW_SIGNS = 16;
const MAX_BLANKS = 40;
const EQUALS = '='.charCodeAt(0);

function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code > 0x7f;
}

/** A run of at least 250 brackets and signs. Looks at every 250th character and reads on only where it is one. */
function findPunctuation(model: ValueModel): SourceRange | null {
  const { text } = model;
  for (let index = MIN_SIGNS - 1; index < text.length; index += MIN_SIGNS) {
    if (!SIGNS.has(text.charAt(index))) continue;
    let start = index;
    while (start > 0 && SIGNS.has(text.charAt(start - 1))) start -= 1;
    while (index + 1 < text.length && SIGNS.has(text.charAt(index + 1))) index += 1;
    if (index + 1 - start >= MIN_SIGNS && isCode(model, start)) return [start, start + Math.min(index + 1 - start, 200)];
  }
  return null;
}

/** Three different names such as `_0x3fa2c1`, as identifiers. */
function findHexNames(model: ValueModel): SourceRange | null {
  if (model.textIndex.findLiteral('_0x').length === 0) return null;
  const names = new Set<string>();
  let first: SourceRange | null = null;
  let hits = 0;
  for (const match of model.text.matchAll(/\b_0x[a-f0-9]{4,6}\b/g)) {
    hits += 1;
    if (names.size >= 3 || hits > 2000) break;
    if (names.has(match[0]) || (!model.tooLarge && model.nodeAt(match.index)?.type !== 'Identifier')) continue;
    names.add(match[0]);
    first ??= [match.index, match.index + match[0].length];
  }
  return names.size >= 3 ? first : null;
}

/** A loop that rotates an array of strings until a checksum of parsed numbers fits. */
function findRotation(model: ValueModel): SourceRange | null {
  const { text } = model;
  if (model.textIndex.findLiteral('parseInt(').length === 0 || model.textIndex.findLiteral('shift').length === 0) return null;
  const pattern = /(?:\[(['"])push\1\]|\.push)\(\s{0,4}[\w$]{1,40}(?:\[(['"])shift\2\]|\.shift)\(\)\s{0,4}\)/g;
  let hits = 0;
  for (const match of text.matchAll(pattern)) {
    if ((hits += 1) > MAX_HITS) break;
    const around = text.slice(Math.max(0, match.index - WINDOW), match.index + WINDOW);
    if ((around.match(/\bparseInt\(/g)?.length ?? 0) >= 3 && /\btry\b/.test(around) && /\bcatch\b/.test(around) && isCode(model, match.index + 1)) return [match.index, match.index + match[0].length];
  }
  return null;
}

const STRING_TABLE = /function\s{1,8}([\w$]{1,40})\s{0,4}\(\s{0,4}\)\s{0,4}\{\s{0,40}(?:var|let|const)\s{1,8}([\w$]{1,40})\s{0,4}=\s{0,4}\[\s{0,40}['"`]/y;

/** `function f() { const t = ['…', …]; f = function () { return t; }; return f(); }`. */
function findStringTable(model: ValueModel): SourceRange | null {
  const { text } = model;
  let hits = 0;
  for (const index of model.findWord('function')) {
    STRING_TABLE.lastIndex = index;
    const match = STRING_TABLE.exec(text);
    if (!match) continue;
    if ((hits += 1) > MAX_HITS) break;
    const [{ length }, name = '', table = ''] = match;
    const rest = text.slice(index + length, index + 100_000).replace(/\s/g, '');
    if (rest.includes(`${name}=function(){return${table}`) && rest.includes(`return${name}(`) && isCode(model, index)) return [index, index + length];
  }
  return null;
}

/** Two strings that write most of their letters as escapes, which nobody needs to. */
/** `"\u2121", "\u0054\u0045\u004C"`: a table says which letters a sign stands for. */
const BESIDE_SIGN = /\\u(?!00)[\da-f]{4}["']\s{0,20}[,:]\s{0,20}$/i;

function findEscapedLetters(model: ValueModel): SourceRange | null {
  if (model.tooLarge || !model.textIndex.hasAny(ESCAPES)) return null;
  const indexes: number[] = [];
  for (const match of model.text.matchAll(/(?:\\x(?:4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a])|\\u00(?:4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a])){3}/gi)) {
    if (indexes.length >= MAX_HITS) break;
    indexes.push(match.index);
  }
  if (indexes.length < 2) return null;
  let strings = 0;
  let first: SourceRange | null = null;
  for (const { range } of model.stringsAt(indexes)) {
    if (BESIDE_SIGN.test(model.text.slice(Math.max(0, range[0] - 40), range[0]))) continue;
    const raw = model.text.slice(range[0] + 1, Math.min(range[1] - 1, range[0] + 5000));
    const escaped = raw.match(/\\x[4-7][0-9a-f]|\\u00[4-7][0-9a-f]/gi) ?? [];
    const escapedLength = escaped.reduce((sum, piece) => sum + piece.length, 0);
    const decodedLength = raw.length - escapedLength + escaped.length;
    if (escaped.length < 3 || escaped.length < 0.6 * decodedLength) continue;
    strings += 1;
    first ??= range;
  }
  return strings >= 2 ? first : null;
}

/** `\u0066etch`: a name with an ASCII letter, digit or sign as an escape. Nobody needs one there, and no search for the name finds it. */
function findEscapedName(model: ValueModel): SourceRange | null {
  if (model.tooLarge || !model.textIndex.hasAny(ESCAPES)) return null;
  let hits = 0;
  for (const match of model.text.matchAll(/\\u(?:00([2-7][0-9a-f])|\{0{0,4}([2-7][0-9a-f])\})/gi)) {
    if ((hits += 1) > MAX_HITS) break;
    if (!/[\w$]/.test(String.fromCharCode(Number.parseInt(match[1] ?? match[2] ?? '', 16)))) continue;
    const node = model.nodeAt(match.index);
    if (node?.type === 'Identifier' || node?.type === 'PrivateIdentifier' || node?.type === 'JSXIdentifier') return node.range;
  }
  return null;
}

/** `[].filter.constructor('code')`, `(() => {}).constructor('code')()`: the Function constructor by the back door. */
function findConstructorCode(model: ValueModel): SourceRange | null {
  if (model.tooLarge) return null;
  for (const index of model.findWord('constructor').filter((at) => isMemberName(model.text, at)).slice(0, MAX_HITS)) {
    const member = model.nodeAt(index)?.parent as JsNode | null | undefined;
    const call = member?.parent as JsNode | null | undefined;
    if (member?.type !== 'MemberExpression' || !call || !/^(?:Call|New)Expression$/.test(call.type) || call['callee'] !== member) continue;
    const first = (call['arguments'] as readonly JsNode[])[0];
    if (first && isFunctionLike(member['object'] as JsNode) && model.view(first).text().parts.some((part) => typeof part === 'string' && part.trim() !== '')) return call.range;
  }
  return null;
}

/** False for the constructors of classes: what stands before a member's name is a dot or a quotation mark, at most some blanks or a comment away. */
function isMemberName(text: string, index: number): boolean {
  let at = index - 1;
  while (at > index - 100 && /\s/.test(text.charAt(at))) at -= 1;
  return at <= index - 100 || '.\'"`/'.includes(text.charAt(at));
}

function isFunctionLike(node: JsNode): boolean {
  if (/^(?:FunctionExpression|ArrowFunctionExpression|ClassExpression)$/.test(node.type)) return true;
  if (node.type !== 'MemberExpression') return false;
  const object = node['object'] as JsNode;
  const property = node['property'] as JsNode;
  const isConstructor = property['name'] === 'constructor' || property['value'] === 'constructor';
  return isConstructor || object.type === 'ArrayExpression' || writtenText(object) !== null;
}

const SENSITIVE_MODULES = /^(?:node:)?(?:child_process|fs|http|https|net|dgram|dns|vm|os|worker_threads|module)$/;
const SENSITIVE_GLOBALS = /^global:(?:eval|Function|fetch|XMLHttpRequest|WebSocket|require|process)$/;

/** `require('child_' + 'process')`, `window['ev' + 'al']`: a name cut in pieces so that a search does not find it. */
function findSplitName(model: ValueModel): SourceRange | null {
  const cut = cutName(model);
  if (cut || model.isCalm()) return cut;
  for (const load of model.moduleLoads()) {
    if (load.literal !== null) continue;
    const { name, node, range } = load;
    if (name.constant !== null && SENSITIVE_MODULES.test(name.constant) && (isAssembled(model.text.slice(...name.range), name.constant) || !model.text.includes(name.constant)) && node.type !== 'ImportDeclaration') return range;
  }
  for (const { origins, calleeRange } of model.calls()) {
    const callee = origins.find((origin) => SENSITIVE_GLOBALS.test(origin));
    const source = callee === undefined ? '' : model.text.slice(calleeRange[0], Math.min(calleeRange[1], calleeRange[0] + 500));
    if (callee !== undefined && source.includes('[') && /['"`]\s{0,4}\+\s{0,4}['"`]|\.join\(|\.reverse\(|atob\(|fromCharCode/.test(source)) return calleeRange;
  }
  return null;
}

function isAssembled(source: string, constant: string): boolean {
  return !source.includes(constant) && /[+([]/.test(source.slice(1, 500));
}

const DECODERS = new TextGroup(['fromCharCode', 'fromCodePoint', 'TextDecoder', 'Buffer'], 'word');

/** An array of at least twenty character codes that spell text, also after XOR with one number. */
function findCharacterCodes(model: ValueModel): SourceRange | null {
  const { text } = model;
  if (!model.textIndex.hasAny(DECODERS)) return null;
  let hits = 0;
  for (const match of text.matchAll(/\[\s{0,8}(?:(?:0x[0-9a-f]{1,2}|\d{1,3})\s{0,8},\s{0,8}){19,5000}(?:0x[0-9a-f]{1,2}|\d{1,3})\s{0,8},?\s{0,8}\]/gi)) {
    if ((hits += 1) > MAX_HITS) break;
    const codes = match[0].slice(1, -1).split(',', 400).map((piece) => Number(piece.trim() || Number.NaN)).filter((code) => !Number.isNaN(code));
    if (isCompiledText(codes)) continue;
    const keys = /[)\]\w]\s{0,4}\^\s{0,4}[\w(]|\^=/.test(text) ? Array.from({ length: 256 }, (_, key) => key) : [0];
    if (keys.some((key) => isReadable(codes.slice(0, 120), key)) && isCode(model, match.index)) return [match.index, match.index + Math.min(match[0].length, 200)];
  }
  return null;
}

/** A text as C ends it, the data of a compiled program: with that last character it is no code. */
function isCompiledText(codes: readonly number[]): boolean {
  return codes.at(-1) === 0 && codes.length < 400 && isReadable(codes.slice(0, -1).slice(0, 120), 0);
}

/** Prose or code, not a table: nearly all printable, mostly lower-case letters, in no order, few in a row alike. */
function isReadable(codes: readonly number[], key: number): boolean {
  // Small numbers are a table (of a hash, of a format) whatever they are combined with.
  if (Math.max(...codes) - Math.min(...codes) < 17) return false;
  let letters = 0;
  let vowels = 0;
  let rising = 0;
  let others = 0;
  for (const [index, code] of codes.entries()) {
    const plain = code ^ key;
    if (plain > 126 || (plain < 32 && plain !== 10 && plain !== 9 && plain !== 13)) return false;
    if (plain >= 97 && plain <= 122) letters += 1;
    if (plain < 96) others += 1;
    if (plain === 97 || plain === 101 || plain === 105 || plain === 111 || plain === 117) vowels += 1;
    if (index > 0 && code >= (codes[index - 1] ?? 0)) rising += 1;
  }
  // Any small number becomes a letter by some key; text that long has a blank, a sign or a capital, too.
  if (key !== 0 && others === 0) return false;
  const share = (count: number): number => count / codes.length;
  return share(letters) > 0.6 && share(vowels) > 0.15 && share(vowels) < 0.5 && share(rising) < 0.8 && new Set(codes).size > 6;
}
