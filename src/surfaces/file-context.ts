import type { FileKind } from '../knowledge/file-kind.ts';
import type { ValueModel } from './javascript/index.ts';
import type { SettingNode } from './settings/model.ts';
import type { AnySourceCode, LanguageName } from './source-code.ts';

/** What a carrier may look at to find its texts in a file. */
export interface FileContext {
  readonly sourceCode: AnySourceCode;
  readonly path: string;
  readonly language: LanguageName;
  readonly kind: FileKind;
  javascript(): ValueModel | null;
  settings(): SettingNode | null;
}
