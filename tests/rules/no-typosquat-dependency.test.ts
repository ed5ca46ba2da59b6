import rule from '../../src/rules/no-typosquat-dependency.ts';
import { ruleTester } from '../tester.ts';
import type { Case } from '../tester.ts';

const manifest = (names: readonly string[], group = 'dependencies'): string => JSON.stringify({ [group]: Object.fromEntries(names.map((name) => [name, '^1.0.0'])) }, null, 1);
const ok = (code: string, more: Partial<Case> = {}): Case => ({ code, filename: 'package.json', ...more });

await ruleTester(rule, {
  valid: [
    ok(manifest(['@modelcontextprotokol/tools', '@nastjs/core', '@stripo/react'])),
    { code: manifest(['@tippy.js/react', 'short-uid', 'electron-updater', '@langchain/openai']), filename: 'package.json' },
    { code: 'packageExtensions:\n  "expresss@*":\n    dependencies:\n      express: ^5\n', filename: '.yarnrc.yml' },
    ok(manifest(['lodash', 'express', 'preact', 'react', '@babel/core', '@types/node', 'cross-env'])),
    ok(manifest(['has-own', 'memory-stream', '@storyblok/react', 'my-own-helpers', '@acme/lodahs'])),
    ok(manifest(['webpac']), { options: { allow: [] } }),
    ok(manifest(['lodahs']), { options: { allow: ['lodahs'] } }),
    ok(manifest(['crossenv']), { settings: { allowedPackages: ['crossenv'] } }),
    ok('{"dependencies": {"lodahs": "workspace:*", "expresss": "file:./expresss"}}'),
    ok('{"lodahs": "1", "scripts": {"expresss": "1"}}'),
    ok('{"dependencies": {"lodahs": {"version": "1"}}}'),
  ],
  invalid: [
    { code: manifest(['@modelcontextprotocal/sdk']), filename: 'package.json', errors: [{ messageId: 'imitation', suggestions: 1 }] },
    // a name that stands there already cannot be given again
    { code: '{ "dependencies": { "lodahs": "1", "lodash": "4" } }', filename: 'package.json', errors: [{ messageId: 'imitation', suggestions: 0 }] },
    { code: manifest(['@langchian/openai', '@modelcontextprotcol/sdk', 'electorn-updater', 'expresss-jwt', 'webextension-polyfil']), filename: 'package.json', errors: Array.from({ length: 5 }, () => ({ messageId: 'imitation' as const, suggestions: 1 })) },
    { code: '{ "dependencies": { "expresss": "~4.18.2" } }', filename: 'package.json', errors: [{ messageId: 'imitation', suggestions: 1 }] },
    { code: 'packageExtensions:\n  "webpack@*":\n    dependencies:\n      expresss: ^4\n', filename: '.yarnrc.yml', errors: [{ messageId: 'imitation', line: 4, column: 7, suggestions: 1 }] },
    { code: '{ "pnpm": { "packageExtensions": { "webpack": { "peerDependencies": { "expresss": "*" } } } } }', filename: 'package.json', errors: [{ messageId: 'imitation', suggestions: 1 }] },
    { code: 'configDependencies:\n  expresss: 1.0.0\n', filename: 'pnpm-workspace.yaml', errors: [{ messageId: 'imitation', suggestions: 1 }] },
    {
      code: '{\n  "dependencies": {\n    "lodahs": "^4.17.21"\n  }\n}',
      filename: 'package.json',
      errors: [{ messageId: 'imitation', line: 3, column: 5, endLine: 3, endColumn: 13, data: { name: 'lodahs', target: 'lodash', how: 'swapped letters' }, suggestions: [{ messageId: 'rename', output: '{\n  "dependencies": {\n    "lodash": "^4.17.21"\n  }\n}' }] }],
    },
    { code: manifest(['crossenv'], 'devDependencies'), filename: 'package.json', errors: [{ messageId: 'imitation', suggestions: 1 }] },
    { code: manifest(['expresss'], 'optionalDependencies'), filename: 'package.json', errors: [{ messageId: 'imitation', suggestions: 1 }] },
    { code: manifest(['@bable/core', '@typse/node'], 'peerDependencies'), filename: 'package.json', errors: [{ messageId: 'imitation', suggestions: 1 }, { messageId: 'imitation', suggestions: 1 }] },
    { code: '{"dependencies": {"util": "npm:lodahs@4"}}', filename: 'package.json', errors: [{ messageId: 'imitation', column: 27 }] },
    { code: manifest(['webpac']), filename: 'package.json', options: { strict: true }, errors: [{ messageId: 'similar', suggestions: 1 }] },
    { code: manifest(['lodash-official']), filename: 'package.json', options: { strict: true }, errors: [{ messageId: 'similar', suggestions: 1 }] },
    { code: 'catalog:\n  expresss: ^4\n', filename: 'pnpm-workspace.yaml', errors: [{ messageId: 'imitation', line: 2, column: 3, suggestions: 1 }] },
  ],
});
