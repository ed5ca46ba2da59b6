// `npm run robustness [-- --sample 2000] [--root FOLDER] [--dist FOLDER]`: lints the files of node_modules with every
// rule of both presets. Fails on a crash and on a finding outside of its file; names the files that cost most.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findFiles, lintedName, sampleFiles } from './robustness/files.mjs';
import { textLinter } from './robustness/lint-text.mjs';

const project = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    root: { type: 'string', default: path.join(project, 'node_modules') },
    dist: { type: 'string', default: path.join(project, 'dist') },
    sample: { type: 'string', default: '0' },
    slowest: { type: 'string', default: '15' },
  },
});
const { default: plugin } = await import(path.join(path.resolve(values.dist), 'index.js'));
const root = path.resolve(values.root);
const lint = textLinter([plugin.configs.recommended, plugin.configs.strict]);

const found = findFiles(root);
const files = Number(values.sample) > 0 ? sampleFiles(found, Number(values.sample)) : found;
const kinds = new Map();
const problems = [];
const costs = [];
const recommended = new Map();
const totals = { linted: 0, skipped: 0, unread: 0, parse: 0, rules: 0, recommended: 0, strict: 0, characters: 0 };
const started = performance.now();

for (const [index, file] of files.entries()) {
  if (process.stderr.isTTY && index % 200 === 0) process.stderr.write(`\r${index} of ${files.length}`);
  const text = readFileSync(file, 'utf8');
  const name = lintedName(root, file);
  const result = lint(name, text);
  if (!result) {
    totals.skipped += 1;
    continue;
  }
  totals.linted += 1;
  totals.characters += text.length;
  totals.parse += result.parse;
  totals.rules += result.rules;
  totals.recommended += result.messages[0]?.length ?? 0;
  totals.strict += result.messages[1]?.length ?? 0;
  for (const { ruleId, line } of result.messages[0] ?? []) recommended.set(ruleId, [...(recommended.get(ruleId) ?? []), `${name}:${line}`]);
  if (result.fatal) totals.unread += 1;
  const kind = path.extname(file) || path.basename(file);
  kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  for (const problem of new Set(result.problems)) problems.push(`${name}: ${problem}`);
  costs.push({ name, rules: result.rules, parse: result.parse, length: text.length });
}

const kinds20 = [...kinds].sort((a, b) => b[1] - a[1]).slice(0, 20).map(([kind, count]) => `${count} ${kind}`).join(', ');
console.log(`${found.length} files found, ${files.length} taken, ${totals.linted} linted (${(totals.characters / 1e6).toFixed(1)} MB), ${totals.skipped} of no kind that the presets lint, ${totals.unread} not readable by their parser.`);
console.log(`Kinds: ${kinds20}.`);
console.log(`Findings: ${totals.recommended} recommended, ${totals.strict} strict. Parsers ${(totals.parse / 1000).toFixed(1)} s, rules of both presets ${(totals.rules / 1000).toFixed(1)} s, whole run ${((performance.now() - started) / 1000).toFixed(0)} s.`);
console.log('\nRecommended findings by rule:');
for (const [rule, places] of [...recommended].sort((a, b) => b[1].length - a[1].length)) console.log(`${String(places.length).padStart(7)}  ${rule}  ${places.slice(0, 3).join(' ')}`);
console.log('\nSlowest, in milliseconds of all rules of both presets:');
for (const { name, rules, parse, length } of costs.sort((a, b) => b.rules - a.rules).slice(0, Number(values.slowest))) {
  console.log(`${rules.toFixed(0).padStart(7)}  parser ${parse.toFixed(0).padStart(6)}  ${(length / 1000).toFixed(0).padStart(6)} kB  ${name}`);
}
for (const problem of problems.slice(0, 50)) console.error(`robustness: ${problem}`);
console.log(problems.length === 0 ? '\nrobustness: no crash, every finding in its file.' : `\nrobustness: FAILED, ${problems.length} problems.`);
process.exitCode = problems.length === 0 ? 0 : 1;
