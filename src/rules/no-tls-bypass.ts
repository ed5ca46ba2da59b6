import { defineRule } from '../core/define-rule.ts';
import type { RuleFacts } from '../core/define-rule.ts';
import { exportedVariables } from '../core/exported-variables.ts';
import { shellFindings } from '../core/shell-findings.ts';
import { isLoopbackHost, parseUrl } from '../knowledge/hosts.ts';
import { isTestFile } from '../knowledge/test-files.ts';
import { TLS_CLIENTS, TLS_CONNECTION, TLS_HOST_LISTS, TLS_OPTIONS, TLS_SETTINGS, TLS_VARIABLES } from '../knowledge/tls.ts';
import { isUnder, scalarText, walkSettings } from '../surfaces/settings/index.ts';
import { findTlsBypass } from '../surfaces/shell/detect/index.ts';
import { HOLE } from '../surfaces/shell/index.ts';
import { originSet } from '../surfaces/javascript/index.ts';
import type { ArgView, ObjectView, ValueModel } from '../surfaces/javascript/index.ts';
import { memberName } from '../surfaces/javascript/ast.ts';
import { isAskedFor } from '../surfaces/javascript/asked-for.ts';
import { assignmentsTo, builtAssignmentsTo, definitionsOf, environmentWrites, isExpectation, isLocalOptions, objectsWithMember } from '../surfaces/javascript/named.ts';
import { statementCalls } from '../surfaces/javascript/shapes.ts';
import { dockerfileTree } from '../surfaces/settings/dockerfile-tree.ts';
import type { SettingNode } from '../surfaces/settings/index.ts';
import { TextGroup } from '../surfaces/text-index.ts';

const BLOCKED: ReadonlySet<string> = new Set(['deny', 'disallow', 'blocked', 'forbidden']);

type TlsOff = (typeof TLS_OPTIONS)[number][1];
type Message = 'option' | 'variable' | 'command';

/** Clients whose options are read whatever way their names are written. */
const CLIENTS = originSet(Object.fromEntries(TLS_CLIENTS.map((name) => [name, true])));

/** Browsers whose switches are given in code, and what a switch is called. Sources: the documentation of Electron, Puppeteer and Playwright. */
const BROWSERS = originSet({ 'electron.app.commandLine.appendSwitch': 'switch', 'electron.app.on': 'event', 'electron.session.defaultSession.setCertificateVerifyProc': 'verify', 'electron.session.fromPartition().setCertificateVerifyProc': 'verify', 'puppeteer.launch': 'args', 'puppeteer-core.launch': 'args', 'playwright.chromium.launch': 'args' } as const);
const SWITCH = /^(?:--)?ignore-certificate-errors(?:-spki-list)?(?:=|$)/;

/** What a name that is put together from pieces holds in one of them. */
const PIECE = 'uthorized';
/** One of these stands in every file that names an option or a variable. */
const NAMES = new TextGroup([...TLS_OPTIONS.map(([name]) => name), ...TLS_VARIABLES.keys(), PIECE]);
const CONNECTIONS = new TextGroup(TLS_CONNECTION.map(([word]) => word));
/** Where the proxies of development servers are set up. */
const PROXY_FILE = /(?:\.config|setupProxy|proxy\.conf)\.[cm]?[jt]s$/;
const MAX_CONNECTIONS = 200;
const MAX_LENGTH = 2000;

