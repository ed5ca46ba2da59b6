import { isSecretName } from '../../knowledge/names.ts';
import { isMetadataHost } from '../../knowledge/hosts.ts';
import { secretFile, sensitivePath } from '../../knowledge/paths.ts';
import { HOLE } from '../shell/index.ts';
import { TextGroup } from '../text-index.ts';
import { calleeOf, child, children, isCall, isFunction, isMember, memberName, nameOf, wrapped } from './ast.ts';
import type { JsNode } from './ast.ts';
import { credentialSeeds } from './credential-sources.ts';
import type { Workshop } from './workshop.ts';
import type { TaintSeed } from './taint.ts';
import { eventFileSeeds } from './event-files.ts';
import { importedVariables } from './imported-variables.ts';
import { madeTokens } from './made-tokens.ts';
import { patchedSeeds } from './patched.ts';
import { FINDERS } from './tables/files.ts';
import { CORE } from './tables/index.ts';
import { DOWNLOAD_COMMANDS, HOST_COMMANDS, SECRET_COMMANDS } from './tables/sources.ts';
import type { OriginRow } from './tables/row.ts';
import type { ValueHit } from './trace.ts';
import type { CallFact, FileOperation, FlowSource, JsCommandText, TaintKind } from './types.ts';

/** What the sources are told from. */
export interface SourceFacts {
  readonly shop: Workshop;
  readonly values: readonly ValueHit[];
  calls(): readonly CallFact[];
  fileOperations(): readonly FileOperation[];
  commandTexts(): readonly JsCommandText[];
  requestCalls(): readonly CallFact[];
}

/** Where data of a kind first appears in the file. */
export function taintSeeds(kind: TaintKind, facts: SourceFacts): readonly TaintSeed[] {
  const seeds = valueSeeds(kind, facts.values);
  switch (kind) {
    case 'environment':
    case 'secret':
      return [...valueSeeds('environment', facts.values), ...environmentCalls(facts.calls()), ...importedVariables(facts.shop)];
    case 'credential':
      return [...seeds, ...credentialSeeds(facts.shop), ...madeTokens(facts.shop, facts.calls())];
    case 'traffic':
      return patchedSeeds(facts.shop);
    case 'file':
      return [...fileOperationSeeds(facts), ...metadataSeeds(facts.requestCalls()), ...loadedSecrets(facts.shop)];
    case 'command':
      return [...seeds, ...facts.commandTexts().flatMap((command) => outputSeeds(command, 'command', SECRET_COMMANDS))];
    case 'host':
      return [...seeds, ...facts.commandTexts().flatMap((command) => outputSeeds(command, 'host', HOST_COMMANDS)), ...facts.fileOperations().flatMap(userListSeeds)];
    case 'request':
      return [...seeds, ...eventFileSeeds(facts.shop)];
    case 'decoded':
      return [...seeds, ...facts.calls().flatMap(decodedSeeds)];
    case 'download':
      return [...facts.requestCalls().flatMap(downloadSeeds), ...facts.commandTexts().flatMap((command) => outputSeeds(command, 'download', DOWNLOAD_COMMANDS))];
    default:
      return seeds;
  }
}

function valueSeeds(kind: TaintKind, values: readonly ValueHit[]): TaintSeed[] {
  const out: TaintSeed[] = [];
  for (const { node, steps, step } of values) {
    const row = (step.data as OriginRow).source;
    if (row?.kind !== kind) continue;
    const name = row.name ?? (steps.slice(1).join('.').replaceAll('.()', '') || (steps[0] ?? '').replace(/^global:@?/, ''));
    const source: FlowSource = { kind, name: kind === 'environment' ? steps.filter((name) => name !== '()').join('.') : name, range: node.range, node };
    const isPattern = node.type === 'Property' || node.parent?.type === 'ArrayPattern' || (steps.length === 1 && steps[0]?.startsWith('global:@') === true);
    const at = node.type === 'Property' ? child(node, 'value') : node;
    if (at) out.push({ source, at, isPattern, ...(isDescription(at) ? { sub: ['value'] } : {}) });
  }
  return out;
}

/** `Object.getOwnPropertyDescriptor(process, 'env')`: the value stands in `value`. */
function isDescription(node: JsNode): boolean {
  const callee = isCall(node) ? calleeOf(node) : null;
  return isMember(callee) && memberName(callee) === 'getOwnPropertyDescriptor';
}

