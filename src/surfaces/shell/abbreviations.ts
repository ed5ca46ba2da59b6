import type { Mark } from '../mapped-text.ts';
import type { BuiltWord } from './state.ts';

/**
 * Long options that rules look for, of programs that take the beginning of a name for the name. What stands before the
 * bar is enough for the program: no other option of it begins so. Sources: getopt_long(3), gitcli(7), the manual pages
 * of the programs, npm's nopt, Python's optparse and argparse.
 */
const SHORTENED: readonly (readonly [programs: string, options: string])[] = [
  ['rm grm', '--r|ecursive --f|orce --no|-preserve-root'],
  ['chmod chown chgrp gchmod gchown', '--rec|ursive'],
  ['shred', '--rem|ove'],
  ['git', '--har|d --forc|e --no-veri|fy --mirr|or --upload-p|ack --receive-p|ack --dele|te'],
  ['curl', '--insec|ure --data-b|inary --data-u|rlencode --data-r|aw --uplo|ad-file --form-s|tring --heade|r --user-|agent --cooki|e --refer|er --remote-n|ame --reque|st --proxy-i|nsecure --outp|ut --conf|ig --netrc-f|ile'],
  ['wget', '--no-check|-certificate --post-d|ata --post-f|ile --body-d|ata --body-f|ile --heade|r --user-|agent --output-d|ocument --input|-file'],
  ['rsync', '--delet|e'],
  ['tar gtar', '--checkpoint-a|ction --to-c|ommand --use-c|ompress-program --rsh|-command'],
  ['npm', '--regis|try --glo|bal --unsafe-|perm --ignore-s|cripts --prefi|x'],
  ['pip pip3', '--index-u|rl --extra-i|ndex-url --trus|ted-host'],
  ['su runuser', '--com|mand'],
  ['xargs gxargs', '--arg-|file --repl|ace --max-a|rgs --max-p|rocs --delim|iter'],
  ['base64 gbase64 base32', '--dec|ode'],
];

interface Shortened {
  readonly least: string;
  readonly full: string;
}

const OPTIONS: ReadonlyMap<string, readonly Shortened[]> = new Map(
  SHORTENED.flatMap(([programs, options]) => {
    const list = options.split(' ').map((option): Shortened => ({ least: option.split('|', 1)[0] ?? '', full: option.replace('|', '') }));
    return programs.split(' ').map((program) => [program, list] as const);
  }),
);

/** The arguments of a program with its shortened long options written out (`--recu` is `--recursive`); the same list where there is none. */
export function fullOptions(name: string | null, args: readonly BuiltWord[]): readonly BuiltWord[] {
  const options = name === null ? undefined : OPTIONS.get(name);
  if (!options || !args.some(({ value }) => value.startsWith('--'))) return args;
  const end = args.findIndex(({ value }) => value === '--');
  return args.map((word, index) => (word.value.startsWith('--') && (end < 0 || index < end) ? writtenOut(word, options) : word));
}

function writtenOut(word: BuiltWord, options: readonly Shortened[]): BuiltWord {
  const [given = ''] = word.value.slice(0, 40).split('=', 1);
  const option = options.find(({ least, full }) => given.length >= least.length && given.length < full.length && full.startsWith(given));
  if (!option || !word.text.startsWith(given)) return word;
  const added = option.full.length - given.length;
  const full = (text: string): string => option.full + text.slice(given.length);
  return { ...word, value: full(word.value), text: full(word.text), marks: shifted(word.marks, given.length, added) };
}

/** Marks of a text into which characters were put at an index; what stands behind them keeps its place. */
function shifted(marks: readonly Mark[], index: number, added: number): readonly Mark[] {
  const last = marks.findLast(([text]) => text <= index) ?? [0, 0];
  const before = marks.filter(([text]) => text < index);
  const after = marks.filter(([text]) => text > index);
  return [...before, [index + added, last[1] + index - last[0]], ...after.map(([text, source]): Mark => [text + added, source])];
}
