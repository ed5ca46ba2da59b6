import { gitRuns } from './git-runs.ts';
import type { Dialect } from './model.ts';
import { cutWord, readOptions } from './options.ts';
import type { Options } from './options.ts';
import { JQ_SCRIPTS, jsonCommand, manifestScripts, SED_SCRIPTS, serverCommand } from './planted-commands.ts';
import type { BuiltCommand, BuiltWord } from './state.ts';
import { screenCommand, tmuxCommands, windowCommand } from './terminals.ts';
import type { Started } from './terminals.ts';
import { variableRuns } from './variable-runs.ts';
import { commandName } from './wrappers.ts';

/** Something that a command runs besides itself. */
export type Inner =
  | { readonly kind: 'argv'; readonly wrapper: string; readonly words: readonly BuiltWord[]; readonly input: boolean; readonly isPackage?: boolean }
  | { readonly kind: 'script'; readonly wrapper: string; readonly words: readonly BuiltWord[]; readonly dialect: Dialect | 'auto'; readonly input: boolean }
  | { readonly kind: 'encoded'; readonly wrapper: string; readonly word: BuiltWord }
  | { readonly kind: 'code'; readonly word: BuiltWord }
  | { readonly kind: 'stdin'; readonly wrapper: string; readonly dialect: Dialect }
  /** A program of JavaScript on standard input. */
  | { readonly kind: 'stdin-code' }
  | { readonly kind: 'reference'; readonly wrapper: string; readonly name: string };

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

export const POSIX_SHELLS = set('sh bash zsh dash ksh ash fish mksh rbash csh tcsh');
const POWERSHELLS = set('powershell pwsh');
const NONE: readonly Inner[] = [];

type Runner = (args: readonly BuiltWord[], name: string) => readonly Inner[];

const DOCKER_VALUES = set('-v --volume -e --env -w --workdir -p --publish -u --user --name --network --net --entrypoint --mount -l --label -h --hostname -m --memory --cpus --platform --env-file --add-host --device --cap-add --cap-drop --security-opt --restart --gpus --shm-size --tmpfs --ulimit --pid --ipc --userns --log-driver --log-opt --link --volumes-from --pull --cidfile --dns --expose --stop-signal --runtime --cgroup-parent --index -f --file --project-name --profile --project-directory --context -H --host --service-ports');
const SSH_VALUES = set('-b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -Q -R -S -W -w');
const XARGS_VALUES = set('-I -n -P -L -d -a -E -s --max-args --max-procs --max-lines --delimiter --arg-file --replace --max-chars');
const RUNNER_VALUES = set('-p --package -c --call --registry -w --workspace --cache --userconfig --prefix --node-arg --shell --from --with --python --spec -C --dir --filter -F');
const CONCURRENTLY_VALUES = set('-n --names -c --prefix-colors -p --prefix -s --success -m --max-processes -l --prefix-length -t --timestamp-format --restart-tries --restart-after --name-separator --default-input-target --hide --kill-signal --ks --teardown -P');

const argv = (wrapper: string, words: readonly BuiltWord[], input = true): readonly Inner[] => (words.length > 0 ? [{ kind: 'argv', wrapper, words, input }] : NONE);
const script = (wrapper: string, words: readonly (BuiltWord | undefined)[], dialect: Dialect | 'auto' = 'sh', input = true): readonly Inner[] => {
  const given = words.filter((word) => word !== undefined);
  return given.length > 0 ? [{ kind: 'script', wrapper, words: given, dialect, input }] : NONE;
};

/** `sh -c text`, `sh file`, or a script on standard input. */
const runShell: Runner = (args, name) => {
  const options = readOptions(args, set('-c -o -O --rcfile --init-file +o +O'), true);
  const text = options.values.get('-c')?.[0];
  if (text) return script(name, [text]);
  const file = options.operands[0];
  // With `-s` the operands are arguments of the script on standard input.
  return file && !/^(?:-|\/dev\/stdin)$/.test(file.value) && !options.flags.has('-s') ? NONE : [{ kind: 'stdin', wrapper: name, dialect: 'sh' }];
};

