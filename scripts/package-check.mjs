// `npm run package:check`: packs once (which builds) and looks at the tarball: publint, are-the-types-wrong, contents.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const MAX_MB = 3;
/** Everything the package may hold. */
const ALLOWED = /^(?:dist\/(?:(?:formatters\/)?[\w.-]+\.(?:c?js|d\.ts)|popular-packages\.json)|schema\/policy\.schema\.json|docs\/[\w/.-]+\.md|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
const REQUIRED = ['dist/index.js', 'dist/index.d.ts', 'dist/popular-packages.json', 'dist/guard.js', 'dist/guard-worker.js', 'dist/formatters/risk.js', 'dist/formatters/sarif.js', 'schema/policy.schema.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'package.json'];

function run(command, args) {
  const { status, stdout } = spawnSync(command, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], shell: process.platform === 'win32' });
  if (status !== 0) process.stdout.write(stdout);
  return { ok: status === 0, stdout };
}

const folder = mkdtempSync(path.join(tmpdir(), 'agent-security-pack-'));
const problems = [];
try {
  const packed = run('npm', ['pack', '--silent', '--json', '--pack-destination', folder]);
  if (!packed.ok) throw new Error('npm pack failed');
  const [info] = JSON.parse(packed.stdout.slice(packed.stdout.search(/^\[/m)));
  const files = info.files.map((file) => file.path);
  for (const file of REQUIRED) if (!files.includes(file)) problems.push(`the package lacks ${file}`);
  for (const file of files) if (!ALLOWED.test(file)) problems.push(`the package holds ${file}`);
  if (info.unpackedSize > MAX_MB * 1e6) problems.push(`the package is larger than ${MAX_MB} MB`);
  console.log(`${info.filename}: ${files.length} files, ${(info.size / 1000).toFixed(0)} kB packed, ${(info.unpackedSize / 1000).toFixed(0)} kB unpacked`);
  const tarball = path.join(folder, info.filename);
  if (!run('npx', ['--no-install', 'publint', '--strict', tarball]).ok) problems.push('publint');
  if (!run('npx', ['--no-install', 'attw', '--no-definitely-typed', '--profile', 'esm-only', tarball]).ok) problems.push('attw');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const problem of problems) console.error(`package:check: ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
