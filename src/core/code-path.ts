import type { Hole, TextPattern } from '../surfaces/javascript/index.ts';
import { isHereHole, isHomeHole } from '../surfaces/javascript/places.ts';
import { HOLE } from '../surfaces/shell/index.ts';

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
  if (isHomeHole(hole)) return '~';
  return isHereHole(hole) ? '.' : `unknown-${HOLE}`;
}
