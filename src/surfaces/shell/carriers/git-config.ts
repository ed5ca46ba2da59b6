import { sliceText } from '../../mapped-text.ts';
import { findSettings } from '../../settings/index.ts';
import type { SettingNode } from '../../settings/index.ts';
import type { CommandText } from '../command-text.ts';
import { fromLines, shellText } from './make.ts';
import type { Circumstances } from './make.ts';

/** Git settings whose value is a command line. */
const COMMANDS = [
  'core.sshCommand', 'core.editor', 'core.pager', 'core.fsmonitor', 'core.askPass', 'core.gitProxy', 'sequence.editor', 'diff.external', 'diff.*.command', 'diff.*.textconv',
  'difftool.*.cmd', 'mergetool.*.cmd', 'merge.*.driver', 'filter.*.clean', 'filter.*.smudge', 'filter.*.process', 'gpg.program', 'gpg.*.program', 'pager.*', 'interactive.diffFilter',
  'uploadpack.packObjectsHook', 'browser.*.cmd', 'man.*.cmd', 'sendemail.smtpServer', 'trailer.*.command', 'trailer.*.cmd',
] as const;
/** Settings whose value is a command line only behind an exclamation mark. */
const SHELL_ESCAPES = ['alias.*', 'submodule.*.update', 'credential.helper', 'credential.*.helper'] as const;

/** The commands in a Git configuration: programs that Git starts and aliases that are shell commands. */
export function gitConfigCommands(root: SettingNode): readonly CommandText[] {
  return [
    ...COMMANDS.flatMap((key) => findSettings(root, key).flatMap((node) => (typeof node.value === 'string' ? fromLines(node, setting(node)) : []))),
    ...SHELL_ESCAPES.flatMap((key) => findSettings(root, key).flatMap(escapeTexts)),
  ];
}

function escapeTexts(node: SettingNode): readonly CommandText[] {
  const text = node.text();
  return text.text.startsWith('!') ? [shellText(sliceText(text, 1, text.text.length), setting(node))] : [];
}

function setting(node: SettingNode): Circumstances {
  return { carrier: 'setting', label: String(node.key), unattended: true, dialect: 'sh' };
}
