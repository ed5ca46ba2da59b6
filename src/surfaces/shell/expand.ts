import type { Mark, SourceRange } from '../mapped-text.ts';
import { splitFields } from './fields.ts';
import { knownOutput } from './known-output.ts';
import type { Command } from './model.ts';
import { BOUNDS, HOLE } from './state.ts';
import type { BuiltCommand, BuiltWord, Frame, State, Value } from './state.ts';
import type { ShellWord, SubstitutionPiece, VariablePiece, WordPiece } from './tree.ts';

/** Reads the commands of a substitution and gives those whose output it is. */
export type Substitute = (piece: SubstitutionPiece, frame: Frame, state: State) => readonly BuiltCommand[];

/** Most words hold no expansion: one list for all of them. */
const NONE: readonly never[] = Object.freeze([]);
/** Fuel for each further word that a word is split into: an array that grows and is used line by line gives words by the million. */
const SPLIT_COST = 64;

interface Draft {
  value: string;
  text: string;
  marks: Mark[];
  isStatic: boolean;
  variables: string[];
  nested: Command[];
  chosenBy: string | undefined;
  /** True when something, if only an empty pair of quotes, belongs to the word. */
  any: boolean;
  start: number;
  end: number;
}

interface Expansion {
  readonly frame: Frame;
  readonly state: State;
  readonly substitute: Substitute;
  readonly words: BuiltWord[];
  draft: Draft;
}

/** The words that a word becomes: one, or several when unquoted variables, `${IFS}`, arrays or braces split it. */
export function expandWord(word: ShellWord, frame: Frame, state: State, substitute: Substitute): BuiltWord[] {
  const words: BuiltWord[] = [];
  for (const pieces of braceVariants(word.pieces)) {
    const range = frame.toRoot(...word.range);
    const expansion: Expansion = { frame, state, substitute, words, draft: newDraft(range[0]) };
    expansion.draft.end = range[1];
    for (const piece of pieces) addPiece(piece, expansion);
    if (expansion.draft.any || words.length === 0) flush(expansion, range[1], range[1]);
    if (words.length > BOUNDS.words) break;
  }
  return words;
}

/** One word, whatever splits it; for assignments and redirect targets. */
export function expandJoined(word: ShellWord, frame: Frame, state: State, substitute: Substitute): BuiltWord {
  const words = expandWord({ ...word, pieces: word.pieces.map((piece) => ('quoted' in piece ? { ...piece, quoted: true } : piece)) }, frame, state, substitute);
  return words[0] ?? emptyWord(frame.toRoot(...word.range));
}

export function emptyWord(range: SourceRange): BuiltWord {
  return { value: '', text: '', isStatic: true, variables: NONE, nested: NONE, range, marks: [[0, range[0]]] };
}

function newDraft(start: number): Draft {
  return { value: '', text: '', marks: [], isStatic: true, variables: [], nested: [], chosenBy: undefined, any: false, start, end: start };
}

function flush(expansion: Expansion, end: number, next: number): void {
  const { draft, words, state } = expansion;
  if (words.length > 0) state.fuel -= SPLIT_COST;
  words.push({
    value: draft.value.replace(/\uE000{2,}/g, HOLE),
    text: draft.text,
    isStatic: draft.isStatic,
    variables: draft.variables.length > 0 ? draft.variables : NONE,
    nested: draft.nested.length > 0 ? draft.nested : NONE,
    ...(draft.chosenBy === undefined ? {} : { chosenBy: draft.chosenBy }),
    range: [draft.start, Math.max(draft.start, end)],
    marks: draft.marks.length > 0 ? draft.marks : [[0, draft.start]],
  });
  expansion.draft = newDraft(next);
}

function addPiece(piece: WordPiece, expansion: Expansion): void {
  const { frame } = expansion;
  if (piece.kind === 'text') {
    addText(piece.value, piece.marks, expansion);
  } else if (piece.kind === 'variable') {
    addVariable(piece, expansion);
  } else if (piece.kind === 'substitution') {
    addSubstitution(piece, expansion);
  } else {
    addUnknown(piece.text, frame.toRoot(...piece.range)[0], expansion);
  }
}

