import type { Hole, TextPattern } from '../surfaces/javascript/index.ts';
import { HOLE } from '../surfaces/shell/index.ts';

const HOME_ORIGINS: ReadonlySet<string> = new Set(['os.homedir()', 'global:process.env.HOME', 'global:process.env.USERPROFILE', 'global:Deno.env.get()', 'os.userInfo().homedir']);
const HOME_NAME = /^(?:home|user_?home|home_?dir(?:ectory)?|user_?profile)$/i;
const HERE_ORIGINS: ReadonlySet<string> = new Set(['global:process.cwd()', 'global:__dirname', 'global:import.meta.dirname', 'global:import.meta.url', 'global:Deno.cwd()']);

/**
 * A path text from code in the spelling of the path tables: the home directory as `~`, the project as `.`, any other
 * unknown part as an opaque word that matches no table.
 */
export function codePath(text: TextPattern): string {
  const path = text.parts.map((part) => (typeof part === 'string' ? part : holeText(part))).join('');
  return path.length > 4096 ? path.slice(0, 4096) : path;
}

/** All the paths a text may be: its alternatives when it has several. */
export function codePaths(text: TextPattern): readonly string[] {
  return text.alternatives.length > 0 ? text.alternatives : [codePath(text)];
}

function holeText(hole: Hole): string {
  if (hole.origin !== null && HOME_ORIGINS.has(hole.origin)) return '~';
  if (hole.origin !== null && HERE_ORIGINS.has(hole.origin)) return '.';
  return hole.name !== null && HOME_NAME.test(hole.name) ? '~' : `unknown-${HOLE}`;
}
