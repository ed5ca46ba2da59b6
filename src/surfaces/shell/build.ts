import { fullOptions } from './abbreviations.ts';
import { markedText } from '../mapped-text.ts';
import type { MappedText, SourceRange } from '../mapped-text.ts';
import { innerFrame } from './conditions.ts';
import { expandJoined, expandWord } from './expand.ts';
import { rememberFolder } from './folders.ts';
import { knownAlias, rememberAlias } from './git-runs.ts';
import { runInner, runWritten } from './inner.ts';
import type { Command, Dialect, Redirect } from './model.ts';
import { parsePowershell } from './powershell.ts';
import { findInner } from './runners.ts';
import { BOUNDS, HOLE } from './state.ts';
import type { BuiltCommand, BuiltWord, Frame, State, Value } from './state.ts';
import { parseShell } from './chunks.ts';
import type { ShellCommandNode, ShellNode, ShellRedirect, ShellTree, ShellWord, SubstitutionPiece } from './tree.ts';
import { declareVariables, getPositional, setPositional, setVariable, toValue, unknownValue, variablesOf } from './variables.ts';
import { commandName, peelWrappers } from './wrappers.ts';
import { rememberWritten, writtenScript } from './written-files.ts';
import { parseCmd } from './windows-cmd.ts';

/** Parses a text in its dialect, piece by piece. */
function parseDialect(text: string, dialect: Dialect): Iterable<ShellTree> {
  if (dialect === 'cmd') return [parseCmd(text)];
  return dialect === 'powershell' ? [parsePowershell(text)] : parseShell(text);
}

/** Reads a text in the dialect of its frame; gives the commands whose output is the output of the whole. */
export function readText(written: string, outer: Frame, state: State): BuiltCommand[] {
  const text = outer.dialect === 'cmd' ? filledIn(written, state) : written;
  const frame = text === written ? outer : { ...outer, toRoot: () => outer.toRoot(0, written.length) };
  const outputs: BuiltCommand[] = [];
  for (const { nodes, incomplete, hidden } of parseDialect(text, frame.dialect)) {
    if (incomplete) state.incomplete = true;
    for (const range of hidden ?? []) state.hidden.push(frame.toRoot(...range));
    for (const output of readNodes(nodes, frame, state)) outputs.push(output);
    if (state.commands.length >= BOUNDS.commands) {
      state.incomplete = true;
      break;
    }
  }
  return outputs;
}

/** The text as cmd reads it: variables are filled in before anything else, so that a value may hold operators. */
function filledIn(text: string, { variables }: State): string {
  if (!variables || variables.size === 0 || !text.includes('%')) return text;
  return text.slice(0, BOUNDS.word).replace(/%([A-Za-z_]\w{0,100})%/g, (written, name: string) => {
    const held = variables.get(name);
    return held?.isStatic === true && held.elements === null && /[\s&|]/.test(held.value) ? held.value.slice(0, MAX_FILLED) : written;
  });
}
const MAX_FILLED = 4000;

/** Reads statements in order; gives the commands whose output is the output of the whole. */
function readNodes(nodes: readonly ShellNode[], frame: Frame, state: State): BuiltCommand[] {
  const outputs: BuiltCommand[] = [];
  for (const node of nodes) for (const output of readNode(node, frame, state)) outputs.push(output);
  return outputs;
}

function readNode(node: ShellNode, frame: Frame, state: State): BuiltCommand[] {
  switch (node.kind) {
    case 'command':
      return readCommand(node, frame, state);
    case 'pipeline':
      return readPipeline(node.stages, frame, state);
    case 'list': {
      for (const word of node.words) expandWord(word, frame, state, readSubstitution);
      const from = state.commands.length;
      const inputs = node.redirects.flatMap((redirect) => (redirect.operator === '<' ? (toRedirect(redirect, frame, state) ?? []) : []));
      const fed = inputs.flatMap(({ target }) => target.nested);
      const outputs = readNodes(node.items, innerFrame(node.condition, [...fed, ...inputs.flatMap((input) => fileReader(input, frame))], frame), state);
      // The substitution behind the list was read before it.
      if (fed.length > 0) for (const command of state.commands.splice(from).toSorted((a, b) => a.range[0] - b.range[0])) state.commands.push(command);
      if (node.redirects.length > 0) {
        addRedirects(node.redirects, outputs, frame, state);
        outputs.forEach((output, index) => rememberWritten(output, state, index > 0));
      }
      return outputs;
    }
    case 'loop': {
      const words = node.words.flatMap((word) => expandWord(word, frame, state, readSubstitution));
      const outputs: BuiltCommand[] = [];
      for (const value of loopValues(words, state)) {
        variablesOf(state).set(node.variable, value);
        for (const output of readNodes(node.items, frame, state)) outputs.push(output);
      }
      return outputs;
    }
    case 'function': {
      const inner: Frame = { ...frame, context: 'function', inFunction: node.name, upstream: [] };
      const outer = state.positional;
      state.positional = false;
      const outputs = readNode(node.body, inner, state);
      (state.functions ??= new Map()).set(node.name, [...new Set(outputs)]);
      if (state.positional) (state.bodies ??= new Map()).set(node.name, { node: node.body, frame: inner });
      else state.bodies?.delete(node.name);
      state.positional = outer;
      return [];
    }
  }
}

