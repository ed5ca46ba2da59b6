import { parseUrl } from './hosts.ts';
import { sensitivePath } from './paths.ts';
import type { RowContext, RowMatch, SettingRow, SettingValue } from './setting-row.ts';
import { hostileUrl, plainHttpReach, urlReach } from './values.ts';

/** What the rule on the settings of coding agents says. */
export const AGENT_MESSAGES = {
  allowAll: '"{{value}}" lets the agent run {{scope}} without asking. Allow the complete commands that it needs.',
  allowProgram: '"{{value}}" allows a program that runs whatever its arguments say. Allow one complete command.',
  allowConsequence: '"{{value}}" lets the agent delete, publish or reach into accounts without asking. Allow the commands that read.',
  allowPath: '"{{value}}" lets the agent {{verb}} {{what}} without asking. Name folders of the project.',
  allowWeb: '"{{value}}" lets the agent fetch {{scope}} without asking: pages give it orders, addresses carry data out. Name domains.',
  allowServer: '"{{value}}" allows every tool of an MCP server. Name the tools that only read.',
  ineffective: '"{{value}}" is skipped by the agent, but was meant to allow every tool. Name the tools.',
  wider: '"{{value}}" also allows other programs whose names begin alike. Put a space before the star.',
  folder: '"{{value}}" in {{list}} opens {{what}} to the agent. Name folders of the project.',
  protectionOff: '"{{key}}": {{value}} {{effect}}. Remove it.',
  listEntry: '"{{value}}" in {{list}} {{effect}}. Remove it.',
  serverApproved: '"{{value}}" approves an MCP server of this repository for everybody. Let each person approve it.',
  helper: '"{{key}}" runs a command on the machine of whoever opens this repository. Keep it in your own settings.',
  command: '"{{key}}" runs {{what}} on the machine of whoever opens this repository. Remove it.',
  file: '"{{key}}" starts "{{file}}", a file of this repository where nobody expects a program. Remove it.',
  traffic: '"{{key}}" sends {{what}} to {{host}}. Remove it or list the host in allowedHosts.',
  variable: 'The variable "{{key}}" {{effect}}. Remove it.',
  credential: 'Everybody who opens this repository works with the credential in "{{key}}", and its owner can watch. Remove it.',
  plugins: '"{{key}}" takes plugins from {{what}}, which can change what they run. {{fix}}.',
  text: '"{{key}}" holds text for the model that is longer than a name. Move it to a reviewed instruction file.',
  hookCommand: 'The {{event}} hook runs {{what}}. Remove it.',
  hookFile: 'The {{event}} hook starts "{{file}}" by itself, where nobody expects a program. Move it to a hooks folder and review it.',
  hookNetwork: 'The {{event}} hook calls the network by itself for whoever opens this repository. Remove it.',
  hookUrl: 'The {{event}} hook sends what happens in the session to {{host}}. Remove it or list the host in allowedHosts.',
  hookSecret: 'The hook may put {{name}} into its request. Take it off the list.',
  hookAllows: 'This {{event}} hook always answers "allow", so nobody is asked any more. Answer with deny or nothing.',
  hookPrompt: 'This {{event}} hook tells a model to approve everything. Describe what to refuse instead.',
  hookStealth: 'The {{event}} hook hides what it runs ({{what}}). Run it in the foreground with its output.',
  hookInput: 'The {{event}} hook puts text chosen by the model into a shell command ({{what}}). Quote it, or read standard input.',
  hookScript: 'The {{event}} hook runs a script of the project, which any change to the project can replace. Name the tool itself.',
  hook: 'The {{event}} hook runs by itself for whoever opens this repository. Review it.',
  skillArgument: 'The text after this command becomes part of a shell command ({{what}}). Put it in double quotes.',
  skillSecret: 'This puts secrets ({{what}}) into the prompt, and so into every answer and log. Remove it.',
  import: 'This loads {{what}} into every session of the agent. Import files of the project.',
} as const;

export type AgentMessage = keyof typeof AGENT_MESSAGES;
export type AgentRow = SettingRow<AgentMessage>;

