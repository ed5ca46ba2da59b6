import { markedText, sliceText } from '../mapped-text.ts';
import type { MappedText, Mark, SourceRange } from '../mapped-text.ts';

/** A flag of an instruction, for example `--mount=type=secret,id=npm`; `value` is empty for a bare flag. */
export interface DockerFlag {
  readonly name: string;
  readonly value: string;
  readonly range: SourceRange;
}

/** One Dockerfile instruction with its continuation lines joined and comments inside it taken out. */
export interface DockerInstruction {
  /** Upper case. */
  readonly keyword: string;
  readonly keywordRange: SourceRange;
  /** Everything after the keyword; here-documents follow it on lines of their own, as a shell reads them. */
  readonly value: MappedText;
  /** `value` without leading flags. For a bare here-document (`RUN <<EOF`) it is the document's body. */
  readonly command: MappedText;
  readonly flags: readonly DockerFlag[];
  /** The strings of the exec form `["a", "b"]`; `null` for the shell form. */
  readonly exec: readonly MappedText[] | null;
  readonly range: SourceRange;
}

export interface Dockerfile {
  /** `# syntax=…`, `# escape=…`, `# check=…` at the top, names in lower case. */
  readonly directives: readonly { readonly name: string; readonly value: string; readonly range: SourceRange }[];
  readonly instructions: readonly DockerInstruction[];
  /** True when the bound on instructions hid the rest of the file. */
  readonly incomplete: boolean;
}

interface Line {
  readonly text: string;
  readonly start: number;
  /** Start of the next line. */
  readonly next: number;
}

const MAX_INSTRUCTIONS = 5000;
const DIRECTIVE = /^#[ \t]{0,20}([A-Za-z]{1,20})[ \t]{0,20}=[ \t]{0,20}(\S.{0,500})$/;
const HEREDOC = /<<(-?)(["']?)([A-Za-z_][\w.-]{0,100})\2/g;
const HEREDOC_KEYWORDS = new Set(['RUN', 'COPY', 'ADD']);
const SHELL_KEYWORDS = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'SHELL', 'HEALTHCHECK']);

/** Reads a Dockerfile. Linear, never throws; text that is no instruction becomes one with an odd keyword. */
export function parseDockerfile(text: string): Dockerfile {
  const directives = readDirectives(text);
  const escape = directives.find((directive) => directive.name === 'escape')?.value === '`' ? '`' : '\\';
  const instructions: DockerInstruction[] = [];
  let position = 0;
  while (position < text.length) {
    const line = lineAt(text, position);
    position = line.next;
    if (isBlankOrComment(line.text)) continue;
    if (instructions.length === MAX_INSTRUCTIONS) return { directives, instructions, incomplete: true };
    const { instruction, next } = readInstruction(text, line, escape);
    if (instruction) instructions.push(instruction);
    position = next;
  }
  return { directives, instructions, incomplete: false };
}

/** The instructions alone; see {@link parseDockerfile}. */
export function dockerfileInstructions(text: string): readonly DockerInstruction[] {
  return parseDockerfile(text).instructions;
}

function readDirectives(text: string): Dockerfile['directives'][number][] {
  const found: Dockerfile['directives'][number][] = [];
  for (let line = lineAt(text, 0); ; line = lineAt(text, line.next)) {
    const match = DIRECTIVE.exec(line.text);
    if (!match) return found;
    found.push({ name: (match[1] ?? '').toLowerCase(), value: (match[2] ?? '').trim(), range: [line.start, line.start + line.text.length] });
    if (line.next >= text.length) return found;
  }
}

function lineAt(text: string, start: number): Line {
  const newline = text.indexOf('\n', start);
  const next = newline === -1 ? text.length : newline + 1;
  const end = newline === -1 ? text.length : newline;
  return { text: text.slice(start, text[end - 1] === '\r' ? end - 1 : end), start, next };
}

function isBlankOrComment(line: string): boolean {
  const trimmed = line.trimStart();
  return trimmed === '' || trimmed.startsWith('#');
}

/** Text that grows by pieces of the source. */
class Builder {
  text = '';
  readonly marks: Mark[] = [];
  end = 0;

  add(piece: string, source: number): void {
    this.marks.push([this.text.length, source]);
    this.text += piece;
    this.end = source + piece.length;
  }

  toText(): MappedText {
    return markedText(this.text, this.marks, this.end);
  }
}

function readInstruction(text: string, first: Line, escape: string): { readonly instruction: DockerInstruction | null; readonly next: number } {
  const logical = new Builder();
  let line = first;
  for (;;) {
    const body = line.text.trimEnd();
    const goesOn = body.endsWith(escape);
    logical.add(goesOn ? body.slice(0, -1) : line.text, line.start);
    if (!goesOn || line.next >= text.length) break;
    line = lineAt(text, line.next);
    while (isBlankOrComment(line.text) && line.next < text.length) line = lineAt(text, line.next);
    if (isBlankOrComment(line.text)) break;
  }
  const head = /^\s{0,200}(\S{1,100})\s{0,200}/.exec(logical.text);
  if (!head) return { instruction: null, next: line.next };
  const keyword = (head[1] ?? '').toUpperCase();
  const start = head[0].length;
  const keywordStart = head[0].indexOf(head[1] ?? '');
  const { bodies, next } = takesHeredocs(keyword, logical.text, start) ? readHeredocs(text, logical, start, line.next) : { bodies: [], next: line.next };
  const whole = logical.toText();
  const value = sliceText(whole, start, whole.text.length);
  return { instruction: toInstruction(keyword, whole.toSource(keywordStart, keywordStart + keyword.length), value, bodies), next };
}