/** A word that names a place, not just a thing. */
const PLACE = /^[~/$%]|[/\\:]/;

/**
 * What a loop's variable holds, one value for each time that its body is read: the only word, or those that name places
 * (`for d in ~/.ssh ~/.aws`) as far as the bound goes; unknown for all others.
 */
function loopValues(words: readonly BuiltWord[], state: State): readonly Value[] {
  if (words.length === 1 && words[0]) return [toValue(words[0])];
  const places = words.length <= BOUNDS.loops ? words.filter((word) => word.isStatic && PLACE.test(word.text)) : [];
  if (places.length === 0 || state.loops + places.length > BOUNDS.loops) return [unknownValue(words.flatMap((word) => word.nested))];
  state.loops += places.length;
  return places.map(toValue);
}

function readPipeline(stages: readonly ShellNode[], frame: Frame, state: State): BuiltCommand[] {
  const groups: BuiltCommand[][] = [];
  let upstream = frame.upstream;
  for (const stage of stages) {
    const outputs = readNode(stage, { ...frame, upstream }, state);
    groups.push(outputs);
    upstream = outputs;
  }
  const pipeline = groups.map((group) => group[0]).filter((command) => command !== undefined);
  groups.forEach((group, index) => {
    for (const command of group) {
      if (command.pipeline.length > 1 || (command.parent !== frame.parent && command.upstream !== command.parent?.upstream)) continue;
      command.pipeline = pipeline;
      command.stage = Math.min(index, pipeline.length - 1);
    }
  });
  return groups.at(-1) ?? [];
}

function readCommand(node: ShellCommandNode, frame: Frame, state: State): BuiltCommand[] {
  const assignments = (owner: Frame): { name: string; value: BuiltWord }[] =>
    node.assignments.map(({ name, append, value, elements }) => {
      const word = expandJoined(value, owner, state, readSubstitution);
      const list = elements?.flatMap((element) => expandWord(element, owner, state, readSubstitution)) ?? null;
      if (node.words.length === 0) setVariable(state, name, append, word, list, owner.chosenBy);
      return { name, value: word };
    });
  if (node.words.length === 0) {
    const read = redirection(node, frame, state);
    if (read) return read;
    assignments(frame);
    for (const redirect of node.redirects) {
      const built = toRedirect(redirect, frame, state);
      if (built) state.looseRedirects.push(built);
    }
    return [];
  }
  const command = newCommand(frame, frame.toRoot(...node.range), state);
  if (!command) return [];
  const inner: Frame = { ...frame, parent: command, upstream: [] };
  command.assignments = assignments(inner);
  const words: BuiltWord[] = [];
  for (const word of node.words) {
    words.push(...expandWord(word, inner, state, readSubstitution));
    if (words.length > BOUNDS.words) {
      state.incomplete = true;
      break;
    }
  }
  addRedirects(node.redirects, [command], inner, state);
  return finishCommand(command, words, frame, state);
}

/** `$(< file)` is `$(cat file)`, `> file` is `: > file`. */
function redirection({ assignments, redirects, range }: ShellCommandNode, frame: Frame, state: State): BuiltCommand[] | null {
  const [file] = redirects;
  if (!file || assignments.length > 0) return null;
  const isRead = frame.context === 'command-substitution' && redirects.length === 1 && file.operator === '<';
  if (!isRead && !redirects.some(({ operator }) => operator.startsWith('>'))) return null;
  const place = frame.toRoot(...range);
  const command = newCommand(frame, place, state);
  if (!command) return [];
  const name = isRead ? 'cat' : ':';
  command.name = name;
  command.word = { ...command.word, value: name, text: name, isStatic: true };
  addRedirects(redirects, [command], { ...frame, parent: command, upstream: [] }, state);
  return [command];
}

