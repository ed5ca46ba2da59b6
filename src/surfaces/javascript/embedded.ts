import { createRequire } from 'node:module';

import type { AnySourceCode } from '../source-code.ts';
import type { JsNode } from './ast.ts';

const load = createRequire(import.meta.url) as (name: string) => unknown;

interface Espree {
  readonly VisitorKeys: Readonly<Record<string, readonly string[]>>;
  parse(text: string, options: object): JsNode;
}
interface EslintScope {
  analyze(ast: JsNode, options: object): unknown;
}

/** Longer code text is not read; a payload of that size has a file of its own. */
const MAX_LENGTH = 256 * 1024;
const ECMA_VERSION = 2026;

/**
 * Reads code that stands in a string (`node -e`, `new Function`, a timer's text) with ESLint's own parser and scope
 * analysis. Nothing is run. `null` when the text is no JavaScript, or longer than {@link MAX_LENGTH}.
 */
export function parseEmbedded(text: string): AnySourceCode | null {
  if (text.length > MAX_LENGTH || text.trim() === '') return null;
  const { parse, VisitorKeys } = load('espree') as Espree;
  for (const sourceType of ['commonjs', 'module'] as const) {
    try {
      const ast = parse(text, { ecmaVersion: 'latest', sourceType, range: true, loc: true, tokens: true, comment: true, ecmaFeatures: { globalReturn: sourceType === 'commonjs', jsx: true } });
      setParents(ast, VisitorKeys);
      const scopeManager = (load('eslint-scope') as EslintScope).analyze(ast, {
        ignoreEval: true, nodejsScope: false, ecmaVersion: ECMA_VERSION, sourceType: sourceType === 'module' ? 'module' : 'script', childVisitorKeys: VisitorKeys, fallback: 'none',
      });
      return { ast, text, lines: text.split(/\r\n|[\r\n\u2028\u2029]/), visitorKeys: VisitorKeys, scopeManager, getLocFromIndex: (index) => ({ line: 1, column: index }) };
    } catch {
      // Not of this source type, or no JavaScript at all.
    }
  }
  return null;
}

/** Gives every node its parent, as ESLint does, without recursion. */
function setParents(root: JsNode, keys: Readonly<Record<string, readonly string[]>>): void {
  const stack: JsNode[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    for (const key of keys[node.type] ?? []) {
      const value = node[key];
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
        if (typeof child !== 'object' || child === null || typeof (child as JsNode).type !== 'string') continue;
        (child as { parent: JsNode }).parent = node;
        stack.push(child as JsNode);
      }
    }
  }
}
