import { matchesAllowList, matchesHost } from '../core/allow-list.ts';
import { codePaths } from '../core/code-path.ts';
import { defineRule } from '../core/define-rule.ts';
import type { JavaScriptFacts } from '../core/define-rule.ts';
import { hostList } from '../core/option-lists.ts';
import { callsGivenChat } from '../core/own-places.ts';
import { judgeFlow, sentSecrets, uploadedTogether } from '../core/sent-data.ts';
import type { Sent } from '../core/sent-data.ts';
import { judgeSentWord, sentByCommands } from '../core/sent-commands.ts';
import { shellFindings } from '../core/shell-findings.ts';
import { sinkPlace } from '../core/sink-place.ts';
import { findSentSecrets } from '../core/workflow-leaks.ts';
import { isForeignService, leadsToChat } from '../knowledge/own-services.ts';
import { originSet } from '../surfaces/javascript/index.ts';
import type { ArgView, Flow } from '../surfaces/javascript/index.ts';
import { sensitiveName } from '../surfaces/javascript/taint-sources.ts';
import { findExfiltration } from '../surfaces/shell/detect/index.ts';

const messages = {
  sent: 'This sends {{name}} out through {{sink}}. Nothing outside needs it: remove this, and rotate what was sent.',
  dns: 'This sends {{name}} out inside a DNS query, a way around every proxy. Remove it.',
  hostile: 'This sends {{name}} to {{host}}, a place where stolen data is collected. Remove it and rotate the secret.',
  encoded: 'This encodes {{name}} before {{sink}} sends it, to hide it from whoever looks. Remove it.',
  several: 'Unrelated secrets ({{name}}) leave together through {{sink}}. A service gets its own key only.',
  foreign: 'This sends {{name}} to {{host}}, the address of another service. A service gets its own key only: remove it, and rotate what was sent.',
  credential: 'This sends {{name}} to {{host}}, to an address that is no login. Remove it, or allow the host in the policy.',
  copied: 'This copies {{name}} to {{host}}, beside where it belongs. Remove this, and rotate what was sent.',
  secret: 'This sends {{name}} in the {{position}} of {{sink}}. Send it in a header, to a host that the policy allows.',
} as const;

interface Options {
  readonly allowedHosts: readonly string[];
}
type Facts = JavaScriptFacts<keyof typeof messages, Options>;

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
    schema: { allowedHosts: hostList('Hosts that may receive secrets: exact names, `*.domain` or globs.') },
    defaults: { allowedHosts: [] },
  },
  strict: true,
  inCalmCode: false,
  javascript: (facts) => {
    const flows = facts.model.flows({ from: ['secret', 'credential', 'file', 'host', 'cookie', 'storage', 'traffic', 'command'], to: ['network', 'dns'] }).filter(({ source }) => !isNoSecret(source, facts));
    // A mail, a bucket or an issue may well hold a single value, but not a credential file.
    for (const { source, sink } of facts.model.flows({ from: ['file', 'command'], to: ['upload'] })) facts.report({ at: sinkPlace(sink), message: 'sent', data: { name: source.name, sink: sink.label } });
    for (const { source, sink } of uploadedTogether(facts.model.flows({ from: ['secret'], to: ['upload'] }).filter(({ source }) => !isNoSecret(source, facts)))) facts.report({ at: sinkPlace(sink), message: 'several', data: { name: source.name, sink: sink.label } });
    checkAttachments(facts);
    checkCommands(facts);
    const sent = sentSecrets(flows);
    for (const flow of flows) {
      const message = isInside(flow, facts) || isAddressing(flow) || isOwnAddress(flow) ? null : judgeFlow(flow, sent, facts);
      if (message === null) continue;
      const { source, sink, destination } = flow;
      facts.report({ at: sinkPlace(sink), message, data: { name: (message === 'several' ? sentTogether(flow, sent) : source.name).replace('<dynamic>', 'a variable'), sink: sink.label, host: destination?.host?.value ?? 'another host', position: sink.position } });
    }
  },
  shell: ({ file, commands, options, policy, strict, report }) => {
    const allowed = [...policy.allowedHosts, ...options.allowedHosts];
    for (const { finding, text, at } of shellFindings(commands, findExfiltration)) {
      // `text=Backup of $(hostname) is done`: people who run several machines want to know which one it was.
      if (!strict && finding.kind === 'host' && finding.role !== 'dns' && !finding.encoded && callsGivenChat(finding.command, text)) continue;
      if ((finding.level === 'low' && !strict) || (finding.host !== '' && matchesHost(finding.host, allowed)) || (finding.kind === 'variable' && matchesAllowList(finding.label, policy.allowedNames))) continue;
      const data = { name: finding.label.replace(/^The /, 'the '), sink: finding.detail, host: finding.host };
      report({ at, message: finding.role === 'dns' ? 'dns' : finding.hostile === 'collection' || finding.hostile === 'address' ? 'hostile' : finding.encoded ? 'encoded' : 'sent', data });
    }
    const workflow = file.kind === 'workflow' || file.kind === 'action' ? file.settings() : null;
    for (const { name, range, isStrict, sent } of workflow ? findSentSecrets(file, workflow) : []) {
      if ((isStrict && !strict) || (sent.host !== '' && matchesHost(sent.host, allowed)) || matchesAllowList(name, policy.allowedNames)) continue;
      const data = { name, sink: sent.request.name, host: sent.host };
      report({ at: range, message: sent.role === 'dns' ? 'dns' : sent.hostile === 'collection' || sent.hostile === 'address' ? 'hostile' : sent.encoded ? 'encoded' : 'sent', data });
    }
  },
});

