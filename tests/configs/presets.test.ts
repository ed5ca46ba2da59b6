import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import plugin from '../../src/index.ts';
import { FILE_TABLE, fileKind, fileRow } from '../../src/knowledge/files.ts';
import { matchesPath, parseGlob } from '../../src/knowledge/glob.ts';

/** A path that a pattern matches: every star becomes a letter. */
const example = (pattern: string): string => pattern.replaceAll('**', 'deep/er').replaceAll('*', 'x').replaceAll('?', 'x');

describe('the file table', () => {
  const patterns = FILE_TABLE.flatMap((row) => row.patterns.map((pattern) => [pattern, row] as const));

  it.each(patterns)('%s is a pattern that ESLint takes files for', (pattern) => {
    expect(pattern).toMatch(/^\*\*\//);
    expect(pattern).not.toMatch(/\/\*{1,2}$|\*\*$/);
    expect(pattern).not.toMatch(/[{}[\]()!]/);
  });

  it('gives every file one language, and no pattern twice', () => {
    for (const [pattern, row] of patterns) {
      const path = example(pattern);
      for (const [other, rival] of patterns) {
        if (rival.language !== row.language) expect(matchesPath(path, parseGlob(other)), `${path} as ${row.language} and ${rival.language} (${other})`).toBe(false);
      }
    }
    expect(new Set(patterns.map(([pattern]) => pattern)).size).toBe(patterns.length);
  });

  it.each(patterns)('finds the row of a file of %s', (pattern, row) => {
    const found = fileRow(example(pattern));
    expect(found?.language).toBe(row.language);
    expect(fileRow(`C:\\repo\\${example(pattern).replaceAll('/', '\\')}`)).toBe(found);
    // The same file at the top of a project.
    expect(fileRow(example(pattern.slice(3)))?.language).toBe(row.language);
  });

  it.each([
    ['/repo/package.json', 'json', 'package-json', undefined],
    ['/repo/packages/a/package.json', 'json', 'package-json', undefined],
    ['.mcp.json', 'json', 'mcp-config', 'claude'],
    ['/repo/.cursor/mcp.json', 'json', 'mcp-config', 'cursor'],
    ['/repo/.vscode/mcp.json', 'json', 'mcp-config', 'vscode'],
    ['/repo/.vscode/settings.json', 'json', 'vscode-settings', 'vscode'],
    ['/repo/.vscode/sftp.json', 'json', 'vscode-other', 'vscode'],
    ['/repo/.claude/settings.local.json', 'json', 'agent-settings', 'claude'],
    ['/repo/.claude/skills/x/SKILL.md', 'markdown', 'skill', undefined],
    ['/repo/.claude/commands/x/y.md', 'markdown', 'agent-command', 'claude'],
    ['/repo/.claude/rules/a.md', 'markdown', 'agent-instructions', 'claude'],
    ['/repo/.codex/config.toml', 'toml', 'agent-settings', 'codex'],
    ['/repo/.kiro/settings/mcp.json', 'json', 'mcp-config', 'kiro'],
    ['/repo/.github/workflows/ci.yml', 'yaml', 'workflow', undefined],
    ['/repo/docker-compose.override.yml', 'yaml', 'compose', undefined],
    ['/repo/Dockerfile.prod', 'text', 'dockerfile', undefined],
    ['/repo/.husky/pre-commit', 'shell', 'git-hook', undefined],
    ['/repo/scripts/a.sh', 'shell', 'shell', undefined],
    ['/repo/README.md', 'markdown', 'markdown', undefined],
    ['/repo/CLAUDE.md', 'markdown', 'agent-instructions', 'claude'],
    ['/repo/notes', 'markdown', 'markdown', undefined],
    ['/repo/src/i18n/de.json', 'json', 'other', undefined],
    ['/repo/package.json.ts', 'javascript', 'code', undefined],
    ['/repo/mypackage.json', 'json', 'other', undefined],
    ['/repo/.claude/settings.json', 'javascript', 'code', 'claude'],
  ] as const)('%s as %s is %s', (path, language, kind, client) => {
    expect(fileKind(path, language)).toBe(kind);
    expect(fileRow(path)?.client).toBe(client);
  });

  it('says quickly what a long path is', () => {
    expect(fileRow(`${'a/'.repeat(20_000)}.claude/x/${'b'.repeat(20_000)}.md`)?.kind).toBe('markdown');
  });
});

describe('globs', () => {
  it.each([
    ['**/a.md', 'a.md', true], ['**/a.md', 'x/y/a.md', true], ['**/a.md', '/x/a.md', true], ['**/a.md', 'ba.md', false],
    ['**/.x/**/*.md', '.x/a.md', true], ['**/.x/**/*.md', '.x/b/c/a.md', true], ['**/.x/**/*.md', '.x/b/c/a.mdx', false],
    ['**/r*/a?', 'rules/ab', true], ['**/r*/a?', 'rules/a', false], ['**/r*/a?', 'rules/x/ab', false],
    ['**/*aab', 'aaaaaaab', true], ['**/*a*b*c', 'xxaxxbxx', false],
  ])('%s and %s: %s', (pattern, path, expected) => {
    expect(matchesPath(path, parseGlob(pattern))).toBe(expected);
  });
});

describe.each(['recommended', 'strict'] as const)('%s', (preset) => {
  const entries = plugin.configs[preset];

  it('turns rules on for whatever is linted, then brings files in self-contained entries', () => {
    const [first, ...rest] = entries;
    expect(first).not.toHaveProperty('files');
    expect(first).not.toHaveProperty('language');
    expect(rest.length).toBeGreaterThan(7);
    for (const entry of rest) {
      const [key] = (entry.language ?? '').split('/');
      expect(entry.plugins?.[key ?? '']).toBeDefined();
      expect(entry.plugins?.['agent-security']).toBe(plugin);
      expect(entry).toHaveProperty('name');
      expect(entry).not.toHaveProperty('languageOptions');
      expect(Object.keys(entry.rules ?? {})).toEqual(Object.keys(first?.rules ?? {}));
    }
  });

  it('never registers the keys of official plugins', () => {
    const keys = new Set(entries.flatMap((entry) => Object.keys(entry.plugins ?? {})));
    for (const key of ['json', 'markdown', 'yml', 'yaml', 'jsonc']) expect(keys).not.toContain(key);
  });

  it('follows the metadata of the rules', () => {
    for (const [name, { meta }] of Object.entries(plugin.rules)) {
      const severity = meta.docs.presets[preset];
      const expected = severity === 'off' ? undefined : preset === 'strict' && meta.docs.strictOption ? [severity, { strict: true }] : severity;
      expect(entries[0]?.rules?.[`agent-security/${name}`]).toEqual(expected);
    }
  });

  it('runs few rules on lockfiles', () => {
    const lockfiles = entries.filter((entry) => entry.name?.endsWith('-lockfiles'));
    expect(lockfiles).toHaveLength(4);
    for (const { rules = {} } of lockfiles) {
      const on = Object.entries(rules).filter(([, value]) => value !== 'off');
      expect(on.length).toBeLessThanOrEqual(4);
      expect(on.map(([id]) => id)).toContain('agent-security/no-untrusted-dependency');
    }
  });
});

describe('comments in strict', () => {
  const linter = new Linter({ configType: 'flat' });
  const text = '<!-- eslint-disable -->\n\nNormal\u{e0049}\u{e0067}\u{e006e}\u{e006f}\u{e0072}\u{e0065}\u{e0020}\u{e0061} text.\n';
  const found = (preset: 'recommended' | 'strict'): boolean => linter.verify(text, plugin.configs[preset], { filename: 'CLAUDE.md' }).some(({ ruleId }) => ruleId === 'agent-security/no-hidden-text');

  it('do not silence a finding outside code', () => {
    expect(found('strict')).toBe(true);
    expect(found('recommended')).toBe(false);
  });
});
