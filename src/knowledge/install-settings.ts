import type { FileKind } from './file-kind.ts';
import { isKnownBuilder } from './install-scripts.ts';
import type { SettingValue } from './setting-row.ts';
import { isPopularPackage } from './typosquat.ts';
import { isConventionalToolPath, isQuietFolder, isRepoRelative, saysOff, saysOn } from './values.ts';
import { textOf, textsOf } from './vscode-row.ts';

/**
 * A setting that makes installs run code: of every dependency (`everything`) or of a file (`loads`); or that lets an
 * install pass over scripts nobody has decided on (`unasked`). One package may run code in whatever version
 * (`anyVersion`) or without a reason that is known (`unknownBuilder`).
 */
export interface InstallSettingRow {
  readonly kinds: readonly FileKind[];
  readonly keys: readonly string[];
  readonly report: 'everything' | 'loads' | 'unasked' | 'anyVersion' | 'unknownBuilder';
  readonly preset: 'recommended' | 'strict';
  readonly source: string;
  /** What the setting names, for the message; `null` for an honest value. */
  find(value: SettingValue): string | null;
}

const PNPM = 'https://pnpm.io/settings';
const NPM = 'npm: configuration reference';
const YARN = 'Yarn: configuration reference';
const CARGO = 'The Cargo Book: configuration';
const BUN = 'https://bun.com/docs/runtime/bunfig';

const isOn = (value: SettingValue): string | null => (saysOn(value.value) ? 'all' : null);
const isStar = (value: SettingValue): string | null => (textOf(value) === '*' ? '*' : null);
const isOff = (value: SettingValue): string | null => (saysOff(value.value) ? 'all' : null);
const starKey = (value: SettingValue): string | null => (value.key === '*' && saysOn(value.value) ? '*' : null);

const isEmptyList = (value: SettingValue): string | null => (value.kind === 'array' && value.members.length === 0 ? 'all' : null);
const tokenHelper = (value: SettingValue): string | null => (/(?:^|:)tokenHelper$/i.test(String(value.key).slice(-200)) ? textOf(value) || null : null);

/** `"sharp": true` allows what is published tomorrow, too; `"sharp@0.34.1": true` does not. */
function anyVersion({ key, value }: SettingValue): string | null {
  const name = String(key);
  return name !== '*' && (value === true || value === '*') && name.indexOf('@', 1) < 0 ? name : null;
}

function unknownBuilder(value: SettingValue): string | null {
  const name = textOf(value);
  return name === '' || name === '*' || isKnownBuilder(name) || isPopularPackage(name) ? null : name;
}

