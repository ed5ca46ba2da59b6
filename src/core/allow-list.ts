/**
 * Allow-list entries have one shape everywhere: an exact string, `*.domain` for a domain's subdomains, or a glob in
 * which `*` matches within one path segment and `**` across segments. No regular expression is built from them.
 */
export function matchesAllowList(value: string, entries: readonly string[]): boolean {
  return entries.some((entry) => matchesGlob(value, entry));
}

/**
 * Host match: exact, case-insensitive; `*.example.com` matches every subdomain but not `example.com` itself.
 * An entry with a port (`example.com:8443`) matches only that port; an entry without matches all ports. The dot that may end a host is left out.
 */
export function matchesHost(host: string, entries: readonly string[]): boolean {
  const full = host.toLowerCase().replace(/\.(?=:\d{1,5}$|$)/, '');
  const bare = full.replace(/:\d{1,5}$/, '');
  return entries.some((raw) => {
    const entry = raw.toLowerCase();
    const candidate = /:\d{1,5}$/.test(entry) ? full : bare;
    return entry.startsWith('*.') ? candidate.length > entry.length - 1 && candidate.endsWith(entry.slice(1)) : candidate === entry || matchesGlob(candidate, entry);
  });
}

/**
 * Glob match in O(value × pattern) without backtracking explosion: `**` any characters, `*` any characters but `/`,
 * `?` one character but `/`. A leading `**` + `/` also matches nothing, as in ESLint's file patterns.
 */
export function matchesGlob(value: string, glob: string): boolean {
  if (!glob.includes('*') && !glob.includes('?')) return value === glob;
  const tokens = tokenize(glob);
  let states = closure(new Set([0]), tokens);
  for (const character of value) {
    const next = new Set<number>();
    for (const state of states) {
      const token = tokens[state];
      if (token === undefined) continue;
      if (token === '**' || token === '**/') {
        next.add(state);
        if (token === '**/' && character === '/') next.add(state + 1);
      } else if (token === '*') {
        if (character !== '/') next.add(state);
      } else if (token === '?' ? character !== '/' : token === character) {
        next.add(state + 1);
      }
    }
    if (next.size === 0) return false;
    states = closure(next, tokens);
  }
  return states.has(tokens.length);
}

function tokenize(glob: string): string[] {
  const tokens: string[] = [];
  const characters = Array.from(glob);
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? '';
    if (character === '*' && characters[index + 1] === '*') {
      const slash = characters[index + 2] === '/';
      tokens.push(slash ? '**/' : '**');
      index += slash ? 2 : 1;
    } else {
      tokens.push(character);
    }
  }
  return tokens;
}

/** States reachable without consuming a character: every star may match nothing. */
function closure(states: Set<number>, tokens: readonly string[]): Set<number> {
  for (const state of states) {
    const token = tokens[state];
    if (token === '*' || token === '**' || token === '**/') states.add(state + 1);
  }
  return states;
}
