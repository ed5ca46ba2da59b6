import { isSecretName, nameWords } from '../../knowledge/names.ts';
import { TextGroup } from '../text-index.ts';
import { calledBy, calleeOf, child, children, enclosingFunction, isCall, isMember, lastName, memberName, nameOf, objectOf, unwrap, wrapped, writtenText } from './ast.ts';
import type { JsNode } from './ast.ts';
import { checkedEnvironmentSeed, loginBodySeeds, procedureInputSeed } from './form-fields.ts';
import { BOXES } from './tables/propagation.ts';
import type { Workshop } from './workshop.ts';
import type { TaintSeed } from './taint.ts';
import { keystrokes, passwordFields, submittedForms } from './typed-input.ts';
import type { FlowSource } from './types.ts';

const CREDENTIAL_WORD = /(?:pass(?:word|wd|phrase)|secret|(?:api|private|access|secret)_?key|(?:access|auth|refresh|bearer|session)_?token|credential|mnemonic|seed_?phrase|authorization)$/i;
/** How the words of {@link CREDENTIAL_WORD} end, and the length of the longest. */
const ENDINGS: readonly string[] = ['word', 'Word', 'WORD', 'swd', 'sWd', 'SWD', 'hrase', 'HRASE', 'cret', 'CRET', 'key', 'Key', 'KEY', 'oken', 'OKEN', 'dential', 'DENTIAL', 'nemonic', 'NEMONIC', 'uthorization'];
const ENDING_TEXTS = new TextGroup(ENDINGS);
const LONGEST = 13;
const MAX_WORDS = 5000;
const MAX_COOKIES = 64;
/** Objects whose members are named for credentials and hold texts about them. */
const TALKING = /^(?:labels?|errors?|messages?|msgs?|styles?|classes|css|t|i18n|locale|texts?|strings?|translations?|touched|fields?|schema|rules?|validators?|validations?|constants?|types?|routes?|paths?|events?|actions?|enums?|icons?|placeholders?|titles?|hints?|selectors?|ids?|keys?|columns?|props?types|attributes?|colou?rs?|themes?|palettes?|layouts?|components?|pages?|tokens)$/i;

/** Of these, those that hold values when something stands before them: `oauthTokens.accessToken`. */
const HOLDING = /^(?:tokens|keys|ids)$/;

/** What is known of a credential without its value: that it lacks, or its hash. */
const WITHOUT = /^(?:no|missing|invalid|hashed|masked|redacted|obfuscated|truncated)(?:_|(?=[A-Z]))/i;

function isCredentialName(name: string): boolean {
  return isSecretName(name) && !WITHOUT.test(name) && !/^(?:tokens?|secrets|keys?|cookie|authorization)$/i.test(name);
}

/** Parameters, properties and form fields with a credential's name, found by a text search. */
export function credentialSeeds(shop: Workshop): TaintSeed[] {
  const out: TaintSeed[] = [...keystrokes(shop), ...submittedForms(shop), ...sessionCookies(shop), ...cookieHeaders(shop), ...loginBodySeeds(shop)];
  const seen = new Set<JsNode>();
  let count = 0;
  for (const index of credentialWords(shop)) {
    count += 1;
    if (count > MAX_WORDS || !shop.budget.spend(2, [index, index])) {
      shop.budget.cut('references', [index, index]);
      break;
    }
    const node = shop.uses.nodeAt(index);
    if (!node || seen.has(node)) continue;
    seen.add(node);
    const text = writtenText(node);
    if (text !== null) out.push(...shop.uses.placesOf(node).flatMap((place) => fieldSeeds(place, text, shop)));
    const seed = node.type === 'Identifier' ? nameSeed(node, shop) : null;
    if (seed) out.push(seed);
  }
  return out;
}

/** Indexes inside of the words that name credentials, ascending. */
function credentialWords({ text, textIndex }: Workshop): readonly number[] {
  const found: number[] = [];
  for (const { which, indexes } of textIndex.findGroup(ENDING_TEXTS)) {
    for (const index of indexes) {
      const end = index + (ENDINGS[which]?.length ?? 0);
      if (CREDENTIAL_WORD.test(text.slice(Math.max(0, end - LONGEST), end))) found.push(index);
    }
  }
  return found.sort((a, b) => a - b);
}