/** `Deno.env.get('API_KEY')`, `loadEnv(mode, root, '')`, `core.getInput('api-key')` of an action. */
function environmentCalls(calls: readonly CallFact[]): TaintSeed[] {
  return calls.flatMap((call): readonly TaintSeed[] => {
    switch (call.origins[0]) {
      // With an empty prefix, `loadEnv` of Vite gives all variables of the process.
      case 'vite.loadEnv':
        return call.args[2]?.text().constant === '' ? [callSeed('environment', 'loadEnv', call)] : [];
      case '@actions/core.getInput': {
        const name = (call.args[0]?.text().constant ?? '').toUpperCase().replaceAll(/[\s-]/g, '_');
        return name === 'TOKEN' || isSecretName(name) ? [callSeed('secret', name, call)] : [];
      }
      case 'global:Deno.env.get': {
        const name = call.args[0]?.text().constant ?? '<dynamic>';
        return name === '<dynamic>' || isSecretName(name) ? [callSeed('secret', name, call)] : [];
      }
      default:
        return [];
    }
  });
}

const callSeed = (kind: TaintKind, name: string, call: CallFact): TaintSeed => ({ source: { kind, name, range: call.range, node: call.node }, at: call.node });

/** The result of a call: its value, and the second parameter of a callback (`(error, data) =>`). */
function resultSeeds(source: FlowSource, call: CallFact, isNodeCallback = true): TaintSeed[] {
  const seeds: TaintSeed[] = [{ source, at: call.node }];
  for (const arg of call.args) {
    const fn = arg.fn()?.node;
    const parameter = fn ? children(fn, 'params')[isNodeCallback ? 1 : 0] : null;
    if (parameter) seeds.push({ source, at: parameter, isPattern: true });
  }
  return seeds;
}

/** `fetch(browser.runtime.getURL('page.js'))`: a file of the extension itself. Source: WebExtensions API. */
const OWN_FILE = /(?:^|[.:])(?:runtime|extension)\.getURL\(\)$/;

/** The result of a request, the connection that it opens, and the answer that a client throws: `catch (error) { error.response.data }`. */
function downloadSeeds(call: CallFact): readonly TaintSeed[] {
  if (call.args[0]?.origins().some((origin) => OWN_FILE.test(origin)) === true) return [];
  const row = CORE.match(call)?.data.request;
  const source: FlowSource = { kind: 'download', name: 'response', range: call.range, node: call.node };
  const seeds = [...resultSeeds(source, call, row?.kind === 'dns'), ...callbackSeeds(source, call)];
  if (row?.kind === 'socket' && call.receiver) seeds.push({ source, at: call.receiver.node });
  if (call.receiver && call.origins[0] === 'global:XMLHttpRequest().open') for (const name of ['responseText', 'response']) seeds.push({ source, at: call.receiver.node, sub: [name] });
  let inner: JsNode = call.node;
  for (let outer = inner.parent, depth = 0; row?.kind === 'http' && outer && depth < MAX_TRY && !isFunction(outer); outer = outer.parent, depth += 1) {
    const handler = outer.type === 'TryStatement' && outer['block'] === inner ? child(outer, 'handler') : null;
    const parameter = handler && child(handler, 'param');
    if (parameter) return [...seeds, { source, at: parameter, sub: ['response'], isPattern: true }];
    inner = outer;
  }
  return seeds;
}

const MAX_TRY = 50;
/** What the metadata service of a cloud gives is called. */
export const INSTANCE_CREDENTIALS = 'the answer of the metadata service';
/** Where a cloud's metadata service keeps what proves who a machine is. */
const INSTANCE_SECRETS = /security-credentials|service-accounts?\/|oauth2\/token|user-data|\/token$/i;

/** What the metadata service of a cloud answers when it is asked for credentials. */
function metadataSeeds(calls: readonly CallFact[]): readonly TaintSeed[] {
  return calls.flatMap((call) => {
    const at = CORE.match(call)?.data.request?.url;
    const url = typeof at === 'number' ? call.args[at]?.url() : null;
    const isSecret = url?.host?.complete === true && isMetadataHost(url.host.value) && INSTANCE_SECRETS.test(url.path.slice(0, 500));
    return isSecret ? resultSeeds({ kind: 'file', name: INSTANCE_CREDENTIALS, range: call.range, node: call.node }, call, false) : [];
  });
}

