import { parseCommands } from '../surfaces/shell/index.ts';
import type { Command, CommandScript, Word } from '../surfaces/shell/index.ts';
import { plainText } from '../surfaces/mapped-text.ts';
import { readOptions } from '../surfaces/shell/options.ts';
import type { WriteOperation } from './types.ts';
import type { ReadFile } from './program-writes.ts';
import { findMentions, findWrites } from './writes.ts';

/** What a command text does besides what the rules say about it. */
export interface CommandFacts {
  readonly script: CommandScript;
  /** Files that it writes, moves or deletes, with their new text where it is known. Paths are as written. */
  readonly writes: readonly WriteOperation[];
  /** Paths that inline code names, where that code also writes. */
  readonly mentions: readonly string[];
  /** Its operations, as the stages name them. */
  readonly names: readonly string[];
}

/** `read` gives the text of a file that the command names, for patches. */
export function commandFacts(text: string, dialect: 'sh' | 'powershell', read: ReadFile = () => null): CommandFacts {
  const script = parseCommands(plainText(text, 0), { dialect });
  const writes = findWrites(script, read);
  const wrappers = new Set(script.commands.map(({ parent }) => parent));
  // A program that only starts others (`npx vitest`, `sh -c …`) is what it starts.
  const names = new Set(script.commands.flatMap((command) => (wrappers.has(command) && STARTS.test(command.name ?? '') ? [] : operationNames(command))));
  if (writes.some(({ change }) => change.to === 'delete')) names.add('file-delete');
  if (writes.some(({ change }) => change.to !== 'delete')) names.add('file-write');
  return { script, writes, mentions: findMentions(script), names: [...names] };
}

const ANALYZING = new Set('ls dir tree find fd cat head tail less more wc grep egrep rg ag ack file stat du df pwd which whereis sort uniq diff cut tr jq yq basename dirname realpath date env printenv whoami uname echo printf get-childitem get-content select-string type test true false cd pushd popd column nl sed awk read set export local return exit'.split(' '));
const TESTING = new Set('vitest jest mocha ava tap pytest tox playwright cypress karma jasmine'.split(' '));
const SCANNING = new Set('eslint oxlint biome semgrep trivy snyk bandit gitleaks secretlint osv-scanner tsc'.split(' '));
const NETWORKING = new Set('curl wget nc ncat netcat ssh scp rsync ftp sftp telnet socat iwr irm invoke-webrequest invoke-restmethod http https'.split(' '));

const STARTS = /^(?:npx|bunx|pnpx|sh|bash|zsh|dash|env|xargs|time|timeout|nice|nohup|command|pwsh|powershell|cmd)$/;

/** Names of what one command does, as the stages list them. */
function operationNames(command: Command): string[] {
  const name = command.name?.toLowerCase() ?? '';
  if (name === 'git') return [`git-${gitVerb(command.args)}`];
  if (/^(?:npm|pnpm|yarn|bun)$/.test(name)) return [npmOperation(name, command.args)];
  if (/^(?:pip|pip3|uv|cargo|gem|go)$/.test(name) && /^(?:install|add|get)$/.test(command.args[0]?.value ?? '')) return ['npm-install'];
  if (name === 'docker' || name === 'podman') return [`docker-${/^[a-z]{1,20}$/.exec(command.args[0]?.value ?? '')?.[0] ?? 'run'}`];
  if (TESTING.has(name)) return ['test-run'];
  if (SCANNING.has(name)) return ['security-scan'];
  if (NETWORKING.has(name)) return ['network'];
  if (name === 'find' && command.args.some(({ value }) => value === '-delete')) return ['project-analyze', 'file-delete'];
  return ANALYZING.has(name) ? ['project-analyze'] : ['command'];
}

/** The subcommand of git, behind its global options. */
export function gitVerb(args: readonly Word[]): string {
  const verb = readOptions(args, new Set(['-C', '-c', '--git-dir', '--work-tree', '--namespace']), true).operands[0]?.value ?? 'status';
  return /^[a-z][a-z-]{0,30}$/.test(verb) ? (verb === 'switch' || verb === 'checkout' ? 'branch' : verb) : 'other';
}

function npmOperation(program: string, args: readonly Word[]): string {
  const [verb = 'install', script = ''] = args.filter(({ value }) => !value.startsWith('-')).map(({ value }) => value);
  if (/^(?:test|t|tst)$/.test(verb) || (/^(?:run|run-script)$/.test(verb) && /^test(?::|$)/.test(script))) return 'test-run';
  if (/^(?:i|in|ins|install|add|ci|clean-install|update|up|upgrade|remove|uninstall|rm|un|dlx|x|exec|create|init|link)$/.test(verb)) return 'npm-install';
  if (verb === 'publish' || (program === 'yarn' && verb === 'npm')) return 'npm-publish';
  if (verb === 'audit') return 'security-scan';
  return /^(?:ls|list|outdated|view|info|why|explain|config|get|root|bin|prefix|help|version|-v)$/.test(verb) ? 'project-analyze' : 'npm-run';
}
