import { inlineCodeRisk, isBenignInstallTool, isHiddenScript, isKnownInstaller, isWormFile } from '../../knowledge/install-scripts.ts';
import { executedFile, interpretation } from './detect/flow.ts';
import { isLocalRequest, requestOf } from './detect/network.ts';
import { positionOf } from './detect/types.ts';
import type { Command, CommandScript } from './model.ts';

export type StepKind = 'benign' | 'unknown' | 'network' | 'inline' | 'dependencyFile' | 'hiddenFile' | 'wormFile' | 'globalInstall' | 'publish' | 'repository' | 'fetchedPackage' | 'failing';

/** What one command of an install-time script is about. */
export interface InstallStep {
  readonly kind: StepKind;
  /** The program, file or package that a message names. */
  readonly label: string;
  readonly command: Command;
}

export interface InstallContext {
  /** The script's name: `postinstall`, `prepare` … */
  readonly event: string;
  /** True for a package that the manifest installs anyway. */
  isInstalled(name: string): boolean;
}

/** The steps of an install-time script, worst first; benign ones are left out. */
export function installSteps(script: CommandScript, context: InstallContext): readonly InstallStep[] {
  return script.commands
    .map((command) => ({ ...classify(command, context), command }))
    .map((step): InstallStep => (step.kind === 'unknown' && failsAfter(step.command, script) ? { ...step, kind: 'failing' } : step))
    .filter(({ kind }) => kind !== 'benign')
    .sort((a, b) => RANK.indexOf(a.kind) - RANK.indexOf(b.kind));
}

/** `run x && exit 1`: what ran well makes the installation of an optional package fail, and so leaves no trace of it. */
function failsAfter(command: Command, script: CommandScript): boolean {
  const { commands, source } = script;
  const next = commands[positionOf(command, script) + 1];
  return next?.name === 'exit' && /^[^|]{0,40}(?:&&|;)[^|]{0,40}$/.test(source.text.slice(command.range[1], next.range[0])) && /^[1-9]\d{0,2}$/.test(next.args[0]?.value ?? '');
}

const RANK: readonly StepKind[] = ['wormFile', 'failing', 'dependencyFile', 'publish', 'globalInstall', 'network', 'hiddenFile', 'repository', 'inline', 'fetchedPackage', 'unknown', 'benign'];
type Verdict = Pick<InstallStep, 'kind' | 'label'>;
const BENIGN: Verdict = { kind: 'benign', label: '' };
const MANAGERS: ReadonlySet<string> = new Set(['npm', 'pnpm', 'yarn', 'bun']);
const RUNNERS: ReadonlySet<string> = new Set(['npx', 'bunx', 'pnpx']);

function classify(command: Command, context: InstallContext): Verdict {
  const name = command.name?.toLowerCase() ?? '';
  if (name === '') return { kind: 'unknown', label: command.word.text };
  if (requestOf(command)) return isLocalRequest(command) ? BENIGN : { kind: 'network', label: name };
  if (MANAGERS.has(name)) return manager(name, command, context);
  if (RUNNERS.has(name)) return runner(command, context);
  if (name === 'git') return git(command);
  const preload = preloaded(name, command);
  const loaded = preload === undefined ? BENIGN : script(preload, context);
  if (loaded.kind !== 'benign') return loaded;
  const code = interpretation(command)?.code;
  if (code) return inline(code.value, name);
  const file = executedFile(command);
  if (file) return script(file.value, context);
  return isBenignInstallTool(name) ? BENIGN : { kind: 'unknown', label: name };
}

/** `node -r ./x.js tool`: a file that runs before the program does. */
function preloaded(name: string, { args }: Command): string | undefined {
  if (!/^(?:node|tsx|ts-node|bun)$/.test(name)) return undefined;
  const index = args.findIndex(({ value }) => /^(?:-r|--require|--import|--preload)(?:=|$)/.test(value));
  const value = args[index]?.value ?? '';
  const path = value.includes('=') ? value.slice(value.indexOf('=') + 1) : (args[index + 1]?.value ?? '');
  return index >= 0 && /^\.{0,2}[\\/]/.test(path) ? path : undefined;
}

