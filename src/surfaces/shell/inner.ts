import { joinTexts, markedText } from '../mapped-text.ts';
import type { MappedText } from '../mapped-text.ts';
import { readText, readWords, wordText } from './build.ts';
import { detectDialect } from './dialect.ts';
import { knownOutput } from './known-output.ts';
import type { Command, Dialect } from './model.ts';
import { packageName } from './runners.ts';
import type { Inner } from './runners.ts';
import { BOUNDS } from './state.ts';
import type { BuiltCommand, BuiltWord, Frame, State } from './state.ts';

/** Reads what a command runs besides itself; gives the commands whose output is its output too. */
export function runInner(inner: Inner, command: BuiltCommand, frame: Frame, state: State): readonly BuiltCommand[] {
  if (inner.kind === 'code') {
    state.codeTexts.push(wordText(inner.word));
    return [];
  }
  if (inner.kind === 'stdin-code') {
    for (const text of stdinTexts(command)) state.codeTexts.push(text);
    return [];
  }
  if (frame.depth >= BOUNDS.depth) {
    state.incomplete = true;
    return [];
  }
  const child: Frame = { ...frame, depth: frame.depth + 1, context: 'script', parent: command, wrappers: [...command.wrappers, inner.wrapper], upstream: command.upstream };
  switch (inner.kind) {
    case 'argv':
      return runArgv(inner.words, inner.isPackage === true, { ...child, upstream: inner.input ? command.upstream : [] }, state);
    case 'script': {
      const text = inner.words.length === 1 && inner.words[0] ? wordText(inner.words[0]) : joinTexts(inner.words.map(wordText));
      return runScript(text, inner.dialect, { ...child, upstream: inner.input ? command.upstream : [] }, state);
    }
    case 'encoded': {
      const decoded = decodeUtf16(inner.word);
      return decoded ? runScript(decoded, 'powershell', { ...child, upstream: [] }, state) : [];
    }
    case 'stdin':
      return stdinTexts(command).flatMap((text) => [...runScript(text, inner.dialect, { ...child, upstream: [] }, state)]);
    case 'reference':
      return runReference(inner.name, command, child, state);
  }
}

/** Reads the script that a command starts from a file which the text has written. */
export function runWritten(words: readonly BuiltWord[], command: BuiltCommand, frame: Frame, state: State): readonly BuiltCommand[] {
  if (frame.depth >= BOUNDS.depth) {
    state.incomplete = true;
    return [];
  }
  return runScript(joinTexts(words.map(wordText), '\n'), 'sh', { ...frame, depth: frame.depth + 1, context: 'script', parent: command, wrappers: command.wrappers }, state);
}

function runArgv(words: readonly BuiltWord[], isPackage: boolean, frame: Frame, state: State): readonly BuiltCommand[] {
  const [first, last] = [words[0], words.at(-1)];
  if (!first || !last) return [];
  const outputs = readWords(words, [first.range[0], Math.max(last.range[1], first.range[1])], frame, state);
  const started = outputs[0];
  if (isPackage && started?.word === first) started.name = packageName(first);
  return outputs;
}

/** Reading a script is dearer than expanding a word of its length; in Windows' shells any character may be an escaped one. */
const SCRIPT_COST = 4;
const WINDOWS_COST = 8;

function runScript(text: MappedText, dialect: Dialect | 'auto', frame: Frame, state: State): readonly BuiltCommand[] {
  const actual = dialect === 'auto' ? detectDialect(text.text) : dialect;
  state.fuel -= text.text.length * (actual === 'sh' ? SCRIPT_COST : WINDOWS_COST);
  if (state.fuel < 0) {
    state.incomplete = true;
    return [];
  }
  return readText(text.text, { ...frame, dialect: actual, toRoot: (start, end) => text.toSource(start, end) }, state);
}

/** Texts that reach a shell on its standard input: its here-document, a `cat` of one, an `echo` of known words. */
function stdinTexts(command: BuiltCommand): MappedText[] {
  if (command.input) return [wordText(command.input as BuiltWord)];
  return (command.upstream as readonly BuiltCommand[]).slice(0, 20).flatMap((feeder): MappedText[] => {
    if (feeder.name === 'cat' && feeder.input) return [wordText(feeder.input as BuiltWord)];
    if (knownOutput([feeder]) === null) return [];
    const words = feeder.args.filter((arg, index) => index > 0 || !/^-[neE]{1,3}$/.test(arg.value));
    return [joinTexts(words.map(wordText))];
  });
}

/** `npm run x`: the commands of that script, all of them at the calling text. */
function runReference(name: string, command: Command, frame: Frame, state: State): readonly BuiltCommand[] {
  const scripts = [`pre${name}`, name, `post${name}`];
  state.asked.push(...scripts);
  if (!state.resolve || state.references.includes(name) || state.references.length >= BOUNDS.references) return [];
  state.references.push(name);
  const outputs: BuiltCommand[] = [];
  for (const script of scripts) {
    const text = state.resolve(script);
    if (!text) continue;
    state.resolved = true;
    const here = markedText(text.text, [[0, command.range[0]]], command.range[1], text.holes);
    outputs.push(...runScript({ ...here, text: here.text, holes: here.holes, toSource: () => command.range }, 'auto', frame, state));
  }
  state.references.pop();
  return outputs;
}

/** Text of a base64 word in UTF-16LE, as `powershell -EncodedCommand` takes it; at most 64 KiB. */
function decodeUtf16(word: BuiltWord): MappedText | null {
  if (!word.isStatic || word.value.length > 64 * 1024 || !/^[A-Za-z0-9+/]{8,}={0,2}$/.test(word.value)) return null;
  let bytes: string;
  try {
    bytes = atob(word.value.split('=')[0] ?? '');
  } catch {
    return null;
  }
  let text = '';
  for (let index = 0; index + 1 < bytes.length; index += 2) text += String.fromCharCode(bytes.charCodeAt(index) | (bytes.charCodeAt(index + 1) << 8));
  return { text, holes: [], toSource: () => word.range };
}