/** `while read x; do …; done < file`: what the list reads, as the `cat` that would give it; no command of the text. */
function fileReader(redirect: Redirect, frame: Frame): BuiltCommand[] {
  const { target } = redirect;
  if (target.nested.length > 0 || target.value === '' || target.value.startsWith('/dev/')) return [];
  const place = target.range;
  const word: BuiltWord = { value: 'cat', text: 'cat', isStatic: true, variables: [], nested: [], range: place, marks: [[0, place[0]]] };
  return [{ ...emptyCommand(frame, place, word), name: 'cat', upstream: [], redirects: [redirect] }];
}

/** A command of words that are already expanded: what `sudo`, `npx` or `find -exec` starts. */
export function readWords(words: readonly BuiltWord[], range: SourceRange, frame: Frame, state: State): BuiltCommand[] {
  const command = newCommand(frame, range, state);
  return command ? finishCommand(command, words, frame, state) : [];
}

function finishCommand(command: BuiltCommand, written: readonly BuiltWord[], frame: Frame, state: State): BuiltCommand[] {
  const words = aliasWords(written, frame, state) ?? written;
  const peeled = peelWrappers(words);
  const word = peeled.words[0];
  if (word) {
    const name = commandName(word);
    command.name = name !== null && frame.dialect !== 'sh' ? name.toLowerCase() : name;
    command.word = word;
    command.args = fullOptions(command.name, peeled.words.slice(1));
  }
  if (peeled.wrappers.length > 0) {
    command.wrappers = [...command.wrappers, ...peeled.wrappers];
    command.ownWrappers = peeled.wrappers;
  }
  if (peeled.assignments.length > 0) command.assignments = [...command.assignments, ...peeled.assignments];
  declareVariables(command, state, frame.chosenBy);
  const outputs = [command];
  const isGit = command.name === 'git';
  if (isGit) rememberAlias(command, state);
  const inners = isGit ? [...findInner(command), ...knownAlias(command, state)] : findInner(command);
  if (inners.length > 0) withOwnVariables(command, state, () => inners.forEach((inner) => runInner(inner, command, frame, state).forEach((output) => outputs.push(output))));
  rememberFolder(command, state);
  rememberWritten(command, state);
  const script = writtenScript(command, state);
  if (script.length > 0) outputs.push(...runWritten(script, command, frame, state));
  const body = command.name === null ? undefined : state.functions?.get(command.name);
  if (body) {
    // What is piped into a function reaches those of its commands that read nothing else.
    if (command.upstream.length > 0) for (const inner of body) if (inner.upstream.length === 0) inner.upstream = command.upstream;
    outputs.push(...body, ...readCall(command, state));
  }
  return outputs;
}

/** `X='…' sh -c 'eval "$X"'`: what a command sets for itself alone holds in the script that it runs. */
function withOwnVariables({ assignments }: BuiltCommand, state: State, read: () => void): void {
  if (assignments.length === 0) return read();
  const before = state.variables;
  // Copying many for each command would cost the square of their number: what the script sets then stays.
  const own = before && before.size > MAX_COPIED ? before : new Map(before);
  const hidden = own === before ? assignments.map(({ name }) => [name, before.get(name)] as const) : [];
  for (const { name, value } of assignments) own.set(name, toValue(value as BuiltWord));
  state.variables = own;
  read();
  state.variables = before;
  for (const [name, value] of hidden.reverse()) {
    if (value) own.set(name, value);
    else own.delete(name);
  }
}
const MAX_COPIED = 64;

/** The commands of a function's body with the arguments of a call in place of `$1` and `$@`. */
function readCall(command: BuiltCommand, state: State): readonly BuiltCommand[] {
  const { name, args } = command;
  const body = name === null ? undefined : state.bodies?.get(name);
  if (!body || args.length === 0 || state.calls >= BOUNDS.calls || command.inFunction === name) return [];
  state.calls += 1;
  const before = getPositional(state);
  setPositional(state, args);
  const outputs = readNode(body.node, { ...body.frame, upstream: command.upstream }, state);
  setPositional(state, before);
  return outputs;
}

