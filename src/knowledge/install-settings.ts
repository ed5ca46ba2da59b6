import type { FileKind } from './file-kind.ts';
import type { SettingValue } from './setting-row.ts';
import { isQuietFolder, isRepoRelative, saysOn } from './values.ts';
import { textOf, textsOf } from './vscode-row.ts';

/** A setting that makes installs run code: of every dependency (`everything`), or of a file of the repository (`loads`). */
export interface InstallSettingRow {
  readonly kinds: readonly FileKind[];
  readonly keys: readonly string[];
  readonly report: 'everything' | 'loads';
  readonly preset: 'recommended' | 'strict';
  readonly source: string;
  /** What the setting names, for the message; `null` for an honest value. */
  find(value: SettingValue): string | null;
}

const PNPM = 'https://pnpm.io/settings';
const NPM = 'npm: configuration reference';

const isOn = (value: SettingValue): string | null => (saysOn(value.value) ? 'all' : null);
const isStar = (value: SettingValue): string | null => (textOf(value) === '*' ? '*' : null);
const starKey = (value: SettingValue): string | null => (value.key === '*' && saysOn(value.value) ? '*' : null);

/** The module behind `--require`, `--import` or `--loader`. */
function loaded(value: SettingValue): string | null {
  const match = /(?:^|\s)(?:-r|--require|--import|--loader|--experimental-loader)(?:=|\s{1,4})["']?([^\s"']{1,300})/.exec(textOf(value).slice(0, 4096));
  const target = match?.[1] ?? '';
  return target === '' || /\.pnp(?:\.loader)?\.[cm]?js$/.test(target) ? null : target;
}

const inRepository = (value: SettingValue): string | null => textsOf(value).find((text) => isRepoRelative(text)) ?? null;
const inQuietFolder = (value: SettingValue): string | null => textsOf(value).find((text) => isQuietFolder(text)) ?? null;

/** Settings of package managers by which an install, or any start of the manager, runs code (D3-21, D3-22, D4-5 … D4-11). */
export const INSTALL_SETTINGS: readonly InstallSettingRow[] = [
  { kinds: ['package-json'], keys: ['pnpm.dangerouslyAllowAllBuilds'], report: 'everything', preset: 'recommended', source: PNPM, find: isOn },
  { kinds: ['pnpm-workspace'], keys: ['dangerouslyAllowAllBuilds'], report: 'everything', preset: 'recommended', source: PNPM, find: isOn },
  { kinds: ['npmrc'], keys: ['dangerously-allow-all-builds', 'dangerously-allow-all-scripts'], report: 'everything', preset: 'recommended', source: NPM, find: isOn },
  { kinds: ['package-json'], keys: ['pnpm.onlyBuiltDependencies[]', 'trustedDependencies[]'], report: 'everything', preset: 'recommended', source: PNPM, find: isStar },
  { kinds: ['pnpm-workspace'], keys: ['onlyBuiltDependencies[]'], report: 'everything', preset: 'recommended', source: PNPM, find: isStar },
  { kinds: ['package-json', 'pnpm-workspace'], keys: ['allowBuilds.*', 'allowScripts.*'], report: 'everything', preset: 'recommended', source: PNPM, find: starKey },
  { kinds: ['npmrc'], keys: ['ignore-scripts'], report: 'everything', preset: 'strict', source: NPM, find: (value) => (/^false$/i.test(textOf(value)) || value.value === false ? 'all' : null) },
  { kinds: ['npmrc'], keys: ['node-options'], report: 'loads', preset: 'recommended', source: NPM, find: loaded },
  { kinds: ['npmrc'], keys: ['script-shell', 'git', 'init-module', 'editor', 'viewer'], report: 'loads', preset: 'recommended', source: NPM, find: inRepository },
  { kinds: ['yarnrc'], keys: ['yarnPath', 'yarn-path'], report: 'loads', preset: 'recommended', source: 'Yarn: configuration reference', find: (value) => (/^(?:\.\/)?(?:[\w.-]{1,60}\/){0,3}\.yarn\/releases\/[\w.-]{1,100}\.c?js$/.test(textOf(value)) ? null : inRepository(value)) },
  { kinds: ['bunfig'], keys: ['preload', 'test.preload'], report: 'loads', preset: 'recommended', source: 'https://bun.com/docs/runtime/bunfig', find: inQuietFolder },
  { kinds: ['bunfig'], keys: ['preload[]', 'test.preload[]'], report: 'loads', preset: 'recommended', source: 'https://bun.com/docs/runtime/bunfig', find: inQuietFolder },
];
