import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import { languagePlugins } from '../../src/languages/index.ts';
import type { Language, SourceFile, TextSource } from '../../src/languages/language.ts';

const families = languagePlugins('eslint-plugin-agent-security', '0.0.0');
const languages: Record<string, Language> = Object.assign({}, ...Object.values(families).map((family) => family.languages));
const names = Object.keys(languages);
const file = (body: string, path = 'file'): SourceFile => ({ path, physicalPath: path, bom: false, body });
const language = (name: string): Language => languages[name] as Language;

function parse(name: string, body: string, path?: string) {
  return language(name).parse(file(body, path), { languageOptions: {} });
}

function source(name: string, body: string, path?: string): TextSource & { getLocFromIndex(index: number): { line: number; column: number }; ast: { type: string } } {
  const result = parse(name, body, path);
  if (!result.ok) throw new Error(result.errors[0]?.message);
  return language(name).createSourceCode(file(body, path), result, { languageOptions: {} }) as never;
}

const SAMPLES: Record<string, string> = {
  json: '{\n  "a": [1, true, null],\n  "b": {"c": "d"}\n}\n',
  jsonc: '// c\n{\n  "a": 1, /* d */\n}\n\n',
  json5: "{\n  a: 'b', // c\n}\n",
  gfm: '---\nname: a\n---\n\n# T\n\n- a\n- b\n\n```sh\necho\n```\n',
  commonmark: '# T\n\ntext\n',
  yaml: '\n# c\na: 1\nb:\n  - 2\n\n',
  shell: '#!/bin/sh\n# c\necho "a" # d\n',
  text: '; c\na=b\n',
  toml: '# c\n[a]\nb = "c"\n',
};

