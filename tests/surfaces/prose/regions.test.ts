import { Linter } from 'eslint';
import type { Linter as LinterTypes } from 'eslint';
import { describe, expect, it } from 'vitest';

import { lintedFile } from '../../../src/core/file.ts';
import { lintText } from '../../corpus/lint.ts';

interface Seen {
  readonly carrier: string;
  readonly text: string;
  readonly source: string;
  readonly heading: string;
  readonly hiddenBy: string | undefined;
}

/** The regions of a file, with the source that each stands for. */
function regions(file: string, code: string): Seen[] {
  const seen: Seen[] = [];
  const rule = {
    create(context: { sourceCode: never; filename: string }) {
      const linted = lintedFile(context.sourceCode, context.filename);
      const read = (): void => {
        for (const { carrier, text, heading, hiddenBy } of linted.prose()) seen.push({ carrier, text: text.text, source: linted.text.slice(...text.toSource(0, text.text.length)), heading, hiddenBy });
      };
      return { Program: read, Document: read, root: read, ShellScript: read, TextDocument: read, TomlDocument: read };
    },
  };
  const messages = lintText({ ...rule, meta: { schema: false } }, file, code);
  expect(messages.map(({ message }) => message)).toEqual([]);
  return seen;
}
const carriers = (file: string, code: string): string[] => regions(file, code).map(({ carrier, text }) => `${carrier}: ${text.trim()}`);

describe('Markdown', () => {
  it('reads blocks as raw text, with the heading above', () => {
    const code = '# One *two*\n\nSee https://example.com | and `x`.\n\n- a\n- b\n\n> quoted\n\n| t |\n|---|\n| u |\n\n```js\ncode\n```\n';
    expect(carriers('a.md', code)).toEqual(['heading: # One *two*', 'paragraph: See https://example.com | and `x`.', 'list: a', 'list: b', 'blockquote: quoted', 'table: | t |\n|---|\n| u |', 'code: ```js\ncode\n```']);
    expect(regions('a.md', code)[1]).toMatchObject({ heading: 'One *two*', source: 'See https://example.com | and `x`.' });
  });
  it('takes what readers do not see apart', () => {
    expect(carriers('a.md', 'Text <!-- one --> more ![alt text](a.png "title text") and [l](b "link title").\n\n[//]: # (a comment)\n\n[ref]: https://example.com "a title"\n\n<!-- block -->\n')).toEqual([
      `paragraph: Text ${' '.repeat(12)} more ![        ](a.png "          ") and [l](b "          ").`,
      'html-comment: <!-- one -->',
      'image: alt text',
      'image: title text',
      'link-title: link title',
      'link-comment: a comment',
      'link-title: a title',
      'html-comment: <!-- block -->',
      'html: ',
    ]);
  });
  it('finds elements that are not shown', () => {
    const found = regions('a.md', '<div style="display:none"><b>not</b> shown</div>\n\nA <span style="opacity:0">pale</span> word.\n');
    expect(found.filter(({ hiddenBy }) => hiddenBy !== undefined).map(({ hiddenBy, source }) => `${hiddenBy} ${source}`)).toEqual(['display:none <b>not</b> shown', 'opacity:0 pale']);
  });
  it('reads front matter as values', () => {
    expect(regions('SKILL.md', '---\nname: x\ndescription: "a \\"quoted\\" text"\n---\n\nText.\n')).toMatchObject([
      { carrier: 'front-matter', text: 'x' },
      { carrier: 'front-matter', text: 'a "quoted" text' },
      { carrier: 'paragraph', text: 'Text.' },
    ]);
  });
});

describe('plain instruction files', () => {
  it('are split at blank lines, headings, fences and quotes', () => {
    expect(carriers('.cursorrules', '# Rules\n\nUse tabs.\nAlways.\n\n```\na\n\nb\n```\n> q\n\n1. one\n')).toEqual(['text: # Rules', 'text: Use tabs.\nAlways.', 'code: ```\na\n\nb\n```', 'blockquote: > q', 'list: 1. one']);
  });
});

