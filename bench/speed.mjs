// Rule time beside parse time, measured by ESLint's own `stats`, on the same files in the same run.
import { ESLint } from 'eslint';
import { contestants } from './contestants.mjs';
import { corpus, grown } from './corpus.mjs';
import { median, row, table } from './report.mjs';

function linter(config) {
  return new ESLint({ overrideConfigFile: true, overrideConfig: [{ files: ['**/*.{js,cjs,mjs}'], linterOptions: { noInlineConfig: true } }, ...config], stats: true });
}

/** Parse time and the time of each rule, in milliseconds, for one file. */
async function measure(eslint, file) {
  const [result] = await eslint.lintText(file.code, { filePath: `bench/${file.name}` });
  const [pass] = result.stats.times.passes;
  return { parse: pass.parse.total, rules: pass.rules ?? {}, findings: result.messages.length, fatal: result.fatalErrorCount };
}

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const rulesTotal = (rules) => sum(Object.values(rules).map((rule) => rule.total));

/**
 * Runs all contestants over all files, interleaved file by file; who begins turns with each file, and so does the
 * direction. Each lints the file before once more, unmeasured: in a real run that is what it did last, and the
 * processor's caches hold its own code, not that of seven others.
 */
async function rounds(entries, files, count) {
  const totals = entries.map(() => []);
  for (let round = 0; round < count; round += 1) {
    const now = entries.map(() => ({ parse: 0, rules: new Map(), findings: 0 }));
    for (const [index, file] of files.entries()) {
      for (let step = 0; step < entries.length; step += 1) {
        const which = (index + (index % 2 === 0 ? step : entries.length - step)) % entries.length;
        await measure(entries[which].eslint, files.at(index - 1));
        const { parse, rules, findings } = await measure(entries[which].eslint, file);
        const total = now[which];
        total.parse += parse;
        total.findings += findings;
        for (const [name, { total: time }] of Object.entries(rules)) total.rules.set(name, (total.rules.get(name) ?? 0) + time);
      }
    }
    for (const [which, total] of now.entries()) totals[which].push(total);
  }
  return totals;
}

/** Prints the comparison; returns rule time / parse time of each contestant by name. */
export async function speed() {
  const entries = (await contestants()).map((entry) => ({ ...entry, eslint: linter(entry.config) }));
  const files = corpus();
  const lines = sum(files.map((file) => file.lines));
  await rounds(entries, corpus(8000), 1); // warm-up
  const totals = await rounds(entries, files, 3);
  const ratios = {};
  console.log(`\nSpeed: ${lines} lines in ${files.length} files of node_modules, ESLint ${ESLint.version}, Node ${process.version}, median of 3 rounds, interleaved file by file.\n`);
  const rows = entries.map(({ name }, which) => {
    const parse = median(totals[which].map((total) => total.parse));
    const rules = median(totals[which].map((total) => sum([...total.rules.values()])));
    ratios[name] = rules / parse;
    return row(name, ((rules / lines) * 1000).toFixed(3), ((parse / lines) * 1000).toFixed(3), (rules / parse).toFixed(3), String(totals[which].at(-1).findings));
  });
  console.log(table(['plugin', 'rules ms / 1000 lines', 'parse ms / 1000 lines', 'rules / parse', 'findings'], rows));
  const strict = totals[1].at(-1).rules;
  console.log('\nSlowest rules of strict (the first rule that asks pays for the shared facts):\n');
  const slowest = [...strict].sort((a, b) => b[1] - a[1]).slice(0, 10);
  console.log(table(['rule', 'ms / 1000 lines'], slowest.map(([name, time]) => row(name, ((time / lines) * 1000).toFixed(4)))));
  return ratios;
}

/** Rounds that are not counted, because the engine still compiles, and those that are. */
const WARM_UP = 3;
const ROUNDS = 5;

/** Prints rule time per line in one file of 1000, 10 000 and 40 000 lines, the median of five rounds after three. */
export async function growth() {
  const entries = (await contestants()).map((entry) => ({ ...entry, eslint: linter(entry.config) }));
  const sizes = [1000, 10_000, 40_000].map((size) => grown(size));
  const perLine = entries.map(() => sizes.map(() => []));
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const [size, file] of sizes.entries()) {
      const repeats = Math.max(1, Math.round(10_000 / file.lines));
      for (const [which, { eslint }] of entries.entries()) {
        let time = 0;
        for (let repeat = 0; repeat < repeats; repeat += 1) {
          const { rules, fatal } = await measure(eslint, { ...file, name: 'grown.cjs' });
          if (fatal) throw new Error('bench: the grown file does not parse');
          time += rulesTotal(rules);
        }
        if (round >= WARM_UP) perLine[which][size].push((time / repeats / file.lines) * 1000);
      }
    }
  }
  console.log(`\nGrowth: rule time per 1000 lines in one file of ${sizes.map((file) => file.lines).join(', ')} lines.\n`);
  const rows = entries.map(({ name }, which) => {
    const figures = perLine[which].map((times) => median(times));
    return row(name, ...figures.map((figure) => figure.toFixed(3)), (figures[2] / figures[1]).toFixed(2));
  });
  console.log(table(['plugin', ...sizes.map((file) => `${file.lines} lines`), 'last / middle'], rows));
}
