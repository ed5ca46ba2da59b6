import { classifyDestination } from '../knowledge/destinations.ts';
import type { DestinationClass } from '../knowledge/destinations.ts';
import { isMetadataHost } from '../knowledge/hosts.ts';
import { isForeignService, isOwnService } from '../knowledge/own-services.ts';
import { calleeOf, enclosingFunction, isCall, isWrapper, nameOf } from '../surfaces/javascript/ast.ts';
import type { JsNode } from '../surfaces/javascript/ast.ts';
import type { Flow, UrlPattern, ValueModel } from '../surfaces/javascript/index.ts';
import { NEW_TOKEN } from '../surfaces/javascript/made-tokens.ts';
import { TYPED } from '../surfaces/javascript/typed-input.ts';
import { INSTANCE_CREDENTIALS } from '../surfaces/javascript/taint-sources.ts';
import { isAnswered } from '../surfaces/javascript/patched.ts';
import { enumerates, readsUnknownEntry, storedCredential } from '../surfaces/javascript/storage.ts';

/** What is wrong with data that leaves: a message of no-data-exfiltration. */
export type SentVerdict = 'sent' | 'dns' | 'hostile' | 'encoded' | 'several' | 'foreign' | 'credential' | 'copied' | 'secret';

interface Context {
  readonly model: ValueModel;
  readonly file: { readonly path: string };
  readonly strict: boolean;
}

/** Where a password, a code or a token belongs. */
const LOGIN = /\/(?:secrets?|(?:[a-z]{2,20}-)?keys?|vault|variables?)(?:\/|$)|log-?[io]n|auth|sign-?(?:in|up)|token|session|regist|password|passwd|account|users?\b|oauth|credential|connect|verify|reset|identity|saml|otp|mfa|2fa|invite|activate|graphql|rpc/i;

/** Where an application keeps a copy of what it stores. */
const KEPT_COPY = /\/(?:back-?ups?|sync|snapshots?|preferences|settings|migrat(?:e|ions?))(?:\/|$)/i;

/** Headers that hold the key of a service. */
const KEY_HEADER = /auth|key|token|secret/i;

/** A server tells the name of its host on the connections that it took over: the greeting of a mail server. */
function isGreeting({ source, sink }: Flow): boolean {
  return source.name === 'os.hostname' && sink.call.origins.some((origin) => origin.startsWith('tls.TLSSocket'));
}

/** The class of a destination that is completely known; `null` when nobody can tell. */
function classOf(destination: UrlPattern | null): DestinationClass | null {
  return destination?.host?.complete ? classifyDestination({ scheme: destination.scheme, host: destination.host.value, path: destination.path }) : null;
}

/** Secret variables that leave in headers, or outside of them, by the call that sends them. */
type SecretFlows = ReadonlyMap<unknown, readonly Flow[]>;

/** What leaves by each call; see {@link sentSecrets}. */
export interface Sent {
  readonly bodies: SecretFlows;
  readonly headers: SecretFlows;
}

function secretFlows(flows: readonly Flow[], inHeaders: boolean): SecretFlows {
  const byCall = new Map<unknown, Flow[]>();
  for (const flow of flows) {
    if (flow.source.kind !== 'secret' || (flow.sink.position === 'header') !== inHeaders) continue;
    const known = byCall.get(flow.sink.call.node);
    if (known) known.push(flow);
    else byCall.set(flow.sink.call.node, [flow]);
  }
  return byCall;
}

/** Gathers what `judgeFlow` compares. */
export function sentSecrets(flows: readonly Flow[]): Sent {
  return { bodies: secretFlows(flows, false), headers: secretFlows(flows, true) };
}

/** Secrets of several services in what one call hands to somebody else: a commit, a mail, an event. A command on another machine may set them there. */
export function uploadedTogether(flows: readonly Flow[]): readonly Flow[] {
  const { bodies } = sentSecrets(flows);
  return [...bodies.values()].flatMap((all) => {
    const names = oneOfEach(all).flatMap(({ source }) => source.name.split(', '));
    const isMixed = names.some((name) => !/^</.test(name) && names.some((other) => !/^</.test(other) && !isRelated(other, name)));
    return isMixed && all[0] && !all[0].sink.call.origins.some((origin) => /^(?:node-)?ssh/.test(origin)) ? [all[0]] : [];
  });
}

