import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';

import { ROOT } from '../docs/page.ts';

export interface BuiltPlugin {
  /** A folder inside the project, so that what the plugin depends on is found from there. */
  readonly folder: string;
  /** The plugin's module. */
  readonly module: string;
  remove(): void;
}

/** Builds the plugin into a folder of its own: a build into `dist` would empty it under the feet of other tests. */
export function buildPlugin(): BuiltPlugin {
  const cache = path.join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, 'hosts-'));
  execFileSync(process.execPath, ['scripts/build.mjs', '--out-dir', path.join(folder, 'dist'), '--quiet'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  return { folder, module: path.join(folder, 'dist/index.js'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
