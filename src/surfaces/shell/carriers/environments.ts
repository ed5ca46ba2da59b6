import { commandStart, mayNameCommand } from '../../../knowledge/command-variables.ts';
import { lazy } from '../../lazy.ts';
import { sliceText } from '../../mapped-text.ts';
import type { SourceRange } from '../../mapped-text.ts';
import { walkSettings } from '../../settings/index.ts';
import type { SettingNode } from '../../settings/index.ts';
import type { CommandText, ShellCarrier } from '../command-text.ts';
import { giveVariables, shellText } from './make.ts';

/** A variable that a settings file sets, and the part of the file whose commands get it. */
interface Setting {
  readonly name: string;
  readonly value: string;
  readonly owner: SourceRange;
  readonly node: SettingNode;
  /** Where the value begins in the node's text. */
  readonly start: number;
}

/** Names of objects and lists of variables, the last part of a dotted key: `terminal.integrated.env.linux`, `containerEnv`, `ENV` of a Dockerfile. */
const HOLDERS = /^(?:(?:terminal\.integrated\.)?env(?:\.\w{1,10})?|environment|variables|containerEnv|remoteEnv|ENV|ARG)$/;
const MAY_HOLD = /\b(?:env|environment|variables|containerEnv|remoteEnv|ENV|ARG)\b/;
const ASSIGNED = /^([A-Za-z_]\w{0,100})=/;
const NAME = /^[A-Za-z_]\w{0,100}$/;
const MAX_SETTINGS = 1000;
const MAX_VALUE = 4000;
/** What the model knows better as a name, and what no project sets. */
const OWN: ReadonlySet<string> = new Set(['HOME', 'USERPROFILE', 'USER', 'PATH', 'PWD', 'IFS', 'SHELL', 'TMPDIR', 'TEMP', 'TMP', 'CI', '_']);

/** The variables in the `env` objects of a file. */
function settingsOf(root: SettingNode): readonly Setting[] {
  const found: Setting[] = [];
  const add = (name: string, node: SettingNode, start: number, owner: SourceRange): void => {
    const value = typeof node.value === 'string' ? node.value.slice(start) : '';
    if (found.length < MAX_SETTINGS && value !== '' && value.length <= MAX_VALUE && NAME.test(name)) found.push({ name, value, owner, node, start });
  };
  for (const node of walkSettings(root)) {
    if (typeof node.key !== 'string' || !HOLDERS.test(node.key) || (node.kind !== 'object' && node.kind !== 'array')) continue;
    const { parent } = node;
    const owner = (parent?.key === 'options' && parent.parent ? parent.parent : (parent ?? root)).range;
    for (const member of node.members) {
      if (typeof member.key === 'string') {
        // GitLab spells a variable with a description `{ value: …, description: … }`.
        const value = member.kind === 'object' ? member.get('value') : member;
        if (value) add(member.key, value, 0, owner);
      } else if (member.kind === 'string') {
        const [head, name] = ASSIGNED.exec(String(member.value)) ?? [];
        if (head !== undefined && name !== undefined) add(name, member, head.length, owner);
      }
    }
  }
  return found;
}

/** A value that another program fills in first is not what the command gets. */
const isFixed = (value: string): boolean => !/\$\{|\$\(|\{\{|<</.test(value);

/** Commands that stand in variables of the file, and the variables that its commands get. */
export function withEnvironments(texts: readonly CommandText[], root: () => SettingNode, fileText: string, carrier: ShellCarrier): readonly CommandText[] {
  if (!MAY_HOLD.test(fileText)) return texts;
  const settings = lazy(() => settingsOf(root()));
  const byName = lazy(() => groups(settings()));
  for (const text of texts) if (/[$%!]/.test(text.source.text)) giveVariables(text, (name) => inScope(byName().get(name), text.source.toSource(0, 1)[0]));
  return mayNameCommand(fileText) ? [...texts, ...settings().flatMap((setting) => commandIn(setting, carrier))] : texts;
}

function groups(settings: readonly Setting[]): ReadonlyMap<string, readonly Setting[]> {
  const byName = new Map<string, Setting[]>();
  for (const setting of settings) {
    if (OWN.has(setting.name) || !isFixed(setting.value)) continue;
    const list = byName.get(setting.name);
    if (list) list.push(setting);
    else byName.set(setting.name, [setting]);
  }
  return byName;
}

const MAX_SCOPES = 50;

/** The value that holds at a place: of the smallest part of the file around it that sets the variable. */
function inScope(settings: readonly Setting[] | undefined, at: number): string | undefined {
  let best: Setting | undefined;
  for (const setting of settings?.slice(0, MAX_SCOPES) ?? []) {
    const [start, end] = setting.owner;
    if (start <= at && at < end && (!best || end - start <= best.owner[1] - best.owner[0])) best = setting;
  }
  return best?.value;
}

function commandIn({ name, value, node, start }: Setting, carrier: ShellCarrier): readonly CommandText[] {
  const at = commandStart(name, value);
  if (at < 0) return [];
  const text = node.text();
  return [shellText(sliceText(text, start + at, text.text.length), { carrier, label: name, unattended: true, dialect: 'sh' })];
}
