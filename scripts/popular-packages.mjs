// Writes src/knowledge/popular-packages.json from the published list npm-high-impact (a development dependency):
// names worth imitating (the most downloaded packages and those most packages depend on), and every further name of that
// list, which is never an imitation itself. A data file of its own: code does not load it.
// `--check` writes nothing and fails when the file is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npmTopDependents as topDependent, npmTopDownloads as topDownload } from 'npm-high-impact';

const TARGETS_BY_DOWNLOADS = 4000;
const TARGETS_BY_DEPENDENTS = 1500;

const target = path.resolve(import.meta.dirname, '../src/knowledge/popular-packages.json');
const targets = [...new Set([...topDownload.slice(0, TARGETS_BY_DOWNLOADS), ...topDependent.slice(0, TARGETS_BY_DEPENDENTS)])];
const known = [...new Set([...topDownload, ...topDependent])].filter((name) => !targets.includes(name));
const text = `${JSON.stringify({ popular: targets, known })}\n`;

if (readFileSync(target, { encoding: 'utf8', flag: 'a+' }) !== text) {
  if (process.argv.includes('--check')) {
    console.error('src/knowledge/popular-packages.json is out of date: run npm run generate');
    process.exitCode = 1;
  } else {
    writeFileSync(target, text);
    console.log(`wrote src/knowledge/popular-packages.json (${targets.length} targets, ${known.length} further names)`);
  }
}
