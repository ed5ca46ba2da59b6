import { ORDINARY_TOOLS } from '../../knowledge/ordinary-tools.ts';
import type { MappedText } from '../mapped-text.ts';
import { MANAGER_COMMANDS, NPM_SHORTHANDS } from './runners.ts';
import type { ScriptResolver } from './state.ts';

/** True when the script of that name, if there is one, has only ordinary programs as well. */
export type OrdinaryScript = (name: string) => boolean;

/** No expansion, redirect, group, comment or escape: then each command starts behind a separator. */
const SIMPLE_TEXT = /^[\w ./:@+,=*?~&|;'"\n-]{1,2000}$/;
const SEPARATORS = /&&|\|\||[&|;\n]/;
/** Words that count whatever the program is called: options of agents, paths out of the project, sockets in code. */
const TELLING = /danger|trust-all-tools|\.\.\/\.\.\/|sock|net\.connect|createconnection|\/inet\//i;
const SCRIPT_NAME = /^\w[\w:.-]*$/;
const SCRIPT_FILE = /^[\w.@][\w./@-]*$/;
const MAX_CHAIN = 16;

/**
 * True for a command line of ordinary programs alone: tools of `ORDINARY_TOOLS`, a script file for Node.js, and scripts of
 * the same manifest that are ordinary themselves. No detector finds anything there, so it needs no parser. What looks
 * like a command only because it stands in quotes counts as one.
 */
export function isOrdinary({ text, holes }: MappedText, isOrdinaryScript: OrdinaryScript): boolean {
  if (holes.length > 0 || !SIMPLE_TEXT.test(text)) return false;
  const plain = withoutQuotes(text);
  return plain !== null && !TELLING.test(plain) && text.split(SEPARATORS).every((command) => isOrdinaryCommand(command.trim(), isOrdinaryScript));
}

/** The text as programs get it; `null` when it has quotes of both kinds or an open one. */
function withoutQuotes(text: string): string | null {
  const quote = text.includes('"') ? '"' : "'";
  if (!text.includes(quote)) return text;
  if (quote === '"' && text.includes("'")) return null;
  const parts = text.split(quote);
  return parts.length % 2 === 1 ? parts.join('') : null;
}

function isOrdinaryCommand(command: string, isOrdinaryScript: OrdinaryScript): boolean {
  const end = command.indexOf(' ');
  const program = end < 0 ? command : command.slice(0, end);
  if (ORDINARY_TOOLS.has(program)) return true;
  const args = end < 0 ? [] : command.slice(end).trim().split(/ +/);
  const [first = ''] = args;
  switch (program) {
    case 'node':
    case 'tsx':
    case 'ts-node':
      return SCRIPT_FILE.test(first) && !first.includes('//');
    case 'npm':
    case 'pnpm':
    case 'yarn': {
      const script = scriptName(program, args);
      return script !== null && isOrdinaryScript(script);
    }
    default:
      return false;
  }
}

/** The script that `npm run x`, `npm test` or `yarn x` starts, in the forms without further arguments. */
function scriptName(manager: string, [verb = '', name, ...others]: readonly string[]): string | null {
  if (others.length > 0 || !SCRIPT_NAME.test(verb)) return null;
  if (name !== undefined) return verb === 'run' && SCRIPT_NAME.test(name) ? name : null;
  if (manager === 'npm') return NPM_SHORTHANDS.has(verb) ? verb.replace(/^tst$|^t$/, 'test') : null;
  return verb === 'test' || verb === 'start' || !MANAGER_COMMANDS.has(verb) ? verb : null;
}

/** Tells ordinary scripts of one manifest; each is looked at once. Scripts that start each other in a circle are not ordinary. */
export function ordinaryScripts(resolve: ScriptResolver): OrdinaryScript {
  const known = new Map<string, boolean>();
  let chain = 0;
  const isOrdinaryScript: OrdinaryScript = (name) => {
    const held = known.get(name);
    if (held !== undefined) return held;
    if (chain >= MAX_CHAIN) return false;
    known.set(name, false);
    chain += 1;
    const result = [`pre${name}`, name, `post${name}`].every((script) => {
      const text = resolve(script);
      return text === null || isOrdinary(text, isOrdinaryScript);
    });
    chain -= 1;
    known.set(name, result);
    return result;
  };
  return isOrdinaryScript;
}