/** Of `ONBUILD RUN <<EOF` the second keyword is the one that counts. */
function takesHeredocs(keyword: string, text: string, from: number): boolean {
  return HEREDOC_KEYWORDS.has(keyword) || (keyword === 'ONBUILD' && HEREDOC_KEYWORDS.has((/^\S{1,10}/.exec(text.slice(from, from + 10))?.[0] ?? '').toUpperCase()));
}

/** Adds the here-documents that the logical line announces to it; returns their bodies and the line after them. */
function readHeredocs(text: string, logical: Builder, from: number, after: number): { readonly bodies: readonly SourceRange[]; readonly next: number } {
  const announced = [...logical.text.slice(from, from + 8000).matchAll(HEREDOC)].slice(0, 20);
  const bodies: SourceRange[] = [];
  let next = after;
  for (const match of announced) {
    logical.add('\n', Math.max(next - 1, logical.end));
    const bodyStart = logical.text.length;
    let bodyEnd = bodyStart;
    while (next < text.length) {
      const line = lineAt(text, next);
      next = line.next;
      const isEnd = (match[1] === '-' ? line.text.replace(/^\t{1,200}/, '') : line.text) === match[3];
      bodyEnd = logical.text.length;
      logical.add(isEnd ? line.text : `${line.text}\n`, line.start);
      if (isEnd) break;
      bodyEnd = logical.text.length;
    }
    bodies.push([bodyStart - from, bodyEnd - from]);
  }
  return { bodies, next };
}

function toInstruction(keyword: string, keywordRange: SourceRange, value: MappedText, bodies: readonly SourceRange[]): DockerInstruction {
  const { flags, end } = readFlags(value);
  const rest = sliceText(value, end, value.text.length);
  const bare = bodies[0] && /^<<-?["']?[\w.-]{1,100}["']?\s{0,100}$/.test(rest.text.split('\n', 1)[0] ?? '');
  const command = bare && bodies[0] ? sliceText(value, bodies[0][0], bodies[0][1]) : rest;
  const [, valueEnd] = value.toSource(0, value.text.length);
  return {
    keyword,
    keywordRange,
    value,
    command,
    flags,
    exec: SHELL_KEYWORDS.has(keyword) || keyword === 'COPY' || keyword === 'ADD' || keyword === 'VOLUME' ? readExec(command) : null,
    range: [keywordRange[0], Math.max(valueEnd, keywordRange[1])],
  };
}

function readFlags(value: MappedText): { readonly flags: readonly DockerFlag[]; readonly end: number } {
  const flags: DockerFlag[] = [];
  const pattern = /\s{0,1000}--([A-Za-z][A-Za-z-]{0,40})(?:=(\S{0,2000}))?(?=\s|$)\s{0,1000}/y;
  let end = 0;
  for (let match = pattern.exec(value.text); match && flags.length < 50; match = pattern.exec(value.text)) {
    const start = match.index + match[0].indexOf('--');
    flags.push({ name: (match[1] ?? '').toLowerCase(), value: match[2] ?? '', range: value.toSource(start, match.index + match[0].trimEnd().length) });
    end = pattern.lastIndex;
  }
  return { flags, end };
}

/** The strings of a JSON array in Dockerfile's exec form, each with its place; `null` when the text is no such array. */
function readExec(command: MappedText): readonly MappedText[] | null {
  const { text } = command;
  if (!text.startsWith('[') || !text.trimEnd().endsWith(']')) return null;
  const strings: MappedText[] = [];
  const pattern = /\s{0,1000}("(?:[^"\\\n]|\\.){0,4000}")\s{0,1000}([,\]])/y;
  pattern.lastIndex = 1;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const start = match.index + match[0].indexOf('"');
    const decoded = decodeString(command, start, match[1] ?? '""');
    if (!decoded) return null;
    strings.push(decoded);
    if (match[2] === ']') return strings;
  }
  return /^\[\s{0,1000}\]\s{0,1000}$/.test(text) ? [] : null;
}

function decodeString(command: MappedText, start: number, raw: string): MappedText | null {
  let decoded: unknown;
  try {
    decoded = JSON.parse(raw);
  } catch {
    return null;
  }
  if (typeof decoded !== 'string') return null;
  const [from, to] = command.toSource(start + 1, start + raw.length - 1);
  return decoded.length === raw.length - 2 ? sliceText(command, start + 1, start + raw.length - 1) : markedText(decoded, [[0, from]], to);
}
