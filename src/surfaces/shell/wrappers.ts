import { HOLE } from './state.ts';
import type { BuiltWord } from './state.ts';

/** How to find the command behind a program that only starts another one. */
interface Wrapper {
  /** Options that take the next word as their value. */
  readonly values: ReadonlySet<string>;
  /** Words before the command besides options: the duration of `timeout`, the user of `gosu`. */
  readonly positional: number;
  /** `NAME=value` words before the command set its environment. */
  readonly assigns: boolean;
  /** Words that must follow, as `exec` in `direnv exec`. */
  readonly subcommand: ReadonlySet<string> | null;
  /** First options that change the meaning: nothing is started then. */
  readonly not: ReadonlySet<string>;
}

const wrapper = (values = '', positional = 0, extra: { assigns?: boolean; subcommand?: string; not?: string } = {}): Wrapper => ({
  values: new Set(values.split(' ')),
  positional,
  assigns: extra.assigns === true,
  subcommand: extra.subcommand === undefined ? null : new Set(extra.subcommand.split(' ')),
  not: new Set((extra.not ?? '').split(' ').filter(Boolean)),
});

const SUDO = '-u -g -h -p -C -D -R -r -t -T -U --user --group --host --prompt --chdir --chroot --close-from --role --type --command-timeout --other-user';
const run = (values = ''): Wrapper => wrapper(values, 0, { subcommand: 'run exec' });

/** Programs that are taken off: the command behind them is what runs. Sources: their manual pages. */
const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map(Object.entries({
  sudo: wrapper(SUDO, 0, { assigns: true, not: '-e --edit -l -v -K -k -V' }),
  doas: wrapper('-u -C'),
  pkexec: wrapper('--user'),
  env: wrapper('-u --unset -C --chdir', 0, { assigns: true, not: '-S --split-string -vS -iS' }),
  nohup: wrapper(),
  time: wrapper('-o -f --output --format'),
  timeout: wrapper('-s -k --signal --kill-after', 1),
  gtimeout: wrapper('-s -k --signal --kill-after', 1),
  nice: wrapper('-n --adjustment'),
  ionice: wrapper('-c -n --class --classdata'),
  stdbuf: wrapper('-i -o -e --input --output --error'),
  setsid: wrapper(),
  exec: wrapper('-a'),
  command: wrapper('', 0, { not: '-v -V -pv -pV' }),
  builtin: wrapper(),
  unbuffer: wrapper(),
  caffeinate: wrapper('-t -w'),
  taskset: wrapper('', 1),
  chroot: wrapper('', 1),
  busybox: wrapper(),
  shx: wrapper(),
  toybox: wrapper(),
  winpty: wrapper(),
  wsl: wrapper('-d --distribution -u --user --cd --shell-type', 0, { not: '-l --list --install --set-default --set-version --shutdown --terminate -t --status --update --version --export --import --unregister --mount --unmount' }),
  proxychains: wrapper('-f'),
  proxychains4: wrapper('-f'),
  torsocks: wrapper(),
  unshare: wrapper('-S -G -R -w --setuid --setgid --root --wd --map-user --map-group --propagation'),
  strace: wrapper('-e -o -s -p -P -u -E -a -b -I -O -S -X --trace --output --attach --user'),
  ltrace: wrapper('-e -o -s -p -u -a -l -n -x'),
  rlwrap: wrapper('-f -H -l -m -P -s -b -t --file --history-filename --logfile'),
  numactl: wrapper('-N -m -C --cpunodebind --membind --physcpubind'),
  prlimit: wrapper(),
  eatmydata: wrapper(),
  fakeroot: wrapper('-l -s -i -b --lib --faked'),
  'systemd-run': wrapper('-p --property --unit -M --machine -H --host --slice -E --setenv --uid --gid --nice --working-directory --description --on-active --on-boot --on-calendar --service-type'),
  'systemd-inhibit': wrapper(),
  'dbus-run-session': wrapper('--config-file --dbus-daemon'),
  'xvfb-run': wrapper('-e -f -n -p -s -w --error-file --auth-file --server-num --xauth-protocol --server-args --wait'),
  gosu: wrapper('', 1),
  'su-exec': wrapper('', 1),
  tini: wrapper('-p -e'),
  'dumb-init': wrapper('-r --rewrite'),
  'cross-env': wrapper('', 0, { assigns: true }),
  dotenv: wrapper('-e -c -v -p'),
  'dotenv-cli': wrapper('-e -c -v -p'),
  dotenvx: wrapper('-f --env-file -e --env -fv -k', 0, { subcommand: 'run' }),
  'env-cmd': wrapper('-f --file -r --rc-file -e --environments'),
  direnv: wrapper('', 1, { subcommand: 'exec' }),
  doppler: run('-p --project -c --config --token'),
  op: run('--env-file --account'),
  infisical: run('--env --path --projectId --token'),
  'aws-vault': wrapper('', 1, { subcommand: 'exec' }),
  mise: wrapper('', 0, { subcommand: 'exec x' }),
  fnm: wrapper('--using', 0, { subcommand: 'exec' }),
  volta: wrapper('--node --npm --yarn', 0, { subcommand: 'run' }),
  uv: wrapper('--with --python -p --project --extra --group --env-file', 0, { subcommand: 'run' }),
  poetry: run(), pipenv: run(), pdm: run(), hatch: run(), rye: run(),
  conda: wrapper('-n --name -p --prefix', 0, { subcommand: 'run' }),
  bundle: wrapper('', 0, { subcommand: 'exec' }),
  lerna: wrapper('--scope --ignore --concurrency', 0, { subcommand: 'exec' }),
  corepack: wrapper(),
  retry: wrapper('-t --times -d --delay'),
  call: wrapper(),
}));

