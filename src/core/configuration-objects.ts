import { fileRow } from '../knowledge/files.ts';
import { givesContent } from '../surfaces/javascript/index.ts';
import type { ArgView, FileOperationKind, JsNode, ObjectView, ValueModel } from '../surfaces/javascript/index.ts';
import type { SettingNode } from '../surfaces/settings/index.ts';
import { TextGroup } from '../surfaces/text-index.ts';
import { codePaths } from './code-path.ts';

/** An object in code that is the content of a settings file, and the file it is or would be. */
export interface ConfigurationObject {
  readonly path: string;
  readonly root: SettingNode;
}

const WRITES: ReadonlySet<FileOperationKind> = new Set(['write', 'append']);
const MAX_OBJECTS = 100;

/** Keys that no object but such a configuration has, and the file that holds them. */
const SHAPES: readonly (readonly [key: string, path: string])[] = [
  ['terminal.integrated.', '.vscode/settings.json'],
  ['security.workspace.trust.', '.vscode/settings.json'],
  ['chat.tools.', '.vscode/settings.json'],
  ['task.allowAutomaticTasks', '.vscode/settings.json'],
  ['extensions.verifySignature', '.vscode/settings.json'],
  ['http.proxyStrictSSL', '.vscode/settings.json'],
  ['enableAllProjectMcpServers', '.claude/settings.json'],
  ['enabledMcpjsonServers', '.claude/settings.json'],
  ['skipDangerousModePermissionPrompt', '.claude/settings.json'],
  ['apiKeyHelper', '.claude/settings.json'],
];

const KEYS = new TextGroup(SHAPES.map(([key]) => key));

/** True when a key stands in code that no object but a configuration has. */
export function mayHoldConfiguration(model: ValueModel): boolean {
  return model.textIndex.hasAny(KEYS);
}

/**
 * Objects in code that are settings: those written to a settings file (`writeFile('.vscode/settings.json',
 * JSON.stringify({ … }))`), and those whose keys nothing else has. At most {@link MAX_OBJECTS}, each once.
 */
export function findConfigurationObjects(model: ValueModel): readonly ConfigurationObject[] {
  const found = new Map<JsNode, ConfigurationObject>();
  for (const { kind, path, content } of model.calls().some(givesContent) ? model.fileOperations() : []) {
    if (!content || !WRITES.has(kind)) continue;
    const target = codePaths(path).find((text) => isSettingsFile(text));
    const object = target === undefined ? null : writtenObject(content, model);
    if (object && target !== undefined) found.set(object.node, { path: target, root: object.setting() });
  }
  for (const { which, indexes } of model.textIndex.findGroup(KEYS)) {
    const path = SHAPES[which]?.[1] ?? '';
    for (const index of indexes) {
      if (found.size >= MAX_OBJECTS) return [...found.values()];
      const object = objectWithKey(model, index);
      if (object && !found.has(object.node)) found.set(object.node, { path, root: object.setting() });
    }
  }
  return [...found.values()];
}

function isSettingsFile(path: string): boolean {
  const row = fileRow(path);
  return row !== null && /^(?:json|jsonc|json5|yaml|toml)$/.test(row.language) && row.kind !== 'lockfile';
}

/** The object itself, or the one that `JSON.stringify()` or a serializer of that form is given. */
function writtenObject(content: ArgView, model: ValueModel): ObjectView | null {
  const direct = content.object();
  if (direct) return direct;
  const call = content.node;
  const first = call.type === 'CallExpression' ? (call['arguments'] as readonly JsNode[])[0] : undefined;
  return first && /(?:stringify|dump|encode|serialize)$/.test(model.text.slice(...(call['callee'] as JsNode).range).slice(-40)) ? model.view(first).object() : null;
}

function objectWithKey(model: ValueModel, index: number): ObjectView | null {
  const key = model.nodeAt(index);
  const member = key?.parent as JsNode | null | undefined;
  if (!key || !member || (member.type !== 'Property' && member.type !== 'ObjectProperty') || member['key'] !== key) return null;
  return member.parent ? model.view(member.parent).object() : null;
}
