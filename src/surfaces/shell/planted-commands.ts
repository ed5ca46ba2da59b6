import { cutWord, readOptions } from './options.ts';
import type { BuiltWord } from './state.ts';

const MCP_VALUES: ReadonlySet<string> = new Set('-e --env -s --scope -t --transport -H --header --timeout --description --include-tools --exclude-tools --cwd --bearer-token-env-var --url --client-id --callback-port'.split(' '));
const MAX_JSON = 16 * 1024;
const MAX_WORDS = 100;
const NONE: readonly BuiltWord[] = [];

/**
 * The command line of a server that an agent's client is told to start: `claude mcp add NAME -- COMMAND …`,
 * `gemini mcp add NAME COMMAND …`, `claude mcp add-json NAME '{"command": …}'`. Sources: the clients' manuals.
 */
export function serverCommand(args: readonly BuiltWord[]): readonly BuiltWord[] {
  const at = args.findIndex(({ value }) => value === 'mcp');
  const verb = at < 0 || at > 3 ? '' : (args[at + 1]?.value ?? '');
  const rest = args.slice(at + 2);
  if (verb === 'add-json') return jsonCommand(rest.find(({ value }) => value.trimStart().startsWith('{')));
  if (verb !== 'add') return NONE;
  const dashes = rest.findIndex(({ value }) => value === '--');
  if (dashes >= 0) return rest.slice(dashes + 1);
  // Options may stand before the name and behind it; those behind the command are its own.
  const named = readOptions(rest, MCP_VALUES, true).operands;
  const started = readOptions(named.slice(1), MCP_VALUES, true).operands;
  return /^[a-z][a-z+.-]{1,20}:\/\//i.test(started[0]?.value ?? '') ? NONE : started;
}

/** Command and arguments in the JSON of a server, each at the place of the whole. */
export function jsonCommand(word: BuiltWord | undefined): readonly BuiltWord[] {
  if (!word?.isStatic || word.value.length > MAX_JSON) return NONE;
  let server: unknown;
  try {
    server = JSON.parse(word.value);
  } catch {
    return NONE;
  }
  const { command, args } = Object(server) as { command?: unknown; args?: unknown };
  const texts = [command, ...(Array.isArray(args) ? (args as unknown[]).slice(0, MAX_WORDS) : [])];
  if (typeof command !== 'string' || command === '') return NONE;
  return texts.filter((text): text is string => typeof text === 'string').map((text) => ({ ...word, value: text, text, marks: [[0, word.range[0]]] }));
}

/** Texts that become scripts of a manifest: `npm pkg set scripts.test="…"`, `npm set-script test "…"`. */
export function manifestScripts(args: readonly BuiltWord[]): readonly BuiltWord[] {
  const words = args.filter(({ value }) => !value.startsWith('-'));
  if (words[0]?.value === 'set-script') return words.slice(2, 3);
  if (words[0]?.value !== 'pkg' || words[1]?.value !== 'set') return NONE;
  return words.slice(2, 2 + MAX_WORDS).flatMap((word) => {
    const head = /^scripts(?:\.[\w:.-]{1,60}|\[[^\]\n]{1,60}\])=/.exec(word.value)?.[0];
    return head === undefined ? [] : [cutWord(word, head.length)];
  });
}

/** The same by `jq '.scripts.test = "…"'`: the text stands in the second group. */
export const JQ_SCRIPTS = /\bscripts(?:\.[\w:-]{1,60}|\.?\["[\w:.-]{1,60}"\])\s{0,3}\|?=\s{0,3}(")((?:[^"\\\n]|\\.){1,1000})"/g;
/** `sed 's/"test": ".*"/"test": "…"/' package.json` */
export const SED_SCRIPTS = /"[\w:.-]{1,60}"\s{0,3}:\s{0,3}(")((?:[^"\\\n]|\\.){1,1000})"/g;