function addText(value: string, marks: readonly Mark[], expansion: Expansion): void {
  const { draft, frame } = expansion;
  for (const [at, source] of marks) pushMark(draft, draft.text.length + at, frame.toRoot(source, source + 1)[0]);
  append(value, value, expansion);
  if (value.includes(HOLE)) draft.isStatic = false;
}

function append(value: string, text: string, expansion: Expansion): void {
  const { draft, state } = expansion;
  state.fuel -= value.length;
  draft.any = true;
  if (draft.value.length + value.length > BOUNDS.word || state.fuel < 0) {
    state.incomplete = true;
    draft.isStatic = false;
    return;
  }
  draft.value += value;
  draft.text += text;
}

function pushMark(draft: Draft, at: number, source: number): void {
  const last = draft.marks.at(-1);
  if (last && source < last[1]) return;
  if (last && last[0] === at) draft.marks[draft.marks.length - 1] = [at, source];
  else draft.marks.push([at, source]);
}

function addUnknown(text: string, source: number, expansion: Expansion): void {
  pushMark(expansion.draft, expansion.draft.text.length, source);
  append(HOLE, text, expansion);
  expansion.draft.isStatic = false;
}

function addSubstitution(piece: SubstitutionPiece, expansion: Expansion): void {
  const { frame, state } = expansion;
  const outputs = expansion.substitute(piece, frame, state);
  const [start, end] = frame.toRoot(...piece.range);
  const known = piece.form === 'command' ? knownOutput(outputs) : null;
  if (known !== null) {
    addKnown(known, piece.quoted, start, end, expansion);
    return;
  }
  addUnknown(piece.text, start, expansion);
  expansion.draft.nested.push(...outputs);
}

function addVariable(written: VariablePiece, expansion: Expansion): void {
  const { draft, state, frame } = expansion;
  const piece = pointedAt(written, state);
  const [start, end] = frame.toRoot(...piece.range);
  if (piece.name === 'IFS' && !piece.quoted && state.variables?.has('IFS') !== true) {
    if (draft.any) flush(expansion, start, end);
    return;
  }
  if (/^[1-9@*]$/.test(piece.name)) state.positional = true;
  draft.variables.push(piece.name);
  const held = state.variables?.get(piece.name);
  const { operation } = piece;
  if (held?.elements && (operation?.kind === 'all' || operation === null)) {
    addElements(operation === null && !/^[@*]$/.test(piece.name) ? held.elements.slice(0, 1) : held.elements, held, expansion, end);
    return;
  }
  const known = held?.isStatic && held.nested.length === 0 ? held : null;
  if (operation !== null && operation.kind !== 'required') {
    addOperation(piece, known, start, end, expansion);
  } else if (known && known.value !== '') {
    addKnown(known.value, piece.quoted, start, end, expansion, known);
  } else if (held) {
    pushMark(draft, draft.text.length, start);
    append(held.value, held.home ?? piece.text, expansion);
    choose(held.value, held, draft);
    draft.isStatic &&= held.isStatic;
    draft.nested.push(...held.nested);
    draft.variables.push(...held.variables);
  } else {
    addUnknown(piece.text, start, expansion);
  }
}

/** `${!name}` as the variable that `name` holds the name of, where that is known. */
function pointedAt(piece: VariablePiece, state: State): VariablePiece {
  if (!piece.text.startsWith('${!')) return piece;
  const held = state.variables?.get(piece.name);
  const isName = held?.isStatic === true && held.elements === null && /^[A-Za-z_]\w{0,200}$/.test(held.value);
  return isName && /^\$\{!\w{1,201}\}$/.test(piece.text) ? { ...piece, name: held.value, text: `\${${held.value}}`, operation: null } : piece;
}

