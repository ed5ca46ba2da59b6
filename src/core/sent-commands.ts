import type { Flow, Hole, JsCommandText, ValueModel } from '../surfaces/javascript/index.ts';
import type { SourceRange } from '../surfaces/mapped-text.ts';
import { findSentWords } from '../surfaces/shell/detect/index.ts';
import type { SentWord } from '../surfaces/shell/detect/index.ts';
import type { CommandText } from '../surfaces/shell/index.ts';
import type { SentVerdict } from './sent-data.ts';

/** Data that code puts into a command which sends it. */
export interface SentByCommand {
  readonly flow: Flow;
  readonly sent: SentWord;
  readonly at: SourceRange;
}

const KINDS = ['secret', 'credential', 'file', 'host', 'cookie', 'command'] as const;
/** Flows and command texts that are compared with each other. */
const MAX_COMPARED = 200;

/** Secrets, sensitive files and facts about the machine in the words that `curl`, `nslookup` and their like send: `exec(`dig ${token}.host`)`. */
export function sentByCommands(model: ValueModel, commands: () => readonly CommandText[]): readonly SentByCommand[] {
  const flows = model.flows({ from: KINDS, to: ['command'] }).slice(0, MAX_COMPARED);
  if (flows.length === 0) return [];
  const words = commands().filter(({ source }) => source.holes.length > 0).slice(0, MAX_COMPARED).flatMap((text) => findSentWords(text.script).map((sent) => ({ sent, text })));
  if (words.length === 0) return [];
  return flows.flatMap((flow) => {
    const commandTexts = model.commandTexts().filter(({ call }) => call.node === flow.sink.call.node);
    const found = words.find(({ sent, text }) => commandTexts.some((command) => carries(sent, text, flow, command)));
    return found ? [{ flow, sent: found.sent, at: found.text.source.toSource(...found.sent.word.range) }] : [];
  });
}

/** True when the data stands in a word that a command sends. */
function carries({ word }: SentWord, { source }: CommandText, flow: Flow, command: JsCommandText): boolean {
  const isSame = source.text === command.source.text && source.toSource(0, 1)[0] === command.source.toSource(0, 1)[0];
  const carriers = carrying(flow, command);
  return source.holes.some(([start, end], index) => {
    if (start < word.range[0] || end > word.range[1]) return false;
    const place = source.toSource(start, end);
    return carriers.some((hole) => (isSame && command.holes[index] === hole) || (place[0] < hole.range[1] && hole.range[0] < place[1]));
  });
}

/** The unknown parts of a command that hold the data: the only one, or those that name where it comes from. */
function carrying({ source }: Flow, { holes }: JsCommandText): readonly Hole[] {
  if (holes.length < 2) return holes;
  return holes.filter(({ origin, range }) => (range[0] <= source.range[0] && source.range[1] <= range[1]) || (origin !== null && (origin.endsWith(`.env.${source.name}`) || origin === `${source.name}()`)));
}

/** A known host, and what is unknown behind it: no name of a host, and no login in front of one. */
const BEHIND_HOST = /^[a-z][a-z\d+.-]{1,20}:\/\/[^\uE000/?#]{1,260}[/?#]/i;

/** Why such data must not leave; `null` where it may: what a header or a login holds belongs to the service that is asked. */
export function judgeSentWord({ flow, sent }: SentByCommand, strict: boolean): SentVerdict | null {
  const { kind, name } = flow.source;
  const { role, hostile, word } = sent;
  // A host whose name is in a variable is looked up as it stands.
  if (role === 'dns') return /^\uE000?(?:\.(?:local|lan|internal|localdomain|home|corp|intranet)\.?)?$/i.test(word.value) || name === '<dynamic>' ? null : 'dns';
  if (hostile === 'collection' || hostile === 'address') return 'hostile';
  if (role === 'header' || role === 'login' || (role === 'url' && !BEHIND_HOST.test(word.value))) return null;
  if (kind === 'file' || kind === 'command' || kind === 'host') return 'sent';
  if (flow.encoded || sent.encoded) return 'encoded';
  return strict ? 'secret' : null;
}