function inline(code: string, name: string): Verdict {
  const risk = inlineCodeRisk(code);
  return risk === 'harmless' ? BENIGN : { kind: risk === 'hostile' ? 'inline' : 'unknown', label: name };
}

/** `node x.js`, `sh x.sh`, `./x`. */
function script(path: string, { event }: InstallContext): Verdict {
  const bare = path.replaceAll('\\', '/');
  const dependency = /(?:^|\/)node_modules\/((?:@[\w.-]{1,100}\/)?[\w.-]{1,200})(?:\/|$)/.exec(bare);
  if (dependency?.[1] === '.bin') return isBenignInstallTool(bare.slice(bare.lastIndexOf('/') + 1)) ? BENIGN : { kind: 'unknown', label: path };
  if (dependency) return isKnownInstaller(dependency[1] ?? '') ? BENIGN : { kind: 'dependencyFile', label: path };
  if (isWormFile(bare, event)) return { kind: 'wormFile', label: path };
  if (isHiddenScript(bare)) return { kind: 'hiddenFile', label: path };
  return /^(?:\.\/)?\.(?:husky|yarn)\//.test(bare) ? BENIGN : { kind: 'unknown', label: path };
}

function manager(name: string, { args }: Command, context: InstallContext): Verdict {
  const values = args.map((word) => word.value);
  const verb = values.find((value) => !value.startsWith('-')) ?? '';
  if (verb === 'publish') return { kind: 'publish', label: `${name} publish` };
  const isGlobal = values.some((value) => value === '-g' || value === '--global' || value === '--location=global') || (name === 'yarn' && verb === 'global');
  if (isGlobal && /^(?:i|install|in|add|link|update|up|global)$/.test(verb)) return { kind: 'globalInstall', label: `${name} ${verb} -g` };
  const file = verb === 'run' ? values[values.indexOf('run') + 1] : name === 'bun' ? verb : undefined;
  if (name === 'bun' && file !== undefined && SOURCE_FILE.test(file)) return script(file, context);
  if (verb === 'dlx') return fetched(values[values.indexOf('dlx') + 1] ?? '', context);
  // Scripts and packages that these run are commands of their own.
  return /^(?:i|install|ci|add|link|update|up|config|set|pkg|version|login|token|owner|access)$/.test(verb) ? { kind: 'unknown', label: `${name} ${verb}` } : BENIGN;
}

const SOURCE_FILE = /\.[cm]?[jt]sx?$/;

/** `npx -y tool` does not ask before it downloads. */
function runner({ args }: Command, context: InstallContext): Verdict {
  const target = args.find((word) => !word.value.startsWith('-'))?.value ?? '';
  return args.some((word) => word.value === '-y' || word.value === '--yes') ? fetched(target, context) : BENIGN;
}

/** A package that is downloaded at install time, unless the manifest has it or its version is exact. */
function fetched(target: string, context: InstallContext): Verdict {
  const at = target.lastIndexOf('@');
  const [name, version] = at > 0 ? [target.slice(0, at), target.slice(at + 1)] : [target, ''];
  const isExpected = target === '' || target.startsWith('-') || /^\d{1,6}\.\d{1,6}\.\d{1,6}/.test(version) || isBenignInstallTool(name) || context.isInstalled(name);
  return isExpected ? BENIGN : { kind: 'fetchedPackage', label: name };
}

function git({ args }: Command): Verdict {
  const values = args.map((word) => word.value);
  const verb = values.find((value) => !value.startsWith('-')) ?? '';
  if (verb === 'clone' || verb === 'push' || verb === 'pull' || verb === 'fetch') return { kind: 'repository', label: `git ${verb}` };
  if (verb === 'config') return values.includes('--global') || values.includes('--system') || !values.includes('core.hooksPath') ? { kind: 'unknown', label: 'git config' } : BENIGN;
  return /^(?:submodule|rev-parse|describe|log|status|lfs|init|show|diff|ls-files)$/.test(verb) ? BENIGN : { kind: 'unknown', label: `git ${verb}` };
}
