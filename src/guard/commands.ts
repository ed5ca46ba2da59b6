import { HOLE, parseCommands } from '../surfaces/shell/index.ts';
import type { Command, CommandScript, Word } from '../surfaces/shell/index.ts';
import { plainText } from '../surfaces/mapped-text.ts';
import { cutWord, readOptions } from '../surfaces/shell/options.ts';
import type { Change, WriteOperation } from './types.ts';

/** What a command text does besides what the rules say about it. */
export interface CommandFacts {
  readonly script: CommandScript;
  /** Files that it writes, moves or deletes, with their new text where it is known. Paths are as written. */
  readonly writes: readonly WriteOperation[];
  /** Its operations, as the stages name them. */
  readonly names: readonly string[];
}

const MAX_WRITES = 500;

export function commandFacts(text: string, dialect: 'sh' | 'powershell'): CommandFacts {
  const script = parseCommands(plainText(text, 0), { dialect });
  const writes = script.commands.flatMap(findWrites).slice(0, MAX_WRITES);
  const wrappers = new Set(script.commands.map(({ parent }) => parent));
  // A program that only starts others (`npx vitest`, `sh -c …`) is what it starts.
  const names = new Set(script.commands.flatMap((command) => (wrappers.has(command) && STARTS.test(command.name ?? '') ? [] : operationNames(command))));
  if (writes.some(({ change }) => change.to === 'delete')) names.add('file-delete');
  if (writes.some(({ change }) => change.to !== 'delete')) names.add('file-write');
  return { script, writes, names: [...names] };
}

const write = (path: string, change: Change): WriteOperation => ({ kind: 'write', path, change });
const isPath = ({ value }: Word): boolean => value !== '' && !value.startsWith('-') && !/^\/dev\/(?:null|stdout|stderr|tty|fd\/|tcp\/|udp\/)/.test(value);

function findWrites(command: Command): WriteOperation[] {
  const found: WriteOperation[] = [];
  const output = outputOf(command);
  for (const { operator, target } of command.redirects) {
    if (!/^(?:>|>>|>\||&>|&>>|<>)$/.test(operator) || !isPath(target) || /^\d$/.test(target.value)) continue;
    found.push(write(target.text, toChange(output, operator.endsWith('>>'))));
  }
  return [...found, ...writesOfProgram(command)];
}

function toChange(text: string | null, append: boolean): Change {
  if (text === null) return { to: 'unknown' };
  return { to: append ? 'append' : 'content', content: text };
}

/** What a command prints, where that is plain; `null` when it isn't. Bounded by the parser's words. */
function outputOf(command: Command, depth = 0): string | null {
  const name = command.name?.toLowerCase() ?? '';
  if (name === 'echo' || name === 'write-output') {
    const escapes = command.args.some(({ value }) => /^-[nE]*e/.test(value));
    const text = joined(command.args.filter(({ value }, index) => !(index < 2 && /^-[neE]{1,3}$/.test(value))));
    return text === null ? null : `${escapes ? unescaped(text) : text}\n`;
  }
  if (name === 'printf') return printed(command.args);
  if (name === 'cat' && command.args.every(({ value }) => value === '-')) return inputOf(command, depth);
  if (name === 'tee') return inputOf(command, depth);
  return null;
}

function inputOf({ input, upstream }: Command, depth: number): string | null {
  if (input) return known(input);
  const [source] = upstream;
  return upstream.length === 1 && source && depth < 5 ? outputOf(source, depth + 1) : null;
}

/** Unknown parts become an empty text: what stands around them is still judged. */
function known({ value }: Word): string {
  return value.replaceAll(HOLE, '');
}

function joined(words: readonly Word[]): string | null {
  return words.map(known).join(' ');
}

