// `node bench/secrets.mjs` (after `npm run build`): how much no-hardcoded-secret finds of generated examples of the whole
// catalogue, and how often it speaks on published code, beside its peers, in one run. `--packages=N` and
// `--list` (every finding of our presets with its verdict; always printed for recommended) are the only switches.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { lintSource } from '@secretlint/core';
import { creator as secretlintPreset } from '@secretlint/secretlint-rule-preset-recommend';
import { Linter } from 'eslint';
import noSecrets from 'eslint-plugin-no-secrets';
import sonarjs from 'eslint-plugin-sonarjs';
import plugin from '../dist/index.js';
import { row, table } from './report.mjs';

const root = path.resolve(import.meta.dirname, '..');
const modules = path.join(root, 'node_modules');
const option = (name, fallback) => Number(process.argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? fallback);
const PACKAGES = option('packages', 250);
const BYTES_PER_PACKAGE = 150_000;
const EXAMPLES = 5;
/** Of one rule, 1000 findings are listed for a file. */
const PER_FILE = 500;
const ROUNDS = 3;

/** A finding on published code that was looked at by hand: by package and file, why it is or is not a mistake. */
const VERDICTS = new Map([
  ['eslint-plugin-no-secrets/README.md', 'right: the manual of a peer shows an AWS key'],
  ['@secretlint/secretlint-rule-preset-recommend/module/index-Cq-34xZU.js', 'right: the sample of a scanner, a whole 1Password secret key'],
]);

const own = (strict) => [{ plugins: { 'agent-security': plugin }, rules: { 'agent-security/no-hardcoded-secret': ['error', { strict }] } }];
const ESLINT = [
  { name: 'recommended', config: own(false) },
  { name: 'strict', config: own(true) },
  { name: 'no-secrets', config: [{ plugins: { 'no-secrets': noSecrets }, rules: { 'no-secrets/no-secrets': 'error' } }] },
  { name: 'sonarjs', config: [{ plugins: { sonarjs: sonarjs.default ?? sonarjs }, rules: { 'sonarjs/no-hardcoded-secrets': 'error', 'sonarjs/no-hardcoded-passwords': 'error', 'sonarjs/hardcoded-secret-signatures': 'error' } }] },
];
const base = { files: ['**/*.{js,mjs,cjs}'], linterOptions: { noInlineConfig: true }, languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } };
const linter = new Linter({ configType: 'flat' });

function lintWith(contestant, code, filename) {
  const { messages } = linter.verifyAndFix(code, [{ ...base, languageOptions: { ...base.languageOptions, sourceType: filename.endsWith('.cjs') ? 'commonjs' : 'module' } }, ...contestant.config], { filename, stats: true, fix: false });
  const [pass] = linter.getTimes().passes;
  const time = Object.values(pass?.rules ?? {}).reduce((sum, rule) => sum + rule.total, 0);
  const findings = messages.filter((message) => message.ruleId !== null);
  return { lines: findings.map((message) => message.line), messages: findings, failure: messages.find((message) => message.fatal), time, parse: pass?.parse.total ?? 0, failed: messages.some((message) => message.fatal) };
}

async function secretlintLines(code, filename) {
  const { messages } = await lintSource({
    source: { filePath: `/${filename}`, content: code, ext: path.extname(filename), contentType: 'text' },
    options: { locale: 'en', maskSecrets: true, config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: secretlintPreset }] } },
  });
  return messages.map((message) => message.loc.start.line);
}

async function secretlintTimed({ code, sourceName }) {
  const before = process.cpuUsage();
  const lines = await secretlintLines(code, sourceName);
  const { user, system } = process.cpuUsage(before);
  return { lines, messages: [], time: (user + system) / 1000, parse: 0 };
}

// --- generated examples

let state = 1;
function random() {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  return ((state >>> 8) & 0xffff) / 0x10000;
}
const expand = (characters) => characters.replace(/(.)-(.)/g, (_, from, to) => Array.from({ length: to.charCodeAt(0) - from.charCodeAt(0) + 1 }, (_unused, index) => String.fromCharCode(from.charCodeAt(0) + index)).join(''));
function draw(characters, length) {
  const all = expand(characters);
  return Array.from({ length }, () => all[Math.floor(random() * all.length)]).join('');
}
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = () => `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: draw('a-z', 8), scope: 'all' })}.${draw('A-Za-z0-9_-', 43)}`;
const drawn = (recipe) => recipe.map((part) => (typeof part === 'string' ? part : draw(part[0], part[1]))).join('');

