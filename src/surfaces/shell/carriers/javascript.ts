import type { FileContext } from '../../file-context.ts';
import type { CommandText } from '../command-text.ts';
import { argvText, shellText } from './make.ts';
import type { Circumstances } from './make.ts';

/** Command lines and programs with arguments that code starts (`exec`, `spawn`, `execa`, `zx` …), as the value model reads them. */
export function javascriptCommands(file: FileContext): readonly CommandText[] {
  const model = file.javascript();
  if (!model) return [];
  return model.commandTexts().flatMap(({ kind, source, file: program, args, call }) => {
    const where: Circumstances = { carrier: 'javascript', label: call.origins[0] ?? '' };
    return kind === 'argv' && program ? argvText([program, ...(args ?? [])], where) : [shellText(source, where)];
  });
}
