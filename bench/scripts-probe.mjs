// One process of the script measurement: `node bench/scripts-probe.mjs load|lint`.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';

const COUNT = 7000;
const PER_MANIFEST = 4;

/** The script strings of all manifests below a folder. */
function collect(folder, depth, found) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory() && depth < 6) collect(file, depth + 1, found);
    else if (entry.isFile() && entry.name === 'package.json') {
      try {
        for (const [name, script] of Object.entries(JSON.parse(readFileSync(file, 'utf8')).scripts ?? {})) if (typeof script === 'string') found.push([name, script]);
      } catch {} // a fixture that is no JSON
    }
  }
  return found;
}

function manifests() {
  const found = collect(path.resolve(import.meta.dirname, '../node_modules'), 0, []);
  return Array.from({ length: COUNT / PER_MANIFEST }, (_, index) => {
    const scripts = Array.from({ length: PER_MANIFEST }, (_unused, at) => found[(index * PER_MANIFEST + at) % found.length]);
    return JSON.stringify({ name: `package-${index}`, version: '1.0.0', scripts: Object.fromEntries(scripts.map(([name, script], at) => [`${name}-${at}`, script])) }, null, 2);
  });
}

let findings = 0;
if (process.argv[2] === 'lint') {
  const texts = manifests();
  const before = process.cpuUsage();
  const { default: plugin } = await import('../dist/index.js');
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: plugin.configs.strict });
  for (const text of texts) findings += (await eslint.lintText(text, { filePath: 'bench/package.json' }))[0]?.messages.length ?? 0;
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ cpu: (user + system) / 1000, scripts: texts.length * PER_MANIFEST, manifests: texts.length, findings }));
} else {
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ cpu: (user + system) / 1000 }));
}
