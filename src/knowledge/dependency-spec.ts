/** How a dependency's version text names its source. Facts: npm's package-spec documentation, Yarn and pnpm protocols. */
export type DependencySource = 'registry' | 'range' | 'alias' | 'git' | 'tarball' | 'local' | 'workspace' | 'script' | 'unknown';

export interface DependencySpec {
  readonly source: DependencySource;
  /** `https:`, `git+ssh:` …; empty when the text has none. */
  readonly protocol: string;
  /** Host of a URL, lower case, without port; empty when there is none. */
  readonly host: string;
  /** Path of a URL or of a local dependency. */
  readonly path: string;
  /** What follows `#` in a git spec; empty when nothing does. */
  readonly committish: string;
  /** The patch that Yarn applies to the package (`patch:a@npm%3A1#./a.patch` → `./a.patch`); empty when there is none. */
  readonly patch: string;
  /** The package an alias points to (`npm:real@1` → `real`). */
  readonly target: string;
}

const EMPTY: DependencySpec = { source: 'unknown', protocol: '', host: '', path: '', committish: '', target: '', patch: '' };
const MAX_SPEC = 2000;
const GIT_HOSTS = new Map([
  ['github:', 'github.com'],
  ['gitlab:', 'gitlab.com'],
  ['bitbucket:', 'bitbucket.org'],
  ['gist:', 'gist.github.com'],
]);
const LOCAL = new Set(['file:', 'link:', 'portal:']);
const MANAGED = new Set(['workspace:', 'catalog:', 'jsr:']);
const FORGES = /^(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|gist\.github\.com)$/;

/** Reads one dependency text. Never throws; text that is longer than {@link MAX_SPEC} is `unknown`. */
export function parseDependencySpec(text: string): DependencySpec {
  const spec = text.trim();
  if (spec.length > MAX_SPEC) return EMPTY;
  const protocol = /^[a-z][a-z0-9+.-]{0,20}:/i.exec(spec)?.[0].toLowerCase() ?? '';
  const [body = '', committish = ''] = splitOnce(spec.slice(protocol.length), '#');
  // Yarn writes `npm:^18` for a range of the package itself.
  if (protocol === 'npm:') return /^[\d^~<>=*]|^$/.test(body) ? { ...EMPTY, source: 'range', protocol } : { ...EMPTY, source: 'alias', protocol, target: aliasTarget(body) };
  if (protocol === 'patch:') return patchSpec(body, committish);
  if (protocol === 'exec:') return { ...EMPTY, source: 'script', protocol, path: body };
  if (GIT_HOSTS.has(protocol)) return { ...EMPTY, source: 'git', protocol, host: GIT_HOSTS.get(protocol) ?? '', path: body, committish };
  if (MANAGED.has(protocol)) return { ...EMPTY, source: 'workspace', protocol, path: body };
  if (LOCAL.has(protocol)) return { ...EMPTY, source: 'local', protocol, path: body };
  if (protocol.startsWith('git') || protocol === 'ssh:') return { ...EMPTY, source: 'git', protocol, ...hostAndPath(body), committish };
  if (protocol === 'http:' || protocol === 'https:') {
    const place = hostAndPath(body);
    const isGit = /\.git$/i.test(place.path) || (FORGES.test(place.host) && /^\/[^/]+\/[^/]+\/?$/.test(place.path));
    return { ...EMPTY, source: isGit ? 'git' : 'tarball', protocol, ...place, committish };
  }
  if (protocol !== '' && !/^[a-z]:[\\/]/i.test(spec)) return { ...EMPTY, protocol };
  return plainSpec(spec, body, committish);
}

/** What Yarn patches is a spec of its own, percent-encoded after the name: `react@npm%3A18.3.1`. Source: yarnpkg.com, patch protocol. */
function patchSpec(body: string, patch: string): DependencySpec {
  const inner = body.slice(body.indexOf('@', 1) + 1).replace(/%3a/gi, ':').replace(/%2f/gi, '/').replace(/%40/g, '@').replace(/%23/g, '#');
  const spec = inner.startsWith('patch:') ? EMPTY : parseDependencySpec(inner);
  const isOther = spec.source !== 'range' && spec.source !== 'registry' && spec.source !== 'unknown';
  return isOther ? { ...spec, patch } : { ...EMPTY, source: 'workspace', protocol: 'patch:', path: body, patch };
}

function plainSpec(spec: string, body: string, committish: string): DependencySpec {
  // `~/x` is a folder, `~1.2.3` a range.
  if (/^(?:\.{1,2}(?:[\\/]|$)|[\\/]|~(?:[\\/]|$)|[a-z]:[\\/])/i.test(spec)) return { ...EMPTY, source: 'local', path: spec };
  if (/^[^@\s]{1,100}@[^:\s]{1,200}:.+/.test(spec)) return { ...EMPTY, source: 'git', protocol: 'ssh:', host: spec.slice(spec.indexOf('@') + 1, spec.indexOf(':')), path: body, committish };
  // No account of GitHub has an underline in its name: `ACME_TOOLS/VERSION` of a template is filled in later.
  if (/^[a-z\d.-]{1,100}\/[\w.-]{1,200}$/i.test(body) && !spec.startsWith('@')) return { ...EMPTY, source: 'git', protocol: 'github:', host: 'github.com', path: body, committish };
  return { ...EMPTY, source: /^[\d^~<>=v*xX\s|.&+-]|^$/.test(spec) ? 'range' : 'registry' };
}

function hostAndPath(body: string): { readonly host: string; readonly path: string } {
  const rest = body.replace(/^\/\//, '');
  const [beforeQuery] = splitOnce(rest, '?');
  const [authority, path] = splitOnce(beforeQuery, '/');
  const host = splitOnce(authority.slice(authority.lastIndexOf('@') + 1), ':')[0];
  return { host: host.toLowerCase(), path: `/${path}` };
}

function aliasTarget(body: string): string {
  const version = body.indexOf('@', 1);
  return version < 0 ? body : body.slice(0, version);
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** A full commit id, which can't be moved to other code. */
export function isCommit(committish: string): boolean {
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i.test(committish);
}
