import type { ShellNode, ShellWord } from './tree.ts';

const PLAIN = /^[\w./:@%+,=&| -]{1,2000}$/;
const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/;
/** Words that begin something else than a command. */
const RESERVED: ReadonlySet<string> = new Set(['if', 'then', 'else', 'elif', 'fi', 'case', 'esac', 'for', 'select', 'while', 'until', 'do', 'done', 'in', 'function', 'time', 'coproc']);
const JOINTS: ReadonlySet<string> = new Set(['&&', '||']);

/**
 * The statements of a text that holds nothing but words with one blank between them and `&&` or `||`: most scripts of a
 * manifest. The same tree as the parser's, without the parser; `null` for any other text.
 */
export function parsePlain(text: string): readonly ShellNode[] | null {
  if (!PLAIN.test(text)) return null;
  const commands: ShellNode[] = [];
  let words: ShellWord[] = [];
  let start = 0;
  for (const word of text.split(' ')) {
    const end = start + word.length;
    if (JOINTS.has(word)) {
      if (words.length === 0) return null;
      commands.push(toCommand(words));
      words = [];
    } else {
      if (word === '' || word.includes('&') || word.includes('|') || ASSIGNMENT.test(word) || (words.length === 0 && RESERVED.has(word))) return null;
      words.push({ pieces: [{ kind: 'text', value: word, quoted: false, marks: [[0, start]], range: [start, end] }], range: [start, end] });
    }
    start = end + 1;
  }
  if (words.length === 0) return null;
  commands.push(toCommand(words));
  return commands.length === 1 ? commands : [{ kind: 'list', items: commands, words: [], redirects: [], range: [0, text.length] }];
}

function toCommand(words: readonly ShellWord[]): ShellNode {
  return { kind: 'command', words, assignments: [], redirects: [], range: [words[0]?.range[0] ?? 0, words.at(-1)?.range[1] ?? 0] };
}
