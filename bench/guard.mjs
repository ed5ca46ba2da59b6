// Cold decisions of the guard on a file of 300 lines, beside `eslint --stdin` on the same text and `node -e 0`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');
const ROUNDS = 7;

/** 302 lines as a service has them. */
function service() {
  const lines = ["import { readFile } from 'node:fs/promises';", ''];
  for (let index = 0; lines.length < 300; index += 1) {
    lines.push(
      `/** Loads item ${index}. */`, `export async function load${index}(id, options = {}) {`, `  const text = await readFile(new URL(\`./items/\${id}.json\`, import.meta.url), 'utf8');`, '  const item = JSON.parse(text);',
      '  if (!item.name) {', `    throw new Error(\`Item \${id} has no name\`);`, '  }', '  return { ...item, ...options };', '}', '',
    );
  }
  return `${lines.join('\n')}\n`;
}

function median(args, input, cwd, env) {
  const times = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    const { status, stderr } = spawnSync(process.execPath, args, { cwd, input, encoding: 'utf8', env: { ...process.env, ...env } });
    if (status !== 0) throw new Error(`bench: ${args.join(' ')} ended with ${status}: ${stderr}`);
    return performance.now() - started;
  });
  return times.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0;
}

/** Prints the medians of several cold starts. */
export async function guard() {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-guard-'));
  try {
    const text = service();
    mkdirSync(path.join(folder, '.git'));
    writeFileSync(path.join(folder, 'eslint.config.mjs'), `import plugin from ${JSON.stringify(pathToFileURL(path.join(root, 'dist/index.js')).href)};\nexport default [...plugin.configs.recommended];\n`);
    const event = (tool_name, tool_input) => JSON.stringify({ hook_event_name: 'PreToolUse', cwd: folder, tool_name, tool_input });
    const program = [path.join(root, 'dist/guard.js'), '--agent=claude-code'];
    const env = { XDG_CONFIG_HOME: folder, XDG_STATE_HOME: folder };
    const rows = [
      ['node -e 0', median(['-e', '0'], '', folder, env)],
      ['eslint --stdin, 300 lines', median(['--disable-warning=ExperimentalWarning', path.join(root, 'node_modules/eslint/bin/eslint.js'), '--stdin', '--stdin-filename', 'src/service.js'], text, folder, env)],
      ['guard, write of 300 lines', median(program, event('Write', { file_path: path.join(folder, 'src/service.js'), content: text }), folder, env)],
      ['guard, command', median(program, event('Bash', { command: 'npm test && git status' }), folder, env)],
    ];
    const [baseline] = rows[0].slice(1);
    console.log('\nGuard, cold (median of 7)');
    for (const [name, time] of rows) console.log(`  ${name.padEnd(28)} ${time.toFixed(0).padStart(5)} ms  ${(time / baseline).toFixed(1)} × node -e 0`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
