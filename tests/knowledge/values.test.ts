import { describe, expect, it } from 'vitest';

import { hostileUrl, isConsequentialCommand, isConventionalToolPath, isOpenEndedProgram, isPlaceholder, isQuietFolder, isRepoRelative, isShellProgram, plainHttpReach, saysOff, saysOn, urlReach } from '../../src/knowledge/values.ts';

const all = <T>(test: (value: string) => T, values: readonly string[], expected: T): void => {
  expect(values.map((value) => [value, test(value)])).toEqual(values.map((value) => [value, expected]));
};

describe('value predicates', () => {
  it('tell placeholders from values', () => {
    all(isPlaceholder, ['${API_KEY}', '$TOKEN', 'YOUR_API_KEY', '<token>', 'Bearer ${X}', 'xxxx', '${env:FOO}', '${input:key}', '', '{{ key }}'], true);
    all(isPlaceholder, [['gh', 'p_', 'Ab3dEf9hIj2kLm4nOp6qRs8tUv0wXyZ1a5B7'].join(''), 'a9f8c3', 'postgres'], false);
  });
  it('tell paths into the repository', () => {
    all(isRepoRelative, ['./x', '../x', 'tools/git', '${workspaceFolder}/bin/git', '${workspaceFolder:api}/x', '.vscode\\git.exe', '.', '$CLAUDE_PROJECT_DIR/x'], true);
    all(isRepoRelative, ['git', '/usr/bin/git', 'C:\\Git\\git.exe', 'C:/Git/git.exe', '~/bin/git', '${env:HOME}/x', '${userHome}/x', 'https://x.example/a', 'npm run x/y', ''], false);
  });
  it('tell conventional tool folders', () => {
    all(isConventionalToolPath, ['node_modules/typescript/lib', './packages/a/node_modules/.bin/x', '../../node_modules/x', '${workspaceFolder}/.venv/bin/python', '.yarn/sdks/x', 'vendor/bin/phpcs', 'tools/x', './bin/x', 'api/venv/bin/python'], true);
    all(isConventionalToolPath, ['.vscode/git', './src/bin2/x', 'scripts/x', '${workspaceFolder}/php', 'node_modules2/x', 'envoy/x'], false);
  });
  it('tell hiding places', () => {
    all(isQuietFolder, ['.vscode/a.js', './.claude/x.mjs', '${workspaceFolder}/public/fonts/a.woff2', 'a/.github/x.js'], true);
    all(isQuietFolder, ['scripts/a.js', 'vscode/a.js', 'src/public.js'], false);
  });
  it('tell programs', () => {
    all(isShellProgram, ['bash', '/bin/zsh', 'C:\\Windows\\System32\\cmd.exe', 'PowerShell.exe'], true);
    all(isShellProgram, ['node', '/usr/bin/bashful', 'npm', ''], false);
    all(isOpenEndedProgram, ['curl', '/usr/bin/python3', 'npx', 'SUDO'], true);
    all(isOpenEndedProgram, ['git', 'npm', 'ls', 'constructor'], false);
    expect([['rm'], ['git', 'push'], ['npm', 'publish'], ['git', 'status'], ['npm', 'test'], []].map(isConsequentialCommand)).toEqual([true, true, true, false, false, false]);
  });
  it('tell where URLs lead', () => {
    expect(['https://webhook.site/a', 'http://45.61.3.2/x', 'http://169.254.169.254/', 'https://example.com/webhook.site', 'http://10.0.0.1', './x'].map(hostileUrl)).toEqual([
      'collection point',
      'bare address',
      'metadata service',
      null,
      null,
      null,
    ]);
    expect(['http://localhost:1', 'http://192.168.1.2/', 'https://x.example', 'https://${HOST}/x', 'x'].map(urlReach)).toEqual(['loopback', 'private', 'outside', null, null]);
    expect(['http://x.com', 'ws://x.com', 'http://127.0.0.1', 'http://host.docker.internal:1', 'http://10.1.2.3', 'https://x.com'].map(plainHttpReach)).toEqual(['outside', 'outside', null, null, 'private', null]);
  });
  it('tell yes and no', () => {
    expect([false, 0, '0', 'False', 'off', 'no'].every(saysOff)).toBe(true);
    expect([true, 1, '1', 'TRUE', 'yes'].every(saysOn)).toBe(true);
    expect([null, undefined, '', 'x', {}].some((value) => saysOff(value) || saysOn(value))).toBe(false);
  });
});
