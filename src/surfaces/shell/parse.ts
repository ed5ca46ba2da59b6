import { createRequire } from 'node:module';

import type { AndOr, ArithmeticExpression, Assignment, Command, CompoundList, ParsedScript, PipelineNode, Redirection, Statement, TestExpression, Word } from 'unbash';

import type { SourceRange } from '../mapped-text.ts';
import type { ShellAssignment, ShellNode, ShellRedirect, ShellWord } from './tree.ts';
import { conditionText } from './conditions.ts';
import { toPieces } from './parse-words.ts';

/** Substitutions and compound commands are followed to this depth; deeper text sets `incomplete`. */
const MAX_DEPTH = 40;

/** How positions of the parser become indices of the parsed text. Scripts inside escaped back-ticks have positions of their own: all of them stand at `fixed`. */
export interface Origin {
  readonly base: number;
  readonly fixed: SourceRange | null;
  readonly depth: number;
  readonly limits: { incomplete: boolean; readonly hidden: SourceRange[] };
}

export interface ParsedChunk {
  readonly nodes: readonly ShellNode[];
  /** Index of the first syntax error in the whole text, `null` without one. */
  readonly error: number | null;
  /** True when the last statement may go on behind the chunk: an error at its end or an open here-document. */
  readonly open: boolean;
  readonly incomplete: boolean;
  /** Ranges inside substitutions that a syntax error hid. */
  readonly hidden: readonly SourceRange[];
}

type Parse = (source: string) => ParsedScript;
let parser: Parse | undefined;

/** The shell parser, loaded when the first shell text is read. */
function parse(source: string): ParsedScript {
  parser ??= (createRequire(import.meta.url)('unbash') as { parse: Parse }).parse;
  return parser(source);
}

/** Parses one chunk of shell text that starts at `base`. Never throws. */
export function parseChunk(text: string, base: number): ParsedChunk {
  const limits = { incomplete: false, hidden: [] as SourceRange[] };
  try {
    const script = parse(text);
    const nodes = script.commands.map((statement) => toNode(statement.command, { base, fixed: null, depth: 0, limits }));
    const first = script.errors?.[0]?.pos;
    const open = first !== undefined || hasOpenHereDoc(script.commands.at(-1));
    return { nodes, error: first === undefined ? null : base + first, open, incomplete: limits.incomplete, hidden: limits.hidden };
  } catch {
    return { nodes: [], error: base, open: false, incomplete: true, hidden: [] };
  }
}

/** Nodes of a script inside another word. */
export function toNodes(script: ParsedScript | undefined, origin: Origin, outer: SourceRange): readonly ShellNode[] {
  if (!script) return [];
  if (origin.depth >= MAX_DEPTH) {
    origin.limits.incomplete = true;
    return [];
  }
  if (script.errors && script.errors.length > 0 && origin.limits.hidden.length < 1000) origin.limits.hidden.push(outer);
  const inner: Origin = { ...origin, depth: origin.depth + 1, fixed: origin.fixed ?? (script.source === undefined ? null : outer) };
  return script.commands.map((statement) => toNode(statement.command, inner));
}

export function toRange(node: { readonly pos: number; readonly end: number }, origin: Origin): SourceRange {
  return origin.fixed ?? [origin.base + node.pos, origin.base + node.end];
}

