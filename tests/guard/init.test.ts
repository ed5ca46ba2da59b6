import { describe, expect, it } from 'vitest';

import { AGENTS } from '../../src/guard/agents/index.ts';
import { claudeHooks, hookFile, withHooks } from '../../src/guard/init.ts';
import manifest from '../../.claude-plugin/plugin.json' with { type: 'json' };
import hooksFile from '../../hooks/hooks.json' with { type: 'json' };
import packageJson from '../../package.json' with { type: 'json' };
import { lint } from '../tester.ts';

describe('init', () => {
  it('adds the hooks and keeps what is there', () => {
    const other = { matcher: 'Bash', hooks: [{ type: 'command', command: './check.sh' }] };
    const next = withHooks({ model: 'x', hooks: { PreToolUse: [other], Stop: [] } }) as { model: string; hooks: Record<string, object[]> };
    expect(next.model).toBe('x');
    expect(Object.keys(next.hooks).sort()).toEqual(['ConfigChange', 'PostToolUse', 'PreToolUse', 'Stop']);
    expect(next.hooks['PreToolUse']).toEqual([other, ...(claudeHooks()['PreToolUse'] ?? [])]);
  });

  it('changes nothing the second time', () => {
    expect(withHooks(withHooks({}) ?? {})).toBeNull();
  });

  it('matches the tools that write and run, and no others', () => {
    const [{ matcher }] = claudeHooks()['PreToolUse'] as [{ matcher: string }];
    const pattern = new RegExp(matcher);
    for (const tool of ['Write', 'Edit', 'MultiEdit', 'NotebookEdit', 'Bash', 'PowerShell', 'Monitor', 'mcp__fs__write_file']) expect(pattern.test(tool)).toBe(true);
    for (const tool of ['TodoWrite', 'BashOutput', 'Read', 'KillBash', 'x_mcp__y']) expect(pattern.test(tool)).toBe(false);
  });

  it('is what the Claude Code plugin starts, with its own path', () => {
    expect(hooksFile.hooks).toEqual(JSON.parse(JSON.stringify(claudeHooks('${CLAUDE_PLUGIN_ROOT}/dist/guard.js'))));
  });

  it('has the version of the package in the manifest of the plugin', () => {
    expect(manifest.version).toBe(packageJson.version);
  });

  it.each(AGENTS)('writes settings for %s that the rules accept', async (agent) => {
    const { file, content } = hookFile(agent);
    expect(JSON.stringify(content)).toContain(`--agent=${agent}`);
    expect(await lint(`${JSON.stringify(content, null, 2)}\n`, file, { preset: 'recommended' })).toEqual([]);
  });
});
