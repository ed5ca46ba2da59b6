import { CURL_VALUES } from '../../../knowledge/commands.ts';
import { knownOutput } from '../known-output.ts';
import type { Command, Word } from '../model.ts';
import { readOptions } from '../options.ts';
import type { Request, Sent } from './network.ts';

const MAX_CONFIGURATION = 8192;
const MAX_LINES = 200;
/** A line of a configuration of curl: `url = "https://…"`, `data=@x`, `--upload-file x`. */
const LINE = /^\s{0,40}-{0,2}([a-z][a-z-]{1,30}|[a-zA-Z])\s{0,9}[=:\s]\s{0,9}"?(.{0,2000}?)"?\s{0,40}$/;

/** The arguments of curl with those that it reads from its standard input (`-K -`), where that is known. */
export function configuredArguments(command: Command): readonly Word[] {
  const { args } = command;
  const readsInput = args.some(({ value }, index) => /^(?:-K-|--config=-)$/.test(value) || (value === '-' && /^(?:-[a-zA-Z]{0,8}K|--config)$/.test(args[index - 1]?.value ?? '')));
  if (!readsInput) return args;
  const text = command.input?.text ?? knownOutput(command.upstream) ?? '';
  const given: Word[] = [];
  for (const line of text.slice(0, MAX_CONFIGURATION).split(/\n|\\n/, MAX_LINES)) {
    const [, name = '', value = ''] = LINE.exec(line) ?? [];
    const option = name.length === 1 ? `-${name}` : `--${name}`;
    const word = (written: string): Word => ({ value: written, text: written, isStatic: true, variables: [], nested: [], range: command.range });
    if (CURL_VALUES.has(option)) given.push(word(option), word(value));
    else if (option === '--url') given.push(word(value));
  }
  return [...args, ...given];
}

const PLACES: ReadonlySet<string> = new Set(['issue', 'pr', 'release', 'discussion']);
const WRITES: ReadonlySet<string> = new Set(['create', 'comment', 'edit', 'review']);

/** `gh gist create`, `gh api`, `gh issue comment`: what publishes its arguments. */
export function publishes(first: string | undefined, second: string | undefined): boolean {
  return first === 'api' || (first === 'gist' && second === 'create') || (PLACES.has(first ?? '') && WRITES.has(second ?? ''));
}

const GH_BODIES = new Set(['-b', '--body', '-n', '--notes', '-t', '--title', '-f', '--raw-field', '-F', '--field', '--input', '--body-file', '--notes-file', '-H', '--header', '-X', '--method', '-R', '--repo', '-q', '--jq', '--template', '-l', '--label', '-B', '--base']);

/** What `gh` writes into an issue, a release or a request of its own: texts, and files that it reads. A variable there is the request's own business. */
export function published(command: Command, name: string): Request {
  const isApi = command.args[0]?.value === 'api';
  const options = readOptions(command.args.slice(isApi ? 1 : 2), GH_BODIES);
  const pick = (names: readonly string[]): readonly Word[] => names.flatMap((option) => options.values.get(option) ?? []);
  const texts = pick(isApi ? ['-f', '--raw-field', '-F', '--field'] : ['-b', '--body', '-n', '--notes', '-t', '--title']);
  const files = [...pick(isApi ? ['--input'] : ['-F', '--body-file', '--notes-file']), ...(isApi ? pick(['-F', '--field']).flatMap(fieldFile) : [])];
  const parts = [...texts.map((word): Sent => ({ word, role: word.nested.length > 0 ? 'body' : 'login' })), ...files.filter(({ value }) => value !== '-').map((word): Sent => ({ word, role: 'file' }))];
  return { command, name, urls: [], sent: parts, sendsInput: files.some(({ value }) => value === '-'), outputs: [], options, isDns: false };
}

/** `-F content=@file`. */
function fieldFile(word: Word): readonly Word[] {
  const at = word.value.indexOf('=@');
  return at < 0 ? [] : [{ ...word, value: word.value.slice(at + 2), text: word.text.slice(word.text.indexOf('=@') + 2) }];
}

/** `az storage blob upload --file x`, `upload-batch --source x`. */
export function uploaded(command: Command, name: string): Request {
  const options = readOptions(command.args.slice(3), new Set(['-f', '--file', '-s', '--source', '-c', '--container-name', '-n', '--name', '-d', '--destination', '--account-name', '--account-key', '--connection-string', '--data']));
  const files = ['-f', '--file', '-s', '--source'].flatMap((option) => options.values.get(option) ?? []);
  return { command, name, urls: [], sent: files.map((word): Sent => ({ word, role: 'file' })), sendsInput: false, outputs: [], options, isDns: false };
}
