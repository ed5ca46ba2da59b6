import type { FileContext } from '../../file-context.ts';
import { plainText } from '../../mapped-text.ts';
import type { CommandText } from '../command-text.ts';
import { argvText, inlineOption, isShellName, shellText } from './make.ts';

const SHEBANG = /^#!\s{0,20}(\S{1,200})((?:[ \t]{1,20}\S{1,200}){0,10})/;

/** A shell script, Git hook or agent hook file: the whole text; the inline code of the interpreter that its first line names. */
export function shellFileCommands({ sourceCode, kind, path }: FileContext): readonly CommandText[] {
  const { text } = sourceCode;
  if (text.trim() === '') return [];
  const hook = kind === 'git-hook' || kind === 'agent-hooks';
  const where = { carrier: kind === 'agent-hooks' ? 'agent-hook' : 'shell-file', label: hook ? path.slice(path.lastIndexOf('/') + 1) : '', unattended: hook } as const;
  const program = interpreterOf(text);
  if (program === '' || isShellName(program) || program === 'fish') return [shellText(plainText(text, 0), { ...where, dialect: 'sh' })];
  const option = inlineOption(program);
  const body = text.indexOf('\n') + 1;
  return option === null || body === 0 ? [] : argvText([plainText(program, 0), plainText(option, 0), plainText(text.slice(body), body)], where);
}

/** A script of PowerShell or of the Windows command prompt: the whole text. */
export function windowsFileCommands({ sourceCode: { text }, path }: FileContext): readonly CommandText[] {
  if (text.trim() === '') return [];
  return [shellText(plainText(text, 0), { carrier: 'shell-file', dialect: /\.psm?1$/i.test(path) ? 'powershell' : 'cmd' })];
}

/** The interpreter of the first line; empty when it names none. */
export function interpreterOf(text: string): string {
  const shebang = SHEBANG.exec(text.slice(0, 1000));
  if (!shebang) return '';
  const program = (shebang[1] ?? '').split('/').at(-1) ?? '';
  if (program !== 'env') return program;
  return (shebang[2] ?? '').trim().split(/\s+/).find((word) => !word.startsWith('-') && !word.includes('=')) ?? '';
}