export interface Peeled {
  readonly words: readonly BuiltWord[];
  readonly wrappers: readonly string[];
  readonly assignments: readonly { readonly name: string; readonly value: BuiltWord }[];
}

/** Takes `sudo -u x env A=1 timeout 5` and the like off the front of a command; at most 16 of them. */
export function peelWrappers(words: readonly BuiltWord[]): Peeled {
  const wrappers: string[] = [];
  const assignments: { name: string; value: BuiltWord }[] = [];
  let rest = words;
  for (let rounds = 0; rounds < 16; rounds += 1) {
    const name = commandName(rest[0]);
    const spec = name === null ? undefined : WRAPPERS.get(name);
    if (name === null || !spec) break;
    const start = findCommand(rest, spec, assignments);
    if (start === null) break;
    wrappers.push((name === 'sudo' || name === 'doas') && isForOther(rest, start) ? `${name} -u` : name);
    rest = rest.slice(start);
  }
  return { words: rest, wrappers, assignments };
}

/** `sudo -u app …`: as somebody who is not root, mostly with fewer rights. */
function isForOther(words: readonly BuiltWord[], end: number): boolean {
  for (let index = 1; index < end; index += 1) {
    const { value = '' } = words[index] ?? {};
    const user = value === '-u' || value === '--user' ? words[index + 1]?.value : /^--user=(.*)$/.exec(value)?.[1];
    if (user !== undefined) return !/^(?:root|#?0)$/.test(user);
  }
  return false;
}

/** Index of the command word behind a wrapper, `null` when there is none. */
function findCommand(words: readonly BuiltWord[], spec: Wrapper, assignments: { name: string; value: BuiltWord }[]): number | null {
  let positional = spec.positional;
  let subcommand = spec.subcommand !== null;
  const found: { name: string; value: BuiltWord }[] = [];
  for (let index = 1; index < words.length; index += 1) {
    const word = words[index];
    if (!word) break;
    const { value } = word;
    if (spec.not.has(value) || [...spec.not].some((option) => option.startsWith('--') && value.startsWith(`${option}=`))) return null;
    if (value === '--') {
      if (subcommand) return null;
      continue;
    }
    if (value.startsWith('-') && value.length > 1) {
      if (spec.values.has(value)) index += 1;
      continue;
    }
    if (subcommand) {
      if (!spec.subcommand?.has(value)) return null;
      subcommand = false;
      continue;
    }
    const equals = /^[A-Za-z_]\w{0,200}=/.exec(value);
    if (spec.assigns && equals) {
      found.push({ name: equals[0].slice(0, -1), value: tailWord(word, equals[0].length) });
      continue;
    }
    if (positional > 0) {
      positional -= 1;
      continue;
    }
    assignments.push(...found);
    return index;
  }
  return null;
}

/** A word without its first characters, which are plain. */
export function tailWord(word: BuiltWord, length: number): BuiltWord {
  const at = word.text.startsWith(word.value.slice(0, length)) ? length : 0;
  const marks = word.marks.map(([text, source]): readonly [number, number] => [Math.max(text - at, 0), text < at ? source + (at - text) : source]);
  const first = marks.findLastIndex(([text]) => text === 0);
  return { ...word, value: word.value.slice(length), text: word.text.slice(at), marks: first > 0 ? marks.slice(first) : marks };
}

/** The user's own shell. */
const SHELL_VARIABLE = /^\$(?:SHELL|BASH|\{SHELL\}|\{BASH\})$/;
/** The same of Windows. */
const COMMAND_VARIABLE = /^(?:\$\{?env:comspec\}?|%comspec%)$/i;
/** A name with a wildcard that is more than the `[` of a test. */
const PATTERN = /[?*]|\[[^\]]{1,20}\]/;
/** Programs that a pattern in the place of a command (`/bin/b?sh`) is written for. */
const PROGRAMS: readonly string[] = ['sh', 'bash', 'zsh', 'dash', 'curl', 'wget', 'nc', 'ncat', 'rm', 'cat', 'python3', 'python', 'perl', 'node', 'base64'];

/** The program that a pattern stands for; `null` when it is none of those. Only a pattern with a letter or two names one. */
function matchedProgram(pattern: string): string | null {
  return /[a-z]/.test(pattern) && pattern.length <= 20 && pattern.split('*').length <= 3 ? (PROGRAMS.find((name) => fits(pattern, name)) ?? null) : null;
}

/** Matches `?` (one character), `*` (any) and `[…]` (one of them) against a short name. */
function fits(pattern: string, name: string): boolean {
  const [first] = pattern;
  if (first === undefined) return name === '';
  if (first === '*') return fits(pattern.slice(1), name) || (name !== '' && fits(pattern, name.slice(1)));
  if (name === '') return false;
  const close = first === '[' ? pattern.indexOf(']', 2) : 0;
  if (close > 0) return pattern.slice(1, close).includes(name[0] ?? '') && fits(pattern.slice(close + 1), name.slice(1));
  return (first === '?' || first === name[0]) && fits(pattern.slice(1), name.slice(1));
}

/** Base name of a command word: without directory and `.exe`; `null` when unknown. */
export function commandName(word: BuiltWord | undefined): string | null {
  if (!word) return null;
  const base = word.value.slice(-256).split(/[\\/]/).pop() ?? '';
  if (base === HOLE && SHELL_VARIABLE.test(word.text)) return 'sh';
  if (base === HOLE && COMMAND_VARIABLE.test(word.text)) return 'cmd';
  if (base === '' || base.includes(HOLE)) return null;
  return (PATTERN.test(base) ? matchedProgram(base) : null) ?? base.replace(/\.(?:exe|cmd|bat|com)$/i, '');
}