/** `[class, name of the binding, value]` of every example. */
function examples() {
  const recipes = new Map(Object.entries(JSON.parse(readFileSync(path.join(root, 'tests/surfaces/secrets/recipes.json'), 'utf8'))));
  const found = [];
  for (const file of readdirSync(path.join(root, 'src/knowledge/secrets')).filter((name) => /types/.test(name))) {
    for (const line of readFileSync(path.join(root, 'src/knowledge/secrets', file), 'utf8').split('\n')) {
      const id = /\{ id: '([^']+)'/.exec(line)?.[1];
      if (!id) continue;
      const word = /, words: \['([^']+)'/.exec(line)?.[1];
      const kind = word ? 'with a provider in the name' : `own shape, ${/confidence: '(\w+)'/.exec(line)?.[1]}`;
      const recipe = recipes.get(id);
      for (let index = 0; index < EXAMPLES; index += 1) {
        const value = id === 'jwt' || id === 'snowflake-pat' ? jwt() : id === 'github-app-server-jwt' ? `${['gh', 's_'].join('')}${draw('0-9', 6)}_${jwt()}` : recipe ? drawn(recipe) : null;
        if (value !== null) found.push([kind, word ? `${word.replace(/\W+/g, '_')}_api_key` : 'x', value.replaceAll('\n', '\\n')]);
      }
    }
  }
  const pem = () => `${['-----BEGIN ', 'PRIVATE ', 'KEY-----'].join('')}\\n${draw('A-Za-z0-9+/', 64)}\\n`;
  for (let index = 0; index < 100; index += 1) {
    const name = ['password', 'apiKey', 'clientSecret', 'authToken', 'dbPassword'][index % 5];
    found.push(['name + hexadecimal', name, draw('0-9a-f', 32)], ['name + letters and digits', name, draw('A-Za-z0-9', 16 + (index % 25))], ['name + base64', name, draw('A-Za-z0-9+/', 40)]);
    if (index < 50) found.push(['private key', 'x', pem()], ['password in a URL', 'x', `postgres://app:${draw('A-Za-z0-9', 14)}@db.corp.io/app`], ['Authorization value', 'x', `Bearer ${draw('A-Za-z0-9', 40)}`]);
  }
  return found;
}

async function recall() {
  const all = examples();
  const lines = all.map(([, name, value]) => `{ const ${name} = "${value}"; }`);
  const kinds = [...new Set(all.map(([kind]) => kind))];
  const names = [...ESLINT.map((entry) => entry.name), 'secretlint'];
  const hits = [...ESLINT, 'secretlint'].map(() => new Set());
  for (let start = 0; start < lines.length; start += PER_FILE) {
    const code = lines.slice(start, start + PER_FILE).join('\n');
    const { failure } = lintWith(ESLINT[0], code, 'src/examples.mjs');
    if (failure) throw new Error(`bench: the examples do not parse: line ${failure.line}, ${failure.message}`);
    const found = [...ESLINT.map((entry) => lintWith(entry, code, 'src/examples.mjs').lines), await secretlintLines(code, 'src/examples.mjs')];
    for (const [which, own] of found.entries()) for (const line of own) hits[which].add(start + line);
  }
  const share = (set, wanted) => {
    const own = all.map(([kind], index) => (wanted(kind) ? index + 1 : 0)).filter(Boolean);
    return `${((100 * own.filter((line) => set.has(line)).length) / own.length).toFixed(1)} %`;
  };
  console.log(`\nRecall on ${all.length} generated examples, one binding each.\n`);
  const isDefault = (kind) => /high|good|medium/.test(kind);
  const rows = kinds.map((kind) => row(kind, String(all.filter(([own]) => own === kind).length), ...hits.map((set) => share(set, (other) => other === kind))));
  rows.push(row('on by default, own shape', String(all.filter(([kind]) => isDefault(kind)).length), ...hits.map((set) => share(set, isDefault))));
  console.log(table(['class', 'examples', ...names], rows));
}

