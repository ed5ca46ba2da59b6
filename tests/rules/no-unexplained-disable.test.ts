import { describe, expect, it } from 'vitest';
import { Linter } from 'eslint';
import { Linter as Linter9 } from 'eslint-9';

import rule from '../../src/rules/no-unexplained-disable.ts';
import { languagePlugins } from '../../src/languages/index.ts';
import { ruleTester } from '../tester.ts';

const strict = { strict: true };
const allow = { strict: true, allow: ['no-env-dump', 'agent-security/no-unsafe-*'] };

/** ESLint's own tester would count unused directives, so these cases are linted one by one. */
function lint(code: string, filename: string, options: object, L: typeof Linter = Linter): { messageId?: string; line: number; message: string }[] {
  const extension = filename.slice(filename.lastIndexOf('.') + 1);
  const language = { md: 'agent-security-markdown/gfm', jsonc: 'agent-security-json/jsonc', yml: 'agent-security-yaml/yaml', sh: 'agent-security-text/shell', toml: 'agent-security-text/toml', npmrc: 'agent-security-text/text' }[extension];
  const inert = { create: () => ({}) };
  const rules = { 'no-unexplained-disable': rule, 'no-env-dump': inert, 'no-unsafe-git': inert };
  const config = {
    files: [`**/*.${extension}`],
    plugins: { ...languagePlugins('eslint-plugin-agent-security', '0.0.0'), 'agent-security': { rules } },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    ...(language ? { language } : {}),
    rules: { 'agent-security/no-unexplained-disable': ['error', options] },
  };
  return new L({ configType: 'flat' }).verify(code, [config] as never, { filename });
}

const NAME = 'agent-security/no-unexplained-disable';
const SILENCED: readonly (readonly [file: string, code: string, message: string, line: number])[] = [
  ['a.js', '/* eslint-disable */\nfoo();', 'wholeFile', 1],
  ['a.js', `foo();\n/* eslint-disable ${NAME} -- because */\nfoo();`, 'wholeFile', 2],
  ['a.js', 'foo(); // eslint-disable-line', 'unexplained', 1],
  ['a.js', `foo(); // eslint-disable-line ${NAME}`, 'unexplained', 1],
  ['a.js', '// eslint-disable-next-line agent-security/no-env-dump\nfoo();', 'unexplained', 1],
  ['a.js', '// eslint-disable-next-line no-undef, agent-security/no-env-dump -- 1\nfoo();', 'unexplained', 1],
  ['a.js', '/* eslint-disable agent-security/no-env-dump */\nfoo();\n/* eslint-enable */', 'unexplained', 1],
  ['a.js', '/* eslint agent-security/no-env-dump: off */\nfoo();', 'wholeFile', 1],
  ['a.js', '/* eslint no-var: 2, "agent-security/no-env-dump": ["off"] */\nfoo();', 'wholeFile', 1],
  ['a.md', '# A\n\n<!-- eslint-disable -->\n\nText.', 'wholeFile', 3],
  ['a.md', `# A\n\nText <!-- eslint-disable-line ${NAME} -->`, 'unexplained', 3],
  ['a.jsonc', '/* eslint-disable */\n{}', 'wholeFile', 1],
  ['a.jsonc', '{\n  // eslint-disable-next-line agent-security/no-env-dump\n  "a": 1\n}', 'unexplained', 2],
  ['a.yml', '# eslint-disable\na: 1', 'wholeFile', 1],
  ['a.yml', 'a: 1 # eslint-disable-line', 'unexplained', 1],
  ['a.sh', '#!/bin/sh\n# eslint-disable\ntrue', 'wholeFile', 2],
  ['a.toml', '# eslint-disable-next-line agent-security/no-env-dump\na = 1', 'unexplained', 1],
  ['.npmrc', '# eslint-disable\na=1', 'wholeFile', 1],
];
const FINE: readonly (readonly [file: string, code: string])[] = [
  ['a.js', '// eslint-disable-next-line agent-security/no-env-dump -- a local collector, see the design notes\nfoo();'],
  ['a.js', 'foo(); // eslint-disable-line -- generated line'],
  ['a.js', '/* eslint-disable no-undef */\nfoo();'],
  ['a.js', '/* eslint no-undef: off */\nfoo();'],
  ['a.js', '/* eslint agent-security/no-env-dump: error */\nfoo();'],
  ['a.js', '/* eslint-disable agent-security/no-env-dump -- prints the help */\nfoo();\n/* eslint-enable agent-security/no-env-dump */'],
  ['a.js', 'const text = "// eslint-disable-line";'],
  ['a.md', '# A\n\n`<!-- eslint-disable -->` switches the rules off.'],
  ['a.yml', 'a: "# eslint-disable"'],
  ['a.sh', 'echo "# eslint-disable"'],
];

