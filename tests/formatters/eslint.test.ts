import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { builtDist, repository } from '../guard/built.ts';

/** A project in which the package is installed, linted as the documentation says. */
const folder = mkdtempSync(path.join(tmpdir(), 'formatters-'));
beforeAll(async () => {
  const installed = path.join(folder, 'node_modules/eslint-plugin-agent-security');
  mkdirSync(installed, { recursive: true });
  symlinkSync(await builtDist(), path.join(installed, 'dist'));
  writeFileSync(path.join(installed, 'package.json'), JSON.stringify({ name: 'eslint-plugin-agent-security', type: 'module', exports: { '.': './dist/index.js', './formatters/risk': './dist/formatters/risk.js', './formatters/sarif': './dist/formatters/sarif.js' } }));
  writeFileSync(path.join(folder, 'package.json'), '{ "name": "x", "type": "module" }\n');
  writeFileSync(path.join(folder, 'eslint.config.js'), "import plugin from 'eslint-plugin-agent-security';\nexport default [...plugin.configs.recommended];\n");
  mkdirSync(path.join(folder, 'src'));
  writeFileSync(path.join(folder, 'src/leak.js'), 'console.log(process.env);\n// eslint-disable-next-line agent-security/no-env-dump -- shown on purpose\nconsole.log(process.env);\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function eslint(version: 'eslint' | 'eslint-9', format: string, env: Record<string, string> = {}): { status: number | null; stdout: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(repository, 'node_modules', version, 'bin/eslint.js'), '-f', format, 'src'], { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env } });
  expect(stderr).toBe('');
  return { status, stdout };
}

describe.each(['eslint', 'eslint-9'] as const)('with %s', (version) => {
  it('prints SARIF', () => {
    const { status, stdout } = eslint(version, './node_modules/eslint-plugin-agent-security/dist/formatters/sarif.js');
    expect(status).toBe(1);
    const { runs } = JSON.parse(stdout) as { runs: { results: { ruleId: string; suppressions?: object[]; locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[]; tool: { driver: { rules: { properties: object }[] } } }[] };
    expect(runs[0]?.results.map(({ ruleId, suppressions }) => [ruleId, suppressions?.length ?? 0])).toEqual([['agent-security/no-env-dump', 0], ['agent-security/no-env-dump', 1]]);
    expect(runs[0]?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('src/leak.js');
    expect(runs[0]?.tool.driver.rules[0]?.properties).toHaveProperty('security-severity');
  });

  it('prints the risk', () => {
    const { stdout } = eslint(version, path.join(folder, 'node_modules/eslint-plugin-agent-security/dist/formatters/risk.js'));
    expect(stdout).toMatch(/^HIGH {3}src\/leak\.js$/m);
    expect(stdout).toMatch(/^Risk: HIGH \(1 high, 0 medium, 0 low\)$/m);
  });
});

describe('the allowed risk', () => {
  const format = './node_modules/eslint-plugin-agent-security/dist/formatters/risk.js';

  it('fails the run where ESLint itself would not', () => {
    writeFileSync(path.join(folder, 'eslint.config.js'), "import plugin from 'eslint-plugin-agent-security';\nexport default [...plugin.configs.recommended, { rules: { 'agent-security/no-env-dump': 'warn' } }];\n");
    expect(eslint('eslint', format, { AGENT_SECURITY_MAX_RISK: 'low' }).status).toBe(1);
    const passed = eslint('eslint', format, { AGENT_SECURITY_MAX_RISK: 'medium', AGENT_SECURITY_RISK_FORMAT: 'json' });
    expect(passed.status).toBe(0);
    expect(JSON.parse(passed.stdout)).toMatchObject({ risk: 'MEDIUM', exceeded: false });
  });
});
