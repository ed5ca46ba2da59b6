// One process of the hostile benchmark: `node bench/hostile-probe.mjs <shape>` prints times, memory and findings.
import { ESLint } from 'eslint';
import plugin from '../dist/index.js';
import { SHAPES } from './shapes.mjs';

const shape = SHAPES.find(({ name }) => name === process.argv[2]);
const eslints = ['recommended', 'strict'].map((preset) => new ESLint({ overrideConfigFile: true, overrideConfig: [{ files: ['**/*.js'] }, ...plugin.configs[preset]], stats: true }));

/**
 * Milliseconds of the rules, and of the parser when it is not ESLint's own (JavaScript, JSON, Markdown); and the number of findings. ESLint measures
 * by the clock; scaling by CPU time over clock time takes out what other processes cost.
 */
async function lint(eslint, code) {
  globalThis.gc(); // what earlier runs left behind is not to be paid here
  const cpu = process.cpuUsage();
  const clock = performance.now();
  const [result] = await eslint.lintText(code, { filePath: shape.file });
  const { user, system } = process.cpuUsage(cpu);
  const share = Math.min(1, (user + system) / 1000 / (performance.now() - clock));
  if (!result) throw new Error(`Error: ${shape.file} is not linted`);
  const [pass] = result.stats.times.passes;
  const rules = Object.values(pass?.rules ?? {}).reduce((sum, rule) => sum + rule.total, 0);
  return { time: share * (rules + (/\.(?:js|json|md)$/.test(shape.file) ? 0 : (pass?.parse.total ?? 0))), findings: result.messages.length };
}

const times = [];
let findings = 0;
for (const part of [0.25, 0.25, 0.5, 1]) {
  const code = shape.make(shape.size * part);
  let slowest = 0;
  for (const eslint of eslints) {
    const result = await lint(eslint, code);
    slowest = Math.max(slowest, result.time);
    findings = result.findings;
  }
  times.push(slowest);
}
// The first of the two runs at 1x only warms up.
console.log(JSON.stringify({ times: times.slice(1), memory: process.resourceUsage().maxRSS / 1000, findings }));
