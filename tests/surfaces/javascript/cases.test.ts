import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import type { Flow, JsNode, ValueModel } from '../../../src/surfaces/javascript/index.ts';
import { withModel } from './read.ts';

interface Case {
  readonly id: string;
  readonly group: 'origin' | 'constant' | 'taint';
  readonly code: string;
  readonly expect: string | null | readonly { readonly source: string; readonly sink: string }[];
}

const CASES = JSON.parse(readFileSync(new URL('cases.json', import.meta.url), 'utf8')) as readonly Case[];

/** Cases that the model answers differently, and why. */
const EXCEPTIONS = new Map([['constant-39', 'text that a loop puts together is not folded']]);
const TYPESCRIPT_ONLY = /import \w+ = require|as const/;

function rootOf(model: ValueModel): JsNode {
  let node = model.nodeAt(0) as JsNode;
  while (node.parent) node = node.parent;
  return node;
}

/** Origins of every call in the file, traced and read backwards. */
function allOrigins(model: ValueModel): Set<string> {
  const out = new Set(model.calls().flatMap((call) => call.origins));
  const stack: unknown[] = [rootOf(model)];
  while (stack.length > 0) {
    const item = stack.pop();
    if (Array.isArray(item)) stack.push(...(item as unknown[]));
    if (typeof item !== 'object' || item === null || typeof (item as JsNode).type !== 'string') continue;
    const node = item as JsNode;
    if (node['callee']) for (const origin of model.origins(node['callee'] as JsNode)) out.add(origin);
    for (const [key, value] of Object.entries(node)) if (key !== 'parent') stack.push(value);
  }
  return out;
}

function lastText(model: ValueModel): string | null {
  const body = rootOf(model)['body'] as readonly JsNode[];
  const text = model.view(body.at(-1)?.['expression'] as JsNode).text();
  return text.constant === null && text.parts.length === 1 ? null : text.display;
}

const PREFIX: Readonly<Record<string, string>> = { secret: 'envvar:', credential: 'cred:', host: 'host:', cookie: 'cookie:', command: 'cmd:' };
const SINKS: Readonly<Record<string, string>> = { file: 'fs', command: 'exec' };

function flowName({ source, sink }: Flow): string {
  const from = source.kind === 'environment' ? 'env:*' : source.kind === 'file' ? 'file' : `${PREFIX[source.kind] ?? `${source.kind}:`}${source.name}`;
  return `${from} -> ${SINKS[sink.kind] ?? sink.kind}`;
}

function check(test: Case, model: ValueModel): void {
  if (test.group === 'origin') {
    if (test.expect === null) expect([...allOrigins(model)]).not.toContain('global:fetch');
    else expect([...allOrigins(model)]).toContain(test.expect);
  } else if (test.group === 'constant') expect(lastText(model)).toBe(test.expect);
  else {
    const flows = model.flows({ from: ['environment', 'secret', 'credential', 'file', 'host', 'cookie', 'command'] });
    const wanted = (test.expect as readonly { readonly source: string; readonly sink: string }[]).map(({ source, sink }) => `${source} -> ${sink}`);
    expect([...new Set(flows.map(flowName))].sort()).toEqual([...new Set(wanted)].sort());
  }
}

describe.each(['espree', 'typescript'] as const)('known cases, %s', (parser) => {
  const cases = CASES.filter((test) => !EXCEPTIONS.has(test.id) && (parser === 'typescript' || !TYPESCRIPT_ONLY.test(test.code)));
  it.each(cases.map((test) => [test.id, test] as const))('%s', (_id, test) => {
    withModel(test.code, (model) => check(test, model), { parser });
  });
});

it('knows at least 95 % of the cases', () => {
  expect(CASES.length).toBe(132);
  expect(EXCEPTIONS.size / CASES.length).toBeLessThanOrEqual(0.05);
});
