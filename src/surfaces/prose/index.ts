import type { FileKind } from '../../knowledge/file-kind.ts';
import type { FileContext } from '../file-context.ts';
import { commentRegions } from './comments.ts';
import { hookRegions } from './hook-output.ts';
import { javascriptRegions, mayHoldPrompts } from './javascript.ts';
import { markdownRegions } from './markdown.ts';
import type { ProseRegion } from './model.ts';
import { settingRegions } from './settings.ts';
import { plainRegions } from './text.ts';

export type { ProseCarrier, ProseRegion } from './model.ts';
export { findOrders } from './orders.ts';
export type { OrderFile, PlantedOrder } from './orders.ts';

const INSTRUCTION_KINDS: ReadonlySet<FileKind> = new Set(['agent-instructions', 'skill', 'agent-command', 'markdown']);

/** False for code without a prompt, and without a comment that could hold an order. */
export function mayHoldProse(file: FileContext): boolean {
  const model = file.javascript();
  return model !== null && (mayHoldPrompts(model) || commentRegions(file).length > 0);
}

/**
 * The readable text of a file with its exact places: paragraphs, comments, descriptions, prompts, what hooks print. Comments and strings
 * of code that cannot hold an order are left out early. Linear in the file; never throws.
 */
export function proseRegions(file: FileContext): readonly ProseRegion[] {
  switch (file.language) {
    case 'markdown':
      return markdownRegions(file);
    case 'javascript':
      return javascriptRegions(file);
    case 'text':
      return INSTRUCTION_KINDS.has(file.kind) ? plainRegions(file) : commentRegions(file);
    case 'shell':
      return commentRegions(file);
    default:
      return [...commentRegions(file), ...settingRegions(file), ...hookRegions(file)];
  }
}
