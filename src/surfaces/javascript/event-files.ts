import { TextGroup } from '../text-index.ts';
import { calleeOf, children, child, isCall, isMember, lastName, withMethods, wrapped } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { TaintSeed } from './taint.ts';
import { STRANGERS_WORDS } from './tables/servers.ts';
import type { Workshop } from './workshop.ts';

const EVENT_PATH = new TextGroup(['GITHUB_EVENT_PATH'], 'word');
const MAX_PLACES = 20;
const READS = /^read(?:File|FileSync|Json|JsonSync|JSON|TextFile|TextFileSync)$|^require$/;

/** What strangers write, in the file that GitHub leaves for a workflow: `JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH)).issue.title`. */
export function eventFileSeeds({ textIndex, uses }: Workshop): readonly TaintSeed[] {
  return textIndex.findGroup(EVENT_PATH).flatMap(({ indexes }) => indexes.slice(0, MAX_PLACES)).flatMap((index) => {
    const name = uses.nodeAt(index);
    const read = isMember(name?.parent) ? wrapped(name.parent) : null;
    const paths = read ? [read, ...keptReads(read, uses)] : [];
    return paths.flatMap((path) => contentOf(path) ?? []).flatMap((content) => [content, ...keptReads(content, uses)]).flatMap((text) => parsedOf(text) ?? []).flatMap((at) => STRANGERS_WORDS.map((part) => ({ source: { kind: 'request' as const, name: part, range: at.range, node: at }, at, sub: part.split('.') })));
  });
}

/** Where the variable is read that a value goes into. */
function keptReads(value: JsNode, uses: Workshop['uses']): readonly JsNode[] {
  const { parent } = value;
  const id = parent?.type === 'VariableDeclarator' && parent['init'] === value ? child(parent, 'id') : null;
  return id?.type === 'Identifier' ? uses.readsOf(id).slice(0, MAX_PLACES).map(wrapped) : [];
}

/** The text of a file that is read by its path. */
function contentOf(path: JsNode): JsNode | null {
  const call = argumentOf(path);
  return call && READS.test(lastName(calleeOf(call)) ?? '') ? withMethods(call, /^toString$/) : null;
}

/** `JSON.parse(text)`, and what was read as an object at once. */
function parsedOf(content: JsNode): JsNode | null {
  const inner = isCall(content) ? lastName(calleeOf(content)) : null;
  if (inner !== null && /require|json/i.test(inner)) return content;
  const call = argumentOf(content);
  return call && lastName(calleeOf(call)) === 'parse' ? wrapped(call) : null;
}

/** The call of which a value is the first argument. */
function argumentOf(value: JsNode): JsNode | null {
  const { parent } = value;
  return isCall(parent) && children(parent, 'arguments')[0] === value ? parent : null;
}