/** Functions and methods that give a header of a request. Sources: H3, Hono, Express, Koa. */
const HEADER_READS: ReadonlySet<string> = new Set(['getHeader', 'getRequestHeader', 'header']);

/** `request.headers.authorization`, `headers['authorization']`: what a client proves itself with; the word alone is no credential. */
function isHeader(name: string, member: JsNode): boolean {
  if (!/^authorization$/i.test(name) || !isMember(member)) return false;
  const holder = objectOf(member);
  const object = holder && unwrap(holder);
  return /headers$/i.test(lastName(isCall(object) ? calleeOf(object) : (object ?? null)) ?? '');
}

function nameSeed(node: JsNode, shop: Workshop): TaintSeed | null {
  const name = nameOf(node) ?? '';
  const parent = node.parent;
  if (!parent || (!isCredentialName(name) && !isHeader(name, parent))) return null;
  const source: FlowSource = { kind: 'credential', name, range: node.range, node };
  if (isMember(parent) && parent['property'] === node && parent['computed'] !== true) return memberSeed(source, parent, shop);
  if (parent.type === 'Property' && parent.parent?.type === 'ObjectPattern' && parent['key'] === node) return patternSeed(source, parent, shop);
  if (parent.type === 'Property' && parent['key'] === node && parent['shorthand'] !== true) return stateMemberSeed(source, parent, shop) ?? procedureInputSeed(source, parent) ?? checkedEnvironmentSeed(source, parent, shop);
  const variable = shop.bindings.variable(node);
  const definition = variable?.defs.find((item) => item.name === node);
  if (definition?.type === 'Parameter') return { source, at: node, isPattern: true };
  return definition?.type === 'Variable' ? stateSeed(source, definition.node, shop) : null;
}

/** Where in what it answers with a function of a framework keeps the state that it is given; `null` for all other calls. */
function boxOf(node: JsNode | null, shop: Workshop): readonly string[] | null {
  const callee = isCall(node) ? calleeOf(node) : null;
  return (callee && BOXES.get(shop.origins.origins(callee)[0] ?? '')) ?? null;
}

/** `const [password, setPassword] = useState('')`, `const password = ref('')`: what somebody types goes in. */
function stateSeed(source: FlowSource, declarator: JsNode, shop: Workshop): TaintSeed | null {
  const id = child(declarator, 'id');
  const init = child(declarator, 'init');
  const [given] = isCall(init) ? children(init, 'arguments') : [];
  const box = given === undefined || isEmpty(given) ? boxOf(init, shop) : null;
  if (box === null) return null;
  if (id?.type === 'ArrayPattern') return children(id, 'elements')[0] === source.node ? { source, at: source.node, isPattern: true } : null;
  return id === source.node ? { source, at: source.node, sub: box, isPattern: true } : null;
}

/** `useState({ name: '', password: '' })`. */
function stateMemberSeed(source: FlowSource, property: JsNode, shop: Workshop): TaintSeed | null {
  const value = child(property, 'value');
  const object = property.parent;
  const call = object?.parent;
  const holder = call?.parent?.type === 'VariableDeclarator' ? child(call.parent, 'id') : null;
  const name = nameOf(holder?.type === 'ArrayPattern' ? (children(holder, 'elements')[0] ?? null) : holder) ?? '';
  // `errors` and `touched` have the same members.
  if (TALKING.test(name) || TALKING.test(nameWords(name).at(-1) ?? '')) return null;
  if (!value || !isEmpty(value) || !isCall(call) || children(call, 'arguments')[0] !== object || boxOf(call, shop) === null) return null;
  return { source, at: value };
}

function isEmpty(node: JsNode | null): boolean {
  return node !== null && (writtenText(node) === '' || (node.type === 'Literal' && node['value'] === null) || nameOf(node) === 'undefined');
}

