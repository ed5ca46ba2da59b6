import type { Command } from './model.ts';
import type { Frame } from './state.ts';
import type { ShellNode, ShellWord } from './tree.ts';

const MAX_NODES = 60;
const MAX_TEXT = 300;

/**
 * The words of a condition (`[ "$INSECURE" = 1 ]`, the word of a `case` and the patterns of a branch), variables as
 * written, at most 300 characters; empty where it reads no variable, so that nobody outside of the text decides.
 */
export function conditionText(condition: readonly (ShellNode | ShellWord)[]): string {
  const queue: (ShellNode | ShellWord)[] = [...condition.slice(0, MAX_NODES)];
  let text = '';
  let reads = false;
  for (let index = 0; index < queue.length && index < MAX_NODES; index += 1) {
    const next = queue[index];
    if (!next) break;
    if ('pieces' in next) {
      reads ||= next.pieces.some(({ kind }) => kind === 'variable');
      if (text.length < MAX_TEXT) text += `${next.pieces.map(pieceText).join('')} `;
    } else if (next.kind === 'command') queue.push(...next.words.slice(0, MAX_NODES));
    else if (next.kind === 'pipeline') queue.push(...next.stages.slice(0, MAX_NODES));
    else if (next.kind === 'list') queue.push(...next.words.slice(0, MAX_NODES), ...next.items.slice(0, MAX_NODES));
  }
  return reads ? text.slice(0, MAX_TEXT) : '';
}

function pieceText(piece: ShellWord['pieces'][number]): string {
  return (piece.kind === 'text' ? piece.value : piece.kind === 'brace' || piece.kind === 'unknown' || piece.kind === 'variable' ? piece.text : '').slice(0, MAX_TEXT);
}

const MAX_CONDITION = 600;

/** The frame of what stands in a list: under its condition, with what is fed to it. */
export function innerFrame(condition: string | undefined, fed: readonly Command[], frame: Frame): Frame {
  if (condition === undefined && fed.length === 0) return frame;
  return {
    ...frame,
    ...(condition === undefined ? {} : { chosenBy: `${frame.chosenBy ?? ''} ${condition}`.trim().slice(-MAX_CONDITION) }),
    upstream: fed.length > 0 ? [...frame.upstream, ...fed] : frame.upstream,
  };
}