const runPowershell: Runner = (args, name) => {
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index];
    const option = (word?.value ?? '').toLowerCase().replace(/^\//, '-');
    const next = args[index + 1];
    if (!option.startsWith('-')) return script(name, args.slice(index), 'powershell', false);
    if (/^-(?:f|fi|fil|file)$/.test(option)) return NONE;
    if (/^-(?:e|ec|en|enc|enco\w{0,10})$/.test(option)) return next ? [{ kind: 'encoded', wrapper: name, word: next }] : NONE;
    if (/^-(?:c|co|com\w{0,10}|commandwithargs|cwa)$/.test(option)) return script(name, args.slice(index + 1), 'powershell', false);
    if (/^-(?:w|win\w{0,10}|ep|ex|exec\w{0,14}|version|v|inputformat|outputformat|of|if|psconsolefile|configurationname|workingdirectory|wd)$/.test(option)) index += 1;
  }
  return NONE;
};

const runCmd: Runner = (args, name) => {
  const index = args.findIndex((word) => /^\/[ckr]/i.test(word.value));
  return index < 0 ? NONE : script(name, args.slice(index + 1), 'cmd', true);
};

const runDocker: Runner = (args, name) => {
  const global = readOptions(args, DOCKER_VALUES, true).operands;
  const composed = global[0]?.value === 'compose' || name.endsWith('-compose');
  const rest = global[0]?.value === 'compose' || global[0]?.value === 'container' ? readOptions(global.slice(1), DOCKER_VALUES, true).operands : global;
  const verb = rest[0]?.value;
  if (verb !== 'run' && verb !== 'exec') return NONE;
  const options = readOptions(rest.slice(1), composed ? DOCKER_VALUES : DOCKER_VALUES, true);
  const command = options.operands.slice(1);
  const entry = options.values.get('--entrypoint')?.[0];
  return argv(name, entry && entry.value !== '' ? [entry, ...command] : command);
};

const runKubectl: Runner = (args, name) => {
  const verb = args.findIndex((word) => word.value === 'exec' || word.value === 'run' || word.value === 'debug');
  const dashes = args.findIndex((word) => word.value === '--');
  return verb >= 0 && dashes > verb ? argv(name, args.slice(dashes + 1)) : NONE;
};

const runSsh: Runner = (args, name) => script(name, readOptions(args, SSH_VALUES, true).operands.slice(1));

const runSu: Runner = (args, name) => script(name, [readOptions(args, set('-c --command -s --shell -g --group -G -w')).values.get('-c')?.[0] ?? readOptions(args, set('-c --command')).values.get('--command')?.[0]]);

const runFind: Runner = (args, name) => {
  const inner: Inner[] = [];
  for (let index = 0; index < args.length; index += 1) {
    if (!/^-(?:exec|execdir|ok|okdir)$/.test(args[index]?.value ?? '')) continue;
    const end = args.findIndex((word, at) => at > index && (word.value === ';' || word.value === '+'));
    inner.push(...argv(name, args.slice(index + 1, end < 0 ? args.length : end), false));
    if (end < 0) break;
    index = end;
  }
  return inner;
};

const runXargs: Runner = (args, name) => argv(name, readOptions(args, XARGS_VALUES, true).operands);
const runWatch: Runner = (args, name) => script(name, readOptions(args, set('-n --interval -d --differences'), true).operands);

/** `npx x`, `npx -c 'text'`; `exec` forms of the package managers have their subcommand taken off before. */
const runPackage: Runner = (args, name) => {
  const options = readOptions(args, RUNNER_VALUES, true);
  const call = options.values.get('-c')?.[0] ?? options.values.get('--call')?.[0];
  if (call) return script(name, [call]);
  return options.operands.length > 0 ? [{ kind: 'argv', wrapper: name, words: options.operands, input: true, isPackage: true }] : NONE;
};

