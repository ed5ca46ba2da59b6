import { calleeOf, child, children, isCall, isFunction, isMember, memberName, nameOf, objectOf, pushChildren, unwrap, wrapped, writtenText } from './ast.ts';
import type { JsNode } from './ast.ts';
import { registerSeeds } from './form-fields.ts';
import { TextGroup } from '../text-index.ts';
import type { Workshop } from './workshop.ts';
import type { TaintSeed } from './taint.ts';
import type { FlowSource } from './types.ts';

/** What makes `password` a field of a form, and where its value appears then. */
type Finder = (literal: JsNode, source: FlowSource, shop: Workshop) => readonly TaintSeed[];

const FINDERS: readonly Finder[] = [elementSeeds, checkedSeeds, jsxSeeds, promptSeeds, registerSeeds];
/** What is heard without a name is called. */
export const TYPED = 'What is typed';
const MAX_USES = 32;
const MAX_NODES = 200;
const SELECTORS: ReadonlySet<string> = new Set(['getElementById', 'querySelector', 'closest', '$']);
/** An event's handler gets the field as `event.target` and `event.currentTarget`. */
const TARGETS = ['target', 'currentTarget'] as const;
const HANDLER = /^on(?:input|change|blur|key(?:up|down|press)|paste|focusout|submit)$/i;

/** Values that somebody types into a field for a secret, told by the literal that says what the field is for. */
export function passwordFields(literal: JsNode, source: FlowSource, shop: Workshop): readonly TaintSeed[] {
  return FINDERS.flatMap((find) => find(literal, source, shop));
}

/** `document.querySelector('#password')`, or a variable that holds it: its `value`, and what its listeners get. */
function elementSeeds(literal: JsNode, source: FlowSource, shop: Workshop): readonly TaintSeed[] {
  const call = literal.parent;
  const callee = isCall(call) ? calleeOf(call) : null;
  const method = isMember(callee) ? shop.evaluator.propertyName(callee) : nameOf(callee);
  if (!isCall(call) || method === null || !SELECTORS.has(method)) return [];
  const whole = wrapped(call);
  const id = whole.parent?.type === 'VariableDeclarator' ? child(whole.parent, 'id') : null;
  const reads = id?.type === 'Identifier' ? shop.uses.readsOf(id).slice(0, MAX_USES) : [];
  return [call, ...reads].flatMap((element) => fieldUse(wrapped(element), source, shop));
}

function fieldUse(element: JsNode, source: FlowSource, shop: Workshop): readonly TaintSeed[] {
  const member = element.parent;
  if (!isMember(member) || member['object'] !== element) return [];
  const name = shop.evaluator.propertyName(member) ?? '';
  const { parent } = member;
  if (name === 'value') return parent?.type === 'AssignmentExpression' && parent['left'] === member ? [] : [{ source, at: member }];
  if (name === 'addEventListener' && isCall(parent) && parent['callee'] === member) return handlerSeeds(children(parent, 'arguments')[1], source, shop);
  return HANDLER.test(name) && parent?.type === 'AssignmentExpression' && parent['left'] === member ? handlerSeeds(child(parent, 'right'), source, shop) : [];
}

/** The value of the field in the handler of its events: `(event) => event.target.value`. */
function handlerSeeds(handler: JsNode | null | undefined, source: FlowSource, shop: Workshop): readonly TaintSeed[] {
  const event = eventOf(handler, shop);
  return event ? TARGETS.map((target) => ({ source, at: event, sub: [target, 'value'], isPattern: true })) : [];
}

/** The first parameter of a function that stands there or that a name stands for. */
function eventOf(handler: JsNode | null | undefined, { origins }: Workshop): JsNode | null {
  const fn = isFunction(handler) ? handler : handler ? origins.localFunction(handler) : null;
  return fn ? (children(fn, 'params')[0] ?? null) : null;
}