/** `${x:-default}`, `${x:1:2}`, `${x//a/b}` where everything about them is known. */
function addOperation(piece: VariablePiece, known: Value | null, start: number, end: number, expansion: Expansion): void {
  const { operation } = piece;
  const { frame, state, substitute, draft } = expansion;
  // `${x#y}`, `${x[@]}`: a part of what a command printed still comes from there.
  if (known === null) draft.nested.push(...(state.variables?.get(piece.name)?.nested ?? []));
  if (operation?.kind === 'default' || operation?.kind === 'alternative') {
    const operand = expandJoined(operation.operand, frame, state, substitute);
    draft.nested.push(...operand.nested);
    draft.variables.push(...operand.variables);
    if (operation.kind === 'default' && known && known.value !== '') return addKnown(known.value, piece.quoted, start, end, expansion, known);
    if (operation.kind === 'alternative') draft.chosenBy ??= piece.text;
    pushMark(draft, draft.text.length, start);
    append(operand.value === '' ? HOLE : operand.value, piece.text, expansion);
    draft.isStatic = false;
    return;
  }
  if (known && operation?.kind === 'slice') {
    const offset = Number(operation.offset.trim() || '0');
    const length = operation.length === null ? Infinity : Number(operation.length.trim() || '0');
    if (Number.isInteger(offset) && offset >= 0 && length >= 0) return addKnown(known.value.slice(offset, offset + length), piece.quoted, start, end, expansion);
  }
  if (known && operation?.kind === 'replace') {
    const pattern = expandJoined(operation.pattern, frame, state, substitute);
    const replacement = expandJoined(operation.replacement, frame, state, substitute);
    if (pattern.isStatic && replacement.isStatic && pattern.value !== '' && !/[*?[\]\\]/.test(pattern.value)) {
      const value = operation.all ? known.value.split(pattern.value).join(replacement.value) : known.value.replace(pattern.value, () => replacement.value);
      return addKnown(value, piece.quoted, start, end, expansion);
    }
  }
  addUnknown(piece.text, start, expansion);
}

/** Known content in place of an expansion; unquoted content is split at white space, as the shell does. */
function addKnown(value: string, quoted: boolean, start: number, end: number, expansion: Expansion, held?: Value): void {
  if (quoted || (!/\s/.test(value) && expansion.state.variables?.has('IFS') !== true)) {
    pushMark(expansion.draft, expansion.draft.text.length, start);
    append(value, value, expansion);
    choose(value, held, expansion.draft);
    return;
  }
  const { state } = expansion;
  const separators = state.variables?.get('IFS');
  // White space costs too: it is looked through each time.
  state.fuel -= value.length;
  if (isSpent(state)) return addUnknown('', start, expansion);
  const parts = splitFields(value.slice(0, BOUNDS.word), separators?.isStatic === true ? separators.value : '');
  for (const [index, part] of parts.entries()) {
    if (isSpent(state)) break;
    if (index > 0 && expansion.draft.any && expansion.words.length <= BOUNDS.words) flush(expansion, end, start);
    if (part === '') continue;
    pushMark(expansion.draft, expansion.draft.text.length, start);
    append(part, part, expansion);
    choose(part, held, expansion.draft);
  }
}

/** True once the fuel of the text is used up, which is noted. */
function isSpent(state: State): boolean {
  if (state.fuel >= 0) return false;
  state.incomplete = true;
  return true;
}

/** Notes the condition under which alone a variable holds a word. */
function choose(part: string, held: Value | undefined, draft: Draft): void {
  if (held?.choice && !held.choice.otherwise.has(part)) draft.chosenBy ??= held.choice.by;
}

function addElements(elements: readonly BuiltWord[], held: Value, expansion: Expansion, end: number): void {
  for (const [index, element] of elements.slice(0, BOUNDS.words).entries()) {
    if (isSpent(expansion.state)) break;
    if (index > 0 && expansion.draft.any && expansion.words.length <= BOUNDS.words) flush(expansion, end, expansion.draft.start);
    const { draft } = expansion;
    pushMark(draft, draft.text.length, draft.start);
    append(element.value, element.text, expansion);
    expansion.draft.isStatic &&= element.isStatic;
    choose(element.value, held, expansion.draft);
    expansion.draft.nested.push(...element.nested);
    expansion.draft.variables.push(...element.variables);
  }
}

/** `a{b,c}d` as the pieces of `abd` and `acd`; only the first brace of a word is expanded. */
function braceVariants(pieces: readonly WordPiece[]): (readonly WordPiece[])[] {
  const index = pieces.findIndex((piece) => piece.kind === 'brace' && piece.alternatives.length > 0);
  const brace = pieces[index];
  if (brace?.kind !== 'brace') return [pieces];
  return brace.alternatives.map((value) => [
    ...pieces.slice(0, index),
    { kind: 'text', value, quoted: false, marks: [[0, brace.range[0]]], range: brace.range },
    ...pieces.slice(index + 1),
  ]);
}
