import type { MappedText } from '../mapped-text.ts';
import type { CommandScript, Dialect } from './model.ts';

export type { Command, CommandContext, CommandScript, Dialect, Redirect, Word } from './model.ts';
export type { CommandText, ShellCarrier } from './command-text.ts';

/** Stands for unknown content inside `Word.value`. A private-use character that no real command holds. */
export const HOLE = '\uE000';

export function parseCommands(source: MappedText, _options?: { readonly dialect?: Dialect | 'auto' }): CommandScript {
  return { source, dialect: 'sh', commands: [], incomplete: false };
}
