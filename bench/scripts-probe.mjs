// One process of the script measurement: `node bench/scripts-probe.mjs load|lint`.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';

const COUNT = 7000;

/** The scripts of each manifest below a folder that has any. */
function collect(folder, depth, found) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory() && depth < 6) collect(file, depth + 1, found);
    else if (entry.isFile() && entry.name === 'package.json') {
      try {
        const scripts = Object.entries(JSON.parse(readFileSync(file, 'utf8')).scripts ?? {}).filter(([, script]) => typeof script === 'string');
        if (scripts.length > 0) found.push(scripts);
      } catch {} // a fixture that is no JSON
    }
  }
  return found;
}

/** Manifests with 7000 scripts together: those of the installed packages, again from the first until enough. */
function manifests() {
  const found = collect(path.resolve(import.meta.dirname, '../node_modules'), 0, []);
  const texts = [];
  for (let left = COUNT; left > 0; left -= found[(texts.length - 1) % found.length].length) {
    const scripts = found[texts.length % found.length].slice(0, left);
    texts.push(JSON.stringify({ name: `package-${texts.length}`, version: '1.0.0', scripts: Object.fromEntries(scripts) }, null, 2));
  }
  return texts;
}

let findings = 0;
if (process.argv[2] === 'lint') {
  const texts = manifests();
  const before = process.cpuUsage();
  const { default: plugin } = await import('../dist/index.js');
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: plugin.configs.strict });
  for (const text of texts) findings += (await eslint.lintText(text, { filePath: 'bench/package.json' }))[0]?.messages.length ?? 0;
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ cpu: (user + system) / 1000, scripts: COUNT, manifests: texts.length, findings }));
} else {
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ cpu: (user + system) / 1000 }));
}
