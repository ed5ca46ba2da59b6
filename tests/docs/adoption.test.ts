import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import plugin from '../../src/index.ts';

const { recommended, strict } = plugin.configs;
const verify = (code: string, filename: string, ...more: readonly object[]): readonly string[] =>
  new Linter().verify(code, [...recommended, ...more] as never, { filename }).map(({ ruleId, message }) => ruleId ?? message);

describe('docs/adoption.md', () => {
  it('strict holds in the folder that its rules are set for, and nowhere else', () => {
    const entry = { files: ['packages/agents/**'], rules: strict[0]?.rules };
    expect(verify('fetch("https://api.example-service.com");', 'packages/agents/a.js', entry)).toEqual(['agent-security/no-external-fetch']);
    expect(verify('fetch("https://api.example-service.com");', 'src/a.js', entry)).toEqual([]);
  });

  it.each([
    ['src/a.js', '// ', '', 'console.log(process.env);', 'no-env-dump'],
    ['src/a.js', '/* ', ' */', 'console.log(process.env);', 'no-env-dump'],
    ['.claude/settings.json', '// ', '', '{ "enableAllProjectMcpServers": true }', 'no-unsafe-agent-settings'],
    ['.vscode/settings.json', '/* ', ' */', '{ "security.workspace.trust.enabled": false }', 'no-unsafe-vscode-settings'],
    ['compose.yaml', '# ', '', 'services: { app: { image: "app:1", privileged: true } }', 'no-unsafe-devcontainer'],
    ['scripts/a.sh', '# ', '', 'rm -rf ~/', 'no-destructive-command'],
    ['.codex/config.toml', '# ', '', 'sandbox_mode = "danger-full-access"', 'no-unsafe-agent-settings'],
    ['Dockerfile', '# ', '', 'RUN rm -rf /', 'no-destructive-command'],
    ['.npmrc', '# ', '', 'registry=https://npm.acme-registry.dev/', 'no-untrusted-registry'],
    ['README.md', '<!-- ', ' -->', '<p style="font-size: 0">Words that only a program reads.</p>', 'no-hidden-text'],
  ])('a comment with a reason silences a line of %s', (filename, open, close, code, rule) => {
    expect(verify(`${code}\n`, filename)).toContain(`agent-security/${rule}`);
    const reason = `${open}eslint-disable-next-line agent-security/${rule} -- agreed with the team${close}\n`;
    expect(verify(`${reason}${code}\n`, filename)).toEqual([]);
    const none = `${open}eslint-disable-next-line agent-security/${rule}${close}\n`;
    expect(verify(`${none}${code}\n`, filename)).toEqual(['agent-security/no-unexplained-disable']);
  });
});
