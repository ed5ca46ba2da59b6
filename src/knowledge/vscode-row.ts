import type { RowContext, SettingRow, SettingValue } from './setting-row.ts';

/** What the rule on editor settings says. `{{note}}` is empty or says that current VS Code ignores the key in this file. */
export const VSCODE_MESSAGES = {
  terminalCommand: 'This terminal setting runs {{what}} each time a shell starts. Remove it and keep a plain shell.',
  terminalNetwork: 'This terminal profile calls the network whenever it is opened. Start a plain shell instead.',
  terminalProgram: 'Terminals start "{{value}}" from this repository instead of an installed shell. Name a shell of the system.',
  terminalFolder: 'Terminals open in "{{value}}", outside of the workspace. Use a folder of the workspace.',
  variable: 'The variable "{{key}}" {{effect}}. Remove it.',
  protectionOff: '"{{key}}": {{value}} {{effect}}{{note}}. Remove it.',
  automaticTasks: 'Tasks start when the folder is opened, without a question{{note}}. Remove the key.',
  program: '"{{key}}" makes the editor run "{{value}}", a file that a commit can change{{note}}. Use an installed program.',
  programCommand: '"{{key}}" makes the editor run {{what}}{{note}}. Remove it.',
  everythingApproved: '"{{key}}" lets an agent run {{scope}} without asking{{note}}. Approve complete commands instead.',
  interpreterApproved: '"{{key}}" is approved with any arguments, so an agent can run any code. Approve a complete command.',
  consequenceApproved: '"{{key}}" is approved for agents: it deletes, installs or publishes without a question. Remove it.',
  guardRailEditable: 'An agent may edit files matching "{{key}}" unasked, its own settings or build files among them. Keep them denied.',
  agentSource: '"{{key}}" lets an agent load {{what}} from outside the reviewed places{{note}}. Remove it.',
  agentLimit: '"{{key}}": {{value}} {{effect}}. Lower it.',
  traffic: '"{{key}}" sends {{what}} to "{{value}}"{{note}}. Remove it or list the host in allowedHosts.',
  schemaUrl: 'The editor loads this {{what}} by itself, so opening a file can leak data. Keep the schema in the repository.',
  exposed: '"{{key}}" opens {{what}} to the whole network. Bind to localhost.',
  hidden: '"{{key}}" hides {{what}} from people who review this repository. Remove it.',
  duplicate: '"{{key}}" stands here twice with different values and the last one wins. Keep one.',
  offScreen: 'This value is pushed out of sight by {{count}} spaces. Remove them and review the value.',
  autostart: 'This task starts by itself when the folder is opened and runs {{what}}. Remove runOn and let people start it.',
  autostartFile: 'This task starts by itself when the folder is opened and runs "{{file}}", where nobody expects a program. Remove the task.',
  autostartTask: 'This task starts by itself when the folder is opened, and a commit can change what it runs. Remove runOn.',
  stealth: 'This task starts by itself and hides its output with {{what}}. Show the output, or let people start it.',
  taskCommand: 'This task runs {{what}}. Remove it.',
  masquerade: 'This task is named like the built-in "{{value}}" but calls the network. Give it its own name.',
  launchCommand: 'Starting the debugger runs {{what}}. Remove it.',
  launchSetting: '"{{key}}" {{effect}}. Remove it.',
  extensionSource: '"{{value}}" is no extension of the gallery (publisher.name). Recommend extensions by their id.',
  extensionName: '"{{value}}" resembles the extension "{{known}}" of another publisher. Check the publisher.',
  securityExtension: 'This tells people not to install "{{value}}", which finds security problems. Remove it.',
  folder: 'The workspace adds "{{value}}", so every tool and agent can read {{what}}. Add project folders only.',
} as const;

export type VscodeMessage = keyof typeof VSCODE_MESSAGES;
export type VscodeRow = SettingRow<VscodeMessage>;

/** Sources: the compiled settings registry of VS Code 1.138, or the extension's own documentation. */
export const VSC = 'VS Code 1.138 settings registry';

/** Who may set a key: VS Code ignores `application` keys outside user settings and `machine` keys in workspace files. */
type Scope = 'application' | 'machine';

const NOTE = ' (current VS Code ignores it here, forks may not)';

/** Message data for a key of that scope: `note` says that current VS Code ignores it in the linted file; what an extension writes goes to the user's settings. */
export function scoped(scope: Scope, data: Readonly<Record<string, string>> = {}): (value: SettingValue, context: RowContext) => Readonly<Record<string, string>> {
  return (_value, context) => ({ ...data, note: (scope === 'machine' && context.kind === 'devcontainer') || context.kind === 'code' ? '' : NOTE });
}

/** Message data for a key that takes effect in workspace files. */
export function live(data: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return { ...data, note: '' };
}

/** What a hostile command does, in a message's words. */
export const HOSTILE = 'a command that loads code, hides it or sends data out';

/** A string's text; empty for other kinds. */
export function textOf(value: SettingValue | undefined): string {
  return typeof value?.value === 'string' ? value.value : '';
}

/** The strings of an array, or the one string. */
export function textsOf(value: SettingValue | undefined): readonly string[] {
  if (!value) return [];
  return (value.kind === 'array' ? value.members : [value]).flatMap((item) => (typeof item.value === 'string' ? [item.value] : []));
}

/**
 * The value of a dotted setting in nested, flat or mixed spelling; the last one when it is spelled several times.
 * Looks at members whose names the path starts with, hence bounded by the path's length.
 */
export function findSetting(root: SettingValue, path: string): SettingValue | undefined {
  let found: SettingValue | undefined;
  for (const member of root.members) {
    const key = String(member.key);
    if (key === path) found = member;
    else if (path.startsWith(`${key}.`)) found = findSetting(member, path.slice(key.length + 1)) ?? found;
  }
  return found;
}

/** A scalar as if it were a member of that name: for lists of `{ name, value }`. */
export function asMember(value: SettingValue, key: string): SettingValue {
  const { kind, range, keyRange, parent } = value;
  return { kind, value: value.value, key, range, keyRange, parent, members: [], get: () => undefined };
}

/** `a/{b,c}` as several globs, at most 64. */
export function globsOf(key: string): readonly string[] {
  let globs = [key.slice(0, 500)];
  for (let step = 0; step < 4; step += 1) {
    globs = globs.flatMap((glob) => {
      const open = glob.indexOf('{');
      const close = glob.indexOf('}', open);
      if (open < 0 || close < 0) return [glob];
      return glob.slice(open + 1, close).split(',').map((choice) => glob.slice(0, open) + choice + glob.slice(close + 1));
    }).slice(0, 64);
  }
  return globs;
}
