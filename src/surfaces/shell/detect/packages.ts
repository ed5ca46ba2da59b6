import { parseUrl } from '../../../knowledge/hosts.ts';
import { registryKind } from '../../../knowledge/registries.ts';
import type { Command, CommandScript, Word } from '../model.ts';
import { cutWord, readOptions } from '../options.ts';
import { writtenText } from './flow.ts';
import { OWN_FORMS } from './registry-forms.ts';
import { setVariables } from './set-variables.ts';
import { eachCommand, memoize } from './types.ts';
import type { ShellFinding } from './types.ts';

export type RegistryKind = 'flag' | 'config' | 'variable' | 'scripts' | 'token';
export interface RegistryUse extends ShellFinding<RegistryKind> {
  readonly host: string;
  /** True for plain http to another machine. */
  readonly plain: boolean;
  /** True for a public copy of a registry, which another operator runs. */
  readonly mirror: boolean;
}

const NPM_LIKE = /^(?:npm|pnpm|yarn|bun|npx|bunx|pnpx|lerna|nx|changeset|yarnpkg|cnpm|np|release-it|semantic-release|auto)$/;
const PIP_LIKE = /^(?:pip|pip3|pip3\.\d{1,2}|uv|uvx|pipx|poetry|pdm|twine|conda|python3?|easy_install)$/;
const REGISTRY_FLAGS = /^(?:--registry|--@[\w.-]{1,100}:registry|--publish-registry|--npmRegistryServer)$/;
const INDEX_FLAGS = /^(?:--index-url|-i|--extra-index-url|--index|--default-index|--find-links|-f|--repository-url|--source|--trusted-host)$/;
/** Where `-i` and `-f` are a format, a file, an identity: the long names alone. Sources: poetry export, pdm export, twine upload. */
const LONG_INDEX_FLAGS = /^(?:--index-url|--extra-index-url|--index|--default-index|--find-links|--repository-url|--trusted-host)$/;
const CHANNEL_FLAGS = /^(?:-c|--channel)$/;
const NO_FLAGS = /^$/;
const REGISTRY_VARIABLES = /^(?:npm_config_(?:.{1,80}_)?registry|YARN_(?:NPM_)?REGISTRY(?:_SERVER)?|YARN_NPM_PUBLISH_REGISTRY|BUN_CONFIG_REGISTRY|COREPACK_NPM_REGISTRY|PIP_(?:EXTRA_)?INDEX_URL|UV_(?:DEFAULT_|EXTRA_)?INDEX(?:_URL)?|GOPROXY|CARGO_REGISTRIES_\w{1,60}_INDEX|POETRY_REPOSITORIES_\w{1,60}_URL|BUNDLE_MIRROR__\w{1,60}|NEXUS_REGISTRY|TWINE_REPOSITORY_URL)$/i;
const REGISTRY_KEYS = /^(?:(?:publishConfig\.)?(?:@[\w.-]{1,100}:)?registry|npmRegistryServer|npmPublishRegistry|npmScopes\.[\w.-]{1,100}\.npmRegistryServer|global\.(?:extra-)?index-url|install\.registry|repositories\.[\w.-]{1,100})$/i;

