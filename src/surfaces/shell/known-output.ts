import type { Command } from './model.ts';

const MAX_OUTPUT = 16 * 1024;

/**
 * What a substitution prints when that is certain: a single `echo` or `printf` whose arguments are known, or the place of
 * a program that is looked up by its name. `null` for everything else. Nothing is run.
 */
export function knownOutput(outputs: readonly Command[]): string | null {
  const [command] = outputs;
  // None of these reads its input. A shell around the whole script is a wrapper too, and changes nothing.
  if (outputs.length !== 1 || !command || command.redirects.some(({ operator }) => !operator.startsWith('<<')) || !command.ownWrappers.every((name) => SAME.has(name))) return null;
  const args = command.args;
  // `$(cat <<'EOF' … EOF)` is the here-document.
  if (command.name === 'cat' && command.input && args.length === 0) return command.input.isStatic && command.input.value.length <= MAX_OUTPUT ? withoutFinalLines(command.input.value) : null;
  if (args.some((arg) => !arg.isStatic || arg.nested.length > 0)) return null;
  const values = args.map((arg) => arg.value);
  if (command.name === 'echo') return echoOutput(values);
  if (LOOKUPS.has(command.name ?? '')) return lookedUp(command.name ?? '', values);
  return command.name === 'printf' ? printfOutput(values) : null;
}

/** `command echo x` prints what `echo x` prints. */
const SAME: ReadonlySet<string> = new Set(['command', 'builtin', 'exec']);
const LOOKUPS: ReadonlySet<string> = new Set(['which', 'command', 'type']);

/** `$(command -v bash)`, `$(which curl)`, `$(type -P sh)`: the program's path, of which its name is what counts. */
function lookedUp(name: string, values: readonly string[]): string | null {
  const [program, ...others] = name === 'which' ? values : values.slice(1);
  if (name !== 'which' && values[0] !== (name === 'type' ? '-P' : '-v')) return null;
  return others.length === 0 && program !== undefined && /^[A-Za-z][\w.+-]{0,40}$/.test(program) ? program : null;
}

function echoOutput(values: string[]): string {
  let escapes = false;
  let from = 0;
  while (from < values.length && /^-[neE]{1,3}$/.test(values[from] ?? '')) {
    escapes ||= (values[from] ?? '').includes('e');
    from += 1;
  }
  const text = values.slice(from).join(' ').slice(0, MAX_OUTPUT);
  return withoutFinalLines(escapes ? decodeEscapes(text) : text);
}

/** `printf` with `%s`, `%b`, `%d` and `%%`; any other directive gives `null`. */
function printfOutput(values: string[]): string | null {
  const given = values[0] === '--' ? values.slice(1) : values;
  const format = (given[0] ?? '').slice(0, MAX_OUTPUT);
  const rest = given.slice(1);
  const run = (): string | null => {
    let known = true;
    const text = decodeEscapes(format).replace(/%(.)/gs, (_all, letter: string) => {
      if (letter === '%') return '%';
      if (letter === 's' || letter === 'd') return rest.shift() ?? '';
      if (letter === 'b') return decodeEscapes(rest.shift() ?? '');
      known = false;
      return '';
    });
    return known ? text : null;
  };
  let out = run();
  for (let rounds = 0; out !== null && rest.length > 0 && /%[sdb]/.test(format) && rounds < 200; rounds += 1) {
    const more = run();
    if (more === null) return null;
    out = (out + more).slice(0, MAX_OUTPUT);
  }
  return out === null ? null : withoutFinalLines(out);
}

const SIMPLE: ReadonlyMap<string, string> = new Map([['n', '\n'], ['t', '\t'], ['r', '\r'], ['\\', '\\'], ['a', ''], ['e', '\x1b'], ['f', '\f'], ['v', '\v'], ['b', '\b']]);

/** Escapes of `echo -e` and `printf`: `\n`, `\x41`, `\101`, `\0101`, `\u0041`. */
export function decodeEscapes(text: string): string {
  return text.slice(0, MAX_OUTPUT).replace(/\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|(0?[0-7]{1,3})|([\s\S]))/g, (all, hex?: string, unicode?: string, octal?: string, letter?: string) => {
    if (hex !== undefined || unicode !== undefined) return String.fromCharCode(Number.parseInt(hex ?? unicode ?? '', 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 255);
    return SIMPLE.get(letter ?? '') ?? all;
  });
}

/** Substitutions drop the line ends at the end. */
function withoutFinalLines(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 10) end -= 1;
  return text.slice(0, end);
}
