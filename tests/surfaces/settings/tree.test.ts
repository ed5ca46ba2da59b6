import { describe, expect, it } from 'vitest';

import { findSettings, isUnder, pathOf, walkSettings } from '../../../src/surfaces/settings/index.ts';
import type { SettingNode } from '../../../src/surfaces/settings/index.ts';
import { fromJsonc, fromMarkdown, fromMomoa, fromText, fromToml, fromYaml, plain, sourceAt } from './helpers.ts';

const JSON_TEXT = '{"a": [1, -2, null, true, "x\\u0063y"], // c\n"b": {"c": {}, "c": 2}, "__proto__": {"d": "e"},}';

describe.each([
  ['@eslint/json', fromMomoa],
  ['jsonc-eslint-parser', fromJsonc],
])('JSON read by %s', (_name, parse) => {
  it('gives kinds, values and members, duplicates included', () => {
    const root = parse(JSON_TEXT);
    expect(plain(root.get('a'))).toEqual([1, -2, null, true, 'xcy']);
    expect(root.get('b')?.members.map((member) => member.kind)).toEqual(['object', 'number']);
    expect(root.get('b')?.get('c')?.value).toBe(2);
    expect(root.get('__proto__')?.get('d')?.value).toBe('e');
    expect(root.get('constructor')).toBeUndefined();
    expect(root.get('toString')).toBeUndefined();
  });

  it('knows where names, values and parts of strings stand', () => {
    const root = parse(JSON_TEXT);
    const item = root.get('a')?.members[4];
    expect(JSON_TEXT.slice(...(item?.range ?? [0, 0]))).toBe('"x\\u0063y"');
    expect(sourceAt(JSON_TEXT, item, 'c')).toBe('\\u0063');
    expect(sourceAt(JSON_TEXT, item, 'y')).toBe('y');
    expect(sourceAt(JSON_TEXT, item, 'xcy')).toBe('x\\u0063y');
    expect(JSON_TEXT.slice(...(root.get('b')?.keyRange ?? [0, 0]))).toBe('"b"');
    expect(pathOf(item as SettingNode)).toEqual(['a', 4]);
  });

  it('cuts a tree that is too deep and says so', () => {
    const root = parse(`${'['.repeat(400)}1${']'.repeat(400)}`);
    expect(root.cutAt).toBeNull();
    expect([...walkSettings(root)].length).toBe(201);
    expect(root.cutAt).not.toBeNull();
  });
});

describe('YAML', () => {
  it('resolves anchors, aliases and merges; own members win', () => {
    const root = fromYaml('base: &b\n  x: 1\n  y: 2\nuse:\n  <<: *b\n  y: 3\nlist:\n  <<: [*b, {z: 1, x: 9}]\nalso: *b\nnone: *missing\n');
    expect(plain(root.get('use'))).toEqual({ x: 1, y: 3 });
    expect(plain(root.get('list'))).toEqual({ x: 1, y: 2, z: 1 });
    expect(plain(root.get('also'))).toEqual({ x: 1, y: 2 });
    expect(root.get('none')?.kind).toBe('null');
  });

  it('survives aliases that multiply and aliases of themselves', () => {
    const lines = ['a0: &a0 [x, x]'];
    for (let index = 1; index < 60; index += 1) lines.push(`a${index}: &a${index} [*a${index - 1}, *a${index - 1}, *a${index - 1}]`);
    lines.push('self: &s [*s, *s]');
    const root = fromYaml(lines.join('\n'));
    expect([...walkSettings(root)].length).toBeLessThan(40_000);
    expect(root.cutAt).not.toBeNull();
  });

  it('survives merges that multiply', () => {
    const lines = ['a0: &a0 {x: 1}'];
    for (let index = 1; index < 200; index += 1) lines.push(`a${index}: &a${index}\n  <<: [*a${index - 1}, *a${index - 1}]\n  k${index}: 1`);
    const root = fromYaml(lines.join('\n'));
    expect([...walkSettings(root)].length).toBeLessThan(40_000);
  });

  it('reads scalars of every style with their positions', () => {
    const text = [
      'plain: one\n  two',
      "single: 'it''s'",
      'double: "a\\u0062\\\n   c"',
      'literal: |-\n  curl x \\\n    | sh\n\n  end',
      'folded: >\n  curl x\n  | bash\n\n  next\n',
      'bool: true',
      'tagged: !!str 12',
      'empty:',
    ].join('\n');
    const root = fromYaml(text);
    expect(plain(root)).toEqual({
      plain: 'one two',
      single: "it's",
      double: 'abc',
      literal: 'curl x \\\n  | sh\n\nend',
      folded: 'curl x | bash\nnext\n',
      bool: true,
      tagged: '12',
      empty: null,
    });
    for (const node of root.members) if (node.kind === 'string') expect(node.text().text).toBe(node.value);
    expect(sourceAt(text, root.get('plain'), 'two')).toBe('two');
    expect(sourceAt(text, root.get('single'), "'")).toBe("''");
    expect(sourceAt(text, root.get('double'), 'b')).toBe('\\u0062');
    expect(sourceAt(text, root.get('double'), 'c')).toBe('c');
    expect(sourceAt(text, root.get('literal'), '| sh')).toBe('| sh');
    expect(sourceAt(text, root.get('literal'), 'end')).toBe('end');
    expect(sourceAt(text, root.get('folded'), '| bash')).toBe('| bash');
    expect(sourceAt(text, root.get('folded'), 'next')).toBe('next');
  });

  it('keeps positions through CRLF and explicit indentation', () => {
    const text = 'run: |2\r\n    a b\r\n   c\r\nfold: >-\r\n  d\r\n  e\r\n';
    const root = fromYaml(text);
    expect(sourceAt(text, root.get('run'), 'c')).toBe('c');
    expect(sourceAt(text, root.get('run'), 'a b')).toBe('a b');
    expect(sourceAt(text, root.get('fold'), 'e')).toBe('e');
  });
});

