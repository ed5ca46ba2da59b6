// One process of the start-up and memory measurement: `node bench/probe.mjs <probe> start|memory`.
import { PROBES } from './probes.mjs';

const [name, mode] = process.argv.slice(2);
const { ESLint } = await import('eslint');
const plugins = [];
for (const specifier of PROBES[name]) plugins.push((await import(specifier)).default);
const { user, system } = process.cpuUsage();
const report = { cpu: (user + system) / 1000 };

if (mode === 'memory') {
  const { corpus } = await import('./corpus.mjs');
  const configs = plugins.map((plugin) => plugin.configs?.recommended ?? { plugins: { 'no-secrets': plugin }, rules: { 'no-secrets/no-secrets': 'error', 'no-secrets/no-pattern-match': 'error' } });
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: [{ files: ['**/*.{js,cjs,mjs}'], linterOptions: { noInlineConfig: true } }, ...configs.flat()] });
  for (const file of corpus(20_000)) await eslint.lintText(file.code, { filePath: `bench/${file.name}` });
  globalThis.gc();
  report.heap = process.memoryUsage().heapUsed / 1e6;
  report.peak = process.resourceUsage().maxRSS / 1000;
}

console.log(JSON.stringify(report));