function toNode(node: PipelineNode | AndOr, origin: Origin): ShellNode {
  const range = toRange(node, origin);
  if (origin.depth >= MAX_DEPTH) {
    origin.limits.incomplete = true;
    return { kind: 'list', items: [], words: [], redirects: [], range };
  }
  const inner: Origin = { ...origin, depth: origin.depth + 1 };
  const list = (items: readonly ShellNode[], words: readonly ShellWord[] = [], redirects: readonly ShellRedirect[] = []): ShellNode => ({ kind: 'list', items, words, redirects, range });
  switch (node.type) {
    case 'Command':
      return toCommand(node, origin);
    case 'Pipeline':
      return { kind: 'pipeline', stages: node.commands.map((stage) => toNode(stage, inner)), range };
    case 'AndOr': {
      const [first, ...others] = node.commands.map((item) => toNode(item, inner));
      // Most reads no variable: then the commands stand in one list.
      return first ? list([first, ...(conditionText([first]) === '' ? others : branch([first], others, range))]) : list([]);
    }
    case 'Redirected':
      return list([toNode(node.command, inner)], [], node.redirects.map((redirect) => toRedirect(redirect, origin)));
    case 'Subshell':
    case 'BraceGroup':
      return list(toItems(node.body, inner));
    case 'If':
      return list(toBranches([node, ...node.elif], node.else, inner, range));
    case 'While':
      return list([...toItems(node.clause, inner), ...toItems(node.body, inner)]);
    case 'For':
    case 'Select':
      return { kind: 'loop', variable: node.name.value, words: (node.wordlist ?? []).map((word) => toWord(word, origin)), items: toItems(node.body, inner), range };
    case 'ArithmeticFor':
      return list(toItems(node.body, inner), [node.initialize, node.test, node.update].flatMap((part) => arithmeticWords(part, origin)));
    case 'Case':
      return list(node.items.flatMap((item) => branch([toWord(node.word, origin), ...item.pattern.map((word) => toWord(word, origin))], toItems(item.body, inner), range)), [toWord(node.word, origin)]);
    case 'TestCommand':
      return list([], testWords(node.expression, origin));
    case 'ArithmeticCommand':
      return list([], arithmeticWords(node.expression, origin));
    case 'Function':
      return { kind: 'function', name: node.name.value, body: node.body.type === 'CompoundList' ? list(toItems(node.body, inner)) : toNode(node.body, inner), range };
    case 'Coproc':
      return node.body.type === 'CompoundList' ? list(toItems(node.body, inner)) : toNode(node.body, inner);
  }
}

interface Choice {
  readonly clause: CompoundList;
  readonly then: CompoundList;
}

/** The conditions and branches of an `if`, in order; what stands under `else` is chosen by all of them. */
function toBranches(choices: readonly Choice[], other: CompoundList | undefined, origin: Origin, range: SourceRange): ShellNode[] {
  const clauses: ShellNode[] = [];
  const nodes = choices.flatMap(({ clause, then }) => {
    const items = toItems(clause, origin);
    clauses.push(...items);
    return [...items, ...branch(items, toItems(then, origin), range)];
  });
  return [...nodes, ...branch(clauses, toItems(other, origin), range, '! ')];
}

/** What runs only under a condition, as one node. */
function branch(condition: readonly (ShellNode | ShellWord)[], items: readonly ShellNode[], range: SourceRange, sign = ''): readonly ShellNode[] {
  if (items.length === 0) return [];
  const text = conditionText(condition);
  return [{ kind: 'list', items, words: [], redirects: [], range, condition: text === '' ? '' : `${sign}${text}` }];
}

function toItems(body: CompoundList | undefined, origin: Origin): ShellNode[] {
  return (body?.commands ?? []).map((statement) => toNode(statement.command, origin));
}

function toCommand(node: Command, origin: Origin): ShellNode {
  const words: ShellWord[] = node.name ? [toWord(node.name, origin)] : [];
  const assignments: ShellAssignment[] = [];
  const redirects: ShellRedirect[] = [];
  for (const item of node.prefix) {
    if (item.type === 'Assignment') assignments.push(toAssignment(item, origin));
    else redirects.push(toRedirect(item, origin));
  }
  for (const item of node.suffix) {
    if (item.type === 'Word') words.push(toWord(item, origin));
    else if (item.type === 'Assignment') words.push(assignmentWord(item, origin));
    else redirects.push(toRedirect(item, origin));
  }
  return { kind: 'command', words, assignments, redirects, range: toRange(node, origin) };
}

export function toWord(word: Word, origin: Origin): ShellWord {
  return { pieces: toPieces(word, origin), range: toRange(word, origin) };
}