export default defineRule<Message>({
  name: 'no-tls-bypass',
  docs: {
    description: 'disallow switching certificate checks off',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [295],
  },
  messages: {
    option: '{{name}} switches certificate checks off: anybody on the way can read and change the traffic. Add the missing certificate instead.',
    variable: '{{name}} switches certificate checks off for the whole process. Add the missing certificate instead (NODE_EXTRA_CA_CERTS for Node.js).',
    command: '{{name}} makes {{command}} accept any certificate. Add the missing certificate instead.',
  },
  strict: true,
  inCalmCode: ({ textIndex }, path) => textIndex.hasAny(NAMES) || textIndex.hasAny(CONNECTIONS) || PROXY_FILE.test(path),
  javascript: ({ model, file, strict, report: tell }) => {
    // What only those get who ask for it is for strict, as in shell.
    const report: typeof tell = (finding) => {
      const at = Array.isArray(finding.at) ? model.nodeAt(Number(finding.at[0])) : null;
      if (strict || !isAskedFor(model, at)) tell(finding);
    };
    const isTest = isTestFile(file.path);
    const seen = new Set<number>();
    const option = (object: ObjectView, name: string, isOff: TlsOff): void => {
      const entry = object.entry(name);
      if (!entry || seen.has(entry.keyRange[0]) || !isOffValue(entry.value, isOff) || asserts(model, entry.value, isOff) || isLocalOptions(model, object) || (isTest && isExpectation(object))) return;
      seen.add(entry.keyRange[0]);
      report({ at: [entry.keyRange[0], Math.max(entry.value.range[1], entry.keyRange[1])], message: 'option', data: { name } });
    };
    const clients = model.calls(CLIENTS).flatMap(({ args }) => args.flatMap((arg) => optionObjects(arg.object())));
    const isNamed = model.textIndex.hasAny(NAMES);
    for (const [name, isOff, level] of isNamed || clients.length > 0 ? TLS_OPTIONS : []) {
      if (level === 'strict' && !strict) continue;
      const writes = [...assignmentsTo(model, name), ...(name === 'rejectUnauthorized' ? builtAssignmentsTo(model, name, PIECE) : []), ...definitionsOf(model, name)];
      // `options.name = this.name`: what `this.name` is given is told, or asked for, where it stands.
      const given = writes.filter(({ value }) => memberName(value.node) !== name);
      for (const object of objectsWithMember(model, name)) if (given.length === 0 || memberName(object.get(name)?.node) !== name) option(object, name, isOff);
      for (const object of clients) option(object, name, isOff);
      for (const { value, range } of given.length > 0 ? given : writes) if (isOffValue(value, isOff) && !asserts(model, value, isOff)) report({ at: range, message: 'option', data: { name } });
    }
    checkConnections(model, report);
    checkBrowsers(model, strict, report);
    if (strict) checkProxies(model, report);
    const written = environmentWrites(model);
    for (const { name, value, range } of written) if (isOffText(name, value)) report({ at: range, message: 'variable', data: { name } });
    for (const { name, value, range } of isNamed ? exportedVariables(model) : []) if (TLS_VARIABLES.get(name)?.test(value) === true) report({ at: range, message: 'variable', data: { name } });
    for (const name of isNamed ? TLS_VARIABLES.keys() : []) {
      // `const { env } = process; env.NAME = '0'`: the name says enough.
      for (const { value, range } of assignmentsTo(model, name)) if (isOffText(name, value) && !written.some((write) => write.range[0] === range[0])) report({ at: range, message: 'variable', data: { name } });
      for (const object of objectsWithMember(model, name)) {
        const entry = object.entry(name);
        if (entry && isOffText(name, entry.value)) report({ at: [entry.keyRange[0], entry.value.range[1]], message: 'variable', data: { name } });
      }
    }
  },
  shell: ({ commands, strict, report }) => {
    for (const { finding, at } of shellFindings(commands, findTlsBypass)) {
      if (finding.level === 'low' && !strict) continue;
      if (finding.kind === 'variable') report({ at, message: 'variable', data: { name: finding.label } });
      else report({ at, message: 'command', data: { name: finding.label, command: finding.detail || 'the command' } });
    }
  },
  settings: (facts) => checkSettings(facts.root, facts),
  textKinds: ['dockerfile'],
  text: (facts) => checkSettings(dockerfileTree(facts.file.text), facts),
});

/** `mongodb://host/?tlsInsecure=true`. */
function checkConnections(model: ValueModel, report: RuleFacts<Message, object>['report']): void {
  for (const { which, indexes } of model.textIndex.findGroup(CONNECTIONS)) {
    const pattern = TLS_CONNECTION[which]?.[1];
    for (const { range, text } of pattern ? model.stringsAt(indexes.slice(0, MAX_CONNECTIONS)) : []) {
      const given = text.text.slice(0, MAX_LENGTH);
      // `${url}?sslmode=no-verify`, `url + '?sslmode=no-verify'`
      const isAdded = /^[?&]/.test(given.startsWith(HOLE) ? given.slice(1) : given);
      const found = isAdded || /^[a-z][\w+.-]{0,40}:\/\//i.test(given) ? pattern?.exec(given) : null;
      const host = found ? (isAdded ? '' : parseUrl(given)?.host) : undefined;
      if (found && host !== undefined && !isLoopbackHost(host)) report({ at: range, message: 'option', data: { name: found[1] ?? '' } });
    }
  }
}

/** `proxy: { '/api': { target: 'https://host', secure: false } }`. Source: the documentation of http-proxy, which Vite and webpack use. */
function checkProxies(model: ValueModel, report: RuleFacts<Message, object>['report']): void {
  for (const object of objectsWithMember(model, 'secure')) {
    const entry = object.entry('secure');
    const target = object.get('target')?.url();
    if (entry?.value.boolean() === false && target?.scheme === 'https' && !target.isLoopback) report({ at: [entry.keyRange[0], entry.value.range[1]], message: 'option', data: { name: 'secure: false' } });
  }
}

