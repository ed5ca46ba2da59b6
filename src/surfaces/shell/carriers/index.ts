import type { FileContext } from '../../file-context.ts';
import type { CommandText } from '../command-text.ts';

export function commandTexts(_file: FileContext): readonly CommandText[] {
  return [];
}
