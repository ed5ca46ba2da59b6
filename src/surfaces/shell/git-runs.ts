import type { Mark } from '../mapped-text.ts';
import { readOptions } from './options.ts';
import type { Inner } from './runners.ts';
import type { Word } from './model.ts';
import type { BuiltCommand, BuiltWord, State } from './state.ts';
import { tailWord } from './wrappers.ts';

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));
const NONE: readonly Inner[] = [];
const sh = (word: BuiltWord | undefined): readonly Inner[] => (word ? [{ kind: 'script', wrapper: 'git', words: [word], dialect: 'sh', input: false }] : NONE);

/** Git settings whose value is a command line; of the last two kinds only behind an exclamation mark. */
const GIT_COMMANDS = /^(?:core\.(?:sshcommand|fsmonitor|editor|pager|askpass|gitproxy)|sequence\.editor|diff\.external|gpg\.program|interactive\.difffilter|uploadpack\.packobjectshook|(?:diff|merge|filter|difftool|mergetool|gpg|browser|man|trailer)\..{1,200}\.(?:command|textconv|cmd|driver|clean|smudge|process|program)|pager\..{1,100}|(alias\..{1,100}|submodule\..{1,300}\.update|credential\.(?:.{1,300}\.)?helper))$/i;

/** Options of git itself that take a value. */
export const GIT_VALUES: ReadonlySet<string> = set('-C -c --git-dir --work-tree --namespace --exec-path --super-prefix --config-env');
const CONFIG_VALUES: ReadonlySet<string> = set('-f --file --blob -t --type --default --value --comment --url');

/** A setting that a command gives git, and the word that holds its value. */
export interface GitSetting<W> {
  readonly key: string;
  readonly value: W;
}

const PARAMETER = /'([^'=\s]{1,600})(?:'=')?=?([^']{0,2000})'/g;
const MAX_SETTINGS = 50;

/** Settings in the environment: `GIT_CONFIG_KEY_0` with `GIT_CONFIG_VALUE_0`, `GIT_CONFIG_PARAMETERS="'key=value'"`. */
export function environmentSettings<W extends { readonly value: string; readonly text: string }>(assignments: readonly { readonly name: string; readonly value: W }[]): readonly GitSetting<W>[] {
  const found: GitSetting<W>[] = [];
  for (const { name, value } of assignments.slice(0, 200)) {
    if (!name.startsWith('GIT_CONFIG_') || found.length >= MAX_SETTINGS) continue;
    if (name === 'GIT_CONFIG_PARAMETERS') {
      for (const [, key = '', text = ''] of value.value.slice(0, 8192).matchAll(PARAMETER)) found.push({ key, value: { ...value, value: text, text } });
    } else if (name.startsWith('GIT_CONFIG_KEY_')) {
      const given = assignments.find((other) => other.name === name.replace('KEY', 'VALUE'));
      if (given) found.push({ key: value.value, value: given.value });
    }
  }
  return found;
}

/** `NAME=value` words of `export` and its like. */
export function declared(args: readonly BuiltWord[]): readonly { readonly name: string; readonly value: BuiltWord }[] {
  return args.flatMap((word) => {
    const equals = word.value.indexOf('=');
    return equals > 0 ? [{ name: word.value.slice(0, equals), value: tailWord(word, equals + 1) }] : [];
  });
}

/** The command line in a setting that git starts. */
export function settingRuns({ key, value }: GitSetting<BuiltWord>): readonly Inner[] {
  const match = GIT_COMMANDS.exec(key.slice(0, 600));
  if (!match) return NONE;
  if (value.value.startsWith('!')) return sh(tailWord(value, 1));
  return match[1] === undefined ? sh(value) : NONE;
}

/** Options of subcommands whose value is a command line. */
const OPTION_RUNS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['rebase', set('-x --exec')],
  ['clone', set('-u --upload-pack')],
  ['fetch', set('--upload-pack')],
  ['pull', set('--upload-pack')],
  ['fetch-pack', set('--upload-pack --exec')],
  ['ls-remote', set('--upload-pack --exec')],
  ['push', set('--receive-pack --exec')],
  ['send-pack', set('--receive-pack --exec')],
  ['archive', set('--exec')],
  ['difftool', set('-x --extcmd')],
  ['grep', set('-O --open-files-in-pager')],
  ['filter-branch', set('--env-filter --tree-filter --index-filter --parent-filter --msg-filter --commit-filter --tag-name-filter --setup')],
]);

