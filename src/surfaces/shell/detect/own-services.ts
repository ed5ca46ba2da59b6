import { parseUrl } from '../../../knowledge/hosts.ts';
import { isOwnAddress, isOwnService } from '../../../knowledge/own-services.ts';
import type { Word } from '../model.ts';
import { HOLE } from '../state.ts';
import type { Request } from './network.ts';

/** Options after which an address need not lead to the host that it names, or anybody may answer in its place. */
const REROUTES: readonly string[] = ['-k', '--insecure', '--resolve', '--connect-to', '--no-check-certificate', '--verify', '--proxy-insecure', '--dns-servers', '--unix-socket', '--abstract-unix-socket'];
const MAX_USES = 20;

/**
 * True when a request hands a secret variable only to the service that it belongs to, in the field that the service
 * reads it from: the token of a pipeline trigger, the secret of an OAuth client, the key of a captcha. `name` is what the
 * secret is called where the variable gets it from.
 */
export function goesToOwnService(request: Request, word: Word, variable: string, name: string = variable): boolean {
  const { urls, options } = request;
  if (urls.length === 0 || urls.length > MAX_USES || REROUTES.some((name) => options.flags.has(name))) return false;
  const fields = fieldsOf(word.text, variable);
  return fields !== null && fields.every((field) => urls.every((url) => isOwn(url, name, field)));
}

function isOwn(url: Word, name: string, field: string): boolean {
  const parts = parseUrl(url.value);
  if (parts && !parts.host.includes(HOLE)) return parts.userInfo === '' && isOwnService({ scheme: parts.scheme, host: parts.host, path: parts.path, name, field });
  // The output of a command may be any address.
  const written = url.nested.length === 0 && /^(?:https:\/\/)?\uE000\//.test(url.value) ? /^(?:https:\/\/)?\$\{?([A-Za-z_]\w{0,100})\}?(\/[^?#]{0,1000})/.exec(url.text) : null;
  return written !== null && isOwnAddress({ variable: written[1] ?? '', path: written[2] ?? '', name, field });
}

/** The fields that a variable stands in as their whole value (`token=$T`, `"token":"$T"`); `null` when it stands elsewhere too. */
function fieldsOf(text: string, variable: string): readonly string[] | null {
  if (variable === '') return null;
  const fields: string[] = [];
  for (let at = text.indexOf(variable); at >= 0; at = text.indexOf(variable, at + variable.length)) {
    const before = /(?:\$\{?|%|\$env:)$/i.exec(text.slice(Math.max(0, at - 5), at));
    if (!before || /^\w/.test(text.slice(at + variable.length))) continue;
    const lead = text.slice(Math.max(0, at - before[0].length - 80), at - before[0].length);
    const field = /(?:(?:^|[?&])([\w-]{1,40})=|"([\w-]{1,40})"\s{0,3}:\s{0,3}")$/.exec(lead);
    if (!field || fields.length >= MAX_USES) return null;
    fields.push(field[1] ?? field[2] ?? '');
  }
  return fields.length > 0 ? fields : null;
}
