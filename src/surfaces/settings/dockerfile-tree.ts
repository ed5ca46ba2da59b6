import { plainText, sliceText } from '../mapped-text.ts';
import type { MappedText, SourceRange } from '../mapped-text.ts';
import { parseDockerfile } from './dockerfile.ts';
import type { DockerFlag, DockerInstruction } from './dockerfile.ts';
import type { SettingNode } from './model.ts';
import { treeOf } from './tree.ts';
import type { Draft, DraftMember } from './tree.ts';

/**
 * A Dockerfile as a settings tree. Each instruction is a member of the root, named by its keyword:
 *
 * - `FROM: { image, flags }`, `USER`, `EXPOSE`, `VOLUME` …: `{ value, flags }`
 * - `ADD`, `COPY`: `{ sources: […], target, flags }`
 * - `ENV`, `ARG`, `LABEL`: `{ NAME: value }`
 * - `ONBUILD: { RUN: … }`, and `directive: { syntax, escape }` for the lines at the top.
 */
export function dockerfileTree(text: string): SettingNode {
  const file = parseDockerfile(text);
  const directives = file.directives.map(({ name, value, range }): DraftMember => ({ key: name, keyRange: range, draft: stringDraft(plainText(value, range[1] - value.length)) }));
  const members = [
    ...(directives.length > 0 ? [{ key: 'directive', draft: objectDraft([0, directives.at(-1)?.keyRange?.[1] ?? 0], () => directives) }] : []),
    ...file.instructions.map((instruction) => memberOf(instruction, 0)),
  ];
  return treeOf(objectDraft([0, text.length], () => members));
}

function memberOf(instruction: DockerInstruction, depth: number): DraftMember {
  return { key: instruction.keyword, keyRange: instruction.keywordRange, draft: objectDraft(instruction.range, () => partsOf(instruction, depth)) };
}

function partsOf(instruction: DockerInstruction, depth: number): readonly DraftMember[] {
  const flags: DraftMember = { key: 'flags', draft: objectDraft(instruction.range, () => instruction.flags.map(flagMember)) };
  switch (instruction.keyword) {
    case 'ENV':
    case 'ARG':
    case 'LABEL':
      return assignments(instruction);
    case 'ADD':
    case 'COPY':
      return [...copyParts(instruction), flags];
    case 'FROM':
      return [...firstWord(instruction.command, 'image'), flags];
    case 'ONBUILD':
      return depth === 0 ? nested(instruction) : [];
    default:
      return [{ key: 'value', draft: stringDraft(instruction.command) }, flags];
  }
}

function flagMember({ name, value, range }: DockerFlag): DraftMember {
  return { key: name, keyRange: range, draft: stringDraft(plainText(value, range[1] - value.length)) };
}

const MAX_WORDS = 2000;

/** Words of the shell form, quotes taken off. Here-documents are content, not sources. */
function wordsOf(command: MappedText): readonly MappedText[] {
  const line = command.text.split('\n', 1)[0] ?? '';
  const words: MappedText[] = [];
  for (const match of line.matchAll(/"([^"\n]{0,2000})"|'([^'\n]{0,2000})'|\S{1,2000}/g)) {
    if (words.length === MAX_WORDS) break;
    const quoted = match[1] ?? match[2];
    const start = match.index + (quoted === undefined ? 0 : 1);
    words.push(sliceText(command, start, start + (quoted ?? match[0]).length));
  }
  return words;
}

function copyParts({ command, exec }: DockerInstruction): readonly DraftMember[] {
  const words = exec ?? wordsOf(command);
  const target = words.at(-1);
  const sources = words.slice(0, -1).filter((word) => !word.text.startsWith('<<'));
  const range = rangeOf(command);
  return [
    { key: 'sources', draft: { kind: 'array', range, members: () => sources.map((word, index): DraftMember => ({ key: index, draft: stringDraft(word) })) } },
    ...(target ? [{ key: 'target', draft: stringDraft(target) }] : []),
  ];
}

function firstWord(command: MappedText, key: string): readonly DraftMember[] {
  const word = wordsOf(command)[0];
  return word ? [{ key, draft: stringDraft(word) }] : [];
}

/** `A=b C="d e"`, or the older `A b c`. */
function assignments({ command }: DockerInstruction): readonly DraftMember[] {
  const found: DraftMember[] = [];
  const pattern = /\s{0,1000}([\w.-]{1,200})(?:=("(?:[^"\\\n]|\\.){0,4000}"|'[^'\n]{0,4000}'|(?:[^\s\\]|\\.){0,4000}))?/y;
  for (let match = pattern.exec(command.text); match && match[0] !== '' && found.length < MAX_WORDS; match = pattern.exec(command.text)) {
    const name = match[1] ?? '';
    const nameStart = match.index + match[0].length - name.length - (match[2] === undefined ? 0 : match[2].length + 1);
    const keyRange = command.toSource(nameStart, nameStart + name.length);
    if (match[2] === undefined && found.length === 0) {
      const start = pattern.lastIndex;
      return [{ key: name, keyRange, draft: stringDraft(trimmed(command, start, command.text.length)) }];
    }
    const raw = match[2] ?? '';
    const isQuoted = /^["']/.test(raw);
    const start = nameStart + name.length + 1 + (isQuoted ? 1 : 0);
    found.push({ key: name, keyRange, draft: stringDraft(sliceText(command, start, start + raw.length - (isQuoted ? 2 : 0))) });
  }
  return found;
}

function trimmed(text: MappedText, start: number, end: number): MappedText {
  const piece = text.text.slice(start, end);
  return sliceText(text, start + piece.length - piece.trimStart().length, end - (piece.length - piece.trimEnd().length));
}

/** The instruction inside `ONBUILD`, with places in the file. */
function nested({ command }: DockerInstruction): readonly DraftMember[] {
  const inner = parseDockerfile(command.text).instructions[0];
  if (!inner) return [];
  const through = (text: MappedText): MappedText => ({ text: text.text, holes: text.holes, toSource: (start, end) => command.toSource(...text.toSource(start, end)) });
  const place = (range: SourceRange): SourceRange => command.toSource(range[0], range[1]);
  return [
    memberOf(
      {
        ...inner,
        keywordRange: place(inner.keywordRange),
        range: place(inner.range),
        value: through(inner.value),
        command: through(inner.command),
        flags: inner.flags.map((flag) => ({ ...flag, range: place(flag.range) })),
        exec: inner.exec?.map(through) ?? null,
      },
      1,
    ),
  ];
}

function rangeOf(text: MappedText): SourceRange {
  return text.toSource(0, text.text.length);
}

function stringDraft(text: MappedText): Draft {
  return { kind: 'string', value: text.text, range: rangeOf(text), text: () => text };
}

function objectDraft(range: SourceRange, members: () => readonly DraftMember[]): Draft {
  return { kind: 'object', range, members };
}