/** `if (event.target.type === 'password') send(event.target.value)`. */
function checkedSeeds(literal: JsNode, source: FlowSource, shop: Workshop): readonly TaintSeed[] {
  const test = literal.parent;
  if (test?.type !== 'BinaryExpression' || !/^===?$/.test(String(test['operator']))) return [];
  const side = child(test, test['left'] === literal ? 'right' : 'left');
  const field = isMember(side) && shop.evaluator.propertyName(side) === 'type' ? objectOf(side) : null;
  const then = field ? consequence(test) : null;
  if (!field || !then) return [];
  const name = shop.text.slice(...field.range);
  const found: TaintSeed[] = [];
  const stack: JsNode[] = [then];
  for (let count = 0; stack.length > 0 && count < MAX_NODES; count += 1) {
    const node = stack.pop() as JsNode;
    const object = isMember(node) && shop.evaluator.propertyName(node) === 'value' ? objectOf(node) : null;
    if (object && shop.text.slice(...object.range) === name) found.push({ source, at: node });
    pushChildren(node, stack);
  }
  return found;
}

/** What runs when a test holds: the branch of an `if` or `?`, the right side of `&&`. */
function consequence(test: JsNode): JsNode | null {
  let at = test;
  for (let depth = 0; at.parent && depth < MAX_USES; depth += 1) {
    const { parent } = at;
    if (parent.type === 'LogicalExpression' && parent['operator'] === '&&') {
      if (parent['left'] === at && parent.parent?.type === 'ExpressionStatement') return child(parent, 'right');
      at = parent;
      continue;
    }
    if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') return parent['test'] === at ? child(parent, 'consequent') : null;
    if (parent.type !== 'ChainExpression') return null;
    at = parent;
  }
  return null;
}

/** `<input type="password" onChange={(event) => …} />`. */
function jsxSeeds(literal: JsNode, source: FlowSource, shop: Workshop): readonly TaintSeed[] {
  const attribute = literal.parent;
  if (attribute?.type !== 'JSXAttribute' || !attribute.parent || !/^(?:type|name|autoComplete|id)$/.test(nameOf(child(attribute, 'name')) ?? '')) return [];
  return children(attribute.parent, 'attributes').flatMap((other) => {
    const value = other?.type === 'JSXAttribute' && HANDLER.test(nameOf(child(other, 'name')) ?? '') ? child(other, 'value') : null;
    return value ? handlerSeeds(child(value, 'expression'), source, shop) : [];
  });
}

/** `await inquirer.prompt([{ type: 'password', name: 'answer' }])`: the member `answer` of what it gives. */
function promptSeeds(literal: JsNode, source: FlowSource, shop: Workshop): readonly TaintSeed[] {
  const property = literal.parent;
  const question = property?.type === 'Property' && nameOf(child(property, 'key')) === 'type' ? property.parent : null;
  if (question?.type !== 'ObjectExpression') return [];
  const list = question.parent?.type === 'ArrayExpression' ? question.parent : question;
  const call = list.parent;
  const callee = isCall(call) ? calleeOf(call) : null;
  if (!isCall(call) || !/^prompts?$/.test((isMember(callee) ? shop.evaluator.propertyName(callee) : nameOf(callee)) ?? '')) return [];
  const name = children(question, 'properties').find((item) => item?.type === 'Property' && nameOf(child(item, 'key')) === 'name');
  const value = name ? child(name, 'value') : null;
  const answer = value ? shop.evaluator.constant(value) : null;
  return answer === null ? [] : [{ source, at: call, sub: [answer] }];
}

const KEY_EVENTS = new TextGroup(['keydown', 'keypress', 'keyup', 'onkeydown', 'onkeypress', 'onkeyup'], 'word');
const MAX_LISTENERS = 200;
const KEY_MEMBERS = ['key', 'code', 'keyCode', 'which', 'charCode'] as const;
/** What listens there hears every key of the page. */
const PAGE = /^(?:(?:window|globalThis|self)\.)?(?:document(?:\.(?:body|documentElement))?|window|globalThis|self|(?:\$|jQuery)\((?:document|window|'body'|"body")\))$/;
const PAGES: ReadonlySet<string> = new Set(['global:document', 'global:document.body', 'global:document.documentElement']);

/** Every key that somebody presses on a page: `document.addEventListener('keydown', (event) => … event.key)`. */
export function keystrokes(shop: Workshop): readonly TaintSeed[] {
  return shop.textIndex.findGroup(KEY_EVENTS).flatMap(({ indexes }) => indexes).slice(0, MAX_LISTENERS).flatMap((index) => {
    const node = shop.uses.nodeAt(index);
    const event = node && shop.uses.placesOf(node).map((place) => eventOf(pageHandler(place, shop), shop)).find((found) => found !== null);
    const source: FlowSource | null = node ? { kind: 'credential', name: TYPED, range: node.range, node } : null;
    return event && source ? KEY_MEMBERS.map((member) => ({ source, at: event, sub: [member], isPattern: true })) : [];
  });
}

