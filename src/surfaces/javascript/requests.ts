import { textOf, toText } from './values.ts';
import type { TextValue } from './values.ts';
import { textPattern } from './text.ts';
import type { TextShop } from './text.ts';
import { CORE } from './tables/index.ts';
import { OPTION_POSITIONS } from './tables/requests.ts';
import type { RequestRow } from './tables/row.ts';
import type { ArgView, CallFact, ObjectView, RequestFact, SinkPosition, TextPattern } from './types.ts';
import { urlPattern } from './url.ts';

/** `axios.create().post` → `axios.create().post()`; `global:@response.send` → `response.send()`; `@scope/sdk/deep/file.js:Client` → `Client()`. */
export function callLabel(call: CallFact): string {
  const origin = (call.origins[0] ?? '').replace(/^global:@?/, '').replace(/^@?[\w.-]{1,100}\/[^:]{1,200}:/, '').replaceAll('()', '');
  return `${call.isNew ? 'new ' : ''}${origin}()`;
}

/** The request a call makes; `null` when it makes none. */
export function requestOf(call: CallFact, shop: TextShop): RequestFact | null {
  const match = CORE.match(call);
  const row = match?.data.request;
  if (!row || row.isSend === false) return null;
  const options = row.options === undefined ? null : (call.args[row.options]?.object() ?? null);
  const first = typeof row.url === 'number' ? (call.args[row.url]?.object() ?? null) : null;
  const url = destinationText(call, row, shop);
  const config = options ?? first;
  const method = config?.get('method')?.text().constant ?? config?.get('type')?.text().constant ?? row.method ?? null;
  return {
    call,
    label: callLabel(call),
    url,
    destination: urlPattern(url),
    method: method?.toUpperCase() ?? null,
    headers: config?.get('headers')?.object() ?? null,
    body: bodyOf(call, row, config),
    kind: row.kind,
  };
}

function bodyOf(call: CallFact, row: RequestRow, config: ObjectView | null): ArgView | null {
  const direct = row.body === undefined ? undefined : call.args[row.body];
  return direct ?? config?.get('body') ?? config?.get('data') ?? config?.get('json') ?? config?.get('form') ?? null;
}

/** The text of the destination, put together from options and base URLs where the call takes those. */
export function destinationText(call: CallFact, row: RequestRow, shop: TextShop): TextPattern {
  const none = (): TextPattern => textPattern(toText({ k: 'unknown', node: call.node }, call.node), call.node, shop);
  if (row.url === 'receiver') return call.receiver ? receiverText(call.receiver, shop) : none();
  if (row.url === 'config') {
    const config = call.args.find((arg) => arg.object() !== null)?.object();
    if (!config && row.scheme === 'udp') return socketText(call, row, shop) ?? none();
    return (config ? optionsText(config, row, call, shop) : null) ?? none();
  }
  const arg = call.args[row.url];
  if (!arg) return none();
  if (row.isPortHost) {
    const socket = socketText(call, row, shop);
    if (socket) return socket;
  }
  const object = arg.object();
  if (object) return optionsText(object, row, call, shop) ?? none();
  const text = arg.text();
  return withBase(text, call, shop) ?? requestObjectText(arg, shop) ?? text;
}

/** `fetch(new Request(url))`. */
function requestObjectText(arg: ArgView, shop: TextShop): TextPattern | null {
  if (arg.text().prefix !== '' || arg.origins()[0] !== 'global:Request()') return null;
  const [inner] = argumentsOfNew(arg, shop);
  return inner ?? null;
}

function argumentsOfNew(arg: ArgView, shop: TextShop): TextPattern[] {
  const value = shop.evaluator.evaluate(arg.node);
  const node = value.k === 'unknown' ? value.node : arg.node;
  const list = node['arguments'];
  const first = Array.isArray(list) ? (list[0] as typeof node | undefined) : undefined;
  return first ? [textPattern(toText(shop.evaluator.evaluate(first), first), first, shop)] : [];
}

function receiverText(receiver: CallFact, shop: TextShop): TextPattern {
  const row = CORE.match(receiver)?.data.request;
  if (row) return destinationText(receiver, row, shop);
  const text = receiver.args[0]?.text();
  return text ?? textPattern(toText({ k: 'unknown', node: receiver.node }, receiver.node), receiver.node, shop);
}

