import type { Command, CommandScript, Word } from '../model.ts';
import { nestedIn } from './flow.ts';
import { readOptions } from '../options.ts';
import { positionOf } from './types.ts';

interface Place {
  readonly command: Command;
  readonly script: CommandScript;
  /** Folders that the command itself names: `-C`, `--git-dir`. */
  readonly named: readonly Word[];
}

/** What a folder's own copy is put to: the branch of the other side, as it was just fetched. */
const FETCHED = /^(?:(?:origin|upstream)(?:\/|$)|(?:refs\/)?remotes\/|FETCH_HEAD$|@\{u(?:pstream)?\}$)/;
/** Where a script usually stands already: naming the folder leads nowhere else. */
const OWN_FOLDER = /^["']?\$\{?(?:PWD|OLDPWD|INIT_CWD|GITHUB_WORKSPACE|CI_PROJECT_DIR|CLAUDE_PROJECT_DIR|WORKSPACE)\b/;
/** Commands that tell where the script stands or lies. */
const HERE = /^(?:git|pwd|dirname|readlink|realpath|cd|get-location)$/;
const OTHER_FOLDER = /^["']?(?:\/(?!\*|$)|~\/\.[\w-]|\$(?:HOME|\{HOME\})\/\.[\w-]|\$(?!HOME\b|\{HOME\}))/;

/**
 * True for work on a copy that no person edits: a folder elsewhere that the text names (what is deployed, a cache, a
 * tool's own installation), put to what was just fetched, or whose history is dropped by its name.
 */
export function isOfMirror(kind: string, rest: readonly Word[], { command, script, named }: Place): boolean {
  if (kind === 'history-rewrite') return named.length > 0 && named.every(isElsewhere);
  if (kind !== 'hard-reset') return false;
  const target = rest.find(({ value }) => !value.startsWith('-'));
  if (!target || !FETCHED.test(target.value) || !fetchesBefore(command, script)) return false;
  const places = named.length > 0 ? named : enteredFolder(command, script);
  return places.length > 0 && places.every(isElsewhere);
}

function isElsewhere(word: Word): boolean {
  const { text, nested } = word;
  return (OTHER_FOLDER.test(text) || nested.length > 0) && !OWN_FOLDER.test(text) && !nestedIn(word).some(({ name }) => name === null || HERE.test(name));
}

const MAX_BEFORE = 200;

function before(command: Command, script: CommandScript): readonly Command[] {
  const index = positionOf(command, script);
  return script.commands.slice(Math.max(0, index - MAX_BEFORE), Math.max(0, index));
}

function fetchesBefore(command: Command, script: CommandScript): boolean {
  return before(command, script).some(({ name, args }) => name === 'git' && args.some(({ value }) => /^(?:fetch|clone|update)$/.test(value)));
}

/** The folder that was entered last. */
function enteredFolder(command: Command, script: CommandScript): readonly Word[] {
  const entered = before(command, script).findLast(({ name }) => name === 'cd' || name === 'pushd');
  return entered ? readOptions(entered.args, new Set()).operands.slice(0, 1) : [];
}
