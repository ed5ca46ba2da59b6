import type { FileKind } from './file-kind.ts';
import { PROJECT_ENVIRONMENT } from './project-environment.ts';
import type { SettingValue } from './setting-row.ts';
import { VSCODE_AGENTS } from './vscode-agents.ts';
import { VSCODE_APPROVAL } from './vscode-approval.ts';
import { VSCODE_CHAT } from './vscode-chat.ts';
import { VSCODE_EXECUTABLES } from './vscode-executables.ts';
import { VSCODE_EXTENSIONS, VSCODE_OTHER, VSCODE_WORKSPACE } from './vscode-files.ts';
import { VSCODE_HIDING, VSCODE_LAYOUT } from './vscode-hiding.ts';
import { VSCODE_LAUNCH } from './vscode-launch.ts';
import { JSON_SCHEMA, VSCODE_NETWORK } from './vscode-network.ts';
import type { VscodeRow } from './vscode-row.ts';
import { VSCODE_TASKS } from './vscode-tasks.ts';
import { VSCODE_TERMINAL } from './vscode-terminal.ts';
import { VSCODE_TRUST } from './vscode-trust.ts';

/** Every row for settings, wherever they stand. */
export const VSCODE_SETTINGS: readonly VscodeRow[] = [
  ...VSCODE_TERMINAL,
  ...VSCODE_TRUST,
  ...VSCODE_APPROVAL,
  ...VSCODE_CHAT,
  ...VSCODE_AGENTS,
  ...VSCODE_NETWORK,
  ...VSCODE_EXECUTABLES,
  ...VSCODE_HIDING,
];

/** A value and the rows that apply to it. */
interface VscodePart {
  readonly root: SettingValue;
  readonly rows: readonly VscodeRow[];
}

const EDITOR_KINDS: ReadonlySet<FileKind> = new Set(['vscode-settings', 'vscode-tasks', 'vscode-launch', 'vscode-extensions', 'vscode-other', 'code-workspace']);

/** The rows of each file of the editor besides the workspace file, which holds the others. */
const BY_KIND: ReadonlyMap<FileKind, readonly VscodeRow[]> = new Map([
  ['vscode-settings', VSCODE_SETTINGS],
  ['vscode-tasks', VSCODE_TASKS],
  ['vscode-launch', VSCODE_LAUNCH],
  ['vscode-extensions', VSCODE_EXTENSIONS],
  ['vscode-other', VSCODE_OTHER],
  ['task-runner', PROJECT_ENVIRONMENT],
  ['hook-manager', PROJECT_ENVIRONMENT],
]);

const WORKSPACE_MEMBERS: readonly (readonly [name: string, rows: readonly VscodeRow[]])[] = [
  ['settings', VSCODE_SETTINGS],
  ['tasks', VSCODE_TASKS],
  ['launch', VSCODE_LAUNCH],
  ['extensions', VSCODE_EXTENSIONS],
];

/** The parts of a file that the editor reads, each with its rows. `$schema` counts in every JSON file. */
export function vscodeParts(kind: FileKind, root: SettingValue): readonly VscodePart[] {
  const parts: VscodePart[] = root.get('$schema') ? [{ root, rows: JSON_SCHEMA }] : [];
  const add = (value: SettingValue | undefined, rows: readonly VscodeRow[] | undefined): void => {
    if (value && rows) parts.push({ root: value, rows });
  };
  add(root, BY_KIND.get(kind));
  if (EDITOR_KINDS.has(kind)) add(root, VSCODE_LAYOUT);
  if (kind === 'code-workspace') {
    add(root, VSCODE_WORKSPACE);
    for (const [name, rows] of WORKSPACE_MEMBERS) add(root.get(name), rows);
  }
  if (kind === 'devcontainer') {
    const vscode = root.get('customizations')?.get('vscode');
    add(vscode?.get('settings') ?? root.get('settings'), VSCODE_SETTINGS);
    add(vscode, CONTAINER_EXTENSIONS);
  }
  return parts;
}

const EXTENSION_LIST = /^(?:extensions\.)?recommendations\[\]$/;

/** The rows for recommended extensions, at the place where a dev container lists them. */
const CONTAINER_EXTENSIONS: readonly VscodeRow[] = VSCODE_EXTENSIONS.filter((row) => [row.key].flat().some((key) => EXTENSION_LIST.test(key))).map((row) => ({ ...row, key: 'extensions[]' }));
