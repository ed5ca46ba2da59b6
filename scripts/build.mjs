// Builds dist: `node scripts/build.mjs [--out-dir DIR] [--quiet]`.
//
// The rules go into a bundle of their own, dist/rules.cjs, which is loaded when the first file is linted. dist/index.js
// holds what ESLint needs to start: the languages, the configurations and every rule's metadata. Starting an editor or
// a cached run then costs a fraction of loading everything. The bundle is CommonJS, because requiring an ES module
// prints a warning on Node 20, and plain ASCII, because V8 keeps any other source in two bytes per character.
import { copyFileSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'tsdown';

const root = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({ options: { 'out-dir': { type: 'string', default: path.join(root, 'dist') }, quiet: { type: 'boolean', default: false } } });
const outDir = path.resolve(values['out-dir']);
const common = { config: false, cwd: root, outDir, platform: 'node', target: 'node20.19', clean: false, logLevel: 'error', report: false };
const noExamples = withoutExamples();

rmSync(outDir, { recursive: true, force: true });
await build({ ...common, entry: { rules: 'src/rules/index.ts' }, format: 'cjs', dts: false, minify: true, outExtensions: () => ({ js: '.cjs' }), plugins: [noExamples] });
toAscii(path.join(outDir, 'rules.cjs'));
copyFileSync(path.join(root, 'src/knowledge/popular-packages.json'), path.join(outDir, 'popular-packages.json'));

const { rules } = createRequire(import.meta.url)(path.join(outDir, 'rules.cjs'));
const metas = JSON.stringify(Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, rule.meta])));

await build({ ...common, entry: { index: 'src/index.ts' }, format: 'esm', dts: true, minify: false, outExtensions: () => ({ js: '.js', dts: '.d.ts' }), plugins: [lazyRules(), noExamples] });
toAscii(path.join(outDir, 'index.js'));
await buildGuard();
if (!values.quiet) console.log(`built ${Object.keys(rules).length} rules into ${path.relative(root, outDir) || outDir}`);

/**
 * The guard and the formatters: ES modules in pieces, so that a hook loads only what one event needs. The guard's worker
 * takes the plugin from dist/index.js like any other consumer.
 */
async function buildGuard() {
  const plugin = {
    name: 'plugin-stays-outside',
    resolveId: (source, importer) => (source === '../index.ts' && /guard[\\/]worker\.ts$/.test(importer ?? '') ? { id: './index.js', external: true } : null),
  };
  await build({
    ...common, entry: { guard: 'src/guard/bin.ts', 'guard-worker': 'src/guard/worker.ts' }, format: 'esm', dts: false, minify: true, external: [/^eslint/],
    outExtensions: () => ({ js: '.js' }), outputOptions: { chunkFileNames: 'guard-[name].js' }, plugins: [plugin, noExamples],
  });
  for (const name of readdirSync(outDir)) if (/^guard/.test(name)) toAscii(path.join(outDir, name));
  await build({ ...common, entry: { 'formatters/risk': 'src/formatters/risk.ts', 'formatters/sarif': 'src/formatters/sarif.ts' }, format: 'esm', dts: true, minify: false,
    outExtensions: () => ({ js: '.js', dts: '.d.ts' }), outputOptions: { chunkFileNames: 'formatters/[name].js' },
  });
}

/**
 * Leaves the examples of table rows out (`bad: […], good: […]`): the tests read them in the sources, and in the bundle
 * they would be held in memory for nothing. Objects of nothing else are no rows.
 */
function withoutExamples() {
  const isExample = ({ type, key, computed, shorthand }) => type === 'Property' && !computed && !shorthand && (key.name === 'bad' || key.name === 'good');
  return {
    name: 'without-examples',
    transform: {
      filter: { id: /[\\/]src[\\/]knowledge[\\/][\w-]+\.ts$/ },
      handler(code) {
        if (!code.includes('bad:') && !code.includes('good:')) return null;
        const cuts = [];
        const stack = [this.parse(code, { lang: 'ts' })];
        for (let node = stack.pop(); node; node = stack.pop()) {
          const examples = node.type === 'ObjectExpression' ? node.properties.filter(isExample) : [];
          if (examples.length > 0 && examples.length < node.properties.length) for (const { start, end } of examples) cuts.push([start, end + (/^\s*,/.exec(code.slice(end))?.[0].length ?? 0)]);
          for (const child of Object.values(node)) {
            for (const item of Array.isArray(child) ? child : [child]) if (item && typeof item.type === 'string' && !examples.includes(item)) stack.push(item);
          }
        }
        let out = code;
        for (const [start, end] of cuts.sort((a, b) => b[0] - a[0])) out = out.slice(0, start) + out.slice(end);
        return { code: out, map: null };
      },
    },
  };
}

/** Gives src/index.ts rules that know their metadata and load the rest when they are first used. */
function lazyRules() {
  const id = '\0lazy-rules';
  return {
    name: 'lazy-rules',
    resolveId: (source, importer) => (source === './rules/index.ts' && importer?.endsWith('src/index.ts') ? id : null),
    load: (source) =>
      source === id
        ? `import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const metas = ${metas};
let loaded;
const ruleOf = (name) => (loaded ??= require('./rules.cjs').rules)[name];
export const rules = Object.fromEntries(Object.entries(metas).map(([name, meta]) => [name, { meta, create: (context) => ruleOf(name).create(context) }]));
`
        : null,
  };
}

/** Writes every other character of string, template and regular expression literals as an escape. */
function toAscii(file) {
  const text = readFileSync(file, 'utf8');
  if (/String\.raw\s*`[^`]*[^\x00-\x7f]/.test(text)) throw new Error(`${file}: a String.raw template holds a character that can't be escaped`);
  const withoutComments = text.split('\n').map((line) => (/^\s*(?:\/\/|\*|\/\*)/.test(line) ? line.replace(/[^\x00-\x7f]/g, '?') : line)).join('\n');
  writeFileSync(file, withoutComments.replace(/[^\x00-\x7f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`));
}
