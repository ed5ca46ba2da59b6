import { joinTexts, markedText } from '../mapped-text.ts';
import type { MappedText, SourceRange } from '../mapped-text.ts';
import { quoted } from './commands.ts';
import { CORE } from './tables/index.ts';
import { PROGRAM_MODES } from './tables/programs.ts';
import type { ArgView, CallFact, Hole, JsCommandText } from './types.ts';

const MAX_WORDS = 256;

interface Word {
  readonly text: MappedText;
  readonly holes: readonly Hole[];
}

/** The command line that a function of a library stands for: `shell.rm('-rf', dir)`, `git.push('origin', 'main', ['--force'])`. */
export function libraryCommandsOf(call: CallFact): readonly JsCommandText[] {
  const row = CORE.match(call)?.data.program;
  const [name, ...verbs] = row?.words ?? [];
  if (!row || name === undefined) return [];
  const file = fixed(name, call.calleeRange);
  const words = call.args.flatMap((arg, index) => wordsOf(arg, index === 0 ? (row.dashes ?? '') : '')).slice(0, MAX_WORDS);
  const args = [...verbs.map((verb) => fixed(verb, call.calleeRange)), ...words.map(({ text }) => text)];
  return [{ kind: 'argv', source: joinTexts([file, ...args].map(quoted)), file, args, call, holes: words.flatMap(({ holes }) => holes), options: null }];
}

/** A list gives its items, an object its options (`{ '--force': null }`); callbacks and switches give none. */
function wordsOf(arg: ArgView, dashes: '' | '-' | '--'): readonly Word[] {
  const list = arg.array();
  if (list) return list.items.slice(0, MAX_WORDS).flatMap((item) => wordOf(item, ''));
  const object = arg.object();
  if (object) return object.entries.slice(0, MAX_WORDS).flatMap(({ key, keyRange, value }) => (key.startsWith('-') ? [{ text: fixed(optionText(key, value), keyRange), holes: [] }] : []));
  return arg.fn() || arg.isNullish() || arg.boolean() !== null ? [] : wordOf(arg, dashes);
}

function wordOf(arg: ArgView, dashes: '' | '-' | '--'): readonly Word[] {
  const number = arg.number();
  if (number !== null) return [{ text: fixed(String(number), arg.range), holes: [] }];
  const mode = arg.origins().map((origin) => PROGRAM_MODES.get(origin)).find((known) => known !== undefined);
  const constant = mode ?? arg.text().constant;
  if (constant !== null && (mode !== undefined || (dashes !== '' && !constant.startsWith('-')))) return [{ text: fixed(`${dashes}${constant}`, arg.range), holes: [] }];
  const text = arg.text();
  return [{ text: text.mapped(), holes: text.holes }];
}

function optionText(key: string, value: ArgView): string {
  const text = value.isNullish() || value.boolean() !== null ? null : value.text().constant;
  return text === null ? key : `${key}=${text}`;
}

/** A word that is not spelled in the source, standing for a range of it. */
function fixed(text: string, [start, end]: SourceRange): MappedText {
  return markedText(text, [[0, start]], end);
}
