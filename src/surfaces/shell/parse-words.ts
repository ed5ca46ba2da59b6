import type { ParameterExpansionPart, Word, WordPart } from 'unbash';

import type { Mark, SourceRange } from '../mapped-text.ts';
import { toNodes, toRange, toWord } from './parse.ts';
import type { Origin } from './parse.ts';
import type { ShellWord, VariableOperation, WordPiece } from './tree.ts';

/** The pieces of a word: quotes taken off, escapes decoded, expansions kept apart. */
export function toPieces(word: Word, origin: Origin): WordPiece[] {
  const parts = word.parts;
  if (!parts) return [textPiece(word.value, word.text, word.pos, toRange(word, origin), false, origin)];
  const pieces: WordPiece[] = [];
  for (const part of parts) addPart(part, false, origin, pieces);
  return pieces;
}

function addPart(part: WordPart, quoted: boolean, origin: Origin, pieces: WordPiece[]): void {
  const range = toRange(part, origin);
  switch (part.type) {
    case 'Literal':
      pieces.push(textPiece(part.value, part.text, part.pos, range, quoted, origin));
      break;
    case 'Glob':
      pieces.push(textPiece(part.text, part.text, part.pos, range, quoted, origin));
      break;
    case 'SingleQuoted':
      pieces.push(textPiece(part.value, part.value, part.pos + 1, range, true, origin));
      break;
    case 'AnsiCQuoted':
      pieces.push(textPiece(part.value, part.value, part.pos + 2, range, true, origin));
      break;
    case 'DoubleQuoted':
    case 'LocaleString':
      if (part.parts.length === 0) pieces.push(textPiece('', '', part.pos + 1, range, true, origin));
      for (const child of part.parts) addPart(child, true, origin, pieces);
      break;
    case 'SimpleExpansion':
      pieces.push({ kind: 'variable', name: part.text.slice(1), text: part.text, quoted, operation: null, range });
      break;
    case 'ParameterExpansion':
      pieces.push({ kind: 'variable', name: part.parameter, text: part.text, quoted, operation: toOperation(part, origin), range });
      break;
    case 'CommandExpansion':
      pieces.push({ kind: 'substitution', form: 'command', body: toNodes(part.script, origin, range), text: part.text, quoted, range });
      break;
    case 'ProcessSubstitution':
      pieces.push({ kind: 'substitution', form: part.operator === '<' ? 'input' : 'output', body: toNodes(part.script, origin, range), text: part.text, quoted, range });
      break;
    case 'BraceExpansion':
      pieces.push({ kind: 'brace', alternatives: braceAlternatives(part.text), text: part.text, range });
      break;
    default:
      pieces.push({ kind: 'unknown', text: part.text, range });
  }
}

function textPiece(value: string, text: string, pos: number, range: SourceRange, quoted: boolean, origin: Origin): WordPiece {
  const marks: readonly Mark[] = origin.fixed ? [[0, origin.fixed[0]]] : textMarks(value, text, origin.base + pos);
  return { kind: 'text', value, quoted, marks, range };
}

/** Where the characters of a decoded literal stand: text and value walk together over escapes. */
function textMarks(value: string, text: string, start: number): Mark[] {
  const marks: Mark[] = [[0, start]];
  if (value === text) return marks;
  let at = 0;
  let out = 0;
  while (at < text.length && out < value.length) {
    if (text[at] === '\\' && text[at + 1] === '\n') at += 2;
    else if (text[at] === '\\' && text[at + 1] === value[out]) at += 1;
    else if (text[at] !== value[out]) at += 1;
    else {
      at += 1;
      out += 1;
      continue;
    }
    const escaped = text[at - 1] === '\\';
    const last = marks.at(-1);
    if (last && last[0] === out) marks[marks.length - 1] = [out, start + at];
    else marks.push([out, start + at]);
    if (escaped && text[at] === value[out]) {
      at += 1;
      out += 1;
    }
  }
  return marks;
}

function toOperation(part: ParameterExpansionPart, origin: Origin): VariableOperation | null {
  if (part.prefix !== undefined) return { kind: 'other' };
  const { operation } = part;
  if (part.index && operation === undefined) return part.index.text === '@' || part.index.text === '*' ? { kind: 'all' } : { kind: 'other' };
  switch (operation?.type) {
    case undefined:
      return null;
    case 'Default':
      return { kind: defaultKind(operation.operator), operand: toWord(operation.operand, origin) };
    case 'Slice':
      return { kind: 'slice', offset: operation.offset.value, length: operation.length?.value ?? null };
    case 'Replace':
      return { kind: 'replace', all: operation.operator === '//', pattern: toWord(operation.pattern, origin), replacement: toWord(operation.replacement, origin) };
    default:
      return { kind: 'other' };
  }
}

function defaultKind(operator: string): 'default' | 'alternative' | 'required' {
  if (operator.endsWith('?')) return 'required';
  return operator.endsWith('+') ? 'alternative' : 'default';
}

/** `{a,b}` without nesting gives its parts; ranges and nested braces give none. */
function braceAlternatives(text: string): string[] {
  const body = text.slice(1, -1);
  if (!text.startsWith('{') || /[{}$`"'\\]/.test(body) || !body.includes(',')) return [];
  return body.split(',').slice(0, 16);
}

export type { ShellWord };