describe('comments', () => {
  it('of code: neighbouring lines are one text, marks are blank', () => {
    const code = 'a(); // Ask the user first,\n// then the developer.\n\n/** Tells the\n * user why. It is long enough.\n */\nexport {};\n// x\n';
    expect(regions('a.js', code).map(({ carrier, text, source }) => [carrier, text.replace(/\s+/g, ' ').trim(), source.length === text.length])).toEqual([
      ['comment', 'Ask the user first, then the developer.', true],
      ['doc-comment', expect.stringContaining('Tells the user why.'), true],
    ]);
  });
  it('without a telling word are not read', () => expect(regions('a.js', '// The quick brown fox jumps over the lazy dog.\n')).toEqual([]));
  it.each([
    ['run.sh', 'true # Ask the user before you do it\necho "# not the user or a comment"', '# Ask the user before you do it'],
    ['a.yml', 'a: "# not the user at all, a value" # Ask the user before you do it', '# Ask the user before you do it'],
    ['Dockerfile', '# Ask the user before you do it\nFROM node', '# Ask the user before you do it'],
    ['a.toml', 'a = 1 # Ask the user before you do it', '# Ask the user before you do it'],
    ['a.jsonc', '{ "a": 1 /* Ask the user before you do it */ }', '/* Ask the user before you do it */'],
  ])('of %s', (file, code, source) => expect(regions(file, code).map((region) => region.source)).toEqual([source]));
});

describe('strings that agents read', () => {
  it.each([
    ['a tool call', 'server.tool("name", "What it does", run)', 'tool-description: What it does'],
    ['a parameter', 'z.string().describe("What it is")', 'tool-description: What it is'],
    ['a description beside a schema', 'f({ description: "What it does", inputSchema: {} })', 'tool-description: What it does'],
    ['another description', 'f({ description: "What it does", prompt: 1 })', 'setting: What it does'],
    ['instructions', 'new Agent({ instructions: `Do ${x} this` })', 'prompt: Do \uE000 this'],
    ['a constant', 'const SYSTEM_PROMPT = "You are kind";', 'prompt: You are kind'],
    ['a message', 'f([{ role: "system", content: "You are kind" }])', 'prompt: You are kind'],
    ['a concatenation', 'const prompt = "You are " + "kind";', 'prompt: You are kind'],
  ])('%s', (_name, code, expected) => expect(carriers('a.js', code)).toEqual([expected]));
  it('keep their place through escapes', () => {
    expect(regions('a.js', 'const prompt = "You \\x61re kind";')).toMatchObject([{ text: 'You are kind', source: 'You \\x61re kind' }]);
  });
  it('are not any other strings', () => expect(regions('a.js', 'const label = "description: not one"; f("prompt"); describe("the tools", run)')).toEqual([]));
});

describe('settings', () => {
  it('give their texts', () => {
    expect(carriers('package.json', '{ "name": "not-a-text-at-all", "description": "A description", "keywords": ["a long keyword here"] }')).toEqual(['setting: A description', 'setting: a long keyword here']);
    expect(carriers('a.yml', 'agent:\n  instructions: |\n    Line one\n    line two\n  tools:\n    - name: a\n      description: What it does\n')).toEqual(['prompt: Line one\nline two', 'tool-description: What it does']);
    expect(carriers('a.toml', 'prompt = """\nSay hello to them"""')).toEqual(['prompt: Say hello to them']);
  });
});

describe('hostile files', () => {
  it.each([
    ['unclosed comments', 'a.md', `# A\n\n${'<!-- '.repeat(5000)}`],
    ['tags without an end', 'a.md', '<p style="'.repeat(5000)],
    ['quotes without an end', '.cursorrules', '\u201c'.repeat(100_000)],
    ['many headings', 'a.md', '# a\n'.repeat(1000)],
    ['many comments', 'a.js', '// Ask the user\n'.repeat(3000)],
    ['many descriptions', 'a.js', 'f({ description: "__proto__ of the user" });\n'.repeat(500)],
  ])('%s do not stop it', (_name, file, code) => expect(() => regions(file, code)).not.toThrow());
  it('names of prototypes are names', () => expect(carriers('a.json', '{ "__proto__": { "description": "A description" }, "constructor": "x" }')).toEqual(['setting: A description']));
});

it('is computed once per file', () => {
  const results: unknown[] = [];
  const rule = { create: (context: { sourceCode: never; filename: string }) => ({ Program: () => void results.push(lintedFile(context.sourceCode, context.filename).prose()) }) };
  new Linter({ configType: 'flat' }).verify('// Ask the user before you do it\n', [{ plugins: { a: { rules: { one: rule, two: rule } } }, rules: { 'a/one': 2, 'a/two': 2 } }] as unknown as LinterTypes.Config[]);
  expect(results).toHaveLength(2);
  expect(results[0]).toBe(results[1]);
});
