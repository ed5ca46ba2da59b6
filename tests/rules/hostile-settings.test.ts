import { describe, expect, it } from 'vitest';

import approvals from '../../src/rules/no-agent-permission-bypass.ts';
import devcontainer from '../../src/rules/no-unsafe-devcontainer.ts';
import vscode from '../../src/rules/no-unsafe-vscode-settings.ts';
import workflow from '../../src/rules/no-unsafe-workflow.ts';
import { lintRule } from './rows.ts';

const nested = (depth: number, open: string, close: string): string => open.repeat(depth) + close.repeat(depth);
const anchors = ['a: &a { x: 1 }', ...Array.from({ length: 20 }, (_, index) => `k${index}: &${'bcdefghijklmnopqrstuv'[index]} [${`*${'abcdefghijklmnopqrstu'[index]}, `.repeat(9)}*a]`)].join('\n');

/** Files that are as hostile as their format allows: they end in findings or a parse error, never in a crash or a hang. */
const JSON_TEXTS: readonly (readonly [name: string, text: string])[] = [
  ['empty', ''],
  ['broken', '{ "a": '],
  ['deeply nested objects', `${'{"a":'.repeat(300)}1${'}'.repeat(300)}`],
  ['deeply nested arrays', nested(300, '[', ']')],
  ['many members', `{${Array.from({ length: 3000 }, (_, index) => `"terminal.integrated.env.linux.V${index}": "x"`).join(',')}}`],
  ['many duplicates', `{${'"command": "x", '.repeat(1000)}"command": "y"}`],
  ['many tasks that depend on each other', `{"tasks":[${Array.from({ length: 500 }, (_, index) => `{"label":"t${index}","dependsOn":["t${index + 1}","t0"],"runOptions":{"runOn":"folderOpen"},"command":"x"}`).join(',')}]}`],
  ['a name of dots', `{"${'.'.repeat(5000)}": true}`],
  ['a long command', `{"tasks":[{"label":"x","command":"${'curl x | '.repeat(5000)}sh"}]}`],
  ['many approvals', `{"chat.tools.terminal.autoApprove":{${Array.from({ length: 300 }, (_, index) => `"/(|a)(|b)(|c)(x|y${index})*/": true`).join(',')}},"chat.tools.edits.autoApprove":{${Array.from({ length: 300 }, (_, index) => `"**/{a,b,c}/{d,e}/${index}": true`).join(',')}}}`],
];

const YAML_TEXTS: readonly (readonly [name: string, text: string])[] = [
  ['empty', ''],
  ['anchors that multiply', anchors],
  ['services through anchors', `x: &x { privileged: true }\nservices:\n${Array.from({ length: 500 }, (_, index) => `  s${index}: { <<: *x }`).join('\n')}\n`],
  ['many steps', `on: issues\njobs:\n  a:\n    steps:\n${'      - run: echo ${{ github.event.issue.title }} ${{ env.X }}\n'.repeat(500)}`],
  ['many expressions in one text', `on: issues\njobs:\n  a:\n    steps:\n      - run: "${'${{ github.head_ref }} '.repeat(3000)}"\n`],
  ['one expression without an end', `jobs:\n  a:\n    steps:\n      - run: "${'${{ ('.repeat(3000)}"\n`],
];

describe('hostile settings', () => {
  for (const [name, text] of JSON_TEXTS) {
    it(`JSON: ${name}`, () => {
      for (const [rule, filename] of [[vscode, '.vscode/settings.json'], [vscode, '.vscode/tasks.json'], [vscode, 'a.code-workspace'], [devcontainer, '.devcontainer/devcontainer.json']] as const) {
        expect(() => lintRule(rule, text, filename, { strict: true })).not.toThrow();
      }
    });
  }
  for (const [name, text] of YAML_TEXTS) {
    it(`YAML: ${name}`, () => {
      for (const [rule, filename] of [[devcontainer, 'compose.yaml'], [workflow, '.github/workflows/ci.yml'], [workflow, '.gitlab-ci.yml']] as const) {
        expect(() => lintRule(rule, text, filename, { strict: true })).not.toThrow();
      }
    });
  }
  it('does not fail on more commands in one list than a function takes arguments', () => {
    const text = `{"lint-staged":{"*":[${Array.from({ length: 150_000 }, () => '"prettier"').join(',')}]}}`;
    expect(() => lintRule(approvals, text, 'package.json', { strict: true })).not.toThrow();
  });
  it('still reports behind the noise', () => {
    const text = `{${'"x": 1, '.repeat(3000)}"security.workspace.trust.enabled": false}`;
    expect(lintRule(vscode, text, '.vscode/settings.json').map(({ messageId }) => messageId)).toEqual(['protectionOff']);
  });
});
