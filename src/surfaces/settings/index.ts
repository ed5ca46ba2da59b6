import type { FileKind } from '../../knowledge/file-kind.ts';
import type { AnySourceCode, LanguageName } from '../source-code.ts';
import type { SettingNode } from './model.ts';

export type { SettingKind, SettingNode } from './model.ts';

export function settingsTree(
  _sourceCode: AnySourceCode,
  _file: { readonly kind: FileKind; readonly path: string; readonly language: LanguageName },
): SettingNode | null {
  return null;
}
