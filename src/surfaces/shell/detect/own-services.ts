import { parseUrl } from '../../../knowledge/hosts.ts';
import { isOwnAddress, isOwnService } from '../../../knowledge/own-services.ts';
import type { Command, Word } from '../model.ts';
import { HOLE } from '../state.ts';
import type { Request } from './network.ts';
import { secretVariables } from './secrets.ts';

/** Options after which an address need not lead to the host that it names, or anybody may answer in its place. */
const REROUTES: readonly string[] = ['-k', '--insecure', '--resolve', '--connect-to', '--no-check-certificate', '--verify', '--proxy-insecure', '--dns-servers', '--unix-socket', '--abstract-unix-socket'];
const MAX_USES = 20;
const MAX_VALUE = 65_536;

/**
 * True when a request hands a secret variable only to the service that it belongs to, in the field that the service
 * reads it from: the token of a pipeline trigger, the secret of an OAuth client, the key of a captcha. `name` is what the
 * secret is called where the variable gets it from.
 */
export function goesToOwnService(request: Request, word: Word, variable: string, name: string = variable): boolean {
  const fields = fieldsOf(word.text, variable);
  return fields !== null ? isOwnRequest(request, name, fields) : heldFields(word, variable).some((field) => isOwnRequest(request, name, [field]));
}

function isOwnRequest({ urls, options }: Request, name: string, fields: readonly string[]): boolean {
  if (urls.length === 0 || urls.length > MAX_USES || REROUTES.some((flag) => options.flags.has(flag))) return false;
  return fields.every((field) => urls.every((url) => isOwn(url, name, field)));
}

/** True when all secrets that a command prints into a request go to their own service: `cat <<EOF`, `jq --arg key "$T" '{token: $key}'`. */
export function printsForOwnService(request: Request, { name, args, input }: Command): boolean {
  if (name === 'jq') return goesThroughJq(request, args);
  const secrets = [...args, ...(input ? [input] : [])].flatMap((word) => secretVariables(word).map((variable) => ({ word, variable })));
  return secrets.length > 0 && secrets.every(({ word, variable }) => goesToOwnService(request, word, variable));
}

/** A member of an object that jq makes: `token: $key`, `"token": $key`. */
const JQ_MEMBER = /(?:^|[{,\s])"?([\w-]{1,40})"?\s{0,9}:\s{0,9}$/;

function goesThroughJq(request: Request, args: readonly Word[]): boolean {
  const given = args.flatMap((word, index) => secretVariables(word).map((variable) => ({ variable, flag: args[index - 2]?.value ?? '', name: args[index - 1]?.value ?? '', isWhole: word.value === HOLE })));
  const filters = args.filter(({ isStatic, value }) => isStatic && value.includes('$')).map(({ value }) => value.slice(0, MAX_VALUE));
  return given.length > 0 && given.every(({ variable, flag, name, isWhole }) => {
    if (flag !== '--arg' || !isWhole || !/^[A-Za-z_]\w{0,60}$/.test(name)) return false;
    const before = filters.flatMap((filter) => textsBefore(filter, `$${name}`));
    return before.length > 0 && before.every((text) => {
      const field = JQ_MEMBER.exec(text)?.[1];
      return field !== undefined && isOwnRequest(request, variable, [field]);
    });
  });
}

/** The ends of what stands before each use of a name. */
function textsBefore(text: string, name: string): readonly string[] {
  const found: string[] = [];
  for (let at = text.indexOf(name); at >= 0 && found.length < MAX_USES; at = text.indexOf(name, at + name.length)) if (!/^\w/.test(text.slice(at + name.length, at + name.length + 1))) found.push(text.slice(Math.max(0, at - 80), at));
  return found;
}

/** Another name for a secret, or a text that was put together before: `DATA="token=$T"; curl -d "$DATA"`. */
const WRITTEN = /(?:^|[?&])([\w-]{1,40})=\uE000(?=$|&)|"([\w-]{1,40})"\s{0,3}:\s{0,3}"\uE000"/g;

/**
 * The fields whose whole value is unknown, one of which is the secret's when another variable gives it. Empty when the
 * variable is written in the text itself, when a command makes a part of it, or when it may be another secret's.
 */
function heldFields(word: Word, variable: string): readonly string[] {
  const value = word.value.slice(0, MAX_VALUE);
  const first = value.indexOf(HOLE);
  if (variable === '' || first < 0 || word.nested.length > 0 || isWritten(word.text, variable)) return [];
  if (value.includes(HOLE, first + 1) && secretVariables(word).some((other) => other !== variable)) return [];
  return [...value.matchAll(WRITTEN)].slice(0, MAX_USES).map((match) => match[1] ?? match[2] ?? '');
}

function isWritten(text: string, variable: string): boolean {
  for (let at = text.indexOf(variable); at >= 0; at = text.indexOf(variable, at + variable.length)) if (/[${%:]/.test(text.charAt(at - 1)) && !/^\w/.test(text.slice(at + variable.length, at + variable.length + 1))) return true;
  return false;
}

function isOwn(url: Word, name: string, field: string): boolean {
  const parts = parseUrl(url.value);
  if (parts && !parts.host.includes(HOLE)) return parts.userInfo === '' && isOwnService({ scheme: parts.scheme, host: parts.host, path: parts.path, name, field });
  // The output of a command may be any address.
  const written = url.nested.length === 0 && /^(?:https:\/\/)?\uE000\//.test(url.value) ? /^(?:https:\/\/)?\$\{?([A-Za-z_]\w{0,100})\}?(\/[^?#]{0,1000})/.exec(url.text) : null;
  return written !== null && isOwnAddress({ variable: written[1] ?? '', path: written[2] ?? '', name, field });
}

/** `token=`, `"token": "`, and `@{ token = '` of PowerShell. */
const FIELD = /(?:(?:^|[?&])([\w-]{1,40})=|"([\w-]{1,40})"\s{0,3}:\s{0,3}"|(?:@\{|;)\s{0,3}['"]?([\w-]{1,40})['"]?\s{0,3}=\s{0,3}['"]?)$/;

/** The fields that a variable stands in as their whole value (`token=$T`, `"token":"$T"`); `null` when it stands elsewhere too. */
function fieldsOf(text: string, variable: string): readonly string[] | null {
  if (variable === '') return null;
  const fields: string[] = [];
  for (let at = text.indexOf(variable); at >= 0; at = text.indexOf(variable, at + variable.length)) {
    const before = /(?:\$\{?|%|\$env:)$/i.exec(text.slice(Math.max(0, at - 5), at));
    if (!before || /^\w/.test(text.slice(at + variable.length))) continue;
    const lead = text.slice(Math.max(0, at - before[0].length - 80), at - before[0].length);
    const field = FIELD.exec(lead);
    if (!field || fields.length >= MAX_USES) return null;
    fields.push(field[1] ?? field[2] ?? field[3] ?? '');
  }
  return fields.length > 0 ? fields : null;
}