function emptyCommand(frame: Frame, range: SourceRange, word: BuiltWord): BuiltCommand {
  return {
    name: null, word, args: [], assignments: [], redirects: [], input: null, wrappers: frame.wrappers, ownWrappers: [], pipeline: [], stage: 0,
    upstream: frame.upstream, context: frame.context, inFunction: frame.inFunction, dialect: frame.dialect, parent: frame.parent, range, ...(frame.chosenBy === undefined ? {} : { chosenBy: frame.chosenBy }),
  };
}

function newCommand(frame: Frame, range: SourceRange, state: State): BuiltCommand | null {
  if (state.commands.length >= BOUNDS.commands) {
    state.incomplete = true;
    return null;
  }
  const command = emptyCommand(frame, range, { value: HOLE, text: '', isStatic: false, variables: [], nested: [], range, marks: [[0, range[0]]] });
  command.pipeline = [command];
  if (state.folder !== '') command.folder = state.folder;
  state.commands.push(command);
  return command;
}

function addRedirects(redirects: readonly ShellRedirect[], commands: readonly BuiltCommand[], frame: Frame, state: State): void {
  for (const redirect of redirects) {
    const built = toRedirect(redirect, frame, state);
    if (!built) continue;
    for (const command of commands) {
      if (built.operator.startsWith('<<')) command.input = built.target;
      command.redirects.push(built);
    }
    // `done < <(curl …)`: the output of the substitution is the standard input.
    if (built.operator === '<' && built.target.nested.length > 0) for (const command of commands) command.upstream = [...new Set([...command.upstream, ...built.target.nested])];
  }
}

function toRedirect(redirect: ShellRedirect, frame: Frame, state: State): Redirect | null {
  if (!redirect.target) return null;
  return { operator: redirect.operator, descriptor: redirect.descriptor, target: expandJoined(redirect.target, frame, state, readSubstitution) };
}

/** Reads `$(…)`, `<(…)`, `>(…)` or a script block; each place once. */
function readSubstitution(piece: SubstitutionPiece, frame: Frame, state: State): readonly BuiltCommand[] {
  const [start, end] = frame.toRoot(...piece.range);
  const key = `${start}:${end}:${piece.text.length}:${piece.text.slice(0, 64)}`;
  const known = state.substitutions?.get(key);
  if (known) return known;
  if (frame.substitutions >= BOUNDS.substitutions) {
    state.incomplete = true;
    return [];
  }
  const context = piece.form === 'command' ? 'command-substitution' : piece.form === 'block' ? 'script' : 'process-substitution';
  const upstream: readonly Command[] = piece.form === 'output' && frame.parent ? [frame.parent] : piece.form === 'block' ? (frame.parent?.upstream ?? []) : [];
  const outputs = readNodes(piece.body, { ...frame, context, upstream, substitutions: frame.substitutions + 1 }, state);
  (state.substitutions ??= new Map()).set(key, outputs);
  return outputs;
}

/** The words of an aliased command; an alias of more than one command is left alone. Aliases are looked up once, as the shell does. */
function aliasWords(words: readonly BuiltWord[], frame: Frame, state: State): readonly BuiltWord[] | null {
  const [first] = words;
  const text = first?.isStatic === true && frame.dialect === 'sh' ? state.aliases?.get(first.value) : undefined;
  if (first === undefined || text === undefined) return null;
  state.fuel -= text.length;
  const [node, ...others] = state.fuel < 0 ? [] : [...parseDialect(text, 'sh')].flatMap(({ nodes }) => nodes);
  if (node?.kind !== 'command' || others.length > 0) return null;
  const inner: Frame = { ...frame, toRoot: () => first.range };
  return [...node.words.flatMap((word) => expandWord(word, inner, state, readSubstitution)), ...words.slice(1)];
}

/** The text of words as a script, with the way back to the text they stand in. */
export function wordText(word: BuiltWord): MappedText {
  const holes: SourceRange[] = [];
  for (let at = word.text.indexOf(HOLE); at >= 0 && holes.length < 1000; at = word.text.indexOf(HOLE, at + 1)) holes.push([at, at + 1]);
  const last = word.marks.at(-1) ?? [0, word.range[0]];
  return markedText(word.text, word.marks, Math.min(Math.max(last[1] + word.text.length - last[0], last[1]), word.range[1]), holes);
}

export type { ShellWord };
