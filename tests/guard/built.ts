import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const repository = path.resolve(import.meta.dirname, '../..');

/** A build of the sources as they are, shared by the test files that start programs; made once per state of the sources. */
export async function builtDist(): Promise<string> {
  const cache = path.join(repository, 'node_modules/.cache/agent-security-build');
  const state = createHash('sha256');
  for (const name of (readdirSync(path.join(repository, 'src'), { recursive: true }) as string[]).sort()) {
    const { mtimeMs, size } = statSync(path.join(repository, 'src', name));
    if (name.endsWith('.ts')) state.update(`${name}:${mtimeMs}:${size}\n`);
  }
  const folder = path.join(cache, state.digest('hex').slice(0, 16));
  const ready = path.join(folder, 'ready');
  mkdirSync(cache, { recursive: true });
  for (let waited = 0; !existsSync(ready) && waited < 600; waited += 1) {
    try {
      mkdirSync(`${folder}.lock`);
    } catch {
      await sleep(500);
      continue;
    }
    for (const old of readdirSync(cache)) if (!path.join(cache, old).startsWith(folder) && Date.now() - statSync(path.join(cache, old)).mtimeMs > 3_600_000) rmSync(path.join(cache, old), { recursive: true, force: true });
    const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs', '--quiet', '--out-dir', folder], { cwd: repository, encoding: 'utf8' });
    if (status === 0) writeFileSync(ready, '');
    rmSync(`${folder}.lock`, { recursive: true, force: true });
    if (status !== 0) throw new Error(`the build failed: ${stderr.slice(-2000)}`);
  }
  return folder;
}