/** An application that shows pages whatever their certificate; a browser for tests is often told to, so that is for strict. */
function checkBrowsers(model: ValueModel, strict: boolean, report: RuleFacts<Message, object>['report']): void {
  for (const call of model.calls(BROWSERS)) {
    const kind = BROWSERS.match(call)?.data;
    const [first, second] = call.args;
    const given = kind === 'args' ? (first?.object()?.get('args')?.array()?.items ?? []) : first ? [first] : [];
    const off = kind === 'event' ? undefined : given.slice(0, 100).find((arg) => SWITCH.test(arg.text().constant ?? ''));
    if (off && (kind === 'switch' || strict)) report({ at: off, message: 'command', data: { name: 'ignore-certificate-errors', command: 'the browser' } });
    if (kind === 'verify' && first && acceptsAll(model, first, (answer) => answer.number() === 0)) report({ at: call, message: 'option', data: { name: 'setCertificateVerifyProc' } });
    if (kind === 'event' && first?.text().constant === 'certificate-error' && second && acceptsAll(model, second)) report({ at: call, message: 'option', data: { name: 'certificate-error' } });
  }
}

/** `(event, …, callback) => { event.preventDefault(); callback(true); }`, `(request, callback) => callback(0)`, whatever was asked. */
function acceptsAll(model: ValueModel, handler: ArgView, isYes = (answer: ArgView): boolean => answer.boolean() === true): boolean {
  const fn = handler.fn();
  const callback = fn?.params.at(-1);
  if (!fn || fn.hasBranch || callback === null || callback === undefined) return false;
  return statementCalls(model, fn).some(({ callee, args }) => callee === callback && args[0] !== undefined && isYes(args[0]));
}

/** An options object and those inside it, as `connect` of undici and `httpsAgent` of axios. */
function optionObjects(object: ObjectView | null, depth = 0): ObjectView[] {
  if (!object || depth > 2) return [];
  return [object, ...object.entries.slice(0, 100).flatMap(({ value }) => optionObjects(value.object(), depth + 1))];
}

function checkSettings(root: SettingNode, { report }: RuleFacts<Message, object>): void {
  for (const node of walkSettings(root)) {
    if (node.key === 'unsafeHttpWhitelist' && node.members.some((item) => typeof item.value === 'string' && !isLoopbackHost(item.value))) report({ at: node.keyRange, message: 'option', data: { name: node.key } });
    if (node.kind === 'array' && TLS_HOST_LISTS.has(String(node.key)) && node.members.some(({ value }) => typeof value === 'string' && !isLoopbackHost(bareHost(value)))) report({ at: node.keyRange, message: 'option', data: { name: String(node.key) } });
    if (node.kind === 'object' || node.kind === 'array') continue;
    const [key, value] = settingOf(node);
    const isOff = key === '' ? undefined : (TLS_SETTINGS.get(key.toLowerCase()) ?? TLS_VARIABLES.get(key));
    if (isOff?.test(value) !== true || isUnder(node, BLOCKED) || (/trusted[-_]host$|insecure_host$/i.test(key) && isLoopbackHost(bareHost(value)))) continue;
    report({ at: node.keyRange, message: TLS_VARIABLES.has(key) ? 'variable' : 'option', data: { name: key } });
  }
}

/** Without the port. */
const bareHost = (host: string): string => host.replace(/:\d{1,5}$/, '');

/** Name and value of a member, of a pair `{ name, value }`, or of an item such as `NAME=value` in a list of variables. */
function settingOf(node: SettingNode): readonly [key: string, value: string] {
  const value = scalarText(node);
  const name = node.key === 'value' ? node.parent?.get('name')?.value : undefined;
  if (typeof node.key === 'string') return [typeof name === 'string' ? name : node.key, value];
  const equals = value.length < 1000 ? value.indexOf('=') : -1;
  return equals > 0 && (/^env/i.test(String(node.parent?.key ?? '')) || node.parent?.parent?.key === 'env') ? [value.slice(0, equals), value.slice(equals + 1)] : ['', ''];
}

function isOffText(name: string, value: ArgView): boolean {
  return TLS_VARIABLES.get(name)?.test(value.text().constant ?? String(value.number() ?? value.boolean() ?? '')) === true;
}

function isOffValue(value: ArgView, isOff: TlsOff): boolean {
  if (isOff === 'function') {
    const fn = value.fn();
    return fn !== null && !fn.hasBranch && fn.returns.every((item) => item.isNullish() || item.boolean() === true);
  }
  if (isOff === 'none') return /NONE$/.test(value.text().constant ?? value.origins()[0] ?? '');
  return value.boolean() === (isOff === 'true') || value.number() === (isOff === 'true' ? 1 : 0);
}

const ASSERTION = /\bassert(?:\.[A-Za-z]{1,30})?\(([^()]{0,200})/g;

/** `(host, cert) => { assert.equal(cert.subject.CN, '127.0.0.1'); }`: a check of its own, which throws. */
function asserts(model: ValueModel, value: ArgView, isOff: TlsOff): boolean {
  const fn = isOff === 'function' ? value.fn() : null;
  if (!fn) return false;
  const text = model.text.slice(fn.range[0], Math.min(fn.range[1], fn.range[0] + MAX_LENGTH));
  return [...text.matchAll(ASSERTION)].some(([, given = '']) => given.split(/[^\w$]{1,20}/).some((word) => word !== '' && fn.params.includes(word)));
}