export const CC_PERMISSIONS = 'https://code.claude.com/docs/en/permissions';
export const CC_SETTINGS = 'https://code.claude.com/docs/en/settings';
export const CC_HOOKS = 'https://code.claude.com/docs/en/hooks';
export const CC_SKILLS = 'https://code.claude.com/docs/en/skills';
export const CC_ENV = 'https://code.claude.com/docs/en/env-vars';

/** A folder that opens more than a project: the whole disk, a home folder, a credential store, system settings. */
export function openFolder(text: string): string | null {
  const path = text.trim().replaceAll('\\', '/');
  if (/^(?:\/{1,2}|\/{1,2}\*{1,2}(?:\/\*{1,2})?|[a-z]:\/*\*{0,2})$/i.test(path)) return 'the whole disk';
  if (/^(?:~|\$HOME|\$\{(?:HOME|env:HOME|userHome)\}|%USERPROFILE%|\/(?:home|Users)(?:\/[\w.-]{1,64})?|\/root)\/?\*{0,2}(?:\/\*{1,2})?$/i.test(path)) return 'a whole home folder';
  const store = sensitivePath(path.replace(/^\/\//, '/'));
  if (store !== null) return store;
  return /^\/{1,2}(?:etc|usr|var|bin|sbin|System|private\/etc)(?:\/|$)/.test(path) ? 'system folders' : null;
}

/** True for a path that leaves the folder upwards. */
export function leavesUpwards(text: string): boolean {
  return /^\.\.(?:[\\/]|$)/.test(text.trim());
}

/** What is wrong with a URL that settings send something to, besides that it leads outside; `null` for this machine. */
export function urlDanger(text: string, context: RowContext): { readonly host: string; readonly level: 'hostile' | 'plain' | 'outside' | 'private' } | null {
  if (context.isAllowed('allowedHosts', text)) return null;
  const host = parseUrl(text)?.host ?? '';
  if (hostileUrl(text) !== null) return { host, level: 'hostile' };
  const plain = plainHttpReach(text);
  if (plain !== null) return { host, level: plain === 'outside' ? 'plain' : 'private' };
  const reach = urlReach(text);
  return reach === 'outside' ? { host, level: 'outside' } : reach === 'private' ? { host, level: 'private' } : null;
}

/** A condition for a URL setting: outside hosts and plain http are reported, private ones in strict only. */
export function remote(what: string, outside: 'recommended' | 'strict' = 'recommended') {
  return (value: SettingValue, context: RowContext): boolean | RowMatch => {
    const danger = typeof value.value === 'string' ? urlDanger(value.value, context) : null;
    if (!danger) return false;
    return { data: { what, host: danger.host }, preset: danger.level === 'private' ? 'strict' : danger.level === 'outside' ? outside : 'recommended' };
  };
}

/** A condition for a folder list: open folders are reported, paths that only leave the project in strict. */
export function folder(list: string, upwards: 'strict' | 'off' = 'off') {
  return (value: SettingValue): boolean | RowMatch => {
    if (typeof value.value !== 'string') return false;
    const what = openFolder(value.value);
    if (what !== null) return { data: { list, what } };
    return upwards === 'strict' && leavesUpwards(value.value) && { data: { list, what: 'folders outside of the project' }, preset: 'strict' };
  };
}

/** A command setting: hostile commands and hidden files are reported, anything else as `otherwise` says. */
export function commandSetting(otherwise: 'recommended' | 'strict' | 'off') {
  return (value: SettingValue, context: RowContext): boolean | RowMatch => {
    if (value.kind === 'string' ? String(value.value).trim() === '' : value.members.length === 0) return false;
    const traits = context.commands(value);
    if (!traits.present) return false;
    const what = traits.hostile ? 'a command that loads code, hides it or sends data out' : traits.agentBypass ? 'an agent that asks nobody' : 'a command';
    return { data: { what }, preset: traits.hostile || traits.agentBypass ? 'recommended' : otherwise };
  };
}

/** A text as if it stood where a value stands: one piece of it, or its name. */
export function asText(value: SettingValue, text: string): SettingValue {
  const { key, range, keyRange, parent } = value;
  return { kind: 'string', value: text, key, range, keyRange, parent, members: [], get: () => undefined };
}
