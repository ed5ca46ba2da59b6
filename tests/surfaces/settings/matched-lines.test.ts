import { describe, expect, it } from 'vitest';

import type { FileKind } from '../../../src/knowledge/file-kind.ts';
import { findSettings, settingsTree } from '../../../src/surfaces/settings/index.ts';
import type { SettingNode } from '../../../src/surfaces/settings/index.ts';

function read(text: string, kind: FileKind, path: string): SettingNode {
  const root = settingsTree({ ast: { type: 'Text' }, text, lines: text.split('\n'), getLocFromIndex: (index) => ({ line: 1, column: index }) }, { kind, path, language: 'text' });
  if (!root) throw new Error('no settings tree');
  return root;
}
const members = (root: SettingNode): readonly (readonly [string, unknown])[] => root.members.map(({ key, value }) => [String(key), value]);

describe('files in which single lines are settings', () => {
  it('gives the options of a requirements file by one name each, and where they stand', () => {
    const text = '# -i https://no\n-i https://a\n  --extra-index-url=https://b # c\n--trusted-host c:8080\nx==1 --hash=sha256:0\n-r base.txt\n';
    const root = read(text, 'python-requirements', 'requirements.txt');
    expect(members(root)).toEqual([['index-url', 'https://a'], ['extra-index-url', 'https://b'], ['trusted-host', 'c:8080']]);
    const [first, second] = root.members;
    expect(text.slice(...(first?.keyRange ?? [0, 0]))).toBe('-i');
    expect(text.slice(...(second?.keyRange ?? [0, 0]))).toBe('--extra-index-url');
    expect(text.slice(...(second?.range ?? [0, 0]))).toBe('https://b');
  });

  it('gives requirements that name an address, as a list, and where they stand', () => {
    const text = 'a==1\n  x[y] @ https://a/x.whl ; python_version > "3"\n-e git+https://a/b#egg=b\n# https://no\nhttps://a/c.whl\n';
    const items = read(text, 'python-requirements', 'requirements.txt').get('requirements')?.members ?? [];
    expect(items.map(({ value }) => value)).toEqual(['x[y] @ https://a/x.whl ; python_version > "3"', '-e git+https://a/b#egg=b', 'https://a/c.whl']);
    expect(items.map(({ range }) => text.slice(...range))).toEqual(items.map(({ value }) => value));
  });

  it('gives the sources of a Gemfile', () => {
    expect(members(read("# source 'https://no'\nsource('https://a')\ngem 'source', 'https://no'\n  source \"https://b\" do\n", 'ruby-config', 'Gemfile'))).toEqual([['source', 'https://a'], ['source', 'https://b']]);
  });

  it('takes the backslash off a colon in properties', () => {
    const text = 'distributionBase=X\r\ndistributionUrl=https\\://a/b.zip\r\n#wrapperUrl=https\\://no\n';
    const root = read(text, 'wrapper-properties', 'gradle-wrapper.properties');
    expect(members(root)).toEqual([['distributionUrl', 'https://a/b.zip']]);
    expect(text.slice(...(root.members[0]?.range ?? [0, 0]))).toBe('https\\://a/b.zip');
  });

  it('gives the variables of a Jenkinsfile, in and between blocks', () => {
    const text = "x = 'no'\npipeline {\n  environment {\n    A = 'a'\n    B = \"b ${c}\"\n    C = credentials('no')\n  }\n  stage { environment { D = 'd' } }\n  environment {\n    E = 'e'\n  }\n}\n";
    const variables = findSettings(read(text, 'pipeline', 'Jenkinsfile'), 'environment.*');
    expect(variables.map(({ key, value }) => [key, value])).toEqual([['A', 'a'], ['B', 'b ${c}'], ['D', 'd'], ['E', 'e']]);
    expect(text.slice(...(variables[0]?.range ?? [0, 0]))).toBe('a');
    expect(text.slice(...(variables[0]?.keyRange ?? [0, 0]))).toBe('A');
  });

  it('ends on long texts without a match, and on many', () => {
    const start = performance.now();
    expect(read(`${' '.repeat(200_000)}\n${'-i '.repeat(100_000)}`, 'python-requirements', 'requirements.txt').members).toHaveLength(1);
    expect(read('environment {\n'.repeat(50_000), 'pipeline', 'Jenkinsfile').members).toHaveLength(0);
    expect(read("source 'a'\n".repeat(50_000), 'ruby-config', 'Gemfile').members.length).toBeLessThanOrEqual(10_000);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