/** Files that tell package managers where packages come from. */
export const SETTINGS_FILE = /(?:^|\/)(?:\.npmrc|\.yarnrc(?:\.yml)?|pip\.conf|bunfig\.toml)$/;
const REGISTRY_LINE = /^[\s"']{0,10}((?:@[\w.-]{1,100}:)?registry|npmRegistryServer|(?:extra-)?index-url)["']?\s{0,10}[=:\s]\s{0,10}["']?(https?:\/\/[^\s"']{1,500})/i;

/** Registries other than the public ones that a command names. Loopback registries are none. */
export const findRegistry = memoize((script: CommandScript): readonly RegistryUse[] => {
  const found: RegistryUse[] = [];
  const add = (kind: RegistryKind, command: Command, word: Word, label: string): void => {
    const use = judge(word.value);
    if (use) found.push({ at: word.range, kind, label, detail: use.host, level: use.mirror ? 'low' : 'medium', command, ...use });
  };
  for (const command of script.commands) {
    for (const { name, value } of setVariables(command)) if (REGISTRY_VARIABLES.test(name)) add('variable', command, value, name);
    const name = command.name?.toLowerCase() ?? '';
    const own = OWN_FORMS.get(name)?.(command);
    if (own) add('config', command, own.value, own.label);
    const text = writtenText(command, SETTINGS_FILE);
    for (const { key, value } of text === null ? [] : registryLines(text)) add('config', command, { ...command.word, value, range: command.range }, key);
    const isNpm = NPM_LIKE.test(name);
    const isPip = PIP_LIKE.test(name);
    if (!isNpm && !isPip && !(name === 'go' || name === 'cargo' || name === 'gem')) continue;
    eachFlag(command, isPip ? indexFlags(command) : REGISTRY_FLAGS, (label, value) => {
      // pip takes what has no scheme for a folder: `-f wheels.html`.
      if (!isPip || label === '--trusted-host' || value.value.includes('://')) add('flag', command, value, label);
    });
    const config = configOf(command);
    if (config && REGISTRY_KEYS.test(config.key)) add('config', command, config.value, config.key);
    else if (config && isWeakening(config.key, config.value.value)) found.push({ at: command.range, kind: 'scripts', label: config.key, detail: config.value.value, level: 'low', command, host: '', plain: false, mirror: false });
  }
  // A host that is trusted is told where packages come from it, too.
  return found.filter((use) => use.label !== '--trusted-host' || !found.some((other) => other !== use && other.command === use.command && other.host === use.host));
});

/** Lines of a settings file that name a registry. */
function registryLines(text: string): readonly { readonly key: string; readonly value: string }[] {
  return text.split('\n', 200).flatMap((line) => {
    const [, key, value] = REGISTRY_LINE.exec(line.slice(0, 1000)) ?? [];
    return key === undefined || value === undefined ? [] : [{ key, value }];
  });
}

/** Registries other than the public and local ones in the text of a settings file. */
export function writtenRegistries(text: string): readonly (Judged & { readonly label: string })[] {
  return registryLines(text).flatMap(({ key, value }) => {
    const use = judge(value);
    return use ? [{ label: key, ...use }] : [];
  });
}

/** The flags that name an index for the program: for Python itself, those of pip and its like that it runs as a module. */
function indexFlags({ name, args }: Command): RegExp {
  if (name === 'conda') return CHANNEL_FLAGS;
  if (name === 'poetry' || name === 'pdm' || name === 'twine') return LONG_INDEX_FLAGS;
  if (!/^python/.test(name ?? '')) return INDEX_FLAGS;
  const module = args[args.findIndex(({ value }) => value === '-m') + 1]?.value ?? '';
  return args.some(({ value }) => value === '-m') && /^(?:pip|uv|pipx|easy_install|twine)$/.test(module) ? INDEX_FLAGS : NO_FLAGS;
}

function eachFlag({ args }: Command, flags: RegExp, add: (label: string, value: Word) => void): void {
  args.forEach((word, index) => {
    const equals = word.value.indexOf('=');
    const label = equals > 0 ? word.value.slice(0, equals) : word.value;
    const value = equals > 0 ? cutWord(word, equals + 1) : args[index + 1];
    if (flags.test(label) && value) add(label, value);
  });
}

/** Options with a value of their own, which may stand before the key: `pnpm config set --location project registry …`. */
const CONFIG_VALUES = /^(?:--location|-L|--userconfig|--globalconfig|--prefix|--cwd|-C|--dir|--workspace|-w|--filter)$/;

/** Key and value of `npm config set k v`, `npm pkg set publishConfig.k=v`, `npm set k=v`, `yarn config set k v`, `pip config set k v`. */
function configOf({ args }: Command): { readonly key: string; readonly value: Word } | null {
  const operands = args.filter(({ value }, index) => !/^-(?!-?registry)/.test(value) && !CONFIG_VALUES.test(args[index - 1]?.value ?? ''));
  const verb = operands[0]?.value;
  const rest = verb === 'pkg' && operands[1]?.value === 'set' ? operands.slice(2).filter(({ value }) => value.startsWith('publishConfig.')).slice(0, 1) : (verb === 'config' || verb === 'c') && operands[1]?.value === 'set' ? operands.slice(2) : verb === 'set' ? operands.slice(1) : verb === 'config' && operands[1] && REGISTRY_KEYS.test(operands[1].value) ? operands.slice(1) : [];
  const [key, value] = rest;
  if (!key) return null;
  const equals = key.value.indexOf('=');
  if (equals > 0) return { key: key.value.slice(0, equals), value: cutWord(key, equals + 1) };
  return value ? { key: key.value, value } : null;
}

function isWeakening(key: string, value: string): boolean {
  return /^(?:ignore-scripts|enableScripts|dangerously-allow-all-scripts)$/i.test(key) && (key === 'ignore-scripts' ? value === 'false' : value === 'true');
}

interface Judged {
  readonly host: string;
  readonly plain: boolean;
  readonly mirror: boolean;
}

const MAX_ADDRESSES = 20;

/** Host of the first registry that is no public one, of several: `https://proxy,direct`; `null` for public and local ones and for unknown hosts. */
function judge(text: string): Judged | null {
  for (const address of text.slice(0, 4096).split(/[,\s|]+/, MAX_ADDRESSES)) {
    const judged = judgeAddress(address.replace(/^["']|["']$/g, ''));
    if (judged) return judged;
  }
  return null;
}

/** uv has names for its registries: `name=https://host`. */
function judgeAddress(given: string): Judged | null {
  const text = given.replace(/^(?:sparse\+|[\w-]{1,60}=(?=https?:))/, '');
  const url = parseUrl(text, /^[\w-]{1,60}(?:\.[\w-]{1,60}){1,8}(?::\d{1,5})?(?:\/|$)/.test(text));
  if (!url || url.host === '' || url.host.includes('\uE000') || url.host.startsWith('$')) return null;
  const kind = registryKind(url.host);
  if (kind === 'local') return null;
  const plain = url.scheme === 'http';
  return kind === 'public' && !plain ? null : { host: url.host, plain, mirror: kind === 'mirror' && !plain };
}

export type PublishKind = 'npm' | 'yarn' | 'pnpm' | 'other';
export type Publish = ShellFinding<PublishKind>;

const PUBLISHERS = new Set('npm pnpm yarn bun lerna changeset semantic-release release-it np nx jsr cargo twine poetry uv gem vsce ovsx deno dotnet auto shipit'.split(' '));

/** Commands that publish a package. Dry runs and packing are none. */
export const findPublish = eachCommand<Publish>(PUBLISHERS, (command) => {
  const name = command.name ?? '';
  const operands = readOptions(command.args, new Set(['--registry', '--tag', '--access', '--otp', '-C', '--cwd', '--filter', '-F', '-w', '--workspace', '--config', '--provenance-file', '--prefix', '--userconfig'])).operands.map(({ value }) => value);
  const flags = command.args.map(({ value }) => value);
  if (flags.some((flag) => /^(?:--dry-run(?:=true)?|-n|--dryRun|-d|--dry)$/.test(flag)) && !/^(?:npm|pnpm|bun)$/.test(name)) return [];
  if (flags.some((flag) => /^--dry-run(?:=true)?$|^--help$|^-h$/.test(flag))) return [];
  if (!isPublish(name, operands, flags)) return [];
  const kind = name === 'npm' || name === 'yarn' || name === 'pnpm' ? name : 'other';
  return [{ at: command.range, kind, label: [name, ...operands.slice(0, name === 'yarn' && operands[0] === 'npm' ? 2 : 1)].join(' '), detail: '', level: 'medium', command }];
});

function isPublish(name: string, operands: readonly string[], flags: readonly string[]): boolean {
  const [first, second] = operands;
  switch (name) {
    case 'yarn':
      return first === 'publish' || (first === 'npm' && second === 'publish') || (first === 'workspaces' && operands.includes('publish')) || (first === 'workspace' && operands.includes('publish'));
    case 'semantic-release':
    case 'np':
    case 'release-it':
      return !flags.some((flag) => /^--(?:no-npm\.publish|no-publish|version|help|changelog)/.test(flag)) && first !== 'init';
    case 'auto':
    case 'shipit':
      return first === 'shipit';
    case 'gem':
      return first === 'push';
    case 'twine':
      return first === 'upload';
    case 'nx':
      return first === 'release' && (second === 'publish' || second === undefined);
    case 'dotnet':
      return first === 'nuget' && second === 'push';
    case 'lerna':
      return first === 'publish';
    case 'npm':
      // npm takes every abbreviation that is unique.
      return first !== undefined && first.length > 1 && 'publish'.startsWith(first);
    default:
      return first === 'publish' || (first === '-r' && second === 'publish') || operands.at(0) === 'recursive' && operands.includes('publish');
  }
}

export type GlobalInstall = ShellFinding<'node' | 'python' | 'system' | 'other'>;

const INSTALL = /^(?:i|in|ins|inst|insta|instal|install|isnt|add|link|ln|update|up|upgrade)$/;

/** Commands that install outside the project. */
export const findGlobalInstall = eachCommand<GlobalInstall>(new Set(['npm', 'pnpm', 'yarn', 'bun', 'deno', 'cargo', 'gem', 'pip', 'pip3', 'go']), (command) => {
  const name = command.name ?? '';
  const options = readOptions(command.args, new Set(['--registry', '--prefix', '-C', '--cwd', '--location', '--target', '-t', '--root', '--user-agent']));
  const [first = '', second = ''] = options.operands.map(({ value }) => value);
  const isGlobal = options.flags.has('-g') || options.flags.has('--global') || options.values.get('--location')?.some(({ value }) => value === 'global') === true || command.assignments.some((given) => /^npm_config_(?:global|location)$/i.test(given.name) && /^(?:true|1|global)$/.test(given.value.value));
  const installs = name === 'yarn' ? first === 'global' && /^(?:add|install|upgrade)$/.test(second) : name === 'deno' ? first === 'install' && isGlobal : INSTALL.test(first) && isGlobal && (options.operands.length > 1 || first === 'link');
  const isSelf = /^(?:npm|pnpm|yarn|corepack|bun)(?:@[\w.^~-]{1,40})?$/.test(second) && options.operands.length === 2;
  if (!installs || !/^(?:npm|pnpm|yarn|bun|deno)$/.test(name)) return [];
  return [{ at: command.range, kind: 'node', label: `${name} ${first}`, detail: (name === 'yarn' ? (options.operands[2]?.value ?? '') : second), level: isSelf ? 'low' : 'medium', command }];
});
