// Finds files to lint.
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Never text, or text of no language that is linted. */
const OTHER = /\.(?:map|node|wasm|png|jpe?g|gif|ico|svg|woff2?|ttf|eot|otf|css|scss|less|gz|tgz|zip|br|exe|dll|so|dylib|pdf|bin)$/i;
const MAX_SIZE = 20_000_000;

/** All files below a folder that may be linted, in a stable order. Links are not followed; dot folders of packages are entered, those of tools beside the packages are not. */
export function findFiles(root) {
  const files = [];
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (folder !== root || !entry.name.startsWith('.')) folders.push(full);
      } else if (entry.isFile() && !OTHER.test(entry.name) && statSync(full).size <= MAX_SIZE) {
        files.push(full);
      }
    }
  }
  return files.sort();
}

/** A name under which ESLint does not ignore the file. */
export function lintedName(root, file) {
  return path.relative(root, file).replaceAll('\\', '/').replaceAll('node_modules', 'packages');
}

/** At most `count` files, spread evenly, so that every kind of name keeps its share; rare kinds are kept whole up to `rare`. */
export function sampleFiles(files, count, rare = 8) {
  if (files.length <= count) return [...files];
  const kinds = new Map();
  for (const file of files) {
    const kind = path.extname(file) || path.basename(file);
    kinds.set(kind, [...(kinds.get(kind) ?? []), file]);
  }
  const share = count / files.length;
  return [...kinds.values()].flatMap((list) => {
    const wanted = Math.min(list.length, Math.max(rare, Math.round(list.length * share)));
    return Array.from({ length: wanted }, (_, index) => list[Math.floor((index * list.length) / wanted)]);
  }).sort();
}
