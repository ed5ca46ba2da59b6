import type { FileContext } from '../../file-context.ts';
import { sliceText } from '../../mapped-text.ts';
import { findSettings, stringItems } from '../../settings/index.ts';
import type { SettingNode } from '../../settings/index.ts';
import type { CommandText } from '../command-text.ts';
import { fromLines, fromSetting, shellText } from './make.ts';
import type { Circumstances } from './make.ts';

/**
 * Command lines of Python task runners and builds. Sources: the references of Poe the Poet, taskipy, PDM, Hatch, Rye,
 * Pipenv and cibuildwheel.
 */
const PYTHON_LINES = [
  ...['cmd', 'shell', 'sequence', 'sequence[].cmd', 'sequence[].shell'].map((key) => `tool.poe.tasks.*.${key}`), 'tool.poe.tasks.*',
  'tool.taskipy.tasks.*', 'tool.taskipy.tasks.*.cmd',
  'tool.pdm.scripts.*', ...['cmd', 'shell', 'composite'].map((key) => `tool.pdm.scripts.*.${key}`),
  'tool.hatch.envs.*.scripts.*', 'tool.hatch.envs.*.pre-install-commands', 'tool.hatch.envs.*.post-install-commands',
  'tool.rye.scripts.*', 'tool.rye.scripts.*.cmd', 'scripts.*',
  ...['before-all', 'before-build', 'before-test', 'repair-wheel-command', 'test-command'].flatMap((key) => [`tool.cibuildwheel.${key}`, `tool.cibuildwheel.*.${key}`]),
] as const;

/** Tasks of `pyproject.toml` and scripts of a `Pipfile`. */
export function pythonCommands(root: SettingNode): readonly CommandText[] {
  return PYTHON_LINES.flatMap((key) => findSettings(root, key)).filter(({ kind }) => kind !== 'object').flatMap((node) => fromLines(node, named(node)));
}

/** Programs that Cargo starts for every build, test or run. Source: The Cargo Book, configuration. */
const CARGO_PROGRAMS = ['target.*.runner', 'target.*.linker', 'build.rustc', 'build.rustc-wrapper', 'build.rustc-workspace-wrapper', 'registry.credential-provider', 'registries.*.credential-provider', 'host.runner', 'host.linker'] as const;

/** What the settings of Cargo start. */
export function cargoCommands(root: SettingNode): readonly CommandText[] {
  return [...CARGO_PROGRAMS.flatMap((key) => findSettings(root, key)).flatMap((node) => fromSetting(node, named(node))), ...findSettings(root, 'registry.global-credential-providers').flatMap((node) => fromLines(node, named(node)))];
}

/** Events of Composer that come by themselves with an install or an update. Source: Composer, scripts. */
const COMPOSER_EVENT = /^(?:pre|post)-(?:install|update|autoload|package|pool|operations|root|file|command|status|archive)/;
/** `@php artisan …` and `@composer …` are programs; any other `@name` is another script, and `A\B::c` a method. */
const COMPOSER_PROGRAM = /^@(?=(?:php|composer)\s)/;

/** Scripts of a `composer.json`: those of an event run by themselves. */
export function composerCommands(root: SettingNode): readonly CommandText[] {
  return findSettings(root, 'scripts.*').flatMap((script) => {
    const label = String(script.key);
    const isEvent = COMPOSER_EVENT.test(label);
    const where: Circumstances = { carrier: isEvent ? 'manifest-hook' : 'task', label, unattended: isEvent, dialect: 'sh' };
    return stringItems(script).flatMap((item) => {
      const text = item.text();
      const skip = COMPOSER_PROGRAM.exec(text.text)?.[0].length ?? 0;
      const isCommand = skip > 0 || (!text.text.startsWith('@') && !/^[\w\\]{1,200}::\w{1,100}$/.test(text.text));
      return isCommand && text.text.trim() !== '' ? [shellText(skip > 0 ? sliceText(text, skip, text.text.length) : text, where)] : [];
    });
  });
}

function named({ key, parent }: SettingNode): Circumstances {
  return { carrier: 'task', label: String(typeof key === 'string' ? key : (parent?.key ?? '')), dialect: 'sh' };
}

/** Readers of these manifests by kind of file. */
export const OTHER_MANAGERS: readonly (readonly [FileContext['kind'], (root: SettingNode) => readonly CommandText[]])[] = [
  ['python-project', pythonCommands],
  ['cargo-config', cargoCommands],
  ['php-project', composerCommands],
];