function toAssignment(node: Assignment, origin: Origin): ShellAssignment {
  const { value, name } = node;
  const append = node.append === true;
  if (value.type === 'Word') return { name, append, value: toWord(value, origin), elements: null };
  return { name, append, value: { pieces: [], range: toRange(value, origin) }, elements: value.elements.map((element) => toWord(element, origin)) };
}

/** `export A=1`: an argument that looks like an assignment, as one word. */
function assignmentWord(node: Assignment, origin: Origin): ShellWord {
  const range = toRange(node, origin);
  const head = `${node.name}${node.append ? '+' : ''}=`;
  const values = node.value.type === 'Word' ? [node.value] : node.value.elements;
  return {
    pieces: [{ kind: 'text', value: head, quoted: false, marks: [[0, range[0]]], range: [range[0], Math.min(range[0] + head.length, range[1])] }, ...values.flatMap((value) => toPieces(value, origin))],
    range,
  };
}

function toRedirect(node: Redirection, origin: Origin): ShellRedirect {
  const descriptor = node.descriptor?.type === 'FileDescriptor' ? node.descriptor.value : null;
  if (node.type !== 'HereDoc') return { operator: node.operator, descriptor, target: node.target ? toWord(node.target, origin) : null };
  const range = toRange(node.body, origin);
  const text = node.delimiter?.quoted === true ? undefined : node.body.parts;
  const word = { type: 'Word' as const, text: node.body.text, value: node.body.text, pos: node.body.pos, end: node.body.end, ...(text ? { parts: text } : {}) };
  return { operator: node.operator, descriptor, target: { pieces: toPieces(word, origin), range } };
}

/** Words inside `[[ … ]]`, in order; nesting is bounded by the parser. */
function testWords(expression: TestExpression, origin: Origin): ShellWord[] {
  const words: ShellWord[] = [];
  const queue: TestExpression[] = [expression];
  for (let next = queue.shift(); next !== undefined && words.length < 1000; next = queue.shift()) {
    if (next.type === 'TestUnary') words.push(toWord(next.operand, origin));
    else if (next.type === 'TestBinary') words.push(toWord(next.left, origin), toWord(next.right, origin));
    else if (next.type === 'TestLogical') queue.push(...next.operands.slice(0, 1000));
    else queue.push(next.type === 'TestNot' ? next.operand : next.expression);
  }
  return words;
}

/** Substitutions inside `(( … ))`. */
function arithmeticWords(expression: ArithmeticExpression | undefined, origin: Origin): ShellWord[] {
  const words: ShellWord[] = [];
  const queue: (ArithmeticExpression | undefined)[] = [expression];
  for (let steps = 0; queue.length > 0 && steps < 1000; steps += 1) {
    const next = queue.shift();
    if (!next) continue;
    if (next.type === 'ArithmeticCommandExpansion') {
      const range = toRange(next, origin);
      words.push({ pieces: [{ kind: 'substitution', form: 'command', body: toNodes(next.script, origin, range), text: next.text, quoted: true, range }], range });
    } else if (next.type === 'ArithmeticBinary') queue.push(next.left, next.right);
    else if (next.type === 'ArithmeticUnary') queue.push(next.operand);
    else if (next.type === 'ArithmeticTernary') queue.push(next.test, next.consequent, next.alternate);
    else if (next.type === 'ArithmeticGroup') queue.push(next.expression);
  }
  return words;
}

/** True when the last statement holds a here-document without its closing line. */
function hasOpenHereDoc(statement: Statement | undefined): boolean {
  const command = statement?.command;
  if (!command) return false;
  const parts = command.type === 'AndOr' || command.type === 'Pipeline' ? command.commands : [command];
  return parts.some((part) => {
    const redirects = part.type === 'Command' ? part.redirects : part.type === 'Redirected' ? part.redirects : [];
    return redirects.some((redirect) => redirect.type === 'HereDoc' && redirect.closing === undefined);
  });
}
