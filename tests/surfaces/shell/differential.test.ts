import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { plainText } from '../../../src/surfaces/mapped-text.ts';
import { parseShell } from '../../../src/surfaces/shell/chunks.ts';
import { parseCommands } from '../../../src/surfaces/shell/index.ts';
import type { ShellNode, ShellWord } from '../../../src/surfaces/shell/tree.ts';

interface Oracle {
  readonly syntax: {
    NewParser(): { Parse(text: string, name: string): unknown };
    Walk(node: unknown, visit: (node: unknown) => boolean): void;
    NodeType(node: unknown): string;
  };
}

const oracle = (createRequire(import.meta.url)('mvdan-sh') as Oracle).syntax;
const ROOT = join(import.meta.dirname, '../../../node_modules');

/** Script strings of all manifests and all shell files under a folder. */
function collect(folder: string, scripts: Set<string>, depth = 0): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && depth < 8) collect(path, scripts, depth + 1);
    else if (entry.isFile() && entry.name.endsWith('.sh')) scripts.add(readFileSync(path, 'utf8'));
    else if (entry.isFile() && entry.name === 'package.json') for (const script of manifestScripts(path)) scripts.add(script);
  }
}

function manifestScripts(path: string): string[] {
  try {
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as { scripts?: Record<string, unknown> };
    return Object.values(manifest.scripts ?? {}).filter((script): script is string => typeof script === 'string' && script !== '');
  } catch {
    return [];
  }
}

/** First words of the simple commands that are plain literals, as the oracle sees them; `null` on its errors. */
function oracleNames(text: string): string[] | null {
  const found: string[] = [];
  try {
    const file = oracle.NewParser().Parse(text, 'x.sh');
    oracle.Walk(file, (node) => {
      if (node === null || node === undefined) return true;
      if (oracle.NodeType(node) !== 'CallExpr') return true;
      const first = (node as { Args?: { Parts: { Value?: string }[] }[] }).Args?.[0]?.Parts;
      const value = first?.length === 1 && oracle.NodeType(first[0]) === 'Lit' ? first[0]?.Value : undefined;
      if (value !== undefined && /^[\w./@:-]+$/.test(value)) found.push(value);
      return true;
    });
  } catch {
    return null;
  }
  return found.sort();
}

function ownNames(nodes: readonly ShellNode[], found: string[] = []): string[] {
  const words = (list: readonly ShellWord[]): void => {
    for (const { pieces } of list) for (const piece of pieces) if (piece.kind === 'substitution') ownNames(piece.body, found);
  };
  for (const node of nodes) {
    if (node.kind === 'command') {
      const [first, ...others] = node.words[0]?.pieces ?? [];
      if (first?.kind === 'text' && !first.quoted && others.length === 0 && /^[\w./@:-]+$/.test(first.value)) found.push(first.value);
      words(node.words);
      words(node.assignments.flatMap(({ value, elements }) => [value, ...(elements ?? [])]));
      words(node.redirects.flatMap(({ target }) => target ?? []));
    } else if (node.kind === 'pipeline') ownNames(node.stages, found);
    else if (node.kind === 'function') ownNames([node.body], found);
    else {
      words(node.words);
      ownNames(node.items, found);
    }
  }
  return found;
}

/** The oracle has nodes of their own for these; unbash sees commands. */
const DECLARATIONS = /^(?:export|declare|local|readonly|typeset|nameref|let)$/;

describe('the parser against another one', () => {
  const scripts = new Set<string>();
  collect(ROOT, scripts);
  const texts = [...scripts].filter((text) => text.length < 16 * 1024);

  it('has something to compare', () => {
    expect(texts.length).toBeGreaterThan(500);
  });

  it('sees the same command names in every script of the dependencies', () => {
    const different: string[] = [];
    let compared = 0;
    for (const text of texts) {
      const theirs = oracleNames(text);
      const trees = [...parseShell(text)];
      if (theirs === null || trees.some(({ incomplete }) => incomplete)) continue;
      compared += 1;
      const ours = ownNames(trees.flatMap(({ nodes }) => nodes)).filter((name) => !DECLARATIONS.test(name)).sort();
      if (ours.join('\n') !== theirs.filter((name) => !DECLARATIONS.test(name)).join('\n')) different.push(text);
    }
    expect(different).toEqual([]);
    expect(compared).toBeGreaterThan(texts.length * 0.98);
  });

  it('hides nothing of them', () => {
    const incomplete = texts.filter((text) => parseCommands(plainText(text, 0), { dialect: 'sh' }).incomplete);
    expect(incomplete.length / texts.length).toBeLessThan(0.005);
  });
});
