import type { FileKind } from '../../../knowledge/file-kind.ts';
import type { SettingNode } from '../../settings/model.ts';
import type { FoundSecret, Replacement } from './found.ts';
import { scanAssignments } from './assignments.ts';
import { findNameHints } from './hints.ts';
import { assessNamed } from './named.ts';

const MAX_PATH = 6;

interface SettingsFile {
  readonly kind: FileKind;
  readonly path: string;
}

/** Secrets of a settings tree by their keys: members, `env` blocks, `{ name, value }` pairs, arguments, `NAME=value` items. */
export function findInSettings(root: SettingNode, { kind, path }: SettingsFile): FoundSecret[] {
  const found: FoundSecret[] = [];
  const open: SettingNode[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === 'object' || node.kind === 'array') {
      for (let index = node.members.length - 1; index >= 0; index -= 1) {
        const member = node.members[index];
        if (member) open.push(member);
      }
    } else if (node.kind === 'string' && typeof node.value === 'string') {
      found.push(...judgeNode(node, node.value, { kind, path }));
    }
  }
  return found;
}

/** `secrets: [db_password]` of a service in a Compose file: names of secrets that the file declares elsewhere. */
function isSecretReference({ parent }: SettingNode, { kind }: SettingsFile): boolean {
  return kind === 'compose' && parent?.kind === 'array' && parent.key === 'secrets';
}

function judgeNode(node: SettingNode, value: string, file: SettingsFile): FoundSecret[] {
  if (isSecretReference(node, file)) return [];
  const names = namesOf(node);
  const [name = ''] = names;
  const hit = assessNamed(name, value, { near: names.slice(1).join(' ') });
  if (hit) return [{ hit, range: node.range, place: name, names, value, strict: false, replacement: replacementOf(node, file) }];
  if (!/[=:]|--/.test(value) || findNameHints(value).length === 0) return [];
  const text = node.text();
  return scanAssignments(text.text).map((found): FoundSecret => ({
    hit: found,
    range: text.toSource(found.start, found.end),
    place: found.name,
    names: [found.name, ...names],
    value: text.text.slice(found.start, found.end),
    strict: false,
    replacement: null,
  }));
}

/** The key, or what stands for it: the `name` beside a `value`, the flag before an argument; then the keys around it. */
function namesOf(node: SettingNode): readonly string[] {
  const names: string[] = [];
  const { parent, key } = node;
  if (parent?.kind === 'array' && typeof key === 'number') {
    const before = parent.members[key - 1]?.value;
    if (typeof before === 'string' && before.startsWith('-') && !before.includes('=')) names.push(before.replace(/^-+/, ''));
  } else if (key === 'value' || key === 'default') {
    const label = parent?.get('name')?.value ?? parent?.get('key')?.value ?? parent?.get('id')?.value;
    if (typeof label === 'string') names.push(label);
  }
  for (let at: SettingNode | null = node; at && names.length < MAX_PATH; at = at.parent) if (typeof at.key === 'string') names.push(at.key);
  return names;
}

/** Clients whose variables are written `${env:NAME}`. Sources: VS Code: variables reference; Cursor, Windsurf, Roo Code: MCP. */
const PREFIXED = /(?:^|[\\/])(?:\.(?:vscode|cursor|windsurf|codeium|roo)[\\/]|mcp_config\.json$)/;

/** Clients of MCP servers put variables in place of `${NAME}`; other settings files mostly do not. */
function replacementOf(node: SettingNode, { kind, path }: SettingsFile): Replacement | null {
  if (kind !== 'mcp-config') return null;
  const scheme = typeof node.value === 'string' ? (/^(?:Bearer|Basic|Token) /.exec(node.value)?.[0] ?? '') : '';
  return { kind: 'reference', range: node.range, before: `"${scheme}\${${PREFIXED.test(path) ? 'env:' : ''}`, after: '}"' };
}