const EXEC_WORDS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['npm', set('exec x')], ['pnpm', set('exec dlx')], ['yarn', set('exec dlx')], ['bun', set('x')], ['pipx', set('run')], ['uv', set('tool')],
]);
const RUN_WORDS: ReadonlySet<string> = set('run run-script rum urn');
/** Scripts that npm starts without `run`. */
export const NPM_SHORTHANDS = set('start test stop restart t tst');
/** Subcommands of yarn and pnpm that are no scripts; anything else may be one. */
export const MANAGER_COMMANDS = set('add install i remove rm upgrade up update init link unlink publish pack login logout config cache global why info list ls audit outdated create version store prune import dedupe rebuild approve-builds patch patch-commit fetch licenses set plugin npm node workspace workspaces bin dlx exec test start');

const runManager: Runner = (args, name) => {
  const { operands, flags } = readOptions(args, set('-C --cwd --dir --prefix --filter -F -w --workspace --registry'), true);
  const verb = operands[0]?.value ?? '';
  // Yarn reads what stands behind `exec` as shell text, pnpm in its shell mode.
  const isText = verb === 'exec' && (name === 'yarn' ? /[\s|;&]/.test(operands[1]?.value ?? '') : name === 'pnpm' && (flags.has('-c') || flags.has('--shell-mode')));
  if (isText) return script(name, operands.slice(1));
  if (EXEC_WORDS.get(name)?.has(verb)) return runPackage(operands.slice(1), name);
  if (RUN_WORDS.has(verb)) return reference(name, readOptions(operands.slice(1), set('--filter -w --workspace -F')).operands[0]);
  if (name === 'npm' ? NPM_SHORTHANDS.has(verb) : name !== 'bun' && !MANAGER_COMMANDS.has(verb)) return reference(name, operands[0]);
  if ((verb === 'test' || verb === 'start') && name !== 'npm' && name !== 'bun') return reference(name, operands[0]);
  return verb === 'pkg' || verb === 'set-script' ? manifestScripts(operands).flatMap((word) => script(name, [word], 'auto', false)) : NONE;
};

function reference(wrapper: string, word: BuiltWord | undefined): readonly Inner[] {
  if (!word?.isStatic) return NONE;
  const name = /^(?:t|tst)$/.test(word.value) ? 'test' : word.value;
  return [{ kind: 'reference', wrapper, name }];
}

const runConcurrently: Runner = (args, name) =>
  readOptions(args, CONCURRENTLY_VALUES).operands.flatMap((word): readonly Inner[] => {
    const shorthand = /^(?:npm|yarn|pnpm|bun|node):(\S{1,200})/.exec(word.value);
    return shorthand ? [{ kind: 'reference', wrapper: name, name: shorthand[1] ?? '' }] : script(name, [word]);
  });

const runScripts: Runner = (args, name) =>
  readOptions(args, set('-n --max-parallel --npm-path')).operands.map((word): Inner => ({ kind: 'reference', wrapper: name, name: word.value.split(/\s/)[0] ?? '' }));

/** Tools that run a command text given with an option. */
const withOption = (names: string): Runner => (args, name) => {
  const options = readOptions(args, set(names));
  return [...set(names)].flatMap((option) => options.values.get(option) ?? []).flatMap((word) => script(name, [word]));
};

/** Inline code of a JavaScript runtime. */
const runNode: Runner = (args, name) => {
  const values = name === 'deno' ? NONE_VALUES : set('-e --eval -p --print -pe -r --require --import --loader --experimental-loader -C --conditions');
  const options = readOptions(args, values, true);
  const words = name === 'deno' ? (args[0]?.value === 'eval' ? readOptions(args.slice(1), NONE_VALUES).operands.slice(0, 1) : []) : ['-e', '--eval', '-p', '--print', '-pe'].flatMap((option) => options.values.get(option) ?? []);
  const modules = ['--import', '--loader', '--experimental-loader', '-r', '--require'].flatMap((option) => options.values.get(option) ?? []);
  const code = [...words, ...modules.flatMap(addressCode)].map((word): Inner => ({ kind: 'code', word }));
  if (code.length === 0 && readsProgram(options, name)) return [{ kind: 'stdin-code' }];
  return name === 'bun' && code.length === 0 ? [...runManager(args, name)] : code;
};
/** `node - <<EOF`, `echo '…' | node`, `deno run -`: no file is named. */
function readsProgram({ operands }: Options<BuiltWord>, name: string): boolean {
  if (name === 'deno') return operands[0]?.value === 'run' && operands.slice(1).find(({ value }) => value === '-' || !value.startsWith('-'))?.value === '-';
  return operands.length === 0 ? name !== 'bun' : operands[0]?.value === '-' || (name === 'bun' && operands[0]?.value === 'run' && operands[1]?.value === '-');
}
const NONE_VALUES: ReadonlySet<string> = new Set();

