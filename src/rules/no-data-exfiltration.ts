import { matchesHost } from '../core/allow-list.ts';
import { codePaths } from '../core/code-path.ts';
import { defineRule } from '../core/define-rule.ts';
import type { JavaScriptFacts } from '../core/define-rule.ts';
import { shellFindings } from '../core/shell-findings.ts';
import { sinkPlace } from '../core/sink-place.ts';
import { findSentSecrets } from '../core/workflow-leaks.ts';
import { classifyDestination } from '../knowledge/destinations.ts';
import type { DestinationClass } from '../knowledge/destinations.ts';
import { isForeignService, isOwnService } from '../knowledge/own-services.ts';
import { originSet } from '../surfaces/javascript/index.ts';
import type { ArgView, Flow, UrlPattern, ValueModel } from '../surfaces/javascript/index.ts';
import { isAnswered } from '../surfaces/javascript/patched.ts';
import { enumerates, readsUnknownEntry } from '../surfaces/javascript/storage.ts';
import { sensitiveName } from '../surfaces/javascript/taint-sources.ts';
import { findExfiltration } from '../surfaces/shell/detect/index.ts';

const messages = {
  sent: '{{name}} leaves through {{sink}}. Nothing outside needs it: remove this, and rotate what was sent.',
  dns: '{{name}} leaves inside a DNS query, a way around every proxy. Remove it.',
  hostile: '{{name}} is sent to {{host}}, a place where stolen data is collected. Remove it and rotate the secret.',
  encoded: '{{name}} is encoded before {{sink}} sends it, which hides it from whoever looks. Remove it.',
  several: 'Unrelated secrets ({{name}}) leave together through {{sink}}. A service gets its own key only.',
  foreign: '{{name}} goes to {{host}}, the address of another service. A service gets its own key only: remove it, and rotate what was sent.',
  credential: '{{name}} goes to {{host}}, to an address that is no login. Remove it.',
  copied: '{{name}} is copied to {{host}}, beside where it belongs. Remove this, and rotate what was sent.',
  secret: '{{name}} leaves in the {{position}} of {{sink}}. Send it in a header, to a host that the policy allows.',
} as const;

interface Options {
  readonly allowedHosts: readonly string[];
}
type Facts = JavaScriptFacts<keyof typeof messages, Options>;

/** Where a password, a code or a token belongs. */
const LOGIN = /\/(?:secrets?|(?:[a-z]{2,20}-)?keys?|vault|variables?)(?:\/|$)|log-?[io]n|auth|sign-?(?:in|up)|token|session|regist|password|passwd|account|users?\b|oauth|credential|connect|verify|reset|identity|saml|otp|mfa|2fa|invite|activate|graphql|rpc/i;

/** Where an application keeps a copy of what it stores. */
const KEPT_COPY = /\/(?:back-?ups?|sync|snapshots?|preferences|settings|migrat(?:e|ions?))(?:\/|$)/i;

/** Headers that hold the key of a service. */
const KEY_HEADER = /auth|key|token|secret/i;

export default defineRule<keyof typeof messages, Options>({
  name: 'no-data-exfiltration',
  docs: {
    description: 'disallow sending secrets, sensitive files and facts about the machine to the outside',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [200, 201, 506],
  },
  messages,
  options: {
    schema: { allowedHosts: { type: 'array', items: { type: 'string' }, description: 'Hosts that may receive secrets: exact names, `*.domain` or globs.' } },
    defaults: { allowedHosts: [] },
  },
  strict: true,
  inCalmCode: false,
  javascript: (facts) => {
    const flows = facts.model.flows({ from: ['secret', 'credential', 'file', 'host', 'cookie', 'storage', 'traffic', 'command'], to: ['network', 'dns'] });
    // A mail, a bucket or an issue may well hold a single value, but not a credential file.
    for (const { source, sink } of facts.model.flows({ from: ['file', 'command'], to: ['upload'] })) facts.report({ at: sinkPlace(sink), message: 'sent', data: { name: source.name, sink: sink.label } });
    checkAttachments(facts);
    const sent: Sent = { bodies: secretFlows(flows, false), headers: secretFlows(flows, true) };
    for (const flow of flows) if (!isInside(flow, facts) && !isAddressing(flow) && !isOwnAddress(flow)) judge(flow, sent, facts);
  },
  shell: ({ file, commands, options, policy, strict, report }) => {
    const allowed = [...policy.allowedHosts, ...options.allowedHosts];
    for (const { finding, at } of shellFindings(commands, findExfiltration)) {
      if ((finding.level === 'low' && !strict) || (finding.host !== '' && matchesHost(finding.host, allowed))) continue;
      const data = { name: finding.label, sink: finding.detail, host: finding.host };
      report({ at, message: finding.role === 'dns' ? 'dns' : finding.hostile === 'collection' || finding.hostile === 'address' ? 'hostile' : finding.encoded ? 'encoded' : 'sent', data });
    }
    const workflow = file.kind === 'workflow' || file.kind === 'action' ? file.settings() : null;
    for (const { name, range, isStrict, sent } of workflow ? findSentSecrets(file, workflow) : []) {
      if ((isStrict && !strict) || (sent.host !== '' && matchesHost(sent.host, allowed))) continue;
      const data = { name, sink: sent.request.name, host: sent.host };
      report({ at: range, message: sent.role === 'dns' ? 'dns' : sent.hostile === 'collection' || sent.hostile === 'address' ? 'hostile' : sent.encoded ? 'encoded' : 'sent', data });
    }
  },
});