/** The module behind `--require`, `--import` or `--loader`. */
function loaded(value: SettingValue): string | null {
  const match = /(?:^|\s)(?:-r|--require|--import|--loader|--experimental-loader)(?:=|\s{1,4})["']?([^\s"']{1,300})/.exec(textOf(value).slice(0, 4096));
  const target = match?.[1] ?? '';
  return target === '' || /\.pnp(?:\.loader)?\.[cm]?js$/.test(target) ? null : target;
}

/** A file beyond the repository: an absolute path, the home folder, the folder above or a URL. */
const OUTSIDE = /^(?:[\\/~]|\.\.[\\/]|[a-z]:[\\/]|[a-z][a-z+]{1,20}:\/\/)/i;
/** Where Yarn itself keeps its releases and plug-ins, also in the folder above a workspace. */
const YARN_RELEASE = /^(?:\.\/)?(?:[\w.-]{1,60}\/){0,3}\.yarn\/releases\/[\w.-]{1,100}\.c?js$/;
const YARN_PLUGIN = /^(?:\.\/)?(?:[\w.-]{1,60}\/){0,3}\.yarn\/plugins\//;
const KNOWN_SCANNERS = /^@(?:socketsecurity|oven|bun-security-scanner)\//;

const inQuietFolder = (value: SettingValue): string | null => textsOf(value).find((text) => isQuietFolder(text)) ?? null;
/** A folder with a dot in front, other than those of Yarn and Storybook, where setup files have their place. */
const HIDDEN_FOLDER = /(?:^|[\\/])\.(?!yarn[\\/]|storybook[\\/]|\.?[\\/])[\w-]{1,60}[\\/]/;
const inHiddenFolder = (value: SettingValue): string | null => textsOf(value).find((text) => HIDDEN_FOLDER.test(text.slice(0, 1000)) || /^(?:[\\/~]|[a-z]:[\\/]|https?:)/i.test(text)) ?? inQuietFolder(value);
const inRepository = (value: SettingValue): string | null => textsOf(value).find((text) => isRepoRelative(text)) ?? null;
/** A program of the repository outside of the folders where tools are installed. */
const ownProgram = (value: SettingValue): string | null => textsOf(value).find((text) => isRepoRelative(text) && !isConventionalToolPath(text)) ?? null;
const outside = (value: SettingValue): string | null => textsOf(value).find((text) => OUTSIDE.test(text.slice(0, 1000))) ?? null;
const hiddenOrOutside = (value: SettingValue): string | null => inQuietFolder(value) ?? outside(value);

/** Settings of package managers by which an install, or any start of the manager, runs code (D3-21, D3-22, D4-5 … D4-11). */
export const INSTALL_SETTINGS: readonly InstallSettingRow[] = [
  { kinds: ['package-json'], keys: ['pnpm.dangerouslyAllowAllBuilds'], report: 'everything', preset: 'recommended', source: PNPM, find: isOn },
  { kinds: ['pnpm-workspace'], keys: ['dangerouslyAllowAllBuilds'], report: 'everything', preset: 'recommended', source: PNPM, find: isOn },
  { kinds: ['npmrc'], keys: ['dangerously-allow-all-builds', 'dangerously-allow-all-scripts'], report: 'everything', preset: 'recommended', source: NPM, find: isOn },
  { kinds: ['package-json'], keys: ['pnpm.onlyBuiltDependencies[]', 'trustedDependencies[]'], report: 'everything', preset: 'recommended', source: PNPM, find: isStar },
  { kinds: ['pnpm-workspace'], keys: ['onlyBuiltDependencies[]'], report: 'everything', preset: 'recommended', source: PNPM, find: isStar },
  { kinds: ['package-json', 'pnpm-workspace'], keys: ['allowBuilds.*', 'allowScripts.*', 'pnpm.allowBuilds.*'], report: 'everything', preset: 'recommended', source: PNPM, find: starKey },
  { kinds: ['package-json'], keys: ['allowScripts.*'], report: 'anyVersion', preset: 'strict', source: 'npm: npm approve-scripts', find: anyVersion },
  { kinds: ['package-json'], keys: ['trustedDependencies[]'], report: 'unknownBuilder', preset: 'strict', source: BUN, find: unknownBuilder },
  { kinds: ['npmrc'], keys: ['ignore-scripts'], report: 'everything', preset: 'strict', source: NPM, find: isOff },
  { kinds: ['npmrc'], keys: ['strict-allow-scripts', 'strict-dep-builds'], report: 'unasked', preset: 'strict', source: NPM, find: isOff },
  { kinds: ['package-json'], keys: ['pnpm.strictDepBuilds'], report: 'unasked', preset: 'strict', source: PNPM, find: isOff },
  { kinds: ['pnpm-workspace'], keys: ['strictDepBuilds'], report: 'unasked', preset: 'strict', source: PNPM, find: isOff },
  { kinds: ['bunfig'], keys: ['install.ignoreScripts'], report: 'everything', preset: 'strict', source: BUN, find: isOff },
  // An empty list of packages that may not build is the old way to let all of them build.
  { kinds: ['package-json'], keys: ['pnpm.neverBuiltDependencies'], report: 'everything', preset: 'recommended', source: PNPM, find: isEmptyList },
  { kinds: ['pnpm-workspace'], keys: ['neverBuiltDependencies'], report: 'everything', preset: 'recommended', source: PNPM, find: isEmptyList },
  { kinds: ['package-json'], keys: ['pnpm.onlyBuiltDependenciesFile'], report: 'everything', preset: 'recommended', source: PNPM, find: outside },
  { kinds: ['pnpm-workspace'], keys: ['onlyBuiltDependenciesFile'], report: 'everything', preset: 'recommended', source: PNPM, find: outside },
  { kinds: ['npmrc'], keys: ['node-options'], report: 'loads', preset: 'recommended', source: NPM, find: loaded },
  { kinds: ['npmrc'], keys: ['script-shell', 'shell', 'git', 'init-module', 'editor', 'viewer'], report: 'loads', preset: 'recommended', source: NPM, find: inRepository },
  { kinds: ['npmrc'], keys: ['node-gyp', 'python', 'onload-script'], report: 'loads', preset: 'recommended', source: NPM, find: ownProgram },
  // Which program tells the token of a registry is a question of the machine, never of a project.
  { kinds: ['npmrc'], keys: ['*'], report: 'loads', preset: 'recommended', source: PNPM, find: tokenHelper },
  { kinds: ['npmrc'], keys: ['pnpmfile', 'global-pnpmfile'], report: 'loads', preset: 'recommended', source: PNPM, find: hiddenOrOutside },
  { kinds: ['pnpm-workspace'], keys: ['pnpmfile', 'globalPnpmfile'], report: 'loads', preset: 'recommended', source: PNPM, find: hiddenOrOutside },
  { kinds: ['pnpm-workspace'], keys: ['scriptShell'], report: 'loads', preset: 'recommended', source: PNPM, find: inRepository },
  { kinds: ['yarnrc'], keys: ['yarnPath', 'yarn-path'], report: 'loads', preset: 'recommended', source: YARN, find: (value) => (YARN_RELEASE.test(textOf(value)) ? null : (inRepository(value) ?? outside(value))) },
  { kinds: ['yarnrc'], keys: ['plugins[]', 'plugins[].path'], report: 'loads', preset: 'recommended', source: YARN, find: (value) => (YARN_PLUGIN.test(textOf(value)) ? null : hiddenOrOutside(value)) },
  { kinds: ['yarnrc'], keys: ['plugins[].path'], report: 'loads', preset: 'strict', source: YARN, find: (value) => (YARN_PLUGIN.test(textOf(value)) || hiddenOrOutside(value) !== null ? null : inRepository(value)) },
  { kinds: ['bunfig'], keys: ['preload', 'test.preload'], report: 'loads', preset: 'recommended', source: BUN, find: inHiddenFolder },
  { kinds: ['bunfig'], keys: ['preload[]', 'test.preload[]'], report: 'loads', preset: 'recommended', source: BUN, find: inHiddenFolder },
  { kinds: ['bunfig'], keys: ['install.security.scanner'], report: 'loads', preset: 'recommended', source: BUN, find: hiddenOrOutside },
  { kinds: ['bunfig'], keys: ['install.security.scanner'], report: 'loads', preset: 'strict', source: BUN, find: (value) => (KNOWN_SCANNERS.test(textOf(value)) || hiddenOrOutside(value) !== null ? null : textOf(value) || null) },
  { kinds: ['cargo-config'], keys: ['build.rustc', 'build.rustc-wrapper', 'build.rustc-workspace-wrapper', 'registry.credential-provider', 'registries.*.credential-provider', 'registry.global-credential-providers[]'], report: 'loads', preset: 'recommended', source: CARGO, find: inQuietFolder },
  { kinds: ['cargo-config'], keys: ['build.rustc', 'build.rustc-wrapper', 'build.rustc-workspace-wrapper', 'registry.credential-provider', 'registries.*.credential-provider', 'registry.global-credential-providers[]'], report: 'loads', preset: 'strict', source: CARGO, find: (value) => (inQuietFolder(value) !== null ? null : inRepository(value)) },
  { kinds: ['bunfig'], keys: ['run.shell'], report: 'loads', preset: 'strict', source: BUN, find: (value) => (/^(?:system|bun)?$/.test(textOf(value)) ? null : textOf(value)) },
];