function printed(args: readonly Word[]): string | null {
  const [format, ...rest] = args.map(known);
  if (format === undefined) return null;
  let next = 0;
  const text = unescaped(format).replace(/%[-+ 0#]{0,3}\d{0,3}(?:\.\d{1,3})?([sdbq%])/g, (_, kind: string) => (kind === '%' ? '%' : (rest[next++] ?? '')));
  return rest.length > next && next > 0 ? [text, ...rest.slice(next)].join('\n') : text;
}

function unescaped(text: string): string {
  return text.replace(/\\(?:x([0-9a-f]{2})|0?([0-7]{3})|([ntr\\"'`$]))/gi, (_, hex?: string, octal?: string, plain?: string) => {
    if (hex) return String.fromCharCode(Number.parseInt(hex, 16));
    if (octal) return String.fromCharCode(Number.parseInt(octal, 8));
    return plain === 'n' ? '\n' : plain === 't' ? '\t' : plain === 'r' ? '\r' : (plain ?? '');
  });
}

const OUTPUT_OPTIONS = new Map<string, ReadonlySet<string>>([
  ['curl', new Set(['-o', '--output'])], ['wget', new Set(['-O', '--output-document'])], ['dd', new Set()], ['openssl', new Set(['-out'])], ['sort', new Set(['-o', '--output'])],
  ['cp', new Set(['-S', '--suffix'])], ['mv', new Set(['-S', '--suffix'])], ['install', new Set(['-m', '--mode', '-o', '--owner', '-g', '--group'])], ['sed', new Set(['-e', '-f', '--expression', '--file'])], ['perl', new Set(['-e', '-M', '-I'])],
]);

function writesOfProgram(command: Command): WriteOperation[] {
  const name = command.name?.toLowerCase() ?? '';
  const { args } = command;
  const operands = readOptions(args, OUTPUT_OPTIONS.get(name) ?? new Set()).operands.filter(isPath);
  switch (name) {
    case 'tee':
      return operands.map(({ text }) => write(text, toChange(outputOf(command), args.some(({ value }) => /^-[a-z]*a|^--append/.test(value)))));
    case 'cp':
    case 'mv':
    case 'install':
    case 'ln':
    case 'copy':
    case 'move':
      return copies(command, operands);
    case 'rm':
    case 'rmdir':
    case 'unlink':
    case 'shred':
    case 'del':
    case 'remove-item':
      return operands.map(({ text }) => write(text, { to: 'delete' }));
    case 'curl':
    case 'wget':
    case 'openssl':
    case 'sort': {
      const { values } = readOptions(args, OUTPUT_OPTIONS.get(name) ?? new Set());
      return [...values.values()].flat().filter(isPath).map(({ text }) => write(text, { to: 'unknown' }));
    }
    case 'dd':
      return args.filter(({ value }) => value.startsWith('of=')).map((word) => cutWord(word, 3)).filter(isPath).map(({ text }) => write(text, { to: 'unknown' }));
    case 'sed':
    case 'gsed':
    case 'perl':
    case 'ruby':
      return args.some(({ value }) => /^-[a-zA-Z]{0,5}i|^--in-place/.test(value)) ? operands.slice(-1).map(({ text }) => write(text, { to: 'unknown' })) : [];
    case 'truncate':
    case 'chmod':
    case 'chown':
    case 'touch':
      return (name === 'touch' || name === 'truncate' ? operands : operands.slice(1)).map(({ text }) => write(text, { to: 'unknown' }));
    case 'git':
      return gitWrites(args);
    default:
      return powershellWrites(name, command);
  }
}

function copies(command: Command, operands: readonly Word[]): WriteOperation[] {
  const target = operands.at(-1);
  if (!target || operands.length < 2) return [];
  const sources = operands.slice(0, -1);
  const written = sources.map((source) => {
    const into = target.value.endsWith('/') || sources.length > 1 ? `${target.text.replace(/\/$/, '')}/${source.text.split('/').at(-1) ?? ''}` : target.text;
    return write(into, command.name === 'ln' ? { to: 'unknown' } : { to: 'copy', from: source.value });
  });
  return /^(?:mv|move)$/.test(command.name ?? '') ? [...written, ...sources.map(({ text }) => write(text, { to: 'delete' }))] : written;
}

/** `git checkout REF -- file` and `git restore file` write files. */
function gitWrites(args: readonly Word[]): WriteOperation[] {
  const verb = args[0]?.value;
  const dashes = args.findIndex(({ value }) => value === '--');
  const named = verb === 'checkout' && dashes > 0 ? args.slice(dashes + 1) : verb === 'restore' && !args.some(({ value }) => value === '--staged') ? args.slice(1) : verb === 'rm' ? args.slice(1) : [];
  return named.filter(isPath).map(({ text }) => write(text, verb === 'rm' ? { to: 'delete' } : { to: 'unknown' }));
}

function powershellWrites(name: string, { args, upstream }: Command): WriteOperation[] {
  if (!/^(?:set-content|add-content|out-file|new-item|sc|ac)$/.test(name)) return [];
  const { values, operands } = namedArguments(args);
  const path = values.get('-path') ?? values.get('-filepath') ?? values.get('-literalpath') ?? operands[0];
  if (!path || !isPath(path)) return [];
  const given = values.get('-value') ?? (values.has('-path') ? operands[0] : operands[1]);
  const source = upstream[0];
  const text = given ? known(given) : source && upstream.length === 1 ? outputOf(source) : null;
  return [write(path.text, toChange(text, name === 'add-content' || name === 'ac'))];
}

function namedArguments(args: readonly Word[]): { readonly values: ReadonlyMap<string, Word>; readonly operands: readonly Word[] } {
  const values = new Map<string, Word>();
  const operands: Word[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index];
    const next = args[index + 1];
    if (!word) break;
    if (/^-(?:path|filepath|literalpath|value|encoding|itemtype)$/i.test(word.value) && next) {
      values.set(word.value.toLowerCase(), next);
      index += 1;
    } else if (!word.value.startsWith('-')) operands.push(word);
  }
  return { values, operands };
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