/** Of the words behind `git config`: the setting and its value, also behind `set`. */
export function configWords<W extends Word>(words: readonly W[]): readonly W[] {
  return readOptions(words, CONFIG_VALUES).operands.filter((word, at) => !(at === 0 && word.value === 'set'));
}

const isSetting = ({ value }: BuiltWord): boolean => value.includes('=');
const toSetting = (word: BuiltWord): GitSetting<BuiltWord> => ({ key: word.value.slice(0, word.value.indexOf('=')), value: tailWord(word, word.value.indexOf('=') + 1) });

/** `git config alias.x '!…'`, `git -c core.pager=… log`, `git rebase -x …`: what Git runs later or at once. */
export function gitRuns(args: readonly BuiltWord[]): readonly Inner[] {
  const global = readOptions(args, GIT_VALUES, true);
  const [verb, ...rest] = global.operands;
  const given = (global.values.get('-c') ?? []).filter(isSetting).map(toSetting);
  const inner = [...given.flatMap(settingRuns)];
  const alias = given.findLast(({ key }) => key.toLowerCase() === `alias.${verb?.value.toLowerCase() ?? ''}`);
  if (alias) inner.push(...aliasRuns(alias.value, rest));
  if (!verb) return inner;
  switch (verb.value) {
    case 'config': {
      const [key, value] = configWords(rest);
      return key && value ? [...inner, ...settingRuns({ key: key.value, value })] : inner;
    }
    case 'bisect':
      return rest[0]?.value === 'run' && rest[1] ? [...inner, { kind: 'argv', wrapper: 'git', words: rest.slice(1), input: false }] : inner;
    case 'submodule': {
      const each = rest.findIndex(({ value }) => value === 'foreach');
      const [first, ...others] = each < 0 ? [] : readOptions(rest.slice(each + 1), new Set(), true).operands;
      return first ? [...inner, ...(others.length === 0 ? sh(first) : [{ kind: 'argv', wrapper: 'git', words: [first, ...others], input: false } as const])] : inner;
    }
    default:
      return [...inner, ...optionRuns(verb.value, rest)];
  }
}

function optionRuns(verb: string, rest: readonly BuiltWord[]): readonly Inner[] {
  const names = OPTION_RUNS.get(verb);
  if (!names) return NONE;
  const { values } = readOptions(rest, verb === 'clone' ? new Set([...names, '-c', '--config', '-b', '--branch', '-o', '--origin', '--depth']) : names);
  const settings = verb === 'clone' ? [...(values.get('-c') ?? []), ...(values.get('--config') ?? [])].filter(isSetting).map(toSetting) : [];
  return [...settings.flatMap(settingRuns), ...[...names].flatMap((name) => values.get(name) ?? []).flatMap((word) => (word.value.startsWith('-') ? NONE : sh(word)))];
}

/** An alias with the words behind it: `!command`, or a subcommand with options. */
function aliasRuns(alias: BuiltWord, rest: readonly BuiltWord[]): readonly Inner[] {
  if (alias.value.startsWith('!')) return NONE; // the setting has been read as a command line
  const marks: readonly Mark[] = [[0, alias.marks[0]?.[1] ?? alias.range[0]], ...alias.marks.map(([text, source]): Mark => [text + GIT.length, source])];
  const word = { ...alias, value: GIT + alias.value, text: GIT + alias.text, marks };
  return [{ kind: 'script', wrapper: 'git', words: [word, ...rest], dialect: 'sh', input: false }];
}
const GIT = 'git ';
const ALIAS_KEY = /^alias\.([\w-]{1,100})$/i;
const MAX_ALIAS = 2000;

/** Keeps an alias that `git config alias.x …` makes, for commands that use it later in the text. */
export function rememberAlias({ args }: BuiltCommand, state: State): void {
  if (args[0]?.value !== 'config') return;
  const [key, value] = configWords(args.slice(1));
  const name = ALIAS_KEY.exec(key?.value.slice(0, 200) ?? '')?.[1];
  if (name !== undefined && value && !value.value.startsWith('!') && value.value.length < MAX_ALIAS) (state.aliases ??= new Map()).set(GIT + name.toLowerCase(), value.value);
}

/** What `git x` runs when the text has made `x` an alias. */
export function knownAlias({ args }: BuiltCommand, state: State): readonly Inner[] {
  if (state.aliases === null) return NONE;
  const [verb, ...rest] = readOptions(args, GIT_VALUES, true).operands;
  const text = verb?.isStatic === true ? state.aliases.get(GIT + verb.value.toLowerCase()) : undefined;
  return verb && text !== undefined ? aliasRuns({ ...verb, value: text, text, marks: [[0, verb.range[0]]] }, rest) : NONE;
}