/** `schema.pre('save', function () { … this.password … })`: `this` is what a model stores. Source: Mongoose. */
function isDocument(self: JsNode): boolean {
  let fn = enclosingFunction(self);
  for (let depth = 0; fn?.type === 'ArrowFunctionExpression' && depth < MAX_ARROWS; depth += 1) fn = enclosingFunction(fn);
  const holder = fn?.parent;
  if (isCall(holder)) return /^(?:pre|post)$/.test(lastName(calleeOf(holder)) ?? '') && children(holder, 'arguments').length > 1;
  const target = holder?.type === 'AssignmentExpression' ? child(holder, 'left') : null;
  const owner = isMember(target) ? objectOf(target) : null;
  return isMember(owner) && memberName(owner) === 'methods';
}
const MAX_ARROWS = 8;

const COOKIE_TEXTS = ['.cookies.', '.cookies[', 'cookies.get(', 'cookies()).get(', 'cookies().get('];
const COOKIES = new TextGroup(COOKIE_TEXTS);
/** Of these: the first that calls. */
const FIRST_CALL = 2;
const GET = 'get('.length;
/** The last word of `session`, `connect.sid`, `PHPSESSID`, `next-auth.session-token`: not of `oauth_state` or `author`. */
const SESSION_WORD = /^(?:sess(?:ion)?|sid|\w{0,20}sess(?:ion)?id|jwt|\w{0,20}token|auth)$/;
const NOT_SESSION = /^(?:csrf|xsrf|has|is|no|use|show|skip)/;

function isSessionCookie(name: string): boolean {
  const words = nameWords(name);
  const last = words.at(-1) === 'id' && words.length > 1 ? `${words.at(-2) ?? ''}id` : (words.at(-1) ?? '');
  return SESSION_WORD.test(last) && !words.some((word) => NOT_SESSION.test(word));
}

/** `request.cookies.session`, `(await cookies()).get('session')`: what proves to a server who somebody is. */
function sessionCookies({ textIndex, uses, evaluator }: Workshop): readonly TaintSeed[] {
  return textIndex.findGroup(COOKIES).flatMap(({ which, indexes }) => indexes.slice(0, MAX_COOKIES).flatMap((index) => {
    const holder = uses.nodeAt(which < FIRST_CALL ? index + 1 : index + (COOKIE_TEXTS[which]?.length ?? 0) - GET);
    const object = which < FIRST_CALL && isMember(holder?.parent) && holder.parent['property'] === holder ? holder.parent : holder;
    const member = object?.parent;
    if (!isMember(member) || member[which < FIRST_CALL ? 'object' : 'property'] !== object) return [];
    const call = which >= FIRST_CALL ? calledBy(member) : null;
    const [key] = call ? children(call, 'arguments') : [];
    const name = which >= FIRST_CALL ? (key ? evaluator.constant(key) : null) : evaluator.propertyName(member);
    const isRead = call !== null || !(member.parent?.type === 'AssignmentExpression' && member.parent['left'] === member);
    return name !== null && isRead && isSessionCookie(name) ? [cookieSeed(`the cookie ${name}`, call ?? member)] : [];
  }));
}

const cookieSeed = (name: string, node: JsNode): TaintSeed => ({ source: { kind: 'credential', name, range: node.range, node }, at: node });

const HEADER_TEXTS = ['headers.cookie', "headers['cookie']", 'headers["cookie"]', "get('cookie')", 'get("cookie")', "header('cookie')", 'header("cookie")'];
const COOKIE_HEADERS = new TextGroup(HEADER_TEXTS, 'any-case');
/** Of these: the first that calls. */
const FIRST_READER = 3;
/** Whose `get('cookie')` gives the header. */
const REQUESTING = /^_?(?:req|request|ctx|context|c|headers)$/;

/** `request.headers.cookie`, `ctx.get('cookie')`: all cookies of a client. */
function cookieHeaders({ textIndex, uses }: Workshop): readonly TaintSeed[] {
  return textIndex.findGroup(COOKIE_HEADERS).flatMap(({ which, indexes }) => indexes.slice(0, MAX_COOKIES).flatMap((index) => {
    const text = HEADER_TEXTS[which] ?? '';
    const found = uses.nodeAt(index);
    const member = isMember(found?.parent) && found.parent['property'] === found && which < FIRST_READER ? found.parent.parent : found?.parent;
    if (!found || !isMember(member) || !text.startsWith(nameOf(found)?.toLowerCase() ?? '?')) return [];
    const call = which < FIRST_READER ? member : calledBy(member);
    if (!call || (which >= FIRST_READER && !REQUESTING.test(lastName(objectOf(member)) ?? ''))) return [];
    return isWritten(call) ? [cookieSeed('the cookie header', call)] : [];
  }));
}

