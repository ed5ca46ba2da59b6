import type { FileContext } from '../../file-context.ts';
import { plainText } from '../../mapped-text.ts';
import type { CommandText } from '../command-text.ts';
import { isShellName, shellText } from './make.ts';

const SHEBANG = /^#!\s{0,20}(\S{1,200})((?:[ \t]{1,20}\S{1,200}){0,10})/;

/** A shell script, Git hook or agent hook file: the whole text, unless its first line names another interpreter. */
export function shellFileCommands({ sourceCode, kind, path }: FileContext): readonly CommandText[] {
  const { text } = sourceCode;
  if (text.trim() === '' || !isShellFile(text)) return [];
  const hook = kind === 'git-hook' || kind === 'agent-hooks';
  const label = hook ? path.slice(path.lastIndexOf('/') + 1) : '';
  return [shellText(plainText(text, 0), { carrier: kind === 'agent-hooks' ? 'agent-hook' : 'shell-file', label, unattended: hook, dialect: 'sh' })];
}

/** A script of PowerShell or of the Windows command prompt: the whole text. */
export function windowsFileCommands({ sourceCode: { text }, path }: FileContext): readonly CommandText[] {
  if (text.trim() === '') return [];
  return [shellText(plainText(text, 0), { carrier: 'shell-file', dialect: /\.psm?1$/i.test(path) ? 'powershell' : 'cmd' })];
}

function isShellFile(text: string): boolean {
  const shebang = SHEBANG.exec(text.slice(0, 1000));
  if (!shebang) return true;
  const program = (shebang[1] ?? '').split('/').at(-1) ?? '';
  if (program !== 'env') return isShellName(program) || program === 'fish';
  const words = (shebang[2] ?? '').trim().split(/\s+/);
  const name = words.find((word) => !word.startsWith('-') && !word.includes('=')) ?? '';
  return isShellName(name) || name === 'fish' || name === '';
}