describe.each(names)('%s', (name) => {
  const sample = SAMPLES[name] as string;

  it.each([sample, sample.replaceAll('\n', '\r\n')])('knows line and column of every character', (text) => {
    const code = source(name, text);
    const base = language(name).columnStart;
    for (let index = 0; index <= text.length; index += 1) {
      if (text[index - 1] === '\r') continue;
      const before = text.slice(0, index).split('\n');
      expect(code.getLocFromIndex(index)).toEqual({ line: before.length, column: (before.at(-1) ?? '').length + base });
    }
  });

  it.each([
    ['NUL characters', '\0\0a\0'],
    ['an unclosed everything', '[{("\'`<<EOF ${ $(( <!-- """ \'\'\' --- *a **b'],
    ['random characters', Array.from({ length: 3000 }, (_, index) => String.fromCharCode((index * 7919 + 13) % 700)).join('')],
    ['lone surrogates', '\ud800 \udfff \ud83d'],
    ['deep brackets', '['.repeat(50_000)],
    ['deep lists', '- '.repeat(50_000)],
    ['deep quotes', '>'.repeat(50_000)],
    ['a pyramid', Array.from({ length: 400 }, (_, index) => `${' '.repeat(index)}- a:`).join('\n')],
    ['keys of objects', '{"__proto__": 1, "constructor": 2}'],
  ])('reads %s or says why not, and never throws', (_name, text) => {
    const result = parse(name, text);
    if (result.ok) {
      const code = source(name, text);
      expect(code.text).toBe(text);
      expect(code.getLocFromIndex(text.length).line).toBeGreaterThan(0);
    } else {
      for (const error of result.errors) {
        expect(error.message).toMatch(/\S/);
        expect(error.message.length).toBeLessThanOrEqual(200);
        expect(error.line).toBeGreaterThanOrEqual(1);
        expect(error.column).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it('answers what rules for JavaScript ask', () => {
    const code = source(name, sample) as unknown as Record<string, unknown> & { ast: object };
    const call = (method: string, ...values: unknown[]): unknown => (code[method] as (...args: unknown[]) => unknown).call(code, ...values);
    expect(call('getAllComments')).toBeInstanceOf(Array);
    expect(call('getScope', code.ast)).toMatchObject({ type: 'global', references: [], variables: [] });
    expect(call('getDeclaredVariables', code.ast)).toEqual([]);
    expect(call('isGlobalReference', code.ast)).toBe(false);
    expect(call('getLines')).toEqual(code['lines']);
    expect((code['parserServices'] as { program: { getCompilerOptions(): object } }).program.getCompilerOptions()).toMatchObject({ strictNullChecks: true });
  });

  it('accepts language options of other languages', () => {
    const own = language(name);
    expect(() => own.validateLanguageOptions({ parser: {}, globals: { a: true }, allowTrailingCommas: 'x' })).not.toThrow();
    expect(own.normalizeLanguageOptions?.({ frontmatter: 1 })).toMatchObject({ parserOptions: {}, globals: {} });
  });

  it('reads a large honest file', () => {
    const lines: Record<string, string> = { json: '', gfm: 'A line of text.\n\n', commonmark: 'A line of text.\n\n', toml: '# c\n' };
    const line = lines[name] ?? (name.startsWith('json') ? '' : '# a comment\n');
    const text = line === '' ? `[${'{"a": 1},\n'.repeat(5000)}1]` : line.repeat(3000);
    expect(parse(name, text).ok).toBe(true);
  });
});

it.each(['shell', 'text'])('reads %s files of 5 MB', (name) => {
  const text = 'echo "a $(b) c" # d\n'.repeat(250_000);
  expect(source(name, text).getLocFromIndex(text.length)).toEqual({ line: 250_001, column: 0 });
});

it.each([
  ['gfm', '- a\n'.repeat(600_000)],
  ['yaml', '- a\n'.repeat(1_100_000)],
])('says that a %s file is too long to be read', (name, text) => {
  expect(parse(name, text)).toMatchObject({ ok: false, errors: [{ message: expect.stringContaining('longer than') }] });
});

describe('roots', () => {
  it.each([
    ['json', '{}', 'Document'], ['gfm', 'a', 'root'], ['yaml', 'a: 1', 'Program'], ['shell', 'ls', 'ShellScript'], ['text', 'a', 'TextDocument'], ['toml', 'a = 1', 'TomlDocument'],
  ])('%s', (name, text, type) => {
    expect(source(name, text).ast.type).toBe(type);
  });

  it('keeps the TOML tree reachable', () => {
    expect(source('toml', 'a = 1').ast).toMatchObject({ toml: { type: 'Program', body: [{ type: 'TOMLTopLevelTable' }] } });
  });

  it('reads front matter', () => {
    expect(source('gfm', '---\nname: a\n---\n\nb').ast).toMatchObject({ children: [{ type: 'yaml', value: 'name: a' }, { type: 'paragraph' }] });
  });
});

describe('gyp files', () => {
  it('may hold # comments, but not instead of a string', () => {
    expect(parse('json5', "{ # it's a comment\n  'a': 'b#c', # d\n}", 'binding.gyp').ok).toBe(true);
    expect(JSON.stringify(source('json5', "{'a': 'b#c'}", 'binding.gyp').ast)).toContain('b#c');
    expect(source('json5', '{} # c', 'binding.gyp').text).toBe('{} # c');
  });

  it('are the only JSON5 files with them', () => {
    expect(parse('json5', '{ # c\n}', 'a.json5').ok).toBe(false);
  });
});

describe('comments', () => {
  const comments = (name: string, text: string): string[] => (source(name, text).ast as unknown as { comments: { value: string }[] }).comments.map(({ value }) => value.trim());

  it.each([
    ['echo a # b', ['b']],
    ['# a\r\necho # b\r\n', ['a', 'b']],
    ['echo a#b "# c" \'# d\' \\# $# ${#x} ${x#y} ${x:-# z}', []],
    ["echo $'it\\'s # no' # yes", ['yes']],
    ['cat <<EOF\n# no\nEOF\n# yes', ['yes']],
    ["cat <<-'E F' # on the line\n\t# no\n\tE F\n# yes", ['on the line', 'yes']],
    ['cat <<A <<"B"\n# no\nA\n# no\nB\n# yes', ['yes']],
    ['cat <<<EOF # yes\n# yes too', ['yes', 'yes too']],
    ['x="$(ls # inside\n)" # outside', ['inside', 'outside']],
    ['echo `ls # a`', ['a`']],
    ['echo $((16#ff << 2)) # yes', ['yes']],
    ['(( x = 1 << 3 )) # yes\n# yes too', ['yes', 'yes too']],
    ['case x in a) ls;; esac # yes', ['yes']],
    ['echo "unclosed # no', []],
  ])('shell: %j', (text, expected) => {
    expect(comments('shell', text)).toEqual(expected);
  });

  it.each([
    ['# a\n; b\n// c\nd # e\n', ['a', 'b', 'c']],
    ['  # a\r\n\tb=#c', ['a']],
    ['a=b # eslint-disable-line x -- y', ['eslint-disable-line x -- y']],
    ['a=http://eslint-disable-line.example', []],
  ])('text: %j', (text, expected) => {
    expect(comments('text', text)).toEqual(expected);
  });

  it('TOML', () => {
    expect(comments('toml', 'a = "# no" # yes\n')).toEqual(['yes']);
  });
});

const fires = { create: (context: { sourceCode: TextSource; report(problem: object): void }) => ({ '*': (node: { type: string }) => node === context.sourceCode.ast && report(context) }) };
function report(context: { sourceCode: TextSource; report(problem: object): void }): void {
  const { text } = context.sourceCode;
  for (let at = text.indexOf('evil'); at >= 0; at = text.indexOf('evil', at + 1)) {
    const start = (context.sourceCode as unknown as { getLocFromIndex(index: number): object }).getLocFromIndex(at);
    context.report({ loc: start, message: 'Evil.' });
  }
}

function numbered(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join('');
}

function lines(name: string, text: string, linterOptions: object = {}): (number | string)[] {
  const [key] = Object.entries(families).find(([, family]) => name in family.languages) ?? [''];
  const config = { files: ['**/*.x'], plugins: { ...families, t: { rules: { r: fires } } }, language: `${key}/${name}`, rules: { 't/r': 'error' }, linterOptions };
  return new Linter({ configType: 'flat' }).verify(text, [config] as never, { filename: 'a.x' }).map((message) => (message.ruleId === 't/r' ? message.line : message.message));
}

describe('disable comments', () => {
  it.each(['shell', 'yaml', 'toml', 'text'])('%s: all four kinds, with a reason', (name) => {
    const line = (value: string, comment = ''): string => (name === 'yaml' ? `- ${value}${comment}` : name === 'toml' ? `k${Math.random().toString(36).slice(2)} = "${value}"${comment}` : `${value}${comment}`);
    const text = [
      line('evil'),
      '# eslint-disable t/r -- because',
      line('evil'),
      '# eslint-enable t/r',
      line('evil'),
      '# eslint-disable-next-line t/r -- because',
      line('evil'),
      line('evil', ' # eslint-disable-line t/r -- because'),
      line('evil'),
    ];
    expect(lines(name, text.join('\n'))).toEqual([1, 5, 9]);
    expect(lines(name, text.join('\r\n'))).toEqual([1, 5, 9]);
  });

  it.each(['# x', '; x', '// x'])('text: %s', (comment) => {
    expect(lines('text', `${comment.replace('x', 'eslint-disable-next-line t/r -- because')}\nevil\nevil`)).toEqual([3]);
  });

  it('rule comments configure, and broken ones are reported', () => {
    expect(lines('shell', '# eslint t/r: off\nevil')).toEqual([]);
    expect(lines('shell', '# eslint and prettier are there already, at versions that CI checks: see below\n# eslint config: see below\nfine').filter((line) => typeof line === 'string')).toEqual([]);
    expect(lines('shell', '# eslint t/r: }\nevil').some((line) => typeof line === 'string')).toBe(true);
  });

  it('do nothing where inline configuration is off', () => {
    expect(lines('shell', '# eslint-disable\nevil', { noInlineConfig: true })).toContain(2);
  });

  it('are not taken from a here-document', () => {
    expect(lines('shell', 'cat <<E\n# eslint-disable\nE\nevil')).toEqual([4]);
  });
});

describe('a broken file', () => {
  it.each([
    ['json', '{"a": }', /Unexpected/],
    ['jsonc', '{"a"', /./],
    ['yaml', 'a: [1', /flow|expected/i],
    ['toml', 'a = \n', /value/i],
    ['toml', `a = ${'['.repeat(1000)}`, /nests too deeply/],
    ['yaml', '['.repeat(1000), /nests too deeply/],
    ['gfm', '- '.repeat(1000), /nests too deeply/],
    ['yaml', numbered(30_000, (index) => `k${index}: x\n`), /too many keys/],
    ['yaml', `jobs:\n${numbered(30_000, (index) => `  ? k${index}\n  : x\n`)}`, /too many keys/],
    ['yaml', `- - a: {${numbered(30_000, (index) => `k${index}: x, `)}}`, /too many keys/],
    ['yaml', `- a: x\n${numbered(30_000, (index) => `  k${index}: x\n`)}`, /too many keys/],
  ])('%s: %j is a parse error of the file', (name, text, message) => {
    const [error] = lines(name, text);
    expect(error).toMatch(/^Parsing error: /);
    expect(error).toMatch(message);
  });
});

describe('many keys in YAML', () => {
  it.each([
    ['of as many mappings', numbered(3000, (index) => `k${index}:\n  a: 1\n  b: 2\n`)],
    ['of items of a list', `list:\n${'  - a: 1\n    b: 2\n'.repeat(3000)}`],
    ['of lists in braces', `a: { b: [${'x, '.repeat(30_000)}x] }\n`],
  ])('%s are read', (_what, text) => {
    expect(lines('yaml', `${text}b: evil\n`)).toEqual([text.split('\n').length]);
  });
});

describe('addresses in Markdown', () => {
  const line = 'see https://x.example/u or mail a@x.example ';

  it('are read in any number of paragraphs', () => {
    expect(lines('gfm', `${`${line}\n\n`.repeat(4000)}evil`)).toEqual([8001]);
    expect(lines('gfm', `${line.repeat(1000)}\n\nevil`)).toEqual([3]);
  });

  it('that crowd one paragraph are a parse error at its line', () => {
    const [error] = lines('gfm', `# a\n\n${line.repeat(12_000)}\n\nevil`);
    expect(error).toMatch(/^Parsing error: This paragraph holds too many addresses/);
  });
});

describe('underlined headings in Markdown', () => {
  it('are read', () => {
    expect(lines('gfm', `${'a\n---\n\n'.repeat(300)}${'b\n\n---\n\n'.repeat(3000)}evil`)).toEqual([12_901]);
  });

  it('beyond what the parser can take are a parse error', () => {
    const [error] = lines('gfm', `${'a b\n---\n\n'.repeat(2600)}evil`);
    expect(error).toMatch(/^Parsing error: This text holds too many underlined headings/);
  });
});

it('a byte-order mark moves nothing', () => {
  expect(lines('text', '\uFEFFevil')).toEqual([1]);
  expect(lines('json', '\uFEFF{"evil": 1}')).toEqual([1]);
  expect(lines('yaml', '\uFEFFevil: 1')).toEqual([1]);
});