/** Why data must not leave like this; `null` where it may. */
export function judgeFlow(flow: Flow, sent: Sent, context: Context): SentVerdict | null {
  const { source, sink, destination } = flow;
  const { strict } = context;
  // The name of a host that comes from some variable is looked up as it stands.
  if (sink.kind === 'dns') return source.name === '<dynamic>' && !strict ? null : 'dns';
  const kind = classOf(destination);
  if (source.kind === 'traffic' && (kind === null || kind === 'inside' || isAnswered(sink.call.node))) return null;
  if (kind === 'collection' || kind === 'address') return 'hostile';
  switch (source.kind) {
    case 'file':
    case 'command':
      if (source.name === INSTANCE_CREDENTIALS && isUsed(flow)) return null;
      // A token file read for the request it belongs to.
      return strict || sink.position !== 'header' || !KEY_HEADER.test(sink.path.at(-1) ?? '') ? 'sent' : null;
    case 'host':
      return strict || (sink.position !== 'header' && !isGreeting(flow)) ? 'sent' : null;
    case 'cookie':
      if ((kind !== null && kind !== 'inside' && sink.position !== 'header') || isInHost(flow) || isToPeer(flow)) return 'sent';
      return strict ? 'secret' : null;
    case 'traffic':
      return strict || !isTold(flow) ? 'copied' : null;
    case 'credential':
      return judgeCredential(flow, kind, context);
    case 'storage':
      return judgeStorage(flow, context);
    default:
      return judgeSecret(flow, sent, kind, context);
  }
}

/** What a machine asks its cloud with, and what it then proves itself with to the services of that cloud. */
function isUsed({ sink, destination }: Flow): boolean {
  const host = destination?.host?.value;
  return (host !== undefined && isMetadataHost(host)) || (sink.position === 'header' && KEY_HEADER.test(sink.path.at(-1) ?? ''));
}

/** What a page says on its console goes to whoever keeps its errors; a hook may ask for the token that it then adds. */
function isTold({ source, destination }: Flow): boolean {
  return source.name.includes('console.') || /csrf|xsrf|refresh|oauth|token|session|log-?in/i.test(destination?.path ?? '');
}

/** `https://${document.cookie}.host.example`: the name of the host is the message. */
function isInHost({ destination, sink }: Flow): boolean {
  return sink.position === 'url' && /^[a-z]{2,5}:\/\/\$\{\}\./.test(destination?.text.display ?? '');
}

/** A data channel between browsers, whose other end is nowhere in the text. */
function isToPeer({ sink }: Flow): boolean {
  return sink.call.origins.some((origin) => origin.includes('createDataChannel'));
}

/** Members of a request's options that hold a body or a query; what is below them is the name of a field. */
const HOLDERS: ReadonlySet<string> = new Set(['body', 'data', 'json', 'form', 'params', 'query', 'searchParams', '*']);

/** An address of more parts is not read. */
const MAX_PARTS = 50;

/** The secret of a captcha, the token of a pipeline: the service that it belongs to asks for it there. */
function isOwn({ source, sink, destination }: Flow, name: string = source.name): boolean {
  if (!destination?.host?.complete) return false;
  const last = sink.path.at(-1);
  const field = sink.position === 'query' && last === undefined ? queryField(destination, source.name) : last === undefined || HOLDERS.has(last) ? null : last;
  return isOwnService({ scheme: destination.scheme, host: destination.host.value, path: destination.path, name, field, inQuery: sink.position === 'query' });
}

/** `https://host/${path}?key=${secret}`: the parameter of the only gap behind the `?` of an address, or of the only one with the secret's name; else `null`. */
function queryField({ text }: UrlPattern, name: string): string | null {
  const parts = text.parts.slice(0, MAX_PARTS + 1);
  const start = parts.findIndex((part) => typeof part === 'string' && part.includes('?'));
  const all = start < 0 || parts.length > MAX_PARTS ? [] : parts.flatMap((part, index) => (index > start && typeof part !== 'string' ? [{ index, part }] : []));
  const gaps = (all.length > 1 ? all.filter(({ part }) => part.name === name) : all).map(({ index }) => index);
  const [gap = 0] = gaps;
  const before = parts[gap - 1];
  return gaps.length === 1 && typeof before === 'string' ? (/[?&]([\w.-]{1,60})=$/.exec(before.slice(-200))?.[1] ?? null) : null;
}

