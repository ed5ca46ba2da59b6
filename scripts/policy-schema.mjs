// `npm run schema [-- --check]`: writes schema/policy.schema.json from src/guard/policy-schema.ts, or says that it is old.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'tsdown';

const root = path.resolve(import.meta.dirname, '..');
const file = path.join(root, 'schema/policy.schema.json');
const outDir = mkdtempSync(path.join(tmpdir(), 'policy-schema-'));
try {
  await build({ config: false, cwd: root, outDir, entry: { schema: 'src/guard/policy-schema.ts' }, format: 'esm', platform: 'node', dts: false, clean: false, logLevel: 'error', report: false, outExtensions: () => ({ js: '.mjs' }) });
  const { toJsonSchema } = await import(pathToFileURL(path.join(outDir, 'schema.mjs')).href);
  const text = `${JSON.stringify(toJsonSchema(), null, 2)}\n`;
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error('schema/policy.schema.json is not what src/guard/policy-schema.ts makes: run npm run schema.');
    process.exitCode = 1;
  }
} finally {
  rmSync(outDir, { recursive: true, force: true });
}
