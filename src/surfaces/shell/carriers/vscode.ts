import { plainText } from '../../mapped-text.ts';
import type { MappedText } from '../../mapped-text.ts';
import { findSettings, scalarText, stringItems } from '../../settings/index.ts';
import type { SettingNode } from '../../settings/index.ts';
import type { CommandText } from '../command-text.ts';
import { argumentsOf, argvText, dialectOf, fromCommand, fromLines, shellText } from './make.ts';
import type { Circumstances } from './make.ts';

const SYSTEMS = ['windows', 'osx', 'linux'] as const;
const RUN_WITHOUT_ASKING: ReadonlySet<string> = new Set(['folderOpen', 'worktreeCreated']);

/** Tasks of `tasks.json` (`prefix` empty) or of a workspace file (`tasks.`): the base form and each system's own. */
export function taskCommands(root: SettingNode, prefix = ''): readonly CommandText[] {
  const containers = prefix === '' ? [root] : findSettings(root, prefix);
  return containers.flatMap((container) => {
    const top = SYSTEMS.flatMap((system) => container.get(system) ?? []);
    const tasks = [...findSettings(container, 'tasks[]'), ...top.flatMap((system) => findSettings(system, 'tasks[]'))];
    return [container, ...tasks].flatMap((task) => taskTexts(task, container));
  });
}

function taskTexts(task: SettingNode, container: SettingNode): readonly CommandText[] {
  if (task.kind !== 'object') return [];
  const label = scalarText(task.get('label') ?? task.get('taskName'));
  const unattended = RUN_WITHOUT_ASKING.has(scalarText(task.get('runOptions')?.get('runOn')));
  return [task, ...SYSTEMS.flatMap((system) => task.get(system) ?? [])].flatMap((form) => {
    const shell = form.get('options')?.get('shell') ?? task.get('options')?.get('shell') ?? container.get('options')?.get('shell');
    const where: Circumstances = { carrier: 'task', label, unattended, dialect: dialectOf(scalarText(shell?.get('executable'))) };
    const own = form.get('options')?.get('shell');
    return [...fromCommand(commandOf(form) ?? (form === task ? undefined : commandOf(task)), argumentsOf(form, 'args'), where), ...(own ? programTexts(own, 'executable', where) : [])];
  });
}

function commandOf(form: SettingNode): SettingNode | undefined {
  const command = form.get('command');
  return command?.kind === 'object' ? command.get('value') : command;
}

/** A program with arguments of its own (a shell that is told what to run): only the arguments make it a command. */
function programTexts(node: SettingNode, key: 'executable' | 'path', where: Circumstances): readonly CommandText[] {
  const args = node.get('args');
  const program = stringItems(node.get(key))[0];
  if (args?.kind === 'string') return [shellText(args.text(), where)];
  const items = stringItems(args).map((item) => item.text());
  return items.length > 0 ? argvText([program ? program.text() : standIn(node), ...items], where) : [];
}

const WINDOWS_KEY = /(?:^|\.)windows$/;

/** A shell that is not named in the file: the platform's default is one. */
function standIn({ key, keyRange, parent }: SettingNode): MappedText {
  const isWindows = (typeof key === 'string' && WINDOWS_KEY.test(key)) || (typeof parent?.key === 'string' && WINDOWS_KEY.test(parent.key));
  return { ...plainText(isWindows ? 'powershell' : 'bash', keyRange[0]), toSource: () => keyRange };
}

const SETTINGS_PREFIXES = ['', 'settings.', 'customizations.vscode.settings.'] as const;

/** Terminal profiles, automation profiles and the older `shell`/`shellArgs`, in every file that holds VS Code settings. */
export function terminalCommands(root: SettingNode): readonly CommandText[] {
  return SETTINGS_PREFIXES.flatMap((prefix) => [
    ...findSettings(root, `${prefix}terminal.integrated.profiles.*.*`).flatMap((profile) => programTexts(profile, 'path', terminal(String(profile.key)))),
    ...['automationProfile', 'agentHostProfile'].flatMap((name) =>
      findSettings(root, `${prefix}terminal.integrated.${name}.*`).flatMap((profile) => programTexts(profile, 'path', terminal(name))),
    ),
    ...findSettings(root, `${prefix}chat.tools.terminal.terminalProfile.*`).flatMap((profile) => programTexts(profile, 'path', terminal('terminalProfile'))),
    ...['shellArgs', 'automationShellArgs'].flatMap((name) => findSettings(root, `${prefix}terminal.integrated.${name}.*`).flatMap(shellArguments)),
    ...saveCommands(root, prefix),
  ]);
}

function terminal(label: string): Circumstances {
  return { carrier: 'terminal-profile', label, unattended: true };
}

/** `"terminal.integrated.shellArgs.linux": ["-c", "…"]`: the program stands in `shell.linux` or is the default one. */
function shellArguments(node: SettingNode): readonly CommandText[] {
  if (node.kind === 'string') return [shellText(node.text(), terminal('shellArgs'))];
  const items = stringItems(node).map((item) => item.text());
  return items.length > 0 ? argvText([standIn(node), ...items], terminal('shellArgs')) : [];
}

/** Extensions that run commands on save or on file changes. */
function saveCommands(root: SettingNode, prefix: string): readonly CommandText[] {
  const where: Circumstances = { carrier: 'setting', label: 'on save', unattended: true };
  return ['emeraldwalk.runonsave.commands[].cmd', 'filewatcher.commands[].cmd', 'runOnSave.commands[].command', 'saveAndRun.commands[].cmd', 'code-runner.executorMap.*', 'code-runner.executorMapByGlob.*', 'code-runner.customCommand'].flatMap((key) =>
    findSettings(root, prefix + key).flatMap((node) => fromLines(node, where)),
  );
}

const NODE = /^(?:pwa-)?node$/;

/** What the debugger of Node.js gives to `node`, which no member names then. */
function runtimeTexts(form: SettingNode, configuration: SettingNode, where: Circumstances): readonly CommandText[] {
  const args = argumentsOf(form, 'runtimeArgs').map((item) => item.text());
  if (args.length === 0 || !NODE.test(scalarText(configuration.get('type')))) return [];
  const node: MappedText = { text: 'node', holes: [], toSource: () => form.get('runtimeArgs')?.keyRange ?? form.range };
  return argvText([node, ...args, ...stringItems(form.get('program')).map((item) => item.text())], where);
}

/** Launch configurations: what the debugger starts, a terminal command line, and the program a debugger is reached by. */
export function launchCommands(root: SettingNode, prefix = ''): readonly CommandText[] {
  return findSettings(root, `${prefix}configurations[]`).flatMap((configuration) => {
    const where: Circumstances = { carrier: 'task', label: scalarText(configuration.get('name')) };
    return [configuration, ...SYSTEMS.flatMap((system) => configuration.get(system) ?? [])].flatMap((form) => [
      ...fromCommand(form.get('command'), [], where),
      ...(form.get('runtimeExecutable') ? [] : runtimeTexts(form, configuration, where)),
      ...fromCommand(form.get('runtimeExecutable'), [...argumentsOf(form, 'runtimeArgs'), ...stringItems(form.get('program')), ...argumentsOf(form, 'args')], where),
      ...fromCommand(form.get('pipeTransport')?.get('pipeProgram'), stringItems(form.get('pipeTransport')?.get('pipeArgs')), where),
      ...fromLines(form.get('debugServerPath'), where),
    ]);
  });
}
