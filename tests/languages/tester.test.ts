import { expect, it } from 'vitest';

import { defineRule } from '../../src/core/define-rule.ts';
import { lint, ruleTester } from '../tester.ts';

const rule = defineRule({
  name: 'no-evil',
  docs: { description: 'disallow evil', risk: 'low', confidence: 'low', presets: { recommended: 'off', strict: 'warn' }, cwe: [] },
  messages: { evil: 'Evil is {{what}}.' },
  text: ({ file, report }) => {
    for (let at = file.text.indexOf('evil'); at >= 0; at = file.text.indexOf('evil', at + 4)) {
      if (file.text.slice(at - 3, at) !== 'no-') report({ at: [at, at + 4], message: 'evil', data: { what: 'evil' } });
    }
  },
});

await ruleTester(rule, {
  valid: [{ code: 'good' }, { code: 'const good = 1;\nfoo();', filename: 'a.ts' }, { code: '{"a": 1}', filename: 'package.json' }],
  invalid: [
    { code: 'evil();', errors: [{ messageId: 'evil', line: 1, column: 1, endLine: 1, endColumn: 5, data: { what: 'evil' } }] },
    { code: '#!/usr/bin/env node\nevil();', errors: [{ messageId: 'evil', line: 2, column: 1 }] },
    { code: 'const a: string = 1;\n evil();', filename: 'a.ts', errors: [{ messageId: 'evil', line: 2, column: 2 }] },
    { code: 'const a = <evil />;', filename: 'a.tsx', errors: [{ messageId: 'evil', line: 1, column: 12 }] },
    { code: 'const a = <evil />;', filename: 'a.jsx', errors: [{ messageId: 'evil', line: 1, column: 12 }] },
    { code: '{\n  "evil": 1\n}', filename: 'package.json', errors: [{ messageId: 'evil', line: 2, column: 4, endLine: 2, endColumn: 8 }] },
    { code: '{\n  // c\n  "evil": 1,\n}', filename: '.vscode/settings.json', errors: [{ messageId: 'evil', line: 3, column: 4 }] },
    { code: "{ # c\n  'evil': 1,\n}", filename: 'binding.gyp', errors: [{ messageId: 'evil', line: 2, column: 4 }] },
    { code: 'a: 1\nevil: 2\n', filename: '.github/workflows/ci.yml', errors: [{ messageId: 'evil', line: 2, column: 1, endLine: 2, endColumn: 5 }] },
    { code: 'a = 1\n evil = 2\n', filename: '.codex/config.toml', errors: [{ messageId: 'evil', line: 2, column: 2, endLine: 2, endColumn: 6 }] },
    { code: '# Title\n\nAn evil text.\n', filename: 'CLAUDE.md', errors: [{ messageId: 'evil', line: 3, column: 4, endLine: 3, endColumn: 8 }] },
    { code: '---\nname: evil\n---\n', filename: 'SKILL.md', errors: [{ messageId: 'evil', line: 2, column: 7 }] },
    { code: '#!/bin/sh\necho evil\n', filename: 'run.sh', errors: [{ messageId: 'evil', line: 2, column: 6, endLine: 2, endColumn: 10 }] },
    { code: '; c\nevil=1\n', filename: '.npmrc', errors: [{ messageId: 'evil', line: 2, column: 1, endLine: 2, endColumn: 5 }] },
  ],
});

it('lints as a user of a preset does', async () => {
  expect(await lint('const a: string = "x";\n', 'src/a.ts', { preset: 'recommended' })).toEqual([]);
  expect(await lint('{"a": 1}', 'package.json', { preset: 'recommended' })).toEqual([]);
});
