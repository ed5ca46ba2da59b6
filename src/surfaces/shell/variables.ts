import { knownOutput } from './known-output.ts';
import type { Command } from './model.ts';
import { BOUNDS, HOLE } from './state.ts';
import type { BuiltCommand, BuiltWord, State, Value } from './state.ts';
import { tailWord } from './wrappers.ts';

const DECLARES: ReadonlySet<string> = new Set(['export', 'declare', 'local', 'readonly', 'typeset']);

const HOME_PATH = /^(?:\$HOME|\$\{HOME\}|%USERPROFILE%|\$env:(?:HOME|USERPROFILE))(?:[\\/][^$`%\uE000]{0,500})?$/i;

/** What a variable holds that is set to a word. */
export function toValue(word: BuiltWord): Value {
  return { value: word.value, isStatic: word.isStatic, home: HOME_PATH.test(word.text) ? word.text : undefined, variables: [...new Set(word.variables)].slice(0, 50), nested: [...new Set(word.nested)].slice(0, 50), elements: null };
}

/** The value of a variable that holds some command's output. */
export function unknownValue(nested: readonly Command[]): Value {
  return { value: HOLE, isStatic: false, variables: [], nested, elements: null };
}

/** The variables that the text sets; a map only once there is one. */
export function variablesOf(state: State): Map<string, Value> {
  return (state.variables ??= new Map());
}

/** Sets or, with `append`, extends a variable; `elements` are those of an array, `chosenBy` is the condition it stands under. */
export function setVariable(state: State, name: string, append: boolean, word: BuiltWord, elements: BuiltWord[] | null, chosenBy?: string): void {
  const variables = variablesOf(state);
  const held = variables.get(name);
  const choice = chosenBy === undefined ? {} : { choice: { by: chosenBy, otherwise: wordsOf(held) } };
  if (elements) {
    const all = append && held?.elements ? [...held.elements, ...elements].slice(0, BOUNDS.words) : elements;
    state.fuel -= all.length; // each `x+=(…)` makes the list anew
    variables.set(name, { value: all[0]?.value ?? '', isStatic: true, variables: [], nested: [], elements: all, ...choice });
    return;
  }
  const value = toValue(word);
  // `else OPTION=""` does not unsay what another branch chose.
  if (chosenBy !== undefined && word.value === '' && held?.value.startsWith('-') === true) return;
  if (!append || !held) {
    variables.set(name, { ...value, ...choice });
    return;
  }
  const joined = (held.value + value.value).slice(0, BOUNDS.word);
  variables.set(name, { value: joined, isStatic: held.isStatic && value.isStatic, variables: [...held.variables, ...value.variables].slice(0, 50), nested: [...held.nested, ...value.nested].slice(0, 50), elements: null, ...choice });
}

const MAX_WORDS_OF_VALUE = 50;

/** The words that a variable holds where a branch is not taken; what another condition put there is none of them. */
function wordsOf(held: Value | undefined): ReadonlySet<string> {
  if (!held) return new Set();
  const words = held.elements ? held.elements.slice(0, MAX_WORDS_OF_VALUE).map(({ value }) => value) : held.value.slice(0, 2000).split(/\s+/).slice(0, MAX_WORDS_OF_VALUE);
  return new Set(held.choice ? words.filter((word) => held.choice?.otherwise.has(word)) : words);
}

const MAX_POSITIONAL = 9;

/** The words that `$@` stands for; none where nothing is known of them. */
export function getPositional(state: State): readonly BuiltWord[] {
  return state.variables?.get('@')?.elements ?? [];
}

/** Sets `$1` to `$9`, `$@` and `$*`; no words make them unknown again. */
export function setPositional(state: State, words: readonly BuiltWord[]): void {
  const variables = variablesOf(state);
  const given = words.slice(0, BOUNDS.words);
  for (let index = 0; index < MAX_POSITIONAL; index += 1) {
    const word = given[index];
    if (word) variables.set(String(index + 1), toValue(word));
    else variables.delete(String(index + 1));
  }
  for (const name of ['@', '*']) {
    if (given.length > 0) variables.set(name, { value: given[0]?.value ?? '', isStatic: true, variables: [], nested: [], elements: given });
    else variables.delete(name);
  }
}

const MAX_ALIAS = 2000;

/** Variables that `export A=1`, `read A` and `set A=1` (cmd) define. */
export function declareVariables(command: BuiltCommand, state: State, chosenBy?: string): void {
  const { name } = command;
  if (name === null) return;
  if (DECLARES.has(name)) {
    for (const arg of command.args) {
      const equals = /^[A-Za-z_]\w{0,200}(?=\+?=)/.exec(arg.value);
      const held = name === 'export' && !equals ? state.variables?.get(arg.value) : undefined;
      // `A=1; export A` is `export A=1`.
      if (held?.isStatic === true && held.elements === null) command.assignments = [...command.assignments, { name: arg.value, value: { ...arg, value: held.value, text: held.value } }];
      if (equals) setVariable(state, equals[0], false, tailWord(arg, equals[0].length + 1), null, chosenBy);
    }
  } else if (name === 'read' && command.input?.isStatic === true && command.args.some(({ value }, index) => value === '-d' && command.args[index + 1]?.value === '')) {
    // `read -r -d '' X <<'EOF'` takes the whole here-document.
    const target = command.args.at(-1)?.value ?? '';
    if (/^[A-Za-z_]\w{0,200}$/.test(target)) setVariable(state, target, false, command.input as BuiltWord, null, chosenBy);
  } else if (name === 'read' || name === 'mapfile' || name === 'readarray') {
    for (const arg of command.args) if (/^[A-Za-z_]\w{0,200}$/.test(arg.value)) variablesOf(state).set(arg.value, unknownValue(command.redirects.some(({ operator }) => operator === '<') ? [...command.upstream, command] : command.upstream));
  } else if (name === 'printf' && command.args[0]?.value === '-v') {
    const target = command.args[1]?.value ?? '';
    const word = command.args[2];
    const text = /^[A-Za-z_]\w{0,200}$/.test(target) && word ? knownOutput([{ ...command, args: command.args.slice(2) }]) : null;
    if (text !== null && word) setVariable(state, target, false, { ...word, value: text, text }, null);
  } else if (name === 'alias') {
    for (const arg of command.args) {
      const given = /^([\w.:!-]{1,100})=/.exec(arg.value);
      if (given?.[1] !== undefined && arg.value.length < MAX_ALIAS) (state.aliases ??= new Map()).set(given[1], arg.value.slice(given[0].length));
    }
  } else if (name === 'set' && command.dialect === 'sh' && command.args[0]?.value === '--' && command.args[1]) {
    setVariable(state, '@', false, command.args[1], command.args.slice(1, BOUNDS.words));
  } else if (name === 'shift' && command.dialect === 'sh' && command.inFunction !== null) {
    const count = Number(command.args[0]?.value ?? 1);
    if (state.variables?.has('1')) setPositional(state, getPositional(state).slice(Number.isInteger(count) && count > 0 ? count : 1));
  } else if (name === 'set' && command.dialect === 'cmd') {
    const equals = /^[A-Za-z_]\w{0,200}(?==)/.exec(command.args[0]?.value ?? '');
    if (equals && command.args[0]) setVariable(state, equals[0], false, tailWord(command.args[0], equals[0].length + 1), null);
  }
}
