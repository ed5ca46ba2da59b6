import { leadsToChat } from '../knowledge/own-services.ts';
import type { TextPattern } from '../surfaces/javascript/index.ts';
import type { Command, CommandText, Word } from '../surfaces/shell/index.ts';
import { isUnwatched } from './shell-findings.ts';

/** `https://api.telegram.org/bot/sendMessage`: the empty text that stands in for a missing secret leads nowhere. */
const NO_SECRET = /^https:\/\/(?:api\.telegram\.org\/bot|discord(?:app)?\.com\/api\/webhooks\/)(?:undefined)?\//;
const ENVIRONMENT = /^(?:global:)?(?:process\.env|import\.meta\.env|Deno\.env\.get|Bun\.env)\b/;

/** True for the address of a chat without its secret. */
export function isChatOfNobody(url: string): boolean {
  return NO_SECRET.test(url);
}

/** A chat whose secret the environment gives: the project's own, whatever is sent there. What must not be sent is told by other rules. */
export function isChatOfEnvironment({ parts: [lead, secret] }: TextPattern): boolean {
  return typeof lead === 'string' && leadsToChat(lead, true) && typeof secret === 'object' && secret.origin !== null && ENVIRONMENT.test(secret.origin);
}

const CHAT_VARIABLE = /\/(?:bot|webhooks\/|services\/)(?:\$\{?([A-Za-z_]\w{0,100})\}?|\$\{\{\s{0,9}(?:secrets|vars|env)\.\w{1,100}\s{0,9}\}\})(?:\/|$|["'])/;

/** The same in a command: a secret of the workflow, or a variable that the text does not set itself. */
export function isGivenChat(word: Word | undefined, command: CommandText): boolean {
  const match = word ? CHAT_VARIABLE.exec(command.source.text.slice(...word.range).slice(0, 2000)) : null;
  return match !== null && (match[1] === undefined || !isSet(match[1], command));
}

/** True for a command with the address of such a chat, which a person starts or a workflow runs. */
export function callsGivenChat({ args }: Command, text: CommandText): boolean {
  return !isUnwatched(text) && args.slice(0, 40).some((word) => leadsToChat(word.value) && isGivenChat(word, text));
}

const answers = new WeakMap<CommandText, Map<string, boolean>>();

/** True when a text sets the variable to more than nothing: what it gets there is not known. Each variable is looked for once. */
function isSet(variable: string, command: CommandText): boolean {
  const known = answers.get(command) ?? new Map<string, boolean>();
  answers.set(command, known);
  const answer = known.get(variable) ?? setsVariable(variable, command.source.text);
  known.set(variable, answer);
  return answer;
}

function setsVariable(variable: string, text: string): boolean {
  for (let at = text.indexOf(variable); at >= 0; at = text.indexOf(variable, at + variable.length)) {
    if (!/\w/.test(text.charAt(at - 1)) && /^(?:\+?=(?!(?:''|"")?(?:\s|;|$))|\s{1,3}in\b)/.test(text.slice(at + variable.length, at + variable.length + 6))) return true;
  }
  return false;
}

/** Programs by which people log in to machines of their own and copy to them, known by an address as often as by a name. */
const LOGINS: ReadonlySet<string> = new Set(['ssh', 'scp', 'rsync', 'sftp']);

/** True for a person's login to a machine, or a copy to it, without a way back (`ssh -R`). */
export function isLogin(label: string, command: Command, host: Word | undefined, text: CommandText): boolean {
  return LOGINS.has(label) && !isUnwatched(text) && !forwards(command, host);
}

/** `ssh -R 2222:localhost:22 host`: a way back in. */
function forwards({ name, args }: Command, host: Word | undefined): boolean {
  const end = host ? args.indexOf(host) : -1;
  return name === 'ssh' && args.slice(0, end < 0 ? args.length : end).some(({ value }) => /^-[a-zA-Z]{0,12}[RDw](?:\d.{0,100})?$|^-?o?(?:Remote|Dynamic)Forward/.test(value));
}
