import type { FileContext } from '../file-context.ts';
import type { JsNode, ValueModel } from '../javascript/index.ts';
import { TextGroup } from '../text-index.ts';
import { commentRegions } from './comments.ts';
import type { ProseCarrier, ProseRegion } from './model.ts';

/** One of these stands in every file with a prompt or a description of a tool. */
const GATES = new TextGroup(['rompt', 'nstructions', 'ROMPT', 'NSTRUCTIONS', '.describe(', 'ool(', 'ools', 'chema', 'role', 'ystemMessage', 'ool = {']);
/**
 * Places where a string may be a prompt or a description: a telling key or call right before a quotation mark. Only a
 * pre-filter; the value model says what the string is.
 */
const BEFORE_TEXT = String.raw`(?:(?:["'\x60]text["'\x60]\s{0,4},\s{0,8}text|[dD]escription|[iI]nstructions?|[pP]rompt|system|system_prompt|[mM]essage|content|developer|PROMPT|INSTRUCTIONS)["']?\s{0,8}[:=]\s{0,8}|(?:describe|[tT]ool|prompt|Message|fromTemplate)(?:["'\x60]\])?\s{0,4}\(\s{0,8}(?:(?:(["'\x60])[^"'\x60\\\n]{1,80}\1|[\w$.]{1,60})\s{0,4},\s{0,8})?)`;
/** A text stands there, or a name that may stand for one. */
const POSITION = new RegExp(BEFORE_TEXT + String.raw`(?:[("\s]{0,8}["'\x60]|([A-Za-z_$][\w$]{0,60}(?:\.[\w$]{1,60})?)\s{0,4}[,)};\n])`, 'g');
const INSTRUCTING = /^(?:instructions?|system|systemprompt|systemmessage|prompt|developer|custominstructions|content)$|(?:prompt|instructions)$/;
const TOOL_CALL = /(?:^|[.#])(?:describe|addTool|registerTool|tool|defineTool|createTool)$/;
const MAX_POSITIONS = 2000;
const MAX_CONCATENATION = 100;

/** Comments, and the strings that an agent gets to read: descriptions of tools and parameters, prompts, instructions. */
export function javascriptRegions(file: FileContext): readonly ProseRegion[] {
  const model = file.javascript();
  const strings = model ? promptRegions(model) : [];
  const comments = commentRegions(file);
  return strings.length === 0 ? comments : [...comments, ...strings];
}

/** False for code in which no string can be a prompt or a description. */
export function mayHoldPrompts(model: ValueModel): boolean {
  return model.textIndex.hasAny(GATES);
}

function promptRegions(model: ValueModel): readonly ProseRegion[] {
  if (!mayHoldPrompts(model)) return [];
  const indexes: number[] = [];
  const names: number[] = [];
  POSITION.lastIndex = 0;
  for (let match = POSITION.exec(model.text); match && indexes.length + names.length < MAX_POSITIONS; match = POSITION.exec(model.text)) {
    const [whole, , name] = match;
    if (name === undefined) indexes.push(match.index + whole.length);
    else names.push(match.index + whole.lastIndexOf(name));
  }
  const seen = new Set<JsNode>();
  const out = namedRegions(model, names, seen);
  for (const fact of model.stringsAt(indexes)) {
    const top = concatenation(fact.node);
    if (seen.has(top)) continue;
    seen.add(top);
    const carrier = carrierOf(model, top);
    const whole = carrier && top !== fact.node ? model.view(top).text().mapped() : fact.text;
    if (carrier) out.push({ carrier, text: whole.text.length > 0 ? whole : fact.text, heading: '' });
  }
  return out;
}

/** Texts that a name stands for where a prompt or a description is given: `server.tool('add', DESCRIPTION)`. */
function namedRegions(model: ValueModel, indexes: readonly number[], seen: Set<JsNode>): ProseRegion[] {
  return indexes.flatMap((index) => {
    const name = model.nodeAt(index);
    const member = name?.parent?.type === 'MemberExpression' && name.parent['object'] === name ? name.parent : null;
    const init = name && valueOf(model, name, member);
    const carrier = name && init && !seen.has(init) && firstOf(init) ? carrierOf(model, member ?? name) : null;
    if (!init || carrier === null) return [];
    seen.add(init);
    return [{ carrier, text: model.view(init).text().mapped(), heading: '' }];
  });
}

/** What stands behind a name, or in a member of an object that a name stands for: `PROMPTS.review`. */
function valueOf(model: ValueModel, name: JsNode, member: JsNode | null): JsNode | null {
  const init = model.initOf(name);
  if (!member || !init) return init;
  const key = String((member['property'] as { name?: unknown }).name);
  return model.view(init).object()?.get(key)?.node ?? null;
}

/** The first literal of `'a' + 'b'`; `null` for what is no text. */
function firstOf(node: JsNode): JsNode | null {
  let at = node;
  for (let depth = 0; depth < MAX_CONCATENATION && at.type === 'BinaryExpression'; depth += 1) at = (at['left'] as JsNode | undefined) ?? at;
  return at.type === 'TemplateLiteral' || (at.type === 'Literal' && typeof at['value'] === 'string') ? at : null;
}

/** The outermost `a + b` around a string. */
function concatenation(node: JsNode): JsNode {
  let top = node;
  for (let depth = 0; depth < MAX_CONCATENATION; depth += 1) {
    const parent: JsNode | null | undefined = top.parent;
    if (parent?.type !== 'BinaryExpression' || parent['operator'] !== '+') break;
    top = parent;
  }
  return top;
}

function carrierOf(model: ValueModel, node: JsNode): ProseCarrier | null {
  const { names, callee, position } = model.literalContext(node);
  const name = (names[0] ?? '').toLowerCase().replace(/[_-]/g, '');
  if (position === 'argument' && callee !== null && TOOL_CALL.test(callee)) return callee === 'describe' && !isMethodCall(node) ? null : 'tool-description';
  if (name.endsWith('description')) return isToolObject(node) ? 'tool-description' : 'setting';
  if (INSTRUCTING.test(name) || (name === 'text' && names[1] === 'content')) return 'prompt';
  return position === 'argument' ? 'prompt' : null;
}

/** `schema.describe('…')`, not the `describe('…')` of a test runner. */
function isMethodCall(node: JsNode): boolean {
  const callee = node.parent?.['callee'] as { type?: unknown } | undefined;
  return callee?.type === 'MemberExpression';
}

const TOOL_MEMBERS: ReadonlySet<string> = new Set(['inputSchema', 'input_schema', 'parameters', 'execute', 'handler', 'schema', 'annotations']);

/** True when the object around the property looks like a tool: it has a schema or a handler, or sits in `tools`. */
function isToolObject(node: JsNode): boolean {
  let at: JsNode | null | undefined = node.parent;
  for (let depth = 0; at && depth < 12; depth += 1, at = at.parent) {
    if (at.type === 'ObjectExpression' && (at['properties'] as readonly JsNode[] | undefined)?.some((member) => TOOL_MEMBERS.has(keyOf(member)))) return true;
    if (at.type === 'Property' && /^(?:tools|functions)$/.test(keyOf(at))) return true;
    if (at.type === 'VariableDeclarator' && /tools?$/i.test(String((at['id'] as { name?: unknown } | undefined)?.name ?? ''))) return true;
    if (at.type === 'CallExpression' && /tool$/i.test(calleeName(at))) return true;
  }
  return false;
}

function keyOf(member: JsNode): string {
  const key = member['key'] as { name?: unknown; value?: unknown } | undefined;
  return String(key?.name ?? key?.value ?? '');
}

function calleeName(call: JsNode): string {
  const callee = call['callee'] as { name?: unknown; property?: { name?: unknown } } | undefined;
  return String(callee?.property?.name ?? callee?.name ?? '');
}