/** `exec(`dig ${process.env.TOKEN}.host.example`)`. */
function checkCommands({ model, file, strict, options, policy, report }: Facts): void {
  const allowed = [...policy.allowedHosts, ...options.allowedHosts];
  for (const found of sentByCommands(model, () => file.notableCommands())) {
    const { flow, sent, at } = found;
    const message = matchesHost(sent.host, allowed) || isNoSecret(flow.source, { policy }) ? null : judgeSentWord(found, strict);
    if (message !== null) report({ at, message, data: { name: flow.source.name, sink: sent.request.name, host: sent.host === '' ? 'another host' : sent.host, position: 'text' } });
  }
}

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

/** The names of the secrets that one call sends. */
function sentTogether({ sink }: Flow, { bodies, headers }: Sent): string {
  const flows = [bodies, headers].flatMap((known) => known.get(sink.call.node) ?? []);
  return [...new Set(flows.map(({ source }) => source.name))].slice(0, 4).join(', ');
}

/** True for what the policy says is no secret although it is named like one. */
function isNoSecret({ kind, name }: Flow['source'], { policy }: Pick<Facts, 'policy'>): boolean {
  return policy.allowedNames.length > 0 && (kind === 'secret' || kind === 'credential') && name.split(', ').every((part) => matchesAllowList(part, policy.allowedNames));
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
  return source.kind === 'secret' && sink.position === 'url' && destination?.host?.complete === true && leadsToChat(`https://${destination.host.value}${destination.path}`) && isInPath(sink, source.name) && !isForeignService({ host: destination.host.value, path: destination.path, name: source.name });
}

/** What stands behind the question mark of an address is content. */
function isInPath({ call }: Flow['sink'], name: string): boolean {
  const parts = call.args[0]?.text().parts ?? [];
  const query = parts.findIndex((part) => typeof part === 'string' && part.includes('?'));
  return query < 0 || !parts.slice(query).some((part) => typeof part !== 'string' && (part.name === name || part.origin?.endsWith(`.${name}`) === true));
}

/** `dns.lookup(os.hostname())`: the machine asks for its own address, and nothing is added to the name. */
function isOwnAddress({ source, sink }: Flow): boolean {
  return sink.kind === 'dns' && source.name === 'os.hostname' && sink.call.args[0]?.origins().includes('os.hostname()') === true;
}
