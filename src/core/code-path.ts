import type { Hole, TextPattern } from '../surfaces/javascript/index.ts';
import { isHereHole, isHomeHole } from '../surfaces/javascript/places.ts';
import { HOLE } from '../surfaces/shell/index.ts';

/** Where the file itself stands. */
const BESIDE_ORIGINS: ReadonlySet<string> = new Set(['global:__dirname', 'global:import.meta.dirname', 'global:import.meta.url']);

/**
 * A path text from code in the spelling of the path tables: the home directory as `~`, the project as `.`, any other
 * unknown part as an opaque word that matches no table.
 */
export function codePath({ parts }: Pick<TextPattern, 'parts'>): string {
  const path = parts.map((part) => (typeof part === 'string' ? part : holeText(part))).join('');
  const bare = path.startsWith('file:///') ? path.slice('file://'.length) : path;
  return bare.length > 4096 ? bare.slice(0, 4096) : bare;
}

/** All the paths a text may be: its alternatives when it has several. */
export function codePaths(text: TextPattern): readonly string[] {
  if (text.alternatives.length > 0 && text.variants.length === 0) return text.alternatives;
  return [...new Set([codePath(text), ...text.alternatives, ...text.variants.map((parts) => codePath({ parts }))])];
}

/** True for a path below the folder of the file itself: `path.join(__dirname, 'x')`. */
export function isFixedPath(text: TextPattern): boolean {
  return text.holes.length > 0 && !text.isPossible && text.holes.every(({ origin }) => origin !== null && BESIDE_ORIGINS.has(origin));
}

function holeText(hole: Hole): string {
  if (isHomeHole(hole)) return '~';
  return isHereHole(hole) ? '.' : `unknown-${HOLE}`;
}
