import { originSet } from '../surfaces/javascript/index.ts';
import type { ArgView, CallFact, ValueModel } from '../surfaces/javascript/index.ts';
import type { SettingNode } from '../surfaces/settings/index.ts';

/** Source: the VS Code API, `WorkspaceConfiguration.update(section, value, target)`. */
const UPDATES = originSet({ 'vscode.workspace.getConfiguration().update': true });
const MAX_UPDATES = 200;

/**
 * Settings that an extension changes, each as the tree of a file that holds it alone:
 * `workspace.getConfiguration('chat.tools').update('autoApprove', true)` is `{ "chat.tools.autoApprove": true }`.
 * Keys that are not constant are left out.
 */
export function findUpdatedSettings(model: ValueModel): readonly SettingNode[] {
  return model.calls(UPDATES).slice(0, MAX_UPDATES).flatMap((call) => {
    const [key, value] = call.args;
    const name = key ? keyOf(call, key) : null;
    return key && value && name !== null ? [settingTree(name, key, model.toSettingNode(value.node))] : [];
  });
}

/** The whole name: that of the section that was asked for, and the key inside of it. */
function keyOf({ receiver }: CallFact, key: ArgView): string | null {
  const name = key.text().constant;
  const [section] = receiver?.args ?? [];
  const prefix = section && !section.isNullish() ? section.text().constant : '';
  return name === null || prefix === null ? null : prefix === '' ? name : `${prefix}.${name}`;
}

function settingTree(name: string, key: ArgView, value: SettingNode): SettingNode {
  const root: SettingNode = { kind: 'object', value: undefined, key: null, range: key.range, keyRange: key.range, parent: null, members: [], get: (asked) => (asked === name ? member : undefined), text: () => value.text() };
  const member: SettingNode = {
    kind: value.kind, value: value.value, key: name, range: value.range, keyRange: key.range, parent: root, members: value.members, get: (asked) => value.get(asked), text: () => value.text(),
  };
  return Object.assign(root, { members: [member] });
}