/** Clients of mail and chat that read the files which they are given the paths of. Sources: Nodemailer, Resend, SendGrid, Discord. */
const MAILS = originSet({ 'nodemailer.createTransport().sendMail': true, 'resend.Resend().emails.send': true, 'discord.js.WebhookClient().send': true, 'discord.js:WebhookClient().send': true, '@slack/web-api.WebClient().files.uploadV2': true });
const MAX_ATTACHMENTS = 100;

/** `attachments: [{ path: '.env' }]`. */
function checkAttachments({ model, report }: Facts): void {
  for (const call of model.calls(MAILS)) {
    for (const arg of call.args) {
      const object = arg.object();
      const items = object ? ['attachments', 'files'].flatMap((name) => object.get(name)?.array()?.items ?? []) : [];
      for (const item of [...items.slice(0, MAX_ATTACHMENTS), ...(object?.get('file') ? [object.get('file') as ArgView] : [])]) {
        const path = item.object()?.get('path') ?? item;
        const name = codePaths(path.text()).map(sensitiveName).find((label) => label !== null);
        if (name !== undefined && name !== null) report({ at: path, message: 'sent', data: { name, sink: 'a message' } });
      }
    }
  }
}

function isInside({ destination, sink }: Flow, { policy, options }: Facts): boolean {
  if (!destination) return false;
  // A name to look up is never relative: `${token ?? ''}.host` may begin with its dot.
  if (destination.isLoopback || (destination.isRelative && sink.kind !== 'dns')) return true;
  const host = destination.host?.complete ? destination.host.value : null;
  return host !== null && matchesHost(host, [...policy.allowedHosts, ...options.allowedHosts]);
}

/** The machine's own address as the host of a request, and a bot's own token in the path of its messenger. */
function isAddressing({ source, sink, destination }: Flow): boolean {
  if (source.kind === 'host') return sink.kind === 'network' && (/^(?:host|hostname|address)$/.test(sink.path[0] ?? '') || (sink.position === 'url' && !destination?.host));
  return source.kind === 'secret' && sink.position === 'url' && destination?.host?.value === 'api.telegram.org' && destination.path.startsWith('/bot');
}

/** `dns.lookup(os.hostname())`: the machine asks for its own address, and nothing is added to the name. */
function isOwnAddress({ source, sink }: Flow): boolean {
  return sink.kind === 'dns' && source.name === 'os.hostname' && sink.call.args[0]?.origins().includes('os.hostname()') === true;
}

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

