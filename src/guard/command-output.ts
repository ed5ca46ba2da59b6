import { HOLE } from '../surfaces/shell/index.ts';
import type { Command, Word } from '../surfaces/shell/index.ts';
import type { Change, WriteOperation } from './types.ts';

export const write = (path: string, change: Change): WriteOperation => ({ kind: 'write', path, change });
export const isPath = ({ value }: Word): boolean => value !== '' && !value.startsWith('-') && !/^\/dev\/(?:null|stdout|stderr|tty|fd\/|tcp\/|udp\/)/.test(value);

export function joinPath(folder: string, path: string): string {
  return folder === '' || /^(?:[\\/~]|\$\{?(?:HOME|env:)|%\w|[a-z]:|file:)/i.test(path) ? path : `${folder}/${path}`;
}

export function below(folder: string, operation: WriteOperation): WriteOperation {
  if (folder === '') return operation;
  const { change } = operation;
  return { ...operation, path: joinPath(folder, operation.path), change: change.to === 'copy' ? { ...change, from: joinPath(folder, change.from) } : change };
}

export function toChange(text: string | null, append: boolean): Change {
  if (text === null) return { to: 'unknown' };
  return { to: append ? 'append' : 'content', content: text };
}

/** What a command prints, where that is plain; `null` when it isn't. Bounded by the parser's words. */
export function outputOf(command: Command, depth = 0): string | null {
  const name = command.name?.toLowerCase() ?? '';
  if (name === 'echo' || name === 'write-output') {
    const escapes = command.args.some(({ value }) => /^-[nE]*e/.test(value));
    const text = joined(command.args.filter(({ value }, index) => !(index < 2 && /^-[neE]{1,3}$/.test(value))));
    return text === null ? null : `${escapes ? unescaped(text) : text}\n`;
  }
  if (name === 'printf') return printed(command.args);
  if (name === 'cat' && command.args.every(({ value }) => value === '-')) return inputOf(command, depth);
  if (name === 'tee') return inputOf(command, depth);
  return null;
}

function inputOf({ input, upstream }: Command, depth: number): string | null {
  if (input) return known(input);
  const [source] = upstream;
  return upstream.length === 1 && source && depth < 5 ? outputOf(source, depth + 1) : null;
}

/** Unknown parts become an empty text: what stands around them is still judged. */
export function known({ value }: Word): string {
  return value.replaceAll(HOLE, '');
}

function joined(words: readonly Word[]): string | null {
  return words.map(known).join(' ');
}

function printed(args: readonly Word[]): string | null {
  const [format, ...rest] = args.map(known);
  if (format === undefined) return null;
  let next = 0;
  const text = unescaped(format).replace(/%[-+ 0#]{0,3}\d{0,3}(?:\.\d{1,3})?([sdbq%])/g, (_, kind: string) => (kind === '%' ? '%' : (rest[next++] ?? '')));
  return rest.length > next && next > 0 ? [text, ...rest.slice(next)].join('\n') : text;
}

function unescaped(text: string): string {
  return text.replace(/\\(?:x([0-9a-f]{2})|0?([0-7]{3})|([ntr\\"'`$]))/gi, (_, hex?: string, octal?: string, plain?: string) => {
    if (hex) return String.fromCharCode(Number.parseInt(hex, 16));
    if (octal) return String.fromCharCode(Number.parseInt(octal, 8));
    return plain === 'n' ? '\n' : plain === 't' ? '\t' : plain === 'r' ? '\r' : (plain ?? '');
  });
}