const PART: ReadonlySet<string> = new Set(['TemplateLiteral', 'BinaryExpression', 'LogicalExpression', 'ObjectExpression', 'Property', 'ArrayExpression']);
/** Functions that give a part of what they are given. */
const TAKES = /^(?:[gG]et(?=[A-Z_])|(?:parse|read|extract|find|decode|is|has|verify|validate|check|split)(?![a-z]))/;

/** True where a value is part of what a call is given as it is: a function that reads one cookie out of all gives something else. */
function isWritten(value: JsNode): boolean {
  let at = wrapped(value);
  for (let depth = 0; depth < MAX_ARROWS && PART.has(at.parent?.type ?? ''); depth += 1) at = wrapped(at.parent as JsNode);
  const call = at.parent;
  return isCall(call) && call['callee'] !== at && !TAKES.test(lastName(calleeOf(call)) ?? 'get');
}

function memberSeed(source: FlowSource, member: JsNode, shop: Workshop): TaintSeed | null {
  const parent = member.parent;
  const object = objectOf(member);
  if (!parent || !object || (isCall(parent) && parent['callee'] === member)) return null;
  if (parent.type === 'AssignmentExpression' && parent['left'] === member) return null;
  const owner = nameOf(object) ?? (isMember(object) ? shop.evaluator.propertyName(object) : null) ?? '';
  const word = nameWords(owner).at(-1) ?? '';
  const origin = shop.origins.origins(object)[0] ?? '';
  // `Object.fromEntries(new FormData(form))` holds what was typed, whatever it is called.
  const isTalking = TALKING.test(owner) || (TALKING.test(word) && !HOLDING.test(word));
  if ((isTalking && origin !== 'global:Object.fromEntries()') || (object.type === 'ThisExpression' && !isDocument(object))) return null;
  if (/\.env(?:\(\))?$/.test(origin) || shop.evaluator.evaluate(member).k !== 'unknown') return null;
  return { source: { ...source, range: member.range }, at: member };
}

/** `const { password } = request.body`: unless the whole is the environment or a module. */
function patternSeed(source: FlowSource, property: JsNode, shop: Workshop): TaintSeed | null {
  const pattern = property.parent as JsNode;
  const holder = pattern.parent;
  const init = holder?.type === 'VariableDeclarator' ? child(holder, 'init') : null;
  if (init && shop.origins.origins(init).length > 0 && !/@(?:request|context)|\(\)$/.test(shop.origins.origins(init)[0] ?? '')) return null;
  const value = child(property, 'value');
  return value ? { source, at: value, isPattern: true } : null;
}

/** `form.get('password')`, `body['password']`, `headers.get('authorization')`, and what somebody types into a field. */
function fieldSeeds(node: JsNode, text: string, shop: Workshop): readonly TaintSeed[] {
  const name = /([\w-]{1,60})['"\]]{0,4}$/.exec(text.slice(0, 200))?.[1] ?? '';
  const parent = node.parent;
  const callee = isCall(parent) ? calleeOf(parent) : null;
  const reader = isMember(callee) ? shop.evaluator.propertyName(callee) : nameOf(callee);
  const isRead = reader !== null && (HEADER_READS.has(reader) || (reader === 'get' && isMember(callee) && REQUESTING.test(lastName(objectOf(callee)) ?? ''))) && /^authorization$/i.test(text) && children(parent as JsNode, 'arguments').at(-1) === node;
  if (!parent || (!isCredentialName(name.replaceAll('-', '_')) && !isHeader(name, callee ?? parent) && !isRead)) return [];
  const source: FlowSource = { kind: 'credential', name, range: node.range, node };
  const member = isMember(parent) && parent['property'] === node ? memberSeed(source, parent, shop) : null;
  if (member) return [member];
  const method = isMember(callee) ? shop.evaluator.propertyName(callee) : null;
  if (isRead) return [{ source, at: parent }];
  // An address may end in such a word too.
  if (method === 'get' && children(parent, 'arguments').length === 1) return text.includes('/') ? [] : [{ source, at: parent }];
  return passwordFields(node, source, shop);
}