const SECRET_MODULES = new TextGroup(['secrets.json', 'credentials.json', 'client_secret.json', 'service-account', 'serviceAccount', 'service_account', 'secrets.yml', 'secrets.yaml']);
const MAX_MODULES = 16;

/** `import secrets from './secrets.json'`, `require('./credentials.json')`: the whole, not what a member of it is used for. */
function loadedSecrets({ textIndex, uses, bindings }: Workshop): readonly TaintSeed[] {
  return textIndex.findGroup(SECRET_MODULES).flatMap(({ indexes }) => indexes.slice(0, MAX_MODULES)).flatMap((index) => {
    const literal = uses.nodeAt(index);
    const path = typeof literal?.['value'] === 'string' ? literal['value'] : null;
    const name = path !== null && path.startsWith('.') ? secretFile(path) : null;
    const load = literal?.parent;
    if (!literal || !load || name === null) return [];
    const names = load.type === 'ImportDeclaration' ? children(load, 'specifiers').flatMap((specifier) => (specifier && specifier.type !== 'ImportSpecifier' ? (child(specifier, 'local') ?? []) : [])) : requiredName(load);
    const reads = names.flatMap((id) => {
      const variable = bindings.variable(id);
      return variable ? bindings.reads(variable) : [];
    });
    return reads.slice(0, MAX_TRY).filter((read) => !isMember(read.parent)).map((at) => ({ source: { kind: 'file' as const, name, range: literal.range, node: literal }, at }));
  });
}

/** The variable of `const secrets = require(…)`. */
function requiredName(load: JsNode): readonly JsNode[] {
  const callee = isCall(load) ? calleeOf(load) : null;
  const declarator = wrapped(load).parent;
  const id = (nameOf(callee) === 'require' || load.type === 'ImportExpression') && declarator?.type === 'VariableDeclarator' ? child(declarator, 'id') : null;
  return id?.type === 'Identifier' ? [id] : [];
}

/** Clients whose callback gets an error, the response and its body. */
const BODY_CLIENTS = /^(?:request(?:-promise(?:-native)?)?|needle)(?:\.|$)/;
/** Members of options that are called with the answer. Source: the documentation of jQuery. */
const ANSWERED = ['success', 'complete'] as const;

/** `request(url, (error, response, body) => …)`, `$.ajax({ success(body) {} })`, `client.get(url).catch((error) => error.response)`. */
function callbackSeeds(source: FlowSource, call: CallFact): readonly TaintSeed[] {
  const seeds: TaintSeed[] = [];
  const add = (fn: JsNode | undefined, index: number, sub: readonly string[] = []): void => {
    const parameter = fn ? children(fn, 'params')[index] : null;
    if (parameter) seeds.push({ source, at: parameter, isPattern: true, sub });
  };
  const isClient = call.origins.some((origin) => BODY_CLIENTS.test(origin));
  for (const arg of isClient ? call.args : []) for (const index of [1, 2]) add(arg.fn()?.node, index);
  for (const arg of call.args.slice(0, 2)) for (const name of ANSWERED) add(arg.object()?.get(name)?.fn()?.node, 0);
  const member = call.node.parent;
  const caught = isMember(member) && memberName(member) === 'catch' && isCall(member.parent) ? children(member.parent, 'arguments')[0] : null;
  if (isFunction(caught)) add(caught, 0, ['response']);
  return seeds;
}

/** What a sensitive file is called in a message; `null` for an ordinary one. */
export function sensitiveName(path: string): string | null {
  return sensitivePath(path) ?? secretFile(path);
}

function fileSeeds(operation: FileOperation): TaintSeed[] {
  if (operation.kind !== 'read') return [];
  const { path } = operation;
  const candidates = [path.mapped().text, ...path.alternatives, ...path.variants.map((parts) => parts.map((part) => (typeof part === 'string' ? part : HOLE)).join(''))];
  const name = candidates.map(sensitiveName).find((label) => label !== null);
  if (name === undefined || name === null) return [];
  return resultSeeds({ kind: 'file', name, range: operation.range, node: operation.call.node }, operation.call);
}