/** `--import 'data:text/javascript,…'`, `--import https://…` as the code that it stands for. */
function addressCode(word: BuiltWord): readonly BuiltWord[] {
  if (!/^(?:data|https?):/i.test(word.value) || !word.isStatic) return [];
  const text = `import(${JSON.stringify(word.value)})`;
  return [{ ...word, value: text, text, marks: [[0, word.range[0]], [text.length, word.range[1]]] }];
}

const STARTED: ReadonlyMap<string, RegExp> = new Map([
  ['python', /\b(?:os\.(?:system|popen)|subprocess\.\w{1,20})\s{0,3}\(\s{0,3}(["'])([^"'\\\n]{3,2000})\1/g],
  ['other', /(?<![\w.$>])(?:system|exec|shell_exec|passthru|popen|IO\.popen)\s{0,3}\(?\s{0,3}(["'])([^"'\\\n]{3,2000})\1/g],
]);
const LUA_STARTED = /\b(?:os\.execute|io\.popen)\s{0,3}\(?\s{0,3}(["'])([^"'\\\n]{3,2000})\1/g;
const APPLESCRIPT = /\bdo (?:shell )?script\s{1,3}(")([^"\\\n]{3,2000})\1/g;
const MAX_STARTED = 20;

/** Command lines that inline code of another language hands to a shell: `os.system('…')`, `system("…")`. */
const runCode: Runner = (args, name) => {
  const index = args.findIndex(({ value }) => /^-[a-zA-Z]{0,4}[cerE]$/.test(value));
  const word = index < 0 ? undefined : args[index + 1];
  const pattern = name.startsWith('lua') ? LUA_STARTED : name === 'osascript' ? APPLESCRIPT : STARTED.get(name.startsWith('py') ? 'python' : 'other');
  return word && pattern ? startedBy(word, pattern, name) : NONE;
};

/** `"command" | getline`, `print | "command"`; what the first gives may be run by another part of the program. */
const AWK_READS = /(")([^"\\\n]{3,2000})"\s{0,3}\)?\s{0,3}\|&?\s{0,3}getline/g;
const AWK_FEEDS = /\|&?\s{0,3}(")([^"\\\n]{2,2000})"/g;
const AWK_RUNS = /\bsystem\s{0,3}\(\s{0,3}[A-Za-z_$]|\|\s{0,3}"(?:\/bin\/)?(?:ba|da|z)?sh"/;

/** The program of awk is its first operand. */
const runAwk: Runner = (args, name) => {
  const options = readOptions(args, set('-F -v -f --file --assign --field-separator'), true);
  const pattern = STARTED.get('other');
  const word = options.values.has('-f') || options.values.has('--file') ? undefined : options.operands[0];
  if (!word || !pattern) return NONE;
  const code = word.text.slice(0, 16_384);
  if (!code.includes('|')) return startedBy(word, pattern, name);
  const after = AWK_RUNS.test(code) ? ' | sh' : '';
  return [...startedBy(word, pattern, name), ...startedBy(word, AWK_READS, name, after), ...startedBy(word, AWK_FEEDS, name)];
};

/** `vim -c ':!command'`, `ex +'!command'`. */
const runVim: Runner = (args, name) =>
  args.flatMap((word, index): readonly Inner[] => {
    const isText = /^(?:-c|--cmd)$/.test(args[index - 1]?.value ?? '') || word.value.startsWith('+');
    const mark = isText ? /^\+?:?\s{0,3}(?:silent!?\s{1,3})?!/.exec(word.value) : null;
    return mark ? script(name, [cutWord(word, mark[0].length)], 'sh', false) : NONE;
  });

/** `sed '1e command'`: what GNU sed starts by itself; and what it makes a script of a manifest. */
const runSed: Runner = (args, name) => {
  const isManifest = /(?:^|\/)package\.json$/.test(args.at(-1)?.value ?? '');
  return args.flatMap((word): readonly Inner[] => {
    const mark = /^(?:\d{1,6}|\$)?\s{0,3}e\s{1,3}(?=\S)/.exec(word.value);
    if (mark) return script(name, [cutWord(word, mark[0].length)], 'sh', false);
    return isManifest ? startedBy(word, SED_SCRIPTS, name) : NONE;
  });
};

/** Texts in the second group of a pattern, behind a quotation mark in the first; `after` is what their output goes to. */
function startedBy(word: BuiltWord, pattern: RegExp, name: string, after: string = ''): readonly Inner[] {
  const found = [...word.text.slice(0, 16_384).matchAll(pattern)].slice(0, MAX_STARTED);
  return found.flatMap((match) => {
    const text = match[2] ?? '';
    const part = partOf(word, match.index + match[0].lastIndexOf(`${match[1] ?? ''}${text}`) + 1, text);
    return script(name, [after === '' ? part : { ...part, value: text + after, text: text + after }], 'sh', false);
  });
}

/** A piece of a word as a word of its own. */
function partOf(word: BuiltWord, start: number, text: string): BuiltWord {
  const mark = word.marks.findLast(([at]) => at <= start) ?? [0, word.range[0]];
  const from = mark[1] + start - mark[0];
  return { ...word, value: text, text, marks: [[0, from]], range: [from, Math.min(from + text.length, word.range[1])] };
}

const RUNNERS = new Map<string, Runner>();
const add = (names: string, runner: Runner): void => names.split(' ').forEach((name) => RUNNERS.set(name, runner));
POSIX_SHELLS.forEach((name) => RUNNERS.set(name, runShell));
POWERSHELLS.forEach((name) => RUNNERS.set(name, runPowershell));
add('cmd', runCmd);
add('docker podman nerdctl docker-compose podman-compose', runDocker);
add('kubectl oc', runKubectl);
add('git', gitRuns);
add('python python2 python3 pypy perl ruby php lua luajit osascript', runCode);
add('awk gawk mawk nawk', runAwk);
add('vim vi nvim ex view', runVim);
add('sed gsed', runSed);
add('ssh', runSsh);
add('su runuser', runSu);
add('find fd gfind', runFind);
add('xargs gxargs', runXargs);
add('watch', runWatch);
add('npx bunx pnpx uvx', runPackage);
add('npm pnpm yarn', runManager);
add('node nodejs bun deno tsx ts-node', runNode);
add('concurrently conc', runConcurrently);
add('npm-run-all npm-run-all2 run-s run-p run-z', runScripts);
add('nodemon', withOption('--exec -x'));
add('tsc-watch tsup', withOption('--onSuccess --onFirstSuccess --onFailure'));
add('chokidar chokidar-cli', withOption('-c --command'));
// GNU tar runs what stands behind `exec=` at each checkpoint, and other programs in place of its own.
add('tar gtar', (args, name) =>
  args.flatMap((word, index): readonly Inner[] => {
    const mark = /^(?:--checkpoint-action=exec=|--to-command=|--use-compress-program=|--rsh-command=)/.exec(word.value);
    if (mark) return script(name, [cutWord(word, mark[0].length)], 'sh', false);
    return /^(?:--to-command|--use-compress-program|-I)$/.test(word.value) ? script(name, [args[index + 1]], 'sh', false) : NONE;
  }),
);
add('flock', (args, name) => {
  const text = readOptions(args, set('-c --command -w --timeout -E')).values.get('-c')?.[0];
  return text ? script(name, [text]) : argv(name, readOptions(args, set('-w --timeout -E'), true).operands.slice(1));
});
add('script', withOption('-c --command'));
add('source .', (args, name) => (/^(?:-|\/dev\/stdin|\/dev\/fd\/0)$/.test(args[0]?.value ?? '') ? [{ kind: 'stdin', wrapper: name, dialect: 'sh' }] : NONE));
add('eval', (args, name) => script(name, args));
add('iex invoke-expression', (args, name) => script(name, args.filter((word) => !/^-command$/i.test(word.value)), 'powershell', false));
add('cross-env-shell', (args, name) => script(name, args.filter((word) => !/^[A-Za-z_]\w{0,200}=/.test(word.value))));
add('env', (args, name) => {
  const index = args.findIndex((word) => /^(?:-[viu0]{0,3}S|--split-string)/.test(word.value));
  const word = args[index];
  if (!word) return NONE;
  const attached = /^(?:--split-string=)/.test(word.value);
  return script(name, attached ? [word] : args.slice(index + 1));
});
add('trap', (args, name) => (args[0] && !args[0].value.startsWith('-') && args.length > 1 ? script(name, [args[0]]) : NONE));
add('jq yq gojq jaq', (args, name) => args.flatMap((word) => startedBy(word, JQ_SCRIPTS, name)));
add('claude codex gemini qwen copilot amp droid opencode', (args, name) => argv(name, serverCommand(args), false));
add('code code-insiders cursor windsurf codium', (args, name) => argv(name, args.flatMap((word, index) => (args[index - 1]?.value === '--add-mcp' ? jsonCommand(word) : word.value.startsWith('--add-mcp=') ? jsonCommand(cutWord(word, 10)) : [])), false));
add('nix-shell', withOption('--run --command'));
add('at batch', (_args, name) => [{ kind: 'stdin', wrapper: name, dialect: 'sh' }]);
add('alias', (args, name) => args.flatMap((word): readonly Inner[] => {
  const equals = word.value.indexOf('=');
  return equals > 0 && /[|;&]/.test(word.value) ? script(name, [cutWord(word, equals + 1)], 'sh', false) : NONE;
}));
// A shell reads the command line of GNU parallel.
add('parallel', (args, name) => {
  const { operands } = readOptions(args, set('-j --jobs -a --arg-file -I -n -N -L -P -S --colsep --delay --timeout --retries --joblog --results --halt'), true);
  const end = operands.findIndex(({ value }) => /^:{3,4}\+?$/.test(value));
  if (end < 0) return script(name, operands, 'sh', false);
  // `parallel command ::: word word`; without a command the words are the command lines.
  const command = operands.slice(0, end);
  const isPlain = command.length > 0 && !command.some(({ value }) => value.includes('{'));
  const given = operands.slice(end + 1, end + 1 + MAX_STARTED);
  if (command.length > 0 && (!isPlain || given.length === 0)) return script(name, command, 'sh', false);
  return given.flatMap((word) => script(name, [...command, word], 'sh', false));
});
add('onchange watchexec entr', (args, name) => {
  const dashes = args.findIndex((word) => word.value === '--');
  return argv(name, dashes >= 0 ? args.slice(dashes + 1) : readOptions(args, set('-j -w -e -i --watch --exts --ignore'), true).operands);
});
const started = (name: string, all: readonly (Started | null)[]): readonly Inner[] =>
  all.flatMap((one) => [...argv(name, one?.argv ?? [], false), ...(one?.texts ?? []).flatMap((word) => script(name, [word], 'sh', false))]);
add('tmux byobu', (args, name) => started(name, tmuxCommands(args)));
add('screen', (args, name) => started(name, [screenCommand(args)]));
add('xterm uxterm urxvt rxvt st x-terminal-emulator gnome-terminal mate-terminal xfce4-terminal konsole kitty alacritty wezterm terminator tilix zellij', (args, name) => started(name, [windowCommand(args)]));
add('start', (args, name) => argv(name, args.filter((word) => !word.value.startsWith('/') && word.value !== '')));

/** What a command runs besides itself; empty for ordinary commands. */
export function findInner(command: BuiltCommand): readonly Inner[] {
  const { name } = command;
  const runner = name === null ? undefined : RUNNERS.get(command.dialect === 'sh' ? name : name.toLowerCase());
  const given = variableRuns(command);
  const started = runner && name !== null ? runner(command.args, name.toLowerCase()) : NONE;
  return given.length > 0 ? [...given, ...started] : started;
}

/** Name of a package given to a package runner: `@scope/name@1.2` is `name`. */
export function packageName(word: BuiltWord): string | null {
  const name = commandName(word);
  return name === null ? null : name.replace(/(?<=.)@[^@]{0,100}$/, '');
}
