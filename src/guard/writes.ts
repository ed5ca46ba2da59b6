import type { Command, CommandScript, Redirect } from '../surfaces/shell/index.ts';
import { below, isPath, joinPath, outputOf, toChange, write } from './command-output.ts';
import { writesOfProgram } from './program-writes.ts';
import type { ReadFile } from './program-writes.ts';
import type { WriteOperation } from './types.ts';

const MAX_WRITES = 500;

/** Files that a command text writes, moves or deletes. Paths are as written, behind the folder that was entered before. */
export function findWrites(script: CommandScript, read: ReadFile): readonly WriteOperation[] {
  const found: WriteOperation[] = [];
  const walk = new Walk(script.source.text.includes('('));
  const loose = script.looseRedirects;
  let next = 0;
  const add = (writes: readonly WriteOperation[]): void => {
    for (const operation of writes) for (const folder of walk.folders()) found.push(below(folder, operation));
  };
  for (const command of script.commands) {
    for (let redirect = loose[next]; redirect && redirect.target.range[0] < command.range[0]; redirect = loose[next]) {
      add(redirected([redirect], ''));
      next += 1;
    }
    walk.enter(command);
    add(writesOf(command, (path) => read(joinPath(walk.current, path))));
    if (found.length >= MAX_WRITES) break;
  }
  add(redirected(loose.slice(next, next + MAX_WRITES), ''));
  return found.slice(0, MAX_WRITES);
}

/** The folder that a text stands in after each `cd`. */
class Walk {
  current = '';
  readonly #before: string[] = [];
  readonly #leaves: boolean;

  /** `leaves`: a subshell may have given the first folder back. */
  constructor(leaves: boolean) {
    this.#leaves = leaves;
  }

  folders(): readonly string[] {
    return this.#leaves && this.current !== '' ? [this.current, ''] : [this.current];
  }

  enter({ name, args }: Command): void {
    const verb = name?.toLowerCase() ?? '';
    if (/^(?:popd|pop-location)$/.test(verb)) this.current = this.#before.pop() ?? '';
    if (!/^(?:cd|chdir|pushd|set-location|push-location|sl)$/.test(verb)) return;
    const target = args.find(({ value }) => !value.startsWith('-') || value === '-');
    if (target && !target.isStatic && !/^(?:~|\$HOME\b|\$\{HOME\}|\$env:)/.test(target.text)) return;
    const previous = this.#before.at(-1) ?? '';
    if (this.#before.length < 1000) this.#before.push(this.current);
    this.current = target?.value === '-' ? previous : joinPath(this.current, target?.text ?? '~');
  }
}

const INTERPRETER = /^(?:python[\d.]*|node|nodejs|deno|bun|ruby|perl|php)$/;
const CODE_WRITES = /['"][wax]b?\+?['"]|write|unlink|remove|rename|rm(?:Sync|tree|dir)?\(|copy|move|truncate|symlink|put_contents|chmod|dump/i;
const FILE_METHOD = /\bIO\.(?:File|Directory|StreamWriter)\]::(?:Write|Append|Delete|Move|Copy|Create|Replace|Open|new)/i;
const MAX_CODE = 100_000;

/** Paths that inline code of an interpreter names, where it also writes, moves or deletes. Which of them it writes is not known. */
export function findMentions({ commands, dialect, source }: CommandScript): readonly string[] {
  const found = new Set<string>();
  const addQuoted = (code: string): void => {
    for (const [, text = ''] of code.matchAll(/["'`]([^"'`\n]{2,300})["'`]/g)) if (found.size < MAX_WRITES && /[/\\.]/.test(text)) found.add(text);
  };
  if (dialect === 'powershell' && FILE_METHOD.test(source.text)) addQuoted(source.text.slice(0, MAX_CODE));
  for (const { name, args, input } of commands) {
    if (name === null || !INTERPRETER.test(name)) continue;
    const code = [...args.filter((_, index) => /^(?:-[a-z]{0,3}[cepr]|--eval|--print|eval)$/.test(args[index - 1]?.value ?? '')), ...(input ? [input] : [])].map(({ value }) => value).join('\n').slice(0, MAX_CODE);
    if (CODE_WRITES.test(code)) addQuoted(code);
  }
  return [...found];
}

function writesOf(command: Command, read: ReadFile): WriteOperation[] {
  return [...redirected(command.redirects, command.redirects.length > 0 ? outputOf(command) : null), ...writesOfProgram(command, read)];
}

function redirected(redirects: readonly Redirect[], output: string | null): WriteOperation[] {
  return redirects
    .filter(({ operator, target }) => /^(?:>|>>|>\||&>|&>>|<>)$/.test(operator) && isPath(target) && !/^\d$/.test(target.value))
    .map(({ operator, target }) => write(target.text, toChange(output, operator.endsWith('>>'))));
}