describe('TOML', () => {
  const text = 'top = 1\na.b.c = "x\\u0041"\n[mcp_servers.s]\ncommand = \'npx\'\nargs = ["-y", "p"]\nenv = { A = "1", B.c = true }\n[mcp_servers.s.tools]\nt = 2\n[[list]]\nn = 1\n[[list]]\nn = 2\n[list.sub]\nd = 2020-01-01\ntext = """\nab\\\n   c"""\n';
  const root = fromToml(text);

  it('merges dotted keys, tables and arrays of tables', () => {
    expect(plain(root)).toEqual({
      top: 1,
      a: { b: { c: 'xA' } },
      mcp_servers: { s: { command: 'npx', args: ['-y', 'p'], env: { A: '1', B: { c: true } }, tools: { t: 2 } } },
      list: [{ n: 1 }, { n: 2, sub: { d: 'OTHER', text: 'abc' } }],
    });
  });

  it('maps strings to the source', () => {
    expect(sourceAt(text, root.get('a')?.get('b')?.get('c'), 'A')).toBe('\\u0041');
    expect(sourceAt(text, findSettings(root, 'list[].sub.text')[0], 'c')).toBe('c');
    expect(sourceAt(text, findSettings(root, 'mcp_servers.*.command')[0], 'npx')).toBe('npx');
  });
});

describe('front matter', () => {
  it('is the tree of a Markdown file, in place', () => {
    const text = '---\nname: x\nhooks:\n  Stop:\n    - command: "curl \\x41"\n---\n# Title\n';
    const root = fromMarkdown(text);
    expect(plain(root ?? undefined)).toEqual({ name: 'x', hooks: { Stop: [{ command: 'curl A' }] } });
    expect(sourceAt(text, root ? findSettings(root, 'hooks.*[].command')[0] : undefined, 'A')).toBe('\\x41');
  });

  it('reads what is no YAML line by line', () => {
    const text = '---\r\ndescription: Use: always\r\nglobs: *.ts\r\nalwaysApply: true\r\n---\r\n';
    expect(plain(fromMarkdown(text) ?? undefined)).toEqual({ description: 'Use: always', globs: '*.ts', alwaysApply: true });
  });

  it('with thousands of keys is read line by line', () => {
    const text = `---\n${Array.from({ length: 10_000 }, (_, index) => `k${index}: v\n`).join('')}tools: Bash(*)\n---\n`;
    expect(fromMarkdown(text)?.get('tools')?.text().text).toBe('Bash(*)');
  });

  it('needs its fences at the start', () => {
    expect(fromMarkdown('# t\n---\na: 1\n---\n')).toBeNull();
    expect(fromMarkdown('---\na: 1\n')).toBeNull();
  });
});

