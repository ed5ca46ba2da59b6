// `npm run demo`: lints examples/poisoned and examples/clean with the built plugin, as a user would, and shows the
// findings of the recommended preset. Fails when a finding of tests/acceptance/expected.json is missing, or when the
// clean repository is not silent.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import plugin from '../dist/index.js';

const root = path.resolve(import.meta.dirname, '..');
const expected = JSON.parse(readFileSync(path.join(root, 'tests/acceptance/expected.json'), 'utf8')).poisoned;

/** Lints a folder with its own eslint.config.mjs, plus the given preset when one is named. */
async function lint(folder, preset) {
  const eslint = new ESLint({ cwd: path.join(root, 'examples', folder), overrideConfig: preset ? plugin.configs[preset] : [] });
  return { eslint, results: await eslint.lintFiles(['.']) };
}

const count = (results) => results.reduce((sum, result) => sum + result.messages.length, 0);

/** `file:line rule` of every finding, relative to the linted folder. */
function found(results, folder) {
  const base = path.join(root, 'examples', folder);
  return new Set(results.flatMap((result) => result.messages.map((message) => `${path.relative(base, result.filePath).replaceAll('\\', '/')}:${message.line} ${message.ruleId}`)));
}

const poisoned = await lint('poisoned');
const strict = await lint('poisoned', 'strict');
const clean = await lint('clean');

console.log(await (await poisoned.eslint.loadFormatter('stylish')).format(poisoned.results));
console.log(`examples/poisoned: ${count(poisoned.results)} findings in ${poisoned.results.filter((result) => result.messages.length > 0).length} files with recommended, ${count(strict.results)} with strict.`);
console.log(`examples/clean: ${count(clean.results)} findings in ${clean.results.length} files with recommended.`);

const problems = [];
const shown = { recommended: found(poisoned.results, 'poisoned'), strict: found(strict.results, 'poisoned') };
let pending = 0;
for (const { file, line, rule, preset } of expected) {
  if (!Object.hasOwn(plugin.rules, rule)) pending += 1;
  else if (!shown[preset].has(`${file}:${line} agent-security/${rule}`)) problems.push(`${preset} misses ${file}:${line} ${rule}`);
}
for (const line of found(clean.results, 'clean')) problems.push(`the clean repository has a finding: ${line}`);
if (clean.results.length === 0) problems.push('no file of the clean repository was linted');

console.log(`Expected findings: ${expected.length - pending} checked${pending > 0 ? `, ${pending} wait for a rule that does not exist yet` : ''}.`);
for (const problem of problems) console.error(`demo: ${problem}`);
console.log(problems.length === 0 ? 'demo: everything that must show is shown.' : `demo: FAILED, ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}.`);
process.exitCode = problems.length === 0 ? 0 : 1;
