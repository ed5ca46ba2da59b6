import { registryKind } from '../../knowledge/registries.ts';
import { isReservedHost, parseUrl } from '../../knowledge/hosts.ts';
import { isKnownInstaller } from '../../knowledge/installers.ts';
import type { OrderClass, OrderWeight } from '../../knowledge/prompt-injection.ts';
import type { SourceRange } from '../mapped-text.ts';

/** Text that leads to a package or a place that it does not look like. `anchor` is where the sentence around it is judged. */
export interface Lure {
  readonly class: Extract<OrderClass, 'bait' | 'mismatch' | 'diagram' | 'command' | 'backdoor' | 'exfiltration'>;
  readonly weight: OrderWeight;
  readonly range: SourceRange;
  readonly anchor: number;
}

const MAX_LURES = 50;
/** Installing what an address or another index holds, or for the whole machine. */
const INSTALL = /\b(?:(?:npx|bunx|pnpm dlx|yarn dlx)(?: -{1,2}[a-z]{1,20}){0,3} (https?:\/\/[^\s`"')]{1,300})|pip3? install [^\n`]{0,120}?--(?:extra-)?index-url[ =](https?:\/\/[^\s`"')]{1,300})|npm (?:i|install)(?: -{1,2}[a-z]{1,20}){0,2} (?:-g|--global)\b[^\n`]{0,60})/g;
const IMPERATIVE = /(?:\b(?:run|execute|install|use|add|call|invoke|start with|type|ejecuta|ejecute|exécute|exécutez|führe|starte|installiere|instala|esegui)\b|运行|执行|安装|выполни|запусти|установи)[^.\n]{0,60}$/i;
/** Where pull requests and repositories are tried out. */
const USUAL_HOSTS = /(?:^|\.)(?:pkg\.pr\.new|github\.com|gitlab\.com|githubusercontent\.com|pytorch\.org|nvidia\.com|jsr\.io)$/;

/** Orders to install a package from elsewhere, links that show another host, diagrams with addresses. */
export function findLures(text: string, isCode: boolean): readonly Lure[] {
  if (isCode) return findDiagramAddresses(text);
  return [...findBait(text), ...findPipes(text), ...findLeaks(text), ...findMismatches(text), ...findForeignScripts(text)];
}

function findBait(text: string): Lure[] {
  const found: Lure[] = [];
  INSTALL.lastIndex = 0;
  for (let match = INSTALL.exec(text); match && found.length < MAX_LURES; match = INSTALL.exec(text)) {
    const [all, direct, index] = match;
    const host = parseUrl(direct ?? index ?? '')?.host.toLowerCase() ?? '';
    if (host !== '' && (registryKind(host) !== null || USUAL_HOSTS.test(host) || isReservedHost(host))) continue;
    // The order stands in front of the code span that holds the command.
    const anchor = text.charAt(match.index - 1) === '`' ? match.index - 2 : match.index;
    if (!IMPERATIVE.test(text.slice(Math.max(0, anchor - 100), Math.max(0, anchor + 1)))) continue;
    found.push({ class: 'bait', weight: direct === undefined ? 'hint' : 'decisive', range: [match.index, match.index + all.length], anchor: Math.max(0, anchor) });
  }
  return found;
}

const PIPE = /\b(?:curl|wget|iwr|irm) [^\n`|]{1,400}\|\s{0,4}(?:sudo\s{1,4})?(?:ba|z)?(?:sh|python3?|node|iex)\b/g;

/** `run \`curl … | sh\``: an order to run a download that is no well-known installer. */
function findPipes(text: string): Lure[] {
  const found: Lure[] = [];
  PIPE.lastIndex = 0;
  for (let match = PIPE.exec(text); match && found.length < MAX_LURES; match = PIPE.exec(text)) {
    const url = parseUrl(/https?:\/\/[^\s"'|)]{1,300}/.exec(match[0])?.[0] ?? '');
    if (!url || isReservedHost(url.host) || isKnownInstaller(url.host, url.path)) continue;
    const anchor = text.charAt(match.index - 1) === '`' ? match.index - 2 : match.index;
    if (!IMPERATIVE.test(text.slice(Math.max(0, anchor - 100), Math.max(0, anchor + 1)))) continue;
    found.push({ class: 'command', weight: 'hint', range: [match.index, match.index + match[0].length], anchor: Math.max(0, anchor) });
  }
  return found;
}

/** A program that sends; where none is named, no command is looked for. */
const SENDER = /\b(?:curl|wget|ncat|nc|iwr|irm|Invoke-WebRequest|Invoke-RestMethod)\b/g;
const MAX_COMMAND = 300;
/** Files and listings that hold every secret at once; one variable in a header is how requests are signed. */
const HOARD = String.raw`(?:[~/\w.-]{0,60}(?:\.ssh\/|\.aws\/|\.gnupg|\.kube\/|\.docker\/config|\.(?:bash|zsh)_history\b|\.netrc|\.npmrc|\.pypirc|\.git-credentials|\.env(?![\w.]*(?:example|sample|template))\b|\bid_(?:rsa|ed25519)\b(?!\.pub)|\/etc\/(?:passwd|shadow)\b)|\bprintenv\b|\benv\s{0,3}(?=\|)|\bprocess\.env\b(?![.[]))`;
const PIPED_IN = new RegExp(`${HOARD}[^\\n]{0,160}\\|[^|\\n]{0,20}$`);
const SENT_ALONG = new RegExp(`^[^\\n|;]{0,160}(?:\\s(?:-d|-F|-T|--data[a-z-]{0,10}|--form|--upload-file|--post-file|--body-file|-Body|-InFile)[ =]?["']?[\\w=]{0,20}[@<]?|\\$\\(|<\\s?)[^\\n|;]{0,30}?${HOARD}`);

/** A command in a sentence or a code span that hands a file of secrets to a program that sends. */
function findLeaks(text: string): Lure[] {
  const found: Lure[] = [];
  SENDER.lastIndex = 0;
  for (let match = SENDER.exec(text); match && found.length < MAX_LURES; match = SENDER.exec(text)) {
    const before = text.slice(Math.max(0, match.index - MAX_COMMAND), match.index);
    const lead = before.slice(Math.max(before.lastIndexOf('`'), before.lastIndexOf('\n')) + 1);
    const rest = text.slice(match.index, match.index + MAX_COMMAND).split(/[`\n]/, 1)[0] ?? '';
    if (!PIPED_IN.test(lead) && !SENT_ALONG.test(rest)) continue;
    const start = match.index - lead.length;
    const anchor = Math.max(0, text.charAt(start - 1) === '`' ? start - 2 : start);
    if (!IMPERATIVE.test(text.slice(Math.max(0, anchor - 100), anchor + 1)) && !IMPERATIVE.test(lead.split(/\b(?:cat|tar|printenv|env|base64|zip)\b/, 1)[0] ?? '')) continue;
    found.push({ class: 'exfiltration', weight: 'decisive', range: [start, match.index + rest.length], anchor });
  }
  return found;
}

const SCRIPT_TAG = /<script\s[^<>]{0,200}?\bsrc\s{0,3}=\s{0,3}["']?((?:https?:)?\/\/[^\s"'>]{1,300})/gi;
const PLANTING = /\b(?:add|insert|include|inject|append|put|embed|place)\b[^.\n]{0,60}$/i;

/** `add <script src="https://…">`: whoever owns the address has a way into what is made. */
function findForeignScripts(text: string): Lure[] {
  const found: Lure[] = [];
  SCRIPT_TAG.lastIndex = 0;
  for (let match = SCRIPT_TAG.exec(text); match && found.length < MAX_LURES; match = SCRIPT_TAG.exec(text)) {
    const url = match[1] ?? '';
    const host = parseUrl(url.startsWith('//') ? `https:${url}` : url)?.host ?? '';
    if (host === '' || isReservedHost(host) || !PLANTING.test(text.slice(Math.max(0, match.index - 100), match.index))) continue;
    found.push({ class: 'backdoor', weight: 'hint', range: [match.index, match.index + match[0].length], anchor: match.index });
  }
  return found;
}

const SHOWN_ADDRESS = /\[https?:\/\/([\w.-]{3,200})[^\]\n]{0,200}\]\(<?$/;

/** `[https://a.example](https://b.example)`. */
function findMismatches(text: string): Lure[] {
  const found: Lure[] = [];
  for (let at = text.indexOf('](http'); at >= 0 && found.length < MAX_LURES; at = text.indexOf('](http', at + 6)) {
    const lead = text.slice(Math.max(0, at - 400), at + 2);
    const shown = SHOWN_ADDRESS.exec(lead.slice(Math.max(0, lead.lastIndexOf('['))))?.[1];
    const target = parseUrl(text.slice(at + 2, at + 600).split(/[)\s]/, 1)[0] ?? '')?.host;
    if (shown === undefined || target === undefined || target === '' || domainOf(shown) === domainOf(target)) continue;
    found.push({ class: 'mismatch', weight: 'hint', range: [at - lead.length + 2 + lead.lastIndexOf('['), at + 2 + target.length], anchor: at });
  }
  return found;
}

/** The last two labels; three where the last two are short, as in `co.uk`. */
function domainOf(host: string): string {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.').slice(-4);
  const [third = '', second = '', last = ''] = labels.slice(-3).length === 3 ? labels.slice(-3) : ['', ...labels.slice(-2)];
  return second.length <= 3 && last.length === 2 && third !== '' ? `${third}.${second}.${last}` : `${second}.${last}`;
}

const DIAGRAM = /^[ \t]{0,20}(?:click[ \t]{1,9}[^\n]{1,200}?"https?:\/\/[^"\n]{1,300}"|%%\{\s{0,9}init[^\n]{0,400}?https?:\/\/[^"'\s]{1,300})/gim;

/** Addresses that a Mermaid diagram opens or loads. */
function findDiagramAddresses(text: string): Lure[] {
  if (!/^[`~]{3,9}[ \t]{0,9}mermaid\b/i.test(text)) return [];
  const found: Lure[] = [];
  DIAGRAM.lastIndex = 0;
  for (let match = DIAGRAM.exec(text); match && found.length < MAX_LURES; match = DIAGRAM.exec(text)) {
    found.push({ class: 'diagram', weight: 'hint', range: [match.index, match.index + match[0].length], anchor: match.index });
  }
  return found;
}