// --- published code

function* walk(folder, depth = 0) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules' && depth < 6) yield* walk(file, depth + 1);
    else if (/(?<!\.min)\.[cm]?js$/.test(entry.name)) yield file;
  }
}

function packages() {
  return readdirSync(modules, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap((entry) => (entry.name.startsWith('@') ? readdirSync(path.join(modules, entry.name)).map((name) => `${entry.name}/${name}`) : [entry.name]))
    .sort();
}

/** Files of up to BYTES_PER_PACKAGE of each package, with their number of string literals. */
function publishedCode() {
  const files = [];
  let count = 0;
  for (const name of packages()) {
    if (count >= PACKAGES) break;
    let bytes = 0;
    for (const file of walk(path.join(modules, name))) {
      const code = readFileSync(file, 'utf8');
      if (bytes + code.length > BYTES_PER_PACKAGE) continue;
      bytes += code.length;
      files.push({ name: path.relative(modules, file).replaceAll('\\', '/'), code });
    }
    if (bytes > 0) count += 1;
  }
  return { files, count };
}

const LITERALS = { rules: { count: { create: (context) => ({ Literal: (node) => typeof node.value === 'string' && context.report({ node, message: 's' }), TemplateLiteral: (node) => context.report({ node, message: 't' }) }) } } };

async function precision() {
  const { files, count } = publishedCode();
  const sources = [];
  let literals = 0;
  let bytes = 0;
  for (const [index, file] of files.entries()) {
    const counter = { config: [{ plugins: { literals: LITERALS }, rules: { 'literals/count': 'error' } }] };
    const counted = lintWith(counter, file.code, file.name.replace(/\.cjs$/, '.js'));
    const sourceName = `src/${index}${counted.failed ? '.cjs' : '.mjs'}`;
    const probe = counted.failed ? lintWith(counter, file.code, sourceName) : counted;
    if (probe.failed) continue;
    literals += probe.lines.length;
    bytes += file.code.length;
    sources.push({ ...file, sourceName });
  }
  // One contestant after the other, as each runs in a project; the middle one of three rounds counts.
  const contestants = [...ESLINT, { name: 'secretlint (CPU)' }];
  const rounds = contestants.map(() => []);
  const listed = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let step = 0; step < contestants.length; step += 1) {
      const which = (round + step) % contestants.length;
      const contestant = contestants[which];
      const total = { findings: 0, time: 0, parse: 0 };
      for (const file of sources) {
        const result = contestant.config ? lintWith(contestant, file.code, file.sourceName) : await secretlintTimed(file);
        total.findings += result.lines.length;
        total.time += result.time;
        total.parse += result.parse;
        if (round === 0 && which < 2) for (const message of result.messages) listed.push(`${contestant.name}: ${file.name}:${message.line} ${message.message} — ${VERDICTS.get(file.name) ?? 'not judged'}`);
      }
      rounds[which].push(total);
    }
  }
  const totals = rounds.map((own) => own.sort((left, right) => left.time - right.time)[Math.floor(ROUNDS / 2)]);
  console.log(`\nPublished code: ${count} packages, ${sources.length} files, ${(bytes / 1e6).toFixed(1)} MB, ${literals} string literals. Time of the rules by ESLint's own stats, one contestant after the other, median of ${ROUNDS} rounds.\n`);
  const per = (findings) => ((findings / literals) * 100_000).toFixed(1);
  const rows = contestants.map(({ name }, which) => {
    const { findings, time, parse } = totals[which];
    return row(name, String(findings), per(findings), ((time / literals) * 1000).toFixed(2), parse > 0 ? (time / parse).toFixed(3) : '–');
  });
  console.log(table(['plugin', 'findings', 'per 100 000 literals', 'µs per literal', 'rules / parse'], rows));
  console.log(`\nFindings of recommended${process.argv.includes('--list') ? ' and strict' : ''}:\n`);
  const shown = listed.filter((line) => process.argv.includes('--list') || line.startsWith('recommended'));
  console.log(shown.length > 0 ? shown.join('\n') : 'none');
}

await recall();
await precision();