interface Sent {
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

function judge(flow: Flow, sent: Sent, facts: Facts): void {
  const { source, sink, destination } = flow;
  const data = { name: source.name, sink: sink.label, host: destination?.host?.value ?? 'another host', position: sink.position };
  const report = (message: keyof typeof messages): void => facts.report({ at: sinkPlace(sink), message, data });
  // The name of a host that comes from some variable is looked up as it stands.
  if (sink.kind === 'dns') return source.name === '<dynamic>' && !facts.strict ? undefined : report('dns');
  const kind = classOf(destination);
  if (source.kind === 'traffic' && (kind === null || kind === 'inside' || isAnswered(sink.call.node))) return undefined;
  if (kind === 'collection' || kind === 'address') return report('hostile');
  switch (source.kind) {
    case 'file':
    case 'command':
      // A token file read for the request it belongs to.
      if (facts.strict || sink.position !== 'header' || !KEY_HEADER.test(sink.path.at(-1) ?? '')) report('sent');
      return;
    case 'host':
      if (facts.strict || (sink.position !== 'header' && !isGreeting(flow))) report('sent');
      return;
    case 'cookie':
      if ((kind !== null && kind !== 'inside' && sink.position !== 'header') || isInHost(flow) || isToPeer(flow)) report('sent');
      else if (facts.strict) report('secret');
      return;
    case 'traffic':
      if (facts.strict || !isTold(flow)) report('copied');
      return;
    case 'credential':
      return judgeCredential(flow, kind, report, facts);
    default:
      return judgeSecret(flow, sent, kind, report, facts);
  }
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

function judgeCredential(flow: Flow, kind: DestinationClass | null, report: (message: keyof typeof messages) => void, { strict }: Facts): void {
  const { sink, destination } = flow;
  // A gateway hands the header of its client on, for some services in the body.
  if (sink.position === 'header' || (!strict && /^authorization$/i.test(flow.source.name))) return;
  if (isOwn(flow)) {
    if (strict) report('secret');
    return;
  }
  const isLogin = LOGIN.test(destination?.text.display ?? '') || isKeyOfApi(flow);
  if (kind !== null && kind !== 'inside' && !isLogin) report('credential');
  else if (strict && (sink.position === 'url' || sink.position === 'query' || !isLogin)) report('secret');
}

/** Keys of that many services in the headers of one request: a gateway takes its own and that of the service behind it. */
const MANY = 3;

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

function judgeSecret(flow: Flow, { bodies: flows, headers: together }: Sent, kind: DestinationClass | null, report: (message: keyof typeof messages) => void, { model, strict }: Facts): void {
  const { source, sink, encoded, destination } = flow;
  if (sink.position === 'header') {
    const carried = kind === null || kind === 'inside' ? [] : (together.get(sink.call.node) ?? []).filter(isUnnamed).map((other) => other.source.name);
    if (isUnnamed(flow) && unrelatedCount(carried) >= MANY) report('several');
    return;
  }
  if (source.name === '<dynamic>' || (source.kind === 'storage' && !isWholeStorage(flow, model))) {
    if (strict) report('secret');
    return;
  }
  if (source.kind === 'storage') return strict || !KEPT_COPY.test(destination?.path ?? '') ? report('sent') : undefined;
  if (encoded) return report('encoded');
  const others = flows.get(sink.call.node) ?? [];
  const names = [...others.map((other) => other.source.name), source.name].flatMap((name) => name.split(', ')).filter((name) => name !== '<dynamic>');
  if (names.some((name) => names.some((other) => !isRelated(other, name))) && !names.every((name) => isOwn(flow, name))) return report('several');
  const host = destination?.host?.complete ? destination.host.value : null;
  if (host !== null && names.some((name) => isForeignService({ host, path: destination?.path ?? '', name }))) return report('foreign');
  if (strict) report('secret');
}

/** All that the browser stores for the page, at once or entry by entry; not one entry of it. */
function isWholeStorage({ source }: Flow, model: ValueModel): boolean {
  if (!/^(?:local|session)Storage$/.test(source.name)) return false;
  const member = source.node.parent;
  return member?.type !== 'MemberExpression' || (readsUnknownEntry(model, member) && enumerates(model, source.name));
}

/** `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` belong to one service; `CLIENT_SECRET` belongs to any. */
function isRelated(a: string, b: string): boolean {
  const first = (name: string): string => name.split('_')[0] ?? '';
  return a === b || first(a) === first(b) || /^(?:CLIENT|APP|API|OAUTH|AUTH|ACCESS|REFRESH|SECRET|TOKEN|PASSWORD|USER)(?:_|$)/.test(a) || /^(?:CLIENT|APP|API|OAUTH|AUTH|ACCESS|REFRESH|SECRET|TOKEN|PASSWORD|USER)(?:_|$)/.test(b);
}
