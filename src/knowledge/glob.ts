/** A glob that was taken apart once, for matching many paths. */
export interface Glob {
  readonly pattern: string;
  /** Plain pieces between the wildcards, in order; a path without one of them cannot match. */
  readonly pieces: readonly string[];
  readonly segments: readonly string[];
}

/** Takes a glob apart: `**` as a whole segment matches any number of segments, `*` and `?` stay within one. */
export function parseGlob(pattern: string): Glob {
  return { pattern, pieces: pattern.split(/\*{1,2}|\?/).filter((piece) => piece.length > 1), segments: pattern.split('/') };
}

/** Whether a path with forward slashes matches, as ESLint's `files` patterns do. O(path × pattern), no backtracking explosion. */
export function matchesPath(path: string, glob: Glob): boolean {
  const rooted = path.startsWith('/') ? path : `/${path}`;
  if (!glob.pieces.every((piece) => rooted.includes(piece))) return false;
  const parts = rooted.slice(1).split('/');
  // Rows: which prefixes of the path the segments read so far can match.
  let reachable = new Array<boolean>(parts.length + 1).fill(false);
  reachable[0] = true;
  for (const segment of glob.segments) reachable = advance(reachable, segment, parts);
  return reachable[parts.length] === true;
}

function advance(reachable: readonly boolean[], segment: string, parts: readonly string[]): boolean[] {
  const next = new Array<boolean>(parts.length + 1).fill(false);
  let passed = false;
  for (let count = 0; count <= parts.length; count += 1) {
    if (segment === '**') {
      passed ||= reachable[count] === true;
      next[count] = passed;
    } else if (count > 0 && reachable[count - 1]) {
      next[count] = matchesSegment(parts[count - 1] ?? '', segment);
    }
  }
  return next;
}

/** One path segment: on a mismatch only the last star is tried again, which is enough and keeps it O(n × m). */
function matchesSegment(value: string, pattern: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let index = 0;
  while (index < value.length) {
    if (pattern[at] === '*') {
      star = at;
      resume = index;
      at += 1;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === value[index])) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      index = resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
