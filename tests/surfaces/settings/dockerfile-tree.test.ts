import { describe, expect, it } from 'vitest';

import { dockerfileTree } from '../../../src/surfaces/settings/dockerfile-tree.ts';
import type { SettingNode } from '../../../src/surfaces/settings/model.ts';

const plain = (node: SettingNode): unknown => {
  if (node.kind === 'array') return node.members.map(plain);
  if (node.kind !== 'object') return node.value;
  return node.members.map((member) => [member.key, plain(member)]);
};

describe('dockerfileTree', () => {
  it('names each instruction by its keyword', () => {
    const tree = dockerfileTree('# syntax=docker/dockerfile:1\nFROM --platform=linux/amd64 node:22 AS base\nUSER node\nADD --checksum=sha256:1 https://x/y.tgz "a b" /app/\nCOPY ["a", "b"]\n');
    expect(plain(tree)).toEqual([
      ['directive', [['syntax', 'docker/dockerfile:1']]],
      ['FROM', [['image', 'node:22'], ['flags', [['platform', 'linux/amd64']]]]],
      ['USER', [['value', 'node'], ['flags', []]]],
      ['ADD', [['sources', ['https://x/y.tgz', 'a b']], ['target', '/app/'], ['flags', [['checksum', 'sha256:1']]]]],
      ['COPY', [['sources', ['a']], ['target', 'b'], ['flags', []]]],
    ]);
  });
  it('reads both forms of ENV, and arguments without a value', () => {
    expect(plain(dockerfileTree('ENV A=b C="d e" \\\n  F=\'g\'\nENV X y z\nARG TOKEN\nARG V=1'))).toEqual([
      ['ENV', [['A', 'b'], ['C', 'd e'], ['F', 'g']]],
      ['ENV', [['X', 'y z']]],
      ['ARG', [['TOKEN', '']]],
      ['ARG', [['V', '1']]],
    ]);
  });
  it('reads the instruction inside ONBUILD with its place', () => {
    const text = 'ONBUILD ADD http://x/y /y\n';
    const inner = dockerfileTree(text).members[0]?.members[0];
    expect(inner?.key).toBe('ADD');
    expect(text.slice(...(inner?.keyRange ?? [0, 0]))).toBe('ADD');
    expect(text.slice(...(inner?.get('sources')?.members[0]?.range ?? [0, 0]))).toBe('http://x/y');
  });
  it('keeps places over continuation lines', () => {
    const text = 'ENV A=1 \\\n    NODE_OPTIONS=--inspect\n';
    const option = dockerfileTree(text).members[0]?.get('NODE_OPTIONS');
    expect(text.slice(...(option?.keyRange ?? [0, 0]))).toBe('NODE_OPTIONS');
    expect(text.slice(...(option?.range ?? [0, 0]))).toBe('--inspect');
  });
  it('survives broken text', () => {
    for (const text of ['', 'ENV', 'ENV =', 'ADD', 'ONBUILD ONBUILD RUN x', 'ONBUILD', 'COPY <<EOF /x\na b c\nEOF', `ENV ${'A=" '.repeat(5000)}`]) expect(() => plain(dockerfileTree(text))).not.toThrow();
  });
});