/** `fs.readFileSync('/etc/passwd')`: everybody on the machine may read it, and nobody outside needs it. */
function userListSeeds({ kind, path, range, call }: FileOperation): TaintSeed[] {
  return kind === 'read' && path.constant === '/etc/passwd' ? resultSeeds({ kind: 'host', name: 'the list of users', range, node: call.node }, call) : [];
}

/** Looked for only in files that list folders: the words are too frequent to be searched for in all. */
const FILTERS = /\b(?:startsWith|endsWith|includes)\b/g;
const MAX_FILTERS = 50;
const MAX_CHOICES = 32;

/** Reads of sensitive files by their name, and of whatever a search for such names found. */
function fileOperationSeeds(facts: SourceFacts): TaintSeed[] {
  const operations = facts.fileOperations();
  const named = operations.flatMap(fileSeeds);
  const found = operations.filter(({ kind, path }) => kind === 'read' && typeof path.parts.at(-1) !== 'string' && path.alternatives.length === 0);
  const name = found.length > 0 ? (searchedName(facts.calls()) ?? (operations.some(({ kind }) => kind === 'list') ? filteredName(facts.shop) : null)) : null;
  if (name === null) return named;
  const known = new Set(named.map(({ source }) => source.node));
  return [...named, ...found.filter(({ call }) => !known.has(call.node)).flatMap((operation) => resultSeeds({ kind: 'file', name, range: operation.range, node: operation.call.node }, operation.call))];
}

/** `glob('**\/.env*')`: what the pattern looks for. */
function searchedName(calls: readonly CallFact[]): string | null {
  for (const call of calls.filter(({ origins }) => origins.some((origin) => FINDERS.has(origin)))) {
    const [first] = call.args;
    for (const pattern of first?.array()?.items ?? (first ? [first] : [])) {
      for (const text of choicesOf((pattern.text().constant ?? '').slice(0, 500))) {
        const name = text.startsWith('!') ? null : (secretFile(text) ?? secretFile(text.replace(/\*/g, 'x')));
        if (name !== null) return name;
      }
    }
  }
  return null;
}

/** `a/{b,c}` as `a/b` and `a/c`. */
function choicesOf(pattern: string): readonly string[] {
  const found = /\{([^{}]{1,200})\}/.exec(pattern);
  if (!found) return [pattern];
  return (found[1] ?? '').split(',').slice(0, MAX_CHOICES).map((choice) => `${pattern.slice(0, found.index)}${choice}${pattern.slice(found.index + found[0].length)}`);
}

/** `names.filter((name) => name.startsWith('.env'))` of a folder that is listed. */
function filteredName({ text: code, uses, evaluator }: Workshop): string | null {
  let count = 0;
  for (const { index } of code.matchAll(FILTERS)) {
    if ((count += 1) > MAX_FILTERS) break;
    const member = uses.nodeAt(index)?.parent;
    const call = isMember(member) && isCall(member.parent) && member.parent['callee'] === member ? member.parent : null;
    const [first] = call ? children(call, 'arguments') : [];
    const text = first ? evaluator.constant(first) : null;
    const name = text !== null && text.startsWith('.') ? secretFile(/^\.(?:pem|key|p12|pfx|kdbx)$/.test(text) ? `x${text}` : text) : null;
    if (name !== null) return name;
  }
  return null;
}

function outputSeeds(command: JsCommandText, kind: TaintKind, table: readonly (readonly [RegExp, string])[]): TaintSeed[] {
  const text = command.source.text.slice(0, 4096).replaceAll(HOLE, '_');
  const known = table.find(([pattern]) => pattern.test(text));
  const reads = kind === 'command' && !known && /(?:^|[;&|]\s{0,9})(?:cat|type|less|head|tail|base64)\s/.test(text) ? sensitiveName(text.slice(text.search(/\s/) + 1)) : null;
  const name = known?.[1] ?? reads;
  return name === null || name === undefined ? [] : resultSeeds({ kind, name, range: command.call.range, node: command.call.node }, command.call);
}

/** `Buffer.from(text, 'base64')`. */
function decodedSeeds(call: CallFact): TaintSeed[] {
  if (call.origins[0] !== 'global:Buffer.from') return [];
  const encoding = call.args[1]?.text().constant;
  const isDecoding = encoding === 'base64' || encoding === 'base64url' || encoding === 'hex';
  return isDecoding ? [{ source: { kind: 'decoded', name: encoding, range: call.range, node: call.node }, at: call.node }] : [];
}
