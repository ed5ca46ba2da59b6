// `npm run bench` measures speed, growth, start-up, memory and whole runs; `npm run bench -- hostile` lints hostile shapes.
// Further words pick parts: `npm run bench -- speed start`, `npm run bench -- deps`.
import { deps } from './dependencies.mjs';
import { guard } from './guard.mjs';
import { hostile } from './hostile.mjs';
import { repositoryTime } from './repository.mjs';
import { scripts } from './scripts.mjs';
import { growth, speed } from './speed.mjs';
import { start } from './start.mjs';

const PARTS = { speed, growth, start, repository: repositoryTime, scripts, deps, guard, hostile };
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name) && !wanted.includes('hostile'));
if (unknown.length > 0) throw new Error(`bench: unknown part ${unknown[0]}; there are ${Object.keys(PARTS).join(', ')}`);

if (wanted[0] === 'hostile') {
  process.exitCode = (await hostile(wanted.slice(1))) ? 0 : 1;
} else {
  for (const name of wanted.length > 0 ? wanted : ['speed', 'growth', 'start', 'repository']) await PARTS[name]();
}
