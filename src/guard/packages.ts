import { matchesAllowList } from '../core/allow-list.ts';
import type { Level } from '../core/define-rule.ts';
import { parseDependencySpec, isCommit } from '../knowledge/dependency-spec.ts';
import { findImitation } from '../knowledge/typosquat.ts';
import type { Command, CommandScript } from '../surfaces/shell/index.ts';
import { readOptions } from '../surfaces/shell/options.ts';
import { findAdvisory } from './advisories.ts';
import type { Advisories } from './advisories.ts';

export interface PackageFinding {
  readonly rule: string;
  readonly risk: Level;
  readonly message: string;
}

export interface PackageRules {
  readonly allowedPackages: readonly string[];
  readonly blockedPackages: readonly string[];
  readonly advisories: Advisories;
}

interface Request {
  readonly ecosystem: 'npm' | 'PyPI';
  readonly name: string;
  readonly version: string;
  /** The text behind the name or in its place: a range, a URL, a git address. */
  readonly spec: string;
}

const NPM = new Set(['npm', 'pnpm', 'yarn', 'bun']);
const RUNNERS = new Set(['npx', 'bunx', 'pnpx']);
const PIP = new Set(['pip', 'pip3', 'uv', 'pipx', 'uvx']);
const INSTALL = /^(?:i|in|ins|install|add|isntall|dlx|x|exec|create|global|update|upgrade)$/;
const VALUED = new Set(['--registry', '--tag', '-C', '--prefix', '--cwd', '--filter', '-F', '-w', '--workspace', '--loglevel', '-r', '-c', '-i', '--index-url', '--extra-index-url', '-t', '--target', '--python', '--cache', '--dir']);
const MAX_PACKAGES = 300;

/** What stands against the packages that a command text installs. */
export function judgePackages({ commands }: CommandScript, rules: PackageRules): PackageFinding[] {
  return commands.flatMap(requests).slice(0, MAX_PACKAGES).flatMap((request) => judge(request, rules));
}

function requests({ name, args }: Command): Request[] {
  const program = name?.toLowerCase() ?? '';
  if (RUNNERS.has(program)) {
    const { operands, values } = readOptions(args, new Set(['-p', '--package', '-c', '--call']), true);
    return [...(values.get('-p') ?? []), ...(values.get('--package') ?? []), ...operands.slice(0, 1)].filter(({ isStatic }) => isStatic).map(({ value }) => npmRequest(value));
  }
  const npm = NPM.has(program);
  if (!npm && !PIP.has(program)) return [];
  const { operands } = readOptions(args, VALUED);
  const [verb, ...rest] = operands.map(({ value }) => value);
  if (verb === undefined || !INSTALL.test(verb)) return program === 'uv' && verb === 'pip' && rest[0] === 'install' ? rest.slice(1).map(pipRequest) : [];
  const named = verb === 'global' ? rest.slice(1) : /^(?:dlx|x|exec|create)$/.test(verb) ? rest.slice(0, 1) : rest;
  return named.filter((text) => !text.includes('\uE000')).map(npm ? npmRequest : pipRequest);
}

function npmRequest(text: string): Request {
  const at = text.indexOf('@', 1);
  const isName = /^(?:@[\w.-]{1,100}\/)?[\w.-]{1,214}(?:@|$)/.test(text) && !/^\.{0,2}\//.test(text);
  if (!isName) return { ecosystem: 'npm', name: '', version: '', spec: text };
  const spec = at > 0 ? text.slice(at + 1) : '';
  const alias = /^npm:(.{1,214})$/.exec(spec)?.[1];
  if (alias) return npmRequest(alias);
  return { ecosystem: 'npm', name: at > 0 ? text.slice(0, at) : text, version: /^v?\d[\w.+-]{0,60}$/.test(spec) ? spec : '', spec };
}

function pipRequest(text: string): Request {
  const match = /^([\w.-]{1,100})(?:\[[\w,.-]{0,100}\])?(?:==([\w.+!-]{1,60}))?/.exec(text);
  return { ecosystem: 'PyPI', name: /[/:]/.test(text) ? '' : (match?.[1] ?? '').toLowerCase(), version: match?.[2] ?? '', spec: '' };
}

function judge({ ecosystem, name, version, spec }: Request, { allowedPackages, blockedPackages, advisories }: PackageRules): PackageFinding[] {
  const found: PackageFinding[] = [];
  if (name !== '' && matchesAllowList(name, blockedPackages)) found.push({ rule: 'policy', risk: 'high', message: 'The policy blocks this package. Use another one.' });
  if (name !== '' && matchesAllowList(name, allowedPackages)) return found;
  const advisory = name === '' ? null : findAdvisory(advisories, ecosystem, name, version);
  if (advisory) found.push({ rule: 'advisory', risk: 'high', message: `The local advisory ${advisory.id} names this package${advisory.malicious ? ' as malicious' : ' in this version'}. Do not install it.` });
  if (ecosystem === 'PyPI') return found;
  const imitation = name === '' ? null : findImitation(name.toLowerCase());
  if (imitation?.distance === 'near') found.push({ rule: 'no-typosquat-dependency', risk: 'high', message: `This name imitates the well-known package ${imitation.target} (${imitation.how}). Install that one.` });
  const source = spec === '' ? null : parseDependencySpec(spec);
  if (source?.source === 'tarball') found.push({ rule: 'no-untrusted-dependency', risk: 'medium', message: 'This package comes from a plain address, which bypasses the registry. Install it by name.' });
  else if (source?.source === 'git' && !isCommit(source.committish)) found.push({ rule: 'no-untrusted-dependency', risk: 'medium', message: 'This package comes from a git address that can change. Install it by name, or name a commit.' });
  return found;
}