describe('lines', () => {
  it('reads .npmrc', () => {
    const text = '; c\n# c\nregistry=https://r.example/ ; why\n//h.example/:_authToken=${NPM_TOKEN}\nca[]="a"\nca[] = b\nstrict-ssl=false\nfund\nx="a;b"\n';
    const root = fromText(text, 'npmrc', '.npmrc');
    expect(plain(root)).toEqual({ registry: 'https://r.example/', '//h.example/:_authToken': '${NPM_TOKEN}', ca: ['a', 'b'], 'strict-ssl': false, fund: true, x: 'a;b' });
    const token = root.get('//h.example/:_authToken');
    expect(token?.text().holes).toEqual([[0, 12]]);
    expect(text.slice(...(token?.range ?? [0, 0]))).toBe('${NPM_TOKEN}');
    expect(text.slice(...(root.get('registry')?.range ?? [0, 0]))).toBe('https://r.example/');
  });

  it('reads git configuration', () => {
    const text = '[core]\n\thooksPath = "a b" # c\n[url "git@h:"]\n  insteadOf = https://h/\n[http]\nsslVerify=false\n[alias]\n x = !sh -c \\"a\\"\n[core]\n editor = vi\n';
    const root = fromText(text, 'git-config');
    expect(plain(root)).toEqual({ core: { hooksPath: 'a b', editor: 'vi' }, url: { 'git@h:': { insteadOf: 'https://h/' } }, http: { sslVerify: false }, alias: { x: '!sh -c "a"' } });
    expect(sourceAt(text, findSettings(root, 'alias.x')[0], '"a"')).toBe('\\"a\\"');
  });

  it('reads pip configuration with values over several lines', () => {
    const text = '[global]\nindex-url = https://p.example/simple\ntrusted-host =\n    a.example\n    b.example\ntimeout = 5\n';
    expect(plain(fromText(text, 'pip-config'))).toEqual({ global: { 'index-url': 'https://p.example/simple', 'trusted-host': 'a.example\n    b.example', timeout: '5' } });
  });

  it('reads .yarnrc and .env files', () => {
    expect(plain(fromText('# c\nregistry "https://r.example"\n--install.ignore-scripts false\nyarn-path .yarn/y.cjs\n', 'yarnrc'))).toEqual({
      registry: 'https://r.example',
      '--install.ignore-scripts': false,
      'yarn-path': '.yarn/y.cjs',
    });
    expect(plain(fromText('export A=1 # c\nB="x # y"\nC=true\nD=\n', 'other', '.env.local'))).toEqual({ A: '1', B: 'x # y', C: 'true', D: '' });
  });

  it('reads both forms of yarn.lock', () => {
    const v1 = '# yarn lockfile v1\n\n"@a/b@^1", "@a/b@^1.2":\n  version "1.2.0"\n  resolved "https://h.example/b.tgz#x"\n  integrity sha512-x\n  dependencies:\n    c "^1"\n\nc@^1:\n  version "1.0.0"\n';
    const root = fromText(v1, 'lockfile', 'yarn.lock');
    expect(plain(root)).toEqual({
      '@a/b@^1, @a/b@^1.2': { version: '1.2.0', resolved: 'https://h.example/b.tgz#x', integrity: 'sha512-x', dependencies: { c: '^1' } },
      'c@^1': { version: '1.0.0' },
    });
    expect(v1.slice(...(findSettings(root, '*.resolved')[0]?.range ?? [0, 0]))).toBe('https://h.example/b.tgz#x');
    expect(plain(fromText('"a@npm:^1":\n  resolution: "a@npm:1.0.0"\n  checksum: 10/x\n', 'lockfile', 'yarn.lock'))).toEqual({ 'a@npm:^1': { resolution: 'a@npm:1.0.0', checksum: '10/x' } });
  });
});

describe('queries', () => {
  const root = fromMomoa('{"a.b": {"c": 1}, "a": {"b.c": 2, "b": {"c": [3, [4]]}}, "a.b.c": 5, "deny": {"x.y": "z"}}');

  it('finds nested, dotted and mixed spellings', () => {
    expect(findSettings(root, 'a.b.c').map((node) => node.value)).toEqual([1, 2, undefined, 5]);
    expect(findSettings(root, 'a.*.c').length).toBe(4);
    expect(findSettings(root, 'a.b.c[]').map((node) => node.value)).toEqual([3, undefined]);
    expect(findSettings(root, 'a.b.c[][]').map((node) => node.value)).toEqual([4]);
    expect(findSettings(root, '*').length).toBe(4);
    expect(findSettings(root, 'a.x')).toEqual([]);
  });

  it('tells whether a node stands under a name', () => {
    const node = findSettings(root, 'deny.x.y')[0] as SettingNode;
    expect(isUnder(node, new Set(['deny']))).toBe(true);
    expect(isUnder(node, new Set(['y']))).toBe(true);
    expect(isUnder(node, new Set(['block']))).toBe(false);
  });
});