describe.each([
  ['ESLint 10', Linter],
  ['ESLint 9', Linter9 as unknown as typeof Linter],
])('no-unexplained-disable on %s', (_name, L) => {
  it.each(SILENCED)('reports a directive that silences the rule itself: %s %j', (file, code, messageId, line) => {
    expect(lint(code, file, {}, L)).toMatchObject([{ messageId, line }]);
  });
  it.each(FINE)('says nothing about %s %j', (file, code) => expect(lint(code, file, {}, L)).toEqual([]));
});

describe('no-unexplained-disable in strict', () => {
  it('takes no reason', () => {
    expect(lint('// eslint-disable-next-line agent-security/no-env-dump -- a local collector\nfoo();', 'a.js', strict)).toMatchObject([{ messageId: 'forbidden' }]);
  });
  it('takes a reason for rules that the team allows', () => {
    expect(lint('// eslint-disable-next-line agent-security/no-env-dump -- a local collector\nfoo();', 'a.js', allow)).toEqual([]);
    expect(lint('// eslint-disable-next-line agent-security/no-unsafe-git -- a throw-away branch\nfoo();', 'a.js', allow)).toEqual([]);
    expect(lint('// eslint-disable-next-line agent-security/no-env-dump\nfoo();', 'a.js', allow)).toMatchObject([{ messageId: 'unexplained' }]);
  });
  it('names the rules', () => {
    const [message] = lint('// eslint-disable-next-line agent-security/no-env-dump, no-undef, agent-security/no-unsafe-git\nfoo();', 'a.js', strict);
    expect(message?.message).toContain('agent-security/no-env-dump, agent-security/no-unsafe-git');
  });
});

await ruleTester(
  rule,
  {
    valid: [
      { code: 'export default [{ rules: { "agent-security/no-env-dump": "off" } }];', filename: 'eslint.config.js' },
      { code: 'export default [{ rules: { "agent-security/no-env-dump": "error", "no-undef": "off" } }];', filename: 'eslint.config.js', options: strict },
      { code: 'export default [{ rules: { "agent-security/no-env-dump": "off" } }];', filename: 'eslint.config.js', options: allow },
      { code: 'export default { "agent-security/no-env-dump": "off" };', filename: 'other.js', options: strict },
      { code: 'export default ["agent-security/no-env-dump"];', filename: 'eslint.config.mjs', options: strict },
      { code: 'foo();' },
    ],
    invalid: [
      { code: 'export default [{ rules: { "agent-security/no-env-dump": "off" } }];', filename: 'eslint.config.js', options: strict, errors: [{ messageId: 'configured', line: 1, column: 28, endColumn: 63 }] },
      { code: 'export default [{ rules: { "agent-security/no-env-dump": 0 } }];', filename: 'eslint.config.mjs', options: strict, errors: [{ messageId: 'configured' }] },
      { code: 'export default [{ rules: { "agent-security/no-env-dump": ["off", {}] } }];', filename: 'packages/a/eslint.config.ts', options: strict, errors: [{ messageId: 'configured' }] },
      { code: 'const off = "off";\nexport default [{ rules: { "agent-security/no-env-dump": off } }];', filename: 'eslint.config.js', options: strict, errors: [{ messageId: 'configured' }] },
      { code: 'export default [{ rules: { "agent-security/no-unsafe-git": "off", "agent-security/no-tls-bypass": "off" } }];', filename: 'eslint.config.js', options: allow, errors: [{ messageId: 'configured' }] },
      { code: 'module.exports = [{ rules: { "agent-security/no-env-dump": "off" } }];', filename: 'eslint.config.cjs', options: strict, errors: [{ messageId: 'configured' }] },
    ],
  },
  { undisablable: true },
);
