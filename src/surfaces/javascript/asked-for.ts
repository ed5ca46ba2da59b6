import { child } from './ast.ts';
import type { JsNode } from './ast.ts';
import type { ValueModel } from './types.ts';

const MAX_CLIMB = 30;
const MAX_TEST = 200;
/** What somebody writes who wants certificates to go unchecked: `--insecure`, `ALLOW_SELF_SIGNED`, `skipTlsVerify`. */
const ASKED = /insecure|self_?signed|allow_?(?:invalid|untrusted)|skip_?(?:tls|ssl|cert|verif)|(?:tls|ssl)_?(?:skip|no)_?verif|(?:ignore|disable)_?(?:tls|ssl|cert|verif)|reject_?unauthori[sz]ed|no_?verify|trust_?all/i;

/**
 * True for what only happens to whoever asks for it by a switch of that name: `process.env.INSECURE ? agent : undefined`,
 * `if (options.allowSelfSigned) …`. A question about something else (`NODE_ENV !== 'production'`) or its negation is none.
 */
export function isAskedFor(model: ValueModel, node: JsNode | null): boolean {
  let at = node;
  for (let depth = 0; at && depth < MAX_CLIMB; depth += 1) {
    const parent: JsNode | null = at.parent ?? null;
    const isBranch = (parent?.type === 'IfStatement' || parent?.type === 'ConditionalExpression') && parent['consequent'] === at;
    const test = parent && isBranch ? child(parent, 'test') : parent?.type === 'LogicalExpression' && parent['operator'] === '&&' && parent['right'] === at ? child(parent, 'left') : null;
    if (test && asks(model, test)) return true;
    at = parent;
  }
  return false;
}

/** A test that is true by itself, by default or in other cases too asks nobody. */
function asks(model: ValueModel, test: JsNode): boolean {
  const text = test.range[1] - test.range[0] > MAX_TEST ? '' : model.text.slice(test.range[0], test.range[1]);
  return ASKED.test(text) && !/!|\|\||\?\?|\btrue\s{0,9}[,)?:]/.test(text) && test.type !== 'Literal' && model.view(test).boolean() !== true;
}
