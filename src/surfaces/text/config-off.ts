import type { FileContext } from '../file-context.ts';
import type { JsNode, ValueModel } from '../javascript/index.ts';
import type { SourceRange } from '../mapped-text.ts';

/** A rule that an ESLint configuration file switches off. */
export interface SwitchedOff {
  readonly rule: string;
  readonly range: SourceRange;
}

const CONFIG_FILE = /(?:^|\/)eslint\.config\.[cm]?[jt]s$/;
const MAX_FOUND = 500;

/** Members `'<prefix>…': 'off'` (or 0, or a list that begins with them) of a flat configuration file, in source order. */
export function findSwitchedOff(file: Pick<FileContext, 'path' | 'javascript'>, prefix: string): readonly SwitchedOff[] {
  if (!CONFIG_FILE.test(file.path)) return [];
  const model = file.javascript();
  if (!model) return [];
  const found: SwitchedOff[] = [];
  const { text } = model;
  for (let at = text.indexOf(prefix); at >= 0 && found.length < MAX_FOUND; at = text.indexOf(prefix, at + prefix.length)) {
    const key = model.nodeAt(at);
    const member: JsNode | null | undefined = key?.parent;
    const name = key?.['value'];
    if (!key || typeof name !== 'string' || member?.type !== 'Property' || member['key'] !== key) continue;
    if (isOff(model, member['value'] as JsNode)) found.push({ rule: name, range: member.range });
  }
  return found;
}

function isOff(model: ValueModel, value: JsNode): boolean {
  const view = model.view(value);
  const first = view.array()?.items[0] ?? view;
  return first.text().constant === 'off' || first.number() === 0;
}
