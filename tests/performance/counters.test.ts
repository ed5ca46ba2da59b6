import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import plugin from '../../src/index.ts';
import { rules } from '../../src/rules/index.ts';
import { lintedFile } from '../../src/core/file.ts';
import type { AnySourceCode } from '../../src/surfaces/source-code.ts';

// What keeps the rules fast, told by counting instead of by a clock.

const require = createRequire(import.meta.url);
/** An ordinary file of some size: ESLint's own linter. */
const SAMPLE = readFileSync(path.join(path.dirname(require.resolve('eslint/package.json')), 'lib/linter/linter.js'), 'utf8');
const MAX_LISTENERS = 2;
/** How often our code asks a node for its type, for each node of the tree and all rules together. */
const MAX_READS_PER_NODE = 2;

type Listeners = Readonly<Record<string, unknown>>;
interface Context {
  readonly sourceCode: AnySourceCode;
  readonly filename: string;
}

/** Lints a text with every rule of strict and calls `look` first, while the tree is complete but no rule has run. */
function lint(code: string, look: (context: Context) => Listeners): void {
  const probe = { meta: { type: 'problem', schema: [] }, create: look };
  const config = [{ plugins: { probe: { rules: { probe } } }, rules: { 'probe/probe': 'error' }, languageOptions: { sourceType: 'commonjs' }, linterOptions: { noInlineConfig: true } }, plugin.configs.strict[0]];
  const [fatal] = new Linter().verify(code, config as never, { filename: 'sample.js' }).filter((message) => message.fatal === true);
  if (fatal) throw new Error(fatal.message);
}

/** Every node below `root`, once. */
function nodesOf(root: object): Set<Record<string, unknown>> {
  const nodes = new Set<Record<string, unknown>>();
  const stack: unknown[] = [root];
  while (stack.length > 0) {
    const next = stack.pop();
    if (Array.isArray(next)) stack.push(...(next as unknown[]));
    if (typeof next !== 'object' || next === null || typeof (next as { type?: unknown }).type !== 'string' || nodes.has(next as Record<string, unknown>)) continue;
    nodes.add(next as Record<string, unknown>);
    for (const [key, value] of Object.entries(next)) if (!['parent', 'tokens', 'comments', 'loc', 'range'].includes(key)) stack.push(value);
  }
  return nodes;
}

/** Counts how often the type of a node is read while every rule runs. */
function readsOf(code: string): { readonly reads: number; readonly nodes: number } {
  let reads = 0;
  let counting = false;
  let size = 0;
  lint(code, ({ sourceCode }) => {
    const nodes = nodesOf(sourceCode.ast);
    size = nodes.size;
    for (const node of nodes) {
      const { type } = node;
      Object.defineProperty(node, 'type', { configurable: true, enumerable: true, get: () => ((reads += counting ? 1 : 0), type) });
    }
    return { Program: () => (counting = true), 'Program > *': () => (counting = false) };
  });
  return { reads, nodes: size };
}

describe('rules', () => {
  it.each(Object.entries(rules))('%s listens at most twice, on root nodes', (_name, rule) => {
    let listeners: Listeners = {};
    lint('var a = 1;', (context) => {
      listeners = rule.create({ ...context, sourceCode: context.sourceCode, filename: 'sample.js', settings: {}, options: [], report: () => {} });
      return {};
    });
    expect(Object.keys(listeners).length).toBeLessThanOrEqual(MAX_LISTENERS);
    for (const selector of Object.keys(listeners)) expect(selector).toBe('Program');
  });
});

describe('facts', () => {
  it('are computed once for a file, whoever asks', () => {
    lint(SAMPLE, ({ sourceCode, filename }) => ({
      Program() {
        const file = lintedFile(sourceCode, filename);
        expect(lintedFile(sourceCode, filename)).toBe(file);
        const model = file.javascript();
        expect(file.javascript()).toBe(model);
        for (const fact of ['commands', 'prose', 'embedded'] as const) expect(file[fact]()).toBe(file[fact]());
        for (const fact of ['requests', 'commandTexts', 'fileOperations', 'codeTexts', 'moduleLoads', 'calls'] as const) expect(model?.[fact]()).toBe(model?.[fact]());
      },
    }));
  });

  it('are the same objects for rules that run one after the other', () => {
    const seen = new Set<unknown>();
    lint(SAMPLE, ({ sourceCode, filename }) => {
      seen.add(lintedFile(sourceCode, filename));
      return { Program: () => seen.add(lintedFile(sourceCode, filename)), 'Program:exit': () => seen.add(lintedFile(sourceCode, filename)) };
    });
    expect(seen.size).toBe(1);
  });
});

describe('nodes visited by all rules of strict together', () => {
  it(`are at most ${MAX_READS_PER_NODE} for each node of an ordinary file`, () => {
    const { reads, nodes } = readsOf(SAMPLE);
    expect(reads).toBeGreaterThan(0);
    expect(reads / nodes).toBeLessThan(MAX_READS_PER_NODE);
  });

  it('grow with the size of the file and no faster', () => {
    const body = SAMPLE.slice(SAMPLE.indexOf('const'));
    const part = `(function () {\n${body}\n})();\n`;
    const once = readsOf(part);
    const fourTimes = readsOf(part.repeat(4));
    expect(fourTimes.nodes / once.nodes).toBeGreaterThan(3.9);
    expect(fourTimes.reads / once.reads).toBeLessThan(4 * 1.3);
  });
});