/** A relative path behind the instance's base URL: `axios.create({ baseURL })`. */
function withBase(text: TextPattern, call: CallFact, shop: TextShop): TextPattern | null {
  const made = call.receiver;
  const config = made?.args[0]?.object();
  const base = config?.get('baseURL') ?? config?.get('prefixUrl') ?? config?.get('baseUrl');
  if (!base || /^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(text.prefix)) return null;
  return joined([valueOf(base, shop), textOf(text.prefix.startsWith('/') ? '' : '/', base.node), toText(shop.evaluator.evaluate(call.args[0]?.node ?? call.node), call.node)], call, shop);
}

function valueOf(arg: ArgView, shop: TextShop): TextValue {
  return toText(shop.evaluator.evaluate(arg.node), arg.node);
}

function joined(texts: readonly TextValue[], call: CallFact, shop: TextShop): TextPattern {
  const node = call.args[0]?.node ?? call.node;
  const { budget } = shop.evaluator;
  const { cuts } = budget;
  const text = shop.evaluator.concat(texts, node);
  return textPattern(text, node, shop, budget.cuts > cuts);
}

/** `{ protocol, host, port, path }` or `{ url }`, `{ baseURL, url }` as one URL. */
function optionsText(options: ObjectView, row: RequestRow, call: CallFact, shop: TextShop): TextPattern | null {
  const direct = options.get('url') ?? options.get('uri') ?? options.get('href');
  const base = options.get('baseURL') ?? options.get('baseUrl') ?? options.get('prefixUrl');
  if (direct) return base ? joined([valueOf(base, shop), textOf('/', base.node), valueOf(direct, shop)], call, shop) : direct.text();
  if (base) return base.text();
  const socket = options.get('socketPath') ?? (row.kind === 'socket' && !options.get('host') ? options.get('path') : null);
  // A socket file of this machine: as relative as a path.
  if (socket) return textPattern(textOf('/', socket.node), socket.node, shop);
  const host = options.get('hostname') ?? options.get('host') ?? options.get('address') ?? options.get('servername');
  if (!host) return null;
  const scheme = options.get('protocol')?.text().constant?.replace(/:$/, '') ?? row.scheme ?? 'http';
  const texts = [textOf(`${scheme}://`, host.node), valueOf(host, shop)];
  const port = options.get('port');
  if (port && !/:\d{1,5}$/.test(host.text().suffix)) texts.push(textOf(':', host.node), valueOf(port, shop));
  const path = options.get('path') ?? options.get('pathname');
  texts.push(path ? valueOf(path, shop) : textOf('/', host.node));
  return textPattern(shop.evaluator.concat(texts, options.node), options.node, shop);
}

/** `connect(port, host)`, `send(message, port, host)`. */
function socketText(call: CallFact, row: RequestRow, shop: TextShop): TextPattern | null {
  const args = row.scheme === 'udp' ? call.args.slice(1) : call.args;
  const port = args.find((arg) => arg.number() !== null || /^\d{1,5}$/.test(arg.text().constant ?? ''));
  const host = port ? args[args.indexOf(port) + 1] : undefined;
  if (!port || args.indexOf(port) > 2) return null;
  const isHost = host !== undefined && host.fn() === null && host.number() === null && host.object() === null;
  const texts = [textOf(`${row.scheme ?? 'tcp'}://`, port.node), isHost ? valueOf(host, shop) : textOf('localhost', port.node), textOf(':', port.node), valueOf(port, shop), textOf('/', port.node)];
  return textPattern(shop.evaluator.concat(texts, (isHost ? host : port).node), (isHost ? host : port).node, shop);
}

/** Where in a request an argument goes; `null` when it does not leave (a timeout, an agent). */
export function requestPosition(row: RequestRow, index: number, path: readonly string[], isQuery: boolean): SinkPosition | null {
  const [first] = path;
  if (row.position !== undefined && (row.body === undefined || index === row.body || row.position === 'header')) return row.position;
  if (index === row.header && /^(?:\d+|\*)?$/.test(first ?? '')) return 'header';
  if (index === row.body && (row.options !== row.body || first === undefined)) return row.url === 'receiver' || row.kind !== 'dns' ? 'body' : 'argument';
  if (index === row.options || index === row.url || row.url === 'config') {
    if (first !== undefined && first !== '*') return optionPosition(path, isQuery);
    if (index === row.url) return isQuery ? 'query' : 'url';
    return first === '*' ? 'argument' : 'argument';
  }
  return null;
}

function optionPosition([first = '']: readonly string[], isQuery: boolean): SinkPosition | null {
  const position = OPTION_POSITIONS.get(first) ?? null;
  return position === 'url' && isQuery ? 'query' : position;
}