/** `https://api.host/v1/search?api_key=…`: the key of an interface, given to the client and asked for in the query. */
function isKeyOfApi({ source, sink, destination }: Flow): boolean {
  return sink.position === 'query' && destination?.scheme === 'https' && /api_?key$/i.test(source.name) && /(?:^|[/.])api[/.].{0,40}\/v\d|\/api\/v\d/.test(`${destination.host?.value ?? ''}${destination.path}`.slice(0, 300));
}

/** Names of hosts that anybody may have, and what stands in the names of many files. */
const MIN_NAMESAKE = 6;

/** What services put in front of their names. Where anybody gets a name of their own (`mine.platform.app`), the platform's name says nothing. */
const OWN_LABEL = /^(?:(?:[a-z]{1,8}-)?api|app|www|push|rest|v|eu|us)\d{0,2}$/;

/**
 * `serwersmsPassword` for `api2.serwersms.pl`, or the key in a module that is named after the service it talks to:
 * `techulus-push.js`. Whoever plants a file chooses its name, so a password needs more.
 */
function isCalledAfterHost({ source, destination }: Flow, path: string): boolean {
  const labels = destination?.host?.complete ? destination.host.value.toLowerCase().split('.') : [];
  const label = labels.at(-2) ?? '';
  if (label.length < MIN_NAMESAKE || !labels.slice(0, -2).every((other) => OWN_LABEL.test(other))) return false;
  const file = /key$/i.test(source.name) ? path.slice(path.lastIndexOf('/') + 1).toLowerCase() : '';
  return [source.name.toLowerCase(), file].some((name) => name.replaceAll(/[^a-z\d]/g, '').startsWith(label.replaceAll('-', '')));
}

function judgeCredential(flow: Flow, kind: DestinationClass | null, { strict, file }: Context): SentVerdict | null {
  const { sink, destination } = flow;
  // What the code signs itself is made for whom it is sent to.
  if (sink.position === 'header' || flow.source.name === NEW_TOKEN) return null;
  // A gateway hands the header of its client on, for some services in the body, but in no address.
  if (!strict && /^authorization$/i.test(flow.source.name) && sink.position !== 'query') return null;
  if (isOwn(flow)) return strict ? 'secret' : null;
  const isLogin = LOGIN.test(destination?.text.display ?? '') || isKeyOfApi(flow) || (flow.source.name !== TYPED && isCalledAfterHost(flow, file.path));
  if (kind !== null && kind !== 'inside' && !isLogin) return 'credential';
  return strict && (sink.position === 'url' || sink.position === 'query' || !isLogin) ? 'secret' : null;
}

/** One entry of a browser's storage is for strict, all of them together are what nobody but a backup needs. */
function judgeStorage(flow: Flow, { model, strict }: Context): SentVerdict | null {
  if (flow.sink.position === 'header') return null;
  const kind = classOf(flow.destination);
  const isOutside = kind !== null && kind !== 'inside' && !LOGIN.test(flow.destination?.text.display ?? '');
  if (isOutside && flow.encoded && storedCredential(model, flow.source.node) !== null) return 'encoded';
  // A page goes back to the address that it kept.
  if (!strict && flow.sink.position === 'url' && flow.destination?.text.parts.some((part) => typeof part === 'string') !== true) return null;
  if (!isWholeStorage(flow, model)) return strict ? 'secret' : null;
  return strict || !KEPT_COPY.test(flow.destination?.path ?? '') ? 'sent' : null;
}

/** Keys of that many services in the headers of one request: a gateway takes its own and that of the service behind it. */
const MANY = 3;

const MAX_CHOICE = 20;

/** `env.GH_TOKEN || env.GITHUB_TOKEN`, `isTest ? env.A : env.B`: the whole choice that an expression is one of. */
function choiceOf(node: JsNode): JsNode {
  let at = node;
  for (let depth = 0; depth < MAX_CHOICE; depth += 1) {
    const parent = at.parent ?? null;
    const isOne = isWrapper(parent) || (parent?.type === 'LogicalExpression' && parent['operator'] !== '&&') || (parent?.type === 'ConditionalExpression' && parent['test'] !== at);
    if (!parent || !isOne) break;
    at = parent;
  }
  return at;
}

