import { calleeOf, child, children, enclosingFunction, isCall, isFunction, isWrapper, lastName, nameOf, unwrap, wrapped } from './ast.ts';
import type { JsNode } from './ast.ts';
import { usesOf } from './body-nodes.ts';
import { ruleSet } from './rule-sets.ts';
import { isSilent } from './toothless-gates.ts';
import type { CallFact, FunctionView, ValueModel } from './types.ts';

/** Functions that answer with a promise of a truth value, where they are given no callback; and what they answer with directly. */
const ANSWERS = ruleSet({
  'bcrypt.compare': 'promise', 'bcryptjs.compare': 'promise', '@node-rs/bcrypt.compare': 'promise', '@node-rs/bcrypt.verify': 'promise', 'argon2.verify': 'promise', '@node-rs/argon2.verify': 'promise', 'hash-wasm.bcryptVerify': 'promise', 'hash-wasm.argon2Verify': 'promise',
  'scrypt-kdf.verify': 'promise', '@simplewebauthn/server.verifyAuthenticationResponse': 'promise',
  'bcrypt.compareSync': 'now', 'bcryptjs.compareSync': 'now', '@node-rs/bcrypt.compareSync': 'now', '@node-rs/argon2.verifySync': 'now', 'crypto.timingSafeEqual': 'now', 'crypto.verify': 'now', 'crypto.createVerify().verify': 'now', 'crypto.createVerify().update().verify': 'now', 'tsscmp': 'now', 'safe-compare': 'now', 'secure-compare': 'now', 'scmp': 'now',
  'speakeasy.totp.verify': 'now', 'otplib.authenticator.check': 'now', 'otplib.authenticator.verify': 'now', 'otplib.totp.check': 'now', 'otplib.totp.verify': 'now',
});
const MAX_CALLS = 200;
const MAX_CLIMB = 20;

/** A check whose answer says nothing: `pending` for a promise that is asked instead of what it promises, `dropped` for an answer that nobody reads. */
export interface IgnoredCheck {
  readonly call: CallFact;
  readonly kind: 'pending' | 'dropped';
}

/** Calls that check a password or code, in vain. `isCheck` tells the functions in which an answer must be read. */
export function ignoredChecks(model: ValueModel, isCheck: (fn: FunctionView) => boolean): readonly IgnoredCheck[] {
  // A third argument is a callback, or options.
  const calls = model.calls(ANSWERS).filter(({ args }) => args.length > 0 && (args.length < 3 || args[2]?.object() !== null)).slice(0, MAX_CALLS);
  const found: IgnoredCheck[] = [];
  const dropped: CallFact[] = [];
  for (const call of calls) {
    const isPromise = call.origins.every((origin) => ANSWERS.get(origin) === 'promise');
    if (isPromise && isAskedUnawaited(model, call.node)) found.push({ call, kind: 'pending' });
    else if (isDropped(model, call.node) || isOnlyTold(model, call.node)) dropped.push(call);
  }
  for (const call of dropped) {
    const fn = enclosingFunction(call.node);
    const isOnly = fn !== null && calls.every((other) => other === call || enclosingFunction(other.node) !== fn || dropped.includes(other));
    const view = isOnly ? model.view(fn).fn() : null;
    if (view && isCheck(view)) found.push({ call, kind: 'dropped' });
  }
  return found;
}

/** `if (compare(a, b))`, `!compare(a, b)`, `const ok = compare(a, b); if (ok) …`. */
function isAskedUnawaited(model: ValueModel, call: JsNode): boolean {
  if (isAsked(call)) return true;
  const whole = unawaited(call);
  const name = whole && declaredName(whole);
  if (name === null) return false;
  const uses = usesOf(model, call, name);
  return uses.length > 0 && uses.every(isAsked);
}

/** The outermost expression around a promise that is the promise itself; `null` where it is awaited. */
function unawaited(call: JsNode): JsNode | null {
  let at = call;
  for (let depth = 0; depth < MAX_CLIMB && isWrapper(at.parent); depth += 1) {
    if (at.parent?.type === 'AwaitExpression') return null;
    at = at.parent as JsNode;
  }
  return at;
}

/** True where a value only decides: the test of an `if`, behind `!`, left of `&&`. */
function isAsked(node: JsNode): boolean {
  const whole = unawaited(node);
  if (!whole) return false;
  let at: JsNode = whole;
  for (let depth = 0; depth < MAX_CLIMB; depth += 1) {
    const parent: JsNode | null = at.parent ?? null;
    if (!parent) return false;
    if ((parent.type === 'UnaryExpression' && parent['operator'] === '!') || ((parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && parent['test'] === at)) return true;
    if (parent.type !== 'LogicalExpression' || parent['operator'] === '??') return false;
    if (parent['left'] === at) return true;
    at = parent;
  }
  return false;
}

/** `await compare(a, b);` as a statement of the function's own block, or an answer kept under a name that nobody reads. */
function isDropped(model: ValueModel, call: JsNode): boolean {
  const whole = wrapped(call);
  const statement = whole.parent;
  if (statement?.type === 'ExpressionStatement') return isFunction(statement.parent?.parent);
  const name = declaredName(whole);
  return name !== null && isFunction(whole.parent?.parent?.parent?.parent) && usesOf(model, call, name).length === 0;
}

/** `const ok = await compare(a, b); if (!ok) { console.log('wrong'); }`: all that asks for the answer does nothing else than to say so. */
function isOnlyTold(model: ValueModel, call: JsNode): boolean {
  const whole = wrapped(call);
  const name = declaredName(whole);
  if (name === null || !isFunction(whole.parent?.parent?.parent?.parent)) return false;
  const uses = usesOf(model, call, name);
  return uses.length > 0 && uses.every((use) => {
    const at = use.parent?.type === 'UnaryExpression' ? use.parent : use;
    const branch = at.parent?.type === 'IfStatement' && at.parent['test'] === at && !child(at.parent, 'alternate') ? child(at.parent, 'consequent') : null;
    return branch !== null && isSilent(branch, null);
  });
}

/** `ok` of `const ok = value`. */
function declaredName(value: JsNode): string | null {
  const { parent } = value;
  return parent?.type === 'VariableDeclarator' && parent['init'] === value ? nameOf(child(parent, 'id')) : null;
}

const DIGEST = /^(?:digest|hmac|createHmac|sign)$/;

/** The digest that a function computes and never compares: `const expected = createHmac(…).digest('hex'); return signature.length > 0`. */
export function unreadDigest(model: ValueModel, { node }: FunctionView): JsNode | null {
  const body = child(node, 'body');
  const statements = body?.type === 'BlockStatement' ? children(body, 'body') : [];
  for (const statement of statements.slice(0, MAX_CLIMB)) {
    for (const declarator of statement?.type === 'VariableDeclaration' ? children(statement, 'declarations') : []) {
      const init = declarator && child(declarator, 'init');
      const call = init && unwrap(init);
      const name = declarator && nameOf(child(declarator, 'id'));
      const callee = isCall(call) ? calleeOf(call) : null;
      if (call && name && DIGEST.test(lastName(callee) ?? '') && usesOf(model, call, name).length === 0) return declarator;
    }
  }
  return null;
}