/** The function that gets the events of a page, by the name of the event. */
function pageHandler(name: JsNode, { text, evaluator, origins }: Workshop): JsNode | null {
  const { parent } = name;
  const isMemberName = isMember(parent) && parent['property'] === name;
  const isGlobal = name.type === 'Identifier' && !isMemberName && !isCall(parent);
  const target = isMemberName || isGlobal ? (isMemberName ? parent : name) : null;
  const onPage = (object: JsNode | null): boolean => {
    const whole = object && unwrap(object);
    if (!whole) return false;
    return PAGES.has(origins.origins(whole)[0] ?? '') || (whole.range[1] - whole.range[0] < 60 && PAGE.test(text.slice(...whole.range)));
  };
  if (target) return target.parent?.type === 'AssignmentExpression' && target.parent['left'] === target && (isGlobal || onPage(objectOf(target))) ? child(target.parent, 'right') : null;
  const call = isCall(parent) ? parent : null;
  const callee = call && calleeOf(call);
  const listens = isMember(callee) ? /^(?:addEventListener|on)$/.test(evaluator.propertyName(callee) ?? '') && onPage(objectOf(callee)) : nameOf(callee ?? null) === 'addEventListener';
  return call && listens && children(call, 'arguments')[0] === name ? (children(call, 'arguments')[1] ?? null) : null;
}

const FORM_DATA = new TextGroup(['FormData'], 'word');
const ALL_FORMS = /^(?:\[\.\.\.|Array\.from\()?document\.(?:forms|querySelectorAll\((?:'form'|"form"|`form`)\)|getElementsByTagName\((?:'form'|"form")\))[\])]?$/;
const MAX_CLIMB = 40;

/** What is typed into whatever form a page has: `new FormData(form)` of each of `document.forms`, or of the target of every `submit`. */
export function submittedForms(shop: Workshop): readonly TaintSeed[] {
  return shop.textIndex.findGroup(FORM_DATA).flatMap(({ indexes }) => indexes.slice(0, MAX_USES)).flatMap((index) => {
    const call = shop.uses.nodeAt(index)?.parent;
    const [form] = isCall(call) ? children(call, 'arguments') : [];
    const isAny = form?.type === 'Identifier' ? isEachForm(form, shop) : isMember(form) && isSubmitTarget(form, shop);
    return isCall(call) && form && isAny ? [{ source: { kind: 'credential' as const, name: TYPED, range: call.range, node: call }, at: call }] : [];
  });
}

/** `form` of `document.querySelectorAll('form').forEach((form) => …)` and of `for (const form of document.forms)`. */
function isEachForm(form: JsNode, { bindings, text }: Workshop): boolean {
  const definition = bindings.variable(form)?.defs[0];
  const isAll = (node: JsNode | null): boolean => node !== null && node.range[1] - node.range[0] < 80 && ALL_FORMS.test(text.slice(...node.range));
  if (definition?.type === 'Parameter') {
    const call = definition.node.parent;
    const callee = isCall(call) ? calleeOf(call) : null;
    return isMember(callee) && memberName(callee) === 'forEach' && isAll(objectOf(callee));
  }
  const loop = definition?.node.parent?.parent;
  return loop?.type === 'ForOfStatement' && isAll(child(loop, 'right'));
}

/** `event.target` of a function that hears every `submit` of the page. */
function isSubmitTarget(member: JsNode, shop: Workshop): boolean {
  const event = objectOf(member);
  const definition = event?.type === 'Identifier' && /^(?:target|currentTarget)$/.test(shop.evaluator.propertyName(member) ?? '') ? shop.bindings.variable(event)?.defs[0] : null;
  if (definition?.type !== 'Parameter') return false;
  let at: JsNode | null | undefined = definition.node.parent;
  for (let depth = 0; at && depth < MAX_CLIMB; depth += 1, at = at.parent) {
    const [name] = isCall(at) ? children(at, 'arguments') : [];
    if (name && writtenText(name) === 'submit') return pageHandler(name, shop) !== null;
  }
  return false;
}
