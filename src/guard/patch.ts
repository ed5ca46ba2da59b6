import type { Replacement, WriteOperation } from './types.ts';

const HEADER = /^\*\*\* (Add|Update|Delete) File: (.{1,4096})$/;
const MOVE = /^\*\*\* Move to: (.{1,4096})$/;
const MAX_FILES = 500;

interface Section {
  readonly verb: string;
  readonly path: string;
  target: string;
  readonly lines: string[];
}

/**
 * The writes of a patch in the form that `apply_patch` takes (`*** Begin Patch … *** End Patch`). `null` when the text
 * is no such patch or names too many files. Hunks become replacements of the lines they hold.
 */
export function parsePatch(text: string): readonly WriteOperation[] | null {
  const sections: Section[] = [];
  if (!/^\*\*\* Begin Patch[ \t]*$/m.test(text)) return null;
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const header = HEADER.exec(line);
    const move = MOVE.exec(line);
    const section = sections.at(-1);
    if (header) sections.push({ verb: header[1] ?? '', path: (header[2] ?? '').trim(), target: (header[2] ?? '').trim(), lines: [] });
    else if (move && section) section.target = (move[1] ?? '').trim();
    else if (section && !line.startsWith('*** ')) section.lines.push(line);
  }
  if (sections.length === 0 || sections.length > MAX_FILES) return null;
  return sections.flatMap(toWrites);
}

function toWrites({ verb, path, target, lines }: Section): WriteOperation[] {
  if (verb === 'Delete') return [{ kind: 'write', path, change: { to: 'delete' } }];
  if (verb === 'Add') {
    const content = lines.filter((line) => line.startsWith('+')).map((line) => line.slice(1));
    return [{ kind: 'write', path, change: { to: 'content', content: `${content.join('\n')}\n` } }];
  }
  const update: WriteOperation = { kind: 'write', path, change: { to: 'replace', replacements: hunksOf(lines) } };
  const moved: WriteOperation[] = [{ kind: 'write', path: target, change: { to: 'copy', from: path, replacements: hunksOf(lines) } }, { kind: 'write', path, change: { to: 'delete' } }];
  return target === path ? [update] : moved;
}

function hunksOf(lines: readonly string[]): Replacement[] {
  const hunks: { before: string[]; after: string[] }[] = [{ before: [], after: [] }];
  for (const line of lines) {
    const hunk = hunks.at(-1);
    if (!hunk) break;
    if (line.startsWith('@@')) hunks.push({ before: [], after: [] });
    else if (line.startsWith('+')) hunk.after.push(line.slice(1));
    else if (line.startsWith('-')) hunk.before.push(line.slice(1));
    else if (line !== '' || hunk.before.length > 0) {
      hunk.before.push(line.slice(1));
      hunk.after.push(line.slice(1));
    }
  }
  return hunks
    .filter(({ before, after }) => before.length > 0 || after.length > 0)
    .map(({ before, after }) => ({ before: trimmed(before), after: trimmed(after), all: false }));
}

const NEW_FILE = /^\+\+\+ (.{1,4096}?)(?:\t.*)?$/;
const OLD_FILE = /^--- (.{1,4096}?)(?:\t.*)?$/;

/** The writes of a unified diff, as `git apply` and `patch` take it. Bounded like a patch; nothing for a text that is none. */
export function parseUnified(text: string): readonly WriteOperation[] {
  const sections: { readonly from: string; readonly to: string; readonly lines: string[] }[] = [];
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  for (const [index, line] of lines.entries()) {
    const [from, to] = [OLD_FILE.exec(line)?.[1], NEW_FILE.exec(lines[index + 1] ?? '')?.[1]];
    if (from !== undefined && to !== undefined) {
      if (sections.length >= MAX_FILES) break;
      sections.push({ from: withoutSide(from), to: withoutSide(to), lines: [] });
    } else if (!NEW_FILE.test(line) || !OLD_FILE.test(lines[index - 1] ?? '')) sections.at(-1)?.lines.push(line);
  }
  return sections.flatMap(({ from, to, lines: hunks }): WriteOperation[] => {
    if (to === '/dev/null') return [{ kind: 'write', path: from, change: { to: 'delete' } }];
    const cut = hunks.findIndex((line) => line.startsWith('diff --git '));
    return toWrites({ verb: from === '/dev/null' ? 'Add' : 'Update', path: to, target: to, lines: cut < 0 ? hunks : hunks.slice(0, cut) });
  });
}

function withoutSide(path: string): string {
  return path.trim().replace(/^"(.{0,4096})"$/, '$1').replace(/^[abciow]\//, '');
}

/** A patch may end with an empty line that is none of the file's. */
function trimmed(lines: readonly string[]): string {
  return (lines.at(-1) === '' ? lines.slice(0, -1) : lines).join('\n');
}