/** Of secrets of which only one is sent, the first. */
function oneOfEach(flows: readonly Flow[]): readonly Flow[] {
  const first = new Map<JsNode, Flow>();
  for (const flow of flows) {
    const choice = choiceOf(flow.source.node);
    if (!first.has(choice)) first.set(choice, flow);
  }
  return [...first.values()];
}

/** Secrets of which each belongs to another service than all others. */
function unrelatedCount(names: readonly string[]): number {
  const kept: string[] = [];
  for (const name of new Set(names)) if (!/^<|,/.test(name) && kept.length < MANY && kept.every((other) => !isRelated(other, name))) kept.push(name);
  return kept.length;
}

/** A secret in a header whose name does not say which service it belongs to: `x-openai-api-key` does. */
function isUnnamed({ source, sink }: Flow): boolean {
  const service = (source.name.split('_')[0] ?? '').toLowerCase();
  return sink.position === 'header' && !(sink.path.at(-1) ?? '').toLowerCase().includes(service);
}

/** Headers that every client sends, and that nobody asks a key in. */
const DISGUISE = /^(?:x-)?(?:trace|request|correlation|span)-?(?:id|info|data|context)?$|^(?:user-agent|referer|accept(?:-\w{1,10})?|if-none-match|etag|via|x-forwarded-\w{1,10}|x-(?:cache|debug|meta|data|version|info))$/i;

/** True inside of `new Proxy(object, { get(target, name) { … } })`. */
function isInTrap(node: JsNode): boolean {
  const fn = enclosingFunction(node);
  const made = fn?.parent?.type === 'Property' ? fn.parent.parent?.parent : null;
  return isCall(made) && nameOf(calleeOf(made)) === 'Proxy';
}

function judgeSecret(flow: Flow, { bodies, headers }: Sent, kind: DestinationClass | null, { strict }: Context): SentVerdict | null {
  const { source, sink, encoded, destination } = flow;
  if (sink.position === 'header') {
    if (kind !== null && kind !== 'inside' && DISGUISE.test(sink.path.at(-1) ?? '')) return 'encoded';
    const carried = kind === null || kind === 'inside' ? [] : oneOfEach((headers.get(sink.call.node) ?? []).filter(isUnnamed)).map((other) => other.source.name);
    return isUnnamed(flow) && unrelatedCount(carried) >= MANY ? 'several' : null;
  }
  // A trap of a proxy is called for every variable that somebody reads.
  if (source.name === '<dynamic>') return isInTrap(source.node) ? 'several' : strict ? 'secret' : null;
  if (encoded) return 'encoded';
  const choice = choiceOf(source.node);
  const others = oneOfEach((bodies.get(sink.call.node) ?? []).filter((other) => choiceOf(other.source.node) !== choice));
  const names = [...others.map((other) => other.source.name), source.name].flatMap((name) => name.split(', ')).filter((name) => name !== '<dynamic>');
  if (names.some((name) => names.some((other) => !isRelated(other, name))) && !names.every((name) => isOwn(flow, name))) return 'several';
  const host = destination?.host?.complete ? destination.host.value : null;
  if (host !== null && names.some((name) => isForeignService({ host, path: destination?.path ?? '', name }))) return 'foreign';
  return strict ? 'secret' : null;
}

/** All that the browser stores for the page, at once or entry by entry; not one entry of it. */
function isWholeStorage({ source }: Flow, model: ValueModel): boolean {
  if (source.name === 'AsyncStorage') return model.findWord('getAllKeys').length > 0;
  if (!/^(?:local|session)Storage$/.test(source.name)) return false;
  const member = source.node.parent;
  return member?.type !== 'MemberExpression' || (readsUnknownEntry(model, member) && enumerates(model, source.name));
}

/** `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` belong to one service; `CLIENT_SECRET` belongs to any. */
export function isRelated(a: string, b: string): boolean {
  const first = (name: string): string => name.split('_')[0] ?? '';
  return a === b || first(a) === first(b) || /^(?:CLIENT|APP|API|OAUTH|AUTH|ACCESS|REFRESH|SECRET|TOKEN|PASSWORD|USER)(?:_|$)/.test(a) || /^(?:CLIENT|APP|API|OAUTH|AUTH|ACCESS|REFRESH|SECRET|TOKEN|PASSWORD|USER)(?:_|$)/.test(b);
}
