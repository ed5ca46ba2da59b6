import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

import type { Linter } from 'eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { TSCONFIG, typedConfig } from '../../scripts/matrix/consumer.mjs';
import { textLinter } from '../../scripts/robustness/lint-text.mjs';
import plugin from '../../src/index.ts';
import { examples, PAGES, readPage, ROOT } from '../docs/page.ts';
import { buildPlugin } from './built.ts';
import type { BuiltPlugin } from './built.ts';

let built: BuiltPlugin;
/** Outside of node_modules, which oxlint does not look at. */
let outside: string;
beforeAll(() => {
  built = buildPlugin();
  outside = mkdtempSync(path.join(tmpdir(), 'hosts-'));
});
afterAll(() => {
  built.remove();
  rmSync(outside, { recursive: true, force: true });
});

const CODE = /\.(?:js|mjs|ts|tsx|jsx)$/;

/** Code of the poisoned example and of every page, by a name of its own. */
function codeFiles(): Map<string, string> {
  const poisoned = path.join(ROOT, 'examples/poisoned/src');
  const files = new Map(readdirSync(poisoned).filter((name) => CODE.test(name)).map((name) => [`poisoned/${name}`, readFileSync(path.join(poisoned, name), 'utf8')]));
  for (const page of readdirSync(PAGES).filter((name) => name.endsWith('.md'))) {
    for (const { file, code, line } of examples(readPage(page.slice(0, -3)))) {
      if (CODE.test(file) && !file.includes('/')) files.set(`${page.slice(0, -3)}/${line}${path.extname(file)}`, code);
    }
  }
  return files;
}

const at = (line: number, column: number, rule: string): string => `${line}:${column} ${rule}`;

describe('oxlint', () => {
  it('loads the plugin and reports what ESLint reports, at the same places', () => {
    const folder = path.join(outside, 'oxlint');
    const files = codeFiles();
    for (const [name, text] of files) {
      mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    const rules = plugin.configs.strict[0]?.rules ?? {};
    writeFileSync(path.join(folder, '.oxlintrc.json'), JSON.stringify({ plugins: [], categories: { correctness: 'off' }, env: { builtin: true, node: true, commonjs: true, es2024: true }, jsPlugins: [built.module], rules }));
    const { stdout, stderr } = spawnSync(process.execPath, [path.join(ROOT, 'node_modules/oxlint/bin/oxlint'), '--format', 'json', '.'], { cwd: folder, encoding: 'utf8', maxBuffer: 50_000_000 });
    if (!stdout.startsWith('{')) throw new Error(`${stdout}\n${stderr}`);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code?: string; filename: string; message: string; labels: { span: { line: number; column: number } }[] }[] };

    const theirs = new Map<string, string[]>();
    const unread = new Set<string>();
    for (const { code, filename, labels } of diagnostics) {
      const rule = /^agent-security\((.+)\)$/.exec(code ?? '')?.[1];
      const span = labels[0]?.span;
      // Code that its parser refuses (`await` in a script) has no findings to compare.
      if (rule === undefined || !span) unread.add(filename);
      else theirs.set(filename, [...(theirs.get(filename) ?? []), at(span.line, span.column, rule)]);
    }

    const lint = textLinter([[{ files: ['**/*.js'] }, { rules, plugins: { 'agent-security': plugin } }] as Linter.Config[]]);
    const differences: string[] = [];
    let compared = 0;
    for (const [name, text] of files) {
      const result = lint(name, text);
      if (!result || result.fatal !== null || unread.has(name)) continue;
      const ours = (result.messages[0] ?? []).map(({ line, column, ruleId }) => at(line, column, (ruleId ?? '').replace('agent-security/', ''))).sort();
      const oxlint = (theirs.get(name) ?? []).sort();
      compared += ours.length;
      // The place before a line's first column, where no comment silences a finding, does not exist in oxlint.
      const shown = ours.map((finding) => finding.replace(/:0 /, ':1 '));
      if (shown.sort().join() !== oxlint.join()) differences.push(`${name}: only ESLint [${shown.filter((finding) => !oxlint.includes(finding)).join(', ')}], only oxlint [${oxlint.filter((finding) => !shown.includes(finding)).join(', ')}]`);
    }
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(100);
    expect([...unread]).toEqual([]);
  });
});

/** Calls one tool of a Model Context Protocol server over its standard streams. */
async function callTool(command: string, cwd: string, tool: string, args: object): Promise<{ content: { text: string }[] }> {
  const server = spawn(process.execPath, [command], { cwd, stdio: ['pipe', 'pipe', 'ignore'] });
  const answers = createInterface({ input: server.stdout });
  const send = (message: object): void => void server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  try {
    send({ id: 1, method: 'initialize', params: { protocolVersion: '2025-03-26', capabilities: {}, clientInfo: { name: 'test', version: '1' } } });
    for await (const line of answers) {
      const { id, result, error } = JSON.parse(line) as { id?: number; result?: unknown; error?: { message: string } };
      if (error) throw new Error(error.message);
      if (id === 1) {
        send({ method: 'notifications/initialized' });
        send({ id: 2, method: 'tools/call', params: { name: tool, arguments: args } });
      } else if (id === 2) {
        return result as { content: { text: string }[] };
      }
    }
    throw new Error('the server ended without an answer');
  } finally {
    answers.close();
    server.kill();
  }
}

describe("ESLint's MCP server", () => {
  it('returns our findings on poisoned files of every language', async () => {
    const folder = path.join(built.folder, 'mcp');
    cpSync(path.join(ROOT, 'examples/poisoned'), folder, { recursive: true });
    writeFileSync(path.join(folder, 'eslint.config.mjs'), `import plugin from ${JSON.stringify(pathToFileURL(built.module).href)};\nexport default [...plugin.configs.recommended];\n`);
    const names = ['src/authenticate.js', 'package.json', '.vscode/tasks.json', '.mcp.json', '.npmrc', 'CLAUDE.md', 'scripts/build.sh'];
    const { content } = await callTool(path.join(ROOT, 'node_modules/@eslint/mcp/src/mcp-cli.js'), folder, 'lint-files', { filePaths: names.map((name) => path.join(folder, name)) });
    const results = content.filter(({ text }) => text.startsWith('{')).map(({ text }) => JSON.parse(text) as { filePath: string; messages: { ruleId: string | null; message: string }[] });
    expect(results.map(({ filePath }) => path.relative(folder, filePath).replaceAll('\\', '/')).sort()).toEqual([...names].sort());
    for (const { filePath, messages } of results) {
      expect(messages.some(({ ruleId }) => ruleId?.startsWith('agent-security/')), `${path.basename(filePath)}: ${messages.map(({ message }) => message).join(' | ')}`).toBe(true);
      for (const { message } of messages) expect(message).toMatch(/^[\x20-\x7e…–—’]{1,400}$/);
    }
  });
});

describe('a typed configuration', () => {
  it('with the policy and the options of each rule type-checks; what does not exist is refused', () => {
    writeFileSync(path.join(built.folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(path.join(built.folder, 'tsconfig.json'), TSCONFIG);
    writeFileSync(path.join(built.folder, 'eslint.config.mts'), typedConfig(plugin, './dist/index.js'));
    const { stdout, status } = spawnSync(process.execPath, [path.join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', built.folder], { encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  }, 120_000);
});
